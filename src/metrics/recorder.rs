//! Listens to a run and counts.

use super::authors::Acceptance;
use super::counts::Counts;
use super::definitions::RETENTION_QUARTERS;
use super::fate::Fate;
use super::latency::Transfer;
use super::picture::Album;
use super::spells::SpellLog;
use super::survival::TENURES;
use super::tally::{GroupTally, PeopleTally, Tally, WorkTally};
use super::{Layout, Picture, RunRecord, Spell};
use crate::model::{
    Destination, Event, ExitReason, Observer, Organization, ProjectOutcome, Role, humaneval_like,
    mmlu_like,
};
use crate::units::Quarter;

const ROLES: [Role; 2] = [Role::Researcher, Role::Engineer];

/// Head counts of this many quarters are remembered.
const MEMORY: i32 = RETENTION_QUARTERS as i32;

/// Turns what a run tells into a [`RunRecord`]. It can be used for one run
/// after the other.
#[derive(Clone, Debug)]
pub struct Recorder<'a> {
    layout: &'a Layout,
    counts: Counts,
    made_in_burn_in: usize,
    /// Head counts by role at the end of the last quarters, at the quarter
    /// modulo their number; NaN for quarters before the start of the run.
    head_counts: [[f64; 2]; MEMORY as usize],
    spell_log: Option<SpellLog>,
    spells: Option<Vec<Spell>>,
    keeps_curves: bool,
    album: Option<Album>,
    pictures: Option<Vec<Picture>>,
}

/// What one pass over the seats counts, by role.
#[derive(Default)]
struct Census {
    head_count: [u32; 2],
    vacancies: [u32; 2],
    retained: [u32; 2],
    satisfaction: [f64; 2],
    research_effort: [f64; 2],
    ties: u32,
    cross_ties: u32,
}

impl<'a> Recorder<'a> {
    /// A recorder for runs of a scenario with this layout.
    pub fn new(layout: &'a Layout) -> Self {
        Self {
            layout,
            counts: Counts::new(layout),
            made_in_burn_in: 0,
            head_counts: [[f64::NAN; 2]; MEMORY as usize],
            spell_log: None,
            spells: None,
            keeps_curves: false,
            album: None,
            pictures: None,
        }
    }

    /// The same recorder, which also keeps spells.
    #[must_use]
    pub fn with_spells(mut self) -> Self {
        self.spell_log = Some(SpellLog::default());
        self
    }

    /// The same recorder, which also keeps curves.
    #[must_use]
    pub fn with_curves(mut self) -> Self {
        self.keeps_curves = true;
        self
    }

    /// Whether to take pictures of the organisation in the runs that follow.
    pub fn take_pictures(&mut self, wanted: bool) {
        self.album = wanted.then(Album::default);
    }

    /// The record of the run that was listened to last.
    pub fn record(&mut self) -> RunRecord {
        RunRecord {
            spells: self.spells.take(),
            pictures: self.pictures.take(),
            ..self.counts.evaluate(self.layout, self.keeps_curves)
        }
    }

    /// One pass over the seats at the end of a quarter. `next` is the observed
    /// quarter that follows, in which those present are at risk.
    fn census(&mut self, organization: &Organization, next: Option<usize>) -> Census {
        let mut census = Census::default();
        let mut unused = [[0; TENURES]; 2];
        let at_risk = match next {
            Some(quarter) => self.counts.tenures.at_risk_mut(quarter),
            None => &mut unused,
        };
        for (seat, (&role, &occupied)) in organization
            .role
            .iter()
            .zip(&organization.occupied)
            .enumerate()
        {
            let role = role as usize;
            if !occupied {
                census.vacancies[role] += 1;
                continue;
            }
            let tenure = organization.tenure[seat];
            census.head_count[role] += 1;
            census.retained[role] += u32::from(tenure >= RETENTION_QUARTERS);
            census.satisfaction[role] += organization.satisfaction[seat];
            census.research_effort[role] += organization.research_effort[seat];
            census.ties += organization.live_ties[seat];
            census.cross_ties += organization.cross_ties[seat];
            if let Some(people) = at_risk[role].get_mut(tenure as usize) {
                *people += 1;
            }
        }
        census
    }

    /// The end of a quarter, or the moment before the first one.
    fn quarter_is_over(&mut self, quarter: Quarter, organization: &Organization) {
        if quarter.0 < -MEMORY {
            return;
        }
        let next = usize::try_from(quarter.0 + 1)
            .ok()
            .filter(|&next| next < self.layout.quarters() as usize);
        let census = self.census(organization, next);
        let memory = (quarter.0.rem_euclid(MEMORY)) as usize;
        let before = (quarter.0 - 1).rem_euclid(MEMORY) as usize;
        if let Ok(quarter) = usize::try_from(quarter.0) {
            for role in ROLES {
                let i = role as usize;
                let mut add = |tally, amount| {
                    self.counts
                        .tallies
                        .add(Tally::People(role, tally), quarter, amount);
                };
                add(PeopleTally::HeadCount, f64::from(census.head_count[i]));
                add(PeopleTally::AtRisk, self.head_counts[before][i]);
                // until it is overwritten below, the place of this quarter
                // holds the quarter a whole memory ago
                add(PeopleTally::Cohort, self.head_counts[memory][i]);
                add(PeopleTally::Retained, f64::from(census.retained[i]));
                add(PeopleTally::Vacancies, f64::from(census.vacancies[i]));
                add(PeopleTally::Satisfaction, census.satisfaction[i]);
                add(PeopleTally::ResearchEffort, census.research_effort[i]);
            }
            let mut add =
                |tally, amount| self.counts.tallies.add(Tally::Work(tally), quarter, amount);
            add(WorkTally::Open, organization.open_transfers() as f64);
            add(WorkTally::Reputation, organization.reputation());
            add(WorkTally::Ties, f64::from(census.ties));
            add(WorkTally::CrossTies, f64::from(census.cross_ties));
            self.observe_world(quarter, organization);
            self.observe_topics(quarter, organization);
            self.count_money(quarter, &census, organization);
        }
        if quarter.0 >= -1
            && let Some(album) = &mut self.album
        {
            album.quarter_is_over(quarter, next.is_none(), organization);
        }
        self.head_counts[memory] = census.head_count.map(f64::from);
    }

    /// Compute, flagship and market at the end of a quarter.
    fn observe_world(&mut self, quarter: usize, organization: &Organization) {
        use WorkTally as W;
        let (compute, flagship) = (organization.compute(), organization.flagship());
        let market = organization.market();
        let allocated = compute.allocated();
        for (tally, amount) in [
            (W::Citations, organization.citations()),
            (W::GpuCapacity, compute.capacity),
            (W::GpusAllocated, allocated),
            (W::GpusIdle, (compute.capacity - allocated).max(0.0)),
            (W::GpusAskedByResearch, compute.research_asked),
            (W::GpusOfResearch, compute.research),
            (W::GpusLost, compute.lost),
            (W::FlagshipReadiness, flagship.readiness),
            (W::Focus, flagship.focus),
            (W::Downloads, market.downloads),
            (W::Talent, market.talent),
            (W::Startups, market.startups() as f64),
            (W::Competitors, market.competitors() as f64),
        ] {
            self.counts.tallies.add(Tally::Work(tally), quarter, amount);
        }
        // A run that is planned for the observed time and has not started.
        let planned = flagship.planned.0;
        let last = self.layout.quarters() as i32 - 1;
        if quarter as i32 == last && self.layout.trains_flagship() && (0..=last).contains(&planned)
        {
            self.counts.trainings.push(Transfer {
                made: planned as u32,
                ended: planned as u32,
                fate: Fate::Open,
            });
        }
    }

    /// Researchers and projects of each topic at the end of a quarter.
    fn observe_topics(&mut self, quarter: usize, organization: &Organization) {
        if self.layout.groups()[0] < 2 {
            return;
        }
        for (topic, researchers, projects) in organization.work_by_topic() {
            let counts = [
                (GroupTally::TopicResearchers, researchers),
                (GroupTally::TopicProjects, projects),
            ];
            for (tally, count) in counts {
                let tallies = &mut self.counts.tallies;
                tallies.add_to_group(tally, topic, quarter, f64::from(count));
            }
        }
    }

    /// What a quarter cost and brought.
    fn count_money(&mut self, quarter: usize, census: &Census, organization: &Organization) {
        use WorkTally as W;
        let expenses = self.layout.expenses();
        let counted = |tally| self.counts.tallies.get(tally, quarter as u32);
        let work = |tally| counted(Tally::Work(tally));
        let over_roles = |amount: &dyn Fn(Role) -> f64| ROLES.map(amount).iter().sum::<f64>();
        let payroll = over_roles(&|role| {
            expenses.employment(role) * f64::from(census.head_count[role as usize])
        });
        let replacement = over_roles(&|role| {
            expenses.replacement(role) * counted(Tally::People(role, PeopleTally::Hires))
        });
        let ramp_up = over_roles(&|role| expenses.lost_time(role, organization.time_lost(role)));
        let idle = expenses.gpus(work(W::GpusIdle));
        let lost = expenses.gpus(work(W::GpusLost));
        let delay = expenses.breakthrough * organization.value_lost();
        let value =
            expenses.feature * work(W::Features) + expenses.breakthrough * work(W::ShippedValue);
        let spent = replacement + ramp_up + idle + lost + work(W::GrantCost);
        for (tally, amount) in [
            (W::Payroll, payroll),
            (W::ReplacementCost, replacement),
            (W::RampUpCost, ramp_up),
            (W::IdleComputeCost, idle),
            (W::LostComputeCost, lost),
            (W::DelayCost, delay),
            (W::FrictionCost, spent + delay),
            (W::ValueCreated, value),
            (W::NetValue, value - payroll - spent),
        ] {
            self.counts.tallies.add(Tally::Work(tally), quarter, amount);
        }
    }

    fn observed(&mut self, quarter: u32, event: Event, organization: &Organization) {
        let at = quarter as usize;
        let mut work = |tally, amount| self.counts.tallies.add(Tally::Work(tally), at, amount);
        match event {
            Event::Began { event } => self.counts.happenings[event].again(quarter),
            Event::Announced { .. } | Event::Reorganised { .. } => {}
            Event::RetentionGranted { people, pay_share } => {
                let expenses = self.layout.expenses();
                let cost = ROLES.map(|role| {
                    expenses.year_share(role, pay_share) * f64::from(people[role as usize])
                });
                work(WorkTally::GrantCost, cost.iter().sum());
            }
            Event::TrainingStarted {
                planned,
                days,
                restarts,
                ..
            } => {
                work(WorkTally::TrainingsStarted, 1.0);
                work(WorkTally::TrainingDays, days);
                work(WorkTally::TrainingRestarts, f64::from(restarts));
                // those planned in the burn-in do not belong to the observed cohort
                if let Ok(planned) = u32::try_from(planned.0) {
                    self.counts.trainings.push(Transfer {
                        made: planned,
                        ended: quarter,
                        fate: Fate::Shipped,
                    });
                }
            }
            Event::TrainingEnded { capability, .. } => {
                work(WorkTally::TrainingsEnded, 1.0);
                work(WorkTally::Capability, capability);
                work(WorkTally::MmluLike, mmlu_like(capability));
                work(WorkTally::HumanevalLike, humaneval_like(capability));
            }
            Event::ModelsReleased { models } => work(WorkTally::ModelsReleased, f64::from(models)),
            Event::CompetitorsReleased { models } => {
                work(WorkTally::CompetitorModels, f64::from(models));
            }
            Event::StartupFounded { role } => {
                let founded = Tally::People(role, PeopleTally::StartupsFounded);
                self.counts.tallies.add(founded, at, 1.0);
            }
            Event::CompetitorEmerged => {}
            Event::Pivoted { .. } => work(WorkTally::Pivots, 1.0),
            Event::ProjectStarted { .. } => work(WorkTally::Started, 1.0),
            Event::ProjectEnded { outcome, .. } => {
                work(WorkTally::Ended, 1.0);
                match outcome {
                    ProjectOutcome::Cancelled => work(WorkTally::Cancelled, 1.0),
                    ProjectOutcome::Finished { hit, flop, .. } => {
                        work(WorkTally::Finished, 1.0);
                        work(WorkTally::Hits, f64::from(u8::from(hit)));
                        work(WorkTally::Flops, f64::from(u8::from(flop)));
                    }
                }
            }
            Event::PapersSubmitted { papers, .. } => work(WorkTally::Submitted, f64::from(papers)),
            Event::PaperAccepted {
                author,
                topic,
                venue,
                citations,
            } => {
                work(WorkTally::Accepted, 1.0);
                work(WorkTally::LifetimeCitations, citations);
                let tallies = &mut self.counts.tallies;
                tallies.add_to_group(GroupTally::TopicPapers, topic, at, 1.0);
                tallies.add_to_group(GroupTally::VenuePapers, venue, at, 1.0);
                self.counts.acceptances.push(Acceptance {
                    quarter,
                    author,
                    citations,
                });
            }
            Event::BreakthroughMade { .. } => {
                work(WorkTally::Breakthroughs, 1.0);
                self.counts.transfers.push(Transfer {
                    made: quarter,
                    ended: quarter,
                    fate: Fate::Open,
                });
            }
            Event::Shipped {
                breakthrough,
                value,
                ..
            } => {
                work(WorkTally::Shipped, 1.0);
                work(WorkTally::ShippedValue, value);
                self.transfer_ended(breakthrough, quarter, Fate::Shipped);
            }
            Event::Abandoned { breakthrough, .. } => {
                work(WorkTally::Abandoned, 1.0);
                self.transfer_ended(breakthrough, quarter, Fate::Abandoned);
            }
            Event::FeaturesShipped { features, .. } => {
                work(WorkTally::Features, f64::from(features));
            }
            Event::Left {
                seat,
                tenure,
                reason,
                destination,
            } => {
                let role = organization.role(seat);
                self.counts.tenures.exit(at, role, tenure);
                let reasons: &[PeopleTally] = match reason {
                    ExitReason::Shock => &[PeopleTally::Quits, PeopleTally::ShockExits],
                    ExitReason::NoShock => &[PeopleTally::Quits, PeopleTally::OtherExits],
                    ExitReason::Layoff => &[PeopleTally::Dismissals],
                    ExitReason::Named | ExitReason::SpinOff => &[PeopleTally::EventExits],
                };
                let destination = match destination {
                    Destination::Competitor => PeopleTally::ToCompetitor,
                    Destination::Startup => PeopleTally::ToStartup,
                    Destination::Academia => PeopleTally::ToAcademia,
                    Destination::Elsewhere => PeopleTally::ToElsewhere,
                };
                for &tally in [PeopleTally::Exits, destination].iter().chain(reasons) {
                    self.counts.tallies.add(Tally::People(role, tally), at, 1.0);
                }
            }
            Event::Hired { seat, .. } => {
                let role = organization.role(seat);
                let hires = Tally::People(role, PeopleTally::Hires);
                self.counts.tallies.add(hires, at, 1.0);
            }
        }
    }

    fn transfer_ended(&mut self, breakthrough: usize, ended: u32, fate: Fate) {
        // those of the burn-in do not belong to the observed cohort
        if let Some(index) = breakthrough.checked_sub(self.made_in_burn_in) {
            let transfer = &mut self.counts.transfers[index];
            (transfer.ended, transfer.fate) = (ended, fate);
        }
    }
}

impl Observer for Recorder<'_> {
    fn started(&mut self, organization: &Organization) {
        self.counts.clear();
        self.made_in_burn_in = 0;
        self.head_counts = [[f64::NAN; 2]; MEMORY as usize];
        if let Some(log) = &mut self.spell_log {
            log.clear();
        }
        if let Some(album) = &mut self.album {
            *album = Album::default();
        }
        let before_the_first = Quarter(-(self.layout.burn_in() as i32) - 1);
        self.quarter_is_over(before_the_first, organization);
    }

    fn happened(&mut self, quarter: Quarter, event: Event, organization: &Organization) {
        if let Some(log) = &mut self.spell_log {
            log.happened(quarter, event, organization);
        }
        if let (Some(album), Event::Reorganised { .. }) = (&mut self.album, event) {
            album.reorganised();
        }
        if let Ok(quarter) = u32::try_from(quarter.0) {
            self.observed(quarter, event, organization);
        } else if let Event::BreakthroughMade { .. } = event {
            self.made_in_burn_in += 1;
        }
    }

    fn reading(&self, measure: &str, quarter: Quarter) -> f64 {
        let series = self.layout.series().iter();
        let named = series
            .clone()
            .find(|series| series.measure.key() == measure);
        match (named, u32::try_from(quarter.0)) {
            (Some(series), Ok(quarter)) => self.counts.quarter_number(series, quarter),
            _ => f64::NAN,
        }
    }

    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization) {
        self.quarter_is_over(quarter, organization);
        if quarter.0 + 1 == self.layout.quarters() as i32 {
            let log = self.spell_log.as_mut();
            self.spells = log.map(|log| log.finish(quarter, organization));
            self.pictures = self.album.as_mut().map(Album::finish);
        }
    }
}
