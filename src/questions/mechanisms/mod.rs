//! Whether every part of the model does something: each mechanism is switched off, and each
//! parameter put at the ends of its plausible range, one at a time, in scenarios in which it
//! could act.

mod findings;
mod judged;
mod part;
mod rows;
mod step;
mod tested;
mod words;
mod world;
mod worlds;

pub use findings::Finding;
pub use part::{Kind, Part, parts};
pub use rows::{Effect, JudgedPart, Verdict};
pub use step::Level;
pub use tested::{MechanismsError, Settings, Tested, dead};
pub use words::Line;
pub use worlds::worlds;

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::question::{self, Answered};
use crate::experiment::finding;
use crate::numerals::percent;
use crate::output::{Environment, FileDigest, OutputError, TablesFolder, WrittenTables};
use crate::result::{ResultError, ResultFolder};
use crate::scenario::Loaded;
use crate::table::Table;

/// What its answers say. It is asked of scenarios, not of an experiment.
pub(super) const ANSWERED: Answered = Answered {
    name: "mechanisms",
    findings: question::findings::<Finding>,
    notes,
    of_records: false,
    #[cfg(feature = "figures")]
    figures: &[],
};

/// How it was made, as its notes on methods tell it.
#[derive(Serialize, Deserialize)]
struct Told {
    scenarios: Vec<String>,
    runs: u64,
    tests: u64,
}

impl Tested {
    /// How it was made, as its manifest says.
    pub fn told(&self) -> serde_json::Value {
        serde_json::json!(Told {
            scenarios: self.scenarios.clone(),
            runs: self.settings.runs,
            tests: self.tests,
        })
    }

    /// Its tables and the names of their files, the parts first.
    pub fn tables(&self) -> [(&'static str, Table); 2] {
        [self.parts.file(), self.effects.file()]
    }

    /// Writes it into a folder, with the scenarios that it is about.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(
        &self,
        folder: TablesFolder,
        worlds: &[(String, Loaded)],
        environment: Environment,
    ) -> Result<(), OutputError> {
        let inputs = worlds.iter().flat_map(|(_, loaded)| &loaded.inputs);
        let findings = finding::boxed(self.findings());
        let seeds = worlds
            .iter()
            .map(|(_, loaded)| loaded.scenario.simulation.seed);
        let written = WrittenTables {
            command: ANSWERED.name,
            title: "Test of mechanisms and parameters",
            question: "Does every mechanism and every parameter with a plausible range move \
            something?",
            inputs: inputs
                .map(|input| FileDigest::of(&input.name, &input.bytes))
                .collect(),
            seed: seeds.max().unwrap_or_default(),
            level: self.settings.level,
            settings: self.told(),
            findings: findings.iter().map(|finding| finding.value()).collect(),
            factors: Vec::new(),
            texts: &[],
            tables: &self.tables(),
        };
        folder.finish(written, environment)
    }
}

fn notes(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let told: Told = question::settings(result)?;
    let bonferroni = format!(
        "One part at a time is moved in each of {} scenarios, {} runs each; a main measure is \
         said to move if its p-value is below what {} leaves, divided by {} tests (Bonferroni).",
        told.scenarios.len(),
        told.runs,
        percent(result.level()),
        told.tests
    );
    Ok(vec![Note::PAIRED, Note::new(bonferroni, &[])])
}
