//! `orgsim check`: all errors of scenario files at once.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use orgsim::diagnostic::{Diagnostic, Place, Severity};
use orgsim::numerals::counted;
use serde_json::{Value, json};

use crate::cli::args::CheckArgs;
use crate::cli::shared_args::TextFormat;
use crate::cli::{exit_code, input, print};

/// Runs the command.
pub(crate) fn check(args: &CheckArgs) -> ExitCode {
    let reports: Vec<Report> = args
        .files
        .iter()
        .map(|file| Report::of(file, &args.overrides.set))
        .collect();
    let printed = match args.format {
        TextFormat::Text => reports.iter().try_for_each(Report::print),
        TextFormat::Json => {
            let reports: Vec<Value> = reports.iter().map(Report::json).collect();
            print::result(&format!("{:#}\n", Value::from(reports)))
        }
    };
    let is_valid = reports.iter().all(Report::is_valid);
    match printed {
        Ok(()) if is_valid => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(exit_code::INVALID_INPUT),
        error => exit_code::of_writing(error),
    }
}

/// What there is to say about a file.
struct Report {
    file: String,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    fn of(file: &Path, overrides: &[String]) -> Self {
        Self {
            file: file.display().to_string(),
            diagnostics: match input::read(file, overrides) {
                Ok(loaded) => loaded.warnings,
                Err(faults) => faults.0,
            },
        }
    }

    fn errors(&self) -> usize {
        let errors = self.diagnostics.iter().filter(|fault| fault.is_error());
        errors.count()
    }

    fn is_valid(&self) -> bool {
        self.errors() == 0
    }

    fn print(&self) -> io::Result<()> {
        let warnings = self.diagnostics.len() - self.errors();
        let verdict = match (self.errors(), warnings) {
            (0, 0) => "ok".to_owned(),
            (0, _) => format!("ok, {}", counted(warnings, "warning")),
            (errors, 0) => counted(errors, "error"),
            (errors, _) => format!(
                "{}, {}",
                counted(errors, "error"),
                counted(warnings, "warning")
            ),
        };
        print::result_of_faults(&self.diagnostics)?;
        print::result(&format!("{}: {verdict}\n", self.file))
    }

    fn json(&self) -> Value {
        let diagnostics: Vec<Value> = self.diagnostics.iter().map(diagnostic).collect();
        json!({
            "file": self.file,
            "valid": self.is_valid(),
            "diagnostics": diagnostics,
        })
    }
}

fn diagnostic(diagnostic: &Diagnostic) -> Value {
    let mark = |(place, label): &(Place, String)| {
        json!({
            "file": place.source().name(),
            "line": place.line(),
            "column": place.column(),
            "text": place.text().lines().next().unwrap_or_default(),
            "label": label,
        })
    };
    json!({
        "code": diagnostic.code.id,
        "name": diagnostic.code.name,
        "severity": match diagnostic.code.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": diagnostic.message,
        "place": diagnostic.primary.as_ref().map(mark),
        "related": diagnostic.related.iter().map(mark).collect::<Vec<_>>(),
        "notes": diagnostic.notes,
        "help": diagnostic.help,
    })
}
