//! Reading scenario files. Nothing else in the library opens one.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::code;
use crate::diagnostic::{Code, Diagnostic, Source, nearest};

/// The size of a file from which it cannot be a scenario: 1 MiB.
pub const MOST_BYTES: usize = 1 << 20;

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name as messages show it.
    pub name: String,
    /// All its bytes.
    pub bytes: Vec<u8>,
}

/// Why a file could not become a text.
pub(crate) struct Unreadable {
    code: &'static Code,
    message: String,
    help: Option<String>,
}

impl From<Unreadable> for Diagnostic {
    fn from(fault: Unreadable) -> Self {
        let diagnostic = Diagnostic::new(fault.code, fault.message);
        fault.help.into_iter().fold(diagnostic, Diagnostic::help)
    }
}

/// Reads a file; not more of it than a scenario can have.
pub(crate) fn read(path: &Path) -> Result<Input, Unreadable> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(path, &error))?;
    Ok(Input {
        name: path.display().to_string(),
        bytes,
    })
}

/// Reads a file that another one names, and not somebody on the command line: from a pipe, a
/// terminal or a device something may never come.
pub(crate) fn read_named(path: &Path) -> Result<Input, Unreadable> {
    match path.metadata() {
        Ok(found) if !found.is_file() && !found.is_dir() => Err(Unreadable {
            code: &code::UNREADABLE,
            message: format!("`{}` is a pipe or a device", path.display()),
            help: Some("name a file; what a pipe gives can be written to one first".to_owned()),
        }),
        _ => read(path),
    }
}

/// What to say of a file that another one names, and that did not come with it.
pub(crate) fn left_out(path: &Path) -> Unreadable {
    Unreadable {
        code: &code::UNREADABLE,
        message: format!(
            "`{}` did not come with the file that names it",
            path.display()
        ),
        help: Some("open it with `orgsim live FILE`, which reads both from disk".to_owned()),
    }
}

/// What tells whether two paths name one file.
pub(crate) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// What to say of a file that the operating system refuses to give.
fn unreadable(path: &Path, error: &io::Error) -> Unreadable {
    let name = path.display();
    let (message, help) = match error.kind() {
        // Some systems refuse to open a folder, others to read from it.
        _ if path.is_dir() => (
            format!("`{name}` is a folder"),
            Some("name a scenario file in it".to_owned()),
        ),
        ErrorKind::NotFound => (format!("there is no file `{name}`"), neighbour(path)),
        ErrorKind::PermissionDenied => {
            (format!("`{name}` cannot be read: permission denied"), None)
        }
        _ => (format!("`{name}` cannot be read: {error}"), None),
    };
    Unreadable {
        code: &code::UNREADABLE,
        message,
        help,
    }
}

/// A scenario file of a similar name in the same folder.
fn neighbour(path: &Path) -> Option<String> {
    let folder = match path.parent()? {
        parent if parent.as_os_str().is_empty() => Path::new("."),
        parent => parent,
    };
    let mut names: Vec<String> = folder
        .read_dir()
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort_unstable();
    let wanted = path.file_name()?.to_str()?;
    let stem = |name: &str| name.trim_end_matches(".toml").to_owned();
    let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
    let near = nearest(&stem(wanted), stems.iter().map(String::as_str))?;
    let near = path.with_file_name(format!("{near}.toml"));
    Some(format!("there is `{}`", near.display()))
}

/// The bytes of a file as text, without a byte order mark.
pub(crate) fn text(input: &Input) -> Result<Arc<Source>, Unreadable> {
    let name = &input.name;
    let fault = |code, message: String, help: &str| Unreadable {
        code,
        message,
        help: Some(help.to_owned()),
    };
    if input.bytes.len() > MOST_BYTES {
        return Err(fault(
            &code::TOO_LARGE,
            format!("`{name}` is larger than 1 MiB"),
            "a scenario is a short text file; is this the right one?",
        ));
    }
    match std::str::from_utf8(&input.bytes) {
        Ok(text) => Ok(Source::new(
            name,
            text.strip_prefix('\u{feff}').unwrap_or(text),
        )),
        Err(error) => {
            let at = error.valid_up_to();
            let line = 1 + input.bytes[..at]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            let message = format!("`{name}` is not UTF-8 text (line {line}, byte {at})");
            let help = "save it as UTF-8";
            Err(fault(&code::NOT_UTF8, message, help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(bytes: &[u8]) -> Input {
        Input {
            name: "f.toml".to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn a_refusal_says_why() {
        let message = |kind: ErrorKind| {
            unreadable(Path::new("no/such/f.toml"), &io::Error::from(kind)).message
        };
        assert_eq!(
            message(ErrorKind::NotFound),
            "there is no file `no/such/f.toml`"
        );
        assert!(
            message(ErrorKind::PermissionDenied).ends_with("cannot be read: permission denied")
        );
        assert!(message(ErrorKind::TimedOut).contains("cannot be read: "));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let source = text(&input(b"\xef\xbb\xbftitle = 'x'")).ok().unwrap();
        assert_eq!(source.text(), "title = 'x'");
    }

    #[test]
    fn the_largest_file_is_read_and_a_larger_one_is_not() {
        assert!(text(&input(&vec![b'\n'; MOST_BYTES])).is_ok());
        assert!(text(&input(&vec![b'\n'; MOST_BYTES + 1])).is_err());
    }
}
