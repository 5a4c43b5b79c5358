//! The recipes of `docs/recipes`, followed as they stand there, with fewer runs, and
//! their numbers compared with the program's own.
//!
//! A recipe needs Python or R with some packages. Without them it is skipped, by
//! name, on stderr; with `ORGSIM_REQUIRE_TOOLS=1` that is a failure. `python3` and
//! `Rscript` are those of `PATH`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// Programs add up in orders of their own.
const TOLERANCE: f64 = 1e-9;

/// Bytes of compressed figure for a pixel: drawings have 0.1 and more, a picture of
/// one colour less than 0.01.
const LEAST_BYTES_PER_PIXEL: f64 = 0.04;

/// Numbers by what they are of: the texts before them in a row.
type Numbers = BTreeMap<Vec<String>, f64>;

/// A recipe, and a folder for what it reads and writes.
struct Recipe {
    page: &'static str,
    folder: TempDir,
}

impl Recipe {
    /// A recipe, if what it needs is there; else says that it is skipped.
    fn of(page: &'static str, packages: &str) -> Option<Self> {
        let (program, arguments) = match page {
            "r.md" => {
                let loads = packages.split(' ').map(|name| format!("library({name})"));
                let loads: Vec<String> = loads.collect();
                ("Rscript", ["-e".to_owned(), loads.join(";")])
            }
            _ => (
                "python3",
                [
                    "-c".to_owned(),
                    format!("import {}", packages.replace(' ', ",")),
                ],
            ),
        };
        let found = Command::new(program).args(arguments).output();
        if found.is_ok_and(|output| output.status.success()) {
            let folder = tempfile::tempdir().unwrap();
            return Some(Self { page, folder });
        }
        let missing = format!("docs/recipes/{page}: no {program} with {packages}");
        assert!(
            std::env::var_os("ORGSIM_REQUIRE_TOOLS").is_none(),
            "{missing}"
        );
        // not through the macro, whose output a passing test does not show
        let mut shown = io::stderr();
        writeln!(shown, "skipped: {missing}").unwrap();
        None
    }

    /// Runs the program on a command line, as in a folder with the scenarios.
    fn orgsim(&self, arguments: &str) {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let place = |argument: &str| match argument.starts_with("scenarios/") {
            true => project.join(argument),
            false => argument.into(),
        };
        let done = Command::new(cargo_bin!("orgsim"))
            .current_dir(self.folder.path())
            .args(arguments.split(' ').map(place))
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "orgsim {arguments}: {message}");
    }

    /// Follows the page: runs its commands in their order, those of orgsim with these
    /// arguments too, and the one program that stands there on the folders it names.
    /// Gives those folders and the one with what it wrote.
    fn follow(&self, too: &str) -> (Vec<PathBuf>, PathBuf) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("docs/recipes")
            .join(self.page);
        let page = fs::read_to_string(path).unwrap();
        let (language, file, interpreter, program) = match self.page {
            "r.md" => ("r", "recipe.R", "Rscript", "Rscript"),
            _ => ("python", "recipe.py", "python", "python3"),
        };
        let block = |language: &str| {
            let fence = format!("```{language}\n");
            let mut blocks = page.split(&fence).skip(1);
            let block = blocks.next().unwrap().split("```").next().unwrap();
            assert!(blocks.next().is_none(), "{}: one {language}", self.page);
            block
        };
        fs::write(self.folder.path().join(file), block(language)).unwrap();
        let mut commands: Vec<&str> = block("text").lines().collect();
        let last = commands.pop().unwrap();
        for command in commands {
            let arguments = command.strip_prefix("orgsim ").unwrap();
            self.orgsim(&format!("{arguments} {too}"));
        }
        let start = format!("{interpreter} {file} ");
        let folders: Vec<&str> = last.strip_prefix(&start).unwrap().split(' ').collect();
        let done = Command::new(program)
            .arg(file)
            .args(&folders)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{}: {message}", self.page);
        assert!(!message.contains("arning"), "{}: {message}", self.page);
        let mut folders: Vec<PathBuf> = folders
            .into_iter()
            .map(|folder| self.folder.path().join(folder))
            .collect();
        let out = folders.pop().unwrap();
        (folders, out)
    }
}

/// The number in a column of a CSV file for each row that `keep`s, by the columns
/// that say what it is of. A row without the number is left out.
fn numbers(path: &Path, of: &[&str], column: &str, keep: impl Fn(&str, &str) -> bool) -> Numbers {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    let (of, number): (Vec<usize>, usize) =
        (of.iter().map(|name| place(name)).collect(), place(column));
    let rows = reader.records().map(|row| row.unwrap());
    rows.filter(|row| header.iter().zip(row).all(|(name, cell)| keep(name, cell)))
        .filter_map(|row| {
            let key = of.iter().map(|&place| row[place].to_owned()).collect();
            // R writes NA for what is missing
            let number = row[number]
                .parse()
                .ok()
                .filter(|number: &f64| !number.is_nan());
            Some((key, number?))
        })
        .collect()
}

/// Fails unless both have the same numbers, and at least so many of them.
fn assert_same(found: &Numbers, expected: &Numbers, least: usize) {
    let keys = |numbers: &Numbers| numbers.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(found), keys(expected));
    assert!(expected.len() >= least, "{} numbers only", expected.len());
    for (key, number) in expected {
        let off = (found[key] - number).abs();
        let scale = number.abs().max(1.0);
        assert!(
            off <= TOLERANCE * scale,
            "{key:?}: {}, expected {number}",
            found[key]
        );
    }
}

/// Fails unless there is a PNG file with something on it.
fn assert_drawn(path: &Path) {
    let bytes = fs::read(path).unwrap();
    assert!(
        bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "{}",
        path.display()
    );
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let (width, height) = (number(16), number(20));
    assert!(width >= 800 && height >= 400, "{width} x {height}");
    let pixels = f64::from(width) * f64::from(height);
    let drawn = bytes.len() as f64 / pixels;
    assert!(drawn > LEAST_BYTES_PER_PIXEL, "{drawn} bytes a pixel");
}

fn all(_: &str, _: &str) -> bool {
    true
}

fn whole(column: &str, cell: &str) -> bool {
    column != "window" || cell == "all"
}

/// What the summary has in a column, by the names of the columns of `runs.csv`.
fn summary(results: &Path, column: &str, keep: impl Fn(&str, &str) -> bool) -> Numbers {
    let of = ["measure", "group", "window"];
    let key = |of: &Vec<String>| {
        let parts = of[..2].iter().filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.map(String::as_str).collect();
        let window = match of[2].as_str() {
            "all" => String::new(),
            window => format!("__{}", window.replace('-', "_")),
        };
        vec![parts.join("_") + &window]
    };
    let rows = numbers(&results.join("summary.csv"), &of, column, keep);
    rows.into_iter()
        .map(|(of, number)| (key(&of), number))
        .collect()
}

#[test]
fn pandas_finds_the_means_of_the_summary() {
    let Some(recipe) = Recipe::of("pandas.md", "pandas matplotlib") else {
        return;
    };
    let (results, out) = recipe.follow("--runs 30 --quiet");
    let found = |column| numbers(&out.join("pandas.csv"), &["key"], column, all);
    // shares, rates and times are estimated over all runs, and are no means of runs
    let means = |column: &str, cell: &str| column != "ci_method" || cell == "t";
    for (own, expected) in [("mean", "estimate"), ("sem", "estimate_std_error")] {
        let expected = summary(&results[0], expected, means);
        let mut found = found(own);
        found.retain(|key, _| expected.contains_key(key));
        assert_same(&found, &expected, 150);
    }
    assert_drawn(&out.join("pandas.png"));
}

#[test]
fn polars_finds_the_incidence_from_the_spells() {
    let Some(recipe) = Recipe::of("polars.md", "polars matplotlib") else {
        return;
    };
    let (results, out) = recipe.follow("--runs 30 --quiet");
    for fate in ["shipped", "abandoned", "open"] {
        let keep =
            |column: &str, cell: &str| whole(column, cell) && (column != "fate" || cell == fate);
        for (found, expected) in [(fate, "estimate"), ("n_runs", "n_runs")] {
            let found = numbers(&out.join("polars.csv"), &["quarters"], found, all);
            let own = numbers(
                &results[0].join("incidence.csv"),
                &["quarters"],
                expected,
                keep,
            );
            assert_same(&found, &own, 9);
        }
    }
    assert_drawn(&out.join("polars.png"));
}

#[test]
fn r_finds_the_survival_from_the_spells() {
    let packages = "dplyr tidyr readr ggplot2 survival";
    let Some(recipe) = Recipe::of("r.md", packages) else {
        return;
    };
    let (results, out) = recipe.follow("--runs 30 --quiet");
    for column in ["estimate", "n_runs"] {
        let of = ["role", "tenure"];
        let found = numbers(&out.join("r.csv"), &of, column, all);
        let own = numbers(&results[0].join("survival.csv"), &of, column, whole);
        assert_same(&found, &own, 34);
    }
    assert_drawn(&out.join("r.png"));
}

#[test]
fn duckdb_finds_the_differences_of_pairs() {
    let Some(recipe) = Recipe::of("duckdb.md", "duckdb") else {
        return;
    };
    let (_, out) = recipe.follow("--runs 30 --quiet");
    let measures = ["researcher_head_count", "papers_accepted", "shipped_value"];
    let compare = format!(
        "compare scenarios/loose-coupling.toml scenarios/reorganisation.toml --replicates 30 \
         --out compared --measure {}",
        measures.join(" --measure ")
    );
    recipe.orgsim(&compare);
    let compared = recipe.folder.path().join("compared/compare");
    for (found, expected) in [
        ("difference", "difference"),
        ("std_error", "difference_std_error"),
        ("pairs", "pairs"),
        ("correlation", "correlation"),
    ] {
        let mut found = numbers(&out.join("duckdb.csv"), &["key"], found, all);
        found.retain(|key, _| measures.contains(&key[0].as_str()));
        let own = numbers(
            &compared.join("differences.csv"),
            &["measure"],
            expected,
            all,
        );
        assert_same(&found, &own, measures.len());
    }
}

#[test]
fn pandas_finds_the_differences_of_a_sweep() {
    let Some(recipe) = Recipe::of("sweep.md", "pandas matplotlib") else {
        return;
    };
    let (results, out) = recipe.follow("--replicates 4");
    let of = ["point", "measure"];
    // the others are estimated over all runs, and are no means of runs
    let mean = |column: &str, cell: &str| column != "measure" || cell == "shipped_value";
    let found = numbers(&out.join("sweep.csv"), &of, "difference", mean);
    let own = numbers(&results[0].join("means.csv"), &of, "difference", mean);
    assert_same(&found, &own, 40);
    assert_drawn(&out.join("sweep.png"));
}

/// Whoever adds a page adds it to the list, and a test here.
#[test]
fn all_recipes_are_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes");
    let list = fs::read_to_string(folder.join("README.md")).unwrap();
    let own = include_str!("recipes.rs");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name != "README.md" {
            assert!(list.contains(&format!("({name})")), "{name} is not listed");
            assert!(own.contains(&format!("\"{name}\"")), "{name} is not run");
        }
    }
}
