//! From layers to one value for each parameter, and where it comes from.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};

use super::interval::Interval;
use super::layer::{Layer, LayerKind};
use super::leaf::Leaf;
use super::parameter::Parameter;
use super::registry::{Known, NAMED, registry};
use super::value::{Path, Value, dotted};
use crate::diagnostic::Place;

/// One value of a loaded scenario.
#[derive(Clone, Debug)]
pub struct Setting {
    pub(crate) path: Path,
    /// What its parameter means and allows.
    pub parameter: &'static Parameter,
    /// The value.
    pub value: Value,
    /// The value it would have if nobody had said anything; `None` for events.
    pub default: Option<Value>,
    /// Where the value comes from.
    pub origin: Origin,
    /// Places of the items of a list.
    pub(crate) items: Vec<Place>,
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The kind of layer.
    pub layer: LayerKind,
    /// Its place there.
    pub place: Place,
    /// The table from which another table has it.
    pub like: Option<String>,
}

impl Setting {
    /// The path as a file would write it.
    pub fn key(&self) -> String {
        dotted(&self.path)
    }

    /// The plausible range; `None`: it is no subject of sensitivity studies,
    /// or belongs to a table of which the default scenario knows nothing.
    pub fn plausible(&self) -> Option<&'static Interval> {
        registry().plausible(&self.path)
    }

    /// Whether the value differs from the default.
    pub fn is_changed(&self) -> bool {
        self.default.as_ref() != Some(&self.value)
    }
}

/// All layers of a scenario; a later one wins.
pub(crate) struct Layers {
    default: &'static Layer,
    stated: Vec<Layer>,
    /// Names of the tables under each heading.
    names: IndexMap<&'static str, IndexSet<String>>,
}

impl Layers {
    /// Puts layers on top of the default, the strongest last.
    pub(crate) fn new(stated: Vec<Layer>) -> Self {
        let default = Layer::default_scenario();
        let names = NAMED.map(|heading| {
            let above: IndexSet<_> = stated
                .iter()
                .flat_map(|layer| named(layer, heading))
                .collect();
            // Only the units that somebody names exist.
            if heading == "units" && !above.is_empty() {
                return (heading, above);
            }
            (heading, named(default, heading).chain(above).collect())
        });
        Self {
            default,
            stated,
            names: names.into_iter().collect(),
        }
    }

    /// The stated layers, the strongest first.
    pub(crate) fn strongest_first(&self) -> impl Iterator<Item = &Layer> {
        self.stated.iter().rev()
    }

    /// The stated value that wins.
    pub(crate) fn stated(&self, path: &[String]) -> Option<(&Layer, &Leaf)> {
        self.strongest_first()
            .find_map(|layer| Some((layer, layer.leaves.get(path)?)))
    }

    /// Whether the value that would win has a fault.
    pub(crate) fn is_faulty(&self, path: &[String]) -> bool {
        self.stated.iter().any(|layer| {
            let mut prefixes = (1..=path.len()).map(|length| &path[..length]);
            prefixes.any(|prefix| layer.faulty.contains(prefix))
        })
    }

    /// Whether a value at a path or anywhere under it has a fault.
    pub(crate) fn has_fault_under(&self, path: &[String]) -> bool {
        let mut faulty = self.stated.iter().flat_map(|layer| &layer.faulty);
        faulty.any(|fault| fault.starts_with(path))
    }

    /// The names of the tables under a heading, in the order of the default
    /// and then of the files.
    pub(crate) fn names(&self, heading: &str) -> &IndexSet<String> {
        &self.names[heading]
    }

    /// The default of a value: that of its own table, or of the first table of
    /// its kind.
    pub(crate) fn default_of(&self, path: &[String]) -> Option<(Path, &Leaf)> {
        if let Some(leaf) = self.default.leaves.get(path) {
            return Some((path.to_vec(), leaf));
        }
        let [heading, _, rest @ ..] = path else {
            return None;
        };
        let mut path = vec![heading.clone(), named(self.default, heading).next()?];
        path.extend_from_slice(rest);
        let leaf = self.default.leaves.get(&path)?;
        Some((path, leaf))
    }

    /// The value of a parameter, and where it comes from.
    fn value(&self, path: &[String], seen: &mut BTreeSet<Path>) -> Option<(&Leaf, Origin)> {
        let origin = |layer: &Layer, leaf: &Leaf| Origin {
            layer: layer.kind,
            place: leaf.place.clone(),
            like: None,
        };
        if let Some((layer, leaf)) = self.stated(path) {
            return Some((leaf, origin(layer, leaf)));
        }
        if let Some(other) = self.template(path)
            && seen.insert(path.to_vec())
        {
            let mut other_path = path.to_vec();
            other_path[1].clone_from(&other);
            let (leaf, mut origin) = self.value(&other_path, seen)?;
            origin.like.get_or_insert(other);
            return Some((leaf, origin));
        }
        let (own, leaf) = self.default_of(path)?;
        let mut origin = origin(self.default, leaf);
        if own != path {
            origin.like = own.into_iter().nth(1);
        }
        Some((leaf, origin))
    }

    /// The table whose values hold where the table of a path says nothing.
    fn template(&self, path: &[String]) -> Option<String> {
        let [heading, name, _] = path else {
            return None;
        };
        if !matches!(heading.as_str(), "incentives" | "structures") {
            return None;
        }
        let like = [heading.clone(), name.clone(), "like".to_owned()];
        if let Some((_, leaf)) = self.stated(&like) {
            let Value::Text(other) = &leaf.value else {
                return None;
            };
            // An unknown name is reported where it stands.
            return self.names(heading).contains(other).then(|| other.clone());
        }
        let is_preset = named(self.default, heading).any(|preset| preset == *name);
        match is_preset {
            true => None,
            false => named(self.default, heading).next(),
        }
    }

    /// Every value of the scenario in the order of the default scenario, one
    /// table after the other; without events, which have no defaults.
    pub(crate) fn settings(&self) -> Vec<Setting> {
        let mut paths: Vec<Path> = Vec::new();
        let mut headings_done = BTreeSet::new();
        let parameters = || registry().parameters().iter().filter(|p| !p.is_directive());
        for parameter in parameters() {
            let heading = parameter.path[0].as_str();
            if heading == "events" {
                continue;
            }
            if !NAMED.contains(&heading) {
                paths.push(parameter.path.clone());
            } else if headings_done.insert(heading) {
                for name in self.names(heading) {
                    let inside = parameters().filter(|p| p.path[0] == heading);
                    paths.extend(inside.map(|p| {
                        let mut path = p.path.clone();
                        path[1].clone_from(name);
                        path
                    }));
                }
            }
        }
        paths
            .into_iter()
            .filter_map(|path| self.setting(path))
            .collect()
    }

    /// The setting of one path.
    pub(crate) fn setting(&self, path: Path) -> Option<Setting> {
        let Known::Parameter(parameter) = registry().at(&path) else {
            return None;
        };
        let (leaf, origin) = self.value(&path, &mut BTreeSet::new())?;
        Some(Setting {
            parameter,
            value: leaf.value.clone(),
            default: self.default_of(&path).map(|(_, leaf)| leaf.value.clone()),
            items: leaf.items.clone(),
            origin,
            path,
        })
    }

    /// Where somebody states a path, or the table it lies in.
    pub(crate) fn place(&self, path: &[String]) -> Option<Place> {
        (1..=path.len()).rev().find_map(|length| {
            let path = &path[..length];
            self.strongest_first()
                .find_map(|layer| match layer.leaves.get(path) {
                    Some(leaf) => Some(leaf.place.clone()),
                    None => layer.tables.get(path).cloned(),
                })
        })
    }
}

/// Names of the tables that a layer has under a heading.
fn named(layer: &Layer, heading: &str) -> impl Iterator<Item = String> {
    layer
        .tables
        .keys()
        .filter_map(move |path| match path.as_slice() {
            [first, name] if first == heading => Some(name.clone()),
            _ => None,
        })
}
