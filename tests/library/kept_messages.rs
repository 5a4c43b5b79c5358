//! Input files of a folder, and the messages that are kept beside them.

use orgsim::diagnostic::{Code, Faults};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The input files of a folder, in the order of their names.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths.filter(|path| has_ending(path, "toml")).collect();
    files.sort();
    files
}

fn has_ending(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|ending| ending == wanted)
}

/// The overrides in lines `#! key=value` of a file, as `--set` gives them.
pub(crate) fn overrides(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("#! "));
    lines.map(str::to_owned).collect()
}

/// How the messages of a file differ from those that are kept; with `BLESS` in the
/// environment they are kept first. No messages are no file.
pub(crate) fn difference(path: &Path, found: &str) -> Option<String> {
    let kept = path.with_extension("stderr");
    if std::env::var_os("BLESS").is_some() && !found.is_empty() {
        fs::write(&kept, found).unwrap();
    }
    let expected = fs::read_to_string(&kept).unwrap_or_default();
    let name = path.display();
    (expected != found).then(|| format!("--- {name}, expected:\n{expected}--- found:\n{found}"))
}

/// Files that belong to no input: messages that are kept of one that is not there any more.
pub(crate) fn left_behind(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let others = paths.filter(|path| path.is_file() && !has_ending(path, "csv"));
    others
        .filter(|path| !path.with_extension("toml").is_file())
        .collect()
}

/// Those of the codes that no file meets.
pub(crate) fn unmet<'a>(
    codes: impl IntoIterator<Item = &'a &'a Code>,
    met: impl IntoIterator<Item = Faults>,
) -> Vec<&'a str> {
    let faults = met.into_iter().flat_map(|faults| faults.0);
    let met: BTreeSet<&str> = faults.map(|fault| fault.code.id).collect();
    let ids = codes.into_iter().map(|code| code.id);
    ids.filter(|id| !met.contains(id)).collect()
}
