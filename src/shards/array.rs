//! Sets of shards as schedulers write them: `3,17,40-44`.

use std::fmt;

use super::shard::whole_number;

/// Numbers of shards as an array expression, ready for `sbatch --array`.
///
/// The order and repetitions do not matter. No number gives an empty text.
///
/// ```
/// use orgsim::shards::compress;
/// assert_eq!(compress(&[3, 17, 40, 41, 42, 43, 44]), "3,17,40-44");
/// ```
pub fn compress(shards: &[u32]) -> String {
    let mut sorted = shards.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let ranges = sorted.chunk_by(|&one, &next| one + 1 == next);
    let texts = ranges.map(|range| match range {
        [first, .., last] => format!("{first}-{last}"),
        [only] => only.to_string(),
        [] => String::new(),
    });
    texts.collect::<Vec<_>>().join(",")
}

/// The numbers of shards in an array expression, in order and once each: the
/// inverse of [`compress`].
///
/// `count` is how many shards there are; it also keeps a range like
/// `1-4000000000` from filling the memory.
///
/// # Errors
///
/// A part is neither a number nor a range of two, a range runs backwards, or
/// a number is not one of 1 to `count`.
pub fn expand(text: &str, count: u32) -> Result<Vec<u32>, ArrayError> {
    let mut shards = Vec::new();
    if text.is_empty() {
        return Ok(shards);
    }
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (Some(first), Some(last)) = (whole_number(first), whole_number(last)) else {
            return Err(ArrayError::Unreadable { part: part.into() });
        };
        if first > last {
            return Err(ArrayError::Backwards { first, last });
        }
        if let Some(index) = [first, last].into_iter().find(|n| !(1..=count).contains(n)) {
            return Err(ArrayError::NotOneOf { index, count });
        }
        shards.extend(first..=last);
    }
    shards.sort_unstable();
    shards.dedup();
    Ok(shards)
}

/// Why a text is no set of shards.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArrayError {
    /// A part is neither a number nor two with a hyphen between them.
    Unreadable {
        /// The part.
        part: String,
    },
    /// A range ends before it begins.
    Backwards {
        /// Its beginning.
        first: u32,
        /// Its end.
        last: u32,
    },
    /// A number that no shard has.
    NotOneOf {
        /// The number.
        index: u32,
        /// How many shards there are.
        count: u32,
    },
}

impl fmt::Display for ArrayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { part } => write!(
                f,
                "`{part}` is neither a shard nor a range of shards; write them as in 3,17,40-44"
            ),
            Self::Backwards { first, last } => {
                write!(f, "the range {first}-{last} is reversed")
            }
            Self::NotOneOf { index, count } => write!(
                f,
                "there is no shard {index}: shards are counted from 1 to {count}"
            ),
        }
    }
}

impl std::error::Error for ArrayError {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn neighbours_become_ranges() {
        assert_eq!(compress(&[3, 17, 40, 41, 42, 43, 44]), "3,17,40-44");
        assert_eq!(compress(&[2, 1]), "1-2");
        assert_eq!(compress(&[5, 5]), "5");
        assert_eq!(compress(&[u32::MAX, 1]), "1,4294967295");
        assert_eq!(compress(&[]), "");
    }

    #[test]
    fn what_is_no_set_of_shards_is_told_so() {
        let message = |text| expand(text, 8).unwrap_err().to_string();
        for text in ["a", "1,,2", "1-2-3", "-3", "1:2", "1-8%2", " 1", "1,"] {
            assert!(
                message(text).contains("is neither a shard nor a range"),
                "{text}"
            );
        }
        assert_eq!(message("5-3"), "the range 5-3 is reversed");
        for text in ["9", "0", "7-4000000000", "0-3"] {
            assert!(message(text).ends_with("counted from 1 to 8"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn writing_and_reading_give_the_same_set(
            shards in prop::collection::vec(1_u32..60, 0..60),
        ) {
            let set: BTreeSet<u32> = shards.iter().copied().collect();
            let read = expand(&compress(&shards), 60).unwrap();
            prop_assert_eq!(read, set.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn no_two_parts_could_be_one(shards in prop::collection::vec(1_u32..60, 1..60)) {
            let text = compress(&shards);
            let bounds: Vec<u32> = text.split(',').flat_map(|part| {
                let (first, last) = part.split_once('-').unwrap_or((part, part));
                [first.parse().unwrap(), last.parse().unwrap()]
            }).collect();
            for gap in bounds[1..].chunks(2).filter(|gap| gap.len() == 2) {
                prop_assert!(gap[1] > gap[0] + 1, "{}", text);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9,-]{0,12}") {
            if let Ok(shards) = expand(&text, 1000) {
                prop_assert_eq!(expand(&compress(&shards), 1000).unwrap(), shards);
            }
        }
    }
}
