//! The arguments of `orgsim live` and `orgsim demo`, and their help.

use std::path::PathBuf;

use super::shared_args::{Overrides, Parameters};
use super::whole::whole;

/// Move a scenario on a page, and see what follows
///
/// Opens a page in the browser, on which levers in plain words move the scenario: who sets the
/// research agenda, what people are judged by, how long research is left alone, when a change
/// comes. Pictures and sentences show the what-if beside the scenario as it stands, under the
/// same luck, and sharpen while one looks. The page is answered by this program, on this machine
/// alone, at an address that nobody can guess; Ctrl-C ends it.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim live my.toml
  orgsim live results/ours
  orgsim live scenarios/reorganisation.toml --no-open --port 8080
  orgsim live my.toml --export page.html")]
pub(crate) struct LiveArgs {
    /// A scenario file, or the folder of a run or fit [default: a laboratory beside product]
    #[arg(value_name = "SCENARIO|FIT|RESULT")]
    pub(crate) file: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Where parameters come from that nobody knows: ranges, fixed (none are drawn), or the folder of
    /// a finished calibration or fit [default: ranges, or those of the fit or run]
    #[arg(long, value_name = "SOURCE")]
    pub(crate) parameters: Option<Parameters>,

    /// Write a page that needs neither this program nor a network, and open none: one file to
    /// send by mail, which computes the same numbers in the browser
    #[arg(long, value_name = "FILE.html", conflicts_with_all = ["no_open", "port", "threads"])]
    pub(crate) export: Option<PathBuf>,

    /// Overwrite the file of --export
    #[arg(long, requires = "export")]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) page: PageArgs,
}

/// See a scenario move: the live page on a scenario that comes with the program
#[derive(Debug, clap::Args)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    pub(crate) page: PageArgs,
}

/// How the page is answered.
#[derive(Debug, clap::Args)]
pub(crate) struct PageArgs {
    /// Print the address and open no browser
    #[arg(long)]
    pub(crate) no_open: bool,

    /// Port of this machine [default: any that is free]
    #[arg(long, value_name = "PORT", value_parser = whole(1024, u16::MAX), allow_negative_numbers = true)]
    pub(crate) port: Option<u16>,

    /// Number of threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = whole(1, u16::MAX), allow_negative_numbers = true)]
    pub(crate) threads: Option<u16>,
}
