//! `orgsim live` and `orgsim demo`: a scenario that somebody moves, on a page.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use orgsim::experiment::ParameterSource;
use orgsim::live::{Carried, Desk, engine, exported};
use orgsim::output::scenario_sha256;
use orgsim::questions::calibrated;
use orgsim::result::ResultFolder;
use orgsim::scenario::{self, Loaded};

use crate::cli::args::{Args, Command, RunArgs};
use crate::cli::live::{Server, ServerError};
use crate::cli::live_args::{DemoArgs, LiveArgs, PageArgs};
use crate::cli::shared_args::Parameters;
use crate::cli::{exit_code, input, print, writing};

/// The scenario of a demonstration.
const DEMO: &str = include_str!("../../../scenarios/loose-coupling.toml");

/// The engine for browsers, WebAssembly under gzip.
#[cfg(feature = "export")]
const ENGINE: Option<&[u8]> = Some(include_bytes!("../../../web/engine.wasm.gz"));
#[cfg(not(feature = "export"))]
const ENGINE: Option<&[u8]> = None;

/// What a fit calls the organisation of today.
const ORGANISATION: &str = "organisation.toml";

/// What the page is about.
struct Begun {
    loaded: Loaded,
    /// Values that were set besides the files.
    set: Vec<String>,
    parameters: Parameters,
}

/// Runs `orgsim live`.
pub(crate) fn live(args: &LiveArgs) -> ExitCode {
    match (begun(args), &args.export) {
        (Ok(begun), None) => serve(begun, &args.page),
        (Ok(begun), Some(file)) => export(&begun, file, args.force),
        (Err(exit), _) => exit,
    }
}

/// Runs `orgsim demo`.
pub(crate) fn demo(args: &DemoArgs) -> ExitCode {
    match demo_scenario(&[]) {
        Ok(loaded) => {
            let begun = Begun {
                loaded,
                set: Vec::new(),
                parameters: Parameters::Ranges,
            };
            serve(begun, &args.page)
        }
        Err(exit) => exit,
    }
}

fn begun(args: &LiveArgs) -> Result<Begun, ExitCode> {
    let mut set = args.overrides.set.clone();
    let result = args.file.as_ref().map(|file| ResultFolder::open(file));
    let (loaded, usual) = match (&args.file, result) {
        (None, _) => (demo_scenario(&set)?, Parameters::Ranges),
        (Some(folder), Some(Ok(result))) => match result.command() {
            "fit" => {
                let file = folder.join(ORGANISATION);
                let parameters = Parameters::Calibration(folder.clone());
                (input::load(&file, &set)?, parameters)
            }
            "run" => {
                let run = run_of(&result).ok_or_else(|| changed(folder))?;
                let all = run.overrides().map_err(|_| changed(folder))?;
                let before = input::read(&run.file, &all).map_err(|_| changed(folder))?;
                if result.manifest()["scenario_sha256"] != scenario_sha256(&before.scenario) {
                    return Err(changed(folder));
                }
                // a page has numbers of runs of its own
                let seed = run.seed.map(|seed| format!("simulation.seed={seed}"));
                set = [run.overrides.set, seed.into_iter().collect(), set].concat();
                (input::load(&run.file, &set)?, run.parameters)
            }
            command => {
                let name = folder.display();
                print::error(&format!(
                    "{name}: this is a result of `orgsim {command}`, which is about several \
                     scenarios; name one of them, or the folder of a run or fit"
                ));
                return Err(ExitCode::from(exit_code::INVALID_INPUT));
            }
        },
        (Some(file), _) => (input::load(file, &set)?, Parameters::Ranges),
    };
    Ok(Begun {
        loaded,
        set,
        parameters: args.parameters.clone().unwrap_or(usual),
    })
}

/// The command that wrote the results of a run.
fn run_of(result: &ResultFolder) -> Option<RunArgs> {
    let words = result.manifest()["environment"]["arguments"].as_array()?;
    let words = words.iter().map(|word| word.as_str());
    let words = words.collect::<Option<Vec<&str>>>()?;
    let line = ["orgsim"].into_iter().chain(words);
    match Args::try_parse_from(line).ok()?.command {
        Command::Run(args) if args.file != Path::new("-") => Some(args),
        _ => None,
    }
}

/// Says that the scenario of a run is no longer what it was.
fn changed(folder: &Path) -> ExitCode {
    let name = folder.display();
    print::error(&format!(
        "{name}: the scenario of this run is no longer where it was, or has changed since; name its \
         file, or run it again"
    ));
    ExitCode::from(exit_code::INVALID_INPUT)
}

fn demo_scenario(set: &[String]) -> Result<Loaded, ExitCode> {
    let name = "loose-coupling.toml";
    input::loaded(name, scenario::load_bytes(name, DEMO.into(), set))
}

/// Writes the page that needs no program.
fn export(begun: &Begun, file: &Path, force: bool) -> ExitCode {
    let Some(engine) = ENGINE else {
        print::error(
            "--export needs the engine for browsers, which this program was built without: it is \
             in the programs that are released; or run web/build where the sources are, and build \
             with --features export",
        );
        return ExitCode::from(exit_code::USAGE);
    };
    let source = match source(&begun.parameters) {
        Ok(source) => source,
        Err(exit) => return exit,
    };
    match Carried::new(&begun.loaded, &begun.set, &source) {
        Ok(carried) => writing::write(file, &exported(engine, &carried), force),
        Err(unfit) => no_parameters(&unfit),
    }
}

/// Where parameters come from that nobody states.
fn source(parameters: &Parameters) -> Result<ParameterSource, ExitCode> {
    match parameters {
        Parameters::Fixed => Ok(ParameterSource::Fixed),
        Parameters::Ranges => Ok(ParameterSource::Ranges),
        Parameters::Calibration(folder) => match calibrated(folder) {
            Ok(calibrated) => Ok(ParameterSource::Calibrated(calibrated)),
            Err(error) => Err(no_parameters(&error)),
        },
    }
}

fn no_parameters(error: &dyn std::error::Error) -> ExitCode {
    print::error(&format!("--parameters: {error}"));
    ExitCode::from(exit_code::INVALID_INPUT)
}

/// Answers the page until the program ends.
fn serve(begun: Begun, args: &PageArgs) -> ExitCode {
    let source = match source(&begun.parameters) {
        Ok(source) => source,
        Err(exit) => return exit,
    };
    let engine = match engine(args.threads.map_or(0, usize::from)) {
        Ok(engine) => engine,
        Err(error) => {
            print::error(&error.to_string());
            return ExitCode::from(exit_code::INTERNAL);
        }
    };
    let desk = Desk::new(begun.loaded, begun.set, Arc::clone(&engine)).with_parameters(source);
    let desk = match desk {
        Ok(desk) => desk,
        Err(unfit) => return no_parameters(&unfit),
    };
    let server = match Server::start(desk, args.port, engine) {
        Ok(server) => server,
        Err(error) => {
            print::error(&error.to_string());
            return ExitCode::from(match error {
                ServerError::Port(_) => exit_code::USAGE,
                ServerError::Random(_) => exit_code::INTERNAL,
            });
        }
    };
    let printed = print::result(&format!("{}\n", server.address));
    if printed.is_err() {
        return exit_code::of_writing(printed);
    }
    print::conversation("the page is on this machine alone; Ctrl-C ends it\n");
    if !args.no_open && open::that_detached(&server.address).is_err() {
        print::conversation("no browser could be opened: open the address in one\n");
    }
    match server.wait() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}
