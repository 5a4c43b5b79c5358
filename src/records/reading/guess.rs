//! A proposal for `records.toml`, from the columns and words of files.
//!
//! It names no person: words are only taken from columns that are known by their very name,
//! and none that also stands where persons or managers do.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::code;
use super::grid::Grid;
use super::likely::{likely_dates, likely_word};
use super::read::{grids, opened};
use super::subject::{Subject, people};
use super::table::{is_called, normal};
use super::told::Told;
use super::words::Family;
use crate::diagnostic::{Diagnostic, Faults};

/// How alike a header and a name must be to be proposed (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.92;

/// More words than this are hardly those of roles or reasons.
const MOST_WORDS: usize = 60;

/// Columns that must be known for a first line to be a header.
const FEWEST_KNOWN: usize = 2;

/// The text of a `records.toml` that may fit the files: what can be told from the names of
/// columns, the words in them and the form of dates. What cannot be told is a comment.
///
/// # Errors
/// If the files cannot be read, or have no header.
pub fn guess(path: &Path) -> Result<String, Faults> {
    let mut told = Told::new(false);
    let files = opened(path, &mut told);
    let found = files.found.iter();
    let grids: Vec<_> = found.flat_map(|found| grids(found, &mut told)).collect();
    let mut guesses = Vec::new();
    for (subject, file, grid) in &grids {
        let guess = Guess::new(*subject, grid);
        let needed = FEWEST_KNOWN.min(grid.width(0));
        if guess.columns.iter().flatten().count() < needed {
            let message = format!("{file}: the first line has hardly a name that columns have");
            let fault = Diagnostic::new(&code::MISSING_COLUMN, message);
            told.add(
                fault.help("the first line that is no comment must have the names of the columns"),
            );
        }
        guesses.push(guess);
    }
    told.end()?;
    let mut text =
        "# Proposed from the columns and words of the files. Check every line, answer the\n\
                    # questions (?), and save it as records.toml beside the files.\n\n\
                    [records]\n\
                    # The first day on which everybody who was there is in the files:\n\
                    # begin = ?\n\
                    # The last day that is known:\n\
                    # until = ?\n"
            .to_owned();
    let dates: Vec<String> = guesses.iter().flat_map(Guess::dates).collect();
    text.push_str(&likely_dates(&dates));
    for guess in &guesses {
        guess.add_columns(&mut text);
    }
    for family in Family::ALL {
        let mut words = BTreeMap::new();
        guesses
            .iter()
            .for_each(|guess| guess.count(family, &mut words));
        add_words(&mut text, family, words);
    }
    Ok(text)
}

/// What a file's columns may be.
struct Guess<'a> {
    subject: Subject,
    grid: &'a Grid,
    /// Where each column of the subject may stand, and whether its name is known.
    columns: Vec<Option<(usize, bool)>>,
}

impl<'a> Guess<'a> {
    fn new(subject: Subject, grid: &'a Grid) -> Self {
        let mut guess = Self {
            subject,
            grid,
            columns: vec![None; subject.columns().len()],
        };
        let headers: Vec<_> = (0..grid.width(0)).map(|at| grid.cell(0, at)).collect();
        // names before synonyms, and these before what is only alike
        for round in 0..3 {
            for (place, column) in subject.columns().iter().enumerate() {
                if guess.columns[place].is_some() {
                    continue;
                }
                let free =
                    |at: &usize| guess.columns.iter().flatten().all(|(taken, _)| taken != at);
                let at = (0..headers.len()).filter(free).find(|&at| match round {
                    0 => normal(&headers[at]) == column.name,
                    1 => is_called(column, &headers[at]),
                    _ => {
                        let header = normal(&headers[at]);
                        let mut names = column.synonyms.iter().chain([&column.name]);
                        names.any(|name| strsim::jaro_winkler(&header, name) >= ALIKE)
                    }
                });
                guess.columns[place] = at.map(|at| (at, round < 2));
            }
        }
        guess
    }

    fn rows(&self) -> impl Iterator<Item = usize> {
        let width = self.grid.width(0);
        (1..self.grid.rows()).filter(move |&row| self.grid.width(row) == width)
    }

    /// What stands where days do.
    fn dates(&self) -> Vec<String> {
        let days = [
            "start",
            "end",
            "submitted",
            "accepted",
            "found",
            "adopted",
            "shipped",
            "abandoned",
            "opened",
            "filled",
            "date",
            "until",
        ];
        let columns = self.subject.columns().iter().zip(&self.columns);
        let columns = columns.filter(|(column, _)| days.contains(&column.name));
        let places: Vec<usize> = columns
            .filter_map(|(_, found)| found.map(|(at, _)| at))
            .collect();
        let cells = self
            .rows()
            .flat_map(|row| places.iter().map(move |&at| self.grid.cell(row, at)));
        cells
            .map(|cell| cell.into_owned())
            .filter(|cell| !cell.is_empty())
            .collect()
    }

    fn add_columns(&self, text: &mut String) {
        let name = self.subject.name();
        let taken: Vec<usize> = self.columns.iter().flatten().map(|(at, _)| *at).collect();
        let left = (0..self.grid.width(0)).filter(|at| !taken.contains(at));
        let left: Vec<String> = left.map(|at| quoted(&self.grid.cell(0, at))).collect();
        let _ = write!(text, "\n[columns.{name}]\n");
        for (column, found) in self.subject.columns().iter().zip(&self.columns) {
            let key = column.name;
            let _ = match found {
                Some((at, is_known)) => {
                    let header = quoted(&self.grid.cell(0, *at));
                    let doubt = if *is_known { "" } else { "  # is it?" };
                    writeln!(text, "{key} = {header}{doubt}")
                }
                None if column.is_needed => writeln!(text, "# {key} = ?  # it is needed"),
                None => writeln!(text, "# {key} = ?"),
            };
        }
        if !left.is_empty() {
            let _ = writeln!(text, "# not used: {}", left.join(", "));
        }
    }

    /// Counts the words of a family that are not known anyway.
    fn count(&self, family: Family, words: &mut BTreeMap<String, usize>) {
        let place = self.subject.column(family.name());
        let Some((at, true)) = place.and_then(|place| self.columns[place]) else {
            return;
        };
        let mut hidden = BTreeSet::new();
        if self.subject == Subject::People {
            let places = [people::PERSON, people::MANAGER].map(|place| self.columns[place]);
            for (at, _) in places.into_iter().flatten() {
                hidden.extend(
                    self.rows()
                        .map(|row| self.grid.cell(row, at).to_lowercase()),
                );
            }
        }
        for row in self.rows() {
            let cell = self.grid.cell(row, at);
            let small = cell.to_lowercase();
            let is_known = family.words().contains(&small.as_str());
            if !cell.is_empty() && !is_known && !hidden.contains(&small) {
                *words.entry(cell.into_owned()).or_default() += 1;
            }
        }
    }
}

/// The words of files and what they may stand for.
fn add_words(text: &mut String, family: Family, words: BTreeMap<String, usize>) {
    if words.is_empty() {
        return;
    }
    let name = family.name();
    let _ = write!(text, "\n[values.{name}]\n");
    let _ = writeln!(text, "# allowed: {}", family.words().join(", "));
    if words.len() > MOST_WORDS {
        let count = words.len();
        let _ = writeln!(
            text,
            "# {count} different words: is the column the right one? \"...\" = ?"
        );
        return;
    }
    let mut told = BTreeSet::new();
    for (word, rows) in words
        .iter()
        .filter(|(word, _)| told.insert(word.to_lowercase()))
    {
        let quoted = quoted(word);
        let _ = match likely_word(family, word) {
            Some(likely) => writeln!(text, "{quoted} = \"{likely}\"  # rows: {rows}"),
            None => writeln!(text, "# {quoted} = ?  # rows: {rows}"),
        };
    }
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
