//! SHA-256 of what is read and written.

use crate::scenario::Scenario;
use hmac_sha256::Hash;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

/// SHA-256 of some bytes, in hexadecimal digits.
///
/// ```
/// assert_eq!(
///     orgsim::output::sha256(b"abc"),
///     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
/// );
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Hash::hash(bytes))
}

/// SHA-256 of a scenario as compact JSON, in hexadecimal digits: the same for
/// scenarios with the same values, whatever files they came from.
pub fn scenario_sha256(scenario: &Scenario) -> String {
    // a scenario holds nothing that JSON cannot: its keys are texts, its
    // numbers finite
    sha256(&serde_json::to_vec(scenario).expect("a scenario is JSON"))
}

/// Passes on what is written and digests it.
pub(super) struct Digesting<W> {
    inner: W,
    digest: Hash,
    bytes: u64,
}

impl<W: fmt::Debug> fmt::Debug for Digesting<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Digesting")
            .field("inner", &self.inner)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

impl<W: Write> Digesting<W> {
    pub(super) fn new(inner: W) -> Self {
        Self {
            inner,
            digest: Hash::new(),
            bytes: 0,
        }
    }

    /// What it wrote to, the digest in hexadecimal digits, and the number of
    /// bytes.
    pub(super) fn finish(self) -> (W, String, u64) {
        (self.inner, hexadecimal(&self.digest.finalize()), self.bytes)
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // writing to a string cannot fail
        let _ = write!(text, "{byte:02x}");
        text
    })
}
