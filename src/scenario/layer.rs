//! One layer of a scenario: what one file or one `--set` states, checked key
//! by key against the registry.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use indexmap::IndexMap;

use super::code;
use super::leaf::{self, Leaf};
use super::missing::{WHY_NOT, reads_as_missing};
use super::registry::{Known, NAMED, registry};
use super::spec::{self, Data, Entry, Table};
use super::value::{Path, dotted};
use crate::diagnostic::{Diagnostic, MOST_SHOWN, Place, nearest};
use crate::text::{NAME, is_name};

/// Where a layer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// The default scenario.
    Default,
    /// A file that the file extends, directly or through others.
    Base,
    /// The file itself.
    File,
    /// An override such as `--set`.
    Set,
}

/// What a layer states.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) kind: LayerKind,
    /// Its values without fault.
    pub(crate) leaves: IndexMap<Path, Leaf>,
    /// Its tables, also those without any key.
    pub(crate) tables: IndexMap<Path, Place>,
    /// Where its other values stand.
    pub(crate) faulty: BTreeSet<Path>,
}

static DEFAULT: LazyLock<Layer> = LazyLock::new(|| {
    // A test shows that it has no fault.
    let (table, mut faults) = spec::parse(registry().source());
    Layer::check(LayerKind::Default, &table, &mut faults)
});

impl Layer {
    /// What the default scenario states.
    pub(crate) fn default_scenario() -> &'static Self {
        &DEFAULT
    }

    /// Checks every key of a layer and reports every fault.
    pub(crate) fn check(kind: LayerKind, table: &Table, faults: &mut Vec<Diagnostic>) -> Self {
        let mut layer = Self {
            kind,
            leaves: IndexMap::new(),
            tables: IndexMap::new(),
            faulty: BTreeSet::new(),
        };
        layer.visit(table, &mut Vec::new(), faults);
        layer
    }

    fn visit(&mut self, table: &Table, path: &mut Path, faults: &mut Vec<Diagnostic>) {
        for (key, entry) in table {
            path.push(key.clone());
            if let Err(fault) = self.enter(entry, path, faults) {
                faults.push(*fault);
                self.faulty.insert(path.clone());
            }
            path.pop();
        }
    }

    fn enter(
        &mut self,
        entry: &Entry,
        path: &mut Path,
        faults: &mut Vec<Diagnostic>,
    ) -> Result<(), Box<Diagnostic>> {
        match registry().at(path) {
            Known::Nothing => {
                let fault = unknown_key(path, entry);
                Err(match faults.len() < MOST_SHOWN {
                    true => probably_meant(fault, path).into(),
                    false => fault.into(),
                })
            }
            Known::Parameter(parameter) => {
                if self.kind == LayerKind::Set && parameter.name() == "extends" {
                    return Err(Diagnostic::new(
                        &code::MISPLACED_KEY,
                        "`extends` is only allowed in a file",
                    )
                    .at(&entry.key, "")
                    .into());
                }
                let leaf = leaf::check(parameter, path, entry)?;
                self.leaves.insert(path.clone(), leaf);
                Ok(())
            }
            Known::Table => {
                if let [heading, name] = path.as_slice()
                    && NAMED.contains(&heading.as_str())
                {
                    check_name(name, &entry.key)?;
                }
                let Data::Table(inner) = &entry.value.data else {
                    return Err(not_a_table(path, entry).into());
                };
                self.tables.insert(path.clone(), entry.value.place.clone());
                self.visit(inner, path, faults);
                Ok(())
            }
        }
    }
}

/// An unknown key is told up to so many characters.
const LONGEST_TOLD: usize = 60;

/// Names stand in tables and file names. The schema has the same rule.
fn check_name(name: &str, key: &Place) -> Result<(), Box<Diagnostic>> {
    if reads_as_missing(name) && !name.is_empty() {
        let message = format!("`{name}` is no name for a table");
        let fault = Diagnostic::new(&code::BAD_NAME, message).at(key, "");
        return Err(fault.note(WHY_NOT).help("choose another name").into());
    }
    if is_name(name) {
        return Ok(());
    }
    let fault = Diagnostic::new(&code::BAD_NAME, "this is not a valid table name").at(key, "");
    Err(fault.note(NAME).into())
}

fn not_a_table(path: &Path, entry: &Entry) -> Diagnostic {
    let key = dotted(path);
    let found = entry.value.data.kind();
    let fault = Diagnostic::new(
        &code::WRONG_TYPE,
        format!("`{key}` must be a table, but this is {found}"),
    )
    .at(&entry.value.place, "expected a table");
    if matches!(entry.value.data, Data::List(_)) && entry.value.place.text().starts_with("[[") {
        return fault.help(format!("write [{key}] with single brackets"));
    }
    if let [heading, _] = path.as_slice()
        && NAMED.contains(&heading.as_str())
    {
        return fault.help(format!("give the table a name: [{heading}.NAME]"));
    }
    fault.note(format!("keys of [{key}]: {}", keys_in(path)))
}

fn unknown_key(path: &Path, entry: &Entry) -> Diagnostic {
    let Some((key, table)) = path.split_last() else {
        return Diagnostic::new(&code::UNKNOWN_KEY, "unknown key");
    };
    let inside = match table {
        [] => "at the top of the file".to_owned(),
        _ => format!("in [{}]", dotted(table)),
    };
    let shown: String = key.chars().take(LONGEST_TOLD).collect();
    Diagnostic::new(
        &code::UNKNOWN_KEY,
        format!("there is no key `{shown}` {inside}"),
    )
    .at(&entry.key, "unknown key")
}

/// Says which key may have been meant by one that is unknown.
fn probably_meant(mut fault: Diagnostic, path: &Path) -> Diagnostic {
    let Some((key, table)) = path.split_last() else {
        return fault;
    };
    let siblings = registry().keys_in(table);
    let near = nearest(key, siblings.iter().copied()).or_else(|| renamed(key, &siblings));
    let elsewhere = homes_of(key);
    if let Some(near) = near {
        fault = fault.help(format!("did you mean `{near}`?"));
    }
    if !elsewhere.is_empty() {
        fault = fault.help(format!("it exists elsewhere: {}", elsewhere.join(", ")));
    }
    if near.is_none() && elsewhere.is_empty() {
        let keys = keys_in(table);
        fault = match table {
            [] => fault.note(format!("known here: {keys}")),
            _ => fault.note(format!("keys of [{}]: {keys}", dotted(table))),
        };
    }
    fault
}

/// Keys that once had another name, too far from that of today for a slip.
const RENAMED: [(&str, &str); 1] = [("metric", "measure")];

/// The key of these that once had this name.
fn renamed<'a>(key: &str, siblings: &[&'a str]) -> Option<&'a str> {
    let (_, new) = RENAMED.iter().find(|(old, _)| *old == key)?;
    siblings.iter().copied().find(|sibling| sibling == new)
}

/// Parameters of this name in other tables.
fn homes_of(key: &str) -> Vec<String> {
    let parameters = registry().parameters().iter();
    parameters
        .filter(|parameter| parameter.path.len() > 1 && parameter.name() == key)
        .map(|parameter| format!("`{}`", parameter.key().replace('*', "NAME")))
        .collect()
}

fn keys_in(table: &[String]) -> String {
    match registry().keys_in(table).as_slice() {
        ["*"] => "tables of any name".to_owned(),
        keys => keys.join(", "),
    }
}
