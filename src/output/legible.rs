//! Tables as people read them: estimates with their intervals in one column, measures
//! by their labels, numbers in the unit in which they are shown; the exact ones wait
//! behind them for whoever sorts or copies.

use crate::experiment::{Measure, Measures};
use crate::numerals::{Shown, capitalised, short, significant};
use crate::stats::Estimated;
use crate::table::{Cell, Column, Kind, Table};

/// What is shown where there is no value.
const MISSING: &str = "–";
/// The name of the column with the key of the measure that a row is about, in all tables.
const MEASURE: &str = "measure";
/// The unit of columns whose numbers are in the unit of that measure.
const OF_THE_MEASURE: &str = "unit of the measure";
/// How the names of columns with differences between numbers begin.
const DIFFERENCES: [&str; 3] = ["difference", "effect", "regret"];

/// How a table is shown.
pub struct Legible<'a> {
    measures: &'a Measures,
    /// The column with the key of the measure.
    measure: Option<usize>,
    shown: Vec<Shape<'a>>,
}

/// A column that is shown, perhaps with the ends of its interval in others.
struct Shape<'a> {
    place: usize,
    column: &'a Column,
    interval: Option<[usize; 2]>,
}

/// The head of a column.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its name.
    pub title: String,
    /// What stands in the column.
    pub meaning: String,
    /// Whether it holds numbers.
    pub numeric: bool,
    /// Names of the parts of its fields, for copies; the title if there is one part.
    pub parts: Vec<String>,
}

/// What stands in a row and a column.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// What is shown.
    pub shown: String,
    /// What is shown below it, smaller.
    pub below: String,
    /// The number by which it is sorted; texts are sorted by what is shown.
    pub order: Option<f64>,
    /// What is copied: a text for each part of the column; empty if it is what is
    /// shown.
    pub copied: Vec<String>,
}

impl Head {
    /// A column of texts.
    pub fn text(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            ..Self::default()
        }
    }

    /// A column of numbers.
    pub fn number(title: &str) -> Self {
        Self {
            numeric: true,
            ..Self::text(title)
        }
    }

    /// The name of the first part of its fields, which is that of the column in a file.
    pub fn name(&self) -> &str {
        self.parts.first().unwrap_or(&self.title)
    }

    /// The same with what stands in it.
    #[must_use]
    pub fn meaning(mut self, meaning: &str) -> Self {
        meaning.clone_into(&mut self.meaning);
        self
    }
}

impl Field {
    /// A text.
    pub fn text(shown: impl Into<String>) -> Self {
        Self {
            shown: shown.into(),
            ..Self::default()
        }
    }

    /// What is shown, in a line.
    pub fn in_a_line(&self) -> String {
        match self.below.as_str() {
            "" => self.shown.clone(),
            below => format!("{} ({below})", self.shown),
        }
    }

    /// What is copied of a text.
    pub fn exact(&self) -> String {
        self.copied.first().unwrap_or(&self.shown).clone()
    }

    /// The same with a smaller line below.
    #[must_use]
    pub fn below(mut self, below: impl Into<String>) -> Self {
        self.below = below.into();
        self
    }

    /// A cell of a table.
    pub fn cell(cell: &Cell) -> Self {
        let exact = cell.to_string();
        let (shown, order) = match cell {
            Cell::Missing => (MISSING.to_owned(), None),
            Cell::Number(number) => (short(*number), Some(*number)),
            // a place in an order needs no last digit
            Cell::Count(count) => (exact.clone(), Some(*count as f64)),
            Cell::Integer(integer) => (exact.clone(), Some(*integer as f64)),
            Cell::Text(text) => (text.to_string(), None),
        };
        let same = shown == exact;
        Self {
            shown,
            below: String::new(),
            order,
            copied: if same { Vec::new() } else { vec![exact] },
        }
    }
}

impl<'a> Legible<'a> {
    /// How a table is shown: without columns that are empty in all rows, and standard
    /// errors, which intervals say better.
    pub fn of(table: &'a Table, measures: &'a Measures) -> Self {
        let columns = table.columns();
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        let beside = |column: &Column| Estimated::columns_beside(&column.name).map(|of| place(&of));
        let parts: Vec<usize> = columns.iter().flat_map(beside).flatten().collect();
        let is_used = |place: usize| table.rows().any(|row| row[place] != Cell::Missing);
        let shown = (0..).zip(columns);
        let shown = shown.filter(|(place, _)| !parts.contains(place) && is_used(*place));
        let shape = |(place, column): (usize, &'a Column)| {
            let [_, low, high] = beside(column);
            let interval = low.zip(high).map(|(low, high)| [low, high]);
            Shape {
                place,
                column,
                interval,
            }
        };
        Self {
            measures,
            measure: place(MEASURE),
            shown: shown.map(shape).collect(),
        }
    }

    /// The heads of the columns.
    pub fn heads(&self) -> Vec<Head> {
        let head = |shape: &Shape<'_>| {
            let name = shape.column.name.clone();
            let ends = shape.interval.map(|_| {
                let [_, low, high] = Estimated::columns_beside(&name);
                [low, high]
            });
            Head {
                title: capitalised(&name.replace('_', " ")),
                meaning: String::new(),
                numeric: shape.column.kind != Kind::Text,
                parts: [name]
                    .into_iter()
                    .chain(ends.into_iter().flatten())
                    .collect(),
            }
        };
        self.shown.iter().map(head).collect()
    }

    /// The fields of a row of the table.
    pub fn fields(&self, row: &[Cell]) -> Vec<Field> {
        let measure = self.measure.and_then(|place| match &row[place] {
            Cell::Text(key) => Some(self.measures.get(key)),
            _ => None,
        });
        let shown = self.shown.iter();
        shown
            .map(|shape| match &measure {
                Some(measure) if self.measure == Some(shape.place) => Field {
                    copied: vec![measure.key.clone()],
                    ..Field::text(measure.heading())
                },
                measure => shape.field(row, measure.as_ref()),
            })
            .collect()
    }
}

impl Shape<'_> {
    fn field(&self, row: &[Cell], measure: Option<&Measure>) -> Field {
        let cell = &row[self.place];
        let mut field = Field::cell(cell);
        if let Some([low, high]) = self.interval {
            let places = [self.place, low, high];
            field.copied = places.map(|place| row[place].to_string()).into();
        }
        let Cell::Number(number) = *cell else {
            return field;
        };
        if field.copied.is_empty() {
            field.copied = vec![cell.to_string()];
        }
        let shown = match (self.column.unit.as_str(), measure) {
            (OF_THE_MEASURE, Some(measure)) => Shown::of(&measure.unit),
            (unit, _) => Shown::of(unit),
        };
        let name = &self.column.name;
        let sign = match shown.sign() {
            "%" if DIFFERENCES.iter().any(|start| name.starts_with(start)) => " pp",
            sign => sign,
        };
        let ends = self.interval.and_then(|ends| {
            let [low, high] = ends.map(|place| match row[place] {
                Cell::Number(end) => Some(end),
                _ => None,
            });
            low.zip(high)
        });
        match shown.apart(number, ends) {
            (number, Some(ends)) => {
                field.shown = format!("{number}{sign}");
                field.below = ends;
            }
            (_, None) if shown.factor != 1.0 => {
                field.shown = format!("{}{sign}", significant(shown.factor * number, 4));
            }
            _ => {}
        }
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::{Rows, row};

    row! {
        /// A row.
        struct Row = "rows.csv" {
            /// Key of the measure.
            measure: String,
            /// The difference.
            difference: Estimated [unit "unit of the measure"],
            /// A share.
            share: f64 [unit "share of runs"],
            /// A p-value.
            p_value: Option<f64> [unit "probability"] [empty "none"],
            /// Nothing.
            nothing: Option<f64> [empty "always"],
        }
    }

    #[test]
    fn an_estimate_is_one_field_in_the_unit_of_its_measure() {
        let row = |measure: &str, p_value| Row {
            measure: measure.to_owned(),
            difference: Estimated {
                value: Some(-0.0425),
                std_error: Some(0.003),
                ci_low: Some(-0.05),
                ci_high: Some(-0.035),
            },
            share: 0.25,
            p_value,
            nothing: None,
        };
        let rows = [
            row("researcher_retention_12m", Some(1.5e-8)),
            row("papers_accepted", None),
        ];
        let table = rows.into_iter().collect::<Rows<Row>>().table();
        let measures = Measures::default();
        let legible = Legible::of(&table, &measures);
        let heads = legible.heads();
        let titles: Vec<&str> = heads.iter().map(|head| head.title.as_str()).collect();
        assert_eq!(titles, ["Measure", "Difference", "Share", "P value"]);
        assert_eq!(
            heads[1].parts,
            ["difference", "difference_ci_low", "difference_ci_high"]
        );
        let fields = |place: usize| legible.fields(table.rows().nth(place).unwrap());
        let shown = |place| {
            fields(place)
                .into_iter()
                .map(|field| field.shown)
                .collect::<Vec<_>>()
        };
        let first = [
            "Researchers: retained over 12 months",
            "-4.25 pp",
            "25%",
            "1.50e-8",
        ];
        assert_eq!(shown(0), first);
        assert_eq!(fields(0)[1].below, "-5.00 to -3.50");
        assert_eq!(fields(0)[1].copied, ["-0.0425", "-0.05", "-0.035"]);
        assert_eq!(shown(1), ["Papers accepted", "-0.0425", "25%", "–"]);
    }
}
