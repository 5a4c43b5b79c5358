//! From files and overrides to a validated scenario: every fault at once.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::chain::Chain;
use super::definition::Scenario;
use super::layer::{Layer, LayerKind};
use super::layers::Layers;
use super::overrides;
use super::resolve::{self, Setting};
use super::source::{self, Input};
use super::value::Value;
use super::{canonical, code, event_rules, events, inherited, names, rules, timeline};
use crate::diagnostic::{Diagnostic, Faults, Source, Unread};

/// A scenario, and all there is to know about where it comes from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// What is allowed but probably not meant.
    pub warnings: Vec<Diagnostic>,
    /// Every value with its meaning and origin.
    pub settings: Vec<Setting>,
    /// The files that were read: the scenario file first, then its bases.
    pub inputs: Vec<Input>,
}

impl Loaded {
    /// Gives the scenario a title, unless it states its own.
    fn call(&mut self, title: &str) {
        let mut settings = self.settings.iter_mut();
        let own = settings.find(|setting| setting.path == ["title"]);
        let unstated = own.filter(|setting| setting.origin.layer == LayerKind::Default);
        if let Some(setting) = unstated {
            title.clone_into(&mut self.scenario.title);
            setting.value = Value::Text(title.to_owned());
            setting.default = Some(setting.value.clone());
        }
    }
}

/// Reads a scenario file, the files it extends, and overrides of the form
/// `path.to.key=value`, of which a later one wins.
///
/// # Errors
///
/// Every fault that the files and the overrides have.
pub fn load(path: &Path, overrides: &[String]) -> Result<Loaded, Faults> {
    load_read(path, source::read(path), overrides)
}

/// The same for a scenario file that another file names, which is no pipe and no device.
pub(crate) fn load_named(path: &Path, overrides: &[String]) -> Result<Loaded, Faults> {
    load_read(path, source::read_named(path), overrides)
}

fn load_read(
    path: &Path,
    read: Result<Input, Unread>,
    overrides: &[String],
) -> Result<Loaded, Faults> {
    match read {
        Ok(input) => {
            let mut loaded = load_input(path, input, overrides)?;
            if let Some(stem) = path.file_stem() {
                loaded.call(&stem.to_string_lossy());
            }
            Ok(loaded)
        }
        Err(fault) => {
            // The overrides may have faults of their own.
            let chain = Chain {
                faults: vec![fault.into()],
                ..Chain::default()
            };
            assemble(chain, overrides)
        }
    }
}

/// Reads a scenario from bytes, for example those of stdin. `name` is shown in
/// messages; what the text extends is looked for relative to it.
///
/// # Errors
///
/// Every fault that the text, the files it extends and the overrides have.
pub fn load_bytes(name: &str, bytes: Vec<u8>, overrides: &[String]) -> Result<Loaded, Faults> {
    let input = Input {
        name: name.to_owned(),
        bytes,
    };
    load_input(Path::new(name), input, overrides)
}

/// Reads a scenario from files that were read before, as [`Loaded::inputs`] has them: the
/// scenario file, then those that extend each other. `title` is its title if it states none.
///
/// # Errors
///
/// Every fault that the files and the overrides have.
pub fn load_inputs(
    title: &str,
    inputs: Vec<Input>,
    overrides: &[String],
) -> Result<Loaded, Faults> {
    let mut loaded = assemble(Chain::of_inputs(inputs), overrides)?;
    loaded.call(title);
    Ok(loaded)
}

/// Reads a scenario from a text.
///
/// # Errors
///
/// Every fault that the text and the files it extends have.
///
/// ```
/// use orgsim::scenario;
/// let loaded = scenario::load_str("simulation.runs = 10")?;
/// assert_eq!(loaded.scenario.simulation.runs, 10);
///
/// let faults = scenario::load_str("simulation.rums = 10").unwrap_err();
/// assert!(faults.to_string().contains("did you mean `runs`?"));
/// # Ok::<(), orgsim::diagnostic::Faults>(())
/// ```
pub fn load_str(text: &str) -> Result<Loaded, Faults> {
    load_bytes("scenario.toml", text.into(), &[])
}

fn load_input(path: &Path, input: Input, overrides: &[String]) -> Result<Loaded, Faults> {
    assemble(Chain::follow(path, input), overrides)
}

fn assemble(chain: Chain, overrides: &[String]) -> Result<Loaded, Faults> {
    // Bases first: a later layer wins.
    let mut from_values = Vec::new();
    let tables = chain.tables.iter().enumerate().rev();
    let layers = tables.map(|(index, table)| {
        let kind = match index {
            0 => LayerKind::File,
            _ => LayerKind::Base,
        };
        Arc::new(Layer::check(kind, table, &mut from_values))
    });
    let layers = layers.collect();
    on_top(layers, overrides, chain.faults, from_values, chain.inputs)
}

/// Puts overrides on top of layers. `faults` are those of syntax, and of files that
/// could not be read; `from_values` those that the layers have.
pub(super) fn on_top(
    mut layers: Vec<Arc<Layer>>,
    overrides: &[String],
    mut faults: Vec<Diagnostic>,
    mut from_values: Vec<Diagnostic>,
    inputs: Vec<Input>,
) -> Result<Loaded, Faults> {
    for argument in overrides {
        match overrides::parse("--set", argument) {
            Ok(table) => {
                let layer = Layer::check(LayerKind::Set, &table, &mut from_values);
                layers.push(Arc::new(layer));
            }
            Err(set) => faults.extend(set),
        }
    }
    let doubt = Doubt::new(&faults);
    from_values.retain(|fault| !doubt.covers(fault));
    let is_complete = faults.is_empty();
    faults.append(&mut from_values);
    if !is_complete {
        // Files or lines are missing; whether the rest fits is anybody's guess.
        return Err(in_order(faults, &inputs));
    }
    let layers = Layers::new(layers);
    let (scenario, settings) = resolve(&layers, &mut faults);
    let faults = in_order(faults, &inputs);
    match scenario {
        Some(scenario) if !faults.0.iter().any(Diagnostic::is_error) => Ok(Loaded {
            scenario,
            warnings: faults.0,
            settings,
            inputs,
        }),
        _ => Err(faults),
    }
}

/// Finds each value and checks what several of them must fulfil together.
fn resolve(layers: &Layers, faults: &mut Vec<Diagnostic>) -> (Option<Scenario>, Vec<Setting>) {
    let mut settings = resolve::settings(layers);
    let mut events = events::resolve(layers, faults);
    settings.append(&mut events.settings);
    names::check_likes(layers, faults);
    if !inherited::check(layers, faults) {
        return (None, settings);
    }
    for setting in &settings {
        names::check(layers, setting, faults);
    }
    let scenario = match canonical::build(&settings, events.events) {
        Ok(scenario) => scenario,
        Err(error) => {
            // The parameters and the definition disagree: a defect, which a
            // test looks for.
            faults.push(Diagnostic::new(&code::DEFECT, error.message()));
            return (None, settings);
        }
    };
    rules::check(&scenario, layers, &settings, faults);
    event_rules::check(&scenario, layers, faults);
    timeline::check(&scenario, layers, faults);
    inherited::warn(layers, &scenario, faults);
    (Some(scenario), settings)
}

/// Lines of which nothing is certain: those with a fault of syntax, and those
/// below a header with one.
struct Doubt(BTreeSet<(*const Source, usize)>);

impl Doubt {
    fn new(faults: &[Diagnostic]) -> Self {
        let mut lines = BTreeSet::new();
        for (place, _) in faults.iter().filter_map(|fault| fault.primary.as_ref()) {
            let source = place.source();
            let text = source.text();
            let start = text[..place.span().start]
                .rfind('\n')
                .map_or(0, |end| end + 1);
            let mut below = text[start..].lines();
            let is_header = |line: &str| line.trim_start().starts_with('[');
            lines.insert((Arc::as_ptr(source), place.line()));
            if below.next().is_some_and(is_header) {
                let below = below.take_while(|line| !is_header(line)).count();
                let lines_below = (1..=below).map(|offset| place.line() + offset);
                lines.extend(lines_below.map(|line| (Arc::as_ptr(source), line)));
            }
        }
        Self(lines)
    }

    fn covers(&self, fault: &Diagnostic) -> bool {
        let place = fault.primary.as_ref().map(|(place, _)| place);
        place.is_some_and(|place| {
            self.0
                .contains(&(Arc::as_ptr(place.source()), place.line()))
        })
    }
}

/// Faults in the order in which somebody reads: the file from top to bottom,
/// then its bases, then the overrides.
fn in_order(mut faults: Vec<Diagnostic>, inputs: &[Input]) -> Faults {
    let rank = |source: &Source| {
        let known = inputs.iter().position(|input| input.name == source.name());
        known.unwrap_or(inputs.len())
    };
    faults.sort_by_cached_key(|fault| match &fault.primary {
        Some((place, _)) => (1 + rank(place.source()), place.span().start),
        None => (0, 0),
    });
    Faults(faults)
}
