//! Printing: the result to stdout, the conversation to stderr.
//!
//! Texts come from files, folders and arguments of anybody: whatever would command a terminal
//! is replaced by a sign for it, also where a pipe may lead to one. Colour comes from this
//! program alone, in faults and in the answers of `clap`; `anstream` removes it where nobody
//! would see it (a pipe, a file, `NO_COLOR`).

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

use orgsim::diagnostic::{self, Diagnostic, Style};
use orgsim::text::visible;

/// Writes a result to stdout. A reader that has seen enough and closed the
/// pipe (`orgsim explain FILE | head`) is no error.
pub(crate) fn result(text: &str) -> io::Result<()> {
    result_as_it_is(&visible(text))
}

/// The same with faults, where these are what was asked for.
pub(crate) fn result_of_faults(faults: &[Diagnostic]) -> io::Result<()> {
    result_as_it_is(&diagnostic::render(faults, Style::Coloured))
}

fn result_as_it_is(text: &str) -> io::Result<()> {
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
fn unless_closed(printed: io::Result<()>) -> io::Result<()> {
    match printed {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// Writes a part of the conversation to stderr. Nothing can be done, and
/// nothing is lost, when nobody listens there.
pub(crate) fn conversation(text: &str) {
    as_it_is(&visible(text));
}

/// Says on stderr what is wrong with an input. Whatever is none of the colours was replaced
/// when it was rendered.
pub(crate) fn faults(faults: &[Diagnostic]) {
    as_it_is(&diagnostic::render(faults, Style::Coloured));
}

fn as_it_is(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Prints the help or the version that was asked for, or says what is wrong with the
/// arguments: in colour, unless they could have brought some of their own.
pub(crate) fn answer_of_clap(answer: &clap::Error) -> io::Result<()> {
    let plain = answer.to_string();
    let is_plain = |argument: &OsString| {
        let text = argument.to_string_lossy();
        matches!(visible(&text), Cow::Borrowed(_))
    };
    match std::env::args_os().all(|argument| is_plain(&argument)) {
        true => unless_closed(answer.print()),
        false if answer.use_stderr() => {
            conversation(&plain);
            Ok(())
        }
        false => result(&plain),
    }
}

/// Says on stderr what went wrong.
pub(crate) fn error(message: &str) {
    conversation(&format!("error: {message}\n"));
}
