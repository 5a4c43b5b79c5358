//! Units, topics and venues that a layer adds to those of the layers below it, or removes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::code;
use super::definition::Scenario;
use super::layer::{Layer, LayerKind};
use super::layers::{EXISTING, Layers, named, removal};
use super::names::kind;
use super::value::{Path, Value, dotted};
use crate::diagnostic::{Diagnostic, Place, nearest};

/// Checks what layers add and remove; tells whether something is left under each heading.
pub(crate) fn check(layers: &Layers, faults: &mut Vec<Diagnostic>) -> bool {
    let mut is_left = true;
    for heading in EXISTING {
        let mut there: BTreeSet<&String> = BTreeSet::new();
        for layer in layers.weakest_first() {
            let below = match there.is_empty() {
                true => named(Layer::default_scenario(), heading).collect(),
                false => there.clone(),
            };
            for name in named(layer, heading) {
                check_name(layers, layer, [heading, name], &below, faults);
                check_removed(layers, layer, heading, name, faults);
                there.insert(name);
            }
        }
        if layers.names(heading).is_empty() {
            let message = format!("every {} is removed", kind(heading));
            let mut fault = Diagnostic::new(&code::NOTHING_LEFT, message);
            let mut places = there
                .iter()
                .filter_map(|name| removed_at(layers, heading, name));
            if let Some(place) = places.next_back() {
                fault = fault.at(&place, "");
            }
            faults.push(fault.help("keep one of them, or define another"));
            is_left = false;
        }
    }
    is_left
}

/// Refuses names that are not there: of what is removed, and of units in overrides, where a
/// slip would be one more unit. Topics and venues have shares that would not add up.
fn check_name(
    layers: &Layers,
    layer: &Layer,
    [heading, name]: [&str; 2],
    below: &BTreeSet<&String>,
    faults: &mut Vec<Diagnostic>,
) {
    if below.iter().any(|known| *known == name) {
        return;
    }
    let known: Vec<&str> = below.iter().map(|known| known.as_str()).collect();
    let near = nearest(name, known.iter().copied());
    let is_removed = removes(layer, heading, name);
    let is_slip = heading == "units"
        && layer.kind == LayerKind::Set
        && !is_table(layer, heading, name)
        && (near.is_some() || !has_people(layers, name));
    let what = kind(heading);
    let message = match (is_removed, is_slip) {
        (true, _) => format!("there is no {what} `{name}` that could be removed"),
        (_, true) => format!("there is no {what} `{name}`"),
        _ => return,
    };
    let mut fault = Diagnostic::new(&code::UNKNOWN_NAME, message);
    if let Some(place) = layer.tables.get(&path(heading, name)) {
        fault = fault.at(place, "");
    }
    let list: Vec<&str> = known.iter().take(20).copied().collect();
    fault = fault.note(format!("known: {}", list.join(", ")));
    if let Some(near) = near {
        fault = fault.help(format!("did you mean `{near}`?"));
    }
    if !is_removed {
        let key = dotted(&path(heading, name));
        fault = fault.help(format!(
            "to add a unit, give it as a whole: {key} = {{ researchers = 30, engineers = 60 }}"
        ));
    }
    faults.push(fault);
}

/// Whether a layer gives something as a whole.
fn is_table(layer: &Layer, heading: &str, name: &str) -> bool {
    let place = layer.tables.get(&path(heading, name));
    place.is_none_or(|place| place.text().starts_with('{'))
}

/// Whether it is said how many people of each role a unit has.
fn has_people(layers: &Layers, name: &str) -> bool {
    ["researchers", "engineers"].iter().all(|role| {
        let mut key = path("units", name);
        key.push((*role).to_owned());
        layers.stated(&key).is_some()
    })
}

/// Refuses values of what is removed.
fn check_removed(
    layers: &Layers,
    layer: &Layer,
    heading: &str,
    name: &str,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(removed) = removed_at(layers, heading, name) else {
        return;
    };
    let is_after = layers
        .weakest_first()
        .iter()
        .position(|known| removes(known, heading, name))
        .zip(
            layers
                .weakest_first()
                .iter()
                .position(|known| std::ptr::eq(&**known, layer)),
        )
        .is_some_and(|(removing, own)| own >= removing);
    let own = layer.leaves.iter().find(|(path, _)| {
        path[..path.len() - 1] == [heading.to_owned(), name.to_owned()]
            && path.last().is_some_and(|key| key != "remove")
    });
    if let (true, Some((path, leaf))) = (is_after, own) {
        let what = kind(heading);
        let message = format!("`{}` has no effect: the {what} is removed", dotted(path));
        let fault = Diagnostic::new(&code::MISPLACED_KEY, message)
            .at(&leaf.place, "")
            .related(&removed, "removed here");
        faults.push(fault.help("leave the key out, or remove nothing"));
    }
}

/// Warns of units that a file adds to those of the file that it extends.
pub(crate) fn warn(layers: &Layers, scenario: &Scenario, warnings: &mut Vec<Diagnostic>) {
    let heading = "units";
    let files: Vec<&Arc<Layer>> = layers
        .weakest_first()
        .iter()
        .filter(|layer| layer.kind != LayerKind::Set)
        .collect();
    for (index, layer) in files.iter().enumerate() {
        let before = || {
            files[..index]
                .iter()
                .flat_map(|below| named(below, heading))
        };
        let inherited: Vec<&String> = scenario
            .units
            .keys()
            .filter(|name| before().any(|known| known == *name))
            .collect();
        let added: Vec<&String> = named(layer, heading)
            .filter(|name| scenario.units.contains_key(*name) && !inherited.contains(name))
            .collect();
        let (Some(first), Some(kept)) = (added.first(), inherited.first()) else {
            continue;
        };
        let people = |names: &[&String]| -> String {
            let each = names.iter().filter_map(|name| {
                let unit = scenario.units.get(*name)?;
                let people = u64::from(unit.researchers) + u64::from(unit.engineers);
                Some(format!("{name} {people}"))
            });
            each.collect::<Vec<_>>().join(", ")
        };
        let mut warning = Diagnostic::new(
            &code::ADDED_UNIT,
            "units are added to those of the file that this one extends",
        )
        .note(format!(
            "people: inherited {}; added {}",
            people(&inherited),
            people(&added)
        ));
        if let Some(place) = layer.tables.get(&path(heading, first)) {
            warning = warning.at(place, "");
        }
        let key = dotted(&[heading, kept.as_str(), "remove"]);
        warnings.push(warning.help(format!("to leave an inherited unit out: {key} = true")));
    }
}

fn path(heading: &str, name: &str) -> Path {
    vec![heading.to_owned(), name.to_owned()]
}

/// Whether a layer removes something.
fn removes(layer: &Layer, heading: &str, name: &str) -> bool {
    let leaf = layer.leaves.get(&removal(heading, name));
    leaf.is_some_and(|leaf| leaf.value == Value::Switch(true))
}

/// Where something is removed, if it is.
pub(crate) fn removed_at(layers: &Layers, heading: &str, name: &str) -> Option<Place> {
    let (_, leaf) = layers.stated(&removal(heading, name))?;
    (leaf.value == Value::Switch(true)).then(|| leaf.place.clone())
}
