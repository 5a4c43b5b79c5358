//! References by name: every unit, structure and incentive function that is
//! named must exist, and none may be like itself.

use std::collections::BTreeMap;

use super::code;
use super::layers::Layers;
use super::parameter::Range;
use super::resolve::Setting;
use super::value::Value;
use crate::diagnostic::{Diagnostic, Place, nearest};

/// Checks the names that a setting refers to.
pub(crate) fn check(layers: &Layers, setting: &Setting, faults: &mut Vec<Diagnostic>) {
    let Range::Names { heading, or_empty } = &setting.parameter.range else {
        return;
    };
    // Whoever has the value from elsewhere has the fault from there, too.
    if setting.origin.like.is_some() {
        return;
    }
    match &setting.value {
        Value::Text(name) if name.is_empty() && *or_empty => {}
        Value::Text(name) => {
            check_name(layers, heading, name, &setting.origin.place, faults);
        }
        Value::Names(names) => {
            for (name, place) in names.iter().zip(&setting.items) {
                check_name(layers, heading, name, place, faults);
            }
            check_repetition(names, &setting.items, faults);
        }
        _ => {}
    }
}

fn check_name(
    layers: &Layers,
    heading: &str,
    name: &str,
    place: &Place,
    faults: &mut Vec<Diagnostic>,
) {
    let known = layers.names(heading);
    if known.contains(name) {
        return;
    }
    let what = kind(heading);
    let fault = Diagnostic::new(&code::UNKNOWN_NAME, format!("there is no {what} `{name}`"))
        .at(place, format!("no table under [{heading}] has this name"));
    let near = nearest(name, known.iter().map(String::as_str));
    let list: Vec<&str> = known.iter().take(20).map(String::as_str).collect();
    let fault = fault.note(format!("known: {}", list.join(", ")));
    faults.push(match near {
        Some(near) => fault.help(format!("did you mean \"{near}\"?")),
        None => fault,
    });
}

/// What stands under a heading.
pub(crate) fn kind(heading: &str) -> &'static str {
    match heading {
        "units" => "unit",
        "incentives" => "incentive function",
        "structures" => "structure",
        "topics" => "topic",
        "venues" => "venue",
        _ => "event",
    }
}

fn check_repetition(names: &[String], places: &[Place], faults: &mut Vec<Diagnostic>) {
    for (index, (name, place)) in names.iter().zip(places).enumerate() {
        if let Some(first) = names[..index].iter().position(|other| other == name) {
            faults.push(
                Diagnostic::new(&code::REPEATED_UNIT, format!("`{name}` is named twice"))
                    .at(place, "again")
                    .related(&places[first], "first"),
            );
        }
    }
}

/// Checks the `like` of every structure and incentive function.
pub(crate) fn check_likes(layers: &Layers, faults: &mut Vec<Diagnostic>) {
    for heading in ["incentives", "structures"] {
        for name in layers.names(heading) {
            if let Some((_, leaf)) = layers.stated(&like(heading, name))
                && let Value::Text(other) = &leaf.value
            {
                check_name(layers, heading, other, &leaf.place, faults);
            }
        }
        // From each table follow `like` to a table that was met before: in this
        // walk, which is then a circle, or in an earlier one.
        let mut met: BTreeMap<&str, usize> = BTreeMap::new();
        for (walk, name) in layers.names(heading).iter().enumerate() {
            let mut chain: Vec<&str> = Vec::new();
            let mut next = Some(name.as_str());
            while let Some(name) = next
                && !met.contains_key(name)
            {
                met.insert(name, walk);
                chain.push(name);
                next = layers.template(heading, name);
            }
            if let Some(name) = next
                && let Some(first) = chain.iter().position(|known| *known == name)
            {
                faults.push(circle(layers, heading, &chain[first..]));
            }
        }
    }
}

fn like(heading: &str, name: &str) -> [String; 3] {
    [heading.to_owned(), name.to_owned(), "like".to_owned()]
}

/// The fault of tables that are like each other all the way round.
fn circle(layers: &Layers, heading: &str, chain: &[&str]) -> Diagnostic {
    let what = kind(heading);
    let name = chain[0];
    let message = format!("`like` leads the {what} `{name}` back to itself");
    let shown: Vec<&str> = chain.iter().copied().take(20).collect();
    let mut fault = Diagnostic::new(&code::LIKE_CYCLE, message)
        .note(format!("{} -> {name}", shown.join(" -> ")))
        .help(format!("make one of them like another {what}"));
    let places = shown
        .iter()
        .filter_map(|name| layers.place(&like(heading, name)));
    for (index, place) in places.enumerate() {
        fault = match index {
            0 => fault.at(&place, "leads back here"),
            _ => fault.related(&place, ""),
        };
    }
    fault
}
