//! Loading scenarios: layers, precedence, origins, and the text of the result.

use orgsim::scenario::{self, Scenario};

fn load(text: &str) -> Scenario {
    match scenario::load_str(text) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    }
}

#[test]
fn an_empty_file_is_the_default() {
    assert_eq!(load(""), Scenario::default());
    assert_eq!(load("# nothing\n"), Scenario::default());
}

#[test]
fn the_default_file_is_the_default() {
    let loaded = scenario::load_str(scenario::DEFAULT).unwrap();
    assert_eq!(loaded.scenario, Scenario::default());
    assert!(loaded.warnings.is_empty());
}
