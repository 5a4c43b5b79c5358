//! The default scenario as the single source: every value is described, and
//! everything that is made from it agrees with it.

use std::collections::BTreeSet;
use std::fs;

use orgsim::scenario::{self, Range, Scenario, Type, Value, load_str, registry};

#[test]
fn every_parameter_is_described() {
    for parameter in registry().parameters() {
        let key = parameter.key();
        assert!(
            parameter.meaning.ends_with('.'),
            "{key}: the meaning is no sentence"
        );
        assert!(!parameter.unit.is_empty(), "{key}: no unit");
        let is_evidence = |word: &str| {
            let number = word.strip_prefix('E').unwrap_or_default();
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        };
        let source = parameter.source.as_str();
        let is_known = matches!(source, "user" | "modelling choice");
        assert!(
            is_known || source.split(' ').all(is_evidence),
            "{key}: source {source}"
        );
        let is_number = matches!(
            parameter.kind,
            Type::Integer | Type::Number | Type::Integers
        );
        let has_interval = matches!(parameter.range, Range::Interval(_));
        assert_eq!(
            is_number, has_interval,
            "{key}: a number has an interval, nothing else has"
        );
        if let Range::Choices(choices) = &parameter.range {
            let Value::Text(shown) = &parameter.shown else {
                panic!("{key}: a choice is a text");
            };
            assert!(choices.contains(shown), "{key}");
        }
    }
}

#[test]
fn every_default_lies_in_its_range_and_its_plausible_range() {
    let loaded = load_str("").unwrap();
    assert!(
        loaded.settings.len() > 150,
        "{} values",
        loaded.settings.len()
    );
    for setting in &loaded.settings {
        let key = setting.key();
        let Some(x) = setting.value.as_f64() else {
            assert!(setting.plausible().is_none(), "{key}: no number");
            continue;
        };
        let Range::Interval(range) = &setting.parameter.range else {
            panic!("{key}: no interval");
        };
        assert!(range.contains(x), "{key} = {x} is not in {range}");
        if let Some(plausible) = setting.plausible() {
            assert!(
                plausible.contains(x),
                "{key} = {x} is not in plausible {plausible}"
            );
            assert!(
                range.covers(plausible),
                "{key}: {plausible} is not inside {range}"
            );
        }
    }
}

/// Every end of every range must fit the type in the definition.
#[test]
fn the_definition_takes_every_allowed_value() {
    for parameter in registry().parameters() {
        let Range::Interval(interval) = &parameter.range else {
            continue;
        };
        let words = interval.to_string();
        let ends = words
            .trim_matches(['[', ']', '(', ')'])
            .split(',')
            .map(str::trim);
        for (end, included) in ends.zip([interval.includes_low, interval.includes_high]) {
            if !included {
                continue;
            }
            let key = parameter.key();
            if key.starts_with("events.") {
                continue;
            }
            let key = key.replace("units.*", "units.core");
            let key = key.replace("incentives.*", "incentives.publication");
            let key = key.replace("structures.*", "structures.loose-coupling");
            let key = key.replace("topics.*", "topics.general");
            let key = key.replace("venues.*", "venues.conferences");
            // Rules over several values may refuse it; the definition may not.
            let end = match parameter.kind {
                Type::Integers => format!("[{end}]"),
                _ => end.to_owned(),
            };
            if let Err(faults) = load_str(&format!("{key} = {end}\n")) {
                let known =
                    |fault: &orgsim::diagnostic::Diagnostic| fault.code.id.starts_with("S03");
                assert!(faults.0.iter().all(known), "{key} = {end}: {faults}");
            }
        }
    }
}

/// Every key of the definition is a parameter and the other way round; with
/// `deny_unknown_fields`, that the default loads shows one half.
#[test]
fn the_definition_has_exactly_the_keys_of_the_default() {
    let text = Scenario::default().to_toml().unwrap();
    let document: toml::Table = text.parse().unwrap();
    let mut defined = BTreeSet::new();
    leaves(&document, String::new(), &mut defined);
    let settings = load_str("").unwrap().settings;
    let described: BTreeSet<String> = settings.iter().map(|setting| setting.key()).collect();
    assert_eq!(defined, described);
}

fn leaves(table: &toml::Table, prefix: String, keys: &mut BTreeSet<String>) {
    for (key, value) in table {
        let key = format!("{prefix}{key}");
        match value {
            toml::Value::Table(inner) => leaves(inner, format!("{key}."), keys),
            _ => drop(keys.insert(key)),
        }
    }
}

/// Taking away the marks of all examples of events gives a valid file, in which
/// every value lies in its range and its plausible range.
#[test]
fn the_examples_of_the_default_are_valid() {
    let lines = scenario::DEFAULT.lines().map(|line| {
        // An example of a base file or of a circle is none to load.
        let example = line.strip_prefix("#| ");
        let directive = |example: &&str| {
            ["extends", "like", "remove"]
                .iter()
                .any(|d| example.starts_with(d))
        };
        example
            .filter(|example| !directive(example))
            .unwrap_or(line)
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    // Known people are those at the start of a run.
    let text = text.replace("burn_in_quarters = 8", "burn_in_quarters = 0");
    let loaded = load_str(&text).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(loaded.warnings.is_empty());
    let actions: BTreeSet<_> = loaded
        .scenario
        .events
        .values()
        .map(|event| event.action.name())
        .collect();
    assert_eq!(actions.len(), 13);
    let parameters = registry().parameters().iter();
    let of_events = parameters.filter(|parameter| parameter.key().starts_with("events."));
    let settings = loaded.settings.iter();
    let stated: BTreeSet<_> = settings
        .filter(|setting| setting.key().starts_with("events."))
        .map(|setting| {
            if let (Some(x), Some(plausible)) = (setting.value.as_f64(), setting.plausible()) {
                assert!(plausible.contains(x), "{} = {x}", setting.key());
            }
            setting.parameter.key()
        })
        .collect();
    let described: BTreeSet<_> = of_events.map(|parameter| parameter.key()).collect();
    assert_eq!(stated, described);
}

#[test]
fn the_reference_page_is_that_of_the_program() {
    compare("docs/scenario-reference.md", &scenario::reference());
}

#[test]
fn the_schema_is_that_of_the_program() {
    compare(
        "docs/scenario.schema.json",
        &format!("{:#}\n", scenario::schema()),
    );
}

/// Compares a generated file; `BLESS=1 cargo test` writes it.
fn compare(path: &str, generated: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all("docs").unwrap();
        fs::write(path, generated).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == generated,
        "{path} is out of date: BLESS=1 cargo test"
    );
}
