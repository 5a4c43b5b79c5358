//! What can go wrong with a store, and what to do then.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::format::PRELUDE_BYTES;
use super::identity::{Difference, differences};
use super::key::Key;
use crate::refusal::{self, reason};
use crate::text::shell_word;

/// More differences are counted.
const MOST_DIFFERENCES: usize = 12;

/// Why a store cannot be opened, read, written or merged.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The operating system refused. What was appended before is kept.
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried: `open`, `append to`.
        operation: &'static str,
        /// Why it was refused.
        source: io::Error,
    },
    /// Another process, or another [`Store`](super::Store) of this one, writes it.
    InUse(PathBuf),
    /// There is something already where a new store should be.
    Exists(PathBuf),
    /// The file does not begin as a store does.
    NotAStore(PathBuf),
    /// The file has a format that this version does not know.
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The number of its format.
        version: u32,
    },
    /// Bytes are not what was written; more than a tail that was never finished.
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where the damaged frame starts: all bytes before are as written.
        offset: u64,
        /// What is wrong there.
        what: &'static str,
    },
    /// The file was removed while runs were added to it.
    Removed(PathBuf),
    /// The results in the file depend on something else.
    OtherIdentity {
        /// The file.
        path: PathBuf,
        /// Everything that differs.
        differences: Vec<Difference>,
    },
    /// An identity that cannot be written down.
    Unwritable(serde_json::Error),
    /// One key has two blocks with different bits.
    Contradiction {
        /// The key.
        key: Key,
        /// The file of the first block.
        first: PathBuf,
        /// The file of the second block; the same one if it was to be appended.
        second: PathBuf,
    },
    /// A block or identity that is longer than a frame may be.
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The greatest length in bytes.
        most: usize,
    },
    /// Blocks that no input has.
    Missing {
        /// How many.
        count: usize,
        /// The first ones, in the order asked for.
        first: Vec<Key>,
    },
}

impl StoreError {
    /// A refusal of the operating system, while it was asked for `operation`.
    pub(super) fn io(path: &Path, operation: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            path,
            operation,
            source,
        }
    }
}

/// What helps against a refusal of the operating system.
fn way_out(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::Unsupported => {
            "; the file system does not support locks, which a store needs: choose a folder on a \
             local disk"
        }
        _ => refusal::way_out(kind),
    }
}

/// What is not lost, where the same command is to be run again.
fn kept(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            ": completed runs are kept"
        }
        _ => "",
    }
}

/// Refuses the store at a path whose results depend on something else; both
/// identities are canonical.
pub(super) fn expect(here: &Value, there: &Value, path: &Path) -> Result<(), StoreError> {
    match here == there {
        true => Ok(()),
        false => Err(StoreError::OtherIdentity {
            path: path.to_owned(),
            differences: differences(there, here),
        }),
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io {
                path,
                operation,
                source,
            } => {
                let (way_out, kept) = (way_out(source.kind()), kept(source.kind()));
                write!(
                    f,
                    "cannot {operation} {}: {}{way_out}{kept}",
                    path.display(),
                    reason(source)
                )
            }
            Self::InUse(path) => write!(
                f,
                "another process is writing to {}; wait for it, or choose another file",
                path.display()
            ),
            Self::Removed(path) => write!(
                f,
                "{} was removed during the work, and its runs with it; run the same command again",
                path.display()
            ),
            Self::Exists(path) => write!(
                f,
                "{} already exists; remove it, or choose another name",
                path.display()
            ),
            Self::NotAStore(path) => write!(
                f,
                "{} is not a run store; choose another file or, if it used to be one, restore a \
                 copy, or remove it to simulate its runs again",
                path.display()
            ),
            Self::UnknownFormat { path, version } => write!(
                f,
                "{} has format {version}, which this version cannot read; use the version that \
                 wrote it or, if none did, restore a copy, or remove it to simulate its runs \
                 again",
                path.display()
            ),
            Self::Damaged { path, offset, what } if *offset <= PRELUDE_BYTES => write!(
                f,
                "{} is damaged at byte {offset}: {what}; restore a copy, or remove it to simulate \
                 its runs again",
                path.display()
            ),
            Self::Damaged { path, offset, what } => write!(
                f,
                "{} is damaged at byte {offset}: {what}; restore a copy, or keep what comes \
                 before with `truncate --size={offset} {}` and simulate the rest again",
                path.display(),
                shell_word(&path.display().to_string())
            ),
            Self::OtherIdentity { path, differences } => {
                write!(f, "{} has results of something else", path.display())?;
                let told = &differences[..differences.len().min(MOST_DIFFERENCES)];
                told.iter()
                    .try_for_each(|difference| write!(f, "\n  {difference}"))?;
                match differences.len() - told.len() {
                    0 => Ok(()),
                    more => write!(f, "\n  and {more} more"),
                }
            }
            Self::Unwritable(error) => write!(f, "the identity cannot be written: {error}"),
            Self::Contradiction { key, first, second } => {
                write!(f, "{key} has two different results, ")?;
                match first == second {
                    true => write!(f, "both for {}", first.display())?,
                    false => write!(f, "in {} and in {}", first.display(), second.display())?,
                }
                f.write_str("; something that they depend on varies, or is not in the identity")
            }
            Self::TooLong { bytes, most } => {
                write!(
                    f,
                    "{bytes} bytes are too many for one block, which has at most {most}"
                )
            }
            Self::Missing { count, first } => {
                let names: Vec<String> = first.iter().map(ToString::to_string).collect();
                let more = if *count > first.len() { ", ..." } else { "" };
                write!(f, "{count} blocks are missing: {}{more}", names.join(", "))
            }
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Unwritable(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_file_operation_reason_and_way_out() {
        let path = Path::new("a/runs.log");
        let refused = |kind: io::ErrorKind| {
            StoreError::io(path, "append to")(io::Error::from(kind)).to_string()
        };
        assert_eq!(
            refused(io::ErrorKind::StorageFull),
            "cannot append to a/runs.log: no space is left; free some space and run the same \
             command again: completed runs are kept"
        );
        for kind in [
            io::ErrorKind::QuotaExceeded,
            io::ErrorKind::FileTooLarge,
            io::ErrorKind::PermissionDenied,
            io::ErrorKind::ReadOnlyFilesystem,
            io::ErrorKind::NotADirectory,
            io::ErrorKind::Unsupported,
        ] {
            assert!(refused(kind).contains("; "), "{}", refused(kind));
        }
        let damaged = StoreError::Damaged {
            path: path.to_owned(),
            offset: 96,
            what: "a wrong checksum",
        };
        assert_eq!(
            damaged.to_string(),
            "a/runs.log is damaged at byte 96: a wrong checksum; restore a copy, or keep what \
             comes before with `truncate --size=96 a/runs.log` and simulate the rest again"
        );
    }

    #[test]
    fn missing_blocks_are_counted_and_the_first_named() {
        let key = |block| Key {
            point: [0xab; 16],
            block,
        };
        let missing = |count| StoreError::Missing {
            count,
            first: vec![key(1), key(2)],
        };
        let point = "ab".repeat(16);
        assert_eq!(
            missing(9).to_string(),
            format!("9 blocks are missing: block 1 of {point}, block 2 of {point}, ...")
        );
        assert!(missing(2).to_string().ends_with(&point));
    }
}
