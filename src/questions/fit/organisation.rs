//! The organisation that records are about, on a day: its units, and the very people of that day
//! with their tenure.

use std::collections::BTreeMap;

use super::span::{Span, completed_quarters};
use crate::elementary::exp;
use crate::measures::Role;
use crate::records::{ChangeKind, Level, Reason, Records};
use crate::scenario::{LayerKind, Loaded, Scenario};
use crate::units::{CalendarQuarter, Day};

/// Name of the unit of those in units that are too small to be shown, and of those in none.
const OTHERS: &str = "others";

/// Quarters of tenure of somebody who was there before the records begin.
const LONG: u32 = 16;

/// Longest tenure that a scenario can state.
const LONGEST: u32 = 400;

/// Fewest people of whom a share is told.
const FEW: usize = 20;

/// Units as a scenario has them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Units {
    /// Their names.
    pub(super) names: Vec<String>,
    /// By unit of the records: its number here.
    pub(super) of: Vec<usize>,
}

impl Units {
    /// The units of records in which at least so many people have been; smaller ones are one.
    pub(super) fn of(records: &Records, smallest: u32) -> Self {
        let mut people = vec![std::collections::BTreeSet::new(); records.units.len()];
        let mut elsewhere = false;
        for stay in &records.stays {
            for post in &stay.posts {
                match post.unit {
                    Some(unit) => {
                        people[unit as usize].insert(stay.person);
                    }
                    None => elsewhere = true,
                }
            }
        }
        let is_large = |unit: &usize| people[*unit].len() >= smallest as usize;
        let mut large: Vec<usize> = (0..people.len()).filter(is_large).collect();
        // The largest is what others are compared with.
        large.sort_by_key(|&unit| std::cmp::Reverse(people[unit].len()));
        let mut names: Vec<String> = Vec::new();
        let mut of = vec![usize::MAX; people.len()];
        for unit in large {
            of[unit] = names.len();
            names.push(name(&records.units[unit], &names));
        }
        let has_others = elsewhere || of.contains(&usize::MAX);
        if has_others || names.is_empty() {
            let others = names.len();
            names.push(match others {
                0 => "core".to_owned(),
                _ => name(OTHERS, &names),
            });
            of.iter_mut()
                .filter(|own| **own == usize::MAX)
                .for_each(|own| *own = others);
        }
        Self { names, of }
    }

    /// The number of the unit of a post.
    pub(super) fn number(&self, unit: Option<u32>) -> usize {
        unit.map_or(self.names.len() - 1, |unit| self.of[unit as usize])
    }
}

/// A name as files allow it, that no other unit has.
fn name(given: &str, known: &[String]) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let clean: String = given
        .trim()
        .chars()
        .map(|c| if fits(c) { c.to_ascii_lowercase() } else { '-' })
        .take(40)
        .collect();
    let clean = match clean.trim_matches('-') {
        "" => "unit".to_owned(),
        some => some.to_owned(),
    };
    let mut name = clean.clone();
    let mut number = 2;
    while known.contains(&name) {
        name = format!("{clean}-{number}");
        number += 1;
    }
    name
}

/// A unit on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct UnitThen {
    /// By role: completed quarters of tenure of those who are there, neighbours beside each
    /// other.
    pub(super) tenures: [Vec<u32>; 2],
    /// By role: seats, those of vacancies among them.
    pub(super) seats: [usize; 2],
}

/// The team of somebody, and completed quarters of tenure.
type Seated = (Option<u32>, u32);

/// The organisation on a day, and what happens to it afterwards as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Organisation {
    pub(super) units: Vec<UnitThen>,
    /// Size of a team, and the share of researchers who sit with engineers.
    teams: Option<(usize, f64)>,
    /// Shares of juniors and seniors.
    levels: Option<(f64, f64)>,
}

impl Organisation {
    /// At the start of a day.
    pub(super) fn at(records: &Records, units: &Units, day: Day) -> Self {
        let eve = day.after(-1);
        let mut people: Vec<[Vec<Seated>; 2]> = vec![[Vec::new(), Vec::new()]; units.names.len()];
        let mut teams: BTreeMap<u32, [usize; 2]> = BTreeMap::new();
        let mut levels = [0usize; 3];
        for stay in &records.stays {
            // Who begins on that day is there.
            if !stay.is_there(eve) && stay.start != Some(day) {
                continue;
            }
            let post = stay.post(day);
            let tenure = match stay.start {
                Some(start) => completed_quarters(start, day),
                None => LONG + completed_quarters(stay.first_day(), day),
            };
            people[units.number(post.unit)][post.role as usize]
                .push((post.team, tenure.min(LONGEST)));
            if let Some(team) = post.team {
                teams.entry(team).or_default()[post.role as usize] += 1;
            }
            match post.level {
                Some(Level::Junior) => levels[0] += 1,
                Some(Level::Mid) => levels[1] += 1,
                Some(Level::Senior) => levels[2] += 1,
                None => {}
            }
        }
        let vacant = vacant_seats(records, units, day);
        let each = people.into_iter().zip(vacant).map(|(mut roles, vacant)| {
            roles.iter_mut().for_each(|people| people.sort_unstable());
            let tenures = roles.map(|people| people.into_iter().map(|(_, own)| own).collect());
            let seats = [0, 1].map(|role| {
                let people: &Vec<u32> = &tenures[role];
                let open = match &vacant {
                    Some(open) => open[role],
                    // As many as a search of half a year leaves open at a sixth of exits a year.
                    None => (people.len() as f64 * 0.08).round() as usize,
                };
                people.len() + open
            });
            UnitThen { tenures, seats }
        });
        let known: usize = levels.iter().sum();
        let share = |of: usize| of as f64 / known as f64;
        Self {
            units: each.collect(),
            teams: of_teams(&teams),
            levels: (known >= FEW).then(|| (share(levels[0]), share(levels[2]))),
        }
    }
}

/// Vacancies that are open on a day, by unit and role; none if there are no such records.
fn vacant_seats(records: &Records, units: &Units, day: Day) -> Vec<Option<[usize; 2]>> {
    let Some(vacancies) = &records.vacancies else {
        return vec![None; units.names.len()];
    };
    let mut open = vec![[0; 2]; units.names.len()];
    for vacancy in vacancies {
        let is_open = vacancy.opened < day && vacancy.filled.is_none_or(|filled| filled >= day);
        if is_open {
            let role = vacancy.role.unwrap_or(Role::Engineer);
            open[units.number(vacancy.unit)][role as usize] += 1;
        }
    }
    open.into_iter().map(Some).collect()
}

/// The size of a team in which the median person is, and the share of researchers in teams
/// with engineers.
fn of_teams(teams: &BTreeMap<u32, [usize; 2]>) -> Option<(usize, f64)> {
    let mut sizes: Vec<usize> = Vec::new();
    let (mut mixed, mut researchers) = (0, 0);
    for [of_researchers, of_engineers] in teams.values() {
        let size = of_researchers + of_engineers;
        sizes.extend(std::iter::repeat_n(size, size));
        researchers += of_researchers;
        if *of_engineers > 0 {
            mixed += of_researchers;
        }
    }
    sizes.sort_unstable();
    let median = *sizes.get(sizes.len() / 2)?;
    let share = match researchers {
        0 => 0.0,
        all => mixed as f64 / all as f64,
    };
    Some((median.clamp(3, 100), share))
}

/// A scenario as text: who is there on a day, and what is observed from then on. What it does
/// not say is that of `base`.
pub(super) struct Written<'a> {
    pub(super) title: String,
    pub(super) comment: String,
    pub(super) base: &'a Loaded,
    pub(super) units: &'a Units,
    pub(super) organisation: &'a Organisation,
    pub(super) first: CalendarQuarter,
    pub(super) quarters: u32,
    /// Log growth of each unit a quarter.
    pub(super) growth: Vec<f64>,
    /// Names of events with their tables.
    pub(super) events: Vec<(String, toml::Table)>,
    /// Values of parameters by key.
    pub(super) learnt: &'a [(String, f64)],
    /// By unit, its structure, if it is another than that of the base.
    pub(super) structures: Vec<Option<String>>,
}

impl Written<'_> {
    /// The text of the file.
    pub(super) fn text(&self) -> String {
        let mut file = self.stated();
        let mut simulation = toml::Table::new();
        if let Some(toml::Value::Table(known)) = file.remove("simulation") {
            simulation = known;
        }
        simulation.insert("quarters".into(), i64::from(self.quarters).into());
        simulation.insert("burn_in_quarters".into(), 0.into());
        simulation.insert("start".into(), self.first.to_string().into());
        let horizon = self.base.scenario.simulation.latency_horizon_quarters;
        let horizon = horizon.min(self.quarters);
        simulation.insert("latency_horizon_quarters".into(), i64::from(horizon).into());
        let mut units = toml::Table::new();
        for (place, (name, unit)) in self
            .units
            .names
            .iter()
            .zip(&self.organisation.units)
            .enumerate()
        {
            units.insert(name.clone(), self.unit(place, name, unit).into());
        }
        let mut text = self.comment.clone();
        let mut head = toml::Table::new();
        head.insert("title".into(), self.title.clone().into());
        text += &head.to_string();
        let mut rest = toml::Table::new();
        rest.insert("simulation".into(), simulation.into());
        rest.insert("units".into(), units.into());
        self.composition(&mut file);
        file.remove("title");
        file.remove("description");
        for (key, value) in file {
            rest.insert(key, value);
        }
        for (key, value) in self.learnt {
            let path: Vec<String> = key.split('.').map(str::to_owned).collect();
            insert(&mut rest, &path, (*value).into());
        }
        if !self.events.is_empty() {
            let events: toml::Table = self
                .events
                .iter()
                .map(|(name, table)| (name.clone(), table.clone().into()))
                .collect();
            rest.insert("events".into(), events.into());
        }
        text + "\n" + &rest.to_string()
    }

    fn unit(&self, place: usize, name: &str, unit: &UnitThen) -> toml::Table {
        let scenario = &self.base.scenario;
        let like = scenario.units.get(name).or(scenario.units.values().next());
        let mut table = toml::Table::new();
        let people: usize = unit.seats.iter().sum();
        for (role, seats, tenures) in [
            (0, "researchers", "researcher_tenures"),
            (1, "engineers", "engineer_tenures"),
        ] {
            // A unit that does not exist yet begins with a seat.
            let own = match (people, role) {
                (0, 1) => 1,
                _ => unit.seats[role],
            };
            table.insert(seats.into(), (own as i64).into());
            let known: toml::value::Array = unit.tenures[role]
                .iter()
                .map(|&own| i64::from(own).into())
                .collect();
            if !known.is_empty() {
                table.insert(tenures.into(), known.into());
            }
        }
        let growth = exp(self.growth[place]) - 1.0;
        let growth = (growth.clamp(-0.2, 0.2) * 1e4).round() / 1e4;
        table.insert("growth".into(), growth.into());
        table.insert("past_growth".into(), growth.max(0.0).into());
        let changed = self.structures.get(place).cloned().flatten();
        if let Some(structure) = changed.or(like.map(|like| like.structure.clone())) {
            table.insert("structure".into(), structure.into());
        }
        table
    }

    /// What the base says itself, but for its units and events.
    fn stated(&self) -> toml::Table {
        let mut table = toml::Table::new();
        for setting in &self.base.settings {
            let is_own =
                setting.origin.layer != LayerKind::Default && setting.origin.like.is_none();
            let heading = setting.path[0].as_str();
            if is_own && !matches!(heading, "units" | "events" | "extends") {
                insert(&mut table, &setting.path, setting.value.to_toml());
            }
        }
        table
    }

    /// Size and composition of teams and career stages, as they are known.
    fn composition(&self, file: &mut toml::Table) {
        let scenario = &self.base.scenario;
        let mut set = |path: &[&str], value: toml::Value| {
            let path: Vec<String> = path.iter().map(|&part| part.to_owned()).collect();
            insert(file, &path, value);
        };
        if let Some((size, mixed)) = self.organisation.teams {
            let least = scenario
                .teams
                .crew_size
                .max(scenario.teams.managers_per_team + 1);
            let size = (size as i64).max(i64::from(least));
            set(&["teams", "team_size"], size.into());
            let structures = self.units.names.iter().filter_map(|name| {
                let own = scenario.units.get(name);
                own.or(scenario.units.values().next())
            });
            for unit in structures {
                let rounded = (mixed * 100.0).round() / 100.0;
                let path = ["structures", &unit.structure, "mixed_teams"];
                set(&path, rounded.into());
            }
        }
        if let Some((juniors, seniors)) = self.organisation.levels {
            let rounded = |share: f64| (share * 100.0).floor() / 100.0;
            set(&["people", "junior_share"], rounded(juniors).into());
            set(&["people", "senior_share"], rounded(seniors).into());
        }
    }
}

fn insert(table: &mut toml::Table, path: &[String], value: toml::Value) {
    match path {
        [] => {}
        [key] => {
            table.insert(key.clone(), value);
        }
        [heading, rest @ ..] => {
            let below = table
                .entry(heading.clone())
                .or_insert_with(|| toml::Table::new().into());
            if let toml::Value::Table(below) = below {
                insert(below, rest, value);
            }
        }
    }
}

/// What was done to the organisation in a span, as events: changes to a structure that the
/// scenario knows, freezes, and layoffs of as many as records say were laid off.
pub(super) fn events(
    records: &Records,
    units: &Units,
    span: Span,
    scenario: &Scenario,
) -> Vec<(String, toml::Table)> {
    let mut events: Vec<(String, toml::Table)> = Vec::new();
    let mut add = |kind: &str, quarter: u32, key: &str, action: toml::Table| {
        let known = events.iter().filter(|(name, _)| name.starts_with(kind));
        let name = match known.count() {
            0 => kind.to_owned(),
            before => format!("{kind}-{}", before + 1),
        };
        let mut table = toml::Table::new();
        table.insert("quarter".into(), i64::from(quarter).into());
        table.insert(key.into(), action.into());
        events.push((name, table));
    };
    let unit_names = |unit: Option<u32>| -> Option<toml::Value> {
        let name = units.names[units.number(Some(unit?))].clone();
        Some(vec![name].into())
    };
    for change in &records.changes {
        let Some(quarter) = span.quarter_of(change.day) else {
            continue;
        };
        let mut action = toml::Table::new();
        match (change.kind, &change.structure) {
            (ChangeKind::Reorganisation, Some(structure))
                if scenario.structures.contains_key(structure) =>
            {
                action.insert("structure".into(), structure.clone().into());
                if let Some(names) = unit_names(change.unit) {
                    action.insert("units".into(), names);
                }
                add("reorganisation", quarter, "reorganise", action);
            }
            (ChangeKind::Freeze, _) => {
                // One without an end lasts as long as anything is known.
                let until = change.until.unwrap_or(span.last_day());
                let quarters = until.quarter().since(change.day.quarter()) + 1;
                action.insert("quarters".into(), quarters.clamp(1, 400).into());
                if let Some(role) = change.role {
                    let role = crate::measures::role_name(role);
                    action.insert("role".into(), role.into());
                }
                if let Some(names) = unit_names(change.unit) {
                    action.insert("units".into(), names);
                }
                add("freeze", quarter, "hiring_freeze", action);
            }
            // What stays say goes before.
            (ChangeKind::Layoff, _) if laid_off(records, span, quarter).is_none() => {
                if let Some(share) = change.share {
                    action.insert("share".into(), share.into());
                    add("layoff", quarter, "layoff", action);
                }
            }
            _ => {}
        }
    }
    for quarter in 0..span.quarters {
        if let Some(share) = laid_off(records, span, quarter) {
            let mut action = toml::Table::new();
            action.insert("share".into(), share.into());
            add("layoff", quarter, "layoff", action);
        }
    }
    events
}

/// By unit, the structure that it has changed to by the end of a span, if it is known.
pub(super) fn structures(
    records: &Records,
    units: &Units,
    span: Span,
    scenario: &Scenario,
) -> Vec<Option<String>> {
    let mut structures = vec![None; units.names.len()];
    for change in &records.changes {
        let is_past = change.day <= span.last_day();
        let known = change.structure.as_ref();
        let known = known.filter(|name| is_past && scenario.structures.contains_key(*name));
        if let (ChangeKind::Reorganisation, Some(name)) = (change.kind, known) {
            match change.unit {
                Some(_) => structures[units.number(change.unit)] = Some(name.clone()),
                None => structures.fill(Some(name.clone())),
            }
        }
    }
    structures
}

/// Share of those who were there that was laid off in a quarter.
fn laid_off(records: &Records, span: Span, quarter: u32) -> Option<f64> {
    let day = span.first_day(quarter);
    let there = records.stays.iter().filter(|stay| stay.is_there(day));
    let there = there.count();
    let laid_off = records.stays.iter().filter(|stay| {
        let ended = stay.ended;
        ended.is_some_and(|ended| {
            ended.reason == Reason::Layoff && span.quarter_of(ended.day) == Some(quarter)
        })
    });
    let share = laid_off.count() as f64 / there.max(1) as f64;
    (share > 0.0).then(|| ((share * 1e4).round() / 1e4).clamp(1e-4, 1.0))
}
