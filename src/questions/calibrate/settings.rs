//! What an experiment's file says about its calibration.

use std::sync::LazyLock;

use super::space::Space;
use crate::analysis::calibration::{AbcSettings, HistorySettings, Observation};
use crate::choice::choice;
use crate::diagnostic::Faults;
use crate::experiment::columns::Columns;
use crate::experiment::cost::Cost;
use crate::experiment::definition::Experiment;
use crate::experiment::file::{
    BAD_FACTOR, BAD_QUESTION, QuestionDefault, Reading, Record, UNKNOWN_MEASURE,
};

/// The commented default of the question.
pub(crate) static DEFAULT: LazyLock<QuestionDefault> = LazyLock::new(|| {
    let default = QuestionDefault::parse("calibrate", include_str!("section.toml"));
    default.expect("a test reads the commented default of each question")
});

choice! {
    /// Whether a target is fitted.
    pub enum Role {
        /// It is fitted.
        Fit = "fit",
        /// It is held out of the fit, and compared afterwards.
        Holdout = "holdout",
    }
}

/// Something that was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// Key of its measure.
    pub measure: String,
    /// The observed quarter in which it was seen; none: over a window.
    pub quarter: Option<usize>,
    /// Column of its number.
    pub column: usize,
    /// The observed value, in the unit of the measure.
    pub value: f64,
    /// Standard deviation of the error of observation, above 0.
    pub sd: f64,
    /// Standard deviation of what the model leaves out, from 0.
    pub discrepancy: f64,
    /// Whether it is fitted.
    pub role: Role,
}

/// How an experiment is calibrated.
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrateSettings {
    /// What was observed; at least one target is fitted.
    pub targets: Vec<Target>,
    /// Waves of history matching.
    pub waves: u64,
    /// Points of a wave.
    pub wave_points: u64,
    /// Runs at each of them.
    pub wave_replicates: u64,
    /// Implausibility above which a point is ruled out.
    pub cutoff: f64,
    /// Parameter sets of a generation of ABC.
    pub particles: usize,
    /// Most generations.
    pub generations: usize,
    /// Share of those that passed that becomes a generation.
    pub quantile: f64,
    /// Most runs of ABC.
    pub most_runs: u64,
    /// Parameter sets by which recovery is measured; 0 for none.
    pub recovery: u32,
    /// Most runs with which each of them is estimated back.
    pub recovery_runs: u64,
    /// Runs of the posterior predictive check.
    pub predictions: u64,
}

/// Most runs of all waves together; beyond, run numbers would meet.
const MOST_WAVE_RUNS: u64 = 1_000_000_000;
/// Fewest particles of a generation.
const LEAST_PARTICLES: f64 = 10.0;

impl CalibrateSettings {
    /// Those of an experiment's file, or with as many runs at each point of a wave.
    ///
    /// # Errors
    /// Every fault: no section, several variants, no factor or one that cannot
    /// be a parameter, a target with a measure that is not kept, nothing to fit,
    /// too few runs for a generation.
    pub fn of(experiment: &Experiment, replicates: Option<u64>) -> Result<Self, Faults> {
        let mut reading = Reading::default();
        let record = &experiment.record;
        if experiment.variants.len() > 1 {
            let names = experiment.variants.iter().map(|v| v.name.as_str());
            let names = names.collect::<Vec<_>>().join(", ");
            let message = format!("a calibration has one variant, not several: {names}");
            let help = "keep one variant; use the posterior for the others afterwards, as a \
                        design of kind \"csv\"";
            let place = record.place("variants");
            reading.fault(&BAD_QUESTION, place, message, Some(help.to_owned()));
        }
        if experiment.factors.is_empty() {
            let message = "there are no factors to calibrate";
            let help = "add tables such as [factors.tacitness]: they are the priors".to_owned();
            reading.fault(&BAD_FACTOR, record.place("factors"), message, Some(help));
        }
        for factor in &experiment.factors {
            let mut named = record.named("factors").iter();
            let own = named.find(|(name, _)| *name == factor.name);
            let place = own.map_or(record.place("factors"), |(_, own)| &own.place);
            if Space::of(std::slice::from_ref(factor)).is_err() {
                let message = format!("the range of `{}` is too wide for a prior", factor.name);
                reading.fault(&BAD_FACTOR, place, message, None);
            }
        }
        let Some(section) = record.table(DEFAULT.name) else {
            let help = "add [calibrate] and tables such as [calibrate.targets.retention]";
            let message = "the experiment has no calibration settings";
            reading.fault(&BAD_QUESTION, &record.place, message, Some(help.to_owned()));
            return Err(Faults(reading.faults));
        };
        let targets = targets(experiment, section, &mut reading);
        let settings = Self::stated(section, replicates, targets);
        if let Some(settings) = &settings {
            settings.check(section, &mut reading);
        }
        reading.end(|| settings)
    }

    fn stated(section: &Record, replicates: Option<u64>, targets: Vec<Target>) -> Option<Self> {
        Some(Self {
            targets,
            waves: section.whole("waves")?,
            wave_points: section.whole("wave_points")?,
            wave_replicates: replicates.or(section.whole("wave_replicates"))?,
            cutoff: section.number("cutoff")?,
            particles: section.whole("particles")? as usize,
            generations: section.whole("generations")? as usize,
            quantile: section.number("quantile")?,
            most_runs: section.whole("most_runs")?,
            recovery: section.whole("recovery")? as u32,
            recovery_runs: section.whole("recovery_runs")?,
            predictions: section.whole("predictions")?,
        })
    }

    fn check(&self, section: &Record, reading: &mut Reading) {
        let mut refuse = |key: &str, message: String, help: &str| {
            let place = section.place(key);
            reading.fault(&BAD_QUESTION, place, message, Some(help.to_owned()));
        };
        if !self.targets.iter().any(|target| target.role == Role::Fit) {
            let message = "no target is fitted".to_owned();
            refuse("targets", message, "give one of them role = \"fit\"");
        }
        if self.wave_replicates < 2 {
            let message = "one run per point says nothing about the variance of runs".to_owned();
            refuse("wave_replicates", message, "at least 2");
        }
        if self.wave_runs() > MOST_WAVE_RUNS {
            let message = format!("{} runs of history matching", self.wave_runs());
            refuse(
                "wave_points",
                message,
                "at most a billion can be told apart",
            );
        }
        let first = libm::ceil(self.particles as f64 / self.quantile);
        if first > self.most_runs as f64 {
            let message = format!("most_runs is below the {first} runs of the first generation");
            refuse("most_runs", message, "that is particles / quantile");
        }
        if self.recovery == 1 {
            let message = "one parameter set says nothing about recovery".to_owned();
            refuse(
                "recovery",
                message,
                "100 give a coverage to within 6 percentage points; 0: none",
            );
        }
        let least = libm::ceil(LEAST_PARTICLES / self.quantile);
        if self.recovery > 0 && least > self.recovery_runs as f64 {
            let message = format!("recovery_runs is below {least}");
            refuse("recovery_runs", message, "that is 10 / quantile");
        }
    }

    /// Runs of all waves.
    fn wave_runs(&self) -> u64 {
        (self.waves * self.wave_points).saturating_mul(self.wave_replicates)
    }

    /// What it takes at most: every step at its stated size. Steps that find
    /// enough, or nothing, end sooner.
    pub fn cost(&self, experiment: &Experiment) -> Cost {
        let recovery = u64::from(self.recovery) * (self.recovery_runs + 1);
        let waves = self.wave_runs();
        let words = format!(
            "recovery {recovery}, waves {waves}, generations {}, predictions {}",
            self.most_runs, self.predictions
        );
        let runs = recovery + waves + self.most_runs + self.predictions;
        Cost::of_single_runs(experiment, "calibrate", runs, words)
    }

    /// The targets that are fitted.
    pub(super) fn fitted(&self) -> Vec<Target> {
        let fitted = |target: &&Target| target.role == Role::Fit;
        self.targets.iter().filter(fitted).cloned().collect()
    }

    /// How the posterior is looked for.
    pub(super) fn abc(&self) -> AbcSettings {
        AbcSettings {
            particles: self.particles,
            quantile: self.quantile,
            least_acceptance: f64::min(0.01, self.quantile / 2.0),
            most_simulations: self.most_runs,
            most_generations: self.generations,
            ..AbcSettings::default()
        }
    }

    /// The same for a parameter set that is estimated back: a quarter of its runs
    /// for the first generation, so that the others have some.
    pub(super) fn abc_of_recovery(&self) -> AbcSettings {
        let quarter = self.quantile * self.recovery_runs as f64 / 4.0;
        AbcSettings {
            particles: quarter.clamp(LEAST_PARTICLES, self.particles.max(10) as f64) as usize,
            most_simulations: self.recovery_runs,
            ..self.abc()
        }
    }

    /// How the space is searched beforehand, for so many targets: early waves do
    /// not depend on the one or two targets that are worst.
    pub(super) fn history(&self, targets: usize) -> HistorySettings {
        let left = (0..self.waves).map(|wave| (self.waves - wave) as usize);
        HistorySettings {
            points: self.wave_points,
            replicates: self.wave_replicates,
            cutoff: self.cutoff,
            maxima: left.map(|left| left.min(3).min(targets)).collect(),
            is_one_run: true,
        }
    }
}

fn targets(experiment: &Experiment, section: &Record, reading: &mut Reading) -> Vec<Target> {
    let columns = Columns::of(experiment);
    let mut targets = Vec::new();
    for (name, own) in section.named("targets") {
        let Some(measure) = own.text("measure") else {
            continue;
        };
        let known = experiment.measures.iter().map(String::as_str);
        let what = "measure of this experiment";
        let place = own.place("measure");
        let Some(whole) = reading.one_of(what, &UNKNOWN_MEASURE, measure, known, place) else {
            continue;
        };
        let quarter = own.whole("quarter").map(|quarter| quarter as usize);
        let column = match quarter {
            None => Some(whole),
            Some(quarter) => in_quarter(&columns, measure, quarter, own, reading),
        };
        let target = || {
            Some(Target {
                name: name.clone(),
                measure: measure.to_owned(),
                quarter,
                column: column?,
                value: own.number("value")?,
                sd: own.number("sd")?,
                discrepancy: own.number("discrepancy")?,
                role: own.choice("role")?,
            })
        };
        targets.extend(target());
    }
    targets
}

/// The column of a measure in a quarter, or a fault.
fn in_quarter(
    columns: &Columns,
    measure: &str,
    quarter: usize,
    own: &Record,
    reading: &mut Reading,
) -> Option<usize> {
    let mut refuse = |message: String, help: String| {
        reading.fault(&BAD_QUESTION, own.place("quarter"), message, Some(help));
        None
    };
    let place = columns.quarterly().iter().position(|key| key == measure);
    match place {
        None => refuse(
            format!("quarterly values of `{measure}` are not recorded"),
            "set `quarterly = true`, and name a quarterly measure".to_owned(),
        ),
        Some(_) if quarter >= columns.quarters() => refuse(
            format!("quarter {quarter} is not observed"),
            format!("allowed: 0 to {}", columns.quarters() - 1),
        ),
        Some(place) => Some(columns.in_quarter(place, quarter)),
    }
}

impl Target {
    /// Standard deviation of what was observed about what the model gives.
    pub(super) fn spread(&self) -> f64 {
        libm::hypot(self.sd, self.discrepancy)
    }

    /// As history matching takes it.
    pub(super) fn observation(&self) -> Observation {
        Observation {
            value: self.value,
            variance: self.sd * self.sd,
            discrepancy: self.discrepancy * self.discrepancy,
        }
    }
}
