//! Calibration of an experiment: which values of its factors agree with what
//! was observed.

mod calibration;
mod conclusions;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod fit;
mod posterior;
pub(super) mod rows;
mod settings;
mod simulator;
mod space;
mod step;
mod tables;
mod words;

pub use findings::Finding;
pub use posterior::{NotCalibrated, calibrated};
pub use rows::{
    Correlation, Matching, Narrowing, Nearest, ParameterPosterior, ParameterSet, Predicted,
    Recovered,
};
pub(crate) use settings::DEFAULT;
pub use settings::{CalibrateSettings, Role, Target};
pub use step::{Reason, Step};

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::question::{self, Asked, Means, Question};
use crate::analysis::calibration::{Posterior, TailArea, predict, tail_areas};
use crate::diagnostic::{Diagnostic, Faults};
use crate::engine::Signals;
use crate::experiment::file::{BAD_FACTOR, BAD_QUESTION};
use crate::experiment::{Answer, Cost, Experiment, ExperimentError, Kept, finding};
#[cfg(feature = "figures")]
use crate::figures::Kind;
use crate::numerals::percent;
use crate::result::{ResultError, ResultFolder};
use crate::row::Row;
use calibration::{Calibration, Prediction};
use conclusions::PosteriorRows;
use fit::fit;
use simulator::Simulator;
use space::Space;

/// The question.
pub(super) const QUESTION: Question = Question {
    name: "calibrate",
    about: "Find the parameter sets that are consistent with observations",
    detail: "The factors of the experiment are the parameters, and their ranges the priors; tables \
             [calibrate.targets.NAME] are the observations. First, known parameter sets are \
             re-estimated, to see which parameters the targets identify at all. Then history \
             matching rules out what is implausible, approximate Bayesian computation samples the \
             posterior within what is left, and its predictions are compared with all targets, \
             including those held out. If no parameter set is consistent, or a target is not \
             predicted, that is the result, and the exit code is 4.",
    examples: "orgsim calibrate scenarios/experiments/article-calibrate.toml\n\
               orgsim calibrate my-calibration.toml --out results/fit --format json\n\
               orgsim calibrate my-calibration.toml --set units.core.researchers=60 --replicates 8",
    flags: &[],
    default: &DEFAULT,
    makes_points: true,
    decides_runs: true,
    has_runs: false,
    cost,
    ask,
    files: &[
        ParameterPosterior::FILE,
        Correlation::FILE,
        ParameterSet::FILE,
        Predicted::FILE,
        Narrowing::FILE,
        Matching::FILE,
        Nearest::FILE,
        Recovered::FILE,
    ],
    // measured by what the targets say, not by what the experiment lists
    store: "calibrate.store",
    findings: question::findings::<Finding>,
    notes,
    #[cfg(feature = "figures")]
    figures: &[Kind {
        name: "calibration",
        about: "recovery, posterior, and predictions compared with observations",
        make: figures::make,
    }],
};

/// How an answer was found, as its notes on methods tell it.
#[derive(Serialize, Deserialize)]
struct Told {
    /// Parameter sets by which recovery was measured.
    recovery: u32,
    /// Waves of history matching that were made.
    waves: usize,
    /// Implausibility above which they rule a point out.
    cutoff: f64,
    /// Whether a posterior was sampled.
    sampled: bool,
}

fn settings(asked: &Asked<'_>) -> Result<CalibrateSettings, ExperimentError> {
    let experiment = asked.experiment;
    if !experiment.parameters.is_fixed() {
        let message = "a calibration learns its factors, with all else as the scenario states it; \
                       here each replicate would have parameters of its own";
        let fault = Diagnostic::new(&BAD_QUESTION, message);
        let fault = fault.help("calibrate with `parameters = \"fixed\"`, the default");
        return Err(ExperimentError::Question(Faults(vec![fault])));
    }
    let settings = CalibrateSettings::of(experiment, asked.replicates);
    settings.map_err(ExperimentError::Question)
}

fn cost(asked: &Asked<'_>) -> Result<Cost, ExperimentError> {
    Ok(settings(asked)?.cost(asked.experiment))
}

fn ask(means: Means<'_>) -> Result<Answer, ExperimentError> {
    let Asked {
        experiment,
        execution,
        ..
    } = means.asked;
    let settings = settings(&means.asked)?;
    let Means {
        store,
        signals,
        listener,
        ..
    } = means;
    calibrate(
        experiment,
        &settings,
        store,
        execution.threads,
        signals,
        listener,
    )
}

/// Calibrates an experiment: recovery, history matching, approximate Bayesian
/// computation within what is left, and a check of what the posterior predicts.
///
/// The factors are the parameters and their ranges the priors; its design and
/// its replicates have no part in it. The posterior is a set of parameter sets
/// with weights, never a best one. Targets that are held out are not read before
/// the posterior is there. A parameter set that breaks a rule of the scenario,
/// and a run without a value of the measure of a fitted target, are as far away
/// as can be and are never accepted; both are counted.
///
/// Particle number p has run number p, so that no two share their luck. Every run
/// is kept as soon as it is done, and `listener` hears about it: after an
/// interrupt or a kill, the same calibration goes on with what there is.
///
/// # Errors
/// If runs fail; what was done is kept. If the factors make no prior.
pub fn calibrate(
    experiment: &Experiment,
    settings: &CalibrateSettings,
    store: impl Into<Kept>,
    threads: usize,
    signals: &Signals,
    mut listener: impl FnMut(u64) + Send,
) -> Result<Answer, ExperimentError> {
    let space = Space::of(&experiment.factors).map_err(|error| {
        let fault = Diagnostic::new(&BAD_FACTOR, error.to_string());
        ExperimentError::Question(Faults(vec![fault]))
    })?;
    let simulator = Simulator::new(experiment, store, threads, signals, &mut listener)?;
    let fitted = settings.fitted();
    let fit = fit(&simulator, &space, &fitted, settings, experiment.level())?;
    let predictions = match fit.found() {
        Some(posterior) => check(&simulator, &fit.left, posterior, settings)?,
        None => Vec::new(),
    };
    Ok(answer(&Calibration {
        experiment,
        settings,
        fitted,
        space,
        fit,
        predictions,
    }))
}

/// What the posterior predicts for every target, those held out too, with luck
/// that no run of the fit had.
fn check(
    simulator: &Simulator<'_>,
    space: &Space<'_>,
    posterior: &Posterior,
    settings: &CalibrateSettings,
) -> Result<Vec<Prediction>, ExperimentError> {
    let targets = &settings.targets;
    let (rows, _) = simulator.step(Step::Prediction, space, targets, true, |simulate| {
        predict(
            posterior,
            settings.predictions,
            simulator.with(),
            0,
            simulate,
        )
    })?;
    // every simulation gives as many statistics as there are targets
    let rows = rows.unwrap_or_default();
    let observed: Vec<f64> = targets.iter().map(|target| target.value).collect();
    let areas = tail_areas(&observed, &rows).unwrap_or_default();
    let prediction = |(index, area): (usize, Option<TailArea>)| Prediction {
        values: rows
            .iter()
            .map(|row| row[index])
            .filter(|value| value.is_finite())
            .collect(),
        area,
    };
    Ok(areas.into_iter().enumerate().map(prediction).collect())
}

fn answer(calibration: &Calibration<'_>) -> Answer {
    let fit = &calibration.fit;
    let recovered = match &fit.recovery {
        Some(Ok(recovery)) => Some(tables::recovery(recovery)),
        _ => None,
    };
    let mut findings = calibration.of_recovery(recovered.as_ref());
    findings.extend(calibration.of_waves());
    let mut tables = Vec::new();
    match fit.found() {
        Some(posterior) => {
            let parameters = calibration.posterior(posterior);
            let correlations = calibration.correlations(posterior);
            let predictive = calibration.predictive();
            tables.extend([
                parameters.file(),
                correlations.file(),
                calibration.parameters(posterior).file(),
                predictive.file(),
                tables::generations(posterior).file(),
            ]);
            findings.extend(calibration.of_posterior(Some(PosteriorRows {
                parameters: &parameters,
                correlations: &correlations,
                predictive: &predictive,
            })));
        }
        None => findings.extend(calibration.of_posterior(None)),
    }
    let waves = fit.waves.as_deref().unwrap_or_default();
    if !waves.is_empty() {
        tables.push(calibration.waves(waves).file());
        tables.push(calibration.implausibilities(waves).file());
    }
    tables.extend(recovered.map(|recovered| recovered.file()));
    let told = Told {
        recovery: calibration.settings.recovery,
        waves: waves.len(),
        cutoff: calibration.settings.cutoff,
        sampled: fit.found().is_some(),
    };
    Answer {
        findings: finding::boxed(findings),
        settings: serde_json::json!(told),
        tables,
        decided: calibration.is_decided(),
        points: calibration.points(),
        outcomes: None,
    }
}

fn notes(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let told: Told = question::settings(result)?;
    let mut notes = Vec::new();
    if told.recovery > 0 {
        notes.push(Note::new(
            format!(
                "{} parameter sets were drawn from the prior and re-estimated from runs of the \
                 model itself, before the observations were used.",
                told.recovery
            ),
            &["Carrella, E. (2021)"],
        ));
    }
    if told.waves > 0 {
        notes.push(Note::new(
            format!(
                "History matching keeps the points whose implausibility is at most {}.",
                told.cutoff
            ),
            &["Vernon, I., Goldstein, M. & Bower, R. G. (2010)"],
        ));
    }
    if told.sampled {
        let level = percent(result.level());
        notes.push(Note::new(
            format!(
                "Parameter sets that are consistent with the observations come from approximate \
                 Bayesian computation by sequential Monte Carlo. Tail areas of its predictions \
                 are tested at the {level} level over all targets together (Bonferroni)."
            ),
            &["Prangle, D. (2017)"],
        ));
    }
    Ok(notes)
}
