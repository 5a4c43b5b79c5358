//! Numeric claims checked against the model: their arithmetic, their counting noise, and
//! whether the model predicts them.

mod arithmetic;
mod audited;
mod claim;
mod claims;
mod departure;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod noise;
mod prediction;
mod rows;
mod settings;
mod shipped;
mod tables;
mod target;
mod unit;
mod verdict;
mod words;
mod world;

pub use arithmetic::{Recomputed, recompute};
pub use audited::Audit;
pub use claim::{Claim, Compare, Noise};
pub use claims::{CODES, Claims};
pub use findings::{Claimed, Compared, Finding, Influence};
pub use noise::equal_rates_p_value;
pub use rows::{Arithmetic, AuditedClaim, Chance, Driver, Position, Reach, Span};
pub use settings::Settings;
pub use shipped::CLAIMS;
pub use world::AuditError;

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::question::{self, Answered};
use crate::experiment::finding;
#[cfg(feature = "figures")]
use crate::figures::Kind;
use crate::numerals::percent;
use crate::output::{Environment, FileDigest, OutputError, TablesFolder, WrittenTables};
use crate::result::{ResultError, ResultFolder};
use crate::table::Table;

/// What its answers say. It is asked of a file of claims, not of an experiment.
pub(super) const ANSWERED: Answered = Answered {
    name: "audit",
    findings: question::findings::<Finding>,
    notes,
    of_records: false,
    #[cfg(feature = "figures")]
    figures: &[Kind {
        name: "claims",
        about: "where claims are in the predictions of the model",
        make: figures::make,
    }],
};

/// How an audit was made, as its notes on methods tell it.
#[derive(Serialize, Deserialize)]
struct Told {
    /// Parameter draws of each prior.
    draws: u32,
    /// Whether counts were tested for noise.
    counts: bool,
}

impl Audit {
    /// How it was made, as its manifest says.
    pub fn told(&self) -> serde_json::Value {
        serde_json::json!(Told {
            draws: self.settings.draws,
            counts: self.claims.iter().any(|row| row.p_value.is_some()),
        })
    }

    /// Its tables and the names of their files, the claims first.
    pub fn tables(&self) -> [(&'static str, Table); 2] {
        [self.claims.file(), self.drivers.file()]
    }

    /// Writes it into a folder, beside which claims it is about.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(
        &self,
        folder: TablesFolder,
        claims: &Claims,
        environment: Environment,
    ) -> Result<(), OutputError> {
        let findings = finding::boxed(self.findings());
        let audit = WrittenTables {
            command: ANSWERED.name,
            title: "Audit of claims",
            question: "Does the model predict what is claimed, over the plausible ranges of the \
            parameters?",
            inputs: vec![FileDigest::of(
                claims.source.name(),
                claims.source.text().as_bytes(),
            )],
            seed: self.settings.seed,
            level: self.settings.level,
            settings: self.told(),
            findings: findings.iter().map(|finding| finding.value()).collect(),
            factors: Vec::new(),
            texts: &[],
            tables: &self.tables(),
        };
        folder.finish(audit, environment)
    }
}

fn notes(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let told: Told = question::settings(result)?;
    let level = percent(result.level());
    let compared = Note::new(
        format!(
            "Each claim is compared with the central {level} interval of the model's predictions, \
             over parameters and luck: {} draws of the parameters within their plausible ranges (a \
             Latin hypercube), with one run each. Where a claim lies outside, the ranges are \
             stretched until the interval holds it.",
            told.draws
        ),
        &["McKay, M. D., Beckman, R. J. & Conover, W. J. (1979)"],
    );
    let counts = Note::new(
        format!(
            "Two counts over equal periods are compared by the exact conditional test that both \
             have the same mean, at the {level} level."
        ),
        &["Przyborowski, J. & Wilenski, H. (1940)"],
    );
    Ok([Some(compared), told.counts.then_some(counts)]
        .into_iter()
        .flatten()
        .collect())
}
