//! The valid files of one target, and an input in place of one of them.

use std::fs;
use std::path::PathBuf;

use libfuzzer_sys::fuzzer_mutate;
use tempfile::TempDir;

use crate::corpus;
use crate::luck::Luck;
use crate::mutation;
use crate::target::Target;

/// One change in so many begins with a valid file again.
const ANEW: usize = 16;

/// One change in so many knows lines, words and numbers; the others are libFuzzer's.
const STRUCTURED: usize = 2;

/// The valid files of one target, in a folder of their own.
pub struct Ground {
    target: Target,
    /// Path and bytes of each that the target takes.
    files: Vec<(PathBuf, Vec<u8>)>,
    /// Holds them all, and what stands around them.
    _folder: TempDir,
}

impl Ground {
    /// Writes all files.
    ///
    /// # Panics
    /// If they cannot be written, or there is no target of this name.
    pub fn of(target: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("orgsim-fuzz-").tempdir();
        let folder = folder.expect("a folder for the files");
        let project = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
        corpus::write(folder.path(), project.as_ref()).expect("the files that ship");
        let all = corpus::below(folder.path()).expect("what was written");
        let own = all.into_iter().filter_map(|path| {
            let taken_by = Target::of(path.strip_prefix(folder.path()).ok()?)?;
            (taken_by.to_string() == target).then_some((taken_by, path))
        });
        let (targets, paths): (Vec<Target>, Vec<PathBuf>) = own.unzip();
        let files = paths.into_iter().map(|path| {
            let bytes = fs::read(&path).expect("what was written");
            (path, bytes)
        });
        Self {
            target: *targets.first().expect("the target takes a file that ships"),
            files: files.collect(),
            _folder: folder,
        }
    }

    /// Has the target take an input, and puts the valid file back.
    ///
    /// # Panics
    /// If the library panics, which is what is looked for.
    pub fn take(&self, input: &[u8]) {
        let Some((file, bytes)) = input.split_first() else {
            return;
        };
        let (path, valid) = &self.files[usize::from(*file) % self.files.len()];
        fs::write(path, bytes).expect("a place for the input");
        self.target.take(path, bytes.to_vec());
        fs::write(path, valid).expect("a place for the file");
    }

    /// Changes an input of `size` bytes into another of at most `most`, and says how many it has.
    pub fn changed(&self, input: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
        let luck = &mut Luck(seed.into());
        let is_anew = size < 2 || luck.below(ANEW) == 0;
        if !is_anew && luck.below(STRUCTURED) != 0 {
            return fuzzer_mutate(input, size, most);
        }
        let file = match is_anew {
            true => luck.below(self.files.len()),
            false => usize::from(input[0]) % self.files.len(),
        };
        let begin = match is_anew {
            true => &self.files[file].1,
            false => &input[1..size],
        };
        let (_, other) = luck.one_of(&self.files);
        let mut changed = mutation::mutated(luck, begin, other);
        changed.truncate(most.saturating_sub(1));
        input[0] = file as u8;
        input[1..=changed.len()].copy_from_slice(&changed);
        1 + changed.len()
    }
}
