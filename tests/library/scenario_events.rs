//! Events of a scenario: what a file can say of them, and what comes of it.

use std::fs;

use orgsim::diagnostic::Faults;
use orgsim::metrics::{Measure, measures};
use orgsim::scenario::{
    self, Action, ChangeBudget, ChangeCompute, Condition, DemandShock, Departure, DescopeFlagship,
    Event, HiringFreeze, Layoff, Loaded, OfferWave, Reach, RetentionGrant, Role, SpinOff, Trigger,
    Who, load, load_bytes, load_str,
};
use tempfile::TempDir;

fn good(result: Result<Loaded, Faults>) -> Loaded {
    result.unwrap_or_else(|faults| panic!("{faults}"))
}

fn set(text: &str, overrides: &[&str]) -> Result<Loaded, Faults> {
    let overrides: Vec<String> = overrides.iter().map(|&o| o.to_owned()).collect();
    load_bytes("f.toml", text.into(), &overrides)
}

/// The numbers that a measure can have, by its unit.
fn numbers(measure: &Measure) -> [f64; 2] {
    match measure.unit {
        _ if measure.key() == "net_value" => [f64::NEG_INFINITY, f64::INFINITY],
        "share" => [0.0, 1.0],
        _ if measure.key() == "flagship_readiness" => [0.0, 1.0],
        "points" => [0.0, 100.0],
        "logit" | "sd" => [f64::NEG_INFINITY, f64::INFINITY],
        "people"
        | "seats"
        | "per person-year"
        | "papers per person-quarter"
        | "index"
        | "breakthroughs"
        | "citations"
        | "GPUs"
        | "days"
        | "years"
        | "restarts per training run"
        | "million per month"
        | "start-ups"
        | "competitors" => [0.0, f64::INFINITY],
        unit if unit.ends_with(" per quarter") => [0.0, f64::INFINITY],
        unit => panic!(
            "say in this function which numbers a measure in `{unit}` can have ({})",
            measure.key()
        ),
    }
}

#[test]
fn every_measure_that_events_wait_for_has_bounds() {
    let awaited = measures().iter().filter(|m| m.can_be_waited_for());
    assert_eq!(awaited.clone().count(), 94);
    for measure in awaited {
        assert_eq!(measure.numbers, numbers(measure), "{}", measure.key());
    }
}

/// An event of each kind that says only what it must.
const SHORTEST: &str = "\
[units.lab]
[units.product]
[events.a]
quarter = 2
reorganise.structure = 'fusion-teams'
[events.b]
quarter = 5
restore_autonomy = {}
[events.c]
quarter = 4
departure.who = 'manager'
[events.d]
quarter = 4
hiring_freeze.quarters = 2
[events.e]
quarter = 4
layoff.share = 1
[events.f]
quarter = 4
change_budget.funded_share = 0
[events.g]
quarter = 4
change_compute.factor = 2
[events.h]
quarter = 4
retention_grant = { hold = 1, quarters = 8, pay_share = 0 }
[events.i]
quarter = 4
descope_flagship.scale = 0.5
[events.j]
quarter = 4
demand_shock = { factor = 2, quarters = 3 }
[events.k]
quarter = 4
offer_wave = { hazard_ratio = 2, quarters = 3 }
[events.l]
when = { measure = 'reputation', below = 0.5 }
spin_off = {}
";

#[test]
fn what_is_left_out_is_as_the_reference_says() {
    let events = good(load_str(SHORTEST)).scenario.events;
    let units = Vec::new;
    let actions = [
        Action::reorganise("fusion-teams"),
        Action::restore_autonomy(""),
        Action::Departure(Departure {
            who: Who::Manager,
            role: Role::Researcher,
            people: 1,
            units: units(),
        }),
        Action::HiringFreeze(HiringFreeze {
            quarters: 2,
            role: Reach::All,
            units: units(),
        }),
        Action::Layoff(Layoff {
            share: 1.0,
            role: Reach::All,
            units: units(),
        }),
        Action::ChangeBudget(ChangeBudget {
            funded_share: 0.0,
            role: Reach::All,
            units: units(),
        }),
        Action::ChangeCompute(ChangeCompute { factor: 2.0 }),
        Action::RetentionGrant(RetentionGrant {
            hold: 1.0,
            quarters: 8,
            pay_share: 0.0,
            role: Reach::All,
            units: units(),
        }),
        Action::DescopeFlagship(DescopeFlagship { scale: 0.5 }),
        Action::DemandShock(DemandShock {
            factor: 2.0,
            quarters: 3,
            units: units(),
        }),
        Action::OfferWave(OfferWave {
            hazard_ratio: 2.0,
            skill_slope: 0.0,
            quarters: 3,
            role: Reach::All,
            units: units(),
        }),
        Action::SpinOff(SpinOff {
            people: 3,
            units: units(),
        }),
    ];
    assert_eq!(events.len(), actions.len());
    for (event, action) in events.values().zip(actions) {
        assert_eq!(event.action, action);
        assert_eq!(event.repeat_quarters, None);
    }
    let condition = Condition {
        measure: "reputation".to_owned(),
        below: Some(0.5),
        above: None,
        for_quarters: 1,
    };
    assert_eq!(events["l"].trigger, Trigger::When(condition));
}

#[test]
fn every_event_survives_being_written_and_read() {
    let full = "\
        [units.lab]\n[units.product]\n\
        [events.a]\nquarter = 4\nrepeat_quarters = 8\n\
        reorganise = { structure = 'fusion-teams', units = ['product', 'lab'], \
                       over_quarters = 3, announced_quarters = 2 }\n\
        [events.b]\nwhen = { measure = 'cross_tie_share', below = 0.5, above = 0.125, \
                                 for_quarters = 3 }\nrepeat_quarters = 4\n\
        restore_autonomy = { structure = 'loose-coupling', units = ['lab'], \
                             announced_quarters = 1 }\n\
        [events.c]\nquarter = 5\n\
        departure = { who = 'most-skilled', role = 'engineer', people = 4, units = ['lab'] }\n\
        [events.d]\nquarter = 5\n\
        offer_wave = { hazard_ratio = 1.5, skill_slope = -0.5, quarters = 2, \
                       role = 'engineer', units = ['product'] }\n";
    for text in [full, SHORTEST] {
        let loaded = good(load_str(text));
        let written = loaded.scenario.to_toml().unwrap();
        let again = good(load_str(&written));
        assert_eq!(again.scenario, loaded.scenario, "{written}");
        assert_eq!(again.scenario.to_toml().unwrap(), written);
        let json = serde_json::to_string(&loaded.scenario).unwrap();
        let again: scenario::Scenario = serde_json::from_str(&json).unwrap();
        assert_eq!(again, loaded.scenario);
    }
}

#[test]
fn a_file_may_let_an_event_of_its_base_wait_for_a_condition() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "base.toml",
        "[events.a]\nquarter = 4\nrepeat_quarters = 4\nhiring_freeze = { quarters = 2 }\n",
    );
    write(
        "waiting.toml",
        "extends = 'base.toml'\n[events.a]\nrepeat_quarters = 0\n\
         when = { measure = 'reputation', below = 0.5, for_quarters = 3 }\n",
    );
    write(
        "again.toml",
        "extends = 'waiting.toml'\n[events.a]\nquarter = 7\n",
    );
    let event = |name: &str, overrides: &[String]| {
        let loaded = good(load(&folder.path().join(name), overrides));
        let keys: Vec<String> = loaded.settings.iter().map(|s| s.key()).collect();
        let mut keys = keys.into_iter().filter(|key| key.starts_with("events."));
        (
            loaded.scenario.events["a"].clone(),
            keys.any(|key| key.ends_with(".quarter")),
        )
    };
    let (base, dated) = event("base.toml", &[]);
    assert_eq!((base.trigger, dated), (Trigger::Quarter(4), true));
    assert_eq!(base.repeat_quarters, Some(4));
    let (waiting, dated) = event("waiting.toml", &[]);
    let Trigger::When(condition) = &waiting.trigger else {
        panic!("{waiting:?}");
    };
    assert_eq!((condition.below, condition.for_quarters), (Some(0.5), 3));
    assert_eq!((waiting.repeat_quarters, dated), (None, false));
    assert_eq!(waiting.action, base.action);
    assert_eq!(event("again.toml", &[]).0.trigger, Trigger::Quarter(7));
    // An override of a quarter or a bound does the same.
    let quarter = ["events.a.quarter=9".to_owned()];
    assert_eq!(
        event("waiting.toml", &quarter).0.trigger,
        Trigger::Quarter(9)
    );
    let bound = ["events.a.when.below=0.25".to_owned()];
    let (changed, _) = event("waiting.toml", &bound);
    assert!(matches!(changed.trigger, Trigger::When(c) if c.below == Some(0.25)));
}

#[test]
fn every_key_of_an_event_can_be_overridden() {
    let overridden = |key: &str, value: &str| {
        let loaded = good(set(SHORTEST, &[&format!("events.{key}={value}")]));
        loaded.scenario.events[&key[..1]].clone()
    };
    for (key, value) in [
        ("a.reorganise.over_quarters", "2"),
        ("a.reorganise.announced_quarters", "1"),
        ("b.restore_autonomy.structure", "loose-coupling"),
        ("c.departure.who", "most-central"),
        ("c.departure.people", "2"),
        ("d.hiring_freeze.role", "engineer"),
        ("e.layoff.share", "0.5"),
        ("f.change_budget.role", "researcher"),
        ("g.change_compute.factor", "3"),
        ("h.retention_grant.pay_share", "1"),
        ("i.descope_flagship.scale", "0.25"),
        ("j.demand_shock.units", "['product']"),
        ("k.offer_wave.skill_slope", "1"),
        ("k.repeat_quarters", "5"),
        ("l.when.for_quarters", "2"),
        ("l.spin_off.people", "4"),
    ] {
        let before = good(load_str(SHORTEST)).scenario.events[&key[..1]].clone();
        assert_ne!(overridden(key, value), before, "{key}");
    }
}

#[test]
fn who_is_named_twice_is_reached_once() {
    let text = "[events.a]\nquarter = 4\n\
                reorganise = { structure = 'fusion-teams', units = ['core', 'core'] }\n";
    let loaded = good(load_str(text));
    assert_eq!(loaded.warnings.len(), 1);
    let action = &loaded.scenario.events["a"].action;
    assert_eq!(action.units(), Some(&["core".to_owned()][..]));
}

/// What is no contradiction: another unit, another role, another quarter, or
/// another thing in the same one.
#[test]
fn events_that_can_happen_together_are_accepted() {
    let text = "\
        [units.lab]\n[units.product]\n\
        [events.a]\nquarter = 4\nreorganise = { structure = 'fusion-teams', over_quarters = 4 }\n\
        [events.b]\nquarter = 6\nrestore_autonomy = { units = ['lab'] }\n\
        [events.c]\nquarter = 4\nchange_budget = { funded_share = 0.9, role = 'researcher' }\n\
        [events.d]\nquarter = 4\nchange_budget = { funded_share = 0.8, role = 'engineer' }\n\
        [events.e]\nquarter = 4\nhiring_freeze = { quarters = 100 }\n\
        [events.f]\nquarter = 4\nrepeat_quarters = 2\nchange_compute = { factor = 1.1 }\n\
        [events.g]\nquarter = 5\nrepeat_quarters = 2\nchange_compute = { factor = 0.9 }\n\
        [events.i]\nquarter = 4\nlayoff = { share = 0.1, units = ['lab'] }\n\
        [events.j]\nquarter = 4\nlayoff = { share = 0.2, units = ['product'] }\n\
        [events.h]\nwhen = { measure = 'reputation', above = 2 }\nchange_compute = { factor = 2 }\n";
    let loaded = good(load_str(text));
    assert!(loaded.warnings.is_empty(), "{}", Faults(loaded.warnings));
    // The second unit follows two quarters later.
    let fusion: &Event = &loaded.scenario.events["a"];
    assert_eq!(fusion.structure_changes(2, 20), [(0, 4), (1, 6)]);
}

/// Going back and forth: what repeats is followed through time.
#[test]
fn a_structure_may_come_and_go() {
    let text = "\
        [events.there]\nquarter = 4\nrepeat_quarters = 8\n\
        reorganise = { structure = 'fusion-teams' }\n\
        [events.back]\nquarter = 8\nrepeat_quarters = 8\nrestore_autonomy = {}\n";
    let loaded = good(load_str(text));
    assert!(loaded.warnings.is_empty(), "{}", Faults(loaded.warnings));
    // A restoration on a condition may find what another condition has changed.
    let text = "\
        [events.there]\nwhen = { measure = 'reputation', above = 1 }\n\
        reorganise = { structure = 'fusion-teams' }\n\
        [events.back]\nquarter = 8\nrestore_autonomy = {}\n";
    assert!(good(load_str(text)).warnings.is_empty());
}
