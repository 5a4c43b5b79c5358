//! Ctrl-C and requests to terminate.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use orgsim::engine::Signals;
use orgsim::output;
use orgsim::refusal::reason;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::{exit_code, print};

/// The signals that end the work. One that was ignored when the program began, as `nohup` and
/// `&` in scripts have it, stays ignored.
#[cfg(unix)]
const SIGNALS: [i32; 3] = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// Lets writing fail where a limit on the size of files is reached, as it does on a full disk:
/// unheard, the signal would end the process in the middle of a file.
pub(crate) fn outlive_limits_of_files() {
    #[cfg(unix)]
    {
        let beyond_limit = Arc::new(AtomicBool::new(false));
        // where it cannot be heard all is as it was
        let _ = flag::register(signal_hook::consts::SIGXFSZ, beyond_limit);
    }
}

/// How often it is looked whether a signal has come: at once, for people.
const EVERY: Duration = Duration::from_millis(20);

/// Signals to runs: from now on, Ctrl-C and a request to terminate end them as soon as the
/// runs under way are done, and a second one ends the process.
pub(crate) fn listen() -> Result<Arc<Signals>, ExitCode> {
    let signals = Arc::new(Signals::default());
    let came = Arc::new(AtomicBool::new(false));
    let ignored = ignored();
    let heard = SIGNALS.iter().filter(|signal| !ignored.contains(signal));
    let listening = heard
        .map(|&signal| flag::register(signal, Arc::clone(&came)))
        .collect::<Result<Vec<_>, _>>();
    let waiting = Arc::clone(&signals);
    let watching = listening.and_then(|_| {
        let watch = move || watch(&came, &waiting);
        thread::Builder::new().name("signals".into()).spawn(watch)
    });
    match watching {
        Ok(_) => Ok(signals),
        Err(error) => {
            print::error(&format!("cannot listen for signals: {}", reason(&error)));
            Err(ExitCode::from(exit_code::INTERNAL))
        }
    }
}

/// Waits for two signals: the first is passed on, the second ends the process.
fn watch(came: &AtomicBool, signals: &Signals) {
    let wait = || {
        while !came.swap(false, Ordering::Relaxed) {
            thread::sleep(EVERY);
        }
    };
    wait();
    signals.interrupt.store(true, Ordering::Relaxed);
    // behind what the terminal shows of the key
    let start = match std::io::stderr().is_terminal() {
        true => "\n",
        false => "",
    };
    print::conversation(&format!(
        "{start}finishing the runs under way; again to stop now\n"
    ));
    wait();
    // until the end nobody starts another
    let _discarded = output::discard_unfinished();
    print::error("stopped at once; what was finished before is kept");
    #[expect(
        clippy::exit,
        reason = "nothing else ends threads in the middle of a run"
    )]
    std::process::exit(i32::from(exit_code::INTERRUPTED));
}

/// The signals that are ignored, as far as the operating system tells.
fn ignored() -> Vec<i32> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let is_ignored = |signal: &i32| mask.unwrap_or(0) >> (signal - 1) & 1 == 1;
    SIGNALS.into_iter().filter(is_ignored).collect()
}

/// Says that a command whose results are only printed was interrupted.
pub(crate) fn without_result() -> ExitCode {
    print::error("interrupted; there are no results");
    ExitCode::from(exit_code::INTERRUPTED)
}
