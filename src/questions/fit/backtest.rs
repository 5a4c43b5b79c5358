//! How well what was learnt would have predicted the last quarters of the records.

use super::draw::Particle;
use super::growth::rates;
use super::learn::{FitError, LearnSettings, Learnt};
use super::organisation::{Organisation, Written, structures};
use super::score::{Predicted, crps_of_poisson};
use super::span::Span;
use super::world::World;
use crate::choice::choice;
use crate::engine::{MonteCarlo, Signals};
use crate::measures::Role;
use crate::records::{Reason, Records};
use crate::scenario::{Loaded, load_bytes};

/// Organisations that are simulated for a prediction.
const PREDICTIONS: usize = 600;

/// Most quarters that are predicted one by one, from as many fits.
const MOST_ORIGINS: u32 = 8;

/// Fewest quarters before the first of them.
const FEWEST_BEFORE: u32 = 8;

choice! {
    /// What is predicted.
    pub enum Counted {
        /// People who leave, but for layoffs.
        Exits = "exits",
        /// People who come.
        Hires = "hires",
        /// Papers that are accepted.
        Papers = "papers accepted",
        /// Breakthroughs that ship.
        Shipped = "shipped",
    }
}

/// A prediction of some quarters, from what was known before them, and what happened.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Forecast {
    pub(super) counted: Counted,
    /// Number of the first quarter that is predicted, in the span of all records.
    pub(super) first: u32,
    pub(super) quarters: u32,
    pub(super) observed: f64,
    pub(super) predicted: Predicted,
    /// Scores of last year's rate, and of a constant rate by role.
    pub(super) last_year: f64,
    pub(super) by_role: f64,
}

/// What happens in some quarters of records.
fn count(records: &Records, counted: Counted, span: Span, first: u32, quarters: u32) -> f64 {
    let is_in = |day| {
        let quarter = span.quarter_of(day);
        quarter.is_some_and(|quarter| (first..first + quarters).contains(&quarter))
    };
    let found = match counted {
        Counted::Exits => {
            let ends = records.stays.iter().filter_map(|stay| stay.ended);
            ends.filter(|ended| ended.reason != Reason::Layoff && is_in(ended.day))
                .count()
        }
        Counted::Hires => {
            let starts = records.stays.iter().filter_map(|stay| stay.start);
            starts.filter(|&day| is_in(day)).count()
        }
        Counted::Papers => {
            let papers = records.papers.iter().flatten();
            papers
                .filter(|paper| paper.accepted.is_some_and(is_in))
                .count()
        }
        Counted::Shipped => {
            let work = records.work.iter().flatten();
            work.filter(|work| work.shipped.is_some_and(is_in)).count()
        }
    };
    found as f64
}

/// What can be predicted of records: papers and breakthroughs from before the records begin
/// are still to come, and simulated organisations do not have them, so that these are not.
fn predictable() -> [Counted; 2] {
    [Counted::Exits, Counted::Hires]
}

/// People of each role at the start of a quarter.
fn people(records: &Records, span: Span, quarter: u32) -> [f64; 2] {
    let day = span.first_day(quarter);
    let mut people = [0.0; 2];
    for stay in &records.stays {
        if stay.is_there(day) {
            people[stay.post(day).role as usize] += 1.0;
        }
    }
    people
}

/// What an analyst would expect: as many a person as last year, and as many of each role as in
/// all quarters before.
fn baselines(
    records: &Records,
    counted: Counted,
    span: Span,
    first: u32,
    quarters: u32,
) -> [f64; 2] {
    let now = people(records, span, first);
    let all: f64 = now.iter().sum();
    let year = first.min(4);
    let at_risk = |from: u32| (from..first).map(|own| people(records, span, own));
    let before: f64 = at_risk(first - year).flatten().sum();
    let last_year = count(records, counted, span, first - year, year) / before.max(1.0) * all;
    let by_role: f64 = match counted {
        Counted::Exits => Role::ALL
            .into_iter()
            .map(|role| {
                let place = role as usize;
                let time: f64 = at_risk(0).map(|people| people[place]).sum();
                let ends = records.stays.iter().filter(|stay| {
                    stay.ended.is_some_and(|ended| {
                        let quarter = span.quarter_of(ended.day);
                        ended.reason != Reason::Layoff
                            && quarter.is_some_and(|quarter| quarter < first)
                            && stay.post(ended.day).role == role
                    })
                });
                ends.count() as f64 / time.max(1.0) * now[place]
            })
            .sum(),
        _ => {
            let time: f64 = at_risk(0).flatten().sum();
            count(records, counted, span, 0, first) / time.max(1.0) * all
        }
    };
    [last_year, by_role].map(|a_quarter| (a_quarter * f64::from(quarters)).max(0.02))
}

/// Predicts some quarters from what was known before them.
fn predict(
    records: &Records,
    span: Span,
    (first, quarters): (u32, u32),
    (base, settings): (&Loaded, LearnSettings),
    (engine, signals): (&MonteCarlo, &Signals),
    done: &mut dyn FnMut(u64),
) -> Result<Vec<Forecast>, FitError> {
    let known = records.known_at(span.first_day(first).after(-1));
    let learnt = Learnt::of(&known, base, settings, (engine, signals), |draws| {
        done(draws)
    })?;
    let world = onward(&known, &learnt, base, quarters, engine)?;
    let ahead = Span {
        first: world.first,
        quarters,
    };
    let chosen = learnt.posterior.resampled(PREDICTIONS).into_iter();
    let chosen: Vec<Particle> = chosen
        .map(|own| world.adopted(own, &learnt.world))
        .collect();
    let chosen: Vec<&Particle> = chosen.iter().collect();
    let counts = world
        .records(&chosen, 5_000_000_000, (engine, signals), |simulated| {
            predictable().map(|counted| count(simulated, counted, ahead, 0, quarters))
        })
        .ok_or(FitError::Interrupted)?;
    let forecasts = predictable().into_iter().enumerate();
    let forecasts = forecasts.map(|(place, counted)| {
        let numbers: Vec<f64> = counts.iter().map(|own| own[place]).collect();
        let observed = count(records, counted, span, first, quarters);
        let [last_year, by_role] = baselines(records, counted, span, first, quarters);
        Forecast {
            counted,
            first,
            quarters,
            observed,
            predicted: Predicted::of(numbers, observed),
            last_year: crps_of_poisson(last_year, observed),
            by_role: crps_of_poisson(by_role, observed),
        }
    });
    Ok(forecasts.collect())
}

/// The organisation at the end of records, to be simulated from there on.
pub(super) fn onward(
    records: &Records,
    learnt: &Learnt,
    base: &Loaded,
    quarters: u32,
    engine: &MonteCarlo,
) -> Result<World, FitError> {
    let text = today(records, learnt, base, quarters, &[]);
    let loaded = load_bytes("the records", text.into_bytes(), &[]);
    let loaded = loaded.map_err(|faults| FitError::Scenario(faults.to_string()))?;
    let first = learnt.span.first.after(i64::from(learnt.span.quarters));
    let learnable = learnt.world.learnable.clone();
    Ok(World::new(&loaded, learnable, first, engine))
}

/// The text of that scenario.
pub(super) fn today(
    records: &Records,
    learnt: &Learnt,
    base: &Loaded,
    quarters: u32,
    values: &[(String, f64)],
) -> String {
    let (span, units) = (learnt.span, &learnt.units);
    let day = span.first_day(span.quarters);
    let organisation = Organisation::at(records, units, day);
    Written {
        title: format!("The organisation of the records on {day}"),
        comment: format!(
            "# The organisation as it was on {day}, with its people of that day: written by\n# \
             `orgsim fit`. What records taught stands in parameters.csv beside this file:\n# \
             `orgsim run organisation.toml --parameters .` draws from it.\n\n"
        ),
        base,
        units,
        organisation: &organisation,
        first: span.first.after(i64::from(span.quarters)),
        quarters,
        growth: rates(records, units, span),
        events: Vec::new(),
        learnt: values,
        structures: structures(records, units, span, &base.scenario),
    }
    .text()
}

/// Predicts the last quarters as a whole, and some of the last one by one, each from what was
/// known before.
pub(super) fn backtest(
    records: &Records,
    hold_out: u32,
    (base, settings): (&Loaded, LearnSettings),
    (engine, signals): (&MonteCarlo, &Signals),
    done: &mut dyn FnMut(u64),
) -> Result<Vec<Forecast>, FitError> {
    let Some(span) = Span::of(records) else {
        return Ok(Vec::new());
    };
    let mut asked = Vec::new();
    if hold_out > 0 && span.quarters >= hold_out + super::learn::FEWEST_QUARTERS {
        asked.push((span.quarters - hold_out, hold_out));
    }
    if hold_out > 0 {
        asked.extend(origins(span).map(|first| (first, 1)));
    }
    let mut forecasts = Vec::new();
    for window in asked {
        let made = predict(
            records,
            span,
            window,
            (base, settings),
            (engine, signals),
            done,
        );
        match made {
            Ok(made) => forecasts.extend(made),
            // Too little was known by then.
            Err(FitError::TooShort { .. } | FitError::TooFewExits { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(forecasts)
}

/// The quarters that are predicted one by one.
fn origins(span: Span) -> std::ops::Range<u32> {
    let many = span
        .quarters
        .saturating_sub(FEWEST_BEFORE)
        .min(MOST_ORIGINS);
    span.quarters - many..span.quarters
}

/// How many fits a backtest makes.
pub(super) fn fits(span: Span, hold_out: u32) -> u64 {
    if hold_out == 0 {
        return 0;
    }
    let whole = span.quarters >= hold_out + super::learn::FEWEST_QUARTERS;
    u64::from(whole) + u64::from(origins(span).end - origins(span).start)
}
