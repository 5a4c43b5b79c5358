//! From an experiment file to an experiment: every fault at once.

use std::path::Path;
use std::sync::Arc;

use super::code;
use super::key::Section;
use super::mistaken::faults_of_experiment;
use super::reading::Reading;
use super::record::Record;
use super::together;
use super::value::Override;
use super::warnings;
use crate::diagnostic::{Faults, Place};
use crate::experiment::definition::{Experiment, Variant};
use crate::scenario::{self, Input, Loaded, load_bytes, source, spec};

/// Reads an experiment file with the keys of `root`, the scenarios that it names, and
/// overrides of the form `path.to.key=value` for all of its scenarios. `columns` stand
/// beside the columns of factors, so that no factor can have their names.
///
/// # Errors
/// Every fault of the file, of its scenarios and of the overrides.
pub(crate) fn load(
    path: &Path,
    set: &[String],
    root: &Arc<Section>,
    columns: &[String],
) -> Result<Experiment, Faults> {
    let input = source::read(path).map_err(|fault| Faults(vec![fault.into()]))?;
    read(path, &input, set, root, columns).map_err(|faults| faults_of_experiment(input, faults))
}

fn read(
    path: &Path,
    input: &Input,
    set: &[String],
    root: &Arc<Section>,
    columns: &[String],
) -> Result<Experiment, Faults> {
    let text = source::text(input).map_err(|fault| Faults(vec![fault.into()]))?;
    let (table, faults) = spec::parse(&text);
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let mut reading = Reading::default();
    let whole = Place::new(
        &text,
        0..text.text().find('\n').unwrap_or(text.text().len()),
    );
    let record = Record::check(&table, "", &whole, root, &mut reading.faults);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let name = path
        .file_stem()
        .map_or("experiment".into(), |stem| stem.to_string_lossy());
    let mut file = File {
        folder: &folder,
        set,
        record: &record,
        reading,
        inputs: vec![input.clone()],
    };
    let variants = file.variants();
    let factors = file.factors(variants.first());
    file.check_overridden(&variants, &factors);
    file.check_labels(columns);
    together::check_horizons(&mut file.reading, &variants, record.place("variants"));
    let place = record.place("variants");
    file.reading
        .faults
        .extend(warnings::of_variants(&variants, place));
    let design = file.design(&factors);
    // without any variant there is nothing to measure, and the reason was told
    if !variants.is_empty() {
        file.check_measures(&variants);
    }
    let File {
        reading, inputs, ..
    } = file;
    let warnings = reading.warnings();
    let measures = record
        .texts("measures")
        .iter()
        .map(|(key, _)| key.clone())
        .collect();
    let pairs = |name| {
        let numbers = record.numbers(name).iter();
        numbers
            .map(|(key, number, _)| (key.clone(), *number))
            .collect::<Vec<_>>()
    };
    let text = |name| record.text(name).map(str::to_owned);
    reading.end(|| {
        Some(Experiment {
            title: text("title")?,
            question: text("question")?,
            factors,
            design: design?,
            replicates: record.whole("replicates")?,
            precision: pairs("precision"),
            measures,
            // one sees when damage appears and when it is undone
            quarterly: record
                .switch("quarterly")
                .unwrap_or(record.table("compare").is_some()),
            thresholds: pairs("thresholds"),
            inputs,
            warnings,
            record: record.clone(),
            ..Experiment::of_scenarios(&name, variants)
        })
    })
}

/// A file that is being read.
pub(super) struct File<'a> {
    pub(super) folder: &'a Path,
    pub(super) set: &'a [String],
    pub(super) record: &'a Record,
    pub(super) reading: Reading,
    pub(super) inputs: Vec<Input>,
}

impl File<'_> {
    fn variants(&mut self) -> Vec<Variant> {
        let record = self.record;
        let common = record.overrides("set");
        let base = record.text("base");
        let named = record.named("variants");
        if named.is_empty() {
            let place = record.place("base").clone();
            let loaded = self.scenario("the base", base, &[common], &place);
            let variant = |loaded| Variant::of_scenario("base", "base", loaded);
            return loaded.map(variant).into_iter().collect();
        }
        let mut variants = Vec::new();
        for (name, own) in named {
            let what = format!("the variant `{name}`");
            let overrides = [common, own.overrides("set")];
            let file = own.text("base").or(base);
            let place = own.place("base").clone();
            if let Some(loaded) = self.scenario(&what, file, &overrides, &place) {
                let label = own.text("label").unwrap_or(name);
                variants.push(Variant::of_scenario(name, label, loaded));
            }
        }
        together::check_calendar(&mut self.reading, &variants, record.place("variants"));
        let seed = |variant: &Variant| variant.scenario().map(|of| of.simulation.seed);
        if variants
            .iter()
            .any(|variant| seed(variant) != seed(&variants[0]))
        {
            let message =
                "the variants have different seeds, so they have no common random numbers";
            let place = record.place("variants").clone();
            let help = "set the same simulation.seed in all of them".to_owned();
            self.reading
                .fault(&code::BAD_SCENARIO, &place, message, Some(help));
        }
        variants
    }

    /// A scenario file, or the default scenario, with overrides of the file and
    /// of the command line.
    fn scenario(
        &mut self,
        what: &str,
        file: Option<&str>,
        overrides: &[&[Override]],
        place: &Place,
    ) -> Option<Loaded> {
        let own = overrides.iter().flat_map(|own| own.iter());
        let texts = own.clone().map(|own| own.text.clone());
        let set: Vec<String> = texts.chain(self.set.iter().cloned()).collect();
        let load = |set: &[String]| match file {
            Some(file) => scenario::load_named(&self.folder.join(file), set),
            None => load_bytes("default.toml", Vec::new(), set),
        };
        match load(&set) {
            Ok(loaded) => {
                for input in &loaded.inputs {
                    if !self.inputs.contains(input) && file.is_some() {
                        self.inputs.push(input.clone());
                    }
                }
                Some(loaded)
            }
            Err(faults) => {
                // an override that is at fault by itself is where to look
                let is_at_fault = |own: &&Override| {
                    load(&[]).is_ok() && load(std::slice::from_ref(&own.text)).is_err()
                };
                let place = own
                    .clone()
                    .find(is_at_fault)
                    .map_or(place, |own| &own.place);
                self.reading.scenario(what, place, faults);
                None
            }
        }
    }

    fn check_measures(&mut self, variants: &[Variant]) {
        let record = self.record;
        together::check_measures(&mut self.reading, variants, record.texts("measures"));
        let known: Vec<&str> = record
            .texts("measures")
            .iter()
            .map(|(key, _)| key.as_str())
            .collect();
        for name in ["precision", "thresholds"] {
            for (key, _, place) in record.numbers(name) {
                let known = known.iter().copied();
                let what = "measure of this experiment";
                self.reading
                    .one_of(what, &code::UNKNOWN_MEASURE, key, known, place);
            }
        }
        let quarters = |variant: &Variant| variant.scenario().map(|of| of.simulation.quarters);
        let same = variants
            .windows(2)
            .all(|pair| quarters(&pair[0]) == quarters(&pair[1]));
        if record.switch("quarterly") == Some(true) && !same {
            let message =
                "variants with different simulation.quarters cannot be compared by quarter";
            self.reading.fault(
                &code::BAD_SCENARIO,
                record.place("quarterly"),
                message,
                None,
            );
        }
    }
}
