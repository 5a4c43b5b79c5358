//! What somebody meant who wrote a value in another way than its key takes.

use super::spec::{Data, Spec};
use super::value::Type;

/// How to write a value of another type than expected, if that can be told.
pub(crate) fn instead(expected: Type, spec: &Spec) -> Option<String> {
    let text = match &spec.data {
        Data::Text(text) => text.trim(),
        _ => "",
    };
    match (expected, &spec.data) {
        (Type::Integer, Data::Number(x)) if x.trunc() == *x && x.abs() < 1e15 => {
            Some(format!("write {x}"))
        }
        (Type::Integer | Type::Number, Data::Text(_)) => text
            .parse::<f64>()
            .ok()
            .map(|number| format!("write {number}, without quotes")),
        (Type::Switch, Data::Text(_)) if matches!(text, "true" | "false") => {
            Some(format!("write {text}, without quotes"))
        }
        (Type::Switch, Data::Text(_)) if matches!(text, "on" | "yes") => {
            Some("write true".to_owned())
        }
        (Type::Switch, Data::Text(_)) if matches!(text, "off" | "no") => {
            Some("write false".to_owned())
        }
        (Type::Names, Data::Text(_)) if !text.starts_with('[') => {
            Some(format!("write [\"{text}\"]"))
        }
        (Type::Text, Data::Switch(_) | Data::Integer(_) | Data::Number(_) | Data::Date) => {
            Some(format!("write \"{}\", in quotes", spec.place.text()))
        }
        _ => None,
    }
}

/// How to write a number of percent as a share, if it may be one.
pub(crate) fn of_percent(unit: &str, number: f64) -> Option<String> {
    let is_share = matches!(unit, "share" | "probability");
    let is_percent = is_share && (5.0..=100.0).contains(&number);
    is_percent.then(|| format!("for {number} percent, write {}", number / 100.0))
}
