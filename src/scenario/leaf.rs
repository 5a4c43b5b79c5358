//! One value of a file, checked for type and range.

use std::fmt;

use super::code;
use super::parameter::{Parameter, Range};
use super::spec::{Data, Entry, Spec};
use super::spelling;
use super::value::{Path, Type, Value, dotted};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::measures::{Measure, find, quarterly_keys};
use crate::text::{against_cell, against_text};

/// A value that has the type of its parameter and lies in its range.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) value: Value,
    pub(crate) place: Place,
    /// Places of the items of a list.
    pub(crate) items: Vec<Place>,
}

/// The path of a value, written as a file would only where there is something to say.
#[derive(Clone, Copy)]
struct Key<'a>(&'a [String]);

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&dotted(self.0))
    }
}

type Checked<T> = Result<T, Box<Diagnostic>>;

/// Checks the value of a parameter. Whether a name is known cannot be said
/// before all files are read; that is checked later.
pub(crate) fn check(parameter: &Parameter, path: &Path, entry: &Entry) -> Checked<Leaf> {
    let spec = &entry.value;
    let key = Key(path);
    let value = typed(parameter, key, spec)?;
    if let Value::Text(text) = &value {
        let objection = match parameter.range {
            Range::Line => against_cell(text),
            _ => against_text(text),
        };
        if let Some(objection) = objection {
            let fault = Diagnostic::against(&code::BAD_TEXT, &key.to_string(), objection);
            return Err(fault.at(&spec.place, "").into());
        }
    }
    match &parameter.range {
        Range::Interval(interval) => {
            if let Some(x) = value.as_f64()
                && !interval.contains(x)
            {
                return Err(out_of_range(parameter, key, spec, x));
            }
        }
        Range::Choices(choices) => {
            if let Value::Text(word) = &value
                && !choices.contains(word)
            {
                return Err(unknown_choice(choices, key, spec, word));
            }
        }
        Range::Measure => {
            if let Value::Text(key) = &value
                && !find(key).is_some_and(Measure::can_be_waited_for)
            {
                return Err(unknown_measure(spec, key));
            }
        }
        Range::Any | Range::Line | Range::Names { .. } => {}
    }
    let items = match &spec.data {
        Data::List(items) => items.iter().map(|item| item.place.clone()).collect(),
        _ => Vec::new(),
    };
    Ok(Leaf {
        value,
        place: spec.place.clone(),
        items,
    })
}

fn typed(parameter: &Parameter, key: Key<'_>, spec: &Spec) -> Checked<Value> {
    match (parameter.kind, &spec.data) {
        (Type::Switch, Data::Switch(switch)) => Ok(Value::Switch(*switch)),
        (Type::Text, Data::Text(text)) => Ok(Value::Text(text.clone())),
        (Type::Integer, Data::Integer(number)) => {
            let fits = number.and_then(|number| i64::try_from(number).ok());
            fits.map(Value::Integer)
                .ok_or_else(|| too_large(parameter, key, spec))
        }
        (Type::Number, Data::Integer(Some(number))) => Ok(Value::Number(*number as f64)),
        (Type::Number, Data::Integer(None)) => Err(too_large(parameter, key, spec)),
        (Type::Number, Data::Number(number)) if number.is_finite() => {
            // Minus zero is zero, also in the text that is hashed.
            Ok(Value::Number(number + 0.0))
        }
        (Type::Number, Data::Number(_)) => Err(not_finite(parameter, key, spec)),
        (Type::Names, Data::List(items)) => {
            let names = items.iter().map(|item| match &item.data {
                Data::Text(name) => Ok(name.clone()),
                _ => Err(wrong_item(parameter.kind, key, item)),
            });
            every(names).map(Value::Names)
        }
        (Type::Integers, Data::List(items)) => {
            let numbers = items.iter().map(|item| match &item.data {
                Data::Integer(Some(number)) => whole(parameter, key, item, *number),
                Data::Integer(None) => Err(too_large(parameter, key, item)),
                _ => Err(wrong_item(parameter.kind, key, item)),
            });
            every(numbers).map(Value::Integers)
        }
        _ => Err(wrong_type(parameter, key, spec)),
    }
}

fn wrong_type(parameter: &Parameter, key: Key<'_>, spec: &Spec) -> Box<Diagnostic> {
    let expected = parameter.kind;
    let found = spec.data.kind();
    let fault = Diagnostic::new(
        &code::WRONG_TYPE,
        format!("`{key}` must be {expected}, but this is {found}"),
    )
    .at(&spec.place, format!("expected {expected}"));
    let fault = with_range(fault, parameter);
    let help = spelling::instead(expected, spec);
    help.into_iter().fold(fault, Diagnostic::help).into()
}

/// All items, or one fault that points to every bad one.
fn every<T>(items: impl Iterator<Item = Checked<T>>) -> Checked<Vec<T>> {
    let (mut good, mut fault) = (Vec::new(), None::<Box<Diagnostic>>);
    for item in items {
        match (item, &mut fault) {
            (Ok(item), _) => good.push(item),
            (Err(bad), None) => fault = Some(bad),
            (Err(bad), Some(fault)) => fault.related.extend(bad.primary),
        }
    }
    fault.map_or(Ok(good), Err)
}

/// An item of a list of whole numbers, each of which lies in the range.
fn whole(parameter: &Parameter, key: Key<'_>, item: &Spec, number: i128) -> Checked<i64> {
    let inside = match &parameter.range {
        Range::Interval(interval) => interval.contains(number as f64),
        _ => true,
    };
    match i64::try_from(number) {
        Ok(number) if inside => Ok(number),
        _ => Err(out_of_range(parameter, key, item, number as f64)),
    }
}

fn wrong_item(list: Type, key: Key<'_>, item: &Spec) -> Box<Diagnostic> {
    let found = item.data.kind();
    let message = format!("`{key}` must be {list}, but one item is {found}");
    let expected = match list {
        Type::Integers => "expected a whole number",
        _ => "expected a name",
    };
    Diagnostic::new(&code::WRONG_TYPE, message)
        .at(&item.place, expected)
        .into()
}

fn too_large(parameter: &Parameter, key: Key<'_>, spec: &Spec) -> Box<Diagnostic> {
    let fault = Diagnostic::new(&code::OUT_OF_RANGE, format!("`{key}` is out of range"));
    with_range(fault.at(&spec.place, "too large"), parameter).into()
}

fn not_finite(parameter: &Parameter, key: Key<'_>, spec: &Spec) -> Box<Diagnostic> {
    let written = spec.place.text();
    let (message, label) = match &spec.data {
        Data::Number(x) if x.is_nan() => ("is not a number", "nan is not allowed"),
        _ if written.contains("inf") => ("is infinite", "inf is not allowed"),
        _ => ("is out of range", "too large"),
    };
    let fault = Diagnostic::new(&code::OUT_OF_RANGE, format!("`{key}` {message}"));
    with_range(fault.at(&spec.place, label), parameter).into()
}

fn out_of_range(parameter: &Parameter, key: Key<'_>, spec: &Spec, x: f64) -> Box<Diagnostic> {
    let words = match &parameter.range {
        Range::Interval(interval) => interval.words(),
        _ => String::new(),
    };
    let fault = Diagnostic::new(&code::OUT_OF_RANGE, format!("`{key}` is out of range"))
        .at(&spec.place, format!("must be {words}"));
    let fault = with_range(fault, parameter);
    let help = spelling::of_percent(&parameter.unit, x);
    help.into_iter().fold(fault, Diagnostic::help).into()
}

fn unknown_choice(choices: &[String], key: Key<'_>, spec: &Spec, word: &str) -> Box<Diagnostic> {
    let list: Vec<String> = choices
        .iter()
        .map(|choice| format!("\"{choice}\""))
        .collect();
    let fault = Diagnostic::new(&code::UNKNOWN_CHOICE, format!("unknown choice for `{key}`"))
        .at(&spec.place, "not one of the choices")
        .note(format!("choices: {}", list.join(", ")));
    match nearest(word, choices.iter().map(String::as_str)) {
        Some(near) => fault.help(format!("did you mean \"{near}\"?")).into(),
        None => fault.into(),
    }
}

fn unknown_measure(spec: &Spec, key: &str) -> Box<Diagnostic> {
    let shown: String = key.chars().take(60).collect();
    let message = format!("there is no quarterly measure `{shown}`");
    let fault = Diagnostic::new(&code::UNKNOWN_MEASURE, message)
        .at(&spec.place, "not a quarterly measure")
        .note("`orgsim measures` lists all measures, and which of them are quarterly");
    let keys = quarterly_keys();
    match nearest(key, keys.iter().map(String::as_str)) {
        Some(near) => fault.help(format!("did you mean \"{near}\"?")).into(),
        None => fault.into(),
    }
}

/// Says which values are allowed, and in which unit a number is.
fn with_range(fault: Diagnostic, parameter: &Parameter) -> Diagnostic {
    let fault = match parameter.range.words() {
        words if words.is_empty() => fault,
        words => fault.note(format!("allowed: {words}")),
    };
    match parameter.kind {
        Type::Integer | Type::Number | Type::Integers => {
            fault.note(format!("unit: {}", parameter.unit))
        }
        Type::Switch | Type::Text | Type::Names => fault,
    }
}
