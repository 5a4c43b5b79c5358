//! Numbers of the program beside those of lifelines, statsmodels, SciPy and SALib, which
//! compute them again from the runs that it writes: `tests/peers/peers.py`.
//!
//! Without Python and these packages it is skipped, on stderr; with `ORGSIM_REQUIRE_PEERS=1`
//! that is a failure. `python3` is that of `PATH`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

const PACKAGES: &str = "lifelines, statsmodels, scipy, SALib";

const SCENARIO: &str = r#"
[simulation]
quarters = 12
burn_in_quarters = 8
[units.core]
researchers = 12
engineers = 24
"#;

/// An organisation whose records have exits enough.
const LARGE: &str = r#"
[simulation]
quarters = 20
burn_in_quarters = 8
[units.core]
researchers = 60
engineers = 90
"#;

const FACTORS: &str = r#"
[factors.tacitness]
key = "transfer.tacitness"
range = [0.1, 0.9]
[factors.rate]
key = "papers.submission_rate"
range = "evidence"
"#;

/// Every comparison that the script makes.
const COMPARISONS: [&str; 20] = [
    "survival of researchers, lifelines",
    "survival of engineers, lifelines",
    "incidence of shipped, statsmodels",
    "incidence of abandoned, statsmodels",
    "still open, lifelines",
    "tenure of all in records, lifelines",
    "tenure of researchers in records, lifelines",
    "tenure of engineers in records, lifelines",
    "difference, SciPy",
    "p_value, SciPy",
    "difference_ci_low, SciPy",
    "difference_ci_high, SciPy",
    "p-values after Holm, statsmodels",
    "effects, statsmodels",
    "their standard errors, over runs",
    "first-order indices, SALib",
    "total-order indices, SALib",
    "mu, SALib",
    "mu star, SALib",
    "sigma, SALib",
];

#[test]
fn other_programs_compute_the_same_from_the_runs() {
    let import = format!("import {PACKAGES}");
    let found = Command::new("python3").args(["-c", &import]).output();
    if !found.is_ok_and(|output| output.status.success()) {
        let missing = format!("tests/peers/peers.py: no python3 with {PACKAGES}");
        assert!(
            std::env::var_os("ORGSIM_REQUIRE_PEERS").is_none(),
            "{missing}"
        );
        // not through the macro, whose output a passing test does not show
        writeln!(io::stderr(), "skipped: {missing}").unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let experiment = |measures: &str, rest: &str| {
        format!("base = \"small.toml\"\nmeasures = [{measures}]\n{rest}")
    };
    let sensitivity = |replicates: u32, section: &str| {
        experiment(
            "\"net_value\"",
            &format!("replicates = {replicates}\n{FACTORS}[sensitivity]\n{section}"),
        )
    };
    let grid = format!("replicates = 12\n{FACTORS}[design]\nkind = \"grid\"\n");
    let variants = "replicates = 60\n[variants.base]\n[variants.fused]\nset = { units.core.structure = \
                    \"fusion-teams\" }\n[variants.larger]\nset = { units.core.researchers = 14 }\n";
    let files = [
        ("small.toml", SCENARIO.to_owned()),
        ("large.toml", LARGE.to_owned()),
        (
            "compare.toml",
            experiment(
                "\"papers_accepted\", \"net_value\", \"shipped_value\"",
                variants,
            ),
        ),
        ("sweep.toml", experiment("\"papers_accepted\"", &grid)),
        (
            "sobol.toml",
            sensitivity(1, "method = \"sobol\"\nrows = 32\ntarget = \"run\"\n"),
        ),
        (
            "morris.toml",
            sensitivity(3, "method = \"morris\"\nrows = 12\n"),
        ),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    for (arguments, may_be_undecided) in [
        (
            "run small.toml --runs 30 --spells --parameters fixed --out run",
            false,
        ),
        (
            "run large.toml --runs 1 --parameters fixed --out large --records records",
            false,
        ),
        ("fit records --draws 0 --hold-out 0 --out said", false),
        (
            "compare compare.toml --parameters fixed --out compare",
            false,
        ),
        ("sweep sweep.toml --out sweep", false),
        ("sensitivity sobol.toml --out sobol", true),
        ("sensitivity morris.toml --out morris", true),
    ] {
        let done = Command::new(cargo_bin!("orgsim"))
            .current_dir(folder.path())
            .args(arguments.split(' '))
            .output()
            .unwrap();
        let is_done = done.status.success() || (may_be_undecided && done.status.code() == Some(4));
        let message = String::from_utf8_lossy(&done.stderr);
        assert!(is_done, "orgsim {arguments}: {message}");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/peers.py");
    let done = Command::new("python3")
        .arg(script)
        .arg(folder.path())
        .output()
        .unwrap();
    let [told, message] = [&done.stdout, &done.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(done.status.success(), "{told}{message}");
    for comparison in COMPARISONS {
        assert!(told.contains(&format!("{comparison}:")), "{told}");
    }
}
