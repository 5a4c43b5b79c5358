//! Measures of the way into the product, and of the organisation as a whole.

use super::fate::Fate;
use super::formula::{Formula, ratio};
use super::measure::{Measure, counted, measure};
use super::tally::tallies;

tallies! {
    /// Counts about the way into the product, and about the organisation as a whole.
    ProductTally of Product {
        /// Breakthroughs made.
        Breakthroughs,
        /// Breakthroughs shipped.
        Shipped,
        /// Breakthroughs abandoned.
        Abandoned,
        /// Breakthroughs in transfer at the end of the quarter.
        Open,
        /// Value of the breakthroughs shipped.
        ShippedValue,
        /// Product features shipped.
        Features,
        /// Reputation at the end of the quarter.
        Reputation,
        /// Live ties at the end of the quarter.
        Ties,
        /// Live ties that cross the research-product line.
        CrossTies,
    }
}

/// Measures of the way from breakthrough to product.
pub(super) fn transfer() -> Vec<Measure> {
    let count = |id, label, definition, tally| {
        counted(id, "breakthroughs per quarter", label, definition, tally)
    };
    let followed = |id, unit, label, definition: &str, formula| {
        measure(
            id,
            unit,
            label,
            format!(
                "{definition} Over the breakthroughs made in the window, followed to its end; \
                 those still open are censored, and abandonment is a competing risk \
                 (Aalen-Johansen)."
            ),
            formula,
        )
        .only_per_run()
        .of_items("breakthroughs made in the window")
        .some_censored("breakthroughs open at its end")
    };
    let shipped_by = |id, label, definition, quarters| {
        let formula = Formula::Incidence(Fate::Shipped, quarters);
        followed(id, "share", label, definition, formula).higher()
    };
    let share = |id, label, definition: &str, fate| {
        let formula = Formula::FateShare(fate);
        measure(id, "share", label, definition, formula)
            .only_per_run()
            .only_over_all()
            .of_items("breakthroughs made in the window")
            .some_censored("breakthroughs open at its end")
    };
    vec![
        count(
            "breakthroughs",
            "breakthroughs made",
            "Number of breakthroughs made in a quarter: finished projects with a quality of at \
             least `research.breakthrough_quality`.",
            ProductTally::Breakthroughs,
        )
        .headline()
        .higher(),
        count(
            "breakthroughs_shipped",
            "breakthroughs shipped",
            "Number of breakthroughs that reach the product in a quarter, whenever made.",
            ProductTally::Shipped,
        )
        .higher(),
        count(
            "breakthroughs_abandoned",
            "breakthroughs abandoned",
            "Number of breakthroughs abandoned in a quarter, whenever made.",
            ProductTally::Abandoned,
        )
        .lower(),
        counted(
            "breakthroughs_open",
            "breakthroughs",
            "breakthroughs in transfer",
            "Number of breakthroughs that are neither shipped nor abandoned at the end of a \
             quarter.",
            ProductTally::Open,
        ),
        shipped_by(
            "shipped_by_2q",
            "shipped within 2 quarters",
            "Probability that a breakthrough ships within 2 quarters after it was made.",
            2,
        )
        .headline(),
        shipped_by(
            "shipped_by_4q",
            "shipped within 4 quarters",
            "Probability that a breakthrough ships within 4 quarters after it was made.",
            4,
        )
        .headline(),
        shipped_by(
            "shipped_by_8q",
            "shipped within 8 quarters",
            "Probability that a breakthrough ships within 8 quarters after it was made.",
            8,
        )
        .headline(),
        followed(
            "abandoned_by_8q",
            "share",
            "abandoned within 8 quarters",
            "Probability that a breakthrough is abandoned within 8 quarters after it was made.",
            Formula::Incidence(Fate::Abandoned, 8),
        )
        .headline()
        .lower(),
        followed(
            "latency_median",
            "quarters",
            "median time to ship",
            "Smallest number of quarters after which at least half of all breakthroughs have \
             shipped; missing where that is not reached as far as breakthroughs are followed.",
            Formula::MedianLatency,
        )
        .headline()
        .lower(),
        followed(
            "latency_median_reached",
            "share of runs",
            "median time to ship reached",
            "Whether at least half of all breakthroughs have shipped at the end of follow-up.",
            Formula::MedianLatencyReached,
        )
        .only_over_all()
        .headline()
        .higher(),
        followed(
            "latency_median_shipped",
            "quarters",
            "median time to ship of those shipped",
            "Smallest number of quarters at which the incidence of shipping is at least half of \
             its value at the end of follow-up; missing if nothing ships.",
            Formula::MedianLatencyShipped,
        )
        .only_over_all()
        .headline()
        .lower(),
        followed(
            "latency_restricted_mean",
            "quarters",
            "mean time to ship, capped",
            "Mean time to ship, capped at the horizon `simulation.latency_horizon_quarters`: a \
             breakthrough that has not shipped by then counts with the whole horizon (the \
             restricted mean, the integral from 0 to the horizon of one minus the incidence of \
             shipping). Missing if follow-up is shorter.",
            Formula::RestrictedMeanLatency,
        )
        .headline()
        .lower(),
        share(
            "breakthroughs_shipped_share",
            "share shipped",
            "Share of the breakthroughs made in the window that have shipped at its end.",
            Fate::Shipped,
        )
        .higher(),
        share(
            "breakthroughs_abandoned_share",
            "share abandoned",
            "Share of the breakthroughs made in the window that have been abandoned at its end.",
            Fate::Abandoned,
        )
        .lower(),
        share(
            "breakthroughs_open_share",
            "share open",
            "Share of the breakthroughs made in the window that are neither shipped nor \
             abandoned at its end.",
            Fate::Open,
        )
        .headline(),
        counted(
            "shipped_value",
            "value per quarter",
            "value shipped",
            "Sum over the breakthroughs shipped in a quarter of quality times relevance, decayed \
             with age; one is a breakthrough of median quality and full relevance that ships \
             without delay.",
            ProductTally::ShippedValue,
        )
        .headline()
        .higher(),
    ]
}

/// Measures of the organisation as a whole.
pub(super) fn organization() -> Vec<Measure> {
    vec![
        counted(
            "features_shipped",
            "features per quarter",
            "features shipped",
            "Number of product features that teams ship in a quarter.",
            ProductTally::Features,
        )
        .headline()
        .higher(),
        counted(
            "reputation",
            "index",
            "reputation as a research employer",
            "Reputation as a research employer at the end of a quarter; one is normal.",
            ProductTally::Reputation,
        )
        .headline()
        .higher(),
        measure(
            "cross_tie_share",
            "share",
            "ties between research and product",
            "Share of people's live working ties, at the end of a quarter, that connect research \
             and product.",
            ratio(ProductTally::CrossTies, ProductTally::Ties, 1.0),
        )
        .of_items("tie-quarters"),
    ]
}
