//! What is believed of parameters after the records have been read.

use super::draw::{Draw, Particle};
use super::learnable::Learnable;
use super::statistics::About;
use crate::analysis::ridge::{Ridge, dot, spread};
use crate::analysis::synthetic_likelihood::{self, Simulated};
use crate::random::{Stream, Streams};

/// What keeps a regression from following noise, relative to the number of draws.
const RIDGE: f64 = 1e-3;

/// Standard deviations from the draws beyond which a statistic says no more.
const FAR: f64 = 5.0;

/// Least standard deviation of a statistic that differs from draw to draw.
const SAME: f64 = 1e-9;

/// Weighted values of what may be learnt, each with values of all else that is assumed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Posterior {
    pub(super) particles: Vec<Particle>,
}

/// What draws are about.
pub(super) struct Drawn<'a> {
    pub(super) draws: &'a [Draw],
    /// In which part of their priors parameters were drawn.
    pub(super) boxes: &'a [(f64, f64)],
    pub(super) learnable: &'a [Learnable],
    /// What each statistic is about.
    pub(super) about: &'a [About],
}

impl Posterior {
    /// Of draws and the statistics of the records, by parameter whether it is to be learnt.
    ///
    /// Statistics are summed up by what they say of each parameter: its regression on those of
    /// people and of what it is about itself (Fearnhead & Prangle 2012, JRSS B 74: 419). What
    /// of all parameters gives such summaries is believed then. None if there are too few
    /// draws.
    pub(super) fn of(
        drawn: &Drawn<'_>,
        observed: &[f64],
        is_learnt: &[bool],
        streams: &Streams,
    ) -> Option<Self> {
        let Drawn {
            draws,
            boxes,
            learnable,
            about,
        } = drawn;
        let scales = Scales::of(draws, observed.len());
        let mut summed: Vec<(usize, Vec<f64>, f64)> = Vec::new();
        for own in [About::People, About::Vacancies, About::Papers, About::Work] {
            let of_own = |place: &usize| {
                let parameter = &learnable[*place];
                parameter.about == own && is_learnt[*place] && !parameter.is_measured()
            };
            let parameters: Vec<usize> = (0..learnable.len()).filter(of_own).collect();
            let kept: Vec<usize> = (0..observed.len())
                .filter(|&place| scales.spreads[place] > SAME)
                .filter(|&place| [About::People, own].contains(&about[place]))
                .collect();
            if !parameters.is_empty() {
                summed.extend(scales.summaries(draws, observed, &kept, &parameters)?);
            }
        }
        // What no statistic says anything about stays where it was drawn.
        summed.retain(|(_, summaries, _)| spread(summaries.iter().copied()) > SAME);
        summed.sort_unstable_by_key(|(place, ..)| *place);
        let is_wanted: Vec<bool> = (0..learnable.len())
            .map(|place| summed.iter().any(|(wanted, ..)| *wanted == place))
            .collect();
        let even = |place: usize, own: f64| {
            let (low, high) = boxes[place];
            2.0 * (own - low) / (high - low) - 1.0
        };
        let simulated = draws.iter().enumerate().map(|(number, draw)| {
            let mut own = Simulated {
                parameters: Vec::new(),
                nuisances: Vec::new(),
                prior: Vec::new(),
                summaries: summed.iter().map(|(_, own, _)| own[number]).collect(),
            };
            for (place, &value) in draw.places.iter().enumerate() {
                match is_wanted[place] {
                    true => own.parameters.push(even(place, value)),
                    false => {
                        own.nuisances.push(even(place, value));
                        own.prior.push(2.0 * draw.luck[place] - 1.0);
                    }
                }
            }
            let others = draw.others.iter().zip(&draw.luck[is_wanted.len()..]);
            for (other, luck) in others {
                own.nuisances.push(2.0 * other - 1.0);
                own.prior.push(2.0 * luck - 1.0);
            }
            own
        });
        let simulated: Vec<Simulated> = simulated.collect();
        let observed: Vec<f64> = summed.iter().map(|(.., observed)| *observed).collect();
        let purpose = Stream::PosteriorWalk;
        let believed = synthetic_likelihood::posterior(&simulated, &observed, streams, purpose)?;
        let weight = 1.0 / draws.len() as f64;
        let particles = believed.into_iter().map(|own| {
            let (mut wanted, mut rest) = (own.parameters.iter(), own.nuisances.iter());
            let places = is_wanted
                .iter()
                .zip(boxes.iter())
                .filter_map(|(is_wanted, ends)| {
                    let own = match is_wanted {
                        true => wanted.next(),
                        false => rest.next(),
                    };
                    own.map(|own| ends.0 + (ends.1 - ends.0) * (own + 1.0) / 2.0)
                });
            Particle {
                places: places.collect(),
                others: rest.map(|own| (own + 1.0) / 2.0).collect(),
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

    /// For each of some parameters what some statistics of each draw say of it, and what those
    /// of the records do. None if there are too few draws.
    fn summaries(
        &self,
        draws: &[Draw],
        observed: &[f64],
        kept: &[usize],
        parameters: &[usize],
    ) -> Option<Vec<(usize, Vec<f64>, f64)>> {
        if draws.len() < 4 * (kept.len() + 1) {
            return None;
        }
        let rows: Vec<Vec<f64>> = draws
            .iter()
            .map(|draw| self.row(&draw.statistics, kept))
            .collect();
        let targets: Vec<Vec<f64>> = parameters
            .iter()
            .map(|&place| draws.iter().map(|draw| draw.places[place]).collect())
            .collect();
        let added = |column: usize| match column {
            0 => 0.0,
            _ => RIDGE * rows.len() as f64,
        };
        let Ridge { slopes, .. } = Ridge::of(&rows, &targets, added)?;
        let of_records = self.row(observed, kept);
        let summaries = parameters.iter().zip(slopes).map(|(&place, slopes)| {
            let of_draws = rows.iter().map(|row| dot(&slopes, row)).collect();
            (place, of_draws, dot(&slopes, &of_records))
        });
        Some(summaries.collect())
    }

    /// One, and some of the statistics; farther from the draws than any would be is no farther.
    fn row(&self, statistics: &[f64], kept: &[usize]) -> Vec<f64> {
        let scaled = kept.iter().map(|&place| {
            let off = (statistics[place] - self.means[place]) / self.spreads[place];
            off.clamp(-FAR, FAR)
        });
        std::iter::once(1.0).chain(scaled).collect()
    }
}
