//! Market: open models and the attention for them, competitors and what they gain
//! from leavers, start-ups.

use crate::elementary::exp;
use crate::measures::Role;
use crate::model::event::Event;
use crate::model::state::{self, Output, UnitState};
use crate::model::step::Step;
use crate::random::{Entity, Poisson, Stream};

/// What the outside world does.
pub(crate) struct Market<'a> {
    pub(crate) output: &'a Output,
    pub(crate) units: &'a [UnitState],
    pub(crate) market: &'a mut state::Market,
}

impl Market<'_> {
    /// Models are released, attention fades and moves, start-ups grow or close.
    ///
    /// Equations (M82), (M83), (M84), (M85).
    pub(crate) fn run(self, step: &Step, happened: &mut Vec<Event>) {
        let parameters = &step.model.scenario.market;
        let own = Entity::default();
        let draw = |stream| step.streams.uniform(stream, own, step.quarter);
        let planned = |unit: &UnitState| unit.planned[Role::Researcher as usize];
        let seats: usize = self.units.iter().map(planned).sum();
        let open_work = self.open_source_work(step);
        let models = Poisson::new(parameters.release_rate * open_work)
            .quantile(draw(Stream::OpenModels)) as u32;
        let openness = if seats > 0 {
            self.openness(step) / seats as f64
        } else {
            0.0
        };
        let market = self.market;
        let flagship =
            parameters.flagship_attention * f64::from(market.flagships_released) * openness;
        market.attention =
            parameters.attention_persistence * market.attention + f64::from(models) + flagship;
        if models > 0 {
            happened.push(Event::ModelsReleased { models });
        }

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
            happened.push(Event::CompetitorsReleased { models });
        }
        startups(step, market, happened);
    }

    /// Work on open source, in person-quarters of an average person.
    fn open_source_work(&self, step: &Step) -> f64 {
        let mut open = 0.0;
        for (unit, prepared) in self.units.iter().zip(&step.model.units) {
            let structure = &step.model.structures[unit.structure];
            let work = &self.output.research_work[prepared.researchers.clone()];
            let work: f64 = work.iter().sum();
            open += work * structure.parameters.publication_share;
        }
        open
    }

    /// Researchers' seats weighted by the share of their work that may be published.
    fn openness(&self, step: &Step) -> f64 {
        let units = self.units.iter();
        units
            .map(|unit| {
                let structure = &step.model.structures[unit.structure];
                let seats = unit.planned[Role::Researcher as usize];
                seats as f64 * structure.parameters.publication_share
            })
            .sum()
    }
}

/// Start-ups close or become direct competitors, which may close in turn.
///
/// Equation (M86).
fn startups(step: &Step, market: &mut state::Market, happened: &mut Vec<Event>) {
    let parameters = &step.model.scenario.market;
    let (emerge, close) = (parameters.competitor_hazard, parameters.closure_hazard);
    let total = emerge + close;
    let ends = 1.0 - exp(-total);
    let fate = |founder| {
        step.streams
            .uniform(Stream::StartupFate, founder, step.quarter)
    };
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
    happened.extend((0..emerged).map(|_| Event::CompetitorEmerged));
}
