//! How the hazard of exit depends on tenure, and who is still there.

use crate::elementary::{exp, exp_column, ln, normal_quantile};
use crate::scenario::Scenario;

/// Quarters in which those who stay decide under the impression of an exit.
pub(crate) const CONTAGION_QUARTERS: f64 = 2.0;

/// From here on, nobody stays for a quarter.
pub(super) const MOST_HAZARD: f64 = 1000.0;

/// Points at which a distribution of hazards is summed up.
const POINTS: u32 = 16;

/// Longest tenure that anybody has at the start, in quarters: a career.
pub(crate) const CAREER: usize = 160;

/// The hazard of exit by tenure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TenureHazard {
    /// Log hazard by completed quarters of tenure relative to long tenure; the last entry
    /// holds for all longer tenures.
    pub(crate) log: Vec<f64>,
    /// Sum of the hazards of all shorter tenures, by tenure up to a career.
    cumulative: Vec<f64>,
    /// What shocks, the ups and downs of satisfaction and exits of team mates multiply a
    /// hazard by, in the mean.
    chance: f64,
}

impl TenureHazard {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let log = log_hazard(scenario);
        let mut sum = 0.0;
        let cumulative = (0..=CAREER).map(|tenure| {
            let before = sum;
            sum += exp(log[tenure.min(log.len() - 1)]);
            before
        });
        Self {
            cumulative: cumulative.collect(),
            chance: chance(scenario),
            log,
        }
    }

    /// Hazards in a quarter, in the mean, of people with these tenures, from their own log
    /// hazards at long tenure.
    pub(crate) fn typical(&self, tenures: &[u32], log_hazards: &mut [f64]) {
        for (own, &tenure) in log_hazards.iter_mut().zip(tenures) {
            *own += self.log[(tenure as usize).min(self.log.len() - 1)];
        }
        exp_column(log_hazards);
        for own in log_hazards {
            *own = (self.chance * *own).min(MOST_HAZARD);
        }
    }

    /// Exits a person and quarter in a stock of people who differ by a normal log hazard and who
    /// have come, within a career, when it grew at a rate.
    pub(super) fn exits_in_stock(&self, mean: f64, sigma: f64, growth: f64) -> f64 {
        let (mut people, mut exits) = (0.0, 0.0);
        let came: [f64; CAREER] = std::array::from_fn(|tenure| exp(-growth * tenure as f64));
        for point in 0..POINTS {
            let z = normal_quantile((f64::from(point) + 0.5) / f64::from(POINTS));
            let level = (self.chance * exp(mean + sigma * z)).min(MOST_HAZARD);
            let mut there = 1.0;
            for (tenure, came) in came.iter().enumerate() {
                let still_there = exp(-self.cumulative[tenure + 1] * level);
                people += came * there;
                exits += came * (there - still_there);
                there = still_there;
            }
        }
        exits / people
    }

    /// Probabilities that people are still there after so many quarters, from their own log
    /// hazards at long tenure. Beyond a career, it tells no longer tenures apart.
    ///
    /// Equation (M3).
    pub(crate) fn survival(&self, tenures: &[u32], log_hazards: &mut [f64]) {
        exp_column(log_hazards);
        for (own, &tenure) in log_hazards.iter_mut().zip(tenures) {
            let hazard = (self.chance * *own).min(MOST_HAZARD);
            *own = -self.cumulative[(tenure as usize).min(CAREER)] * hazard;
        }
        exp_column(log_hazards);
    }
}

/// A hump ln(1 + (r - 1) x exp(1 - x)) with x = (tenure + 1/2) / peak, so that the
/// hazard ratio is r at the peak (Farber 1994 finds it at three months).
///
/// Equation (M68).
fn log_hazard(scenario: &Scenario) -> Vec<f64> {
    let market = &scenario.labour_market;
    let long = (40.0 * market.peak_tenure) as usize;
    (0..=long)
        .map(|tenure| {
            let mut log_hazard = 0.0;
            if scenario.mechanisms.tenure_hazard && tenure < long {
                let x = (tenure as f64 + 0.5) / market.peak_tenure;
                log_hazard += ln(1.0 + (market.early_peak_ratio - 1.0) * x * exp(1.0 - x));
            }
            log_hazard
        })
        .collect()
}

/// Mean of what multiplies hazards from quarter to quarter, if it is independent.
fn chance(scenario: &Scenario) -> f64 {
    let (market, mechanisms) = (&scenario.labour_market, &scenario.mechanisms);
    let mut chance = 1.0;
    if mechanisms.shocks {
        chance += market.shock_probability * (exp(market.shock_effect) - 1.0);
    }
    if mechanisms.satisfaction {
        // The variance of a first-order autoregression.
        let kept = 1.0 - scenario.satisfaction.adjustment;
        let noise = market.satisfaction * scenario.satisfaction.noise;
        chance *= exp(0.5 * noise * noise / (1.0 - kept * kept));
    }
    if mechanisms.contagion {
        let mates = f64::from(scenario.teams.team_size) - 1.0;
        let exits = CONTAGION_QUARTERS * mates * chance * market.base_hazard;
        chance *= 1.0 + market.contagion * exits;
    }
    chance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hazard_peaks_early_and_declines() {
        let scenario = Scenario::default();
        let table = TenureHazard::new(&scenario).log;
        let peak = (0..table.len())
            .max_by(|&a, &b| table[a].total_cmp(&table[b]))
            .unwrap();
        assert!(peak <= 1, "peak at {peak}");
        assert!(table[8] < 0.05 && *table.last().unwrap() == 0.0);
    }

    #[test]
    fn switches_leave_a_flat_hazard() {
        let mut scenario = Scenario::default();
        scenario.mechanisms.tenure_hazard = false;
        assert!(TenureHazard::new(&scenario).log.iter().all(|&h| h == 0.0));
    }

    #[test]
    fn at_a_constant_hazard_survival_is_exponential() {
        let mut scenario = Scenario::default();
        scenario.mechanisms.tenure_hazard = false;
        scenario.mechanisms.shocks = false;
        scenario.mechanisms.satisfaction = false;
        scenario.mechanisms.contagion = false;
        let mut there = [ln(0.05), ln(0.1), 0.0];
        TenureHazard::new(&scenario).survival(&[12, 1000, 0], &mut there);
        assert!((there[0] - exp(-0.6)).abs() < 1e-12);
        assert!((there[1] - exp(-0.1 * CAREER as f64)).abs() < 1e-12);
        assert_eq!(there[2], 1.0);
    }
}
