//! That there are fewer runs than intervals need.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::measure::Measures;
use crate::numerals::listed;
use crate::stats::{Estimate, runs_needed, skewness};

/// Measures that are named; of the others it is told how many there are.
const MOST_TOLD: usize = 5;

/// Fewer runs than intervals need: they are too narrow for what they say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FewRuns {
    /// Fewest runs, or pairs of runs, that an interval of one of the measures is of.
    pub runs: u64,
    /// The measures.
    pub measures: Vec<Needed>,
}

/// How many runs a measure needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needed {
    /// Key of the measure.
    pub measure: String,
    /// How many runs its interval needs.
    pub runs: u64,
}

impl FewRuns {
    /// Looks at an estimate of a measure, to which runs added these numbers. An estimate
    /// without an interval is not too narrow.
    pub(crate) fn look(&mut self, measure: &str, estimate: &Estimate, added: &[f64]) {
        let skewness = skewness(added).filter(|_| estimate.ci_low.is_some());
        let Some(needed) = skewness.map(runs_needed).filter(|&few| few > estimate.n) else {
            return;
        };
        self.runs = match self.measures.is_empty() {
            true => estimate.n,
            false => self.runs.min(estimate.n),
        };
        match self.measures.iter_mut().find(|own| own.measure == measure) {
            Some(known) => known.runs = known.runs.max(needed),
            None => self.measures.push(Needed {
                measure: measure.to_owned(),
                runs: needed,
            }),
        }
    }

    /// What it says of the measures that are shown.
    #[must_use]
    pub fn among(mut self, shown: impl Fn(&str) -> bool) -> Option<Self> {
        self.measures.retain(|own| shown(&own.measure));
        self.any()
    }

    /// The same, unless all have enough.
    pub(crate) fn any(self) -> Option<Self> {
        (!self.measures.is_empty()).then_some(self)
    }

    /// The warning in few words, of how many measures and runs it is.
    pub fn short(&self) -> String {
        let most = self.measures.iter().map(|own| own.runs).max();
        let (measures, needs) = match self.measures.len() {
            1 => ("one measure".to_owned(), "needs"),
            more => (format!("{more} measures"), "need"),
        };
        format!(
            "{} runs are too few for the intervals of the mean of {measures}, which {needs} up to \
             {}.",
            self.runs,
            most.unwrap_or_default()
        )
    }

    /// The warning in words.
    pub fn words(&self, measures: &Measures) -> String {
        let mut most: Vec<&Needed> = self.measures.iter().collect();
        most.sort_by_key(|own| Reverse(own.runs));
        let named = most.into_iter().take(MOST_TOLD);
        let named = named.map(|own| format!("{} ({})", measures.get(&own.measure).title, own.runs));
        let others = match self.measures.len().saturating_sub(MOST_TOLD) {
            0 => None,
            1 => Some("1 more measure".to_owned()),
            more => Some(format!("{more} more measures")),
        };
        format!(
            "{} runs are too few for the intervals of the mean: fewer than 50, or skewed results, \
             make them too narrow. Runs needed: {}.",
            self.runs,
            listed(named.chain(others))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Moments;

    fn look(few: &mut FewRuns, key: &str, added: &[f64]) {
        let moments: Moments = added.iter().copied().collect();
        few.look(key, &Estimate::of_mean(&moments, 0.95), added);
    }

    #[test]
    fn skewed_and_rare_measures_are_named_with_what_they_need() {
        let mut few = FewRuns::default();
        let even: Vec<f64> = (0..60).map(f64::from).collect();
        look(&mut few, "papers_accepted", &even);
        look(&mut few, "net_value", &[1.0; 60]);
        assert_eq!(few.clone().any(), None);
        let mut rare = vec![0.0; 57];
        rare.extend([1.0; 3]);
        look(&mut few, "shipped_value", &rare);
        look(&mut few, "papers_accepted", &even[..8]);
        // p = 1/20: 25 (1 - 2p)^2 / (p (1 - p)) = 426.3
        let told = few.clone().any().unwrap().words(&Measures::default());
        assert_eq!(
            told,
            "8 runs are too few for the intervals of the mean: fewer than 50, or skewed results, \
             make them too narrow. Runs needed: value shipped (427) and papers accepted (50)."
        );
        assert_eq!(
            few.any().unwrap().short(),
            "8 runs are too few for the intervals of the mean of 2 measures, which need up to 427."
        );
    }
}
