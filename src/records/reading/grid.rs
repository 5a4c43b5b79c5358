//! A text as rows of cells, each with its place, and the same text without what may not be
//! shown. The crate `csv` tells where rows are, not where cells are.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::code;
use crate::diagnostic::{Diagnostic, Place, Source};

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A text file.
    Text,
    /// A sheet of a spreadsheet, with one line for each row; its first column that is used,
    /// counted from 0.
    Sheet { name: String, first_column: usize },
}

/// A cell: its bytes, without quotation marks and spaces around.
#[derive(Clone, Copy, Debug)]
struct Cell {
    start: u32,
    end: u32,
    /// Whether doubled quotation marks in it stand for one.
    is_quoted: bool,
}

/// A text as rows of cells. The first row is the header.
#[derive(Debug)]
pub(super) struct Grid {
    /// The name that messages show.
    pub(super) name: String,
    pub(super) origin: Origin,
    /// Whether numbers may have decimal commas, since commas separate no cells.
    pub(super) has_decimal_commas: bool,
    text: String,
    cells: Vec<Cell>,
    /// The first cell of each row, and the number of all cells.
    rows: Vec<usize>,
    /// Comments before the header.
    comments: Range<usize>,
}

/// A text of which cells are covered, and where they are in it.
#[derive(Debug)]
pub(super) struct Covered {
    source: Arc<Source>,
    cells: Vec<Range<usize>>,
}

impl Grid {
    /// Splits a text. Lines that start with `#` before the header are comments; rows without
    /// any text are none.
    ///
    /// # Errors
    /// If there is no header, or a quotation mark is not closed.
    pub(super) fn split(name: &str, origin: Origin, text: String) -> Result<Self, Box<Diagnostic>> {
        let fault = |message: String| Box::new(Diagnostic::new(&code::NOT_CSV, message));
        if u32::try_from(text.len()).is_err() {
            return Err(fault(format!("{name} is larger than 4 GiB")));
        }
        let empty = || {
            let fault = fault(format!("{name} is empty"));
            Box::new(fault.help("the first line has the names of the columns"))
        };
        let begin = header_start(&text);
        let header = &text[begin..];
        if header.is_empty() {
            return Err(empty());
        }
        let delimiter = match &origin {
            Origin::Text => delimiter(header),
            Origin::Sheet { .. } => b',',
        };
        let mut grid = Self {
            name: name.to_owned(),
            origin,
            has_decimal_commas: delimiter != b',',
            cells: Vec::with_capacity(text.len() / 8),
            rows: vec![0],
            comments: 0..begin,
            text: String::new(),
        };
        let split = grid.fill(text.as_bytes(), begin, delimiter);
        split.map_err(|at| {
            let line = 1 + text[..at].matches('\n').count();
            let message =
                format!("{name}:{line}: a quotation mark is not closed, or text follows it");
            Box::new(fault(message).help("within quotation marks, `\"\"` stands for `\"`"))
        })?;
        grid.text = text;
        match grid.rows() {
            // every cell of it is blank
            0 => Err(empty()),
            _ => Ok(grid),
        }
    }

    /// Adds all cells; the place of a quotation mark that is not closed.
    fn fill(&mut self, bytes: &[u8], begin: usize, delimiter: u8) -> Result<(), usize> {
        let mut at = begin;
        let mut has_text = false;
        while at < bytes.len() {
            let (cell, next) = cell(bytes, at, delimiter)?;
            has_text |= cell.end > cell.start;
            self.cells.push(cell);
            at = next;
            let is_last = bytes.get(at) != Some(&delimiter);
            if is_last {
                match has_text {
                    true => self.rows.push(self.cells.len()),
                    false => self.cells.truncate(self.rows[self.rows.len() - 1]),
                }
                has_text = false;
            } else if at + 1 == bytes.len() {
                // a delimiter at the very end is followed by one more empty cell
                let end = bytes.len() as u32;
                self.cells.push(Cell {
                    start: end,
                    end,
                    is_quoted: false,
                });
                if has_text {
                    self.rows.push(self.cells.len());
                }
            }
            at += 1;
        }
        Ok(())
    }

    /// Whether it is a sheet of a spreadsheet.
    pub(super) fn is_sheet(&self) -> bool {
        matches!(self.origin, Origin::Sheet { .. })
    }

    /// Number of rows, with the header.
    pub(super) fn rows(&self) -> usize {
        self.rows.len() - 1
    }

    /// Number of cells of a row.
    pub(super) fn width(&self, row: usize) -> usize {
        self.rows[row + 1] - self.rows[row]
    }

    /// What stands in a cell; nothing in one that is not there.
    pub(super) fn cell(&self, row: usize, column: usize) -> Cow<'_, str> {
        if column >= self.width(row) {
            return Cow::Borrowed("");
        }
        let cell = self.cells[self.rows[row] + column];
        let text = &self.text[cell.start as usize..cell.end as usize];
        match cell.is_quoted && text.contains("\"\"") {
            true => Cow::Owned(text.replace("\"\"", "\"")),
            false => Cow::Borrowed(text),
        }
    }

    /// The text with stars in place of each character of what may not be shown: all but the
    /// shown columns, rows that have other cells than the header, comments and, if it is to
    /// be covered, the header.
    pub(super) fn covered(&self, is_shown: &[bool], shows_header: bool) -> Covered {
        let mut text = String::with_capacity(self.text.len());
        cover(&mut text, &self.text[self.comments.clone()]);
        let mut cells = Vec::with_capacity(self.cells.len());
        let mut at = self.comments.end;
        for row in 0..self.rows() {
            let is_whole = self.width(row) == self.width(0);
            for column in 0..self.width(row) {
                let cell = self.cells[self.rows[row] + column];
                text.push_str(&self.text[at..cell.start as usize]);
                let start = text.len();
                let inner = &self.text[cell.start as usize..cell.end as usize];
                let shows = match row {
                    0 => shows_header,
                    _ => is_whole && is_shown.get(column).copied().unwrap_or(false),
                };
                match shows {
                    true => text.push_str(inner),
                    false => cover(&mut text, inner),
                }
                cells.push(start..text.len());
                at = cell.end as usize;
            }
        }
        text.push_str(&self.text[at..]);
        Covered {
            source: Source::new(&self.name, text),
            cells,
        }
    }

    /// Where a cell stands in the covered text.
    pub(super) fn place(&self, covered: &Covered, row: usize, column: usize) -> Place {
        let cell = self.rows[row] + column.min(self.width(row) - 1);
        Place::new(&covered.source, covered.cells[cell].clone())
    }

    /// Where a whole row stands in the covered text.
    pub(super) fn row_place(&self, covered: &Covered, row: usize) -> Place {
        let (first, last) = (self.rows[row], self.rows[row + 1] - 1);
        let span = covered.cells[first].start..covered.cells[last].end;
        Place::new(&covered.source, span)
    }

    /// Name of a cell of a sheet, such as `D5`.
    pub(super) fn address(&self, covered: &Covered, row: usize, column: usize) -> Option<String> {
        let Origin::Sheet { name, first_column } = &self.origin else {
            return None;
        };
        let line = self.place(covered, row, column).line();
        let letters = letters(first_column + column);
        Some(format!("cell {letters}{line} of the sheet `{name}`"))
    }
}

/// Name of a column of a sheet: A, B, ..., Z, AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

/// Adds a star for each character; lines stay as they are.
fn cover(text: &mut String, covered: &str) {
    text.extend(covered.chars().map(|c| match c {
        '\n' | '\r' => c,
        _ => '*',
    }));
}

/// Where the header starts: after comments and empty lines.
fn header_start(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_comment = line.starts_with('#') || line.starts_with("\"#");
        let separators = |c: char| c.is_whitespace() || c == ',' || c == ';';
        if !is_comment && !line.trim_matches(separators).is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

/// What separates cells: whichever of comma, semicolon and tab the header has most of.
fn delimiter(header: &str) -> u8 {
    let line = header.lines().next().unwrap_or_default();
    let outside = line.split('"').step_by(2);
    let count = |sign: char| {
        outside
            .clone()
            .map(|part| part.matches(sign).count())
            .sum::<usize>()
    };
    // of equal ones the first
    let mut best = (b',', count(','));
    for (delimiter, count) in [(b';', count(';')), (b'\t', count('\t'))] {
        if count > best.1 {
            best = (delimiter, count);
        }
    }
    best.0
}

/// The cell that starts at a place, and the place of what ends it.
fn cell(bytes: &[u8], from: usize, delimiter: u8) -> Result<(Cell, usize), usize> {
    let is_space = |byte: u8| byte == b' ' || byte == b'\r' || (byte == b'\t' && byte != delimiter);
    let mut start = from;
    while start < bytes.len() && is_space(bytes[start]) {
        start += 1;
    }
    let ends = |byte: u8| byte == delimiter || byte == b'\n';
    if bytes.get(start) == Some(&b'"') {
        let mut at = start + 1;
        loop {
            match (bytes.get(at), bytes.get(at + 1)) {
                (None, _) => return Err(start),
                (Some(b'"'), Some(b'"')) => at += 2,
                (Some(b'"'), _) => break,
                _ => at += 1,
            }
        }
        let mut next = at + 1;
        while next < bytes.len() && is_space(bytes[next]) {
            next += 1;
        }
        if next < bytes.len() && !ends(bytes[next]) {
            return Err(start);
        }
        return Ok((trimmed(bytes, start + 1, at, true), next));
    }
    let length = bytes[start..].iter().position(|&byte| ends(byte));
    let next = length.map_or(bytes.len(), |length| start + length);
    Ok((trimmed(bytes, start, next, false), next))
}

fn trimmed(bytes: &[u8], mut start: usize, mut end: usize, is_quoted: bool) -> Cell {
    while start < end && bytes[start].is_ascii_whitespace() {
        start += 1;
    }
    while start < end && bytes[end - 1].is_ascii_whitespace() {
        end -= 1;
    }
    Cell {
        start: start as u32,
        end: end as u32,
        is_quoted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        Grid::split("a.csv", Origin::Text, text.to_owned()).unwrap()
    }

    fn rows(grid: &Grid) -> Vec<Vec<String>> {
        let row = |row| {
            (0..grid.width(row))
                .map(|at| grid.cell(row, at).into_owned())
                .collect()
        };
        (0..grid.rows()).map(row).collect()
    }

    #[test]
    fn cells_are_split_and_trimmed() {
        let read = grid("# a, b\n\na;b\r\n \"x\"\"y;\" ;2,5\r\n;\r\n3;\r\n");
        assert_eq!(rows(&read), [["a", "b"], ["x\"y;", "2,5"], ["3", ""]]);
        assert!(read.has_decimal_commas);
        assert_eq!(rows(&grid("a,b\n1,2")), [["a", "b"], ["1", "2"]]);
        assert_eq!(rows(&grid("a,b\n1,")), [["a", "b"], ["1", ""]]);
        assert_eq!(rows(&grid("a\tb\n\t2\n")), [["a", "b"], ["", "2"]]);
        assert_eq!(
            rows(&grid("a,b\n\"x\ny\",2\n")),
            [["a", "b"], ["x\ny", "2"]]
        );
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let told = |text: &str| Grid::split("a.csv", Origin::Text, text.to_owned()).unwrap_err();
        for blank in ["# only\n\n", "\"\"", " , \n\"\",\"\"\n"] {
            assert!(told(blank).message.contains("is empty"), "{blank}");
        }
        assert!(
            told("a,b\n1,\"2\n")
                .message
                .contains("a.csv:2: a quotation")
        );
        assert!(
            told("a,b\n\"1\"x,2\n")
                .message
                .contains("a.csv:2: a quotation")
        );
    }

    #[test]
    fn what_may_not_be_shown_is_covered_character_by_character() {
        let read = grid("# Zoë\nperson,role\nZoë,x\n\"A \"\"B\"\"\",y\nc,d,e\n");
        let covered = read.covered(&[false, true], true);
        let text = covered.source.text();
        assert_eq!(text, "*****\nperson,role\n***,x\n\"*******\",y\n*,*,*\n");
        let place = read.place(&covered, 1, 1);
        assert_eq!((place.line(), place.column(), place.text()), (3, 5, "x"));
        assert_eq!(read.row_place(&covered, 2).text(), "*******\",y");
    }

    #[test]
    fn columns_of_sheets_have_letters() {
        assert_eq!(
            [0, 25, 26, 701, 702].map(letters),
            ["A", "Z", "AA", "ZZ", "AAA"]
        );
    }
}
