//! References by name: every unit, structure and incentive function that is
//! named must exist, and none may be like itself.

use super::code;
use super::parameter::Range;
use super::resolve::{Layers, Setting};
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
            let like = |name: &str| {
                let path = [heading.to_owned(), name.to_owned(), "like".to_owned()];
                layers.stated(&path).map(|(_, leaf)| leaf)
            };
            let Some(leaf) = like(name) else {
                continue;
            };
            let Value::Text(other) = &leaf.value else {
                continue;
            };
            check_name(layers, heading, other, &leaf.place, faults);
            // Follow the chain; whoever comes back to the start is in a circle.
            let mut chain = vec![name.clone(), other.clone()];
            while chain.last() != Some(name)
                && let Some(next) = chain.last().and_then(|last| like(last))
                && let Value::Text(next) = &next.value
                && !chain[1..].contains(next)
            {
                chain.push(next.clone());
            }
            if chain.last() == Some(name) {
                let what = kind(heading);
                let message = format!("the {what} `{name}` is like itself");
                faults.push(
                    Diagnostic::new(&code::LIKE_CYCLE, message)
                        .at(&leaf.place, "leads back here")
                        .note(chain.join(" -> "))
                        .help(format!("let one of them be like another {what}")),
                );
            }
        }
    }
}
