//! People: traits for life, and the state of somebody who has just come.

use orgsim::model::Role;
use orgsim::random::{Entity, Stream};
use orgsim::units::Quarter;

use super::Company;
use super::counted::{exp, normal_quantile};
use super::ties::Tie;

pub(super) struct Person {
    pub(super) identity: Entity,
    pub(super) unit: usize,
    pub(super) role: Role,

    pub(super) research_skill: f64,
    pub(super) product_skill: f64,
    /// Skill in the own role, in standard deviations.
    pub(super) standing: f64,
    /// Speed at projects beside that at papers.
    pub(super) pace: f64,
    /// What partners may come to share.
    pub(super) know_how: f64,
    pub(super) taste: f64,
    pub(super) stage: Stage,
    pub(super) pay: f64,
    pub(super) disposition: f64,
    /// Standard normal reasons to stay or leave.
    pub(super) embeddedness: f64,
    pub(super) alternatives: f64,
    pub(super) frailty: f64,

    pub(super) tenure: u32,
    pub(super) satisfaction: f64,
    pub(super) research_effort: f64,
    pub(super) expected_reward: f64,
    pub(super) expected_autonomy: f64,
    /// Last quarter's scores by the own and by the product's incentives.
    pub(super) scores: (f64, f64),
    pub(super) reward: f64,
    /// Submissions relative to normal, smoothed.
    pub(super) paper_record: f64,
    pub(super) ties: Vec<Option<Tie>>,

    // This quarter's:
    pub(super) research_work: f64,
    pub(super) product_work: f64,
    pub(super) submitted: u32,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Stage {
    Junior,
    Middle,
    Senior,
}

impl Company<'_> {
    /// Offers a seat to up to four people in turn. Returns whether somebody took it.
    pub(super) fn offer_seat(&mut self, seat: usize, quality: f64, told: f64) -> bool {
        for _ in 0..4 {
            self.seat_newcomer(seat, quality, told);
            self.choose_first_split(seat);
            if self.likes_the_job(seat) {
                return true;
            }
            self.seats[seat].occupant = None;
            self.seats[seat].declined += 1;
        }
        false
    }

    fn likes_the_job(&self, seat: usize) -> bool {
        let person = self.seats[seat].occupant.as_ref().expect("just seated");
        self.would_accept(person, self.seats[seat].declined)
    }

    /// Whether the person who comes as this applicant accepts.
    pub(super) fn would_accept(&self, person: &Person, applicant: u32) -> bool {
        let mechanisms = &self.scenario.mechanisms;
        if person.role == Role::Engineer || !mechanisms.sorting || !mechanisms.satisfaction {
            return true;
        }
        let u = self.streams.pair_uniform(
            Stream::OfferAccepted,
            person.identity,
            Quarter(0),
            applicant,
        );
        let raise = self.raise(person.unit, person.role);
        u < exp(self.scenario.hiring.sorting * (self.worth_of_the_job(person) + raise))
    }

    fn seat_newcomer(&mut self, seat: usize, quality: f64, told: f64) {
        let person = self.draw_person(seat, quality, told);
        self.seats[seat].occupant = Some(person);
    }

    /// Somebody new makes the best split at once; if no effort pays, that of the
    /// role stays.
    pub(super) fn choose_first_split(&mut self, seat: usize) {
        let person = self.seats[seat].occupant.as_ref().expect("just seated");
        if self.scenario.mechanisms.adaptive_effort
            && let Some(split) = self.best_split(seat, person)
        {
            let person = self.seats[seat].occupant.as_mut().expect("just seated");
            person.research_effort = split;
        }
    }

    /// Somebody whose research skill, if that is the role, lies `quality` standard deviations
    /// above that of the population.
    pub(super) fn draw_person(&self, seat: usize, quality: f64, told: f64) -> Person {
        let (people, market) = (&self.scenario.people, &self.scenario.labour_market);
        let seat = &self.seats[seat];
        let identity = seat.identity;
        let is_researcher = seat.role == Role::Researcher;
        let uniform = |stream| {
            self.streams
                .pair_uniform(stream, identity, Quarter(0), seat.declined)
        };
        let normal = |stream| normal_quantile(uniform(stream));

        let above = if is_researcher { quality } else { 0.0 };
        let research = normal(Stream::ResearchSkill) + above;
        let product = correlated(
            people.skill_correlation,
            research,
            normal(Stream::ProductSkill),
        );
        let standing = if is_researcher { research } else { product };
        let taste = if is_researcher && uniform(Stream::TasteClass) >= people.taste_none_share {
            let strength = correlated(
                people.taste_skill_correlation,
                research,
                normal(Stream::TasteStrength),
            );
            people.taste_median * exp(people.taste_sigma * strength)
        } else {
            0.0
        };
        let u = uniform(Stream::CareerStage);
        let stage = if u < people.junior_share {
            Stage::Junior
        } else if u < 1.0 - people.senior_share {
            Stage::Middle
        } else {
            Stage::Senior
        };
        Person {
            identity,
            unit: seat.unit,
            role: seat.role,
            research_skill: with_mean_one(people.research_skill_sigma, research),
            product_skill: with_mean_one(people.product_skill_sigma, product),
            standing,
            pace: pace(
                self.scenario.research.pace_elasticity,
                people.research_skill_sigma,
                research,
            ),
            know_how: with_mean_one(
                people.know_how_sigma,
                correlated(
                    people.know_how_skill_correlation,
                    standing,
                    normal(Stream::KnowHow),
                ),
            ),
            taste,
            stage,
            pay: normal(Stream::Pay),
            disposition: normal(Stream::Disposition),
            embeddedness: normal(Stream::Embeddedness),
            alternatives: correlated(
                market.alternatives_skill_correlation,
                standing,
                normal(Stream::Alternatives),
            ),
            frailty: normal(Stream::Frailty),
            tenure: 0,
            satisfaction: 0.0,
            research_effort: if is_researcher { 1.0 } else { 0.0 },
            expected_reward: told,
            expected_autonomy: self.autonomy(seat.unit, seat.role),
            scores: (1.0, 1.0),
            reward: 0.0,
            paper_record: 1.0,
            ties: vec![None; self.scenario.teams.ties_per_person as usize],
            research_work: 0.0,
            product_work: 0.0,
            submitted: 0,
        }
    }
}

fn correlated(r: f64, with: f64, independent: f64) -> f64 {
    r * with + beside(r) * independent
}

/// What a correlation leaves to an independent part.
fn beside(r: f64) -> f64 {
    (1.0 - r * r).sqrt()
}

/// Skill to the power of an elasticity, with mean one, divided by skill, with mean one.
fn pace(elasticity: f64, sigma: f64, z: f64) -> f64 {
    let more = elasticity - 1.0;
    exp(more * sigma * z - 0.5 * more * (elasticity + 1.0) * sigma * sigma)
}

pub(super) fn with_mean_one(sigma: f64, z: f64) -> f64 {
    exp(sigma * z - 0.5 * sigma * sigma)
}
