//! Settling: somebody takes a seat, with traits of their own and a newcomer's mind.

use super::effort::preferred_split;
use crate::elementary::{exp, ln, normal_quantile};
use crate::measures::Role;
use crate::model::state::{Minds, Seats, Team, Traits, UnitState};
use crate::model::step::Step;
use crate::random::{Exponential, Stream};
use crate::scenario::Scenario;
use crate::units::Quarter;

/// How the normal variates behind people's traits are shifted, in standard
/// deviations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Shifts {
    research_skill: f64,
    /// Of the part of product skill that does not depend on research skill.
    product_skill: f64,
    embeddedness: f64,
    /// Of the part of alternatives that does not depend on skill.
    alternatives: f64,
    frailty: f64,
}

impl Shifts {
    /// People who are hired: researchers whose research skill is `quality`
    /// standard deviations above the ordinary.
    pub(crate) fn of_hires(role: Role, quality: f64) -> Self {
        Self {
            research_skill: match role {
                Role::Researcher => quality,
                Role::Engineer => 0.0,
            },
            ..Self::default()
        }
    }

    /// People whom one meets in a mature organisation. Whoever has the hazard h
    /// stays for a time in proportion to 1 / h, so that among those present
    /// traits have the density of hires divided by h. As ln h is a sum of normal
    /// variates, that shifts each by minus its coefficient.
    pub(crate) fn of_founders(scenario: &Scenario, role: Role) -> Self {
        let (market, mechanisms) = (&scenario.labour_market, &scenario.mechanisms);
        let if_on = |switch, shift| if switch { shift } else { 0.0 };
        let alternatives = if_on(mechanisms.alternatives, -market.alternatives);
        let (by_skill, apart) = split(market.alternatives_skill_correlation);
        let skill = alternatives * by_skill;
        let (by_research, by_product) = match role {
            Role::Researcher => (1.0, 0.0),
            Role::Engineer => split(scenario.people.skill_correlation),
        };
        Self {
            research_skill: skill * by_research,
            product_skill: skill * by_product,
            embeddedness: if_on(mechanisms.embeddedness, market.embeddedness),
            alternatives: alternatives * apart,
            frailty: if_on(mechanisms.frailty, -market.frailty_sigma),
        }
    }
}

/// Where people settle, and what they bring along.
pub(crate) struct Settling<'a> {
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) seats: &'a mut Seats,
    pub(crate) traits: &'a mut Traits,
    pub(crate) minds: &'a mut Minds,
}

impl Settling<'_> {
    /// Gives the seat's new occupant traits and a newcomer's state.
    pub(crate) fn settle(&mut self, step: &Step, seat: usize, shifts: &Shifts) {
        self.draw_traits(step, seat, shifts);
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let role = self.seats.role[seat];
        let parameters = &step.model.structures[structure].parameters;
        self.seats.tenure[seat] = 0;
        let minds = &mut *self.minds;
        minds.satisfaction[seat] = 0.0;
        minds.paper_outcome[seat] = 1.0;
        minds.own_score[seat] = 1.0;
        minds.product_score[seat] = 1.0;
        minds.reward_expectation[seat] = 1.0;
        // What people are promised when they join is the structure they join.
        minds.autonomy_expectation[seat] = match role {
            Role::Researcher => 1.0 - parameters.technical_control,
            Role::Engineer => 1.0,
        };
        minds.research_effort[seat] = match role {
            Role::Researcher => 1.0,
            Role::Engineer => 0.0,
        };
        if step.model.scenario.mechanisms.adaptive_effort {
            let team = &self.teams[self.seats.team[seat] as usize];
            let person = (&*self.traits, &*minds);
            minds.research_effort[seat] =
                preferred_split(step.model, self.seats, person, team, structure, seat);
        }
    }

    /// Equations (M63), (M64), (M65).
    fn draw_traits(&mut self, step: &Step, seat: usize, shifts: &Shifts) {
        let scenario = &step.model.scenario;
        let people = &scenario.people;
        let market = &scenario.labour_market;
        let mechanisms = &scenario.mechanisms;
        let person = self.seats.person[seat];
        let role = self.seats.role[seat];
        // Traits belong to the person, not to the quarter of hiring.
        let uniform = |stream| step.streams.uniform(stream, person, Quarter(0));
        let normal = |stream| normal_quantile(uniform(stream));
        let traits = &mut *self.traits;

        let research = normal(Stream::ResearchSkill) + shifts.research_skill;
        let product = correlated(
            people.skill_correlation,
            research,
            normal(Stream::ProductSkill) + shifts.product_skill,
        );
        let skill = match role {
            Role::Researcher => research,
            Role::Engineer => product,
        };
        traits.research_skill[seat] = log_normal(people.research_skill_sigma, research);
        traits.product_skill[seat] = log_normal(people.product_skill_sigma, product);
        traits.skill_score[seat] = skill;

        let has_taste =
            role == Role::Researcher && uniform(Stream::TasteClass) >= people.taste_none_share;
        traits.taste[seat] = if has_taste {
            let strength = correlated(
                people.taste_skill_correlation,
                research,
                normal(Stream::TasteStrength),
            );
            people.taste_median * exp(people.taste_sigma * strength)
        } else {
            0.0
        };

        let stage = uniform(Stream::CareerStage);
        traits.stage[seat] = if stage < people.junior_share {
            0
        } else if stage < 1.0 - people.senior_share {
            1
        } else {
            2
        };
        traits.pay[seat] = normal(Stream::Pay);

        let mut log_hazard = ln(market.base_hazard);
        if mechanisms.embeddedness {
            log_hazard -=
                market.embeddedness * (normal(Stream::Embeddedness) + shifts.embeddedness);
        }
        if mechanisms.alternatives {
            log_hazard += market.alternatives
                * correlated(
                    market.alternatives_skill_correlation,
                    skill,
                    normal(Stream::Alternatives) + shifts.alternatives,
                );
        }
        if mechanisms.frailty {
            log_hazard += market.frailty_sigma * (normal(Stream::Frailty) + shifts.frailty);
        }
        traits.log_hazard[seat] = log_hazard;
    }
}

/// Founders' mean tenure is not longer than this, in quarters, however low their
/// hazard.
const LONGEST_TENURE: f64 = 10_000.0;

/// Quarters that the founder in a seat has been there: exponential with a mean in
/// proportion to 1 / h, which is `initial_tenure_quarters` on average over founders.
pub(crate) fn founding_tenure(step: &Step, seats: &Seats, traits: &Traits, seat: usize) -> u32 {
    let scenario = &step.model.scenario;
    let (market, mechanisms) = (&scenario.labour_market, &scenario.mechanisms);
    let square = |switch, x: f64| if switch { x * x } else { 0.0 };
    let variance = square(mechanisms.embeddedness, market.embeddedness)
        + square(mechanisms.alternatives, market.alternatives)
        + square(mechanisms.frailty, market.frailty_sigma);
    let mean = scenario.people.initial_tenure_quarters;
    let u = step
        .streams
        .uniform(Stream::InitialTenure, seats.person[seat], Quarter(0));
    // ln h has the mean ln(base) - variance among founders.
    let excess = traits.log_hazard[seat] - ln(market.base_hazard) + variance;
    let own_mean = (mean * exp(-excess - 0.5 * variance)).min(LONGEST_TENURE);
    Exponential::new(own_mean).quantile(u) as u32
}

/// A standard normal with the given correlation to `x`, from an independent
/// one.
fn correlated(correlation: f64, x: f64, independent: f64) -> f64 {
    let (by_x, apart) = split(correlation);
    by_x * x + apart * independent
}

/// Loadings of a standard normal on another one that it correlates with, and on
/// an independent one.
fn split(correlation: f64) -> (f64, f64) {
    (correlation, (1.0 - correlation * correlation).sqrt())
}

/// A log-normal with mean one.
fn log_normal(sigma: f64, z: f64) -> f64 {
    exp(sigma * z - 0.5 * sigma * sigma)
}
