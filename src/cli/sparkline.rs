//! Numbers of quarters as a few characters.

/// From the least to the largest number of a row.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// More quarters than these are put together.
const LONGEST: usize = 24;

/// A character a quarter, scaled to the range of the numbers; blank where there is
/// none, and in the middle if all are the same. Of a long row, as many quarters
/// have one character, their mean, as make it short. Empty without any number.
pub(crate) fn sparkline(numbers: &[Option<f64>]) -> String {
    let together = numbers.len().div_ceil(LONGEST).max(1);
    let mean = |numbers: &[Option<f64>]| {
        let present = numbers.iter().flatten();
        let count = present.clone().count();
        (count > 0).then(|| present.sum::<f64>() / count as f64)
    };
    let numbers: Vec<Option<f64>> = numbers.chunks(together).map(mean).collect();
    let present = || numbers.iter().flatten().copied();
    let low = present().fold(f64::INFINITY, f64::min);
    let high = present().fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return String::new();
    }
    let block = |number: &Option<f64>| {
        let Some(number) = number else {
            return ' ';
        };
        let position = match high > low {
            true => (number - low) / (high - low),
            false => 0.45,
        };
        // from 0 to 8; the largest number has the last block
        let place = (position * BLOCKS.len() as f64) as usize;
        BLOCKS[place.min(BLOCKS.len() - 1)]
    };
    numbers.iter().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[f64]) -> String {
        let numbers = numbers.iter().map(|&x| x.is_finite().then_some(x));
        sparkline(&numbers.collect::<Vec<_>>())
    }

    #[test]
    fn blocks_are_scaled_to_the_row() {
        assert_eq!(of(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]), "▁▂▃▄▅▆▇█");
        assert_eq!(of(&[-0.2, -0.1]), "▁█");
        assert_eq!(of(&[1e300, -1e300]), "█▁");
    }

    #[test]
    fn what_is_missing_is_blank_and_what_is_the_same_is_level() {
        assert_eq!(of(&[1.0, f64::NAN, 2.0]), "▁ █");
        assert_eq!(of(&[3.0, 3.0]), "▄▄");
        assert_eq!(of(&[f64::NAN, f64::NAN]), "");
        assert_eq!(of(&[]), "");
    }

    #[test]
    fn a_long_row_is_put_together() {
        let long: Vec<f64> = (0..50).map(f64::from).collect();
        let line = of(&long);
        assert_eq!(line.chars().count(), 17);
        assert!(line.starts_with('▁') && line.ends_with('█'), "{line}");
    }
}
