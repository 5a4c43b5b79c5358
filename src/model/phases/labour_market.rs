//! Labour market: shocks arrive, and people leave.

use super::leaving::Leaving;
use crate::elementary::width::full_width;
use crate::elementary::{exp_column, ln};
use crate::model::event::{Event, ExitReason};
use crate::model::state::{
    EffectKind, Effects, Luck, Market, Minds, Research, Seats, Team, Ties, Traits, UnitState,
};
use crate::model::step::Step;
use crate::units::Quarter;

/// Who leaves.
pub(crate) struct LabourMarket<'a> {
    pub(crate) traits: &'a Traits,
    pub(crate) luck: &'a Luck,
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) effects: &'a Effects,
    /// Reputation as a research employer.
    pub(crate) reputation: f64,
    pub(crate) seats: &'a mut Seats,
    pub(crate) minds: &'a mut Minds,
    pub(crate) ties: &'a mut Ties,
    pub(crate) research: &'a mut Research,
    pub(crate) market: &'a mut Market,
}

impl LabourMarket<'_> {
    /// Everybody leaves with probability 1 - exp(-exp(eta)), where eta adds up the
    /// base hazard, tenure, satisfaction, embeddedness, alternatives, contagion,
    /// shocks and frailty.
    ///
    /// Equation (M66).
    pub(crate) fn run(mut self, step: &Step, happened: &mut Vec<Event>) {
        let scenario = &step.model.scenario;
        if scenario.mechanisms.exits {
            self.log_hazards(step);
            self.effects_on_log_hazards(step);
            exp_column(&mut self.minds.hazard);
            let mut leaving = Leaving {
                traits: self.traits,
                effects: self.effects,
                reputation: self.reputation,
                seats: &mut *self.seats,
                ties: self.ties,
                research: self.research,
                market: self.market,
                happened,
            };
            for seat in 0..self.minds.hazard.len() {
                let hazard = self.minds.hazard[seat];
                let u = self.luck.exit[seat];
                // The probability is below the hazard, so most need no second
                // exponential.
                if u < hazard && leaving.seats.occupied[seat] && u < -libm::expm1(-hazard) {
                    let shock = scenario.mechanisms.shocks
                        && self.luck.shock[seat] < scenario.labour_market.shock_probability;
                    let reason = match shock {
                        true => ExitReason::Shock,
                        false => ExitReason::NoShock,
                    };
                    leaving.leave(step, seat, reason, None);
                }
            }
        }
        let Seats {
            tenure, occupied, ..
        } = self.seats;
        for (tenure, &occupied) in tenure.iter_mut().zip(&*occupied) {
            *tenure += u32::from(occupied);
        }
    }

    /// The log hazard of every seat.
    fn log_hazards(&mut self, step: &Step) {
        let scenario = &step.model.scenario;
        let market = &scenario.labour_market;
        let mechanisms = &scenario.mechanisms;
        for team in self.teams {
            let contagion = self.log_contagion(step, team);
            let survivors = self.units[team.unit].survivors;
            let pressure = if mechanisms.survivors && survivors > 0.0 {
                contagion + ln(1.0 + survivors)
            } else {
                contagion
            };
            for seats in [&team.researchers, &team.engineers] {
                self.minds.hazard[seats.clone()].fill(pressure);
            }
        }
        let ties = scenario.teams.ties_per_person;
        add_up_log_hazards(
            LogHazard {
                by_tenure: &step.model.tenure_hazard.log,
                ties,
                broken_tie: if mechanisms.embeddedness && ties > 0 {
                    market.embeddedness * market.tie_embeddedness / f64::from(ties)
                } else {
                    0.0
                },
                satisfaction: market.satisfaction,
                shock_probability: if mechanisms.shocks {
                    market.shock_probability
                } else {
                    0.0
                },
                shock: market.shock_effect,
            },
            People {
                own: &self.traits.log_hazard,
                tenure: &self.seats.tenure,
                live_ties: &self.ties.live,
                satisfaction: &self.minds.satisfaction,
                shock: &self.luck.shock,
            },
            &mut self.minds.hazard,
        );
    }

    /// What recent exits in a team add to the log hazard of its members.
    ///
    /// Equation (M69).
    fn log_contagion(&self, step: &Step, team: &Team) -> f64 {
        if !step.model.scenario.mechanisms.contagion {
            return 0.0;
        }
        let market = &step.model.scenario.labour_market;
        let felt = |until: &[Quarter]| -> usize {
            [&team.researchers, &team.engineers]
                .into_iter()
                .flat_map(|seats| &until[seats.clone()])
                .map(|until| usize::from(*until >= step.quarter))
                .sum()
        };
        let exits = felt(&self.seats.exit_felt_until);
        let dismissals = felt(&self.seats.dismissal_felt_until);
        if exits + dismissals == 0 {
            return 0.0;
        }
        ln(1.0 + market.contagion * exits as f64 + market.contagion_of_layoffs * dismissals as f64)
    }

    /// What offers and retention grants add to the log hazard of those whom they
    /// reach.
    ///
    /// Equations (M70), (M71).
    fn effects_on_log_hazards(&mut self, step: &Step) {
        let hazard = &mut self.minds.hazard;
        for effect in self.effects.iter() {
            let now = step.quarter;
            let seats = step.model.units[effect.unit].seats_of(effect.role).clone();
            match effect.kind {
                EffectKind::Offers {
                    log_ratio,
                    skill_slope,
                } => {
                    for seat in seats {
                        let skill = self.traits.skill_score[seat];
                        hazard[seat] += log_ratio + skill_slope * skill;
                    }
                }
                EffectKind::Grant { hold } => {
                    let present = (now.0 - effect.from.0) as u32;
                    let held = if now < effect.until { -hold } else { hold };
                    for seat in seats {
                        if self.seats.tenure[seat] >= present {
                            hazard[seat] += held;
                        }
                    }
                }
                EffectKind::NoHiring | EffectKind::Demand(_) => {}
            }
        }
    }
}

/// What a log hazard is added up from, besides the person.
struct LogHazard<'a> {
    /// By completed quarters of tenure; the last entry holds for all longer tenures.
    by_tenure: &'a [f64],
    /// Ties that a person has if none is broken.
    ties: u32,
    broken_tie: f64,
    satisfaction: f64,
    shock_probability: f64,
    shock: f64,
}

/// On what people's log hazards depend, one row a seat.
struct People<'a> {
    own: &'a [f64],
    tenure: &'a [u32],
    live_ties: &'a [u32],
    satisfaction: &'a [f64],
    shock: &'a [f64],
}

full_width! {
    /// From the pressure in everybody's team to everybody's log hazard. Rows of vacant seats
    /// are added up without meaning.
    ///
    /// Equation (M67).
    fn add_up_log_hazards(of: LogHazard<'_>, people: People<'_>, sum: &mut [f64]) {
        let seats = sum.len();
        let People { own, tenure, live_ties, satisfaction, shock } = people;
        let (own, tenure, live_ties) = (&own[..seats], &tenure[..seats], &live_ties[..seats]);
        let (satisfaction, shock) = (&satisfaction[..seats], &shock[..seats]);
        for i in 0..seats {
            let shocked = shock[i] < of.shock_probability;
            sum[i] = own[i]
                + of.by_tenure[(tenure[i] as usize).min(of.by_tenure.len() - 1)]
                + sum[i]
                + of.broken_tie * f64::from(of.ties - live_ties[i])
                - of.satisfaction * satisfaction[i]
                + if shocked { of.shock } else { 0.0 };
        }
    }
}
