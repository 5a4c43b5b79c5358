//! How the hazard of exit depends on tenure.

use crate::elementary::{exp, ln};
use crate::scenario::Scenario;

/// Log hazard by completed quarters of tenure relative to long tenure: a hump
/// ln(1 + (r - 1) x exp(1 - x)) with x = (tenure + 1/2) / peak, so that the
/// hazard ratio is r at the peak (Farber 1994 finds it at three months), and
/// what vesting holds back before its date and releases after it.
///
/// Equation (M55).
pub(crate) fn tenure_log_hazard(scenario: &Scenario) -> Vec<f64> {
    let market = &scenario.labour_market;
    let vesting = market.vesting_tenure as usize;
    let long = ((40.0 * market.peak_tenure) as usize).max(vesting + 1);
    (0..=long)
        .map(|tenure| {
            let mut log_hazard = 0.0;
            if scenario.mechanisms.tenure_hazard && tenure < long {
                let x = (tenure as f64 + 0.5) / market.peak_tenure;
                log_hazard += ln(1.0 + (market.early_peak_ratio - 1.0) * x * exp(1.0 - x));
            }
            if scenario.mechanisms.vesting {
                if tenure + 1 == vesting {
                    log_hazard -= market.vesting_hold;
                } else if tenure == vesting {
                    log_hazard += market.vesting_hold;
                }
            }
            log_hazard
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hazard_peaks_early_and_declines() {
        let scenario = Scenario::default();
        let table = tenure_log_hazard(&scenario);
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
        scenario.mechanisms.vesting = false;
        assert!(tenure_log_hazard(&scenario).iter().all(|&h| h == 0.0));
    }
}
