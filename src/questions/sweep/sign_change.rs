//! Where along a factor a difference changes its sign.

use crate::elementary::{exp, ln};
use crate::experiment::{Domain, Factor, Level};
use crate::stats::{Estimate, Judgement};

/// A change of sign of a difference along a factor, all others held.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SignChange {
    /// Place of the factor.
    pub(super) factor: usize,
    /// A point on the line, which tells the other factors.
    pub(super) point: usize,
    /// Where the difference is zero, by interpolation between points.
    pub(super) at: f64,
    /// The nearest points below and above whose intervals exclude zero.
    pub(super) significant: [Option<f64>; 2],
    /// Whether the difference rises through zero.
    pub(super) rises: bool,
}

/// All changes of sign of the differences at points of a design, along each of
/// its numeric factors.
pub(super) fn sign_changes(
    factors: &[Factor],
    points: &[Vec<Level>],
    differences: &[Estimate],
) -> Vec<SignChange> {
    let mut sign_changes = Vec::new();
    for (place, factor) in factors.iter().enumerate().filter(|(_, f)| f.is_numeric()) {
        let mut done = vec![false; points.len()];
        for first in 0..points.len() {
            if done[first] {
                continue;
            }
            let on_line = |point: &usize| {
                let pairs = points[first].iter().zip(&points[*point]).enumerate();
                pairs
                    .filter(|(other, _)| *other != place)
                    .all(|(_, (a, b))| a == b)
            };
            let mut line: Vec<(f64, usize)> = (first..points.len())
                .filter(on_line)
                .filter_map(|point| Some((points[point][place].number()?, point)))
                .collect();
            line.iter().for_each(|(_, point)| done[*point] = true);
            line.sort_by(|a, b| a.0.total_cmp(&b.0));
            sign_changes.extend(along(factor, place, &line, differences));
        }
    }
    sign_changes
}

fn along(
    factor: &Factor,
    place: usize,
    line: &[(f64, usize)],
    differences: &[Estimate],
) -> Vec<SignChange> {
    let value = |index: usize| differences[line[index].1].value.unwrap_or(f64::NAN);
    let significant = |index: usize, rises_to: bool| {
        let judged = Judgement::of(&differences[line[index].1], 0.0, 0.0);
        judged.sign() == if rises_to { 1 } else { -1 }
    };
    let mut sign_changes = Vec::new();
    for index in 1..line.len() {
        let (before, after) = (value(index - 1), value(index));
        let rises = before < 0.0 && after > 0.0;
        let falls = before > 0.0 && after < 0.0;
        if !(rises || falls) {
            continue;
        }
        let share = before / (before - after);
        let (from, to) = (line[index - 1].0, line[index].0);
        let at = match factor.domain {
            Domain::Log(..) => exp(ln(from) + share * (ln(to) - ln(from))),
            _ => from + share * (to - from),
        };
        let below = (0..index).rev().find(|&index| significant(index, !rises));
        let above = (index..line.len()).find(|&index| significant(index, rises));
        sign_changes.push(SignChange {
            factor: place,
            point: line[index].1,
            at,
            significant: [below, above].map(|index| index.map(|index| line[index].0)),
            rises,
        });
    }
    sign_changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Moments;

    fn of(mean: f64) -> Estimate {
        let numbers: Moments = [mean - 0.1, mean, mean + 0.1].into_iter().collect();
        Estimate::of_mean(&numbers, 0.95)
    }

    #[test]
    fn a_line_is_crossed_where_interpolation_says() {
        let factor = |name: &str, domain| Factor {
            name: name.into(),
            keys: Vec::new(),
            domain,
            grid: 2,
        };
        let factors = [
            factor("x", Domain::Linear(0.0, 3.0)),
            factor(
                "s",
                Domain::Levels(vec![Level::Text("a".into()), Level::Text("b".into())]),
            ),
        ];
        let mut points = Vec::new();
        let mut differences = Vec::new();
        // significant from -2 to 1 (0.25 wide), not at 0.2
        for (structure, values) in [("a", [-2.0, -0.2, 0.2, 1.0]), ("b", [1.0, 2.0, 3.0, 4.0])] {
            for (x, value) in values.into_iter().enumerate() {
                points.push(vec![Level::Number(x as f64), Level::Text(structure.into())]);
                differences.push(of(value));
            }
        }
        let found = sign_changes(&factors, &points, &differences);
        assert_eq!(found.len(), 1);
        let change = &found[0];
        assert!((change.at - 1.5).abs() < 1e-12);
        assert!(change.rises);
        assert_eq!(change.significant, [Some(0.0), Some(3.0)]);
    }
}
