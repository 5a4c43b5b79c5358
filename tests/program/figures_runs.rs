//! The figures of runs, to the byte and for what no figure may have: texts that
//! cover each other or stand beside the sheet. Whoever changes a figure on purpose
//! looks at it, and runs `BLESS=1 cargo test --test program figures_runs`.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use orgsim::drawing::typeface::{Weight, width as width_of};
use orgsim::drawing::{Area, Figure, page, svg};
use orgsim::figures::NothingToDraw;
use orgsim::questions::figure_kinds;
use orgsim::result::ResultFolder;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const RUNS: [&str; 7] = [
    "overview",
    "retention",
    "latency",
    "exits",
    "topics",
    "flagship",
    "organisation",
];
const TWO_TOPICS: [&str; 4] = [
    "--set",
    "topics.general.share=0.6",
    "--set",
    "topics.robotics.share=0.4",
];
const LONG: &str = "a result whose name is far too long for any place beside a line <b>&";

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The results of the small scenario, changed a little.
fn small(place: &TempDir, name: &str, more: &[&str]) -> ResultFolder {
    run(&tests().join("golden/small.toml"), place, name, more)
}

fn run(scenario: &Path, place: &TempDir, name: &str, more: &[&str]) -> ResultFolder {
    let out = place.path().join(name);
    let mut command = Command::new(cargo_bin!("orgsim"));
    command.arg("run").arg(scenario);
    command.args(more).args(["--quiet", "--out"]).arg(&out);
    command.assert().success();
    ResultFolder::open(&out).unwrap()
}

/// Four results of different scenarios, twice, so that there are eight.
fn eight(place: &TempDir) -> Vec<ResultFolder> {
    let shock = ["--set", "events.fuse.quarter=5"];
    let loose = ["--set", "units.shop.structure=loose-coupling"];
    let four = [
        small(place, "small", &[]),
        small(place, "later", &shock),
        small(place, "loose", &loose).named(LONG),
        small(place, "one", &["--runs", "1"]),
    ];
    let again = four.clone().into_iter().enumerate();
    let again = again.map(|(place, result)| result.named(&format!("again {place}")));
    four.clone().into_iter().chain(again).collect()
}

fn figures(kind: &str, results: &[ResultFolder]) -> Result<Vec<Box<dyn Figure>>, NothingToDraw> {
    let kind = figure_kinds().find(|known| known.name == kind).unwrap();
    kind.make(results)
}

fn drawn(figure: &dyn Figure, width: f64) -> String {
    svg::to_string(&page(figure, width), &figure.description())
}

/// Why there is nothing to draw.
fn reason(kind: &str, results: &[ResultFolder]) -> String {
    match figures(kind, results) {
        Ok(_) => panic!("{kind} is drawn"),
        Err(reason) => reason.to_string(),
    }
}

/// Compares figures with those that are kept under a name, or keeps them.
fn keep(case: &str, kinds: &[&str], width: f64, results: &[ResultFolder]) {
    for kind in kinds {
        for figure in figures(kind, results).unwrap() {
            let found = drawn(&*figure, width);
            let name = figure.name();
            let kept = tests().join(format!("golden/figures/runs-{case}-{name}.svg"));
            if std::env::var_os("BLESS").is_some() {
                fs::write(kept, found).unwrap();
                continue;
            }
            let kept = fs::read_to_string(kept).unwrap();
            assert!(kept == found, "{case}: {name} is not what it was");
        }
    }
}

#[test]
fn figures_are_those_that_are_kept() {
    let place = tempfile::tempdir().unwrap();
    let result = small(&place, "topics", &TWO_TOPICS);
    keep("small", &RUNS, 720.0, &[result]);
    let one = small(&place, "single", &["--runs", "1"]);
    keep("one", &["overview", "retention", "latency"], 360.0, &[one]);
    let more = small(&place, "drawn", &["--runs", "60"]);
    keep("drawn", &["overview"], 360.0, &[more]);
    let eight = eight(&place);
    keep("eight", &["overview", "flagship"], 720.0, &eight);
}

#[test]
fn texts_cover_neither_each_other_nor_the_edge() {
    let place = tempfile::tempdir().unwrap();
    let topics = small(&place, "topics", &TWO_TOPICS);
    let eight = eight(&place);
    let more = small(&place, "drawn", &["--runs", "60"]);
    let cases = [&eight[..1], &eight[2..4], &eight[..], &[topics], &[more]];
    for results in cases {
        for kind in RUNS {
            let Ok(figures) = figures(kind, results) else {
                continue;
            };
            for (figure, width) in figures.iter().flat_map(|f| [(f, 280.0), (f, 720.0)]) {
                let case = format!("{} of {} at {width}", figure.name(), results.len());
                check_texts(&drawn(&**figure, width), width, &case);
            }
        }
    }
}

/// The value of an attribute of an element on a line.
fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Looks for texts that overlap or leave the sheet; the writer puts each element
/// on a line.
fn check_texts(svg: &str, sheet: f64, case: &str) {
    let mut shifts = vec![(0.0, 0.0)];
    let mut texts: Vec<(Area, String)> = Vec::new();
    for line in svg.lines() {
        if line.starts_with("<g") {
            let (mut x, mut y) = *shifts.last().unwrap();
            if let Some(shift) = attribute(line, "transform") {
                let shift = shift.trim_start_matches("translate(").trim_end_matches(')');
                let (own_x, own_y) = shift.split_once(' ').unwrap();
                x += own_x.parse::<f64>().unwrap();
                y += own_y.parse::<f64>().unwrap();
            }
            shifts.push((x, y));
        } else if line.starts_with("</g>") {
            shifts.pop();
        } else if line.starts_with("<text") {
            let number = |name| attribute(line, name).unwrap().parse::<f64>().unwrap();
            let (x, y, size) = (number("x"), number("y"), number("font-size"));
            let text = line.split_once('>').unwrap().1.trim_end_matches("</text>");
            let text = text
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
            let weight = match attribute(line, "font-weight") {
                Some(_) => Weight::SemiBold,
                None => Weight::Regular,
            };
            let width = width_of(&text, size, weight);
            let left = match attribute(line, "text-anchor") {
                Some("middle") => x - width / 2.0,
                Some(_) => x - width,
                None => x,
            };
            let &(shift_x, shift_y) = shifts.last().unwrap();
            // letters without what hangs below them
            let area = Area::new(
                shift_x + left,
                shift_y + y - 0.72 * size,
                width,
                0.72 * size,
            );
            texts.push((area, text));
        }
    }
    assert!(!texts.is_empty(), "{case}");
    for (place, (area, text)) in texts.iter().enumerate() {
        let within = area.x >= -0.1 && area.right() <= sheet + 0.1;
        assert!(within, "{case}: `{text}` leaves the sheet");
        for (other, words) in &texts[..place] {
            let apart = area.right() <= other.x + 0.5
                || other.right() <= area.x + 0.5
                || area.bottom() <= other.y
                || other.bottom() <= area.y;
            assert!(apart, "{case}: `{text}` covers `{words}`");
        }
    }
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let place = tempfile::tempdir().unwrap();
    let none = ["--set", "research.breakthrough_quality=50"];
    let none = [small(&place, "none", &none)];
    assert_eq!(reason("latency", &none), "no run made a breakthrough");
    assert!(reason("topics", &none).contains("a single topic and a single venue"));
    // what is left is drawn
    assert_eq!(figures("overview", &none).unwrap().len(), 1);
    let off = ["--set", "mechanisms.flagship=false"];
    let off = [small(&place, "off", &off)];
    assert!(reason("flagship", &off).contains("no training run"));
    let stay = ["--set", "mechanisms.exits=false"];
    let stay = [small(&place, "stay", &stay)];
    assert_eq!(reason("exits", &stay), "nobody left in any run");
    fs::remove_file(stay[0].path().join("survival.csv")).unwrap();
    assert_eq!(reason("retention", &stay), "stay has no survival.csv");
}

#[test]
fn what_is_censored_is_said_to_be_open() {
    let place = tempfile::tempdir().unwrap();
    // nothing made in the only quarter can have shipped in it
    let text = fs::read_to_string(tests().join("golden/small.toml")).unwrap();
    let (text, _) = text.split_once("[events").unwrap();
    let scenario = place.path().join("short.toml");
    let text = text.replace("\nquarters = 8", "\nquarters = 1");
    let text = text.replace("horizon_quarters = 4", "horizon_quarters = 1");
    fs::write(&scenario, text).unwrap();
    let Ok(figures) = figures("latency", &[run(&scenario, &place, "short", &[])]) else {
        panic!("breakthroughs of a single quarter have a figure");
    };
    let description = figures[0].description();
    assert!(description.contains("open 100%"), "{description}");
    assert!(description.contains("censored"), "{description}");
}

#[test]
fn descriptions_have_the_numbers_of_the_tables() {
    let place = tempfile::tempdir().unwrap();
    let result = [small(&place, "small", &["--runs", "60"])];
    let summary = fs::read_to_string(result[0].path().join("summary.csv")).unwrap();
    let of = |window: &str| {
        let start = format!("papers_accepted,,,{window},");
        let row = summary
            .lines()
            .find(|line| line.starts_with(&start))
            .unwrap();
        row.split(',').nth(12).unwrap().parse::<f64>().unwrap()
    };
    let description = figures("overview", &result).unwrap()[0].description();
    for (window, words) in [("q0-q2", "quarters 0 to 2"), ("q6-q7", "quarters 6 to 7")] {
        let papers = description.split_once("Papers accepted: ").unwrap().1;
        let (before, _) = papers.split_once(words).unwrap();
        let number = before.rsplit("; ").next().unwrap();
        let number: f64 = number.split([' ', '%']).next().unwrap().parse().unwrap();
        assert!((number - of(window)).abs() < 0.01, "{description}");
    }
    for words in ["one organisation ", "if parameters differ "] {
        assert!(description.contains(words), "{description}");
    }
}

#[test]
fn the_overview_shows_the_doubts_that_there_are() {
    let place = tempfile::tempdir().unwrap();
    let note = |name: &str, more: &[&str]| {
        let result = [small(&place, name, more)];
        let figure = figures("overview", &result).unwrap().remove(0);
        (figure.note(), drawn(&*figure, 360.0))
    };
    let (told, picture) = note("all", &["--runs", "60"]);
    for words in ["if parameters differ", "one organisation", "mean"] {
        assert!(picture.contains(words), "{words}");
    }
    assert!(
        told.contains("draws of") && told.contains("rest on evidence"),
        "{told}"
    );
    let (told, picture) = note("fixed", &["--parameters", "fixed"]);
    assert!(!told.contains("parameters differ") && !picture.contains("parameters differ"));
    assert!(told.contains("Narrow bars"), "{told}");
    let (told, _) = note("one", &["--runs", "1", "--parameters", "fixed"]);
    assert!(
        told.contains("of a single run") && !told.contains("interval"),
        "{told}"
    );
}

#[test]
fn a_terminal_shows_the_quarters_and_a_pipe_does_not() {
    let place = tempfile::tempdir().unwrap();
    let table = |name: &str, forced: bool| {
        let mut command = Command::new(cargo_bin!("orgsim"));
        command.arg("run").arg(tests().join("golden/small.toml"));
        command
            .args(["--quiet", "--all", "--out"])
            .arg(place.path().join(name));
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        if forced {
            command.env("CLICOLOR_FORCE", "1");
        }
        let output = command.assert().success().get_output().stdout.clone();
        String::from_utf8(output).unwrap()
    };
    let (plain, shown) = (table("plain", false), table("shown", true));
    assert!(!plain.contains(['▁', '█']) && !plain.contains("by quarter"));
    assert_eq!(plain.lines().count(), shown.lines().count());
    for (plain, shown) in plain.lines().zip(shown.lines()) {
        assert!(shown.starts_with(plain), "{shown}");
    }
    let row = |start: &str| shown.lines().find(|line| line.starts_with(start)).unwrap();
    let papers = row("  papers accepted ").rsplit(' ').next().unwrap();
    assert_eq!(papers.chars().count(), 8, "{papers}");
    assert!(papers.contains('▁') && papers.contains('█'), "{papers}");
    // a measure of whole windows has no quarters
    assert!(!row("  surviving 8 quarters").contains(['▁', '█']));
}
