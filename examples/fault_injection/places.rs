//! Places where no store may be.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use orgsim::store::{Reader, Store, StoreError};

use crate::tally::Tally;
use crate::work::Work;

const WORK: Work = Work {
    blocks: 3,
    longest: 5,
};

/// Asks for stores where they are refused.
pub(crate) fn places(folder: &Path) -> Tally {
    let mut tally = Tally::new("refused places");
    let file = folder.join("file");
    if let Err(error) = fs::write(&file, "mine") {
        tally.count(Err(error.to_string()));
    }
    tally.count(refused(&file.join("runs.log"), &[ErrorKind::NotADirectory]));
    tally.count(refused(
        &folder.join("none/runs.log"),
        &[ErrorKind::NotFound],
    ));
    tally.count(refused(folder, &[ErrorKind::IsADirectory]));
    if cfg!(target_os = "linux") {
        let kinds = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];
        tally.count(refused(Path::new("/sys/runs.log"), &kinds));
    }
    #[cfg(unix)]
    match permissions(folder) {
        Some(outcome) => tally.count(outcome),
        None => tally.note("skipped: permissions do not bind this user"),
    }
    tally
}

fn refused(path: &Path, kinds: &[ErrorKind]) -> Result<(), String> {
    match Store::open(path, &WORK.identity()) {
        Err(StoreError::Io { source, .. }) if kinds.contains(&source.kind()) => Ok(()),
        Err(error) => Err(format!("told as: {error}")),
        Ok(_) => Err(format!("{} was made", path.display())),
    }
}

/// Takes permissions away from a store; `None` if that does not hinder anybody.
#[cfg(unix)]
fn permissions(folder: &Path) -> Option<Result<(), String>> {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder.join("forbidden");
    let path = folder.join("runs.log");
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    let prepared = fs::create_dir(&folder)
        .map_err(|error| error.to_string())
        .and_then(|()| WORK.append(&path, |_| {}))
        .and_then(|()| set(&path, 0o444).map_err(|error| error.to_string()))
        .and_then(|()| set(&folder, 0o555).map_err(|error| error.to_string()));
    if let Err(error) = prepared {
        return Some(Err(error));
    }
    let binds = fs::File::create(folder.join("probe")).is_err();
    let outcome = refused(&path, &[ErrorKind::PermissionDenied])
        .and_then(|()| refused(&folder.join("new.log"), &[ErrorKind::PermissionDenied]))
        .and_then(|()| {
            Reader::open(&path)
                .map(|_| ())
                .map_err(|error| error.to_string())
        });
    let restored = set(&folder, 0o755).map_err(|error| error.to_string());
    binds.then(|| outcome.and(restored))
}
