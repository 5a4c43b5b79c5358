//! The findings of a fit that a page has room for.

use serde::Deserialize;

use super::described;
use super::findings::{Finding, LearntFinding};
use super::rows::{LearntParameter, Standing};
use crate::experiment::{Measures, Tell, Weight};
use crate::prose::Prose;
use crate::result::{ResultError, ResultFolder};

/// Most parameters that are told.
const MOST_PARAMETERS: usize = 5;
/// Most findings about the records themselves, and beside warnings, which need room.
const MOST_SAID: usize = 3;
const MOST_SAID_BESIDE_WARNINGS: usize = 2;

/// What a page says of a fit.
#[derive(Clone, Debug, Default)]
pub struct InBrief {
    /// What must be known before the rest is believed.
    pub warnings: Vec<Prose>,
    /// How well it predicted.
    pub tested: Vec<Prose>,
    /// What was learnt of the parameters that moved farthest from what is assumed, relative to
    /// their intervals, those first.
    pub learnt: Vec<Prose>,
    /// What the records say.
    pub said: Vec<Prose>,
    /// What they do not identify.
    pub unidentified: Vec<Prose>,
}

impl InBrief {
    /// Chooses from the findings and parameters of a fit that was written.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn of(result: &ResultFolder) -> Result<Self, ResultError> {
        let findings = Vec::<Finding>::deserialize(&result.manifest()["findings"])
            .map_err(|error| result.malformed_manifest(&error))?;
        let measures = result.measures();
        let told = |is: &dyn Fn(&Finding) -> bool| -> Vec<Prose> {
            let own = findings.iter().filter(|finding| is(finding));
            own.map(|finding| finding.tell(&measures)).collect()
        };
        let is_whole =
            |finding: &Finding| matches!(finding, Finding::Learnt(LearntFinding::Predicted { .. }));
        let is_single =
            |finding: &Finding| matches!(finding, Finding::Learnt(LearntFinding::Scored { .. }));
        let mut tested = told(&is_whole);
        if tested.is_empty() {
            tested = told(&is_single);
        }
        let mut said = told(&|finding| matches!(finding, Finding::Said(said) if said.is_telling()));
        let warnings = told(&|finding| finding.weight() == Weight::Warning);
        said.truncate(match warnings.is_empty() {
            true => MOST_SAID,
            false => MOST_SAID_BESIDE_WARNINGS,
        });
        Ok(Self {
            warnings,
            tested,
            learnt: learnt(result, &measures)?,
            said,
            unidentified: told(&|finding| {
                matches!(
                    finding,
                    Finding::Learnt(LearntFinding::NotIdentified { .. })
                )
            }),
        })
    }
}

/// What was learnt of the parameters that moved most.
fn learnt(result: &ResultFolder, measures: &Measures) -> Result<Vec<Prose>, ResultError> {
    let table = result.rows::<LearntParameter>()?.unwrap_or_default();
    let mut rows: Vec<(f64, &LearntParameter)> = table
        .iter()
        .filter(|row| row.standing == Standing::Learnt)
        .filter_map(|row| Some((row.moved()?, &row.row)))
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let rows = rows.into_iter().take(MOST_PARAMETERS);
    let findings = rows.filter_map(|(_, row)| LearntFinding::learnt(row, result.level()));
    Ok(findings
        .map(|finding| Finding::Learnt(finding).tell(measures))
        .collect())
}

impl described::Finding {
    /// Whether it is how many leave, or a difference that is more than chance.
    fn is_telling(&self) -> bool {
        match self {
            Self::Exits { .. } => true,
            Self::EarlyTenure { ratio } => ratio
                .interval()
                .is_some_and(|(low, high)| low > 1.0 || high < 1.0),
            Self::Groups { test, .. } | Self::Seasons { test, .. } => test.beyond_chance,
            Self::Clustering { beyond_chance, .. } => *beyond_chance,
            _ => false,
        }
    }
}
