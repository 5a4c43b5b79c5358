//! The pages that are put to the browser, each made once in a run of the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use orgsim::prose::Prose;
use orgsim::report::{Block, Field, Group, Head, Page, Picture, Section, Sheet, document};

/// An organisation that is simulated in a moment; it changes its structure.
const SMALL: &str = r#"
title = "A small organisation"
description = "Does it keep its researchers when it becomes fusion teams?"
[simulation]
quarters = 12
burn_in_quarters = 4
latency_horizon_quarters = 4
[units.core]
researchers = 12
engineers = 24
[events.fusion]
quarter = 6
reorganise = { structure = "fusion-teams" }
"#;

/// Nobody ever finds anything: what is to be shipped has no value in any run.
const NOTHING_SHIPS: &str = "
[simulation]
quarters = 4
burn_in_quarters = 0
latency_horizon_quarters = 4
[units.core]
researchers = 1
engineers = 1
";

/// A title as bad as a file may have it.
const HOSTILE: &str = "<script>window.hostile=1</script> \"double\" 'single' & \u{202e}rtl\u{202c} \
                       שלום 😀 </title></style><img src=x onerror=window.hostile=2>";

/// A folder that lives as long as the build does.
fn folder() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
        // from an earlier run of the tests
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    });
    &FOLDER
}

fn orgsim(arguments: &[&str]) {
    let mut command = Command::new(cargo_bin!("orgsim"));
    command
        .current_dir(folder())
        .args(arguments)
        .assert()
        .success();
}

fn scenario(name: &str, text: &str) -> String {
    let file = format!("{name}.toml");
    fs::write(folder().join(&file), text).unwrap();
    file
}

/// The report of a run.
fn report_of(name: &str, text: &str, runs: &str) -> PathBuf {
    let file = scenario(name, text);
    orgsim(&[
        "run", &file, "--runs", runs, "--out", name, "--report", "--quiet",
    ]);
    folder().join(name).join("report.html")
}

macro_rules! once {
    ($(#[$meta:meta])* $name:ident, $make:expr) => {
        $(#[$meta])*
        pub(crate) fn $name() -> PathBuf {
            static PAGE: LazyLock<PathBuf> = LazyLock::new(|| $make);
            PAGE.clone()
        }
    };
}

once!(
    /// A run with an event.
    run,
    report_of("run", SMALL, "40")
);
once!(
    /// The same run on one page.
    brief,
    {
        run();
        orgsim(&["report", "run", "--brief", "--quiet"]);
        folder().join("run/brief.html")
    }
);
once!(
    /// A single run, without intervals.
    one_run,
    report_of("one-run", SMALL, "1")
);
once!(
    /// A run in which latency has no value.
    nothing_ships,
    report_of("nothing-ships", NOTHING_SHIPS, "5")
);
once!(
    /// Eight results side by side.
    side_by_side,
    {
        let names: Vec<String> = (1..=8).map(|n| format!("result-{n}")).collect();
        for (place, name) in names.iter().enumerate() {
            let tacitness = format!("transfer.tacitness=0.{}", place + 1);
            let file = scenario("side", SMALL);
            orgsim(&["run", &file, "--runs", "10", "--set", &tacitness, "--out", name, "--quiet"]);
        }
        let mut arguments = vec!["report", "--out", "eight.html"];
        arguments.extend(names.iter().map(String::as_str));
        orgsim(&arguments);
        folder().join("eight.html")
    }
);
once!(
    /// Variants compared.
    comparison,
    {
        let file = scenario("compared", SMALL);
        let variants = ["--variant", "transfer.tacitness=0.9", "--variant", "teams.team_size=4"];
        let mut arguments = vec!["compare", &file, "--replicates", "30", "--out", "compared"];
        arguments.extend(variants);
        arguments.extend(["--report", "--quiet"]);
        orgsim(&arguments);
        folder().join("compared/compare/report.html")
    }
);
once!(
    /// A scenario whose title, description and file are hostile.
    hostile_scenario,
    {
        let long = "n".repeat(200);
        let text = SMALL.replace("A small organisation", "TITLE");
        // what turns the direction of writing is refused in a file
        let allowed = HOSTILE.replace(['\u{202e}', '\u{202c}'], "");
        let title = format!("{allowed} {long}").replace('\\', "\\\\").replace('"', "\\\"");
        report_of("hostile", &text.replace("TITLE", &title), "5")
    }
);
once!(
    /// A report every text of which is hostile.
    hostile_page,
    {
        let path = folder().join("hostile-page.html");
        fs::write(&path, document(&hostile())).unwrap();
        path
    }
);
once!(
    /// A result without runs and without tables.
    empty,
    {
        let result = folder().join("empty");
        fs::create_dir_all(&result).unwrap();
        let header = "file,column,type,unit,meaning,empty\n";
        fs::write(result.join("dictionary.csv"), header).unwrap();
        let stopping = serde_json::json!({ "ending": "interrupted", "most_runs": 9, "targets": [] });
        let manifest = serde_json::json!({ "outputs": [], "stopping": stopping });
        fs::write(result.join("manifest.json"), manifest.to_string()).unwrap();
        orgsim(&["report", "empty", "--quiet"]);
        result.join("report.html")
    }
);

once!(
    /// A fit on one page, from a small result that is kept.
    brief_of_fit,
    {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures/fit");
        let kept = kept.display().to_string();
        orgsim(&["report", &kept, "--brief", "--out", "fit.html", "--quiet"]);
        folder().join("fit.html")
    }
);

/// All pages.
pub(crate) fn all() -> Vec<PathBuf> {
    vec![
        run(),
        brief(),
        brief_of_fit(),
        one_run(),
        nothing_ships(),
        side_by_side(),
        comparison(),
        hostile_scenario(),
        hostile_page(),
        empty(),
    ]
}

fn hostile() -> Page {
    let bad = || format!("{HOSTILE} {}", "W".repeat(200));
    let prose = || Prose::from(bad()).code(bad());
    let sheet = Sheet {
        caption: bad(),
        note: bad(),
        heads: vec![Head::text(&bad()), Head::number(&bad()).meaning(&bad())],
        groups: vec![Group {
            title: bad(),
            rows: vec![vec![Field::text(bad()).below(bad()), Field::text(bad())]],
        }],
        stacks: true,
    };
    let picture = Picture {
        title: bad(),
        note: bad(),
        description: "nothing".to_owned(),
        narrow: "<svg viewBox=\"0 0 9 9\"></svg>".to_owned(),
        wide: "<svg viewBox=\"0 0 9 9\"></svg>".to_owned(),
        values: vec![bad()],
    };
    let blocks = vec![
        Block::Warnings(vec![bad()]),
        Block::Answer(vec![prose()]),
        Block::Heading(bad()),
        Block::Paragraph(prose()),
        Block::List(vec![prose()]),
        Block::Picture(picture),
        Block::Sheet(sheet),
        Block::Facts(vec![(bad(), prose())]),
        Block::Command(bad()),
        Block::Folded {
            title: bad(),
            blocks: vec![Block::Paragraph(prose())],
        },
    ];
    Page {
        kicker: bad(),
        title: bad(),
        questions: vec![bad()],
        opening: vec![Block::Answer(vec![prose()]), Block::Note(bad())],
        sections: vec![Section::new("everything", &bad(), blocks)],
        colophon: bad(),
        brief: false,
    }
}
