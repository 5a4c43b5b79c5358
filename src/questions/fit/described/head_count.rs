//! How many people are there, come and go, by quarter.

use super::bounded::{Bounded, DAYS_A_YEAR};
use super::calendar::Quarters;
use super::grouping::Grouping;
use super::privacy::{Members, hidden, hidden_in_sum, merged};
use super::rows::HeadCount;
use super::settings::DescribeSettings;
use super::span::{Begins, Ends, Span, joined, spans};
use crate::records::{Reason, Records};
use crate::row::Rows;

/// What is told of people by quarter.
const TOLD: [Grouping; 3] = [Grouping::All, Grouping::Role, Grouping::Unit];

/// How many reasons of exits there are.
const REASONS: usize = Reason::ALL.len();

/// Quarters of the longer of both times over which retention is told.
const YEAR: usize = 4;

/// Counts of a quarter of a group.
#[derive(Clone, Debug, Default)]
struct Tally {
    members: Members,
    start: u64,
    hires: u64,
    exits: [u64; REASONS],
    moves_in: u64,
    moves_out: u64,
    end: u64,
    days: u64,
    /// Of those there at its start, how many left in it.
    lost: u64,
    /// Of those there at the start of a year that ends with it, how many left in the year.
    lost_in_year: u64,
    /// Those there at the start of that year.
    year_ago: u64,
}

impl Tally {
    fn exits(&self) -> u64 {
        self.exits.iter().sum()
    }

    fn add(&mut self, other: &Self) {
        self.start += other.start;
        self.hires += other.hires;
        let exits = self.exits.iter_mut().zip(other.exits);
        exits.for_each(|(own, more)| *own += more);
        self.moves_in += other.moves_in;
        self.moves_out += other.moves_out;
        self.end += other.end;
        self.days += other.days;
        self.lost += other.lost;
        self.lost_in_year += other.lost_in_year;
        self.year_ago += other.year_ago;
    }
}

/// The tallies of a grouping: quarter by quarter, group by group.
struct Tallies<'a> {
    quarters: &'a Quarters,
    groups: usize,
    all: Vec<Tally>,
}

impl Tallies<'_> {
    fn at(&mut self, quarter: usize, group: usize) -> &mut Tally {
        &mut self.all[quarter * self.groups + group]
    }

    fn of(&self, quarter: usize) -> &[Tally] {
        &self.all[quarter * self.groups..(quarter + 1) * self.groups]
    }

    /// Takes in the spans of a stay.
    fn add(&mut self, person: u32, spans: &[Span<usize>], least: u64) {
        for span in spans {
            self.add_span(person, span, least);
        }
        if let Some(last) = spans.last().filter(|last| last.is_exit()) {
            self.add_lost(spans, self.quarters.place(last.to));
        }
    }

    fn add_span(&mut self, person: u32, span: &Span<usize>, least: u64) {
        let quarters = self.quarters;
        let (first, last) = (quarters.place(span.after), quarters.place(span.to));
        match span.begins {
            Begins::There => {}
            Begins::Hired => self.at(first, span.at).hires += 1,
            Begins::Moved => self.at(first, span.at).moves_in += 1,
        }
        match span.ends {
            Ends::Left(reason) => self.at(last, span.at).exits[reason as usize] += 1,
            Ends::Moved => self.at(last, span.at).moves_out += 1,
            Ends::Open => {}
        }
        for quarter in first..=last {
            let (before, end) = (quarters.before(quarter), quarters.last(quarter));
            let tally = self.at(quarter, span.at);
            tally.members.add(person, least);
            tally.start += u64::from(span.holds(before));
            tally.end += u64::from(span.holds(end));
            tally.days += span.days_within(before, end);
        }
    }

    /// Takes in that somebody left in a quarter who was there at the starts of times before.
    fn add_lost(&mut self, spans: &[Span<usize>], left: usize) {
        for start in left.saturating_sub(YEAR - 1)..=left {
            let day = self.quarters.before(start);
            let Some(there) = spans.iter().find(|span| span.holds(day)) else {
                continue;
            };
            if start == left {
                self.at(left, there.at).lost += 1;
            }
            if start + YEAR <= self.quarters.len() {
                self.at(start + YEAR - 1, there.at).lost_in_year += 1;
            }
        }
    }

    /// Fills in how many were there a year before the end of each quarter.
    fn look_back(&mut self) {
        for quarter in (YEAR - 1)..self.quarters.len() {
            for group in 0..self.groups {
                self.at(quarter, group).year_ago = self.at(quarter + 1 - YEAR, group).start;
            }
        }
    }
}

/// The rows, and by quarter of the calendar the person-years and exits of everybody.
pub(super) fn head_count(
    records: &Records,
    quarters: &Quarters,
    settings: &DescribeSettings,
) -> Rows<HeadCount> {
    let names = TOLD.map(|grouping| grouping.names(records));
    let mut tallies: Vec<Tallies<'_>> = names
        .iter()
        .map(|names| Tallies {
            quarters,
            groups: names.len(),
            all: vec![Tally::default(); names.len() * quarters.len()],
        })
        .collect();
    let (mut own, mut of_grouping) = (Vec::new(), Vec::new());
    for stay in &records.stays {
        spans(records, stay, &mut own);
        for (grouping, tallies) in TOLD.iter().zip(&mut tallies) {
            joined(&own, |post| grouping.group(records, post), &mut of_grouping);
            tallies.add(stay.person, &of_grouping, u64::from(settings.smallest));
        }
    }
    tallies.iter_mut().for_each(Tallies::look_back);
    let mut rows = Rows::default();
    for quarter in 0..quarters.len() {
        let mut of_all = Vec::new();
        let mut are_sums_hidden = false;
        for ((grouping, names), tallies) in TOLD.iter().zip(&names).zip(&tallies) {
            let quarterly = Quarterly {
                quarters,
                quarter,
                settings,
            };
            match grouping {
                Grouping::All => of_all = quarterly.everybody(&tallies.of(quarter)[0]),
                _ => {
                    let (own, hides) = quarterly.apart(*grouping, names, tallies.of(quarter));
                    are_sums_hidden |= hides;
                    of_all.extend(own);
                }
            }
        }
        if are_sums_hidden {
            reasons(&mut of_all[0])
                .into_iter()
                .for_each(|cell| *cell = None);
        }
        of_all.into_iter().for_each(|row| rows.push(row));
    }
    rows
}

/// Exits of a row by reason, in the order of reasons.
fn reasons(row: &mut HeadCount) -> [&mut Option<u64>; REASONS] {
    [
        &mut row.quits,
        &mut row.dismissed,
        &mut row.laid_off,
        &mut row.other_exits,
        &mut row.unknown_exits,
    ]
}

/// From the tallies of a quarter to its rows.
struct Quarterly<'a> {
    quarters: &'a Quarters,
    quarter: usize,
    settings: &'a DescribeSettings,
}

impl Quarterly<'_> {
    fn everybody(&self, tally: &Tally) -> Vec<HeadCount> {
        vec![self.row(Grouping::All, None, tally, [false; 2])]
    }

    /// The rows of groups, and whether exits of everybody by reason must be hidden.
    fn apart(
        &self,
        grouping: Grouping,
        names: &[String],
        tallies: &[Tally],
    ) -> (Vec<HeadCount>, bool) {
        let least = u64::from(self.settings.smallest);
        let members: Vec<Members> = tallies.iter().map(|tally| tally.members.clone()).collect();
        let size = |tally: &Tally| tally.start + tally.hires + tally.moves_in;
        let sizes: Vec<u64> = tallies.iter().map(size).collect();
        let merged = merged(&members, &sizes, least);
        if !merged.tells_apart() {
            return (Vec::new(), false);
        }
        let (mut told, mut together): (Vec<String>, Vec<Tally>) = (Vec::new(), Vec::new());
        for (own, groups) in merged.rows() {
            let mut tally = Tally::default();
            groups.iter().for_each(|&group| tally.add(&tallies[group]));
            told.push(own.map_or_else(|| OTHER.to_owned(), |group| names[group].clone()));
            together.push(tally);
        }
        let by = |count: fn(&Tally) -> u64| -> Vec<u64> { together.iter().map(count).collect() };
        let few = [by(|t| t.start), by(|t| t.year_ago)].map(|c| hidden_in_sum(&c, least));
        let exits: Vec<Vec<u64>> = together.iter().map(|tally| tally.exits.into()).collect();
        let hidden = hidden(&exits, least);
        let rows = told.into_iter().zip(&together).enumerate();
        let rows = rows.map(|(place, (name, tally))| {
            let few = [few[0][place], few[1][place]];
            let mut row = self.row(grouping, Some(name), tally, few);
            for (cell, is_hidden) in reasons(&mut row).into_iter().zip(&hidden.cells[place]) {
                if *is_hidden {
                    *cell = None;
                }
            }
            row
        });
        (rows.collect(), hidden.sums)
    }

    /// A row; retention over the quarter and over the year is hidden where there are too few.
    fn row(
        &self,
        grouping: Grouping,
        group: Option<String>,
        tally: &Tally,
        few: [bool; 2],
    ) -> HeadCount {
        let level = self.settings.level;
        let retained = |base: u64, lost: u64, quarters: usize, is_few: bool| {
            let is_told = self.quarters.are_whole(self.quarter, quarters) && !is_few;
            match is_told && base > 0 {
                true => Bounded::share(base - lost, base, level),
                false => Bounded::default(),
            }
        };
        let [quits, dismissed, laid_off, other_exits, unknown_exits] = tally.exits.map(Some);
        let person_years = tally.days as f64 / DAYS_A_YEAR;
        HeadCount {
            quarter: self.quarters.at(self.quarter).to_string(),
            covered: self.quarters.covered(self.quarter),
            grouping,
            group,
            start: tally.start,
            hires: tally.hires,
            exits: tally.exits(),
            quits,
            dismissed,
            laid_off,
            other_exits,
            unknown_exits,
            moves_in: tally.moves_in,
            moves_out: tally.moves_out,
            end: tally.end,
            person_years,
            exit_rate: Bounded::rate(tally.exits(), person_years, level),
            retained_quarter: retained(tally.start, tally.lost, 1, few[0]),
            retained_year: retained(tally.year_ago, tally.lost_in_year, YEAR, few[1]),
        }
    }
}

/// What groups are called that are told of together.
pub(super) const OTHER: &str = "other";
