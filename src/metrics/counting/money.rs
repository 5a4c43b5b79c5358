//! Counts cost and value, from what the other files count.

use super::people::Census;
use crate::measures::{MoneyTally as M, PeopleTally, ProductTally, ProgrammeTally, Role};
use crate::metrics::counts::Counts;
use crate::metrics::expenses::Expenses;
use crate::model::{Event, Organization};

/// Something happened in a quarter, observed or not.
#[inline]
pub(in crate::metrics) fn happened_at_any_time(counts: &mut Counts, event: Event) {
    if let Event::Shipped { value, .. } = event {
        counts.earnings.ship(value);
    }
}

/// A quarter of the burn-in is over; `last` says how many there were, after the last.
pub(in crate::metrics) fn burn_in_quarter_ended(
    counts: &mut Counts,
    expenses: &Expenses,
    last: Option<u32>,
) {
    counts.earnings.earn(expenses.pace);
    if let Some(quarters) = last {
        counts.earnings.assume_past(expenses.pace, quarters);
    }
}

/// Something happened in an observed quarter.
#[inline]
pub(in crate::metrics) fn happened(
    counts: &mut Counts,
    quarter: usize,
    event: Event,
    expenses: &Expenses,
) {
    if let Event::RetentionGranted { paid, pay_share } = event {
        let cost = |role| expenses.year_share(role, pay_share) * paid[role as usize];
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
    let earned = counts.earnings.earn(expenses.pace);
    let tallies = &counts.tallies;
    let at = quarter as u32;
    let pay = Role::ALL.map(|role| organization.relative_pay(role));
    let paid = |amount: &dyn Fn(Role) -> f64| over_roles(|role| amount(role) * pay[role as usize]);
    let payroll =
        paid(&|role| expenses.employment(role) * f64::from(census.head_count[role as usize]));
    let replacement =
        paid(&|role| expenses.replacement(role) * tallies.get(PeopleTally::Hires.of(role), at));
    let ramp_up = paid(&|role| expenses.lost_time(role, organization.time_lost(role)));
    let idle = expenses.gpus(tallies.get(ProgrammeTally::GpusIdle, at));
    let lost = expenses.gpus(tallies.get(ProgrammeTally::GpusLost, at));
    let delay = expenses.breakthrough * organization.value_lost();
    let value =
        expenses.feature * tallies.get(ProductTally::Features, at) + expenses.breakthrough * earned;
    let compute = expenses.gpus(tallies.get(ProgrammeTally::GpuCapacity, at));
    let grants = tallies.get(M::GrantCost, at);
    let friction = replacement + ramp_up + idle + lost + grants + delay;
    // Ramp-up is part of payroll, idle and lost GPUs are part of all GPUs, and what delay and
    // lost work take away is missing from the value.
    let spent = payroll + replacement + grants + compute;
    for (tally, amount) in [
        (M::Payroll, payroll),
        (M::ReplacementCost, replacement),
        (M::RampUpCost, ramp_up),
        (M::IdleComputeCost, idle),
        (M::LostComputeCost, lost),
        (M::DelayCost, delay),
        (M::FrictionCost, friction),
        (M::ComputeCost, compute),
        (M::ValueCreated, value),
        (M::NetValue, value - spent),
    ] {
        counts.tallies.add(tally, quarter, amount);
    }
}
