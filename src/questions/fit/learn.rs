//! From records to what is believed of parameters: rounds of draws, each from where the last
//! one left some doubt.

use super::growth::{growth, rates};
use super::learnable::Learnable;
use super::organisation::{Organisation, Units, Written, events};
use super::posterior::{Drawn, Posterior};
use super::span::Span;
use super::statistics::{Scope, about, statistics};
use super::world::{Round, World};
use crate::engine::{MonteCarlo, Signals};
use crate::measures::Role;
use crate::random::Streams;
use crate::records::Records;
use crate::scenario::{Loaded, load_bytes};

/// Fewest quarters from which anything is learnt.
pub(super) const FEWEST_QUARTERS: u32 = 4;

/// Fewest exits from which anything is learnt.
pub(super) const FEWEST_EXITS: usize = 5;

/// Share of its prior's spread below which that of a posterior is a finding.
const LEARNT: f64 = 0.8;

/// Standard deviation of a uniform distribution of width one.
pub(super) const UNIFORM: f64 = 0.288_675_134_594_812_9;

/// Rounds of draws.
const ROUNDS: u32 = 4;

/// The round after which it is settled what is learnt: all else keeps its assumed range then.
const JUDGED: u32 = 1;

/// How a fit goes about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LearnSettings {
    /// Draws of the parameters, each simulated once.
    pub draws: u64,
    /// Master seed.
    pub seed: u64,
    /// Fewest people of a unit of its own.
    pub smallest: u32,
    /// Whether all that cannot be learnt is drawn from its assumed range, or at its default.
    pub draws_others: bool,
}

/// Why nothing can be learnt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FitError {
    /// No draws were asked for.
    NotAsked,
    /// The records cover too few whole quarters.
    TooShort {
        /// How many.
        quarters: u32,
    },
    /// Too few people have left.
    TooFewExits {
        /// How many.
        exits: usize,
    },
    /// The scenario that follows from the records breaks rules.
    Scenario(String),
    /// Too few draws gave an organisation.
    TooFewDraws,
    /// The operating system refused the threads.
    Threads(String),
    /// An interrupt came.
    Interrupted,
}

impl std::fmt::Display for FitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAsked => f.write_str("no draws were asked for"),
            Self::TooShort { quarters } => write!(
                f,
                "the records cover {quarters} whole quarters of the year, and parameters are learnt \
                 from at least {FEWEST_QUARTERS}"
            ),
            Self::TooFewExits { exits } => write!(
                f,
                "{exits} people left in the whole quarters that the records cover, and parameters \
                 are learnt from at least {FEWEST_EXITS} exits"
            ),
            Self::Scenario(faults) => {
                write!(f, "the scenario of the records is not valid: {faults}")
            }
            Self::TooFewDraws => write!(
                f,
                "too few draws of the parameters could be simulated; ask for more with --draws"
            ),
            Self::Threads(error) => f.write_str(error),
            Self::Interrupted => write!(f, "interrupted"),
        }
    }
}

impl std::error::Error for FitError {}

/// What was learnt.
pub(super) struct Learnt {
    pub(super) span: Span,
    pub(super) units: Units,
    pub(super) world: World,
    pub(super) scope: Scope,
    pub(super) posterior: Posterior,
    /// By parameter that may be learnt: whether it was.
    pub(super) is_learnt: Vec<bool>,
    /// Mean and standard deviation of the places of each, when it was settled what is learnt.
    pub(super) first_look: Vec<(f64, f64)>,
}

impl Learnt {
    /// From records, over the whole quarters that they cover, in some rounds of draws.
    pub(super) fn of(
        records: &Records,
        base: &Loaded,
        settings: LearnSettings,
        (engine, signals): (&MonteCarlo, &Signals),
        mut done: impl FnMut(u64),
    ) -> Result<Self, FitError> {
        let span = Span::of(records);
        let quarters = span.map_or(0, |span| span.quarters);
        let (Some(span), true) = (span, quarters >= FEWEST_QUARTERS) else {
            return Err(FitError::TooShort { quarters });
        };
        let exits = exits(records, span);
        if exits < FEWEST_EXITS {
            return Err(FitError::TooFewExits { exits });
        }
        let units = Units::of(records, settings.smallest);
        let scope = scope(records, span, &units);
        let text = past(records, &units, span, base, &[]);
        let loaded = load_bytes("the records", text.into_bytes(), &[]);
        let loaded = loaded.map_err(|faults| FitError::Scenario(faults.to_string()))?;
        let growth = growth(records, &units, span);
        let learnable = Learnable::of(&scope, &units, has_both_roles(records), &growth);
        let world = World::new(&loaded, learnable, span.first, engine);
        let world = match settings.draws_others {
            true => world,
            false => world.with_defaults(),
        };
        let observed = statistics(records, &scope);
        let about = about(&scope);
        let count = world.learnable.len();
        let mut boxes = vec![(0.0, 1.0); count];
        let mut learnt = Self {
            span,
            units,
            world,
            scope,
            posterior: Posterior {
                particles: Vec::new(),
            },
            is_learnt: vec![true; count],
            first_look: Vec::new(),
        };
        for round in 0..ROUNDS {
            let asked = Round {
                draws: draws_of(round, &settings),
                seed: settings.seed,
                first_run: u64::from(round) * 1_000_000_000,
            };
            // From the second round on, where the posterior is.
            let sets = (round > 0).then(|| learnt.posterior.resampled(asked.draws as usize));
            let believed = sets.as_deref().map(|sets| (sets, &learnt.is_learnt[..]));
            let means = (engine, signals);
            let drawn = learnt
                .world
                .draw(&boxes, believed, (&learnt.scope, asked), means, &mut done)
                .ok_or(FitError::Interrupted)?;
            let drawn = Drawn {
                draws: &drawn,
                boxes: &boxes,
                learnable: &learnt.world.learnable,
                about: &about,
            };
            let streams = Streams::new(settings.seed, asked.first_run);
            let posterior = Posterior::of(&drawn, &observed, &learnt.is_learnt, &streams);
            learnt.posterior = posterior.ok_or(FitError::TooFewDraws)?;
            if round == JUDGED {
                learnt.judge();
            }
            boxes = learnt.boxes();
        }
        Ok(learnt)
    }

    /// Medians of what was learnt, by key, with as many digits as matter.
    pub(super) fn medians(&self) -> Vec<(String, f64)> {
        let learnable = self.world.learnable.iter().enumerate();
        let learnt = learnable.filter(|(place, _)| self.is_learnt[*place]);
        let medians = learnt.map(|(place, own)| {
            let median = own.value(self.posterior.quantile(place, 0.5));
            (own.key.clone(), significant_value(median))
        });
        medians.collect()
    }

    /// Draws that it takes.
    pub(super) fn cost(settings: &LearnSettings) -> u64 {
        (0..ROUNDS).map(|round| draws_of(round, settings)).sum()
    }

    /// Which parameters the records say something about; all others have their assumed ranges
    /// from then on.
    fn judge(&mut self) {
        let places = 0..self.is_learnt.len();
        self.first_look = places.map(|place| self.posterior.moments(place)).collect();
        let learnable = self.world.learnable.iter().zip(&self.first_look);
        for (is_learnt, (own, (_, spread))) in self.is_learnt.iter_mut().zip(learnable) {
            *is_learnt = own.is_measured() || *spread < LEARNT * UNIFORM;
        }
    }

    /// The boxes in which all of the posterior lies, or what is assumed without records.
    fn boxes(&self) -> Vec<(f64, f64)> {
        let learnable = self.world.learnable.iter().enumerate();
        let boxes = learnable.map(|(place, own)| {
            if own.is_measured() {
                return (0.0, 1.0);
            }
            if !self.is_learnt[place] {
                return own.assumed_places();
            }
            let (mean, spread) = self.posterior.moments(place);
            // Wide enough that nothing is lost by a first look that was off.
            let reach = 4.0 * spread + 0.01;
            ((mean - reach).max(0.0), (mean + reach).min(1.0))
        });
        boxes.collect()
    }
}

/// A number to four significant digits.
fn significant_value(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

/// Draws of a round; the last one is that of which the results are.
fn draws_of(round: u32, settings: &LearnSettings) -> u64 {
    match round + 1 == ROUNDS {
        true => settings.draws,
        false => settings.draws / 2,
    }
}

/// People who left one by one in the quarters of a span.
fn exits(records: &Records, span: Span) -> usize {
    let stays = records.stays.iter();
    let left = stays.filter(|stay| {
        let day = stay.ended.map(|ended| ended.day);
        super::hazard::is_exit(stay) && day.is_some_and(|day| span.quarter_of(day).is_some())
    });
    left.count()
}

fn scope(records: &Records, span: Span, units: &Units) -> Scope {
    let some = |count: usize| count >= FEWEST_EXITS;
    Scope {
        span,
        unit_of: units.of.clone(),
        units: units.names.len(),
        has_teams: records.teams > 1,
        has_papers: records.papers.as_ref().is_some_and(|all| some(all.len())),
        has_work: records.work.as_ref().is_some_and(|all| some(all.len())),
        has_vacancies: records
            .vacancies
            .as_ref()
            .is_some_and(|all| some(all.len())),
    }
}

fn has_both_roles(records: &Records) -> bool {
    let posts = || records.stays.iter().flat_map(|stay| &stay.posts);
    let has = |role| posts().any(|post| post.role == role);
    has(Role::Researcher) && has(Role::Engineer)
}

/// The scenario of the quarters of the records.
pub(super) fn past(
    records: &Records,
    units: &Units,
    span: Span,
    base: &Loaded,
    learnt: &[(String, f64)],
) -> String {
    let organisation = Organisation::at(records, units, span.first_day(0));
    Written {
        title: format!("The quarters of the records, from {}", span.first),
        comment: "# The organisation as it was when the records begin, and what happened to it \
                  since: written by\n# `orgsim fit`.\n\n"
            .to_owned(),
        base,
        units,
        organisation: &organisation,
        first: span.first,
        quarters: span.quarters,
        growth: rates(records, units, span),
        events: events(records, units, span, &base.scenario),
        learnt,
        structures: Vec::new(),
    }
    .text()
}
