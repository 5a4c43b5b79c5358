//! Reading a store, also while another process writes it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::error::StoreError;
use super::file::StoreFile;
use super::frame::{self, HEADER_BYTES};
use super::identity::differences;
use super::key::Key;
use super::place::Place;
use super::prelude;
use super::scan::Next;

/// An open store: what its results depend on, and where each block is. It sees
/// the blocks that were finished when it was opened.
#[derive(Debug)]
pub struct Reader {
    pub(super) file: StoreFile,
    identity: Value,
    pub(super) index: BTreeMap<Key, Place>,
    /// Where the last whole frame ends.
    pub(super) end: u64,
}

impl Reader {
    /// Opens a store without a lock, and never changes it. A block that is just
    /// being written, or that was never finished, is not seen.
    ///
    /// # Errors
    /// If there is no store, if it is damaged or contradicts itself, or if the
    /// operating system refuses.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::of(StoreFile::open(path)?)
    }

    /// Reads a file from its first byte to find all blocks.
    pub(super) fn of(file: StoreFile) -> Result<Self, StoreError> {
        let (identity, mut frames) = prelude::read(file.bytes()?, file.path())?;
        let damaged = |offset, what| StoreError::Damaged {
            path: file.path().to_owned(),
            offset,
            what,
        };
        let mut index = BTreeMap::new();
        let mut earlier = Vec::new();
        let end = loop {
            let (offset, payload) = match frames.next().map_err(file.failed("read"))? {
                Next::Frame(offset, payload) => (offset, payload),
                Next::End(end) => break end,
                Next::Damaged(offset, what) => return Err(damaged(offset, what)),
            };
            let key = Key::of(payload).filter(|_| (payload.len() - Key::BYTES).is_multiple_of(8));
            let key = key.ok_or_else(|| damaged(offset, "a frame is no block of numbers"))?;
            let length = payload.len() as u32;
            let place = *index.entry(key).or_insert(Place { offset, length });
            if place.offset != offset {
                place.read(&file, &key, &mut earlier)?;
                if earlier[HEADER_BYTES..] != *payload {
                    return Err(StoreError::Contradiction {
                        key,
                        first: file.path().to_owned(),
                        second: file.path().to_owned(),
                    });
                }
            }
        };
        drop(frames);
        Ok(Self {
            file,
            identity,
            index,
            end,
        })
    }

    /// Everything that the results depend on, keys sorted.
    pub fn identity(&self) -> &Value {
        &self.identity
    }

    /// The keys of all blocks, in their order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Key> {
        self.index.keys()
    }

    /// Whether there is a block of this key.
    pub fn contains(&self, key: &Key) -> bool {
        self.index.contains_key(key)
    }

    /// How many numbers a block has; `None` if there is no block of this key.
    pub fn numbers(&self, key: &Key) -> Option<usize> {
        let place = self.index.get(key)?;
        Some((place.length as usize - Key::BYTES) / 8)
    }

    /// The numbers of a block with every bit as appended; `None` if there is no
    /// block of this key.
    ///
    /// # Errors
    /// If the file has changed behind this reader, or cannot be read.
    pub fn get(&self, key: &Key) -> Result<Option<Vec<f64>>, StoreError> {
        let Some(place) = self.index.get(key) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        place.read(&self.file, key, &mut bytes)?;
        Ok(Some(frame::numbers(&bytes[HEADER_BYTES + Key::BYTES..])))
    }

    /// Refuses a store whose results depend on something else than this
    /// canonical identity.
    pub(super) fn expect(&self, identity: &Value) -> Result<(), StoreError> {
        if self.identity == *identity {
            return Ok(());
        }
        Err(StoreError::OtherIdentity {
            path: self.file.path().to_owned(),
            differences: differences(&self.identity, identity),
        })
    }
}
