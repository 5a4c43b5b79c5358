//! What a job has to offer lastingly, whatever one has come to expect.

use crate::elementary::{exp, normal_quantile};
use crate::scenario::{People, Scenario, Structure};

/// Points at which the distribution of taste is summed up.
const POINTS: u32 = 256;

/// How satisfying a researcher's job is under a structure, apart from rewards, changes and
/// what somebody is like anyway.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Offer {
    /// What its autonomy is worth above that of other employers, to a researcher of mean taste.
    pub(crate) autonomy: f64,
    /// By how much more that matters to somebody of strong taste: rise per unit of the
    /// preference for research.
    pub(crate) need: f64,
    /// What is lost when nothing that one prefers may be done.
    pub(crate) goal_fit: f64,
    /// Share of research that may be published.
    pub(crate) published: f64,
}

impl Offer {
    /// Of a structure, to researchers.
    pub(super) fn new(scenario: &Scenario, structure: &Structure) -> Self {
        let (satisfaction, mechanisms) = (&scenario.satisfaction, &scenario.mechanisms);
        let if_on = |switch, x| {
            if switch && mechanisms.satisfaction {
                x
            } else {
                0.0
            }
        };
        let above_market = 1.0 - structure.technical_control - satisfaction.market_autonomy;
        let level = if_on(mechanisms.autonomy_level, satisfaction.autonomy_level);
        let mean = mean_preference(&scenario.people);
        Self {
            autonomy: satisfaction.autonomy * level * above_market,
            need: if mean > 0.0 { 0.5 / mean } else { 0.0 },
            goal_fit: if_on(mechanisms.goal_fit, satisfaction.goal_fit),
            published: structure.publication_share,
        }
    }

    /// What it adds to the satisfaction of somebody with a preference for research, who puts a
    /// share of effort into it. The need for autonomy is one for a mean preference, and half
    /// without any (Stern 2004; Roach and Sauermann 2010).
    ///
    /// Equation (M59).
    #[inline]
    pub(crate) fn worth(&self, preference: f64, effort: f64) -> f64 {
        self.autonomy * (0.5 + self.need * preference)
            - self.goal_fit * preference * (1.0 - self.published * effort)
    }
}

/// Preference for research of somebody with a taste for it: 0 without one, towards 1 as it
/// grows.
#[inline]
pub(crate) fn preference(taste: f64) -> f64 {
    taste / (1.0 + taste)
}

/// Tastes at the quantiles of equal shares of the researchers on the labour market who have
/// one.
pub(super) fn tastes(people: &People) -> impl ExactSizeIterator<Item = f64> {
    let (median, sigma) = (people.taste_median, people.taste_sigma);
    (0..POINTS).map(move |point| {
        let u = (f64::from(point) + 0.5) / f64::from(POINTS);
        median * exp(sigma * normal_quantile(u))
    })
}

/// Mean preference of researchers as they come on the labour market.
fn mean_preference(people: &People) -> f64 {
    let sum: f64 = tastes(people).map(preference).sum();
    (1.0 - people.taste_none_share) * sum / f64::from(POINTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taste_of_one_without_spread_is_half_a_preference() {
        let people = People {
            taste_none_share: 0.25,
            taste_median: 1.0,
            taste_sigma: 0.0,
            ..Scenario::default().people
        };
        assert!((mean_preference(&people) - 0.375).abs() < 1e-12);
    }

    #[test]
    fn less_autonomy_costs_those_with_a_taste_most() {
        let scenario = Scenario::default();
        let worth = |structure: &str, preference| {
            Offer::new(&scenario, &scenario.structures[structure]).worth(preference, 0.5)
        };
        let cost =
            |preference| worth("loose-coupling", preference) - worth("fusion-teams", preference);
        assert!(cost(0.0) > 0.0 && cost(0.6) > cost(0.0));
    }
}
