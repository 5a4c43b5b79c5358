//! Why results cannot be written, and what to do then.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::refusal::{reason, way_out};

/// Why results cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The folder holds something already.
    NotEmpty(PathBuf),
    /// There is no folder in which something is looked for.
    NoFolder(PathBuf),
    /// The path is there but is no folder.
    NotAFolder(PathBuf),
    /// There is something already where a new file should be.
    Exists(PathBuf),
    /// Another process writes its results into the folder.
    InUse(PathBuf),
    /// The operating system refused.
    Io {
        /// What was to be written.
        path: PathBuf,
        /// Why it refused.
        source: io::Error,
    },
}

impl OutputError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEmpty(path) => write!(f, "the folder {} is not empty", path.display()),
            Self::NoFolder(path) => write!(
                f,
                "there is no folder {}, so there are no results yet; ask a question of the \
                 experiment first, or name the folder with --out",
                path.display()
            ),
            Self::NotAFolder(path) => write!(f, "{} is not a folder", path.display()),
            Self::Exists(path) => write!(f, "{} already exists", path.display()),
            Self::InUse(path) => write!(
                f,
                "another process is writing results to {}; wait for it, or choose another folder",
                path.display()
            ),
            Self::Io { path, source } => {
                let (reason, way_out) = (reason(source), way_out(source.kind()));
                write!(f, "cannot write {}: {reason}{way_out}", path.display())
            }
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_file_reason_and_way_out() {
        let refused = |kind: io::ErrorKind| {
            OutputError::io(Path::new("a/runs.csv"))(io::Error::from(kind)).to_string()
        };
        assert_eq!(
            refused(io::ErrorKind::StorageFull),
            "cannot write a/runs.csv: no space is left; free some space and run the same command \
             again"
        );
        for kind in [
            io::ErrorKind::QuotaExceeded,
            io::ErrorKind::FileTooLarge,
            io::ErrorKind::PermissionDenied,
            io::ErrorKind::ReadOnlyFilesystem,
            io::ErrorKind::NotFound,
            io::ErrorKind::NotADirectory,
            io::ErrorKind::IsADirectory,
        ] {
            assert!(refused(kind).contains("; "), "{}", refused(kind));
        }
    }
}
