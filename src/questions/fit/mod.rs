//! An organisation's own records: what they say, what they teach, and how well what was learnt
//! predicts them.

mod answer;
mod backtest;
mod checks;
pub mod described;
mod findings;
mod fitted;
mod growth;
mod hazard;
mod learn;
mod learnable;
mod organisation;
mod posterior;
mod rows;
mod score;
mod span;
mod statistics;
mod words;
mod world;

pub use answer::Fit;
pub use backtest::Counted;
pub use checks::Feature;
pub use findings::Finding;
pub use fitted::{FitSettings, Fitted, cost, fit};
pub use learn::FitError;
pub use rows::{Backtested, Checked, LearntParameter, Standing, WeightedSet};
pub use span::Span;

use super::question::{self, Answered};

/// The command that writes its answers.
const COMMAND: &str = "fit";

/// What its answers say. It is asked of records, not of an experiment.
pub(super) const ANSWERED: Answered = Answered {
    name: COMMAND,
    findings: question::findings::<Finding>,
    notes: answer::notes,
    #[cfg(feature = "figures")]
    figures: described::FIGURES,
};

#[cfg(test)]
mod trial {
    use super::learn::*;
    use crate::engine::{MonteCarlo, Signals};
    use crate::scenario::load_str;
    use crate::simulation::Simulation;
    use std::num::NonZeroU64;

    #[test]
    fn trial() {
        let people: u32 = std::env::var("PEOPLE").map_or(600, |own| own.parse().unwrap());
        let quarters: u32 = std::env::var("QUARTERS").map_or(20, |own| own.parse().unwrap());
        let draws: u64 = std::env::var("DRAWS").map_or(1000, |own| own.parse().unwrap());
        let text = format!(
            "units.lab = {{ researchers = {}, engineers = {} }}\nunits.shop = {{ researchers = {}, engineers = {}, exit_ratio = 1.5 }}\nsimulation.quarters = {quarters}\nsimulation.start = \"2018-Q1\"\nroles.engineer.exit_ratio = 0.7\nlabour_market.base_hazard=0.012\n",
            people / 6,
            people / 4,
            people / 6,
            people * 5 / 12
        );
        let truth = load_str(&text).unwrap();
        let simulation = Simulation::new(&truth.scenario);
        let records = simulation.records(7, "2018-Q1".parse().unwrap());
        let base = load_str("").unwrap();
        let engine = MonteCarlo::new(NonZeroU64::new(50).unwrap(), 2).unwrap();
        let signals = Signals::default();
        let began = std::time::Instant::now();
        let settings = LearnSettings {
            draws,
            seed: 1,
            smallest: 5,
        };
        let learnt = Learnt::of(&records, &base, settings, (&engine, &signals), |_| ()).unwrap();
        eprintln!(
            "{:?} for {} draws, {} stays",
            began.elapsed(),
            learnt.draws,
            records.stays.len()
        );
        for (place, own) in learnt.world.learnable.iter().enumerate() {
            let q = |p| own.value(learnt.posterior.quantile(place, p));
            eprintln!(
                "{:40} {} {:.4} [{:.4} {:.4}] prior {:?}",
                own.key,
                learnt.is_learnt[place],
                q(0.5),
                q(0.05),
                q(0.95),
                own.prior()
            );
        }
    }
}
