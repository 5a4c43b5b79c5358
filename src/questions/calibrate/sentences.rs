//! What a calibration found, in words.

use super::fit::end_words;
use super::simulator::{Reason, Rejected};
use super::tables::Spread;
use super::{Findings, Role};
use crate::analysis::calibration::{Posterior, Wave};
use crate::experiment::answer::brief;
use crate::experiment::factor::Domain;

/// A correlation from which two parameters are known together only.
const STRONG: f64 = 0.7;

impl Findings<'_> {
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut told = self.of_recovery();
        match &self.fit.waves {
            Ok(waves) => told.extend(self.of_waves(waves)),
            Err(error) => told.push(format!("history matching could not be made: {error}")),
        }
        told.extend(rejected_words(
            "history matching",
            &self.fit.rejected_in_waves,
        ));
        match &self.fit.posterior {
            None if self.fit.is_ruled_out() => told.push(
                "there is no posterior: it would be one of a model that does not give what was \
                 observed"
                    .to_owned(),
            ),
            None => {}
            Some(Err(error)) => told.push(format!("there is no posterior: {error}")),
            Some(Ok(posterior)) => {
                told.extend(self.of_posterior(posterior));
                told.extend(rejected_words("ABC", &self.fit.rejected));
                told.extend(self.of_predictions());
            }
        }
        told
    }

    fn of_recovery(&self) -> Vec<String> {
        let found = match &self.fit.recovery {
            None => return Vec::new(),
            Some(Err(error)) => return vec![format!("recovery could not be measured: {error}")],
            Some(Ok(found)) => found,
        };
        let mut told = Vec::new();
        let used = found.first().map_or(0, |parameter| parameter.coverage.n);
        let left_out = u64::from(self.settings.recovery) - used;
        if left_out > 0 {
            told.push(format!(
                "recovery: {left_out} of {} parameter sets were left out: they break a rule of \
                 the scenario, or their run has no value of a target",
                self.settings.recovery
            ));
        }
        for parameter in found {
            let predictivity = parameter.predictivity.map_or("unknown".to_owned(), brief);
            let verdict = match parameter.is_identified {
                true => "identified",
                false => {
                    "not identified: these targets do not know it, and its posterior is little \
                     more than the prior"
                }
            };
            let coverage = parameter.coverage.value.unwrap_or_default();
            told.push(format!(
                "recovery of {}: predictivity {predictivity}, {verdict}; {:.0}% intervals held \
                 the true value in {:.0} of {used} sets",
                parameter.name,
                100.0 * self.experiment.level(),
                coverage * used as f64,
            ));
        }
        told
    }

    fn of_waves(&self, waves: &[Wave]) -> Vec<String> {
        let wave_words = |(place, wave): (usize, &Wave)| {
            format!(
                "wave {place}: {} of {} points are not implausible, about {}% of the space",
                wave.matched.len(),
                self.settings.wave_points,
                brief(100.0 * wave.share)
            )
        };
        let mut told: Vec<String> = waves.iter().enumerate().map(wave_words).collect();
        let Some(last) = waves.last().filter(|last| last.matched.is_empty()) else {
            if !waves.is_empty() && !self.fit.is_narrowed {
                told.push(
                    "a wave kept too few points to say where what is left ends, so ABC looks in \
                     the whole prior; more `wave_points` help"
                        .to_owned(),
                );
            }
            return told;
        };
        told.push(
            "history matching rules out everything: no values within the ranges give what was \
             observed"
                .to_owned(),
        );
        let cutoff = self.settings.cutoff;
        let mut is_blamed = false;
        for (index, target) in self.fitted.iter().enumerate() {
            let of_target = waves.iter().map(|wave| wave.least[index]);
            let least = of_target.fold(f64::INFINITY, f64::min);
            if least > cutoff {
                is_blamed = true;
                told.push(match least.is_finite() {
                    true => format!(
                        "{}: no point comes closer to {} than {} standard deviations (the cutoff \
                         is {cutoff})",
                        target.name,
                        brief(target.value),
                        brief(least)
                    ),
                    false => format!("{}: no point has a value in all runs", target.name),
                });
            }
        }
        if !is_blamed && last.nearest.is_finite() {
            told.push(format!(
                "each target is reached somewhere, but not all at once: the nearest point misses \
                 one by {} standard deviations (the cutoff is {cutoff})",
                brief(last.nearest)
            ));
        }
        told
    }

    fn of_posterior(&self, posterior: &Posterior) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(last) = posterior.generations.last() {
            told.push(format!(
                "posterior: {} parameter sets, worth {} independent ones, from {} runs in {} \
                 generations; {}",
                posterior.particles.len(),
                brief(last.effective_size),
                posterior.simulations,
                posterior.generations.len(),
                end_words(posterior.end)
            ));
            if last.is_degenerate {
                told.push(
                    "warning: the posterior rests on a few parameter sets; its intervals are not \
                     to be trusted"
                        .to_owned(),
                );
            }
        }
        let factors = self.space.factors;
        for (index, factor) in factors.iter().enumerate() {
            let known = match &self.fit.recovery {
                Some(Ok(recovery)) if !recovery[index].is_identified => " (not identified)",
                _ => "",
            };
            if let Domain::Levels(levels) = &factor.domain {
                let probabilities = posterior.probabilities(index, levels.len());
                let pairs = levels.iter().zip(probabilities);
                let words = pairs.map(|(level, p)| format!("{level} {:.0}%", 100.0 * p));
                let words: Vec<String> = words.collect();
                told.push(format!("{}: {}{known}", factor.name, words.join(", ")));
                continue;
            }
            let [low, high] = self.tails().map(|p| posterior.quantile(index, p));
            let (from, to) = self.space.ends(index).unwrap_or((low, high));
            told.push(format!(
                "{}: {} ({} to {}); the prior is {} to {}{known}",
                factor.name,
                brief(posterior.mean(index)),
                brief(low),
                brief(high),
                brief(from),
                brief(to)
            ));
        }
        for (first, factor) in factors.iter().enumerate() {
            for (second, other) in factors.iter().enumerate().skip(first + 1) {
                let is_number = |domain: &Domain| !matches!(domain, Domain::Levels(_));
                let correlation = posterior.correlation(first, second);
                let strong = correlation.filter(|r| r.abs() >= STRONG);
                if let Some(r) = strong
                    && is_number(&factor.domain)
                    && is_number(&other.domain)
                {
                    told.push(format!(
                        "{} and {} are known together, and neither alone: correlation {r:.2}",
                        factor.name, other.name
                    ));
                }
            }
        }
        told
    }

    fn of_predictions(&self) -> Vec<String> {
        let mut told = Vec::new();
        let mut failed = Vec::new();
        for (target, prediction) in self.settings.targets.iter().zip(&self.predictions) {
            let role = match target.role {
                Role::Fit => "fitted",
                Role::Holdout => "held out",
            };
            let name = &target.name;
            let spread = Spread::of(prediction, self.tails());
            let (Some(mean), Some(low), Some(high), Some(area)) =
                (spread.mean, spread.low, spread.high, prediction.area)
            else {
                failed.push(name.as_str());
                told.push(format!("{name} ({role}): no prediction has a value"));
                continue;
            };
            let verdict = match (self.is_predicted(prediction), spread.miss(target.value)) {
                (true, _) => "among the predictions".to_owned(),
                (false, None) => "not predicted".to_owned(),
                (false, Some(miss)) => {
                    let side = if miss > 0.0 { "above" } else { "below" };
                    format!(
                        "not predicted: it lies {} standard deviations {side} their mean",
                        brief(miss.abs())
                    )
                }
            };
            if !self.is_predicted(prediction) {
                failed.push(name);
            }
            told.push(format!(
                "{name} ({role}): observed {}, predicted {} ({} to {}), tail area {}: {verdict}",
                brief(target.value),
                brief(mean),
                brief(low),
                brief(high),
                brief(area.two_sided)
            ));
        }
        told.push(match failed.is_empty() {
            true => "the posterior predictive check finds no target that the model does not give"
                .to_owned(),
            false => format!(
                "the posterior predictive check fails: calibrated, the model does not give {}",
                failed.join(", ")
            ),
        });
        told
    }
}

/// How many simulations were rejected without a distance, and why.
fn rejected_words(what: &str, rejected: &Rejected) -> Vec<String> {
    let count = |reason| rejected.values().filter(|found| **found == reason).count();
    let mut told = Vec::new();
    match count(Reason::Refused) {
        0 => {}
        refused => told.push(format!(
            "{what}: {refused} runs were rejected, as if they lay outside of the prior, since \
             their values break a rule of the scenario together"
        )),
    }
    match count(Reason::NoValue) {
        0 => {}
        missing => told.push(format!(
            "{what}: {missing} runs were rejected since they have no value of a fitted target; \
             the posterior is that of parameters which give one"
        )),
    }
    told
}
