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
    /// Adoption depends on what engineers know of research.
    pub absorptive_capacity: bool,
    /// What researchers do at the request of product is worth features when it is finished.
    pub requested_work: bool,
    /// Researchers whose ties are to other people than researchers fall behind their field.
    pub currency: bool,
    /// What the people whom a crew works with know raises the quality of its projects.
    pub know_how: bool,
    /// Whoever leaves a crew takes along part of what is done on its projects.
    pub taken_progress: bool,
    /// The transfer of tacit technology needs the researchers who made it.
    pub tacit_involvement: bool,
    /// Satisfaction changes.
    pub satisfaction: bool,
    /// People differ in how satisfied they are wherever they work.
    pub disposition: bool,
    /// Satisfaction depends on how much of their time researchers spend on research that may be
    /// published, the more so the stronger their taste for it.
    pub goal_fit: bool,
    /// Satisfaction depends on the level of autonomy compared with what is usual elsewhere, not
    /// only on changes to which people adapt.
    pub autonomy_level: bool,
    /// Satisfaction of researchers depends on the reputation of their employer.
    pub prestige: bool,
    /// Vacancies load those who stay, who are less satisfied.
    pub vacancy_load: bool,
    /// The exit hazard depends on tenure.
    pub tenure_hazard: bool,
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
    /// The number of seats grows, or shrinks by attrition, from quarter to quarter.
    pub growth: bool,
    /// People leave.
    pub exits: bool,
    /// Vacancies are filled.
    pub hiring: bool,
    /// Researchers decline offers of jobs that would satisfy them less than what is usual
    /// elsewhere, so that those who come suit the structure.
    pub sorting: bool,
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
