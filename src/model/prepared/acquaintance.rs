//! Acquaintance: how much partners share of each other's know-how.

use crate::scenario::Scenario;
use crate::units::Quarter;

/// Quarters after which acquaintance is as good as it gets.
const LONGEST: usize = 64;

/// How acquaintance grows with the age of a working tie.
#[derive(Clone, Debug)]
pub(crate) struct Acquaintance {
    /// Share of the know-how that is shared, by the age of the tie in quarters.
    shared: Vec<f64>,
    /// That share in the mean of ties that nothing but their replacement ends.
    usual: f64,
}

impl Acquaintance {
    /// Of partners who come to share a fixed part of what is missing in each quarter, as the
    /// learning curves of people who work together have it (Reagans, Argote and Brooks 2005).
    ///
    /// Equation (M81).
    pub(super) fn new(scenario: &Scenario) -> Self {
        let teams = &scenario.teams;
        let missing = 1.0 - teams.acquaintance;
        let mut left = 1.0;
        let shared = std::iter::repeat_with(|| {
            let share = 1.0 - left;
            left *= missing;
            share
        });
        let replaced = match teams.ties_per_person {
            0 => 0.0,
            ties => teams.tie_renewal / f64::from(ties),
        };
        // Each quarter, a tie is replaced by a new one or grows.
        let stays = 1.0 - replaced;
        let ends = 1.0 - stays * missing;
        let usual = match ends > 0.0 {
            true => stays * teams.acquaintance / ends,
            false => 0.0,
        };
        Self {
            shared: shared.take(LONGEST + 1).collect(),
            usual,
        }
    }

    /// Share of know-how that partners share in a tie of an age.
    pub(crate) fn after(&self, since: Quarter, now: Quarter) -> f64 {
        let age = (now.0 - since.0).max(0) as usize;
        self.shared[age.min(LONGEST)]
    }

    /// That share in the mean of ties that nothing but their replacement ends.
    pub(crate) fn usual(&self) -> f64 {
        self.usual
    }

    /// Age at which partners share as much as in the mean, in quarters.
    pub(crate) fn typical_age(&self) -> u32 {
        let younger = self.shared.iter().take_while(|&&share| share < self.usual);
        younger.count().min(LONGEST) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_that_are_never_replaced_end_in_full_acquaintance() {
        let mut scenario = Scenario::default();
        scenario.teams.tie_renewal = 0.0;
        scenario.teams.acquaintance = 0.5;
        let acquaintance = Acquaintance::new(&scenario);
        assert_eq!(acquaintance.usual(), 1.0);
        assert_eq!(acquaintance.after(Quarter(2), Quarter(4)), 0.75);
        assert_eq!(acquaintance.after(Quarter(4), Quarter(4)), 0.0);
    }

    #[test]
    fn the_mean_over_a_long_row_of_ties_is_the_usual_share() {
        let scenario = Scenario::default();
        let acquaintance = Acquaintance::new(&scenario);
        let stays = 1.0 - scenario.teams.tie_renewal / f64::from(scenario.teams.ties_per_person);
        let (mut mean, mut reached) = (0.0, 1.0);
        for age in 0..2000 {
            mean += (1.0 - stays) * reached * acquaintance.after(Quarter(0), Quarter(age));
            reached *= stays;
        }
        assert!((mean - acquaintance.usual()).abs() < 1e-4, "{mean}");
    }
}
