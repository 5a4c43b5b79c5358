//! Market: open models and the attention for them, competitors and what they gain
//! from leavers, start-ups.

use super::step::Step;
use super::{Event, Observer, Organization, Role};
use crate::elementary::exp;
use crate::random::{Entity, Poisson, Stream};

/// The outside world at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Market {
    /// Attention for the organisation's open models; one a new model.
    pub attention: f64,
    /// Attention for those of competitors.
    pub competitors_attention: f64,
    /// Leavers at competitors, by research skill, faded.
    pub talent: f64,
    /// Downloads of the organisation's open models, in millions a month.
    pub downloads: f64,
    /// Start-ups by leavers that are no competitors: their founders.
    pub(super) startups: Vec<Entity>,
    /// Direct competitors that leavers founded: their founders.
    pub(super) competitors: Vec<Entity>,
    /// Generations of the flagship that were finished this quarter.
    pub(super) flagships_released: u32,
}

impl Market {
    /// Start-ups by leavers that are no direct competitors.
    pub fn startups(&self) -> usize {
        self.startups.len()
    }

    /// Direct competitors that leavers founded.
    pub fn competitors(&self) -> usize {
        self.competitors.len()
    }
}

/// Models are released, attention fades and moves, start-ups grow or close.
///
/// Equations (M66), (M67), (M68), (M69).
pub(super) fn market(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let parameters = &step.model.scenario.market;
    let own = Entity::default();
    let draw = |stream| step.streams.uniform(stream, own, step.quarter);
    let (open_work, seats) = open_source_work(step, organization);
    let models =
        Poisson::new(parameters.release_rate * open_work).quantile(draw(Stream::OpenModels)) as u32;
    let openness = if seats > 0 {
        openness(step, organization) / seats as f64
    } else {
        0.0
    };
    let market = &mut organization.market;
    let flagship = parameters.flagship_attention * f64::from(market.flagships_released) * openness;
    market.attention =
        parameters.attention_persistence * market.attention + f64::from(models) + flagship;
    if models > 0 {
        observer.happened(step.quarter, Event::ModelsReleased { models }, organization);
    }

    let market = &mut organization.market;
    market.talent *= parameters.talent_persistence;
    let gain = if seats > 0 {
        parameters.talent_gain * market.talent / seats as f64
    } else {
        0.0
    };
    let rate = parameters.competitor_releases * (1.0 + gain)
        + parameters.startup_releases * market.competitors.len() as f64;
    let models = Poisson::new(rate).quantile(draw(Stream::CompetitorModels)) as u32;
    market.competitors_attention =
        parameters.attention_persistence * market.competitors_attention + f64::from(models);
    let all = market.attention + market.competitors_attention;
    market.downloads = if all > 0.0 {
        parameters.downloads * market.attention / all
    } else {
        0.0
    };
    if models > 0 {
        let event = Event::CompetitorsReleased { models };
        observer.happened(step.quarter, event, organization);
    }
    startups(step, organization, observer);
}

/// Work on open source, in person-quarters of an average person, and researchers'
/// seats.
fn open_source_work(step: &Step, organization: &Organization) -> (f64, usize) {
    let (mut open, mut seats) = (0.0, 0);
    for (unit, prepared) in step.model.units.iter().enumerate() {
        let researchers = prepared.seats_of(Role::Researcher).clone();
        let structure = &step.model.structures[organization.units[unit].structure];
        seats += researchers.len();
        let work: f64 = organization.research_work[researchers].iter().sum();
        open += work * structure.parameters.publication_share;
    }
    (open, seats)
}

/// Researchers' seats weighted by the share of their work that may be published.
fn openness(step: &Step, organization: &Organization) -> f64 {
    let units = step.model.units.iter().enumerate();
    units
        .map(|(unit, prepared)| {
            let structure = &step.model.structures[organization.units[unit].structure];
            let seats = prepared.seats_of(Role::Researcher).len() as f64;
            seats * structure.parameters.publication_share
        })
        .sum()
}

/// Start-ups close or become direct competitors, which may close in turn.
///
/// Equation (M70).
fn startups(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let parameters = &step.model.scenario.market;
    let (emerge, close) = (parameters.competitor_hazard, parameters.closure_hazard);
    let total = emerge + close;
    let ends = 1.0 - exp(-total);
    let fate = |founder| {
        step.streams
            .uniform(Stream::StartupFate, founder, step.quarter)
    };
    let market = &mut organization.market;
    let closing = 1.0 - exp(-close);
    market
        .competitors
        .retain(|&founder| fate(founder) >= closing);
    let before = market.competitors.len();
    market.startups.retain(|&founder| {
        let u = fate(founder);
        // The lower part of the draws that end it make it a competitor.
        if u * total < ends * emerge {
            market.competitors.push(founder);
        }
        u >= ends
    });
    let emerged = market.competitors.len() - before;
    for _ in 0..emerged {
        observer.happened(step.quarter, Event::CompetitorEmerged, organization);
    }
}
