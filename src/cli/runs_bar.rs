//! How many runs of an experiment are done, on stderr.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const TEMPLATE: &str = "{bar:12} {human_pos}/{human_len} runs, {per_sec}, {eta} left";

/// A bar for so many runs; silent if `quiet` or if stderr is no terminal. More
/// runs than expected lengthen it.
pub(crate) fn runs_bar(runs: u64, quiet: bool) -> ProgressBar {
    let target = match quiet {
        true => ProgressDrawTarget::hidden(),
        false => ProgressDrawTarget::stderr_with_hz(4),
    };
    let bar = ProgressBar::with_draw_target(Some(runs), target);
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style);
    }
    // a first word before the first runs are done, which may take long
    bar.tick();
    bar
}

/// Counts runs that were done.
pub(crate) fn count(bar: &ProgressBar, runs: u64) {
    bar.inc(runs);
    if bar.length().is_some_and(|length| length < bar.position()) {
        bar.set_length(bar.position());
    }
}
