//! Labour market: shocks arrive, and people leave.

use super::effects::EffectKind;
use super::step::Step;
use super::{Destination, Event, ExitReason, Observer, Organization, Role};
use crate::elementary::{exp, exp_column, ln};
use crate::random::{Categorical, LogNormal, Stream};
use crate::scenario::{LabourMarket, Scenario};
use crate::units::Quarter;

/// Quarters over which an exit raises the hazard of team mates.
const CONTAGION_WINDOW: i32 = 2;

/// Everybody leaves with probability 1 - exp(-exp(eta)), where eta adds up the
/// base hazard, tenure, satisfaction, embeddedness, alternatives, contagion,
/// shocks and frailty.
///
/// Equation (M53).
pub(super) fn labour_market(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
) {
    let scenario = &step.model.scenario;
    if scenario.mechanisms.exits {
        log_hazards(step, organization);
        if !organization.effects.is_empty() {
            effects_on_log_hazards(step, organization);
        }
        exp_column(&mut organization.hazard);
        for seat in 0..organization.seats() {
            let hazard = organization.hazard[seat];
            let u = organization.luck.exit[seat];
            // The probability is below the hazard, so most need no second
            // exponential.
            if u < hazard && organization.occupied[seat] && u < -libm::expm1(-hazard) {
                let shock = scenario.mechanisms.shocks
                    && organization.luck.shock[seat] < scenario.labour_market.shock_probability;
                let reason = match shock {
                    true => ExitReason::Shock,
                    false => ExitReason::NoShock,
                };
                leave(step, organization, observer, seat, reason, None);
            }
        }
    }
    for (tenure, &occupied) in organization.tenure.iter_mut().zip(&organization.occupied) {
        *tenure += u32::from(occupied);
    }
}

/// The log hazard of every seat.
///
/// Equation (M54).
fn log_hazards(step: &Step, organization: &mut Organization) {
    let scenario = &step.model.scenario;
    let market = &scenario.labour_market;
    let mechanisms = &scenario.mechanisms;
    let table = &step.model.tenure_log_hazard;
    let shock_probability = if mechanisms.shocks {
        market.shock_probability
    } else {
        0.0
    };
    let ties = scenario.teams.ties_per_person;
    let per_broken_tie = if mechanisms.embeddedness && ties > 0 {
        market.embeddedness * market.tie_embeddedness / f64::from(ties)
    } else {
        0.0
    };
    for team in 0..organization.teams.len() {
        let contagion = log_contagion(step, organization, team);
        let team = &organization.teams[team];
        let survivors = organization.units[team.unit].survivors;
        let pressure = if mechanisms.survivors && survivors > 0.0 {
            contagion + ln(1.0 + survivors)
        } else {
            contagion
        };
        for seats in [team.researchers.clone(), team.engineers.clone()] {
            let people = seats.len();
            let log_hazard = &organization.traits.log_hazard[seats.clone()][..people];
            let tenure = &organization.tenure[seats.clone()][..people];
            let shock = &organization.luck.shock[seats.clone()][..people];
            let live_ties = &organization.live_ties[seats.clone()][..people];
            let satisfaction = &organization.satisfaction[seats.clone()][..people];
            let sum = &mut organization.hazard[seats][..people];
            for i in 0..people {
                let shocked = shock[i] < shock_probability;
                sum[i] = log_hazard[i]
                    + table[(tenure[i] as usize).min(table.len() - 1)]
                    + pressure
                    + per_broken_tie * f64::from(ties - live_ties[i])
                    - market.satisfaction * satisfaction[i]
                    + if shocked { market.shock_effect } else { 0.0 };
            }
        }
    }
}

/// What recent exits in a team add to the log hazard of its members.
///
/// Equation (M56).
fn log_contagion(step: &Step, organization: &Organization, team: usize) -> f64 {
    if !step.model.scenario.mechanisms.contagion {
        return 0.0;
    }
    let recent = step.quarter.0 - CONTAGION_WINDOW;
    let team = &organization.teams[team];
    let exits: usize = [&team.researchers, &team.engineers]
        .into_iter()
        .flat_map(|seats| &organization.last_exit[seats.clone()])
        .map(|last| usize::from(last.0 >= recent))
        .sum();
    if exits == 0 {
        return 0.0;
    }
    ln(1.0 + step.model.scenario.labour_market.contagion * exits as f64)
}

/// What offers and retention grants add to the log hazard of those whom they
/// reach.
///
/// Equations (M57), (M58).
fn effects_on_log_hazards(step: &Step, organization: &mut Organization) {
    for effect in &organization.effects {
        let now = step.quarter;
        let seats = step.model.units[effect.unit].seats_of(effect.role).clone();
        match effect.kind {
            EffectKind::Offers {
                log_ratio,
                skill_slope,
            } => {
                for seat in seats {
                    let skill = organization.traits.skill_score[seat];
                    organization.hazard[seat] += log_ratio + skill_slope * skill;
                }
            }
            EffectKind::Grant { hold } => {
                let present = (now.0 - effect.from.0) as u32;
                let held = if now < effect.until { -hold } else { hold };
                for seat in seats {
                    if organization.tenure[seat] >= present {
                        organization.hazard[seat] += held;
                    }
                }
            }
            EffectKind::HiringFreeze | EffectKind::Demand(_) => {}
        }
    }
}

/// Somebody leaves; without a destination that is known, it is drawn.
pub(super) fn leave(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    seat: usize,
    reason: ExitReason,
    destination: Option<Destination>,
) {
    let scenario = &step.model.scenario;
    let own = organization.person[seat].place();
    let role = organization.role[seat];
    let destination = destination.unwrap_or_else(|| {
        let u = step.streams.uniform(Stream::Destination, own, step.quarter);
        let offers = organization.pull_of_offers(organization.unit[seat] as usize, role);
        let skill = organization.traits.skill_score[seat];
        draw_destination(&scenario.labour_market, skill, offers, u)
    });
    organization.occupied[seat] = false;
    // Contagion was found after exits of one's own will.
    if reason != ExitReason::Layoff {
        organization.last_exit[seat] = step.quarter;
    }
    organization.vacant_since[seat] = step.quarter;
    organization.ties.clear(seat);
    organization.live_ties[seat] = 0;
    organization.cross_ties[seat] = 0;
    let event = Event::Left {
        seat,
        tenure: organization.tenure[seat],
        reason,
        destination,
    };
    observer.happened(step.quarter, event, organization);
    take_in(step, organization, observer, seat, reason, destination);
    // The seat and the number of its vacancy are who will be hired: an identity
    // that survives a change of structure.
    organization.person[seat].generation += 1;
    let wait = time_to_fill(step, organization, seat);
    organization.fill_quarter[seat] = Quarter(step.quarter.0 + wait);
}

/// What the outside world gains from somebody who leaves: competitors a talent,
/// or the world a start-up.
fn take_in(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    seat: usize,
    reason: ExitReason,
    destination: Destination,
) {
    let scenario = &step.model.scenario;
    let outflow = scenario.mechanisms.talent_outflow;
    let role = organization.role[seat];
    let person = organization.person[seat];
    match destination {
        Destination::Competitor if outflow && role == Role::Researcher => {
            organization.market.talent += organization.traits.research_skill[seat];
        }
        // Those of a spin-off found one competitor together.
        Destination::Startup if reason != ExitReason::SpinOff => {
            let u = step
                .streams
                .uniform(Stream::Founding, person.place(), step.quarter);
            if u < scenario.market.founder_share {
                if outflow {
                    organization.market.startups.push(person);
                }
                let event = Event::StartupFounded { role };
                observer.happened(step.quarter, event, organization);
            }
        }
        _ => {}
    }
}

/// Multinomial choice of a destination; the better go to start-ups more often,
/// and offers pull to competitors.
///
/// Equation (M59).
fn draw_destination(market: &LabourMarket, skill_score: f64, offers: f64, u: f64) -> Destination {
    const DESTINATIONS: [Destination; 4] = [
        Destination::Competitor,
        Destination::Startup,
        Destination::Academia,
        Destination::Elsewhere,
    ];
    let weights = [
        market.to_competitor * exp(offers),
        market.to_startup * exp(market.startup_skill * skill_score),
        market.to_academia,
        market.to_elsewhere,
    ];
    DESTINATIONS[Categorical::new(weights).quantile(u)]
}

/// Log-normal time to fill the vacancy, in whole quarters, at least one. A
/// better reputation fills researchers' seats faster.
///
/// Equation (M60).
fn time_to_fill(step: &Step, organization: &Organization, seat: usize) -> i32 {
    let hiring = &step.model.scenario.hiring;
    let vacancy = organization.person[seat];
    let u = step
        .streams
        .uniform(Stream::TimeToFill, vacancy, Quarter(0));
    let pull = match organization.role[seat] {
        Role::Researcher => hiring.fill_reputation * ln(organization.reputation.max(0.01)),
        Role::Engineer => 0.0,
    };
    let unpulled = LogNormal::with_median(hiring.fill_median, hiring.fill_sigma).quantile(u);
    let quarters = unpulled * exp(-pull);
    ((quarters + 0.5).min(10_000.0) as i32).max(1)
}

/// Log hazard by completed quarters of tenure relative to long tenure: a hump
/// ln(1 + (r - 1) x exp(1 - x)) with x = (tenure + 1/2) / peak, so that the
/// hazard ratio is r at the peak (Farber 1994 finds it at three months), and
/// what vesting holds back before its date and releases after it.
///
/// Equation (M55).
pub(super) fn tenure_log_hazard(scenario: &Scenario) -> Vec<f64> {
    let market = &scenario.labour_market;
    let vesting = market.vesting_tenure as usize;
    let long = ((40.0 * market.peak_tenure) as usize).max(vesting + 1);
    (0..=long)
        .map(|tenure| {
            let mut log_hazard = 0.0;
            if scenario.mechanisms.tenure_hazard && tenure < long {
                let x = (tenure as f64 + 0.5) / market.peak_tenure;
                log_hazard += ln(1.0 + (market.early_peak_ratio - 1.0) * x * exp(1.0 - x));
            }
            if scenario.mechanisms.vesting {
                if tenure + 1 == vesting {
                    log_hazard -= market.vesting_hold;
                } else if tenure == vesting {
                    log_hazard += market.vesting_hold;
                }
            }
            log_hazard
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hazard_peaks_early_and_declines() {
        let scenario = Scenario::default();
        let table = tenure_log_hazard(&scenario);
        let peak = (0..table.len())
            .max_by(|&a, &b| table[a].total_cmp(&table[b]))
            .unwrap();
        assert!(peak <= 1, "peak at {peak}");
        assert!(table[8] < 0.05 && *table.last().unwrap() == 0.0);
    }

    #[test]
    fn switches_leave_a_flat_hazard() {
        let mut scenario = Scenario::default();
        scenario.mechanisms.tenure_hazard = false;
        scenario.mechanisms.vesting = false;
        assert!(tenure_log_hazard(&scenario).iter().all(|&h| h == 0.0));
    }

    #[test]
    fn destinations_follow_their_shares() {
        let market = Scenario::default().labour_market;
        let n = 10_000;
        let startups = (0..n)
            .filter(|i| {
                let u = (f64::from(*i) + 0.5) / f64::from(n);
                draw_destination(&market, 0.0, 0.0, u) == Destination::Startup
            })
            .count();
        assert_eq!(startups, 1000);
    }
}
