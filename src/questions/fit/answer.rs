//! The answer of a fit: its tables, scenarios and findings, and the folder that they are
//! written into.

use serde::{Deserialize, Serialize};

use super::described::{DescribeSettings, Description, describe};
use super::findings::{Finding, LearntFinding};
use super::fitted::{FitSettings, Fitted, fit};
use super::learn::FitError;
use crate::engine::Signals;
use crate::experiment::finding;
use crate::numerals::percent;
use crate::output::{Environment, FileDigest, OutputError, TablesFolder, WrittenTables};
use crate::questions::note::Note;
use crate::questions::question;
use crate::records::Records;
use crate::result::{ResultError, ResultFolder};
use crate::scenario::Loaded;
use crate::table::Table;

/// Names of the scenarios of a fit.
pub(super) const ORGANISATION: &str = "organisation.toml";
/// That of the quarters of the records.
pub(super) const PAST: &str = "past.toml";

/// What records say and teach.
#[derive(Clone, Debug)]
pub struct Fit {
    /// How it was made.
    pub settings: FitSettings,
    /// What the records say, before any model.
    pub description: Description,
    /// What was learnt, or why nothing was.
    pub fitted: Result<Fitted, FitError>,
}

/// How a fit was made, as its notes on methods tell it.
#[derive(Serialize, Deserialize)]
struct Told {
    draws: u64,
    hold_out: u32,
    smallest: u32,
    is_fitted: bool,
}

impl Fit {
    /// Describes records and learns from them; `done` hears how many simulations were done.
    ///
    /// # Errors
    /// If an interrupt came, the base does not go with the records, or the operating system
    /// refuses threads. If there is too little to learn from, that is part of the answer.
    pub fn of(
        records: &Records,
        base: &Loaded,
        settings: &FitSettings,
        signals: &Signals,
        done: impl FnMut(u64),
    ) -> Result<Self, FitError> {
        let described = DescribeSettings {
            level: settings.level,
            smallest: settings.smallest,
        };
        let description = describe(records, &described);
        let fitted = match fit(records, base, settings, signals, done) {
            Err(error @ (FitError::Scenario(_) | FitError::Threads(_) | FitError::Interrupted)) => {
                return Err(error);
            }
            fitted => fitted,
        };
        Ok(Self {
            settings: *settings,
            description,
            fitted,
        })
    }

    /// How it was made, as its manifest says.
    pub fn told(&self) -> serde_json::Value {
        serde_json::json!(Told {
            draws: self.settings.draws,
            hold_out: self.settings.hold_out,
            smallest: self.settings.smallest,
            is_fitted: self.fitted.is_ok(),
        })
    }

    /// Its tables and the names of their files.
    pub fn tables(&self) -> Vec<(&'static str, Table)> {
        let mut tables = Vec::new();
        if let Ok(fitted) = &self.fitted {
            tables.push(fitted.parameters.file());
            tables.push(fitted.sets.file());
            tables.push(fitted.checks.file());
            if !fitted.backtest.is_empty() {
                tables.push(fitted.backtest.file());
            }
        }
        tables.extend(self.description.tables());
        tables
    }

    /// What was found: first how well it predicts, then what was learnt, and what records say.
    pub fn findings(&self) -> Vec<Finding> {
        let learnt = match &self.fitted {
            Ok(fitted) => fitted.findings(self.settings.level),
            Err(FitError::NotAsked) => Vec::new(),
            Err(error) => vec![LearntFinding::NothingLearnt {
                reason: error.to_string(),
            }],
        };
        let said = self.description.findings().into_iter().map(Finding::Said);
        learnt
            .into_iter()
            .map(Finding::Learnt)
            .chain(said)
            .collect()
    }

    /// Writes it into a folder; `inputs` are the files of the records: names and bytes.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(
        &self,
        folder: TablesFolder,
        inputs: &[(String, Vec<u8>)],
        environment: Environment,
    ) -> Result<(), OutputError> {
        let findings = finding::boxed(self.findings());
        let fitted = self.fitted.as_ref().ok();
        let keys = fitted.iter().flat_map(|fitted| &fitted.keys);
        let factors = keys.map(|key| serde_json::json!({ "name": key, "keys": [key] }));
        let texts = fitted.iter().flat_map(|fitted| {
            [
                (ORGANISATION, fitted.organisation.as_str()),
                (PAST, fitted.past.as_str()),
            ]
        });
        let texts: Vec<(&'static str, &str)> = texts.collect();
        let written = WrittenTables {
            command: super::command::COMMAND,
            title: "What records say and teach",
            question: "What do the records say, what do they teach about the organisation, and \
            how well would that have predicted its last quarters?",
            inputs: inputs
                .iter()
                .map(|(name, bytes)| FileDigest::of(name, bytes))
                .collect(),
            seed: self.settings.seed,
            level: self.settings.level,
            settings: self.told(),
            factors: factors.collect(),
            texts: &texts,
            findings: findings.iter().map(|finding| finding.value()).collect(),
            tables: &self.tables(),
        };
        folder.finish(written, environment)
    }
}

/// The notes on methods of a fit that was written.
pub(super) fn notes(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let told: Told = question::settings(result)?;
    let level = percent(result.level());
    let mut notes = vec![Note::new(
        format!(
            "Rates have exact Poisson intervals (Garwood), shares Wilson intervals, and curves \
                 are Kaplan-Meier with late entry and log-log intervals, all at the {level} level. \
                 Cells of fewer than {} people are merged or hidden.",
            told.smallest
        ),
        &[
            "Garwood, F. (1936)",
            "Wilson, E. B. (1927)",
            "Kaplan, E. L. & Meier, P. (1958)",
        ],
    )];
    if told.is_fitted {
        notes.push(Note::new(
            format!(
                "Parameters are learnt from simulations: exits by a Poisson likelihood in \
                 cells of tenure, role, unit and recent exits in the team, times to fill, reviews \
                 and transfers by curves with censoring; and {} draws of all parameters, each \
                 simulated once as an organisation that keeps records, say which parameters give \
                 the same: what statistics say of each parameter is taken to be normal around a \
                 mean that these simulations teach, a synthetic likelihood.",
                told.draws
            ),
            &["Wood, S. N. (2010)", "Fearnhead, P. & Prangle, D. (2012)"],
        ));
    }
    if told.is_fitted && told.hold_out > 0 {
        notes.push(Note::new(
            "Predictions are made from what was known before them, and scored by the continuous \
             ranked probability score against last year's rate and a constant rate by role, both \
             as Poisson distributions."
                .to_owned(),
            &["Gneiting, T. & Raftery, A. E. (2007)"],
        ));
    }
    Ok(notes)
}
