//! The one rule by which nobody is told of alone.
//!
//! 1. No row stands for fewer people than the least: smaller groups are merged into one
//!    ([`merged`]), and the next smallest with them if they still are too few together.
//! 2. A count from one to below the least, within a group and a time, is hidden. What could be
//!    reckoned from sums that are told hides others with it ([`hidden`], [`hidden_in_sum`]).
//! 3. Counts of everybody are told, unless there is no other way to hide one of a group.

/// The people of a group, until there are enough to be told of.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    known: Vec<u32>,
}

impl Members {
    /// Takes in a person, who may be known already.
    pub(super) fn add(&mut self, person: u32, least: u64) {
        let is_enough = self.known.len() as u64 >= least;
        if !is_enough && !self.known.contains(&person) {
            self.known.push(person);
        }
    }
}

/// What is told of groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// Groups that are told of for themselves.
    pub(super) own: Vec<usize>,
    /// Groups that are told of together.
    pub(super) other: Vec<usize>,
}

impl Merged {
    /// The groups of each row, with the number of the one that it is; none of those together.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Option<usize>, &[usize])> {
        let own = self
            .own
            .iter()
            .map(|group| (Some(*group), std::slice::from_ref(group)));
        let other = (!self.other.is_empty()).then_some((None, self.other.as_slice()));
        own.chain(other)
    }

    /// Whether it says more than that which is said of everybody.
    pub(super) fn tells_apart(&self) -> bool {
        self.rows().count() > 1
    }
}

/// Which groups are told of for themselves, and which together. Groups without anybody are not
/// told of; of those with enough people, the one with the least `size` is merged with the small
/// ones where these are too few together.
pub(super) fn merged(groups: &[Members], sizes: &[u64], least: u64) -> Merged {
    let is_small = |group: &usize| (groups[*group].known.len() as u64) < least;
    let present = (0..groups.len()).filter(|group| !groups[*group].known.is_empty());
    let (mut other, mut own): (Vec<usize>, Vec<usize>) = present.partition(is_small);
    let mut together = Members::default();
    for &person in other.iter().flat_map(|group| &groups[*group].known) {
        together.add(person, least);
    }
    if !other.is_empty() && (together.known.len() as u64) < least {
        let smallest = (0..own.len()).min_by_key(|&place| (sizes[own[place]], own[place]));
        if let Some(place) = smallest {
            other.push(own.remove(place));
            other.sort_unstable();
        }
    }
    Merged { own, other }
}

/// What is hidden in a table of counts of which the sums of rows and columns are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Row by row, whether each count is hidden.
    pub(super) cells: Vec<Vec<bool>>,
    /// Whether the sums of the columns must be hidden, too: there is no other count that could
    /// be larger if one was smaller.
    pub(super) sums: bool,
}

/// Three counts of a table that form a rectangle with another one, each by row and column.
type Corners = [(usize, usize); 3];

/// What it costs to hide some: the sum of those that were told so far, and how many they are.
type Cost = (u64, usize);

/// Which counts of a table are hidden: those from one to below the least, and for each of them
/// three that form a rectangle with it, so that one more there and one less here gives the same
/// sums. Of all such rectangles, the one whose counts that are told so far are the smallest.
pub(super) fn hidden(counts: &[Vec<u64>], least: u64) -> Hidden {
    let is_small = |count: u64| (1..least).contains(&count);
    let mut cells: Vec<Vec<bool>> = counts
        .iter()
        .map(|row| row.iter().map(|&count| is_small(count)).collect())
        .collect();
    let columns = counts.first().map_or(0, Vec::len);
    let mut sums = false;
    for row in 0..counts.len() {
        for column in (0..columns).filter(|&column| is_small(counts[row][column])) {
            let mut best: Option<(Cost, Corners)> = None;
            for beside in (0..columns).filter(|&beside| beside != column) {
                for below in (0..counts.len()).filter(|&below| below != row) {
                    let corners = [(row, beside), (below, column), (below, beside)];
                    let [across, under, opposite] = corners.map(|(r, c)| counts[r][c]);
                    if opposite == 0 && (across == 0 || under == 0) {
                        continue;
                    }
                    let told = corners.iter().filter(|(r, c)| !cells[*r][*c]);
                    let cost = told.clone().map(|(r, c)| counts[*r][*c]).sum();
                    let cost = (cost, told.count());
                    if best.is_none_or(|(least, _)| cost < least) {
                        best = Some((cost, corners));
                    }
                }
            }
            match best {
                Some((_, corners)) => corners.iter().for_each(|&(r, c)| cells[r][c] = true),
                None => {
                    cells[row].fill(true);
                    sums = true;
                }
            }
        }
    }
    Hidden { cells, sums }
}

/// Which counts are hidden of which the sum is told: those from one to below the least, and the
/// smallest other one where they are one alone.
pub(super) fn hidden_in_sum(counts: &[u64], least: u64) -> Vec<bool> {
    let mut cells: Vec<bool> = counts.iter().map(|c| (1..least).contains(c)).collect();
    if cells.iter().filter(|cell| **cell).count() == 1 {
        let others = (0..counts.len()).filter(|&place| !cells[place] && counts[place] > 0);
        if let Some(place) = others.min_by_key(|&place| counts[place]) {
            cells[place] = true;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(people: impl IntoIterator<Item = u32>) -> Members {
        let mut members = Members::default();
        people.into_iter().for_each(|person| members.add(person, 5));
        members
    }

    #[test]
    fn small_groups_are_merged_until_they_are_enough() {
        let groups = [
            group(0..9),
            group(10..13),
            group(20..22),
            group(30..37),
            group([]),
        ];
        let sizes = [9, 3, 2, 7, 0];
        let found = merged(&groups, &sizes, 5);
        assert_eq!((found.own, found.other), (vec![0, 3], vec![1, 2]));
        // the same three people in both are no six
        let groups = [group(0..9), group(10..13), group(10..13), group(30..37)];
        let found = merged(&groups, &[9, 3, 3, 7], 5);
        assert_eq!((found.own, found.other), (vec![0], vec![1, 2, 3]));
        let found = merged(&groups[..2], &[9, 3], 5);
        assert!(!found.tells_apart() && found.other == [0, 1]);
    }

    #[test]
    fn a_hidden_count_hides_others_with_it() {
        let counts = vec![vec![40, 2, 0], vec![30, 0, 8], vec![20, 9, 0]];
        let Hidden { cells, sums } = hidden(&counts, 5);
        assert!(!sums && cells[0][1]);
        // 2 | 0 and 0 | 8 is the rectangle of the smallest counts
        assert_eq!(
            cells,
            [[false, true, true], [false, true, true], [false; 3]]
        );
    }

    #[test]
    fn where_nobody_else_left_the_sums_are_hidden() {
        let counts = vec![vec![2, 1], vec![0, 0]];
        let Hidden { cells, sums } = hidden(&counts, 5);
        assert!(sums);
        assert_eq!(cells[0], [true, true]);
    }

    #[test]
    fn one_alone_is_not_hidden_in_a_sum() {
        assert_eq!(hidden_in_sum(&[3, 20, 9], 5), [true, false, true]);
        assert_eq!(hidden_in_sum(&[3, 4, 9], 5), [true, true, false]);
        assert_eq!(hidden_in_sum(&[30, 0, 9], 5), [false; 3]);
    }

    proptest! {
        /// Another table of counts with the same sums, which differs in each hidden small count
        /// and agrees in all that are told.
        #[test]
        fn no_hidden_count_follows_from_the_sums(
            counts in prop::collection::vec(prop::collection::vec(
                prop_oneof![3 => Just(0u64), 3 => 1u64..5, 1 => 5u64..40], 4), 1..6),
        ) {
            let Hidden { cells, sums } = hidden(&counts, 5);
            for row in 0..counts.len() {
                for column in 0..4 {
                    let small = (1..5).contains(&counts[row][column]);
                    prop_assert!(!small || cells[row][column]);
                    if !small || sums {
                        continue;
                    }
                    let open = (0..counts.len()).filter(|r| *r != row).any(|below| {
                        (0..4).filter(|c| *c != column).any(|beside| {
                            let corners = [(row, beside), (below, column), (below, beside)];
                            let [a, b, c] = corners.map(|(r, c)| counts[r][c]);
                            corners.iter().all(|(r, c)| cells[*r][*c]) && (c > 0 || a > 0 && b > 0)
                        })
                    });
                    prop_assert!(open, "{counts:?} {cells:?}");
                }
            }
        }
    }
}
