//! Which design points are of interest, and these as cases of a method.

use super::DiscoverSettings;
use crate::analysis::discovery::{Cases, CasesError, Input, Values, effective};
use crate::experiment::factor::Level;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::stats::Estimate;

/// The design points whose mean is known, and whether they are of interest.
#[derive(Default)]
pub(super) struct Judged {
    /// Their numbers, ascending.
    pub(super) points: Vec<usize>,
    /// For each of them, whether it is of interest.
    pub(super) of_interest: Vec<bool>,
    /// For each of them, how much it counts beside the others: 1 unless the design says.
    pub(super) weights: Vec<f64>,
    /// How many design points have no value in any run.
    pub(super) unknown: usize,
    /// How many of the points have an interval that includes a bound, or none.
    pub(super) undecided: usize,
}

/// Judges every design point: it is of interest if the mean over its replicates is, or the
/// mean difference of two variants with the same luck. A single run would make noise look
/// like structure.
pub(super) fn judged(
    session: &Session<'_>,
    outcomes: &Outcomes,
    settings: &DiscoverSettings,
) -> Judged {
    let weights = session.experiment.weights();
    let mut judged = Judged::default();
    for point in 0..outcomes.points() {
        let estimate = mean(outcomes, settings, point);
        let Some(value) = estimate.value else {
            judged.unknown += 1;
            continue;
        };
        judged.points.push(point);
        judged.of_interest.push(settings.interest.holds(value));
        let weight = weights.as_ref().map_or(1.0, |weights| weights[point]);
        judged.weights.push(weight);
        judged.undecided += usize::from(settings.interest.is_undecided(&estimate));
    }
    judged
}

/// The mean, or mean difference, that is looked at.
fn mean(outcomes: &Outcomes, settings: &DiscoverSettings, point: usize) -> Estimate {
    let (variant, measure) = (settings.variant, settings.measure);
    match settings.than {
        None => outcomes.mean(point, variant, measure),
        Some(than) => {
            let pairs = outcomes.pairs(point, [than, variant], measure);
            outcomes.difference(&pairs, measure)
        }
    }
}

impl Judged {
    /// How many points are of interest.
    pub(super) fn count(&self) -> usize {
        self.of_interest.iter().filter(|&&own| own).count()
    }

    /// The weight of those that are of interest, or of the others.
    fn of(&self, of_interest: bool) -> impl Iterator<Item = f64> + Clone {
        let pairs = self.of_interest.iter().zip(&self.weights);
        pairs
            .filter(move |(own, _)| **own == of_interest)
            .map(|(_, &weight)| weight)
    }

    /// The share of what all points weigh that is of interest.
    pub(super) fn share(&self) -> f64 {
        let weight = |of_interest| self.of(of_interest).sum::<f64>();
        weight(true) / (weight(true) + weight(false))
    }

    /// As how many points of equal weight those of interest count, and the others.
    pub(super) fn effective(&self) -> [f64; 2] {
        [true, false].map(|of_interest| effective(self.of(of_interest)))
    }

    /// Some of the points, by their places among them, as cases.
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
        let weights = places.iter().map(|&place| self.weights[place]);
        Cases::new(inputs.collect(), outcomes.collect())?.weighted(weights.collect())
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
