//! The boundary: where along the factors the better variant changes.

use super::findings::{Along, Finding};
use super::means::difference;
use super::rows::Crossing;
use super::sign_change::{SignChange, sign_changes};
use crate::experiment::answer::{point_cells, point_columns};
use crate::experiment::outcomes::Outcomes;
use crate::experiment::{Experiment, Session};
use crate::metrics::Better;
use crate::row::Rows;
use crate::stats::Estimate;
use crate::table::{Cell, Column};

/// The boundary: a row a measure, variant and change of sign. Findings are about the first
/// measure.
pub(super) fn boundary(
    session: &Session<'_>,
    outcomes: &Outcomes,
) -> (Rows<Crossing>, Vec<Finding>) {
    let experiment = session.experiment;
    let mut rows = Rows::at(held_columns(experiment));
    let mut findings = Vec::new();
    let measures = experiment.described();
    for (column, measure) in outcomes.columns().measures().iter().enumerate() {
        let lower_is_better = measures.get(measure).better == Better::Lower;
        for (variant, of) in experiment.variants.iter().enumerate().skip(1) {
            let points = 0..session.points.len();
            let differences = points.map(|point| difference(outcomes, point, variant, column));
            let differences: Vec<Estimate> = differences.collect();
            let changes = sign_changes(&experiment.factors, &session.points, &differences);
            let crossing = |change: &SignChange| {
                let [below, above] = change.significant;
                let is_variant = change.rises != lower_is_better;
                let better = if is_variant { variant } else { 0 };
                Crossing {
                    measure: measure.clone(),
                    variant: of.label.clone(),
                    along: experiment.factors[change.factor].name.clone(),
                    at: change.at,
                    significant_below: below,
                    significant_above: above,
                    better_above: experiment.variants[better].label.clone(),
                }
            };
            let crossings: Vec<Crossing> = changes.iter().map(crossing).collect();
            if column == 0 {
                findings.push(Finding::Boundary {
                    measure: measure.clone(),
                    variant: of.label.clone(),
                    baseline: experiment.variants[0].label.clone(),
                    along: by_factor(experiment, &crossings),
                });
            }
            for (change, crossing) in changes.iter().zip(crossings) {
                rows.push_at(held_cells(session, change), crossing);
            }
        }
    }
    (rows, findings)
}

/// Columns for the levels of the factors that are held.
fn held_columns(experiment: &Experiment) -> Vec<Column> {
    // the first is the number of the point, and a crossing lies between two
    let factors = point_columns(experiment).into_iter().skip(1);
    factors
        .map(|column| Column {
            name: format!("at_{}", column.name),
            ..column.or_empty("it is the factor along which the sign changes")
        })
        .collect()
}

fn held_cells(session: &Session<'_>, change: &SignChange) -> Vec<Cell> {
    let levels = &session.points[change.point];
    let mut cells = point_cells(session.experiment, change.point, levels);
    let mut held = cells.split_off(1);
    held[change.factor] = Cell::Missing;
    held
}

/// The crossings along each factor that has some: those with a significant difference on
/// either side, since another may be chance.
fn by_factor(experiment: &Experiment, crossings: &[Crossing]) -> Vec<Along> {
    let is_sure =
        |own: &Crossing| own.significant_below.is_some() && own.significant_above.is_some();
    let along = |name: &str| {
        let own = crossings
            .iter()
            .filter(|own| own.along == name && is_sure(own));
        let own: Vec<&Crossing> = own.collect();
        let first = own.first()?;
        let agree = own.iter().all(|own| own.better_above == first.better_above);
        Some(Along {
            factor: name.to_owned(),
            crossings: own.len() as u64,
            low: own.iter().map(|own| own.at).fold(f64::INFINITY, f64::min),
            high: own
                .iter()
                .map(|own| own.at)
                .fold(f64::NEG_INFINITY, f64::max),
            better_above: agree.then(|| first.better_above.clone()),
        })
    };
    let factors = experiment.factors.iter();
    factors.filter_map(|factor| along(&factor.name)).collect()
}
