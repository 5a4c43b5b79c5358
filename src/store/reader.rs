//! Reading a store, also while another process writes it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::cursor::Cursor;
use super::error::{StoreError, expect};
use super::file::StoreFile;
use super::frame::{self, HEADER_BYTES};
use super::identity::canonical;
use super::key::Key;
use super::place::Place;

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

    /// Whether the results of a store depend on this identity and on nothing else; of its
    /// file, the beginning is read.
    ///
    /// # Errors
    /// If there is no store, or it cannot be read.
    pub fn is_of(path: &Path, identity: &Value) -> Result<bool, StoreError> {
        let identity = canonical(identity).map_err(StoreError::Unwritable)?;
        let (own, _) = Cursor::of(StoreFile::open(path)?)?;
        Ok(own == identity)
    }

    /// Reads a file from its first byte to find all blocks.
    pub(super) fn of(file: StoreFile) -> Result<Self, StoreError> {
        let (identity, mut cursor) = Cursor::of(file)?;
        let mut index = BTreeMap::new();
        let mut earlier = Vec::new();
        while let Some((key, place)) = cursor.advance()? {
            let first = *index.entry(key).or_insert(place);
            if first != place {
                first.read(&cursor.file, &key, &mut earlier)?;
                cursor.compare(key, &earlier, cursor.file.path())?;
            }
        }
        Ok(Self {
            end: cursor.end(),
            file: cursor.into_file(),
            identity,
            index,
        })
    }

    /// Everything that the results depend on, keys sorted.
    pub fn identity(&self) -> &Value {
        &self.identity
    }

    /// Refuses results that depend on something else than on this identity.
    ///
    /// # Errors
    /// Everything that differs.
    pub fn expect(&self, identity: &Value) -> Result<(), StoreError> {
        let identity = canonical(identity).map_err(StoreError::Unwritable)?;
        expect(&identity, self.identity(), self.file.path())
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
}
