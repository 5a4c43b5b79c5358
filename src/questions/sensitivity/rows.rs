//! The rows of a sensitivity analysis.

use crate::choice::choice;
use crate::numerals::Shown;
use crate::row::{Value, row};
use crate::stats::Estimated;
use crate::table::{Cell, Kind};

choice! {
    /// An index of a factor.
    pub enum Index {
        /// Elementary effects: mean size of the change over the range of the factor.
        MuStar = "mu_star",
        /// The same with the sign of the change.
        Mu = "mu",
        /// How much that change varies.
        Sigma = "sigma",
        /// Share of the variance that would remain if all others were known.
        Total = "total",
        /// Share of the variance that would be removed if it alone were known.
        First = "first",
        /// Median distance between distribution functions, over slices of the factor.
        Median = "median",
        /// The largest of these distances.
        Maximum = "maximum",
        /// Half of the mean area between densities, over slices of the factor.
        Delta = "delta",
    }
}

impl Index {
    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::MuStar => "mean size of the change (μ*)",
            Self::Mu => "mean change (μ)",
            Self::Sigma => "standard deviation of the change (σ)",
            Self::Total => "total-order index",
            Self::First => "first-order index",
            Self::Median => "median distance",
            Self::Maximum => "maximum distance",
            Self::Delta => "delta",
        }
    }

    /// The least and the greatest that it can be.
    pub fn possible(self) -> [f64; 2] {
        match self {
            Self::Mu => [f64::NEG_INFINITY, f64::INFINITY],
            Self::MuStar | Self::Sigma => [0.0, f64::INFINITY],
            _ => [0.0, 1.0],
        }
    }

    /// An estimate of it, of a measure of this unit, as people read it.
    pub fn shown(self, unit: &str, estimate: &Estimated) -> String {
        let (value, interval) = (estimate.value, estimate.interval());
        match self {
            Self::Mu => Shown::of(unit).difference(value, interval),
            Self::MuStar | Self::Sigma => Shown::of(unit).distance(value, interval),
            _ => Shown::of("").estimate(value, interval),
        }
    }
}

choice! {
    /// What the interval of an index says about a factor.
    pub enum Verdict {
        /// It lies above what the index is compared with.
        Matters = "matters",
        /// Not so, but the factor has an effect: the index lies above 0 where it is 0 on
        /// average without one; with elementary effects, their mean is not 0, or the mean of
        /// their squares without noise is above 0.
        Small = "small",
        /// It is not distinguishable from what the index is compared with.
        NotShown = "not shown",
        /// The factor changed no outcome at all.
        None = "none",
    }
}

/// What an index is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A factor, by its name.
    Factor(String),
    /// An input that no scenario reads.
    Dummy,
    /// Chance: the runs.
    Chance,
}

/// Its name in tables.
impl Value for Input {
    const KIND: Kind = Kind::Text;

    fn cell(&self) -> Cell {
        match self {
            Self::Factor(name) => Cell::text(name.clone()),
            Self::Dummy => Cell::text("(dummy)"),
            Self::Chance => Cell::text("(chance)"),
        }
    }

    fn of(cell: &Cell) -> Option<Self> {
        Some(match String::of(cell)?.as_str() {
            "(dummy)" => Self::Dummy,
            "(chance)" => Self::Chance,
            name => Self::Factor(name.to_owned()),
        })
    }
}

row! {
    /// An index of a factor.
    pub struct FactorIndex = "sensitivity.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant.
        variant: String,
        /// The variant that is subtracted from it, run by run.
        baseline: Option<String> [empty "the variant itself is analysed"],
        /// mu_star: mean size of the change over the whole range of the factor; mu: with its sign;
        /// sigma: how much the change varies. total: share of the variance that would remain if
        /// all other factors were known; first: that would be removed if this one alone were
        /// known. median, maximum: over slices of the factor, of the distance between the
        /// distribution in a slice and that of all design points. delta: half of the mean area
        /// between the density in a slice and that of all design points.
        index: Index,
        /// The factor; (dummy): an input that no scenario reads; (chance): the runs, as one more input.
        factor: Input,
        /// The index: mu_star, mu and sigma in the unit of the measure, others from 0 to 1.
        estimate: Estimated [unit "unit of the index"] [empty "the outcome does not vary"],
        /// 1 is the largest, without its sign.
        rank: Option<u64> [empty "not a factor"],
        /// matters: the interval lies above that of the dummy, or above 0 where chance is an input;
        /// small: not above that of the dummy, but there is an effect; not shown: neither; none: no
        /// outcome differed.
        verdict: Option<Verdict> [empty "not a factor, the index does not say so, or it has no interval"],
        /// The PAWN distance that one slice exceeds with probability alpha (in the manifest) if
        /// the factor does not matter.
        critical: Option<f64> [unit "probability"] [empty "not a factor, or another method"],
        /// Base rows, trajectories or design points that were analysed.
        rows: u64 [unit "rows of the design"],
        /// Those left out because a design point had no value.
        dropped: u64 [unit "rows of the design"],
    }
}

row! {
    /// An index of the interaction of two factors.
    pub struct Interaction = "pairs.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant.
        variant: String,
        /// The variant that is subtracted from it, run by run.
        baseline: Option<String> [empty "the variant itself is analysed"],
        /// A factor.
        first_factor: String,
        /// Another.
        second_factor: String,
        /// Share of the variance due to the interaction of just these two.
        estimate: Estimated [unit "share of the variance"] [empty "the outcome does not vary"],
        /// Base rows that were analysed.
        rows: u64 [unit "rows of the design"],
        /// Those left out because a design point had no value.
        dropped: u64 [unit "rows of the design"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_told_in_its_own_unit() {
        let estimate = Estimated {
            value: Some(0.05),
            std_error: Some(0.01),
            ci_low: Some(0.03),
            ci_high: Some(0.07),
        };
        let shown = |index: Index| index.shown("share", &estimate);
        assert_eq!(shown(Index::Mu), "+5.0 pp (3.0 to 7.0)");
        assert_eq!(shown(Index::MuStar), "5.0 pp (3.0 to 7.0)");
        assert_eq!(shown(Index::Total), "0.050 (0.030 to 0.070)");
    }

    #[test]
    fn what_is_no_factor_has_a_name_of_its_own() {
        let inputs = [Input::Factor("chance".into()), Input::Dummy, Input::Chance];
        for input in inputs {
            assert_eq!(Input::of(&input.cell()), Some(input));
        }
    }
}
