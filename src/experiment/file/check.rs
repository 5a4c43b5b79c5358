//! A value of an experiment file, checked against its key.

use super::code;
use super::key::{Key, Kind};
use super::value::{Item, Override, Value};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::spec::{Data, Entry, Spec, Table};
use crate::scenario::{Interval, Type, spelling};
use crate::text::{against_cell, against_text};

/// The value of a key that is no table; `path` is how messages name it.
pub(super) fn check(key: &Key, path: &str, spec: &Spec) -> Result<Value, Box<Diagnostic>> {
    let wrong = || wrong_type(key, path, spec);
    let refused = |found: &str| refused(key, path, found, spec);
    match (&key.kind, &spec.data) {
        (Kind::Text | Kind::Line, Data::Text(text)) => {
            let objection = match key.kind {
                Kind::Line => against_cell(text),
                _ => against_text(text),
            };
            match objection {
                None => Ok(Value::Text(text.clone())),
                Some(objection) => {
                    let fault = Diagnostic::against(&code::BAD_TEXT, path, objection);
                    Err(fault.at(&spec.place, "").into())
                }
            }
        }
        (Kind::Choice(words), Data::Text(text)) => match words.contains(text) {
            true => Ok(Value::Text(text.clone())),
            false => {
                let fault = *refused(&format!("\"{text}\""));
                Err(match nearest(text, words.iter().map(String::as_str)) {
                    Some(near) => fault.help(format!("did you mean \"{near}\"?")).into(),
                    None => fault.into(),
                })
            }
        },
        (Kind::Switch, Data::Switch(switch)) => Ok(Value::Switch(*switch)),
        (Kind::Whole(interval), Data::Integer(number)) => {
            let whole = number.and_then(|number| u64::try_from(number).ok());
            let whole = whole.filter(|&whole| interval.contains(whole as f64));
            whole
                .map(Value::Whole)
                .ok_or_else(|| refused(spec.place.text()))
        }
        (Kind::Number(interval), data) => {
            let number = number(data).ok_or_else(wrong)?;
            match interval.contains(number) {
                true => Ok(Value::Number(number)),
                false => {
                    let fault = *refused(spec.place.text());
                    let help = spelling::of_percent(&key.unit, number);
                    Err(help.into_iter().fold(fault, Diagnostic::help).into())
                }
            }
        }
        (Kind::Texts, Data::Text(text)) => {
            Ok(Value::Texts(vec![(text.clone(), spec.place.clone())]))
        }
        (Kind::Texts, Data::List(list)) if !list.is_empty() => {
            let text = |item: &Spec| match &item.data {
                Data::Text(text) => Some((text.clone(), item.place.clone())),
                _ => None,
            };
            let texts = list.iter().map(text).collect::<Option<_>>();
            texts.map(Value::Texts).ok_or_else(wrong)
        }
        (Kind::Values, Data::List(list)) => items(list).map(Value::Items).ok_or_else(wrong),
        (Kind::Range(words), Data::Text(text)) if words.contains(text) => {
            Ok(Value::Text(text.clone()))
        }
        (Kind::Range(_), Data::List(list)) => {
            let ends = items(list).ok_or_else(wrong)?;
            match ends.as_slice() {
                [Item::Number(low), Item::Number(high)] if low < high => Ok(Value::Items(ends)),
                [Item::Number(_), Item::Number(_)] => Err(refused("empty or reversed")),
                _ => Err(wrong()),
            }
        }
        (Kind::Rows, Data::List(list)) => {
            let row = |row: &Spec| match &row.data {
                Data::List(list) => items(list),
                _ => None,
            };
            let rows = list.iter().map(row).collect::<Option<_>>();
            rows.map(Value::Rows).ok_or_else(wrong)
        }
        (Kind::Overrides, Data::Table(table)) => {
            let mut all = Vec::new();
            overrides(table, "", &mut all);
            Ok(Value::Overrides(all))
        }
        (Kind::Numbers(interval), Data::Table(table)) => numbers(interval, table).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn number(data: &Data) -> Option<f64> {
    match data {
        Data::Integer(Some(number)) => Some(*number as f64),
        Data::Number(number) => Some(*number),
        _ => None,
    }
}

fn numbers(interval: &Interval, table: &Table) -> Option<Value> {
    let pair = |(key, entry): (&String, &Entry)| {
        let number = number(&entry.value.data).filter(|number| interval.contains(*number))?;
        Some((key.clone(), number, entry.key.clone()))
    };
    table
        .iter()
        .map(pair)
        .collect::<Option<_>>()
        .map(Value::Numbers)
}

fn items(list: &[Spec]) -> Option<Vec<Item>> {
    let item = |item: &Spec| match &item.data {
        Data::Text(text) => Some(Item::Text(text.clone())),
        data => number(data).filter(|x| x.is_finite()).map(Item::Number),
    };
    list.iter().map(item).collect()
}

/// Every value of a table of scenario keys, as an override. A key may hold dots.
fn overrides(table: &Table, path: &str, all: &mut Vec<Override>) {
    for (key, entry) in table {
        let path = match path {
            "" => key.clone(),
            path => format!("{path}.{key}"),
        };
        match &entry.value.data {
            Data::Table(table) if !entry.value.place.text().starts_with('{') => {
                overrides(table, &path, all);
            }
            _ => all.push(Override {
                text: format!("{path}={}", entry.value.place.text()),
                place: entry.value.place.clone(),
            }),
        }
    }
}

fn refused(key: &Key, path: &str, found: &str, spec: &Spec) -> Box<Diagnostic> {
    let fault = Diagnostic::new(&code::OUT_OF_RANGE, format!("`{path}` is {found}"));
    let fault = fault.at(&spec.place, "");
    fault.note(format!("allowed: {}", key.kind.words())).into()
}

/// A value of another type than its key takes.
fn wrong_type(key: &Key, path: &str, spec: &Spec) -> Box<Diagnostic> {
    let (words, found) = (key.kind.words(), spec.data.kind());
    let message = format!("`{path}` must be {words}, but this is {found}");
    let fault = Diagnostic::new(&code::WRONG_TYPE, message).at(&spec.place, "");
    let expected = match key.kind {
        Kind::Text | Kind::Line | Kind::Choice(_) => Some(Type::Text),
        Kind::Switch => Some(Type::Switch),
        Kind::Whole(_) => Some(Type::Integer),
        Kind::Number(_) => Some(Type::Number),
        _ => None,
    };
    let help = expected.and_then(|expected| spelling::instead(expected, spec));
    help.into_iter().fold(fault, Diagnostic::help).into()
}
