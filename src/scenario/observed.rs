//! What a condition of an event can look at: the quarterly measures.
//!
//! This list repeats keys of the registry of measures, which stands further to
//! the right and cannot be asked from here; a test compares the two.

/// A measure with a number each quarter, and the numbers that it can have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// Its key.
    pub key: &'static str,
    /// The smallest number that it can have; may be infinite.
    pub low: f64,
    /// The largest number that it can have; may be infinite.
    pub high: f64,
}

/// From none to all.
const fn share(key: &'static str) -> Observed {
    Observed {
        key,
        low: 0.0,
        high: 1.0,
    }
}

/// A count, a rate, an amount or an index: zero or more.
const fn amount(key: &'static str) -> Observed {
    Observed {
        key,
        low: 0.0,
        high: f64::INFINITY,
    }
}

/// A score in percent.
const fn points(key: &'static str) -> Observed {
    Observed {
        key,
        low: 0.0,
        high: 100.0,
    }
}

/// Any number.
const fn deviation(key: &'static str) -> Observed {
    Observed {
        key,
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    }
}

static OBSERVED: [Observed; 88] = [
    share("researcher_retention_12m"),
    amount("researcher_exit_hazard"),
    amount("researcher_head_count"),
    amount("researcher_vacancies"),
    amount("researcher_hires"),
    amount("researcher_exits"),
    amount("researcher_exits_after_shock"),
    amount("researcher_exits_without_shock"),
    share("researcher_shock_share_of_exits"),
    amount("researcher_dismissals"),
    amount("researcher_exits_by_event"),
    amount("researcher_quit_hazard"),
    amount("researcher_startups_founded"),
    amount("researcher_exits_to_competitor"),
    amount("researcher_exits_to_startup"),
    amount("researcher_exits_to_academia"),
    amount("researcher_exits_to_elsewhere"),
    deviation("researcher_satisfaction"),
    share("researcher_research_effort"),
    share("engineer_retention_12m"),
    amount("engineer_exit_hazard"),
    amount("engineer_head_count"),
    amount("engineer_vacancies"),
    amount("engineer_hires"),
    amount("engineer_exits"),
    amount("engineer_exits_after_shock"),
    amount("engineer_exits_without_shock"),
    share("engineer_shock_share_of_exits"),
    amount("engineer_dismissals"),
    amount("engineer_exits_by_event"),
    amount("engineer_quit_hazard"),
    amount("engineer_startups_founded"),
    amount("engineer_exits_to_competitor"),
    amount("engineer_exits_to_startup"),
    amount("engineer_exits_to_academia"),
    amount("engineer_exits_to_elsewhere"),
    deviation("engineer_satisfaction"),
    share("engineer_research_effort"),
    amount("papers_submitted"),
    amount("papers_accepted"),
    amount("papers_submitted_per_researcher"),
    amount("papers_accepted_per_researcher"),
    amount("citations"),
    amount("citations_per_paper"),
    amount("pivots"),
    amount("projects_started"),
    amount("projects_finished"),
    amount("projects_cancelled"),
    amount("hits"),
    amount("flops"),
    share("hit_share"),
    share("flop_share"),
    amount("breakthroughs"),
    amount("breakthroughs_shipped"),
    amount("breakthroughs_abandoned"),
    amount("breakthroughs_open"),
    amount("shipped_value"),
    amount("features_shipped"),
    amount("reputation"),
    share("cross_tie_share"),
    share("gpu_utilisation"),
    share("research_compute_granted"),
    amount("gpus_idle"),
    amount("gpus_lost"),
    amount("training_runs_started"),
    amount("training_days"),
    amount("training_restarts"),
    amount("flagship_readiness"),
    share("research_focus"),
    deviation("flagship_capability"),
    points("mmlu_like"),
    points("humaneval_like"),
    amount("open_models_released"),
    amount("open_model_downloads"),
    amount("competitor_models_released"),
    amount("talent_at_competitors"),
    amount("startups"),
    amount("direct_competitors"),
    amount("payroll"),
    amount("replacement_cost"),
    amount("ramp_up_cost"),
    amount("idle_compute_cost"),
    amount("lost_compute_cost"),
    amount("grant_cost"),
    amount("delay_cost"),
    amount("friction_cost"),
    amount("value_created"),
    deviation("net_value"),
];

/// Every measure that a condition can look at, in the order of tables.
pub fn observed() -> &'static [Observed] {
    &OBSERVED
}

impl Observed {
    /// The measure with a key.
    pub(crate) fn find(key: &str) -> Option<&'static Self> {
        OBSERVED.iter().find(|measure| measure.key == key)
    }

    /// Whether it is a share.
    pub(crate) fn is_share(&self) -> bool {
        self.low == 0.0 && self.high == 1.0
    }
}
