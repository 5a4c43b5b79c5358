//! How the sensitivity of an experiment is analysed.

use std::sync::LazyLock;

use crate::choice::choice;
use crate::diagnostic::{Faults, Place};
use crate::experiment::asked;
use crate::experiment::definition::{Design, Experiment};
use crate::experiment::factor::{Domain, Factor};
use crate::experiment::file::{BAD_QUESTION, QuestionDefault, Reading, Record, UNKNOWN_VARIANT};

/// The commented default of the question.
pub(crate) static DEFAULT: LazyLock<QuestionDefault> = LazyLock::new(|| {
    let default = QuestionDefault::parse("sensitivity", include_str!("section.toml"));
    default.expect("a test reads the commented default of each question")
});

/// Most replicates: each base row or trajectory has so many runs of its own for
/// either luck.
pub(super) const MOST_REPLICATES: u64 = 10_000;

choice! {
    /// How sensitivity is measured.
    pub enum SensitivityMethod {
        /// Elementary effects over a grid.
        Morris = "morris",
        /// Shares of variance.
        Sobol = "sobol",
        /// Distances between distribution functions.
        Pawn = "pawn",
        /// Areas between densities.
        Delta = "delta",
    }
}

choice! {
    /// What is explained.
    pub enum Explained {
        /// The mean over replicates at a point.
        Mean = "mean",
        /// A single run, whose luck is one more input.
        Run = "run",
    }
}

/// How the sensitivity of an experiment is analysed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SensitivitySettings {
    /// The method.
    pub method: SensitivityMethod,
    /// Trajectories, base rows, or points of a Sobol' sequence where the
    /// experiment's own design gives none.
    pub rows: usize,
    /// Levels of a Morris grid.
    pub levels: usize,
    /// Whether Sobol' indices of pairs are estimated as well.
    pub second_order: bool,
    /// What is explained.
    pub target: Explained,
    /// Places of two variants, if the first less the second is explained.
    pub difference: Option<[usize; 2]>,
    /// Bootstrap resamples of the intervals.
    pub resamples: u32,
}

impl SensitivityMethod {
    /// Whether it takes any points.
    pub(super) fn is_given_data(self) -> bool {
        matches!(self, Self::Pawn | Self::Delta)
    }
}

impl SensitivitySettings {
    /// Those of an experiment's file. If a command line asks for another method, what
    /// the file says of that one's design is left aside.
    ///
    /// # Errors
    /// Everything that keeps the method from being put to this experiment.
    pub fn of(experiment: &Experiment) -> Result<Self, Faults> {
        let mut reading = Reading::default();
        let mut section = asked::section(experiment, &DEFAULT);
        let Some(method) = section.choice("method") else {
            let help = Some("add [sensitivity] with method = \"morris\", or --method".to_owned());
            let message = "the experiment has no sensitivity settings";
            reading.fault(&BAD_QUESTION, &experiment.record.place, message, help);
            return reading.end(|| None);
        };
        if section.is_changed("method") {
            for key in ["rows", "levels", "second_order"] {
                section.leave_aside(key);
            }
        }
        let mut check = Check {
            experiment,
            method,
            section: &section,
            reading: &mut reading,
        };
        check.factors();
        check.rows();
        check.levels();
        check.second_order();
        check.target();
        let difference = check.difference();
        reading.end(|| {
            Some(Self {
                method,
                rows: section.whole("rows")? as usize,
                levels: section.whole("levels")? as usize,
                second_order: section.switch("second_order")?,
                target: section.choice("target")?,
                difference,
                resamples: section.whole("resamples")? as u32,
            })
        })
    }

    /// Places of the variants that are run.
    pub(super) fn variants(&self, experiment: &Experiment) -> Vec<usize> {
        match self.difference {
            Some(pair) => pair.to_vec(),
            None => (0..experiment.variants.len()).collect(),
        }
    }
}

/// A section that is being checked.
struct Check<'a> {
    experiment: &'a Experiment,
    method: SensitivityMethod,
    section: &'a Record,
    reading: &'a mut Reading,
}

impl Check<'_> {
    /// A fault of a key of the section.
    fn fault(&mut self, key: &str, message: &str, help: &str) {
        self.fault_at(self.section.place(key), message, help);
    }

    fn fault_at(&mut self, place: &Place, message: &str, help: &str) {
        self.reading
            .fault(&BAD_QUESTION, place, message, Some(help.to_owned()));
    }

    fn factors(&mut self) {
        let record = &self.experiment.record;
        let place = record.place("factors");
        if self.experiment.factors.is_empty() {
            let help = "add a table such as [factors.tacitness]";
            self.fault_at(place, "sensitivity needs factors", help);
        }
        if self.method != SensitivityMethod::Morris {
            return;
        }
        for factor in self.experiment.factors.iter().filter(|f| !is_ordered(f)) {
            let name = &factor.name;
            let mut named = record.named("factors").iter();
            let own = named.find(|(known, _)| known == name);
            let place = own.map_or(place, |(_, own)| own.place("values"));
            let message = format!("the levels of `{name}` have no order, so it cannot take steps");
            let help = "use method = \"sobol\", or levels that are increasing numbers";
            self.fault_at(place, &message, help);
        }
    }

    fn rows(&mut self) {
        let Some(rows) = self.section.whole("rows") else {
            return;
        };
        let has_points = !matches!(self.experiment.design, Design::Single | Design::Grid);
        if self.method.is_given_data() && has_points {
            if self.section.is_stated("rows") {
                let message = "the design points are those of [design], so `rows` has no effect";
                self.fault("rows", message, "leave `rows` or [design] out");
            }
        } else if self.method != SensitivityMethod::Morris && !rows.is_power_of_two() {
            let message = format!("{rows} rows of a Sobol' sequence is not a power of two");
            let near = format!("take {}", rows.next_power_of_two());
            self.fault("rows", &message, &near);
        }
    }

    fn levels(&mut self) {
        let is_morris = self.method == SensitivityMethod::Morris;
        if self.section.is_stated("levels") && !is_morris {
            let help = "leave `levels` out";
            self.fault(
                "levels",
                "only the grid of elementary effects has levels",
                help,
            );
        }
        if let Some(levels) = self
            .section
            .whole("levels")
            .filter(|levels| levels % 2 == 1)
        {
            let message = format!("a grid of {levels} levels is not balanced");
            let help = format!("take {}", levels + 1);
            self.fault("levels", &message, &help);
        }
    }

    fn second_order(&mut self) {
        let is_sobol = self.method == SensitivityMethod::Sobol;
        if self.section.switch("second_order") == Some(true) && !is_sobol {
            let message = "only Sobol' indices have a second order";
            self.fault("second_order", message, "take method = \"sobol\"");
        }
    }

    fn target(&mut self) {
        let replicates = self.experiment.replicates;
        match self.section.choice("target") {
            Some(Explained::Run) if self.method == SensitivityMethod::Morris => {
                let message = "chance has no order, so elementary effects cannot include it";
                let help = "take target = \"mean\", or method = \"sobol\"";
                self.fault("target", message, help);
            }
            Some(Explained::Run) if replicates != 1 => {
                let message = format!(
                    "target = \"run\" takes one run per design point, not \
                {replicates}"
                );
                let help = "set replicates = 1; more rows say more than more runs of each design \
                point";
                self.fault("target", &message, help);
            }
            Some(Explained::Mean) if replicates < 2 => {
                let message = "the noise of a mean cannot be estimated from one replicate";
                let help = "set replicates = 2 or more, or target = \"run\"";
                self.fault("target", message, help);
            }
            _ => {}
        }
        if replicates > MOST_REPLICATES {
            let message = format!("{replicates} replicates are more than {MOST_REPLICATES}");
            self.fault("target", &message, "set fewer; rows say more");
        }
        if !self.experiment.precision.is_empty() {
            let message = "sensitivity takes the same number of runs at every design point";
            let place = self.experiment.record.place("precision");
            self.fault_at(place, message, "leave `precision` out");
        }
    }

    fn difference(&mut self) -> Option<[usize; 2]> {
        let names = self.section.texts("difference");
        if names.is_empty() {
            return None;
        }
        let variants = self.experiment.variants.iter();
        let known = variants.map(|variant| variant.name.as_str());
        let mut places = Vec::new();
        for (name, place) in names {
            let known = known.clone();
            let code = &UNKNOWN_VARIANT;
            places.extend(self.reading.one_of("variant", code, name, known, place));
        }
        match (names.len(), places.as_slice()) {
            (2, &[a, b]) if a != b => Some([a, b]),
            (2, [_] | []) => None,
            _ => {
                let help = "name two, such as [\"fusion\", \"loose\"]";
                self.fault("difference", "a difference is one of two variants", help);
                None
            }
        }
    }
}

/// Whether a larger coordinate is a larger value.
fn is_ordered(factor: &Factor) -> bool {
    match &factor.domain {
        Domain::Levels(levels) => {
            let numbers: Option<Vec<f64>> = levels.iter().map(|level| level.number()).collect();
            numbers.is_some_and(|numbers| numbers.is_sorted())
        }
        _ => true,
    }
}
