//! Ctrl-C and requests to terminate.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use orgsim::engine::Signals;

use super::{exit_code, print};

/// Signals to runs: from now on, Ctrl-C and a request to terminate end them
/// after the batch that is under way.
pub(crate) fn listen() -> Result<Arc<Signals>, ExitCode> {
    let signals = Arc::new(Signals::default());
    let heard = Arc::clone(&signals);
    let listening = ctrlc::set_handler(move || heard.interrupt.store(true, Ordering::Relaxed));
    match listening {
        Ok(()) => Ok(signals),
        Err(error) => {
            print::error(&format!("cannot listen for signals: {error}"));
            Err(ExitCode::from(exit_code::INTERNAL))
        }
    }
}

/// Says that a command whose results are only printed was interrupted.
pub(crate) fn without_result() -> ExitCode {
    print::error("interrupted; there are no results");
    ExitCode::from(exit_code::INTERRUPTED)
}
