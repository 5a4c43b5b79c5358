//! A structure prepared for simulation.

use super::offer::Offer;
use super::rest;
use super::switching::context_switch_efficiency;
use crate::scenario::{Scenario, Structure};

/// A structure with everything that follows from it alone.
#[derive(Clone, Debug)]
pub(crate) struct PreparedStructure {
    pub(crate) parameters: Structure,
    /// Share of effort that is left after switching between projects.
    pub(crate) switch_efficiency: f64,
    /// Probability that a new project is exploratory.
    pub(crate) exploratory_probability: f64,
    /// What it offers to researchers.
    pub(crate) offer: Offer,
    /// Mean quality of the projects that crews finish.
    pub(crate) quality: f64,
    /// Mean instability of its researchers.
    pub(crate) instability: f64,
}

impl PreparedStructure {
    pub(super) fn new(scenario: &Scenario, parameters: &Structure) -> Self {
        let exploratory_probability = exploratory_probability(scenario, parameters);
        Self {
            parameters: parameters.clone(),
            switch_efficiency: context_switch_efficiency(
                &scenario.work,
                parameters.concurrent_assignments,
            ),
            exploratory_probability,
            offer: Offer::new(scenario, parameters),
            quality: rest::quality(scenario, parameters, exploratory_probability),
            instability: rest::instability(scenario, parameters),
        }
    }
}

/// Researchers who can expect to be reviewed before an exploratory project is
/// done take on fewer of them, in proportion to the runway that it needs.
///
/// Equations (M12), (M13).
fn exploratory_probability(scenario: &Scenario, structure: &Structure) -> f64 {
    let research = &scenario.research;
    let wanted = research.exploratory_share;
    if !scenario.mechanisms.runway_choice {
        return wanted;
    }
    let needed =
        research.exploratory_effort * structure.concurrent_assignments / research.project_staff;
    wanted * (f64::from(structure.runway_quarters) / needed).min(1.0)
}
