//! The work that is interrupted: blocks whose numbers follow from their keys, so
//! that anybody can tell what should be there.

use std::fs;
use std::path::Path;
use std::process::Command;

use orgsim::store::{Key, Reader, Store, StoreError};
use serde_json::{Value, json};

/// Blocks between two syncs.
const BATCH: u32 = 16;

/// How much is appended.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Work {
    /// Number of blocks
    pub(crate) blocks: u32,
    /// Most numbers in one block
    pub(crate) longest: u32,
}

impl Work {
    pub(crate) fn identity(self) -> Value {
        json!({"longest": self.longest})
    }

    fn key(number: u32) -> Key {
        Key {
            point: [(number % 3) as u8; 16],
            block: number,
        }
    }

    /// The numbers of a block: how many differs from block to block, and some are
    /// not numbers.
    fn values(self, number: u32) -> Vec<f64> {
        let length = u64::from(number) * 7919 % (u64::from(self.longest) + 1);
        let bits = |at: u64| (u64::from(number) << 32 | at).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (0..length).map(|at| f64::from_bits(bits(at))).collect()
    }

    /// Opens a store and appends all blocks that it lacks; tells after each one.
    pub(crate) fn append(self, path: &Path, done: impl FnMut(u32)) -> Result<(), String> {
        self.try_append(path, done)
            .map_err(|error| error.to_string())
    }

    /// The same, with the error of the library.
    pub(crate) fn try_append(
        self,
        path: &Path,
        mut done: impl FnMut(u32),
    ) -> Result<(), StoreError> {
        let mut store = Store::open(path, &self.identity())?;
        for number in 0..self.blocks {
            let key = Self::key(number);
            if !store.contains(&key) {
                store.append(key, &self.values(number))?;
                done(number);
            }
            if number % BATCH == BATCH - 1 {
                store.sync()?;
            }
        }
        store.sync()
    }

    /// A command that does the same in a process of its own and prints the number
    /// of each block when it is appended.
    pub(crate) fn command(self, path: &Path) -> Result<Command, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new(program);
        command.arg("append").arg(path);
        command.args([self.blocks.to_string(), self.longest.to_string()]);
        Ok(command)
    }

    /// Checks a store: the first blocks in their order, `finished` at least, with
    /// the numbers that follow from their keys. Tells how many there are.
    pub(crate) fn check(self, path: &Path, finished: u32) -> Result<u32, String> {
        let reader = match Reader::open(path) {
            // killed before it was made
            Err(StoreError::Io { .. }) if !path.exists() && finished == 0 => return Ok(0),
            opened => opened.map_err(|error| error.to_string())?,
        };
        let count = reader.keys().len() as u32;
        if count < finished {
            return Err(format!("{finished} blocks were finished, {count} are left"));
        }
        for number in 0..count {
            let values = reader.get(&Self::key(number));
            let values = values.map_err(|error| error.to_string())?;
            let values = values.ok_or_else(|| format!("block {number} is lost"))?;
            let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            if bits(&values) != bits(&self.values(number)) {
                return Err(format!("block {number} has other numbers"));
            }
        }
        Ok(count)
    }

    /// The bytes of a store that nobody interrupted, and where its beginning and
    /// each block end.
    pub(crate) fn uninterrupted(self, folder: &Path) -> Result<(Vec<u8>, Vec<usize>), String> {
        let path = folder.join("uninterrupted.log");
        let length = || fs::metadata(&path).map_or(0, |metadata| metadata.len() as usize);
        Work { blocks: 0, ..self }.append(&path, |_| {})?;
        let mut ends = vec![length()];
        self.append(&path, |_| ends.push(length()))?;
        let bytes = fs::read(&path).map_err(|error| error.to_string())?;
        fs::remove_file(&path).map_err(|error| error.to_string())?;
        Ok((bytes, ends))
    }

    /// Goes on to the end, and compares with the bytes of a store that nobody
    /// interrupted.
    pub(crate) fn complete(self, path: &Path, expected: &[u8]) -> Result<(), String> {
        self.append(path, |_| {})?;
        match fs::read(path).map_err(|error| error.to_string())? == expected {
            true => Ok(()),
            false => Err("the bytes differ from those of uninterrupted work".to_owned()),
        }
    }
}

/// How many blocks a child said to have appended.
pub(crate) fn finished(said: &str) -> u32 {
    let mut numbers = said.lines().filter_map(|line| line.parse::<u32>().ok());
    numbers.next_back().map_or(0, |last| last + 1)
}
