//! `orgsim live` and `orgsim demo`: a scenario that somebody moves, on a page.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use orgsim::experiment::ParameterSource;
use orgsim::live::{Carried, Desk, engine, exported};
use orgsim::questions::calibrated;
use orgsim::result::ResultFolder;
use orgsim::scenario::{self, Loaded};

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

/// Runs `orgsim live`.
pub(crate) fn live(args: &LiveArgs) -> ExitCode {
    let (loaded, folder) = match &args.file {
        None => (demo_scenario(), None),
        Some(file) => {
            let (file, folder) = of_fit(file);
            (input::load(&file, &args.overrides.set), folder)
        }
    };
    let usual = || folder.map_or(Parameters::Ranges, Parameters::Calibration);
    let parameters = args.parameters.clone().unwrap_or_else(usual);
    match (loaded, &args.export) {
        (Ok(loaded), None) => serve(loaded, &parameters, &args.page),
        (Ok(loaded), Some(file)) => export(&loaded, &parameters, args, file),
        (Err(exit), _) => exit,
    }
}

/// Writes the page that needs no program.
fn export(loaded: &Loaded, parameters: &Parameters, args: &LiveArgs, file: &Path) -> ExitCode {
    let Some(engine) = ENGINE else {
        print::error(
            "--export needs the engine for browsers, which this program was built without: it is \
             in the programs that are released; or run web/build where the sources are, and build \
             with --features export",
        );
        return ExitCode::from(exit_code::USAGE);
    };
    let source = match source(parameters) {
        Ok(source) => source,
        Err(exit) => return exit,
    };
    match Carried::new(loaded, &args.overrides.set, &source) {
        Ok(carried) => writing::write(file, &exported(engine, &carried), args.force),
        Err(unfit) => no_parameters(&unfit),
    }
}

/// Runs `orgsim demo`.
pub(crate) fn demo(args: &DemoArgs) -> ExitCode {
    match demo_scenario() {
        Ok(loaded) => serve(loaded, &Parameters::Ranges, &args.page),
        Err(exit) => exit,
    }
}

fn demo_scenario() -> Result<Loaded, ExitCode> {
    let name = "loose-coupling.toml";
    input::loaded(name, scenario::load_bytes(name, DEMO.into(), &[]))
}

/// The organisation of today in the folder of a fit, and that folder; or the file itself.
fn of_fit(file: &Path) -> (PathBuf, Option<PathBuf>) {
    match ResultFolder::open(file) {
        Ok(result) if result.command() == "fit" => (file.join(ORGANISATION), Some(file.to_owned())),
        _ => (file.to_owned(), None),
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
fn serve(loaded: Loaded, parameters: &Parameters, args: &PageArgs) -> ExitCode {
    let source = match source(parameters) {
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
    let desk = Desk::new(loaded, Arc::clone(&engine)).with_parameters(source);
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
    if !args.no_open
        && let Err(error) = open::that_detached(&server.address)
    {
        print::conversation(&format!(
            "no browser was opened ({error}): open the address in one\n"
        ));
    }
    match server.wait() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}
