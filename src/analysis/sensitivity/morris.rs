//! Elementary effects: trajectories of single steps (Morris 1991).

use super::bootstrap::weighted_mean;
use super::outcomes::Outcomes;
use super::{Bootstrap, SensitivityError};
use crate::analysis::draw::Draw;
use crate::analysis::sampling::DesignError;
use crate::random::{Entity, Streams};
use crate::stats::Estimate;
use crate::units::Quarter;

/// Trajectories through a grid of `p` levels, on each of which every input takes
/// one step of `p / (2 (p - 1))`, up or down, in random order.
///
/// Levels are `0, 1 / (p - 1), .., 1`: coordinates lie in the *closed* unit
/// interval, and an input with an unbounded distribution needs quantiles that are
/// cut at its ends. An input without an order has no steps, and no place here.
///
/// ```
/// use orgsim::analysis::sensitivity::{Bootstrap, MorrisDesign};
/// let design = MorrisDesign::new(2, 10, 4, 1)?;
/// // the model reads two coordinates; the third is for the dummy
/// let outcomes: Vec<Vec<f64>> =
///     design.points().iter().map(|x| vec![x[0] - 3.0 * x[1]]).collect();
/// let effects = design.effects(&outcomes, &Bootstrap::default()).unwrap();
/// assert!((effects.inputs[1].mu.value.unwrap() + 3.0).abs() < 1e-12);
/// assert_eq!(effects.dummy.mu_star.value, Some(0.0));
/// # Ok::<(), orgsim::analysis::sampling::DesignError>(())
/// ```
#[derive(Clone, Debug)]
pub struct MorrisDesign {
    /// Trajectory after trajectory.
    points: Vec<Vec<f64>>,
    trajectories: usize,
    columns: usize,
}

/// Effects of steps of each input, over the trajectories.
#[derive(Clone, Debug, PartialEq)]
pub struct MorrisEffects {
    /// Those of each input, in their order.
    pub inputs: Vec<ElementaryEffects>,
    /// Those of the input that the model does not read.
    pub dummy: ElementaryEffects,
    /// Trajectories of which all points have outcomes.
    pub trajectories: usize,
    /// Trajectories that were left out because a point failed.
    pub dropped: usize,
}

/// Effects of steps of one input, in units of the outcome for the whole range of
/// the input: the change of the outcome divided by the change of the coordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElementaryEffects {
    /// Their mean. Effects of both signs cancel.
    pub mu: Estimate,
    /// The mean of their absolute values (Campolongo, Cariboni & Saltelli 2007):
    /// how much the input matters. Noise raises it, for the dummy as well.
    pub mu_star: Estimate,
    /// Their standard deviation: how much the effect depends on the input itself or
    /// on others. With replicates, without the part of noise.
    pub sigma: Estimate,
    /// The mean of their squares without noise: 0 on average for an input without effect,
    /// however much luck moves its effects. None for one replicate, which cannot tell noise.
    pub square: Option<Estimate>,
}

impl MorrisDesign {
    /// So many trajectories of `inputs + 2` points each, for `inputs` inputs and
    /// the dummy.
    ///
    /// # Errors
    /// Without an input or a trajectory, and for a number of levels that is odd
    /// or 0.
    pub fn new(
        inputs: usize,
        trajectories: usize,
        levels: usize,
        seed: u64,
    ) -> Result<Self, DesignError> {
        if inputs == 0 || trajectories == 0 {
            return Err(DesignError::Empty);
        }
        if levels == 0 || levels % 2 == 1 {
            return Err(DesignError::OddLevels { levels });
        }
        let columns = inputs + 1;
        let streams = Streams::new(seed, 0);
        let points = (0..trajectories).flat_map(|t| trajectory(&streams, t, columns, levels));
        Ok(Self {
            points: points.collect(),
            trajectories,
            columns,
        })
    }

    /// All points, trajectory after trajectory: rows of numbers from 0 to 1, one an
    /// input and at the end one for the dummy, which the model does not read.
    pub fn points(&self) -> &[Vec<f64>] {
        &self.points
    }

    /// The number of points of a trajectory. Point number p belongs to trajectory
    /// `p / row_len`; replicates that share their luck do so within a trajectory.
    pub fn row_len(&self) -> usize {
        self.columns + 1
    }

    /// The effects on an outcome: `outcomes` has a row for each of the
    /// [`points`](Self::points), with one number a replicate.
    ///
    /// # Errors
    /// If the shape of the outcomes is not that of the design, or fewer than two
    /// trajectories are without a failed point.
    pub fn effects(
        &self,
        outcomes: &[Vec<f64>],
        bootstrap: &Bootstrap,
    ) -> Result<MorrisEffects, SensitivityError> {
        let outcomes = Outcomes::new(outcomes, self.trajectories, self.row_len())?;
        let steps = self.steps(&outcomes);
        let rows = outcomes.complete.len();
        let mut inputs: Vec<ElementaryEffects> = steps
            .iter()
            .map(|steps| {
                let statistics = |weights: &[f64]| statistics(steps, weights);
                let estimates = bootstrap.estimates(rows, statistics);
                ElementaryEffects {
                    mu: estimates[0],
                    mu_star: estimates[1],
                    sigma: estimates[2],
                    square: (outcomes.replicates > 1).then(|| estimates[3]),
                }
            })
            .collect();
        let dummy = inputs.pop().expect("the last column is the dummy");
        Ok(MorrisEffects {
            inputs,
            dummy,
            trajectories: rows,
            dropped: outcomes.dropped,
        })
    }

    /// For each column, its step on each complete trajectory.
    fn steps(&self, outcomes: &Outcomes<'_>) -> Vec<Vec<Step>> {
        let mut steps = vec![Vec::new(); self.columns];
        for &row in &outcomes.complete {
            let points = &self.points[row * self.row_len()..][..self.row_len()];
            let pairs = points.windows(2).zip(outcomes.row(row).windows(2));
            for (places, values) in pairs {
                let change = |column: &usize| places[1][*column] - places[0][*column];
                let moved = (0..self.columns).find(|column| change(column) != 0.0);
                let column = moved.expect("every step moves an input");
                let of = |replicate: usize| {
                    (values[1][replicate] - values[0][replicate]) / change(&column)
                };
                let sum: f64 = (0..outcomes.replicates).map(of).sum();
                let effect = sum / outcomes.replicates as f64;
                steps[column].push(Step {
                    effect,
                    noise: effect * effect - outcomes.square(of),
                });
            }
        }
        steps
    }
}

/// The effect of a step, averaged over replicates.
#[derive(Clone, Copy)]
struct Step {
    effect: f64,
    /// Its variance by noise, `s^2 / r`; 0 where one replicate cannot tell.
    noise: f64,
}

/// Mean, mean of absolute values, standard deviation and mean square of effects that
/// count so often.
fn statistics(steps: &[Step], weights: &[f64]) -> Vec<f64> {
    let mean = |of: &dyn Fn(&Step) -> f64| weighted_mean(weights, steps.iter().map(of));
    let mu = mean(&|step| step.effect);
    let mu_star = mean(&|step| step.effect.abs());
    let count: f64 = weights.iter().sum();
    let squares = mean(&|step| (step.effect - mu) * (step.effect - mu));
    let variance = squares * count / (count - 1.0) - mean(&|step| step.noise);
    let square = mean(&|step| step.effect * step.effect - step.noise);
    vec![mu, mu_star, variance.max(0.0).sqrt(), square]
}

/// The points of a trajectory: a start on the grid, then one step for each column
/// in random order. A step goes between the lower and the upper half of the
/// levels, so that each level is visited equally often.
fn trajectory(streams: &Streams, number: usize, columns: usize, levels: usize) -> Vec<Vec<f64>> {
    let uniform = |column: usize, draw: u16| {
        let entity = Entity {
            id: column as u32,
            generation: 0,
        };
        streams.nth_uniform(
            Draw::MorrisTrajectory,
            entity,
            Quarter(0),
            number as u32,
            draw,
        )
    };
    let half = levels / 2;
    let place = |level: usize| level as f64 / (levels - 1) as f64;
    let ends = |column: usize| {
        let low = (uniform(column, 0) * half as f64) as usize;
        match uniform(column, 1) < 0.5 {
            true => (place(low), place(low + half)),
            false => (place(low + half), place(low)),
        }
    };
    let mut order: Vec<(f64, usize)> = (0..columns).map(|i| (uniform(i, 2), i)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut points = vec![
        (0..columns)
            .map(|column| ends(column).0)
            .collect::<Vec<f64>>(),
    ];
    for (_, column) in order {
        let mut point = points[points.len() - 1].clone();
        point[column] = ends(column).1;
        points.push(point);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, exercise 4
    /// of chapter 3: six trajectories of two inputs, with the solution on p. 138.
    /// The second input stands in the place of the dummy. Outcomes are printed with
    /// two digits, so that an effect is known to .015 and a solution to .01 or so.
    #[test]
    fn solution_of_an_exercise() {
        let thirds = [
            [[0, 1], [0, 3], [2, 3]],
            [[0, 1], [2, 1], [2, 3]],
            [[2, 0], [2, 2], [0, 2]],
            [[1, 3], [3, 3], [3, 1]],
            [[1, 3], [1, 1], [3, 1]],
            [[1, 2], [1, 0], [3, 0]],
        ];
        let points = thirds.as_flattened().iter();
        let design = MorrisDesign {
            points: points
                .map(|point| point.map(|x| f64::from(x) / 3.0).into())
                .collect(),
            trajectories: 6,
            columns: 2,
        };
        let outcomes = [
            0.97, 0.71, 2.39, 0.97, 2.30, 2.39, 1.87, 2.40, 0.87, 2.15, 1.71, 1.54, 2.15, 2.17,
            1.54, 2.20, 1.87, 1.0,
        ];
        let outcomes: Vec<Vec<f64>> = outcomes.iter().map(|&y| vec![y]).collect();
        let effects = design.effects(&outcomes, &Bootstrap::default()).unwrap();
        let expected = [[0.66, 1.62, 1.79], [0.21, 0.35, 0.41]];
        for (of, expected) in [effects.inputs[0], effects.dummy].iter().zip(expected) {
            for (estimate, expected) in [of.mu, of.mu_star, of.sigma].iter().zip(expected) {
                let value = estimate.value.unwrap();
                assert!((value - expected).abs() < 0.011, "{value} {expected}");
            }
        }
    }

    #[test]
    fn trajectories_are_as_morris_has_them() {
        let design = MorrisDesign::new(4, 50, 6, 2).unwrap();
        assert_eq!(design.points().len(), 50 * 6);
        let mut visits = [0; 6];
        for trajectory in design.points().chunks(design.row_len()) {
            let mut moved: Vec<usize> = trajectory
                .windows(2)
                .map(|pair| {
                    let steps: Vec<(usize, f64)> = (0..5)
                        .map(|column| (column, pair[1][column] - pair[0][column]))
                        .filter(|(_, step)| *step != 0.0)
                        .collect();
                    assert_eq!(steps.len(), 1);
                    assert!((steps[0].1.abs() - 0.6).abs() < 1e-12);
                    steps[0].0
                })
                .collect();
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3, 4]);
            for x in trajectory.iter().flatten() {
                visits[(x * 5.0).round() as usize] += 1;
            }
        }
        // 250 columns of 50 trajectories choose among 3 pairs of levels: 1/6 of the
        // points each, with a standard deviation of 0.015
        for count in visits {
            let share = f64::from(count) / (50.0 * 6.0 * 5.0);
            assert!((share - 1.0 / 6.0).abs() < 0.08, "{visits:?}");
        }
    }

    #[test]
    fn noise_is_taken_out_of_the_spread() {
        // two replicates that differ by a constant of alternating sign
        let design = MorrisDesign::new(1, 400, 4, 3).unwrap();
        let outcomes: Vec<Vec<f64>> = design
            .points()
            .iter()
            .enumerate()
            .map(|(i, x)| {
                let noise = f64::from((i as u32).wrapping_mul(0x9E37_79B9) >> 31) - 0.5;
                vec![x[0] + noise, x[0] - noise]
            })
            .collect();
        let effects = design.effects(&outcomes, &Bootstrap::default()).unwrap();
        let input = effects.inputs[0];
        assert!((input.mu.value.unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(input.sigma.value, Some(0.0));
    }

    #[test]
    fn what_cannot_be_made_is_refused() {
        let error = |inputs, trajectories, levels| {
            MorrisDesign::new(inputs, trajectories, levels, 1).unwrap_err()
        };
        assert_eq!(error(0, 1, 4), DesignError::Empty);
        assert_eq!(error(1, 0, 4), DesignError::Empty);
        assert_eq!(error(1, 1, 5), DesignError::OddLevels { levels: 5 });
        assert_eq!(error(1, 1, 0), DesignError::OddLevels { levels: 0 });
    }
}
