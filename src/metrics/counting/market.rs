//! Counts open models, competitors and start-ups.

use crate::measures::MarketTally as M;
use crate::metrics::counts::Counts;
use crate::model::{Event, Organization};

/// Something happened in an observed quarter.
#[inline]
pub(in crate::metrics) fn happened(counts: &mut Counts, quarter: usize, event: Event) {
    let mut add = |tally, models| counts.tallies.add(tally, quarter, f64::from(models));
    match event {
        Event::ModelsReleased { models } => add(M::ModelsReleased, models),
        Event::CompetitorsReleased { models } => add(M::CompetitorModels, models),
        _ => {}
    }
}

/// An observed quarter is over.
pub(in crate::metrics) fn quarter_ended(
    counts: &mut Counts,
    quarter: usize,
    organization: &Organization,
) {
    let market = organization.market();
    for (tally, amount) in [
        (M::Downloads, market.downloads),
        (M::Talent, market.talent),
        (M::Startups, market.startups() as f64),
        (M::Competitors, market.competitors() as f64),
    ] {
        counts.tallies.add(tally, quarter, amount);
    }
}
