//! Effects of events that last for some quarters: freezes, shocks of demand,
//! waves of offers, retention grants.

use crate::measures::Role;
use crate::units::Quarter;

/// Shocks of demand that meet multiply up to here, the most of a single one:
/// with more requests in a quarter, a project would have no draws for each.
const MOST_DEMAND: f64 = 100.0;

/// From here on, whoever leaves goes to a competitor, to the last bit.
const MOST_PULL: f64 = 100.0;

/// The effects that act.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effects(Vec<Effect>);

/// An effect on the people of a role in a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Effect {
    pub(crate) unit: usize,
    pub(crate) role: Role,
    /// First quarter in which it acts.
    pub(crate) from: Quarter,
    /// First quarter in which it no longer does.
    pub(crate) until: Quarter,
    pub(crate) kind: EffectKind,
}

/// What an effect does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum EffectKind {
    /// No vacancy is filled.
    NoHiring,
    /// Product requests are multiplied; entered for researchers, whose projects
    /// they reach.
    Demand(f64),
    /// Offers raise the log hazard: by so much for somebody of average skill,
    /// and by so much with each standard deviation of skill.
    Offers { log_ratio: f64, skill_slope: f64 },
    /// Whoever was there when it was granted is held back by so much, and let
    /// go by as much in the quarter after the cliff.
    Grant { hold: f64 },
}

impl Effect {
    /// Whether it still acts in a quarter; a grant acts once more after its
    /// cliff.
    fn is_over(&self, quarter: Quarter) -> bool {
        let last = match self.kind {
            EffectKind::Grant { .. } => Quarter(self.until.0 + 1),
            _ => self.until,
        };
        quarter >= last
    }
}

impl Effects {
    /// Enters an effect.
    pub(crate) fn enter(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Drops the effects that are over.
    pub(crate) fn end(&mut self, quarter: Quarter) {
        self.0.retain(|effect| !effect.is_over(quarter));
    }

    /// In the order in which they were entered.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Effect> {
        self.0.iter()
    }

    /// Whether hiring is frozen for a role in a unit.
    pub(crate) fn hiring_is_frozen(&self, unit: usize, role: Role) -> bool {
        self.on(unit, role).any(|kind| kind == EffectKind::NoHiring)
    }

    /// By what the product requests to a unit's projects are multiplied.
    pub(crate) fn demand(&self, unit: usize) -> f64 {
        let factors = self.on(unit, Role::Researcher);
        let product = factors.fold(1.0, |product, kind| match kind {
            EffectKind::Demand(factor) => product * factor,
            _ => product,
        });
        product.min(MOST_DEMAND)
    }

    /// By what offers multiply the odds of leaving for a competitor.
    pub(crate) fn pull_of_offers(&self, unit: usize, role: Role) -> f64 {
        let offers = self.on(unit, role);
        let sum = offers.fold(0.0, |sum, kind| match kind {
            EffectKind::Offers { log_ratio, .. } => sum + log_ratio,
            _ => sum,
        });
        sum.min(MOST_PULL)
    }

    fn on(&self, unit: usize, role: Role) -> impl Iterator<Item = EffectKind> {
        self.0
            .iter()
            .filter(move |effect| effect.unit == unit && effect.role == role)
            .map(|effect| effect.kind)
    }
}
