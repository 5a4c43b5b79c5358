//! Files that are cut, damaged, or lack what had not reached the disk.

use std::fs;
use std::path::{Path, PathBuf};

use orgsim::store::{Reader, Store};

use crate::tally::Tally;
use crate::work::Work;

/// A store and what may be done to it.
struct Subject {
    work: Work,
    path: PathBuf,
    bytes: Vec<u8>,
    /// Where the beginning and each block end.
    ends: Vec<usize>,
}

impl Subject {
    fn new(folder: &Path, blocks: u32) -> Result<Self, String> {
        let work = Work {
            blocks,
            longest: 20,
        };
        let (bytes, ends) = work.uninterrupted(folder)?;
        let path = folder.join("damaged.log");
        Ok(Self {
            work,
            path,
            bytes,
            ends,
        })
    }

    /// Blocks that end before a byte; `None` if the beginning does not.
    fn whole(&self, at: usize) -> Option<u32> {
        let last = self.ends.iter().rposition(|&end| end <= at);
        last.map(|blocks| blocks as u32)
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        fs::write(&self.path, bytes).map_err(|error| error.to_string())
    }

    /// Checks a store of which just the first blocks may be left, or, without a
    /// beginning, none at all.
    fn recovers(&self, whole: Option<u32>) -> Result<(), String> {
        match whole {
            None => self.is_refused(),
            Some(whole) => match self.work.check(&self.path, whole)? {
                count if count == whole => self.work.complete(&self.path, &self.bytes),
                count => Err(format!("{count} blocks, of which {whole} were written")),
            },
        }
    }

    /// Checks that nobody opens or changes a damaged store.
    fn is_refused(&self) -> Result<(), String> {
        let read = || fs::read(&self.path).map_err(|error| error.to_string());
        let before = read()?;
        let opened = Reader::open(&self.path).is_ok()
            || Store::open(&self.path, &self.work.identity()).is_ok();
        match (opened, before == read()?) {
            (false, true) => Ok(()),
            (true, _) => Err("a damaged store was opened".to_owned()),
            (_, false) => Err("a damaged store was changed".to_owned()),
        }
    }
}

fn tally(
    name: &'static str,
    folder: &Path,
    blocks: u32,
    inject: impl FnOnce(&Subject, &mut Tally),
) -> Tally {
    let mut tally = Tally::new(name);
    match Subject::new(folder, blocks) {
        Ok(subject) => inject(&subject, &mut tally),
        Err(error) => tally.count(Err(error)),
    }
    tally
}

/// Cuts a store at every byte.
pub(crate) fn cuts(folder: &Path, blocks: u32) -> Tally {
    tally("cuts", folder, blocks, |subject, tally| {
        for cut in 0..subject.bytes.len() {
            let injected = subject.write(&subject.bytes[..cut]);
            tally.count(injected.and_then(|()| subject.recovers(subject.whole(cut))));
        }
    })
}

/// Turns every bit of a store.
pub(crate) fn flips(folder: &Path, blocks: u32) -> Tally {
    tally("flipped bits", folder, blocks, |subject, tally| {
        let last = subject.ends[subject.ends.len() - 2];
        for bit in 0..8 * subject.bytes.len() {
            let mut bytes = subject.bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            // of the last block, only the payload looks like something unfinished
            let is_tail = bit / 8 >= last + 12;
            tally.count(subject.write(&bytes).and_then(|()| match is_tail {
                true => subject.recovers(subject.whole(last)),
                false => subject.is_refused(),
            }));
        }
    })
}

/// Puts zeros where data did not reach the disk, from every byte on.
pub(crate) fn lost_data(folder: &Path, blocks: u32) -> Tally {
    tally(
        "data lost before a sync",
        folder,
        blocks,
        |subject, tally| {
            for from in subject.ends[0]..=subject.bytes.len() {
                let mut bytes = subject.bytes.clone();
                bytes[from..].fill(0);
                bytes.extend([0; 100]);
                // zeros that were written are not lost
                let same = |end: &usize| bytes[..*end] == subject.bytes[..*end];
                let whole = subject.ends.iter().rposition(same);
                let whole = whole.map(|blocks| blocks as u32);
                tally.count(subject.write(&bytes).and_then(|()| subject.recovers(whole)));
            }
        },
    )
}
