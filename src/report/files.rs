//! The tables of a result as its files have them, made readable.

use super::page::Block;
use super::sheet::{Group, Sheet};
use crate::experiment::tables::{InQuarter, RUN_QUARTERS, RUNS, SpellOfRun, Team, Ties};
use crate::metrics::{Measure, measures};
use crate::numerals::counted;
use crate::numerals::{Shown, capitalised, listed};
use crate::output::{Described, Field, Head, Legible};
use crate::prose::Prose;
use crate::result::{ResultError, ResultFolder};
use crate::row::{Row, Rows};
use crate::stats::Estimated;
use crate::table::{Cell, Column, Table};

/// Files that are for other programs: far too long to read, or about the others.
const NOT_SHOWN: [&str; 4] = [RUNS, RUN_QUARTERS, SpellOfRun::FILE, Described::FILE];
/// Those of runs only: others have tables of these names that are to be read.
const NOT_SHOWN_OF_RUNS: [&str; 2] = [Team::FILE, Ties::FILE];
/// A table with more rows is folded.
const MOST_OPEN: usize = 30;
/// So is one with more columns: a printed page makes all of itself smaller to hold it.
const MOST_COLUMNS: usize = 10;
/// One with far more is sets of values for other programs, and named only.
const MOST_SHOWN_COLUMNS: usize = 60;
/// A table is cut after so many rows.
const MOST_ROWS: usize = 400;

/// All tables of a result. The main one of an experiment is open if it is small.
///
/// # Errors
/// If a file cannot be read.
pub(super) fn tables(result: &ResultFolder) -> Result<Vec<Block>, ResultError> {
    let of_runs = result.command() == "run";
    let mut blocks = Vec::new();
    let mut named = Vec::new();
    for name in result.files() {
        if NOT_SHOWN.contains(&name) || (of_runs && NOT_SHOWN_OF_RUNS.contains(&name)) {
            continue;
        }
        let Some(table) = result.table(name)? else {
            continue;
        };
        let rows = table.rows().len();
        if rows == 0 {
            continue;
        }
        let columns = table.columns().len();
        if columns > MOST_SHOWN_COLUMNS {
            named.push(format!(
                "{name} ({} of {columns} columns)",
                counted(rows, "row")
            ));
            continue;
        }
        let is_main = blocks.is_empty() && !of_runs;
        // a comparison has differences by quarter under the same name
        let by_quarter = match of_runs && name == InQuarter::FILE {
            true => result.rows::<InQuarter>()?,
            false => None,
        };
        let sheet = match by_quarter {
            Some(rows) => quarters(&rows),
            None => sheet(name, &table, result),
        };
        let is_small = rows <= MOST_OPEN && sheet.heads.len() <= MOST_COLUMNS;
        let inside = vec![Block::Sheet(sheet), meanings(&table)];
        match is_main && is_small {
            true => blocks.extend(inside),
            false => blocks.push(Block::Folded {
                title: format!("{name}, {}", counted(rows, "row")),
                blocks: inside,
            }),
        }
    }
    if !named.is_empty() {
        blocks.push(Block::Note(format!(
            "For other programs, and too wide to be shown: {}.",
            listed(named)
        )));
    }
    Ok(blocks)
}

/// What the columns of a table mean.
fn meanings(table: &Table) -> Block {
    let columns = table.columns().iter();
    let facts = columns.map(|column| (column.name.clone(), Prose::marked(&meaning(column))));
    Block::Folded {
        title: "What the columns mean".to_owned(),
        blocks: vec![Block::Facts(facts.collect())],
    }
}

fn meaning(column: &Column) -> String {
    let unit = match column.unit.as_str() {
        "" => String::new(),
        unit => format!(" Unit: {unit}."),
    };
    let empty = column.empty.as_ref();
    let empty = empty.map_or_else(String::new, |empty| format!(" Missing: {empty}."));
    format!("{}{unit}{empty}", column.meaning)
}

/// A table; the meanings of its columns follow it.
fn sheet(name: &str, table: &Table, result: &ResultFolder) -> Sheet {
    let measures = result.measures();
    let legible = Legible::of(table, &measures);
    let rows = table.rows().take(MOST_ROWS);
    let more = table.rows().len().saturating_sub(MOST_ROWS);
    Sheet {
        caption: name.to_owned(),
        note: match more {
            0 => String::new(),
            more => format!("The first {MOST_ROWS} rows; the file has {more} more."),
        },
        heads: legible.heads(),
        groups: vec![Group {
            title: String::new(),
            rows: rows.map(|row| legible.fields(row)).collect(),
        }],
        stacks: false,
    }
}

/// The main measures of a run quarter by quarter: a row a quarter, a column a
/// measure.
fn quarters(table: &Rows<InQuarter>) -> Sheet {
    let headline = measures()
        .iter()
        .filter(|measure| measure.headline && measure.quarterly);
    let mut sheet = Sheet {
        caption: "Main measures by quarter".to_owned(),
        note: format!(
            "Means over the runs, with their intervals below. {} has all measures, and quantiles.",
            InQuarter::FILE
        ),
        heads: vec![Head::number("Quarter")],
        ..Sheet::default()
    };
    let mut rows: Vec<Vec<Field>> = Vec::new();
    for measure in headline {
        let key = measure.key();
        let own = table.iter();
        let own = own.filter(|row| row.measure == key && row.group.is_none());
        let values: Vec<&InQuarter> = own.map(|row| &row.row).collect();
        if values.iter().all(|row| row.mean.value.is_none()) {
            continue;
        }
        let [_, low, high] = Estimated::columns_beside(&key);
        let title = match Shown::of(measure.unit).unit {
            unit if unit.is_empty() => measure.title(),
            unit => format!("{} [{unit}]", measure.title()),
        };
        sheet.heads.push(Head {
            parts: vec![key, low, high],
            meaning: measure.definition.clone(),
            ..Head::number(&capitalised(&title))
        });
        for (place, row) in values.into_iter().enumerate() {
            if rows.len() == place {
                rows.push(vec![Field::cell(&Cell::from(row.quarter))]);
            }
            rows[place].push(mean(measure, &row.mean));
        }
    }
    sheet.groups.push(Group {
        title: String::new(),
        rows,
    });
    sheet
}

/// A mean without its unit, which stands in the head; what is copied is as in the file.
fn mean(measure: &Measure, mean: &Estimated) -> Field {
    let exact = |number: Option<f64>| Cell::from(number).to_string();
    let copied = [mean.value, mean.ci_low, mean.ci_high].map(exact).into();
    let apart = mean
        .value
        .map(|value| Shown::of(measure.unit).apart(value, mean.interval()));
    let (shown, below) = apart.unwrap_or_else(|| ("–".to_owned(), None));
    Field {
        order: mean.value,
        copied,
        ..Field::text(shown).below(below.unwrap_or_default())
    }
}
