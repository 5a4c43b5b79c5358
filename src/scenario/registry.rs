//! All parameters, read from the commented default scenario.
//!
//! The default scenario is the single source: the comment above a value is its
//! meaning, the line that starts with `#:` gives unit, ranges and source, and
//! the value itself gives type and default. A line that starts with `#|` is an
//! example of a key that has no default; here it counts as if it were not
//! commented out. A kind of table that goes by names (units, incentive
//! functions, structures, topics, venues, events) is described at the first table of the kind;
//! in the others, a line `#: plausible = ...` gives the plausible range there.

use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;

use super::commented::{comment_above, in_use, is_example};
use super::interval::Interval;
use super::parameter::{Parameter, parse_plausible};
use super::spec::{self, Data, Spec, Table};
use super::value::{Path, Value, dotted};
use crate::diagnostic::Source;

/// Headings under which tables go by a name of one's own.
pub(crate) const NAMED: [&str; 6] = [
    "units",
    "incentives",
    "structures",
    "topics",
    "venues",
    "events",
];

/// A table of parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its path, with a star for any name; empty for the keys above all tables.
    pub(crate) path: Path,
    /// What it is about; may be empty.
    pub description: String,
}

/// All parameters in the order of the default scenario.
#[derive(Debug)]
pub struct Registry {
    parameters: Vec<Parameter>,
    sections: Vec<Section>,
    /// Plausible ranges of the values of the default scenario.
    plausible: IndexMap<Path, Interval>,
    tree: Node,
    source: Arc<Source>,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Known {
    Parameter(&'static Parameter),
    Table,
    Nothing,
}

impl Section {
    /// The path as a file would write it, with a star for any name.
    pub fn key(&self) -> String {
        dotted(&self.path)
    }
}

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::parse(super::DEFAULT).expect("a test reads the default scenario"));

/// All parameters.
pub fn registry() -> &'static Registry {
    &REGISTRY
}

impl Registry {
    /// The parameters in the order of the default scenario.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The parameter at a dotted key of a scenario, if there is one.
    ///
    /// ```
    /// let parameter = orgsim::scenario::registry().parameter("units.core.researchers");
    /// assert_eq!(parameter.unwrap().key(), "units.*.researchers");
    /// ```
    pub fn parameter(&self, key: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| {
            let pattern = parameter.key();
            match pattern.split_once(".*.") {
                None => pattern == key,
                // a name of one's own may have dots in it
                Some((heading, rest)) => {
                    let inside = key.strip_prefix(heading).and_then(|k| k.strip_prefix('.'));
                    let name = inside
                        .and_then(|k| k.strip_suffix(rest))
                        .and_then(|k| k.strip_suffix('.'));
                    name.is_some_and(|name| !name.is_empty())
                }
            }
        })
    }

    /// The unit of a value that some keys get together; empty if none of them has one.
    pub fn unit_of<'a>(&self, keys: impl IntoIterator<Item = &'a str>) -> String {
        let parameters = keys.into_iter().filter_map(|key| self.parameter(key));
        let unit = parameters.map(|parameter| &parameter.unit).max();
        unit.cloned().unwrap_or_default()
    }

    /// The tables in the order of the default scenario.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The parameters of a table itself, without those of tables inside it.
    pub fn parameters_of(&self, section: &Section) -> impl Iterator<Item = &Parameter> {
        let inside = move |p: &&Parameter| {
            p.path
                .split_last()
                .is_some_and(|(_, table)| table == section.path.as_slice())
        };
        self.parameters.iter().filter(inside)
    }

    /// The plausible range of a value of the default scenario, or of any event.
    pub(crate) fn plausible(&self, path: &[String]) -> Option<&Interval> {
        match path.first().map(String::as_str) {
            // The default scenario has no events, only examples of their keys.
            Some("events") => self.plausible.get(&pattern(path)),
            _ => self.plausible.get(path),
        }
    }

    /// The keys of all values of the default scenario with a plausible range, in its order;
    /// in those of events, a star stands for the name.
    pub fn ranged(&self) -> impl Iterator<Item = String> + '_ {
        self.plausible.keys().map(|path| dotted(path))
    }

    /// The text of the default scenario.
    pub(crate) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The parameters of the tables under a heading, in their order.
    pub(crate) fn under(&'static self, heading: &str) -> &'static [&'static Parameter] {
        static BY_HEADING: LazyLock<IndexMap<&str, Vec<&Parameter>>> = LazyLock::new(|| {
            let mut all: IndexMap<&str, Vec<&Parameter>> = IndexMap::new();
            for parameter in registry().parameters() {
                all.entry(&parameter.path[0]).or_default().push(parameter);
            }
            all
        });
        BY_HEADING.get(heading).map_or(&[], Vec::as_slice)
    }

    /// What stands at a path of a file.
    pub(crate) fn at(&'static self, path: &[String]) -> Known {
        match self.tree.at(path) {
            Some(node) => match node.parameter {
                Some(place) => Known::Parameter(&self.parameters[place]),
                None => Known::Table,
            },
            None => Known::Nothing,
        }
    }

    /// The keys that may stand in a table, in the order of the default.
    pub(crate) fn keys_in(&self, table: &[String]) -> Vec<&str> {
        let keys = self.tree.at(table).into_iter();
        keys.flat_map(|node| node.keys.keys().map(String::as_str))
            .collect()
    }

    /// Reads the parameters from a commented scenario.
    fn parse(text: &str) -> Result<Self, String> {
        let lines: Vec<&str> = text.lines().collect();
        let (table, faults) = spec::parse(&Source::new("default.toml", in_use(text)));
        if let Some(fault) = faults.first() {
            return Err(fault.message.clone());
        }
        let mut registry = Self {
            parameters: Vec::new(),
            sections: vec![Section {
                path: Vec::new(),
                description: String::new(),
            }],
            plausible: IndexMap::new(),
            tree: Node::default(),
            source: Source::new("default.toml", text),
        };
        registry.describe(&table, &mut Vec::new(), &lines)?;
        for (place, parameter) in registry.parameters.iter().enumerate() {
            registry.tree.plant(&parameter.path, place);
        }
        Ok(registry)
    }

    /// Describes what a table holds.
    fn describe(&mut self, table: &Table, path: &mut Path, lines: &[&str]) -> Result<(), String> {
        for (key, entry) in table {
            path.push(key.clone());
            let pattern = pattern(path);
            let at = entry.value.place.line().min(entry.key.line()) - 1;
            if let Data::Table(inner) = &entry.value.data {
                let has_header = lines[at].trim_start_matches("#|").trim().starts_with('[');
                if has_header && !self.sections.iter().any(|known| known.path == pattern) {
                    let description = comment_above(lines, at).meaning;
                    self.sections.push(Section {
                        path: pattern,
                        description,
                    });
                }
                self.describe(inner, path, lines)?;
            } else {
                let comment = comment_above(lines, at);
                let line = comment.description;
                let plausible = if self.parameters.iter().any(|known| known.path == pattern) {
                    plausible_alone(line).ok_or_else(|| format!("{key}: cannot read `#:`"))?
                } else {
                    let line = line.ok_or_else(|| format!("{key}: no line starts with `#:`"))?;
                    let shown =
                        shown(&entry.value.data).ok_or_else(|| format!("{key}: no value"))?;
                    let (parameter, plausible) = Parameter::parse(
                        pattern.clone(),
                        comment.meaning,
                        line,
                        shown,
                        is_example(lines[at]),
                    )?;
                    self.parameters.push(parameter);
                    plausible
                };
                if let Some(plausible) = plausible {
                    let path = match path[0].as_str() {
                        "events" => pattern,
                        _ => path.clone(),
                    };
                    self.plausible.insert(path, plausible);
                }
            }
            path.pop();
        }
        Ok(())
    }
}

/// A table, or a parameter, which has no keys.
#[derive(Debug, Default)]
struct Node {
    /// By key, where a star stands for any name.
    keys: IndexMap<String, Node>,
    /// The place of the parameter.
    parameter: Option<usize>,
}

impl Node {
    fn plant(&mut self, path: &[String], parameter: usize) {
        match path.split_first() {
            Some((key, rest)) => {
                let inner = self.keys.entry(key.clone()).or_default();
                inner.plant(rest, parameter);
            }
            None => self.parameter = Some(parameter),
        }
    }

    fn at(&self, path: &[String]) -> Option<&Self> {
        let Some((key, rest)) = path.split_first() else {
            return Some(self);
        };
        let inner = self.keys.get(key).or_else(|| self.keys.get("*"));
        inner.and_then(|inner| inner.at(rest))
    }
}

/// The path with a star in the place of a name.
pub(crate) fn pattern(path: &[String]) -> Path {
    let mut pattern = path.to_vec();
    if let [heading, name, ..] = pattern.as_mut_slice()
        && NAMED.contains(&heading.as_str())
    {
        "*".clone_into(name);
    }
    pattern
}

/// Reads the line `plausible = ...` of a parameter that is described
/// elsewhere; without a line there is no plausible range.
fn plausible_alone(line: Option<&str>) -> Option<Option<Interval>> {
    let Some(line) = line else {
        return Some(None);
    };
    let (key, range) = line.split_once('=')?;
    (key.trim() == "plausible").then(|| parse_plausible(range))?
}

/// The value of a key, as an example of its type.
fn shown(data: &Data) -> Option<Value> {
    Some(match data {
        Data::Switch(switch) => Value::Switch(*switch),
        Data::Integer(number) => Value::Integer(i64::try_from((*number)?).ok()?),
        Data::Number(number) => Value::Number(*number),
        Data::Text(text) => Value::Text(text.clone()),
        Data::List(items)
            if matches!(
                items.first(),
                Some(Spec {
                    data: Data::Integer(_),
                    ..
                })
            ) =>
        {
            let numbers = items.iter().map(|item| match &item.data {
                Data::Integer(number) => i64::try_from((*number)?).ok(),
                _ => None,
            });
            Value::Integers(numbers.collect::<Option<_>>()?)
        }
        Data::List(items) => {
            let texts = items.iter().map(|item| match &item.data {
                Data::Text(text) => Some(text.clone()),
                _ => None,
            });
            Value::Names(texts.collect::<Option<_>>()?)
        }
        Data::Date | Data::Table(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_named_tables_are_found() {
        let unit = |key| {
            registry()
                .parameter(key)
                .map(|parameter| parameter.unit.as_str())
        };
        assert!(unit("units.core.researchers").is_some());
        assert!(unit("structures.my.own.name.cross_ties").is_some());
        assert!(unit("units.core").is_none());
        assert_eq!(unit("simulation.quarters"), Some("quarters"));
        assert_eq!(unit("no.such.key"), None);
    }

    fn path(text: &str) -> Path {
        text.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn a_star_stands_for_a_name() {
        let known = |text: &str| registry().at(&path(text));
        assert!(matches!(
            known("structures.mine.cross_ties"),
            Known::Parameter(_)
        ));
        assert!(matches!(known("structures.mine"), Known::Table));
        assert!(matches!(known("structures"), Known::Table));
        assert!(matches!(known("structures.mine.colour"), Known::Nothing));
        assert!(matches!(known("title"), Known::Parameter(_)));
        assert!(matches!(known("title.x"), Known::Nothing));
        assert!(
            registry()
                .keys_in(&path("events.any.reorganise"))
                .contains(&"structure")
        );
    }

    #[test]
    fn a_value_without_description_is_refused() {
        assert!(Registry::parse("# Meaning.\nx = 1\n").is_err());
        assert!(
            Registry::parse("#: unit = x; range = any; plausible = fixed; source = user\nx = 1\n")
                .is_ok()
        );
    }
}
