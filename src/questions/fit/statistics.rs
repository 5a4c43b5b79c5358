//! What a fit compares: a few numbers that say what is in records, of real ones and of those
//! that simulated organisations keep.

use super::hazard::{BANDS, Cells, is_exit};
use super::span::Span;
use crate::elementary::ln;
use crate::measures::Role;
use crate::records::Records;
use crate::stats::{AalenJohansen, KaplanMeier, SpellTable};
use crate::units::Day;

/// Days of a tick of the curves.
const TICK: i32 = 7;

/// Quarters by which something has happened or not.
const SEARCHES: [u32; 6] = [1, 2, 3, 4, 6, 10];
/// Shares of searches that are over.
const SEARCHES_OVER: [f64; 2] = [0.25, 0.5];

/// Quarters of a search that count as no longer.
const LONG: u32 = 20;

const REVIEWS: [u32; 5] = [1, 2, 3, 4, 8];
const TRANSFERS: [u32; 4] = [1, 2, 4, 8];

/// What statistics are about, and parameters with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    People,
    Vacancies,
    Papers,
    Work,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scope {
    pub(super) span: Span,
    /// Number of each unit of the records among those of the scenario.
    pub(super) unit_of: Vec<usize>,
    pub(super) units: usize,
    pub(super) has_teams: bool,
    pub(super) has_papers: bool,
    pub(super) has_work: bool,
    pub(super) has_vacancies: bool,
}

impl Scope {
    /// The same of the records of simulated organisations, which number units as the scenario
    /// does.
    pub(super) fn of_simulated(&self) -> Self {
        Self {
            unit_of: (0..self.units).collect(),
            ..self.clone()
        }
    }
}

/// What each of the statistics is about.
pub(super) fn about(scope: &Scope) -> Vec<About> {
    let people = 1 + BANDS.len() + scope.units + 1 + if scope.has_teams { 2 } else { 0 };
    let of = |has: bool, count: usize| if has { count } else { 0 };
    [
        (About::People, people),
        (
            About::Vacancies,
            of(
                scope.has_vacancies,
                2 * (SEARCHES.len() + SEARCHES_OVER.len()),
            ),
        ),
        (About::Papers, of(scope.has_papers, 2 + REVIEWS.len())),
        (About::Work, of(scope.has_work, 1 + 4 * TRANSFERS.len())),
    ]
    .into_iter()
    .flat_map(|(about, count)| std::iter::repeat_n(about, count))
    .collect()
}

/// The statistics of records over the whole quarters of a span.
pub(super) fn statistics(records: &Records, scope: &Scope) -> Vec<f64> {
    let mut numbers = Vec::new();
    let cells = Cells::of(records, scope.span, scope.units, &scope.unit_of);
    let effects = cells.effects();
    numbers.push(cells.log_rate());
    numbers.extend(&effects.bands);
    numbers.push(effects.engineers);
    numbers.extend(&effects.units);
    if scope.has_teams {
        numbers.push(effects.mates);
        numbers.push(ln(effects.dispersion + 0.1));
    }
    numbers.push(ln(spread_of_exits(records, scope.span) + 0.1));
    if scope.has_vacancies {
        searches(records, scope.span, &mut numbers);
    }
    let time = researcher_quarters(records, scope.span);
    if scope.has_papers {
        papers(records, scope.span, time, &mut numbers);
    }
    if scope.has_work {
        transfers(records, scope.span, time, &mut numbers);
    }
    debug_assert_eq!(numbers.len(), about(scope).len());
    numbers
}

/// Exits by quarter relative to chance: variance by mean.
fn spread_of_exits(records: &Records, span: Span) -> f64 {
    let mut counts = vec![0.0; span.quarters as usize];
    for stay in records.stays.iter().filter(|stay| is_exit(stay)) {
        let quarter = stay.ended.and_then(|ended| span.quarter_of(ended.day));
        if let Some(quarter) = quarter {
            counts[quarter as usize] += 1.0;
        }
    }
    dispersion(&counts)
}

fn dispersion(counts: &[f64]) -> f64 {
    let mean = counts.iter().sum::<f64>() / counts.len() as f64;
    let squares: f64 = counts.iter().map(|own| (own - mean) * (own - mean)).sum();
    match counts.len() {
        0 | 1 => 1.0,
        some => (squares + 1.0) / ((some - 1) as f64 * mean + 1.0),
    }
}

/// Person-quarters of researchers.
fn researcher_quarters(records: &Records, span: Span) -> f64 {
    let days = (0..span.quarters).map(|quarter| span.first_day(quarter));
    let there = days.map(|day| {
        let stays = records.stays.iter();
        let there = stays.filter(|stay| stay.is_there(day));
        there
            .filter(|stay| stay.post(day).role == Role::Researcher)
            .count()
    });
    there.sum::<usize>().max(1) as f64
}

fn ticks(from: Day, to: Day) -> u32 {
    (to.since(from).max(0) / TICK) as u32
}

fn tick_of(quarters: u32) -> u32 {
    (f64::from(quarters) * crate::units::DAYS_A_QUARTER) as u32 / TICK as u32
}

/// Log odds of a share that may be 0 or 1, or be unknown from some time on.
fn odds(share: Option<f64>, last: &mut f64) -> f64 {
    *last = share.unwrap_or(*last);
    let share = last.clamp(0.01, 0.99);
    ln(share / (1.0 - share))
}

fn searches(records: &Records, span: Span, numbers: &mut Vec<f64>) {
    // A reputation as an employer speeds up the search for researchers alone.
    let mut spells = [SpellTable::new(1), SpellTable::new(1)];
    for vacancy in records.vacancies.iter().flatten() {
        if span.quarter_of(vacancy.opened).is_some() {
            let end = vacancy.filled.unwrap_or(records.until);
            let cause = vacancy.filled.map(|_| 0);
            let role = vacancy.role.unwrap_or(Role::Engineer);
            spells[role as usize].add(0, ticks(vacancy.opened, end), cause);
        }
    }
    for spells in &spells {
        let curve = KaplanMeier::new(spells);
        let mut last = 0.5;
        numbers.extend(SEARCHES.map(|quarters| {
            let open = curve.survival(tick_of(quarters));
            odds(open.map(|open| 1.0 - open), &mut last)
        }));
        numbers.extend(SEARCHES_OVER.map(|share| ln(quarters_until(&curve, share))));
    }
}

/// Quarters until so many are over, at most [`LONG`], those until the last that is known if
/// never.
fn quarters_until(curve: &KaplanMeier, share: f64) -> f64 {
    let last = tick_of(LONG);
    let is_open = |tick: &u32| curve.survival(*tick).is_some_and(|open| open > 1.0 - share);
    let ended = (1..last).find(|tick| !is_open(tick)).unwrap_or(last);
    f64::from(ended) / f64::from(tick_of(1))
}

fn papers(records: &Records, span: Span, time: f64, numbers: &mut Vec<f64>) {
    let mut counts = vec![0.0; span.quarters as usize];
    let mut spells = SpellTable::new(1);
    for paper in records.papers.iter().flatten() {
        if let Some(quarter) = span.quarter_of(paper.submitted) {
            counts[quarter as usize] += 1.0;
            let end = paper.accepted.unwrap_or(records.until);
            let cause = paper.accepted.map(|_| 0);
            spells.add(0, ticks(paper.submitted, end), cause);
        }
    }
    numbers.push(ln((counts.iter().sum::<f64>() + 0.5) / time));
    numbers.push(ln(dispersion(&counts) + 0.1));
    let curve = KaplanMeier::new(&spells);
    let mut last = 0.3;
    numbers.extend(REVIEWS.map(|quarters| {
        let open = curve.survival(tick_of(quarters));
        odds(open.map(|open| 1.0 - open), &mut last)
    }));
}

fn transfers(records: &Records, span: Span, time: f64, numbers: &mut Vec<f64>) {
    let mut ends = SpellTable::new(2);
    let mut adoptions = SpellTable::new(2);
    let mut adopted = SpellTable::new(2);
    let mut found = 0.0;
    for work in records.work.iter().flatten() {
        if span.quarter_of(work.found).is_none() {
            continue;
        }
        found += 1.0;
        let (end, cause) = match (work.shipped, work.abandoned) {
            (Some(shipped), _) => (shipped, Some(0)),
            (None, Some(abandoned)) => (abandoned, Some(1)),
            (None, None) => (records.until, None),
        };
        ends.add(0, ticks(work.found, end), cause);
        match work.adopted {
            Some(day) => {
                adoptions.add(0, ticks(work.found, day), Some(0));
                adopted.add(0, ticks(day, end), cause);
            }
            None => adoptions.add(0, ticks(work.found, end), cause.map(|_| 1)),
        }
    }
    numbers.push(ln((found + 0.5) / time));
    for (spells, causes) in [(&ends, 2), (&adoptions, 1), (&adopted, 1)] {
        let curves = AalenJohansen::new(spells);
        for cause in 0..causes {
            let mut last = 0.2;
            numbers.extend(
                TRANSFERS
                    .map(|quarters| odds(curves.incidence(cause, tick_of(quarters)), &mut last)),
            );
        }
    }
}
