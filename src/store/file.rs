//! The file of a store: opened, created, locked, read and written here alone.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Seek, Take, Write};
use std::path::{Path, PathBuf};

use super::behind::Behind;
use super::error::StoreError;
use crate::draft::{Draft, is_removed};

/// The bytes of a file, one after the other.
pub(super) type Bytes = Take<BufReader<File>>;

/// An open file and its name.
#[derive(Debug)]
pub(super) struct StoreFile {
    file: File,
    path: PathBuf,
}

impl StoreFile {
    /// Opens a file to read it.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            file: File::open(path).map_err(StoreError::io(path, "open"))?,
            path: path.to_owned(),
        })
    }

    /// Opens a file to read and write it, and locks it until it is dropped. A
    /// file that is not there is made with some bytes in it.
    ///
    /// It appears complete or not at all, and locked; of two processes that make
    /// it at once, one comes second and finds it.
    pub(super) fn open_locked(path: &Path, beginning: &[u8]) -> Result<Self, StoreError> {
        match Self::lock_existing(path) {
            Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                let mut draft = NewFile::new(path)?;
                draft.write(beginning)?;
                lock(draft.file.get_ref().file(), path)?;
                match draft.publish() {
                    Err(StoreError::Exists(_)) => Self::lock_existing(path),
                    published => published,
                }
            }
            opened => opened,
        }
    }

    /// Puts a file with some bytes in the place of one that nobody else has open for writing.
    pub(super) fn replace(path: &Path, beginning: &[u8]) -> Result<(), StoreError> {
        let _locked = Self::lock_existing(path)?;
        let mut new = NewFile::new(path)?;
        new.write(beginning)?;
        new.replace()
    }

    fn lock_existing(path: &Path) -> Result<Self, StoreError> {
        let opened = OpenOptions::new().read(true).write(true).open(path);
        let file = opened.map_err(StoreError::io(path, "open"))?;
        lock(&file, path)?;
        Ok(Self {
            file,
            path: path.to_owned(),
        })
    }

    /// Its name.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Number of its bytes.
    pub(super) fn length(&self) -> Result<u64, StoreError> {
        let metadata = self.file.metadata().map_err(self.failed("read"))?;
        Ok(metadata.len())
    }

    /// Its bytes as they are now, from the first. Two of these at a time would
    /// disturb each other; [`read_at`](Self::read_at) disturbs none.
    pub(super) fn bytes(&self) -> Result<Bytes, StoreError> {
        let length = self.length()?;
        let mut file = self.file.try_clone().map_err(self.failed("read"))?;
        file.rewind().map_err(self.failed("read"))?;
        Ok(BufReader::with_capacity(1 << 16, file).take(length))
    }

    /// Fills a buffer from byte `at` on.
    pub(super) fn read_at(&self, buffer: &mut [u8], at: u64) -> Result<(), StoreError> {
        let mut done = 0;
        while done < buffer.len() {
            match read_at(&self.file, &mut buffer[done..], at + done as u64) {
                Ok(0) => return Err(self.failed("read")(io::ErrorKind::UnexpectedEof.into())),
                Ok(bytes) => done += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed("read")(error)),
            }
        }
        Ok(())
    }

    /// Writes bytes from byte `at` on; not into a file that is no longer there, which would
    /// go well and be of no use.
    pub(super) fn write_at(&self, bytes: &[u8], at: u64) -> Result<(), StoreError> {
        if is_removed(&self.file, &self.path).map_err(self.failed("append to"))? {
            return Err(StoreError::Removed(self.path.clone()));
        }
        let mut done = 0;
        while done < bytes.len() {
            match write_at(&self.file, &bytes[done..], at + done as u64) {
                Ok(0) => return Err(self.failed("append to")(io::ErrorKind::WriteZero.into())),
                Ok(bytes) => done += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed("append to")(error)),
            }
        }
        Ok(())
    }

    /// Cuts the file.
    pub(super) fn truncate(&self, length: u64) -> Result<(), StoreError> {
        self.file.set_len(length).map_err(self.failed("shorten"))
    }

    /// Returns when all that was written would survive a power failure.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.file.sync_data().map_err(self.failed("sync"))
    }

    /// A refusal while it was asked for `operation`.
    pub(super) fn failed(&self, operation: &'static str) -> impl FnOnce(io::Error) -> StoreError {
        StoreError::io(&self.path, operation)
    }
}

impl Drop for StoreFile {
    /// Unlocks by name: a process that is being started at this moment has a copy
    /// of the handle until it runs its program, and would keep the lock.
    fn drop(&mut self) {
        // without a lock there is nothing to unlock
        let _ = self.file.unlock();
    }
}

/// The file of a store before it has its name.
#[derive(Debug)]
pub(super) struct NewFile {
    file: BufWriter<Draft>,
    behind: Behind,
    path: PathBuf,
}

impl NewFile {
    /// Starts the file that will be at `path`.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub(super) fn new(path: &Path) -> Result<Self, StoreError> {
        let file = Draft::new(folder(path)).map_err(StoreError::io(path, "create"))?;
        Ok(Self {
            file: BufWriter::with_capacity(1 << 18, file),
            behind: Behind::default(),
            path: path.to_owned(),
        })
    }

    /// Writes the next bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let failed = StoreError::io(&self.path, "write");
        self.file.write_all(bytes).map_err(failed)?;
        let file = self.file.get_ref().file();
        self.behind.wrote(bytes.len(), file);
        Ok(())
    }

    /// Gives the file its name, when all of it would survive a power failure.
    ///
    /// # Errors
    /// If something has appeared there, or the operating system refuses.
    pub(super) fn publish(self) -> Result<StoreFile, StoreError> {
        let (draft, path) = self.complete()?;
        let file = draft
            .publish(&path)
            .map_err(|refused| match refused.kind() {
                io::ErrorKind::AlreadyExists => StoreError::Exists(path.clone()),
                _ => StoreError::io(&path, "create")(refused),
            })?;
        sync_name(&path);
        Ok(StoreFile { file, path })
    }

    /// Gives the file its name in the place of what has it.
    fn replace(self) -> Result<(), StoreError> {
        let (draft, path) = self.complete()?;
        draft
            .replace(&path)
            .map_err(StoreError::io(&path, "replace"))?;
        sync_name(&path);
        Ok(())
    }

    /// The file when all of it would survive a power failure, and the name it will have.
    fn complete(self) -> Result<(Draft, PathBuf), StoreError> {
        let Self { file, behind, path } = self;
        let written = file.into_inner().map_err(io::IntoInnerError::into_error);
        let draft = written.map_err(StoreError::io(&path, "write"))?;
        let synced = behind.finish().and_then(|()| draft.file().sync_all());
        synced.map_err(StoreError::io(&path, "sync"))?;
        Ok((draft, path))
    }
}

/// Lets the name of a file survive a power failure; file systems that cannot do it for a
/// folder are no worse than before.
fn sync_name(path: &Path) {
    if let Ok(folder) = File::open(folder(path)) {
        let _ = folder.sync_all();
    }
}

/// Refuses a path where something is already.
pub(super) fn expect_nothing_at(path: &Path) -> Result<(), StoreError> {
    match path.try_exists() {
        Ok(false) => Ok(()),
        Ok(true) => Err(StoreError::Exists(path.to_owned())),
        Err(error) => Err(StoreError::io(path, "create")(error)),
    }
}

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn lock(file: &File, path: &Path) -> Result<(), StoreError> {
    file.try_lock().map_err(|refused| match refused {
        TryLockError::WouldBlock => StoreError::InUse(path.to_owned()),
        TryLockError::Error(error) => StoreError::io(path, "lock")(error),
    })
}

#[cfg(unix)]
use std::os::unix::fs::FileExt;
#[cfg(windows)]
use std::os::windows::fs::FileExt;

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    file.read_at(buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    file.seek_read(buffer, at)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    file.write_at(bytes, at)
}

/// Where files have no such call there are no threads either that would disturb each other.
#[cfg(not(any(unix, windows)))]
fn read_at(mut file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    file.seek(io::SeekFrom::Start(at))?;
    file.read(buffer)
}

#[cfg(not(any(unix, windows)))]
fn write_at(mut file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    file.seek(io::SeekFrom::Start(at))?;
    file.write(bytes)
}

#[cfg(windows)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    file.seek_write(bytes, at)
}
