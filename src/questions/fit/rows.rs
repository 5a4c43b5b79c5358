//! The rows of what was learnt, how it was checked, and how it would have predicted.

use super::backtest::Counted;
use super::checks::Feature;
use super::spread::Spread;
use crate::choice::choice;
use crate::elementary::ln;
use crate::row::row;

choice! {
    /// What records said about a parameter.
    pub enum Standing {
        /// Its value is known better than before.
        Learnt = "learnt",
        /// They might have said something and did not: the assumed range is kept.
        NotIdentified = "not identified",
        /// They cannot say anything: the assumed range is kept.
        Assumed = "assumed",
    }
}

row! {
    /// A parameter before and after the records were read.
    pub struct LearntParameter = "learnt.csv" {
        /// Key of the parameter.
        parameter: String,
        /// Unit of its values.
        unit: String,
        /// What the records said about it.
        standing: Standing,
        /// Lower end of what is assumed without records.
        assumed_low: f64 [unit "unit of the parameter"],
        /// Upper end of it.
        assumed_high: f64 [unit "unit of the parameter"],
        /// Lower end of the weak prior of what may be learnt.
        prior_low: Option<f64> [unit "unit of the parameter"] [empty "measured, or nothing can be learnt"],
        /// Upper end of it.
        prior_high: Option<f64> [unit "unit of the parameter"] [empty "measured, or nothing can be learnt"],
        /// What is spread evenly between them: values, or their logarithms.
        prior_spread: Option<Spread> [empty "measured, or nothing can be learnt"],
        /// Posterior median.
        median: Option<f64> [unit "unit of the parameter"] [empty "nothing was learnt"],
        /// Lower end of the central posterior interval, at the confidence level of the manifest.
        low: Option<f64> [unit "unit of the parameter"] [empty "nothing was learnt"],
        /// Upper end of it.
        high: Option<f64> [unit "unit of the parameter"] [empty "nothing was learnt"],
        /// How much the records narrowed the weak prior: one minus the ratio of the standard
        /// deviations after and before, on the scale of the prior.
        narrowed: Option<f64> [unit "share"] [empty "measured, or nothing can be learnt"],
    }
}

impl LearntParameter {
    /// Both ends of the posterior interval.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.low.zip(self.high)
    }

    /// Where a value lies in the weak prior, from 0 to 1 on the scale on which it is even.
    pub fn place(&self, value: f64) -> Option<f64> {
        let (low, high) = self.prior_low.zip(self.prior_high)?;
        let scale = |value: f64| match self.prior_spread {
            Some(Spread::Logarithmic) => ln(value),
            _ => value,
        };
        let value = value.clamp(low, high);
        Some((scale(value) - scale(low)) / (scale(high) - scale(low)))
    }

    /// How far the posterior median lies from the middle of what is assumed, in widths of the
    /// posterior interval, all on that scale.
    pub fn moved(&self) -> Option<f64> {
        let place = |value| self.place(value);
        let assumed = f64::midpoint(place(self.assumed_low)?, place(self.assumed_high)?);
        let (low, high) = self.interval()?;
        let width = place(high)? - place(low)?;
        Some((place(self.median?)? - assumed).abs() / width.max(f64::MIN_POSITIVE))
    }
}

row! {
    /// The weight of a set of parameter values. The values come before.
    pub struct WeightedSet = "parameters.csv" {
        /// Weight of the set; the sum is 1.
        weight: f64 [unit "probability"],
    }
}

row! {
    /// A feature of the records that simulated organisations may have or not.
    pub struct Checked = "checks.csv" {
        /// What is compared.
        feature: Feature,
        /// What it is in the records.
        observed: f64 [unit "that of the feature"],
        /// Quantile at 5% of what simulated organisations have.
        simulated_p05: f64 [unit "that of the feature"],
        /// Their median.
        simulated_p50: f64 [unit "that of the feature"],
        /// Quantile at 95%.
        simulated_p95: f64 [unit "that of the feature"],
        /// Share of them that are as remarkable.
        p: f64 [unit "probability"],
        /// Whether the model does not make such records: too few are, over all checks together.
        is_remarkable: bool,
    }
}

row! {
    /// A prediction of some quarters from what was known before them, and what happened.
    pub struct Backtested = "backtest.csv" {
        /// What is predicted.
        counted: Counted,
        /// First quarter that is predicted.
        quarter: String,
        /// How many quarters are predicted together.
        quarters: u64 [unit "quarters"],
        /// What happened.
        observed: f64 [unit "people"],
        /// Quantile of the prediction at 5%.
        predicted_p05: f64 [unit "people"],
        /// Quantile at 25%.
        predicted_p25: f64 [unit "people"],
        /// Median.
        predicted_p50: f64 [unit "people"],
        /// Quantile at 75%.
        predicted_p75: f64 [unit "people"],
        /// Quantile at 95%.
        predicted_p95: f64 [unit "people"],
        /// Continuous ranked probability score of the prediction: the smaller, the better.
        score: f64 [unit "people"],
        /// The same of last year's rate, as a Poisson distribution.
        score_last_year: f64 [unit "people"],
        /// The same of a constant rate by role over all that was known.
        score_by_role: f64 [unit "people"],
    }
}

impl Backtested {
    /// Whether what happened lies within the middle half of the prediction.
    pub fn is_within_half(&self) -> bool {
        (self.predicted_p25..=self.predicted_p75).contains(&self.observed)
    }

    /// Whether it lies within nine tenths of it.
    pub fn is_within(&self) -> bool {
        (self.predicted_p05..=self.predicted_p95).contains(&self.observed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(median: f64, (low, high): (f64, f64), spread: Spread) -> LearntParameter {
        LearntParameter {
            parameter: "a.b".to_owned(),
            unit: "ratio".to_owned(),
            standing: Standing::Learnt,
            assumed_low: 1.0,
            assumed_high: 1.0,
            prior_low: Some(0.25),
            prior_high: Some(4.0),
            prior_spread: Some(spread),
            median: Some(median),
            low: Some(low),
            high: Some(high),
            narrowed: Some(0.5),
        }
    }

    #[test]
    fn a_value_has_a_place_on_the_scale_of_its_prior() {
        let near = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() < 1e-12;
        let row = learnt(2.0, (1.0, 4.0), Spread::Logarithmic);
        assert!(near(row.place(1.0), 0.5) && near(row.place(0.1), 0.0));
        // a quarter of the scale, and the interval is half of it
        assert!(near(row.moved(), 0.5));
        let row = learnt(2.125, (1.0, 4.0), Spread::Even);
        assert!(near(row.place(2.125), 0.5));
        let measured = LearntParameter {
            prior_low: None,
            ..row
        };
        assert_eq!((measured.place(1.0), measured.moved()), (None, None));
    }

    #[test]
    fn ends_of_a_prediction_are_within_it() {
        let row = |observed| Backtested {
            counted: Counted::Exits,
            quarter: "2022-Q1".to_owned(),
            quarters: 1,
            observed,
            predicted_p05: 2.0,
            predicted_p25: 4.0,
            predicted_p50: 5.0,
            predicted_p75: 7.0,
            predicted_p95: 11.0,
            score: 1.0,
            score_last_year: 1.0,
            score_by_role: 1.0,
        };
        let held = |observed| (row(observed).is_within_half(), row(observed).is_within());
        assert_eq!(held(4.0), (true, true));
        assert_eq!(held(11.0), (false, true));
        assert_eq!(held(12.0), (false, false));
    }
}
