//! Incentive functions: how outcomes are scored and scores rewarded.

use super::two_tasks::split;
use crate::elementary::exp;
use crate::measures::Role;
use crate::scenario::{Incentive, IncentiveForm, Scenario, Structure, Unit};

/// Outcomes of a person's quarter; each is one in a normal quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Outcomes {
    pub(crate) papers: f64,
    pub(crate) citations: f64,
    pub(crate) open_source: f64,
    pub(crate) engagement: f64,
    pub(crate) revenue: f64,
    pub(crate) shipping_speed: f64,
}

/// The weighted score of outcomes under an incentive function.
///
/// Equation (M53).
pub(crate) fn score(incentive: &Incentive, outcomes: &Outcomes) -> f64 {
    incentive.papers * outcomes.papers
        + incentive.citations * outcomes.citations
        + incentive.open_source * outcomes.open_source
        + incentive.engagement * outcomes.engagement
        + incentive.revenue * outcomes.revenue
        + incentive.shipping_speed * outcomes.shipping_speed
}

/// The reward for a score, given the mean score of the `peers` people of the
/// same role in the team (the person among them).
///
/// Equations (M55), (M56), (M57).
pub(crate) fn reward(incentive: &Incentive, score: f64, peer_mean: f64) -> f64 {
    match incentive.form {
        IncentiveForm::Linear => score,
        IncentiveForm::Quota => quota_share(incentive, score),
        IncentiveForm::Relative => 1.0 + score - peer_mean,
    }
}

/// The marginal reward: derivative of [`reward`] in the person's own score.
pub(crate) fn slope(incentive: &Incentive, score: f64, peers: usize) -> f64 {
    match incentive.form {
        IncentiveForm::Linear => 1.0,
        IncentiveForm::Quota => {
            let share = quota_share(incentive, score);
            share * (1.0 - share) / incentive.quota_width
        }
        IncentiveForm::Relative => 1.0 - 1.0 / peers.max(1) as f64,
    }
}

/// A quota smoothed to a logistic curve, so that its marginal reward is that of
/// the reward that is paid.
fn quota_share(incentive: &Incentive, score: f64) -> f64 {
    1.0 / (1.0 + exp((incentive.quota - score) / incentive.quota_width))
}

/// How people of one role and career stage in a unit are evaluated: partly by
/// their own incentive function, partly by the product's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Evaluation {
    pub(crate) own: Incentive,
    pub(crate) product: Incentive,
    /// Weight of the product's incentive function.
    pub(crate) product_weight: f64,
    /// Marginal rewards of research and of product effort per unit of slope:
    /// of the own incentive function, and of the product's.
    own_weights: (f64, f64),
    product_weights: (f64, f64),
    /// The split of effort of somebody without taste, where it depends on nothing
    /// that changes.
    pub(crate) settled_split: Option<f64>,
}

impl Evaluation {
    /// Evaluations in a unit under a structure, by role and career stage.
    pub(crate) fn table(scenario: &Scenario, unit: &Unit, structure: &Structure) -> [[Self; 3]; 2] {
        let named = |name: &str| {
            scenario
                .incentives
                .get(name)
                .expect("a validated scenario names defined incentives only")
                .clone()
        };
        let roles = &scenario.roles;
        [Role::Researcher, Role::Engineer].map(|role| {
            let (incentives, of_unit, product_weight) = match role {
                Role::Researcher => (
                    &roles.researcher,
                    &unit.researcher_incentive,
                    structure.evaluation_weight,
                ),
                Role::Engineer => (&roles.engineer, &unit.engineer_incentive, 0.0),
            };
            let stages = [
                incentives.junior_incentive.as_str(),
                "",
                incentives.senior_incentive.as_str(),
            ];
            stages.map(|of_stage| {
                // The most specific name that is given: stage, unit, role.
                let name = [of_stage, of_unit, &incentives.incentive]
                    .into_iter()
                    .find(|name| !name.is_empty())
                    .expect("a validated scenario gives each role an incentive");
                let (own, product) = (named(name), named(&structure.product_evaluation));
                let mut evaluation = Self {
                    own_weights: task_weights(&own, 1.0 - product_weight),
                    product_weights: task_weights(&product, product_weight),
                    own,
                    product,
                    product_weight,
                    settled_split: None,
                };
                if evaluation.is_linear() {
                    let rewards = evaluation.marginal_rewards(1.0, 1.0, 1);
                    evaluation.settled_split = split(&scenario.effort, rewards, 0.0);
                }
                evaluation
            })
        })
    }

    /// Marginal rewards of research and of product effort, given the scores of
    /// the last quarter.
    ///
    /// Equations (M16), (M17).
    pub(crate) fn marginal_rewards(
        &self,
        own_score: f64,
        product_score: f64,
        peers: usize,
    ) -> (f64, f64) {
        let own = slope(&self.own, own_score, peers);
        let product = slope(&self.product, product_score, peers);
        (
            own * self.own_weights.0 + product * self.product_weights.0,
            own * self.own_weights.1 + product * self.product_weights.1,
        )
    }

    fn is_linear(&self) -> bool {
        self.own.form == IncentiveForm::Linear && self.product.form == IncentiveForm::Linear
    }

    /// Whether a reward depends on the scores of peers.
    pub(crate) fn is_relative(&self) -> bool {
        self.own.form == IncentiveForm::Relative
            || (self.product_weight > 0.0 && self.product.form == IncentiveForm::Relative)
    }
}

/// Weights of the outcomes that research effort brings and of those that product
/// effort brings, in an evaluation of which the incentive is a share.
fn task_weights(incentive: &Incentive, share: f64) -> (f64, f64) {
    (
        share * (incentive.papers + incentive.citations + incentive.open_source),
        share * (incentive.engagement + incentive.revenue + incentive.shipping_speed),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incentive(form: IncentiveForm) -> Incentive {
        Incentive {
            form,
            ..Scenario::default().incentives["publication"].clone()
        }
    }

    #[test]
    fn the_slope_is_the_derivative_of_the_reward() {
        let step = 1e-6;
        for form in [
            IncentiveForm::Linear,
            IncentiveForm::Quota,
            IncentiveForm::Relative,
        ] {
            let incentive = incentive(form);
            for score in [0.2, 0.9, 1.0, 1.7] {
                // One of four peers: the own score moves the mean by a quarter.
                let at = |s: f64| reward(&incentive, s, (s + 3.0) / 4.0);
                let numeric = (at(score + step) - at(score - step)) / (2.0 * step);
                let exact = slope(&incentive, score, 4);
                assert!((numeric - exact).abs() < 1e-6, "{form:?} at {score}");
            }
        }
    }

    #[test]
    fn a_quota_pays_half_at_its_threshold() {
        assert_eq!(reward(&incentive(IncentiveForm::Quota), 1.0, 0.0), 0.5);
    }

    #[test]
    fn the_stage_beats_the_unit_and_the_unit_the_role() {
        let mut scenario = Scenario::default();
        scenario.roles.researcher.senior_incentive = "product".into();
        let unit = Unit {
            researcher_incentive: "publication".into(),
            ..scenario.units[0].clone()
        };
        let table = Evaluation::table(&scenario, &unit, &scenario.structures[0]);
        assert_eq!(table[0][2].own, scenario.incentives["product"]);
        assert_eq!(table[0][0].own, scenario.incentives["publication"]);
    }
}
