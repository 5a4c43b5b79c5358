//! Whether all simulate the same organisation: a test for each of them and each statistic.

use orgsim::elementary::normal_quantile;

use crate::contestant::Contestant;
use crate::tally::STATISTICS;

/// Replicates of the first, with whom the others are compared.
const REPLICATES_OF_THE_FIRST: u64 = 40_000;
/// Replicates of each other.
const REPLICATES: u64 = 5_000;
/// Probability that any of the tests fails though all are the same, at most.
const FALSE_ALARM: f64 = 1e-6;
/// Probability of finding a difference that is said to be found.
const POWER: f64 = 0.9;

/// What comes of the comparison.
pub(crate) struct Agreement {
    /// Means and standard errors of all, and which differences would be found: Markdown.
    pub(crate) table: String,
    /// Who differs from the first, in what.
    pub(crate) faults: Vec<String>,
}

/// Compares all with the first.
pub(crate) fn compare(peers: &[Contestant]) -> Agreement {
    let replicates = |number| match number {
        0 => REPLICATES_OF_THE_FIRST,
        _ => REPLICATES,
    };
    // under seeds, hence with luck, of their own
    let turns = (0..).zip(peers).map(|(number, peer)| {
        let turn = peer.take_turn(1 + number, replicates(number));
        assert_eq!(turn.estimates.len(), STATISTICS.len(), "{}", peer.name);
        (peer.name, turn.estimates)
    });
    let turns: Vec<_> = turns.collect();
    let (_, first) = &turns[0];

    let tests = (turns.len() - 1) * STATISTICS.len();
    let threshold = normal_quantile(1.0 - FALSE_ALARM / (2.0 * tests as f64));
    let mut found = [0.0_f64; STATISTICS.len()];
    let mut faults = Vec::new();
    for (name, estimates) in &turns[1..] {
        for (which, (own, first)) in estimates.iter().zip(first).enumerate() {
            let error = own.standard_error.hypot(first.standard_error);
            let z = (own.mean - first.mean) / error;
            // a missing number is a difference as well
            if z.is_nan() || z.abs() > threshold {
                faults.push(format!(
                    "{name} differs in {}: z = {z:.1}",
                    STATISTICS[which]
                ));
            }
            let relative = (threshold + normal_quantile(POWER)) * error / first.mean;
            found[which] = found[which].max(relative);
        }
    }

    let row = |name: &str, cells: Vec<String>| format!("| {name} | {} |\n", cells.join(" | "));
    let mut table = row("", STATISTICS.map(str::to_owned).to_vec());
    table += &format!("|---|{}\n", "---|".repeat(STATISTICS.len()));
    for (name, estimates) in &turns {
        let cells = estimates
            .iter()
            .map(|own| format!("{:.4} ± {:.4}", own.mean, own.standard_error));
        table += &row(name, cells.collect());
    }
    let cells = found.map(|least| format!("{:.2} %", 100.0 * least));
    table += &row("a difference that would be found", cells.to_vec());
    Agreement { table, faults }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turn::{Estimate, Turn};

    fn peer(mean: f64) -> Contestant {
        let estimate = Estimate {
            mean,
            standard_error: 0.001,
        };
        Contestant::small("a peer", move |_, _| Turn {
            seconds: 0.0,
            estimates: vec![estimate; STATISTICS.len()],
        })
    }

    #[test]
    fn whoever_differs_is_found() {
        let faults = |mean| compare(&[peer(1.0), peer(mean)]).faults.len();
        assert_eq!(faults(1.005), 0);
        assert_eq!(faults(1.01), STATISTICS.len());
        assert_eq!(faults(f64::NAN), STATISTICS.len());
    }
}
