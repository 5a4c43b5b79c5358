//! Work: from effort to effective effort.

use std::ops::Range;

use super::layout::Team;
use super::step::Step;
use super::{Organization, Role};
use crate::scenario::{ContextSwitching, Work};

/// Effective effort of everybody: time x skill x ramp-up x what context
/// switching and disruption leave, less what managing and mentoring take.
///
/// Equation (M21).
pub(super) fn work(step: &Step, organization: &mut Organization) {
    let model = step.model;
    let mechanisms = &model.scenario.mechanisms;
    let parameters = &model.scenario.work;
    let ramp: Vec<f64> = (0..parameters.ramp_quarters)
        .map(|tenure| match mechanisms.ramp_up {
            true => ramp_up(parameters, tenure),
            false => 1.0,
        })
        .collect();
    organization.time_lost = [0.0; 2];
    for index in 0..organization.teams.len() {
        let team = &organization.teams[index];
        let (researchers, engineers) = (team.researchers.clone(), team.engineers.clone());
        let state = &organization.units[team.unit];
        let steady = if mechanisms.reorganisation_dip {
            1.0 - parameters.reorganisation_dip * state.disruption
        } else {
            1.0
        };
        let switching = model.structures[state.structure].switch_efficiency;
        let mentored = match mechanisms.mentoring {
            true => mentored_share(organization, team, parameters),
            false => 1.0,
        };
        work_of(
            organization,
            Role::Researcher,
            researchers,
            &ramp,
            mentored,
            steady * switching,
        );
        work_of(
            organization,
            Role::Engineer,
            engineers,
            &ramp,
            mentored,
            steady,
        );
    }
}

/// Effective effort of people of one role in a team: newcomers at their `ramp`,
/// the experienced at what mentoring leaves them, all at a common `pace`; and what
/// is lost to ramp-up and mentoring.
///
/// Equations (M16), (M17), (M18).
fn work_of(
    organization: &mut Organization,
    role: Role,
    seats: Range<usize>,
    ramp: &[f64],
    mentored: f64,
    pace: f64,
) {
    let people = seats.len();
    let occupied = &organization.occupied[seats.clone()][..people];
    let tenure = &organization.tenure[seats.clone()][..people];
    let management = &organization.management[seats.clone()][..people];
    let effort = &organization.research_effort[seats.clone()][..people];
    let research_skill = &organization.traits.research_skill[seats.clone()][..people];
    let product_skill = &organization.traits.product_skill[seats.clone()][..people];
    let research_work = &mut organization.research_work[seats.clone()][..people];
    let product_work = &mut organization.product_work[seats][..people];
    let lost = &mut organization.time_lost[role as usize];
    for i in 0..people {
        let experience = match ramp.get(tenure[i] as usize) {
            Some(&newcomer) => newcomer,
            None => mentored,
        };
        let present = f64::from(u8::from(occupied[i]));
        let time = present * (1.0 - management[i]);
        *lost += time * (1.0 - experience);
        let time = time * experience * pace;
        research_work[i] = time * effort[i] * research_skill[i];
        product_work[i] = time * (1.0 - effort[i]) * product_skill[i];
    }
}

/// Productivity of a newcomer, linear in tenure up to one.
///
/// Equation (M19).
fn ramp_up(parameters: &Work, tenure: u32) -> f64 {
    let progress = f64::from(tenure) / f64::from(parameters.ramp_quarters);
    parameters.ramp_start + (1.0 - parameters.ramp_start) * progress
}

/// Share of time that is left to the experienced members of a team after they
/// have mentored its newcomers (Brooks 1975; Abdel-Hamid and Madnick 1991).
///
/// Equation (M20).
fn mentored_share(organization: &Organization, team: &Team, parameters: &Work) -> f64 {
    let (mut newcomers, mut experienced) = (0u32, 0u32);
    for range in [&team.researchers, &team.engineers] {
        let occupied = &organization.occupied[range.clone()];
        let tenure = &organization.tenure[range.clone()];
        for (&occupied, &tenure) in occupied.iter().zip(tenure) {
            let new = tenure < parameters.ramp_quarters;
            newcomers += u32::from(occupied & new);
            experienced += u32::from(occupied & !new);
        }
    }
    if newcomers == 0 || experienced == 0 {
        return 1.0;
    }
    let load = parameters.mentor_load * f64::from(newcomers) / f64::from(experienced);
    (1.0 - load).max(0.0)
}

/// Share of effort left after switching between `projects` projects at once.
///
/// Weinberg (1992) gives 20, 40, 60 and 75 percent lost at 2 to 5 projects (an
/// upper bound; linear between them); Tregubov et al. (2017) find a flat loss
/// from two projects on (linear from one to two).
pub(super) fn context_switch_efficiency(parameters: &Work, projects: f64) -> f64 {
    const WEINBERG: [f64; 5] = [0.0, 0.2, 0.4, 0.6, 0.75];
    let loss = match parameters.context_switching {
        ContextSwitching::None => 0.0,
        ContextSwitching::Tregubov => parameters.switching_loss * (projects - 1.0).min(1.0),
        ContextSwitching::Weinberg => {
            let x = (projects - 1.0).min((WEINBERG.len() - 1) as f64);
            let below = (x as usize).min(WEINBERG.len() - 2);
            let part = x - below as f64;
            WEINBERG[below] + part * (WEINBERG[below + 1] - WEINBERG[below])
        }
    };
    1.0 - loss
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn switching_curves_meet_their_published_points() {
        let mut work = Scenario::default().work;
        for (projects, left) in [(1.0, 1.0), (1.5, 0.915), (2.0, 0.83), (5.0, 0.83)] {
            assert!((context_switch_efficiency(&work, projects) - left).abs() < 1e-15);
        }
        work.context_switching = ContextSwitching::Weinberg;
        for (projects, left) in [(1.0, 1.0), (2.0, 0.8), (3.0, 0.6), (4.0, 0.4), (5.0, 0.25)] {
            assert!((context_switch_efficiency(&work, projects) - left).abs() < 1e-15);
        }
        assert_eq!(context_switch_efficiency(&work, 6.0), 0.25);
    }

    #[test]
    fn newcomers_become_fully_productive() {
        let work = Scenario::default().work;
        assert_eq!(ramp_up(&work, 0), 0.3);
        assert!((ramp_up(&work, work.ramp_quarters) - 1.0).abs() < 1e-15);
    }
}
