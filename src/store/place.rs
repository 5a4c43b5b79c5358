//! Where the frame of a block is, and what stands there.

use super::error::StoreError;
use super::file::StoreFile;
use super::frame::{HEADER_BYTES, Header};
use super::key::Key;

/// Where the frame of a block is in its file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// Where the frame starts.
    pub(super) offset: u64,
    /// Bytes of the payload.
    pub(super) length: u32,
}

impl Place {
    /// Reads the frame of this key into `frame`.
    ///
    /// # Errors
    /// If the bytes are not the ones that the index was made of, or cannot be read.
    pub(super) fn read(
        self,
        file: &StoreFile,
        key: &Key,
        frame: &mut Vec<u8>,
    ) -> Result<(), StoreError> {
        frame.resize(HEADER_BYTES + self.length as usize, 0);
        file.read_at(frame, self.offset)?;
        let payload = &frame[HEADER_BYTES..];
        let header = frame.first_chunk().and_then(Header::from_bytes);
        let is_whole = header.is_some_and(|header| header.fits(payload));
        if !is_whole || Key::of(payload) != Some(*key) {
            return Err(StoreError::Damaged {
                path: file.path().to_owned(),
                offset: self.offset,
                what: "a block has changed while the store was open",
            });
        }
        Ok(())
    }
}
