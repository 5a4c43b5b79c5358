//! Counts cost and value, from what the other files count.

use super::people::Census;
use crate::measures::{MoneyTally as M, PeopleTally, ProductTally, ProgrammeTally, Role};
use crate::metrics::counts::Counts;
use crate::metrics::expenses::Expenses;
use crate::model::{Event, Organization};

/// Something happened in an observed quarter.
#[inline]
pub(in crate::metrics) fn happened(
    counts: &mut Counts,
    quarter: usize,
    event: Event,
    expenses: &Expenses,
) {
    if let Event::RetentionGranted { people, pay_share } = event {
        let cost = |role| expenses.year_share(role, pay_share) * f64::from(people[role as usize]);
        let cost = over_roles(cost);
        counts.tallies.add(M::GrantCost, quarter, cost);
    }
}

fn over_roles(amount: impl Fn(Role) -> f64) -> f64 {
    Role::ALL.map(amount).iter().sum()
}

/// What an observed quarter cost and brought, once all else is counted.
pub(in crate::metrics) fn quarter_ended(
    counts: &mut Counts,
    quarter: usize,
    census: &Census,
    expenses: &Expenses,
    organization: &Organization,
) {
    let tallies = &counts.tallies;
    let at = quarter as u32;
    let payroll =
        over_roles(|role| expenses.employment(role) * f64::from(census.head_count[role as usize]));
    let replacement = over_roles(|role| {
        expenses.replacement(role) * tallies.get(PeopleTally::Hires.of(role), at)
    });
    let ramp_up = over_roles(|role| expenses.lost_time(role, organization.time_lost(role)));
    let idle = expenses.gpus(tallies.get(ProgrammeTally::GpusIdle, at));
    let lost = expenses.gpus(tallies.get(ProgrammeTally::GpusLost, at));
    let delay = expenses.breakthrough * organization.value_lost();
    let value = expenses.feature * tallies.get(ProductTally::Features, at)
        + expenses.breakthrough * tallies.get(ProductTally::ShippedValue, at);
    let spent = replacement + ramp_up + idle + lost + tallies.get(M::GrantCost, at);
    for (tally, amount) in [
        (M::Payroll, payroll),
        (M::ReplacementCost, replacement),
        (M::RampUpCost, ramp_up),
        (M::IdleComputeCost, idle),
        (M::LostComputeCost, lost),
        (M::DelayCost, delay),
        (M::FrictionCost, spent + delay),
        (M::ValueCreated, value),
        (M::NetValue, value - payroll - spent),
    ] {
        counts.tallies.add(tally, quarter, amount);
    }
}
