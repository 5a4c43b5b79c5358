//! What a file says: its keys and values with their places, before anybody
//! asks whether they make sense.

use std::sync::Arc;

use indexmap::IndexMap;
use toml::de::{DeTable, DeValue};

use super::code;
use crate::diagnostic::{Diagnostic, Place, Source};

/// A value, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    /// Its place; that of a table is its header or its inline braces.
    pub(crate) place: Place,
    /// What it is.
    pub(crate) data: Data,
}

/// What a file can say.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    Switch(bool),
    /// `None`: beyond 128 bits.
    Integer(Option<i128>),
    /// May be infinite or no number; that is for others to judge.
    Number(f64),
    Text(String),
    Date,
    List(Vec<Spec>),
    Table(Table),
}

/// A table: its entries in the order of the file.
pub(crate) type Table = IndexMap<String, Entry>;

/// A key of a table and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Place,
    pub(crate) value: Spec,
}

/// Reads a text as TOML, as far as it can be read, and reports every fault of
/// syntax.
pub(crate) fn parse(source: &Arc<Source>) -> (Table, Vec<Diagnostic>) {
    parse_as(source, source.text())
}

/// Reads another text as if it stood in the source: places point there.
pub(crate) fn parse_as(source: &Arc<Source>, text: &str) -> (Table, Vec<Diagnostic>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let faults = errors.iter().map(|error| syntax_fault(source, error));
    (table(source, document.get_ref()), faults.collect())
}

fn syntax_fault(source: &Arc<Source>, error: &toml::de::Error) -> Diagnostic {
    let place = Place::new(source, error.span().unwrap_or_default());
    let word = place.text();
    let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic());
    let message = error.message();
    let message = message
        .strip_suffix(", expected nothing")
        .unwrap_or(message);
    // The parser tells what it expected; people want to know what they did.
    let set_twice = format!("`{word}` is set twice");
    let (message, help) = match message {
        message if message.starts_with("invalid boolean") && is_word => (
            "text needs quotes",
            format!("write \"{word}\", or true or false for a switch"),
        ),
        message if message.starts_with("string values must be quoted") => match word {
            "" => ("the value is missing", String::new()),
            word => (
                "this is not a value",
                format!("write \"{word}\" if it is text"),
            ),
        },
        "invalid basic string, expected `\"`" => {
            ("the text is not closed", "close it with \"".to_owned())
        }
        "invalid literal string, expected `'`" => {
            ("the text is not closed", "close it with '".to_owned())
        }
        "duplicate key" => (
            set_twice.as_str(),
            "set each key and each table once".to_owned(),
        ),
        message => (message, String::new()),
    };
    let fault = Diagnostic::new(&code::SYNTAX, message).at(&place, "");
    match help.as_str() {
        "" => fault,
        help => fault.help(help),
    }
}

fn table(source: &Arc<Source>, entries: &DeTable<'_>) -> Table {
    entries
        .iter()
        .map(|(key, value)| {
            let entry = Entry {
                key: Place::new(source, key.span()),
                value: Spec {
                    place: Place::new(source, value.span()),
                    data: data(source, value.get_ref()),
                },
            };
            (key.get_ref().to_string(), entry)
        })
        .collect()
}

fn data(source: &Arc<Source>, value: &DeValue<'_>) -> Data {
    match value {
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Integer(number) => {
            Data::Integer(i128::from_str_radix(number.as_str(), number.radix()).ok())
        }
        DeValue::Float(number) => Data::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(switch) => Data::Switch(*switch),
        DeValue::Datetime(_) => Data::Date,
        DeValue::Array(list) => Data::List(
            list.iter()
                .map(|item| Spec {
                    place: Place::new(source, item.span()),
                    data: data(source, item.get_ref()),
                })
                .collect(),
        ),
        DeValue::Table(entries) => Data::Table(table(source, entries)),
    }
}

impl Data {
    /// What it is, with its article, as a message needs it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Data::Switch(_) => "a boolean",
            Data::Integer(_) => "a whole number",
            Data::Number(_) => "a decimal number",
            Data::Text(_) => "text",
            Data::Date => "a date or time",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_notation() {
        let source = Source::new("t", "a = 1_000\nb = 0x1f\nc = -1e2\nd = +inf\ne = -nan\n");
        let (table, faults) = parse(&source);
        assert!(faults.is_empty());
        let data = |key: &str| table[key].value.data.clone();
        assert!(matches!(data("a"), Data::Integer(Some(1000))));
        assert!(matches!(data("b"), Data::Integer(Some(31))));
        assert!(matches!(data("c"), Data::Number(-100.0)));
        assert!(matches!(data("d"), Data::Number(f64::INFINITY)));
        assert!(matches!(data("e"), Data::Number(x) if x.is_nan()));
    }

    #[test]
    fn all_faults_of_syntax_are_reported() {
        let source = Source::new("t", "a = \nb = fusion\nc = 1\n");
        let (table, faults) = parse(&source);
        assert_eq!(faults.len(), 2);
        assert!(matches!(table["c"].value.data, Data::Integer(Some(1))));
    }
}
