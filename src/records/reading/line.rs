//! A row while it is read: its cells as values, and what is wrong with them.

use std::borrow::Cow;

use super::code;
use super::dates::NoDay;
use super::mapping::Mapping;
use super::table::Table;
use super::told::Told;
use super::words::Family;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::text::against_cell;
use crate::units::Day;

/// What all rows are read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) today: Day,
}

/// A row while it is read.
#[derive(Debug)]
pub(super) struct Line<'a, 't> {
    table: &'a Table,
    row: usize,
    context: Context<'a>,
    told: &'t mut Told,
    /// Whether something is wrong with it.
    pub(super) is_faulty: bool,
}

/// Whether a day may be later than today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Latest {
    Today,
    Any,
}

impl<'a, 't> Line<'a, 't> {
    pub(super) fn new(
        table: &'a Table,
        row: usize,
        context: Context<'a>,
        told: &'t mut Told,
    ) -> Self {
        let mut line = Self {
            table,
            row,
            context,
            told,
            is_faulty: false,
        };
        if !table.is_whole(row) {
            line.fault(&code::FIELD_COUNT, None, || {
                let (here, there) = (table.grid.width(row), table.grid.width(0));
                let fields = if here == 1 { "field" } else { "fields" };
                let message = format!("the row has {here} {fields}, the header has {there}");
                let fault = table.at_row(Diagnostic::new(&code::FIELD_COUNT, message), row, "");
                fault.help("a cell that contains the separator needs quotation marks")
            });
        }
        line
    }

    /// Adds a fault of this row; of those that are alike only the first is told.
    pub(super) fn fault(
        &mut self,
        code: &'static Code,
        alike: Option<String>,
        fault: impl FnOnce() -> Diagnostic,
    ) {
        self.is_faulty = true;
        self.told.row(&self.table.file, code, alike, fault);
    }

    /// A warning about a cell.
    pub(super) fn warning(&mut self, column: usize, warning: Diagnostic) {
        let warning = self.table.at_cell(warning, self.row, column, "");
        self.told.add(warning);
    }

    /// What a cell says.
    pub(super) fn text(&self, column: usize) -> Cow<'a, str> {
        self.table.text(self.row, column)
    }

    fn name(&self, column: usize) -> &'static str {
        self.table.subject.columns()[column].name
    }

    /// A cell that may not be empty; whether it is not.
    pub(super) fn is_there(&mut self, column: usize) -> bool {
        let is_there = !self.text(column).is_empty();
        if !is_there && self.table.has(column) {
            let (table, row, name) = (self.table, self.row, self.name(column));
            self.fault(&code::EMPTY_CELL, Some(name.to_owned()), || {
                let fault = Diagnostic::new(&code::EMPTY_CELL, format!("`{name}` is empty"));
                table.at_row(fault, row, "in this row")
            });
        }
        is_there
    }

    /// Refuses a name that tables of results could not hold.
    pub(super) fn check_name(&mut self, column: usize) {
        let text = self.text(column);
        let Some(objection) = against_cell(&text) else {
            return;
        };
        let (table, row, name) = (self.table, self.row, self.name(column));
        self.fault(&code::BAD_NAME, Some(format!("{name} {text}")), || {
            let fault = Diagnostic::against(&code::BAD_NAME, name, objection);
            table.at_cell(fault, row, column, "")
        });
    }

    /// The day of a cell that may not be empty.
    pub(super) fn needed_day(&mut self, column: usize) -> Option<Day> {
        let is_there = self.is_there(column);
        is_there.then(|| self.day(column, Latest::Today))?
    }

    /// The day of a cell, if it has one.
    pub(super) fn day(&mut self, column: usize, latest: Latest) -> Option<Day> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let (table, row, name) = (self.table, self.row, self.name(column));
        match self.context.mapping.dates.read(&text) {
            Ok(day) if day > self.context.today && latest == Latest::Today => {
                let today = self.context.today;
                self.fault(&code::FUTURE, None, || {
                    let message = format!("`{name}` is later than today, {today}");
                    let fault = Diagnostic::new(&code::FUTURE, message);
                    table
                        .at_cell(fault, row, column, "")
                        .help("what is only planned has not happened: leave it out")
                });
                None
            }
            Ok(day) => Some(day),
            Err(NoDay::Unreadable) => {
                self.fault(&code::BAD_DATE, None, || {
                    let message = format!("`{name}` is no date");
                    let fault = Diagnostic::new(&code::BAD_DATE, message);
                    // spreadsheets count days, and show dates only where a cell says so
                    let is_count = text.parse::<f64>().is_ok() && table.grid.is_sheet();
                    table.at_cell(fault, row, column, "").help(match is_count {
                        true => "give the cells of this column the format of dates",
                        false => {
                            "allowed: 2019-01-31, or the format that `dates` in records.toml names"
                        }
                    })
                });
                None
            }
            Err(NoDay::Format(readings)) => {
                let alike = format!("{name} {}", readings.len());
                self.fault(&code::BAD_DATE, Some(alike), || {
                    let readings_told = readings.iter();
                    let readings_told = readings_told.map(|(name, day)| format!("{day} ({name})"));
                    let readings_told = readings_told.collect::<Vec<_>>().join(" or ");
                    let message = match readings.len() {
                        1 => format!("`{name}` is in a format that is not named: {readings_told}"),
                        _ => format!("`{name}` may be {readings_told}"),
                    };
                    let fault = Diagnostic::new(&code::BAD_DATE, message);
                    let format = readings[0].0;
                    let which = if readings.len() == 1 {
                        ""
                    } else {
                        ", or the other one,"
                    };
                    table.at_cell(fault, row, column, "").help(format!(
                        "write `dates = \"{format}\"`{which} under `[records]` in records.toml"
                    ))
                });
                None
            }
        }
    }

    /// What the word of a cell stands for; none if it is empty.
    pub(super) fn word(&mut self, family: Family, column: usize) -> Option<&'static str> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let found = self.context.mapping.word(family, &text);
        if found.is_none() {
            let (table, row, name) = (self.table, self.row, family.name());
            let alike = Some(format!("{name} {}", text.to_lowercase()));
            self.fault(&code::UNKNOWN_WORD, alike, || {
                let message = format!("there is no {name} `{text}`");
                let words = family.words();
                let near = nearest(&text, words.iter().copied());
                let fault = Diagnostic::new(&code::UNKNOWN_WORD, message);
                let fault = table.at_cell(fault, row, column, "");
                let fault = fault.note(format!("known: {}", words.join(", ")));
                let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
                let word = near.unwrap_or("...");
                fault.help(format!(
                    "`\"{escaped}\" = \"{word}\"` under `[values.{name}]` in records.toml says what \
                     it is"
                ))
            });
        }
        found
    }

    /// A fault if a day comes before one that it must follow.
    pub(super) fn in_order(&mut self, earlier: (usize, Option<Day>), later: (usize, Option<Day>)) {
        let ((first, Some(from)), (second, Some(to))) = (earlier, later) else {
            return;
        };
        if to < from {
            let (table, row) = (self.table, self.row);
            let (before, after) = (self.name(first), self.name(second));
            self.fault(&code::OUT_OF_ORDER, None, || {
                let message = format!("`{after}` is before `{before}`");
                let fault = Diagnostic::new(&code::OUT_OF_ORDER, message);
                let fault = table.at_cell(fault, row, second, "");
                fault.related(&table.place(row, first), format!("{before}: {from}"))
            });
        }
    }

    /// A fault at a cell.
    pub(super) fn at(&mut self, code: &'static Code, column: usize, message: String, help: &str) {
        let (table, row) = (self.table, self.row);
        self.fault(code, None, || {
            let fault = table.at_cell(Diagnostic::new(code, message), row, column, "");
            fault.help(help)
        });
    }
}
