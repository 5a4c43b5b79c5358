//! How many runs of an experiment are done, on stderr.

use std::fmt;

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

const TEMPLATE: &str = "{bar:12} {human_pos}/{human_len} runs, {per_sec}{left}";

/// A bar for so many runs; silent if `quiet` or if stderr is no terminal. More
/// runs than expected lengthen it.
pub(crate) fn runs_bar(runs: u64, quiet: bool) -> ProgressBar {
    let target = match quiet {
        true => ProgressDrawTarget::hidden(),
        false => ProgressDrawTarget::stderr_with_hz(4),
    };
    bar_on(target, runs)
}

fn bar_on(target: ProgressDrawTarget, runs: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(runs), target);
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style.with_key("left", left));
    }
    // a first word before the first runs are done, which may take long
    bar.tick();
    bar
}

/// How long the rest takes, where some runs are done from which it can be told.
pub(crate) fn left(state: &ProgressState, out: &mut dyn fmt::Write) {
    if state.pos() > 0 {
        // a string that cannot be written is not shown
        let _ = write!(out, ", {:#} left", HumanDuration(state.eta()));
    }
}

/// Counts runs that were done.
pub(crate) fn count(bar: &ProgressBar, runs: u64) {
    bar.inc(runs);
    if bar.length().is_some_and(|length| length < bar.position()) {
        bar.set_length(bar.position());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::sync::{Arc, Mutex};

    use indicatif::TermLike;

    /// A terminal that remembers what was written.
    #[derive(Debug, Clone, Default)]
    struct Paper(Arc<Mutex<String>>);

    impl TermLike for Paper {
        fn width(&self) -> u16 {
            80
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write_str(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().push_str(text);
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_first_word_does_not_wait_for_the_first_run() {
        let paper = Paper::default();
        let target = ProgressDrawTarget::term_like(Box::new(paper.clone()));
        let bar = bar_on(target, 1_000_000);
        let told = paper.0.lock().unwrap().clone();
        assert!(told.contains("0/1,000,000 runs"), "{told}");
        assert!(!told.contains("left"), "{told}");
        bar.finish_and_clear();
    }
}
