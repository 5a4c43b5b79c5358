//! A design swept: means at every design point, effects, and where the better variant
//! changes.

mod boundary;
mod effects;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod map;
mod means;
mod regression;
pub(super) mod rows;
mod settings;
mod sign_change;
mod term;

pub(crate) use settings::DEFAULT;

pub use findings::{Along, Finding, TermEffect};
pub use map::{Leader, Levels, Map, Panel};
pub use rows::{Crossing, Effect, Mean};
pub use term::{Contrast, Term};

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::question::{self, Asked, Means, Question};
use crate::choice::choice;
use crate::experiment::{Answer, Cost, ExperimentError, Session, finding};
use crate::output::STORE;
use crate::result::{ResultError, ResultFolder};
use crate::row::Row;
use boundary::boundary;
use effects::effects;
use map::map;
use means::means;
use regression::Regression;

/// The question.
pub(super) const QUESTION: Question = Question {
    name: "sweep",
    about: "Estimate means, effects and the boundary between variants over a design",
    detail: "Runs every variant at every design point. Reports means, the effects of factors and of \
             pairs of factors, and the boundary along each factor where the better variant changes.",
    examples: "orgsim sweep scenarios/experiments/where-fusion-wins.toml\n\
               orgsim sweep my-experiment.toml --replicates 200 --out results/mine",
    flags: &[],
    default: &DEFAULT,
    makes_points: false,
    decides_runs: false,
    has_runs: true,
    cost,
    ask,
    files: &[Mean::FILE, Effect::FILE, Crossing::FILE],
    store: STORE,
    findings: question::findings::<Finding>,
    notes,
    #[cfg(feature = "figures")]
    figures: figures::KINDS,
};

choice! {
    /// Which effects the design points separate.
    enum Separated {
        /// None: there are no factors, or they are confounded.
        None = "none",
        /// Those of factors alone.
        Main = "main",
        /// Those of pairs of factors, too.
        Pairs = "pairs",
    }
}

/// How an answer was found, as its notes on methods tell it.
#[derive(Serialize, Deserialize)]
struct Told {
    /// Whether there are differences between variants.
    differences: bool,
    effects: Separated,
}

fn cost(asked: &Asked<'_>) -> Result<Cost, ExperimentError> {
    Cost::of_design(asked.experiment, asked.execution.threads)
}

fn ask(means: Means<'_>) -> Result<Answer, ExperimentError> {
    let Asked {
        experiment,
        execution,
        ..
    } = means.asked;
    let mut session = Session::open(experiment, means.store, execution, means.signals)?;
    sweep(&mut session, means.listener)
}

/// Runs the design of a session and describes it.
///
/// # Errors
/// If runs fail; what was done is kept.
pub fn sweep(
    session: &mut Session<'_>,
    listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let outcomes = session.outcomes(listener)?;
    let experiment = session.experiment;
    let differences = experiment.variants.len() > 1;
    let mut tables = vec![means(session, &outcomes).file()];
    let mut findings = Vec::new();
    let regression = Regression::of(experiment, &session.points);
    match &regression {
        Some(regression) => {
            let (rows, found) = effects(session, &outcomes, regression);
            tables.push(rows.file());
            findings.extend(found);
            let weighted = experiment.weights().is_some();
            findings.extend(weighted.then_some(Finding::WeightsIgnored));
        }
        None if experiment.factors.is_empty() => findings.push(Finding::NoFactors),
        None => findings.push(Finding::Confounded),
    }
    if differences && !experiment.factors.is_empty() {
        let (rows, found) = boundary(session, &outcomes);
        tables.push(rows.file());
        findings.extend(found);
        findings.extend(map(session, &outcomes).map(Finding::Map));
    }
    let told = Told {
        differences,
        effects: match regression.map(|own| own.has_products()) {
            None => Separated::None,
            Some(false) => Separated::Main,
            Some(true) => Separated::Pairs,
        },
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
    const EFFECTS: &str = "Effects are coefficients of a linear regression on the factors, scaled \
                           from -1 at their lowest to 1 at their highest level";
    const BOUNDARY: &str = "The boundary is interpolated between neighbouring design points where a \
                            difference changes its sign.";
    let told: Told = question::settings(result)?;
    let mut notes = vec![Note::MEANS];
    if told.differences {
        notes.push(Note::PAIRED);
        notes.push(Note::new(BOUNDARY, &[]));
    }
    let products = match told.effects {
        Separated::None => return Ok(notes),
        Separated::Main => "",
        Separated::Pairs => ", and on products of two factors",
    };
    let says =
        format!("{EFFECTS}{products}; it is fitted run by run, so that intervals are over runs.");
    notes.push(Note::new(says, &[]));
    Ok(notes)
}
