//! What records may say something about, and what is believed of it before they are read.

use super::growth::Growth;
use super::organisation::Units;
use super::spread::Spread;
use super::statistics::{About, Scope};
use crate::elementary::{exp, ln, normal_quantile};
use crate::scenario::registry;

/// A parameter that records may say something about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Learnable {
    /// Its key in the scenario.
    pub(super) key: String,
    /// The weak prior: all values of a range, much wider than what is assumed without records.
    low: f64,
    high: f64,
    is_log: bool,
    pub(super) about: About,
    /// What is assumed without records: a range, or one value.
    assumed: (f64, f64),
    /// What is measured without any simulation: the value and its standard error.
    measured: Option<(f64, f64)>,
}

/// Key, ends of the weak prior, whether their logarithms are spread evenly, and what it is about.
const PRIORS: [(&str, f64, f64, bool, About); 17] = [
    (
        "labour_market.base_hazard",
        0.001,
        0.06,
        true,
        About::People,
    ),
    (
        "labour_market.early_peak_ratio",
        1.0,
        5.0,
        false,
        About::People,
    ),
    ("labour_market.peak_tenure", 0.3, 4.0, false, About::People),
    (
        "labour_market.frailty_sigma",
        0.0,
        1.5,
        false,
        About::People,
    ),
    ("labour_market.contagion", 0.0, 0.6, false, About::People),
    ("hiring.fill_median", 0.3, 8.0, true, About::Vacancies),
    ("hiring.fill_sigma", 0.1, 1.2, false, About::Vacancies),
    ("papers.submission_rate", 0.02, 2.0, true, About::Papers),
    ("papers.acceptance", 0.05, 0.8, false, About::Papers),
    ("papers.resubmission", 0.2, 1.0, false, About::Papers),
    ("papers.review_quarters", 0.5, 3.0, false, About::Papers),
    (
        "research.breakthrough_quality",
        1.0,
        4.0,
        false,
        About::Work,
    ),
    ("transfer.notice_rate", 0.5, 12.0, true, About::Work),
    ("transfer.adoption_rate", 0.3, 12.0, true, About::Work),
    ("transfer.stage_rate", 0.4, 12.0, true, About::Work),
    ("transfer.abandonment_rate", 0.005, 0.5, true, About::Work),
    ("transfer.immaturity_rate", 0.0, 0.8, false, About::Work),
];

/// What only those know who know teams.
const OF_TEAMS: &str = "labour_market.contagion";

/// How much more or less often a group may leave.
const RATIOS: (f64, f64) = (0.25, 4.0);

/// Growth a quarter that a unit may have.
const GROWTH: (f64, f64) = (-0.5, 0.5);

impl Learnable {
    /// Everything that records of this scope may say something about.
    pub(super) fn of(
        scope: &Scope,
        units: &Units,
        has_both_roles: bool,
        growth: &[Growth],
    ) -> Vec<Self> {
        let known = |key: &str, about: About| match about {
            About::People => key != OF_TEAMS || scope.has_teams,
            About::Vacancies => scope.has_vacancies,
            About::Papers => scope.has_papers,
            About::Work => scope.has_work,
        };
        let priors = PRIORS.iter().filter(|prior| known(prior.0, prior.4));
        let mut all: Vec<Self> = priors
            .map(|&(key, low, high, is_log, about)| {
                let path: Vec<String> = key.split('.').map(str::to_owned).collect();
                let plausible = registry().plausible(&path);
                let assumed = plausible.map_or((low, high), |range| (range.low, range.high));
                Self {
                    key: key.to_owned(),
                    low,
                    high,
                    is_log,
                    about,
                    assumed,
                    measured: None,
                }
            })
            .collect();
        let ratio = |key: String| Self {
            key,
            low: RATIOS.0,
            high: RATIOS.1,
            is_log: true,
            about: About::People,
            assumed: (1.0, 1.0),
            measured: None,
        };
        if has_both_roles {
            all.push(ratio("roles.engineer.exit_ratio".to_owned()));
        }
        all.extend(
            units.names[1..]
                .iter()
                .map(|name| ratio(format!("units.{name}.exit_ratio"))),
        );
        all.extend(units.names.iter().zip(growth).map(|(name, growth)| Self {
            key: format!("units.{name}.growth"),
            low: GROWTH.0,
            high: GROWTH.1,
            is_log: false,
            about: About::People,
            assumed: (0.0, 0.0),
            measured: Some((exp(growth.rate) - 1.0, growth.std_error)),
        }));
        all
    }

    /// The value at a place of the prior, from 0 to 1.
    pub(super) fn value(&self, place: f64) -> f64 {
        if let Some((value, std_error)) = self.measured {
            let place = place.clamp(1e-4, 1.0 - 1e-4);
            return (value + std_error * normal_quantile(place)).clamp(self.low, self.high);
        }
        if self.is_log {
            exp(ln(self.low) + (ln(self.high) - ln(self.low)) * place)
        } else {
            self.low + (self.high - self.low) * place
        }
    }

    /// The place of a value in the prior.
    pub(super) fn place(&self, value: f64) -> f64 {
        let scale = |x: f64| if self.is_log { ln(x) } else { x };
        let value = value.clamp(self.low, self.high);
        (scale(value) - scale(self.low)) / (scale(self.high) - scale(self.low))
    }

    /// Whether it is measured, and needs no simulation.
    pub(super) fn is_measured(&self) -> bool {
        self.measured.is_some()
    }

    /// Both ends of the weak prior.
    pub(super) fn prior(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// How evenly it is spread between them.
    pub(super) fn spread(&self) -> Spread {
        match self.is_log {
            true => Spread::Logarithmic,
            false => Spread::Even,
        }
    }

    /// Both ends of what is assumed without records.
    pub(super) fn assumed(&self) -> (f64, f64) {
        self.assumed
    }

    /// Where it is assumed to be if records say nothing, in places of the prior.
    pub(super) fn assumed_places(&self) -> (f64, f64) {
        let (low, high) = self.assumed;
        let (low, high) = (self.place(low), self.place(high));
        // One value has a place around it, so that it can be drawn.
        if high > low {
            (low, high)
        } else {
            ((low - 1e-3).max(0.0), (low + 1e-3).min(1.0))
        }
    }

    /// As an override of a scenario.
    pub(super) fn set(&self, value: f64) -> String {
        format!("{}={value:?}", self.key)
    }
}
