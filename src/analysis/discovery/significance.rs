//! Whether a rule of a box could be luck.

use super::Cases;
use super::region::Region;
use crate::stats::binomial_at_least;

/// The quasi-p-value of each rule (Bryant & Lempert 2010): how likely
/// the box would have at least as many cases of interest if the rule did
/// nothing, that is, if its cases had the density of the box without it.
///
/// It is no p-value: the rule was chosen because it raised the density. Where
/// outcomes are probabilities, their sum is rounded down, which errs on the
/// side of luck. Cases of unequal weight are as many as would tell as much.
pub(super) fn quasi_p(cases: &Cases, sample: &[usize], region: &Region) -> Vec<f64> {
    let own = region.fit(cases, sample);
    let rules = 0..region.rules().len();
    rules
        .map(|index| {
            let wider = region.without(index).fit(cases, sample);
            let members = region.members(cases, sample);
            let number = cases.effective(&members);
            let successes = (own.density * number + 1e-9) as u64;
            binomial_at_least(successes, (number + 1e-9) as u64, wider.density)
        })
        .collect()
}

/// Drops rules that could be luck, the likeliest first, until all that are left
/// have a quasi-p-value of at most `most`.
pub(super) fn drop_luck(cases: &Cases, sample: &[usize], region: Region, most: f64) -> Region {
    let mut region = region;
    loop {
        let values = quasi_p(cases, sample, &region);
        let order = |&a: &usize, &b: &usize| values[a].total_cmp(&values[b]);
        match (0..values.len()).max_by(order) {
            Some(index) if values[index] > most => region = region.without(index),
            _ => return region,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Rule, Values};
    use super::*;

    #[test]
    fn a_rule_is_compared_with_the_box_without_it() {
        let column = |name: &str, value: fn(usize) -> usize| Input {
            name: name.to_owned(),
            values: Values::Numeric((0..16).map(|case| value(case) as f64).collect()),
        };
        // of interest: cases 0 to 7, hence all with x = 0 and half with any z
        let inputs = vec![column("x", |case| case / 8), column("z", |case| case % 2)];
        let outcomes = (0..16).map(|case| f64::from(case < 8)).collect();
        let cases = Cases::new(inputs, outcomes).unwrap();
        let all: Vec<usize> = (0..16).collect();
        let at_most = |input| Rule::AtMost { input, value: 0.0 };
        let region = Region::default().with(at_most(0)).with(at_most(1));
        // 4 of 4 where half are; 4 of 4 where all are
        let values = quasi_p(&cases, &all, &region);
        assert!((values[0] - 0.0625).abs() < 1e-15);
        assert_eq!(values[1], 1.0);
        let kept = drop_luck(&cases, &all, region.clone(), 0.05);
        assert_eq!(kept.describe(&cases), "x <= 0");
        assert_eq!(drop_luck(&cases, &all, region.clone(), 1.0), region);
    }
}
