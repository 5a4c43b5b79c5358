//! Values that would be lost without a word: two places that set one key, and keys that
//! are the study's and not the organisation's.

use super::code;
use super::load::File;
use super::together::HORIZON;
use super::value::Override;
use crate::diagnostic::{Diagnostic, Place};
use crate::experiment::definition::Variant;
use crate::experiment::factor::Factor;
use crate::scenario::{LayerKind, Path, Setting, dotted, overrides};

/// Keys of a scenario that say nothing of the organisation, but how often and with which
/// numbers it is simulated, and how it is called.
const OF_THE_STUDY: [(&str, &str); 9] = [
    ("simulation.runs", REPLICATES),
    ("simulation.max_runs", REPLICATES),
    ("simulation.batch_size", REPLICATES),
    (
        "simulation.seed",
        "all runs of an experiment have one seed: `set = { simulation.seed = 2 }`",
    ),
    (
        "simulation.confidence_level",
        "an experiment has one level: `set = { simulation.confidence_level = 0.9 }`",
    ),
    (
        "simulation.start",
        "all runs of an experiment begin at one date: `set = { simulation.start = \"2026-Q1\" }`",
    ),
    (
        HORIZON,
        "measures mean the same at all points: `set = { simulation.latency_horizon_quarters = 8 }`",
    ),
    ("title", TITLE),
    ("description", TITLE),
];
const REPLICATES: &str = "the number of runs is `replicates` in the experiment, or --replicates";
const TITLE: &str = "an experiment has a `title` and a `question` of its own";

/// Those of them that an experiment does not read.
const WITHOUT_EFFECT: [&str; 3] = [
    "simulation.runs",
    "simulation.max_runs",
    "simulation.batch_size",
];

/// Who sets a key, from the weakest to the strongest: what several set has the value of the
/// last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    All,
    Variant(usize),
    CommandLine,
    Factor(usize),
}

/// A key that is set.
struct Stated {
    by: By,
    key: Path,
    place: Place,
}

impl File<'_> {
    /// Refuses keys of which one place sets what another place sets.
    pub(super) fn check_overridden(&mut self, variants: &[Variant], factors: &[Factor]) {
        let stated = self.stated();
        for (index, one) in stated.iter().enumerate() {
            self.check_key(one);
            for other in &stated[..index] {
                let (weak, strong) = match one.by < other.by {
                    true => (one, other),
                    false => (other, one),
                };
                if contradict(weak, strong) {
                    self.twice(weak, strong);
                }
            }
        }
        for factor in factors {
            self.check_lost(factor, variants, &stated);
        }
    }

    /// Every key that the experiment and the command line set.
    fn stated(&self) -> Vec<Stated> {
        let of = |by, place: &Place, keys: Vec<(Path, Place)>| -> Vec<Stated> {
            let keys = keys.into_iter().map(|(key, _)| key);
            let stated = |key| Stated {
                by,
                key,
                place: place.clone(),
            };
            keys.map(stated).collect()
        };
        let of_set = |by, set: &[Override]| -> Vec<Stated> {
            let each = set.iter();
            each.flat_map(|own| of(by, &own.place, overrides::keys("set", &own.text)))
                .collect()
        };
        let mut all = of_set(By::All, self.record.overrides("set"));
        for (index, (_, own)) in self.record.named("variants").iter().enumerate() {
            all.extend(of_set(By::Variant(index), own.overrides("set")));
        }
        for set in self.set {
            let keys = overrides::keys("--set", set).into_iter();
            all.extend(keys.map(|(key, place)| Stated {
                by: By::CommandLine,
                key,
                place,
            }));
        }
        for (index, (_, own)) in self.record.named("factors").iter().enumerate() {
            for (key, place) in own.texts("key") {
                let keys = overrides::keys("key", &format!("{key}=0"));
                all.extend(of(By::Factor(index), place, keys));
            }
        }
        all
    }

    /// How messages name somebody who sets a key.
    fn who(&self, by: By) -> String {
        let named = |table, index: usize| {
            let named = self.record.named(table).get(index);
            named.map_or("", |(name, _)| name.as_str())
        };
        match by {
            By::All => "`set` of the experiment".to_owned(),
            By::Variant(index) => format!("the variant `{}`", named("variants", index)),
            By::CommandLine => "--set".to_owned(),
            By::Factor(index) => format!("the factor `{}`", named("factors", index)),
        }
    }

    fn twice(&mut self, weak: &Stated, strong: &Stated) {
        let (loser, winner) = (self.who(weak.by), self.who(strong.by));
        let (key, other) = (dotted(&weak.key), dotted(&strong.key));
        let message = match (key == other, weak.by == strong.by) {
            (true, true) => format!("`{key}` is set twice by {loser}"),
            (true, false) => format!("`{key}` is set twice: by {loser} and by {winner}"),
            (false, _) => {
                format!(
                    "`{key}` and `{other}` are set, by {loser} and by {winner}; one is in the other"
                )
            }
        };
        let help = match (weak.by, strong.by) {
            (By::Factor(_), By::Factor(_)) => {
                "leave one of them out: a factor sets several keys with key = [\"ONE\", \"OTHER\"]"
            }
            (By::CommandLine, _) => "leave --set out, or take the factor out of the file",
            (_, By::CommandLine) => "leave --set out, or change the value in the file",
            _ => "leave one of them out; what the factor varies can be no difference of variants",
        };
        let fault = Diagnostic::new(&code::OVERRIDDEN, message)
            .at(&weak.place, "would have no effect")
            .related(&strong.place, format!("{winner} sets it"));
        self.reading.faults.push(fault.help(help));
    }

    /// Refuses a key of the study, where it cannot have an effect.
    fn check_key(&mut self, stated: &Stated) {
        let key = dotted(&stated.key);
        let Some((_, help)) = OF_THE_STUDY.iter().find(|(known, _)| *known == key) else {
            return;
        };
        let is_refused = match stated.by {
            By::Factor(_) => true,
            // variants that differ in these are refused as such
            By::Variant(_) if key == "simulation.seed" || key == HORIZON => false,
            By::Variant(_) => key.starts_with("simulation."),
            By::All | By::CommandLine => WITHOUT_EFFECT.contains(&key.as_str()),
        };
        if is_refused {
            let message = match stated.by {
                By::Factor(_) => {
                    format!("`{key}` is no factor: it is the study's, not the organisation's")
                }
                _ => format!(
                    "`{key}` has no effect in {}: it is the study's, not the organisation's",
                    self.who(stated.by)
                ),
            };
            let help = Some((*help).to_owned());
            self.reading
                .fault(&code::OF_THE_STUDY, &stated.place, message, help);
        }
    }

    /// A difference between variants that a factor takes away: refused if the experiment
    /// itself says it, a warning if the files of the variants do.
    fn check_lost(&mut self, factor: &Factor, variants: &[Variant], stated: &[Stated]) {
        for key in &factor.keys {
            let values: Vec<(&Variant, &Setting)> = variants
                .iter()
                .filter_map(|variant| {
                    let mut settings = variant.loaded()?.settings.iter();
                    Some((variant, settings.find(|own| own.key() == *key)?))
                })
                .collect();
            let Some((first, others)) = values.split_first() else {
                continue;
            };
            let Some(other) = others.iter().find(|other| other.1.value != first.1.value) else {
                continue;
            };
            let is_set = |(_, own): &(&Variant, &Setting)| own.origin.layer == LayerKind::Set;
            let by_the_experiment = values.iter().any(is_set);
            if by_the_experiment && !key.starts_with("events.") {
                // told as a key that is set twice
                continue;
            }
            let code = match by_the_experiment {
                true => &code::OVERRIDDEN,
                false => &code::LOST_DIFFERENCE,
            };
            let message = format!(
                "`{key}` differs between variants, and the factor `{}` gives all of them the same \
                 value",
                factor.name
            );
            let mut fault = Diagnostic::new(code, message);
            let mut own = self.record.named("factors").iter();
            if let Some((_, own)) = own.find(|(name, _)| *name == factor.name) {
                fault = fault.at(own.place("key"), "");
            }
            for (variant, setting) in [first, other] {
                let place = self.place_of(variant, key, stated);
                let place = place.unwrap_or(&setting.origin.place);
                fault = fault.related(place, format!("{}: {}", variant.name, setting.value));
            }
            let help = "give them one value, or vary something else";
            self.reading.faults.push(fault.help(help));
        }
    }

    /// Where the experiment sets a key of a variant.
    fn place_of<'a>(
        &self,
        variant: &Variant,
        key: &str,
        stated: &'a [Stated],
    ) -> Option<&'a Place> {
        let mut named = self.record.named("variants").iter();
        let index = named.position(|(name, _)| *name == variant.name)?;
        let own = stated.iter().filter(|one| dotted(&one.key) == key);
        let by = |by| own.clone().find(|one| one.by == by);
        let one = by(By::Variant(index)).or_else(|| by(By::All))?;
        Some(&one.place)
    }
}

/// Whether two that set keys take something from each other.
fn contradict(weak: &Stated, strong: &Stated) -> bool {
    let meet = weak.key.starts_with(&strong.key) || strong.key.starts_with(&weak.key);
    let of_event = weak.key.first().is_some_and(|heading| heading == "events");
    meet && match (weak.by, strong.by) {
        // the values of all variants are those of the base, from which factors start
        (By::All, _) => false,
        // an event is there only as a whole, so a variant says what the factor varies
        (By::Variant(_), By::Factor(_)) => !of_event,
        (By::Variant(_), By::Variant(_)) | (By::CommandLine, By::CommandLine) => false,
        _ => true,
    }
}
