//! Measures of open models, competitors and start-ups, and of cost and value.

use super::work;
use crate::metrics::measure::Measure;
use crate::metrics::tally::WorkTally;

/// Measures of open models, competitors and start-ups.
pub(in crate::metrics) fn market() -> Vec<Measure> {
    use WorkTally as W;
    let models =
        |id, label, definition, tally| work(id, "models per quarter", label, definition, tally);
    vec![
        models(
            "open_models_released",
            "open models released",
            "Number of open models that the organisation releases in a quarter, apart from its \
             flagship.",
            W::ModelsReleased,
        )
        .higher(),
        work(
            "open_model_downloads",
            "million per month",
            "downloads of open models",
            "Downloads of the organisation's open models: its share of the attention for all \
             open models times the downloads of all.",
            W::Downloads,
        )
        .higher(),
        models(
            "competitor_models_released",
            "open models by competitors",
            "Number of open models that competitors release in a quarter.",
            W::CompetitorModels,
        )
        .lower(),
        work(
            "talent_at_competitors",
            "people",
            "talent at competitors",
            "Researchers who left for competitors, by research skill, faded by \
             `market.talent_persistence` a quarter.",
            W::Talent,
        )
        .lower(),
        work(
            "startups",
            "start-ups",
            "start-ups by leavers",
            "Start-ups by leavers that exist at the end of a quarter and are no direct \
             competitors.",
            W::Startups,
        ),
        work(
            "direct_competitors",
            "competitors",
            "direct competitors by leavers",
            "Direct competitors that leavers founded, at the end of a quarter.",
            W::Competitors,
        )
        .lower(),
    ]
}

/// Measures of cost and value, in thousands of US dollars.
pub(in crate::metrics) fn money() -> Vec<Measure> {
    use WorkTally as W;
    let money = |id, label, definition, tally| {
        work(id, "thousand dollars per quarter", label, definition, tally)
    };
    vec![
        money(
            "payroll",
            "payroll",
            "Cost of the people employed at the end of a quarter.",
            W::Payroll,
        ),
        money(
            "replacement_cost",
            "cost of replacements",
            "Cost of search, interviews and signing for those hired in a quarter.",
            W::ReplacementCost,
        )
        .lower(),
        money(
            "ramp_up_cost",
            "cost of ramp-up",
            "Cost of the time in a quarter in which newcomers are not yet productive, and that \
             mentors give them.",
            W::RampUpCost,
        )
        .lower(),
        money(
            "idle_compute_cost",
            "cost of idle compute",
            "Price of the GPUs that are allocated to nobody.",
            W::IdleComputeCost,
        )
        .lower(),
        money(
            "lost_compute_cost",
            "cost of lost compute",
            "Price of the GPUs whose work is lost.",
            W::LostComputeCost,
        )
        .lower(),
        money(
            "grant_cost",
            "cost of retention grants",
            "What retention grants cost, counted when they are granted.",
            W::GrantCost,
        )
        .lower(),
        money(
            "delay_cost",
            "cost of delay",
            "Value that the breakthroughs shipped in a quarter lost with age on their way.",
            W::DelayCost,
        )
        .lower(),
        money(
            "friction_cost",
            "cost of friction",
            "Sum of the costs of replacements, ramp-up, idle and lost compute, retention grants \
             and delay.",
            W::FrictionCost,
        )
        .lower(),
        money(
            "value_created",
            "value of what ships",
            "Value of the features and breakthroughs that ship in a quarter.",
            W::ValueCreated,
        )
        .higher(),
        money(
            "net_value",
            "value less payroll and friction",
            "Value of what ships, less payroll and the costs of replacements, ramp-up, idle and \
             lost compute and retention grants. The value that delay costs is missing from what \
             ships and not subtracted again.",
            W::NetValue,
        )
        .higher(),
    ]
}
