//! Incentives, and the split of effort that answers to them.

use orgsim::model::Role;
use orgsim::scenario::{Incentive, IncentiveForm};

use super::Company;
use super::counted::exp;
use super::person::{Person, Stage};

impl<'a> Company<'a> {
    /// Everybody moves part of the way to the best split.
    pub(super) fn effort(&mut self) {
        if !self.scenario.mechanisms.adaptive_effort {
            return;
        }
        let adjustment = self.scenario.effort.adjustment;
        for seat in 0..self.seats.len() {
            let Some(person) = &self.seats[seat].occupant else {
                continue;
            };
            let now = person.research_effort;
            let best = self.best_split(seat, person).unwrap_or(now);
            let person = self.seats[seat].occupant.as_mut().expect("is there");
            person.research_effort += adjustment * (best - now);
        }
    }

    /// The share of research in the person's optimum; None if no effort pays.
    pub(super) fn best_split(&self, seat: usize, person: &Person) -> Option<f64> {
        let peers = self.people(self.team_of(seat).peers(person.role)).count();
        self.best_split_among(person, peers)
    }

    pub(super) fn best_split_among(&self, person: &Person, peers: usize) -> Option<f64> {
        let position = (person.unit, person.role, person.stage);
        self.split_of(position, person.taste, person.scores, peers)
    }

    /// That of somebody with these scores in a unit, a role and a career stage.
    pub(super) fn split_of(
        &self,
        (unit, role, stage): (usize, Role, Stage),
        taste: f64,
        scores: (f64, f64),
        peers: usize,
    ) -> Option<f64> {
        let choice = &self.scenario.effort;
        let (own, product) = self.incentives_in(unit, role, stage);
        let weight = self.product_weight(unit, role);

        let own_slope = slope(own, scores.0, peers);
        let product_slope = slope(product, scores.1, peers);
        let marginal = |task: fn(&Incentive) -> f64| {
            own_slope * ((1.0 - weight) * task(own)) + product_slope * (weight * task(product))
        };
        let for_research = marginal(|i| i.papers + i.citations + i.open_source);
        let for_product = marginal(|i| i.engagement + i.revenue + i.shipping_speed);

        let (research, product) = best_efforts(
            for_research + choice.intrinsic_weight * taste,
            for_product,
            choice.own_cost,
            choice.substitution,
        );
        let total = research + product;
        (total > 0.0).then(|| research / total)
    }

    /// The incentive function by which somebody is rewarded, and that by which
    /// the product's share of the appraisal is measured.
    pub(super) fn incentives_of(&self, person: &Person) -> (&'a Incentive, &'a Incentive) {
        self.incentives_in(person.unit, person.role, person.stage)
    }

    fn incentives_in(
        &self,
        number: usize,
        role: Role,
        stage: Stage,
    ) -> (&'a Incentive, &'a Incentive) {
        let unit = &self.scenario.units[number];
        let (by_role, by_unit) = match role {
            Role::Researcher => (&self.scenario.roles.researcher, &unit.researcher_incentive),
            Role::Engineer => (&self.scenario.roles.engineer, &unit.engineer_incentive),
        };
        let by_stage = match stage {
            Stage::Junior => by_role.junior_incentive.as_str(),
            Stage::Middle => "",
            Stage::Senior => by_role.senior_incentive.as_str(),
        };
        let name = if !by_stage.is_empty() {
            by_stage
        } else if !by_unit.is_empty() {
            by_unit
        } else {
            &by_role.incentive
        };
        let product = &self.structure(number).product_evaluation;
        let incentives = &self.scenario.incentives;
        (&incentives[name], &incentives[product.as_str()])
    }

    /// The product's share of somebody's appraisal.
    pub(super) fn product_weight(&self, unit: usize, role: Role) -> f64 {
        match role {
            Role::Researcher => self.structure(unit).evaluation_weight,
            Role::Engineer => 0.0,
        }
    }
}

/// The reward for a score, beside team mates with a mean score.
pub(super) fn reward(incentive: &Incentive, score: f64, mean: f64) -> f64 {
    match incentive.form {
        IncentiveForm::Linear => score,
        IncentiveForm::Quota => {
            1.0 / (1.0 + exp((incentive.quota - score) / incentive.quota_width))
        }
        IncentiveForm::Relative => 1.0 + score - mean,
    }
}

/// How fast the reward rises with the own score, which is one of `peers`.
fn slope(incentive: &Incentive, score: f64, peers: usize) -> f64 {
    match incentive.form {
        IncentiveForm::Linear => 1.0,
        IncentiveForm::Quota => {
            let paid = reward(incentive, score, 0.0);
            paid * (1.0 - paid) / incentive.quota_width
        }
        IncentiveForm::Relative => 1.0 - 1.0 / peers.max(1) as f64,
    }
}

/// Efforts x, y >= 0 that maximise a x + b y - c (x^2 + y^2) / 2 - g x y.
fn best_efforts(a: f64, b: f64, c: f64, g: f64) -> (f64, f64) {
    let determinant = c * c - g * g;
    let (x, y) = ((c * a - g * b) / determinant, (c * b - g * a) / determinant);
    match (x < 0.0, y < 0.0) {
        (true, _) => (0.0, b / c),
        (_, true) => (a / c, 0.0),
        _ => (x, y),
    }
}
