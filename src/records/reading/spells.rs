//! Rows of the file of people.

use super::code;
use super::line::{Context, Latest, Line};
use super::names::Names;
use super::subject::people;
use super::table::Table;
use super::told::Told;
use super::words::{self, Family, IGNORE};
use crate::diagnostic::Diagnostic;
use crate::measures::Role;
use crate::records::{Level, Reason};
use crate::units::Day;

/// A row of a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spell {
    pub(super) person: u32,
    pub(super) row: usize,
    pub(super) start: Option<Day>,
    pub(super) end: Option<Day>,
    /// None if the row is left out because of its role.
    pub(super) role: Option<Role>,
    pub(super) unit: Option<u32>,
    pub(super) team: Option<u32>,
    pub(super) level: Option<Level>,
    pub(super) reason: Reason,
}

/// All rows of people.
#[derive(Debug, Default)]
pub(super) struct Spells<'a> {
    pub(super) spells: Vec<Spell>,
    pub(super) units: Names<'a>,
    /// Number of teams.
    pub(super) teams: usize,
    /// Whether a row of a person has a fault, by the number of the person.
    pub(super) is_faulty: Vec<bool>,
    /// Rows of each person that were left out, since they could not be read.
    pub(super) unread: Vec<u32>,
    /// Rows of nobody that were left out.
    pub(super) of_nobody: usize,
    /// Rows that were left out because of their role.
    pub(super) ignored: usize,
}

/// The last day of what has no end, as some programs write it.
const NEVER: (i64, i64, i64) = (9999, 12, 31);

/// Reads the rows of people.
pub(super) fn spells<'a>(table: &'a Table, context: Context<'a>, told: &mut Told) -> Spells<'a> {
    let mut read = Spells::default();
    let (mut persons, mut teams) = (Names::default(), Names::default());
    let mut managers = Names::default();
    let mut team_numbers = TeamNumbers::default();
    for row in table.rows() {
        let is_whole = table.is_whole(row);
        let mut line = Line::new(table, row, context, told);
        // also of a row with a cell too many, which would be missing from the person's others
        let person = match !is_whole || line.is_there(people::PERSON) {
            true => persons.number(line.text(people::PERSON)),
            false => None,
        };
        if person.is_some_and(|person| person as usize == read.is_faulty.len()) {
            read.is_faulty.push(false);
            read.unread.push(0);
        }
        let spell = match is_whole {
            true => spell(&mut line, row, person.unwrap_or_default()),
            false => None,
        };
        let is_faulty = line.is_faulty;
        let Some(person) = person else {
            read.of_nobody += 1;
            continue;
        };
        let place = person as usize;
        read.is_faulty[place] |= is_faulty;
        let Some(mut spell) = spell.filter(|_| !is_faulty) else {
            read.unread[place] += 1;
            continue;
        };
        read.ignored += usize::from(spell.role.is_none());
        if spell.role.is_some() {
            spell.unit = read.units.number(table.text(row, people::UNIT));
            let team = teams.number(table.text(row, people::TEAM));
            let mut manager = || managers.number(table.text(row, people::MANAGER));
            spell.team = match team {
                Some(team) => Some(team_numbers.named(team)),
                None => manager().map(|manager| team_numbers.managed(manager)),
            };
        }
        read.spells.push(spell);
    }
    read.teams = team_numbers.count as usize;
    read
}

/// Teams by name and by manager have one sequence of numbers.
#[derive(Debug, Default)]
struct TeamNumbers {
    named: Vec<u32>,
    managed: Vec<u32>,
    count: u32,
}

impl TeamNumbers {
    fn named(&mut self, name: u32) -> u32 {
        Self::number(&mut self.named, &mut self.count, name)
    }

    fn managed(&mut self, manager: u32) -> u32 {
        Self::number(&mut self.managed, &mut self.count, manager)
    }

    /// Names come in the order of their numbers, so that a new one is the next.
    fn number(known: &mut Vec<u32>, count: &mut u32, name: u32) -> u32 {
        if name as usize == known.len() {
            known.push(*count);
            *count += 1;
        }
        known[name as usize]
    }
}

/// A row, without unit and team; none if something in it is not what it needs to be.
fn spell(line: &mut Line<'_, '_>, row: usize, person: u32) -> Option<Spell> {
    line.check_name(people::UNIT);
    let role = match line.is_there(people::ROLE) {
        true => line.word(Family::Role, people::ROLE),
        false => None,
    };
    let ended = line.text(people::END);
    let is_open = ended.is_empty() || is_never(&ended);
    let mut spell = Spell {
        person,
        row,
        start: None,
        end: None,
        role: role.and_then(words::role),
        unit: None,
        team: None,
        level: None,
        reason: Reason::Unknown,
    };
    spell.start = line.day(people::START, Latest::Today);
    if !is_open {
        spell.end = line.day(people::END, Latest::Today);
    }
    if let (Some(start), Some(end)) = (spell.start, spell.end)
        && end < start
    {
        let message = format!("the row ends {} days before it starts", start.since(end));
        let help = "are the two the wrong way round?";
        line.at(&code::END_BEFORE_START, people::END, message, help);
    }
    if role == Some(IGNORE) {
        return Some(spell);
    }
    let level = line.word(Family::Level, people::LEVEL);
    spell.level = level.and_then(Level::named);
    let reason = line.word(Family::Reason, people::REASON);
    spell.reason = reason.and_then(Reason::named).unwrap_or(Reason::Unknown);
    if is_open && !line.is_faulty && spell.reason != Reason::Unknown {
        let message = "`reason` says why somebody left, but `end` is empty";
        let warning = Diagnostic::new(&code::REASON_WITHOUT_END, message);
        let help = "it is read as still there; give the last day, or remove the reason";
        line.warning(people::REASON, warning.help(help));
    }
    role.map(|_| spell)
}

/// Whether a text is the last day of what has no end.
fn is_never(text: &str) -> bool {
    let (year, month, day) = NEVER;
    text.get(..10) == Some(&format!("{year}-{month}-{day}"))
        || text == format!("{day}/{month}/{year}")
        || text == format!("{month}/{day}/{year}")
        || text == format!("{day}.{month}.{year}")
}
