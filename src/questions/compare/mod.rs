//! Variants compared under common random numbers.

mod best;
mod differences;
mod doubts;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod quarters;
pub(super) mod rows;
mod settings;

pub use findings::Finding;
pub use rows::{
    BesideBest, Difference, DifferenceSpread, QuarterDifference, Spell, Spread, Standing, Verdict,
};
pub(crate) use settings::DEFAULT;
use settings::calibration;
pub use settings::{Adjust, CompareSettings, draws_beside};

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::question::{self, Asked, Flag, Means, Question};
use crate::experiment::{Answer, Cost, DrawnFrom, ExperimentError, Session, finding};
#[cfg(feature = "figures")]
use crate::figures::Kind;
use crate::output::{DrawnParameters, STORE};
use crate::result::{ResultError, ResultFolder};
use crate::row::Row;
use best::best;
use differences::differences;
use quarters::by_quarter;

/// The question.
pub const QUESTION: Question = Question {
    name: "compare",
    about: "Compare variants under common random numbers",
    detail: "Every variant is run with the same luck, and differences are paired run by run.",
    examples: "orgsim compare my-experiment.toml --replicates 500",
    flags: &[
        Flag {
            name: "adjust",
            value: "METHOD",
            about: "Multiple-comparison adjustment: holm, best or none",
        },
        Flag {
            name: "parameters",
            value: "SOURCE",
            about: "Parameters drawn from their assumed ranges, too (ranges), from the folder of a calibration, or \
                    their defaults alone (fixed)",
        },
    ],
    default: &DEFAULT,
    makes_points: false,
    decides_runs: false,
    has_runs: true,
    cost,
    ask,
    files: &[
        Difference::FILE,
        DifferenceSpread::FILE,
        BesideBest::FILE,
        QuarterDifference::FILE,
    ],
    store: STORE,
    findings: question::findings::<Finding>,
    notes,
    #[cfg(feature = "figures")]
    figures: &[Kind {
        name: "differences",
        about: "what variants change: over the whole, and quarter by quarter",
        make: figures::make,
    }],
};

/// The settings that its notes on methods tell.
#[derive(Serialize, Deserialize)]
struct Told {
    adjust: Adjust,
    /// How parameters were drawn; none if they were fixed.
    parameters: Option<DrawnParameters>,
}

fn cost(asked: &Asked<'_>) -> Result<Cost, ExperimentError> {
    CompareSettings::of(asked.experiment).map_err(ExperimentError::Question)?;
    calibration(asked.experiment).map_err(ExperimentError::Question)?;
    Cost::of_design(asked.experiment, asked.execution.threads)
}

fn ask(means: Means<'_>) -> Result<Answer, ExperimentError> {
    let Asked {
        experiment,
        execution,
        ..
    } = means.asked;
    let settings = CompareSettings::of(experiment).map_err(ExperimentError::Question)?;
    let mut session = Session::open(experiment, means.store, execution, means.signals)?;
    compare(&mut session, settings, means.listener)
}

/// Compares the variants of a session, at every point.
///
/// # Errors
/// If runs fail; what was done is kept.
pub fn compare(
    session: &mut Session<'_>,
    settings: CompareSettings,
    listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let outcomes = session.outcomes(listener)?;
    let has_factors = !session.experiment.factors.is_empty();
    let differences = differences(session, &outcomes, settings);
    let calibrated = calibration(session.experiment).map_err(ExperimentError::Question)?;
    let parameters = match settings.parameters && draws_beside(session.experiment) {
        true => session.parameter_doubt(calibrated.as_ref())?,
        false => None,
    };
    let spreads = doubts::spreads(session, &outcomes, settings, parameters.as_ref());
    let mut findings = Vec::new();
    if !has_factors {
        findings.extend(doubts::findings(&spreads, parameters.as_ref()));
    }
    findings.extend(differences::findings(&differences, has_factors));
    findings.extend(differences::few_runs(session, &outcomes, settings));
    let mut tables = vec![differences.file(), spreads.file()];
    if settings.adjust == Adjust::Best {
        tables.push(best(session, &outcomes).file());
    }
    if !outcomes.columns().quarterly().is_empty() {
        let (quarters, found) = by_quarter(session, &outcomes, settings);
        tables.push(quarters.file());
        findings.extend(found);
    }
    let told = Told {
        adjust: settings.adjust,
        parameters: parameters.as_ref().map(DrawnParameters::from),
    };
    Ok(Answer {
        findings: finding::boxed(findings),
        settings: serde_json::json!(told),
        tables,
        decided: true,
        points: session.points.clone(),
        outcomes: Some(outcomes),
    })
}

fn notes(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let told: Told = question::settings(result)?;
    let drawn = told.parameters.map(|drawn| {
        let same = format!(
            "{} draws of {}, the same in all variants under the same luck",
            drawn.draws,
            drawn.words()
        );
        match drawn.from {
            DrawnFrom::Ranges { .. } => Note::new(
                format!("If parameters differ: {same}, by a Latin hypercube."),
                &["McKay, M. D., Beckman, R. J. & Conover, W. J. (1979)"],
            ),
            DrawnFrom::Calibration { .. } => Note::new(
                format!("If parameters differ: {same}, by systematic resampling."),
                &["Kitagawa, G. (1996)"],
            ),
        }
    });
    let adjusted = match told.adjust {
        Adjust::Holm => Some(Note::new(
            "P-values of several comparisons are adjusted by Holm's step-down method.",
            &["Holm, S. (1979)"],
        )),
        Adjust::Best => Some(Note::new(
            "Each variant is compared with the best of the others by Hsu's simultaneous intervals.",
            &["Hsu, J. C. (1984)", "Edwards, D. G. & Hsu, J. C. (1983)"],
        )),
        Adjust::None => None,
    };
    Ok([Some(Note::PAIRED), drawn, adjusted]
        .into_iter()
        .flatten()
        .collect())
}
