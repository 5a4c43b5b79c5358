//! How far the inputs of a box depend on the sample.

use super::Cases;
use super::covering::{Settings, SettingsError};
use super::peel::peel;
use super::region::Fit;
use crate::random::{Entity, Purpose, Streams};
use crate::units::Quarter;

/// How often an input is restricted in boxes of resampled cases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reproducibility {
    /// Share of resamples in which the box with the nearest coverage restricts
    /// the input.
    pub by_coverage: f64,
    /// The same for the box with the nearest density.
    pub by_density: f64,
}

/// Which case a resample has in a place.
#[derive(Clone, Copy)]
struct Resampling;

impl Purpose for Resampling {
    /// Far from the purposes of models, which may have the same seed.
    fn number(self) -> u8 {
        220
    }
}

/// The resampling test of Bryant & Lempert (2010): boxes are peeled anew in
/// `resamples` bootstrap samples of the cases, and the one with the coverage,
/// or density, of the box `target` is looked at. One entry an input, in their
/// order. An input that a real box restricts is restricted in nearly all; a
/// low share says that its rule is an accident of the sample.
///
/// Resamples are functions of `seed` and their number.
///
/// # Errors
/// If a setting is out of its range.
pub fn reproducibility(
    cases: &Cases,
    target: &Fit,
    settings: &Settings,
    resamples: u32,
    seed: u64,
) -> Result<Vec<Reproducibility>, SettingsError> {
    settings.check()?;
    let inputs = cases.inputs().len();
    let mut counts = vec![[0u32; 2]; inputs];
    for resample in 0..resamples {
        let sample = bootstrap(cases.outcomes().len(), seed, resample);
        let least = settings.least_weight(cases, &sample);
        let trajectory = peel(cases, &sample, settings.alpha, least);
        let nearest = |part: fn(&Fit) -> f64| {
            let away = |fit: &Fit| (part(fit) - part(target)).abs();
            // of those that are equally near, the densest, which comes last
            let densest_first = trajectory.iter().rev();
            densest_first.min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)))
        };
        let boxes = [nearest(|fit| fit.coverage), nearest(|fit| fit.density)];
        for (measure, found) in boxes.into_iter().enumerate() {
            let restricted = found.map(|(region, _)| region.restricted());
            for input in restricted.unwrap_or_default() {
                counts[input][measure] += 1;
            }
        }
    }
    let share = |count: u32| f64::from(count) / f64::from(resamples.max(1));
    let shares = counts
        .into_iter()
        .map(|[coverage, density]| Reproducibility {
            by_coverage: share(coverage),
            by_density: share(density),
        });
    Ok(shares.collect())
}

/// As many cases as there are, drawn with replacement.
fn bootstrap(cases: usize, seed: u64, resample: u32) -> Vec<usize> {
    let streams = Streams::new(seed, u64::from(resample));
    let draw = |place: usize| {
        let entity = Entity {
            id: place as u32,
            generation: 0,
        };
        let uniform = streams.uniform(Resampling, entity, Quarter(0));
        ((uniform * cases as f64) as usize).min(cases - 1)
    };
    (0..cases).map(draw).collect()
}
