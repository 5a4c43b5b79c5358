//! Disks that fill up or turn read-only: small file systems in memory.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use orgsim::store::{Reader, Store, StoreError, merge};

use crate::tally::Tally;
use crate::work::Work;

const WORK: Work = Work {
    blocks: 400,
    longest: 50,
};

/// A file system of a few kibibytes, until it is dropped.
pub(crate) struct Disk(PathBuf);

impl Disk {
    pub(crate) fn mount(at: &Path, kibibytes: u32) -> Result<Self, String> {
        fs::create_dir_all(at).map_err(|error| error.to_string())?;
        let size = format!("size={kibibytes}k");
        run(Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(at))?;
        Ok(Self(at.to_owned()))
    }

    pub(crate) fn remount(&self, options: &str) -> Result<(), String> {
        let options = format!("remount,{options}");
        run(Command::new("mount").args(["-o", &options]).arg(&self.0))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // it goes with the machine at the latest
        let _ = run(Command::new("umount").arg(&self.0));
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
    }
}

/// Appends until the disk is full, makes room, and goes on; merges onto a full
/// disk.
pub(crate) fn full(folder: &Path, rounds: u32) -> Tally {
    let mut tally = Tally::new("full disks");
    let at = folder.join("full");
    for round in 0..rounds {
        let disk = match Disk::mount(&at, 8 + 4 * round) {
            Ok(disk) => disk,
            Err(reason) => {
                tally.note(format!("skipped: {reason}"));
                break;
            }
        };
        tally.count(fill(folder, &disk));
        tally.count(merge_onto_a_full_disk(folder, &disk));
    }
    tally
}

/// The kind of refusal that an error is.
fn kind(error: &StoreError) -> Option<ErrorKind> {
    match error {
        StoreError::Io { source, .. } => Some(source.kind()),
        _ => None,
    }
}

fn fill(folder: &Path, disk: &Disk) -> Result<(), String> {
    let (expected, ends) = WORK.uninterrupted(folder)?;
    let path = disk.0.join("runs.log");
    let mut finished = 0;
    match WORK.try_append(&path, |block| finished = block + 1) {
        Err(error) if kind(&error) == Some(ErrorKind::StorageFull) => {}
        Err(error) => return Err(error.to_string()),
        Ok(()) => return Err("the disk did not fill up".to_owned()),
    }
    let left = fs::metadata(&path)
        .map_err(|error| error.to_string())?
        .len() as usize;
    if finished == 0 || WORK.check(&path, finished)? != finished {
        return Err(format!(
            "{finished} blocks were finished before the disk was full"
        ));
    }
    if left != ends[finished as usize] {
        return Err("a part of a block was left behind".to_owned());
    }
    disk.remount("size=1m")?;
    WORK.complete(&path, &expected)
}

fn merge_onto_a_full_disk(folder: &Path, disk: &Disk) -> Result<(), String> {
    let input = folder.join("merged-onto-a-full-disk.log");
    WORK.append(&input, |_| {})?;
    let reader = Reader::open(&input).map_err(|error| error.to_string())?;
    let keys: Vec<_> = reader.keys().copied().collect();
    let names = || fs::read_dir(&disk.0).map_or(0, Iterator::count);
    let before = names();
    disk.remount("size=100k")?;
    let merged = merge(
        std::slice::from_ref(&input),
        &WORK.identity(),
        &keys,
        &disk.0.join("merged.log"),
    );
    match merged.err().as_ref().and_then(kind) {
        Some(ErrorKind::StorageFull) if names() == before => Ok(()),
        Some(ErrorKind::StorageFull) => Err("a merge left a file behind".to_owned()),
        other => Err(format!("a full disk is told as {other:?}")),
    }
}

/// Opens a store on a disk that has turned read-only.
pub(crate) fn read_only(folder: &Path) -> Tally {
    let mut tally = Tally::new("read-only disks");
    match Disk::mount(&folder.join("read-only"), 1024) {
        Ok(disk) => tally.count(turn_read_only(&disk)),
        Err(reason) => tally.note(format!("skipped: {reason}")),
    }
    tally
}

fn turn_read_only(disk: &Disk) -> Result<(), String> {
    let path = disk.0.join("runs.log");
    WORK.append(&path, |_| {})?;
    disk.remount("ro")?;
    for path in [&path, &disk.0.join("new.log")] {
        let opened = Store::open(path, &WORK.identity());
        match opened.err().as_ref().and_then(kind) {
            Some(ErrorKind::ReadOnlyFilesystem) => {}
            other => return Err(format!("a read-only disk is told as {other:?}")),
        }
    }
    WORK.check(&path, WORK.blocks).map(|_| ())
}
