//! Appending to a store, alone.

use std::io;
use std::ops::Deref;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::error::StoreError;
use super::error::expect;
use super::file::StoreFile;
use super::frame::{self, HEADER_BYTES};
use super::identity::canonical;
use super::key::Key;
use super::place::Place;
use super::prelude;
use super::reader::Reader;

/// How much work a failure of the machine may take with it. A sync takes some
/// milliseconds, so that more often would be felt.
const SYNC_EVERY: Duration = Duration::from_secs(1);

/// A store that is open for appending; for reading it is a [`Reader`]. Nobody
/// else can append to it until it is dropped.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    frame: Vec<u8>,
    state: State,
    /// When it was opened or synced. No byte depends on it.
    synced: Instant,
}

/// What is known of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// It ends with its last whole frame.
    Whole,
    /// A part of a frame may stand behind the last whole one.
    Ragged,
    /// It could not be synced: the operating system may have let go of data and
    /// would not say so again.
    Uncertain,
}

impl Store {
    /// Opens a store, or makes one, for results that depend on `identity` and on
    /// nothing else. What an interrupted process left behind the last whole block
    /// is cut off.
    ///
    /// The identity names everything that can change a number: the version of the
    /// program, the seed, the scenario, the measures. The order of its keys has no
    /// meaning.
    ///
    /// # Errors
    /// If another process appends to it; if it has another identity, with every
    /// difference; if it is damaged or contradicts itself; or if the operating
    /// system refuses. The file is then as it was.
    pub fn open(path: &Path, identity: &Value) -> Result<Self, StoreError> {
        let identity = canonical(identity).map_err(StoreError::Unwritable)?;
        let file = StoreFile::open_locked(path, &prelude::write(&identity)?)?;
        let reader = Reader::of(file)?;
        expect(&identity, reader.identity(), path)?;
        if reader.file.length()? > reader.end {
            reader.file.truncate(reader.end)?;
        }
        Ok(Self {
            reader,
            frame: Vec::new(),
            state: State::Whole,
            synced: Instant::now(),
        })
    }

    /// The same, in place of a store with another identity, whose results are lost.
    ///
    /// # Errors
    /// As [`open`](Self::open), but for another identity.
    pub fn open_anew(path: &Path, identity: &Value) -> Result<Self, StoreError> {
        match Self::open(path, identity) {
            Err(StoreError::OtherIdentity { .. }) => {
                let canonical = canonical(identity).map_err(StoreError::Unwritable)?;
                StoreFile::replace(path, &prelude::write(&canonical)?)?;
                Self::open(path, identity)
            }
            opened => opened,
        }
    }

    /// Appends a block: rows of numbers, one after the other. It survives a kill
    /// of this process at once, and a failure of the machine after the next
    /// [`sync`](Self::sync). A block that is there already, bit by bit, is not
    /// written again.
    ///
    /// # Errors
    /// If the key has a block with other bits, which means that the identity lacks
    /// something; if the block is longer than 2^28 bytes; or if the operating
    /// system refuses. The blocks before are kept, and what was written of this
    /// one is taken away, at the latest when the store is opened again.
    pub fn append(&mut self, key: Key, values: &[f64]) -> Result<(), StoreError> {
        if let Some(present) = self.get(&key)? {
            let same = present.len() == values.len()
                && std::iter::zip(&present, values).all(|(a, b)| a.to_bits() == b.to_bits());
            if same {
                return Ok(());
            }
            let path = self.reader.file.path().to_owned();
            return Err(StoreError::Contradiction {
                key,
                first: path.clone(),
                second: path,
            });
        }
        self.frame.clear();
        frame::push(&mut self.frame, &key.to_bytes(), values)?;
        self.make_whole()?;
        let Reader { file, end, .. } = &self.reader;
        if let Err(error) = file.write_at(&self.frame, *end) {
            self.state = State::Ragged;
            // if this fails too, the next append or opening does it
            let _ = self.make_whole();
            return Err(error);
        }
        let place = Place {
            offset: *end,
            length: (self.frame.len() - HEADER_BYTES) as u32,
        };
        self.reader.index.insert(key, place);
        self.reader.end += self.frame.len() as u64;
        Ok(())
    }

    /// Returns when all blocks so far would survive a failure of the machine.
    ///
    /// # Errors
    /// If the operating system refuses. It is then unknown what is on the disk:
    /// the store appends no more, and has to be opened again.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        self.make_whole()?;
        self.reader.file.sync().inspect_err(|_| {
            self.state = State::Uncertain;
        })?;
        self.synced = Instant::now();
        Ok(())
    }

    /// Syncs if the last time is a second ago: for whoever appends block after
    /// block, and syncs at the end.
    ///
    /// # Errors
    /// As [`sync`](Self::sync).
    pub fn sync_when_due(&mut self) -> Result<(), StoreError> {
        match self.synced.elapsed() < SYNC_EVERY {
            true => Ok(()),
            false => self.sync(),
        }
    }

    /// Makes the file end with its last whole frame.
    fn make_whole(&mut self) -> Result<(), StoreError> {
        match self.state {
            State::Whole => Ok(()),
            State::Ragged => {
                self.reader.file.truncate(self.reader.end)?;
                self.state = State::Whole;
                Ok(())
            }
            State::Uncertain => Err(self.reader.file.failed("append to")(io::Error::other(
                "an earlier attempt to sync it failed; open it again",
            ))),
        }
    }
}

impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key(block: u32) -> Key {
        Key {
            point: [1; 16],
            block,
        }
    }

    #[test]
    fn after_a_failed_append_the_file_ends_with_its_last_whole_block() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("runs.log");
        let mut store = Store::open(&path, &json!({"seed": 1})).unwrap();
        store.append(key(0), &[1.0]).unwrap();
        let bytes = std::fs::read(&path).unwrap();

        // a handle for reading only refuses to be written and shortened
        let for_reading = StoreFile::open(&path).unwrap();
        let for_writing = std::mem::replace(&mut store.reader.file, for_reading);
        let refused = store.append(key(1), &[2.0; 100]).unwrap_err();
        assert!(matches!(refused, StoreError::Io { .. }), "{refused}");
        assert!(!store.contains(&key(1)));
        assert!(store.sync().is_err());
        // what a disk that filled up half-way has of the block
        for_writing.write_at(&[7; 300], store.end).unwrap();

        store.reader.file = for_writing;
        store.append(key(2), &[3.0]).unwrap();
        assert_eq!(std::fs::read(&path).unwrap()[..bytes.len()], bytes);
        drop(store);
        let store = Store::open(&path, &json!({"seed": 1})).unwrap();
        assert!(store.keys().eq(&[key(0), key(2)]));
        assert_eq!(store.get(&key(2)).unwrap(), Some(vec![3.0]));
    }

    #[test]
    fn a_store_that_could_not_be_synced_appends_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("runs.log");
        let mut store = Store::open(&path, &json!(null)).unwrap();
        store.state = State::Uncertain;
        let refused = store.append(key(0), &[]).unwrap_err().to_string();
        assert!(refused.ends_with("open it again"), "{refused}");
        assert!(store.sync().is_err());
        drop(store);
        let mut store = Store::open(&path, &json!(null)).unwrap();
        store.append(key(0), &[]).unwrap();
        store.sync().unwrap();
        assert_eq!(store.get(&key(0)).unwrap(), Some(Vec::new()));
    }
}
