//! A term of the regression on the factors of a design.

use std::fmt;
use std::slice::Iter;

use serde::{Deserialize, Serialize};

use crate::row::{Field, Heading};
use crate::table::{Cell, Column, Kind};

/// What is contrasted of a factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contrast {
    /// Name of the factor.
    pub factor: String,
    /// The level that is set beside the mean over levels; none for a factor of numbers,
    /// whose lowest and highest level are.
    pub level: Option<String>,
}

/// A term of the regression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// A factor by itself.
    Main(Contrast),
    /// Two factors together.
    Product(Contrast, Contrast),
}

impl Term {
    /// The term in words, its factors as they are named by `name`.
    pub fn label(&self, name: impl Fn(&str) -> String) -> String {
        let contrast = |own: &Contrast| match &own.level {
            None => name(&own.factor),
            Some(level) => format!("{} = {level}", name(&own.factor)),
        };
        match self {
            Self::Main(own) => contrast(own),
            Self::Product(first, second) => {
                format!("{} × {}", contrast(first), contrast(second))
            }
        }
    }
}

/// As tables name it: `tacitness x structure=unified`.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main(own) => own.fmt(f),
            Self::Product(first, second) => write!(f, "{first} x {second}"),
        }
    }
}

impl fmt::Display for Contrast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.level {
            None => f.write_str(&self.factor),
            Some(level) => write!(f, "{}={level}", self.factor),
        }
    }
}

/// The term in words, and its parts, from which alone it is read.
impl Field for Term {
    fn columns(heading: Heading<'_>) -> Vec<Column> {
        const NUMBERS: &str = "the factor has numbers as levels";
        const MAIN: &str = "the term has one factor";
        let column = |end: &str, meaning: &str| {
            let name = format!("{}{end}", heading.name);
            Column::new(&name, Kind::Text, heading.unit, meaning)
        };
        vec![
            column("", heading.meaning),
            column("_factor", "Its factor; the first of two."),
            column("_level", "The level of that factor.").or_empty(NUMBERS),
            column("_second_factor", "The second factor of a product.").or_empty(MAIN),
            column("_second_level", "The level of the second factor.")
                .or_empty("the term has one factor, or the second has numbers as levels"),
        ]
    }

    fn push(&self, cells: &mut Vec<Cell>) {
        let (first, second) = match self {
            Self::Main(own) => (own, None),
            Self::Product(first, second) => (first, Some(second)),
        };
        self.to_string().push(cells);
        first.factor.push(cells);
        first.level.push(cells);
        second.map(|own| own.factor.clone()).push(cells);
        second.and_then(|own| own.level.clone()).push(cells);
    }

    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self> {
        let _words: String = Field::take(cells)?;
        let first = Contrast {
            factor: Field::take(cells)?,
            level: Field::take(cells)?,
        };
        let factor: Option<String> = Field::take(cells)?;
        let level: Option<String> = Field::take(cells)?;
        match (factor, level) {
            (Some(factor), level) => Some(Self::Product(first, Contrast { factor, level })),
            (None, None) => Some(Self::Main(first)),
            (None, Some(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(factor: &str, level: Option<&str>) -> Contrast {
        Contrast {
            factor: factor.to_owned(),
            level: level.map(str::to_owned),
        }
    }

    #[test]
    fn a_term_is_read_from_its_parts_whatever_factors_are_called() {
        let odd = contrast("size x age", None);
        let level = contrast("structure", Some("fusion x teams"));
        for (term, words) in [
            (Term::Main(odd.clone()), "size x age"),
            (Term::Main(level.clone()), "structure=fusion x teams"),
            (
                Term::Product(odd, level),
                "size x age x structure=fusion x teams",
            ),
        ] {
            let mut cells = Vec::new();
            term.push(&mut cells);
            assert_eq!(cells[0], Cell::text(words));
            assert_eq!(Term::take(&mut cells.iter()), Some(term));
        }
    }

    #[test]
    fn a_term_is_told_with_the_names_that_are_asked_for() {
        let both = Term::Product(
            contrast("exit_rate", None),
            contrast("structure", Some("unified")),
        );
        let label = both.label(|name| name.replace('_', " "));
        assert_eq!(label, "exit rate × structure = unified");
    }
}
