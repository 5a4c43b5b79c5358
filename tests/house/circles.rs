//! No circles of imports: files that use each other, directly or in a round, can only be
//! understood together.
//!
//! A file uses another if it names something that is defined there. What a module hands on
//! (`pub use child::Name`) is looked for where it is defined, and handing on is no use.

use std::collections::{BTreeMap, BTreeSet};

use crate::assert_none;
use crate::paths::{named_paths, paths_from};
use crate::source::{Source, sources};

/// The files by the module that they hold.
type Modules<'a> = BTreeMap<Vec<String>, &'a Source>;

fn modules(sources: &[Source]) -> Modules<'_> {
    let module = |source: &Source| source.module().into_iter().map(str::to_owned).collect();
    let roots = |source: &&Source| !source.module().is_empty();
    let sources = sources.iter().filter(roots);
    sources.map(|source| (module(source), source)).collect()
}

/// The modules that a file declares: `mod name;`.
fn children(source: &Source) -> Vec<&str> {
    let declared = source.code.split("mod ").skip(1);
    let names = declared.filter_map(|rest| rest.split_once(';').map(|(name, _)| name));
    let is_name = |name: &&str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    names.filter(is_name).collect()
}

/// Whether what stands before a path hands it on: `pub use`, `pub(crate) use`.
fn is_handed_on(before: &str) -> bool {
    let Some(before) = before.trim_end().strip_suffix("use") else {
        return false;
    };
    let before = before.trim_end();
    before.ends_with("pub") || before.ends_with("pub(crate)") || before.ends_with("pub(super)")
}

/// The paths that start with a child of the module, and whether they are handed on.
fn through_children(source: &Source) -> Vec<(Vec<String>, bool)> {
    let module: Vec<String> = source.module().into_iter().map(str::to_owned).collect();
    let of_child = |name: &&str| {
        let base: Vec<String> = module.iter().cloned().chain([(*name).to_owned()]).collect();
        paths_from(&source.code, name, base)
    };
    let named = children(source);
    let named = named.iter().flat_map(of_child);
    named
        .map(|named| (named.path, is_handed_on(&source.code[..named.at])))
        .collect()
}

/// The file in which the last thing of a path is defined.
fn home<'a>(modules: &Modules<'a>, path: &[String]) -> Option<&'a Source> {
    let length = (1..=path.len())
        .rev()
        .find(|&length| modules.contains_key(&path[..length]))?;
    let source = modules[&path[..length]];
    let Some(name) = path.get(length) else {
        return Some(source);
    };
    let handed_on = through_children(source).into_iter();
    let mut handed_on = handed_on.filter(|(_, is)| *is).map(|(path, _)| path);
    match handed_on.find(|path| path.len() > length + 1 && path.last() == Some(name)) {
        Some(path) => home(modules, &path),
        None => Some(source),
    }
}

/// The files that each file uses, by their paths.
fn uses(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let modules = modules(sources);
    let of_source = |source: &&Source| {
        let named = named_paths(&source.code, &source.module());
        let named = named.into_iter().map(|named| named.path);
        let own = through_children(source).into_iter();
        let own = own
            .filter(|(_, is_handed_on)| !is_handed_on)
            .map(|(path, _)| path);
        let homes = named.chain(own).filter_map(|path| home(&modules, &path));
        homes
            .map(|home| home.path.clone())
            .filter(|path| *path != source.path)
            .collect::<Vec<_>>()
    };
    let mut uses = BTreeMap::new();
    for source in modules.values() {
        let used = of_source(source);
        let used = used.iter().filter_map(|path| {
            let found = modules.values().find(|known| known.path == *path);
            found.map(|known| known.path.as_str())
        });
        uses.insert(source.path.as_str(), used.collect());
    }
    uses
}

/// The shortest round from a file back to it.
fn round<'a>(uses: &BTreeMap<&'a str, BTreeSet<&'a str>>, start: &'a str) -> Option<Vec<&'a str>> {
    let mut seen = BTreeSet::new();
    let mut open = vec![vec![start]];
    while !open.is_empty() {
        let mut longer = Vec::new();
        for way in open {
            let last = way[way.len() - 1];
            for &next in uses.get(last).into_iter().flatten() {
                if next == start {
                    return Some(way);
                }
                if seen.insert(next) {
                    longer.push(way.iter().copied().chain([next]).collect());
                }
            }
        }
        open = longer;
    }
    None
}

fn faults(sources: &[Source]) -> Vec<String> {
    let uses = uses(sources);
    let rounds = uses.keys().filter_map(|start| round(&uses, start));
    // a round is told once, from its first file
    let rounds = rounds.filter(|round| round.iter().min() == round.first());
    rounds
        .map(|round| {
            format!(
                "{} use each other in a round; move what both need into a file of its own",
                round.join(" -> ")
            )
        })
        .collect()
}

#[test]
fn no_files_use_each_other() {
    assert_none(&faults(&sources()));
}

#[test]
fn a_round_is_found_through_what_a_module_hands_on() {
    let files = |b: &str| {
        [
            Source::new(
                "src/m/mod.rs",
                "//! M.\nmod a;\nmod b;\npub use a::A;\npub use b::B;",
            ),
            Source::new("src/m/a.rs", "//! A.\nuse super::B;\npub struct A(B);"),
            Source::new("src/m/b.rs", b),
            Source::new("src/n.rs", "//! N.\nuse crate::m::A;"),
        ]
    };
    let told = faults(&files("//! B.\nuse crate::m::A;\npub struct B(Box<A>);"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("src/m/a.rs -> src/m/b.rs use each other"));
    assert_none(&faults(&files(
        "//! B.\nuse crate::units::Quarter;\npub struct B(Quarter);",
    )));
}

#[test]
fn a_round_between_a_module_and_its_child_is_found() {
    let told = faults(&[
        Source::new(
            "src/m/mod.rs",
            "//! M.\nmod a;\nfn f() { a::g() }\npub fn h() {}",
        ),
        Source::new("src/m/a.rs", "//! A.\npub fn g() { super::h() }"),
    ]);
    assert_eq!(told.len(), 1, "{told:?}");
}
