//! What a selection found, as sentences and tables.

use super::{SelectSettings, alternative};
use crate::analysis::Direction;
use crate::analysis::selection::{Outcome, Procedure, Status, Verdict};
use crate::experiment::answer::{
    brief, estimate_cells, estimate_columns, point_cells, point_columns, words,
};
use crate::experiment::asked;
use crate::experiment::session::Session;
use crate::stats::{Estimate, Method};
use crate::table::{Cell, Column, Kind, Table};

/// Whether one was selected, or it is sure that none keeps to the constraints.
pub(super) fn is_decided(outcome: &Outcome) -> bool {
    outcome.selected.is_some() || none_is_feasible(outcome)
}

fn none_is_feasible(outcome: &Outcome) -> bool {
    let mut statuses = outcome.variants.iter().map(|own| own.status);
    statuses.all(|status| matches!(status, Status::Infeasible { .. }))
}

/// An alternative of a session in words.
fn name(session: &Session<'_>, place: usize) -> String {
    let cell = &session.cells[place];
    alternative(
        session.experiment,
        cell.variant,
        &session.points[cell.point],
    )
}

fn names(session: &Session<'_>, places: &[usize]) -> String {
    let names: Vec<String> = places.iter().map(|&place| name(session, place)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// What was found, what that assumes, and what it cost. `done` runs were done.
pub(super) fn sentences(
    session: &Session<'_>,
    settings: &SelectSettings,
    outcome: &Outcome,
    done: u64,
) -> Vec<String> {
    let experiment = session.experiment;
    let key = &experiment.measures[settings.measure];
    let (measure, unit) = (asked::in_words(key), asked::unit(key));
    let end = match settings.direction {
        Direction::Larger => "highest",
        Direction::Smaller => "lowest",
    };
    let mut sentences = Vec::new();
    match outcome.selected {
        Some(place) => {
            let keeping = match settings.constraints.is_empty() {
                true => "",
                false => " among those that keep to the constraints",
            };
            let mean = words(&outcome.variants[place].objective);
            sentences.push(format!(
                "selected: {}, with the {end} mean of {measure}{keeping}: {mean}{unit}",
                name(session, place)
            ));
            sentences.push(guarantee(settings, &unit));
        }
        None if none_is_feasible(outcome) => sentences.push(
            "none is selected: each of the alternatives surely breaks a constraint".to_owned(),
        ),
        None => {
            let open = |place: &usize| outcome.variants[*place].status == Status::Undecided;
            let open: Vec<usize> = (0..outcome.variants.len()).filter(open).collect();
            sentences.push(format!(
                "none is selected: after {} runs each, the most that were allowed, still in play: {}; \
                 allow more runs (--replicates), or widen the indifference zone if less matters",
                outcome.replicates,
                names(session, &open)
            ));
        }
    }
    for (place, own) in outcome.variants.iter().enumerate() {
        if let Status::Infeasible { after, constraint } = own.status {
            let bound = &settings.constraints[constraint];
            let found = &own.constraints[constraint].estimate;
            sentences.push(format!(
                "{} is out after {after} runs: {} is {} and must be {}",
                name(session, place),
                asked::in_words(&experiment.measures[bound.measure]),
                words(found),
                bound.words()
            ));
        }
    }
    let constant =
        |beside: Option<Estimate>| beside.is_some_and(|own| own.method == Method::Constant);
    let same: Vec<usize> = (0..outcome.variants.len())
        .filter(|&place| constant(outcome.variants[place].beside_selected))
        .collect();
    if !same.is_empty() {
        sentences.push(format!(
            "warning: the difference between the selected and {} was the same in all runs, so nothing \
             was seen of how it varies; a longer first stage would tell",
            names(session, &same)
        ));
    }
    sentences.push(cost(outcome, done));
    sentences
}

fn guarantee(settings: &SelectSettings, unit: &str) -> String {
    let percent = 100.0 * settings.probability;
    let zone = settings.indifference;
    let constrained = match settings.constraints.is_empty() {
        true => "",
        false => {
            ", and if no constraint is judged wrongly, for which half of the error is set aside"
        }
    };
    let limit = match settings.procedure {
        Procedure::Kn => "holds for any number of runs",
        Procedure::KnPlusPlus => "holds in the limit of many runs only",
    };
    format!(
        "with a probability of at least {}% this is the best, if it is better than every other by \
         {zone}{unit} (the indifference zone) or more, and otherwise one that is worse than the best by \
         less than that{constrained}; this assumes means of runs near normal, independent runs, and a \
         zone that was chosen beforehand, and {limit}",
        brief(percent).trim_end_matches(".0")
    )
}

/// How many runs it took, beside the same number for each alternative.
fn cost(outcome: &Outcome, done: u64) -> String {
    let alternatives = outcome.variants.len() as u64;
    let idle = match done - outcome.runs {
        0 => String::new(),
        idle => format!(" ({idle} more were done in rounds that ended early, and not looked at)"),
    };
    format!(
        "it took {} runs{idle}; {} runs for each of {alternatives} alternatives would have been {}",
        outcome.runs,
        outcome.replicates,
        outcome.replicates * alternatives
    )
}

/// `selection.csv`, and `constraints.csv` if there are some.
pub(super) fn tables(
    session: &Session<'_>,
    settings: &SelectSettings,
    outcome: &Outcome,
) -> Vec<(&'static str, Table)> {
    let mut tables = vec![("selection.csv", selection(session, settings, outcome))];
    if !settings.constraints.is_empty() {
        tables.push(("constraints.csv", constraints(session, settings, outcome)));
    }
    tables
}

fn text(name: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Text, "", meaning)
}

/// Cells for the point and the variant of an alternative.
fn about(session: &Session<'_>, place: usize) -> Vec<Cell> {
    let (experiment, cell) = (session.experiment, &session.cells[place]);
    let mut cells = point_cells(experiment, cell.point, &session.points[cell.point]);
    cells.push(Cell::text(experiment.variants[cell.variant].label.clone()));
    cells
}

fn selection(session: &Session<'_>, settings: &SelectSettings, outcome: &Outcome) -> Table {
    let measure = &session.experiment.measures[settings.measure];
    let mut columns = point_columns(session.experiment);
    columns.extend([
        text("variant", "The variant."),
        text(
            "status",
            "selected; worse: surely worse than another, or as good within the indifference zone; \
             infeasible: surely breaks a constraint; undecided: nothing is sure.",
        ),
        text(
            "because_of",
            "The alternative that it is worse than, or the constraint.",
        )
        .or_empty("it was not dropped"),
        Column::new(
            "runs",
            Kind::Count,
            "runs",
            "Runs that were looked at, until it was dropped.",
        ),
    ]);
    let level = settings.probability;
    let meaning = format!("Mean of {measure}, for this alternative alone");
    columns.extend(estimate_columns("mean", &meaning, level));
    let meaning = format!(
        "{measure} less that of the selected, mean over the runs that both have, with the same luck; \
         for this pair alone"
    );
    columns.extend(estimate_columns("difference", &meaning, level));
    columns.push(Column::new(
        "indifference",
        Kind::Number,
        "unit of the measure",
        "A difference that makes none: the indifference zone.",
    ));
    let mut table = Table::new(columns);
    for (place, own) in outcome.variants.iter().enumerate() {
        let (status, because_of) = match own.status {
            Status::Selected => ("selected", None),
            Status::Eliminated { by, .. } => ("worse", Some(name(session, by))),
            Status::Infeasible { constraint, .. } => (
                "infeasible",
                Some(settings.constraints[constraint].name.clone()),
            ),
            Status::Undecided => ("undecided", None),
        };
        let mut cells = about(session, place);
        cells.extend([
            Cell::text(status),
            because_of.map_or(Cell::Missing, Cell::text),
            Cell::Count(own.objective.n),
        ]);
        cells.extend(estimate_cells(&own.objective));
        match &own.beside_selected {
            Some(difference) => cells.extend(estimate_cells(difference)),
            None => cells.extend([const { Cell::Missing }; 4]),
        }
        cells.push(Cell::from(settings.indifference));
        table.push(cells);
    }
    table
}

fn constraints(session: &Session<'_>, settings: &SelectSettings, outcome: &Outcome) -> Table {
    let measures = &session.experiment.measures;
    let number = |name, unit, meaning| Column::new(name, Kind::Number, unit, meaning);
    let of_measure = "unit of the measure";
    let mut columns = point_columns(session.experiment);
    columns.extend([
        text("variant", "The variant."),
        text("constraint", "Name of the constraint."),
        text("measure", "Key of the measure that is bounded."),
        text("side", "at least or at most."),
        number("bound", of_measure, "The bound on the mean."),
        Column::new("runs", Kind::Count, "runs", "Runs that were looked at."),
        number("mean", of_measure, "Mean of the measure.").or_empty("no run"),
        number(
            "ci_low",
            of_measure,
            "Lower end of the interval of the last look, at the level in `level`.",
        )
        .or_empty("no interval: fewer than two runs, or all the same"),
        number("ci_high", of_measure, "Upper end of that interval.")
            .or_empty("no interval: fewer than two runs, or all the same"),
        number(
            "level",
            "share",
            "Level of that interval: looks share the error that is set aside for constraints.",
        ),
        text(
            "verdict",
            "feasible, infeasible or undecided: where the interval lay when it was decided.",
        ),
        Column::new(
            "decided_after",
            Kind::Count,
            "runs",
            "Runs after which that was sure.",
        )
        .or_empty("undecided"),
    ]);
    let mut table = Table::new(columns);
    for (place, own) in outcome.variants.iter().enumerate() {
        for (bound, found) in settings.constraints.iter().zip(&own.constraints) {
            let verdict = match found.verdict {
                Verdict::Feasible => "feasible",
                Verdict::Infeasible => "infeasible",
                Verdict::Undecided => "undecided",
            };
            let side = match bound.bound {
                crate::analysis::Bound::AtLeast(_) => "at least",
                crate::analysis::Bound::AtMost(_) => "at most",
            };
            let mut cells = about(session, place);
            cells.extend([
                Cell::text(bound.name.clone()),
                Cell::text(measures[bound.measure].clone()),
                Cell::text(side),
                Cell::from(bound.bound.value()),
                Cell::Count(found.estimate.n),
                Cell::from(found.estimate.value),
                Cell::from(found.estimate.ci_low),
                Cell::from(found.estimate.ci_high),
                Cell::from(found.estimate.level),
                Cell::text(verdict),
                found.decided_after.map_or(Cell::Missing, Cell::Count),
            ]);
            table.push(cells);
        }
    }
    table
}
