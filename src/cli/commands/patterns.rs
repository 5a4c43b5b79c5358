//! `orgsim patterns`: test a scenario for patterns known from real organisations.

use std::process::ExitCode;

use orgsim::output;
use orgsim::questions::patterns::{self, Finding, PatternsError, Settings, Verdict};
use orgsim::scenario;
use orgsim::table::{Cell, Table};

use crate::cli::args::PatternsArgs;
use crate::cli::shared_args::RunFormat;
use crate::cli::{exit_code, input, interrupt, print};

/// Runs the command.
pub(crate) fn patterns(args: &PatternsArgs) -> ExitCode {
    let overrides = args.overrides();
    let loaded = match &args.file {
        Some(file) => input::load(file, &overrides),
        None => input::loaded(
            "the default scenario",
            scenario::load_bytes("default.toml", Vec::new(), &overrides),
        ),
    };
    let (scenario, signals) = match loaded.and_then(|loaded| Ok((loaded, interrupt::listen()?))) {
        Ok((loaded, signals)) => (loaded.scenario, signals),
        Err(exit) => return exit,
    };
    let settings = Settings {
        runs: args.runs,
        threads: args.common.threads(),
    };
    let tell = |step: &str| {
        if !args.common.quiet {
            print::conversation(&format!("{step}\n"));
        }
    };
    match patterns::find(&scenario, settings, &signals, tell) {
        Ok(findings) => {
            let table = patterns::table(&findings);
            exit_code::of_writing(print::result(&match args.common.format {
                RunFormat::Table => shown(&findings, &table),
                RunFormat::Json => format!("{:#}\n", output::json::rows(&table)),
                RunFormat::Csv => output::csv::to_string(&table),
            }))
        }
        Err(PatternsError::Interrupted) => interrupt::without_result(),
        Err(error) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}

/// A paragraph a pattern, and how many have which verdict.
fn shown(findings: &[Finding], table: &Table) -> String {
    let place = |name: &str| {
        table
            .columns()
            .iter()
            .position(|column| column.name == name)
    };
    let mut text = String::new();
    let mut rows = table.rows();
    for finding in findings {
        let verdict = finding.verdict().name();
        let kind = finding.kind.name();
        text.push_str(&format!("{verdict:14}  {kind:9}  {}\n", finding.pattern));
        if let Some(reason) = &finding.reason {
            // its only row says no more
            rows.next();
            text.push_str(&format!("    {reason}\n"));
            continue;
        }
        for row in rows.by_ref().take(finding.conditions.len()) {
            let cell = |name| place(name).map_or(&Cell::Missing, |place| &row[place]);
            let number = |name| brief(cell(name));
            let interval = match cell("ci_low") {
                Cell::Missing => " in every run".to_owned(),
                _ => format!(" [{}, {}]", number("ci_low"), number("ci_high")),
            };
            text.push_str(&format!(
                "    {}: {}{interval}; expected {}: {}\n",
                cell("quantity"),
                number("value"),
                cell("wanted"),
                cell("answer"),
            ));
        }
        let power = finding
            .power()
            .map(|power| format!("power at least {power:.3}"));
        let alarm = finding
            .false_alarm()
            .map(|rate| format!("false-alarm rate at most {rate}"));
        let chances: Vec<String> = power.into_iter().chain(alarm).collect();
        text.push_str(&format!("    {}\n", chances.join(", ")));
    }
    let count = |verdict| findings.iter().filter(|f| f.verdict() == verdict).count();
    text.push_str(&format!(
        "{} patterns: {} appear, {} fail, {} undecided, {} not applicable\n",
        findings.len(),
        count(Verdict::Appears),
        count(Verdict::Fails),
        count(Verdict::Undecided),
        count(Verdict::NotApplicable),
    ));
    text
}

/// Three significant digits after leading zeros, no exponent.
fn brief(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) if number.abs() >= 100.0 => format!("{number:.0}"),
        Cell::Number(number) if number.abs() >= 10.0 => format!("{number:.1}"),
        Cell::Number(number) if number.abs() >= 1.0 || *number == 0.0 => format!("{number:.2}"),
        Cell::Number(number) => format!("{number:.4}"),
        other => other.to_string(),
    }
}
