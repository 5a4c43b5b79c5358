//! Rows of papers, work, vacancies and changes.

use indexmap::IndexMap;

use super::code;
use super::line::{Context, Latest, Line};
use super::names::Names;
use super::subject::{changes, papers, vacancies, work};
use super::table::Table;
use super::told::Told;
use super::words::{self, Family, IGNORE};
use crate::diagnostic::Diagnostic;
use crate::records::{Change, ChangeKind, Paper, Vacancy, Work};
use crate::units::Day;

/// What was read from a file, and how many rows were left out because of faults.
#[derive(Debug)]
pub(super) struct Rows<T> {
    pub(super) read: Vec<T>,
    pub(super) skipped: usize,
}

/// Reads every row; those with faults are left out. A row is read with its number.
fn rows<'a, T>(
    table: &'a Table,
    context: Context<'a>,
    told: &mut Told,
    mut read: impl FnMut(&mut Line<'a, '_>, usize) -> Option<T>,
) -> Rows<(usize, T)> {
    let mut found = Vec::new();
    let mut skipped = 0;
    for row in table.rows() {
        let mut line = Line::new(table, row, context, told);
        let value = match line.is_faulty {
            true => None,
            false => read(&mut line, row),
        };
        match line.is_faulty {
            true => skipped += 1,
            false => found.extend(value.map(|value| (row, value))),
        }
    }
    Rows {
        read: found,
        skipped,
    }
}

/// Papers in the order of their submission, with the names of topics and venues.
pub(super) fn papers<'a>(
    table: &'a Table,
    context: Context<'a>,
    told: &mut Told,
    topics: &mut Names<'a>,
    venues: &mut Names<'a>,
) -> Rows<Paper> {
    let mut found = rows(table, context, told, |line, _| {
        let submitted = line.needed_day(papers::SUBMITTED);
        let accepted = line.day(papers::ACCEPTED, Latest::Today);
        line.in_order((papers::SUBMITTED, submitted), (papers::ACCEPTED, accepted));
        line.check_name(papers::TOPIC);
        line.check_name(papers::VENUE);
        Some((submitted?, accepted))
    });
    found.read.sort_by_key(|(_, (submitted, _))| *submitted);
    let paper = |(row, (submitted, accepted))| Paper {
        submitted,
        accepted,
        topic: topics.number(table.text(row, papers::TOPIC)),
        venue: venues.number(table.text(row, papers::VENUE)),
    };
    Rows {
        read: found.read.into_iter().map(paper).collect(),
        skipped: found.skipped,
    }
}

/// Breakthroughs in the order in which they were made.
pub(super) fn work<'a>(table: &'a Table, context: Context<'a>, told: &mut Told) -> Rows<Work> {
    let mut found = rows(table, context, told, |line, _| {
        let found = line.needed_day(work::FOUND);
        let [adopted, shipped, abandoned] = [work::ADOPTED, work::SHIPPED, work::ABANDONED]
            .map(|column| line.day(column, Latest::Today));
        line.in_order((work::FOUND, found), (work::ADOPTED, adopted));
        let since = match adopted {
            Some(_) => (work::ADOPTED, adopted),
            None => (work::FOUND, found),
        };
        line.in_order(since, (work::SHIPPED, shipped));
        line.in_order(since, (work::ABANDONED, abandoned));
        if shipped.is_some() && abandoned.is_some() {
            let message = "the work was both shipped and abandoned".to_owned();
            let help = "keep the one that came of it";
            line.at(&code::TWO_FATES, work::ABANDONED, message, help);
        }
        Some(Work {
            found: found?,
            adopted,
            shipped,
            abandoned,
        })
    });
    found.read.sort_by_key(|(_, work)| work.found);
    Rows {
        read: found.read.into_iter().map(|(_, work)| work).collect(),
        skipped: found.skipped,
    }
}

/// The number of a unit; a warning if nobody is in it.
fn unit<'a>(
    line: &mut Line<'a, '_>,
    column: usize,
    units: &mut Names<'a>,
    warned: &mut Vec<u32>,
) -> Option<u32> {
    let before = units.len();
    let name = line.text(column);
    let number = units.number(name.clone())?;
    if number as usize >= before && !warned.contains(&number) {
        warned.push(number);
        let message = format!("nobody is recorded in the unit `{name}`");
        let warning = Diagnostic::new(&code::UNKNOWN_UNIT, message);
        let near = units.nearest(&name, number);
        let help = near.map(|near| format!("did you mean `{near}`?"));
        line.warning(column, help.into_iter().fold(warning, Diagnostic::help));
    }
    Some(number)
}

/// Vacancies in the order in which they were opened.
pub(super) fn vacancies<'a>(
    table: &'a Table,
    context: Context<'a>,
    told: &mut Told,
    units: &mut Names<'a>,
) -> Rows<Vacancy> {
    let mut warned = Vec::new();
    let mut found = rows(table, context, told, |line, _| {
        let opened = line.needed_day(vacancies::OPENED);
        let filled = line.day(vacancies::FILLED, Latest::Today);
        line.in_order((vacancies::OPENED, opened), (vacancies::FILLED, filled));
        line.check_name(vacancies::UNIT);
        let role = line.word(Family::Role, vacancies::ROLE);
        if role == Some(IGNORE) || line.is_faulty {
            return None;
        }
        Some(Vacancy {
            opened: opened?,
            filled,
            role: role.and_then(words::role),
            unit: unit(line, vacancies::UNIT, units, &mut warned),
        })
    });
    found.read.sort_by_key(|(_, vacancy)| vacancy.opened);
    Rows {
        read: found.read.into_iter().map(|(_, vacancy)| vacancy).collect(),
        skipped: found.skipped,
    }
}

/// Changes in the order of time.
pub(super) fn changes<'a>(
    table: &'a Table,
    context: Context<'a>,
    told: &mut Told,
    units: &mut Names<'a>,
) -> Rows<Change> {
    let mut warned = Vec::new();
    let mut known: IndexMap<Day, Vec<(usize, Change)>> = IndexMap::new();
    let mut found = rows(table, context, told, |line, row| {
        line.check_name(changes::UNIT);
        let day = line.needed_day(changes::DATE);
        let kind = match line.is_there(changes::KIND) {
            true => line.word(Family::Kind, changes::KIND),
            false => None,
        };
        if kind == Some(IGNORE) {
            return None;
        }
        let kind = kind.and_then(ChangeKind::named);
        let until = line.day(changes::UNTIL, Latest::Any);
        line.in_order((changes::DATE, day), (changes::UNTIL, until));
        let role = line.word(Family::Role, changes::ROLE);
        let share = share(line, table);
        fits(line, kind);
        if line.is_faulty || role == Some(IGNORE) {
            return None;
        }
        let structure = line.text(changes::STRUCTURE);
        let change = Change {
            day: day?,
            kind: kind?,
            until,
            unit: unit(line, changes::UNIT, units, &mut warned),
            role: role.and_then(words::role),
            structure: Some(structure.into_owned()).filter(|name| !name.is_empty()),
            share,
        };
        let known = known.entry(change.day).or_default();
        if let Some((first, _)) = known.iter().find(|(_, known)| *known == change) {
            line.fault(&code::ROW_TWICE, None, || {
                let fault = Diagnostic::new(&code::ROW_TWICE, "the same row is there twice");
                let fault = table.at_row(fault, row, "");
                fault.related(&table.row_place(*first), "the first one")
            });
        }
        known.push((row, change.clone()));
        Some(change)
    });
    found.read.sort_by_key(|(_, change)| change.day);
    Rows {
        read: found.read.into_iter().map(|(_, change)| change).collect(),
        skipped: found.skipped,
    }
}

/// The share of a layoff.
fn share(line: &mut Line<'_, '_>, table: &Table) -> Option<f64> {
    let text = line.text(changes::SHARE);
    if text.is_empty() {
        return None;
    }
    let text = match table.grid.has_decimal_commas {
        true => text.replace(',', "."),
        false => text.into_owned(),
    };
    let share = text.parse::<f64>().ok();
    let share = share.filter(|share| *share > 0.0 && *share <= 1.0);
    if share.is_none() {
        let message = "`share` is no number above 0 and at most 1".to_owned();
        let help = match text.ends_with('%') {
            true => "write 0.1 for 10%",
            false => "it is the share of the people who were dismissed: 0.1 for one in ten",
        };
        line.at(&code::BAD_SHARE, changes::SHARE, message, help);
    }
    share
}

/// Faults of cells that a change of this kind does not have.
fn fits(line: &mut Line<'_, '_>, kind: Option<ChangeKind>) {
    let Some(kind) = kind else {
        return;
    };
    let others = [
        (changes::UNTIL, ChangeKind::Freeze),
        (changes::STRUCTURE, ChangeKind::Reorganisation),
        (changes::SHARE, ChangeKind::Layoff),
    ];
    for (column, only) in others {
        if kind != only && !line.text(column).is_empty() {
            let name = changes::COLUMNS[column].name;
            let message = format!("a {kind} has no `{name}`");
            let help = format!("only a {only} has one: leave it empty");
            line.at(&code::NOT_OF_KIND, column, message, &help);
        }
    }
}

/// The last of some days.
pub(super) fn last_day(
    papers: &[Paper],
    work: &[Work],
    vacancies: &[Vacancy],
    changes: &[Change],
) -> Option<Day> {
    let papers = papers
        .iter()
        .flat_map(|paper| [Some(paper.submitted), paper.accepted]);
    let work = work.iter();
    let work = work.flat_map(|work| [Some(work.found), work.adopted, work.shipped, work.abandoned]);
    let vacancies = vacancies.iter();
    let vacancies = vacancies.flat_map(|vacancy| [Some(vacancy.opened), vacancy.filled]);
    let changes = changes.iter().map(|change| Some(change.day));
    papers
        .chain(work)
        .chain(vacancies)
        .chain(changes)
        .flatten()
        .max()
}
