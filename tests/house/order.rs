//! The order of the modules: each uses only what stands to its left.

use crate::assert_none;
use crate::paths::named_paths;
use crate::source::{Source, line_of, sources};

/// The order. `cli` belongs to the program, all others to the library.
const ORDER: [&str; 33] = [
    "units",
    "text",
    "refusal",
    "diagnostic",
    "elementary",
    "table",
    "row",
    "choice",
    "numerals",
    "prose",
    "stats",
    "random",
    "measures",
    "records",
    "scenario",
    "model",
    "metrics",
    "simulation",
    "engine",
    "draft",
    "store",
    "analysis",
    "shards",
    "submit",
    "experiment",
    "output",
    "result",
    "drawing",
    "figures",
    "questions",
    "report",
    "live",
    "cli",
];

/// Modules that see less than all that stands to their left, and why.
const NARROW: [(&str, &[&str], &str); 6] = [
    (
        "analysis",
        &["units", "elementary", "stats", "random", "engine"],
        "methods know no word of the domain; take numbers or a closure",
    ),
    (
        "engine",
        &["units", "elementary", "stats", "random"],
        "the engine knows no word of the domain; take a closure or a type parameter",
    ),
    (
        "model",
        &["units", "elementary", "random", "measures", "scenario"],
        "the model computes no statistic; emit an event and let an observer measure",
    ),
    (
        "store",
        &["text", "refusal", "draft"],
        "the store keeps numbers by key and knows nothing of what they mean",
    ),
    (
        "shards",
        &[],
        "shards are numbers of items; what the items are is the business of others",
    ),
    (
        "submit",
        &["text", "shards"],
        "what schedulers read is text about commands; pass names and paths in",
    ),
];

fn faults(source: &Source) -> Vec<String> {
    let module = source.module();
    let Some(&here) = module.first() else {
        return Vec::new();
    };
    let place = |name: &str| ORDER.iter().position(|&known| known == name);
    let Some(own_place) = place(here) else {
        return vec![format!(
            "{}:1: the module `{here}` has no place in the order; give it one in \
             tests/house/order.rs and in ARCHITECTURE.md",
            source.path
        )];
    };
    let narrow = NARROW.iter().find(|(name, _, _)| *name == here);
    let mut faults = Vec::new();
    for named in named_paths(&source.code, &module) {
        let Some(used) = named.path.first() else {
            continue;
        };
        let line = line_of(&source.code, named.at);
        let problem = match (place(used), narrow) {
            _ if used == here => continue,
            // Not a module: something that the root itself defines.
            (None, _) => continue,
            (Some(used_place), _) if used_place > own_place => format!(
                "`{here}` uses `{used}`, which stands to its right; move what both need \
                 to the left, or pass it in"
            ),
            (Some(_), Some((_, allowed, advice))) if !allowed.contains(&used.as_str()) => {
                format!("`{here}` uses `{used}`; {advice}")
            }
            _ => continue,
        };
        faults.push(format!("{}:{line}: {problem}", source.path));
    }
    faults
}

/// The rooms of the model: what is known before a run, what is, what happens, and what
/// events do. Each uses only itself and those before it.
const ROOMS: [&str; 4] = ["prepared", "state", "phases", "events"];

fn faults_between_rooms(source: &Source) -> Vec<String> {
    let module = source.module();
    let room = |path: &[&str]| match path {
        ["model", room, ..] => ROOMS.iter().position(|known| known == room),
        _ => None,
    };
    let Some(here) = room(&module) else {
        return Vec::new();
    };
    let named = named_paths(&source.code, &module).into_iter();
    let later = named.filter(|named| {
        let path: Vec<&str> = named.path.iter().map(String::as_str).collect();
        room(&path).is_some_and(|there| there > here)
    });
    let fault = |named: crate::paths::Named| {
        let line = line_of(&source.code, named.at);
        let there = named.path.join("::");
        format!(
            "{}:{line}: `{}` uses `{there}`, a room after it",
            source.path, ROOMS[here]
        )
    };
    later.map(fault).collect()
}

#[test]
fn rooms_of_the_model_use_only_those_before_them() {
    let sources = sources();
    let in_room = |source: &&Source| source.path.starts_with("src/model/state/");
    assert!(sources.iter().filter(in_room).count() > 10);
    let faults: Vec<String> = sources.iter().flat_map(faults_between_rooms).collect();
    assert_none(&faults);
    let astray = "use crate::model::phases::Leaving;";
    let astray = Source::new("src/model/state/seats.rs", astray);
    assert_eq!(faults_between_rooms(&astray).len(), 1);
}

#[test]
fn modules_use_only_what_stands_to_their_left() {
    let sources = sources();
    let faults: Vec<String> = sources.iter().flat_map(faults).collect();
    assert_none(&faults);
    for module in ORDER {
        let exists = sources
            .iter()
            .any(|source| source.module().first() == Some(&module));
        assert!(exists, "the module `{module}` of the order does not exist");
    }
}

#[test]
fn a_step_to_the_right_is_found() {
    let find = |path: &str, text: &str| faults(&Source::new(path, text));
    let wrong = find(
        "src/stats/mean.rs",
        "//! Mean.\nuse crate::{units, model::Event};",
    );
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].starts_with("src/stats/mean.rs:2: `stats` uses `model`"));
    let through_super = "fn f() {\n    super::super::experiment::run()\n}";
    assert_eq!(find("src/model/work.rs", through_super).len(), 1);
    assert_eq!(
        find("src/engine/mod.rs", "use crate::scenario::Scenario;").len(),
        1
    );
    assert_eq!(
        find("src/model/work.rs", "use crate::stats::Moments;").len(),
        1
    );
    assert_eq!(find("src/utils.rs", "fn f() {}").len(), 1);
    assert_none(&find("src/output/csv.rs", "use crate::table::Table;"));
    assert_none(&find(
        "src/cli/mod.rs",
        "use orgsim::output; use crate::cli::args;",
    ));
}
