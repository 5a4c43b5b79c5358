//! What was counted in a run, and the numbers that follow from it.

use super::authors::{Acceptance, papers_per_author, top_tenth_of_citations, top_tenth_share};
use super::curves::Curves;
use super::definitions::SLIP_HORIZON;
use super::fate::Fate;
use super::latency::{LatencyCurve, Transfer};
use super::layout::{Group, Series, Value};
use super::measure::Formula;
use super::survival::{TenureCurve, TenureTable};
use super::tally::{PeopleTally, Tallies, Tally};
use super::{Happening, Layout, RunRecord, Window};
use crate::model::Role;

const ROLES: [Role; 2] = [Role::Researcher, Role::Engineer];

/// All counts of a run's observed quarters.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub(super) tallies: Tallies,
    pub(super) tenures: TenureTable,
    pub(super) acceptances: Vec<Acceptance>,
    /// Breakthroughs in the order in which they were made.
    pub(super) transfers: Vec<Transfer>,
    /// Training runs, from planned to actual start.
    pub(super) trainings: Vec<Transfer>,
    /// Events of the scenario.
    pub(super) happenings: Vec<Happening>,
}

impl Counts {
    pub(super) fn new(layout: &Layout) -> Self {
        let (quarters, [topics, venues]) = (layout.quarters(), layout.groups());
        Self {
            tallies: Tallies::new(quarters, topics, venues),
            tenures: TenureTable::new(quarters),
            acceptances: Vec::new(),
            transfers: Vec::new(),
            trainings: Vec::new(),
            happenings: vec![Happening::default(); layout.events().len()],
        }
    }

    pub(super) fn clear(&mut self) {
        self.tallies.clear();
        self.tenures.clear();
        self.acceptances.clear();
        self.transfers.clear();
        self.trainings.clear();
        self.happenings.fill(Happening::default());
    }

    /// The numbers of a run, without spells; with its curves if they are `wanted`.
    pub(super) fn evaluate(&self, layout: &Layout, wanted: bool) -> RunRecord {
        let quarters = layout.quarters();
        let mut record = RunRecord {
            series: Vec::with_capacity(layout.series().len() * quarters as usize),
            values: Vec::with_capacity(layout.values().len()),
            items: Vec::with_capacity(layout.values().len()),
            censored: Vec::with_capacity(layout.values().len()),
            happenings: self.happenings.clone(),
            ..RunRecord::default()
        };
        for series in layout.series() {
            for quarter in 0..quarters {
                record.series.push(self.quarter_number(series, quarter));
            }
        }
        // the curves of a window serve all measures of that window
        let mut values = layout.values().iter().peekable();
        let mut kept = Curves::default();
        for window in layout.windows() {
            let curves = self.window_curves(window);
            while let Some(value) = values.next_if(|value| value.window == *window) {
                let (number, items, censored) = self.window_number(value, &curves, layout);
                record.values.push(number);
                record.items.push(items);
                record.censored.push(censored);
            }
            if wanted {
                let tenures = curves.tenure.iter().flat_map(TenureCurve::points);
                kept.tenures.extend(tenures);
                let latencies = curves.latency.points(layout.latency_horizon());
                kept.latencies.extend(latencies);
            }
        }
        record.curves = wanted.then_some(kept);
        record
    }

    fn window_curves(&self, window: &Window) -> WindowCurves {
        WindowCurves {
            tenure: ROLES.map(|role| self.tenures.curve(role, window)),
            latency: LatencyCurve::new(&self.transfers, window),
            slip: LatencyCurve::new(&self.trainings, window),
        }
    }

    /// The number of a quarterly series in a quarter.
    pub(super) fn quarter_number(&self, series: &Series, quarter: u32) -> f64 {
        match series.measure.formula {
            Formula::PerQuarter(tally) => self.tallies.get(tally, quarter),
            Formula::Ratio { of, to, scale, .. } => ratio(
                self.tallies.get(of, quarter),
                self.tallies.get(to, quarter),
                scale,
            ),
            Formula::PerGroup(tally) => {
                let group = group_index(series.group.as_ref());
                self.tallies.get_of_group(tally, group, quarter)
            }
            _ => f64::NAN,
        }
    }

    /// A value of a run, its items and those censored.
    fn window_number(
        &self,
        value: &Value,
        WindowCurves {
            tenure,
            latency,
            slip,
        }: &WindowCurves,
        layout: &Layout,
    ) -> (f64, u64, u64) {
        let (measure, window) = (value.measure, &value.window);
        let sum = |tally, lag| self.tallies.sum(tally, window, lag);
        let of_breakthroughs = |number| (number, latency.made(), latency.count(Fate::Open));
        let of_trainings = |number| (number, slip.made(), slip.count(Fate::Open));
        match measure.formula {
            Formula::PerQuarter(tally) => (sum(tally, 0) / f64::from(window.quarters()), 0, 0),
            Formula::Ratio { of, to, scale, lag } => {
                let items = sum(to, lag);
                let counted = measure.items.map_or(0, |_| items as u64);
                (ratio(sum(of, lag), items, scale), counted, 0)
            }
            Formula::Survival(role, quarters) => {
                let (people, censored) = self.people_at_risk(role, window);
                let survival = tenure[role as usize].survival(quarters);
                (survival.unwrap_or(f64::NAN), people, censored)
            }
            Formula::TopTenthOfAuthors => {
                let papers = papers_per_author(&self.acceptances, window);
                (top_tenth_share(&papers), papers.len() as u64, 0)
            }
            Formula::TopTenthOfPapers => {
                let (share, papers) = top_tenth_of_citations(&self.acceptances, window);
                (share, papers, 0)
            }
            Formula::PerGroup(tally) => {
                let group = group_index(value.group.as_ref());
                let quarters = window.first..=window.last;
                let numbers = quarters.map(|q| self.tallies.get_of_group(tally, group, q));
                let sum: f64 = numbers.sum();
                (sum / f64::from(window.quarters()), 0, 0)
            }
            Formula::StartedBy(time) => of_trainings(slip.incidence(Fate::Shipped, time)),
            Formula::RestrictedMeanSlip => of_trainings(slip.restricted_mean(SLIP_HORIZON)),
            Formula::Incidence(fate, time) => of_breakthroughs(latency.incidence(fate, time)),
            Formula::MedianLatency => of_breakthroughs(latency.median()),
            Formula::MedianLatencyReached => of_breakthroughs(latency.median_reached()),
            Formula::MedianLatencyShipped => of_breakthroughs(latency.median_of_shipped()),
            Formula::RestrictedMeanLatency => {
                of_breakthroughs(latency.restricted_mean(layout.latency_horizon()))
            }
            Formula::FateShare(fate) => {
                let (part, whole) = (latency.count(fate), latency.made());
                of_breakthroughs(ratio(part as f64, whole as f64, 1.0))
            }
        }
    }

    /// People of a role who were at risk in a window, and those of them who
    /// were still employed at its end. Who was hired in its last quarter is at
    /// risk from the next one on.
    fn people_at_risk(&self, role: Role, window: &Window) -> (u64, u64) {
        let of = |tally| Tally::People(role, tally);
        let at_start = self.tallies.get(of(PeopleTally::AtRisk), window.first);
        let hired = self.tallies.sum(of(PeopleTally::Hires), window, 0)
            - self.tallies.get(of(PeopleTally::Hires), window.last);
        let left = self.tallies.sum(of(PeopleTally::Exits), window, 0);
        let people = at_start + hired;
        (people as u64, (people - left) as u64)
    }
}

/// What became of the people, breakthroughs and training runs of a window.
struct WindowCurves {
    /// By role.
    tenure: [TenureCurve; 2],
    latency: LatencyCurve,
    slip: LatencyCurve,
}

/// The place of a table in its grouping.
fn group_index(group: Option<&Group>) -> usize {
    group.map_or(0, |group| group.index)
}

/// `scale * of / to`; NaN if there is nothing to divide by.
fn ratio(of: f64, to: f64, scale: f64) -> f64 {
    if to > 0.0 { scale * of / to } else { f64::NAN }
}
