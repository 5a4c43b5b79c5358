//! Whether there are enough runs for an interval to cover what it says.

/// From so many runs on, coverage was measured to hold where nothing is very skewed.
const FEWEST_RUNS: u64 = 50;

/// Runs for each unit of squared skewness, so that intervals of nominal 95% miss no more than
/// 6% of the time (Cochran 1977, section 2.15).
const PER_SQUARE: f64 = 25.0;

/// The skewness of numbers, `m3 / m2^(3/2)` with the moments about their mean; none for fewer
/// than two, or where all are equal.
///
/// ```
/// use orgsim::stats::skewness;
/// assert_eq!(skewness(&[1.0, 2.0, 3.0]), Some(0.0));
/// // p = 1/10: (1 - 2p) / sqrt(p (1 - p))
/// let one_of_ten = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
/// assert!((skewness(&one_of_ten).unwrap() - 0.8 / 0.3).abs() < 1e-12);
/// assert_eq!(skewness(&[2.0, 2.0]), None);
/// ```
pub fn skewness(numbers: &[f64]) -> Option<f64> {
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let (mut squares, mut cubes) = (0.0, 0.0);
    for number in numbers {
        let deviation = number - mean;
        squares += deviation * deviation;
        cubes += deviation * deviation * deviation;
    }
    let deviation = (squares / n).sqrt();
    let skewness = cubes / n / (deviation * deviation * deviation);
    (numbers.len() > 1 && deviation > 0.0).then_some(skewness)
}

/// How many runs an interval needs, if what they add to the estimate has this skewness: with
/// fewer, it is too narrow.
///
/// ```
/// use orgsim::stats::runs_needed;
/// assert_eq!(runs_needed(0.1), 50);
/// // an exponential distribution
/// assert_eq!(runs_needed(2.0), 100);
/// assert_eq!(runs_needed(-2.0), 100);
/// ```
pub fn runs_needed(skewness: f64) -> u64 {
    let needed = (PER_SQUARE * skewness * skewness).ceil();
    FEWEST_RUNS.max(needed as u64)
}
