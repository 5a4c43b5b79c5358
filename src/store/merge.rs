//! One store out of many, with the bytes that a single writer would have made.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::mem;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::cursor::Cursor;
use super::error::StoreError;
use super::error::expect;
use super::file::{NewFile, StoreFile, expect_nothing_at};
use super::identity::canonical;
use super::key::Key;
use super::place::Place;
use super::prelude;

/// Files that are open at once to be read once, and as many to be looked into
/// again; systems allow 256 or more.
const MOST_OPEN: usize = 96;

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
/// It needs memory for each key and for one block of each input, however many
/// there are. Inputs whose blocks are in the wanted order are read once, side by
/// side; of others, and of those beyond the 96th, blocks are read again.
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
    let mut draft = NewFile::new(output)?;
    let mut sources = Sources::open(inputs, &identity)?;
    draft.write(&prelude::write(&identity)?)?;
    for (place, key) in keys.iter().enumerate() {
        if !sources.write(key, &mut draft)? {
            return Err(sources.past.missing(&keys[place..]));
        }
    }
    // what was not asked for may be damaged or contradict something, too
    while sources.pass()? {}
    draft.publish()?;
    let known = sources.past.blocks.values();
    let blocks = known.filter(|block| block.is_written).count();
    Ok(Merged {
        blocks,
        left_out: sources.past.blocks.len() - blocks,
    })
}

/// The inputs of a merge, read side by side.
struct Sources<'a> {
    /// The inputs that are being read, by their number, each at a block that is
    /// not past.
    cursors: BTreeMap<usize, Cursor>,
    /// These blocks: which cursor is at them, and where that is.
    heads: BTreeMap<Key, (usize, Place)>,
    past: Past<'a>,
}

impl<'a> Sources<'a> {
    fn open(paths: &'a [PathBuf], identity: &Value) -> Result<Self, StoreError> {
        let mut sources = Self {
            cursors: BTreeMap::new(),
            heads: BTreeMap::new(),
            past: Past::new(paths),
        };
        let side_by_side = paths.len().min(MOST_OPEN);
        for input in (side_by_side..paths.len()).chain(0..side_by_side) {
            let (found, cursor) = Cursor::of(StoreFile::open(&paths[input])?)?;
            expect(identity, &found, &paths[input])?;
            sources.cursors.insert(input, cursor);
            sources.advance(input)?;
            while input >= side_by_side && sources.pass()? {}
        }
        Ok(sources)
    }

    /// Writes a block, unless that was done before; tells whether there is one.
    fn write(&mut self, key: &Key, draft: &mut NewFile) -> Result<bool, StoreError> {
        loop {
            if let Some((input, place)) = self.heads.remove(key) {
                draft.write(self.cursors[&input].frame())?;
                self.past.add(*key, input, place, true);
                self.advance(input)?;
                return Ok(true);
            }
            if let Some(known) = self.past.blocks.get_mut(key) {
                let was_written = mem::replace(&mut known.is_written, true);
                if !was_written && let Some((frame, _)) = self.past.read(key)? {
                    draft.write(frame)?;
                }
                return Ok(true);
            }
            if !self.pass()? {
                return Ok(false);
            }
        }
    }

    /// Lets every cursor go on without writing its block; tells whether there was
    /// any.
    fn pass(&mut self) -> Result<bool, StoreError> {
        let heads = mem::take(&mut self.heads);
        for (key, (input, place)) in &heads {
            self.past.add(*key, *input, *place, false);
        }
        for (input, _) in heads.values() {
            self.advance(*input)?;
        }
        Ok(!heads.is_empty())
    }

    /// Lets a cursor go on to a block that no input had before; at its end it is
    /// closed.
    fn advance(&mut self, input: usize) -> Result<(), StoreError> {
        loop {
            let Some(cursor) = self.cursors.get_mut(&input) else {
                return Ok(());
            };
            let Some((key, place)) = cursor.advance()? else {
                self.cursors.remove(&input);
                return Ok(());
            };
            let cursor = &self.cursors[&input];
            let head = self.heads.get(&key).map(|(other, _)| &self.cursors[other]);
            if let Some(other) = head {
                cursor.compare(key, other.frame(), other.file.path())?;
            } else if let Some((frame, path)) = self.past.read(&key)? {
                cursor.compare(key, frame, path)?;
            } else {
                self.heads.insert(key, (input, place));
                return Ok(());
            }
        }
    }
}

/// The blocks that are past, and where to find them again.
struct Past<'a> {
    paths: &'a [PathBuf],
    blocks: BTreeMap<Key, Known>,
    /// Some of the inputs, by their number.
    open: BTreeMap<usize, StoreFile>,
    /// The frame that was read last.
    frame: Vec<u8>,
}

/// Where a block is, and whether the output has it.
struct Known {
    input: usize,
    place: Place,
    is_written: bool,
}

impl<'a> Past<'a> {
    fn new(paths: &'a [PathBuf]) -> Self {
        Self {
            paths,
            blocks: BTreeMap::new(),
            open: BTreeMap::new(),
            frame: Vec::new(),
        }
    }

    fn add(&mut self, key: Key, input: usize, place: Place, is_written: bool) {
        let known = Known {
            input,
            place,
            is_written,
        };
        self.blocks.insert(key, known);
    }

    /// Reads the frame of a block again, and tells of which input it is; none if
    /// no block of this key is past.
    fn read(&mut self, key: &Key) -> Result<Option<(&[u8], &Path)>, StoreError> {
        let Some(Known { input, place, .. }) = self.blocks.get(key) else {
            return Ok(None);
        };
        if self.open.len() >= MOST_OPEN && !self.open.contains_key(input) {
            self.open.clear();
        }
        let file = match self.open.entry(*input) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(StoreFile::open(&self.paths[*input])?),
        };
        place.read(file, key, &mut self.frame)?;
        Ok(Some((&self.frame, &self.paths[*input])))
    }

    /// Counts those of some keys that no input has, when all of them are past.
    fn missing(&self, keys: &[Key]) -> StoreError {
        let missing = keys.iter().filter(|key| !self.blocks.contains_key(key));
        StoreError::Missing {
            count: missing.clone().count(),
            first: missing.take(MOST_NAMED).copied().collect(),
        }
    }
}
