//! What all questions about an experiment share: the folder, the store, the
//! runs, the answer as files and on stdout.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;
use orgsim::diagnostic::Faults;
use orgsim::experiment::{Answer, CellsError, Columns, Experiment, ExperimentError, RunnerError};
use orgsim::output::{self, ExperimentFolder};
use orgsim::questions::file::{self, override_setting};
use orgsim::questions::{self, Asked, Means, Question};
use orgsim::store::Store;

use super::failures::{cannot_write, store_failed};

use super::commands::{plot, report};
use super::experiment_args::{AskArgs, RunsArgs};
use super::plot_args::ShowArgs;
use super::runs_bar::{count, runs_bar};
use super::shared_args::RunFormat;
use super::{environment, exit_code, input, interrupt, json, print, table_formats, terminal};

/// Reads an experiment file, with the command line's own values on top.
pub(crate) fn load(path: &Path, args: &AskArgs) -> Result<Experiment, ExitCode> {
    let mut experiment = with_file_parameters(path, args)?;
    draw_parameters(&mut experiment, args)?;
    Ok(experiment)
}

/// Gives the replicates of an experiment the parameters that the command line names, if it does.
pub(crate) fn draw_parameters(experiment: &mut Experiment, args: &AskArgs) -> Result<(), ExitCode> {
    let Some(source) = &args.parameters else {
        return Ok(());
    };
    let drawn = questions::draw_parameters(experiment, &source.to_string());
    drawn.map_err(|faults| input::invalid("--parameters", &faults))
}

/// The same, with the parameters that the file names.
pub(crate) fn with_file_parameters(path: &Path, args: &AskArgs) -> Result<Experiment, ExitCode> {
    let loaded = file::load(path, &args.overrides.set);
    let mut experiment = loaded.map_err(|faults| invalid(path, &faults))?;
    print::faults(&experiment.warnings);
    if let Some(replicates) = args.replicates {
        experiment.replicates = replicates;
    }
    Ok(experiment)
}

/// Puts what flags say of keys of a question's section in the place of the file's.
pub(crate) fn override_settings(
    experiment: &mut Experiment,
    question: &Question,
    flags: &[(&str, String)],
) -> Result<(), ExitCode> {
    for (key, value) in flags {
        let key = format!("{}.{key}", question.name);
        let set = override_setting(experiment, &key, value);
        set.map_err(|faults| bad_question(&faults))?;
    }
    Ok(())
}

fn invalid(file: &Path, faults: &Faults) -> ExitCode {
    input::invalid(&file.display().to_string(), faults)
}

/// Says what is wrong with a question.
pub(crate) fn bad_question(faults: &Faults) -> ExitCode {
    input::invalid("the experiment", faults)
}

/// Asks: opens folder and store, has the question answered, writes the answer
/// and prints it.
pub(crate) fn ask(
    question: &Question,
    experiment: &Experiment,
    args: &AskArgs,
    show: &ShowArgs,
    of_runs: &RunsArgs,
) -> ExitCode {
    if of_runs.quarterly_runs
        && let Err(exit) = check_quarterly(question, experiment)
    {
        return exit;
    }
    let asked = Asked {
        experiment,
        replicates: args.replicates,
        execution: args.execution(),
    };
    let runs = match runs(question, &asked, args.common.quiet) {
        Ok(runs) => runs,
        Err(error) => return failed(&error),
    };
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
    let store = folder.file(question.store);
    let open = match args.force {
        true => Store::open_anew,
        false => Store::open,
    };
    let store = match open(&store, &experiment.identity()) {
        Ok(store) => store,
        Err(error) => return store_failed(&error),
    };
    let place = match folder.answer(question.name, question.files) {
        Ok(place) => place,
        Err(error) => return cannot_write(&error),
    };
    let place = match of_runs.quarterly_runs {
        true => place.with_quarterly_runs(),
        false => place,
    };
    // the lock of the store is ours: whoever left something here is gone
    if let Err(error) = folder.clean() {
        return cannot_write(&error);
    }
    let bar = runs_bar(runs, args.common.quiet);
    let answer = (question.ask)(Means {
        asked,
        store: store.into(),
        signals: &signals,
        listener: &mut |runs| count(&bar, runs),
    });
    bar.finish_and_clear();
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return failed(&error),
    };
    let path = place.path().to_owned();
    let environment = environment::now(started, asked.execution.threads);
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

/// Refuses quarters of runs where there are none.
fn check_quarterly(question: &Question, experiment: &Experiment) -> Result<(), ExitCode> {
    let why = match question.has_runs {
        false => format!("`orgsim {}` writes no runs", question.name),
        true if Columns::of(experiment).quarterly().is_empty() => {
            "the experiment keeps no quarterly numbers; set `quarterly = true` in its file, with a \
             measure that has a number each quarter"
                .to_owned()
        }
        true => return Ok(()),
    };
    print::error(&format!("--quarterly-runs: {why}"));
    Err(ExitCode::from(exit_code::USAGE))
}

/// How many runs are expected; a question that decides itself what is run says them
/// before they start. What cannot be run is refused here, before anything is written.
fn runs(question: &Question, asked: &Asked<'_>, quiet: bool) -> Result<u64, ExperimentError> {
    let cost = (question.cost)(asked)?;
    if question.decides_runs && !quiet {
        print::conversation(&format!("{cost}\n"));
    }
    Ok(cost.least.unwrap_or(cost.most))
}

/// Where the results of an experiment go.
pub(crate) fn folder(args: &AskArgs, experiment: &Experiment) -> PathBuf {
    let default = || usual_folder(&experiment.name);
    args.out.clone().unwrap_or_else(default)
}

/// Where the results of an experiment of this name go by default.
pub(crate) fn usual_folder(name: &str) -> PathBuf {
    Path::new("results").join(name)
}

fn shown(format: RunFormat, experiment: &Experiment, answer: &Answer) -> String {
    let measures = experiment.described();
    match format {
        RunFormat::Csv => {
            let main = answer.tables.first();
            main.map_or(String::new(), |(_, table)| output::csv::to_string(table))
        }
        RunFormat::Json => {
            let answer = serde_json::json!({
                "title": experiment.title,
                "seed": experiment.seed(),
                "version": env!("CARGO_PKG_VERSION"),
                "confidence_level": experiment.level(),
                "replicate_parameters": experiment.parameters.told(),
                "settings": answer.settings,
                "findings": json::findings(&answer.findings, &measures),
                "decided": answer.decided,
                "tables": json::tables(&answer.tables),
            });
            format!("{answer:#}\n")
        }
        RunFormat::Table => {
            let mut text = heading(experiment);
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

/// What was asked about, where it has a title, and of which parameters.
fn heading(experiment: &Experiment) -> String {
    let title = Some(experiment.title.clone()).filter(|title| !title.is_empty());
    let parameters = experiment.parameters.told().map(|told| told.words());
    let paragraphs = title.into_iter().chain(parameters);
    paragraphs.map(|text| format!("{text}\n\n")).collect()
}

/// Says why there is no answer.
pub(crate) fn failed(error: &ExperimentError) -> ExitCode {
    match error {
        ExperimentError::Cells(CellsError::Faults(faults)) | ExperimentError::Question(faults) => {
            bad_question(faults)
        }
        ExperimentError::Runs(RunnerError::Interrupted) => {
            print::error("interrupted; completed runs are kept: run the same command to resume");
            ExitCode::from(exit_code::INTERRUPTED)
        }
        ExperimentError::Runs(RunnerError::Store(error)) => store_failed(error),
        ExperimentError::Design(_) | ExperimentError::Cells(CellsError::TooMany(_)) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INVALID_INPUT)
        }
        // threads that the operating system refuses, and what later versions may add
        _ => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}
