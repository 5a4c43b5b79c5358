//! An organisation's own records, from files to a what-if.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

fn orgsim(folder: &Path, arguments: &[&str]) -> Assert {
    let mut command = Command::new(cargo_bin!("orgsim"));
    command.current_dir(folder).args(arguments).assert()
}

fn texts(assert: &Assert) -> String {
    let output = assert.get_output();
    let parts = [&output.stdout, &output.stderr];
    parts
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .concat()
}

/// The folder with the records of a small simulated organisation in it.
fn simulated() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let scenario = "[simulation]\nquarters = 12\nstart = \"2019-Q1\"\n\
                    [units.lab]\nresearchers = 30\nengineers = 40\n\
                    [units.shop]\nresearchers = 10\nengineers = 40\n";
    fs::write(folder.path().join("org.toml"), scenario).unwrap();
    let run = "run org.toml --runs 2 --parameters fixed --records recs --out r --quiet";
    let run: Vec<&str> = run.split(' ').collect();
    orgsim(folder.path(), &run).success();
    folder
}

/// All files below a folder.
fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn every_command_of_the_page_works() {
    let page = fs::read_to_string("docs/fit.md").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut commands = 0;
    for block in page.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for line in block.lines().filter(|line| line.starts_with("orgsim ")) {
            let arguments: Vec<&str> = line.split_whitespace().skip(1).collect();
            let assert = orgsim(folder.path(), &arguments);
            assert!(
                assert.get_output().status.success(),
                "{line}\n{}",
                texts(&assert)
            );
            commands += 1;
        }
    }
    assert_eq!(commands, 10);
    assert!(folder.path().join("results/as-it-is/brief.html").exists());
}

/// Names that stand nowhere else.
const NAMES: [&str; 4] = ["Zebulon", "Quist", "Xanthippe", "Vroomfondel"];

#[test]
fn nothing_that_is_written_or_said_names_anybody() {
    let folder = simulated();
    let people = fs::read_to_string(folder.path().join("recs/people.csv")).unwrap();
    let mut lines = people.lines();
    let mut named = format!("{},manager,nickname\n", lines.next().unwrap());
    for (number, line) in lines.enumerate() {
        let (_, rest) = line.split_once(',').unwrap();
        let [first, last, manager, nick] = NAMES;
        named += &format!("{first} {number} {last},{rest},{manager} {number},{nick}{number}\n");
    }
    // Faults, too, are told without names.
    named += "Zebulon X Quist,researcher,lab,,2020-05-01,2019-05-01,quit,mid,Xanthippe 3,\n";
    named += "Zebulon Y Quist,juggler,lab,,2020-05-01,,,mid,Xanthippe 3,Vroomfondel\n";
    fs::write(folder.path().join("recs/people.csv"), named).unwrap();

    let refused = orgsim(folder.path(), &["fit", "recs", "--out", "f"]).code(3);
    assert!(!folder.path().join("f").exists(), "something was written");
    let told = texts(&refused);
    assert!(
        told.contains("people.csv:") && told.contains("juggler"),
        "{told}"
    );

    let fit = "fit recs --skip-faulty --hold-out 0 --draws 500 --out f --report --plot";
    let fit: Vec<&str> = fit.split(' ').collect();
    let done = orgsim(folder.path(), &fit).success();
    let guessed = orgsim(folder.path(), &["fit", "recs", "--guess"]).success();
    let mut written = Vec::new();
    files(&folder.path().join("f"), &mut written);
    assert!(written.len() > 20, "{written:?}");
    let of_files = written.iter().map(|path| {
        let bytes = fs::read(path).unwrap();
        (
            path.display().to_string(),
            String::from_utf8_lossy(&bytes).into_owned(),
        )
    });
    let said = [
        ("refusal".to_owned(), told),
        ("answer".to_owned(), texts(&done)),
        ("proposal".to_owned(), texts(&guessed)),
    ];
    for (name, text) in of_files.chain(said) {
        for secret in NAMES {
            assert!(!text.contains(secret), "{name} has {secret}");
        }
    }
}

#[test]
fn the_bytes_are_the_same_for_any_number_of_threads() {
    let folder = simulated();
    for threads in ["1", "2"] {
        let out = format!("f{threads}");
        let arguments = [
            "fit",
            "recs",
            "--hold-out",
            "0",
            "--draws",
            "500",
            "--threads",
            threads,
            "--quiet",
            "--out",
            &out,
        ];
        orgsim(folder.path(), &arguments).success();
    }
    for name in [
        "learnt.csv",
        "parameters.csv",
        "checks.csv",
        "organisation.toml",
        "past.toml",
    ] {
        let of = |out: &str| fs::read(folder.path().join(out).join(name)).unwrap();
        assert!(of("f1") == of("f2"), "{name}");
    }
}

#[test]
fn what_was_learnt_is_drawn_by_runs_and_comparisons() {
    let folder = simulated();
    let fit = "fit recs --hold-out 0 --draws 500 --quiet --out f";
    orgsim(folder.path(), &fit.split(' ').collect::<Vec<_>>()).success();
    let run = "run f/organisation.toml --parameters f --runs 40 --quiet --out as-it-is";
    let told = orgsim(folder.path(), &run.split(' ').collect::<Vec<_>>()).success();
    assert!(
        texts(&told).contains("parameters from f"),
        "{}",
        texts(&told)
    );
    // What a variant states is kept.
    let compare = "compare f/organisation.toml --variant units.lab.growth=0.1 --parameters f \
                   --replicates 40 --quiet --out what-if";
    let told = orgsim(
        folder.path(),
        &compare.split_whitespace().collect::<Vec<_>>(),
    )
    .success();
    assert!(!texts(&told).contains("would be lost"), "{}", texts(&told));
    // Other results hold no sets.
    let run = "run f/organisation.toml --parameters as-it-is --runs 40 --out other";
    let refused = orgsim(folder.path(), &run.split(' ').collect::<Vec<_>>()).code(3);
    assert!(
        texts(&refused).contains("`orgsim fit` wrote"),
        "{}",
        texts(&refused)
    );
}

#[test]
fn too_little_is_described_alone() {
    let folder = tempfile::tempdir().unwrap();
    let people =
        "person,role,start,end\na,researcher,2020-01-01,\nb,engineer,2020-02-01,2020-06-30\n";
    fs::write(folder.path().join("people.csv"), people).unwrap();
    let told = orgsim(
        folder.path(),
        &["fit", "people.csv", "--quiet", "--out", "f"],
    )
    .success();
    assert!(
        texts(&told).contains("Nothing was learnt"),
        "{}",
        texts(&told)
    );
    assert!(!folder.path().join("f/parameters.csv").exists());
    let missing = orgsim(folder.path(), &["fit", "nowhere"]).code(3);
    assert!(texts(&missing).contains("nowhere"), "{}", texts(&missing));
    orgsim(
        folder.path(),
        &["fit", "people.csv", "--until", "31.12.2020"],
    )
    .code(2);
}
