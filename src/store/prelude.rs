//! What a store begins with: magic, format, identity.

use std::io::Read;
use std::path::Path;

use serde_json::Value;

use super::error::StoreError;
use super::format::{FORMAT, MAGIC, PRELUDE_BYTES};
use super::frame;
use super::scan::{Frames, Next};

/// The bytes that a store with this canonical identity begins with.
///
/// # Errors
/// If the identity is too long.
pub(super) fn write(identity: &Value) -> Result<Vec<u8>, StoreError> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    frame::push(&mut bytes, identity.to_string().as_bytes(), &[])?;
    Ok(bytes)
}

/// The identity at the beginning of a store, and the frames behind it.
///
/// # Errors
/// If this is no store, or none that can be read.
pub(super) fn read<R: Read>(mut input: R, path: &Path) -> Result<(Value, Frames<R>), StoreError> {
    let failed = || StoreError::io(path, "read");
    let mut prelude = Vec::new();
    let part = input.by_ref().take(PRELUDE_BYTES);
    { part }.read_to_end(&mut prelude).map_err(failed())?;
    let format = prelude.strip_prefix(&MAGIC);
    match format.and_then(|format| format.first_chunk()) {
        None => return Err(StoreError::NotAStore(path.to_owned())),
        Some(format) if *format != FORMAT.to_le_bytes() => {
            return Err(StoreError::UnknownFormat {
                path: path.to_owned(),
                version: u32::from_le_bytes(*format),
            });
        }
        Some(_) => {}
    }
    let mut frames = Frames::new(input, PRELUDE_BYTES);
    let identity = match frames.next().map_err(failed())? {
        Next::Frame(_, payload) => serde_json::from_slice(payload).ok(),
        Next::End(_) | Next::Damaged(..) => None,
    };
    match identity {
        Some(identity) => Ok((identity, frames)),
        None => Err(StoreError::Damaged {
            path: path.to_owned(),
            offset: PRELUDE_BYTES,
            what: "its identity is not what was written",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_identity_is_read_as_it_was_written() {
        let identity = json!({"seed": 1, "share": 0.1});
        let bytes = write(&identity).unwrap();
        assert_eq!(bytes[..12], *b"runstore\x01\0\0\0");
        assert_eq!(bytes[24..], *br#"{"seed":1,"share":0.1}"#);
        let (read, mut frames) = read(bytes.as_slice(), Path::new("x")).unwrap();
        assert_eq!(read, identity);
        assert_eq!(frames.next().unwrap(), Next::End(bytes.len() as u64));
    }

    #[test]
    fn anything_else_is_refused_and_says_what_it_is() {
        let bytes = write(&json!({"seed": 1})).unwrap();
        let refused = |bytes: &[u8]| read(bytes, Path::new("x")).unwrap_err();
        for cut in 0..bytes.len() {
            let error = refused(&bytes[..cut]);
            match cut {
                0..12 => assert!(matches!(error, StoreError::NotAStore(_)), "{error}"),
                _ => assert!(matches!(error, StoreError::Damaged { .. }), "{error}"),
            }
        }
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x40;
            let error = refused(&flipped);
            match at {
                0..8 => assert!(matches!(error, StoreError::NotAStore(_)), "{error}"),
                8..12 => assert!(matches!(error, StoreError::UnknownFormat { .. })),
                _ => assert!(error.to_string().contains("remove it"), "{error}"),
            }
        }
    }
}
