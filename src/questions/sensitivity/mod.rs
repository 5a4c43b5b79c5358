//! Which factors an outcome depends on, alone and together.

mod conclusions;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod indices;
mod measured;
mod notes;
mod outcome;
mod plan;
mod rows;
mod settings;
mod tables;
mod words;

pub use findings::{Beside, Finding, Ranked};
pub use outcome::Outcome;
pub use plan::SensitivityPlan;
pub use rows::{FactorIndex, Index, Input, Interaction, Verdict};
pub(crate) use settings::DEFAULT;
pub use settings::{Explained, SensitivityMethod, SensitivitySettings};

use super::question::{self, Asked, Flag, Means, Question};
use crate::analysis::sensitivity::Bootstrap;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::{Answer, Cost, ExperimentError, Job, Session, finding};
#[cfg(feature = "figures")]
use crate::figures::Kind;
use crate::output::STORE;
use crate::row::Row;
use conclusions::{conclusions, enough, is_decided, warnings};
use indices::Indices;
use measured::Measured;
use notes::Told;
use outcome::outcomes_of;
use tables::Tables;

/// The question.
pub(super) const QUESTION: Question = Question {
    name: "sensitivity",
    about: "Estimate how strongly the measures depend on each factor",
    detail: "Elementary effects screen many factors in few runs; Sobol' indices give shares of \
             the variance; PAWN and delta compare whole distributions. Each index has a \
             confidence interval and is compared with a dummy factor that has no effect by \
             construction. The same runs serve all measures. The section [sensitivity] of the \
             file sets the method, the number of rows, and whether the difference between two \
             variants is analysed.",
    examples: "orgsim sensitivity scenarios/experiments/reorganisation-sensitivity.toml\n\
               orgsim sensitivity my-experiment.toml --method morris --rows 32\n\
               orgsim sensitivity my-experiment.toml --method sobol --rows 256 --replicates 4",
    flags: &[
        Flag {
            name: "method",
            value: "METHOD",
            about: "Method: morris (elementary effects), sobol (shares of variance), pawn or delta (whole \
                    distributions)",
        },
        Flag {
            name: "rows",
            value: "N",
            about: "Number of trajectories, base rows or design points, depending on the method \
            [default: 16, 64 or 256]",
        },
    ],
    default: &DEFAULT,
    makes_points: true,
    decides_runs: true,
    has_runs: true,
    cost,
    ask,
    files: &[FactorIndex::FILE, Interaction::FILE],
    store: STORE,
    findings: question::findings::<Finding>,
    notes: notes::notes,
    #[cfg(feature = "figures")]
    figures: &[Kind {
        name: "sensitivity",
        about: "which factors outcomes depend on, alone and in pairs",
        make: figures::make,
    }],
};

fn plan(asked: &Asked<'_>) -> Result<SensitivityPlan, ExperimentError> {
    let settings = SensitivitySettings::of(asked.experiment);
    let settings = settings.map_err(ExperimentError::Question)?;
    SensitivityPlan::new(asked.experiment, settings)
}

fn cost(asked: &Asked<'_>) -> Result<Cost, ExperimentError> {
    let plan = plan(asked)?;
    let cells = asked
        .experiment
        .cells(&plan.points, asked.execution.threads)?;
    Ok(plan.cost(asked.experiment, &cells))
}

fn ask(means: Means<'_>) -> Result<Answer, ExperimentError> {
    let Asked {
        experiment,
        execution,
        ..
    } = means.asked;
    let plan = plan(&means.asked)?;
    let points = plan.points.clone();
    let mut session = Session::over(experiment, points, means.store, execution, means.signals)?;
    sensitivity(&mut session, &plan, means.listener)
}

/// Analyses the sensitivity of all measures of an experiment, from the same runs.
/// The session is one over the points of the plan. `listener` hears about runs that
/// were done.
///
/// The answer is not decided if a measure has no indices, as where more than half of the rows
/// are left out for want of values, or one without an interval.
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
    let mut tables = Tables::new(experiment, settings);
    let (mut findings, mut decided) = (Vec::new(), true);
    for column in 0..outcomes.columns().measures().len() {
        for (outcome, runs) in outcomes_of(experiment, plan, &outcomes, column) {
            // a mean whose noise is taken out takes two
            let least = match settings.target {
                Explained::Mean if !settings.method.is_given_data() => 2,
                _ => 1,
            };
            let measured = Measured::new(runs, least);
            match Indices::of(plan, &measured.points, &bootstrap).and_then(enough) {
                Ok(indices) => {
                    tables.push(&outcome, &indices);
                    decided &= is_decided(&measured, &indices);
                    let of = conclusions(experiment, plan, &outcome, &measured, &indices);
                    findings.extend(of);
                    findings.extend(warnings(
                        experiment,
                        plan,
                        &outcome,
                        &measured,
                        Some(&indices),
                    ));
                }
                Err(problem) => {
                    decided = false;
                    findings.push(Finding::NoIndices {
                        outcome: outcome.clone(),
                        problem,
                    });
                    findings.extend(warnings(experiment, plan, &outcome, &measured, None));
                }
            }
        }
    }
    let mut files = vec![tables.indices.file()];
    if settings.second_order {
        files.push(tables.pairs.file());
    }
    Ok(Answer {
        findings: finding::boxed(findings),
        settings: serde_json::json!(Told::from(settings)),
        tables: files,
        decided,
        points: plan.points.clone(),
        outcomes: Some(outcomes.with_first_runs(plan.first_runs.clone())),
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
