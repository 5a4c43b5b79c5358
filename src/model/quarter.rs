//! One quarter: the phases in their order.

use super::{Model, Observer, Organization};
use super::{
    agenda, appraisal, effort, hiring, labour_market, papers, product, reorganisation, research,
    ties, transfer, work,
};
use crate::random::Streams;
use crate::units::Quarter;

/// What every phase is given beside the organisation: the prepared scenario,
/// the run's random streams and the quarter.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub(super) model: &'a Model,
    pub(super) streams: &'a Streams,
    pub(super) quarter: Quarter,
}

/// Advances the organisation by one quarter.
pub(super) fn advance_quarter(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
) {
    organization.luck.draw(step, &organization.person);
    reorganisation::events(step, organization, observer);
    agenda::agenda(step, organization, observer);
    effort::effort(step, organization);
    work::work(step, organization);
    research::research(step, organization, observer);
    papers::papers(step, organization, observer);
    transfer::transfer(step, organization, observer);
    product::product(step, organization, observer);
    appraisal::appraisal(step, organization);
    labour_market::labour_market(step, organization, observer);
    hiring::hiring(step, organization, observer);
    ties::ties(step, organization);
    debug_assert_eq!(organization.imbalance(), None);
    observer.quarter_ended(step.quarter, organization);
}
