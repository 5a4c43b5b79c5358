//! What variants must reach, as tables and figures tell it.

use std::fmt;

use crate::experiment::{NamedBound, Side};
use crate::row::Value;
use crate::table::{Cell, Kind};

/// The name under which all thresholds together stand.
const ALL: &str = "all";
/// What stands between requirements.
const AND: &str = " and ";

/// Of which threshold a share is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// Of all of them together.
    All,
    /// Of one, by its name.
    Named(String),
}

impl Value for Threshold {
    const KIND: Kind = Kind::Text;

    fn cell(&self) -> Cell {
        Cell::text(self.to_string())
    }

    fn of(cell: &Cell) -> Option<Self> {
        Some(match String::of(cell)? {
            name if name == ALL => Self::All,
            name => Self::Named(name),
        })
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => ALL,
            Self::Named(name) => name,
        })
    }
}

/// What the mean of a measure must reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// Key of the measure.
    pub measure: String,
    /// Which side of the bound is allowed.
    pub side: Side,
    /// The bound, in the unit of the measure.
    pub bound: f64,
}

/// What must be reached together.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirements(pub Vec<Requirement>);

impl Requirements {
    /// Those of some bounds on measures of these keys.
    pub(super) fn of_bounds(bounds: &[NamedBound], measures: &[String]) -> Self {
        let requirement = |own: &NamedBound| Requirement {
            measure: measures[own.measure].clone(),
            side: own.bound.into(),
            bound: own.bound.value(),
        };
        Self(bounds.iter().map(requirement).collect())
    }
}

impl Requirement {
    fn read(text: &str) -> Option<Self> {
        let (measure, rest) = text.split_once(' ')?;
        let (side, bound) = rest.rsplit_once(' ')?;
        Some(Self {
            measure: measure.to_owned(),
            side: Side::named(side)?,
            bound: bound.parse().ok()?,
        })
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.measure, self.side, self.bound)
    }
}

impl Value for Requirements {
    const KIND: Kind = Kind::Text;

    fn cell(&self) -> Cell {
        let all: Vec<String> = self.0.iter().map(Requirement::to_string).collect();
        Cell::text(all.join(AND))
    }

    fn of(cell: &Cell) -> Option<Self> {
        let text = String::of(cell)?;
        let all: Option<Vec<Requirement>> = text.split(AND).map(Requirement::read).collect();
        all.map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_read_as_they_were_written() {
        let requirement = |measure: &str, side, bound| Requirement {
            measure: measure.into(),
            side,
            bound,
        };
        let requirements = Requirements(vec![
            requirement("net_value", Side::AtLeast, -1500.0),
            requirement("researcher_retention_12m__q8_q11", Side::AtMost, 0.85),
        ]);
        let cell = requirements.cell();
        assert_eq!(
            cell.to_string(),
            "net_value at least -1500 and researcher_retention_12m__q8_q11 at most 0.85"
        );
        assert_eq!(Requirements::of(&cell), Some(requirements));
        assert_eq!(Requirements::of(&Cell::text("net_value over 3")), None);
        for threshold in [Threshold::All, Threshold::Named("solvent".into())] {
            assert_eq!(Threshold::of(&threshold.cell()), Some(threshold));
        }
    }
}
