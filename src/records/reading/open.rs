//! Finding and opening the files of records. Nothing else here opens one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::code;
use super::subject::Subject;
use crate::diagnostic::{Diagnostic, Unread, Wanted, nearest};

/// Endings of files that are read.
const ENDINGS: [&str; 6] = ["csv", "tsv", "xlsx", "xls", "xlsb", "ods"];

/// A file as it was found.
#[derive(Debug)]
pub(super) struct Found {
    /// What it is about; none if its sheets say so.
    pub(super) subject: Option<Subject>,
    /// Its path, as messages show it.
    pub(super) shown: String,
    /// Its name, without the folder.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Found {
    /// Whether it is a spreadsheet.
    pub(super) fn is_spreadsheet(&self) -> bool {
        is_workbook(Path::new(&self.name))
    }
}

/// The files of some records.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// In the order of their subjects.
    pub(super) found: Vec<Found>,
    /// `records.toml`, if there is one.
    pub(super) mapping: Option<Found>,
}

/// Opens a folder of records, or one file of people with the `records.toml` beside it.
pub(super) fn open(path: &Path, faults: &mut Vec<Diagnostic>) -> Files {
    let mut files = Files::default();
    let is_folder = path.is_dir();
    let folder = match is_folder {
        true => path,
        false => path.parent().unwrap_or(Path::new("")),
    };
    let mapping = folder.join("records.toml");
    if mapping.is_file() {
        files.mapping = read(&mapping, None, faults);
    }
    if !is_folder {
        let subject = match is_workbook(path) {
            true => None,
            false => Some(Subject::People),
        };
        files.found.extend(read(path, subject, faults));
        return files;
    }
    let present = present(path, faults);
    for subject in Subject::ALL {
        let of_subject = |path: &&PathBuf| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            Subject::named(&stem) == Some(subject)
        };
        let paths: Vec<&PathBuf> = present.iter().filter(of_subject).collect();
        if let [first, second, ..] = paths.as_slice() {
            let message = format!(
                "there are both {} and {}",
                first.display(),
                second.display()
            );
            let fault = Diagnostic::new(&code::NO_PEOPLE_FILE, message);
            faults.push(fault.help("keep one of them"));
        }
        if let Some(path) = paths.first() {
            files.found.extend(read(path, Some(subject), faults));
        } else if subject == Subject::People && faults.is_empty() {
            faults.push(no_people(path, &present));
        }
    }
    files
}

/// The files of a folder that could be read, in the order of their names.
fn present(folder: &Path, faults: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            faults.push(unread(folder, &error));
            return Vec::new();
        }
    };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let is_known = |path: &PathBuf| ENDINGS.contains(&ending(path).as_str());
    let mut present: Vec<PathBuf> = paths.filter(is_known).collect();
    present.sort();
    present
}

fn no_people(folder: &Path, present: &[PathBuf]) -> Diagnostic {
    let message = format!("{} has no people.csv", folder.display());
    let fault = Diagnostic::new(&code::NO_PEOPLE_FILE, message);
    let names = present.iter().filter_map(|path| path.file_name());
    let names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let stem = |name: &String| name.split('.').next().unwrap_or_default().to_owned();
    let stems: Vec<String> = names.iter().map(stem).collect();
    let near = nearest("people", stems.iter().map(String::as_str));
    let near = near.and_then(|near| stems.iter().position(|stem| stem == near));
    match near.map(|place| &names[place]) {
        Some(name) => fault.help(format!(
            "is {name} meant? rename it, or name that file alone"
        )),
        None => fault.help("people.csv, .xlsx, .xls or .ods says who was there and when"),
    }
}

fn read(path: &Path, subject: Option<Subject>, faults: &mut Vec<Diagnostic>) -> Option<Found> {
    match fs::read(path) {
        Ok(bytes) => Some(Found {
            subject,
            shown: path.display().to_string(),
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes,
        }),
        Err(error) => {
            faults.push(unread(path, &error));
            None
        }
    }
}

fn unread(path: &Path, error: &io::Error) -> Diagnostic {
    let records = Wanted {
        what: "records",
        endings: &ENDINGS,
        or_folder: true,
    };
    Unread::new(&code::UNREADABLE, path, error, &records).into()
}

fn ending(path: &Path) -> String {
    path.extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
}

fn is_workbook(path: &Path) -> bool {
    ["xlsx", "xls", "xlsb", "ods"].contains(&ending(path).as_str())
}
