//! The factors that a file declares.

use super::code;
use super::load::File;
use super::record::Record;
use super::value::Item;
use crate::choice::choice;
use crate::diagnostic::Diagnostic;
use crate::experiment::definition::Variant;
use crate::experiment::factor::{Domain, Factor, Level};
use crate::scenario::{self, Value};

choice! {
    /// How values are spread over a range.
    enum Scale {
        /// Evenly.
        Linear = "linear",
        /// Evenly over their logarithms.
        Log = "log",
    }
}

impl File<'_> {
    /// Those that are good; what is wrong with others is told. The levels are tried
    /// out in a variant.
    pub(super) fn factors(&mut self, variant: Option<&Variant>) -> Vec<Factor> {
        let record = self.record;
        let mut factors = Vec::new();
        for (name, own) in record.named("factors") {
            let keys: Vec<String> = own
                .texts("key")
                .iter()
                .map(|(key, _)| key.clone())
                .collect();
            let domain = self.domain(name, own, &keys, variant);
            let (Some(domain), Some(grid)) = (domain, own.whole("levels")) else {
                self.check_keys(own, variant);
                continue;
            };
            let factor = Factor {
                name: name.clone(),
                keys,
                domain,
                grid: grid as usize,
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
        // what follows from a fault that is told is none of its own
        if ["range", "values", "scale"]
            .iter()
            .any(|key| own.is_faulty(key))
        {
            return None;
        }
        let levels = own.items("values").map(|items| {
            let level = |item: &Item| match item {
                Item::Number(number) => Level::Number(*number),
                Item::Text(text) => Level::Text(text.clone()),
            };
            items.iter().map(level).collect::<Vec<_>>()
        });
        let settings = variant
            .and_then(Variant::loaded)
            .map(|loaded| loaded.settings.as_slice());
        let setting = settings.and_then(|all| all.iter().find(|s| Some(&s.key()) == keys.first()));
        let range = match (own.items("range"), own.text("range")) {
            (Some([Item::Number(low), Item::Number(high)]), _) => Some((*low, *high)),
            (_, Some(_)) => match setting.and_then(scenario::Setting::plausible) {
                Some(plausible) => Some((plausible.low, plausible.high)),
                None => {
                    let key = keys.first().map_or("", String::as_str);
                    let message = format!("`{key}` has no plausible range");
                    let help = Some("set it: range = [low, high]".to_owned());
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
        match (levels, range, own.choice("scale")?) {
            (Some(_), None, _) if own.is_stated("scale") => refuse(
                format!("`{name}` has values, so it has no scale"),
                "leave `scale` out",
            ),
            (Some(levels), None, _) if levels.len() > 1 => Some(Domain::Levels(levels)),
            (Some(_), None, _) => refuse(
                format!("`{name}` has fewer than two values"),
                "set it in the base instead",
            ),
            (None, Some((low, high)), Scale::Log) if low > 0.0 && !is_whole => {
                Some(Domain::Log(low, high))
            }
            (None, Some(_), Scale::Log) => refuse(
                format!("`{name}` cannot have a log scale"),
                "a log scale needs a range above 0 and a key that takes fractions",
            ),
            (None, Some((low, high)), _) if is_whole => {
                let (low, high) = (libm::ceil(low) as i64, libm::floor(high) as i64);
                match low < high {
                    true => Some(Domain::Whole(low, high)),
                    false => refuse(
                        format!("`{name}` has a range with fewer than two whole numbers"),
                        "its key needs whole numbers",
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

    /// Looks for the keys of a factor that has no levels to try.
    fn check_keys(&mut self, own: &Record, variant: Option<&Variant>) {
        let Some(variant) = variant else { return };
        let complete = variant.complete();
        for (key, place) in own.texts("key") {
            // a value that it allows or not: the key is asked for
            let Err(faults) = complete.check(&[format!("{key}=0")]) else {
                continue;
            };
            let unknown = |fault: &Diagnostic| *fault.code == scenario::UNKNOWN_KEY;
            let unknown: Vec<Diagnostic> = faults.0.into_iter().filter(unknown).collect();
            if !unknown.is_empty() {
                let message = format!("the scenario has no `{key}`");
                self.reading.fault(&code::BAD_FACTOR, place, message, None);
                self.reading.faults.extend(unknown);
            }
        }
    }

    /// Tries the ends, or every value of a list, each by itself.
    fn check_levels(&mut self, factor: &Factor, own: &Record, variant: &Variant) {
        let levels = match &factor.domain {
            Domain::Levels(levels) => levels.clone(),
            _ => vec![factor.at(0.0), factor.at(1.0)],
        };
        let complete = variant.complete();
        for level in levels {
            let set: Vec<String> = factor.overrides(&level).collect();
            if let Err(mut faults) = complete.check(&set) {
                if self.record.named("factors").len() > 1 {
                    // what several values break together is looked at where all are known:
                    // at the design points
                    faults
                        .0
                        .retain(|fault| !scenario::is_about_several(fault.code));
                    if !faults.0.iter().any(Diagnostic::is_error) {
                        continue;
                    }
                }
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
}
