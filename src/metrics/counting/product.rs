//! Counts what is on its way into the product, and what is about the organisation as a
//! whole.

use super::people::Census;
use crate::measures::{Fate, ProductTally};
use crate::metrics::counts::Counts;
use crate::metrics::latency::Transfer;
use crate::model::{Event, Organization};

/// Something happened in an observed quarter.
#[inline]
pub(in crate::metrics) fn happened(counts: &mut Counts, quarter: u32, event: Event) {
    let at = quarter as usize;
    let tallies = &mut counts.tallies;
    match event {
        Event::BreakthroughMade { .. } => {
            tallies.add(ProductTally::Breakthroughs, at, 1.0);
            counts.transfers.push(Transfer {
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
            tallies.add(ProductTally::Shipped, at, 1.0);
            tallies.add(ProductTally::ShippedValue, at, value);
            transfer_ended(counts, breakthrough, quarter, Fate::Shipped);
        }
        Event::Abandoned { breakthrough, .. } => {
            tallies.add(ProductTally::Abandoned, at, 1.0);
            transfer_ended(counts, breakthrough, quarter, Fate::Abandoned);
        }
        Event::FeaturesShipped { features, .. } => {
            tallies.add(ProductTally::Features, at, f64::from(features));
        }
        _ => {}
    }
}

/// Something happened before the first observed quarter.
pub(in crate::metrics) fn happened_in_burn_in(counts: &mut Counts, event: Event) {
    if let Event::BreakthroughMade { .. } = event {
        counts.made_in_burn_in += 1;
    }
}

fn transfer_ended(counts: &mut Counts, breakthrough: usize, ended: u32, fate: Fate) {
    // those of the burn-in do not belong to the observed cohort
    if let Some(index) = breakthrough.checked_sub(counts.made_in_burn_in) {
        let transfer = &mut counts.transfers[index];
        (transfer.ended, transfer.fate) = (ended, fate);
    }
}

/// An observed quarter is over.
pub(in crate::metrics) fn quarter_ended(
    counts: &mut Counts,
    quarter: usize,
    census: &Census,
    organization: &Organization,
) {
    for (tally, amount) in [
        (ProductTally::Open, organization.open_transfers() as f64),
        (ProductTally::Reputation, organization.reputation()),
        (ProductTally::Ties, f64::from(census.ties)),
        (ProductTally::CrossTies, f64::from(census.cross_ties)),
    ] {
        counts.tallies.add(tally, quarter, amount);
    }
}
