//! Product: teams ship features with the effort that transfers leave them.

use crate::measures::Role;
use crate::model::event::Event;
use crate::model::state::{Output, Seats, Team, UnitState};
use crate::model::step::Step;
use crate::random::{Entity, Poisson, Stream};

/// What teams ship.
pub(crate) struct Product<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) output: &'a Output,
    pub(crate) units: &'a mut [UnitState],
    pub(crate) teams: &'a mut [Team],
}

impl Product<'_> {
    /// Features of each team, and what they and shipped breakthroughs bring.
    ///
    /// Equation (M44).
    pub(crate) fn run(self, step: &Step, happened: &mut Vec<Event>) {
        let scenario = &step.model.scenario;
        let effort = scenario.work.feature_effort;
        let smoothing = scenario.satisfaction.outcome_adjustment;
        let shipped = self.units.iter().map(|unit| unit.shipped_value);
        let mut shipped: Vec<f64> = shipped.collect();
        let product_work = &self.output.product_work;
        for (index, team) in self.teams.iter_mut().enumerate() {
            let by_engineers: f64 = product_work[team.engineers.clone()].iter().sum();
            let by_researchers: f64 = product_work[team.researchers.clone()].iter().sum();
            let load = self.units[team.unit].transfer_load;
            let requested = std::mem::take(&mut team.requested);
            let mean = (by_engineers * (1.0 - load) + by_researchers) / effort + requested;
            let entity = Entity {
                id: (team.unit as u32) << 25 | team.number as u32,
                generation: 0,
            };
            let u = step.streams.uniform(Stream::Features, entity, step.quarter);
            let features = Poisson::new(mean).quantile(u) as u32;
            let normal = team.product_seats(self.seats) as f64 / effort;
            shipped[team.unit] += f64::from(features);
            if normal > 0.0 {
                team.engagement += smoothing * (f64::from(features) / normal - team.engagement);
            }
            if features > 0 {
                happened.push(Event::FeaturesShipped {
                    team: index,
                    features,
                });
            }
        }
        let units = self.units.iter_mut();
        for (unit, shipped) in units.zip(shipped) {
            let engineers = unit.planned[Role::Engineer as usize];
            if engineers > 0 {
                let normal = engineers as f64 / effort;
                unit.revenue += smoothing * (shipped / normal - unit.revenue);
            }
        }
    }
}
