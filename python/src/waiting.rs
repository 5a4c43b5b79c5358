//! Work while the interpreter is free: what is done is told, interrupts are heard.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use orgsim::engine::Signals;
use pyo3::prelude::*;

/// How often the interpreter is asked whether somebody interrupts, and told how far the work is.
const LOOK: Duration = Duration::from_millis(50);

/// What is known of work that goes on.
#[derive(Default)]
pub(crate) struct Course {
    /// Whether to stop.
    pub(crate) signals: Signals,
    /// How many runs a question has done.
    pub(crate) done: AtomicU64,
}

/// Does some work on a thread of its own, with the interpreter free for others. `progress` is
/// called with the number of runs that are done. Gives what came of the work and the
/// exception that ended it early, if one did: that of an interrupt, or of `progress`.
///
/// # Errors
/// The exception of a model or measure in Python, after [`fail`].
pub(crate) fn wait<T: Send>(
    py: Python<'_>,
    course: &Course,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce() -> T + Send,
) -> PyResult<(T, Option<PyErr>)> {
    py.detach(|| {
        thread::scope(|scope| {
            let (done, is_done) = channel();
            let worker = scope.spawn(move || {
                let result = work();
                // whoever waits has the result from the thread itself
                let _ = done.send(());
                result
            });
            let mut ended = None;
            while let Err(RecvTimeoutError::Timeout) = is_done.recv_timeout(LOOK) {
                if ended.is_some() {
                    continue;
                }
                ended = look(course, progress).err();
                if ended.is_some() {
                    course.signals.interrupt.store(true, Ordering::Relaxed);
                }
            }
            let result = match worker.join() {
                Ok(result) => result,
                Err(payload) => match payload.downcast::<PyErr>() {
                    Ok(error) => return Err(*error),
                    Err(panic) => std::panic::resume_unwind(panic),
                },
            };
            if ended.is_none() {
                ended = look(course, progress).err();
            }
            Ok((result, ended))
        })
    })
}

fn look(course: &Course, progress: Option<&Py<PyAny>>) -> PyResult<()> {
    Python::attach(|py| {
        py.check_signals()?;
        let Some(progress) = progress else {
            return Ok(());
        };
        let of_engine = course.signals.runs_done.load(Ordering::Relaxed);
        let of_question = course.done.load(Ordering::Relaxed);
        progress.call1(py, (of_engine.max(of_question),))?;
        Ok(())
    })
}

/// Ends work because a model or a measure in Python raised an exception. The engine takes
/// functions that always have a value; so that none is made up and kept, the thread unwinds,
/// and [`wait`] raises the exception.
pub(crate) fn fail(error: PyErr) -> ! {
    std::panic::resume_unwind(Box::new(error))
}
