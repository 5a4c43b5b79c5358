//! One of so many parts of a study, and what it does.

use std::fmt;
use std::str::FromStr;

/// Part `index` of `count`, counted from 1 as people and schedulers do.
///
/// Item `k` of a study, counted from 0, belongs to the shard `k mod count`
/// places after the first. Neighbours of a design have similar costs, so
/// dealing them out in turn gives every shard its part of the dear ones. The
/// count is fixed where the study is planned: with another one, the same shard
/// is another set of items.
///
/// ```
/// use orgsim::shards::Shard;
/// let shard: Shard = "2/3".parse()?;
/// assert_eq!(shard.items(8).collect::<Vec<_>>(), [1, 4, 7]);
/// # Ok::<(), orgsim::shards::ShardError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    index: u32,
    count: u32,
}

impl Shard {
    /// The whole: part 1 of 1.
    pub const WHOLE: Self = Self { index: 1, count: 1 };

    /// Part `index` of `count`.
    ///
    /// # Errors
    ///
    /// There is no part, or the index is not one of 1 to `count`.
    pub fn new(index: u32, count: u32) -> Result<Self, ShardError> {
        match (index, count) {
            (_, 0) => Err(ShardError::NoShards),
            (1.., _) if index <= count => Ok(Self { index, count }),
            _ => Err(ShardError::NotOneOf { index, count }),
        }
    }

    /// Which part it is, from 1.
    pub fn index(self) -> u32 {
        self.index
    }

    /// How many parts there are, at least 1.
    pub fn count(self) -> u32 {
        self.count
    }

    /// Whether the item of this number, from 0, belongs to this part.
    pub fn has(self, item: u64) -> bool {
        item % u64::from(self.count) == u64::from(self.index - 1)
    }

    /// The numbers of the items of this part, among `total`, in order.
    pub fn items(self, total: u64) -> impl Iterator<Item = u64> {
        let step = usize::try_from(self.count).unwrap_or(usize::MAX);
        (u64::from(self.index - 1)..total).step_by(step)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let unreadable = || ShardError::Unreadable { text: text.into() };
        let (index, count) = text.split_once('/').ok_or_else(unreadable)?;
        let [index, count] = [index, count].map(whole_number);
        Self::new(index.ok_or_else(unreadable)?, count.ok_or_else(unreadable)?)
    }
}

/// A number of decimal digits and nothing else: no sign, no space.
pub(super) fn whole_number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Why a text or two numbers are no shard.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShardError {
    /// The text is not two whole numbers with a slash between them.
    Unreadable {
        /// The text.
        text: String,
    },
    /// A study of no parts.
    NoShards,
    /// The index is not one of 1 to the count.
    NotOneOf {
        /// The index.
        index: u32,
        /// How many parts there are.
        count: u32,
    },
}

impl fmt::Display for ShardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { text } => write!(
                f,
                "`{text}` is not a shard; write its number and how many there are, as in 3/8"
            ),
            Self::NoShards => write!(f, "there is at least one shard, as in 1/1"),
            Self::NotOneOf { index, count } => write!(
                f,
                "there is no shard {index} of {count}: shards are counted from 1 to {count}"
            ),
        }
    }
}

impl std::error::Error for ShardError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(text: &str) -> String {
        text.parse::<Shard>().unwrap_err().to_string()
    }

    #[test]
    fn what_is_written_is_read() {
        let shard: Shard = "3/8".parse().unwrap();
        assert_eq!((shard.index(), shard.count()), (3, 8));
        assert_eq!(shard.to_string(), "3/8");
        assert_eq!("1/1".parse(), Ok(Shard::WHOLE));
    }

    #[test]
    fn what_is_no_shard_is_told_so() {
        assert_eq!(
            message("0/8"),
            "there is no shard 0 of 8: shards are counted from 1 to 8"
        );
        assert_eq!(
            message("9/8"),
            "there is no shard 9 of 8: shards are counted from 1 to 8"
        );
        assert_eq!(message("1/0"), "there is at least one shard, as in 1/1");
        for text in [
            "a/b",
            "3",
            "",
            "/",
            "3/",
            "+3/8",
            "3 / 8",
            "-1/8",
            "1/2/3",
            "1/9999999999",
        ] {
            let message = message(text);
            assert!(
                message.starts_with(&format!("`{text}` is not a shard")),
                "{message}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_item_has_one_shard(count in 1_u32..40, total in 0_u64..500) {
            let mut owners = vec![0; total as usize];
            for index in 1..=count {
                let shard = Shard::new(index, count).unwrap();
                for item in shard.items(total) {
                    owners[item as usize] += 1;
                    prop_assert!(shard.has(item));
                }
                let had = (0..total).filter(|&item| shard.has(item)).count();
                prop_assert_eq!(shard.items(total).count(), had);
            }
            prop_assert!(owners.iter().all(|&owners| owners == 1));
        }

        #[test]
        fn shards_differ_by_one_item_at_most(count in 1_u32..40, total in 0_u64..500) {
            let sizes = (1..=count).map(|index| Shard::new(index, count).unwrap().items(total).count());
            let (least, most) = sizes.fold((usize::MAX, 0), |(a, b), n| (a.min(n), b.max(n)));
            prop_assert!(most - least <= 1);
        }
    }
}
