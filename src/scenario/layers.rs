//! All layers of a scenario, one on top of the other.

use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use super::layer::{Layer, LayerKind};
use super::leaf::Leaf;
use super::registry::{Known, NAMED, registry};
use super::value::{Path, Value};
use crate::diagnostic::Place;

/// Headings under which only what somebody names exists, and can be removed again.
pub(crate) const EXISTING: [&str; 3] = ["units", "topics", "venues"];

/// What a file says of itself, and not of the files that extend it.
const OWN: [&str; 2] = ["title", "description"];

/// All layers of a scenario; a later one wins.
pub(crate) struct Layers {
    default: &'static Layer,
    stated: Vec<Arc<Layer>>,
    /// How many of them are files; the rest are overrides, of which there may be hundreds.
    files: usize,
    /// The overrides that state a value or a table at a path, the weakest first.
    overrides: IndexMap<Path, Vec<usize>>,
    /// Names of the tables under each heading.
    names: IndexMap<&'static str, IndexSet<String>>,
}

impl Layers {
    /// Puts layers on top of the default, the strongest last.
    pub(crate) fn new(stated: Vec<Arc<Layer>>) -> Self {
        let default = Layer::default_scenario();
        let names = NAMED.map(|heading| {
            let above: IndexSet<_> = stated
                .iter()
                .flat_map(|layer| named(layer, heading))
                .cloned()
                .collect();
            // Only the units, topics and venues that somebody names exist.
            if EXISTING.contains(&heading) && !above.is_empty() {
                let is_removed = |name: &&String| {
                    let key = removal(heading, name);
                    let mut leaves = stated
                        .iter()
                        .rev()
                        .filter_map(|layer| layer.leaves.get(&key));
                    leaves
                        .next()
                        .is_some_and(|leaf| leaf.value == Value::Switch(true))
                };
                let kept = above.iter().filter(|name| !is_removed(name));
                return (heading, kept.cloned().collect());
            }
            let presets = named(default, heading).cloned();
            (heading, presets.chain(above).collect())
        });
        let is_file = |layer: &&Arc<Layer>| layer.kind != LayerKind::Set;
        let files = stated.iter().take_while(is_file).count();
        let mut overrides: IndexMap<Path, Vec<usize>> = IndexMap::new();
        for (place, layer) in stated.iter().enumerate().skip(files) {
            for path in layer.leaves.keys().chain(layer.tables.keys()) {
                overrides.entry(path.clone()).or_default().push(place);
            }
        }
        Self {
            default,
            stated,
            files,
            overrides,
            names: names.into_iter().collect(),
        }
    }

    /// The layers that may state something at a path, the strongest first.
    pub(crate) fn stating(&self, path: &[String]) -> impl Iterator<Item = &Layer> {
        let overrides = self.overrides.get(path).into_iter().flatten();
        let overrides = overrides.rev().map(|&place| &self.stated[place]);
        let files = self.stated[..self.files].iter().rev();
        overrides.chain(files).map(Arc::as_ref)
    }

    /// The layers that have a fault.
    fn faulty(&self) -> impl Iterator<Item = &Layer> {
        let layers = self.stated.iter().map(Arc::as_ref);
        layers.filter(|layer| !layer.faulty.is_empty())
    }

    /// The stated layers, the weakest first.
    pub(crate) fn weakest_first(&self) -> &[Arc<Layer>] {
        &self.stated
    }

    /// The stated value that wins.
    pub(crate) fn stated(&self, path: &[String]) -> Option<(&Layer, &Leaf)> {
        let is_own = matches!(path, [key] if OWN.contains(&key.as_str()));
        self.stating(path)
            .filter(|layer| !is_own || layer.kind != LayerKind::Base)
            .find_map(|layer| Some((layer, layer.leaves.get(path)?)))
    }

    /// Whether the value that would win has a fault.
    pub(crate) fn is_faulty(&self, path: &[String]) -> bool {
        self.faulty().any(|layer| {
            let mut prefixes = (1..=path.len()).map(|length| &path[..length]);
            prefixes.any(|prefix| layer.faulty.contains(prefix))
        })
    }

    /// Whether a value at a path or anywhere under it has a fault.
    pub(crate) fn has_fault_under(&self, path: &[String]) -> bool {
        self.faulty().any(|layer| {
            let mut from_here = layer.faulty.range(path.to_vec()..);
            from_here
                .next()
                .is_some_and(|fault| fault.starts_with(path))
        })
    }

    /// Whether a table states a key that there is not, perhaps a slip for
    /// another one.
    pub(crate) fn has_unknown_key(&self, table: &[String]) -> bool {
        self.faulty().any(|layer| {
            let from_here = layer.faulty.range(table.to_vec()..);
            let inside = from_here.take_while(|path| path.starts_with(table));
            inside.into_iter().any(|path| {
                path.len() == table.len() + 1 && matches!(registry().at(path), Known::Nothing)
            })
        })
    }

    /// The names of the tables under a heading, in the order of the default
    /// and then of the files.
    pub(crate) fn names(&self, heading: &str) -> &IndexSet<String> {
        &self.names[heading]
    }

    /// The default of a value: that of its own table, or of the first table of
    /// its kind.
    pub(crate) fn default_of(&self, path: &[String]) -> Option<&'static Leaf> {
        let leaves = &self.default.leaves;
        leaves.get(path).or_else(|| {
            let mut path = path.to_vec();
            let heading = path.first()?;
            let first = named(self.default, heading).next()?;
            path.get_mut(1)?.clone_from(first);
            leaves.get(&path)
        })
    }

    /// The table whose values hold where a table of one's own says nothing.
    pub(crate) fn template(&self, heading: &str, name: &str) -> Option<&str> {
        if !matches!(heading, "incentives" | "structures") {
            return None;
        }
        let names = self.names(heading);
        let like = [heading.to_owned(), name.to_owned(), "like".to_owned()];
        if let Some((_, leaf)) = self.stated(&like) {
            // An unknown name is reported where it stands.
            return match &leaf.value {
                Value::Text(other) => names.get(other).map(String::as_str),
                _ => None,
            };
        }
        // The tables of the default stand first, and start from themselves.
        let is_preset = named(self.default, heading).any(|preset| preset == name);
        match is_preset {
            true => None,
            false => names.first().map(String::as_str),
        }
    }

    /// Where somebody states a path, or the table it lies in.
    pub(crate) fn place(&self, path: &[String]) -> Option<Place> {
        (1..=path.len()).rev().find_map(|length| {
            let path = &path[..length];
            self.stating(path)
                .find_map(|layer| match layer.leaves.get(path) {
                    Some(leaf) => Some(leaf.place.clone()),
                    None => layer.tables.get(path).cloned(),
                })
        })
    }
}

/// The key that removes something.
pub(super) fn removal(heading: &str, name: &str) -> Path {
    vec![heading.to_owned(), name.to_owned(), "remove".to_owned()]
}

/// Names of the tables that a layer has under a heading.
pub(super) fn named<'a>(layer: &'a Layer, heading: &str) -> impl Iterator<Item = &'a String> {
    layer
        .tables
        .keys()
        .filter_map(move |path| match path.as_slice() {
            [first, name] if first == heading => Some(name),
            _ => None,
        })
}
