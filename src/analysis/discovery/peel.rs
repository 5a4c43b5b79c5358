//! Peeling: a box shrinks by a small slice at a time.

use super::region::{Fit, Region, Rule};
use super::{Cases, Values};

/// A slice that may be peeled off: the rule that does it, how many cases it
/// takes, what they weigh and how much of that is of interest.
struct Slice {
    rule: Rule,
    cases: usize,
    weight: f64,
    interest: f64,
}

/// Boxes from all cases down to the smallest, each the one before less a slice
/// (Friedman & Fisher 1999).
///
/// A slice is the share `alpha` of the cases at an end of a numeric input, more
/// where values are tied, or all cases of one category. Of all slices that
/// leave at least the weight `least`, the one is peeled that raises the density most
/// for the weight that it takes: where slices differ in size, as those of categories
/// do, the largest would otherwise always win. Peeling ends when all cases in
/// the box are equally of interest or no slice is left.
pub(super) fn peel(cases: &Cases, sample: &[usize], alpha: f64, least: f64) -> Vec<(Region, Fit)> {
    let mut region = Region::default();
    let mut inside = sample.to_vec();
    let mut trajectory = vec![(region.clone(), region.fit_of(&inside, cases, sample))];
    while varies(cases, &inside) {
        let interest = cases.interest(&inside);
        let total = cases.weight(&inside);
        let gain = |slice: &Slice| {
            let left = total - slice.weight;
            let gain = (interest - slice.interest) / left - interest / total;
            // what weighs nothing changes no density
            if slice.weight > 0.0 {
                gain / slice.weight
            } else {
                0.0
            }
        };
        let mut best: Option<(f64, Slice)> = None;
        for slice in slices(cases, &inside, &region, alpha) {
            let left = total - slice.weight;
            let is_small = (1..inside.len()).contains(&slice.cases) && left > 0.0 && left >= least;
            if is_small && best.as_ref().is_none_or(|(most, _)| gain(&slice) > *most) {
                best = Some((gain(&slice), slice));
            }
        }
        let Some((_, slice)) = best else {
            break;
        };
        inside.retain(|&case| slice.rule.holds(cases, case));
        region = region.with(slice.rule);
        trajectory.push((region.clone(), region.fit_of(&inside, cases, sample)));
    }
    trajectory
}

/// Whether some cases are more of interest than others.
fn varies(cases: &Cases, inside: &[usize]) -> bool {
    let outcomes = cases.outcomes();
    inside.windows(2).any(|w| outcomes[w[0]] != outcomes[w[1]])
}

/// All slices of a box, in the order of the inputs.
fn slices(cases: &Cases, inside: &[usize], region: &Region, alpha: f64) -> Vec<Slice> {
    let mut rules = Vec::new();
    for (input, column) in cases.inputs().iter().enumerate() {
        match &column.values {
            Values::Numeric(values) => {
                let mut sorted: Vec<f64> = inside.iter().map(|&case| values[case]).collect();
                sorted.sort_unstable_by(f64::total_cmp);
                let take = ((alpha * sorted.len() as f64) as usize).max(1);
                if let Some(value) = first_kept(&sorted, take) {
                    rules.push(Rule::AtLeast { input, value });
                }
                sorted.reverse();
                if let Some(value) = first_kept(&sorted, take) {
                    rules.push(Rule::AtMost { input, value });
                }
            }
            Values::Categorical { categories, .. } => {
                let gone = removed(region, input);
                let left = (0..categories.len()).filter(|category| !gone.contains(category));
                rules.extend(left.map(|category| {
                    let mut without = gone.to_vec();
                    without.push(category);
                    without.sort_unstable();
                    Rule::Without { input, without }
                }));
            }
        }
    }
    let slice = |rule: Rule| {
        let gone = inside.iter().filter(|&&case| !rule.holds(cases, case));
        let gone: Vec<usize> = gone.copied().collect();
        Slice {
            cases: gone.len(),
            weight: cases.weight(&gone),
            interest: cases.interest(&gone),
            rule,
        }
    };
    rules.into_iter().map(slice).collect()
}

/// The first value that stays if `take` values go, or all that are tied with
/// the first; none if nothing would stay. Values stand in order, best last.
fn first_kept(sorted: &[f64], take: usize) -> Option<f64> {
    let (&first, &kept) = (sorted.first()?, sorted.get(take)?);
    match kept == first {
        true => sorted.iter().copied().find(|&value| value != first),
        false => Some(kept),
    }
}

/// The categories of an input that a box has lost.
pub(super) fn removed(region: &Region, input: usize) -> &[usize] {
    let found = region.rules().iter().find_map(|rule| match rule {
        Rule::Without { input: i, without } if *i == input => Some(without.as_slice()),
        _ => None,
    });
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Input;
    use super::*;

    #[test]
    fn ties_go_together() {
        assert_eq!(first_kept(&[1.0, 2.0, 3.0, 4.0], 2), Some(3.0));
        assert_eq!(first_kept(&[1.0, 1.0, 1.0, 4.0], 2), Some(4.0));
        assert_eq!(first_kept(&[1.0, 2.0, 2.0, 2.0], 2), Some(2.0));
        assert_eq!(first_kept(&[1.0, 1.0, 1.0], 1), None);
        assert_eq!(first_kept(&[3.0, 2.0, 1.0], 1), Some(2.0));
    }

    #[test]
    fn the_slice_that_raises_the_density_is_peeled() {
        let inputs = vec![
            Input {
                name: "x".to_owned(),
                values: Values::Numeric((0..20).map(f64::from).collect()),
            },
            Input {
                name: "c".to_owned(),
                values: Values::Categorical {
                    categories: ["a", "b"].map(str::to_owned).into(),
                    values: (0..20).map(|case| case % 2).collect(),
                },
            },
        ];
        // of interest: the odd cases from 10 on
        let outcomes = (0..20).map(|case| f64::from(case >= 10 && case % 2 == 1));
        let cases = Cases::new(inputs, outcomes.collect()).unwrap();
        let all: Vec<usize> = (0..20).collect();
        let trajectory = peel(&cases, &all, 0.1, 2.0);
        let (last, fit) = trajectory.last().unwrap();
        assert_eq!((fit.density, fit.coverage), (1.0, 1.0));
        assert_eq!(last.describe(&cases), "x >= 11 and c in {b}");
        // nothing is gained by going on, and no box gets below the least size
        assert!(trajectory.iter().all(|(_, fit)| fit.cases >= 2));
        let short = peel(&cases, &all, 0.1, 15.0);
        assert!(short.iter().all(|(_, fit)| fit.cases >= 15));
    }
}
