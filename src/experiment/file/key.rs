//! The keys that an experiment file may have, table by table.

use std::sync::Arc;

use super::value::Value;
use crate::scenario::Interval;
use crate::text::LINE;

/// The keys that may stand in a table.
#[derive(Debug, Default)]
pub(crate) struct Section {
    /// Its name, or that of the tables of this kind; empty for the top of a file.
    pub(crate) name: String,
    /// In the order of the commented default.
    pub(crate) keys: Vec<Key>,
}

/// A key of a table.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: String,
    /// What it means, in sentences.
    pub(crate) meaning: String,
    /// Its unit of measurement, or what its text names; empty for a table.
    pub(crate) unit: String,
    /// What it takes.
    pub(crate) kind: Kind,
    /// What holds where a file does not state it.
    pub(crate) absent: Absent,
    /// The lines of its comment.
    pub(crate) comment: Vec<String>,
    /// The value of the commented default, as it is written there; of tables of any
    /// name, the name of the first.
    pub(crate) shown: String,
}

/// What a key takes.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A line of text that may stand in tables.
    Line,
    /// One of some words.
    Choice(Vec<String>),
    /// True or false.
    Switch,
    /// A whole number.
    Whole(Interval),
    /// A number.
    Number(Interval),
    /// A text or a list of texts.
    Texts,
    /// A list of numbers or texts.
    Values,
    /// Two numbers, the ends of a range, or one of some words instead.
    Range(Vec<String>),
    /// Lists of numbers or texts.
    Rows,
    /// Scenario keys and their values.
    Overrides,
    /// A number for each of some measures.
    Numbers(Interval),
    /// A table with these keys.
    Table(Arc<Section>),
    /// Tables of any name, each with these keys.
    Named(Arc<Section>),
}

/// What holds where a file does not state a key.
#[derive(Debug)]
pub(crate) enum Absent {
    /// A value.
    Default(Value),
    /// A value that goes with the word of another key.
    By {
        /// The other key.
        key: String,
        /// Its words, and the value for each.
        values: Vec<(String, Value)>,
        /// The same as it is written.
        text: String,
    },
    /// Nothing does: it is needed.
    Required,
    /// It is needed unless another key is there; whoever reads both says so.
    RequiredUnless(String),
    /// What some words say.
    Words(String),
}

impl Section {
    /// The key of a name.
    pub(crate) fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Kind {
    /// The keys inside, if it is a table or a kind of tables.
    pub(crate) fn section(&self) -> Option<&Section> {
        match self {
            Self::Table(section) | Self::Named(section) => Some(section),
            _ => None,
        }
    }

    /// The allowed values in words.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Line => LINE.to_owned(),
            Self::Choice(words) => words.join(" | "),
            Self::Switch => "true or false".to_owned(),
            Self::Whole(interval) => {
                let (low, high) = interval.ends();
                format!("a whole number, {low} to {high}")
            }
            Self::Number(interval) => match interval.words() {
                ends if ends.is_empty() => "a number".to_owned(),
                ends => format!("a number, {ends}"),
            },
            Self::Texts => "text or a list of texts".to_owned(),
            Self::Values => "a list of numbers or texts".to_owned(),
            Self::Range(words) => {
                let words = words.iter().map(|word| format!(" or \"{word}\""));
                format!("[low, high]{}", words.collect::<String>())
            }
            Self::Rows => "a list of lists of numbers or texts".to_owned(),
            Self::Overrides => "a table of scenario keys and values".to_owned(),
            Self::Numbers(interval) => {
                format!("a table of measures and numbers {}", interval.words())
            }
            Self::Table(_) => "a table".to_owned(),
            Self::Named(_) => "tables of any name".to_owned(),
        }
    }
}

impl Absent {
    /// What holds in words, for people; `shown` is the default as it is written.
    pub(crate) fn words(&self, shown: &str) -> String {
        match self {
            Self::Default(_) => format!("`{shown}`"),
            Self::By { text, .. } => text.clone(),
            Self::Required => "**required**".to_owned(),
            Self::RequiredUnless(other) => format!("**required** unless `{other}` is given"),
            Self::Words(words) => words.clone(),
        }
    }
}
