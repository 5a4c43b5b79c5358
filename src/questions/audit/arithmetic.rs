//! What a claim's own numbers say about its change.

use serde::{Deserialize, Serialize};

use super::claim::{Claim, Compare};
use super::rows::Arithmetic;
use crate::elementary::ln;

/// The change of a claim, recomputed from its two values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recomputed {
    /// After minus before, in the claim's unit.
    pub difference: f64,
    /// Difference relative to before; none from zero.
    pub relative: Option<f64>,
    /// For shares that are retained: by what factor the share lost changes.
    pub attrition_factor: Option<f64>,
    /// For shares that are retained: ratio of the constant hazards.
    pub hazard_ratio: Option<f64>,
}

/// Recomputes the change from a value before to one after. `retained`: both
/// are percentages of people who stay.
pub fn recompute(before: f64, after: f64, retained: bool) -> Recomputed {
    let (stay_before, stay_after) = (before / 100.0, after / 100.0);
    let inside = |share: f64| share > 0.0 && share < 1.0;
    let has_hazard = retained && inside(stay_before) && inside(stay_after);
    Recomputed {
        difference: after - before,
        relative: (before != 0.0).then(|| (after - before) / before),
        attrition_factor: has_hazard.then(|| (1.0 - stay_after) / (1.0 - stay_before)),
        hazard_ratio: has_hazard.then(|| ln(stay_after) / ln(stay_before)),
    }
}

/// The change of a claim; none if it states one level or a range.
pub(super) fn recomputed(claim: &Claim) -> Option<Recomputed> {
    let (before, after) = (claim.before?, claim.after?);
    let retained = is_percent(&claim.unit) && claim.quantity.contains("retention");
    (claim.compare != Some(Compare::Range)).then(|| recompute(before, after, retained))
}

/// What the change says of the one that is stated.
pub(super) fn checked(claim: &Claim, change: Option<&Recomputed>) -> Arithmetic {
    let stated = claim.stated_change.strip_suffix('%');
    let stated = stated.and_then(|stated| stated.parse::<f64>().ok());
    let (Some(change), Some(stated)) = (change, stated) else {
        return Arithmetic::Unchecked;
    };
    let near = |value: f64| (value - stated).abs() <= 0.5;
    match change.relative {
        Some(relative) if near(100.0 * relative) => Arithmetic::Holds,
        _ if is_percent(&claim.unit) && near(change.difference) => Arithmetic::Points,
        _ => Arithmetic::Wrong,
    }
}

/// Whether values of a unit are percentages, whose differences are points.
pub(super) fn is_percent(unit: &str) -> bool {
    unit.starts_with("percent")
}
