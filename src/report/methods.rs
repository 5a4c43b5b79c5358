//! The methods behind the numbers, each with what it rests on; only those that a
//! result made use of.

use std::borrow::Cow;

use super::markdown;
use super::page::{Block, Section};
use crate::prose::Prose;
use crate::questions::{self, Note};
use crate::result::{ResultError, ResultFolder};

/// Documents whose references are cited.
const DOCUMENTS: [&str; 5] = [
    include_str!("../../docs/statistics.md"),
    include_str!("../../docs/sensitivity.md"),
    include_str!("../../docs/discover.md"),
    include_str!("../../docs/decisions.md"),
    include_str!("../../docs/audit.md"),
];

const UNIT: Note = Note {
    says: Cow::Borrowed(
        "The unit is the run: a measure is computed once in each run, and means and intervals \
           take one value a run. People of one organisation are never counted as independent. A \
           value that a run does not have is missing, never zero.",
    ),
    sources: &[],
};
const WILSON: Note = Note {
    says: Cow::Borrowed("Shares of runs have the score interval of Wilson."),
    sources: &["Wilson, E. B. (1927)"],
};
const SURVIVAL: Note = Note {
    says: Cow::Borrowed(
        "Survival by tenure is the Kaplan-Meier estimate of each run: people still employed at \
           the end are censored, not left out.",
    ),
    sources: &["Kaplan, E. L. & Meier, P. (1958)"],
};
const LATENCY: Note = Note {
    says: Cow::Borrowed(
        "Latency is an incidence in the presence of abandonment (Aalen-Johansen): what has not \
           shipped is censored or abandoned, and no mean is taken over shipped items alone. The \
           restricted mean cuts the latency at a horizon.",
    ),
    sources: &["Aalen, O. O. & Johansen, S. (1978)"],
};
const QUANTILES: Note = Note {
    says: Cow::Borrowed("Quantiles over runs interpolate between order statistics (definition 7)."),
    sources: &["Hyndman, R. J. & Fan, Y. (1996)"],
};
const SEQUENTIAL: Note = Note {
    says: Cow::Borrowed(
        "Runs went on until the wanted precision held for a while; it was looked at only at the \
           ends of batches.",
    ),
    sources: &["Hoad, K., Robinson, S. & Davies, R. (2010)"],
};
const MORRIS: Note = Note {
    says: Cow::Borrowed("Elementary effects along random trajectories screen the factors."),
    sources: &[
        "Morris, M. D. (1991)",
        "Campolongo, F., Cariboni, J. & Saltelli, A. (2007)",
    ],
};
const SOBOL: Note = Note {
    says: Cow::Borrowed(
        "Sobol' indices are shares of the variance of a measure, each with a bootstrap interval, \
           beside a dummy factor that no scenario reads.",
    ),
    sources: &["Azzini, I., Mara, T. A. & Rosati, R. (2021)"],
};
const PAWN: Note = Note {
    says: Cow::Borrowed("PAWN indices compare distribution functions."),
    sources: &["Pianosi, F. & Wagener, T. (2015)"],
};
const DELTA: Note = Note {
    says: Cow::Borrowed("Delta indices compare densities."),
    sources: &["Borgonovo, E. (2007)"],
};
const DISCOVERY: Note = Note {
    says: Cow::Borrowed(
        "PRIM peels the space of inputs until what is left is dense in cases of interest; the \
           boxes are simple rules with their coverage and density.",
    ),
    sources: &[
        "Friedman, J. H. & Fisher, N. I. (1999)",
        "Bryant, B. P. & Lempert, R. J. (2010)",
    ],
};
/// The notes on the methods that results made use of.
///
/// # Errors
/// If a table cannot be read.
pub(super) fn methods(results: &[ResultFolder]) -> Result<Section, ResultError> {
    let mut used: Vec<Note> = vec![UNIT];
    for result in results {
        for note in of_one(result)? {
            if !used.contains(&note) {
                used.push(note);
            }
        }
    }
    let mut references: Vec<Prose> = Vec::new();
    for source in used.iter().flat_map(|note| note.sources) {
        let text = reference(source);
        if let Some(prose) = text.filter(|prose| !references.contains(prose)) {
            references.push(prose);
        }
    }
    let notes = used
        .iter()
        .map(|note| Prose::from(note.says.clone()))
        .collect();
    let mut blocks = vec![Block::List(notes)];
    if !references.is_empty() {
        blocks.push(Block::Heading("References".to_owned()));
        blocks.push(Block::List(references));
    }
    Ok(Section::new("methods", "Methods", blocks))
}

fn of_one(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    if let Some(answered) = questions::answered(result.command()) {
        return (answered.notes)(result);
    }
    let manifest = result.manifest();
    let has = |name: &str| {
        let outputs = manifest["outputs"].as_array();
        outputs
            .into_iter()
            .flatten()
            .any(|file| file["name"] == name)
    };
    if result.command() == "run" {
        let mut notes = vec![Note::MEANS];
        if let Some(summary) = result.table("summary.csv")? {
            let any = |column: &str, start: &str| {
                summary
                    .rows()
                    .any(|row| row.text(column).is_some_and(|t| t.starts_with(start)))
            };
            let found = [
                (any("ci_method", "wilson"), WILSON),
                (any("metric", "survival"), SURVIVAL),
                (any("metric", "latency"), LATENCY),
            ];
            notes.extend(
                found
                    .into_iter()
                    .filter(|(any, _)| *any)
                    .map(|(_, note)| note),
            );
        }
        notes.push(QUANTILES);
        let targets = manifest["stopping"]["targets"].as_array();
        if targets.is_some_and(|targets| !targets.is_empty()) {
            notes.push(SEQUENTIAL);
        }
        return Ok(notes);
    }
    let mut notes = Vec::new();
    let files: [(&str, &[Note]); 2] =
        [("boxes.csv", &[DISCOVERY]), ("regret.csv", &[Note::PAIRED])];
    for (name, of_file) in files {
        if has(name) {
            notes.extend(of_file.iter().cloned());
        }
    }
    let indices = [
        ("mu", MORRIS),
        ("total", SOBOL),
        ("pawn", PAWN),
        ("delta", DELTA),
    ];
    if let Some(frame) = result.table("sensitivity.csv")? {
        let any = |start: &str| {
            frame.rows().any(|row| {
                row.text("index")
                    .is_some_and(|name| name.starts_with(start))
            })
        };
        notes.extend(
            indices
                .into_iter()
                .filter(|(start, _)| any(start))
                .map(|(_, note)| note),
        );
    }
    Ok(notes)
}

/// The reference that begins so, from the documents.
fn reference(start: &str) -> Option<Prose> {
    let item = format!("\n- {start}");
    DOCUMENTS.iter().find_map(|document| {
        let at = document.find(&item)? + 1;
        let rest = &document[at..];
        let ends = ["\n- ", "\n\n"]
            .into_iter()
            .filter_map(|end| rest.find(end));
        let end = ends.min().unwrap_or(rest.len());
        markdown::prose(&rest[..end]).into_iter().next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_stands_in_a_document() {
        let notes = [
            UNIT,
            Note::MEANS,
            WILSON,
            SURVIVAL,
            LATENCY,
            QUANTILES,
            SEQUENTIAL,
            Note::PAIRED,
            MORRIS,
            SOBOL,
            PAWN,
            DELTA,
            DISCOVERY,
        ];
        for note in notes {
            for source in note.sources {
                assert!(reference(source).is_some(), "{source}");
            }
        }
        assert!(reference("Nobody (1900)").is_none());
    }
}
