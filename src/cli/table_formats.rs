//! The forms of the files that tables are written into.

use std::process::ExitCode;

use orgsim::output::Format;

use super::plot_args::ShowArgs;
use super::{exit_code, print};

/// The error where Parquet is requested from a program that was built without it.
const NO_PARQUET: &str = "--parquet: this orgsim was built without Parquet support; build it with \
                          `cargo build --release --features parquet`";

/// CSV, and what else was asked for.
///
/// # Errors
/// If this program lacks one of the forms, which is said.
pub(crate) fn asked(show: &ShowArgs) -> Result<Vec<Format>, ExitCode> {
    let mut formats = vec![Format::Csv];
    if show.parquet {
        let Some(parquet) = Format::parquet() else {
            print::error(NO_PARQUET);
            return Err(ExitCode::from(exit_code::USAGE));
        };
        formats.push(parquet);
    }
    Ok(formats)
}
