//! Measures of cost and value, in thousands of US dollars.

use super::measure::{Measure, counted};
use super::tally::tallies;

tallies! {
    /// Cost and value, in thousands of US dollars.
    MoneyTally of Money {
        /// Cost of the people employed.
        Payroll,
        /// Cost of hires.
        ReplacementCost,
        /// Cost of ramp-up and mentoring.
        RampUpCost,
        /// Price of all GPUs.
        ComputeCost,
        /// Price of idle GPUs.
        IdleComputeCost,
        /// Price of GPUs on lost work.
        LostComputeCost,
        /// Cost of retention grants.
        GrantCost,
        /// Value lost to age by what ships.
        DelayCost,
        /// Sum of the costs of replacements, ramp-up, idle and lost compute, grants and delay.
        FrictionCost,
        /// Value of what has shipped.
        ValueCreated,
        /// Value less what is paid for.
        NetValue,
    }
}

/// Measures of cost and value, in thousands of US dollars.
pub(super) fn money() -> Vec<Measure> {
    use MoneyTally as M;
    let money = |id, label, definition, tally| {
        counted(id, "thousand dollars per quarter", label, definition, tally)
    };
    vec![
        money(
            "payroll",
            "payroll",
            "Cost of the people employed at the end of a quarter.",
            M::Payroll,
        ),
        money(
            "replacement_cost",
            "cost of replacements",
            "Cost of search, interviews and signing for those hired in a quarter.",
            M::ReplacementCost,
        )
        .lower(),
        money(
            "ramp_up_cost",
            "cost of ramp-up",
            "Cost of the time in a quarter in which newcomers are not yet productive, and that \
             mentors spend on them.",
            M::RampUpCost,
        )
        .lower(),
        money(
            "idle_compute_cost",
            "cost of idle compute",
            "Price of the GPUs that are not allocated.",
            M::IdleComputeCost,
        )
        .lower(),
        money(
            "lost_compute_cost",
            "cost of lost compute",
            "Price of the GPUs whose work is lost.",
            M::LostComputeCost,
        )
        .lower(),
        money(
            "grant_cost",
            "cost of retention grants",
            "What retention grants cost, counted when they are granted.",
            M::GrantCost,
        )
        .lower(),
        money(
            "delay_cost",
            "cost of delay",
            "Value that the breakthroughs shipped in a quarter lost with age before they shipped.",
            M::DelayCost,
        )
        .lower(),
        money(
            "friction_cost",
            "cost of friction",
            "Sum of the costs of replacements, ramp-up, idle and lost compute, retention grants \
             and delay.",
            M::FrictionCost,
        )
        .headline()
        .lower(),
        money(
            "value_created",
            "value of what ships",
            "Value of the features that ship in a quarter, and what breakthroughs that have \
             shipped earn in it.",
            M::ValueCreated,
        )
        .higher(),
        money(
            "net_value",
            "net value",
            "Value of what ships, minus payroll and the costs of replacements, of compute and of \
             retention grants. Ramp-up is part of payroll, and idle and lost compute are part of \
             compute; what they and delay take away is missing from the value.",
            M::NetValue,
        )
        .of_either_sign()
        .higher(),
        money(
            "compute_cost",
            "cost of compute",
            "Price of all GPUs that the organisation has, used or not.",
            M::ComputeCost,
        )
        .lower(),
    ]
}
