//! Keys read from a commented default.

use std::sync::Arc;

use super::check::check;
use super::key::{Absent, Key, Kind, Section};
use super::value::Value;
use crate::diagnostic::Source;
use crate::scenario::Interval;
use crate::scenario::commented::comment_above;
use crate::scenario::spec::{self, Data, Entry, Spec, Table};

/// How a default describes tables of which a file may have any number.
const NAMED: &str = "tables of any name";

/// The keys that a table of a commented default describes; `lines` are those of the
/// default.
pub(super) fn section(name: &str, table: &Table, lines: &[&str]) -> Result<Section, String> {
    let keys = table.iter().map(|(name, entry)| key(name, entry, lines));
    let section = Section {
        name: name.to_owned(),
        keys: keys.collect::<Result<_, _>>()?,
    };
    for key in &section.keys {
        if let Absent::By {
            key: other, values, ..
        } = &key.absent
        {
            let has_each_word = section.key(other).is_some_and(|other| match &other.kind {
                Kind::Choice(words) => words.iter().eq(values.iter().map(|(word, _)| word)),
                _ => false,
            });
            if !has_each_word {
                return Err(format!("{}: not a default for each {other}", key.name));
            }
        }
    }
    Ok(section)
}

/// The key of an entry, with all keys inside.
pub(super) fn key(name: &str, entry: &Entry, lines: &[&str]) -> Result<Key, String> {
    let comment = comment_above(lines, entry.key.line() - 1);
    if comment.meaning.is_empty() {
        return Err(format!("{name}: no comment says what it means"));
    }
    let mut key = Key {
        name: name.to_owned(),
        meaning: comment.meaning,
        unit: String::new(),
        kind: Kind::Text,
        absent: Absent::Words("none".to_owned()),
        comment: comment.lines.iter().map(|&line| line.to_owned()).collect(),
        shown: String::new(),
    };
    match &entry.value.data {
        Data::Table(inner) if has_lines(entry) => {
            key.describe_table(comment.description.unwrap_or_default(), inner, lines)?;
        }
        _ => {
            let line = comment.description;
            let line = line.ok_or_else(|| format!("{name}: no line starts with `#:`"))?;
            key.describe_value(line, &entry.value)?;
        }
    }
    Ok(key)
}

/// Whether a table has a line for each key, and not braces.
fn has_lines(entry: &Entry) -> bool {
    !entry.value.place.text().starts_with('{')
}

impl Key {
    /// Reads `unit = ...; range = ...` and, if the value is only an example,
    /// `required`, `required unless KEY`, `default = WORDS` or
    /// `default by KEY = VALUE for WORD, ...`.
    fn describe_value(&mut self, line: &str, spec: &Spec) -> Result<(), String> {
        let name = &self.name;
        let mut fields = line.split(';').map(str::trim);
        let mut field = |label: &str| {
            let field = fields.next().and_then(|field| field.split_once('='));
            match field {
                Some((key, value)) if key.trim() == label => Ok(value.trim()),
                _ => Err(format!("{name}: expected `{label} = ...`")),
            }
        };
        let (unit, range) = (field("unit")?, field("range")?);
        let kind = kind(range, &spec.data);
        let kind = kind.ok_or_else(|| format!("{name}: {range} does not fit its value"))?;
        self.kind = kind;
        unit.clone_into(&mut self.unit);
        spec.place.text().clone_into(&mut self.shown);
        let shown = self.value(spec)?;
        self.absent = match fields.next() {
            None => Absent::Default(shown),
            Some(words) => self.absence(words)?,
        };
        match fields.next() {
            None => Ok(()),
            Some(more) => Err(format!("{}: too much: {more}", self.name)),
        }
    }

    /// Reads `tables of any name` and what holds without any, if these are there.
    fn describe_table(&mut self, line: &str, table: &Table, lines: &[&str]) -> Result<(), String> {
        let unreadable = || format!("{}: cannot read {line}", self.name);
        let line = line.trim();
        let named = line.strip_prefix(NAMED);
        let (words, described) = match named {
            None => (line, table),
            Some(rest) => {
                // the first stands for all of them
                let (shown, first) = table.first().ok_or_else(unreadable)?;
                let Data::Table(first) = &first.value.data else {
                    return Err(unreadable());
                };
                shown.clone_into(&mut self.shown);
                (rest.trim_start_matches(';').trim(), first)
            }
        };
        let section = Arc::new(section(&self.name, described, lines)?);
        self.kind = match named {
            None => Kind::Table(section),
            Some(_) => Kind::Named(section),
        };
        if !words.is_empty() {
            self.absent = self.absence(words)?;
        }
        Ok(())
    }

    fn absence(&self, words: &str) -> Result<Absent, String> {
        if words == "required" {
            return Ok(Absent::Required);
        }
        if let Some(other) = words.strip_prefix("required unless ") {
            return Ok(Absent::RequiredUnless(other.to_owned()));
        }
        let unreadable = || format!("{}: cannot read {words}", self.name);
        let (left, right) = words.split_once('=').ok_or_else(unreadable)?;
        let (left, right) = (left.trim(), right.trim());
        if left == "default" {
            return Ok(Absent::Words(right.to_owned()));
        }
        let key = left.strip_prefix("default by ").ok_or_else(unreadable)?;
        let mut values = Vec::new();
        for item in right.split(',') {
            let (value, word) = item.split_once(" for ").ok_or_else(unreadable)?;
            values.push((word.trim().to_owned(), self.value_of(value)?));
        }
        Ok(Absent::By {
            key: key.to_owned(),
            values,
            text: right.to_owned(),
        })
    }

    /// A value of the key that is written in its description.
    fn value_of(&self, text: &str) -> Result<Value, String> {
        let (table, _) = spec::parse(&Source::new(&self.name, format!("x = {text}")));
        match table.get("x") {
            Some(entry) => self.value(&entry.value),
            None => Err(format!("{}: {text} is no value", self.name)),
        }
    }

    fn value(&self, spec: &Spec) -> Result<Value, String> {
        let value = check(self, &self.name, spec);
        value.map_err(|fault| fault.message.clone())
    }
}

/// What a key takes: the value shows the type, the range says the rest.
fn kind(range: &str, shown: &Data) -> Option<Kind> {
    let words = |list: &str| -> Vec<String> {
        list.split('|').map(|word| word.trim().to_owned()).collect()
    };
    match (shown, range) {
        (Data::Text(_), "any") => Some(Kind::Text),
        (Data::Text(_), "line") => Some(Kind::Line),
        (Data::Text(_), choices) if choices.contains('|') => Some(Kind::Choice(words(choices))),
        (Data::Text(_) | Data::List(_), "one or several") => Some(Kind::Texts),
        (Data::Switch(_), "any") => Some(Kind::Switch),
        (Data::Integer(_), range) => Interval::parse(range).map(Kind::Whole),
        (Data::Number(_), "any") => Interval::parse("(-inf, inf)").map(Kind::Number),
        (Data::Number(_), range) => Interval::parse(range).map(Kind::Number),
        (Data::List(_), "numbers or texts") => Some(Kind::Values),
        (Data::List(_), "lists of numbers or texts") => Some(Kind::Rows),
        (Data::List(_), range) => {
            let instead = range.strip_prefix("[low, high] or ")?;
            Some(Kind::Range(words(instead)))
        }
        (Data::Table(_), "scenario keys") => Some(Kind::Overrides),
        (Data::Table(_), range) => Interval::parse(range).map(Kind::Numbers),
        _ => None,
    }
}
