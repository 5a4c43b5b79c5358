//! What an audit found.

use serde::{Deserialize, Serialize};

use super::arithmetic::Recomputed;
use super::audited::Audit;
use super::claim::Compare;
use super::rows::{Arithmetic, AuditedClaim, Chance, Driver, Position, Reach};

/// A finding of an audit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "there are few findings")]
pub enum Finding {
    /// How many claims the model predicts.
    Inside {
        /// All claims.
        claims: u64,
        /// Those that were compared with the model.
        compared: u64,
        /// Those of them inside the model's intervals under the literature's ranges.
        inside: u64,
        /// Level of the intervals.
        level: f64,
    },
    /// What is found of a claim.
    Claim(Claimed),
}

/// A claim, its own numbers, and how it compares with the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claimed {
    /// Its identifier.
    pub claim: String,
    /// What it is about.
    pub quantity: String,
    /// Stated value before, or low end of a range.
    pub before: Option<f64>,
    /// Stated value after, the only one, or high end of a range.
    pub after: Option<f64>,
    /// Unit of both.
    pub unit: Option<String>,
    /// The change as stated.
    pub stated_change: Option<String>,
    /// The change of its own values.
    pub change: Option<Recomputed>,
    /// What it says of the change as stated.
    pub arithmetic: Arithmetic,
    /// Probability of such a difference of two counts by chance.
    pub p_value: Option<f64>,
    /// What that says.
    pub noise: Chance,
    /// The note on the claim.
    pub note: Option<String>,
    /// How it compares with the model; none if it was not compared.
    pub compared: Option<Compared>,
}

/// How a claim compares with the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Key of the measure.
    pub measure: String,
    /// What is compared.
    pub compare: Compare,
    /// Whether a change is compared.
    pub is_change: bool,
    /// Where the claim lies.
    pub position: Position,
    /// Level of the model's interval.
    pub level: f64,
    /// The interval under the literature's ranges: low end, median and high end.
    pub interval: Option<[f64; 3]>,
    /// Which ranges hold the claim.
    pub reached: Reach,
    /// The widest ranges that were tried.
    pub stretch: Option<f64>,
    /// The parameters that drive it, if it lies outside.
    pub drivers: Vec<Influence>,
}

/// A parameter that drives a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Influence {
    /// Its key.
    pub parameter: String,
    /// Rank correlation of its draws with what is compared.
    pub correlation: f64,
    /// The value at which it alone suffices; none if there is none.
    pub value: Option<f64>,
    /// The stretch of its range that has this value as an end.
    pub stretch: Option<f64>,
}

impl Audit {
    /// What was found: over all claims, and of each of them.
    pub fn findings(&self) -> Vec<Finding> {
        let at = |position: Position| {
            let claims = self.claims.iter();
            claims.filter(|row| row.literature == position).count() as u64
        };
        let claims = self.claims.len() as u64;
        let summary = Finding::Inside {
            claims,
            compared: claims - at(Position::NotCompared),
            inside: at(Position::Inside),
            level: self.settings.level,
        };
        let of_claims = self.claims.iter().map(|row| {
            let drivers = self.drivers.iter().filter(|own| own.claim == row.claim);
            Finding::Claim(claimed(
                row,
                drivers.map(|own| influence(own)),
                self.settings.level,
            ))
        });
        std::iter::once(summary).chain(of_claims).collect()
    }
}

fn claimed(row: &AuditedClaim, drivers: impl Iterator<Item = Influence>, level: f64) -> Claimed {
    let change = row.difference.map(|difference| Recomputed {
        difference,
        relative: row.relative,
        attrition_factor: row.attrition_factor,
        hazard_ratio: row.hazard_ratio,
    });
    let mapped = row.measure.clone().zip(row.compare).zip(row.reached);
    let compared = mapped.map(|((measure, compare), reached)| Compared {
        measure,
        compare,
        is_change: row.literature_change.median.is_some(),
        position: row.literature,
        level,
        interval: row.literature_compared(),
        reached,
        stretch: row.stretch,
        drivers: drivers.collect(),
    });
    Claimed {
        claim: row.claim.clone(),
        quantity: row.quantity.clone(),
        before: row.before,
        after: row.after,
        unit: row.unit.clone(),
        stated_change: row.stated_change.clone(),
        change,
        arithmetic: row.arithmetic,
        p_value: row.p_value,
        noise: row.noise,
        note: row.note.clone(),
        compared,
    }
}

fn influence(row: &Driver) -> Influence {
    Influence {
        parameter: row.parameter.clone(),
        correlation: row.correlation,
        value: row.value,
        stretch: row.stretch,
    }
}
