//! What a test of parts found, and how it is told.

use serde::{Deserialize, Serialize};

use super::rows::Verdict;
use super::tested::Tested;
use crate::experiment::{Measures, Tell, Weight};
use crate::numerals::{listed, percent, short};
use crate::prose::Prose;

/// A finding of a test of parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// How many parts move what.
    Counts {
        /// How many parts there are.
        parts: u64,
        /// How many of them move a main measure.
        moving: u64,
        /// How many scenarios there are.
        scenarios: u64,
        /// Runs of each.
        runs: u64,
        /// How many tests were made.
        tests: u64,
        /// The p-value below which an effect counts.
        bound: f64,
        /// The level of that bound.
        level: f64,
    },
    /// The parts of a verdict other than that they move something.
    Parts {
        /// What is said of them.
        verdict: Verdict,
        /// Their keys.
        parts: Vec<String>,
    },
}

/// Verdicts whose parts are listed, in this order.
pub(super) const LISTED: [Verdict; 4] = [
    Verdict::Dead,
    Verdict::Undetected,
    Verdict::Held,
    Verdict::Absent,
];

impl Tested {
    /// What was found: how many parts move what, and which do not.
    pub fn findings(&self) -> Vec<Finding> {
        let counts = Finding::Counts {
            parts: self.parts.len() as u64,
            moving: self.keys(Verdict::Moves).len() as u64,
            scenarios: self.scenarios.len() as u64,
            runs: self.settings.runs,
            tests: self.tests,
            bound: self.bound(),
            level: self.settings.level,
        };
        let lists = LISTED.map(|verdict| Finding::Parts {
            verdict,
            parts: self.keys(verdict),
        });
        let is_said = |finding: &Finding| match finding {
            // that nothing is dead is said, too
            Finding::Parts { verdict, parts } => *verdict == Verdict::Dead || !parts.is_empty(),
            Finding::Counts { .. } => true,
        };
        std::iter::once(counts)
            .chain(lists)
            .filter(is_said)
            .collect()
    }

    /// The keys of the parts with a verdict, in the order of the model.
    pub fn keys(&self, verdict: Verdict) -> Vec<String> {
        let all = super::parts().into_iter();
        let is_judged = |key: &String| {
            let mut rows = self.parts.iter();
            rows.any(|row| row.part == *key && row.verdict == verdict)
        };
        all.map(|part| part.key).filter(is_judged).collect()
    }
}

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::Parts {
                verdict: Verdict::Dead,
                parts,
            } if !parts.is_empty() => Weight::Warning,
            _ => Weight::Result,
        }
    }

    fn tell(&self, _: &Measures) -> Prose {
        match self {
            Self::Counts {
                parts,
                moving,
                scenarios,
                runs,
                tests,
                bound,
                level,
            } => format!(
                "{moving} of {parts} parts move a main measure in one of {scenarios} scenarios with \
                 {runs} runs each: p below {} in one of {tests} paired t tests, a simultaneous {} \
                 level (Bonferroni).",
                short(*bound),
                percent(*level)
            )
            .into(),
            Self::Parts { verdict, parts } => {
                let (heading, words) = words(*verdict);
                let list = match parts.as_slice() {
                    [] => "none".to_owned(),
                    parts => format!("{}: {}", parts.len(), listed(parts)),
                };
                Prose::default()
                    .stressed(heading)
                    .plain(format!(" ({words}): {list}."))
            }
        }
    }
}

/// A verdict as a heading, and what it means.
pub(super) fn words(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Moves => ("Moves", "some main measure differs"),
        Verdict::Undetected => (
            "Not detected",
            "some number of some run differs, but no main measure beyond the bound",
        ),
        Verdict::Dead => ("Dead", "no number of any run of any scenario differs"),
        Verdict::Held => (
            "Cannot move alone",
            "every step breaks a rule of the scenario",
        ),
        Verdict::Absent => ("In no scenario", "no scenario has it or uses it"),
    }
}
