//! Printing: the result to stdout, the conversation to stderr.
//!
//! Both understand colour: `anstream` removes it where nobody would see it (a
//! pipe, a file, `NO_COLOR`).

use std::io::{self, ErrorKind, Write};

/// Writes a result to stdout. A reader that has seen enough and closed the
/// pipe (`orgsim explain FILE | head`) is no error.
pub(crate) fn result(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    let printed = stdout.write_all(text.as_bytes());
    unless_closed(printed.and_then(|()| stdout.flush()))
}

/// Whether stdout is a terminal that shows more than plain text; decided as colour
/// is, so that `NO_COLOR` and `CLICOLOR_FORCE` have their way.
pub(crate) fn on_terminal() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// The outcome of printing, in which a pipe that its reader has closed is no
/// error.
pub(crate) fn unless_closed(printed: io::Result<()>) -> io::Result<()> {
    match printed {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// Writes a part of the conversation to stderr. Nothing can be done, and
/// nothing is lost, when nobody listens there.
pub(crate) fn conversation(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Says on stderr what went wrong.
pub(crate) fn error(message: &str) {
    conversation(&format!("error: {message}\n"));
}
