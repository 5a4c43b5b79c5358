//! In what a scenario differs from the default scenario, or scenarios from each
//! other.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::sheet::{Group, Sheet};
use crate::output::{Field, Head};
use crate::scenario::{Parameter, Scenario, registry};

/// What every run sets as it likes; said elsewhere in a report.
const APART: [&str; 3] = ["title", "description", "simulation."];

static DEFAULT: LazyLock<Option<Value>> =
    LazyLock::new(|| serde_json::to_value(Scenario::default()).ok());

/// More scenarios have no column each: they would not fit on a page.
const MOST_COLUMNS: usize = 6;

/// A scenario's values, by their dotted keys in order.
type Values = BTreeMap<String, Value>;

/// What scenarios change of the default: a row for each key in which one of them
/// differs from it, and a column each, or one of all if they are many. Keys in which scenarios differ from each
/// other come first if there are several.
pub(super) fn differences(scenarios: &[(&str, &Value)]) -> Option<Sheet> {
    let default = values(DEFAULT.as_ref()?);
    let here: Vec<Values> = scenarios
        .iter()
        .map(|(_, scenario)| values(scenario))
        .collect();
    let mut keys: Vec<&String> = here
        .iter()
        .flat_map(Values::keys)
        .chain(default.keys())
        .collect();
    keys.sort();
    keys.dedup();
    let changed = |key: &&&String| {
        here.iter()
            .any(|values| values.get(**key) != default.get(**key))
    };
    let told = |key: &&&String| !APART.iter().any(|apart| key.starts_with(apart));
    let differs = |key: &String| {
        here.iter()
            .any(|values| values.get(key) != here[0].get(key))
    };
    let keys: Vec<&String> = keys.iter().filter(told).filter(changed).copied().collect();
    let (apart, alike): (Vec<&String>, Vec<&String>) =
        keys.into_iter().partition(|key| differs(key));

    let is_many = scenarios.len() > MOST_COLUMNS;
    let names = || scenarios.iter().map(|(name, _)| *name);
    let row = |key: &&String| {
        let parameter = registry().parameter(key);
        let mut row = vec![Field::text(key.as_str()), shown(default.get(*key))];
        let here = here.iter().map(|values| shown(values.get(*key)));
        match is_many {
            true => row.push(together(names().zip(here))),
            false => row.extend(here),
        }
        let describe = |of: fn(&Parameter) -> &str| Field::text(parameter.map_or("", of));
        row.push(describe(|parameter| &parameter.unit));
        row.push(describe(|parameter| &parameter.source));
        row
    };
    let group = |title: &str, keys: &[&String]| Group {
        title: title.to_owned(),
        rows: keys.iter().map(row).collect(),
    };
    let groups = match scenarios.len() {
        1 => vec![group("", &alike)],
        _ => vec![
            group("The scenarios differ from each other", &apart),
            group("What they all change from the default", &alike),
        ],
    };
    let mut heads = vec![Head::text("Key"), Head::text("Default")];
    match scenarios {
        [_] => heads.push(Head::text("Here")),
        _ if is_many => heads.push(Head::text("In the scenarios")),
        _ => heads.extend(names().map(Head::text)),
    }
    heads.push(Head::text("Unit"));
    heads.push(
        Head::text("Source")
            .meaning("Source of the default: rows of the evidence table, or a modelling choice."),
    );
    Some(Sheet {
        caption: "Differences from the default scenario".to_owned(),
        heads,
        stacks: true,
        groups: groups
            .into_iter()
            .filter(|group| !group.rows.is_empty())
            .collect(),
        ..Sheet::default()
    })
}

/// The values of scenarios, each with those that have it; one that all have stands alone.
fn together<'a>(all: impl Iterator<Item = (&'a str, Field)>) -> Field {
    let mut values: Vec<(Field, Vec<&str>)> = Vec::new();
    for (name, value) in all {
        match values.iter_mut().find(|(own, _)| own.shown == value.shown) {
            Some((_, names)) => names.push(name),
            None => values.push((value, vec![name])),
        }
    }
    match values.len() {
        1 => values.remove(0).0,
        _ => {
            let told = values.iter();
            let told = told.map(|(value, names)| format!("{}: {}", value.shown, names.join(", ")));
            Field::text(told.collect::<Vec<_>>().join("; "))
        }
    }
}

/// The values of a scenario as a file states them; nothing, an empty list and an
/// empty table are none.
fn values(scenario: &Value) -> Values {
    fn walk(path: &mut Vec<String>, value: &Value, into: &mut Values) {
        match value {
            Value::Object(table) if !table.is_empty() || path.is_empty() => {
                for (key, inner) in table {
                    // a file writes what an event does right below its name
                    let is_own = !matches!((path.as_slice(), key.as_str()),
                        ([events, _], "action" | "trigger") if events == "events");
                    if is_own {
                        path.push(key.clone());
                    }
                    walk(path, inner, into);
                    if is_own {
                        path.pop();
                    }
                }
            }
            value => {
                into.insert(path.join("."), value.clone());
            }
        }
    }
    let mut all = Values::new();
    walk(&mut Vec::new(), scenario, &mut all);
    all.retain(|_, value| match value {
        Value::Null => false,
        Value::Object(table) => !table.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    });
    all
}

fn shown(value: Option<&Value>) -> Field {
    match value {
        None | Some(Value::Null) => Field::text("–"),
        Some(Value::String(text)) if text.is_empty() => Field::text("(empty)"),
        Some(Value::String(text)) => Field::text(text.as_str()),
        Some(value) => Field {
            order: value.as_f64(),
            ..Field::text(value.to_string())
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(change: impl FnOnce(&mut Scenario)) -> Value {
        let mut scenario = Scenario::default();
        change(&mut scenario);
        json!(scenario)
    }

    #[test]
    fn the_default_differs_in_nothing_but_its_name() {
        let same = of(|scenario| scenario.title = "Mine".to_owned());
        assert!(differences(&[("mine", &same)]).unwrap().is_empty());
    }

    #[test]
    fn a_change_stands_with_default_unit_and_source() {
        let changed = of(|scenario| scenario.transfer.tacitness = 0.875);
        let sheet = differences(&[("mine", &changed)]).unwrap();
        let row = &sheet.groups[0].rows[0];
        assert_eq!(sheet.len(), 1);
        assert_eq!(row[0].shown, "transfer.tacitness");
        assert_eq!(row[2].shown, "0.875");
        assert!(!row[3].shown.is_empty() && !row[4].shown.is_empty());
    }

    #[test]
    fn what_scenarios_share_is_told_apart() {
        let one = of(|scenario| scenario.transfer.tacitness = 0.875);
        let other = of(|scenario| {
            scenario.transfer.tacitness = 0.875;
            scenario.mechanisms.pivots = false;
        });
        let sheet = differences(&[("one", &one), ("other", &other)]).unwrap();
        assert_eq!(sheet.groups.len(), 2);
        assert_eq!(sheet.groups[0].rows[0][0].shown, "mechanisms.pivots");
        assert_eq!(sheet.groups[1].rows[0][0].shown, "transfer.tacitness");
    }

    #[test]
    fn many_scenarios_share_a_column() {
        let with = |tacitness| {
            of(|scenario: &mut Scenario| {
                scenario.transfer.tacitness = tacitness;
                scenario.mechanisms.pivots = false;
            })
        };
        let all: Vec<Value> = (0..8)
            .map(|n| with(0.25 + 0.5 * f64::from(n % 2)))
            .collect();
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let scenarios: Vec<(&str, &Value)> = names.into_iter().zip(&all).collect();
        let sheet = differences(&scenarios).unwrap();
        assert_eq!(sheet.heads.len(), 5);
        let shown = |group: usize| &sheet.groups[group].rows[0][2].shown;
        assert_eq!(shown(0), "0.25: a, c, e, g; 0.75: b, d, f, h");
        assert_eq!(shown(1), "false");
    }
}
