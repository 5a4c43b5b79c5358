//! Product: teams ship features with the effort that transfers leave them.

use super::step::Step;
use super::{Event, Observer, Organization};
use crate::random::{Entity, Poisson, Stream};

/// Features of each team, and what they and shipped breakthroughs bring.
///
/// Equation (M35).
pub(super) fn product(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let scenario = &step.model.scenario;
    let effort = scenario.work.feature_effort;
    let smoothing = scenario.satisfaction.outcome_adjustment;
    let mut shipped: Vec<f64> = organization
        .units
        .iter()
        .map(|unit| unit.shipped_value)
        .collect();
    for index in 0..organization.teams.len() {
        let team = &organization.teams[index];
        let by_engineers: f64 = organization.product_work[team.engineers.clone()]
            .iter()
            .sum();
        let by_researchers: f64 = organization.product_work[team.researchers.clone()]
            .iter()
            .sum();
        let load = organization.units[team.unit].transfer_load;
        let mean = (by_engineers * (1.0 - load) + by_researchers) / effort;
        let entity = Entity {
            id: (team.unit as u32) << 25 | team.number as u32,
            generation: 0,
        };
        let u = step.streams.uniform(Stream::Features, entity, step.quarter);
        let features = Poisson::new(mean).quantile(u) as u32;
        let normal = team.product_seats() as f64 / effort;
        shipped[team.unit] += f64::from(features);
        let engagement = &mut organization.teams[index].engagement;
        *engagement += smoothing * (f64::from(features) / normal - *engagement);
        if features > 0 {
            let event = Event::FeaturesShipped {
                team: index,
                features,
            };
            observer.happened(step.quarter, event, organization);
        }
    }
    for (unit, prepared) in step.model.units.iter().enumerate() {
        let engineers = prepared.engineers.len();
        if engineers > 0 {
            let normal = engineers as f64 / effort;
            let revenue = &mut organization.units[unit].revenue;
            *revenue += smoothing * (shipped[unit] / normal - *revenue);
        }
    }
}
