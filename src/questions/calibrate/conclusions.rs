//! What follows from what a calibration computed.

use super::calibration::Calibration;
use super::findings::Finding;
use super::rows::{Correlation, ParameterPosterior, Predicted, Recovered};
use super::simulator::Rejected;
use super::step::{Reason, Step};
use crate::analysis::calibration::{CalibrationError, Posterior, Wave};
use crate::row::Rows;

/// A correlation from which two parameters are known together only.
const STRONG: f64 = 0.7;

/// The tables of the posterior, from which its findings follow.
pub(super) struct PosteriorRows<'a> {
    pub(super) parameters: &'a Rows<ParameterPosterior>,
    pub(super) correlations: &'a Rows<Correlation>,
    pub(super) predictive: &'a Rows<Predicted>,
}

impl Calibration<'_> {
    /// Of recovery; nothing if it was not asked for.
    pub(super) fn of_recovery(&self, recovered: Option<&Rows<Recovered>>) -> Vec<Finding> {
        if let Some(Err(error)) = &self.fit.recovery {
            return vec![failed(Step::Recovery, error)];
        }
        let Some(recovered) = recovered else {
            return Vec::new();
        };
        let mut findings = Vec::new();
        let sets = u64::from(self.settings.recovery);
        let used = recovered.iter().next().map_or(0, |row| row.sets);
        if used < sets {
            findings.push(Finding::LeftOut {
                left_out: sets - used,
                sets,
            });
        }
        findings.extend(recovered.iter().map(|row| {
            let held = row.coverage.value.unwrap_or_default() * row.sets as f64;
            Finding::Recovered {
                parameter: row.parameter.clone(),
                predictivity: row.predictivity,
                is_identified: row.is_identified,
                level: self.experiment.level(),
                held: held.round() as u64,
                sets: row.sets,
            }
        }));
        findings
    }

    /// Of history matching.
    pub(super) fn of_waves(&self) -> Vec<Finding> {
        let mut findings = match &self.fit.waves {
            Err(error) => vec![failed(Step::History, error)],
            Ok(waves) => self.matched(waves),
        };
        findings.extend(rejected(Step::History, &self.fit.rejected_in_waves));
        findings
    }

    fn matched(&self, waves: &[Wave]) -> Vec<Finding> {
        let matched = (0..).zip(waves).map(|(place, wave)| Finding::Matched {
            wave: place,
            kept: wave.matched.len() as u64,
            points: self.settings.wave_points,
            share: wave.share,
        });
        let mut findings: Vec<Finding> = matched.collect();
        match waves.last() {
            Some(last) if last.matched.is_empty() => {
                findings.push(Finding::RuledOut);
                findings.extend(self.to_blame(waves, last));
            }
            Some(_) if !self.fit.is_narrowed => findings.push(Finding::NotNarrowed),
            _ => {}
        }
        findings
    }

    /// Why nothing is left: targets that no point reaches, or else how far the
    /// nearest point is from all of them together.
    fn to_blame(&self, waves: &[Wave], last: &Wave) -> Vec<Finding> {
        let cutoff = self.settings.cutoff;
        let mut findings = Vec::new();
        for (index, target) in self.fitted.iter().enumerate() {
            let of_target = waves.iter().map(|wave| wave.least[index]);
            let least = of_target.fold(f64::INFINITY, f64::min);
            if least > cutoff {
                findings.push(Finding::OutOfReach {
                    target: target.name.clone(),
                    measure: target.measure.clone(),
                    observed: target.value,
                    least: Some(least).filter(|least| least.is_finite()),
                    cutoff,
                });
            }
        }
        if findings.is_empty() && last.nearest.is_finite() {
            findings.push(Finding::NotTogether {
                nearest: last.nearest,
                cutoff,
            });
        }
        findings
    }

    /// Of ABC and what it predicts.
    pub(super) fn of_posterior(&self, rows: Option<PosteriorRows<'_>>) -> Vec<Finding> {
        match (&self.fit.posterior, rows) {
            (None, _) if self.fit.is_ruled_out() => vec![Finding::NoPosterior],
            (Some(Err(error)), _) => vec![failed(Step::Posterior, error)],
            (Some(Ok(posterior)), Some(rows)) => {
                let mut findings = sampled(posterior);
                findings.extend(self.known(rows.parameters));
                findings.extend(rows.correlations.iter().filter_map(|row| together(row)));
                findings.extend(rejected(Step::Posterior, &self.fit.rejected));
                findings.extend(predictions(rows.predictive));
                findings
            }
            _ => Vec::new(),
        }
    }

    /// What is known of each parameter.
    fn known(&self, parameters: &Rows<ParameterPosterior>) -> Vec<Finding> {
        let is_unidentified = |name: &str| match &self.fit.recovery {
            Some(Ok(recovery)) => recovery
                .iter()
                .any(|parameter| parameter.name == name && !parameter.is_identified),
            _ => false,
        };
        let mut findings: Vec<Finding> = Vec::new();
        for row in parameters {
            if let Some((category, probability)) = row.category.clone().zip(row.probability) {
                match findings.last_mut() {
                    Some(Finding::Categories {
                        parameter,
                        probabilities,
                        ..
                    }) if *parameter == row.parameter => {
                        probabilities.push((category, probability));
                    }
                    _ => findings.push(Finding::Categories {
                        parameter: row.parameter.clone(),
                        probabilities: vec![(category, probability)],
                        is_unidentified: is_unidentified(&row.parameter),
                    }),
                }
            }
            if let (Some(mean), Some(interval)) = (row.mean, row.interval()) {
                let prior = row.prior().unwrap_or(interval);
                findings.push(Finding::Range {
                    parameter: row.parameter.clone(),
                    mean,
                    interval: interval.into(),
                    level: self.experiment.level(),
                    prior: prior.into(),
                    is_unidentified: is_unidentified(&row.parameter),
                });
            }
        }
        findings
    }
}

fn sampled(posterior: &Posterior) -> Vec<Finding> {
    let Some(last) = posterior.generations.last() else {
        return Vec::new();
    };
    let mut findings = vec![Finding::Sampled {
        sets: posterior.particles.len() as u64,
        effective_size: last.effective_size,
        runs: posterior.simulations,
        generations: posterior.generations.len() as u64,
        end: posterior.end,
    }];
    if last.is_degenerate {
        findings.push(Finding::Degenerate);
    }
    findings
}

fn together(row: &Correlation) -> Option<Finding> {
    let correlation = row.correlation.filter(|r| r.abs() >= STRONG)?;
    Some(Finding::KnownTogether {
        parameters: [row.parameter.clone(), row.other.clone()],
        correlation,
    })
}

fn predictions(rows: &Rows<Predicted>) -> Vec<Finding> {
    let predicted = rows.iter().map(|row| Finding::Predicted {
        target: row.target.clone(),
        measure: row.measure.clone(),
        role: row.role,
        observed: row.observed,
        predicted: row.predicted,
        interval: row.interval(),
        tail_area: row.tail_area,
        miss: row.miss,
        is_predicted: row.is_predicted,
    });
    let mut findings: Vec<Finding> = predicted.collect();
    let missed = rows.iter().filter(|row| !row.is_predicted);
    findings.push(Finding::Checked {
        missed: missed.map(|row| row.target.clone()).collect(),
    });
    findings
}

fn failed(step: Step, error: &CalibrationError) -> Finding {
    Finding::Failed {
        step,
        reason: error.to_string(),
    }
}

/// How many runs were rejected without a distance, and why.
fn rejected(step: Step, rejected: &Rejected) -> impl Iterator<Item = Finding> {
    let count = |reason| rejected.values().filter(|found| **found == reason).count() as u64;
    let counted = [Reason::Refused, Reason::NoValue].map(|reason| (reason, count(reason)));
    let counted = counted.into_iter().filter(|(_, runs)| *runs > 0);
    counted.map(move |(reason, runs)| Finding::Rejected { step, reason, runs })
}
