//! Settling: somebody takes a seat, with traits of their own and a newcomer's mind.

use super::effort::preferred_split;
use crate::elementary::{exp, normal_quantile};
use crate::measures::Role;
use crate::model::prepared::{preference, prestige, vacancies};
use crate::model::state::{Minds, Seats, Team, Traits, UnitState};
use crate::model::step::Step;
use crate::random::Stream;
use crate::units::Quarter;

/// Where people settle, and what they bring along.
pub(crate) struct Settling<'a> {
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) seats: &'a mut Seats,
    pub(crate) traits: &'a mut Traits,
    pub(crate) minds: &'a mut Minds,
}

impl Settling<'_> {
    /// Gives the seat's new occupant traits and a newcomer's state: researchers with a skill
    /// that is `quality` standard deviations above the ordinary, and everybody told which
    /// reward to expect.
    pub(crate) fn settle(&mut self, step: &Step, seat: usize, quality: f64, told: f64) {
        self.draw_traits(step, seat, quality);
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let role = self.seats.role[seat];
        let parameters = &step.model.structures[structure].parameters;
        self.seats.tenure[seat] = 0;
        let minds = &mut *self.minds;
        minds.satisfaction[seat] = 0.0;
        minds.paper_outcome[seat] = 1.0;
        minds.own_score[seat] = 1.0;
        minds.product_score[seat] = 1.0;
        minds.reward_expectation[seat] = told;
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

    /// What lasts in the satisfaction of a seat's occupant: pay, disposition, and what the job
    /// and the employer are like.
    pub(crate) fn lasting_satisfaction(&self, step: &Step, seat: usize) -> f64 {
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let instability = match self.seats.role[seat] {
            Role::Researcher => step.model.structures[structure].instability,
            Role::Engineer => 0.0,
        };
        let (scenario, role) = (&step.model.scenario, self.seats.role[seat]);
        let unit = &step.model.units[self.seats.unit[seat] as usize];
        let load = vacancies(scenario) * unit.vacant[role as usize];
        self.traits.contentment[seat]
            + self.worth(step, seat)
            + prestige(scenario, role, step.model.reputation)
            - load
            - step.model.scenario.satisfaction.stability * instability
    }

    /// What the job has to offer to whoever is considered for a seat.
    fn worth(&self, step: &Step, seat: usize) -> f64 {
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        match self.seats.role[seat] {
            Role::Researcher => step.model.structures[structure].offer.worth(
                self.traits.preference[seat],
                self.minds.research_effort[seat],
            ),
            // Engineers find the same everywhere.
            Role::Engineer => 0.0,
        }
    }

    /// Whether the researcher who is considered for a seat accepts it: the more likely, the
    /// less the job costs in satisfaction compared with others.
    ///
    /// Equation (M73).
    pub(crate) fn accepts(&self, step: &Step, seat: usize) -> bool {
        let scenario = &step.model.scenario;
        if !scenario.mechanisms.sorting || self.seats.role[seat] == Role::Engineer {
            return true;
        }
        let worth = self.worth(step, seat);
        let u = step.streams.pair_uniform(
            Stream::OfferAccepted,
            self.seats.person[seat],
            Quarter(0),
            self.seats.applicant[seat],
        );
        u < exp(scenario.hiring.sorting * worth)
    }

    /// Equations (M76), (M77), (M78), (M79).
    fn draw_traits(&mut self, step: &Step, seat: usize, quality: f64) {
        let scenario = &step.model.scenario;
        let people = &scenario.people;
        let market = &scenario.labour_market;
        let mechanisms = &scenario.mechanisms;
        let person = self.seats.person[seat];
        let (role, applicant) = (self.seats.role[seat], self.seats.applicant[seat]);
        // Traits belong to the person, not to the quarter of hiring.
        let uniform = |stream| {
            step.streams
                .pair_uniform(stream, person, Quarter(0), applicant)
        };
        let normal = |stream| normal_quantile(uniform(stream));
        let traits = &mut *self.traits;

        let above = match role {
            Role::Researcher => quality,
            Role::Engineer => 0.0,
        };
        let research = normal(Stream::ResearchSkill) + above;
        let product = correlated(
            people.skill_correlation,
            research,
            normal(Stream::ProductSkill),
        );
        let skill = match role {
            Role::Researcher => research,
            Role::Engineer => product,
        };
        traits.research_skill[seat] = log_normal(people.research_skill_sigma, research);
        traits.product_skill[seat] = log_normal(people.product_skill_sigma, product);
        traits.skill_score[seat] = skill;
        traits.pace[seat] = pace(
            scenario.research.pace_elasticity,
            people.research_skill_sigma,
            research,
        );
        let know_how = correlated(
            people.know_how_skill_correlation,
            skill,
            normal(Stream::KnowHow),
        );
        traits.know_how[seat] = log_normal(people.know_how_sigma, know_how);

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
        traits.preference[seat] = preference(traits.taste[seat]);

        let stage = uniform(Stream::CareerStage);
        traits.stage[seat] = if stage < people.junior_share {
            0
        } else if stage < 1.0 - people.senior_share {
            1
        } else {
            2
        };
        let satisfaction = &scenario.satisfaction;
        traits.contentment[seat] = satisfaction.pay * normal(Stream::Pay);
        if mechanisms.disposition {
            traits.contentment[seat] += satisfaction.disposition * normal(Stream::Disposition);
        }

        let unit = &step.model.units[self.seats.unit[seat] as usize];
        let mut log_hazard = unit.log_hazard[role as usize];
        if mechanisms.embeddedness {
            log_hazard -= market.embeddedness * normal(Stream::Embeddedness);
        }
        if mechanisms.alternatives {
            log_hazard += market.alternatives
                * correlated(
                    market.alternatives_skill_correlation,
                    skill,
                    normal(Stream::Alternatives),
                );
        }
        if mechanisms.frailty {
            log_hazard += market.frailty_sigma * normal(Stream::Frailty);
        }
        traits.log_hazard[seat] = log_hazard;
    }
}

/// A standard normal with the given correlation to `x`, from an independent
/// one.
fn correlated(correlation: f64, x: f64, independent: f64) -> f64 {
    correlation * x + (1.0 - correlation * correlation).sqrt() * independent
}

/// What turns skill for research into skill for the progress of projects, whose mean is one
/// too and whose elasticity in the former is given.
///
/// Equation (M30).
fn pace(elasticity: f64, sigma: f64, z: f64) -> f64 {
    let beyond = elasticity - 1.0;
    exp(beyond * sigma * z - 0.5 * beyond * (elasticity + 1.0) * sigma * sigma)
}

/// A log-normal with mean one.
fn log_normal(sigma: f64, z: f64) -> f64 {
    exp(sigma * z - 0.5 * sigma * sigma)
}
