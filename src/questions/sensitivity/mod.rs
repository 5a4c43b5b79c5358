//! Which factors an outcome depends on, alone and together.

mod indices;
mod measured;
mod plan;
mod settings;
mod tables;
mod words;

pub use plan::SensitivityPlan;
pub(crate) use settings::DEFAULT;
pub use settings::{Explained, SensitivityMethod, SensitivitySettings};

use crate::analysis::sensitivity::Bootstrap;
use crate::experiment::answer::Answer;
use crate::experiment::finding::said;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::runner::Job;
use crate::experiment::session::{ExperimentError, Session};
use indices::Indices;
use measured::Measured;
use tables::{Subject, Tables};

/// Analyses the sensitivity of all measures of an experiment, from the same runs.
/// The session is one over the points of the plan. `listener` hears about runs that
/// were done.
///
/// A measure without values at too many points has no indices, and the answer is
/// then not decided.
///
/// # Errors
/// If runs fail; what was done is kept.
pub fn sensitivity(
    session: &mut Session<'_>,
    plan: &SensitivityPlan,
    listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let outcomes = run(session, plan, listener)?;
    let experiment = session.experiment;
    let settings = plan.settings;
    let bootstrap = Bootstrap {
        seed: experiment.seed(),
        resamples: settings.resamples,
        level: outcomes.level(),
    };
    let mut tables = Tables::new(experiment, settings, outcomes.level());
    let (mut sentences, mut decided) = (Vec::new(), true);
    for (column, measure) in outcomes.columns().measures().iter().enumerate() {
        for (variant, runs) in explained(session, plan, &outcomes, column) {
            // a mean whose noise is taken out takes two
            let least = match settings.target {
                Explained::Mean if !settings.method.is_given_data() => 2,
                _ => 1,
            };
            let subject = Subject {
                measure: measure.clone(),
                variant,
            };
            let measured = Measured::new(runs, least);
            match Indices::of(plan, &measured.points, &bootstrap) {
                Ok(indices) => {
                    tables.push(&subject, &indices);
                    let of = words::sentences(experiment, plan, &subject, &measured, &indices);
                    sentences.extend(of);
                }
                Err(error) => {
                    decided = false;
                    sentences.push(format!("warning: {measure} has no indices: {error}"));
                }
            }
        }
    }
    let mut files = vec![("sensitivity.csv", tables.indices)];
    if settings.second_order {
        files.push(("pairs.csv", tables.pairs));
    }
    Ok(Answer {
        findings: said(sentences),
        settings: serde_json::Value::Null,
        tables: files,
        decided,
        points: plan.points.clone(),
        outcomes: plan.has_same_runs().then_some(outcomes),
    })
}

/// Does the runs of the plan, each once, and gives their numbers.
fn run(
    session: &mut Session<'_>,
    plan: &SensitivityPlan,
    listener: impl FnMut(u64),
) -> Result<Outcomes, ExperimentError> {
    let variants = plan.settings.variants(session.experiment);
    let wanted = plan.jobs(session.experiment, &session.cells);
    session.runner().complete(&wanted, listener)?;
    let jobs: Vec<Job> = session.cells.iter().map(|cell| plan.job(cell)).collect();
    let runner = session.runner();
    let numbers = jobs
        .iter()
        .map(|job| match variants.contains(&job.cell.variant) {
            true => runner.numbers(&job.cell, job.runs.clone()),
            false => Ok(Vec::new()),
        });
    let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
    Ok(session.outcomes_of(numbers))
}

/// What is explained of a measure: for each variant, or for the difference, its
/// name and the runs of every point.
fn explained(
    session: &Session<'_>,
    plan: &SensitivityPlan,
    outcomes: &Outcomes,
    column: usize,
) -> Vec<(String, Vec<Vec<f64>>)> {
    let variants = &session.experiment.variants;
    let points = 0..outcomes.points();
    match plan.settings.difference {
        Some([first, second]) => {
            let runs = points.map(|point| {
                let first = outcomes.column(point, first, column);
                let second = outcomes.column(point, second, column);
                first.zip(second).map(|(a, b)| a - b).collect()
            });
            let name = format!("{} less {}", variants[first].label, variants[second].label);
            vec![(name, runs.collect())]
        }
        None => {
            let of_variant = |(place, variant): (usize, &crate::experiment::Variant)| {
                let runs = points.clone().map(|point| {
                    let runs = outcomes.column(point, place, column);
                    runs.collect()
                });
                (variant.label.clone(), runs.collect())
            };
            variants.iter().enumerate().map(of_variant).collect()
        }
    }
}
