//! Frames: a payload with its length, its checksum, and a checksum of both.

use super::error::StoreError;

/// Bytes before a payload.
pub(super) const HEADER_BYTES: usize = 12;

/// Bytes of the longest payload.
pub(super) const MOST_BYTES: usize = 1 << 28;

/// What stands before a payload.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Header {
    /// Bytes of the payload.
    pub(super) length: u32,
    checksum: u32,
}

impl Header {
    fn to_bytes(self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        bytes[..4].copy_from_slice(&self.length.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.checksum.to_le_bytes());
        let own = crc32fast::hash(&bytes[..8]);
        bytes[8..].copy_from_slice(&own.to_le_bytes());
        bytes
    }

    /// The header in some bytes; `None` if they are not as written.
    pub(super) fn from_bytes(bytes: &[u8; HEADER_BYTES]) -> Option<Self> {
        let word = |at: usize| {
            let [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
            u32::from_le_bytes([a, b, c, d])
        };
        let header = Self {
            length: word(0),
            checksum: word(4),
        };
        let is_whole = word(8) == crc32fast::hash(&bytes[..8]);
        (is_whole && header.length as usize <= MOST_BYTES).then_some(header)
    }

    /// Whether a payload is the one that was written.
    pub(super) fn fits(self, payload: &[u8]) -> bool {
        self.length as usize == payload.len() && self.checksum == crc32fast::hash(payload)
    }
}

/// Appends a frame whose payload is some bytes and then some numbers.
///
/// # Errors
/// If that is too long; then nothing is appended.
pub(super) fn push(bytes: &mut Vec<u8>, head: &[u8], numbers: &[f64]) -> Result<(), StoreError> {
    let length = head.len() + size_of_val(numbers);
    if length > MOST_BYTES {
        return Err(StoreError::TooLong {
            bytes: length,
            most: MOST_BYTES,
        });
    }
    let start = bytes.len();
    let payload_start = start + HEADER_BYTES;
    bytes.reserve(HEADER_BYTES + length);
    bytes.resize(payload_start, 0);
    bytes.extend(head);
    numbers
        .iter()
        .for_each(|number| bytes.extend(number.to_le_bytes()));
    let header = Header {
        length: length as u32,
        checksum: crc32fast::hash(&bytes[payload_start..]),
    };
    bytes[start..payload_start].copy_from_slice(&header.to_bytes());
    Ok(())
}

/// The numbers in some bytes; what is left over at the end is left out.
pub(super) fn numbers(bytes: &[u8]) -> Vec<f64> {
    let (numbers, _) = bytes.as_chunks();
    numbers
        .iter()
        .map(|eight| f64::from_le_bytes(*eight))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_the_bytes_that_are_documented() {
        let mut bytes = vec![9];
        push(&mut bytes, b"123456789", &[]).unwrap();
        // the check value of CRC-32 (IEEE 802.3) in the catalogue of Cook (reveng)
        assert_eq!(bytes[..9], [9, 9, 0, 0, 0, 0x26, 0x39, 0xf4, 0xcb]);
        assert_eq!(bytes[13..], *b"123456789");
        let header = Header::from_bytes(bytes[1..13].first_chunk().unwrap()).unwrap();
        assert_eq!(header.length, 9);
        assert!(header.fits(b"123456789"));
        assert!(!header.fits(b"123456780"));
        assert!(!header.fits(b"12345678"));
    }

    #[test]
    fn a_header_with_any_other_bits_is_refused() {
        let mut bytes = Vec::new();
        push(&mut bytes, b"payload", &[]).unwrap();
        let header: [u8; HEADER_BYTES] = *bytes.first_chunk().unwrap();
        for at in 0..8 * HEADER_BYTES {
            let mut flipped = header;
            flipped[at / 8] ^= 1 << (at % 8);
            assert_eq!(Header::from_bytes(&flipped), None, "bit {at}");
        }
        let long = Header {
            length: MOST_BYTES as u32 + 1,
            checksum: 0,
        };
        assert_eq!(Header::from_bytes(&long.to_bytes()), None);
    }

    #[test]
    fn numbers_keep_every_bit() {
        let bits = [
            0x7ff8_0000_0000_0001,
            0xfff0_0000_0000_0000,
            1 << 63,
            0x7ff0_0000_0000_beef,
        ];
        let written = bits.map(f64::from_bits);
        let mut bytes = Vec::new();
        push(&mut bytes, b"", &written).unwrap();
        let read = numbers(&bytes[HEADER_BYTES..]);
        assert_eq!(read.iter().map(|n| n.to_bits()).collect::<Vec<_>>(), bits);
    }

    #[test]
    fn a_payload_that_is_too_long_is_refused() {
        let mut bytes = vec![1];
        let long = vec![0.0; MOST_BYTES / 8 + 1];
        let refused = push(&mut bytes, b"", &long).unwrap_err();
        assert!(matches!(refused, StoreError::TooLong { .. }), "{refused}");
        assert_eq!(bytes, [1]);
    }
}
