//! What was counted in a run, and the numbers that follow from it.

use super::authors::{Acceptance, papers_per_author, top_tenth_of_citations, top_tenth_share};
use super::earnings::Earnings;
use super::latency::{self, Transfer};
use super::layout::{Group, Value};
use super::parts::{Part, SHIPPED};
use super::survival::TenureTable;
use super::tallies::Tallies;
use super::{Happening, Layout, RunRecord, Window};
use crate::measures::{Fate, Formula, Measure, PeopleTally, Role};
use crate::stats::Statistic;

/// All counts of a run's observed quarters.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub(super) tallies: Tallies,
    pub(super) tenures: TenureTable,
    pub(super) acceptances: Vec<Acceptance>,
    /// Breakthroughs in the order in which they were made.
    pub(super) transfers: Vec<Transfer>,
    /// Breakthroughs made before the first observed quarter.
    pub(super) made_in_burn_in: usize,
    /// Training runs, from planned to actual start.
    pub(super) trainings: Vec<Transfer>,
    /// Events of the scenario.
    pub(super) happenings: Vec<Happening>,
    /// What shipped breakthroughs still bring.
    pub(super) earnings: Earnings,
}

impl Counts {
    pub(super) fn new(layout: &Layout) -> Self {
        let (quarters, [topics, venues]) = (layout.quarters(), layout.groups());
        Self {
            tallies: Tallies::new(quarters, topics, venues),
            tenures: TenureTable::new(quarters),
            acceptances: Vec::new(),
            transfers: Vec::new(),
            made_in_burn_in: 0,
            trainings: Vec::new(),
            happenings: vec![Happening::default(); layout.events().len()],
            earnings: Earnings::default(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.tallies.clear();
        self.tenures.clear();
        self.acceptances.clear();
        self.transfers.clear();
        self.made_in_burn_in = 0;
        self.trainings.clear();
        self.happenings.fill(Happening::default());
        self.earnings = Earnings::default();
    }

    /// The numbers of a run, without spells.
    pub(super) fn evaluate(&self, layout: &Layout) -> RunRecord {
        let quarters = layout.quarters();
        let mut record = RunRecord {
            series: Vec::with_capacity(layout.series().len() * quarters as usize),
            values: Vec::with_capacity(layout.values().len()),
            items: Vec::with_capacity(layout.values().len()),
            censored: Vec::with_capacity(layout.values().len()),
            counts: self.parts(layout),
            happenings: self.happenings.clone(),
            ..RunRecord::default()
        };
        for series in layout.series() {
            for quarter in 0..quarters {
                let group = series.group.as_ref();
                let number = self.quarter_number(series.measure, group, quarter);
                record.series.push(number);
            }
        }
        // what became of the items of a window serves all measures of that window
        let mut values = layout.values().iter().peekable();
        for window in layout.windows() {
            let items = self.items(window);
            while let Some(value) = values.next_if(|value| value.window == *window) {
                let counts = value
                    .made
                    .part
                    .map(|part| &record.counts[layout.part(part)]);
                let (number, [items, censored]) = self.window_number(value, counts, &items);
                record.values.push(number);
                record.items.push(items);
                record.censored.push(censored);
            }
        }
        record
    }

    /// The counts that are summed over runs.
    fn parts(&self, layout: &Layout) -> Vec<f64> {
        let mut counts = Vec::new();
        for part in layout.parts() {
            let start = counts.len();
            counts.resize(start + part.width(), 0.0);
            let own = &mut counts[start..];
            match part {
                Part::Latency { window, .. } => latency::count(&self.transfers, window, own),
                Part::Slip { window, .. } => latency::count(&self.trainings, window, own),
                Part::Tenure { window, role } => self.tenures.count(*role, window, own),
                Part::Tallies { of, to, quarters } => {
                    own[0] = self.tallies.sum(*of, *quarters);
                    own[1] = self.tallies.sum(*to, *quarters);
                }
                Part::Fate { window, fate } => {
                    let fates = latency::fates(&self.transfers, window);
                    own[0] = fates[*fate as usize] as f64;
                    own[1] = fates.iter().sum::<u64>() as f64;
                }
            }
        }
        counts
    }

    fn items(&self, window: &Window) -> Items {
        let counted = |transfers: &[Transfer]| {
            let fates = latency::fates(transfers, window);
            [fates.iter().sum(), fates[Fate::Open as usize]]
        };
        Items {
            people: Role::ALL.map(|role| self.people_at_risk(role, window)),
            breakthroughs: counted(&self.transfers),
            trainings: counted(&self.trainings),
        }
    }

    /// The number of a quarterly measure in a quarter, of a table of its grouping if it
    /// has one.
    pub(super) fn quarter_number(
        &self,
        measure: &Measure,
        group: Option<&Group>,
        quarter: u32,
    ) -> f64 {
        match measure.formula {
            Formula::PerQuarter(tally) => self.tallies.get(tally, quarter),
            Formula::Ratio { of, to, scale, .. } => {
                let counts = [of, to].map(|tally| self.tallies.get(tally, quarter));
                number(Statistic::Ratio { scale }.of(&counts))
            }
            Formula::PerGroup(tally) => {
                let group = group_index(group);
                self.tallies.get_of_group(tally, group, quarter)
            }
            _ => f64::NAN,
        }
    }

    /// A value of a run, its items and those censored. `counts` are those of its part, if it
    /// has one.
    fn window_number(
        &self,
        value: &Value,
        counts: Option<&[f64]>,
        items: &Items,
    ) -> (f64, [u64; 2]) {
        let (measure, window) = (value.measure, &value.window);
        let of_counts = || number(counts.and_then(|counts| value.made.statistic.of(counts)));
        let per_quarter = |sum: f64| sum / f64::from(window.quarters());
        match measure.formula {
            Formula::PerQuarter(tally) => {
                let sum = self.tallies.sum(tally, [window.first, window.last]);
                (per_quarter(sum), [0; 2])
            }
            Formula::PerGroup(tally) => {
                let group = group_index(value.group.as_ref());
                let quarters = window.first..=window.last;
                let numbers = quarters.map(|q| self.tallies.get_of_group(tally, group, q));
                (per_quarter(numbers.sum()), [0; 2])
            }
            Formula::Ratio { .. } => {
                let whole = counts.map_or(0.0, |counts| counts[1]);
                (of_counts(), [measure.items.map_or(0, |_| whole as u64), 0])
            }
            Formula::TopTenthOfAuthors => {
                let papers = papers_per_author(&self.acceptances, window);
                (top_tenth_share(&papers), [papers.len() as u64, 0])
            }
            Formula::TopTenthOfPapers => {
                let (share, papers) = top_tenth_of_citations(&self.acceptances, window);
                (share, [papers, 0])
            }
            Formula::Survival(role, _) => (of_counts(), items.people[role as usize]),
            Formula::StartedBy(_) | Formula::RestrictedMeanSlip => (of_counts(), items.trainings),
            Formula::Incidence(..)
            | Formula::MedianLatency
            | Formula::MedianLatencyShipped
            | Formula::RestrictedMeanLatency
            | Formula::FateShare(_) => (of_counts(), items.breakthroughs),
            Formula::MedianLatencyReached => {
                let ticks = window.quarters();
                let median = Statistic::Median {
                    cause: SHIPPED,
                    ticks,
                };
                let is_reached = counts.and_then(|counts| median.of(counts)).is_some();
                let reached = match items.breakthroughs {
                    [0, _] => f64::NAN,
                    _ => f64::from(u8::from(is_reached)),
                };
                (reached, items.breakthroughs)
            }
        }
    }

    /// People of a role who were at risk in a window, and those of them who
    /// were still employed at its end. Who was hired in its last quarter is at
    /// risk from the next one on.
    fn people_at_risk(&self, role: Role, window: &Window) -> [u64; 2] {
        let of = |tally: PeopleTally| tally.of(role);
        let at_start = self.tallies.get(of(PeopleTally::AtRisk), window.first);
        let quarters = [window.first, window.last];
        let hired = self.tallies.sum(of(PeopleTally::Hires), quarters)
            - self.tallies.get(of(PeopleTally::Hires), window.last);
        let left = self.tallies.sum(of(PeopleTally::Exits), quarters);
        let people = at_start + hired;
        [people as u64, (people - left) as u64]
    }
}

/// The items of a window, and those of them that are still open at its end.
struct Items {
    /// By role.
    people: [[u64; 2]; 2],
    breakthroughs: [u64; 2],
    trainings: [u64; 2],
}

/// The place of a table in its grouping.
fn group_index(group: Option<&Group>) -> usize {
    group.map_or(0, |group| group.index)
}

/// A number of a record.
fn number(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}
