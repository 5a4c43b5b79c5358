//! The progress of a study on stderr, as long as somebody is there to see it.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use orgsim::engine::Signals;
use orgsim::experiment::{Ensemble, Study};

use super::runs_bar::left;
use super::terminal;

/// The measure that is watched when no precision is requested.
const WATCHED: &str = "researcher_retention_12m";

const TEMPLATE: &str = "{bar:12} {human_pos}/{human_len} runs, {rate}/s{left}  {wide_msg}";

/// The progress display.
pub(crate) struct Display {
    bar: ProgressBar,
    done: AtomicBool,
}

impl Display {
    /// A display for a study; silent if `quiet` or if stderr is no terminal.
    pub(crate) fn new(study: &Study, quiet: bool) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(8)
        };
        let bar = ProgressBar::with_draw_target(Some(study.most_runs()), target);
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
                // a string that cannot be written is not shown
                let _ = write!(out, "{:.0}", state.per_sec());
            };
            bar.set_style(style.with_key("rate", rate).with_key("left", left));
        }
        Self {
            bar,
            done: AtomicBool::new(false),
        }
    }

    /// Shows how many runs are done while `work` goes on.
    pub(crate) fn during<T>(&self, signals: &Signals, work: impl FnOnce() -> T) -> T {
        thread::scope(|scope| {
            if !self.bar.is_hidden() {
                scope.spawn(|| {
                    while !self.done.load(Ordering::Relaxed) {
                        self.look(signals);
                        thread::sleep(Duration::from_millis(100));
                    }
                });
            }
            let _done = Done(self);
            work()
        })
    }

    fn look(&self, signals: &Signals) {
        let runs = signals.runs_done.load(Ordering::Relaxed);
        // the batch that decides may go beyond what was expected
        if self.bar.length().is_some_and(|length| length < runs) {
            self.bar.set_length(runs);
        }
        self.bar.set_position(runs);
        self.bar.tick();
    }

    /// Shows what is known after a batch.
    pub(crate) fn batch(&self, study: &Study, ensemble: &Ensemble) {
        if self.bar.is_hidden() {
            return;
        }
        let place = |key| study.layout().value(key);
        let mut message = Vec::new();
        let mut needed = 0.0_f64;
        for target in study.targets() {
            let Some(place) = place(&target.key) else {
                continue;
            };
            let measure = study.layout().values()[place].measure;
            let estimate = ensemble.value(place);
            let reached = terminal::brief(measure, &estimate);
            let wanted = terminal::width(measure, target.half_width);
            message.push(format!("{reached} (requested {wanted}) {}", target.key));
            if let Some(half_width) = estimate.half_width() {
                let ratio = half_width / target.half_width;
                needed = needed.max(ensemble.runs() as f64 * ratio * ratio);
            }
        }
        if study.targets().is_empty()
            && let Some(place) = place(WATCHED)
        {
            let measure = study.layout().values()[place].measure;
            let estimate = ensemble.value(place);
            message.push(format!("{} {WATCHED}", terminal::brief(measure, &estimate)));
        } else {
            // the half-width falls with the root of the number of runs; the
            // rule then wants to see it for some further runs, in whole batches
            let expected = (1.05 * needed) as u64 / study.batch() * study.batch() + study.batch();
            self.bar
                .set_length(expected.max(ensemble.runs()).min(study.most_runs()));
        }
        self.bar.set_message(message.join(", "));
    }
}

/// Ends the display, also when the work panics.
struct Done<'a>(&'a Display);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.done.store(true, Ordering::Relaxed);
        self.0.bar.finish_and_clear();
    }
}
