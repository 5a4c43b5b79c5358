//! `orgsim audit`: check claims against the model.

use std::process::ExitCode;

use jiff::Timestamp;
use orgsim::experiment::{Measures, finding};
use orgsim::output::{self, TablesFolder};
use orgsim::questions::audit::{Audit, AuditError, Claims, Settings};

use crate::cli::args::AuditArgs;
use crate::cli::failures::cannot_write;
use crate::cli::shared_args::RunFormat;
use crate::cli::wrap::wrap;
use crate::cli::{environment, exit_code, input, interrupt, json, print};

/// Runs the command.
pub(crate) fn audit(args: &AuditArgs) -> ExitCode {
    let claims = match &args.file {
        Some(path) => Claims::load(path),
        None => Claims::shipped(),
    };
    let claims = match claims {
        Ok(claims) => claims,
        Err(faults) => {
            let name = args.file.as_ref().map(|path| path.display().to_string());
            return input::invalid(name.as_deref().unwrap_or("claims"), &faults);
        }
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
        .map(|path| TablesFolder::open(path, args.force));
    let folder = match folder.transpose() {
        Ok(folder) => folder,
        Err(error) => return cannot_write(&error),
    };
    let settings = Settings {
        draws: args.draws,
        seed: args.seed,
        level: Settings::LEVEL,
        threads: args.common.threads(),
    };
    let tell = |step: &str| {
        if !args.common.quiet {
            print::conversation(&format!("{step}\n"));
        }
    };
    match Audit::run(&claims, settings, &signals, tell) {
        Ok(audit) => {
            if let Some(folder) = folder {
                let environment = environment::now(started, settings.threads);
                if let Err(error) = audit.write(folder, &claims, environment) {
                    return cannot_write(&error);
                }
            }
            exit_code::of_writing(print::result(&shown(args.common.format, &audit)))
        }
        Err(AuditError::Interrupted) => interrupt::without_result(),
        Err(error) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}

fn shown(format: RunFormat, audit: &Audit) -> String {
    let findings = finding::boxed(audit.findings());
    let measures = Measures::default();
    match format {
        RunFormat::Csv => output::csv::to_string(&audit.claims.table()),
        RunFormat::Json => {
            let answer = serde_json::json!({
                "seed": audit.settings.seed,
                "version": env!("CARGO_PKG_VERSION"),
                "confidence_level": audit.settings.level,
                "settings": audit.told(),
                "findings": json::findings(&findings, &measures),
                "tables": json::tables(&audit.tables()),
            });
            format!("{answer:#}\n")
        }
        RunFormat::Table => {
            let told = findings.iter().map(|finding| finding.tell(&measures));
            told.map(|told| wrap(&told.to_string(), 0))
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}
