//! The methods behind the numbers, each with what it rests on; only those that a
//! result made use of.

use std::borrow::Cow;

use super::markdown;
use super::page::{Block, Section};
use super::run_notes::{UNIT, of_run};
use crate::prose::Prose;
use crate::questions::{self, Note};
use crate::result::{ResultError, ResultFolder};

/// Documents whose references are cited.
const DOCUMENTS: [&str; 4] = [
    include_str!("../../docs/statistics.md"),
    include_str!("../../docs/sensitivity.md"),
    include_str!("../../docs/discover.md"),
    include_str!("../../docs/decisions.md"),
];

const T: Note = Note {
    says: Cow::Borrowed("Means have Student's t interval over runs."),
    sources: &["Student (1908)", "Welford, B. P. (1962)"],
};
const PAIRED: Note = Note {
    says: Cow::Borrowed(
        "Variants share their luck run by run (common random numbers), and differences are \
           paired t intervals over runs.",
    ),
    sources: &["Student (1908)"],
};
const DESIGN: Note = Note {
    says: Cow::Borrowed(
        "Every combination of the factors is a point; all variants are run at all points under \
           the same luck. Effects are coefficients of factors scaled from -1 to 1. The boundary is \
           interpolated where the sign of a difference changes.",
    ),
    sources: &[],
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
const SELECTION: Note = Note {
    says: Cow::Borrowed(
        "Alternatives are repeated and those that are surely worse are dropped, until one is the \
           best with the stated probability, unless another is better by less than the \
           indifference zone.",
    ),
    sources: &[
        "Kim, S.-H. & Nelson, B. L. (2001)",
        "Kim, S.-H. & Nelson, B. L. (2006)",
    ],
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
const HISTORY: Note = Note {
    says: Cow::Borrowed("History matching keeps the points whose implausibility is at most 3."),
    sources: &["Vernon, I., Goldstein, M. & Bower, R. G. (2010)"],
};
const ABC: Note = Note {
    says: Cow::Borrowed(
        "Parameters that agree with data come from approximate Bayesian computation by \
           sequential Monte Carlo, after they were recovered from data of the model's own.",
    ),
    sources: &["Prangle, D. (2017)"],
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
    if let Some(question) = questions::named(result.command()) {
        return (question.notes)(result);
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
        return of_run(result);
    }
    let mut notes = Vec::new();
    let files: [(&str, &[Note]); 6] = [
        ("effects.csv", &[T, PAIRED, DESIGN]),
        ("selection.csv", &[SELECTION]),
        ("boxes.csv", &[DISCOVERY]),
        ("regret.csv", &[PAIRED]),
        ("waves.csv", &[HISTORY]),
        ("posterior.csv", &[ABC]),
    ];
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
            T, PAIRED, DESIGN, MORRIS, SOBOL, PAWN, DELTA, SELECTION, DISCOVERY, HISTORY, ABC,
        ];
        for note in notes.into_iter().chain(super::super::run_notes::all()) {
            for source in note.sources {
                assert!(reference(source).is_some(), "{source}");
            }
        }
        assert!(reference("Nobody (1900)").is_none());
    }
}
