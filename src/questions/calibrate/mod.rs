//! Calibration of an experiment: which values of its factors agree with what
//! was observed.

mod fit;
mod sentences;
mod settings;
mod simulator;
mod space;
mod tables;

pub(crate) use settings::DEFAULT;
pub use settings::{CalibrateSettings, Role, Target};

use fit::{Fit, fit};
use simulator::{Simulator, Step};
use space::Space;

use super::question::{self, Asked, Means, Question};
use crate::analysis::calibration::{Posterior, TailArea, predict, tail_areas};
use crate::engine::Signals;
use crate::experiment::Cost;
use crate::experiment::Kept;
use crate::experiment::answer::Answer;
use crate::experiment::definition::Experiment;
use crate::experiment::factor::Level;
use crate::experiment::finding::{Said, said};
use crate::experiment::session::ExperimentError;

/// What was found, for sentences and tables.
struct Findings<'a> {
    experiment: &'a Experiment,
    settings: &'a CalibrateSettings,
    /// The fitted targets, in the order in which the fit had them.
    fitted: Vec<Target>,
    space: Space<'a>,
    fit: Fit<'a>,
    /// One entry a target; empty without a posterior.
    predictions: Vec<Prediction>,
}

/// What the posterior predicts for a target.
#[derive(Clone, Debug)]
struct Prediction {
    /// What would be observed, draw by draw, where it has a value.
    values: Vec<f64>,
    /// How far out the observation lies; none without values.
    area: Option<TailArea>,
}

/// The question.
pub(super) const QUESTION: Question = Question {
    name: "calibrate",
    about: "Find the parameter sets that are consistent with observations",
    detail: "The factors are the parameters, their ranges the priors.",
    examples: "orgsim calibrate scenarios/experiments/article-calibrate.toml",
    flags: &[],
    default: &DEFAULT,
    makes_points: true,
    decides_runs: true,
    cost,
    ask,
    files: &[],
    findings: question::findings::<Said>,
    notes: |_| Ok(Vec::new()),
    #[cfg(feature = "figures")]
    figures: &[],
};

fn cost(asked: &Asked<'_>) -> Result<Cost, ExperimentError> {
    let settings = CalibrateSettings::of(asked.experiment, asked.replicates);
    let settings = settings.map_err(ExperimentError::Question)?;
    Ok(settings.cost(asked.experiment))
}

fn ask(means: Means<'_>) -> Result<Answer, ExperimentError> {
    let Asked {
        experiment,
        replicates,
        threads,
    } = means.asked;
    let settings = CalibrateSettings::of(experiment, replicates);
    let settings = settings.map_err(ExperimentError::Question)?;
    let Means {
        store,
        signals,
        listener,
        ..
    } = means;
    calibrate(experiment, &settings, store, threads, signals, listener)
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
/// If runs fail; what was done is kept.
pub fn calibrate(
    experiment: &Experiment,
    settings: &CalibrateSettings,
    store: impl Into<Kept>,
    threads: usize,
    signals: &Signals,
    mut listener: impl FnMut(u64) + Send,
) -> Result<Answer, ExperimentError> {
    let Ok(space) = Space::of(&experiment.factors) else {
        // the settings of a file say so before; there is nothing to run
        let sentence = "the factors make no prior".to_owned();
        return Ok(Answer {
            findings: said(vec![sentence]),
            settings: serde_json::Value::Null,
            tables: Vec::new(),
            decided: false,
            points: Vec::new(),
            outcomes: None,
        });
    };
    let simulator = Simulator::new(experiment, store, threads, signals, &mut listener)?;
    let fitted = settings.fitted();
    let fit = fit(&simulator, &space, &fitted, settings, experiment.level())?;
    let predictions = match fit.found() {
        Some(posterior) => check(&simulator, &fit.left, posterior, settings)?,
        None => Vec::new(),
    };
    Ok(Findings {
        experiment,
        settings,
        fitted,
        space,
        fit,
        predictions,
    }
    .answer())
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

impl Findings<'_> {
    fn answer(&self) -> Answer {
        let mut tables = Vec::new();
        if let Some(posterior) = self.fit.found() {
            tables.push(("posterior.csv", self.posterior_table(posterior)));
            tables.push(("parameters.csv", self.parameters_table(posterior)));
            tables.push(("predictive.csv", self.predictive_table()));
            tables.push(("generations.csv", self.generations_table(posterior)));
        }
        if let Ok(waves) = self.fit.waves.as_deref()
            && !waves.is_empty()
        {
            tables.push(("waves.csv", self.waves_table(waves)));
        }
        if let Some(Ok(recovery)) = &self.fit.recovery {
            tables.push(("recovery.csv", self.recovery_table(recovery)));
        }
        Answer {
            findings: said(self.sentences()),
            settings: serde_json::Value::Null,
            tables,
            decided: self.is_decided(),
            points: self.points(),
            outcomes: None,
        }
    }

    /// The parameter sets of the posterior.
    fn points(&self) -> Vec<Vec<Level>> {
        let particles = self.fit.found().map(|found| found.particles.iter());
        let particles = particles.into_iter().flatten();
        particles
            .map(|particle| self.space.levels(&particle.values))
            .collect()
    }

    /// Whether there is a posterior that rests on more than a few points and
    /// predicts everything that was observed.
    fn is_decided(&self) -> bool {
        let last = self.fit.found().and_then(|found| found.generations.last());
        last.is_some_and(|generation| !generation.is_degenerate)
            && self.predictions.iter().all(|p| self.is_predicted(p))
    }

    /// Whether the observation lies among the predictions: the tail areas of all
    /// targets are judged together, after Bonferroni.
    fn is_predicted(&self, prediction: &Prediction) -> bool {
        let least = (1.0 - self.experiment.level()) / self.settings.targets.len() as f64;
        prediction.area.is_some_and(|area| area.two_sided >= least)
    }
}
