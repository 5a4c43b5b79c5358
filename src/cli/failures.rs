//! What is said, and with which exit code, where results cannot be kept.

use std::process::ExitCode;

use orgsim::output::OutputError;
use orgsim::store::StoreError;

use super::{exit_code, print};

/// Says what is wrong with the store.
pub(crate) fn store_failed(error: &StoreError) -> ExitCode {
    let way_out = match error {
        StoreError::OtherIdentity { .. } => {
            "\nthe results there are unchanged: undo the change, choose another folder with --out, or \
             replace them with --force"
        }
        _ => "",
    };
    print::error(&format!("{error}{way_out}"));
    ExitCode::from(exit_code::CANNOT_WRITE)
}

/// Says why something cannot be written.
pub(crate) fn cannot_write(error: &OutputError) -> ExitCode {
    let way_out = match error {
        OutputError::Exists(_) => "; --force overwrites it",
        OutputError::NotEmpty(_) => "; choose another with --out, or use it anyway with --force",
        _ => "",
    };
    print::error(&format!("{error}{way_out}"));
    ExitCode::from(exit_code::CANNOT_WRITE)
}
