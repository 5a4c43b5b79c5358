//! A battery of statistical tests of uniformity and independence.
//!
//! Every test gives a score that is about standard normal for independent
//! uniforms, or is scaled to look like one. A score fails beyond 6.2, which
//! happens to good draws with probability below 1e-8 for every test. With 9
//! tables and 9 tests each, the false-alarm rate of the whole battery is below
//! 1e-6; the seeds are fixed.

use super::axes::{Axis, Generator};

/// Beyond it a score fails.
pub(crate) const LIMIT: f64 = 6.2;

/// The name of a test and its score.
pub(crate) type Score = (&'static str, f64);

/// The scores of a generator along an axis.
pub(crate) fn scores(axis: &Axis, generator: Generator) -> Vec<Score> {
    let draws = axis.draw(generator);
    let rows = || draws.chunks(axis.length);
    vec![
        ("uniformity of 256 cells", cells(&draws)),
        ("uniformity of low digits", low_digits(&draws)),
        ("largest gap to uniform", kolmogorov_smirnov(&draws)),
        ("pairs in 16 x 16 cells", pairs(rows())),
        ("correlation of neighbours", serial_correlation(rows())),
        ("runs about the middle", runs(rows())),
        ("balance of bits", bits(draws.iter().map(|&u| digits(u)))),
        ("change of bits", bits(rows().flat_map(changed_bits))),
        ("repeated draws", repetitions(&draws)),
    ]
}

/// The tests that a generator fails along an axis.
pub(crate) fn failures(axis: &Axis, generator: Generator) -> Vec<Score> {
    let mut scores = scores(axis, generator);
    // NaN, from draws that are no numbers, fails as well
    scores.retain(|(_, score)| score.is_nan() || score.abs() > LIMIT);
    scores
}

/// The 52 random bits of a uniform.
fn digits(u: f64) -> u64 {
    (u * (1u64 << 52) as f64) as u64
}

/// The score of a chi-square statistic for cells of equal probability, by
/// Wilson and Hilferty's cube root.
fn chi_square(counts: &[u32]) -> f64 {
    let total: u32 = counts.iter().sum();
    let expected = f64::from(total) / counts.len() as f64;
    let statistic: f64 = counts
        .iter()
        .map(|&count| (f64::from(count) - expected) * (f64::from(count) - expected) / expected)
        .sum();
    let spread = 2.0 / (9.0 * (counts.len() - 1) as f64);
    let ratio = statistic / (counts.len() - 1) as f64;
    (ratio.cbrt() - (1.0 - spread)) / spread.sqrt()
}

fn cells(draws: &[f64]) -> f64 {
    let mut counts = [0; 256];
    for u in draws {
        counts[(u * 256.0) as usize] += 1;
    }
    chi_square(&counts)
}

fn low_digits(draws: &[f64]) -> f64 {
    let mut counts = [0; 256];
    for &u in draws {
        counts[digits(u) as usize % 256] += 1;
    }
    chi_square(&counts)
}

/// Kolmogorov's statistic D: 2 exp(-2 n D^2) is the probability of a larger
/// one, and `LIMIT` that of a normal score.
fn kolmogorov_smirnov(draws: &[f64]) -> f64 {
    let mut sorted = draws.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let largest = sorted
        .iter()
        .enumerate()
        .map(|(i, u)| (u - i as f64 / n).max((i + 1) as f64 / n - u))
        .fold(0.0, f64::max);
    // exp(-x^2 / 2) bounds the tail of a normal score from above
    2.0 * n.sqrt() * largest
}

/// Neighbours that do not overlap, in two dimensions.
fn pairs<'a>(rows: impl Iterator<Item = &'a [f64]>) -> f64 {
    let mut counts = [0; 256];
    for row in rows {
        for pair in row.chunks_exact(2) {
            counts[(pair[0] * 16.0) as usize * 16 + (pair[1] * 16.0) as usize] += 1;
        }
    }
    chi_square(&counts)
}

fn serial_correlation<'a>(rows: impl Iterator<Item = &'a [f64]>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for row in rows {
        for pair in row.windows(2) {
            sum += (pair[0] - 0.5) * (pair[1] - 0.5);
            count += 1.0;
        }
    }
    // a product has variance 1/144, and products that overlap do not correlate
    12.0 * sum / f64::sqrt(count)
}

/// How often neighbours lie on different sides of one half.
fn runs<'a>(rows: impl Iterator<Item = &'a [f64]>) -> f64 {
    let (mut changes, mut count) = (0.0, 0.0);
    for row in rows {
        for pair in row.windows(2) {
            changes += f64::from(u8::from((pair[0] < 0.5) != (pair[1] < 0.5)));
            count += 1.0;
        }
    }
    (changes - count / 2.0) / f64::sqrt(count / 4.0)
}

/// The bits in which draws differ from their neighbours, for pairs that do not
/// overlap.
fn changed_bits(row: &[f64]) -> impl Iterator<Item = u64> + '_ {
    row.chunks_exact(2)
        .map(|pair| digits(pair[0]) ^ digits(pair[1]))
}

/// The score of the bit of 52 that is the least balanced; fifty tries are
/// worth one unit of the limit.
fn bits(words: impl Iterator<Item = u64>) -> f64 {
    let (mut ones, mut count) = ([0u32; 52], 0u32);
    for word in words {
        for (bit, ones) in ones.iter_mut().enumerate() {
            *ones += (word >> bit) as u32 & 1;
        }
        count += 1;
    }
    let half = f64::from(count) / 2.0;
    let scores = ones.map(|ones| ((f64::from(ones) - half) / (half / 2.0).sqrt()).abs());
    scores.into_iter().fold(0.0, f64::max) - 0.5
}

/// Draws that agree in their upper, or in their lower, 32 bits: 2 are expected
/// of 2^17 draws, and at most 16 pass, scaled to the limit.
fn repetitions(draws: &[f64]) -> f64 {
    let parts: [fn(u64) -> u64; 2] = [|digits| digits >> 20, |digits| digits & 0xFFFF_FFFF];
    let counts = parts.map(|part| {
        let mut words: Vec<u64> = draws.iter().map(|&u| part(digits(u))).collect();
        words.sort_unstable();
        words.windows(2).filter(|pair| pair[0] == pair[1]).count()
    });
    LIMIT * counts[0].max(counts[1]) as f64 / 16.5
}
