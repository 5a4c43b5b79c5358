//! The points that a file says.

use super::code;
use super::load::File;
use super::value::Item;
use crate::choice::choice;
use crate::diagnostic::{Diagnostic, Place};
use crate::experiment::definition::Design;
use crate::experiment::factor::{Factor, Level};
use crate::scenario::source;

choice! {
    /// Where the design points come from.
    enum Kind {
        /// Every combination of levels.
        Grid = "grid",
        /// The file lists them.
        List = "list",
        /// A Latin hypercube.
        LatinHypercube = "latin-hypercube",
        /// A scrambled Sobol' sequence.
        Sobol = "sobol",
        /// A CSV file.
        Csv = "csv",
    }
}

impl Kind {
    /// The key that says the points.
    fn key(self) -> Option<&'static str> {
        match self {
            Self::Grid => None,
            Self::List => Some("rows"),
            Self::LatinHypercube | Self::Sobol => Some("points"),
            Self::Csv => Some("file"),
        }
    }
}

impl File<'_> {
    /// The design, or what is wrong with it is told.
    pub(super) fn design(&mut self, factors: &[Factor]) -> Option<Design> {
        let record = self.record;
        let declared = record.named("factors").len();
        let Some(own) = record.table("design") else {
            return match declared {
                0 => Some(Design::Single),
                _ => Some(Design::Grid),
            };
        };
        let kind = own.choice::<Kind>("kind")?;
        if declared == 0 {
            let help = Some("add a table such as [factors.tacitness]".to_owned());
            let message = "a design without factors";
            self.reading
                .fault(&code::BAD_DESIGN, own.place("kind"), message, help);
            return None;
        }
        for other in ["rows", "file", "points"] {
            if Some(other) != kind.key() && own.is_stated(other) {
                let message = format!("a design of kind \"{kind}\" has no `{other}`");
                self.reading
                    .fault(&code::BAD_DESIGN, own.place(other), message, None);
            }
        }
        if let Some(key) = kind.key().filter(|key| !own.is_stated(key)) {
            let message = format!("a design of kind \"{kind}\" needs `{key}`");
            self.reading
                .fault(&code::BAD_DESIGN, &own.place, message, None);
            return None;
        }
        let points = own.whole("points").unwrap_or(0) as usize;
        match kind {
            Kind::Grid => Some(Design::Grid),
            Kind::LatinHypercube => Some(Design::LatinHypercube(points)),
            Kind::Sobol if points.is_power_of_two() => Some(Design::Sobol(points)),
            Kind::Sobol => {
                let near = points.next_power_of_two();
                let message =
                    format!("{points} points of a Sobol' sequence are not a power of two");
                let help = format!("{near} points keep its balance; others lose most of it");
                self.reading
                    .fault(&code::BAD_DESIGN, own.place("points"), message, Some(help));
                None
            }
            Kind::List => {
                let rows = own.rows("rows")?.to_vec();
                self.list(factors, rows, own.place("rows"))
            }
            Kind::Csv => {
                let rows = self.csv(own.text("file")?, factors, own.place("file"))?;
                self.list(factors, rows, own.place("file"))
            }
        }
    }

    fn list(&mut self, factors: &[Factor], rows: Vec<Vec<Item>>, place: &Place) -> Option<Design> {
        if rows.is_empty() || rows.iter().any(|row| row.len() != factors.len()) {
            let message = format!(
                "every point needs a value for each of {} factors",
                factors.len()
            );
            self.reading.fault(&code::BAD_DESIGN, place, message, None);
            return None;
        }
        let level = |item| match item {
            Item::Number(number) => Level::Number(number),
            Item::Text(text) => Level::Text(text),
        };
        let row = |row: Vec<Item>| row.into_iter().map(level).collect();
        Some(Design::List(rows.into_iter().map(row).collect()))
    }

    /// The rows of a CSV file with a column for each factor, in any order.
    fn csv(&mut self, file: &str, factors: &[Factor], place: &Place) -> Option<Vec<Vec<Item>>> {
        let input = match source::read(&self.folder.join(file)) {
            Ok(input) => input,
            Err(fault) => {
                self.reading
                    .faults
                    .push(Diagnostic::from(fault).at(place, "named here"));
                return None;
            }
        };
        let mut refuse = |message: String| {
            self.reading
                .fault(&code::BAD_DESIGN, place, format!("{file}: {message}"), None);
            None
        };
        let mut reader = csv::Reader::from_reader(input.bytes.as_slice());
        let header = match reader.headers() {
            Ok(header) => header.clone(),
            Err(error) => return refuse(error.to_string()),
        };
        let place_of = |factor: &Factor| header.iter().position(|name| name == factor.name);
        let Some(places) = factors.iter().map(place_of).collect::<Option<Vec<usize>>>() else {
            let names: Vec<&str> = factors.iter().map(|factor| factor.name.as_str()).collect();
            return refuse(format!("the columns must be {}", names.join(", ")));
        };
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => return refuse(error.to_string()),
            };
            let item = |&place: &usize| {
                let cell = record.get(place).unwrap_or("").trim();
                match cell.parse() {
                    Ok(number) => Item::Number(number),
                    Err(_) => Item::Text(cell.to_owned()),
                }
            };
            rows.push(places.iter().map(item).collect());
        }
        self.inputs.push(input);
        Some(rows)
    }
}
