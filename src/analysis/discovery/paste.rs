//! Pasting: a box grows again where that does not thin it.

use super::peel::removed;
use super::region::{Region, Rule};
use super::{Cases, Values};

/// Enlarges a box as long as its density does not fall (Friedman & Fisher
/// 1999).
///
/// A slice to be pasted holds the share `alpha` of the box's cases next to one
/// of its faces, or all cases of a category; where no such slice can be added,
/// slices half as large are tried, down to a single case. So the last peels,
/// which may have cut too deep, are taken back to the edge. Of several slices
/// the one that leaves the highest density is pasted, then the largest.
pub(super) fn paste(cases: &Cases, sample: &[usize], region: Region, alpha: f64) -> Region {
    let mut region = region;
    let inside = region.members(cases, sample).len();
    let mut take = ((alpha * inside as f64) as usize).max(1);
    loop {
        match best_paste(cases, sample, &region, take) {
            Some(larger) => region = larger,
            None if take == 1 => return region,
            None => take /= 2,
        }
    }
}

/// The box after the best slice of about `take` cases; none if each would thin
/// it.
fn best_paste(cases: &Cases, sample: &[usize], region: &Region, take: usize) -> Option<Region> {
    let now = region.fit(cases, sample);
    let mut best = None;
    let mut most = (now.density, now.cases);
    for index in 0..region.rules().len() {
        for larger in enlarged(cases, sample, region, index, take) {
            let fit = larger.fit(cases, sample);
            let is_better = fit.cases > now.cases
                && (fit.density > most.0 || (fit.density == most.0 && fit.cases > most.1));
            if is_better {
                most = (fit.density, fit.cases);
                best = Some(larger);
            }
        }
    }
    best
}

/// The boxes that come of loosening one rule by one slice.
fn enlarged(
    cases: &Cases,
    sample: &[usize],
    region: &Region,
    index: usize,
    take: usize,
) -> Vec<Region> {
    let rule = &region.rules()[index];
    let loosened = region.without(index);
    let mut beyond = loosened.members(cases, sample);
    beyond.retain(|&case| !rule.holds(cases, case));
    let input = rule.input();
    // the value up to which a face moves; none if nothing lies beyond
    let edge = |sorted_by: fn(&f64, &f64) -> std::cmp::Ordering| -> Option<Option<f64>> {
        let Values::Numeric(values) = &cases.inputs()[input].values else {
            return None;
        };
        let mut ahead: Vec<f64> = beyond.iter().map(|&case| values[case]).collect();
        ahead.sort_unstable_by(sorted_by);
        let last = *ahead.get(take.min(ahead.len()).checked_sub(1)?)?;
        let is_all = ahead.last() == Some(&last);
        Some((!is_all).then_some(last))
    };
    match rule {
        Rule::AtLeast { .. } => {
            let moved = edge(|a, b| b.total_cmp(a)).map(|edge| match edge {
                Some(value) => region.with(Rule::AtLeast { input, value }),
                None => loosened.clone(),
            });
            moved.into_iter().collect()
        }
        Rule::AtMost { .. } => {
            let moved = edge(f64::total_cmp).map(|edge| match edge {
                Some(value) => region.with(Rule::AtMost { input, value }),
                None => loosened.clone(),
            });
            moved.into_iter().collect()
        }
        Rule::Without { .. } => {
            let gone = removed(region, input);
            let with_one_back = |&back: &usize| {
                let without: Vec<usize> = gone.iter().copied().filter(|&c| c != back).collect();
                match without.is_empty() {
                    true => loosened.clone(),
                    false => region.with(Rule::Without { input, without }),
                }
            };
            gone.iter().map(with_one_back).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Input;
    use super::*;

    #[test]
    fn a_box_grows_back_to_the_edge() {
        let inputs = vec![
            Input {
                name: "x".to_owned(),
                values: Values::Numeric((0..40).map(f64::from).collect()),
            },
            Input {
                name: "c".to_owned(),
                values: Values::Categorical {
                    categories: ["a", "b"].map(str::to_owned).into(),
                    values: (0..40).map(|case| case % 2).collect(),
                },
            },
        ];
        let outcomes = (0..40).map(|case| f64::from((10..31).contains(&case)));
        let cases = Cases::new(inputs, outcomes.collect()).unwrap();
        let all: Vec<usize> = (0..40).collect();
        let small = Region::default()
            .with(Rule::AtLeast {
                input: 0,
                value: 15.0,
            })
            .with(Rule::AtMost {
                input: 0,
                value: 24.0,
            })
            .with(Rule::Without {
                input: 1,
                without: vec![0],
            });
        let large = paste(&cases, &all, small, 0.3);
        assert_eq!(large.describe(&cases), "x >= 10 and x <= 30");
    }
}
