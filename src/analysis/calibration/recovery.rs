//! Whether parameters can be found at all.

use super::abc::{AbcSettings, posterior_from};
use super::error::check;
use super::{CalibrationError, End, Marginal, Posterior, Prior, Simulations};
use crate::random::Streams;
use crate::stats::Estimate;

/// How well a parameter is recovered from data that the model itself made.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRecovery {
    /// Its name.
    pub name: String,
    /// Predictivity, `1 - sum of (estimate - true)^2 / sum of (mean - true)^2`
    /// over draws from the prior, with the posterior mean as estimate (Carrella
    /// 2021): 1 if the data tell the parameter exactly, 0 if they tell no more
    /// than the prior. Of categories, an error counts 1 in the place of a
    /// square, and the likeliest one is the estimate. None if all draws agree.
    pub predictivity: Option<f64>,
    /// How often the central interval held the true value; of categories, the
    /// smallest set of the likeliest ones. It should be the level that was
    /// asked for. The interval is Wilson's.
    pub coverage: Estimate,
    /// Whether the predictivity is at least [`Self::IDENTIFIED`]. A
    /// parameter that is not identified is a result: these statistics do not
    /// know it, and its posterior is the prior in disguise.
    pub is_identified: bool,
}

impl ParameterRecovery {
    /// The predictivity from which a parameter is called identified: a convention, no
    /// test.
    pub const IDENTIFIED: f64 = 0.3;
}

/// One draw: the truth, and what was found.
struct Draw {
    truth: Vec<f64>,
    posterior: Posterior,
}

/// Draws `draws` points from the prior, simulates data there, calibrates to
/// them, and compares: one entry a parameter. It is done before data are used;
/// 100 draws tell a coverage to 6 percentage points at 90%.
///
/// `level` is that of the intervals, those of coverages too, strictly between 0 and 1. Simulations have
/// the numbers of draw d from `d 2^40` on. A draw whose own data are not finite is
/// left out, as the number of the coverage's runs tells.
///
/// # Errors
/// If a setting is out of its range, a calibration fails or an interrupt comes.
pub fn recover(
    prior: &Prior,
    settings: &AbcSettings,
    draws: u32,
    level: f64,
    with: Simulations,
    simulate: impl Fn(&[f64], u64) -> Vec<f64> + Sync,
) -> Result<Vec<ParameterRecovery>, CalibrationError> {
    const NUMBERS: u64 = 1 << 40;
    check(&[
        ((2..1 << 23).contains(&draws), "draws"),
        (level > 0.0 && level < 1.0, "level"),
        (settings.most_simulations < NUMBERS, "most_simulations"),
    ])?;
    let mut all = Vec::new();
    for draw in 0..u64::from(draws) {
        let number = draw * NUMBERS;
        let truth = prior.values(&prior.draw(&Streams::new(with.seed, number)));
        let observed = simulate(&truth, number);
        if !observed.iter().all(|o| o.is_finite()) {
            continue;
        }
        let posterior = posterior_from(number + 1, prior, &observed, settings, with, &simulate)?;
        if posterior.end == End::Interrupted {
            return Err(CalibrationError::Interrupted);
        }
        all.push(Draw { truth, posterior });
    }
    if all.len() < 2 {
        return Err(CalibrationError::Failing);
    }
    let parameters = prior.parameters().iter().enumerate();
    let report = parameters.map(|(index, parameter)| {
        let (predictivity, covered) = match &parameter.marginal {
            Marginal::Categorical { weights } => categorical(&all, index, weights.len(), level),
            _ => numeric(&all, index, level),
        };
        ParameterRecovery {
            name: parameter.name.clone(),
            predictivity,
            coverage: Estimate::of_proportion(covered, all.len() as u64, level),
            is_identified: predictivity.is_some_and(|p| p >= ParameterRecovery::IDENTIFIED),
        }
    });
    Ok(report.collect())
}

/// Predictivity of a number, and how many intervals held it.
fn numeric(draws: &[Draw], index: usize, level: f64) -> (Option<f64>, u64) {
    let truths = || draws.iter().map(|draw| draw.truth[index]);
    let mean = truths().sum::<f64>() / draws.len() as f64;
    let errors = draws
        .iter()
        .map(|draw| draw.posterior.mean(index) - draw.truth[index]);
    let tail = (1.0 - level) / 2.0;
    let covered = draws.iter().filter(|draw| {
        let low = draw.posterior.quantile(index, tail);
        let high = draw.posterior.quantile(index, 1.0 - tail);
        (low..=high).contains(&draw.truth[index])
    });
    let squares = |errors: &mut dyn Iterator<Item = f64>| errors.map(|e| e * e).sum::<f64>();
    let unexplained = squares(&mut errors.into_iter());
    let spread = squares(&mut truths().map(|truth| truth - mean));
    (share_known(unexplained, spread), covered.count() as u64)
}

/// Predictivity of a category, and how many sets held it.
fn categorical(draws: &[Draw], index: usize, categories: usize, level: f64) -> (Option<f64>, u64) {
    let mut frequencies = vec![0u32; categories];
    let (mut errors, mut covered) = (0.0, 0);
    for draw in draws {
        let truth = draw.truth[index] as usize;
        frequencies[truth] += 1;
        let probabilities = draw.posterior.probabilities(index, categories);
        let mut order: Vec<usize> = (0..categories).collect();
        order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
        errors += f64::from(order[0] != truth);
        let mut before = 0.0;
        let set = order.iter().take_while(|&&category| {
            let is_needed = before < level;
            before += probabilities[category];
            is_needed
        });
        covered += u64::from(set.copied().any(|category| category == truth));
    }
    let most = frequencies.iter().copied().max().unwrap_or_default();
    let blind = draws.len() as f64 - f64::from(most);
    (share_known(errors, blind), covered)
}

fn share_known(unexplained: f64, spread: f64) -> Option<f64> {
    (spread > 0.0).then(|| 1.0 - unexplained / spread)
}
