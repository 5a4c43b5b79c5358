//! The folder of results: opened before the first run, filled under temporary
//! names, and renamed into place at the end, all files or none.

use super::digest::Digesting;
use super::error::OutputError;
use crate::draft::{Draft, PREFIX};
use serde::Serialize;
use std::borrow::Cow;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A folder that is being filled. Dropped without [`commit`](Self::commit), it
/// leaves no trace.
#[derive(Debug)]
pub struct OutputDirectory {
    path: PathBuf,
    /// Folders that did not exist before, the innermost first.
    created: Vec<PathBuf>,
    /// The handle by which the folder is locked, if it is.
    lock: Option<File>,
}

/// A file under a temporary name.
#[derive(Debug)]
pub struct OutputFile {
    name: Cow<'static, str>,
    path: PathBuf,
    writer: BufWriter<Digesting<Draft>>,
}

/// A file that is complete but still under its temporary name.
#[derive(Debug)]
pub struct Staged {
    /// Its final name.
    pub name: Cow<'static, str>,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Number of its bytes.
    pub bytes: u64,
    file: Draft,
}

impl OutputDirectory {
    /// Opens a folder for this process alone, and makes it if it does not exist.
    ///
    /// # Errors
    /// If it exists and is not empty, unless `force` is given; if another process
    /// has it open, where the file system can tell; or if the operating system
    /// refuses. What a killed run left under temporary names does not count and is
    /// removed. Everything else stays until the [`commit`](Self::commit).
    pub fn open(path: &Path, force: bool) -> Result<Self, OutputError> {
        let mut directory = Self::shared(path)?;
        directory.lock = lock(path)?;
        if !force && !Self::is_empty(path) {
            return Err(OutputError::NotEmpty(path.to_owned()));
        }
        if force || directory.lock.is_some() {
            directory.clean()?;
        }
        Ok(directory)
    }

    /// Whether nothing is at a path, or a folder in which nothing has its final name.
    pub(super) fn is_empty(path: &Path) -> bool {
        match Self::names(path) {
            Ok(names) => names.iter().all(|name| is_temporary(name)),
            Err(OutputError::NoFolder(_)) => true,
            Err(_) => false,
        }
    }

    /// Opens a folder that other processes may write into at the same time,
    /// whatever is in it, and makes it if it does not exist.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn shared(path: &Path) -> Result<Self, OutputError> {
        let mut created = Vec::new();
        match fs::read_dir(path) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let ancestors = path.ancestors().filter(|a| !a.as_os_str().is_empty());
                created = ancestors
                    .take_while(|ancestor| !ancestor.exists())
                    .map(Path::to_owned)
                    .collect();
                fs::create_dir_all(path).map_err(OutputError::io(path))?;
            }
            Err(_) if path.exists() && !path.is_dir() => {
                return Err(OutputError::NotAFolder(path.to_owned()));
            }
            Err(error) => return Err(OutputError::io(path)(error)),
        }
        Ok(Self {
            path: path.to_owned(),
            created,
            lock: None,
        })
    }

    /// Removes what killed processes left under temporary names.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn clean(&self) -> Result<(), OutputError> {
        let names = Self::names(&self.path)?.into_iter();
        names
            .filter(|name| is_temporary(name))
            .try_for_each(|name| remove(&self.path.join(name)))
    }

    /// Names of what is in a folder, in order; names that are no text are left
    /// out.
    ///
    /// # Errors
    /// If there is no such folder, or the operating system refuses.
    pub fn names(path: &Path) -> Result<Vec<String>, OutputError> {
        let entries = fs::read_dir(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OutputError::NoFolder(path.to_owned()),
            io::ErrorKind::NotADirectory => OutputError::NotAFolder(path.to_owned()),
            _ => OutputError::io(path)(error),
        })?;
        let names = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> = names.collect();
        names.sort();
        Ok(names)
    }

    /// Writes some files into a folder, which is made if it does not exist: all
    /// or none of them, over those of the same names.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn replace(
        path: &Path,
        files: impl IntoIterator<Item = (impl Into<Cow<'static, str>>, impl AsRef<[u8]>)>,
    ) -> Result<(), OutputError> {
        let directory = Self::shared(path)?;
        let staged = directory.stage(files)?;
        directory.commit(staged, &[])
    }

    /// Writes some files into a folder, which is made if it does not exist: all
    /// of them, or none if one of the names is taken.
    ///
    /// # Errors
    /// [`OutputError::Exists`] with the file that is there already; or if the operating
    /// system refuses.
    pub fn add(
        path: &Path,
        files: impl IntoIterator<Item = (impl Into<Cow<'static, str>>, impl AsRef<[u8]>)>,
    ) -> Result<(), OutputError> {
        let mut directory = Self::shared(path)?;
        let mut named = Vec::new();
        for staged in directory.stage(files)? {
            let path = directory.path.join(&*staged.name);
            if let Err(refused) = staged.file.publish(&path) {
                // what cannot be removed stays
                for added in named {
                    let _ = fs::remove_file(added);
                }
                return Err(match refused.kind() {
                    io::ErrorKind::AlreadyExists => OutputError::Exists(path),
                    _ => OutputError::io(&path)(refused),
                });
            }
            named.push(path);
        }
        directory.created.clear();
        directory.sync_names();
        Ok(())
    }

    /// Writes files under temporary names.
    fn stage(
        &self,
        files: impl IntoIterator<Item = (impl Into<Cow<'static, str>>, impl AsRef<[u8]>)>,
    ) -> Result<Vec<Staged>, OutputError> {
        let staged = |(name, bytes): (_, _)| self.bytes(name, AsRef::as_ref(&bytes));
        files.into_iter().map(staged).collect()
    }

    /// Starts a file.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn file(&self, name: impl Into<Cow<'static, str>>) -> Result<OutputFile, OutputError> {
        let name = name.into();
        let path = self.path.join(&*name);
        let file = Draft::new(&self.path).map_err(OutputError::io(&path))?;
        Ok(OutputFile {
            name,
            path,
            writer: BufWriter::with_capacity(1 << 16, Digesting::new(file)),
        })
    }

    /// Writes a value as JSON, with a line end.
    ///
    /// # Errors
    /// If the operating system refuses, or the value holds what JSON cannot.
    pub(super) fn json(
        &self,
        name: &'static str,
        value: &impl Serialize,
    ) -> Result<Staged, OutputError> {
        let mut file = self.file(name)?;
        let path = file.path().to_owned();
        serde_json::to_writer_pretty(&mut file, value)
            .map_err(io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .map_err(OutputError::io(&path))?;
        file.finish()
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub(super) fn bytes(
        &self,
        name: impl Into<Cow<'static, str>>,
        bytes: &[u8],
    ) -> Result<Staged, OutputError> {
        let mut file = self.file(name)?;
        let path = file.path().to_owned();
        file.write_all(bytes).map_err(OutputError::io(&path))?;
        file.finish()
    }

    /// Gives all files their names, in order, and removes those of `known` that
    /// an earlier run left. The last of `known` is the mark of a complete
    /// folder: it goes first and comes last.
    ///
    /// # Errors
    /// If the operating system refuses. Complete files that already have their
    /// name stay.
    pub fn commit(
        mut self,
        files: Vec<Staged>,
        known: &[Cow<'static, str>],
    ) -> Result<(), OutputError> {
        let marks = known.last();
        let stale = known
            .iter()
            .filter(|name| files.iter().all(|staged| staged.name != **name));
        for name in marks.into_iter().chain(stale) {
            remove(&self.path.join(&**name))?;
        }
        for staged in files {
            let path = self.path.join(&*staged.name);
            staged.file.replace(&path).map_err(OutputError::io(&path))?;
            self.created.clear();
        }
        self.sync_names();
        Ok(())
    }

    /// Lets the names of files survive a power failure; file systems that cannot do it for a
    /// folder are no worse than before.
    fn sync_names(&self) {
        if let Ok(folder) = File::open(&self.path) {
            let _ = folder.sync_all();
        }
    }
}

/// Locks a folder; nothing where folders cannot be locked, which is no worse than
/// before.
fn lock(path: &Path) -> Result<Option<File>, OutputError> {
    let Ok(folder) = File::open(path) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => Err(OutputError::InUse(path.to_owned())),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn is_temporary(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> Result<(), OutputError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OutputError::io(path)(error)),
        _ => Ok(()),
    }
}

impl Drop for OutputDirectory {
    fn drop(&mut self) {
        // by name: a process that is being started may have a copy of the handle
        let _ = self.lock.take().map(|folder| folder.unlock());
        // folders that somebody has put something into stay
        for path in &self.created {
            let _ = fs::remove_dir(path);
        }
    }
}

impl OutputFile {
    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Completes the file under its temporary name.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn finish(self) -> Result<Staged, OutputError> {
        let failed = OutputError::io(&self.path);
        let staged = || {
            let digesting = self.writer.into_inner().map_err(|e| e.into_error())?;
            let (file, sha256, bytes) = digesting.finish();
            file.file().sync_all()?;
            Ok(Staged {
                name: self.name,
                sha256,
                bytes,
                file,
            })
        };
        staged().map_err(failed)
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn staged(directory: &OutputDirectory, name: &'static str, text: &str) -> Staged {
        let mut file = directory.file(name).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.finish().unwrap()
    }

    #[test]
    fn files_are_added_all_or_none_and_replace_nothing() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a/b");
        let files = [("x.csv", "1\n"), ("y.csv", "2\n"), ("z.csv", "3\n")];
        OutputDirectory::add(&path, files).unwrap();
        assert_eq!(names(&path), ["x.csv", "y.csv", "z.csv"]);
        // the last one is in the way when the others have their names
        fs::remove_file(path.join("x.csv")).unwrap();
        fs::remove_file(path.join("y.csv")).unwrap();
        fs::write(path.join("z.csv"), "mine").unwrap();
        match OutputDirectory::add(&path, files) {
            Err(OutputError::Exists(there)) => assert_eq!(there, path.join("z.csv")),
            other => panic!("{other:?}"),
        }
        assert_eq!(names(&path), ["z.csv"]);
        assert_eq!(fs::read_to_string(path.join("z.csv")).unwrap(), "mine");
        // a folder that was made for them goes with them
        let twice = [("x.csv", "1\n"), ("x.csv", "2\n")];
        let new = root.path().join("new/folder");
        assert!(OutputDirectory::add(&new, twice).is_err());
        assert_eq!(names(root.path()), ["a"]);
    }

    #[test]
    fn files_have_their_names_only_at_the_end() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a/b");
        let directory = OutputDirectory::open(&path, false).unwrap();
        let files = vec![
            staged(&directory, "x.csv", "1\n"),
            staged(&directory, "y.csv", "2\n"),
        ];
        assert!(names(&path).iter().all(|name| name.starts_with(PREFIX)));
        directory.commit(files, &[]).unwrap();
        assert_eq!(names(&path), ["x.csv", "y.csv"]);
        assert_eq!(fs::read_to_string(path.join("y.csv")).unwrap(), "2\n");
    }

    #[test]
    fn what_is_dropped_leaves_no_trace() {
        let root = tempfile::tempdir().unwrap();
        let directory = OutputDirectory::open(&root.path().join("a/b"), false).unwrap();
        let file = staged(&directory, "x.csv", "1\n");
        drop(file);
        drop(directory);
        assert!(names(root.path()).is_empty());
    }

    #[test]
    fn a_folder_in_use_is_refused_unless_forced() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("x.csv"), "old").unwrap();
        fs::write(root.path().join("old.csv"), "old").unwrap();
        fs::write(root.path().join("mine.txt"), "mine").unwrap();
        fs::write(root.path().join(".orgsim-killed"), "half").unwrap();
        let refused = OutputDirectory::open(root.path(), false).unwrap_err();
        assert!(matches!(refused, OutputError::NotEmpty(_)));
        assert!(root.path().join(".orgsim-killed").exists());
        let directory = OutputDirectory::open(root.path(), true).unwrap();
        let files = vec![staged(&directory, "x.csv", "new")];
        assert_eq!(
            fs::read_to_string(root.path().join("x.csv")).unwrap(),
            "old"
        );
        let known = ["old.csv", "x.csv"].map(Cow::from);
        directory.commit(files, &known).unwrap();
        assert_eq!(names(root.path()), ["mine.txt", "x.csv"]);
        let refused = OutputDirectory::open(&root.path().join("mine.txt"), true).unwrap_err();
        assert!(matches!(refused, OutputError::NotAFolder(_)));
    }
}
