//! The audit of claims: known arithmetic, known counting noise, planted claims and
//! faulty files.

use std::fs;

use assert_cmd::Command;
use orgsim::engine::Signals;
use orgsim::output::csv;
use orgsim::questions::audit::{
    Audit, AuditedClaim, Claims, Position, Reach, Settings, equal_rates_p_value, recompute,
};
use orgsim::questions::figure_kinds;
use orgsim::result::ResultFolder;
use tempfile::TempDir;

const SCENARIO: &str = "title = \"Small\"\n[simulation]\nquarters = 8\nburn_in_quarters = 8\n\
    latency_horizon_quarters = 4\n[units.core]\nresearchers = 12\nengineers = 12\n\
    [events.fuse]\nquarter = 4\nreorganise = { structure = \"fusion-teams\" }\n";

const HEADER: &str =
    "id,quantity,before,after,unit,measure,scenario,scale,before_window,after_window,compare,noise";

fn folder(claims: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.toml"), SCENARIO).unwrap();
    fs::write(folder.path().join("claims.csv"), claims).unwrap();
    folder
}

fn audit(claims: &Claims, threads: usize) -> Audit {
    let settings = Settings {
        draws: 40,
        seed: 7,
        level: Settings::LEVEL,
        threads,
    };
    Audit::run(claims, settings, &Signals::default(), |_| ()).unwrap()
}

/// The p-values that the table of claims tells, computed elsewhere to two digits;
/// and the binomial test of R, binom.test(5, 17)$p.value = 0.1434631.
#[test]
fn counts_are_compared_by_the_exact_conditional_test() {
    for (first, second, p) in [(12, 5, 0.14), (45, 28, 0.060), (8, 14, 0.29), (2, 7, 0.18)] {
        assert!((equal_rates_p_value(first, second) - p).abs() < 0.005);
        let (there, back) = (
            equal_rates_p_value(first, second),
            equal_rates_p_value(second, first),
        );
        assert_eq!(there, back);
    }
    assert!((equal_rates_p_value(12, 5) - 0.143_463_1).abs() < 1e-7);
    assert_eq!(equal_rates_p_value(0, 0), 1.0);
    assert_eq!(equal_rates_p_value(6, 6), 1.0);
    assert!(equal_rates_p_value(1000, 500) < 1e-30);
}

#[test]
fn changes_are_recomputed_from_their_own_numbers() {
    let retention = recompute(92.0, 68.0, true);
    assert_eq!(retention.difference, -24.0);
    assert!((retention.relative.unwrap() + 0.2609).abs() < 5e-5);
    assert!((retention.attrition_factor.unwrap() - 4.0).abs() < 1e-12);
    assert!((retention.hazard_ratio.unwrap() - 4.63).abs() < 0.005);
    let papers = recompute(12.0, 5.0, false);
    assert!((papers.relative.unwrap() + 0.5833).abs() < 5e-5);
    assert_eq!(papers.hazard_ratio, None);
    assert_eq!(recompute(0.0, 3.0, false).relative, None);
}

#[test]
fn the_shipped_claims_are_read_and_map_to_measures() {
    let claims = Claims::shipped().unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(claims.claims.len(), 22);
    let mapped = claims
        .claims
        .iter()
        .filter(|claim| !claim.measure.is_empty());
    assert_eq!(mapped.count(), 15);
    for claim in claims
        .claims
        .iter()
        .filter(|claim| claim.measure.is_empty())
    {
        assert!(!claim.note.is_empty(), "{} says not why", claim.id);
    }
}

/// A claim of what the default gives is inside; one of a head count that nobody can
/// reach is outside whatever the ranges; one just outside is reached by stretching.
#[test]
fn planted_claims_are_told_apart() {
    let rows = [
        "in,researchers,,11,people,researcher_head_count,small.toml,1,,3,level,none",
        "out,researchers,,40,people,researcher_head_count,small.toml,1,,3,level,none",
        "range,engineers,10,12,people,engineer_head_count,small.toml,1,,3,range,none",
        "far,satisfaction,,-3.5,sd,researcher_satisfaction,small.toml,1,,3,level,none",
    ];
    let folder = folder(&format!("{HEADER}\n{}\n", rows.join("\n")));
    let claims = Claims::load(&folder.path().join("claims.csv")).unwrap();
    let audit = audit(&claims, 1);
    let positions: Vec<Position> = audit.claims.iter().map(|row| row.literature).collect();
    let [inside, outside] = [Position::Inside, Position::Outside];
    assert_eq!(positions, [inside, outside, inside, outside]);
    let reached: Vec<Option<Reach>> = audit.claims.iter().map(|row| row.reached).collect();
    let reaches = [
        Reach::Literature,
        Reach::NotReached,
        Reach::Literature,
        Reach::Stretched,
    ];
    assert_eq!(reached, reaches.map(Some));
    let drivers = |claim: &str| {
        audit
            .drivers
            .iter()
            .filter(|row| row.claim == claim)
            .count()
    };
    assert_eq!((drivers("in"), drivers("range")), (0, 0));
    assert!(drivers("out") > 0 && drivers("far") > 0);
}

#[test]
fn threads_do_not_change_an_audit() {
    let row = "a,retention,92,68,percent,researcher_retention_12m,small.toml,0.01,-1,3,level,none";
    let folder = folder(&format!("{HEADER}\n{row}\n"));
    let claims = Claims::load(&folder.path().join("claims.csv")).unwrap();
    let tables = |threads| {
        let audit = audit(&claims, threads);
        audit.tables().map(|(_, table)| csv::to_string(&table))
    };
    let one = tables(1);
    assert_eq!(one, tables(2));
    assert_eq!(one, tables(3));
}

#[test]
fn every_fault_of_a_file_of_claims_is_told_at_once() {
    let rows = [
        "a,x,1,two,people,,,,,,,",
        "a,y,1,2,people,researcher_head_counts,small.toml,1,,3,level,none",
        "b,,1,2,people,researcher_head_count,small.toml,-1,,30,levels,none",
        "c,z,1.5,2,people,,,,,,,counts",
        "d,z,1,2,people,researcher_head_count,missing.toml,1,,3,level,none",
    ];
    let folder = folder(&format!("{HEADER},colour\n{}\n", rows.join("\n")));
    let path = folder.path().join("claims.csv");
    let message = |path: &std::path::Path| Claims::load(path).unwrap_err().to_string();
    assert!(message(&path).contains("there is no column `colour`"));
    let old = HEADER.replace(",measure,", ",metric,");
    fs::write(&path, format!("{old}\n")).unwrap();
    assert!(message(&path).contains("it is called `measure` now"));
    fs::write(&path, format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    let told = message(&path);
    for fault in [
        "`after` is `two`; allowed: a number, or nothing",
        "`a` appears twice",
        "did you mean `researcher_head_count`?",
        "`quantity` is empty",
        "`scale` must be above 0",
        "`compare` is `levels`; allowed: level, ratio, range",
        "needs whole numbers before and after",
        "the scenario `missing.toml` cannot be used",
    ] {
        assert!(told.contains(fault), "no word of «{fault}» in\n{told}");
    }
    let assert = Command::cargo_bin("orgsim")
        .unwrap()
        .arg("audit")
        .arg(&path)
        .assert()
        .code(3);
    assert!(assert.get_output().stdout.is_empty());
    let missing = folder.path().join("nothing.csv");
    assert!(message(&missing).contains("there is no file"));
}

/// Cells that spreadsheets would run, or that terminals would obey.
#[test]
fn cells_that_no_table_could_hold_are_refused_with_their_line() {
    let row = |id: &str, quantity: &str, unit: &str| format!("{id},{quantity},1,2,{unit},,,,,,,\n");
    let cells = [
        row("=1+1", "x", "days"),
        row("a", "@SUM(A1)", "days"),
        row("b", "x", "+A1"),
        row("\"-2+3+cmd|' /C calc'!A0\"", "x", "days"),
        row("\"\t=1\"", "x", "days"),
        row("c", "x\u{1b}[31m", "days"),
        row("d", "x\u{202e}", "days"),
    ];
    let good = row("-44%", "a - b", "days");
    let folder = folder(&format!("{HEADER}\n{good}{}", cells.concat()));
    let told = Claims::load(&folder.path().join("claims.csv")).unwrap_err();
    assert_eq!(told.0.len(), cells.len(), "{told}");
    for (fault, line) in told.0.iter().zip(3..) {
        let (place, _) = fault.primary.as_ref().unwrap();
        assert_eq!(place.line(), line, "{told}");
        assert!(!fault.help.is_empty(), "{told}");
    }
}

/// The same claim in percent, in points, as a share and with a scale: one position.
#[test]
fn claims_are_brought_to_the_unit_of_their_measure() {
    let claim = |values: &str, unit: &str, scale: &str| {
        format!(
            "{unit}{scale},retention,{values},{unit},researcher_retention_12m,small.toml,{scale},-1,3,level,none"
        )
    };
    let rows = [
        claim("92,68", "percent", ""),
        claim("92,68", "percent", "0.01"),
        claim("92,68", "%", ""),
        claim("0.92,0.68", "share", ""),
        claim("920,680", "per mille", "0.001"),
    ];
    let folder = folder(&format!("{HEADER}\n{}\n", rows.join("\n")));
    let claims = Claims::load(&folder.path().join("claims.csv")).unwrap();
    let audit = audit(&claims, 2);
    let first = audit.claims.iter().next().unwrap();
    for row in &audit.claims {
        assert_eq!(row.literature, first.literature, "{}", row.claim);
        let scale = row.stated_low.unwrap() / first.stated_low.unwrap();
        let ends = [row, first].map(|row| row.literature_change.ends().unwrap());
        for (end, of_first) in ends[0].into_iter().zip(ends[1]) {
            assert!((end / of_first / scale - 1.0).abs() < 1e-9, "{}", row.claim);
        }
    }
}

#[test]
fn units_that_cannot_be_converted_and_values_that_cannot_be_are_refused() {
    let rows = [
        "a,retention,120,-5,percent,researcher_retention_12m,small.toml,,-1,3,level,none",
        "b,retention,92,68,people,researcher_retention_12m,small.toml,,-1,3,level,none",
        "c,retention,92,68,percent,researcher_retention_12m,small.toml,1,-1,3,level,none",
        "d,papers,12,5,papers,papers_accepted,small.toml,,-1,3,level,none",
        "e,papers,12,5,papers per year,papers_accepted,,,-1,3,level,none",
        "f,people,12,-5,people,researcher_head_count,small.toml,,-1,3,level,none",
        "g,shipped,,0.5,share,shipped_by_8q,small.toml,,,whole,level,none",
        // a ratio is the same in any unit
        "h,papers,12,5,sheets,papers_accepted,small.toml,,-1,3,ratio,none",
        "i,papers,12,5,papers per year,papers_accepted,small.toml,,-1,3,level,none",
    ];
    let folder = folder(&format!("{HEADER}\n{}\n", rows.join("\n")));
    let faults = Claims::load(&folder.path().join("claims.csv")).unwrap_err();
    let messages: Vec<String> = faults.0.iter().map(|fault| fault.message.clone()).collect();
    let expected = [
        "`before` is 120 percent, which `researcher_retention_12m` cannot be",
        "`after` is -5 percent, which `researcher_retention_12m` cannot be",
        "`unit` is `people`, and that of the measure is `share`: `scale` must say how many of the \
         second one of the first is",
        "`scale` is 1, but 1 percent is 0.01 in the unit of the measure, share",
        "`unit` is `papers`, and that of the measure is `papers per quarter`: `scale` must say how \
         many of the second one of the first is",
        "`scenario` is empty: a claim with a measure needs it",
        "`after` is -5 people, which `researcher_head_count` cannot be",
        "`after_window`: `shipped_by_8q` has no value in a window of 8 quarters: it needs 9",
    ];
    assert_eq!(messages, expected);
    assert!(
        faults
            .to_string()
            .contains("allowed: 0 to 100; check `unit` and `scale`")
    );
}

#[test]
fn the_program_prints_the_audit_in_every_format() {
    let row = "a,papers,12,5,papers per quarter,papers_accepted,small.toml,1,-1,3,ratio,counts";
    let folder = folder(&format!("{HEADER}\n{row}\n"));
    let run = |format: &str| {
        let output = Command::cargo_bin("orgsim")
            .unwrap()
            .current_dir(folder.path())
            .args([
                "audit",
                "claims.csv",
                "--draws",
                "30",
                "--quiet",
                "--format",
            ])
            .arg(format)
            .assert()
            .success()
            .get_output()
            .clone();
        assert!(output.stderr.is_empty());
        String::from_utf8(output.stdout).unwrap()
    };
    // lines end where they are full
    let told = run("table")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(told.contains("differ with p = 0.14"), "{told}");
    assert_eq!(run("csv").lines().count(), 2);
    let json: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(json["tables"]["claims"][0]["claim"], "a");
    assert_eq!(json["findings"][1]["kind"], "claim");
    assert_eq!(json["confidence_level"], 0.95);
}

#[test]
fn the_audit_is_a_result_that_can_be_drawn() {
    let rows = [
        "a,papers,12,5,papers per quarter,papers_accepted,small.toml,1,-1,3,ratio,counts",
        "b,papers,,1000,papers per quarter,papers_accepted,small.toml,1,,3,level,",
        "c,morale,1,2,points,,,,,,,",
    ];
    let folder = folder(&format!("{HEADER}\n{}\n", rows.join("\n")));
    let audit = || {
        let mut command = Command::cargo_bin("orgsim").unwrap();
        command.current_dir(folder.path());
        command.args("audit claims.csv --draws 20 --quiet --out audit".split(' '));
        command
    };
    audit().assert().success();
    let result = ResultFolder::open(&folder.path().join("audit")).unwrap();
    assert_eq!(result.command(), "audit");
    let claims = figure_kinds().find(|kind| kind.name == "claims").unwrap();
    let made = claims.make(std::slice::from_ref(&result)).unwrap();
    let said = made[0].description();
    assert!(said.contains("of 2 claims are inside"), "{said}");
    assert!(said.contains("1 more were not compared"), "{said}");
    assert!(
        said.contains("b papers, 1000 papers per quarter: stated 1000, outside"),
        "{said}"
    );
    let rows = result.rows::<AuditedClaim>().unwrap().unwrap();
    let stated: Vec<Option<f64>> = rows.iter().map(|row| row.stated_low).collect();
    assert_eq!(stated, [Some(5.0 / 12.0), Some(1000.0), None]);
    let page = orgsim::report::report(std::slice::from_ref(&result)).unwrap();
    for words in [
        "1 of 2 claims are inside",
        "20 draws of the parameters",
        "Przyborowski, J. &amp; Wilenski, H. (1940)",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // what is there is not written over, unless that is asked for
    let output = audit().assert().code(5);
    assert!(output.get_output().stdout.is_empty());
    audit().arg("--force").assert().success();
}

#[test]
fn windows_beyond_all_numbers_are_refused() {
    for window in [
        i64::MAX.to_string(),
        i64::MIN.to_string(),
        format!("-1..{}", i64::MAX),
    ] {
        let row = format!(
            "a,x,1,2,papers per quarter,papers_accepted,small.toml,1,{window},3,level,none"
        );
        let folder = folder(&format!("{HEADER}\n{row}\n"));
        let told = Claims::load(&folder.path().join("claims.csv"))
            .unwrap_err()
            .to_string();
        assert!(told.contains("allowed: 0 to 7"), "{told}");
        assert!(told.contains("claims.csv:2:"), "{told}");
    }
}
