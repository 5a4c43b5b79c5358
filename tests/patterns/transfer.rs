//! Runways, and when fusion is the better structure for transfer.

use super::NOT_BUILT_IN;
use super::common::report::{Finding, above, below, estimate, words};
use super::common::runs::{Runs, differences};
use super::common::worlds;
use orgsim::scenario::Scenario;
use orgsim::stats::Estimate;

const RUNS: u64 = 160;

pub(crate) fn findings() -> Vec<Finding> {
    let mut findings = vec![runway()];
    findings.extend(fusion_overtakes());
    findings
}

fn runway() -> Finding {
    let runs = |quarters: u32| {
        let mut scenario = Scenario::default();
        scenario.structures["loose-coupling"].runway_quarters = quarters;
        Runs::of(&scenario, RUNS)
    };
    let (short, long) = (runs(1), runs(8));
    let rise = |key: &str| estimate(differences(&short.value(key), &long.value(key)));
    let (hits, flops) = (rise("hit_share"), rise("flop_share"));
    Finding::new(
        "longer runway raises hits and flops",
        NOT_BUILT_IN,
        format!(
            "from 1 to 8 quarters, shares of finished projects: hits {}, flops {}",
            words(&hits, 4),
            words(&flops, 4)
        ),
        "both shares rise",
        above(&hits, 0.0) && above(&flops, 0.0),
    )
}

/// Short and long horizon, in quarters after the change.
const SHORT: usize = 4;
const LONG: usize = 16;

/// What changing to fusion does, at a tacitness.
struct Fusion {
    /// Change of the mean latency, restricted to two years.
    latency: Estimate,
    /// Change of the value shipped within the short horizon, a quarter.
    short: Estimate,
    /// The same within the long one.
    long: Estimate,
}

impl Fusion {
    fn at(tacitness: f64) -> Self {
        let mut loose = Scenario::default();
        loose.simulation.quarters = LONG as u32;
        loose.transfer.tacitness = tacitness;
        loose.transfer.tacitness_spread = 0.1;
        let mut fusion = loose.clone();
        worlds::reorganise(&mut fusion, 0, "fusion-teams");
        let (loose, fusion) = (Runs::of(&loose, RUNS), Runs::of(&fusion, RUNS));
        let value = |quarters: usize| {
            let value = |runs: &Runs| runs.mean_over("shipped_value", 0..quarters);
            estimate(differences(&value(&loose), &value(&fusion)))
        };
        let latency = |runs: &Runs| runs.value("latency_restricted_mean");
        Self {
            latency: estimate(differences(&latency(&loose), &latency(&fusion))),
            short: value(SHORT),
            long: value(LONG),
        }
    }
}

fn fusion_overtakes() -> Vec<Finding> {
    let (low, high) = (Fusion::at(0.1), Fusion::at(0.9));
    let overtakes = |name: &str, figures: String, criterion: &str, passes: bool| {
        let name = format!("fusion overtakes loose coupling {name}");
        Finding::new(&name, NOT_BUILT_IN, figures, criterion, passes)
    };
    let at = |low: &Estimate, high: &Estimate| {
        format!(
            "fusion less loose coupling: {} at tacitness .1, {} at .9",
            words(low, 3),
            words(high, 3)
        )
    };
    vec![
        overtakes(
            "on latency as tacitness rises",
            at(&low.latency, &high.latency),
            "slower at .1, faster at .9",
            above(&low.latency, 0.0) && below(&high.latency, 0.0),
        ),
        overtakes(
            "on shipped value as tacitness rises, within a year",
            at(&low.short, &high.short),
            "less at .1, more at .9",
            below(&low.short, 0.0) && above(&high.short, 0.0),
        ),
        overtakes(
            "on shipped value as the horizon shortens, at tacitness .9",
            format!(
                "fusion less loose coupling: {} within four years, {} within one",
                words(&high.long, 3),
                words(&high.short, 3)
            ),
            "less within four years, more within one",
            below(&high.long, 0.0) && above(&high.short, 0.0),
        ),
    ]
}
