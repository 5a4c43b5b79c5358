//! Where parameters come from, as a file or a flag says it.

use std::path::Path;

use super::calibrate::calibrated;
use crate::diagnostic::{Diagnostic, Faults};
use crate::experiment::file::{BAD_QUESTION, Reading};
use crate::experiment::{Experiment, ParameterSource};
use crate::scenario::Loaded;

/// Words for where parameters come from; anything else is a folder.
const RANGES: &str = "ranges";
pub(super) const FIXED: &str = "fixed";

/// What can be said.
pub(super) const ALLOWED: &str =
    "allowed: ranges, fixed, or the folder of a finished `orgsim calibrate` or `orgsim fit`";

/// Where parameters of the variants of an experiment come from.
///
/// # Errors
/// If a folder is named that holds no parameters, or none that go with the variants.
pub(super) fn source(experiment: &Experiment, text: &str) -> Result<ParameterSource, String> {
    let variants = experiment.variants.iter();
    let loaded: Vec<&Loaded> = variants.filter_map(|variant| variant.loaded()).collect();
    of_scenarios(&loaded, text)
}

fn of_scenarios(loaded: &[&Loaded], text: &str) -> Result<ParameterSource, String> {
    match text {
        FIXED => return Ok(ParameterSource::Fixed),
        RANGES => return Ok(ParameterSource::Ranges),
        _ => {}
    }
    let calibrated = calibrated(Path::new(text)).map_err(|error| error.to_string())?;
    let fits = calibrated.check(loaded);
    fits.map(|()| ParameterSource::Calibrated(calibrated))
        .map_err(|unfit| unfit.to_string())
}

/// Where parameters of scenarios come from: `ranges`, `fixed`, or the folder of a finished
/// calibration or fit.
///
/// # Errors
/// If a folder is named that holds no parameters, or none that go with the scenarios.
pub fn parameter_source(scenarios: &[&Loaded], text: &str) -> Result<ParameterSource, Faults> {
    of_scenarios(scenarios, text).map_err(refused)
}

/// Says which parameters the replicates of an experiment have: `ranges`, `fixed`, or the
/// folder of a finished calibration or fit.
///
/// # Errors
/// If a folder is named that holds no parameters, or none that go with the variants.
pub fn draw_parameters(experiment: &mut Experiment, text: &str) -> Result<(), Faults> {
    experiment.parameters = source(experiment, text).map_err(refused)?;
    Ok(())
}

fn refused(message: String) -> Faults {
    let fault = Diagnostic::new(&BAD_QUESTION, message);
    Faults(vec![fault.help(ALLOWED)])
}

/// As the experiment's file says.
///
/// # Errors
/// As [`draw_parameters`], at its place in the file.
pub(super) fn of_file(experiment: &mut Experiment, file: &Path) -> Result<(), Faults> {
    let record = &experiment.record;
    let Some(text) = record.text("parameters") else {
        return Ok(());
    };
    // as all paths in a file, a folder is relative to the file
    let in_folder = file.parent().map(|folder| folder.join(text));
    let named = match (text, in_folder) {
        (FIXED | RANGES, _) | (_, None) => text.to_owned(),
        (_, Some(folder)) => folder.display().to_string(),
    };
    let mut reading = Reading::default();
    let refuse = |message| {
        let place = record.place("parameters");
        reading.fault(&BAD_QUESTION, place, message, Some(ALLOWED.to_owned()));
    };
    let found = source(experiment, &named).map_err(refuse).ok();
    experiment.parameters = reading.end(|| found)?;
    Ok(())
}
