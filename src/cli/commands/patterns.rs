//! `orgsim patterns`: test a scenario for patterns known from real organisations.

use std::process::ExitCode;

use orgsim::output;
use orgsim::questions::patterns::{self, Finding, PatternsError, Settings};
use orgsim::scenario;

use crate::cli::args::PatternsArgs;
use crate::cli::shared_args::RunFormat;
use crate::cli::{exit_code, input, interrupt, print};

/// Runs the command.
pub(crate) fn patterns(args: &PatternsArgs) -> ExitCode {
    let overrides = match args.overrides() {
        Ok(overrides) => overrides,
        Err(faults) => return input::invalid("the command line", &faults),
    };
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
            let table = || patterns::rows(&findings).table();
            exit_code::of_writing(print::result(&match args.common.format {
                RunFormat::Table => shown(&findings),
                RunFormat::Json => format!("{:#}\n", output::json::rows(&table())),
                RunFormat::Csv => output::csv::to_string(&table()),
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
fn shown(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let (verdict, kind) = (finding.verdict(), finding.kind);
        text.push_str(&format!("{verdict:14}  {kind:9}  {}\n", finding.pattern));
        for line in finding.tell() {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text.push_str(&format!("{}\n", patterns::summary(findings)));
    text
}
