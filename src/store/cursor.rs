//! A store that is read once, block after block.

use std::path::Path;

use serde_json::Value;

use super::error::StoreError;
use super::file::{Bytes, StoreFile};
use super::key::Key;
use super::place::Place;
use super::prelude;
use super::scan::{Frames, Next};

/// An open store, and the block at which it is read.
#[derive(Debug)]
pub(super) struct Cursor {
    pub(super) file: StoreFile,
    frames: Frames<Bytes>,
}

impl Cursor {
    /// Reads a file from its first byte; tells what its results depend on, and
    /// stands before its first block.
    ///
    /// # Errors
    /// If it is no store, or the operating system refuses.
    pub(super) fn of(file: StoreFile) -> Result<(Value, Self), StoreError> {
        let (identity, frames) = prelude::read(file.bytes()?, file.path())?;
        Ok((identity, Self { file, frames }))
    }

    /// Goes to the next block and tells its key and where it is; none at the end
    /// of what was finished.
    ///
    /// # Errors
    /// If the store is damaged, or cannot be read.
    pub(super) fn advance(&mut self) -> Result<Option<(Key, Place)>, StoreError> {
        let damaged = |offset, what| StoreError::Damaged {
            path: self.file.path().to_owned(),
            offset,
            what,
        };
        let next = self.frames.next().map_err(self.file.failed("read"))?;
        let (offset, payload) = match next {
            Next::Frame(offset, payload) => (offset, payload),
            Next::End(_) => return Ok(None),
            Next::Damaged(offset, what) => return Err(damaged(offset, what)),
        };
        let key = Key::of_block(payload);
        let key = key.ok_or_else(|| damaged(offset, "a frame is no block of numbers"))?;
        let length = payload.len() as u32;
        Ok(Some((key, Place { offset, length })))
    }

    /// The frame of the block at which it is.
    pub(super) fn frame(&self) -> &[u8] {
        self.frames.frame()
    }

    /// Where the last whole frame ends, after the last block.
    pub(super) fn end(&self) -> u64 {
        self.frames.at()
    }

    /// The file, which may be open for writing.
    pub(super) fn into_file(self) -> StoreFile {
        self.file
    }

    /// Refuses the block at which it is if it is not, bit by bit, an earlier one of
    /// its key, whose frame is given.
    pub(super) fn compare(&self, key: Key, frame: &[u8], path: &Path) -> Result<(), StoreError> {
        match frame == self.frames.frame() {
            true => Ok(()),
            false => Err(StoreError::Contradiction {
                key,
                first: path.to_owned(),
                second: self.file.path().to_owned(),
            }),
        }
    }
}
