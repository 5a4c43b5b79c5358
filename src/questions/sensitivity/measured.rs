//! What is explained: an outcome of every point, replicate by replicate.

use crate::stats::Moments;

/// One outcome at all points.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// Of each point a number for each replicate, as methods take them: all finite,
    /// or none.
    pub(super) points: Vec<Vec<f64>>,
    /// Share of the runs that have no value.
    pub(super) missing: f64,
    /// Variance of runs at a point, averaged over the points; none if there is one
    /// run at each.
    pub(super) noise: Option<f64>,
    /// Variance between points: that of their means, less the noise of these.
    pub(super) between: f64,
    /// Mean number of values of a point.
    pub(super) values: f64,
}

impl Measured {
    /// Whether no run differs from another at any point, so that there is nothing to explain.
    pub(super) fn is_flat(&self) -> bool {
        self.between == 0.0 && self.noise.unwrap_or(0.0) == 0.0
    }

    /// From runs, of which those without a value are no numbers. A point with fewer
    /// than `least` values has failed.
    pub(super) fn new(runs: Vec<Vec<f64>>, least: u64) -> Self {
        let all: usize = runs.iter().map(Vec::len).sum();
        let (mut means, mut noise, mut of_means) = <[Moments; 3]>::default().into();
        let mut present = 0;
        for point in &runs {
            let values: Moments = point.iter().copied().filter(|x| x.is_finite()).collect();
            present += values.count();
            if values.count() < least {
                continue;
            }
            means.extend(values.mean());
            noise.extend(values.variance());
            of_means.extend(values.variance().map(|s| s / values.count() as f64));
        }
        let variance = means.variance().unwrap_or(0.0);
        Self {
            missing: 1.0 - present as f64 / all.max(1) as f64,
            noise: noise.mean(),
            between: (variance - of_means.mean().unwrap_or(0.0)).max(0.0),
            values: present as f64 / runs.len().max(1) as f64,
            points: runs.into_iter().map(|runs| filled(runs, least)).collect(),
        }
    }
}

/// Replicates without gaps, which say of the mean what those with a value say.
///
/// Methods take the noise of a mean as `s^2 / r` of its r numbers. The missing ones
/// become the mean of the k that are there, whose deviations are spread by
/// `sqrt(r (r - 1) / (k (k - 1)))`: mean and `s^2 / r` are then those of the k.
fn filled(runs: Vec<f64>, least: u64) -> Vec<f64> {
    let values: Moments = runs.iter().copied().filter(|x| x.is_finite()).collect();
    let (all, there) = (runs.len() as u64, values.count());
    if there == all {
        return runs;
    }
    let Some(mean) = values.mean().filter(|_| there >= least) else {
        return vec![f64::NAN; runs.len()];
    };
    let pairs = |n: u64| (n * (n - 1)) as f64;
    let spread = match there {
        1 => 0.0,
        there => (pairs(all) / pairs(there)).sqrt(),
    };
    let fill = |x: f64| match x.is_finite() {
        true => mean + spread * (x - mean),
        false => mean,
    };
    runs.into_iter().map(fill).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(numbers: &[f64]) -> Moments {
        numbers.iter().copied().collect()
    }

    #[test]
    fn gaps_change_neither_the_mean_nor_its_noise() {
        let there = [1.0, 4.0, 2.5];
        let filled = filled(vec![1.0, f64::NAN, 4.0, 2.5, f64::NAN], 2);
        let (few, all) = (moments(&there), moments(&filled));
        assert!((few.mean().unwrap() - all.mean().unwrap()).abs() < 1e-12);
        let error = |moments: &Moments| moments.std_error().unwrap();
        assert!((error(&few) - error(&all)).abs() < 1e-12);
    }

    #[test]
    fn complete_points_stay_as_they_are_and_poor_ones_fail() {
        let nan = f64::NAN;
        let measured = Measured::new(vec![vec![0.1, 0.7], vec![1.0, nan], vec![nan, nan]], 2);
        assert_eq!(measured.points[0], [0.1, 0.7]);
        assert!(measured.points[1..].iter().flatten().all(|x| x.is_nan()));
        assert_eq!(measured.missing, 0.5);
        let single = Measured::new(vec![vec![1.0, nan], vec![nan, nan]], 1);
        assert_eq!(single.points[0], [1.0, 1.0]);
        assert!(single.points[1][0].is_nan());
    }

    #[test]
    fn noise_is_told_from_what_points_do() {
        // means 0 and 4, variance 2 at each point
        let measured = Measured::new(vec![vec![-1.0, 1.0], vec![3.0, 5.0]], 2);
        assert_eq!(measured.noise, Some(2.0));
        assert_eq!(measured.between, 8.0 - 1.0);
        assert_eq!(Measured::new(vec![vec![1.0]; 3], 1).noise, None);
    }
}
