//! Mean and variance of numbers that arrive one by one.

/// Count, mean and variance, updated number by number (Welford 1962) and
/// merged in parts (Chan, Golub & LeVeque 1983). The sum of squares is never
/// formed: it would lose every digit of a small variance around a large mean.
///
/// The bits depend on the order of the numbers and of the merges, so whoever
/// works in parallel merges in a fixed order.
///
/// ```
/// use orgsim::stats::Moments;
/// let moments: Moments = [1.0, 2.0, 4.0, 5.0].into_iter().collect();
/// assert_eq!(moments.mean(), Some(3.0));
/// assert_eq!(moments.variance(), Some(10.0 / 3.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    /// Sum of squared deviations from the mean.
    squares: f64,
}

impl Moments {
    /// Takes in a number.
    pub fn push(&mut self, x: f64) {
        self.count += 1;
        let from_old_mean = x - self.mean;
        self.mean += from_old_mean / self.count as f64;
        self.squares += from_old_mean * (x - self.mean);
    }

    /// Takes in all numbers of another.
    pub fn merge(&mut self, other: &Self) {
        if self.count == 0 {
            *self = *other;
        } else if other.count > 0 {
            let (n, m) = (self.count as f64, other.count as f64);
            let difference = other.mean - self.mean;
            self.count += other.count;
            self.mean += difference * (m / (n + m));
            self.squares += other.squares + difference * difference * (n * m / (n + m));
        }
    }

    /// How many numbers were taken in.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; none without numbers.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// Their sample variance, with divisor n - 1; none for fewer than two.
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / (self.count - 1) as f64)
    }

    /// Standard deviation: the root of [`variance`](Self::variance).
    pub fn std_dev(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// Standard error of the mean of independent numbers, `s / sqrt(n)`; none
    /// for fewer than two.
    pub fn std_error(&self) -> Option<f64> {
        self.variance().map(|v| (v / self.count as f64).sqrt())
    }
}

impl Extend<f64> for Moments {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, numbers: I) {
        numbers.into_iter().for_each(|x| self.push(x));
    }
}

impl FromIterator<f64> for Moments {
    fn from_iter<I: IntoIterator<Item = f64>>(numbers: I) -> Self {
        let mut moments = Self::default();
        moments.extend(numbers);
        moments
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn too_few_numbers_have_no_moments() {
        let mut moments = Moments::default();
        assert_eq!(moments.mean(), None);
        assert_eq!(moments.variance(), None);
        moments.push(7.0);
        assert_eq!(moments.mean(), Some(7.0));
        assert_eq!(moments.variance(), None);
        assert_eq!(moments.std_error(), None);
    }

    #[test]
    fn equal_numbers_have_a_variance_of_exactly_zero() {
        for x in [0.1, 1e-300, -1e9 / 3.0] {
            let mut moments: Moments = std::iter::repeat_n(x, 1000).collect();
            let rest: Moments = std::iter::repeat_n(x, 7).collect();
            moments.merge(&rest);
            assert_eq!(moments.mean(), Some(x));
            assert_eq!(moments.variance(), Some(0.0));
        }
    }

    proptest! {
        #[test]
        fn merging_parts_equals_the_whole(
            numbers in prop::collection::vec(-1e3..1e3f64, 2..60),
            cut in 0usize..60,
        ) {
            let cut = cut.min(numbers.len());
            let whole: Moments = numbers.iter().copied().collect();
            let mut parts: Moments = numbers[..cut].iter().copied().collect();
            parts.merge(&numbers[cut..].iter().copied().collect());
            prop_assert_eq!(parts.count(), whole.count());
            prop_assert!((parts.mean - whole.mean).abs() < 1e-10);
            prop_assert!((parts.squares - whole.squares).abs() < 1e-7);
        }
    }
}
