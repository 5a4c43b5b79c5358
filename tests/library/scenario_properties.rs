//! Whatever a file holds, loading it ends with a scenario or with messages.

use orgsim::diagnostic::Style;
use orgsim::scenario::{self, load_bytes, load_str};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Loads, and checks what holds of every result.
fn load(bytes: Vec<u8>, overrides: &[String]) {
    match load_bytes("f.toml", bytes, overrides) {
        Ok(loaded) => {
            assert!(loaded.warnings.iter().all(|warning| !warning.is_error()));
            let text = loaded.scenario.to_toml().unwrap();
            let again = load_str(&text).unwrap_or_else(|faults| panic!("{faults}\n{text}"));
            assert_eq!(again.scenario, loaded.scenario);
        }
        Err(faults) => {
            assert!(faults.0.iter().any(|fault| fault.is_error()));
            assert!(
                faults.0.iter().all(|fault| fault.code.name != "defect"),
                "{faults}"
            );
            let coloured = orgsim::diagnostic::render(&faults.0, Style::Coloured);
            assert!(coloured.len() >= faults.to_string().len());
            for fault in &faults.0 {
                assert!(!fault.message.is_empty());
                if let Some((place, _)) = &fault.primary {
                    assert!(place.span().end <= place.source().text().len());
                    assert!(place.line() >= 1 && place.column() >= 1);
                }
            }
        }
    }
}

/// A piece of text that means something in a scenario.
fn token() -> impl Strategy<Value = String> {
    let keys: Vec<String> = scenario::registry()
        .parameters()
        .iter()
        .map(|p| p.key())
        .collect();
    let words = [
        "",
        "=",
        "\"",
        "'''",
        "[",
        "]]",
        "{",
        "}",
        "#",
        "\n",
        "\r\n",
        ",",
        ".",
        "nan",
        "-inf",
        "1e400",
        "0x",
        "true",
        "-0.0",
        "99999999999999999999",
        "\u{feff}",
        "\u{0}",
        "ä",
        "like",
        "extends = \"f.toml\"",
        "[structures.x]\nlike = \"x\"\n",
        "[units.\"\"]\n",
        "[[units]]\n",
        "[events.e]\nquarter = 3\nrestore_autonomy = {}\n",
        "[events.f]\nwhen = { measure = 'hits', below = 2 }\nspin_off = {}\n",
        "[events.g]\nquarter = 1\nrepeat_quarters = 1\nchange_compute.factor = 2\n",
        "2020-01-01",
    ];
    prop_oneof![
        select(words.to_vec()).prop_map(str::to_owned),
        select(keys),
        any::<f64>().prop_map(|x| x.to_string()),
    ]
}

/// A change of a text: a token put in the place of some bytes.
fn mutated(text: &str, changes: &[(Index, usize, String)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, length, token) in changes {
        let start = at.index(bytes.len() + 1);
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, token.bytes());
    }
    bytes
}

/// Values of all kinds, most of them of the wrong one.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<f64>().prop_map(|x| format!("{x:?}").to_lowercase()),
        any::<i64>().prop_map(|x| x.to_string()),
        (0.0..=1.0).prop_map(|x: f64| format!("{x:?}")),
        (0..10_i64).prop_map(|x| x.to_string()),
        any::<bool>().prop_map(|x| x.to_string()),
        select(vec![
            "fusion-teams",
            "publication",
            "core",
            "all",
            "researcher_satisfaction",
            "most-skilled",
            "none",
            "[\"core\"]",
            "{}",
            "[]"
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

fn override_() -> impl Strategy<Value = String> {
    let parameters = scenario::registry().parameters().iter();
    let keys: Vec<String> = parameters
        .map(|p| p.key())
        .flat_map(|key| ["core", "product", "x"].map(|name| key.replace('*', name)))
        .collect();
    (select(keys), value()).prop_map(|(key, value)| format!("{key}={value}"))
}

/// Units, and events of many kinds.
const EVENTS: &str = "\
[units.a]
[units.b]
[events.x]
quarter = 2
repeat_quarters = 6
reorganise = { structure = 'fusion-teams', over_quarters = 2, announced_quarters = 1 }
[events.y]
when = { measure = 'researcher_retention_12m', below = 0.8, for_quarters = 2 }
restore_autonomy = { units = ['b'] }
[events.z]
quarter = 5
departure = { who = 'most-central' }
[events.budget]
quarter = 5
change_budget = { funded_share = 0.8, role = 'engineer', units = ['a'] }
[events.compute]
quarter = 5
repeat_quarters = 3
change_compute = { factor = 0.5 }
";

/// An override that is about an event of this text.
fn override_of_events() -> impl Strategy<Value = String> {
    let parameters = scenario::registry().parameters().iter();
    let keys: Vec<String> = parameters
        .map(|p| p.key())
        .filter(|key| key.starts_with("events."))
        .flat_map(|key| ["x", "y", "budget"].map(|name| key.replace('*', name)))
        .collect();
    (select(keys), value()).prop_map(|(key, value)| format!("{key}={value}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..300)) {
        load(bytes, &[]);
    }

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        load(text.into_bytes(), &[]);
    }

    #[test]
    fn pieces_of_scenarios(tokens in vec(token(), 0..20)) {
        load(tokens.join(" ").into_bytes(), &[]);
    }

    #[test]
    fn a_mutated_default(changes in vec((any::<Index>(), 0_usize..40, token()), 1..6)) {
        load(mutated(scenario::DEFAULT, &changes), &[]);
    }

    #[test]
    fn a_mutated_scenario(changes in vec((any::<Index>(), 0_usize..20, token()), 1..4)) {
        let text = include_str!("../../scenarios/reorganisation.toml");
        load(mutated(text, &changes), &[]);
    }

    #[test]
    fn mutated_events(changes in vec((any::<Index>(), 0_usize..20, token()), 0..4)) {
        load(mutated(EVENTS, &changes), &[]);
    }

    #[test]
    fn events_with_overrides(overrides in vec(override_of_events(), 1..4)) {
        load(EVENTS.into(), &overrides);
    }

    #[test]
    fn any_overrides(overrides in vec(override_(), 1..4)) {
        load(Vec::new(), &overrides);
    }

    #[test]
    fn any_text_as_override(text in ".{0,60}") {
        load(Vec::new(), &[text]);
    }
}
