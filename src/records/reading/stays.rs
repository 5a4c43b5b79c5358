//! From the rows of people to their stays.

use super::code;
use super::spells::{Spell, Spells};
use super::table::Table;
use super::told::Told;
use crate::diagnostic::{Code, Diagnostic};
use crate::records::{Ended, Post, Reason, Stay};
use crate::units::Day;

/// The first day of a post of which the start is not known, until it is known when the
/// records begin.
pub(super) const LONG_AGO: Day = Day(i32::MIN / 2);

/// The rules by which rows become stays.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) gap_days: i32,
    /// The begin that `records.toml` states.
    pub(super) begin: Option<Day>,
}

/// The stays of all people without faults, in the order of the file, and how many rows of
/// people with faults were left out.
pub(super) fn stays(
    read: &mut Spells<'_>,
    rules: Rules,
    table: &Table,
    told: &mut Told,
) -> (Vec<Stay>, usize) {
    let mut spells = std::mem::take(&mut read.spells);
    spells.sort_by_key(|spell| (spell.person, spell.start.unwrap_or(LONG_AGO), spell.row));
    let mut skipped = read.of_nobody;
    let mut stays: Vec<(usize, Stay)> = Vec::new();
    for spells in spells.chunk_by(|one, other| one.person == other.person) {
        let person = spells[0].person as usize;
        check(spells, rules, table, told, &mut read.is_faulty[person]);
        if read.is_faulty[person] {
            skipped += spells.len();
            continue;
        }
        add(&mut stays, spells, rules);
    }
    skipped += read.unread.iter().map(|&rows| rows as usize).sum::<usize>();
    stays.sort_by_key(|(row, _)| *row);
    (stays.into_iter().map(|(_, stay)| stay).collect(), skipped)
}

/// Faults between the rows of a person, and between them and the begin.
fn check(spells: &[Spell], rules: Rules, table: &Table, told: &mut Told, is_faulty: &mut bool) {
    let mut fault = |code: &'static Code, fault: &dyn Fn() -> Diagnostic| {
        *is_faulty = true;
        told.row(&table.file, code, None, fault);
    };
    let mut before: Option<&Spell> = None;
    for spell in spells.iter().filter(|spell| spell.role.is_some()) {
        if let (None, Some(end), Some(begin)) = (spell.start, spell.end, rules.begin)
            && end < begin
        {
            fault(&code::END_BEFORE_BEGIN, &|| {
                let message = format!("the row ends before the records begin, on {begin}");
                let fault = Diagnostic::new(&code::END_BEFORE_BEGIN, message);
                let fault = table.at_row(
                    fault,
                    spell.row,
                    "there when the records begin, as `start` is empty",
                );
                fault.help("give the start, or leave the row out")
            });
        }
        if let Some(before) = before {
            let is_same = Spell {
                row: before.row,
                ..spell.clone()
            } == *before;
            let overlaps = match (before.end, spell.start) {
                (Some(end), Some(start)) => start < end,
                _ => true,
            };
            if is_same || overlaps {
                let (code, message) = match is_same {
                    true => (&code::ROW_TWICE, "the same row is there twice"),
                    false => (&code::OVERLAP, "two rows of a person overlap"),
                };
                fault(code, &|| {
                    let label = match (is_same, before.end) {
                        (true, _) => "the first one".to_owned(),
                        (false, None) => "this one has no end".to_owned(),
                        (false, Some(end)) => format!("this one ends on {end}"),
                    };
                    let fault = Diagnostic::new(code, message);
                    let fault = table.at_row(fault, spell.row, "");
                    fault.related(&table.row_place(before.row), label)
                });
            }
        }
        before = Some(spell);
    }
}

/// Adds the stays of a person, with the first row of each.
fn add(stays: &mut Vec<(usize, Stay)>, spells: &[Spell], rules: Rules) {
    let is_next = |end: Day, start: Day| start.since(end) <= rules.gap_days;
    let mut last: Option<(Stay, usize)> = None;
    for spell in spells {
        let Some(role) = spell.role else {
            continue;
        };
        let post = Post {
            from: spell.start.unwrap_or(LONG_AGO),
            role,
            unit: spell.unit,
            team: spell.team,
            level: spell.level,
        };
        let ended = spell.end.map(|day| Ended {
            day,
            reason: spell.reason,
        });
        if let Some((stay, _)) = &mut last
            && let Some(end) = stay.ended
            && is_next(end.day, post.from)
        {
            stay.ended = ended;
            // a post that was left on its first day is none
            let posts = &mut stay.posts;
            if posts.last().is_some_and(|known| known.from == post.from) {
                posts.pop();
            }
            let is_change = posts.last().is_none_or(|known| {
                let from = known.from;
                Post {
                    from,
                    ..post.clone()
                } != *known
            });
            if is_change {
                posts.push(post);
            }
            continue;
        }
        let stay = Stay {
            person: spell.person,
            start: spell.start,
            ended,
            posts: vec![post],
        };
        let done = last.replace((stay, spell.row));
        stays.extend(done.map(|(stay, row)| (row, stay)));
    }
    stays.extend(last.map(|(stay, row)| (row, stay)));
    // who goes on with a job that is left out has not quit
    let ignored = spells.iter().filter(|spell| spell.role.is_none());
    for ignored in ignored {
        let own = stays.iter_mut().rev();
        let own = own.take_while(|(_, stay)| stay.person == ignored.person);
        for (_, stay) in own {
            if let Some(ended) = &mut stay.ended
                && ended.reason == Reason::Unknown
                && ignored
                    .start
                    .is_some_and(|start| start >= ended.day && is_next(ended.day, start))
            {
                ended.reason = Reason::Other;
            }
        }
    }
}
