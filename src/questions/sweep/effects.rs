//! Effects of the factors, run by run, on variants and on differences between them.

use super::findings::{Finding, TermEffect};
use super::regression::Regression;
use super::rows::Effect;
use super::term::Term;
use crate::experiment::Session;
use crate::experiment::outcomes::Outcomes;
use crate::row::Rows;
use crate::stats::{Estimate, Judgement, Moments};

/// Most effects in a finding: the strongest.
const MOST: usize = 4;

/// The effects: a row a measure, variant or difference from the first, and term. Findings
/// are about the first measure: its differences, or its means if there is one variant.
pub(super) fn effects(
    session: &Session<'_>,
    outcomes: &Outcomes,
    regression: &Regression,
) -> (Rows<Effect>, Vec<Finding>) {
    let variants = &session.experiment.variants;
    let mut rows = Rows::default();
    let mut findings = Vec::new();
    for (column, measure) in outcomes.columns().measures().iter().enumerate() {
        for (variant, of) in variants.iter().enumerate() {
            let first = variants.first().filter(|_| variant > 0);
            for baseline in [None].into_iter().chain(first.map(Some)) {
                let numbers = of_runs(outcomes, variant, column, baseline.is_some());
                let estimates = regress(regression, &numbers, outcomes.level());
                let baseline = baseline.map(|first| first.label.clone());
                if column == 0 && (baseline.is_some() || variants.len() == 1) {
                    findings.push(Finding::Effects {
                        measure: measure.clone(),
                        variant: of.label.clone(),
                        baseline: baseline.clone(),
                        strongest: strongest(regression.terms(), &estimates),
                    });
                }
                for (term, effect) in regression.terms().iter().zip(&estimates) {
                    rows.push(Effect {
                        measure: measure.clone(),
                        variant: of.label.clone(),
                        baseline: baseline.clone(),
                        term: term.clone(),
                        runs: effect.n,
                        effect: effect.into(),
                    });
                }
            }
        }
    }
    (rows, findings)
}

/// What is regressed on the factors, run by run at each design point: the numbers of a
/// variant, or their differences from those of the first.
fn of_runs(outcomes: &Outcomes, variant: usize, column: usize, differences: bool) -> Vec<Vec<f64>> {
    let points = 0..outcomes.points();
    let numbers = points.map(|point| {
        let own = outcomes.pseudo_values(point, variant, column);
        match differences {
            false => own,
            true => {
                let first = outcomes.pseudo_values(point, 0, column);
                own.iter().zip(first).map(|(a, b)| a - b).collect()
            }
        }
    });
    numbers.collect()
}

/// Coefficients run by run: their mean has an interval that knows what runs at different
/// design points have in common.
fn regress(regression: &Regression, numbers: &[Vec<f64>], level: f64) -> Vec<Estimate> {
    let runs = numbers.iter().map(Vec::len).min().unwrap_or(0);
    let mut moments = vec![Moments::default(); regression.terms().len()];
    for run in 0..runs {
        let row: Vec<f64> = numbers.iter().map(|point| point[run]).collect();
        if row.iter().all(|x| x.is_finite()) {
            for (moments, value) in moments.iter_mut().zip(regression.effects(&row)) {
                moments.push(value);
            }
        }
    }
    let estimates = moments.iter().map(|own| Estimate::of_mean(own, level));
    estimates.collect()
}

/// The effects that are surely above or below 0, the strongest first.
fn strongest(terms: &[Term], effects: &[Estimate]) -> Vec<TermEffect> {
    let pairs = terms.iter().zip(effects);
    let sure = pairs.filter(|(_, effect)| Judgement::of(effect, 0.0, 0.0).sign() != 0);
    let mut sure: Vec<(&Term, &Estimate)> = sure.collect();
    let size = |effect: &Estimate| effect.value.unwrap_or(0.0).abs();
    sure.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)));
    let strongest = sure.into_iter().take(MOST);
    strongest
        .map(|(term, effect)| TermEffect {
            term: term.clone(),
            effect: effect.into(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::term::Contrast;
    use super::*;

    #[test]
    fn the_strongest_effects_are_those_whose_intervals_exclude_0() {
        let of = |numbers: [f64; 3]| Estimate::of_mean(&numbers.into_iter().collect(), 0.95);
        let terms = ["x", "y", "z"].map(|factor| {
            Term::Main(Contrast {
                factor: factor.to_owned(),
                level: None,
            })
        });
        let effects = [
            of([1.0, 1.1, 0.9]),
            of([-3.0, 3.0, 9.0]),
            of([-2.0, -2.1, -1.9]),
        ];
        let told = strongest(&terms, &effects);
        let told: Vec<String> = told.iter().map(|own| own.term.to_string()).collect();
        assert_eq!(told, ["z", "x"]);
    }
}
