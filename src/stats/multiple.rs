//! Several comparisons at once: p-values and intervals that hold together.

use super::{Estimate, Moments, student_t_quantile};

/// P-values adjusted for their number by the step-down method of Holm (1979):
/// whoever rejects those of at most `a` errs in any of them with probability
/// at most `a`, however the tests depend on each other.
///
/// In the order of the input. The j-th smallest of m becomes
/// `max over i <= j of (m - i + 1) p_i`, at most 1. P-values lie within 0 to 1;
/// what is not a number sorts last and stays so.
///
/// ```
/// use orgsim::stats::holm;
/// assert_eq!(holm(&[0.5, 0.01, 0.03]), [0.5, 0.03, 0.06]);
/// ```
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![f64::NAN; p_values.len()];
    let mut largest: f64 = 0.0;
    for (place, &index) in order.iter().enumerate() {
        let p = p_values[index];
        if !p.is_nan() {
            largest = largest.max((p_values.len() - place) as f64 * p).min(1.0);
            adjusted[index] = largest;
        }
    }
    adjusted
}

/// What a variant is worth beside the best of the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BesideTheBest {
    /// Mean of the variant less the highest mean among the others.
    pub difference: f64,
    /// Lower end: at most 0. At 0, no other is better.
    pub low: f64,
    /// Upper end: at least 0. At 0, another is at least as good.
    pub high: f64,
}

/// Multiple comparisons with the best (Hsu 1984; with unequal variances
/// Edwards & Hsu 1983) of k variants with paired values: simultaneous intervals
/// for the mean of each less the highest mean among the others.
///
/// `rows` holds one row a run, with a finite value of each variant; larger is
/// better (change all signs if smaller is). The half-width of a pair is
/// `t(1 - (1 - level) / (k - 1), n - 1) s / sqrt(n)`, with `s` the standard
/// deviation of the difference: by Bonferroni's inequality all intervals hold
/// together with probability at least `level`, whatever the correlation, if
/// differences are normal. For k = 2 this is the one-sided paired t interval.
/// It is meant for a number of runs that was fixed beforehand.
///
/// None with fewer than two runs or variants, rows of different lengths, or a
/// `level` that does not lie strictly between 0 and 1.
pub fn compare_with_best(rows: &[Vec<f64>], level: f64) -> Option<Vec<BesideTheBest>> {
    let variants = rows.first()?.len();
    let is_table = rows.iter().all(|row| row.len() == variants);
    if variants < 2 || rows.len() < 2 || !is_table || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let probability = 1.0 - (1.0 - level) / (variants - 1) as f64;
    let t = student_t_quantile(probability, (rows.len() - 1) as f64);
    // mean and half-width of `i` less `j`
    let pair = |i: usize, j: usize| -> Option<(f64, f64)> {
        let differences: Moments = rows.iter().map(|row| row[i] - row[j]).collect();
        let (mean, error) = (differences.mean()?, differences.std_error()?);
        // a few that are all equal say nothing of how they vary
        let varies = error > 0.0 || mean == 0.0;
        let known = varies || Estimate::of_mean(&differences, level).known().is_some();
        known.then_some((mean, t * error))
    };
    let mut pairs = vec![vec![(0.0, 0.0); variants]; variants];
    for (i, row) in pairs.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            if i != j {
                *cell = pair(i, j)?;
            }
        }
    }
    let least = |i: usize, among: &[usize], end: &dyn Fn((f64, f64)) -> f64| {
        let others = among.iter().filter(|&&j| j != i);
        others
            .map(|&j| end(pairs[i][j]))
            .fold(f64::INFINITY, f64::min)
    };
    let all: Vec<usize> = (0..variants).collect();
    let highs: Vec<f64> = all
        .iter()
        .map(|&i| least(i, &all, &|(mean, half)| mean + half))
        .collect();
    // those that may be the best: no other is surely better
    let candidates: Vec<usize> = all.iter().copied().filter(|&i| highs[i] >= 0.0).collect();
    let intervals = all.iter().map(|&i| BesideTheBest {
        difference: least(i, &all, &|(mean, _)| mean),
        low: least(i, &candidates, &|(mean, half)| mean - half).min(0.0),
        high: highs[i].max(0.0),
    });
    Some(intervals.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
        assert_eq!(found.len(), expected.len());
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < tolerance, "{found:?} {expected:?}");
        }
    }

    /// R's package multtest, `mt.rawp2adjp`, as in the tests of statsmodels.
    #[test]
    fn holm_agrees_with_r() {
        let raw = [
            0.838_541_367_553,
            0.642_193_923_795,
            0.680_845_947_633,
            0.967_833_824_309,
            0.716_269_382_38,
            0.177_096_952_723,
            5.236_567_772_08e-5,
            0.020_273_268_879_8,
            0.000_281_405_061_98,
            0.014_987_731_079_6,
        ];
        let adjusted = [
            1.0,
            1.0,
            1.0,
            1.0,
            1.0,
            1.0,
            5.236_567_772_08e-4,
            0.141_912_882_158_6,
            2.532_645_557_82e-3,
            0.119_901_848_636_8,
        ];
        assert_close(&holm(&raw), &adjusted, 1e-13);
        // a later value never falls below an earlier one
        let raw = [0.002, 0.004, 0.006, 0.008, 0.01, 0.012];
        let adjusted = [0.012, 0.02, 0.024, 0.024, 0.024, 0.024];
        assert_close(&holm(&raw), &adjusted, 1e-15);
    }

    #[test]
    fn what_is_no_number_stays_so() {
        let adjusted = holm(&[f64::NAN, 0.01]);
        assert!(adjusted[0].is_nan());
        assert_eq!(adjusted[1], 0.02);
        assert!(holm(&[]).is_empty());
    }

    /// Student's data on two drugs: mean difference 1.58, standard error
    /// 0.38896 (R, `sleep`); t at .95 with 9 degrees of freedom is 1.83311.
    #[test]
    fn two_variants_give_the_one_sided_paired_interval() {
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let rows: Vec<Vec<f64>> = first.iter().zip(second).map(|(&a, b)| vec![a, b]).collect();
        let found = compare_with_best(&rows, 0.95).unwrap();
        let half = 1.833_113 * 0.388_958_8;
        assert_close(
            &[found[0].difference, found[0].low, found[0].high],
            &[-1.58, -1.58 - half, 0.0],
            1e-5,
        );
        assert_close(
            &[found[1].difference, found[1].low, found[1].high],
            &[1.58, 0.0, 1.58 + half],
            1e-5,
        );
    }

    #[test]
    fn what_is_no_table_has_no_comparison() {
        assert_eq!(compare_with_best(&[], 0.95), None);
        let rows = [vec![1.0, 2.0], vec![1.0]];
        assert_eq!(compare_with_best(&rows, 0.95), None);
        let rows = [vec![1.0, 2.0], vec![2.0, 2.5]];
        assert_eq!(compare_with_best(&rows, 1.0), None);
        assert!(compare_with_best(&rows, 0.9).is_some());
        // the second is 1 better in each row
        let equal = |rows: usize| -> Vec<Vec<f64>> {
            (0..rows)
                .map(|row| vec![row as f64, row as f64 + 1.0])
                .collect()
        };
        assert_eq!(compare_with_best(&equal(2), 0.9), None);
        assert_eq!(compare_with_best(&equal(10), 0.9).unwrap()[1].low, 0.0);
    }
}
