//! Exits by likelihood: hazards that are constant in each cell of tenure, role, unit and recent
//! exits in the team, with effects that multiply.

use super::span::Span;
use crate::analysis::linear::{cholesky, solve};
use crate::elementary::{exp, ln};
use crate::measures::Role;
use crate::records::{Reason, Records, Stay};
use crate::units::{DAYS_A_QUARTER, Day};

/// Completed quarters of tenure at which the hazard may change.
pub(super) const BANDS: [u32; 7] = [0, 1, 2, 4, 8, 16, 40];

/// Most exits in a team that are told apart.
const MOST_EXITS: usize = 3;

/// From this tenure on, its exact length matters no more: where people of whom it is not known
/// since when they are there are counted, so long after the records begin.
const LONG: u32 = 8;

/// Standard deviation of what is expected of an effect beforehand: an effect about which the
/// records say nothing is 0.
const WEAK: f64 = 1.0;

/// Exits and time at risk, cell by cell.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    units: usize,
    /// By band, role, unit and exits of team mates: exits, and quarters at risk.
    counts: Vec<(f64, f64)>,
    /// By team: exits, and the quarters at risk by cell.
    teams: Vec<(f64, Vec<(usize, f64)>)>,
}

/// Effects by maximum likelihood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Effects {
    /// Log hazard a quarter, by band of tenure, of researchers of the first unit.
    pub(super) bands: Vec<f64>,
    /// Of engineers, on the log hazard.
    pub(super) engineers: f64,
    /// Of each unit but the first.
    pub(super) units: Vec<f64>,
    /// Of an exit in the team in the last two quarters.
    pub(super) mates: f64,
    /// Exits in teams relative to chance: Pearson's chi-squared by degrees of freedom.
    pub(super) dispersion: f64,
}

/// Whether an end is one that people or their managers chose one by one.
pub(super) fn is_exit(stay: &Stay) -> bool {
    let ended = stay.ended;
    ended.is_some_and(|ended| ended.reason != Reason::Layoff)
}

impl Cells {
    /// Of the quarters of a span; `unit_of` numbers the units of the records anew.
    pub(super) fn of(records: &Records, span: Span, units: usize, unit_of: &[usize]) -> Self {
        let size = BANDS.len() * 2 * units * (MOST_EXITS + 1);
        let mut cells = Self {
            units,
            counts: vec![(0.0, 0.0); size],
            teams: vec![(0.0, Vec::new()); records.teams],
        };
        let exits = exits_of_teams(records, span);
        let days: Vec<Day> = (0..=span.quarters).map(|own| span.first_day(own)).collect();
        for stay in &records.stays {
            let start = stay.first_day();
            let before = |day: Day| days.partition_point(|first| *first <= day);
            let last = stay.ended.map_or(days.len(), |ended| before(ended.day));
            for quarter in before(start).max(1)..=last.min(days.len() - 1) {
                let within = (days[quarter - 1], days[quarter]);
                cells.add(stay, within, quarter - 1, unit_of, &exits);
            }
        }
        cells
    }

    fn add(
        &mut self,
        stay: &Stay,
        (first, after): (Day, Day),
        quarter: usize,
        unit_of: &[usize],
        exits: &[Vec<u32>],
    ) {
        let (start, known_for) = match stay.start {
            Some(start) => (start, 0),
            None => (stay.first_day(), LONG),
        };
        // The tenure of these is at least that long when it does not matter any more.
        let counted_from = match known_for {
            0 => start,
            quarters => start.after((f64::from(quarters) * DAYS_A_QUARTER) as i32),
        };
        let end = stay.ended.map_or(after, |ended| ended.day.after(1));
        let (from, to) = (first.max(counted_from), after.min(end));
        if to <= from {
            return;
        }
        let post = stay.post(first);
        let unit = post.unit.map_or(0, |unit| unit_of[unit as usize]);
        let mates = post.team.map_or(0, |team| {
            let of_team = &exits[team as usize];
            let recent = quarter.saturating_sub(2)..quarter;
            of_team[recent].iter().sum::<u32>()
        });
        let leaves = is_exit(stay) && end <= after;
        let mut at = from;
        while at < to {
            let band = band(start, at);
            let next = BANDS
                .get(band + 1)
                .map(|&quarters| boundary(start, quarters));
            let until = next.map_or(to, |next| next.clamp(at.after(1), to));
            let cell = self.cell(band, post.role, unit, mates as usize);
            let time = f64::from(until.since(at)) / DAYS_A_QUARTER;
            self.counts[cell].1 += time;
            if let Some(team) = post.team {
                self.teams[team as usize].1.push((cell, time));
            }
            if leaves && until == to {
                self.counts[cell].0 += 1.0;
                if let Some(team) = post.team {
                    self.teams[team as usize].0 += 1.0;
                }
            }
            at = until;
        }
    }

    fn cell(&self, band: usize, role: Role, unit: usize, mates: usize) -> usize {
        let exits = mates.min(MOST_EXITS);
        ((band * 2 + role as usize) * self.units + unit) * (MOST_EXITS + 1) + exits
    }

    /// The covariates of a cell: one for its band, then engineer, units, and exits of mates.
    fn covariates(&self, cell: usize) -> (usize, [Option<usize>; 2], f64) {
        let exits = cell % (MOST_EXITS + 1);
        let rest = cell / (MOST_EXITS + 1);
        let (unit, rest) = (rest % self.units, rest / self.units);
        let (is_engineer, band) = (rest % 2 == 1, rest / 2);
        let engineer = is_engineer.then_some(BANDS.len());
        let of_unit = (unit > 0).then_some(BANDS.len() + unit);
        (band, [engineer, of_unit], exits as f64)
    }

    /// Logarithm of exits a quarter of a person.
    pub(super) fn log_rate(&self) -> f64 {
        let all = self.counts.iter().fold((0.5, 1.0), |(exits, time), own| {
            (exits + own.0, time + own.1)
        });
        ln(all.0 / all.1)
    }

    /// Maximum likelihood of a Poisson regression with the logarithm as link, which is that of
    /// hazards that are constant in each cell (Holford 1980, Biometrics 36: 299), under weak
    /// normal expectations that keep effects finite where nobody left.
    pub(super) fn effects(&self) -> Effects {
        let bands = BANDS.len();
        let mates = bands + self.units;
        let size = mates + 1;
        let overall = self.log_rate();
        let mut effects = vec![0.0; size];
        effects[..bands].fill(overall);
        let prior = |place: usize| if place < bands { overall } else { 0.0 };
        for _ in 0..STEPS {
            let mut slope: Vec<f64> = (0..size)
                .map(|place| (prior(place) - effects[place]) / (WEAK * WEAK))
                .collect();
            let mut matrix = vec![vec![0.0; size]; size];
            for (place, row) in matrix.iter_mut().enumerate() {
                row[place] = 1.0 / (WEAK * WEAK);
            }
            for (cell, &(exits, time)) in self.counts.iter().enumerate() {
                if time == 0.0 {
                    continue;
                }
                let (band, others, recent) = self.covariates(cell);
                let mut row = vec![(band, 1.0)];
                row.extend(others.iter().flatten().map(|&place| (place, 1.0)));
                if recent > 0.0 {
                    row.push((mates, recent));
                }
                let linear: f64 = row.iter().map(|&(place, x)| effects[place] * x).sum();
                let mean = time * exp(linear.min(5.0));
                for &(i, x) in &row {
                    slope[i] += (exits - mean) * x;
                    for &(j, y) in &row {
                        matrix[i][j] += mean * x * y;
                    }
                }
            }
            let Some(lower) = cholesky(&matrix) else {
                break;
            };
            let step = solve(&lower, &slope);
            let longest = step.iter().map(|x| x.abs()).fold(0.0, f64::max);
            let shrink = if longest > 2.0 { 2.0 / longest } else { 1.0 };
            for (effect, step) in effects.iter_mut().zip(&step) {
                *effect += shrink * step;
            }
            if longest < 1e-9 {
                break;
            }
        }
        Effects {
            dispersion: self.dispersion(&effects),
            bands: effects[..bands].to_vec(),
            engineers: effects[bands],
            units: effects[bands + 1..mates].to_vec(),
            mates: effects[mates],
        }
    }

    fn dispersion(&self, effects: &[f64]) -> f64 {
        let mates = effects.len() - 1;
        let hazard = |cell: usize| {
            let (band, others, recent) = self.covariates(cell);
            let others: f64 = others.iter().flatten().map(|&place| effects[place]).sum();
            exp(effects[band] + others + effects[mates] * recent)
        };
        let (mut sum, mut teams) = (0.0, 0.0);
        for (exits, time) in &self.teams {
            let expected: f64 = time.iter().map(|&(cell, time)| hazard(cell) * time).sum();
            if expected > 0.0 {
                sum += (exits - expected) * (exits - expected) / expected;
                teams += 1.0;
            }
        }
        if teams > 1.0 {
            sum / (teams - 1.0)
        } else {
            1.0
        }
    }
}

/// Most steps of Newton's method.
const STEPS: u32 = 40;

fn boundary(start: Day, quarters: u32) -> Day {
    start.after((f64::from(quarters) * DAYS_A_QUARTER).round() as i32)
}

fn band(start: Day, at: Day) -> usize {
    let begun = BANDS.iter().filter(|&&from| boundary(start, from) <= at);
    begun.count().max(1) - 1
}

/// Exits from each team, quarter by quarter.
fn exits_of_teams(records: &Records, span: Span) -> Vec<Vec<u32>> {
    let mut exits = vec![vec![0; span.quarters as usize]; records.teams];
    for stay in &records.stays {
        if let Some(ended) = stay.ended
            && let Some(quarter) = span.quarter_of(ended.day)
            && let Some(team) = stay.post(span.first_day(quarter)).team
        {
            exits[team as usize][quarter as usize] += 1;
        }
    }
    exits
}
