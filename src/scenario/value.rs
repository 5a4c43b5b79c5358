//! Values of parameters, and the paths they stand under.

use std::fmt;

use serde::Serialize;

/// Where a value stands, from the outermost table to the key.
pub(crate) type Path = Vec<String>;

/// A path as a file or a `--set` would write it: `units."my lab".engineers`.
pub(crate) fn dotted<S: AsRef<str>>(path: &[S]) -> String {
    let part = |part: &S| match part.as_ref() {
        bare if is_bare(bare) => bare.to_owned(),
        other => toml::Value::from(other).to_string(),
    };
    path.iter().map(part).collect::<Vec<_>>().join(".")
}

/// Whether a key needs no quotes; the star stands for any name.
fn is_bare(key: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*');
    !key.is_empty() && key.chars().all(fits)
}

/// What kind of value a parameter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Switch,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list of names.
    Names,
    /// A list of whole numbers.
    Integers,
}

impl fmt::Display for Type {
    /// With its article, as a message needs it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Switch => "true or false",
            Type::Integer => "a whole number",
            Type::Number => "a number",
            Type::Text => "text",
            Type::Names => "a list of names",
            Type::Integers => "a list of whole numbers",
        })
    }
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// `true` or `false`.
    Switch(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list of names.
    Names(Vec<String>),
    /// A list of whole numbers.
    Integers(Vec<i64>),
}

impl Value {
    /// Its type.
    pub fn kind(&self) -> Type {
        match self {
            Value::Switch(_) => Type::Switch,
            Value::Integer(_) => Type::Integer,
            Value::Number(_) => Type::Number,
            Value::Text(_) => Type::Text,
            Value::Names(_) => Type::Names,
            Value::Integers(_) => Type::Integers,
        }
    }

    /// The number, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        match *self {
            Value::Integer(x) => Some(x as f64),
            Value::Number(x) => Some(x),
            _ => None,
        }
    }

    /// The same value as TOML.
    pub(crate) fn to_toml(&self) -> toml::Value {
        match self {
            Value::Switch(x) => toml::Value::Boolean(*x),
            Value::Integer(x) => toml::Value::Integer(*x),
            Value::Number(x) => toml::Value::Float(*x),
            Value::Text(x) => toml::Value::String(x.clone()),
            Value::Names(x) => x.clone().into(),
            Value::Integers(x) => x.clone().into(),
        }
    }
}

impl fmt::Display for Value {
    /// As a file would write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_toml().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_in_a_file() {
        assert_eq!(Value::Number(1.0).to_string(), "1.0");
        assert_eq!(Value::Text("a \"b\"".into()).to_string(), "'a \"b\"'");
        assert_eq!(Value::Names(vec!["a".into()]).to_string(), "[\"a\"]");
        assert_eq!(
            dotted(&["units", "my lab", "x-y_1"]),
            "units.\"my lab\".x-y_1"
        );
    }
}
