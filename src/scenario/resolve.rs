//! From layers to one value for each parameter, and where it comes from.

use std::collections::{BTreeMap, BTreeSet};

use super::interval::Interval;
use super::layer::LayerKind;
use super::layers::Layers;
use super::leaf::Leaf;
use super::parameter::Parameter;
use super::registry::{NAMED, registry};
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

/// Every value of the scenario in the order of the default scenario, one table
/// after the other; without events, which have no defaults.
pub(crate) fn settings(layers: &Layers) -> Vec<Setting> {
    let mut settings = Vec::new();
    let mut headings_done = BTreeSet::new();
    for parameter in registry().parameters() {
        let heading = parameter.path[0].as_str();
        if parameter.is_directive() || heading == "events" {
            continue;
        }
        if !NAMED.contains(&heading) {
            settings.extend(setting(layers, parameter, parameter.path.clone()));
        } else if headings_done.insert(heading) {
            settings.extend(tables(layers, heading));
        }
    }
    settings
}

/// The values of all tables under a heading. Each table is resolved once, after
/// the one it is like.
fn tables(layers: &Layers, heading: &str) -> Vec<Setting> {
    let mut resolved: BTreeMap<&str, Vec<Setting>> = BTreeMap::new();
    for name in layers.names(heading) {
        let mut pending: Vec<&str> = Vec::new();
        let mut visited = BTreeSet::new();
        let mut next = Some(name.as_str());
        // Where a circle closes, which is a fault, it is cut.
        while let Some(name) = next
            && !resolved.contains_key(name)
            && visited.insert(name)
        {
            pending.push(name);
            next = layers.template(heading, name);
        }
        let mut template = next.filter(|name| resolved.contains_key(name));
        for name in pending.into_iter().rev() {
            let settings = table(
                layers,
                heading,
                name,
                template.map(|like| (like, &resolved[like])),
            );
            resolved.insert(name, settings);
            template = Some(name);
        }
    }
    let names = layers.names(heading).iter();
    names
        .flat_map(|name| resolved.remove(name.as_str()).unwrap_or_default())
        .collect()
}

/// The values of one table, of which some may be those of another.
fn table(
    layers: &Layers,
    heading: &str,
    name: &str,
    template: Option<(&str, &Vec<Setting>)>,
) -> Vec<Setting> {
    let parameters = registry().under(heading).iter().copied();
    let parameters = parameters.filter(|parameter| !parameter.is_directive());
    let resolve = |(index, parameter): (usize, &'static Parameter)| {
        let mut path = parameter.path.clone();
        name.clone_into(&mut path[1]);
        if let Some((like, settings)) = template
            && layers.stated(&path).is_none()
        {
            let default = layers.default_of(&path);
            let mut setting = settings.get(index)?.clone();
            setting.path = path;
            setting.default = default.map(|leaf| leaf.value.clone());
            setting.origin.like.get_or_insert_with(|| like.to_owned());
            return Some(setting);
        }
        setting(layers, parameter, path)
    };
    parameters.enumerate().filter_map(resolve).collect()
}

/// The value of a parameter: the strongest that is stated, or the default.
pub(crate) fn setting(
    layers: &Layers,
    parameter: &'static Parameter,
    path: Path,
) -> Option<Setting> {
    let default = layers.default_of(&path);
    let found = layers.stated(&path).map(|(layer, leaf)| (layer.kind, leaf));
    let (layer, leaf): (LayerKind, &Leaf) =
        found.or_else(|| Some((LayerKind::Default, default?)))?;
    Some(Setting {
        parameter,
        value: leaf.value.clone(),
        default: default.map(|leaf| leaf.value.clone()),
        origin: Origin {
            layer,
            place: leaf.place.clone(),
            like: None,
        },
        items: leaf.items.clone(),
        path,
    })
}
