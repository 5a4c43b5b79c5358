//! The file of claims: its columns, and every fault that it can have.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::claim::{Claim, Compare, Noise};
use super::shipped;
use super::target::{self, Target};
use super::unit;
use crate::diagnostic::{
    Code, Diagnostic, Faults, Place, Severity, Source, Unread, Wanted, nearest,
};
use crate::metrics::find_value;
use crate::scenario::{self, Loaded};
use crate::text::{against_cell, against_text};

macro_rules! codes {
    ($($constant:ident $id:literal $name:literal $meaning:literal)*) => {
        $(static $constant: Code = Code {
            id: $id, name: $name, severity: Severity::Error, meaning: $meaning,
        };)*
        /// Every code of a fault of a claims file.
        pub static CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    UNREADABLE "A0101" "claims-unreadable" "The claims file cannot be read, or is not CSV."
    COLUMN "A0102" "claims-column" "A column is missing or unknown."
    CELL "A0201" "claims-value" "A value is missing, or not one of those allowed."
    MEASURE "A0202" "claims-measure" "The scenario has no such measure or window."
    SCENARIO "A0203" "claims-scenario" "The scenario of a claim cannot be used."
}

/// By how much a stated scale may miss that of its units: .333 is a third.
const SCALE_TOLERANCE: f64 = 0.01;

const REQUIRED: [&str; 5] = ["id", "quantity", "before", "after", "unit"];
/// Names that columns once had, and those that they have.
const RENAMED: [(&str, &str); 1] = [("metric", "measure")];
/// Columns that the answer takes over as they are.
const TEXTS: [&str; 5] = ["id", "quantity", "unit", "stated_change", "note"];
const OPTIONAL: [&str; 14] = [
    "subject",
    "comparator",
    "comparator_value",
    "stated_change",
    "recomputed_change",
    "verdict",
    "note",
    "measure",
    "scenario",
    "scale",
    "before_window",
    "after_window",
    "compare",
    "noise",
];

/// A file of claims, with the scenarios that they name.
#[derive(Clone, Debug)]
pub struct Claims {
    /// The claims in the order of the file.
    pub claims: Vec<Claim>,
    /// The file that they were read from.
    pub source: Arc<Source>,
    pub(super) scenarios: Vec<Loaded>,
}

const CLAIMS: Wanted = Wanted {
    what: "a file of claims",
    endings: &["csv"],
    or_folder: false,
};

impl Claims {
    /// The shipped claims.
    ///
    /// # Errors
    /// Never in a released version; a test reads them.
    pub fn shipped() -> Result<Self, Faults> {
        Reader::new("article-claims.csv", shipped::CLAIMS.to_owned(), None).read()
    }

    /// Reads a file; scenarios are looked for relative to it.
    ///
    /// # Errors
    /// Every fault of the file.
    pub fn load(path: &Path) -> Result<Self, Faults> {
        let name = path.display().to_string();
        let refused = |unread: Unread| Faults(vec![unread.into()]);
        let bytes = std::fs::read(path)
            .map_err(|error| refused(Unread::new(&UNREADABLE, path, &error, &CLAIMS)))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let why = error.utf8_error();
            refused(Unread::not_utf8(&UNREADABLE, &name, error.as_bytes(), &why))
        })?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Reader::new(&name, text, Some(folder)).read()
    }
}

type Row = BTreeMap<String, String>;

struct Reader {
    source: Arc<Source>,
    folder: Option<PathBuf>,
    faults: Vec<Diagnostic>,
    scenarios: Vec<Loaded>,
    /// Scenarios by name; none for one with faults.
    known: BTreeMap<String, Option<usize>>,
}

impl Reader {
    fn new(name: &str, text: String, folder: Option<PathBuf>) -> Self {
        Self {
            source: Source::new(name, text),
            folder,
            faults: Vec::new(),
            scenarios: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    fn read(mut self) -> Result<Claims, Faults> {
        let source = Arc::clone(&self.source);
        let mut csv = csv::Reader::from_reader(source.text().as_bytes());
        let header: Vec<String> = match csv.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => {
                let fault = Diagnostic::new(&UNREADABLE, format!("not CSV: {error}"));
                return Err(Faults(vec![fault]));
            }
        };
        self.check_header(&header);
        let is_usable = self.faults.is_empty();
        let mut claims: Vec<Claim> = Vec::new();
        for record in csv.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let at = error.position().map_or(0, csv::Position::byte);
                    self.fault(&UNREADABLE, at, &format!("not CSV: {error}"), None);
                    continue;
                }
            };
            if !is_usable {
                continue;
            }
            let at = record.position().map_or(0, csv::Position::byte);
            let cells = record.iter().map(|cell| cell.trim().to_owned());
            let row: Row = header.iter().cloned().zip(cells).collect();
            let claim = self.claim(&row, at);
            if claims.iter().any(|known| known.id == claim.id) {
                self.fault(&CELL, at, &format!("`{}` appears twice", claim.id), None);
            }
            claims.push(claim);
        }
        if self.faults.is_empty() {
            let scenarios = self.scenarios;
            Ok(Claims {
                claims,
                source,
                scenarios,
            })
        } else {
            Err(Faults(self.faults))
        }
    }

    fn check_header(&mut self, header: &[String]) {
        for column in REQUIRED {
            if !header.iter().any(|known| known == column) {
                self.fault(
                    &COLUMN,
                    0,
                    &format!("the column `{column}` is missing"),
                    None,
                );
            }
        }
        for column in header {
            let mut known = REQUIRED.iter().chain(&OPTIONAL).copied();
            if !known.any(|known| known == column) {
                let renamed = RENAMED.iter().find(|(old, _)| old == column);
                let help = match renamed {
                    Some((_, new)) => Some(format!("it is called `{new}` now")),
                    None => nearest(column, REQUIRED.iter().chain(&OPTIONAL).copied())
                        .map(|near| format!("did you mean `{near}`?")),
                };
                self.fault(&COLUMN, 0, &format!("there is no column `{column}`"), help);
            }
        }
    }

    fn claim(&mut self, row: &Row, at: u64) -> Claim {
        let text = |column: &str| row.get(column).cloned().unwrap_or_default();
        for column in ["id", "quantity"] {
            if text(column).is_empty() {
                self.fault(&CELL, at, &format!("`{column}` is empty"), None);
            }
        }
        self.check_texts(row, at);
        let before = self.number(row, "before", at);
        let after = self.number(row, "after", at);
        let noise = self.choice(row, "noise", at, Noise::ALL, Noise::name);
        let noise = noise.unwrap_or(Noise::None);
        let is_count = |value: Option<f64>| {
            value.is_some_and(|value| (0.0..=1e6).contains(&value) && value.fract() == 0.0)
        };
        if noise == Noise::Counts && !(is_count(before) && is_count(after)) {
            let message = "`noise = counts` needs whole numbers before and after, 0 to 1000000";
            self.fault(&CELL, at, message, None);
        }
        let mut claim = Claim {
            id: text("id"),
            quantity: text("quantity"),
            before,
            after,
            unit: text("unit"),
            stated_change: text("stated_change"),
            note: text("note"),
            noise,
            compare: None,
            measure: text("measure"),
            scenario: 0,
            scale: 1.0,
            targets: [None, None],
        };
        if !claim.measure.is_empty() {
            self.map(row, at, &mut claim);
        }
        claim
    }

    /// Refuses texts that the tables of the answer cannot hold.
    fn check_texts(&mut self, row: &Row, at: u64) {
        for column in TEXTS {
            let text = row.get(column).map_or("", String::as_str);
            let objection = match column {
                // the only one that may go on in further lines
                "note" => {
                    let first = text.lines().next().unwrap_or("");
                    against_text(text).or_else(|| against_cell(first))
                }
                _ => against_cell(text),
            };
            if let Some(objection) = objection {
                let fault = Diagnostic::against(&CELL, column, objection);
                self.tell(fault, at);
            }
        }
    }

    /// Reads how a claim maps to the model.
    fn map(&mut self, row: &Row, at: u64, claim: &mut Claim) {
        let text = |column: &str| row.get(column).map_or("", String::as_str);
        let compare = self.choice(row, "compare", at, Compare::ALL, Compare::name);
        let compare = compare.unwrap_or(Compare::Level);
        claim.compare = Some(compare);
        if let Some(scale) = self.number(row, "scale", at) {
            claim.scale = scale;
            if scale <= 0.0 {
                self.fault(&CELL, at, "`scale` must be above 0", None);
            }
        }
        let needs_before = compare != Compare::Level || !text("before_window").is_empty();
        if claim.after.is_none() || (needs_before && claim.before.is_none()) {
            self.fault(
                &CELL,
                at,
                "a claim with a measure needs its stated values",
                None,
            );
        }
        if compare == Compare::Ratio && claim.before.is_some_and(|before| before <= 0.0) {
            self.fault(
                &CELL,
                at,
                "`compare = ratio` needs a value before above 0",
                None,
            );
        }
        if compare == Compare::Range && claim.before > claim.after {
            self.fault(&CELL, at, "the end of the range is below its start", None);
        }
        if text("scenario").is_empty() {
            let message = "`scenario` is empty: a claim with a measure needs it";
            let help = "name the scenario file, or leave `measure` empty, too";
            self.fault(&CELL, at, message, Some(help.to_owned()));
            return;
        }
        let Some(scenario) = self.scenario(text("scenario"), at) else {
            return;
        };
        claim.scenario = scenario;
        let model = self.scenarios[scenario].scenario.clone();
        let keys = target::keys(&model);
        if !keys.contains(&claim.measure) {
            let near = nearest(&claim.measure, keys.iter().map(String::as_str));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            let message = format!("the scenario has no measure `{}`", claim.measure);
            self.fault(&MEASURE, at, &message, help);
            return;
        }
        self.check_unit(
            at,
            claim,
            row.get("scale").is_some_and(|scale| !scale.is_empty()),
        );
        let windows = [(0, "before_window"), (1, "after_window")];
        for (place, column) in windows {
            let is_needed = place == 1 || compare == Compare::Ratio;
            if text(column).is_empty() && !is_needed {
                continue;
            }
            match Target::find(&model, &claim.measure, text(column)) {
                Ok(target) => claim.targets[place] = Some(target),
                Err(message) => self.fault(&MEASURE, at, &format!("`{column}`: {message}"), None),
            }
        }
    }

    /// Brings the values of a claim to the unit of its measure, and refuses those that the
    /// measure cannot have. A ratio is the same in any unit.
    fn check_unit(&mut self, at: u64, claim: &mut Claim, is_scaled: bool) {
        let Some(named) = find_value(&claim.measure) else {
            return;
        };
        if claim.compare == Some(Compare::Ratio) {
            return;
        }
        let (from, to) = (claim.unit.as_str(), named.measure.unit);
        match (unit::factor(from, to), is_scaled) {
            (Some(factor), true) if (claim.scale / factor - 1.0).abs() > SCALE_TOLERANCE => {
                let scale = claim.scale;
                let message = format!(
                    "`scale` is {scale}, but 1 {from} is {factor} in the unit of the measure, {to}"
                );
                let help = "leave `scale` empty, or correct `unit`";
                self.fault(&CELL, at, &message, Some(help.to_owned()));
                return;
            }
            (Some(factor), false) => claim.scale = factor,
            (None, false) => {
                let message = format!(
                    "`unit` is `{from}`, and that of the measure is `{to}`: `scale` must say how many \
                     of the second one of the first is"
                );
                let help = (to == "share").then(|| "for percentages, write `percent`".to_owned());
                self.fault(&CELL, at, &message, help);
                return;
            }
            (_, true) => {}
        }
        let model = &self.scenarios[claim.scenario].scenario;
        let [least, greatest] =
            target::possible(model, &claim.measure).unwrap_or(named.measure.numbers);
        for (column, value) in [("before", claim.before), ("after", claim.after)] {
            let Some(value) = value else {
                continue;
            };
            // rounding is no fault
            let scaled = value * claim.scale;
            if scaled < least - 1e-9 || scaled > greatest * (1.0 + 1e-9) {
                let [least, greatest] = [least, greatest].map(|end| end / claim.scale);
                let message = format!(
                    "`{column}` is {value} {}, which `{}` cannot be",
                    claim.unit, claim.measure
                );
                let help = match greatest.is_finite() {
                    true => format!("allowed: {least} to {greatest}; check `unit` and `scale`"),
                    false => format!("allowed: {least} or more; check `unit` and `scale`"),
                };
                self.fault(&CELL, at, &message, Some(help));
            }
        }
    }

    fn scenario(&mut self, name: &str, at: u64) -> Option<usize> {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let loaded = match &self.folder {
            Some(folder) => {
                scenario::load_named(&folder.join(name), &[]).map_err(|faults| faults.0)
            }
            None => match shipped::scenario(name) {
                Some(text) => scenario::load_bytes(name, text.into(), &[]).map_err(|f| f.0),
                None => Err(Vec::new()),
            },
        };
        let place = match loaded {
            Ok(loaded) => {
                self.scenarios.push(loaded);
                Some(self.scenarios.len() - 1)
            }
            Err(faults) => {
                let near = nearest(name, shipped::names());
                let help = near.filter(|_| self.folder.is_none()).map(str::to_owned);
                self.fault(
                    &SCENARIO,
                    at,
                    &format!("the scenario `{name}` cannot be used"),
                    help,
                );
                self.faults.extend(faults);
                None
            }
        };
        self.known.insert(name.to_owned(), place);
        place
    }

    fn number(&mut self, row: &Row, column: &str, at: u64) -> Option<f64> {
        let text = row.get(column).filter(|text| !text.is_empty())?;
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            let message = format!("`{column}` is `{text}`; allowed: a number, or nothing");
            self.fault(&CELL, at, &message, None);
        }
        number
    }

    /// One of some values by its name; none for nothing, or for a word that is no name.
    fn choice<T: Copy>(
        &mut self,
        row: &Row,
        column: &str,
        at: u64,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = row.get(column).filter(|text| !text.is_empty())?;
        let known = all.iter().copied().find(|&value| name(value) == text);
        if known.is_none() {
            let names: Vec<&str> = all.iter().map(|&value| name(value)).collect();
            let message = format!("`{column}` is `{text}`; allowed: {}", names.join(", "));
            let near = nearest(text, names.iter().copied());
            let help = near.map(|near| format!("did you mean `{near}`?"));
            self.fault(&CELL, at, &message, help);
        }
        known
    }

    fn fault(&mut self, code: &'static Code, at: u64, message: &str, help: Option<String>) {
        let fault = Diagnostic::new(code, message);
        self.tell(help.into_iter().fold(fault, Diagnostic::help), at);
    }

    /// Adds a fault of the line that starts at a byte.
    fn tell(&mut self, fault: Diagnostic, at: u64) {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let text = self.source.text();
        let start = start.min(text.len());
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        let place = Place::new(&self.source, start..start + length);
        self.faults.push(fault.at(&place, "in this line"));
    }
}
