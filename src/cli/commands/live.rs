//! `orgsim live` and `orgsim demo`: a scenario that somebody moves, on a page.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use orgsim::result::ResultFolder;
use orgsim::scenario::{self, Loaded};

use crate::cli::live::{Server, ServerError};
use crate::cli::live_args::{DemoArgs, LiveArgs, PageArgs};
use crate::cli::{exit_code, input, print};

/// The scenario of a demonstration.
const DEMO: &str = include_str!("../../../scenarios/loose-coupling.toml");

/// What a fit calls the organisation of today.
const ORGANISATION: &str = "organisation.toml";

/// Runs `orgsim live`.
pub(crate) fn live(args: &LiveArgs) -> ExitCode {
    let loaded = match &args.file {
        None => demo_scenario(),
        Some(file) => input::load(&of_fit(file), &args.overrides.set),
    };
    match loaded {
        Ok(loaded) => serve(loaded, &args.page),
        Err(exit) => exit,
    }
}

/// Runs `orgsim demo`.
pub(crate) fn demo(args: &DemoArgs) -> ExitCode {
    match demo_scenario() {
        Ok(loaded) => serve(loaded, &args.page),
        Err(exit) => exit,
    }
}

fn demo_scenario() -> Result<Loaded, ExitCode> {
    let name = "loose-coupling.toml";
    input::loaded(name, scenario::load_bytes(name, DEMO.into(), &[]))
}

/// The organisation of today in the folder of a fit, or the file itself.
fn of_fit(file: &Path) -> PathBuf {
    match ResultFolder::open(file) {
        Ok(result) if result.command() == "fit" => file.join(ORGANISATION),
        _ => file.to_owned(),
    }
}

/// Answers the page until the program ends.
fn serve(loaded: Loaded, args: &PageArgs) -> ExitCode {
    let threads = args.threads.map_or(0, usize::from);
    let server = match Server::start(loaded, args.port, threads) {
        Ok(server) => server,
        Err(error) => {
            print::error(&error.to_string());
            return ExitCode::from(match error {
                ServerError::Port(_) => exit_code::USAGE,
                _ => exit_code::INTERNAL,
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
