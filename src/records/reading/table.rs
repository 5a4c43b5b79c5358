//! A file whose columns are known by what they say.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::code;
use super::grid::{Covered, Grid};
use super::mapping::Mapping;
use super::subject::{Column, Subject};
use super::told::Told;
use crate::diagnostic::{Diagnostic, Place, nearest};

/// A file, its columns and its rows.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) subject: Subject,
    /// Its name without the folder.
    pub(super) file: String,
    pub(super) grid: Grid,
    /// Where each column of the subject stands, if it is there.
    columns: Vec<Option<usize>>,
    covered: OnceCell<Covered>,
}

/// A name as it is compared with synonyms: small letters and digits only.
pub(super) fn normal(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a column is known by a header, or once was by another program.
pub(super) fn is_called(column: &Column, header: &str) -> bool {
    let header = normal(header);
    header == column.name || column.synonyms.contains(&header.as_str())
}

impl Table {
    /// Finds the columns of a file; a fault for each that is missing or there twice.
    pub(super) fn new(
        subject: Subject,
        file: &str,
        grid: Grid,
        mapping: &Mapping,
        told: &mut Told,
    ) -> Self {
        let columns = subject.columns();
        let header = Header {
            names: (0..grid.width(0))
                .map(|at| grid.cell(0, at).into_owned())
                .collect(),
            subject,
        };
        let mut found = vec![None; columns.len()];
        for (place, found) in found.iter_mut().enumerate() {
            *found = header.find(place, mapping).first().copied();
        }
        let table = Self {
            subject,
            file: file.to_owned(),
            grid,
            columns: found,
            covered: OnceCell::new(),
        };
        for (place, column) in columns.iter().enumerate() {
            table.check(place, column, &header, mapping, told);
        }
        table
    }

    fn check(
        &self,
        place: usize,
        column: &Column,
        header: &Header,
        mapping: &Mapping,
        told: &mut Told,
    ) {
        let name = column.name;
        let found = header.find(place, mapping);
        let stated = mapping.header(self.subject, place);
        if let [first, second, ..] = found.as_slice() {
            let message = format!(
                "{}: two columns are called `{}`",
                self.file, header.names[*first]
            );
            let fault = Diagnostic::new(&code::COLUMN_TWICE, message)
                .at(&self.header_place(*second), "the second one")
                .related(&self.header_place(*first), "the first one");
            told.add(fault.help("rename or remove the one that is not meant"));
        }
        let mut others = self.columns[..place].iter().zip(self.subject.columns());
        if let Some(at) = self.columns[place]
            && let Some((_, other)) = others.find(|(known, _)| **known == Some(at))
        {
            let message = format!(
                "`{}` stands for `{}` and for `{name}`",
                header.names[at], other.name
            );
            told.add(Diagnostic::new(&code::COLUMN_TWICE, message).at(&self.header_place(at), ""));
        }
        if !found.is_empty() {
            return;
        }
        let names = header.names.iter().map(String::as_str);
        if let Some(stated) = stated {
            let message = format!("{} has no column `{}`", self.file, stated.value);
            let mut fault = Diagnostic::new(&code::MISSING_COLUMN, message).at(&stated.place, "");
            if header.is_one() {
                fault = fault.related(&self.header_row(), "its columns");
                if let Some(near) = nearest(&stated.value, names) {
                    fault = fault.help(format!("did you mean `{near}`?"));
                }
            }
            told.add(fault);
        } else if column.is_needed {
            let message = format!("{} has no column `{name}`", self.file);
            let mut fault = Diagnostic::new(&code::MISSING_COLUMN, message)
                .at(&self.header_row(), "the names of the columns");
            let likely = || names.clone().find(|header| is_called(column, header));
            let free = |near: &&str| {
                !self
                    .columns
                    .contains(&header.names.iter().position(|n| n == near))
            };
            let near = likely()
                .or_else(|| nearest(name, names.clone()))
                .filter(free);
            fault = match near {
                Some(near) if header.is_one() => {
                    let file = self.subject.name();
                    fault.help(format!(
                        "if it is called `{near}`: --column {file}.{name}=\"{near}\", or `{name} = \
                         \"{near}\"` under `[columns.{file}]` in records.toml"
                    ))
                }
                _ if header.is_one() => {
                    let file = self.subject.name();
                    fault.help(format!(
                        "--column {file}.{name}=HEADER names the column that says it"
                    ))
                }
                _ => fault
                    .help("the first line that is no comment must have the names of the columns"),
            };
            told.add(fault);
        }
    }

    /// The rows below the header.
    pub(super) fn rows(&self) -> std::ops::Range<usize> {
        1..self.grid.rows()
    }

    /// Whether a row has as many cells as the header.
    pub(super) fn is_whole(&self, row: usize) -> bool {
        self.grid.width(row) == self.grid.width(0)
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.columns[column].is_some()
    }

    /// What a cell says; nothing if there is no such column.
    pub(super) fn text(&self, row: usize, column: usize) -> Cow<'_, str> {
        match self.columns[column] {
            Some(at) => self.grid.cell(row, at),
            None => Cow::Borrowed(""),
        }
    }

    /// A fault at a cell, with its address if it stands in a sheet.
    pub(super) fn at_cell(
        &self,
        fault: Diagnostic,
        row: usize,
        column: usize,
        label: &str,
    ) -> Diagnostic {
        let at = self.columns[column].unwrap_or_default();
        let covered = self.covered();
        let fault = fault.at(&self.grid.place(covered, row, at), label);
        let address = self.grid.address(covered, row, at);
        address.into_iter().fold(fault, Diagnostic::note)
    }

    /// A fault at a row.
    pub(super) fn at_row(&self, fault: Diagnostic, row: usize, label: &str) -> Diagnostic {
        let covered = self.covered();
        let fault = fault.at(&self.row_place(row), label);
        let address = self.grid.address(covered, row, 0);
        address.into_iter().fold(fault, Diagnostic::note)
    }

    /// Where a cell stands.
    pub(super) fn place(&self, row: usize, column: usize) -> Place {
        let at = self.columns[column].unwrap_or_default();
        self.grid.place(self.covered(), row, at)
    }

    /// Where a row stands.
    pub(super) fn row_place(&self, row: usize) -> Place {
        self.grid.row_place(self.covered(), row)
    }

    fn header_row(&self) -> Place {
        self.row_place(0)
    }

    fn header_place(&self, at: usize) -> Place {
        self.grid.place(self.covered(), 0, at)
    }

    /// The text as messages show it: without persons, managers and columns that mean nothing
    /// here. A header of which no name is known may be a row of people.
    fn covered(&self) -> &Covered {
        self.covered.get_or_init(|| {
            let mut is_shown = vec![false; self.grid.width(0)];
            let columns = self.columns.iter().zip(self.subject.columns());
            for (at, column) in columns {
                let is_hidden = column.name == "person" || column.name == "manager";
                if let Some(at) = at {
                    is_shown[*at] = !is_hidden;
                }
            }
            let names = (0..self.grid.width(0)).map(|at| self.grid.cell(0, at).into_owned());
            let header = Header {
                names: names.collect(),
                subject: self.subject,
            };
            let shows = header.is_one() || self.columns.iter().any(Option::is_some);
            self.grid.covered(&is_shown, shows)
        })
    }
}

/// The names of the columns of a file.
struct Header {
    names: Vec<String>,
    subject: Subject,
}

impl Header {
    /// Where a column stands: under the name that is stated, or else under its own, if that is
    /// not stated for another one.
    fn find(&self, place: usize, mapping: &Mapping) -> Vec<usize> {
        let stated = mapping.header(self.subject, place);
        let name = match stated {
            Some(stated) => stated.value.as_str(),
            None => self.subject.columns()[place].name,
        };
        let is_taken = |name: &str| {
            let mut others = 0..self.subject.columns().len();
            stated.is_none()
                && others.any(|other| {
                    let other = mapping.header(self.subject, other);
                    other.is_some_and(|other| same(&other.value, name))
                })
        };
        let names = self.names.iter().enumerate();
        let found = names.filter(|(_, header)| same(header, name) && !is_taken(header));
        found.map(|(at, _)| at).collect()
    }

    /// Whether it is a header at all: at least one name is known.
    fn is_one(&self) -> bool {
        let columns = self.subject.columns();
        let mut names = self.names.iter();
        names.any(|name| columns.iter().any(|column| is_called(column, name)))
    }
}

/// Capital letters and spaces around are no difference.
fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
