//! The range of an input cut into slices of equally many points.

/// Which slice each point of a sample is in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slices {
    /// For each point the number of its slice.
    pub(super) labels: Vec<usize>,
    /// How many slices there may be; some have no point if values tie.
    pub(super) count: usize,
}

impl Slices {
    /// Cuts a sample at its quantiles. Equal values share a slice, that of the
    /// middle of their ranks; every point, the largest too, has one.
    pub(super) fn of(values: &[f64], count: usize) -> Self {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&i, &j| values[i].total_cmp(&values[j]).then(i.cmp(&j)));
        let mut labels = vec![0; values.len()];
        let mut start = 0;
        for tied in order.chunk_by(|&i, &j| values[i] == values[j]) {
            // the middle of ranks start to start + len, of which the first is 0
            let twice_middle = 2 * start + tied.len();
            let label = count * twice_middle / (2 * values.len());
            tied.iter().for_each(|&point| labels[point] = label);
            start += tied.len();
        }
        Self { labels, count }
    }

    /// How many slices have a point.
    pub(super) fn occupied(&self) -> usize {
        let mut labels = self.labels.clone();
        labels.sort_unstable();
        labels.dedup();
        labels.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_have_equally_many_points() {
        let values: Vec<f64> = (0..20).map(|i| f64::from(i * 7 % 20)).collect();
        let slices = Slices::of(&values, 5);
        for (value, label) in values.iter().zip(&slices.labels) {
            assert_eq!(*label, (*value / 4.0) as usize);
        }
        assert_eq!(slices.occupied(), 5);
    }

    #[test]
    fn equal_values_share_a_slice() {
        let slices = Slices::of(&[1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 10);
        assert_eq!(slices.labels, [8, 3, 8, 3, 3, 8, 3, 3]);
        assert_eq!(slices.occupied(), 2);
        assert_eq!(Slices::of(&[4.0; 3], 10).labels, [5; 3]);
    }
}
