//! How the sensitivity of an experiment is analysed.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Faults, Place, Source};
use crate::experiment::definition::{Design, Experiment};
use crate::experiment::factor::{Domain, Factor};
use crate::experiment::file::{BAD_QUESTION, Reading, Record, UNKNOWN_VARIANT};

/// Most replicates: each base row or trajectory has so many runs of its own for
/// either luck.
pub(super) const MOST_REPLICATES: u64 = 10_000;

/// How sensitivity is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SensitivityMethod {
    /// Elementary effects over a grid.
    Morris,
    /// Shares of variance.
    Sobol,
    /// Distances between distribution functions.
    Pawn,
    /// Areas between densities.
    Delta,
}

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Explained {
    /// The mean over replicates at a point.
    Mean,
    /// A single run, whose luck is one more input.
    Run,
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
    fn of_name(name: &str) -> Option<Self> {
        match name {
            "morris" => Some(Self::Morris),
            "sobol" => Some(Self::Sobol),
            "pawn" => Some(Self::Pawn),
            "delta" => Some(Self::Delta),
            _ => None,
        }
    }

    /// Whether it takes any points.
    pub(super) fn is_given_data(self) -> bool {
        matches!(self, Self::Pawn | Self::Delta)
    }
}

impl SensitivitySettings {
    /// Those of an experiment's file. A method or a number of rows that is asked
    /// for goes first; what the file says of another method's design is then left
    /// aside.
    ///
    /// # Errors
    /// Everything that keeps the method from being put to this experiment.
    pub fn of(
        experiment: &Experiment,
        method: Option<SensitivityMethod>,
        rows: Option<usize>,
    ) -> Result<Self, Faults> {
        let mut reading = Reading::default();
        let record = experiment.record.as_ref();
        let section = record.and_then(|record| record.table("sensitivity"));
        let stated = section.and_then(|section| section.text("method"));
        let stated = stated.and_then(SensitivityMethod::of_name);
        let nowhere = || Place::new(&Source::new("the command line", ""), 0..0);
        let top = record.map_or_else(nowhere, |record| record.place.clone());
        let Some(method) = method.or(stated) else {
            let help = Some("add [sensitivity] with method = \"morris\", or --method".to_owned());
            let message = "the experiment does not say how sensitivity is analysed";
            reading.fault(&BAD_QUESTION, &top, message, help);
            return reading.end(|| None);
        };
        let of_method = section.filter(|_| stated == Some(method));
        let mut check = Check {
            experiment,
            method,
            reading: &mut reading,
            top,
        };
        check.factors();
        let rows = check.rows(of_method, rows);
        let levels = check.levels(of_method);
        let second_order = check.second_order(of_method);
        let target = match section.and_then(|section| section.text("target")) {
            Some("run") => Explained::Run,
            _ => Explained::Mean,
        };
        check.target(section, target);
        let difference = section.and_then(|section| check.difference(section));
        let resamples = section.and_then(|section| section.whole("resamples"));
        reading.end(|| {
            Some(Self {
                method,
                rows,
                levels,
                second_order,
                target,
                difference,
                resamples: resamples.unwrap_or(1000) as u32,
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
    reading: &'a mut Reading,
    top: Place,
}

impl Check<'_> {
    fn fault(&mut self, place: &Place, message: &str, help: &str) {
        self.reading
            .fault(&BAD_QUESTION, place, message, Some(help.to_owned()));
    }

    /// Where a key of the section stands, or the top of the file.
    fn place(&self, section: Option<&Record>, key: &str) -> Place {
        section.map_or_else(|| self.top.clone(), |section| section.place(key).clone())
    }

    fn factors(&mut self) {
        let record = self.experiment.record.as_ref();
        let place = record.map_or_else(
            || self.top.clone(),
            |record| record.place("factors").clone(),
        );
        if self.experiment.factors.is_empty() {
            let help = "add a table such as [factors.tacitness]";
            self.fault(&place, "sensitivity needs factors", help);
        }
        if self.method != SensitivityMethod::Morris {
            return;
        }
        let unordered = self.experiment.factors.iter().filter(|f| !is_ordered(f));
        for name in unordered
            .map(|factor| factor.name.clone())
            .collect::<Vec<_>>()
        {
            let named = record
                .into_iter()
                .flat_map(|record| record.named("factors"));
            let own = named.into_iter().find(|(known, _)| *known == name);
            let place = own.map_or_else(|| place.clone(), |(_, own)| own.place("values").clone());
            let message = format!("the values of `{name}` have no order, so that it has no steps");
            let help = "take method = \"sobol\", or values that are rising numbers";
            self.fault(&place, &message, help);
        }
    }

    fn rows(&mut self, section: Option<&Record>, asked: Option<usize>) -> usize {
        let place = self.place(section, "rows");
        let stated = section.and_then(|section| section.whole("rows"));
        let stated = asked.or(stated.map(|rows| rows as usize));
        let default = match self.method {
            SensitivityMethod::Morris => 16,
            SensitivityMethod::Sobol => 64,
            _ => 256,
        };
        let has_points = !matches!(self.experiment.design, Design::Single | Design::Grid);
        let rows = stated.unwrap_or(default);
        if self.method.is_given_data() && has_points {
            if stated.is_some() {
                let message = "the points are those of [design], which leaves no rows to choose";
                self.fault(&place, message, "leave `rows` or [design] out");
            }
        } else if self.method != SensitivityMethod::Morris && !rows.is_power_of_two() {
            let message = format!("{rows} rows of a Sobol' sequence are no power of two");
            let near = format!("take {}", rows.next_power_of_two());
            self.fault(&place, &message, &near);
        } else if rows < 2 {
            self.fault(&place, "a row alone has no interval", "take two or more");
        }
        rows
    }

    fn levels(&mut self, section: Option<&Record>) -> usize {
        let place = self.place(section, "levels");
        let stated = section.and_then(|section| section.whole("levels"));
        if stated.is_some() && self.method != SensitivityMethod::Morris {
            let help = "leave `levels` out";
            self.fault(&place, "only a Morris grid has levels", help);
        }
        let levels = stated.unwrap_or(4) as usize;
        if levels % 2 == 1 {
            let message = format!("a Morris grid of {levels} levels is not balanced");
            let help = format!("take {}", levels + 1);
            self.fault(&place, &message, &help);
        }
        levels
    }

    fn second_order(&mut self, section: Option<&Record>) -> bool {
        let place = self.place(section, "second_order");
        let stated = section.and_then(|section| section.switch("second_order"));
        let is_sobol = self.method == SensitivityMethod::Sobol;
        if stated == Some(true) && !is_sobol {
            let message = "only Sobol' indices have a second order";
            self.fault(&place, message, "take method = \"sobol\"");
        }
        is_sobol && stated == Some(true)
    }

    fn target(&mut self, section: Option<&Record>, target: Explained) {
        let place = self.place(section, "target");
        let replicates = self.experiment.replicates;
        if target == Explained::Run && self.method == SensitivityMethod::Morris {
            let message = "luck has no order, so that elementary effects have no place for it";
            let help = "take target = \"mean\", or method = \"sobol\"";
            self.fault(&place, message, help);
        } else if target == Explained::Run && replicates != 1 {
            let message = format!("target = \"run\" takes one run a point, not {replicates}");
            let help = "set replicates = 1; more rows say more than more runs of each point";
            self.fault(&place, &message, help);
        }
        if target == Explained::Mean && replicates < 2 {
            let message = "the noise of a mean is not seen in one replicate";
            let help = "set replicates = 2 or more, or target = \"run\"";
            self.fault(&place, message, help);
        }
        if replicates > MOST_REPLICATES {
            let message = format!("{replicates} replicates are more than {MOST_REPLICATES}");
            self.fault(&place, &message, "set fewer; rows say more");
        }
        if !self.experiment.precision.is_empty() {
            let record = self.experiment.record.as_ref();
            let place = record.map_or(place, |record| record.place("precision").clone());
            let message = "sensitivity takes the same number of runs at every point";
            self.fault(&place, message, "leave `precision` out");
        }
    }

    fn difference(&mut self, section: &Record) -> Option<[usize; 2]> {
        let names = section.texts("difference");
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
                let place = section.place("difference").clone();
                let message = "a difference is one of two variants";
                self.fault(&place, message, "name two, such as [\"fusion\", \"loose\"]");
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
