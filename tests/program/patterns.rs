//! Patterns that organisations show: whether the default scenario shows them,
//! whether the test of a pattern can fail, and where a pattern has no meaning.
//!
//! The criteria stood before the figures, but for those that
//! `docs/patterns.md` names. The verdicts are written down in
//! `tests/golden/patterns.txt`; figures may move, a verdict that changes is to be
//! noticed.

use std::fmt::Write as _;

use assert_cmd::Command;
use orgsim::engine::Signals;
use orgsim::output::csv;
use orgsim::questions::patterns::{self, Finding, Kind, PatternsError, Settings, Verdict};
use orgsim::scenario::Scenario;
use std::sync::atomic::Ordering;

fn look(scenario: &Scenario, runs: u64) -> Vec<Finding> {
    let settings = Settings { runs, threads: 0 };
    patterns::find(scenario, settings, &Signals::default(), |_| ()).unwrap()
}

/// A small organisation, so that many variants of it are quick to run.
fn small() -> Scenario {
    let mut scenario = Scenario::default();
    scenario.units[0].researchers = 30;
    scenario.units[0].engineers = 40;
    scenario
}

/// The verdict on the pattern whose name holds these words.
fn verdict(findings: &[Finding], words: &str) -> Verdict {
    let mut found = findings
        .iter()
        .filter(|finding| finding.pattern.contains(words));
    let finding = found
        .next()
        .unwrap_or_else(|| panic!("no pattern «{words}»"));
    assert!(found.next().is_none(), "more than one pattern «{words}»");
    finding.verdict()
}

#[test]
fn the_verdicts_on_the_default_scenario_are_those_that_are_known() {
    let findings = look(&Scenario::default(), Settings::RUNS);
    let mut verdicts = String::new();
    for finding in &findings {
        let (kind, verdict) = (finding.kind, finding.verdict().name());
        let _ = writeln!(verdicts, "{}: {}: {verdict}", kind.name(), finding.pattern);
        // what was chosen must hold, and null models are exact by construction
        assert!(kind == Kind::Predicted || finding.verdict() == Verdict::Appears);
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/patterns.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &verdicts).unwrap();
    }
    let known = std::fs::read_to_string(path).unwrap();
    assert!(verdicts == known, "the verdicts are now\n\n{verdicts}");
}

#[test]
fn a_world_that_lacks_a_pattern_fails_it() {
    // few stay, whatever their tenure; newcomers are productive at once
    let mut scenario = patterns::constant_hazard(&small(), 0.2);
    scenario.mechanisms.shocks = true;
    scenario.labour_market.shock_effect = 1.0;
    scenario.compute.gpus = 100_000;
    scenario.work.ramp_start = 1.0;
    let findings = look(&scenario, 60);
    for pattern in [
        "12-month retention",
        "follow a shock",
        "compute is allocated",
        "newcomers",
    ] {
        assert_eq!(verdict(&findings, pattern), Verdict::Fails, "{pattern}");
    }
    for pattern in ["hazard of leaving peaks", "exits cluster"] {
        assert_ne!(verdict(&findings, pattern), Verdict::Appears, "{pattern}");
    }
}

#[test]
fn a_pattern_without_meaning_is_not_applicable() {
    let mut fused = small();
    fused.units[0].structure = "fusion-teams".into();
    fused.mechanisms.exits = false;
    fused.mechanisms.compute = false;
    let findings = look(&fused, Settings::LEAST_RUNS);
    for finding in &findings {
        let applies = [
            "hits and flops",
            "top tenth",
            "another name",
            "who evaluates",
            // an organisation that grows has some, though nobody leaves
            "newcomers",
            "has grown",
            "a star",
        ];
        let applies = applies.iter().any(|words| finding.pattern.contains(words));
        assert_eq!(
            finding.reason.is_none(),
            applies,
            "{}: {:?}",
            finding.pattern,
            finding.reason
        );
        assert_eq!(finding.reason.is_none(), finding.false_alarm().is_some());
    }

    let mut nobody = small();
    nobody.units[0].researchers = 0;
    let findings = look(&nobody, Settings::LEAST_RUNS);
    let papers = findings
        .iter()
        .find(|finding| finding.pattern.contains("top tenth"));
    let reason = papers.and_then(|finding| finding.reason.clone());
    assert_eq!(
        reason.as_deref(),
        Some("no run has a value of: share of papers")
    );
}

#[test]
fn the_scenario_s_own_events_are_left_out() {
    let scenario = small();
    let mut eventful = scenario.clone();
    let layoff = orgsim::scenario::load_str("[events.cut]\nquarter = 2\nlayoff = { share = 0.5 }");
    eventful.events = layoff.unwrap().scenario.events;
    assert_eq!(eventful.events.len(), 1);
    let runs = Settings::LEAST_RUNS;
    assert_eq!(look(&scenario, runs), look(&eventful, runs));
}

#[test]
fn the_findings_do_not_depend_on_threads() {
    let table = |threads| {
        let settings = Settings {
            runs: Settings::LEAST_RUNS,
            threads,
        };
        let findings = patterns::find(&small(), settings, &Signals::default(), |_| ());
        csv::to_string(&patterns::rows(&findings.unwrap()).table())
    };
    let one = table(1);
    assert_eq!(one, table(2));
    assert_eq!(one, table(3));
}

#[test]
fn an_interrupt_ends_the_search() {
    let signals = Signals::default();
    let settings = Settings {
        runs: Settings::LEAST_RUNS,
        threads: 1,
    };
    let found = patterns::find(&small(), settings, &signals, |step| {
        if step.starts_with("reorganisation") {
            signals.interrupt.store(true, Ordering::Relaxed);
        }
    });
    assert!(matches!(found, Err(PatternsError::Interrupted)));
}

fn orgsim(arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("orgsim").unwrap();
    command.arg("patterns").args(arguments).assert()
}

#[test]
fn the_program_prints_the_findings_in_every_format() {
    let set = [
        "--set",
        "units.core.researchers=30",
        "--set",
        "units.core.engineers=40",
    ];
    let run = |format: &str| {
        let rest = ["--runs", "40", "--seed", "3", "--quiet", "--format", format];
        let done = orgsim(&[set.as_slice(), &rest].concat()).success();
        assert!(done.get_output().stderr.is_empty());
        String::from_utf8(done.get_output().stdout.clone()).unwrap()
    };
    let text = run("table");
    assert!(text.contains("retention of researchers: 0."), "{text}");
    assert!(text.contains("false-alarm rate at most 0.025"), "{text}");
    assert!(
        text.trim_end()
            .lines()
            .last()
            .unwrap()
            .starts_with("30 patterns: "),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    let rows = json.as_array().unwrap();
    assert_eq!(rows[0]["kind"], "fitted");
    assert_eq!(run("csv").lines().count(), 1 + rows.len());
}

#[test]
fn bad_input_is_told() {
    let message = |arguments: &[&str], code| {
        let failed = orgsim(arguments).code(code);
        assert!(failed.get_output().stdout.is_empty());
        String::from_utf8(failed.get_output().stderr.clone()).unwrap()
    };
    assert!(message(&["--runs", "39"], 2).contains("must be a whole number from 40 to 20000"));
    assert!(message(&["--set", "transfer.tacitnes=1"], 3).contains("did you mean `tacitness`?"));
    assert!(message(&["nothing.toml"], 3).contains("nothing.toml"));
    assert!(message(&["--seed", "-1"], 2).contains("--seed"));
}
