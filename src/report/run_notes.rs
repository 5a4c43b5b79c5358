//! The notes on the methods of runs.

use std::borrow::Cow;

use crate::experiment::tables::OverWindow;
use crate::numerals::percent;
use crate::questions::Note;
use crate::result::{ResultError, ResultFolder};
use crate::stats::Method;

/// What holds of all numbers.
pub(super) const UNIT: Note = Note {
    says: Cow::Borrowed(
        "The unit of analysis is the run: each measure is computed once in each run, and means \
         and intervals are over these values. People of one organisation are never treated as \
         independent. A value that a run does not have is missing, never zero.",
    ),
    sources: &[],
};
const SURVIVAL: Note = Note {
    says: Cow::Borrowed(
        "Survival by tenure is the Kaplan-Meier estimate of each run: people who are still \
         employed at the end are censored, not left out.",
    ),
    sources: &["Kaplan, E. L. & Meier, P. (1958)"],
};
const LATENCY: Note = Note {
    says: Cow::Borrowed(
        "Latency is estimated as an incidence in the presence of abandonment (Aalen-Johansen): \
         what has not shipped is censored or abandoned, and no mean is taken over shipped items \
         alone. The restricted mean caps the latency at a horizon.",
    ),
    sources: &["Aalen, O. O. & Johansen, S. (1978)"],
};
const QUANTILES: Note = Note {
    says: Cow::Borrowed("Quantiles over runs interpolate between order statistics (definition 7)."),
    sources: &["Hyndman, R. J. & Fan, Y. (1996)"],
};
const SEQUENTIAL: Note = Note {
    says: Cow::Borrowed(
        "Runs were added until the requested precision had held for a while; it was checked only \
         at the ends of batches.",
    ),
    sources: &["Hoad, K., Robinson, S. & Davies, R. (2010)"],
};

fn t(level: f64) -> Note {
    let level = percent(level);
    Note::new(
        format!("Means have {level} intervals of Student's t over runs."),
        &["Student (1908)", "Welford, B. P. (1962)"],
    )
}

fn wilson(level: f64) -> Note {
    let level = percent(level);
    Note::new(
        format!("Shares of runs have {level} score intervals (Wilson)."),
        &["Wilson, E. B. (1927)"],
    )
}

/// The notes on the methods of a result of runs.
///
/// # Errors
/// If a table cannot be read.
pub(super) fn of_run(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let summary = result.rows::<OverWindow>()?.unwrap_or_default();
    let uses = |method| summary.iter().any(|row| row.ci_method == method);
    let level = result.level();
    let targets = result.manifest()["stopping"]["targets"].as_array();
    let notes = [
        uses(Method::StudentT).then(|| t(level)),
        uses(Method::Wilson).then(|| wilson(level)),
        Some(SURVIVAL),
        Some(LATENCY),
        Some(QUANTILES),
        targets
            .is_some_and(|targets| !targets.is_empty())
            .then_some(SEQUENTIAL),
    ];
    Ok(notes.into_iter().flatten().collect())
}

/// All of them.
#[cfg(test)]
pub(super) fn all() -> Vec<Note> {
    let [t, wilson] = [t(0.95), wilson(0.95)];
    vec![UNIT, t, wilson, SURVIVAL, LATENCY, QUANTILES, SEQUENTIAL]
}
