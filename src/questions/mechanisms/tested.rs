//! The test of all parts: one at a time, in all worlds.

use std::convert::Infallible;
use std::fmt;
use std::num::NonZeroU64;

use super::judged::{self, Seen};
use super::part::{Part, parts};
use super::rows::{Effect, JudgedPart};
use super::step::{Step, steps};
use super::world::{Stepped, World};
use crate::engine::{MonteCarlo, Next, Signals, ThreadsUnavailable};
use crate::row::Rows;
use crate::scenario::Loaded;

/// How parts are tested.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Runs of each scenario, as it is and at each step, from [`Settings::LEAST_RUNS`] on.
    pub runs: u64,
    /// Confidence level of intervals and of the bound, strictly between 0 and 1.
    pub level: f64,
    /// Threads; 0: one a core.
    pub threads: usize,
}

impl Settings {
    /// Runs if nothing is said.
    pub const RUNS: u64 = 100;
    /// Fewer tell nothing of how much runs vary.
    pub const LEAST_RUNS: u64 = 10;
    /// More are not kept in memory together.
    pub const MOST_RUNS: u64 = 5_000;
    /// The level if nothing is said.
    pub const LEVEL: f64 = 0.95;
    /// How many steps are taken between two looks at whether to go on.
    const BATCH: NonZeroU64 = NonZeroU64::new(16).expect("it is not zero");
}

/// Why there is no test.
#[derive(Debug)]
#[non_exhaustive]
pub enum MechanismsError {
    /// The operating system refused the threads.
    Threads(ThreadsUnavailable),
    /// It was interrupted.
    Interrupted,
}

impl fmt::Display for MechanismsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threads(error) => error.fmt(f),
            Self::Interrupted => f.write_str("interrupted before there was any result"),
        }
    }
}

impl std::error::Error for MechanismsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // its words are its own: what is behind it comes next
            Self::Threads(error) => error.source(),
            Self::Interrupted => None,
        }
    }
}

/// What became of all parts.
#[derive(Clone, Debug)]
pub struct Tested {
    /// How it was made.
    pub settings: Settings,
    /// The names of the scenarios.
    pub scenarios: Vec<String>,
    /// Every effect: scenario by scenario, step by step, measure by measure.
    pub effects: Rows<Effect>,
    /// Every part, the strongest first.
    pub parts: Rows<JudgedPart>,
    /// How many tests were made.
    pub tests: u64,
}

impl Tested {
    /// How many runs it takes to test all parts in some worlds.
    pub fn cost(worlds: &[(String, Loaded)], runs: u64) -> u64 {
        let parts = parts();
        let of_world = |(_, loaded): &(String, Loaded)| 1 + steps(&parts, loaded).len() as u64;
        worlds.iter().map(of_world).sum::<u64>() * runs
    }

    /// Tests all parts in some worlds; `listener` hears how many more runs were done.
    ///
    /// # Errors
    /// If the threads are refused or the signals say to end.
    pub fn run(
        worlds: &[(String, Loaded)],
        settings: Settings,
        signals: &Signals,
        mut listener: impl FnMut(u64),
    ) -> Result<Self, MechanismsError> {
        let engine = MonteCarlo::new(Settings::BATCH, settings.threads);
        let engine = engine.map_err(MechanismsError::Threads)?;
        let parts = parts();
        let mut seen = vec![Seen::default(); parts.len()];
        let mut effects = Rows::default();
        for (name, loaded) in worlds {
            let steps = steps(&parts, loaded);
            let world = World::new(name, loaded, settings.runs, settings.level);
            listener(settings.runs);
            let take = |step: &Step| world.step(&parts[step.part], step);
            each(&engine, &steps, signals, take, |step, stepped| {
                let seen = &mut seen[step.part];
                listener(settings.runs);
                match stepped {
                    Stepped::Held(rule) => {
                        seen.rule.get_or_insert(rule);
                    }
                    Stepped::Moved(own, differs) => {
                        seen.steps += 1;
                        seen.differs |= differs;
                        own.into_iter().for_each(|effect| effects.push(effect));
                    }
                }
            })?;
        }
        let tests = effects.iter().filter(|effect| effect.p_value.is_some());
        let tests = tests.count() as u64;
        Ok(Self {
            parts: judged::parts(
                &parts,
                &seen,
                &effects,
                judged::bound(settings.level, tests),
            ),
            scenarios: worlds.iter().map(|(name, _)| name.clone()).collect(),
            settings,
            effects,
            tests,
        })
    }

    /// The p-value below which an effect counts.
    pub fn bound(&self) -> f64 {
        judged::bound(self.settings.level, self.tests)
    }
}

/// The parts that change no number of the first runs of any of the worlds. Each is looked for
/// only until it changes one.
///
/// # Errors
/// If the threads are refused or the signals say to end.
pub fn dead(
    worlds: &[(String, Loaded)],
    settings: Settings,
    signals: &Signals,
) -> Result<Vec<Part>, MechanismsError> {
    let engine = MonteCarlo::new(Settings::BATCH, settings.threads);
    let engine = engine.map_err(MechanismsError::Threads)?;
    let parts = parts();
    let mut differs = vec![false; parts.len()];
    for (name, loaded) in worlds {
        let mut open = steps(&parts, loaded);
        open.retain(|step| !differs[step.part]);
        let world = World::new(name, loaded, settings.runs, settings.level);
        let take = |step: &Step| world.differs(step);
        each(&engine, &open, signals, take, |step, found| {
            differs[step.part] |= found;
        })?;
    }
    let pairs = parts.into_iter().zip(differs);
    Ok(pairs
        .filter_map(|(part, differs)| (!differs).then_some(part))
        .collect())
}

/// Takes steps in parallel, and hands them on in their order.
fn each<T: Send>(
    engine: &MonteCarlo,
    steps: &[Step],
    signals: &Signals,
    take: impl Fn(&Step) -> T + Sync,
    mut hand: impl FnMut(&Step, T),
) -> Result<(), MechanismsError> {
    let Ok(finished) = engine.run(
        steps.len() as u64,
        signals,
        || (),
        |(), place| take(&steps[place as usize]),
        |first, taken| {
            let own = steps[first as usize..].iter();
            own.zip(taken).for_each(|(step, taken)| hand(step, taken));
            Ok::<_, Infallible>(Next::Continue)
        },
    );
    match finished.interrupted {
        true => Err(MechanismsError::Interrupted),
        false => Ok(()),
    }
}
