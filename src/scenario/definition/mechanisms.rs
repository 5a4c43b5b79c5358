//! Which mechanisms are on.

use serde::{Deserialize, Serialize};

/// Switches; a mechanism that is off is an exact null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanisms {
    /// Product requests reach research projects and may pivot them.
    pub pivots: bool,
    /// Projects past their runway are reviewed and may be cancelled.
    pub runway_review: bool,
    /// Researchers choose less exploratory work when their runway is short.
    pub runway_choice: bool,
    /// Effort follows incentives.
    pub adaptive_effort: bool,
    /// Newcomers cost their team the time of mentors.
    pub mentoring: bool,
    /// Newcomers are less productive at first.
    pub ramp_up: bool,
    /// A change of structure lowers effective effort for a time.
    pub reorganisation_dip: bool,
    /// A change of structure breaks working ties.
    pub tie_breakage: bool,
    /// Awareness of a breakthrough depends on ties across the line.
    pub awareness: bool,
    /// Adoption depends on the organisation's own research stock.
    pub absorptive_capacity: bool,
    /// The transfer of tacit technology needs the researchers who made it.
    pub tacit_involvement: bool,
    /// Satisfaction changes.
    pub satisfaction: bool,
    /// The exit hazard depends on tenure.
    pub tenure_hazard: bool,
    /// The exit hazard falls before an equity vesting date.
    pub vesting: bool,
    /// Precipitating shocks raise the exit hazard for a quarter.
    pub shocks: bool,
    /// Exits raise the exit hazard of team mates.
    pub contagion: bool,
    /// The exit hazard falls with embeddedness.
    pub embeddedness: bool,
    /// The exit hazard rises with outside alternatives.
    pub alternatives: bool,
    /// People differ in their exit hazard for reasons that are not modelled.
    pub frailty: bool,
    /// People leave.
    pub exits: bool,
    /// Vacancies are filled.
    pub hiring: bool,
    /// The reputation as a research employer follows paper output and moves the quality of
    /// hires and the time to fill.
    pub reputation: bool,
    /// Research slows down where it gets less compute than it asks for.
    pub compute: bool,
    /// Where product controls the budget, some researcher vacancies wait for its approval.
    pub budget_control: bool,
    /// A flagship model is trained generation by generation.
    pub flagship: bool,
    /// A change of structure that is announced unsettles people before it comes.
    pub anticipation: bool,
    /// A layoff raises the exit hazard of those who stay.
    pub survivors: bool,
    /// Competitors release more models with the people they take in, and start-ups of leavers
    /// may become competitors.
    pub talent_outflow: bool,
}
