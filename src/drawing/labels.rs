//! Labels beside lines, moved apart until none covers another.

/// Places for labels of a height that want to stand at some places: as near to
/// them as can be without covering each other, and within an area from `low` to
/// `high`, if all of them fit there. The order of places is kept.
///
/// Labels that would touch form a block, whose place is the mean of what its
/// labels want: the solution of isotonic regression (pool adjacent violators).
pub fn spread(wanted: &[f64], height: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    // the k-th label has k others above it: what is left must not fall
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (place, &label) in order.iter().enumerate() {
        let mut block = (wanted[label] - height * place as f64, 1);
        while let Some(&(mean, size)) = blocks.last()
            && mean > block.0
        {
            blocks.pop();
            let all = size + block.1;
            let sum = mean * size as f64 + block.0 * block.1 as f64;
            block = (sum / all as f64, all);
        }
        blocks.push(block);
    }
    let last = height * wanted.len().saturating_sub(1) as f64;
    let (least, most) = (
        low + height / 2.0,
        (high - height / 2.0 - last).max(low + height / 2.0),
    );
    let bases = blocks
        .iter()
        .flat_map(|&(mean, size)| std::iter::repeat_n(mean.clamp(least, most), size));
    let mut places = vec![0.0; wanted.len()];
    for ((place, &label), base) in order.iter().enumerate().zip(bases) {
        places[label] = base + height * place as f64;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_with_room_stay_where_they_are() {
        assert_eq!(spread(&[50.0, 10.0], 12.0, 0.0, 100.0), [50.0, 10.0]);
        assert_eq!(spread(&[], 12.0, 0.0, 100.0), [0.0; 0]);
    }

    #[test]
    fn labels_at_one_place_stand_around_it() {
        assert_eq!(
            spread(&[50.0, 50.0, 50.0], 12.0, 0.0, 100.0),
            [38.0, 50.0, 62.0]
        );
        assert_eq!(spread(&[2.0, 2.0], 12.0, 0.0, 100.0), [6.0, 18.0]);
        assert_eq!(spread(&[99.0, 98.0], 12.0, 0.0, 100.0), [94.0, 82.0]);
    }

    proptest! {
        #[test]
        fn labels_never_cover_each_other(wanted in prop::collection::vec(-50.0..150.0, 0..8)) {
            let places = spread(&wanted, 12.0, 0.0, 100.0);
            let mut sorted = places.clone();
            sorted.sort_by(f64::total_cmp);
            for pair in sorted.windows(2) {
                prop_assert!(pair[1] - pair[0] >= 12.0 - 1e-9);
            }
            for place in places {
                prop_assert!((6.0 - 1e-9..=94.0 + 1e-9).contains(&place));
            }
        }
    }
}
