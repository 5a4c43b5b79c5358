//! What results depend on, and how two of these differ.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// More of a value is not told.
const MOST_LETTERS: usize = 60;

/// One thing in which two identities differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Where it stands: `scenario.transfer.tacitness`, `measures[2]`.
    pub path: String,
    /// What the file has; `None` if it lacks the key.
    pub there: Option<Value>,
    /// What was asked for; `None` if that lacks the key.
    pub here: Option<Value>,
}

impl fmt::Display for Difference {
    /// `scenario.transfer.tacitness: 0.5 there, 0.8 here`; of a whole object, such as a
    /// scenario, that it is there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |value: &Option<Value>| match value {
            Some(Value::Object(_)) => "present".to_owned(),
            Some(value) => {
                let text = value.to_string();
                match text.char_indices().nth(MOST_LETTERS) {
                    Some((end, _)) => format!("{}…", &text[..end]),
                    None => text,
                }
            }
            None => "absent".to_owned(),
        };
        let (there, here) = (side(&self.there), side(&self.here));
        write!(f, "{}: {there} there, {here} here", self.path)
    }
}

/// The same document with the keys of every object sorted, as reading it from a
/// file gives it.
///
/// # Errors
/// If it is nested deeper than a file may be (about 120 levels).
pub(super) fn canonical(identity: &Value) -> Result<Value, serde_json::Error> {
    let mut sorted = identity.clone();
    sorted.sort_all_objects();
    serde_json::from_str(&sorted.to_string())
}

/// Every difference between two identities, in the order of their paths.
pub(super) fn differences(there: &Value, here: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(String::new(), Some(there), Some(here), &mut found);
    found
}

fn compare(path: String, there: Option<&Value>, here: Option<&Value>, found: &mut Vec<Difference>) {
    match (there, here) {
        (there, here) if there == here => {}
        (Some(Value::Object(there)), Some(Value::Object(here))) => {
            let keys: BTreeSet<&String> = there.keys().chain(here.keys()).collect();
            for key in keys {
                let inner = match path.as_str() {
                    "" => key.clone(),
                    path => format!("{path}.{key}"),
                };
                compare(inner, there.get(key), here.get(key), found);
            }
        }
        (Some(Value::Array(there)), Some(Value::Array(here))) => {
            for at in 0..there.len().max(here.len()) {
                compare(format!("{path}[{at}]"), there.get(at), here.get(at), found);
            }
        }
        (there, here) => found.push(Difference {
            path: if path.is_empty() {
                "all".to_owned()
            } else {
                path
            },
            there: there.cloned(),
            here: here.cloned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(there: &Value, here: &Value) -> Vec<String> {
        let found = differences(there, here);
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_difference_is_named_by_its_path() {
        let there = json!({
            "scenario": {"transfer": {"tacitness": 0.5, "share": 1}, "name": "a"},
            "measures": ["x", "y"],
            "seed": 1,
        });
        let here = json!({
            "scenario": {"transfer": {"tacitness": 0.8, "share": 1.0}, "name": "a"},
            "measures": ["x", "z", "w"],
            "version": {"major": 2},
        });
        assert_eq!(
            told(&there, &here),
            [
                "measures[1]: \"y\" there, \"z\" here",
                "measures[2]: absent there, \"w\" here",
                "scenario.transfer.share: 1 there, 1.0 here",
                "scenario.transfer.tacitness: 0.5 there, 0.8 here",
                "seed: 1 there, absent here",
                "version: absent there, present here",
            ]
        );
        assert_eq!(told(&json!(1), &json!([1])), ["all: 1 there, [1] here"]);
        let long = json!({"variant": "ä".repeat(100)});
        let cut = format!("variant: absent there, \"{}… here", "ä".repeat(59));
        assert_eq!(told(&json!({}), &long), [cut]);
        assert!(told(&there, &there).is_empty());
    }

    #[test]
    fn the_order_of_keys_is_no_difference() {
        let one = canonical(&json!({"b": {"d": 1, "c": [{"f": 2, "e": 3}]}, "a": 4})).unwrap();
        let other = canonical(&json!({"a": 4, "b": {"c": [{"e": 3, "f": 2}], "d": 1}})).unwrap();
        assert_eq!(one.to_string(), other.to_string());
        assert_eq!(
            one.to_string(),
            r#"{"a":4,"b":{"c":[{"e":3,"f":2}],"d":1}}"#
        );
    }

    /// A number that a reader which rounds twice gets wrong by one digit.
    #[test]
    fn numbers_come_back_with_every_bit() {
        for bits in [
            0x3fb9_9999_9999_999a_u64,
            0x3ff0_0000_0000_0001,
            1,
            0x44b5_2d02_c7e1_4af6,
        ] {
            let number = json!(f64::from_bits(bits));
            assert_eq!(
                canonical(&number).unwrap().as_f64().map(f64::to_bits),
                Some(bits)
            );
        }
    }

    #[test]
    fn a_document_too_deep_to_be_read_is_refused() {
        let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
        assert!(canonical(&deep).is_err());
    }
}
