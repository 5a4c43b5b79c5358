//! The plan of a unit: how many seats it has in which quarter.

use super::tenure::CAREER;
use crate::elementary::{exp, ln};
use crate::measures::Role;
use crate::scenario::{Scenario, Unit};
use crate::units::Quarter;

/// How many seats a unit has, quarter by quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Plan {
    /// Seats at the start of quarter 0, by role.
    seats: [u32; 2],
    /// Logarithms of growth a quarter, before quarter 0 and from it on.
    past: f64,
    future: f64,
    /// Share of all who came while it grew that came within a career.
    came_within_career: f64,
}

impl Plan {
    pub(super) fn new(scenario: &Scenario, unit: &Unit) -> Self {
        let grows = scenario.mechanisms.growth;
        let rate = |growth: f64| if grows { ln(1.0 + growth) } else { 0.0 };
        let past = rate(unit.past_growth);
        Self {
            seats: [unit.researchers, unit.engineers],
            past,
            future: rate(unit.growth),
            came_within_career: 1.0 - exp(-past * CAREER as f64),
        }
    }

    /// Seats of a role in a quarter: exponential growth, to the nearest whole seat; at
    /// least one where there is one at all.
    ///
    /// Equation (M1).
    pub(crate) fn seats(&self, role: Role, quarter: Quarter) -> usize {
        let now = self.seats[role as usize];
        let rate = if quarter.0 < 0 {
            self.past
        } else {
            self.future
        };
        let seats = f64::from(now) * exp(rate * f64::from(quarter.0));
        ((seats + 0.5) as usize).max(now.min(1) as usize)
    }

    /// Seats of a role when they are most, from one quarter to another.
    pub(super) fn most(&self, role: Role, first: Quarter, last: Quarter) -> usize {
        // Growth has one sign before quarter 0, and one from it on.
        [first, Quarter(first.0.max(0).min(last.0)), last]
            .map(|quarter| self.seats(role, quarter))
            .into_iter()
            .max()
            .unwrap_or(0)
    }

    /// Logarithm of the growth that the unit's people have seen.
    pub(crate) fn past(&self) -> f64 {
        self.past
    }

    /// Share of all who came while the unit grew that came within a career.
    pub(crate) fn came_within_career(&self) -> f64 {
        self.came_within_career
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(past: f64, future: f64) -> Plan {
        let scenario = Scenario::default();
        let unit = Unit {
            researchers: 120,
            engineers: 0,
            past_growth: past,
            growth: future,
            ..scenario.units[0].clone()
        };
        Plan::new(&scenario, &unit)
    }

    #[test]
    fn seats_follow_both_growths_from_the_number_at_quarter_0() {
        let plan = plan(0.05, -0.1);
        let seats = |quarter| plan.seats(Role::Researcher, Quarter(quarter));
        assert_eq!([-8, -1, 0, 1, 2].map(seats), [81, 114, 120, 108, 97]);
        assert_eq!(seats(-400), 1);
        assert_eq!(plan.seats(Role::Engineer, Quarter(5)), 0);
    }

    #[test]
    fn the_most_seats_are_at_an_end_or_at_quarter_0() {
        let most =
            |plan: Plan, first, last| plan.most(Role::Researcher, Quarter(first), Quarter(last));
        assert_eq!(most(plan(0.05, -0.1), -8, 19), 120);
        assert_eq!(most(plan(0.0, 0.1), -8, 2), 145);
        assert_eq!(most(plan(0.05, 0.0), -8, 0), 120);
    }
}
