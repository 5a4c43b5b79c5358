//! Where levers stand, and what of the scenario that changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::lever::{GRANT, GROWTH, OF_STRUCTURE, PAY, STRUCTURE, UNDONE, WHEN, usual_quarter};
use crate::scenario::{Loaded, Scenario, shares};

/// Where the levers stand that were moved, by their names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moves(pub BTreeMap<String, Value>);

/// What tables of a what-if are called.
const NAME: &str = "what-if";

/// Quarters for which a grant holds people, and what it costs of a year's pay.
const GRANT_QUARTERS: u32 = 8;
const GRANT_PAY: f64 = 0.5;

impl Moves {
    /// The quarter in which the change comes.
    pub(super) fn when(&self, scenario: &Scenario) -> u32 {
        let stated = self.0.get(WHEN).and_then(Value::as_u64);
        stated.map_or_else(
            || usual_quarter(scenario),
            |quarter| u32::try_from(quarter).unwrap_or(u32::MAX),
        )
    }

    /// Whether anything happens in that quarter.
    pub(super) fn changes(&self) -> bool {
        self.structure().is_some()
            || !self.of_structure().is_empty()
            || self.grant().is_some()
            || self.pay().is_some()
    }

    /// The quarter in which the change is undone, if it is.
    pub(super) fn undone(&self) -> Option<u64> {
        self.0.get(UNDONE).and_then(Value::as_u64)
    }

    /// Parameters of the scenario that were moved, by their keys.
    fn parameters(&self) -> impl Iterator<Item = (&String, &Value)> {
        let own = [STRUCTURE, WHEN, UNDONE, GROWTH, GRANT, PAY];
        let is_own =
            move |id: &str| own.contains(&id) || OF_STRUCTURE.iter().any(|(key, _)| *key == id);
        self.0.iter().filter(move |(id, _)| !is_own(id))
    }

    fn number(&self, lever: &str) -> Option<f64> {
        self.0.get(lever).and_then(Value::as_f64)
    }

    fn structure(&self) -> Option<&str> {
        let stated = self.0.get(STRUCTURE).and_then(Value::as_str);
        stated.filter(|name| !name.is_empty())
    }

    fn grant(&self) -> Option<f64> {
        self.number(GRANT).filter(|hold| *hold > 0.0)
    }

    fn pay(&self) -> Option<f64> {
        self.number(PAY).filter(|ratio| *ratio != 1.0)
    }

    /// Keys of a structure that were moved, and their values.
    fn of_structure(&self) -> Vec<(&'static str, String)> {
        let keys = OF_STRUCTURE.iter();
        keys.filter_map(|(key, _)| Some((*key, literal(self.0.get(*key)?))))
            .collect()
    }
}

/// A value as a scenario file would write it.
fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => toml::Value::String(text.clone()).to_string(),
        other => other.to_string(),
    }
}

/// A name that a table can be found by, whatever characters it has.
fn quoted(name: &str) -> String {
    toml::Value::String(name.to_owned()).to_string()
}

/// The values of the scenario that levers change, as `--set` takes them.
pub fn overrides(loaded: &Loaded, moves: &Moves) -> Vec<String> {
    let scenario = &loaded.scenario;
    let mut set = Vec::new();
    let when = moves.when(scenario);
    let structures = changed(scenario, moves);
    for (structure, units) in &structures {
        let events = scenario.events.keys();
        let name = free(structure, events.map(String::as_str));
        let mut units: Vec<String> = units.iter().map(|unit| quoted(unit)).collect();
        if units.len() == scenario.units.len() {
            units.clear();
        }
        let of_units = match units.is_empty() {
            true => String::new(),
            false => format!(", units = [{}]", units.join(", ")),
        };
        let target = quoted(structure);
        set.push(format!(
            "events.{name}={{ quarter = {when}, reorganise = {{ structure = {target}{of_units} }} }}"
        ));
    }
    for (structure, like) in like(scenario, moves, &structures) {
        let mut table = format!("structures.{structure}={{ like = {}", quoted(&like));
        for (key, value) in moves.of_structure() {
            // writing to a string cannot fail
            let _ = write!(table, ", {key} = {value}");
        }
        set.insert(0, table + " }");
    }
    if let Some(quarter) = moves.undone().filter(|_| !structures.is_empty()) {
        let name = free("what-if-undone", scenario.events.keys().map(String::as_str));
        set.push(format!(
            "events.{name}={{ quarter = {quarter}, restore_autonomy = {{}} }}"
        ));
    }
    if let Some(hold) = moves.grant() {
        let name = free("what-if-grant", scenario.events.keys().map(String::as_str));
        set.push(format!(
            "events.{name}={{ quarter = {when}, retention_grant = {{ hold = {hold}, quarters = \
             {GRANT_QUARTERS}, pay_share = {GRANT_PAY} }} }}"
        ));
    }
    if let Some(ratio) = moves.pay() {
        let name = free("what-if-pay", scenario.events.keys().map(String::as_str));
        set.push(format!(
            "events.{name}={{ quarter = {when}, change_pay = {{ ratio = {ratio} }} }}"
        ));
    }
    if let Some(more) = moves.number(GROWTH).filter(|more| *more != 0.0) {
        for (name, unit) in &scenario.units {
            set.push(format!("units.{name}.growth={}", unit.growth + more));
        }
    }
    let others = moves.parameters();
    set.extend(others.map(|(id, value)| format!("{id}={}", literal(value))));
    let following = following(loaded, moves).into_iter();
    set.extend(following.map(|(id, value)| format!("{id}={value}")));
    set
}

/// What moves with parameters that add up to one with others.
pub(super) fn following(loaded: &Loaded, moves: &Moves) -> Vec<(String, f64)> {
    let parameters = moves.parameters();
    let moved = parameters.filter_map(|(id, value)| Some((id.as_str(), value.as_f64()?)));
    shares::following(&loaded.settings, &moved.collect::<Vec<_>>())
}

/// The structures that units change to, and which units do.
fn changed(scenario: &Scenario, moves: &Moves) -> IndexMap<String, Vec<String>> {
    let mut changed: IndexMap<String, Vec<String>> = IndexMap::new();
    let is_moved = !moves.of_structure().is_empty();
    if !is_moved && moves.structure().is_none() {
        return changed;
    }
    let distinct: BTreeSet<&str> = scenario.units.values().map(|own| &*own.structure).collect();
    let taken = || scenario.structures.keys().map(String::as_str);
    for (name, unit) in &scenario.units {
        let target = match (moves.structure(), is_moved) {
            (Some(structure), false) => structure.to_owned(),
            (Some(_), true) => free(NAME, taken()),
            (None, _) if distinct.len() == 1 => free(NAME, taken()),
            (None, _) => free(&format!("{NAME}-{}", unit.structure), taken()),
        };
        changed.entry(target).or_default().push(name.clone());
    }
    changed
}

/// New structures, each with the one that provides what was not moved.
fn like(
    scenario: &Scenario,
    moves: &Moves,
    changed: &IndexMap<String, Vec<String>>,
) -> Vec<(String, String)> {
    let new = changed
        .iter()
        .filter(|(name, _)| !scenario.structures.contains_key(*name));
    let pairs = new.map(|(name, units)| {
        let own = || scenario.units[&units[0]].structure.clone();
        (
            name.clone(),
            moves.structure().map_or_else(own, str::to_owned),
        )
    });
    pairs.collect()
}

/// A name that nothing has yet.
fn free<'a>(name: &str, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    let is_free = |name: &str| taken.clone().all(|taken| taken != name);
    match is_free(name) {
        true => name.to_owned(),
        false => (2..)
            .map(|number| format!("{name}-{number}"))
            .find(|name| is_free(name))
            .unwrap_or_else(|| name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Complete, load_str};
    use serde_json::json;

    fn moved(text: &str, moves: Value) -> (Vec<String>, Scenario) {
        let loaded = load_str(text).unwrap();
        let moves = serde_json::from_value(moves).unwrap();
        let set = overrides(&loaded, &moves);
        let found = Complete::new("x", &loaded).with(&set);
        (
            set,
            found.unwrap_or_else(|faults| panic!("{faults}")).scenario,
        )
    }

    #[test]
    fn what_was_not_moved_stays_as_it_is() {
        assert!(moved("", json!({})).0.is_empty());
        // a change without anything that changes is none
        assert!(
            moved("", json!({ "when": 3, "undone": 9, "grant": 0, "pay": 1 }))
                .0
                .is_empty()
        );
    }

    #[test]
    fn all_units_change_what_was_moved_and_keep_the_rest() {
        let (_, scenario) = moved("", json!({ "runway_quarters": 2, "when": 5, "undone": 9 }));
        let (old, new) = (
            &scenario.structures["loose-coupling"],
            &scenario.structures["what-if"],
        );
        assert_eq!((old.runway_quarters, new.runway_quarters), (7, 2));
        assert_eq!(old.cross_ties, new.cross_ties);
        let changes = |name: &str| scenario.events[name].structure_changes(1, 20);
        assert_eq!(changes("what-if"), [(0, 5)]);
        assert_eq!(changes("what-if-undone"), [(0, 9)]);
    }

    #[test]
    fn units_of_several_structures_change_from_their_own() {
        let text = "[units.a]\nstructure = \"unified\"\n[units.b]\n[units.c]\n\
                    [structures.what-if-unified]\nlike = \"unified\"\n\
                    [events.what-if]\nquarter = 2\nhiring_freeze = { quarters = 2 }\n";
        let (_, scenario) = moved(
            text,
            json!({ "mixed_teams": 0.5, "grant": 1.2, "growth": 0.01, "pay": 1.1 }),
        );
        let unified = &scenario.structures["what-if-unified-2"];
        let loose = &scenario.structures["what-if-loose-coupling"];
        assert_eq!((unified.mixed_teams, loose.mixed_teams), (0.5, 0.5));
        assert_eq!((unified.runway_quarters, loose.runway_quarters), (6, 7));
        assert!(scenario.events.contains_key("what-if-grant"));
        assert_eq!(scenario.events["what-if-pay"].action.name(), "change_pay");
        assert!(scenario.units.values().all(|unit| unit.growth == 0.01));
        let whole = json!({ "structure": "fusion-teams", "hiring.fill_median": 2.5 });
        let (set, scenario) = moved(text, whole);
        assert_eq!(
            set[0],
            "events.fusion-teams={ quarter = 6, reorganise = { structure = \"fusion-teams\" } }"
        );
        assert_eq!(scenario.hiring.fill_median, 2.5);
    }

    #[test]
    fn a_weight_takes_the_others_with_it() {
        let text = "[incentives.own]\npapers = 0.5\ncitations = 0.5\nopen_source = 0.0\n";
        let (_, scenario) = moved(text, json!({ "incentives.own.papers": 0.2 }));
        let own = &scenario.incentives["own"];
        assert_eq!((own.papers, own.citations), (0.2, 0.8));
    }
}
