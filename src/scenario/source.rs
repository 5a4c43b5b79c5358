//! Reading scenario files. Nothing else in the library opens one.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::code;
use crate::diagnostic::{Source, Unread, Wanted};

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

const A_SCENARIO: Wanted = Wanted {
    what: "a scenario file",
    endings: &["toml"],
    or_folder: false,
};

/// Reads a file; not more of it than a scenario can have.
pub(crate) fn read(path: &Path) -> Result<Input, Unread> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| Unread::new(&code::UNREADABLE, path, &error, &A_SCENARIO))?;
    Ok(Input {
        name: path.display().to_string(),
        bytes,
    })
}

/// Reads a file that another one names, and not somebody on the command line: from a pipe, a
/// terminal or a device something may never come.
pub(crate) fn read_named(path: &Path) -> Result<Input, Unread> {
    match path.metadata() {
        Ok(found) if !found.is_file() && !found.is_dir() => Err(Unread {
            code: &code::UNREADABLE,
            message: format!("`{}` is a pipe or a device", path.display()),
            help: Some("name a file; what a pipe gives can be written to one first".to_owned()),
        }),
        _ => read(path),
    }
}

/// What to say of a file that another one names, and that did not come with it.
pub(crate) fn left_out(path: &Path) -> Unread {
    Unread {
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

/// The bytes of a file as text, without a byte order mark.
pub(crate) fn text(input: &Input) -> Result<Arc<Source>, Unread> {
    let name = &input.name;
    let fault = |code, message: String, help: &str| Unread {
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
            let code = &code::NOT_UTF8;
            Err(Unread::not_utf8(code, name, &input.bytes, &error))
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
