//! Prices that turn counts into money, in thousands of US dollars.

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
    /// Person-quarters that a newcomer of a tenure does not work, and that mentors
    /// give.
    ramp: Vec<f64>,
}

impl Expenses {
    /// Equation (M71).
    pub(super) fn new(scenario: &Scenario) -> Self {
        let (money, work) = (&scenario.money, &scenario.work);
        let ramp = (0..work.ramp_quarters).map(|tenure| {
            let progress = f64::from(tenure) / f64::from(work.ramp_quarters);
            let unproductive = match scenario.mechanisms.ramp_up {
                true => (1.0 - work.ramp_start) * (1.0 - progress),
                false => 0.0,
            };
            let mentors = match scenario.mechanisms.mentoring {
                true => work.mentor_load,
                false => 0.0,
            };
            unproductive + mentors
        });
        Self {
            person_quarter: [money.researcher_cost, money.engineer_cost]
                .map(|year| year / QUARTERS_A_YEAR),
            replacement_share: money.replacement_share,
            gpu_quarter: money.gpu_hour * HOURS / 1000.0,
            feature: money.feature_value,
            breakthrough: money.breakthrough_value,
            ramp: ramp.collect(),
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

    /// Somebody of a tenure who is not yet fully productive, in a quarter.
    pub(super) fn ramp_up(&self, role: Role, tenure: u32) -> f64 {
        let quarters = self.ramp.get(tenure as usize).copied().unwrap_or(0.0);
        quarters * self.employment(role)
    }

    /// Tenure from which everybody is fully productive.
    pub(super) fn longest_ramp(&self) -> u32 {
        self.ramp.len() as u32
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
        scenario.work.ramp_quarters = 2;
        scenario.work.ramp_start = 0.4;
        scenario.work.mentor_load = 0.1;
        let expenses = Expenses::new(&scenario);
        assert_eq!(expenses.employment(Role::Researcher), 100.0);
        assert_eq!(expenses.replacement(Role::Researcher), 100.0);
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        close(expenses.ramp_up(Role::Researcher, 0), 70.0);
        close(expenses.ramp_up(Role::Researcher, 1), 40.0);
        close(expenses.ramp_up(Role::Researcher, 2), 0.0);
        close(expenses.gpus(10.0), 10.0 * 2.0 * 24.0 * 91.3125 / 1000.0);
    }
}
