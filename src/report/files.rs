//! The tables of a result as its files have them, made readable: estimates with
//! their intervals in one column, measures by their labels, numbers in the unit in
//! which they are shown.

use super::page::Block;
use super::sheet::{Field, Group, Head, Sheet};
use crate::metrics::{Measure, find, measures};
use crate::numerals::{Shown, capitalised, decimals, fixed, significant};
use crate::result::{Frame, ResultError, ResultFolder, Row};
use crate::table::{Cell, Column, Kind};

/// Files that are for other programs: far too long to read, or about the others.
const NOT_SHOWN: [&str; 5] = [
    "runs.csv",
    "spells.csv",
    "teams.csv",
    "ties.csv",
    "dictionary.csv",
];
/// A table with more rows is folded.
const MOST_OPEN: usize = 30;
/// A table is cut after so many rows.
const MOST_ROWS: usize = 400;
/// Units of columns whose numbers are in the unit of the row's measure.
const OF_THE_ROW: [&str; 2] = ["unit of the measure", "as in unit"];

/// All tables of a result. The main one of an experiment is open if it is short.
///
/// # Errors
/// If a file cannot be read.
pub(super) fn tables(result: &ResultFolder) -> Result<Vec<Block>, ResultError> {
    let outputs = result.manifest()["outputs"].as_array();
    let names = outputs
        .into_iter()
        .flatten()
        .filter_map(|file| file["name"].as_str());
    let mut blocks = Vec::new();
    for name in names.filter(|name| name.ends_with(".csv") && !NOT_SHOWN.contains(name)) {
        let Some(frame) = result.table(name)? else {
            continue;
        };
        let rows = frame.rows().len();
        if rows == 0 {
            continue;
        }
        let is_main = blocks.is_empty() && result.command() != "run";
        let sheet = match (result.command(), name) {
            ("run", "quarters.csv") => quarters(&frame),
            _ => sheet(name, &frame),
        };
        let inside = vec![Block::Sheet(sheet), meanings(&frame)];
        match is_main && rows <= MOST_OPEN {
            true => blocks.extend(inside),
            false => blocks.push(Block::Folded {
                title: format!("{name}, {}", counted(rows, "row")),
                blocks: inside,
            }),
        }
    }
    Ok(blocks)
}

/// A number of things.
pub(super) fn counted(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}

/// What the columns of a table mean.
fn meanings(frame: &Frame) -> Block {
    let columns = frame.table().columns().iter();
    let facts = columns.map(|column| (column.name.clone(), meaning(column).into()));
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

/// A column of a sheet: a column of the file, perhaps with those of its interval.
struct Shape<'a> {
    column: &'a Column,
    interval: Option<(String, String)>,
}

/// The columns to show: not those that are empty in all rows, and ends of intervals
/// and standard errors only with their estimate.
fn shapes(frame: &Frame) -> Vec<Shape<'_>> {
    let columns = frame.table().columns();
    let is_used = |column: &&Column| {
        frame
            .rows()
            .any(|row| *row.cell(&column.name) != Cell::Missing)
    };
    let interval = |column: &Column| {
        let own = ["ci_low", "ci_high"].map(|end| format!("{}_{end}", column.name));
        let plain = ["ci_low", "ci_high"].map(str::to_owned);
        let is_estimate = matches!(column.name.as_str(), "estimate" | "mean" | "share");
        let known = |ends: &[String; 2]| ends.iter().all(|end| frame.column(end).is_some());
        [(true, own), (is_estimate, plain)]
            .into_iter()
            .find(|(fits, ends)| *fits && known(ends))
            .map(|(_, [low, high])| (low, high))
    };
    let is_part = |column: &&Column| {
        ["std_error", "ci_low", "ci_high", "ci_level"]
            .iter()
            .any(|end| column.name.ends_with(end))
    };
    let shown = columns
        .iter()
        .filter(|column| !is_part(column))
        .filter(is_used);
    shown
        .map(|column| Shape {
            column,
            interval: interval(column),
        })
        .collect()
}

fn sheet(name: &str, frame: &Frame) -> Sheet {
    let shapes = shapes(frame);
    let heads = shapes.iter().map(|Shape { column, interval }| Head {
        title: capitalised(&column.name.replace('_', " ")),
        // the meanings of all columns follow the table
        meaning: String::new(),
        numeric: column.kind != Kind::Text,
        parts: match interval {
            Some((low, high)) => vec![column.name.clone(), low.clone(), high.clone()],
            None => vec![column.name.clone()],
        },
    });
    let row = |row: Row<'_>| -> Vec<Field> {
        let measure = measure_of(row);
        let unit = row.text("unit").or(measure.map(|measure| measure.unit));
        shapes
            .iter()
            .map(|shape| field(row, shape, measure, unit))
            .collect()
    };
    let more = frame.rows().len().saturating_sub(MOST_ROWS);
    Sheet {
        caption: name.to_owned(),
        note: match more {
            0 => String::new(),
            more => format!("The first {MOST_ROWS} rows; the file has {more} more."),
        },
        heads: heads.collect(),
        groups: vec![Group {
            title: String::new(),
            rows: frame.rows().take(MOST_ROWS).map(row).collect(),
        }],
        stacks: false,
    }
}

/// The measure that a row is about, if this version knows it.
fn measure_of(row: Row<'_>) -> Option<&'static Measure> {
    match row.text("measure") {
        Some(key) => find(key),
        None => measures().iter().find(|measure| row.is_about(measure)),
    }
}

fn field(row: Row<'_>, shape: &Shape<'_>, measure: Option<&Measure>, unit: Option<&str>) -> Field {
    let Shape { column, interval } = shape;
    let cell = row.cell(&column.name);
    if let (Cell::Text(key), Some(measure)) = (cell, measure)
        && matches!(column.name.as_str(), "measure" | "metric")
    {
        let who = measure.role.map_or("", |_| measure.group());
        return Field {
            copied: vec![key.to_string()],
            ..Field::text(capitalised(&measure.label)).below(who)
        };
    }
    let is_of_the_row = OF_THE_ROW.contains(&column.unit.as_str());
    let factor = match (is_of_the_row, unit) {
        (true, Some(unit)) => Shown::of(unit),
        (true, None) => Shown::of(""),
        (false, _) if column.unit.starts_with("share") => Shown::of("share"),
        (false, _) => Shown::of(""),
    };
    let mut field = Field::cell(cell);
    if let Some((low, high)) = interval {
        field.copied = [&column.name, low, high]
            .map(|name| row.cell(name).to_string())
            .into();
    }
    let (Cell::Number(number), factor, unit) = (cell, factor.factor, &*factor.unit) else {
        return field;
    };
    if field.copied.is_empty() {
        field.copied = vec![cell.to_string()];
    }
    let is_difference = ["difference", "effect", "regret"]
        .iter()
        .any(|w| column.name.starts_with(w));
    let sign = match unit {
        "%" if is_difference => " pp",
        "%" => "%",
        _ => "",
    };
    let ends = interval
        .as_ref()
        .and_then(|(low, high)| row.interval(low, high));
    match ends {
        Some((low, high)) => {
            let places = decimals(factor * (high - low) / 2.0);
            let [value, low, high] = [*number, low, high].map(|x| fixed(factor * x, places));
            field.shown = format!("{value}{sign}");
            field.below = format!("{low} to {high}");
        }
        None if factor != 1.0 => field.shown = format!("{}{sign}", significant(factor * number, 4)),
        None => {}
    }
    field
}

/// The main measures of a run quarter by quarter: a row a quarter, a column a
/// measure.
fn quarters(frame: &Frame) -> Sheet {
    let is_of =
        |measure: &Measure, row: &Row<'_>| row.is_about(measure) && row.text("group").is_none();
    let headline = measures()
        .iter()
        .filter(|measure| measure.headline && measure.quarterly);
    let mut sheet = Sheet {
        caption: "Main measures, quarter by quarter".to_owned(),
        note: "Means over the runs with their intervals below. quarters.csv has all measures, \
               and quantiles."
            .to_owned(),
        heads: vec![Head::number("Quarter")],
        ..Sheet::default()
    };
    let mut rows: Vec<Vec<Field>> = Vec::new();
    for measure in headline {
        let values: Vec<Row<'_>> = frame.rows().filter(|row| is_of(measure, row)).collect();
        if values.iter().all(|row| row.number("mean").is_none()) {
            continue;
        }
        let unit = Shown::of(measure.unit).unit;
        let who = measure
            .role
            .map_or(String::new(), |_| format!("{}, ", measure.group()));
        let key = measure.key();
        sheet.heads.push(Head {
            parts: ["", "_ci_low", "_ci_high"]
                .map(|end| format!("{key}{end}"))
                .into(),
            meaning: measure.definition.clone(),
            ..Head::number(&capitalised(&format!("{who}{} [{unit}]", measure.label)))
        });
        for (place, row) in values.iter().enumerate() {
            if rows.len() == place {
                rows.push(vec![Field::cell(row.cell("quarter"))]);
            }
            let column = Column::new("mean", Kind::Number, "as in unit", "");
            let interval = Some(("ci_low".to_owned(), "ci_high".to_owned()));
            let shape = Shape {
                column: &column,
                interval,
            };
            let mut field = field(*row, &shape, None, Some(measure.unit));
            field.shown = field.shown.trim_end_matches('%').to_owned();
            rows[place].push(field);
        }
    }
    sheet.groups.push(Group {
        title: String::new(),
        rows,
    });
    sheet
}
