//! What a claim's own numbers say about its change.

use super::claims::Claim;
use crate::elementary::ln;

/// The change of a claim, recomputed from its two values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recomputed {
    /// After less before, in the claim's unit.
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

/// The sentence about the arithmetic of a claim.
pub(super) fn words(claim: &Claim) -> String {
    let (Some(before), Some(after)) = (claim.before, claim.after) else {
        return "one level only".to_owned();
    };
    if claim.compare == Some(super::Compare::Range) {
        return "a range, no change".to_owned();
    }
    let is_percent = claim.unit.starts_with("percent");
    let change = recompute(
        before,
        after,
        is_percent && claim.quantity.contains("retention"),
    );
    let mut words = format!("{:+.1}", change.difference);
    if is_percent {
        words.push_str(" points");
    }
    if let Some(relative) = change.relative {
        words.push_str(&format!("; {:+.1}% relative", 100.0 * relative));
    }
    if let (Some(factor), Some(ratio)) = (change.attrition_factor, change.hazard_ratio) {
        words.push_str(&format!(
            "; attrition x{factor:.1}; hazard ratio {ratio:.2}"
        ));
    }
    let stated = claim.stated_change.trim_end_matches('%').parse::<f64>();
    if let (true, Ok(stated)) = (claim.stated_change.ends_with('%'), stated) {
        let near = |value: f64| (value - stated).abs() <= 0.5;
        let relative = change.relative.map(|relative| 100.0 * relative);
        words.push_str(match relative {
            Some(relative) if near(relative) => "; the stated change holds",
            _ if is_percent && near(change.difference) => "; points are stated as percent",
            _ => "; the stated change is wrong",
        });
    }
    words
}
