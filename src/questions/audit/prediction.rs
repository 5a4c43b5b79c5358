//! What the model predicts for each claim: one run a draw of the parameters.

use std::convert::Infallible;
use std::num::NonZeroU64;

use super::claims::{Claim, Claims, Compare};
use super::departure::{self, Departure};
use super::prior::Prior;
use crate::analysis::sampling::LatinHypercube;
use crate::engine::{MonteCarlo, Next, Signals, ThreadsUnavailable};
use crate::metrics::RunRecord;
use crate::random::{Stream, Streams};
use crate::simulation::Simulation;
use crate::stats::quantiles;

/// Factors by which the literature's ranges are stretched, one after the other.
pub(super) const FACTORS: [f64; 6] = [1.5, 2.0, 3.0, 4.0, 6.0, 8.0];
/// Most attempts at a draw that breaks a rule.
const ATTEMPTS: u16 = 50;

/// How an audit is made.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Parameter draws of a prior.
    pub draws: u32,
    /// Seed of draws and runs.
    pub seed: u64,
    /// Threads; 0: one a core.
    pub threads: usize,
}

/// Why there is no audit.
#[derive(Debug)]
pub enum AuditError {
    /// The operating system refused the threads.
    Threads(ThreadsUnavailable),
    /// It was interrupted.
    Interrupted,
}

/// A central interval over draws and runs: low end, median, high end, in the
/// claim's unit.
pub(super) type Span = [f64; 3];

/// What the model says about a claim under one prior.
#[derive(Clone, Debug)]
pub(super) struct Prediction {
    pub(super) before: Option<Span>,
    pub(super) after: Option<Span>,
    /// Difference or ratio.
    pub(super) change: Option<Span>,
    pub(super) is_inside: bool,
    /// Draws with a number.
    pub(super) used: usize,
}

/// Outcomes of one prior: for each draw that kept the rules, the drawn values
/// and for each claim before and after.
pub(super) struct Outcomes {
    pub(super) rows: Vec<(Vec<f64>, Vec<[f64; 2]>)>,
}

/// What an audit says about one claim.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) literature: Prediction,
    pub(super) wide: Option<(f64, Prediction)>,
    pub(super) departures: Vec<Departure>,
    pub(super) drawn: usize,
    pub(super) tied: Vec<String>,
}

/// The audit of a file of claims.
#[derive(Clone, Debug)]
pub struct Audit {
    pub(super) claims: Vec<Claim>,
    pub(super) verdicts: Vec<Option<Verdict>>,
}

/// Everything needed to run the draws of one scenario.
pub(super) struct World<'a> {
    pub(super) prior: Prior,
    pub(super) points: LatinHypercube,
    pub(super) claims: Vec<(usize, &'a Claim)>,
    settings: Settings,
    signals: &'a Signals,
}

impl Audit {
    /// Puts claims to the model; `listener` hears about each step.
    ///
    /// # Errors
    /// If the threads are refused or the signals say to end.
    pub fn run(
        claims: &Claims,
        settings: Settings,
        signals: &Signals,
        mut listener: impl FnMut(&str),
    ) -> Result<Self, AuditError> {
        let mut verdicts = vec![None; claims.claims.len()];
        for (place, loaded) in claims.scenarios.iter().enumerate() {
            let numbered = claims.claims.iter().enumerate();
            let own = numbered.filter(|(_, c)| !c.metric.is_empty() && c.scenario == place);
            let prior = Prior::of(loaded);
            let world = World {
                points: LatinHypercube::with_streams(
                    Streams::new(settings.seed, 0),
                    Stream::ParameterDraw,
                    settings.draws as usize,
                    prior.drawn.len(),
                ),
                prior,
                claims: own.collect(),
                settings,
                signals,
            };
            let title = &loaded.scenario.title;
            listener(&format!("{title}: ranges of the literature"));
            let literature = world.draw(1.0, None, settings.draws as usize)?;
            let mut own: Vec<Verdict> = (0..world.claims.len())
                .map(|index| Verdict {
                    literature: predict(world.claims[index].1, &literature, index),
                    wide: None,
                    departures: Vec::new(),
                    drawn: world.prior.drawn.len(),
                    tied: world.prior.tied.clone(),
                })
                .collect();
            for factor in FACTORS {
                if own.iter().all(|v| v.literature.is_inside || v.is_reached()) {
                    break;
                }
                listener(&format!("{title}: ranges stretched by {factor}"));
                let outcomes = world.draw(factor, None, settings.draws as usize)?;
                for (index, verdict) in own.iter_mut().enumerate() {
                    if !verdict.literature.is_inside && !verdict.is_reached() {
                        let wide = predict(world.claims[index].1, &outcomes, index);
                        verdict.wide = Some((factor, wide));
                    }
                }
            }
            listener(&format!("{title}: single parameters"));
            departure::find(&world, &literature, &mut own)?;
            for ((claim, _), verdict) in world.claims.iter().zip(own) {
                verdicts[*claim] = Some(verdict);
            }
        }
        let claims = claims.claims.clone();
        Ok(Self { claims, verdicts })
    }
}

impl Verdict {
    /// Whether the widest prior tried contains the claim.
    pub(super) fn is_reached(&self) -> bool {
        self.wide.as_ref().is_some_and(|(_, wide)| wide.is_inside)
    }
}

impl World<'_> {
    /// Runs the first `draws` draws of the prior stretched by `factor`, with one
    /// parameter pinned to a value if wanted.
    pub(super) fn draw(
        &self,
        factor: f64,
        pinned: Option<(usize, f64)>,
        draws: usize,
    ) -> Result<Outcomes, AuditError> {
        let batch = NonZeroU64::new(draws as u64).unwrap_or(NonZeroU64::MIN);
        let engine = MonteCarlo::new(batch, self.settings.threads).map_err(AuditError::Threads)?;
        let mut rows = Vec::new();
        let finished = engine.run(
            draws as u64,
            self.signals,
            || (),
            |(), draw| self.one(draw, factor, pinned),
            |_, results: Vec<Option<_>>| {
                rows.extend(results.into_iter().flatten());
                Ok::<_, Infallible>(Next::Continue)
            },
        );
        match finished {
            Ok(finished) if !finished.interrupted => Ok(Outcomes { rows }),
            _ => Err(AuditError::Interrupted),
        }
    }

    fn one(
        &self,
        draw: u64,
        factor: f64,
        pinned: Option<(usize, f64)>,
    ) -> Option<(Vec<f64>, Vec<[f64; 2]>)> {
        (0..ATTEMPTS).find_map(|attempt| {
            let mut values = self
                .prior
                .values(&self.points, draw as usize, attempt, factor);
            if let Some((parameter, value)) = pinned {
                values[parameter] = value;
            }
            let mut overrides = self.prior.overrides(&values);
            overrides.push(format!("simulation.seed={}", self.settings.seed));
            let loaded = self.prior.load(&overrides)?;
            let simulation = Simulation::new(&loaded.scenario);
            let record = simulation.simulate(draw, &mut simulation.recorder());
            let claims = self.claims.iter();
            Some((
                values,
                claims.map(|(_, claim)| levels(claim, &record)).collect(),
            ))
        })
    }
}

fn levels(claim: &Claim, record: &RunRecord) -> [f64; 2] {
    claim.targets.each_ref().map(|target| {
        let level = target.as_ref().map(|target| target.level(record));
        level.map_or(f64::NAN, |level| level / claim.scale)
    })
}

/// The number of a draw that is compared with the claim.
pub(super) fn compared(claim: &Claim, [before, after]: [f64; 2]) -> f64 {
    match claim.compare {
        Some(Compare::Ratio) => after / before,
        _ if claim.targets[0].is_some() => after - before,
        _ => after,
    }
}

/// The claim's own such number: low and high end.
pub(super) fn stated(claim: &Claim) -> [f64; 2] {
    let [before, after] = [claim.before, claim.after].map(|level| level.unwrap_or(f64::NAN));
    match claim.compare {
        Some(Compare::Range) => [before, after],
        _ => [compared(claim, [before, after]); 2],
    }
}

/// The prediction for the claim number `index` of a world.
pub(super) fn predict(claim: &Claim, outcomes: &Outcomes, index: usize) -> Prediction {
    let span = |number: &dyn Fn([f64; 2]) -> f64| {
        let numbers = outcomes
            .rows
            .iter()
            .map(|(_, levels)| number(levels[index]));
        let mut numbers: Vec<f64> = numbers.filter(|number| number.is_finite()).collect();
        (quantiles(&mut numbers, [0.025, 0.5, 0.975]), numbers.len())
    };
    let (compared, used) = span(&|levels| compared(claim, levels));
    let [low, high] = stated(claim);
    let has_change = claim.targets[0].is_some();
    Prediction {
        before: span(&|levels| levels[0]).0,
        after: span(&|levels| levels[1]).0,
        change: compared.filter(|_| has_change),
        is_inside: compared.is_some_and(|span| span[0] <= high && low <= span[2]),
        used,
    }
}
