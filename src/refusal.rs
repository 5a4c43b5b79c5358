//! What the operating system refuses, as a person would say it: why, and what helps.

use std::borrow::Cow;
use std::io::{self, ErrorKind};

/// Why it refused. What it says in its own words is left where it says more.
pub fn reason(error: &io::Error) -> Cow<'static, str> {
    let own_words = || Cow::Owned(error.to_string());
    if error.get_ref().is_some() {
        return own_words();
    }
    Cow::Borrowed(match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::StorageFull => "no space is left",
        ErrorKind::QuotaExceeded => "the quota is used up",
        ErrorKind::FileTooLarge => "the file would be too large",
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        ErrorKind::NotADirectory => "a part of its path is not a folder",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::AddrInUse => "the port is in use",
        ErrorKind::BrokenPipe => "nobody reads it any more",
        _ => return own_words(),
    })
}

/// What helps against it; empty where nothing is known to.
pub fn way_out(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "; free some space and run the same command again"
        }
        ErrorKind::FileTooLarge => "; raise the limit on file sizes and run the same command again",
        ErrorKind::PermissionDenied => {
            "; check the permissions of the file and its folder, or choose another folder"
        }
        ErrorKind::ReadOnlyFilesystem => "; choose a folder on a writable file system",
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            "; check that the folder it goes into exists and is one"
        }
        ErrorKind::IsADirectory => "; name a file, not a folder",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_operating_system_says_is_said_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        let missing = std::fs::File::open(folder.path().join("a")).unwrap_err();
        assert_eq!(reason(&missing), "there is no such file or folder");
        let below = std::fs::File::open(folder.path().join("a/b")).unwrap_err();
        assert_eq!(reason(&below), "there is no such file or folder");
        assert_eq!(way_out(missing.kind()), way_out(ErrorKind::NotADirectory));
        // what is said by somebody else says more than its kind
        let own = io::Error::new(ErrorKind::NotFound, "its folder was removed");
        assert_eq!(reason(&own), "its folder was removed");
        let unknown = io::Error::from(ErrorKind::TimedOut);
        assert_eq!(reason(&unknown), unknown.to_string());
    }
}
