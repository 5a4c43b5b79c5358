//! Points as cases: which of them are of interest.

use super::DiscoverSettings;
use crate::analysis::discovery::{Cases, CasesError, Input, Values};
use crate::experiment::factor::Level;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::stats::Estimate;

/// The points whose mean is known, and whether they are of interest.
pub(super) struct Worlds {
    /// Numbers of the points, ascending.
    pub(super) points: Vec<usize>,
    /// For each of them, whether it is of interest.
    pub(super) of_interest: Vec<bool>,
    /// How many points have no value in any run.
    pub(super) unknown: usize,
    /// How many of the points have an interval that holds a threshold, so that
    /// luck may have put them on either side.
    pub(super) unsure: usize,
}

/// Looks at every point: a point is of interest if the mean over its replicates
/// is, or the mean of the differences of two variants under the same luck. A
/// single run would make noise look like structure.
pub(super) fn worlds(outcomes: &Outcomes, settings: &DiscoverSettings) -> Worlds {
    let mut worlds = Worlds {
        points: Vec::new(),
        of_interest: Vec::new(),
        unknown: 0,
        unsure: 0,
    };
    let thresholds = [settings.above, settings.below];
    for point in 0..outcomes.points() {
        let estimate = mean(outcomes, settings, point);
        let Some(value) = estimate.value else {
            worlds.unknown += 1;
            continue;
        };
        let holds = |threshold: &f64| match estimate.ci_low.zip(estimate.ci_high) {
            Some((low, high)) => low <= *threshold && *threshold <= high,
            None => false,
        };
        worlds.points.push(point);
        worlds.of_interest.push(settings.is_of_interest(value));
        worlds.unsure += usize::from(thresholds.iter().flatten().any(holds));
    }
    worlds
}

/// The mean, or mean difference, that is looked at.
fn mean(outcomes: &Outcomes, settings: &DiscoverSettings, point: usize) -> Estimate {
    let (variant, measure) = (settings.variant, settings.measure);
    match settings.than {
        None => outcomes.mean(point, variant, measure),
        Some(than) => {
            let pairs = outcomes.pairs(point, [than, variant], measure);
            pairs.difference(outcomes.level())
        }
    }
}

impl Worlds {
    /// How many points are of interest.
    pub(super) fn count(&self) -> usize {
        self.of_interest.iter().filter(|&&own| own).count()
    }

    /// Some of the worlds, by their places among them, as cases.
    ///
    /// # Errors
    /// If none of them is of interest.
    pub(super) fn cases(
        &self,
        session: &Session<'_>,
        places: &[usize],
    ) -> Result<Cases, CasesError> {
        let factors = session.experiment.factors.iter().enumerate();
        let inputs = factors.map(|(column, factor)| {
            let level = |&place: &usize| &session.points[self.points[place]][column];
            let values = match factor.is_numeric() {
                true => {
                    let numbers = places.iter().map(level).map(Level::number);
                    Values::Numeric(numbers.map(|x| x.unwrap_or(f64::NAN)).collect())
                }
                false => categories(places.iter().map(level)),
            };
            Input {
                name: factor.name.clone(),
                values,
            }
        });
        let outcomes = places
            .iter()
            .map(|&place| f64::from(u8::from(self.of_interest[place])));
        Cases::new(inputs.collect(), outcomes.collect())
    }
}

/// Levels as categories, in the order in which they are first seen.
fn categories<'a>(levels: impl Iterator<Item = &'a Level>) -> Values {
    let mut categories: Vec<String> = Vec::new();
    let values = levels.map(|level| {
        let name = level.to_string();
        categories
            .iter()
            .position(|known| *known == name)
            .unwrap_or_else(|| {
                categories.push(name);
                categories.len() - 1
            })
    });
    let values = values.collect();
    Values::Categorical { categories, values }
}
