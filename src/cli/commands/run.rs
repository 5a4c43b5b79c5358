//! `orgsim run`: simulate a scenario and report its measures.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;
use orgsim::experiment::{
    Ending, PrecisionTarget, Study, StudyError, StudyResult, TargetError, tables,
};
use orgsim::metrics::Layout;
use orgsim::output::{self, OutputError, Results};
use orgsim::questions::calibrated;
use orgsim::records::reading;
use orgsim::scenario::Scenario;
use orgsim::simulation::Simulation;
use orgsim::text::shell_line;
use serde_json::json;

use crate::cli::args::RunArgs;
use crate::cli::commands::{plot, report};
use crate::cli::progress::Display;
use crate::cli::shared_args::{Parameters, RunFormat};
use crate::cli::{
    doubts, environment, exit_code, failures, input, interrupt, print, table_formats, terminal,
    writing,
};

/// Runs the command.
pub(crate) fn run(args: &RunArgs) -> ExitCode {
    let started = Timestamp::now();
    let formats = match table_formats::asked(&args.show) {
        Ok(formats) => formats,
        Err(exit) => return exit,
    };
    let overrides = match args.overrides() {
        Ok(overrides) => overrides,
        Err(faults) => return input::invalid("the command line", &faults),
    };
    let loaded = match input::load(&args.file, &overrides) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let targets = match targets(args, &Layout::new(&loaded.scenario)) {
        Ok(targets) => targets,
        Err(error) => return failed(&format!("--precision: {error}"), exit_code::USAGE),
    };
    let mut study = Study::new(&loaded.scenario, targets);
    match &args.parameters {
        Parameters::Ranges => study = study.with_parameters(loaded.clone(), None),
        Parameters::Fixed => {}
        Parameters::Calibration(folder) => {
            let calibrated = calibrated(folder).map_err(|error| error.to_string());
            let calibrated = calibrated.and_then(|calibrated| {
                let fits = calibrated.check(&[&loaded]);
                fits.map(|()| calibrated).map_err(|unfit| unfit.to_string())
            });
            match calibrated {
                Ok(calibrated) => study = study.with_parameters(loaded.clone(), Some(calibrated)),
                Err(error) => {
                    return failed(&format!("--parameters: {error}"), exit_code::INVALID_INPUT);
                }
            }
        }
    }
    if args.quarterly_runs {
        study = study.with_run_quarters();
    }
    if args.spells {
        study = study.with_spells();
    }
    let signals = match interrupt::listen() {
        Ok(signals) => signals,
        Err(exit) => return exit,
    };
    let path = args.out.clone().unwrap_or_else(|| default_path(&args.file));
    let mut results = match Results::open(&path, args.force, &formats, &study) {
        Ok(results) => results,
        Err(error) => return cannot_write(&error),
    };

    let display = Display::new(&study, args.common.quiet);
    let threads = args.common.threads();
    let finding = display.during(&signals, || {
        study.run(threads, &signals, |progress| {
            results.append(&progress)?;
            display.batch(&study, progress.ensemble);
            Ok(())
        })
    });
    let finding = match finding {
        Ok(finding) => finding,
        Err(StudyError::Listener(error)) => return cannot_write(&error),
        Err(error) => {
            return failed(&error.to_string(), exit_code::INTERNAL);
        }
    };
    if finding.ensemble.runs() == 0 {
        return interrupt::without_result();
    }
    let environment = environment::now(started, threads);
    let (scenario, inputs) = (&loaded.scenario, &loaded.inputs);
    if let Err(error) = results.finish(scenario, inputs, &study, &finding, environment) {
        return cannot_write(&error);
    }
    if let Some(folder) = &args.records
        && let Err(exit) = write_records(folder, scenario, args.force)
    {
        return exit;
    }
    let printed = print::result(&shown(args, scenario, &study, &finding));
    if printed.is_err() {
        return exit_code::of_writing(printed);
    }
    let quiet = args.common.quiet;
    let overview = match plot::show_run(&path, &args.show, quiet) {
        Ok(overview) => overview,
        Err(exit) => return exit,
    };
    if let Err(exit) = report::show(&path, &args.show, quiet) {
        return exit;
    }
    conclude(args, &study, &finding, &path, overview.as_deref())
}

/// Records of the organisation of the first run.
fn write_records(folder: &Path, scenario: &Scenario, replaces: bool) -> Result<(), ExitCode> {
    let first = scenario.simulation.calendar().start;
    let first = first.or_else(|| UNDATED.parse().ok());
    let first = first.expect("it is a quarter of a year");
    let records = Simulation::new(scenario).records(0, first);
    let written = writing::write_all(folder, reading::files(&records), replaces);
    written.map_err(|error| failures::cannot_write(&error))
}

/// The first quarter of records, where a scenario does not say which it is.
const UNDATED: &str = "2020-Q1";

fn targets(args: &RunArgs, layout: &Layout) -> Result<Vec<PrecisionTarget>, TargetError> {
    let wanted = args.precision.iter();
    wanted
        .map(|wanted| {
            let points = wanted.percentage_points;
            PrecisionTarget::new(layout, &wanted.measure, wanted.half_width, points)
        })
        .collect()
}

/// A folder named after the scenario file, under `results`.
fn default_path(file: &Path) -> PathBuf {
    let name = match file.file_stem() {
        Some(stem) if file != Path::new("-") => stem,
        _ => "stdin".as_ref(),
    };
    Path::new("results").join(name)
}

fn shown(args: &RunArgs, scenario: &Scenario, study: &Study, finding: &StudyResult) -> String {
    let (layout, ensemble) = (study.layout(), &finding.ensemble);
    let summary = || tables::summary(layout, ensemble, finding.parameters.as_ref()).table();
    match args.common.format {
        RunFormat::Table if !args.all => doubts::results(scenario, study, finding),
        RunFormat::Table => terminal::results(layout, ensemble, print::on_terminal()),
        RunFormat::Json => {
            let result = json!({
                "title": scenario.title,
                "scenario_sha256": output::scenario_sha256(scenario),
                "seed": scenario.simulation.seed,
                "version": env!("CARGO_PKG_VERSION"),
                "confidence_level": ensemble.level(),
                "few_runs": ensemble.few_runs(),
                "measures": output::json::rows(&summary()),
            });
            format!("{result:#}\n")
        }
        RunFormat::Csv => output::csv::to_string(&summary()),
    }
}

/// Says where the results are and why there are not more runs.
fn conclude(
    args: &RunArgs,
    study: &Study,
    finding: &StudyResult,
    path: &Path,
    overview: Option<&Path>,
) -> ExitCode {
    let runs = finding.ensemble.runs();
    let kept = format!("the results of {runs} runs are in {}", path.display());
    match finding.ending {
        Ending::AllRuns | Ending::PrecisionReached => {
            if !args.common.quiet {
                let on = onward(args, path, overview);
                print::conversation(&format!("{kept}\n{on}"));
            }
            ExitCode::SUCCESS
        }
        Ending::Interrupted => failed(&format!("interrupted; {kept}"), exit_code::INTERRUPTED),
        Ending::PrecisionNotReached => {
            let missed = missed(study, finding).join("\n  ");
            let message = format!("the requested precision was not reached; {kept}\n  {missed}");
            failed(&message, exit_code::PRECISION_NOT_REACHED)
        }
    }
}

/// Where one may look next, in a line.
fn onward(args: &RunArgs, path: &Path, overview: Option<&Path>) -> String {
    let figure = overview.map(|overview| format!("figure {}", overview.display()));
    let report = (!args.show.report).then(|| {
        let report = shell_line(["orgsim", "report", &path.to_string_lossy()]);
        format!("report: {report}")
    });
    let all = (!args.all).then(|| "all measures: orgsim run … --all".to_owned());
    let ways: Vec<String> = [figure, report, all].into_iter().flatten().collect();
    match ways.as_slice() {
        [] => String::new(),
        ways => ways.join(" · ") + "\n",
    }
}

/// The targets that were missed, and by how much.
fn missed(study: &Study, finding: &StudyResult) -> Vec<String> {
    let estimates = study.estimates(&finding.ensemble);
    let targets = study.targets().iter().zip(estimates);
    targets
        .filter(|(target, estimate)| estimate.half_width().is_none_or(|h| h > target.half_width))
        .filter_map(|(target, estimate)| {
            let place = study.layout().value(&target.key)?;
            let measure = study.layout().values()[place].measure;
            let wanted = terminal::width(measure, target.half_width);
            Some(match estimate.half_width() {
                Some(reached) => {
                    let reached = terminal::width(measure, reached);
                    format!("{}: half-width {reached}, requested {wanted}", target.key)
                }
                None => format!("{}: no interval, requested {wanted}", target.key),
            })
        })
        .collect()
}

fn cannot_write(error: &OutputError) -> ExitCode {
    let way_out = match error {
        OutputError::NotEmpty(_) => {
            "; --force replaces the results in it, --out DIR names another folder"
        }
        _ => "",
    };
    failed(&format!("{error}{way_out}"), exit_code::CANNOT_WRITE)
}

fn failed(message: &str, code: u8) -> ExitCode {
    print::error(message);
    ExitCode::from(code)
}
