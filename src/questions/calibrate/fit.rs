//! The part of a calibration that reads what was observed to be fitted, and
//! nothing else.

use super::settings::{CalibrateSettings, Target};
use super::simulator::{Rejected, Simulator};
use super::space::Space;
use super::step::Step;
use crate::analysis::calibration::{
    CalibrationError, Matched, ParameterRecovery, Posterior, Wave, abc_smc, match_history, recover,
};
use crate::experiment::runner::RunnerError;

/// Fewest kept points of each wave that say where what is left ends. A wave looks
/// near the points of the one before: few of them would hide the rest for good.
const LEAST_KEPT: usize = 10;

/// What was found.
pub(super) struct Fit<'a> {
    /// How well each parameter is estimated back; none if it was not asked.
    pub(super) recovery: Option<Result<Vec<ParameterRecovery>, CalibrationError>>,
    /// The waves of history matching.
    pub(super) waves: Result<Vec<Wave>, CalibrationError>,
    /// What was rejected in them.
    pub(super) rejected_in_waves: Rejected,
    /// What the waves left.
    pub(super) left: Space<'a>,
    /// Whether that is less than everything.
    pub(super) is_narrowed: bool,
    /// The posterior; none if nothing was left.
    pub(super) posterior: Option<Result<Posterior, CalibrationError>>,
    /// What was rejected on the way to it.
    pub(super) rejected: Rejected,
}

/// Recovery, history matching, and ABC within what is left. It gets the targets
/// that are fitted alone, so that those held out cannot have an influence.
///
/// # Errors
/// If runs fail; what was done is kept.
pub(super) fn fit<'a>(
    simulator: &Simulator<'_>,
    space: &Space<'a>,
    targets: &[Target],
    settings: &CalibrateSettings,
    level: f64,
) -> Result<Fit<'a>, RunnerError> {
    let with = simulator.with();
    let prior = &space.prior;
    let mut recovery = None;
    if settings.recovery > 0 {
        let abc = settings.abc_of_recovery();
        let method = |simulate: &(dyn Fn(&[f64], u64) -> Vec<f64> + Sync)| {
            recover(prior, &abc, settings.recovery, level, with, simulate)
        };
        recovery = Some(
            simulator
                .step(Step::Recovery, space, targets, true, method)?
                .0,
        );
    }
    let mut fit = Fit {
        recovery,
        waves: Ok(Vec::new()),
        rejected_in_waves: Rejected::new(),
        left: space.clone(),
        is_narrowed: false,
        posterior: None,
        rejected: Rejected::new(),
    };
    if settings.waves > 0 {
        let observations: Vec<_> = targets.iter().map(Target::observation).collect();
        let history = settings.history(targets.len());
        let (waves, rejected) =
            simulator.step(Step::History, space, targets, false, |simulate| {
                match_history(prior, &observations, &history, with, simulate)
            })?;
        (fit.waves, fit.rejected_in_waves) = (waves, rejected);
        match fit.waves.as_deref().map(<[Wave]>::last) {
            Ok(Some(last)) if last.matched.is_empty() => return Ok(fit),
            Ok(_) => {}
            Err(_) => return Ok(fit),
        }
        if let Some(left) = fit.waves.as_deref().ok().and_then(|waves| {
            let is_told = waves.iter().all(|wave| wave.matched.len() >= LEAST_KEPT);
            is_told.then(|| space.around(&kept(waves, settings.cutoff)))
        }) {
            (fit.left, fit.is_narrowed) = (left, true);
        }
    }
    let observed: Vec<f64> = targets.iter().map(|target| target.value).collect();
    let abc = settings.abc();
    let (posterior, mut rejected) =
        simulator.step(Step::Posterior, &fit.left, targets, true, |simulate| {
            abc_smc(&fit.left.prior, &observed, &abc, with, simulate)
        })?;
    // what was begun beyond the end depends on batches, and counts for nothing
    let simulations = posterior.as_ref().map_or(0, |found| found.simulations);
    rejected.retain(|&number, _| number < simulations);
    fit.posterior = Some(posterior);
    fit.rejected = rejected;
    Ok(fit)
}

/// The points of all waves that the rule of the last one keeps, which forgives no
/// target: later waves look near the points of earlier ones, and may not reach as
/// far.
fn kept(waves: &[Wave], cutoff: f64) -> Vec<Matched> {
    let is_kept = |matched: &&Matched| matched.implausibilities.iter().all(|i| *i <= cutoff);
    let matched = waves.iter().flat_map(|wave| &wave.matched);
    matched.filter(is_kept).cloned().collect()
}

impl Fit<'_> {
    /// The posterior, if there is one.
    pub(super) fn found(&self) -> Option<&Posterior> {
        self.posterior.as_ref()?.as_ref().ok()
    }

    /// Whether history matching left nothing.
    pub(super) fn is_ruled_out(&self) -> bool {
        let last = self.waves.as_deref().map_or(None, <[Wave]>::last);
        last.is_some_and(|wave| wave.matched.is_empty())
    }
}
