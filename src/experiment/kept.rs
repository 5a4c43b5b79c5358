//! Where the runs of an experiment are kept: in a store on disk, or in memory.

use std::collections::BTreeMap;

use crate::store::{Key, Store, StoreError};

/// Blocks of numbers by key.
#[derive(Debug)]
pub enum Kept {
    /// On disk: what was done survives the process.
    Disk(Store),
    /// In memory, for as long as the session lasts.
    Memory(BTreeMap<Key, Vec<f64>>),
}

impl Kept {
    /// Nothing yet, in memory.
    pub fn in_memory() -> Self {
        Self::Memory(BTreeMap::new())
    }

    pub(crate) fn contains(&self, key: &Key) -> bool {
        match self {
            Self::Disk(store) => store.contains(key),
            Self::Memory(blocks) => blocks.contains_key(key),
        }
    }

    /// How many numbers a block has; none if it is not there.
    pub(crate) fn numbers(&self, key: &Key) -> Option<usize> {
        match self {
            Self::Disk(store) => store.numbers(key),
            Self::Memory(blocks) => blocks.get(key).map(Vec::len),
        }
    }

    pub(crate) fn get(&self, key: &Key) -> Result<Option<Vec<f64>>, StoreError> {
        match self {
            Self::Disk(store) => store.get(key),
            Self::Memory(blocks) => Ok(blocks.get(key).cloned()),
        }
    }

    pub(crate) fn append(&mut self, key: Key, numbers: &[f64]) -> Result<(), StoreError> {
        match self {
            Self::Disk(store) => store.append(key, numbers),
            Self::Memory(blocks) => {
                blocks.insert(key, numbers.to_vec());
                Ok(())
            }
        }
    }

    pub(crate) fn sync(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Disk(store) => store.sync(),
            Self::Memory(_) => Ok(()),
        }
    }

    pub(crate) fn sync_when_due(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Disk(store) => store.sync_when_due(),
            Self::Memory(_) => Ok(()),
        }
    }
}

impl From<Store> for Kept {
    fn from(store: Store) -> Self {
        Self::Disk(store)
    }
}
