//! Files under a temporary name beside the one that they will have: there as a whole, or
//! not at all.

use std::collections::BTreeSet;
use std::collections::hash_map::RandomState;
use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Names of such files start with this.
pub(crate) const PREFIX: &str = ".orgsim-";

/// The files of this process that have no name yet.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// That no file is unfinished. As long as it is there, none is begun.
#[must_use]
pub struct Discarded(#[expect(dead_code, reason = "held")] MutexGuard<'static, BTreeSet<PathBuf>>);

/// Removes the files of this process that have no name yet, for a process that ends without
/// dropping what it has.
pub fn discard_unfinished() -> Discarded {
    let mut unfinished = unfinished();
    for path in std::mem::take(&mut *unfinished) {
        // what cannot be removed is left under its temporary name
        let _ = fs::remove_file(path);
    }
    Discarded(unfinished)
}

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // paths are put in and taken out as a whole, whatever panics meanwhile
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is being filled. Dropped before it has its name it leaves no trace; killed,
/// it leaves a file whose name starts with `.orgsim-`.
#[derive(Debug)]
pub struct Draft {
    file: File,
    path: PathBuf,
    named: bool,
}

impl Draft {
    /// Starts a file in a folder; others may read it as they may read other files of the
    /// user.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn new(folder: &Path) -> io::Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            // other processes, also on other machines, may fill the same folder: the name is
            // drawn from what the standard library seeds its maps with
            let mut name = RandomState::new().build_hasher();
            name.write_u64(number);
            let path = folder.join(format!("{PREFIX}{:016x}", name.finish()));
            let mut options = OpenOptions::new();
            let mut unfinished = unfinished();
            match options.read(true).write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(file) => {
                    unfinished.insert(path.clone());
                    let named = false;
                    return Ok(Self { file, path, named });
                }
            }
        }
    }

    /// The open file.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Gives the file its name, in place of what has that name.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn replace(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.named = true;
        Ok(())
    }

    /// Gives the file its name, if nothing has it, and hands on the open file.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] if something has the name; or if the operating
    /// system refuses.
    pub fn publish(mut self, path: &Path) -> io::Result<File> {
        match fs::hard_link(&self.path, path) {
            // the temporary name goes when this is dropped
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // file systems without hard links: nothing may have the name, as far as can be
            // seen
            Err(_) if !path.try_exists()? => {
                fs::rename(&self.path, path)?;
                self.named = true;
            }
            Err(_) => return Err(io::ErrorKind::AlreadyExists.into()),
        }
        self.file.try_clone()
    }
}

/// Whether a file that is open has been removed, so that what is written to it would be lost.
#[cfg(unix)]
pub(crate) fn is_removed(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let own = file.metadata()?;
    // some file systems do not count names, so that it is also looked at its own
    let is_there = || path.metadata().is_ok_and(|there| there.ino() == own.ino());
    Ok(own.nlink() == 0 && !is_there())
}

/// Other systems do not remove a file that is open.
#[cfg(not(unix))]
pub(crate) fn is_removed(_: &File, _: &Path) -> io::Result<bool> {
    Ok(false)
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if is_removed(&self.file, &self.path)? {
            let message = "its folder was removed while it was written";
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        unfinished().remove(&self.path);
        if !self.named {
            // what cannot be removed is left under its temporary name
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let names = entries.map(|entry| entry.file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn a_dropped_draft_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Draft::new(folder.path()).unwrap();
        assert!(names(folder.path())[0].starts_with(PREFIX));
        drop(draft);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn what_is_unfinished_goes_and_what_has_a_name_stays() {
        // in a process of its own, whose files nobody else writes
        if std::env::var_os("ORGSIM_TEST_DISCARD").is_none() {
            let mut again = std::process::Command::new(std::env::current_exe().unwrap());
            let name = "draft::tests::what_is_unfinished_goes_and_what_has_a_name_stays";
            again
                .args(["--exact", name])
                .env("ORGSIM_TEST_DISCARD", "1");
            assert!(again.output().unwrap().status.success());
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let draft = || Draft::new(folder.path()).unwrap();
        draft().replace(&folder.path().join("a")).unwrap();
        draft().publish(&folder.path().join("b")).unwrap();
        let left = [draft(), draft()];
        assert_eq!(names(folder.path()).len(), 4);
        drop(discard_unfinished());
        assert_eq!(names(folder.path()), ["a", "b"]);
        drop(left);
    }

    #[test]
    fn a_name_is_given_once_or_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let draft = |text: &str| {
            let mut draft = Draft::new(folder.path()).unwrap();
            draft.write_all(text.as_bytes()).unwrap();
            draft
        };
        draft("one").publish(&path).unwrap();
        let refused = draft("two").publish(&path).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        draft("three").replace(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        assert_eq!(names(folder.path()), ["a"]);
    }
}
