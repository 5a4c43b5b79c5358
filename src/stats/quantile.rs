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

/// A sample of bounded size from any number of values.
///
/// It holds every value until it is full, then every second, every fourth and
/// so on. Values that arrive independently of each other, as those of runs do,
/// make what is left a random sample of all of them, without a draw of chance
/// and therefore the same every time.
///
/// ```
/// use orgsim::stats::ThinnedSample;
/// let mut sample = ThinnedSample::new(100);
/// (0..1000).for_each(|x| sample.push(x as f64));
/// assert_eq!(sample.every(), 16); // 0, 16, 32, ...
/// assert_eq!(sample.quantiles([0.5]), Some([496.0]));
/// ```
#[derive(Clone, Debug)]
pub struct ThinnedSample {
    capacity: usize,
    every: u64,
    seen: u64,
    kept: Vec<f64>,
}

impl ThinnedSample {
    /// An empty sample that will hold at most `capacity` values, and at least
    /// two.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(2),
            every: 1,
            seen: 0,
            kept: Vec::new(),
        }
    }

    /// Offers a value.
    pub fn push(&mut self, x: f64) {
        let due = self.seen.is_multiple_of(self.every);
        self.seen += 1;
        if !due {
            return;
        }
        if self.kept.len() == self.capacity {
            let mut index = 0;
            self.kept.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.every *= 2;
            if !(self.seen - 1).is_multiple_of(self.every) {
                return;
            }
        }
        self.kept.push(x);
    }

    /// It holds every how-manieth value: 1 as long as it holds all of them.
    pub fn every(&self) -> u64 {
        self.every
    }

    /// [`quantiles`] of what it holds.
    pub fn quantiles<const N: usize>(&self, probabilities: [f64; N]) -> Option<[f64; N]> {
        quantiles(&mut self.kept.clone(), probabilities)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_sample_has_none() {
        assert_eq!(quantiles(&mut [], [0.5]), None);
        assert_eq!(ThinnedSample::new(8).quantiles([0.5]), None);
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

        #[test]
        fn thinning_keeps_an_even_spread(capacity in 2usize..40, values in 0u64..2000) {
            let mut sample = ThinnedSample::new(capacity);
            (0..values).for_each(|x| sample.push(x as f64));
            let expected: Vec<f64> = (0..values)
                .step_by(sample.every as usize)
                .map(|x| x as f64)
                .collect();
            prop_assert_eq!(&sample.kept, &expected);
            prop_assert!(sample.kept.len() <= capacity);
            // no thinner than needed
            prop_assert!(sample.every == 1 || sample.kept.len() * 2 >= capacity);
        }
    }
}
