//! How the file of a store begins.

/// The first bytes of every store.
pub(super) const MAGIC: [u8; 8] = *b"runstore";

/// The version of the format.
pub(super) const FORMAT: u32 = 1;

/// Bytes before the frame of the identity.
pub(super) const PRELUDE_BYTES: u64 = 12;
