//! Quantiles of a sample.

/// Quantiles of a sample by linear interpolation between order statistics:
/// definition 7 of Hyndman & Fan (1996), the default of R and NumPy. None for
/// an empty sample.
///
/// `probabilities` lie within 0 to 1 and do not descend. `sample` holds
/// numbers; its order is changed.
///
/// ```
/// use orgsim::stats::quantiles;
/// let mut sample = [4.0, 1.0, 3.0, 2.0];
/// assert_eq!(quantiles(&mut sample, [0.0, 0.5, 0.9]), Some([1.0, 2.5, 3.7]));
/// ```
pub fn quantiles<const N: usize>(sample: &mut [f64], probabilities: [f64; N]) -> Option<[f64; N]> {
    let last = sample.len().checked_sub(1)?;
    // all below `placed` are smaller than the rest: no need to look there again
    let mut placed = 0;
    Some(probabilities.map(|p| {
        let position = (p * last as f64).clamp(placed as f64, last as f64);
        let below = (position as usize).max(placed);
        let (_, &mut low, rest) =
            sample[placed..].select_nth_unstable_by(below - placed, f64::total_cmp);
        placed = below;
        let share = position - below as f64;
        if share == 0.0 {
            return low;
        }
        let high = rest.iter().copied().fold(f64::INFINITY, f64::min);
        low + share * (high - low)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_sample_has_none() {
        assert_eq!(quantiles(&mut [], [0.5]), None);
    }

    #[test]
    fn a_single_value_is_every_quantile() {
        assert_eq!(quantiles(&mut [3.0], [0.0, 0.3, 1.0]), Some([3.0; 3]));
    }

    proptest! {
        #[test]
        fn selecting_equals_sorting(
            mut sample in prop::collection::vec(-5i32..5, 1..50),
            mut probabilities in prop::array::uniform5(0.0..=1.0f64),
        ) {
            let mut values: Vec<f64> = sample.iter().map(|&x| f64::from(x)).collect();
            sample.sort_unstable();
            probabilities.sort_unstable_by(f64::total_cmp);
            let got = quantiles(&mut values, probabilities).unwrap();
            for (p, q) in probabilities.into_iter().zip(got) {
                let position = p * (sample.len() - 1) as f64;
                let low = f64::from(sample[position.floor() as usize]);
                let high = f64::from(sample[position.ceil() as usize]);
                let expected = low + (position - position.floor()) * (high - low);
                prop_assert_eq!(q, expected);
            }
        }
    }
}
