//! A log of results: blocks of numbers by key, only ever appended to, that
//! survives being killed, cut short, filled up and copied badly.
//!
//! [`Store`] writes, alone; [`Reader`] reads, also while another process
//! writes; [`merge`] makes one store out of many. What the numbers mean is the
//! caller's business: an *identity*, a JSON document of everything that they
//! depend on, stands at the beginning of the file, and a store is opened under
//! its own identity only.
//!
//! ```
//! use orgsim::store::{Key, Store};
//!
//! let folder = tempfile::tempdir()?;
//! let identity = serde_json::json!({"seed": 1, "measures": ["retention", "papers"]});
//! let mut store = Store::open(&folder.path().join("runs.log"), &identity)?;
//! let key = Key { point: [7; 16], block: 0 };
//! store.append(key, &[0.9, 12.0, 0.8, f64::NAN])?;
//! store.sync()?;
//! assert!(store.contains(&key));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The file
//!
//! All integers are little-endian.
//!
//! | bytes | content |
//! |---|---|
//! | 8 | the magic, `runstore` |
//! | 4 | the version of the format, 1 |
//! | frame | the identity: JSON without spaces, keys of every object sorted |
//! | frames | one a block, in the order of appending |
//!
//! A frame is
//!
//! | bytes | content |
//! |---|---|
//! | 4 | length of the payload, at most 2^28 |
//! | 4 | CRC-32 (IEEE 802.3) of the payload |
//! | 4 | CRC-32 of these eight bytes |
//! | length | the payload |
//!
//! and the payload of a block is
//!
//! | bytes | content |
//! |---|---|
//! | 16 | the point |
//! | 4 | the number of the block |
//! | 8 each | the numbers, IEEE 754 binary64, every bit kept |
//!
//! The length has a checksum of its own, so that a damaged length is not taken
//! for a frame that was never finished: the first is an error, the second is
//! what a kill or a full disk leaves, and is dropped.

mod behind;
mod cursor;
mod error;
mod file;
mod format;
mod frame;
mod identity;
mod key;
mod merge;
mod place;
mod prelude;
mod reader;
mod scan;
mod writer;

pub use error::StoreError;
pub use identity::Difference;
pub use key::Key;
pub use merge::{Merged, merge};
pub use reader::Reader;
pub use writer::Store;
