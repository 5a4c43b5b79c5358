//! The levers of a scenario: what can be moved, from where to where, and what that means.

use serde::Serialize;

use crate::scenario::{Loaded, Range, Scenario, Setting, Trigger, Type, Value, registry};

/// A lever: something of the scenario that can be moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lever {
    /// Its name in links and requests: a word, or the key of a parameter.
    pub id: String,
    /// What it asks, in plain words.
    pub asks: String,
    /// What it means, in sentences.
    pub meaning: String,
    /// Where its range comes from: rows of the evidence, a modelling choice, or the user.
    pub source: String,
    /// Unit of a number.
    pub unit: String,
    /// What can be chosen.
    #[serde(flatten)]
    pub kind: Kind,
    /// Where it stands in the scenario.
    pub value: serde_json::Value,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// A number between two ends.
    Number {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
        /// From one value to the next.
        step: f64,
    },
    /// A quarter of the run, or, if that may be, never.
    Quarter {
        /// Last quarter.
        high: u32,
        /// Whether it may be never, which is `null`.
        or_never: bool,
        /// What a timeline calls what happens then.
        mark: String,
    },
    /// One of some words; the first may be empty, for none of them.
    Choice {
        /// The words.
        words: Vec<String>,
    },
    /// On or off.
    Switch,
}

/// The levers that a page has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offered {
    /// Those of the short list, in groups with a heading.
    pub groups: Vec<(String, Vec<Lever>)>,
    /// All other parameters.
    pub others: Vec<Lever>,
}

/// Keys of a structure that the change moves, and what they ask.
pub(super) const OF_STRUCTURE: [(&str, &str); 7] = [
    (
        "technical_control",
        "How much of the research agenda does product set?",
    ),
    (
        "evaluation_weight",
        "How much of a researcher's appraisal rests on product outcomes?",
    ),
    ("runway_quarters", "How long is research left alone?"),
    (
        "mixed_teams",
        "How many research crews sit with engineers, under a product manager?",
    ),
    (
        "cross_ties",
        "How often does a new tie connect research and product?",
    ),
    (
        "concurrent_assignments",
        "How many projects has a researcher at once?",
    ),
    (
        "publication_share",
        "How much of finished research may be published?",
    ),
];

/// Keys of the scenario at large, and what they ask.
const AT_LARGE: [(&str, &str); 3] = [
    (
        "labour_market.shock_probability",
        "How often do jolts, such as offers, reach people?",
    ),
    (
        "hiring.fill_median",
        "How long does it take to fill a vacancy?",
    ),
    (
        "transfer.tacitness",
        "How much of a breakthrough is in heads, and not in papers?",
    ),
];

pub(super) const STRUCTURE: &str = "structure";
pub(super) const WHEN: &str = "when";
pub(super) const UNDONE: &str = "undone";
pub(super) const GROWTH: &str = "growth";
pub(super) const GRANT: &str = "grant";
pub(super) const PAY: &str = "pay";

/// A quarter in which a change can be seen before and after.
const USUAL_QUARTER: u32 = 8;

/// The quarter in which a change comes if nobody says otherwise.
pub(super) fn usual_quarter(scenario: &Scenario) -> u32 {
    USUAL_QUARTER.min(scenario.simulation.quarters / 3)
}

/// The structure that the first unit has.
pub(super) fn first_structure(scenario: &Scenario) -> &str {
    let first = scenario.units.values().next();
    first.map_or("", |unit| &unit.structure)
}

/// The levers of a scenario.
pub fn levers(loaded: &Loaded) -> Offered {
    let scenario = &loaded.scenario;
    let mut change = vec![choice_of_structure(scenario)];
    let structure = first_structure(scenario);
    change.extend(OF_STRUCTURE.iter().filter_map(|(key, asks)| {
        let full = format!("structures.{structure}.{key}");
        let mut lever = of_setting(setting(loaded, &full)?)?;
        lever.id = (*key).to_owned();
        lever.asks = (*asks).to_owned();
        widened(&mut lever, key);
        Some(lever)
    }));
    let last = scenario.simulation.quarters.saturating_sub(1);
    let quarter = |id: &str, [mark, asks, meaning]: [&str; 3], or_never, value| Lever {
        id: id.to_owned(),
        asks: asks.to_owned(),
        meaning: meaning.to_owned(),
        source: "user".to_owned(),
        unit: "quarter".to_owned(),
        kind: Kind::Quarter {
            high: last,
            or_never,
            mark: mark.to_owned(),
        },
        value,
    };
    let mut time = vec![
        quarter(
            WHEN,
            [
                "change",
                "When does the change come?",
                "The quarter at whose start all of the above takes effect: teams are formed anew, \
                 ties break, and work is disrupted.",
            ],
            false,
            usual_quarter(scenario).into(),
        ),
        quarter(
            UNDONE,
            [
                "undone",
                "When is it undone?",
                "The quarter at whose start units return to the structure that they had.",
            ],
            true,
            serde_json::Value::Null,
        ),
    ];
    for (name, event) in &scenario.events {
        if let Trigger::Quarter(at) = event.trigger {
            let asks = format!("When does \u{201c}{name}\u{201d} come?");
            let id = format!("events.{name}.quarter");
            let meaning = "The quarter at whose start this event of the scenario takes effect.";
            time.push(quarter(&id, [name, &asks, meaning], false, at.into()));
        }
    }
    let mut rest = vec![growth(), pay(), grant()];
    rest.extend(AT_LARGE.iter().filter_map(|(key, asks)| {
        let mut lever = of_setting(setting(loaded, key)?)?;
        lever.asks = (*asks).to_owned();
        Some(lever)
    }));
    let groups = vec![
        ("What changes".to_owned(), change),
        ("When".to_owned(), time),
        ("People and market".to_owned(), rest),
    ];
    let is_offered = |id: &str| {
        groups
            .iter()
            .flat_map(|(_, own)| own)
            .any(|own| own.id == id)
    };
    let others = loaded.settings.iter().filter_map(of_setting);
    let others = others.filter(|lever| !is_offered(&lever.id)).collect();
    Offered { groups, others }
}

fn setting<'a>(loaded: &'a Loaded, key: &str) -> Option<&'a Setting> {
    loaded.settings.iter().find(|setting| setting.key() == key)
}

/// Levers of a structure reach as far as any shipped structure does.
fn widened(lever: &mut Lever, key: &str) {
    let Kind::Number { low, high, step } = &mut lever.kind else {
        return;
    };
    let end = format!(".{key}");
    let keys = registry().ranged();
    for known in keys.filter(|known| known.starts_with("structures.") && known.ends_with(&end)) {
        let path: Vec<String> = known.split('.').map(str::to_owned).collect();
        if let Some(range) = registry().plausible(&path) {
            *low = low.min(range.low);
            *high = high.max(range.high);
        }
    }
    if *step != 1.0 {
        *step = round_step((*high - *low) / 40.0);
    }
}

fn choice_of_structure(scenario: &Scenario) -> Lever {
    let own = scenario.structures.keys().cloned();
    Lever {
        id: STRUCTURE.to_owned(),
        asks: "Which structure do units change to?".to_owned(),
        meaning: "A structure with all of its values, from which the levers below start; or each \
                  unit keeps its own, and only what is moved below changes."
            .to_owned(),
        source: "user".to_owned(),
        unit: String::new(),
        kind: Kind::Choice {
            words: std::iter::once(String::new()).chain(own).collect(),
        },
        value: "".into(),
    }
}

fn growth() -> Lever {
    Lever {
        id: GROWTH.to_owned(),
        asks: "How fast do units grow?".to_owned(),
        meaning: "Growth in the seats of every unit a quarter, from quarter 0 on, beside what the \
                  scenario plans; below 0 units shrink as people leave."
            .to_owned(),
        source: "user".to_owned(),
        unit: "share per quarter".to_owned(),
        kind: Kind::Number {
            low: -0.05,
            high: 0.1,
            step: 0.005,
        },
        value: 0.0.into(),
    }
}

fn pay() -> Lever {
    Lever {
        id: PAY.to_owned(),
        asks: "What does everybody earn, against the market?".to_owned(),
        meaning: "Pay of all from the quarter of the change on, relative to what it was against \
                  the market before; those who come earn as much, and payroll moves along. 1 is as \
                  before."
            .to_owned(),
        source: "modelling choice".to_owned(),
        unit: "ratio".to_owned(),
        kind: Kind::Number {
            low: 0.8,
            high: 1.3,
            step: 0.01,
        },
        value: 1.0.into(),
    }
}

fn grant() -> Lever {
    Lever {
        id: GRANT.to_owned(),
        asks: "How strongly does a grant hold people?".to_owned(),
        meaning:
            "Decrease in the log hazard of leaving of all who are there when the change comes, \
                  for eight quarters; 0 is no grant."
                .to_owned(),
        source: "E90 E91".to_owned(),
        unit: "log hazard".to_owned(),
        kind: Kind::Number {
            low: 0.0,
            high: 1.5,
            step: 0.1,
        },
        value: 0.0.into(),
    }
}

/// The lever of a parameter; none of texts that stand for themselves and of lists.
fn of_setting(setting: &Setting) -> Option<Lever> {
    let parameter = setting.parameter;
    let key = setting.key();
    // how long and how often to simulate is no matter of the organisation
    if key.starts_with("simulation.") {
        return None;
    }
    let (kind, value) = match (&setting.value, &parameter.range) {
        (Value::Switch(value), _) => (Kind::Switch, (*value).into()),
        (Value::Text(value), Range::Choices(words)) => {
            let words = words.clone();
            (Kind::Choice { words }, value.clone().into())
        }
        (Value::Number(_) | Value::Integer(_), Range::Interval(allowed)) => {
            let value = setting.value.as_f64()?;
            let reach = setting.plausible().unwrap_or(allowed);
            let end = |end: f64, other: f64| if end.is_finite() { end } else { other };
            let low = end(reach.low, value - value.abs().max(1.0)).min(value);
            let high = end(reach.high, value + 2.0 * value.abs().max(1.0)).max(value);
            let high = match setting.plausible() {
                Some(_) => high,
                // what is allowed at most is no range to move a lever over
                None => high.min((4.0 * value.abs()).max(1.0)),
            };
            let step = match parameter.kind {
                Type::Integer => 1.0,
                _ => round_step((high - low) / 40.0),
            };
            (Kind::Number { low, high, step }, value.into())
        }
        _ => return None,
    };
    Some(Lever {
        asks: key.clone(),
        id: key,
        meaning: parameter.meaning.clone(),
        source: parameter.source.clone(),
        unit: parameter.unit.clone(),
        kind,
        value,
    })
}

/// The largest of 1, 2 and 5 times a power of ten that is no larger.
fn round_step(most: f64) -> f64 {
    let mut power = 1.0;
    while power > most && power > 1e-12 {
        power /= 10.0;
    }
    while 10.0 * power <= most {
        power *= 10.0;
    }
    let steps = [5.0, 2.0, 1.0].into_iter();
    let found = steps.map(|step| step * power).find(|step| *step <= most);
    found.unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load_str;

    #[test]
    fn every_lever_stands_within_its_range() {
        let text = "[events.fuse]\nquarter = 5\nreorganise = { structure = \"fusion-teams\" }\n";
        let offered = levers(&load_str(text).unwrap());
        let short = offered.groups.iter().flat_map(|(_, own)| own);
        let mut ids: Vec<&str> = Vec::new();
        for lever in short.chain(&offered.others) {
            assert!(!ids.contains(&&*lever.id), "{} is there twice", lever.id);
            assert!(!lever.meaning.is_empty() && !lever.asks.is_empty());
            ids.push(&lever.id);
            if let Kind::Number { low, high, step } = &lever.kind {
                let value = lever.value.as_f64().unwrap();
                assert!((*low..=*high).contains(&value), "{lever:?}");
                assert!(
                    low < high && *step > 0.0 && step <= &(high - low),
                    "{lever:?}"
                );
            }
        }
        assert!(ids.contains(&"events.fuse.quarter") && ids.contains(&"transfer.tacitness"));
        assert!(OF_STRUCTURE.iter().all(|(key, _)| ids.contains(key)));
        assert!(AT_LARGE.iter().all(|(key, _)| ids.contains(key)));
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(
            [0.024, 0.05, 7.0, 30.0].map(round_step),
            [0.02, 0.05, 5.0, 20.0]
        );
    }
}
