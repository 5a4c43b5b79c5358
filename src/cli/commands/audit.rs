//! `orgsim audit`: check claims against the model.

use std::process::ExitCode;

use jiff::Timestamp;
use orgsim::output::{self, AuditFolder};
use orgsim::questions::audit::{self, Audit, AuditError, Claims, Settings};
use orgsim::table::Table;

use crate::cli::args::AuditArgs;
use crate::cli::failures::cannot_write;
use crate::cli::shared_args::RunFormat;
use crate::cli::{environment, exit_code, input, interrupt, print};

/// What the readable table shows; the other formats have all columns.
const SHOWN: usize = 9;

/// Runs the command.
pub(crate) fn audit(args: &AuditArgs) -> ExitCode {
    let claims = match &args.file {
        Some(path) => Claims::load(path),
        None => Claims::shipped(),
    };
    let claims = match claims {
        Ok(claims) => claims,
        Err(faults) => return input::invalid("claims", &faults),
    };
    let signals = match interrupt::listen() {
        Ok(signals) => signals,
        Err(exit) => return exit,
    };
    let started = Timestamp::now();
    // a folder that cannot be written is known before the work
    let folder = args
        .out
        .as_ref()
        .map(|path| AuditFolder::open(path, args.force));
    let folder = match folder.transpose() {
        Ok(folder) => folder,
        Err(error) => return cannot_write(&error),
    };
    let settings = Settings {
        draws: args.draws,
        seed: args.seed,
        threads: args.common.threads(),
    };
    let tell = |step: &str| {
        if !args.common.quiet {
            print::conversation(&format!("{step}\n"));
        }
    };
    match Audit::run(&claims, settings, &signals, tell) {
        Ok(audit) => {
            let table = audit::table(&audit);
            if let Some(folder) = folder {
                let environment = environment::now(started, settings.threads);
                let written = folder.finish(&claims, settings, &table, environment);
                if let Err(error) = written {
                    return cannot_write(&error);
                }
            }
            exit_code::of_writing(print::result(&match args.common.format {
                RunFormat::Table => shown(&table),
                RunFormat::Json => format!("{:#}\n", output::json::rows(&table)),
                RunFormat::Csv => output::csv::to_string(&table),
            }))
        }
        Err(AuditError::Interrupted) => interrupt::without_result(),
        Err(AuditError::Threads(error)) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}

/// The columns of text, a paragraph a claim.
fn shown(table: &Table) -> String {
    let mut text = String::new();
    for row in table.rows() {
        text.push_str(&format!("{}  {}: {}\n", row[0], row[1], row[2]));
        for (column, cell) in table.columns().iter().zip(row).take(SHOWN).skip(3) {
            let cell = cell.to_string();
            if !cell.is_empty() {
                text.push_str(&format!("     {:<11}{cell}\n", column.name));
            }
        }
    }
    text
}
