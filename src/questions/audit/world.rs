//! Runs of a scenario at draws of its parameters: one run a draw.

use std::convert::Infallible;
use std::fmt;
use std::num::NonZeroU64;

use super::claim::Claim;
use super::settings::Settings;
use crate::analysis::sampling::LatinHypercube;
use crate::engine::{MonteCarlo, Next, Signals, ThreadsUnavailable};
use crate::experiment::Assumed;
use crate::metrics::RunRecord;
use crate::scenario::Loaded;
use crate::simulation::Simulation;

/// Why there is no audit.
#[derive(Debug)]
#[non_exhaustive]
pub enum AuditError {
    /// The operating system refused the threads.
    Threads(ThreadsUnavailable),
    /// It was interrupted.
    Interrupted,
}

impl fmt::Display for AuditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threads(error) => error.fmt(f),
            Self::Interrupted => f.write_str("interrupted before there was any result"),
        }
    }
}

impl std::error::Error for AuditError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // its words are its own: what is behind it comes next
            Self::Threads(error) => error.source(),
            Self::Interrupted => None,
        }
    }
}

/// Outcomes of one prior: for each draw that kept the rules, the drawn values
/// and for each claim before and after.
pub(super) struct Outcomes {
    pub(super) rows: Vec<(Vec<f64>, Vec<[f64; 2]>)>,
}

/// Everything needed to run the draws of one scenario.
pub(super) struct World<'a> {
    pub(super) prior: Assumed,
    /// The claims about the scenario, each with its place in the file.
    pub(super) claims: Vec<(usize, &'a Claim)>,
    pub(super) settings: Settings,
    points: LatinHypercube,
    signals: &'a Signals,
}

impl<'a> World<'a> {
    pub(super) fn new(
        loaded: &Loaded,
        claims: Vec<(usize, &'a Claim)>,
        settings: Settings,
        signals: &'a Signals,
    ) -> Result<Self, AuditError> {
        let engine = MonteCarlo::new(NonZeroU64::MIN, settings.threads);
        let prior = Assumed::of(&[loaded], &engine.map_err(AuditError::Threads)?);
        Ok(Self {
            points: prior.points(settings.seed, settings.draws as usize),
            prior,
            claims,
            settings,
            signals,
        })
    }

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
        let seed = [format!("simulation.seed={}", self.settings.seed)];
        self.prior
            .attempt(&self.points, draw as usize, factor, |mut values| {
                if let Some((parameter, value)) = pinned {
                    values[parameter] = value;
                }
                let scenario = self.prior.scenario(0, &values, &seed)?;
                let simulation = Simulation::new(&scenario);
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
