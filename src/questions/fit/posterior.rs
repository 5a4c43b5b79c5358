//! What is believed of parameters after the records have been read: draws that gave other
//! statistics than the records, moved to where they would have given the same.

use super::draw::{Draw, Particle};
use super::learnable::Learnable;
use super::statistics::About;
use crate::analysis::linear::{cholesky, solve};

/// What keeps a regression from following noise, relative to the number of draws.
const RIDGE: f64 = 1e-3;

/// Weighted values of what may be learnt, each with values of all else that is assumed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Posterior {
    pub(super) particles: Vec<Particle>,
}

/// A place that was moved beyond an end of its range, as far within.
fn reflected(place: f64) -> f64 {
    let folded = place.rem_euclid(2.0);
    if folded > 1.0 { 2.0 - folded } else { folded }
}

impl Posterior {
    /// Of draws and the statistics of the records, and what each statistic is about.
    ///
    /// Each parameter is regressed on the statistics of people and of what it is about itself,
    /// and each draw is moved by what that says of its distance from the records (Beaumont, Zhang
    /// & Balding 2002, Genetics 162: 2025), reflected at the ends of its prior. All draws count the same: there are too many parameters for any to be near in all
    /// of them, and they come from boxes in which relations are nearly linear. None if there
    /// are too few.
    pub(super) fn of(
        draws: &[Draw],
        observed: &[f64],
        about: &[About],
        (learnable, is_learnt): (&[Learnable], &[bool]),
    ) -> Option<Self> {
        let scales = Scales::of(draws, observed.len());
        let differing: Vec<usize> = (0..observed.len())
            .filter(|&place| scales.differs(place))
            .collect();
        // By parameter: how far each draw is moved.
        let mut shifts: Vec<(usize, Vec<f64>)> = Vec::new();
        for own in [About::People, About::Vacancies, About::Papers, About::Work] {
            let parameters: Vec<usize> = (0..learnable.len())
                .filter(|&place| learnable[place].about == own)
                .collect();
            if parameters.is_empty() {
                continue;
            }
            let kept: Vec<usize> = differing
                .iter()
                .copied()
                .filter(|&place| about[place] == About::People || about[place] == own)
                .collect();
            let target = |place: usize| draws.iter().map(move |draw| draw.places[place]).collect();
            let targets: Vec<Vec<f64>> = parameters.iter().map(|&place| target(place)).collect();
            let widened = widened(draws.len(), kept.len() + 1);
            let found = scales.shifts(draws, observed, &kept, &targets, widened)?;
            shifts.extend(parameters.into_iter().zip(found));
        }
        // All else is moved, too, or sets would not give what the records give together.
        let others = 0..draws.first()?.others.len();
        let targets: Vec<Vec<f64>> = others
            .map(|place| draws.iter().map(|draw| draw.others[place]).collect())
            .collect();
        let of_others = scales.shifts(draws, observed, &differing, &targets, 1.0)?;
        let weight = 1.0 / draws.len() as f64;
        let particles = draws.iter().enumerate().map(|(number, draw)| {
            let mut places = draw.places.clone();
            for &(place, ref shift) in &shifts {
                // What is not learnt keeps the range that is assumed for it.
                if !is_learnt[place] || learnable[place].is_measured() {
                    continue;
                }
                places[place] = reflected(places[place] + shift[number]);
            }
            let others = draw.others.iter().zip(&of_others);
            let others = others.map(|(&place, shift)| reflected(place + shift[number]));
            Particle {
                places,
                others: others.collect(),
                weight,
            }
        });
        Some(Self {
            particles: particles.collect(),
        })
    }

    /// Weighted mean and standard deviation of the places of a parameter.
    pub(super) fn moments(&self, parameter: usize) -> (f64, f64) {
        let particles = || self.particles.iter();
        let mean: f64 = particles()
            .map(|own| own.weight * own.places[parameter])
            .sum();
        let off = |own: &Particle| own.places[parameter] - mean;
        let square = |own: &Particle| own.weight * off(own) * off(own);
        (mean, particles().map(square).sum::<f64>().sqrt())
    }

    /// The least place at or below which a share of the posterior lies.
    pub(super) fn quantile(&self, parameter: usize, probability: f64) -> f64 {
        let particles = self.particles.iter();
        let mut sorted: Vec<(f64, f64)> = particles
            .map(|own| (own.places[parameter], own.weight))
            .collect();
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut below = 0.0;
        let found = sorted.iter().find(|(_, weight)| {
            below += weight;
            below >= probability
        });
        found.or(sorted.last()).map_or(f64::NAN, |own| own.0)
    }

    /// Share of the posterior below a place.
    pub(super) fn below(&self, parameter: usize, place: f64) -> f64 {
        let particles = self.particles.iter();
        let below = particles.filter(|own| own.places[parameter] < place);
        below.map(|own| own.weight).sum()
    }

    /// As many sets of equal weight, each as often as it counts but for rounding.
    pub(super) fn resampled(&self, sets: usize) -> Vec<&Particle> {
        let (mut at, mut below) = (0, self.particles[0].weight);
        let each = (0..sets).map(|set| {
            let wanted = (set as f64 + 0.5) / sets as f64;
            while below <= wanted && at + 1 < self.particles.len() {
                at += 1;
                below += self.particles[at].weight;
            }
            &self.particles[at]
        });
        each.collect()
    }
}

/// By how much what is left of a regression on so many numbers is too small: it has fitted some
/// of the noise of its own draws, and what it says of the records has an error of its own.
fn widened(draws: usize, numbers: usize) -> f64 {
    let share = numbers as f64 / draws as f64;
    (1.0 + share).sqrt() / (1.0 - share)
}

/// How statistics are brought to one scale.
struct Scales {
    means: Vec<f64>,
    spreads: Vec<f64>,
}

impl Scales {
    fn of(draws: &[Draw], statistics: usize) -> Self {
        let column = |place: usize| draws.iter().map(move |draw| draw.statistics[place]);
        let means: Vec<f64> = (0..statistics)
            .map(|place| column(place).sum::<f64>() / draws.len() as f64)
            .collect();
        let spreads = (0..statistics).map(|place| spread(column(place)));
        Self {
            spreads: spreads.collect(),
            means,
        }
    }

    fn differs(&self, place: usize) -> bool {
        self.spreads[place] > 1e-9
    }

    /// By target, how far each draw is moved to where the records are, and what a regression on
    /// some of the statistics leaves is widened. None if there are too few draws.
    fn shifts(
        &self,
        draws: &[Draw],
        observed: &[f64],
        kept: &[usize],
        targets: &[Vec<f64>],
        widened: f64,
    ) -> Option<Vec<Vec<f64>>> {
        if draws.len() < 4 * (kept.len() + 1) {
            return None;
        }
        let rows: Vec<Vec<f64>> = draws
            .iter()
            .map(|draw| self.row(&draw.statistics, kept))
            .collect();
        let slopes = regressions(&rows, targets)?;
        let of_records = self.row(observed, kept);
        let shifts = slopes.iter().zip(targets).map(|(slope, target)| {
            let wanted = dot(slope, &of_records);
            let shift = |(row, own): (&Vec<f64>, &f64)| {
                let expected = dot(slope, row);
                wanted - expected + (widened - 1.0) * (own - expected)
            };
            rows.iter().zip(target).map(shift).collect()
        });
        Some(shifts.collect())
    }

    /// One, and some of the statistics; farther from the draws than any would be is no farther.
    fn row(&self, statistics: &[f64], kept: &[usize]) -> Vec<f64> {
        let scaled = kept.iter().map(|&place| {
            let off = (statistics[place] - self.means[place]) / self.spreads[place];
            off.clamp(-5.0, 5.0)
        });
        std::iter::once(1.0).chain(scaled).collect()
    }
}

/// Standard deviation.
pub(super) fn spread(numbers: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = numbers.clone().count() as f64;
    let mean = numbers.clone().sum::<f64>() / count;
    let squares: f64 = numbers.map(|own| (own - mean) * (own - mean)).sum();
    (squares / count).sqrt()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Slopes of least squares for each target, shrunk a little.
fn regressions(rows: &[Vec<f64>], targets: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let size = rows.first()?.len();
    let mut matrix = vec![vec![0.0; size]; size];
    for row in rows {
        for (sums, x) in matrix.iter_mut().zip(row) {
            for (sum, y) in sums.iter_mut().zip(row) {
                *sum += x * y;
            }
        }
    }
    for (i, row) in matrix.iter_mut().enumerate().skip(1) {
        row[i] += RIDGE * rows.len() as f64;
    }
    let lower = cholesky(&matrix)?;
    let slopes = targets.iter().map(|target| {
        let mut right = vec![0.0; size];
        for (row, target) in rows.iter().zip(target) {
            for (sum, x) in right.iter_mut().zip(row) {
                *sum += x * target;
            }
        }
        solve(&lower, &right)
    });
    Some(slopes.collect())
}
