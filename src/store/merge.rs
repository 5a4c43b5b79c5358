//! One store out of many, with the bytes that a single writer would have made.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::error::StoreError;
use super::file::{Draft, StoreFile, expect_nothing_at};
use super::identity::canonical;
use super::key::Key;
use super::place::Place;
use super::prelude;
use super::reader::Reader;

/// Files that are open at once; systems allow 256 or more.
const MOST_OPEN: usize = 128;

/// Missing blocks that an error names.
const MOST_NAMED: usize = 5;

/// What a merge made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Blocks in the output.
    pub blocks: usize,
    /// Blocks of the inputs that were not asked for.
    pub left_out: usize,
}

/// Writes the blocks of these keys, in this order, into one new store. The result
/// does not depend on which input has which block, nor on the order of the
/// inputs: it is what one [`Store`](super::Store) would hold that had appended
/// the blocks in the order of the keys. A key that is named twice counts once.
///
/// It needs memory for each key and for one block, however many rows that has.
/// The output appears at the end, complete or not at all; the inputs are not
/// changed and may be in use.
///
/// # Errors
/// If an input has another identity, with every difference; if two blocks of one
/// key differ, whether the key was asked for or not; if blocks are missing, with
/// their number and the first ones; if the output exists; if an input is damaged;
/// or if the operating system refuses.
pub fn merge(
    inputs: &[PathBuf],
    identity: &Value,
    keys: &[Key],
    output: &Path,
) -> Result<Merged, StoreError> {
    let identity = canonical(identity).map_err(StoreError::Unwritable)?;
    // publishing checks this too, but only after all the work
    expect_nothing_at(output)?;
    let mut draft = Draft::new(output)?;
    let mut sources = Sources::new(inputs);
    for input in 0..inputs.len() {
        sources.add(input, &identity)?;
    }
    sources.expect(keys)?;
    draft.write(&prelude::write(&identity)?)?;
    let (mut blocks, mut frame) = (0, Vec::new());
    for key in keys {
        if let Some(source) = sources.places.remove(key) {
            sources.read(key, source, &mut frame)?;
            draft.write(&frame)?;
            blocks += 1;
        }
    }
    draft.publish()?;
    Ok(Merged {
        blocks,
        left_out: sources.places.len(),
    })
}

/// The inputs of a merge and what they hold.
struct Sources<'a> {
    paths: &'a [PathBuf],
    /// Some of the inputs, by their number.
    open: BTreeMap<usize, StoreFile>,
    places: BTreeMap<Key, Source>,
}

/// A block: the number of the input that has it, and where.
type Source = (usize, Place);

impl<'a> Sources<'a> {
    fn new(paths: &'a [PathBuf]) -> Self {
        Self {
            paths,
            open: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }

    /// Adds the blocks of an input and compares those that are there already.
    fn add(&mut self, input: usize, identity: &Value) -> Result<(), StoreError> {
        let reader = Reader::open(&self.paths[input])?;
        reader.expect(identity)?;
        let (mut frame, mut other) = (Vec::new(), Vec::new());
        for (key, place) in reader.index {
            match self.places.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert((input, place));
                }
                Entry::Occupied(entry) => {
                    let present = *entry.get();
                    self.read(&key, present, &mut frame)?;
                    place.read(&reader.file, &key, &mut other)?;
                    if frame != other {
                        return Err(StoreError::Contradiction {
                            key,
                            first: self.paths[present.0].clone(),
                            second: self.paths[input].clone(),
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// Refuses if one of these keys has no block.
    fn expect(&self, keys: &[Key]) -> Result<(), StoreError> {
        let missing = keys.iter().filter(|key| !self.places.contains_key(key));
        match missing.clone().count() {
            0 => Ok(()),
            count => Err(StoreError::Missing {
                count,
                first: missing.take(MOST_NAMED).copied().collect(),
            }),
        }
    }

    /// Reads the frame of a block.
    fn read(
        &mut self,
        key: &Key,
        (input, place): Source,
        frame: &mut Vec<u8>,
    ) -> Result<(), StoreError> {
        if self.open.len() >= MOST_OPEN && !self.open.contains_key(&input) {
            self.open.clear();
        }
        let file = match self.open.entry(input) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(StoreFile::open(&self.paths[input])?),
        };
        place.read(file, key, frame)
    }
}
