//! People: traits for life, and the state of somebody who has just come.

use orgsim::model::Role;
use orgsim::random::{Entity, Stream};
use orgsim::units::Quarter;

use super::Company;
use super::counted::{exp, ln, normal_quantile};
use super::ties::Tie;

pub(super) struct Person {
    pub(super) identity: Entity,
    pub(super) unit: usize,
    pub(super) role: Role,

    pub(super) research_skill: f64,
    pub(super) product_skill: f64,
    /// Skill in the own role, in standard deviations.
    pub(super) standing: f64,
    pub(super) taste: f64,
    pub(super) stage: Stage,
    pub(super) pay: f64,
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

/// What is added to the standard normals behind a person's traits.
#[derive(Default)]
struct Differences {
    research: f64,
    product: f64,
    embeddedness: f64,
    alternatives: f64,
    frailty: f64,
}

impl Company<'_> {
    /// Seats everybody, then lets them look round.
    pub(super) fn seat_founders(&mut self) {
        for seat in 0..self.seats.len() {
            let mut person = self.draw_person(seat, &self.founders_differ(self.seats[seat].role));
            person.tenure = self.time_served(&person);
            self.seats[seat].occupant = Some(person);
        }
        for seat in 0..self.seats.len() {
            self.choose_first_split(seat);
        }
    }

    /// How people who are there differ from people who are hired: by the inverse
    /// of their hazard. Tilting the density of a standard normal z by exp(-c z)
    /// moves its mean to -c.
    fn founders_differ(&self, role: Role) -> Differences {
        let (market, mechanisms) = (&self.scenario.labour_market, &self.scenario.mechanisms);
        let c = |on, coefficient: f64| if on { coefficient } else { 0.0 };
        let of_alternatives = c(mechanisms.alternatives, market.alternatives);
        let with_skill = market.alternatives_skill_correlation;
        let of_skill = of_alternatives * with_skill;
        let between = self.scenario.people.skill_correlation;
        let (research, product) = match role {
            Role::Researcher => (of_skill, 0.0),
            Role::Engineer => (of_skill * between, of_skill * beside(between)),
        };
        Differences {
            research: -research,
            product: -product,
            embeddedness: c(mechanisms.embeddedness, market.embeddedness),
            alternatives: -(of_alternatives * beside(with_skill)),
            frailty: -c(mechanisms.frailty, market.frailty_sigma),
        }
    }

    /// Exponential, the longer the lower the hazard.
    fn time_served(&self, person: &Person) -> u32 {
        let (market, mechanisms) = (&self.scenario.labour_market, &self.scenario.mechanisms);
        let variance = [
            (mechanisms.embeddedness, market.embeddedness),
            (mechanisms.alternatives, market.alternatives),
            (mechanisms.frailty, market.frailty_sigma),
        ]
        .iter()
        .filter(|(on, _)| *on)
        .fold(0.0, |sum, (_, spread)| sum + spread * spread);
        let above_mean =
            self.fixed_log_hazard(person) - orgsim::elementary::ln(market.base_hazard) + variance;
        let mean = self.scenario.people.initial_tenure_quarters;
        let u = self
            .streams
            .uniform(Stream::InitialTenure, person.identity, Quarter(0));
        let own_mean = (mean * exp(-above_mean - 0.5 * variance)).min(10_000.0);
        (-ln(1.0 - u) * own_mean).floor() as u32
    }

    /// Seats somebody whose research skill, if that is the role, lies `quality`
    /// standard deviations above that of the population.
    pub(super) fn seat_newcomer(&mut self, seat: usize, quality: f64) {
        let research = match self.seats[seat].role {
            Role::Researcher => quality,
            Role::Engineer => 0.0,
        };
        let person = self.draw_person(
            seat,
            &Differences {
                research,
                ..Differences::default()
            },
        );
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

    fn draw_person(&self, seat: usize, differ: &Differences) -> Person {
        let (people, market) = (&self.scenario.people, &self.scenario.labour_market);
        let seat = &self.seats[seat];
        let identity = seat.identity;
        let is_researcher = seat.role == Role::Researcher;
        let uniform = |stream| self.streams.uniform(stream, identity, Quarter(0));
        let normal = |stream| normal_quantile(uniform(stream));

        let research = normal(Stream::ResearchSkill) + differ.research;
        let product = correlated(
            people.skill_correlation,
            research,
            normal(Stream::ProductSkill) + differ.product,
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
            taste,
            stage,
            pay: normal(Stream::Pay),
            embeddedness: normal(Stream::Embeddedness) + differ.embeddedness,
            alternatives: correlated(
                market.alternatives_skill_correlation,
                standing,
                normal(Stream::Alternatives) + differ.alternatives,
            ),
            frailty: normal(Stream::Frailty) + differ.frailty,
            tenure: 0,
            satisfaction: 0.0,
            research_effort: if is_researcher { 1.0 } else { 0.0 },
            expected_reward: 1.0,
            expected_autonomy: self.autonomy(seat.unit, seat.role),
            scores: (1.0, 1.0),
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

pub(super) fn with_mean_one(sigma: f64, z: f64) -> f64 {
    exp(sigma * z - 0.5 * sigma * sigma)
}
