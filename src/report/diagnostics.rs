//! How far the numbers of a result can be believed: runs, precision, censoring,
//! pairing, files; and what must be known before they are.

use serde::Deserialize;

use super::page::Block;
use super::sheet::{Group, Sheet};
use super::summary::{Line, Summary, Value};
use crate::experiment::{Ending, Measure};
use crate::metrics::Span;
use crate::numerals::counted;
use crate::numerals::{Shown, capitalised, percent, significant};
use crate::output::{Field, Head, Stopping, Target};
use crate::prose::Prose;
use crate::questions::compare::Difference;
use crate::result::{Change, ResultError, ResultFolder};

/// With fewer runs, an interval of a skewed measure covers less than it says.
const FEW_RUNS: u64 = 30;
/// A measure that more of the runs lack is worth a line.
const MISSING: f64 = 0.01;

/// What is found when a result is examined.
#[derive(Clone, Debug, Default)]
pub(super) struct Diagnostics {
    /// What must be known before the numbers are believed.
    pub(super) warnings: Vec<String>,
    /// Everything else.
    pub(super) blocks: Vec<Block>,
}

/// Examines a result.
///
/// # Errors
/// If a table cannot be read.
pub(super) fn diagnostics(
    result: &ResultFolder,
    summary: Option<&Summary>,
) -> Result<Diagnostics, ResultError> {
    let mut found = Diagnostics::default();
    let mut facts = Vec::new();
    match summary {
        Some(summary) => of_run(result, summary, &mut facts, &mut found)?,
        None => of_experiment(result, &mut facts, &mut found)?,
    }
    let changed: Vec<String> = result.changes()?.iter().map(words).collect();
    let integrity = match changed.as_slice() {
        [] => "The files that this report is made from are as they were written.".to_owned(),
        changed => changed.join(" "),
    };
    found.warnings.extend(changed);
    facts.push(("Files".to_owned(), integrity.into()));
    found.blocks.insert(0, Block::Facts(facts));
    Ok(found)
}

type Facts = Vec<(String, Prose)>;

fn of_run(
    result: &ResultFolder,
    summary: &Summary,
    facts: &mut Facts,
    found: &mut Diagnostics,
) -> Result<(), ResultError> {
    let manifest = result.manifest();
    let number = |key: &str| manifest[key].as_u64().unwrap_or(0);
    let runs = summary.runs;
    let stopping = Stopping::deserialize(&manifest["stopping"])
        .map_err(|error| result.malformed_manifest(&error))?;
    let mut fact = |name: &str, text: String| facts.push((name.to_owned(), text.into()));
    let batches = number("batches");
    let size = number("batch_size");
    fact(
        "Runs",
        format!(
            "{runs}, in batches of at most {size} (batches: {batches}). {}",
            why_no_more(stopping.ending)
        ),
    );
    fact(
        "Quantiles",
        match number("quantile_runs") {
            sampled if sampled >= runs => "Computed from all runs.".to_owned(),
            sampled => format!("Computed from the first {sampled} runs."),
        },
    );
    match stopping.ending {
        Ending::Interrupted => found.warnings.push(format!(
            "The command was interrupted: these are the results of the {} that were completed.",
            counted(usize::try_from(runs).unwrap_or(usize::MAX), "run")
        )),
        Ending::PrecisionNotReached => found.warnings.push(
            "The requested precision was not reached within the maximum number of runs.".to_owned(),
        ),
        Ending::AllRuns | Ending::PrecisionReached => {}
    }
    if runs == 0 {
        found.warnings.push("There are no runs.".to_owned());
    } else if runs == 1 {
        found.warnings.push(
            "This is a single run: one possible course of events, which says nothing about how \
             others would go. There are no intervals."
                .to_owned(),
        );
    }
    // on the first page what matters, in the section which measures they are
    if let Some(few) = result.few_runs() {
        found.warnings.push(few.short());
        let words = few.words(&result.measures());
        found.blocks.push(Block::Paragraph(words.into()));
    }
    if !stopping.targets.is_empty() {
        let level = percent(result.level());
        found
            .blocks
            .push(Block::Sheet(precision(&stopping.targets, &level)));
    }
    let censored = censoring(summary);
    if !censored.is_empty() {
        found.blocks.push(Block::Sheet(censored));
    }
    let missing = missing(summary, runs);
    if !missing.is_empty() {
        found.blocks.push(Block::Folded {
            title: counted(missing.len(), "main measure") + " without a value in some runs",
            blocks: vec![Block::Sheet(missing)],
        });
    }
    Ok(())
}

/// Why there are not more runs.
fn why_no_more(ending: Ending) -> &'static str {
    match ending {
        Ending::AllRuns => "All requested runs are there.",
        Ending::PrecisionReached => "They stopped when the requested precision was reached.",
        Ending::PrecisionNotReached => "They stopped before the requested precision was reached.",
        Ending::Interrupted => "They were interrupted.",
    }
}

/// What was wanted, and what was reached.
fn precision(targets: &[Target], level: &str) -> Sheet {
    let row = |target: &Target| {
        let measure = Measure::registered(&target.measure);
        let unit = Shown::of(&measure.unit);
        let width = |width: f64| Field {
            order: Some(width),
            ..Field::text(unit.distance(Some(width), None))
        };
        let met = target
            .reached
            .is_some_and(|reached| reached <= target.wanted);
        vec![
            Field::text(measure.heading()),
            width(target.wanted),
            target.reached.map_or_else(|| Field::text("–"), width),
            Field::text(if met { "yes" } else { "no" }),
        ]
    };
    Sheet {
        caption: format!("Precision: half-widths of {level} intervals"),
        heads: vec![
            Head::text("Measure"),
            Head::number("Requested"),
            Head::number("Reached"),
            Head::text("Met"),
        ],
        groups: vec![Group {
            title: String::new(),
            rows: targets.iter().map(row).collect(),
        }],
        stacks: true,
        ..Sheet::default()
    }
}

/// The measures whose items were still open at the end of observation.
fn censoring(summary: &Summary) -> Sheet {
    let mut rows = Vec::new();
    for line in &summary.lines {
        let values = line.values.iter().zip(&summary.windows);
        for (value, _) in values.filter(|(_, window)| **window == Span::All) {
            let counts = value.and_then(|value| value.items.zip(value.censored));
            let Some((items, censored)) = counts.filter(|(_, censored)| *censored > 0) else {
                continue;
            };
            // counts of results are far below 2^53
            let share = censored as f64 / items.max(1) as f64;
            let count = |count: u64| Field {
                order: Some(count as f64),
                ..Field::text(count.to_string())
            };
            let what = line.measure.censored.unwrap_or_default();
            rows.push(vec![
                Field::text(called(line)).below(what),
                count(items),
                count(censored),
                Field {
                    order: Some(share),
                    ..Field::text(Shown::of("share").significant(share, 3))
                },
            ]);
        }
    }
    Sheet {
        caption: "Censoring: what was still open when observation ended".to_owned(),
        note: "Censored items count for as long as they were observed; they are never left out."
            .to_owned(),
        heads: vec![
            Head::text("Measure"),
            Head::number("Items"),
            Head::number("Censored"),
            Head::number("Share"),
        ],
        groups: vec![Group {
            title: String::new(),
            rows,
        }],
        stacks: true,
    }
}

/// The measures that some of the runs lack, with a column a window.
fn missing(summary: &Summary, runs: u64) -> Sheet {
    // numbers of runs are far below 2^53
    let lacks = |value: &Option<Value>| {
        let with = value.map_or(0, |value| value.runs);
        runs.saturating_sub(with) as f64 > MISSING * runs as f64
    };
    let lines = summary
        .lines
        .iter()
        .filter(|line| line.values.iter().any(lacks));
    let row = |line: &Line| {
        let values = line.values.iter().map(|value| {
            let with = value.map_or(0, |value| value.runs);
            Field {
                order: Some(with as f64),
                ..Field::text(format!("{with} of {runs}"))
            }
        });
        let name = Field::text(called(line));
        [name].into_iter().chain(values).collect::<Vec<Field>>()
    };
    let windows = summary.windows.iter();
    let windows = windows.map(|window| Head::number(&capitalised(&window.words(summary.calendar))));
    Sheet {
        caption: "Runs that have a value".to_owned(),
        note: "Ranges are over the runs that have a value, which may differ from the others."
            .to_owned(),
        heads: [Head::text("Measure")].into_iter().chain(windows).collect(),
        groups: vec![Group {
            title: String::new(),
            rows: lines.map(row).collect(),
        }],
        stacks: true,
    }
}

/// A measure with whose it is.
fn called(line: &Line) -> String {
    match line.measure.role {
        Some(_) => format!("{}, {}", capitalised(line.measure.group()), line.label()),
        None => capitalised(&line.label()),
    }
}

fn of_experiment(
    result: &ResultFolder,
    facts: &mut Facts,
    found: &mut Diagnostics,
) -> Result<(), ResultError> {
    let manifest = result.manifest();
    // an audit has no design, so that nothing can be said of one
    if manifest["variants"].is_null() {
        return Ok(());
    }
    let mut fact = |name: &str, text: String| facts.push((name.to_owned(), text.into()));
    let variants = manifest["variants"].as_array().map_or(0, Vec::len);
    let points = manifest["points"].as_u64().unwrap_or(0);
    let replicates = manifest["replicates"].as_u64().unwrap_or(0);
    fact(
        "Replicates",
        format!(
            "At most {replicates} of each variant at a design point (variants: {variants}, design \
             points: {points})."
        ),
    );
    let decided = manifest["decided"].as_bool().unwrap_or(true);
    fact(
        "Answer",
        match decided {
            true => "As certain or as precise as requested.".to_owned(),
            false => "Not as certain or as precise as requested.".to_owned(),
        },
    );
    if !decided {
        let text = "The answer is not as certain or as precise as requested.";
        found.warnings.push(text.to_owned());
    }
    let differences = result.rows::<Difference>()?;
    // a comparison says itself which of its intervals are too narrow
    if replicates < FEW_RUNS && points <= 1 && differences.is_none() {
        found.warnings.push(format!(
            "{replicates} replicates of a variant are few: intervals of skewed measures cover less \
             than they say. Use {FEW_RUNS} or more."
        ));
    }
    if let Some(differences) = differences {
        let reductions = differences.iter().filter_map(|row| row.variance_reduction);
        let (least, most) = reductions.fold((f64::INFINITY, 0.0), |(a, b): (f64, f64), r| {
            (a.min(r), b.max(r))
        });
        if least.is_finite() {
            let [least, most] = [least, most].map(|r| significant(r, 2));
            fact(
                "Variance reduction",
                format!(
                    "Common random numbers divide the variance of differences by {least} to \
                     {most}; below 1 they do harm."
                ),
            );
        }
        let measures = result.measures();
        for row in differences.iter().filter(|row| row.pairs < replicates) {
            found.warnings.push(format!(
                "{}, {}: only {} of {replicates} pairs of runs have a value in both.",
                measures.get(&row.measure).heading(),
                row.variant,
                row.pairs
            ));
        }
    }
    Ok(())
}

fn words(change: &Change) -> String {
    match change {
        Change::Missing(name) => format!("The file {name} is missing."),
        Change::Size(name) => format!("The file {name} differs in size from what was written."),
        Change::Content(name) => format!("The file {name} was changed after it was written."),
    }
}
