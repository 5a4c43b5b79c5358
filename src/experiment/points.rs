//! The points of a design, which are counted before any of them is made.

use super::cells::{MOST_CELLS, MOST_RUNS};
use super::definition::{Design, Experiment};
use super::factor::{Domain, Factor, Level};
use super::file::TOO_LARGE;
use super::session::ExperimentError;
use crate::analysis::sampling::{FullFactorial, LatinHypercube, Sobol};
use crate::diagnostic::{Diagnostic, Faults, Place};

impl Factor {
    /// How many values a grid has of it.
    pub(crate) fn count(&self) -> u128 {
        let steps = self.grid.max(2) as u128;
        match &self.domain {
            Domain::Levels(levels) => levels.len() as u128,
            Domain::Whole(low, high) => (u128::from(high.abs_diff(*low)) + 1).min(steps),
            Domain::Linear(..) | Domain::Log(..) => steps,
        }
    }
}

impl Experiment {
    /// The points: a value of each factor, in the order of the factors.
    ///
    /// # Errors
    /// If the design cannot be made for so many factors and points, or has more than can
    /// be held; they are counted before any is made.
    pub fn points(&self) -> Result<Vec<Vec<Level>>, ExperimentError> {
        self.check_design()?;
        let factors = &self.factors;
        let unit = match &self.design {
            Design::Single => return Ok(vec![Vec::new()]),
            Design::List(points) => return Ok(points.clone()),
            Design::Weighted(points) => {
                let points = points.iter().map(|(levels, _)| levels.clone());
                return Ok(points.collect());
            }
            Design::Grid => {
                let levels: Vec<Vec<Level>> = factors.iter().map(Factor::levels).collect();
                let sizes: Vec<usize> = levels.iter().map(Vec::len).collect();
                let pick = |indices: Vec<usize>| {
                    let pairs = indices.into_iter().zip(&levels);
                    pairs.map(|(index, levels)| levels[index].clone()).collect()
                };
                return Ok(FullFactorial::new(&sizes)?.indices().map(pick).collect());
            }
            Design::LatinHypercube(points) => {
                LatinHypercube::new(self.seed(), *points, factors.len()).points()
            }
            Design::Sobol(points) => {
                Sobol::scrambled(factors.len(), self.seed(), 0)?.points(*points)?
            }
        };
        Ok(unit.iter().map(|u| self.levels(u)).collect())
    }

    /// The number of points of its design.
    pub(crate) fn size(&self) -> u128 {
        match &self.design {
            Design::Single => 1,
            Design::Grid => {
                let counts = self.factors.iter().map(Factor::count);
                counts.fold(1, u128::saturating_mul)
            }
            Design::List(points) => points.len() as u128,
            Design::Weighted(points) => points.len() as u128,
            Design::LatinHypercube(points) | Design::Sobol(points) => *points as u128,
        }
    }

    /// Refuses a design with more points than can be held.
    ///
    /// # Errors
    /// If they and all variants at each of them are more than [`MOST_CELLS`].
    pub(crate) fn check_design(&self) -> Result<(), ExperimentError> {
        let section = ["design", "factors"];
        let section = section.into_iter().find(|key| self.record.is_stated(key));
        let place = self.record.place(section.unwrap_or("design"));
        let size = self.size();
        match self.design {
            Design::Grid => {
                let counts = self.factors.iter();
                let counts = counts.map(|own| format!("{} {}", own.name, own.count()));
                let counts: Vec<String> = counts.collect();
                let note = format!("values of the factors: {}", counts.join(", "));
                let help = "have fewer `levels`, or a [design] of kind \"sobol\" or \
                            \"latin-hypercube\" with so many `points` as you want";
                self.check_size("every combination of levels", size, place, Some(note), help)
            }
            _ => self.check_size("the design", size, place, None, "ask for fewer points"),
        }
    }

    /// Refuses more points than can be held; `what` has them, as `place` says.
    ///
    /// # Errors
    /// If they and all variants at each of them are more than [`MOST_CELLS`].
    pub(crate) fn check_size(
        &self,
        what: &str,
        points: u128,
        place: &Place,
        note: Option<String>,
        help: &str,
    ) -> Result<(), ExperimentError> {
        let variants = self.variants.len().max(1);
        if points.saturating_mul(variants as u128) <= MOST_CELLS as u128 {
            return Ok(());
        }
        let of_variants = match variants {
            1 => String::new(),
            variants => format!(" for each of {variants} variants"),
        };
        let most = MOST_CELLS / variants;
        let points = match points {
            u128::MAX => "more than can be counted".to_owned(),
            points => points.to_string(),
        };
        let message =
            format!("{what} gives {points} design points{of_variants}, and {most} can be held");
        let fault = Diagnostic::new(&TOO_LARGE, message).at(place, "");
        let fault = fault.note(format!(
            "at most {MOST_CELLS} variants at design points are held; nothing was made"
        ));
        let fault = note.into_iter().fold(fault, Diagnostic::note);
        let faults = Faults(vec![fault.help(help)]);
        Err(ExperimentError::Question(faults))
    }

    /// Refuses more runs than can be held, where the replicates of all variants at these many
    /// design points are wanted; a precision ends them sooner.
    ///
    /// # Errors
    /// If they are more than [`MOST_RUNS`].
    pub fn check_runs(&self, points: usize) -> Result<(), ExperimentError> {
        let cells = (points * self.variants.len()).max(1) as u64;
        let most = MOST_RUNS / cells;
        if self.replicates <= most || !self.precision.is_empty() {
            return Ok(());
        }
        let message = format!(
            "{} replicates of each of {cells} variants at design points are more runs than can be \
             held",
            self.replicates
        );
        let fault = Diagnostic::new(&TOO_LARGE, message)
            .at(self.record.place("replicates"), "")
            .note(format!(
                "at most {MOST_RUNS} runs are held; nothing was made"
            ))
            .help(format!(
                "have at most {most} replicates, or fewer design points"
            ));
        Err(ExperimentError::Question(Faults(vec![fault])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Measure;

    #[test]
    fn a_grid_is_counted_as_it_is_made() {
        for domain in [
            Domain::Whole(1, 3),
            Domain::Whole(1, 30),
            Domain::Linear(0.0, 1.0),
            Domain::Log(1.0, 2.0),
            Domain::Levels(vec![1.0.into(), "x".into()]),
        ] {
            let factor = Factor {
                domain,
                ..Factor::range("x", 0.0, 1.0)
            };
            assert_eq!(factor.count(), factor.levels().len() as u128, "{factor:?}");
        }
    }

    #[test]
    fn what_cannot_be_held_is_refused_before_it_is_made() {
        let mut experiment = Experiment::new("x", [] as [Measure; 0]);
        for name in 0..600 {
            experiment = experiment.with_factor(Factor::range(&name.to_string(), 0.0, 1.0));
        }
        let told = experiment.points().unwrap_err().to_string();
        assert!(told.contains("more than can be counted"), "{told}");
        let points = Design::LatinHypercube(usize::MAX);
        let told = experiment.with_design(points).points().unwrap_err();
        assert!(
            told.to_string().contains("and 100000 can be held"),
            "{told}"
        );
    }
}
