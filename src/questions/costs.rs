//! What the questions of an experiment file take, before anything is spent.

use super::calibrate::{self, CalibrateSettings};
use super::compare;
use super::discover::{self, DiscoverSettings};
use super::select::{self, SelectSettings};
use super::sensitivity::{self, SensitivityPlan, SensitivitySettings};
use crate::diagnostic::{Diagnostic, Faults};
use crate::experiment::file::QuestionDefault;
use crate::experiment::{Cost, Experiment, ExperimentError};

/// What the questions take that the file of an experiment puts: one a section
/// `[select]`, `[sensitivity]`, `[calibrate]` and `[discover]`, in this order.
/// `replicates` are those that a command line has instead of the file's.
///
/// # Errors
/// Every fault of these sections; or if a design cannot be made, or a point
/// of it is refused.
pub fn costs(
    experiment: &Experiment,
    replicates: Option<u64>,
    threads: usize,
) -> Result<Vec<Cost>, ExperimentError> {
    let mut faults = Vec::new();
    let select = asked(
        experiment,
        &select::DEFAULT,
        &mut faults,
        SelectSettings::of,
    );
    let default = &sensitivity::DEFAULT;
    let sensitivity = asked(experiment, default, &mut faults, SensitivitySettings::of);
    let calibrate = asked(experiment, &calibrate::DEFAULT, &mut faults, |experiment| {
        CalibrateSettings::of(experiment, replicates)
    });
    let discover = asked(
        experiment,
        &discover::DEFAULT,
        &mut faults,
        DiscoverSettings::of,
    );
    if !faults.is_empty() {
        return Err(ExperimentError::Question(Faults(faults)));
    }
    let mut costs = Vec::new();
    if let Some(settings) = select {
        costs.push(settings.cost(experiment)?);
    }
    if let Some(settings) = sensitivity {
        let plan = SensitivityPlan::new(experiment, settings)?;
        let cells = experiment.cells(&plan.points, threads)?;
        costs.push(plan.cost(experiment, &cells));
    }
    costs.extend(calibrate.map(|settings| settings.cost(experiment)));
    if let Some(settings) = discover {
        costs.push(settings.cost(experiment)?);
    }
    Ok(costs)
}

/// Whether the file of an experiment means a design: it states one or compares, or it
/// has no question that makes points of its own. The grid that a file means by default is
/// enormous with the many factors of an analysis of sensitivity.
pub fn has_design(experiment: &Experiment) -> bool {
    let has = |section: &str| experiment.record.table(section).is_some();
    let makes_points = has(sensitivity::DEFAULT.name) || has(calibrate::DEFAULT.name);
    has("design") || has(compare::DEFAULT.name) || !makes_points
}

/// The settings of a section, if the file has it; its faults are told with those
/// of the others.
fn asked<T>(
    experiment: &Experiment,
    question: &QuestionDefault,
    faults: &mut Vec<Diagnostic>,
    settings: impl FnOnce(&Experiment) -> Result<T, Faults>,
) -> Option<T> {
    experiment.record.table(question.name)?;
    match settings(experiment) {
        Ok(settings) => Some(settings),
        Err(own) => {
            faults.extend(own.0);
            None
        }
    }
}
