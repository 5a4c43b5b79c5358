//! Laboratories that have long had their structure: what they publish, who comes, and how many
//! of their seats are vacant.

use super::incentives::Evaluation;
use super::offer::{Offer, preference, tastes};
use super::rest::{NORMAL_SPEED, approval, prestige, time_to_fill, vacancies};
use super::structure::PreparedStructure;
use super::tenure::{MOST_HAZARD, TenureHazard};
use super::two_tasks::split;
use crate::elementary::exp;
use crate::measures::Role;
use crate::scenario::{Scenario, Structure};

/// Steps towards the fixed point of reputation, and the part of the way that each goes.
const STEPS: u32 = 200;
const PART: f64 = 0.2;

/// Who works in the unit of a laboratory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Staff {
    /// Researchers' seats.
    pub(super) seats: usize,
    /// Logarithm of the growth that they have seen.
    pub(super) growth: f64,
    /// Log hazard of an average person of each role at long tenure.
    pub(super) log_hazard: [f64; 2],
}

/// What decides how many seats of a role are vacant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Position {
    pub(super) role: Role,
    /// Exits a person and quarter, beside what reputation and vacancies do to them.
    pub(super) exits: f64,
    /// Quarters for which the approval of a vacancy is waited for.
    pub(super) approval: f64,
    /// Growth of its seats, whose search is over when they open.
    pub(super) growth: f64,
}

impl Position {
    /// Vacant seats for each that is taken, under a reputation, where the share `load` of the
    /// seats is vacant.
    fn vacant(&self, scenario: &Scenario, reputation: f64, load: f64) -> f64 {
        let satisfaction = prestige(scenario, self.role, reputation) - vacancies(scenario) * load;
        let effect = match scenario.mechanisms.satisfaction {
            true => scenario.labour_market.satisfaction,
            false => 0.0,
        };
        let exits = (self.exits * exp(-effect * satisfaction)).min(MOST_HAZARD);
        exits * (time_to_fill(scenario, self.role, reputation) + self.approval)
            + self.growth * self.approval
    }
}

/// What decides at which rate a unit publishes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Laboratory {
    /// Researchers' seats.
    pub(super) seats: usize,
    /// Papers that are accepted a quarter in a seat whose occupant has average skill.
    pub(super) papers: f64,
    /// Its researchers' seats and its engineers'.
    pub(super) positions: [Position; 2],
}

impl Laboratory {
    /// Of a unit under a structure, whose people leave at a hazard while its seats grow.
    pub(super) fn new(
        scenario: &Scenario,
        prepared: &PreparedStructure,
        evaluation: &Evaluation,
        hazard: &TenureHazard,
        staff: Staff,
    ) -> Self {
        let Staff {
            seats,
            growth,
            log_hazard: [of_researchers, of_engineers],
        } = staff;
        let structure = &prepared.parameters;
        let who = Arrivals::new(scenario, &prepared.offer, evaluation);
        let lasting = who.worth - scenario.satisfaction.stability * prepared.instability;
        let exits = exits(
            scenario,
            hazard,
            of_researchers - less(scenario, lasting),
            growth,
        );
        let papers = &scenario.papers;
        let topics = scenario.topics.values();
        let eager: f64 = topics
            .map(|topic| topic.share * topic.submission_factor)
            .sum();
        let papers = papers.submission_rate
            * structure.publication_share
            * eager
            * accepted_share(scenario)
            * prepared.switch_efficiency
            * time_at_work(scenario, structure, exits + growth)
            * currency(scenario, structure)
            * who.effort;
        let researchers = Position {
            role: Role::Researcher,
            exits,
            approval: approval(scenario, structure),
            growth,
        };
        // Engineers find the same everywhere, and wait for no approval.
        let engineers = Position {
            role: Role::Engineer,
            exits: self::exits(scenario, hazard, of_engineers, growth),
            approval: 0.0,
            growth,
        };
        Self {
            seats,
            papers,
            positions: [researchers, engineers],
        }
    }
}

/// What satisfaction that lasts takes from the log hazard.
fn less(scenario: &Scenario, lasting: f64) -> f64 {
    match scenario.mechanisms.satisfaction {
        true => scenario.labour_market.satisfaction * lasting,
        false => 0.0,
    }
}

/// Exits a person and quarter in a stock of people who came when it grew at a rate, and whose
/// log hazard at long tenure is this in the mean.
fn exits(scenario: &Scenario, hazard: &TenureHazard, log_hazard: f64, growth: f64) -> f64 {
    let (mechanisms, market) = (&scenario.mechanisms, &scenario.labour_market);
    if !mechanisms.exits {
        return 0.0;
    }
    let mut variance = 0.0;
    if mechanisms.satisfaction {
        let satisfaction = &scenario.satisfaction;
        let mut spread = satisfaction.pay * satisfaction.pay;
        if mechanisms.disposition {
            spread += satisfaction.disposition * satisfaction.disposition;
        }
        variance += market.satisfaction * market.satisfaction * spread;
    }
    for (is_on, effect) in [
        (mechanisms.embeddedness, market.embeddedness),
        (mechanisms.alternatives, market.alternatives),
        (mechanisms.frailty, market.frailty_sigma),
    ] {
        if is_on {
            variance += effect * effect;
        }
    }
    hazard.exits_in_stock(log_hazard, variance.sqrt(), growth)
}

/// Where an organisation comes to rest.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rest {
    pub(super) reputation: f64,
    /// Share of the seats that are vacant, in each unit, by role.
    pub(super) vacant: Vec<[f64; 2]>,
}

/// Where reputation and vacancies come to rest, as what people publish decides who comes and
/// who goes, and that what they publish.
pub(super) fn at_rest(scenario: &Scenario, laboratories: &[Laboratory]) -> Rest {
    let seats: usize = laboratories.iter().map(|laboratory| laboratory.seats).sum();
    let parameters = &scenario.reputation;
    let moves = scenario.mechanisms.reputation && parameters.adjustment > 0.0 && seats > 0;
    let by_quality = scenario.people.research_skill_sigma * scenario.hiring.quality_reputation;
    let mut reputation: f64 = 1.0;
    let mut vacant = vec![[0.0; 2]; laboratories.len()];
    for _ in 0..STEPS {
        let mut papers = 0.0;
        for (laboratory, loads) in laboratories.iter().zip(&mut vacant) {
            for (position, load) in laboratory.positions.iter().zip(loads) {
                let vacant = position.vacant(scenario, reputation, *load);
                if position.role == Role::Researcher {
                    papers += laboratory.papers * laboratory.seats as f64 / (1.0 + vacant);
                }
                *load += PART * (vacant / (1.0 + vacant) - *load);
            }
        }
        if moves {
            let papers = papers / seats as f64 * exp(by_quality * (reputation - 1.0));
            let signal = (papers / parameters.reference_papers).min(parameters.ceiling);
            reputation += PART * (signal - reputation);
        }
    }
    Rest { reputation, vacant }
}

/// Share of their skill that researchers keep whose ties cross the line as often as the
/// structure has it.
fn currency(scenario: &Scenario, structure: &Structure) -> f64 {
    if !scenario.mechanisms.currency {
        return 1.0;
    }
    let speed = scenario.transfer.obsolescence_rate / NORMAL_SPEED;
    (1.0 - scenario.work.currency_loss * speed * structure.cross_ties).max(0.0)
}

/// Share of researchers' time that managing, ramp-up and mentoring leave when so many of
/// them are new each quarter. In mixed teams, engineers manage.
fn time_at_work(scenario: &Scenario, structure: &Structure, new: f64) -> f64 {
    let (teams, work, mechanisms) = (&scenario.teams, &scenario.work, &scenario.mechanisms);
    let managers = f64::from(teams.managers_per_team) / f64::from(teams.team_size);
    let managing = (1.0 - structure.mixed_teams) * teams.management_load * managers.min(1.0);
    let quarters = f64::from(work.ramp_quarters);
    let mut lost = 0.0;
    if mechanisms.ramp_up {
        lost += (1.0 - work.ramp_start) * 0.5 * (quarters + 1.0);
    }
    if mechanisms.mentoring {
        lost += work.mentor_load * quarters;
    }
    (1.0 - managing) * (1.0 - new * lost).max(0.0)
}

/// Share of submitted papers that are accepted in the end.
fn accepted_share(scenario: &Scenario) -> f64 {
    let papers = &scenario.papers;
    let (mut accepted, mut submitted) = (0.0, 1.0);
    for _ in 0..papers.most_rounds {
        accepted += submitted * papers.acceptance;
        submitted *= (1.0 - papers.acceptance) * papers.resubmission;
    }
    accepted
}

/// Researchers who come to a structure, in the mean.
struct Arrivals {
    /// Share of effort that they put into research.
    effort: f64,
    /// What the job adds to their satisfaction.
    worth: f64,
}

impl Arrivals {
    fn new(scenario: &Scenario, offer: &Offer, evaluation: &Evaluation) -> Self {
        let people = &scenario.people;
        let peers = scenario.teams.team_size as usize;
        let rewards = evaluation.marginal_rewards(1.0, 1.0, peers);
        let (mut all, mut effort, mut worth) = (0.0, 0.0, 0.0);
        let mut come = |share: f64, taste: f64| {
            let own = match scenario.mechanisms.adaptive_effort {
                true => split(&scenario.effort, rewards, taste).unwrap_or(1.0),
                false => 1.0,
            };
            let own_worth = offer.worth(preference(taste), own);
            let accepted = match scenario.mechanisms.sorting {
                true => share * exp(scenario.hiring.sorting * own_worth).min(1.0),
                false => share,
            };
            all += accepted;
            effort += accepted * own;
            worth += accepted * own_worth;
        };
        let none = people.taste_none_share;
        come(none, 0.0);
        let tastes = tastes(people);
        let share = (1.0 - none) / tastes.len() as f64;
        for taste in tastes {
            come(share, taste);
        }
        Self {
            effort: effort / all,
            worth: worth / all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reputation_and_vacancies_are_fixed_points() {
        let scenario = Scenario::default();
        for papers in [0.0, 0.02, 0.1, 5.0] {
            let researchers = Position {
                role: Role::Researcher,
                exits: 0.05,
                approval: 0.5,
                growth: 0.05,
            };
            let laboratory = Laboratory {
                seats: 10,
                papers,
                positions: [
                    researchers,
                    Position {
                        role: Role::Engineer,
                        exits: 0.04,
                        approval: 0.0,
                        growth: 0.05,
                    },
                ],
            };
            let Rest { reputation, vacant } = at_rest(&scenario, &[laboratory]);
            let [own, of_engineers] = vacant[0];
            let quality = exp(scenario.people.research_skill_sigma
                * scenario.hiring.quality_reputation
                * (reputation - 1.0));
            let signal = (papers * (1.0 - own) * quality / scenario.reputation.reference_papers)
                .min(scenario.reputation.ceiling);
            assert!((signal - reputation).abs() < 1e-6, "{papers}: {reputation}");
            let implied = researchers.vacant(&scenario, reputation, own);
            assert!((implied / (1.0 + implied) - own).abs() < 1e-6);
            assert!(of_engineers > 0.05 && of_engineers < 0.15, "{of_engineers}");
        }
    }

    #[test]
    fn with_one_round_the_share_accepted_is_the_acceptance() {
        let mut scenario = Scenario::default();
        scenario.papers.most_rounds = 1;
        assert_eq!(accepted_share(&scenario), scenario.papers.acceptance);
    }
}
