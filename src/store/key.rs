//! What a block of numbers is found by.

use std::fmt;

/// The key of a block. Keys are ordered by point, then by block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What the numbers are about: a digest, of a variant of a scenario say.
    pub point: [u8; 16],
    /// Which of the blocks about this point.
    pub block: u32,
}

impl Key {
    /// Bytes of a key in a file.
    pub(super) const BYTES: usize = 20;

    /// The key as it stands in a file.
    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..16].copy_from_slice(&self.point);
        bytes[16..].copy_from_slice(&self.block.to_le_bytes());
        bytes
    }

    /// The key of a block; `None` if the payload is none of whole numbers.
    pub(super) fn of_block(payload: &[u8]) -> Option<Self> {
        let numbers = payload.len().checked_sub(Self::BYTES)?;
        Self::of(payload).filter(|_| numbers.is_multiple_of(8))
    }

    /// The key at the beginning of a payload; `None` if that is too short.
    pub(super) fn of(payload: &[u8]) -> Option<Self> {
        let (point, rest) = payload.split_first_chunk()?;
        let (block, _) = rest.split_first_chunk()?;
        Some(Self {
            point: *point,
            block: u32::from_le_bytes(*block),
        })
    }
}

impl fmt::Display for Key {
    /// `block 3 of 00112233445566778899aabbccddeeff`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "block {} of ", self.block)?;
        self.point
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_through_bytes_and_has_a_name() {
        let key = Key {
            point: std::array::from_fn(|i| 0x11 * i as u8),
            block: 0x0102_0304,
        };
        let bytes = key.to_bytes();
        assert_eq!(bytes[15..], [0xff, 4, 3, 2, 1]);
        assert_eq!(Key::of(&bytes), Some(key));
        assert_eq!(Key::of(&bytes[1..]), None);
        assert_eq!(
            key.to_string(),
            "block 16909060 of 00112233445566778899aabbccddeeff"
        );
    }
}
