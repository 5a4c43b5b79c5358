//! The tables of a calibration.

use super::calibration::Calibration;
use super::rows::{
    Correlation, Matching, Narrowing, Nearest, ParameterPosterior, ParameterSet, Predicted,
    Recovered,
};
use super::step::Reason;
use crate::analysis::calibration::{ParameterRecovery, Posterior, Wave};
use crate::experiment::answer::{factor_cells, factor_columns};
use crate::experiment::factor::Domain;
use crate::row::Rows;

impl Calibration<'_> {
    /// A row a parameter, or a value of a parameter that is no number.
    pub(super) fn posterior(&self, posterior: &Posterior) -> Rows<ParameterPosterior> {
        let effective_size = posterior.generations.last().map(|last| last.effective_size);
        let mut rows = Rows::default();
        for (index, factor) in self.space.factors.iter().enumerate() {
            let unknown = ParameterPosterior {
                parameter: factor.name.clone(),
                category: None,
                probability: None,
                prior_low: None,
                prior_high: None,
                left_low: None,
                left_high: None,
                mean: None,
                sd: None,
                ci_low: None,
                ci_high: None,
                effective_size,
            };
            if let Domain::Levels(levels) = &factor.domain {
                let probabilities = posterior.probabilities(index, levels.len());
                for (level, probability) in levels.iter().zip(probabilities) {
                    rows.push(ParameterPosterior {
                        category: Some(level.to_string()),
                        probability: Some(probability),
                        ..unknown.clone()
                    });
                }
                continue;
            }
            let [prior, left] = [&self.space, &self.fit.left].map(|space| space.ends(index));
            let [low, high] = self.tails().map(|p| posterior.quantile(index, p));
            rows.push(ParameterPosterior {
                prior_low: prior.map(|(low, _)| low),
                prior_high: prior.map(|(_, high)| high),
                left_low: left.map(|(low, _)| low),
                left_high: left.map(|(_, high)| high),
                mean: Some(posterior.mean(index)),
                sd: Some(posterior.std_dev(index)),
                ci_low: Some(low),
                ci_high: Some(high),
                ..unknown
            });
        }
        rows
    }

    /// A row a pair of parameters that are numbers.
    pub(super) fn correlations(&self, posterior: &Posterior) -> Rows<Correlation> {
        let factors = self.space.factors.iter().enumerate();
        let numbers: Vec<_> = factors
            .filter(|(_, factor)| !matches!(factor.domain, Domain::Levels(_)))
            .collect();
        let mut rows = Rows::default();
        for (place, (first, factor)) in numbers.iter().enumerate() {
            for (second, other) in &numbers[place + 1..] {
                rows.push(Correlation {
                    parameter: factor.name.clone(),
                    other: other.name.clone(),
                    correlation: posterior.correlation(*first, *second),
                });
            }
        }
        rows
    }

    /// The parameter sets: first a column a factor, by which a design of kind
    /// "csv" reads them.
    pub(super) fn parameters(&self, posterior: &Posterior) -> Rows<ParameterSet> {
        let factors = self.space.factors;
        let mut rows = Rows::at(factor_columns(factors));
        for particle in &posterior.particles {
            let levels = self.space.levels(&particle.values);
            let row = ParameterSet {
                weight: particle.weight,
                distance: particle.distance,
            };
            rows.push_at(factor_cells(factors, &levels), row);
        }
        rows
    }

    /// What was observed beside what is predicted, target by target.
    pub(super) fn predictive(&self) -> Rows<Predicted> {
        let pairs = self.settings.targets.iter().zip(&self.predictions);
        let row = pairs.map(|(target, prediction)| {
            let spread = prediction.spread(self.tails());
            let area = prediction.area;
            Predicted {
                target: target.name.clone(),
                measure: target.measure.clone(),
                quarter: target.quarter.map(|quarter| quarter as u64),
                role: target.role,
                observed: target.value,
                sd: target.spread(),
                predictions: prediction.values.len() as u64,
                predicted: spread.mean,
                predicted_sd: spread.sd,
                predicted_low: spread.low,
                predicted_high: spread.high,
                miss: spread.miss(target.value),
                at_most: area.map(|area| area.at_most),
                at_least: area.map(|area| area.at_least),
                tail_area: area.map(|area| area.two_sided),
                is_predicted: self.is_predicted(prediction),
            }
        });
        row.collect()
    }

    /// What each wave left.
    pub(super) fn waves(&self, waves: &[Wave]) -> Rows<Matching> {
        let ranks = self.settings.history(self.fitted.len()).maxima;
        let row = (0..)
            .zip(waves)
            .zip(ranks)
            .map(|((place, wave), rank)| Matching {
                wave: place,
                rank: rank as u64,
                points: self.settings.wave_points,
                kept: wave.matched.len() as u64,
                refused: self.rejected_points(place, Reason::Refused),
                without_value: self.rejected_points(place, Reason::NoValue),
                share: wave.share,
                nearest: finite(wave.nearest),
            });
        row.collect()
    }

    /// How near each wave came to each target.
    pub(super) fn implausibilities(&self, waves: &[Wave]) -> Rows<Nearest> {
        let row = (0..).zip(waves).flat_map(|(place, wave)| {
            let pairs = self.fitted.iter().zip(&wave.least);
            pairs.map(move |(target, &least)| Nearest {
                wave: place,
                target: target.name.clone(),
                least: finite(least),
            })
        });
        row.collect()
    }

    /// Points of a wave with a run that was rejected.
    fn rejected_points(&self, wave: u64, reason: Reason) -> u64 {
        let replicates = self.settings.wave_replicates;
        let runs = self.settings.wave_points * replicates;
        let own = self
            .fit
            .rejected_in_waves
            .range(wave * runs..(wave + 1) * runs);
        let own = own.filter(|(_, found)| **found == reason);
        let mut points: Vec<u64> = own.map(|(run, _)| run / replicates).collect();
        points.dedup();
        points.len() as u64
    }
}

/// How the posterior was narrowed down.
pub(super) fn generations(posterior: &Posterior) -> Rows<Narrowing> {
    let generations = (0..).zip(&posterior.generations);
    let row = generations.map(|(place, generation)| Narrowing {
        generation: place,
        epsilon: generation.epsilon,
        runs: generation.simulations,
        rejected: generation.failed,
        acceptance: generation.acceptance,
        effective_size: generation.effective_size,
    });
    row.collect()
}

/// How well parameters are estimated back.
pub(super) fn recovery(recovery: &[ParameterRecovery]) -> Rows<Recovered> {
    let row = recovery.iter().map(|parameter| Recovered {
        parameter: parameter.name.clone(),
        sets: parameter.coverage.n,
        predictivity: parameter.predictivity,
        coverage: (&parameter.coverage).into(),
        is_identified: parameter.is_identified,
    });
    row.collect()
}

/// A number that stands for "nowhere" if it is infinite.
fn finite(number: f64) -> Option<f64> {
    Some(number).filter(|number| number.is_finite())
}
