//! Values of an experiment file.

use crate::diagnostic::Place;

/// A value that has the type of its key and lies in its range.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Switch(bool),
    Whole(u64),
    Number(f64),
    Texts(Vec<(String, Place)>),
    Items(Vec<Item>),
    Rows(Vec<Vec<Item>>),
    Overrides(Vec<Override>),
    Numbers(Vec<(String, f64, Place)>),
}

/// A number or a text of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Number(f64),
    Text(String),
}

/// A scenario key with its value, as an override.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Override {
    /// `path=value`, as `--set` takes it.
    pub(crate) text: String,
    pub(crate) place: Place,
}
