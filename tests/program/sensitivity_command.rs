//! `orgsim sensitivity` as its users see it: planted truths through the whole path,
//! the same bytes for any threads and after a kill, and what it refuses.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// An organisation of two units that nobody leaves: there are as many researchers as
/// the factors say, exactly, and tacitness cannot change that.
const SEATS: &str = "\
measures = [\"researcher_head_count\"]
replicates = 2
[set]
simulation.quarters = 4
simulation.burn_in_quarters = 0
simulation.latency_horizon_quarters = 4
mechanisms.exits = false
units.left.researchers = 3
units.left.engineers = 3
units.right.researchers = 3
units.right.engineers = 3
[factors.left]
key = \"units.left.researchers\"
range = [3, 6]
[factors.tacitness]
key = \"transfer.tacitness\"
range = \"evidence\"
[factors.right]
key = \"units.right.researchers\"
range = [3, 10]
";

/// An organisation in which luck alone decides who leaves: nobody's satisfaction
/// reads the citations.
const LUCK: &str = "\
measures = [\"researcher_exits\"]
replicates = 1
[set]
simulation.quarters = 4
simulation.burn_in_quarters = 0
simulation.latency_horizon_quarters = 4
mechanisms.satisfaction = false
units.core.researchers = 6
units.core.engineers = 6
labour_market.base_hazard = 0.05
[factors.citations]
key = \"papers.citation_median\"
range = \"evidence\"
";

/// A folder with an experiment file, in which commands run.
struct Place(TempDir);

impl Place {
    fn new(experiment: &str, sections: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::write(place.path("x.toml"), format!("{experiment}{sections}")).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ask(&self, arguments: &str) -> Command {
        let mut command = Command::new(cargo_bin!("orgsim"));
        command
            .current_dir(self.0.path())
            .args(["sensitivity", "x.toml"]);
        command.args(arguments.split_whitespace());
        command
    }

    /// The rows of the main table, each by its columns.
    fn rows(&self, arguments: &str) -> Vec<BTreeMap<String, String>> {
        let printed = stdout(self.ask(arguments).args(["--format", "csv", "--quiet"]));
        let mut reader = csv::Reader::from_reader(printed.as_bytes());
        reader.deserialize().map(Result::unwrap).collect()
    }

    fn table(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

fn stdout(command: &mut Command) -> String {
    let assert = command.assert().code(0);
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn estimate(rows: &[BTreeMap<String, String>], index: &str, factor: &str) -> f64 {
    let row = row(rows, index, factor);
    row["estimate"].parse().unwrap()
}

fn row<'a>(
    rows: &'a [BTreeMap<String, String>],
    index: &str,
    factor: &str,
) -> &'a BTreeMap<String, String> {
    let mut rows = rows.iter();
    rows.find(|row| row["index"] == index && row["factor"] == factor)
        .unwrap_or_else(|| panic!("no {index} of {factor}"))
}

/// Seats add up: 4 and 8 equally likely numbers have the variances 15/12 and 63/12,
/// which are shares of 15/78 and 63/78 without any interaction.
#[test]
fn shares_of_a_sum_are_those_of_its_parts() {
    let sections = "[sensitivity]\nmethod = \"sobol\"\nrows = 64\nsecond_order = true\n";
    let place = Place::new(SEATS, sections);
    let rows = place.rows("");
    for index in ["first", "total"] {
        for (factor, share) in [("left", 15.0 / 78.0), ("right", 63.0 / 78.0)] {
            let found = estimate(&rows, index, factor);
            assert!((found - share).abs() < 0.02, "{index} {factor} {found}");
            assert_eq!(row(&rows, index, factor)["verdict"], "matters");
        }
        assert_eq!(estimate(&rows, index, "tacitness"), 0.0);
        assert_eq!(estimate(&rows, index, "(dummy)"), 0.0);
        assert_eq!(row(&rows, index, "tacitness")["verdict"], "none");
        assert_eq!(row(&rows, index, "right")["rank"], "1");
    }
    let pairs = place.table("results/x/sensitivity/pairs.csv");
    assert_eq!(pairs.lines().count(), 1 + 3);
    let dictionary = place.table("results/x/sensitivity/dictionary.csv");
    for file in ["sensitivity.csv", "pairs.csv"] {
        assert!(dictionary.contains(file), "{dictionary}");
    }
    let printed = stdout(&mut place.ask("--quiet"));
    for words in [
        "factors that matter, by total-order index: right 0.8",
        "without any effect: tacitness",
        "first-order indices add up to ",
        "chance accounts for 0% of the variance of single runs",
    ] {
        assert!(printed.contains(words), "{words}\n{printed}");
    }
}

/// Over four levels a step is two thirds of a range. It adds 2 of 4 numbers on the
/// left, 5 of 8 on the right, wherever it starts.
#[test]
fn elementary_effects_are_those_of_the_steps() {
    let place = Place::new(SEATS, "[sensitivity]\nmethod = \"morris\"\nrows = 4\n");
    let rows = place.rows("");
    for (factor, effect) in [("left", 3.0), ("right", 7.5), ("tacitness", 0.0)] {
        for index in ["mu", "mu_star"] {
            let found = estimate(&rows, index, factor);
            assert!((found - effect).abs() < 1e-9, "{index} {factor} {found}");
        }
        assert!(estimate(&rows, "sigma", factor) < 1e-6);
    }
    assert_eq!(row(&rows, "mu_star", "right")["verdict"], "matters");
    assert_eq!(row(&rows, "mu", "right")["verdict"], "");
    assert_eq!(row(&rows, "mu", "(dummy)")["rank"], "");
}

#[test]
fn methods_for_any_points_take_those_of_the_design() {
    let design = "[design]\nkind = \"latin-hypercube\"\npoints = 120\n";
    for (method, index) in [("pawn", "median"), ("delta", "delta")] {
        let sections = format!("{design}[sensitivity]\nmethod = \"{method}\"\n");
        let rows = Place::new(SEATS, &sections).rows("");
        let right = row(&rows, index, "right");
        let found = [
            &right["rank"],
            &right["verdict"],
            &right["rows"],
            &right["dropped"],
        ];
        assert_eq!(found, ["1", "matters", "120", "0"], "{method}");
        assert_eq!(row(&rows, index, "tacitness")["verdict"], "not shown");
    }
    let own = Place::new(SEATS, "[sensitivity]\nmethod = \"pawn\"\nrows = 64\n");
    assert_eq!(row(&own.rows(""), "median", "right")["rows"], "64");
    let runs = own.table("results/x/sensitivity/runs.csv");
    assert_eq!(runs.lines().count(), 1 + 64 * 2);
}

/// Where nothing but luck matters it has the whole variance. With 512 rows the total
/// index has a standard error of .06 or so, of which .4 is more than six.
#[test]
fn luck_is_an_input_of_a_run() {
    let sections = "[sensitivity]\nmethod = \"sobol\"\nrows = 512\ntarget = \"run\"\n";
    let rows = Place::new(LUCK, sections).rows("");
    for index in ["first", "total"] {
        let luck = estimate(&rows, index, "(chance)");
        assert!((luck - 1.0).abs() < 0.4, "{index} {luck}");
        assert_eq!(estimate(&rows, index, "citations"), 0.0);
    }
}

/// The mean of replicates has no luck in it, whose share is then told by itself. The
/// dummy changes nothing but luck.
#[test]
fn noise_is_taken_out_of_a_mean() {
    let place = Place::new(LUCK, "[sensitivity]\nmethod = \"morris\"\n");
    let rows = place.rows("--replicates 3");
    assert!(estimate(&rows, "mu_star", "(dummy)") > 0.0);
    let printed = stdout(&mut place.ask("--replicates 3 --quiet"));
    assert!(
        printed.contains("without any effect: citations"),
        "{printed}"
    );
    assert!(
        printed.contains("% of the variance of single runs"),
        "{printed}"
    );
}

#[test]
fn what_is_explained_may_be_a_difference() {
    let variants = "[variants.a]\n[variants.b]\nset = { \"transfer.tacitness_spread\" = 0.1 }\n\
                    [variants.other]\n";
    let sections = "[sensitivity]\nmethod = \"sobol\"\nrows = 4\n";
    let levels = Place::new(SEATS, &format!("{variants}{sections}"));
    assert_eq!(levels.rows("").len(), 3 * 2 * 4);
    let difference = format!("{variants}{sections}difference = [\"b\", \"a\"]\n");
    let place = Place::new(SEATS, &difference);
    let assert = place.ask("").assert().code(0);
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    let cost = "4 base rows of 6 points, 2 variants, 2 replicates: 96 runs";
    assert!(stderr.starts_with(cost), "{stderr}");
    let printed = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(printed.contains("b minus a: there is nothing to explain"));
}

#[test]
fn threads_and_kills_leave_the_bytes_as_they_are() {
    let experiment = LUCK.replace("replicates = 1", "replicates = 2");
    let experiment = experiment.replace("citation_median", "submission_rate");
    let measures = "[\"researcher_exits\", \"papers_accepted\"]";
    let experiment = experiment.replace("[\"researcher_exits\"]", measures);
    let place = Place::new(
        &experiment,
        "[sensitivity]\nmethod = \"sobol\"\nrows = 32\n",
    );
    let table = |name: &str| place.table(&format!("{name}/sensitivity/sensitivity.csv"));
    // nothing is sure of so few runs, which is an answer with a code of its own
    let ask = |arguments: &str| {
        place.ask(arguments).assert().code(4);
    };
    ask("--threads 1 --out one");
    ask("--threads 2 --out two");
    assert_eq!(table("one"), table("two"));
    // killed in the middle of a block
    fs::create_dir(place.path("killed")).unwrap();
    let store = fs::read(place.path("one/runs.store")).unwrap();
    fs::write(
        place.path("killed/runs.store"),
        &store[..store.len() / 2 + 3],
    )
    .unwrap();
    ask("--threads 2 --out killed");
    assert_eq!(table("one"), table("killed"));
    // fewer rows, then more of them
    ask("--rows 8 --out more");
    ask("--out more");
    assert_eq!(table("one"), table("more"));
}

/// A few people have so few breakthroughs that runs are without a latency, and in the
/// end all of them.
#[test]
fn values_that_are_missing_are_told() {
    let measures = "measures = [\"latency_restricted_mean\"]";
    let experiment = LUCK.replace("measures = [\"researcher_exits\"]", measures);
    let place = Place::new(
        &experiment,
        "[sensitivity]\nmethod = \"pawn\"\nrows = 64\ntarget = \"run\"\n",
    );
    let many = "--set research.flop_quality=0.01 --set research.breakthrough_quality=0.05 \
                --set simulation.quarters=8";
    let printed = stdout(&mut place.ask(many));
    for words in [
        "of the runs have no value",
        "of 64 design points are left out",
    ] {
        assert!(printed.contains(words), "{words}\n{printed}");
    }
    let few = "--set research.breakthrough_quality=100 --out few";
    let assert = place.ask(few).assert().code(4);
    let printed = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(printed.contains("there are no indices"), "{printed}");
}

#[test]
fn every_format_has_the_answer() {
    let place = Place::new(SEATS, "[sensitivity]\nmethod = \"morris\"\nrows = 2\n");
    let json = stdout(&mut place.ask("--format json --quiet"));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["decided"], true);
    let rows = json["tables"]["sensitivity"].as_array().unwrap();
    assert_eq!(rows.len(), 3 * 4);
    assert_eq!(rows[0]["factor"], "right");
    let csv = stdout(&mut place.ask("--format csv --quiet"));
    assert_eq!(csv, place.table("results/x/sensitivity/sensitivity.csv"));
    let manifest = place.table("results/x/sensitivity/manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["settings"]["method"], "morris");
    assert_eq!(manifest["findings"][0]["kind"], "ranking");
    assert_eq!(manifest["findings"][0]["factors"][0]["factor"], "right");
}

#[test]
fn all_that_a_question_lacks_is_said_at_once() {
    let sections = "[factors.structure]\nkey = \"units.left.structure\"\n\
                    values = [\"loose-coupling\", \"fusion-teams\"]\n\
                    [variants.a]\n[variants.b]\n\
                    [sensitivity]\nmethod = \"morris\"\nlevels = 5\ntarget = \"run\"\n\
                    second_order = true\ndifference = [\"a\", \"c\"]\n";
    let place = Place::new(SEATS, sections);
    let assert = place.ask("").assert().code(3);
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    for words in [
        "the levels of `structure` have no order",
        "a grid of 5 levels is not balanced",
        "chance has no order",
        "only Sobol' indices have a second order",
        "there is no variant `c`",
    ] {
        assert!(stderr.contains(words), "{words}\n{stderr}");
    }
    assert!(!place.path("results").exists());
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let refused = |experiment: &str, sections: &str, arguments: &str, words: &str| {
        let assert = Place::new(experiment, sections).ask(arguments).assert();
        let stderr = String::from_utf8_lossy(&assert.code(3).get_output().stderr).into_owned();
        assert!(stderr.contains(words), "{words}\n{stderr}");
    };
    let sobol = "[sensitivity]\nmethod = \"sobol\"\n";
    refused(SEATS, "", "", "has no sensitivity settings");
    refused(SEATS, sobol, "--rows 3", "is not a power of two");
    refused(
        SEATS,
        sobol,
        "--replicates 1",
        "cannot be estimated from one replicate",
    );
    let run = format!("{sobol}target = \"run\"\n");
    refused(SEATS, &run, "", "takes one run per design point, not 2");
    let levels = format!("{sobol}levels = 6\n");
    refused(
        SEATS,
        &levels,
        "",
        "only the grid of elementary effects has levels",
    );
    let alone = format!("[variants.a]\n{sobol}difference = [\"a\"]\n");
    refused(SEATS, &alone, "", "a difference is one of two variants");
    let design = "[design]\nkind = \"sobol\"\npoints = 8\n[sensitivity]\nmethod = \"delta\"\n";
    refused(SEATS, design, "--rows 8", "so `rows` has no effect");
    let precision = format!("{sobol}[precision]\nresearcher_head_count = 1\n");
    refused(
        SEATS,
        &precision,
        "",
        "the same number of runs at every design point",
    );
    let bare = "measures = [\"papers_accepted\"]\nreplicates = 2\n";
    refused(bare, sobol, "", "sensitivity needs factors");
}

/// The shipped experiment as it is, but with little of it.
#[test]
fn the_shipped_experiment_can_be_asked() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/experiments");
    let place = Place::new("", "");
    let mut command = Command::new(cargo_bin!("orgsim"));
    command
        .current_dir(place.0.path())
        .arg("sensitivity")
        .arg(folder.join("reorganisation-sensitivity.toml"))
        .args(["--method", "morris", "--rows", "2", "--replicates", "2"])
        .args(["--set", "units.core.researchers=12"])
        .args(["--set", "units.core.engineers=12"])
        .args(["--set", "simulation.burn_in_quarters=0"]);
    let printed = stdout(&mut command);
    assert!(
        printed.contains("fusion teams minus loose coupling"),
        "{printed}"
    );
}
