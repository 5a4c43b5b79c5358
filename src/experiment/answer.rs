//! What a question to an experiment gives.

use serde_json::Value;

use super::definition::Experiment;
use super::factor::{Factor, Level};
use super::finding::{Finding, Weight};
use super::measure::Measures;
use super::outcomes::Outcomes;
use crate::row::{Row, Rows};
use crate::table::{Cell, Column, Kind, Table};

/// An answer: findings, and tables under the names of their files.
#[derive(Debug)]
pub struct Answer {
    /// What was found; warnings among it.
    pub findings: Vec<Box<dyn Finding>>,
    /// How it was found: the settings of the question, which its notes on methods read.
    pub settings: Value,
    /// Tables and the names of their files, the main one first.
    pub tables: Vec<(&'static str, Table)>,
    /// Whether there is an answer, as sure or as precise as was wanted.
    pub decided: bool,
    /// The points that were tried.
    pub points: Vec<Vec<Level>>,
    /// The numbers of the runs that were looked at, of a method over whole cells.
    pub outcomes: Option<Outcomes>,
}

impl Answer {
    /// The rows of one of its tables; none if it has no such table.
    pub fn rows<R: Row>(&self) -> Option<Rows<R>> {
        let (_, table) = self.tables.iter().find(|(file, _)| *file == R::FILE)?;
        Rows::of(table).ok()
    }

    /// The findings in words, a line each, as a terminal shows them.
    pub fn lines(&self, measures: &Measures) -> Vec<String> {
        let line = |finding: &dyn Finding| {
            let told = finding.tell(measures);
            match finding.weight() {
                Weight::Warning => format!("warning: {told}"),
                Weight::Result | Weight::Letters => told.to_string(),
            }
        };
        self.findings
            .iter()
            .map(|finding| line(&**finding))
            .collect()
    }
}

/// The column of the number of a design point.
pub(crate) fn point_column() -> Column {
    Column::new("point", Kind::Count, "", "Number of the point, from 0.")
}

/// Columns for the number and the factors of a point.
pub(crate) fn point_columns(experiment: &Experiment) -> Vec<Column> {
    let mut columns = Vec::new();
    if !experiment.factors.is_empty() {
        columns.push(point_column());
    }
    columns.extend(factor_columns(&experiment.factors));
    columns
}

/// The cells of these columns.
pub(crate) fn point_cells(experiment: &Experiment, point: usize, levels: &[Level]) -> Vec<Cell> {
    let mut cells = Vec::new();
    if !experiment.factors.is_empty() {
        cells.push(Cell::Count(point as u64));
    }
    cells.extend(factor_cells(&experiment.factors, levels));
    cells
}

/// Columns for the values of factors.
pub(crate) fn factor_columns(factors: &[Factor]) -> Vec<Column> {
    let column = |factor: &Factor| {
        let kind = match factor.is_numeric() {
            true => Kind::Number,
            false => Kind::Text,
        };
        let meaning = format!("Value of {}.", factor.keys.join(", "));
        Column::new(&factor.name, kind, "", &meaning)
    };
    factors.iter().map(column).collect()
}

/// The cells of these columns.
pub(crate) fn factor_cells(factors: &[Factor], levels: &[Level]) -> Vec<Cell> {
    let pairs = factors.iter().zip(levels);
    let cells = pairs.map(|(factor, level)| match level {
        Level::Number(number) if factor.is_numeric() => Cell::from(*number),
        level => Cell::text(level.to_string()),
    });
    cells.collect()
}
