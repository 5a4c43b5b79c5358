//! The points that a file says.

use super::code;
use super::load::File;
use crate::choice::choice;
use crate::experiment::definition::Design;
use crate::experiment::factor::Factor;

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
                let rows = own.rows("rows")?;
                let points = self.listed(factors, rows, own.place("rows"))?;
                Some(Design::List(points))
            }
            Kind::Csv => {
                let file = own.text("file")?;
                self.points_file(file, factors, own.place("file"))
            }
        }
    }
}
