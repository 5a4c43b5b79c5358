//! Work: from effort to effective effort.

use super::Organization;
use super::quarter::Step;
use crate::scenario::{ContextSwitching, Work};

/// Effective effort of everybody: time x skill x ramp-up x what context
/// switching and disruption leave, less what managing and mentoring take.
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
    let ramp_quarters = parameters.ramp_quarters;
    for team in &organization.teams {
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
        for (range, switching) in [(&team.researchers, switching), (&team.engineers, 1.0)] {
            for seat in range.clone() {
                let tenure = organization.tenure[seat];
                let experience = if tenure < ramp_quarters {
                    ramp[tenure as usize]
                } else {
                    mentored
                };
                let present = f64::from(u8::from(organization.occupied[seat]));
                let time = present
                    * (1.0 - organization.management[seat])
                    * experience
                    * switching
                    * steady;
                let research = organization.research_effort[seat];
                organization.research_work[seat] =
                    time * research * organization.traits.research_skill[seat];
                organization.product_work[seat] =
                    time * (1.0 - research) * organization.traits.product_skill[seat];
            }
        }
    }
}

/// Productivity of a newcomer, linear in tenure up to one.
fn ramp_up(parameters: &Work, tenure: u32) -> f64 {
    let progress = f64::from(tenure) / f64::from(parameters.ramp_quarters);
    parameters.ramp_start + (1.0 - parameters.ramp_start) * progress
}

/// Share of time that is left to the experienced members of a team after they
/// have mentored its newcomers (Brooks 1975; Abdel-Hamid and Madnick 1991).
fn mentored_share(
    organization: &Organization,
    team: &super::layout::Team,
    parameters: &Work,
) -> f64 {
    let mut newcomers = 0u32;
    let mut experienced = 0u32;
    for seat in team.seats() {
        if organization.occupied[seat] {
            if organization.tenure[seat] < parameters.ramp_quarters {
                newcomers += 1;
            } else {
                experienced += 1;
            }
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
