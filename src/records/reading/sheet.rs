//! Sheets of spreadsheets as texts, so that they are read as text files are.

use std::io::Cursor;

use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};

use super::code;
use super::grid::Origin;
use super::open::Found;
use super::subject::Subject;
use crate::diagnostic::Diagnostic;

/// A sheet as a text.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) subject: Subject,
    /// The name that messages show.
    pub(super) shown: String,
    pub(super) origin: Origin,
    pub(super) text: String,
}

/// The sheets of a workbook that are about something: those with the name of a subject; of a
/// file that is about one subject, the sheet of that name or the only one.
pub(super) fn sheets(found: &Found) -> Result<Vec<Sheet>, Box<Diagnostic>> {
    let shown = &found.shown;
    let fault = |message: String| Box::new(Diagnostic::new(&code::UNREADABLE, message));
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(found.bytes.as_slice()))
        .map_err(|error| fault(format!("{shown} is no spreadsheet: {error}")))?;
    let names = workbook.sheet_names();
    let wanted = found.subject.unwrap_or(Subject::People);
    let mut chosen: Vec<(Subject, &String)> = Vec::new();
    for subject in Subject::ALL {
        let of_name = names
            .iter()
            .find(|name| Subject::named(name) == Some(subject));
        let is_wanted = subject == wanted || found.subject.is_none();
        chosen.extend(of_name.filter(|_| is_wanted).map(|name| (subject, name)));
    }
    if !chosen.iter().any(|(subject, _)| *subject == wanted) {
        match names.as_slice() {
            [only] => chosen = vec![(wanted, only)],
            _ => {
                let message = format!("{shown} has no sheet `{}`", wanted.name());
                let names = names.join("`, `");
                let fault = fault(message).note(format!("its sheets are `{names}`"));
                return Err(Box::new(fault));
            }
        }
    }
    let mut sheets = Vec::new();
    for (subject, name) in chosen {
        let range = workbook
            .worksheet_range(name)
            .map_err(|error| fault(format!("{shown}: cannot read the sheet `{name}`: {error}")))?;
        let first_column = range.start().map_or(0, |(_, column)| column as usize);
        sheets.push(Sheet {
            subject,
            shown: format!("{shown}[{name}]"),
            origin: Origin::Sheet {
                name: name.clone(),
                first_column,
            },
            text: text(&range),
        });
    }
    Ok(sheets)
}

/// One line for each row, from the first of the sheet.
fn text(range: &Range<Data>) -> String {
    let before = range.start().map_or(0, |(row, _)| row as usize);
    let mut text = "\n".repeat(before);
    for row in range.rows() {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            add(&mut text, &written(cell));
        }
        text.push('\n');
    }
    text
}

/// What a cell says; dates are ISO.
fn written(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) | Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

/// Adds a cell, in quotation marks where it needs them. A row stays a line.
fn add(text: &mut String, cell: &str) {
    let cell = cell.replace(['\n', '\r'], " ");
    if cell.contains([',', '"']) || cell.starts_with(' ') {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&cell);
    }
}
