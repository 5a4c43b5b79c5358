//! The small organisation that all simulate: its size and its equations.

/// Teams.
pub(crate) const TEAMS: usize = 50;
/// Seats of a team: first those of researchers, then those of engineers.
pub(crate) const SEATS_A_TEAM: usize = 10;
/// Seats of researchers in a team.
pub(crate) const RESEARCHERS_A_TEAM: usize = 6;
/// Seats of the organisation.
pub(crate) const SEATS: usize = TEAMS * SEATS_A_TEAM;
/// Seats of researchers.
pub(crate) const RESEARCHERS: usize = TEAMS * RESEARCHERS_A_TEAM;
/// Quarters of a replicate.
pub(crate) const QUARTERS: usize = 20;
/// Quarters over which retention is taken.
pub(crate) const RETENTION: usize = 4;

/// Standard deviation of the logarithm of skill.
pub(crate) const SKILL_SPREAD: f64 = 0.5;
/// Standard deviation of what a quarter does to morale.
pub(crate) const MOOD_SPREAD: f64 = 0.05;
/// Morale of whoever is new.
pub(crate) const FIRST_MORALE: f64 = 0.7;
/// Probability that a vacancy is filled in a quarter.
pub(crate) const REFILL: f64 = 0.7;

/// Whether a seat is a researcher's.
pub(crate) fn is_researcher(seat: usize) -> bool {
    seat % SEATS_A_TEAM < RESEARCHERS_A_TEAM
}

/// The share of time for one's own work.
#[inline(always)]
pub(crate) fn focus(is_researcher: bool) -> f64 {
    if is_researcher { 0.5 } else { 0.9 }
}

/// Mean number of papers of a researcher in a quarter.
#[inline(always)]
pub(crate) fn mean_papers(skill: f64, focus: f64, taste: f64) -> f64 {
    0.25 * skill * focus * taste
}

/// What an engineer adds to the product; `luck` is between 0.5 and 1.5.
#[inline(always)]
pub(crate) fn progress(skill: f64, luck: f64) -> f64 {
    0.1 * skill * luck
}

/// Morale after a quarter.
#[inline(always)]
pub(crate) fn next_morale(morale: f64, focus: f64, taste: f64, mood: f64) -> f64 {
    let content = focus * taste + (1.0 - taste) * 0.6;
    (morale + 0.3 * (content - morale) + mood).clamp(0.0, 1.0)
}

/// The log-odds of leaving; `leavers` left the team in the quarter before.
#[inline(always)]
pub(crate) fn exit_log_odds(morale: f64, leavers: f64, tenure: f64) -> f64 {
    let contagion = leavers / SEATS_A_TEAM as f64;
    -4.2 + 2.5 * (0.7 - morale) + 1.5 * contagion - 0.05 * tenure.min(10.0)
}

/// The probability of leaving, from its log-odds.
#[inline(always)]
pub(crate) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
