//! From an experiment file to an experiment: every fault at once.

use std::path::Path;

use super::code;
use super::declaration::ROOT;
use super::reading::Reading;
use super::record::{Item, Override, Record};
use crate::diagnostic::{Diagnostic, Faults, Place, Source};
use crate::experiment::definition::{Design, Experiment, Variant};
use crate::experiment::factor::{Domain, Factor, Level};
use crate::metrics::Layout;
use crate::scenario::{self, Input, Loaded, Value, load_bytes, source, spec};

/// Runs if the file says nothing.
const REPLICATES: u64 = 100;
/// Values of a grid over a range if the file says nothing.
const GRID: u64 = 5;

/// Reads an experiment file, the scenarios that it names, and overrides of the
/// form `path.to.key=value` for all of its scenarios.
///
/// # Errors
/// Every fault of the file, of its scenarios and of the overrides.
pub fn load(path: &Path, set: &[String]) -> Result<Experiment, Faults> {
    let input = source::read(path).map_err(|fault| Faults(vec![fault.into()]))?;
    let text = source::text(&input).map_err(|fault| Faults(vec![fault.into()]))?;
    let (table, faults) = spec::parse(&text);
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let mut reading = Reading::default();
    let whole = Place::new(
        &text,
        0..text.text().find('\n').unwrap_or(text.text().len()),
    );
    let record = Record::check(&table, "", &whole, ROOT, &mut reading.faults);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let name = path
        .file_stem()
        .map_or("experiment".into(), |stem| stem.to_string_lossy());
    let mut file = File {
        folder: &folder,
        set,
        record: &record,
        reading,
        inputs: vec![input],
    };
    let variants = file.variants();
    let factors = file.factors(variants.first());
    let design = file.design(&factors);
    if let Some(first) = variants.first() {
        file.check_measures(&variants, &first.loaded);
    }
    let File {
        reading, inputs, ..
    } = file;
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
    let text = |name| record.text(name).unwrap_or_default().to_owned();
    reading.end(|| {
        Some(Experiment {
            name: name.into_owned(),
            title: text("title"),
            question: text("question"),
            variants,
            factors,
            design: design?,
            replicates: record.whole("replicates").unwrap_or(REPLICATES),
            precision: pairs("precision"),
            measures,
            // one sees when damage appears and when it is undone
            quarterly: record
                .switch("quarterly")
                .unwrap_or(record.table("compare").is_some()),
            thresholds: pairs("thresholds"),
            inputs,
            record: Some(record.clone()),
        })
    })
}

/// An experiment that compares scenario files as they are, each a variant.
///
/// # Errors
/// Every fault of the files and of the overrides.
pub fn load_files(
    files: &[(String, &Path, Vec<String>)],
    measures: Vec<String>,
    replicates: Option<u64>,
) -> Result<Experiment, Faults> {
    let mut faults = Vec::new();
    let mut variants = Vec::new();
    for (name, path, set) in files {
        match scenario::load(path, set) {
            Ok(loaded) => variants.push(Variant {
                name: name.clone(),
                label: name.clone(),
                loaded,
            }),
            Err(error) => faults.extend(error.0),
        }
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let command = Source::new("the command line", measures.join(" "));
    let mut reading = Reading::default();
    for key in &measures {
        check_measure(&mut reading, &variants, key, &Place::new(&command, 0..0));
    }
    let inputs = variants
        .iter()
        .flat_map(|variant| variant.loaded.inputs.clone())
        .collect();
    let runs = variants
        .first()
        .map(|variant| variant.loaded.scenario.simulation.runs);
    let quarters = |variant: &Variant| variant.loaded.scenario.simulation.quarters;
    let same_length = variants
        .iter()
        .all(|v| quarters(v) == quarters(&variants[0]));
    reading.end(|| {
        Some(Experiment {
            name: "compare".to_owned(),
            title: String::new(),
            question: String::new(),
            replicates: replicates.or(runs)?,
            variants,
            factors: Vec::new(),
            design: Design::Single,
            precision: Vec::new(),
            measures,
            quarterly: same_length,
            thresholds: Vec::new(),
            inputs,
            record: None,
        })
    })
}

/// A file that is being read.
struct File<'a> {
    folder: &'a Path,
    set: &'a [String],
    record: &'a Record,
    reading: Reading,
    inputs: Vec<Input>,
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
            let variant = |loaded| Variant {
                name: "base".to_owned(),
                label: "base".to_owned(),
                loaded,
            };
            return loaded.map(variant).into_iter().collect();
        }
        let mut variants = Vec::new();
        for (name, own) in named {
            let what = format!("the variant `{name}`");
            let overrides = [common, own.overrides("set")];
            let file = own.text("base").or(base);
            let place = own.place("base").clone();
            if let Some(loaded) = self.scenario(&what, file, &overrides, &place) {
                variants.push(Variant {
                    name: name.clone(),
                    label: own.text("label").unwrap_or(name).to_owned(),
                    loaded,
                });
            }
        }
        let seed = |variant: &Variant| variant.loaded.scenario.simulation.seed;
        if variants
            .iter()
            .any(|variant| seed(variant) != seed(&variants[0]))
        {
            let message = "the variants have different seeds, so they share no luck";
            let place = record.place("variants").clone();
            let help = "let all have the same simulation.seed".to_owned();
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
            Some(file) => scenario::load(&self.folder.join(file), set),
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
                // the override that is at fault by itself is where to look
                let mut places = own.filter(|own| load(std::slice::from_ref(&own.text)).is_err());
                let place = places.next().map_or(place, |own| &own.place);
                self.reading.scenario(what, place, faults);
                None
            }
        }
    }

    fn factors(&mut self, variant: Option<&Variant>) -> Vec<Factor> {
        let record = self.record;
        let mut factors = Vec::new();
        for (name, own) in record.named("factors") {
            let keys: Vec<String> = own
                .texts("key")
                .iter()
                .map(|(key, _)| key.clone())
                .collect();
            let Some(domain) = self.domain(name, own, &keys, variant) else {
                continue;
            };
            let factor = Factor {
                name: name.clone(),
                keys,
                domain,
                grid: own.whole("levels").unwrap_or(GRID) as usize,
            };
            if let Some(variant) = variant {
                self.check_levels(&factor, own, variant);
            }
            factors.push(factor);
        }
        factors
    }

    fn domain(
        &mut self,
        name: &str,
        own: &Record,
        keys: &[String],
        variant: Option<&Variant>,
    ) -> Option<Domain> {
        let levels = own.items("values").map(|items| {
            let level = |item: &Item| match item {
                Item::Number(number) => Level::Number(*number),
                Item::Text(text) => Level::Text(text.clone()),
            };
            items.iter().map(level).collect::<Vec<_>>()
        });
        let settings = variant.map(|variant| variant.loaded.settings.as_slice());
        let setting = settings.and_then(|all| all.iter().find(|s| Some(&s.key()) == keys.first()));
        let range = match (own.items("range"), own.text("range")) {
            (Some([Item::Number(low), Item::Number(high)]), _) => Some((*low, *high)),
            (_, Some(_)) => match setting.and_then(scenario::Setting::plausible) {
                Some(plausible) => Some((plausible.low, plausible.high)),
                None => {
                    let key = keys.first().map_or("", String::as_str);
                    let message = format!("`{key}` has no plausible range");
                    let help = Some("state it: range = [low, high]".to_owned());
                    self.reading
                        .fault(&code::BAD_FACTOR, own.place("range"), message, help);
                    return None;
                }
            },
            _ => None,
        };
        let is_whole = match setting.map(|setting| &setting.value) {
            Some(Value::Integer(_)) => true,
            Some(_) => false,
            // an event's number
            None => keys
                .iter()
                .all(|key| key.ends_with("quarter") || key.ends_with("quarters")),
        };
        let mut refuse = |message: String, help: &str| {
            let place = own.place("range");
            self.reading
                .fault(&code::BAD_FACTOR, place, message, Some(help.to_owned()));
            None
        };
        match (levels, range, own.text("scale")) {
            (Some(levels), None, None) if levels.len() > 1 => Some(Domain::Levels(levels)),
            (Some(_), None, Some(_)) => refuse(
                format!("`{name}` has values, which have no scale"),
                "leave `scale` out",
            ),
            (Some(_), None, _) => refuse(
                format!("`{name}` has fewer than two values"),
                "set it in the base instead",
            ),
            (None, Some((low, high)), Some("log")) if low > 0.0 && !is_whole => {
                Some(Domain::Log(low, high))
            }
            (None, Some(_), Some("log")) => refuse(
                format!("`{name}` cannot be spread over logarithms"),
                "a log scale is for numbers that are above 0 and need not be whole",
            ),
            (None, Some((low, high)), _) if is_whole => {
                let (low, high) = (libm::ceil(low) as i64, libm::floor(high) as i64);
                match low < high {
                    true => Some(Domain::Whole(low, high)),
                    false => refuse(
                        format!("`{name}` has a range with fewer than two whole numbers"),
                        "its key takes whole numbers",
                    ),
                }
            }
            (None, Some((low, high)), _) => Some(Domain::Linear(low, high)),
            (Some(_), Some(_), _) => refuse(
                format!("`{name}` has a range and values"),
                "leave one of them out",
            ),
            (None, None, _) => refuse(
                format!("`{name}` has no values"),
                "give it a range, such as [0, 1] or \"evidence\", or a list of values",
            ),
        }
    }

    /// Tries the ends, or every value of a list, each by itself.
    fn check_levels(&mut self, factor: &Factor, own: &Record, variant: &Variant) {
        let levels = match &factor.domain {
            Domain::Levels(levels) => levels.clone(),
            _ => vec![factor.at(0.0), factor.at(1.0)],
        };
        let Ok(text) = variant.loaded.scenario.to_toml() else {
            return;
        };
        for level in levels {
            let set: Vec<String> = factor.overrides(&level).collect();
            let tried = load_bytes(&variant.name, text.clone().into_bytes(), &set);
            if let Err(faults) = tried {
                let place = match own.items("values") {
                    Some(_) => own.place("values"),
                    None if own.items("range").is_some() => own.place("range"),
                    None => own.place("key"),
                };
                let message = format!("the scenario does not allow {} = {level}", factor.name);
                self.reading.fault(&code::BAD_FACTOR, place, message, None);
                self.reading.faults.extend(faults.0);
                return;
            }
        }
    }

    fn design(&mut self, factors: &[Factor]) -> Option<Design> {
        let record = self.record;
        let declared = record.named("factors").len();
        let Some(own) = record.table("design") else {
            return match declared {
                0 => Some(Design::Single),
                _ => Some(Design::Grid),
            };
        };
        let kind = own.text("kind")?;
        if declared == 0 {
            let help = Some("add a table such as [factors.tacitness]".to_owned());
            let message = "a design without factors";
            self.reading
                .fault(&code::BAD_DESIGN, own.place("kind"), message, help);
            return None;
        }
        let key = match kind {
            "list" => "rows",
            "csv" => "file",
            "grid" => "kind",
            _ => "points",
        };
        for other in ["rows", "file", "points"] {
            if other != key && own.place(other) != &own.place {
                let message = format!("a design of kind \"{kind}\" has no `{other}`");
                self.reading
                    .fault(&code::BAD_DESIGN, own.place(other), message, None);
            }
        }
        if own.place(key) == &own.place {
            let message = format!("a design of kind \"{kind}\" needs `{key}`");
            self.reading
                .fault(&code::BAD_DESIGN, &own.place, message, None);
            return None;
        }
        let points = own.whole("points").unwrap_or(0) as usize;
        match kind {
            "grid" => Some(Design::Grid),
            "latin-hypercube" => Some(Design::LatinHypercube(points)),
            "sobol" if points.is_power_of_two() => Some(Design::Sobol(points)),
            "sobol" => {
                let near = points.next_power_of_two();
                let message = format!("{points} points of a Sobol' sequence are no power of two");
                let help = format!("{near} points keep its balance; others lose most of it");
                self.reading
                    .fault(&code::BAD_DESIGN, own.place("points"), message, Some(help));
                None
            }
            "list" => {
                let rows = own.rows("rows")?.to_vec();
                self.list(factors, rows, own.place("rows"))
            }
            _ => {
                let rows = self.csv(own.text("file")?, factors, own.place("file"))?;
                self.list(factors, rows, own.place("file"))
            }
        }
    }

    fn list(&mut self, factors: &[Factor], rows: Vec<Vec<Item>>, place: &Place) -> Option<Design> {
        if rows.is_empty() || rows.iter().any(|row| row.len() != factors.len()) {
            let message = format!(
                "every point needs a value for each of {} factors",
                factors.len()
            );
            self.reading.fault(&code::BAD_DESIGN, place, message, None);
            return None;
        }
        let level = |item| match item {
            Item::Number(number) => Level::Number(number),
            Item::Text(text) => Level::Text(text),
        };
        let row = |row: Vec<Item>| row.into_iter().map(level).collect();
        Some(Design::List(rows.into_iter().map(row).collect()))
    }

    /// The rows of a CSV file with a column for each factor, in any order.
    fn csv(&mut self, file: &str, factors: &[Factor], place: &Place) -> Option<Vec<Vec<Item>>> {
        let input = match source::read(&self.folder.join(file)) {
            Ok(input) => input,
            Err(fault) => {
                self.reading
                    .faults
                    .push(Diagnostic::from(fault).at(place, "named here"));
                return None;
            }
        };
        let mut refuse = |message: String| {
            self.reading
                .fault(&code::BAD_DESIGN, place, format!("{file}: {message}"), None);
            None
        };
        let mut reader = csv::Reader::from_reader(input.bytes.as_slice());
        let header = match reader.headers() {
            Ok(header) => header.clone(),
            Err(error) => return refuse(error.to_string()),
        };
        let place_of = |factor: &Factor| header.iter().position(|name| name == factor.name);
        let Some(places) = factors.iter().map(place_of).collect::<Option<Vec<usize>>>() else {
            let names: Vec<&str> = factors.iter().map(|factor| factor.name.as_str()).collect();
            return refuse(format!("the columns must be {}", names.join(", ")));
        };
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => return refuse(error.to_string()),
            };
            let item = |&place: &usize| {
                let cell = record.get(place).unwrap_or("").trim();
                match cell.parse() {
                    Ok(number) => Item::Number(number),
                    Err(_) => Item::Text(cell.to_owned()),
                }
            };
            rows.push(places.iter().map(item).collect());
        }
        self.inputs.push(input);
        Some(rows)
    }

    fn check_measures(&mut self, variants: &[Variant], first: &Loaded) {
        let record = self.record;
        for (key, place) in record.texts("measures") {
            check_measure(&mut self.reading, variants, key, place);
        }
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
        let quarters = |variant: &Variant| variant.loaded.scenario.simulation.quarters;
        let same = variants
            .iter()
            .all(|v| quarters(v) == first.scenario.simulation.quarters);
        if record.switch("quarterly") == Some(true) && !same {
            let message = "quarterly numbers of variants that observe for different times";
            self.reading.fault(
                &code::BAD_SCENARIO,
                record.place("quarterly"),
                message,
                None,
            );
        }
    }
}

/// A key that some variant has a value of.
fn check_measure(reading: &mut Reading, variants: &[Variant], key: &str, place: &Place) {
    let layouts: Vec<Layout> = variants
        .iter()
        .map(|v| Layout::new(&v.loaded.scenario))
        .collect();
    let values = || layouts.iter().flat_map(Layout::values);
    if !values().any(|value| value.key == key) {
        let known = values().map(|value| value.key.as_str());
        reading.one_of("measure", &code::UNKNOWN_MEASURE, key, known, place);
    }
}
