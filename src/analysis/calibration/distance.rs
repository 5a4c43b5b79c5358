//! How far simulated statistics lie from what was observed.

use crate::stats::quantiles;

/// How statistics of different kinds are brought to one scale.
#[derive(Clone, Debug, PartialEq)]
pub enum Weighting {
    /// Each is divided by its median absolute deviation over all simulations of
    /// the generation, rejected ones too (Prangle 2017): over the accepted ones
    /// alone, those that fit already would weigh most. Where more than half of
    /// the values are equal, the mean absolute deviation from the median takes
    /// its place; a statistic without any has weight 0.
    Deviation,
    /// Fixed factors, from 0, one a statistic.
    Fixed(Vec<f64>),
}

impl Weighting {
    /// Whether fixed factors are numbers from 0, one a statistic.
    pub(super) fn is_valid(&self, statistics: usize) -> bool {
        match self {
            Self::Deviation => true,
            Self::Fixed(weights) => {
                let valid = weights.iter().all(|w| w.is_finite() && *w >= 0.0);
                valid && weights.len() == statistics
            }
        }
    }

    /// The factors of a generation, given all its finite simulations.
    pub(super) fn factors(&self, rows: &[&[f64]], statistics: usize) -> Vec<f64> {
        match self {
            Self::Fixed(weights) => weights.clone(),
            Self::Deviation => (0..statistics)
                .map(|statistic| {
                    let values = rows.iter().map(|row| row[statistic]);
                    let spread = deviation(values.collect());
                    if spread > 0.0 { 1.0 / spread } else { 0.0 }
                })
                .collect(),
        }
    }
}

/// The median absolute deviation, or the mean one where that is 0.
fn deviation(mut values: Vec<f64>) -> f64 {
    let median = |values: &mut [f64]| quantiles(values, [0.5]).map_or(0.0, |[median]| median);
    let centre = median(&mut values);
    for value in &mut values {
        *value = (*value - centre).abs();
    }
    match median(&mut values) {
        0.0 if !values.is_empty() => {
            // the order of a sum is part of its bits
            values.sort_unstable_by(f64::total_cmp);
            values.iter().sum::<f64>() / values.len() as f64
        }
        spread => spread,
    }
}

/// Euclidean distance of weighted statistics.
pub(super) fn distance(factors: &[f64], simulated: &[f64], observed: &[f64]) -> f64 {
    let pairs = factors.iter().zip(simulated.iter().zip(observed));
    let squares = pairs.map(|(factor, (s, o))| {
        let part = factor * (s - o);
        part * part
    });
    squares.sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_scaled_by_their_deviation() {
        let rows = [
            [1.0, 0.0, 7.0],
            [2.0, 0.0, 7.0],
            [3.0, 0.0, 7.0],
            [5.0, 10.0, 7.0],
            [99.0, 0.0, 7.0],
        ];
        let rows: Vec<&[f64]> = rows.iter().map(<[f64; 3]>::as_slice).collect();
        let factors = Weighting::Deviation.factors(&rows, 3);
        assert_eq!(factors, [0.5, 0.5, 0.0]);
        let far = distance(&factors, &[3.0, 4.0, 7.0], &[9.0, 12.0, 1.0]);
        assert_eq!(far, 5.0);
    }
}
