//! `orgsim measures`: the measures and their definitions.

use std::process::ExitCode;

use orgsim::experiment::tables;
use orgsim::metrics;
use orgsim::output;

use crate::cli::args::MeasuresArgs;
use crate::cli::shared_args::RunFormat;
use crate::cli::wrap::wrap;
use crate::cli::{exit_code, print};

/// Runs the command.
pub(crate) fn measures(args: &MeasuresArgs) -> ExitCode {
    let text = match args.format {
        RunFormat::Table => list(),
        RunFormat::Json => format!("{:#}\n", output::json::rows(&tables::registry().table())),
        RunFormat::Csv => output::csv::to_string(&tables::registry().table()),
    };
    exit_code::of_writing(print::result(&text))
}

/// The measures as paragraphs, in groups: definitions are too long for a table.
fn list() -> String {
    let mut text = String::new();
    let mut group = "";
    for measure in metrics::measures() {
        if measure.group() != group {
            group = measure.group();
            text.push_str(&format!("{}\n\n", group.to_uppercase()));
        }
        let (key, unit, kind) = (measure.key(), measure.unit, measure.kind());
        text.push_str(&format!("{key} ({unit}; {kind})\n"));
        text.push_str(&wrap(&measure.definition, 4));
        text.push('\n');
    }
    text
}
