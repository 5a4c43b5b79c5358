//! The tables of an audit.

use super::arithmetic::{checked, recomputed};
use super::claim::{Claim, Noise};
use super::noise::equal_rates_p_value;
use super::prediction::{self, Prediction};
use super::rows::{AuditedClaim, Chance, Driver, Position, Reach, Span};
use super::verdict::Verdict;
use crate::row::Rows;
use crate::stats::tail_probability;

/// The claims, each with its verdict if it was compared with the model.
pub(super) fn claims<'a>(
    all: impl Iterator<Item = (&'a Claim, &'a Option<Verdict>)>,
    level: f64,
) -> Rows<AuditedClaim> {
    all.map(|(claim, verdict)| row(claim, verdict.as_ref(), level))
        .collect()
}

fn row(claim: &Claim, verdict: Option<&Verdict>, level: f64) -> AuditedClaim {
    let change = recomputed(claim);
    let p_value = counts(claim).map(|(before, after)| equal_rates_p_value(before, after));
    let literature = verdict.map(|verdict| &verdict.literature);
    let wide = verdict.and_then(|verdict| verdict.wide.as_ref());
    let span = |prediction: Option<&Prediction>, of: fn(&Prediction) -> Span| {
        prediction.map(of).unwrap_or_default()
    };
    let in_literature = |of| span(literature, of);
    let in_wide = |of| span(wide.map(|(_, wide)| wide), of);
    let stated = verdict.map(|_| prediction::stated(claim));
    AuditedClaim {
        claim: claim.id.clone(),
        quantity: claim.quantity.clone(),
        before: claim.before,
        after: claim.after,
        unit: filled(&claim.unit),
        stated_change: filled(&claim.stated_change),
        difference: change.map(|change| change.difference),
        relative: change.and_then(|change| change.relative),
        attrition_factor: change.and_then(|change| change.attrition_factor),
        hazard_ratio: change.and_then(|change| change.hazard_ratio),
        arithmetic: checked(claim, change.as_ref()),
        p_value,
        noise: match p_value {
            None => Chance::Untested,
            Some(p) if p < 2.0 * tail_probability(level) => Chance::MoreThanNoise,
            Some(_) => Chance::Compatible,
        },
        measure: filled(&claim.measure),
        compare: claim.compare,
        note: filled(&claim.note),
        literature: match literature {
            None => Position::NotCompared,
            Some(prediction) if prediction.used == 0 => Position::NoNumber,
            Some(prediction) if prediction.is_inside => Position::Inside,
            Some(_) => Position::Outside,
        },
        reached: verdict.map(reach),
        literature_before: in_literature(|prediction| prediction.before),
        literature_after: in_literature(|prediction| prediction.after),
        literature_change: in_literature(|prediction| prediction.change),
        wide_before: in_wide(|prediction| prediction.before),
        wide_after: in_wide(|prediction| prediction.after),
        wide_change: in_wide(|prediction| prediction.change),
        stretch: wide.map(|(factor, _)| *factor),
        draws_used: literature.map(|prediction| prediction.used as u64),
        parameters_drawn: verdict.map(|verdict| verdict.drawn as u64),
        held_fixed: verdict.and_then(|verdict| filled(&verdict.tied.join(" "))),
        stated_low: stated.map(|[low, _]| low),
        stated_high: stated.map(|[_, high]| high),
    }
}

/// The parameters that drive claims that lie outside.
pub(super) fn drivers<'a>(
    all: impl Iterator<Item = (&'a Claim, &'a Option<Verdict>)>,
) -> Rows<Driver> {
    let mut rows = Rows::default();
    for (claim, verdict) in all {
        for departure in verdict.iter().flat_map(|verdict| &verdict.departures) {
            rows.push(Driver {
                claim: claim.id.clone(),
                parameter: departure.key.clone(),
                correlation: departure.correlation,
                value: departure.reach.map(|(value, _)| value),
                stretch: departure.reach.map(|(_, factor)| factor),
            });
        }
    }
    rows
}

fn counts(claim: &Claim) -> Option<(u32, u32)> {
    (claim.noise == Noise::Counts).then_some(())?;
    // a claims file has whole numbers here, not above a million
    Some((claim.before? as u32, claim.after? as u32))
}

fn reach(verdict: &Verdict) -> Reach {
    match (verdict.literature.is_inside, verdict.is_reached()) {
        (true, _) => Reach::Literature,
        (false, true) => Reach::Stretched,
        (false, false) => Reach::NotReached,
    }
}

/// A text, if it is not empty.
fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
