//! What all questions to experiments have in common: the folder, the store, the
//! runs, the answer as files and on stdout.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;
use orgsim::diagnostic::Faults;
use orgsim::engine::Signals;
use orgsim::experiment::{Answer, CellsError, Experiment, ExperimentError, RunnerError};
use orgsim::output::{self, ExperimentFolder, OutputError};
use orgsim::store::{Store, StoreError};

use super::args::RunFormat;
use super::commands::{plot, report};
use super::experiment_args::AskArgs;
use super::plot_args::ShowArgs;
use super::runs_bar::{count, runs_bar};
use super::{environment, exit_code, input, interrupt, print, table_formats, terminal};

/// What a question gets to find its answer.
pub(crate) struct Means<'a> {
    pub(crate) experiment: &'a Experiment,
    pub(crate) store: Store,
    pub(crate) threads: usize,
    pub(crate) signals: &'a Signals,
}

/// Reads an experiment file, with the command line's own values on top.
pub(crate) fn load(file: &Path, args: &AskArgs) -> Result<Experiment, ExitCode> {
    let loaded = orgsim::experiment::file::load(file, &args.overrides.set);
    let mut experiment = loaded.map_err(|faults| invalid(file, &faults))?;
    if let Some(replicates) = args.replicates {
        experiment.replicates = replicates;
    }
    Ok(experiment)
}

/// Most runs of the design of an experiment.
pub(crate) fn planned_runs(experiment: &Experiment) -> u64 {
    let points = experiment.points().map_or(0, |points| points.len());
    experiment.replicates * (points * experiment.variants.len()) as u64
}

fn invalid(file: &Path, faults: &Faults) -> ExitCode {
    input::invalid(&file.display().to_string(), faults)
}

/// Says what is wrong with a question.
pub(crate) fn bad_question(faults: &Faults) -> ExitCode {
    input::invalid("the experiment", faults)
}

/// A question, and how it was asked.
pub(crate) struct Question<'a> {
    /// The name of the command.
    pub(crate) command: &'static str,
    pub(crate) ask: &'a AskArgs,
    pub(crate) show: &'a ShowArgs,
    pub(crate) experiment: &'a Experiment,
    /// How many runs are expected.
    pub(crate) runs: u64,
}

/// Asks: opens folder and store, has the question answered, writes the answer
/// and prints it.
pub(crate) fn ask(
    question: &Question<'_>,
    answered: impl FnOnce(Means<'_>, &mut (dyn FnMut(u64) + Send)) -> Result<Answer, ExperimentError>,
) -> ExitCode {
    let Question {
        command,
        ask: args,
        show,
        experiment,
        runs,
    } = *question;
    let started = Timestamp::now();
    let formats = match table_formats::asked(show) {
        Ok(formats) => formats,
        Err(exit) => return exit,
    };
    let signals = match interrupt::listen() {
        Ok(signals) => signals,
        Err(exit) => return exit,
    };
    let path = folder(args, experiment);
    let folder = match ExperimentFolder::open(&path, args.force) {
        Ok(folder) => folder,
        Err(error) => return cannot_write(&error),
    };
    let store = match Store::open(&folder.store(command), &experiment.identity()) {
        Ok(store) => store,
        Err(error) => return store_failed(&error),
    };
    let place = match folder.answer(command) {
        Ok(place) => place,
        Err(error) => return cannot_write(&error),
    };
    // the lock of the store is ours: whoever left something here is gone
    if let Err(error) = folder.clean() {
        return cannot_write(&error);
    }
    let threads = args.common.threads();
    let means = Means {
        experiment,
        store,
        threads,
        signals: &signals,
    };
    let bar = runs_bar(runs, args.common.quiet);
    let answer = answered(means, &mut |runs| count(&bar, runs));
    bar.finish_and_clear();
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return failed(&error),
    };
    let path = place.path().to_owned();
    let environment = environment::now(started, threads);
    if let Err(error) = place.finish(experiment, &answer, &formats, environment) {
        return cannot_write(&error);
    }
    let printed = print::result(&shown(args.common.format, experiment, &answer));
    if printed.is_err() {
        return exit_code::of_writing(printed);
    }
    if !args.common.quiet {
        print::conversation(&format!("results in {}\n", path.display()));
    }
    let shown = plot::show(&path, show, args.common.quiet);
    if let Err(exit) = shown.and_then(|()| report::show(&path, show, args.common.quiet)) {
        return exit;
    }
    match answer.decided {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(exit_code::PRECISION_NOT_REACHED),
    }
}

/// Where the results of an experiment go.
pub(crate) fn folder(args: &AskArgs, experiment: &Experiment) -> PathBuf {
    let default = || Path::new("results").join(&experiment.name);
    args.out.clone().unwrap_or_else(default)
}

fn shown(format: RunFormat, experiment: &Experiment, answer: &Answer) -> String {
    let measures = experiment.described();
    match format {
        RunFormat::Csv => {
            let main = answer.tables.first();
            main.map_or(String::new(), |(_, table)| output::csv::to_string(table))
        }
        RunFormat::Json => {
            let tables = answer.tables.iter();
            let tables = tables.map(|(name, table)| {
                let name = name.trim_end_matches(".csv").to_owned();
                (name, output::json::rows(table))
            });
            let findings = answer.findings.iter().map(|finding| {
                let mut value = finding.value();
                value["text"] = finding.tell(&measures).to_string().into();
                value
            });
            let answer = serde_json::json!({
                "title": experiment.title,
                "seed": experiment.seed(),
                "version": env!("CARGO_PKG_VERSION"),
                "confidence_level": experiment.level(),
                "settings": answer.settings,
                "findings": findings.collect::<Vec<_>>(),
                "decided": answer.decided,
                "tables": serde_json::Map::from_iter(tables),
            });
            format!("{answer:#}\n")
        }
        RunFormat::Table => {
            let mut text = String::new();
            for line in answer.lines(&measures) {
                text.push_str(&line);
                text.push('\n');
            }
            if let Some((_, table)) = answer.tables.first() {
                text.push('\n');
                text.push_str(&terminal::plain(table, &measures));
            }
            text
        }
    }
}

/// Says why there is no answer.
pub(crate) fn failed(error: &ExperimentError) -> ExitCode {
    match error {
        ExperimentError::Cells(CellsError::Faults(faults)) | ExperimentError::Question(faults) => {
            bad_question(faults)
        }
        ExperimentError::Runs(RunnerError::Interrupted) => {
            print::error("interrupted; finished runs are kept: the same command goes on with them");
            ExitCode::from(exit_code::INTERRUPTED)
        }
        ExperimentError::Runs(RunnerError::Store(error)) => store_failed(error),
        ExperimentError::Design(_) | ExperimentError::Cells(CellsError::TooMany(_)) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INVALID_INPUT)
        }
        ExperimentError::Cells(CellsError::Threads(_))
        | ExperimentError::Runs(RunnerError::Threads(_)) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}

/// Says what is wrong with the store.
pub(crate) fn store_failed(error: &StoreError) -> ExitCode {
    let way_out = match error {
        StoreError::OtherIdentity { .. } => {
            "\nresults are kept as they are: undo the change, or choose another folder with --out"
        }
        _ => "",
    };
    print::error(&format!("{error}{way_out}"));
    ExitCode::from(exit_code::CANNOT_WRITE)
}

/// Says why a folder cannot be used.
pub(crate) fn cannot_write(error: &OutputError) -> ExitCode {
    let way_out = match error {
        OutputError::NotEmpty(_) => "; choose another with --out, or write into it with --force",
        _ => "",
    };
    print::error(&format!("{error}{way_out}"));
    ExitCode::from(exit_code::CANNOT_WRITE)
}
