//! Single numbers, most of them from the tables.

use super::bounded::Bounded;
use super::contagion::{Compared, rate_ratio};
use super::description::Description;
use super::equal_rates::Count;
use super::grouping::Grouping;
use super::rows::Hazard;
use super::rows_of_work::{Fate, Overall, Quantity};
use super::work::Outcomes;
use crate::row::Rows;

/// Tenure from which somebody is no longer new, in years.
pub(super) const NEW: f64 = 1.0;

/// Quarters within which shipping is told.
pub(super) const SHIPPED_WITHIN: u64 = 8;

/// The numbers of a description that has its tables, and those of papers.
pub(super) fn overall(
    description: &Description,
    work: &Outcomes,
    papers: Vec<Overall>,
) -> Rows<Overall> {
    let mut rows = Rows::default();
    let mut push = |quantity, unit: &str, n: u64, number| {
        rows.push(Overall {
            quantity,
            unit: unit.to_owned(),
            n,
            number,
        });
    };
    let exactly = |count: u64| Bounded::new(Some(count as f64), None);
    let everybody = || {
        let rows = description.head_count.iter();
        rows.filter(|row| row.grouping == Grouping::All)
    };
    let ends = everybody().next().zip(everybody().next_back());
    if let Some((first, last)) = ends {
        push(
            Quantity::PeopleAtStart,
            "people",
            first.start,
            exactly(first.start),
        );
        push(Quantity::PeopleAtEnd, "people", last.end, exactly(last.end));
    }
    if let Some(all) = description.groups.iter().next() {
        push(Quantity::People, "people", all.people, exactly(all.people));
        push(Quantity::ExitRate, "per year", all.exits, all.exit_rate);
    }
    let (new, later) = (early(description, true), early(description, false));
    if let Some((new, later)) = new.zip(later) {
        let compared = Compared {
            after: new,
            otherwise: later,
        };
        let ratio = rate_ratio(&[compared], description.settings.level);
        push(
            Quantity::EarlyRatio,
            "ratio",
            new.events + later.events,
            ratio,
        );
    }
    if work.watched > 0 {
        let adoption = Bounded::new(work.adoption, None);
        push(Quantity::AdoptionMedian, "quarters", work.watched, adoption);
        let mut shipped = description
            .work
            .iter()
            .filter(|row| row.fate == Fate::Shipped);
        let shipped = shipped.find(|row| row.quarters == SHIPPED_WITHIN);
        let share = shipped.map_or_else(Bounded::default, |row| row.share);
        push(Quantity::ShippedInEight, "share", work.watched, share);
    }
    papers.into_iter().for_each(|row| rows.push(row));
    rows
}

/// Exits and years of everybody in the first year of tenure, or later; none if some band of it is
/// not told.
fn early(description: &Description, is_new: bool) -> Option<Count> {
    let bands = description.hazards.iter().map(|at| &at.row);
    let bands =
        bands.filter(|row| row.grouping == Grouping::All && (row.from_years < NEW) == is_new);
    let counts: Option<Vec<(u64, f64)>> = bands
        .map(|row: &Hazard| row.exits.zip(row.person_years))
        .collect();
    let counts = counts.filter(|counts| !counts.is_empty())?;
    let exits = counts.iter().map(|(exits, _)| exits).sum();
    let years = counts.iter().map(|(_, years)| years).sum();
    Some(Count::new(exits, years))
}
