//! One quarter: the phases in their order; and a run: quarter by quarter.

use super::step::Step;
use super::{Model, Observer, Organization};
use super::{
    agenda, appraisal, compute, effort, flagship, hiring, interventions, labour_market, market,
    papers, product, research, ties, transfer, work,
};
use crate::random::Streams;
use crate::units::Quarter;

impl Model {
    /// Simulates one run from the start of the burn-in to the last observed
    /// quarter and tells the observer what happens.
    pub fn run(&self, streams: &Streams, observer: &mut impl Observer) {
        let simulation = &self.scenario.simulation;
        let first = Quarter(-(simulation.burn_in_quarters as i32));
        let mut organization = Organization::mature(self, streams, first);
        observer.started(&organization);
        for quarter in first.0..simulation.quarters as i32 {
            let step = Step {
                model: self,
                streams,
                quarter: Quarter(quarter),
            };
            advance_quarter(&step, &mut organization, observer);
        }
    }
}

/// Advances the organisation by one quarter.
fn advance_quarter(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    organization.luck.draw(step);
    interventions::interventions(step, organization, observer);
    agenda::agenda(step, organization, observer);
    effort::effort(step, organization);
    work::work(step, organization);
    compute::compute(step, organization);
    research::research(step, organization, observer);
    papers::papers(step, organization, observer);
    transfer::transfer(step, organization, observer);
    product::product(step, organization, observer);
    flagship::flagship(step, organization, observer);
    appraisal::appraisal(step, organization);
    labour_market::labour_market(step, organization, observer);
    hiring::hiring(step, organization, observer);
    ties::ties(step, organization);
    market::market(step, organization, observer);
    debug_assert_eq!(organization.imbalance(), None);
    observer.quarter_ended(step.quarter, organization);
}
