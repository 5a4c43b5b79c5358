//! Which points a sensitivity analysis takes, and with what luck.

use std::collections::BTreeSet;

use super::settings::{
    DEFAULT, Explained, MOST_REPLICATES, SensitivityMethod, SensitivitySettings,
};
use crate::analysis::sensitivity::{MorrisDesign, SaltelliDesign};
use crate::experiment::asked;
use crate::experiment::blocks::Job;
use crate::experiment::cells::Cell;
use crate::experiment::cost::{Cost, counted};
use crate::experiment::definition::{Design, Experiment};
use crate::experiment::factor::Level;
use crate::experiment::session::ExperimentError;

/// The points of an analysis and the runs at each of them.
///
/// A design has one coordinate more than there are factors. No scenario reads it:
/// it chooses the luck. All points of a base row or trajectory share their runs but
/// those in which the last coordinate is another one, which have others. So what is
/// found for it is what luck does and nothing else, while two points that differ in
/// a factor differ by this factor under the same luck. Rows share no luck, so that
/// they are as independent of each other as resampling takes them to be.
///
/// Methods for any points have the same runs at each of them, to explain means; or
/// one of its own, to explain runs.
#[derive(Clone, Debug)]
pub struct SensitivityPlan {
    /// How it is analysed.
    pub settings: SensitivitySettings,
    /// The points: a value of each factor, in their order.
    pub points: Vec<Vec<Level>>,
    /// The number of the first run at each point.
    pub(super) first_runs: Vec<u64>,
    pub(super) design: PlanDesign,
    replicates: u64,
    variants: usize,
}

/// Where the points are from.
#[derive(Clone, Debug)]
pub(super) enum PlanDesign {
    Morris(MorrisDesign),
    Saltelli(SaltelliDesign),
    /// Any points.
    Given,
}

impl SensitivityPlan {
    /// The plan for an experiment.
    ///
    /// # Errors
    /// If the design cannot be made for so many factors and rows, or has more points than
    /// can be held; they are counted before any is made.
    pub fn new(
        experiment: &Experiment,
        settings: SensitivitySettings,
    ) -> Result<Self, ExperimentError> {
        check_size(experiment, &settings)?;
        let (factors, seed) = (experiment.factors.len(), experiment.seed());
        let rows = settings.rows;
        let replicates = experiment.replicates;
        let with = |points, first_runs, design| Self {
            settings,
            points,
            first_runs,
            design,
            replicates,
            variants: settings.variants(experiment).len(),
        };
        let of_rows = |unit: &[Vec<f64>], row_len: usize, design| {
            let points = unit.iter().map(|u| experiment.levels(u)).collect();
            with(points, first_runs(unit, row_len), design)
        };
        Ok(match settings.method {
            SensitivityMethod::Morris => {
                let design = MorrisDesign::new(factors, rows, settings.levels, seed)?;
                let unit = design.points().to_vec();
                of_rows(&unit, design.row_len(), PlanDesign::Morris(design))
            }
            SensitivityMethod::Sobol => {
                let make = match settings.second_order {
                    true => SaltelliDesign::second_order,
                    false => SaltelliDesign::first_order,
                };
                let design = make(factors, rows, seed)?;
                let unit = design.points();
                of_rows(&unit, design.row_len(), PlanDesign::Saltelli(design))
            }
            SensitivityMethod::Pawn | SensitivityMethod::Delta => {
                let points = match experiment.design {
                    Design::Single | Design::Grid => {
                        let mut sampled = experiment.clone();
                        sampled.design = Design::Sobol(rows);
                        sampled.points()?
                    }
                    _ => experiment.points()?,
                };
                let first_runs = match settings.target {
                    Explained::Mean => vec![0; points.len()],
                    Explained::Run => (0..points.len() as u64).collect(),
                };
                with(points, first_runs, PlanDesign::Given)
            }
        })
    }

    /// Points of a base row or trajectory; 1 for methods for any points.
    pub fn row_len(&self) -> usize {
        match &self.design {
            PlanDesign::Morris(design) => design.row_len(),
            PlanDesign::Saltelli(design) => design.row_len(),
            PlanDesign::Given => 1,
        }
    }

    /// Most runs that it takes: fewer if points agree, or runs are there already.
    pub fn runs(&self) -> u64 {
        self.points.len() as u64 * self.variants as u64 * self.replicates
    }

    /// Which runs they are, in words.
    pub fn words(&self) -> String {
        let (row_len, points) = (self.row_len(), self.points.len());
        let rows = points / row_len;
        let of_rows = match self.settings.method {
            SensitivityMethod::Morris => format!("{rows} trajectories of {row_len} points"),
            SensitivityMethod::Sobol => format!("{rows} base rows of {row_len} points"),
            _ => format!("{points} points"),
        };
        format!(
            "{of_rows}{}{}",
            counted(self.variants as u64, "variants"),
            counted(self.replicates, "replicates"),
        )
    }

    /// What it takes, given the cells at its points: how many runs is exact.
    pub fn cost(&self, experiment: &Experiment, cells: &[Cell]) -> Cost {
        let jobs = self.jobs(experiment, cells).len() as u64;
        let runs = jobs * self.replicates;
        let cost = Cost::of_cells(experiment, "sensitivity", jobs, runs, self.words());
        cost.with_table(experiment)
    }

    /// Whether luck is an input like others, in the place of a dummy.
    pub(super) fn has_luck(&self) -> bool {
        let SensitivitySettings { method, target, .. } = self.settings;
        (method, target) == (SensitivityMethod::Sobol, Explained::Run)
    }

    /// The runs at a cell.
    pub(super) fn job(&self, cell: &Cell) -> Job {
        let first = self.first_runs[cell.point];
        Job {
            cell: cell.clone(),
            runs: first..first + self.replicates,
        }
    }

    /// The runs that it takes, each once: whole numbers let points agree.
    pub(super) fn jobs(&self, experiment: &Experiment, cells: &[Cell]) -> Vec<Job> {
        let variants = self.settings.variants(experiment);
        let mut known = BTreeSet::new();
        let jobs = cells.iter().map(|cell| self.job(cell));
        jobs.filter(|job| {
            variants.contains(&job.cell.variant)
                && known.insert((job.cell.fingerprint, job.runs.start))
        })
        .collect()
    }
}

/// Refuses a design with more points than can be held.
fn check_size(
    experiment: &Experiment,
    settings: &SensitivitySettings,
) -> Result<(), ExperimentError> {
    // the factors, and the coordinate that chooses the luck
    let inputs = experiment.factors.len() + 1;
    let row_len = row_len(inputs, settings.method, settings.second_order);
    let own_points = matches!(experiment.design, Design::Single | Design::Grid);
    if settings.method.is_given_data() && !own_points {
        return Ok(());
    }
    let points = settings.rows as u128 * row_len as u128;
    let section = asked::section(experiment, &DEFAULT);
    let what = format!("a design of {} rows of {row_len}", settings.rows);
    let place = section.place("rows");
    experiment.check_size(&what, points, place, None, "ask for fewer `rows`")
}

/// How many points a base row or trajectory has, of so many inputs.
fn row_len(inputs: usize, method: SensitivityMethod, second_order: bool) -> usize {
    match method {
        SensitivityMethod::Morris => inputs + 1,
        SensitivityMethod::Sobol if second_order => 2 * inputs + 2,
        SensitivityMethod::Sobol => inputs + 2,
        SensitivityMethod::Pawn | SensitivityMethod::Delta => 1,
    }
}

/// The first run of each point: of its row, and of its last coordinate there.
fn first_runs(unit: &[Vec<f64>], row_len: usize) -> Vec<u64> {
    let rows = unit.chunks(row_len).enumerate();
    rows.flat_map(|(row, points)| {
        let first = points[0].last();
        points.iter().map(move |point| {
            let other = u64::from(point.last() != first);
            (2 * row as u64 + other) * MOST_REPLICATES
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_as_they_are_made() {
        let first = SaltelliDesign::first_order(3, 4, 1).unwrap();
        let second = SaltelliDesign::second_order(3, 4, 1).unwrap();
        let morris = MorrisDesign::new(3, 4, 4, 1).unwrap();
        let lengths = [first.row_len(), second.row_len(), morris.row_len()];
        let of = |method, second_order| row_len(4, method, second_order);
        let counted = [
            of(SensitivityMethod::Sobol, false),
            of(SensitivityMethod::Sobol, true),
            of(SensitivityMethod::Morris, false),
        ];
        assert_eq!(lengths, counted);
    }

    #[test]
    fn only_the_last_coordinate_changes_the_luck() {
        let design = SaltelliDesign::first_order(2, 2, 1).unwrap();
        // A, B, AB of two factors, AB of the dummy
        let row = [0, 1, 0, 0, 1];
        let expected: Vec<u64> = (0..2)
            .flat_map(|base| row.map(|other| (2 * base + other) * MOST_REPLICATES))
            .collect();
        assert_eq!(first_runs(&design.points(), design.row_len()), expected);
        let design = MorrisDesign::new(3, 20, 4, 1).unwrap();
        let runs = first_runs(design.points(), design.row_len());
        for (runs, points) in runs.chunks(5).zip(design.points().chunks(5)) {
            let changes = runs.windows(2).filter(|pair| pair[0] != pair[1]).count();
            assert_eq!(changes, 1, "{points:?}");
        }
    }
}
