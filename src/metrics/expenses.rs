//! Prices that turn counts into money, in thousands of US dollars.

use super::earnings::Pace;
use crate::model::Role;
use crate::scenario::Scenario;

const QUARTERS_A_YEAR: f64 = 4.0;

/// Hours in a quarter.
const HOURS: f64 = 24.0 * crate::units::DAYS_A_QUARTER;

/// What things cost in a scenario.
#[derive(Clone, Debug)]
pub(super) struct Expenses {
    /// A person of each role for a quarter.
    person_quarter: [f64; 2],
    /// Share of a year's cost that replacing somebody costs.
    replacement_share: f64,
    /// A GPU for a quarter.
    gpu_quarter: f64,
    /// A feature.
    pub(super) feature: f64,
    /// A breakthrough of value one.
    pub(super) breakthrough: f64,
    /// How soon that is earned.
    pub(super) pace: Pace,
}

impl Expenses {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let money = &scenario.money;
        Self {
            person_quarter: [money.researcher_cost, money.engineer_cost]
                .map(|year| year / QUARTERS_A_YEAR),
            replacement_share: money.replacement_share,
            gpu_quarter: money.gpu_hour * HOURS / 1000.0,
            feature: money.feature_value,
            breakthrough: money.breakthrough_value,
            pace: Pace::new(money.earning_quarters),
        }
    }

    /// Employing somebody for a quarter.
    pub(super) fn employment(&self, role: Role) -> f64 {
        self.person_quarter[role as usize]
    }

    /// Hiring somebody.
    pub(super) fn replacement(&self, role: Role) -> f64 {
        self.year_share(role, self.replacement_share)
    }

    /// A share of what somebody costs a year.
    pub(super) fn year_share(&self, role: Role, share: f64) -> f64 {
        share * QUARTERS_A_YEAR * self.employment(role)
    }

    /// Working time of a role that is paid and not worked, in person-quarters.
    ///
    /// Equation (M87).
    pub(super) fn lost_time(&self, role: Role, person_quarters: f64) -> f64 {
        person_quarters * self.employment(role)
    }

    /// GPUs for a quarter.
    pub(super) fn gpus(&self, gpus: f64) -> f64 {
        gpus * self.gpu_quarter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_those_of_the_scenario() {
        let mut scenario = Scenario::default();
        scenario.money.researcher_cost = 400.0;
        scenario.money.replacement_share = 0.25;
        scenario.money.gpu_hour = 2.0;
        let expenses = Expenses::new(&scenario);
        assert_eq!(expenses.employment(Role::Researcher), 100.0);
        assert_eq!(expenses.replacement(Role::Researcher), 100.0);
        assert_eq!(expenses.lost_time(Role::Researcher, 1.5), 150.0);
        let gpus = 10.0 * 2.0 * 24.0 * 91.3125 / 1000.0;
        assert!((expenses.gpus(10.0) - gpus).abs() < 1e-9);
    }
}
