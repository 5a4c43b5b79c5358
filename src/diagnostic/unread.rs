//! What is said of a path that cannot be read: one rule for all that somebody names.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::str::Utf8Error;

use super::{Code, Diagnostic, nearest};
use crate::refusal;

/// What a path should lead to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// As a help names it, such as "a scenario file".
    pub(crate) what: &'static str,
    /// The endings of such files, without a dot.
    pub(crate) endings: &'static [&'static str],
    /// Whether a folder of them will do as well.
    pub(crate) or_folder: bool,
}

/// Why something cannot be read, and what would put it right.
pub(crate) struct Unread {
    pub(crate) code: &'static Code,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Unread {
    /// What to say of a path that the operating system refuses to give.
    pub(crate) fn new(
        code: &'static Code,
        path: &Path,
        error: &io::Error,
        wanted: &Wanted,
    ) -> Self {
        let name = path.display();
        let (message, help) = match error.kind() {
            // Some systems refuse to open a folder, others to read from it.
            _ if path.is_dir() && !wanted.or_folder => (
                format!("`{name}` is a folder"),
                Some(format!("name {} in it", wanted.what)),
            ),
            ErrorKind::NotFound => {
                let kind = match wanted.or_folder {
                    true => "file or folder",
                    false => "file",
                };
                let help = near(path, wanted);
                (format!("there is no {kind} `{name}`"), help)
            }
            _ => (
                format!("`{name}` cannot be read: {}", refusal::reason(error)),
                None,
            ),
        };
        Self {
            code,
            message,
            help,
        }
    }

    /// What to say of a file of this name whose bytes are no text.
    pub(crate) fn not_utf8(
        code: &'static Code,
        name: &str,
        bytes: &[u8],
        error: &Utf8Error,
    ) -> Self {
        let at = error.valid_up_to();
        let ends = bytes[..at].iter().filter(|byte| **byte == b'\n');
        let line = 1 + ends.count();
        Self {
            code,
            message: format!("`{name}` is not UTF-8 text (line {line}, byte {at})"),
            help: Some("save it as UTF-8".to_owned()),
        }
    }
}

impl From<Unread> for Diagnostic {
    fn from(unread: Unread) -> Self {
        let diagnostic = Self::new(unread.code, unread.message);
        unread.help.into_iter().fold(diagnostic, Self::help)
    }
}

/// What is wanted under a similar name in the same folder, or that there is no such folder.
fn near(path: &Path, wanted: &Wanted) -> Option<String> {
    let folder = match path.parent()? {
        parent if parent.as_os_str().is_empty() => Path::new("."),
        parent => parent,
    };
    if !folder.exists() {
        return Some(format!("there is no folder `{}`", folder.display()));
    }
    let mut names: Vec<String> = folder
        .read_dir()
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| has_ending(name, wanted) || wanted.or_folder && folder.join(name).is_dir())
        .collect();
    names.sort_unstable();
    let stems: Vec<&str> = names.iter().map(|name| stem(name, wanted)).collect();
    let near = nearest(
        stem(path.file_name()?.to_str()?, wanted),
        stems.iter().copied(),
    )?;
    let place = stems.iter().position(|stem| *stem == near)?;
    let near = path.with_file_name(&names[place]);
    Some(format!("there is `{}`", near.display()))
}

fn has_ending(name: &str, wanted: &Wanted) -> bool {
    let ending = Path::new(name).extension().unwrap_or_default();
    let mut endings = wanted.endings.iter();
    endings.any(|known| ending.eq_ignore_ascii_case(known))
}

/// A name without the ending of what is wanted.
fn stem<'a>(name: &'a str, wanted: &Wanted) -> &'a str {
    match name.rsplit_once('.') {
        Some((stem, _)) if has_ending(name, wanted) => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::Severity;
    use super::*;

    static CODE: Code = Code {
        id: "T1",
        name: "unread",
        severity: Severity::Error,
        meaning: "A file cannot be read.",
    };

    const FILE: Wanted = Wanted {
        what: "a table",
        endings: &["csv", "tsv"],
        or_folder: false,
    };
    const EITHER: Wanted = Wanted {
        or_folder: true,
        ..FILE
    };

    fn said(path: &Path, wanted: &Wanted) -> (String, Option<String>) {
        let refused = fs::read(path).unwrap_err();
        let Unread { message, help, .. } = Unread::new(&CODE, path, &refused, wanted);
        let folder = format!("{}/", path.parent().unwrap().display());
        let short = |text: String| text.replace(&folder, "");
        (short(message), help.map(short))
    }

    #[test]
    fn what_is_missing_is_told_with_what_is_near() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("People.CSV"), "").unwrap();
        fs::write(path("peopel.toml"), "").unwrap();
        fs::create_dir(path("records")).unwrap();
        let there = |name: &str| Some(format!("there is `{name}`"));
        let missing = |name: &str| format!("there is no file `{name}`");
        let neither = |name: &str| format!("there is no file or folder `{name}`");
        for (name, wanted, message, help) in [
            (
                "peopel.csv",
                FILE,
                missing("peopel.csv"),
                there("People.CSV"),
            ),
            ("peopel", FILE, missing("peopel"), there("People.CSV")),
            ("recrods", FILE, missing("recrods"), None),
            ("recrods", EITHER, neither("recrods"), there("records")),
            (
                "peopel.tsv",
                EITHER,
                neither("peopel.tsv"),
                there("People.CSV"),
            ),
            ("elsewhere", EITHER, neither("elsewhere"), None),
        ] {
            assert_eq!(said(&path(name), &wanted), (message, help), "{name}");
        }
        let (message, help) = said(&path("recrods/people.csv"), &FILE);
        assert_eq!(message, missing("people.csv"));
        assert_eq!(
            help,
            Some(format!(
                "there is no folder `{}`",
                path("recrods").display()
            ))
        );
        let of_folder = Some("name a table in it".to_owned());
        assert_eq!(
            said(&path("records"), &FILE),
            ("`records` is a folder".to_owned(), of_folder)
        );
    }

    #[test]
    fn a_refusal_says_why() {
        let message = |kind: ErrorKind| {
            Unread::new(
                &CODE,
                Path::new("no/such/f.csv"),
                &io::Error::from(kind),
                &FILE,
            )
            .message
        };
        assert_eq!(
            message(ErrorKind::PermissionDenied),
            "`no/such/f.csv` cannot be read: permission denied"
        );
        assert!(message(ErrorKind::TimedOut).starts_with("`no/such/f.csv` cannot be read: "));
        let bytes = [b"id\nb", &[0xE9][..]].concat();
        let error = str::from_utf8(&bytes).unwrap_err();
        let Unread { message, help, .. } = Unread::not_utf8(&CODE, "f.csv", &bytes, &error);
        assert_eq!(message, "`f.csv` is not UTF-8 text (line 2, byte 4)");
        assert_eq!(help.as_deref(), Some("save it as UTF-8"));
    }
}
