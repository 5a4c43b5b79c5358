//! `orgsim fit`: learn from an organisation's records.

use std::process::ExitCode;

use jiff::Timestamp;
use orgsim::diagnostic::Faults;
use orgsim::experiment::{Measures, finding};
use orgsim::numerals::significant;
use orgsim::output::{self, TablesFolder};
use orgsim::questions::fit::{Fit, FitError, FitSettings, Standing, cost};
use orgsim::records::reading::{self, Read, Settings};
use orgsim::scenario::{self, Loaded};
use orgsim::text::shell_line;
use orgsim::units::Day;

use crate::cli::commands::{plot, report};
use crate::cli::failures::cannot_write;
use crate::cli::fit_args::FitArgs;
use crate::cli::runs_bar::{count, runs_bar};
use crate::cli::shared_args::RunFormat;
use crate::cli::wrap::wrap;
use crate::cli::{environment, exit_code, input, interrupt, json, print, terminal};

/// In the calendar of the whole world.
const SECONDS_A_DAY: i64 = 86_400;

/// Runs the command.
pub(crate) fn fit(args: &FitArgs) -> ExitCode {
    let name = args.records.display().to_string();
    if args.guess {
        return match reading::guess(&args.records) {
            Ok(proposal) => exit_code::of_writing(print::result(&proposal)),
            Err(faults) => input::invalid(&name, &faults),
        };
    }
    let base = match base(args) {
        Ok(base) => base,
        Err(exit) => return exit,
    };
    let read = match read(args) {
        Ok(read) => read,
        Err(faults) => return input::invalid(&name, &faults),
    };
    if !args.common.quiet {
        print::faults(&read.warnings);
        print::conversation(&told(&read));
    }
    let signals = match interrupt::listen() {
        Ok(signals) => signals,
        Err(exit) => return exit,
    };
    let started = Timestamp::now();
    // a folder that cannot be written is known before the work
    let folder = args.out.as_ref();
    let folder = folder.map(|path| TablesFolder::open(path, args.force));
    let folder = match folder.transpose() {
        Ok(folder) => folder,
        Err(error) => return cannot_write(&error),
    };
    let settings = FitSettings {
        draws: args.draws,
        hold_out: args.hold_out,
        seed: args.seed,
        level: base.scenario.simulation.confidence_level,
        smallest: args.smallest,
        threads: args.common.threads(),
    };
    let bar = runs_bar(cost(&read.records, &settings), args.common.quiet);
    let fit = Fit::of(&read.records, &base, &settings, &signals, |runs| {
        count(&bar, runs);
    });
    bar.finish_and_clear();
    let fit = match fit {
        Ok(fit) => fit,
        Err(FitError::Interrupted) => return interrupt::without_result(),
        Err(error @ FitError::Scenario(_)) => {
            print::error(&error.to_string());
            return ExitCode::from(exit_code::INVALID_INPUT);
        }
        Err(error) => {
            print::error(&error.to_string());
            return ExitCode::from(exit_code::INTERNAL);
        }
    };
    if let Some(folder) = folder {
        let environment = environment::now(started, settings.threads);
        if let Err(error) = fit.write(folder, &read.inputs, environment) {
            return cannot_write(&error);
        }
    }
    let printed = print::result(&shown(args.common.format, &fit));
    if printed.is_err() {
        return exit_code::of_writing(printed);
    }
    conclude(args, fit.fitted.is_ok())
}

/// Draws and reports what was asked for, and says how to go on.
fn conclude(args: &FitArgs, is_learnt: bool) -> ExitCode {
    let Some(path) = &args.out else {
        return ExitCode::SUCCESS;
    };
    let quiet = args.common.quiet;
    if args.show.plot
        && let Err(exit) = plot::show(path, &args.show, quiet)
    {
        return exit;
    }
    if let Err(exit) = report::show(path, &args.show, quiet) {
        return exit;
    }
    if !quiet {
        let folder = path.to_string_lossy();
        print::conversation(&format!("the fit is in {folder}\n"));
        if is_learnt {
            let organisation = path.join("organisation.toml");
            let organisation = organisation.to_string_lossy();
            let run = shell_line(["orgsim", "run", &organisation, "--parameters", &folder]);
            print::conversation(&format!("what-if: {run}\n"));
        }
    }
    ExitCode::SUCCESS
}

/// What records do not say.
fn base(args: &FitArgs) -> Result<Loaded, ExitCode> {
    match &args.scenario {
        Some(file) => input::load(file, &[]),
        None => input::loaded("the default scenario", scenario::load_str("")),
    }
}

fn read(args: &FitArgs) -> Result<Read, Faults> {
    let today = Timestamp::now().as_second() / SECONDS_A_DAY;
    let settings = Settings {
        from: args.from,
        until: args.until,
        columns: args.column.clone(),
        skip_faulty: args.skip_faulty,
        ..Settings::as_of(Day(today as i32))
    };
    reading::read(&args.records, &settings)
}

/// How the records were read.
fn told(read: &Read) -> String {
    let (notes, records) = (&read.notes, &read.records);
    let mut text = format!(
        "{} people, {} stays from {} to {}: {} began before, {} go on when they end\n",
        notes.people,
        notes.stays,
        records.begin,
        records.until,
        notes.late_entries,
        notes.still_there
    );
    if notes.unknown_starts > 0 {
        text += &format!(
            "{} of those who were there before are there since an unknown day\n",
            notes.unknown_starts
        );
    }
    for file in notes.files.iter().filter(|file| file.skipped > 0) {
        text += &format!(
            "{} of {} rows of {} were left out because of faults\n",
            file.skipped, file.rows, file.name
        );
    }
    text
}

fn shown(format: RunFormat, fit: &Fit) -> String {
    let findings = finding::boxed(fit.findings());
    let measures = Measures::default();
    match format {
        RunFormat::Csv => match &fit.fitted {
            Ok(fitted) => output::csv::to_string(&fitted.parameters.table()),
            Err(_) => output::csv::to_string(&fit.description.overall.table()),
        },
        RunFormat::Json => {
            let answer = serde_json::json!({
                "version": env!("CARGO_PKG_VERSION"),
                "seed": fit.settings.seed,
                "confidence_level": fit.settings.level,
                "settings": fit.told(),
                "findings": json::findings(&findings, &measures),
                "tables": json::tables(&fit.tables()),
            });
            format!("{answer:#}\n")
        }
        RunFormat::Table => {
            let told = findings.iter().map(|finding| finding.tell(&measures));
            let told = told.map(|told| wrap(&told.to_string(), 0));
            let table = table(fit);
            table.into_iter().chain(told).collect::<Vec<_>>().join("\n")
        }
    }
}

/// What was learnt, a line a parameter.
fn table(fit: &Fit) -> Option<String> {
    let fitted = fit.fitted.as_ref().ok()?;
    let mut table = terminal::table(&["parameter", "learnt", "interval", "assumed", "unit"]);
    for row in fitted.parameters.iter() {
        let Some((low, high)) = row.interval().filter(|_| row.standing == Standing::Learnt) else {
            continue;
        };
        let number = |x: f64| significant(x, 3);
        let ends = |low: f64, high: f64| match low == high {
            true => number(low),
            false => format!("{} to {}", number(low), number(high)),
        };
        table.add_row([
            row.parameter.clone(),
            row.median.map(number).unwrap_or_default(),
            ends(low, high),
            ends(row.assumed_low, row.assumed_high),
            row.unit.clone(),
        ]);
    }
    Some(terminal::lines(&table))
}
