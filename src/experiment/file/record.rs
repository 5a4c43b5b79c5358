//! A table of an experiment file, checked key by key against its declaration.

use std::collections::BTreeMap;

use super::code;
use super::field::{Field, Kind};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::scenario::spec::{Data, Entry, Spec, Table};

/// A scenario key with its value, as an override.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    /// `path=value`, as `--set` takes it.
    pub(crate) text: String,
    pub(crate) place: Place,
}

/// A number or a text of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Number(f64),
    Text(String),
}

#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Switch(bool),
    Whole(u64),
    Number(f64),
    Texts(Vec<(String, Place)>),
    Items(Vec<Item>),
    Rows(Vec<Vec<Item>>),
    Overrides(Vec<Override>),
    Numbers(Vec<(String, f64, Place)>),
    Table(Record),
    Named(Vec<(String, Record)>),
}

/// A table whose values have their types and ranges.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    values: BTreeMap<&'static str, (Value, Place)>,
    /// Keys whose values were faulty.
    faulty: Vec<&'static str>,
    pub(crate) place: Place,
}

impl Record {
    /// Checks a table and reports every fault; what is faulty is left out.
    pub(crate) fn check(
        table: &Table,
        name: &str,
        place: &Place,
        fields: &'static [Field],
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut values = BTreeMap::new();
        let mut faulty = Vec::new();
        for (key, entry) in table {
            let Some(field) = fields.iter().find(|field| field.name == key) else {
                faults.push(unknown_key(key, name, entry, fields));
                continue;
            };
            let before = faults.len();
            if let Some(value) = value(field, key, name, &entry.value, faults) {
                values.insert(field.name, (value, entry.value.place.clone()));
                continue;
            }
            faulty.push(field.name);
            if faults.len() == before {
                faults.push(wrong_type(field, key, &entry.value));
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            if !table.contains_key(field.name) {
                let message = format!("{} needs `{}`", within(name), field.name);
                let fault = Diagnostic::new(&code::MISSING_KEY, message).at(place, "");
                faults.push(fault.note(format!("{}: {}", field.name, field.kind.words())));
            }
        }
        let place = place.clone();
        Self {
            values,
            faulty,
            place,
        }
    }

    /// Whether a key stands there with a value that was told to be faulty.
    pub(crate) fn is_faulty(&self, name: &str) -> bool {
        self.faulty.contains(&name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name) {
            Some((Value::Text(text), _)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        match self.values.get(name) {
            Some((Value::Switch(switch), _)) => Some(*switch),
            _ => None,
        }
    }

    pub(crate) fn whole(&self, name: &str) -> Option<u64> {
        match self.values.get(name) {
            Some((Value::Whole(number), _)) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        match self.values.get(name) {
            Some((Value::Number(number), _)) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn texts(&self, name: &str) -> &[(String, Place)] {
        match self.values.get(name) {
            Some((Value::Texts(texts), _)) => texts,
            _ => &[],
        }
    }

    pub(crate) fn items(&self, name: &str) -> Option<&[Item]> {
        match self.values.get(name) {
            Some((Value::Items(items), _)) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn rows(&self, name: &str) -> Option<&[Vec<Item>]> {
        match self.values.get(name) {
            Some((Value::Rows(rows), _)) => Some(rows),
            _ => None,
        }
    }

    pub(crate) fn overrides(&self, name: &str) -> &[Override] {
        match self.values.get(name) {
            Some((Value::Overrides(overrides), _)) => overrides,
            _ => &[],
        }
    }

    pub(crate) fn numbers(&self, name: &str) -> &[(String, f64, Place)] {
        match self.values.get(name) {
            Some((Value::Numbers(numbers), _)) => numbers,
            _ => &[],
        }
    }

    pub(crate) fn table(&self, name: &str) -> Option<&Record> {
        match self.values.get(name) {
            Some((Value::Table(record), _)) => Some(record),
            _ => None,
        }
    }

    pub(crate) fn named(&self, name: &str) -> &[(String, Record)] {
        match self.values.get(name) {
            Some((Value::Named(records), _)) => records,
            _ => &[],
        }
    }

    /// Where a key stands, or the table if it does not stand there.
    pub(crate) fn place(&self, name: &str) -> &Place {
        self.values
            .get(name)
            .map_or(&self.place, |(_, place)| place)
    }
}

fn value(
    field: &Field,
    key: &str,
    name: &str,
    spec: &Spec,
    faults: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let path = match name {
        "" => key.to_owned(),
        name => format!("{name}.{key}"),
    };
    let mut refuse = |found: String| {
        let message = format!("`{path}` is {found}");
        let fault = Diagnostic::new(&code::OUT_OF_RANGE, message).at(&spec.place, "");
        faults.push(fault.note(format!("allowed: {}", field.kind.words())));
        None
    };
    match (field.kind, &spec.data) {
        (Kind::Text, Data::Text(text)) => Some(Value::Text(text.clone())),
        (Kind::Choice(words), Data::Text(text)) => {
            if words.contains(&text.as_str()) {
                return Some(Value::Text(text.clone()));
            }
            refuse(format!("\"{text}\""));
            let near = nearest(text, words.iter().copied());
            if let (Some(near), Some(fault)) = (near, faults.last_mut()) {
                fault.help.push(format!("did you mean \"{near}\"?"));
            }
            None
        }
        (Kind::Switch, Data::Switch(switch)) => Some(Value::Switch(*switch)),
        (Kind::Whole(least, most), Data::Integer(number)) => {
            let whole = number.and_then(|number| u64::try_from(number).ok());
            match whole.filter(|whole| (least..=most).contains(whole)) {
                Some(whole) => Some(Value::Whole(whole)),
                None => refuse(spec.place.text().to_owned()),
            }
        }
        (Kind::Number(least, most, includes_ends), data) => {
            let number = number(data)?;
            let inside = match includes_ends {
                true => (least..=most).contains(&number),
                false => least < number && number < most,
            };
            match inside && number.is_finite() {
                true => Some(Value::Number(number)),
                false => refuse(spec.place.text().to_owned()),
            }
        }
        (Kind::Texts, Data::Text(text)) => {
            Some(Value::Texts(vec![(text.clone(), spec.place.clone())]))
        }
        (Kind::Texts, Data::List(list)) => {
            let text = |item: &Spec| match &item.data {
                Data::Text(text) => Some((text.clone(), item.place.clone())),
                _ => None,
            };
            let texts = list.iter().map(text).collect::<Option<Vec<_>>>()?;
            (!texts.is_empty()).then_some(Value::Texts(texts))
        }
        (Kind::Values, Data::List(list)) => Some(Value::Items(items(list)?)),
        (Kind::Range(words), Data::Text(text)) if words.contains(&text.as_str()) => {
            Some(Value::Text(text.clone()))
        }
        (Kind::Range(_), Data::List(list)) => match items(list)?.as_slice() {
            [Item::Number(low), Item::Number(high)] if low < high => {
                Some(Value::Items(vec![Item::Number(*low), Item::Number(*high)]))
            }
            [Item::Number(_), Item::Number(_)] => refuse("empty or turned round".to_owned()),
            _ => None,
        },
        (Kind::Rows, Data::List(list)) => {
            let row = |row: &Spec| match &row.data {
                Data::List(list) => items(list),
                _ => None,
            };
            Some(Value::Rows(list.iter().map(row).collect::<Option<_>>()?))
        }
        (Kind::Overrides, Data::Table(table)) => {
            let mut all = Vec::new();
            overrides(table, "", &mut all);
            Some(Value::Overrides(all))
        }
        (Kind::Numbers, Data::Table(table)) => {
            let pair = |(key, entry): (&String, &Entry)| {
                let number = number(&entry.value.data).filter(|number| *number > 0.0)?;
                Some((key.clone(), number, entry.key.clone()))
            };
            Some(Value::Numbers(
                table.iter().map(pair).collect::<Option<_>>()?,
            ))
        }
        (Kind::Table(fields), Data::Table(table)) => {
            let record = Record::check(table, &path, &spec.place, fields, faults);
            Some(Value::Table(record))
        }
        (Kind::Named(fields), Data::Table(table)) => {
            let mut records = Vec::new();
            for (name, entry) in table {
                let inner = format!("{path}.{name}");
                let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
                if name.is_empty() || name.len() > 60 || !name.chars().all(fits) {
                    let fault = Diagnostic::new(&code::BAD_NAME, "this is no name for a table");
                    let note = "a name has 1 to 60 of the characters a-z, A-Z, 0-9, `-` and `_`";
                    faults.push(fault.at(&entry.key, "").note(note));
                } else if let Data::Table(table) = &entry.value.data {
                    let record = Record::check(table, &inner, &entry.value.place, fields, faults);
                    records.push((name.clone(), record));
                } else {
                    let field = Field::new("", Kind::Table(fields), "");
                    faults.push(wrong_type(&field, &inner, &entry.value));
                }
            }
            Some(Value::Named(records))
        }
        _ => None,
    }
}

fn number(data: &Data) -> Option<f64> {
    match data {
        Data::Integer(Some(number)) => Some(*number as f64),
        Data::Number(number) => Some(*number),
        _ => None,
    }
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

fn within(name: &str) -> String {
    match name {
        "" => "an experiment".to_owned(),
        name => format!("[{name}]"),
    }
}

fn unknown_key(key: &str, name: &str, entry: &Entry, fields: &[Field]) -> Diagnostic {
    let shown: String = key.chars().take(60).collect();
    let message = match name {
        "" => format!("an experiment has no key `{shown}`"),
        name => format!("there is no key `{shown}` in [{name}]"),
    };
    let fault = Diagnostic::new(&code::UNKNOWN_KEY, message).at(&entry.key, "unknown key");
    match nearest(key, fields.iter().map(|field| field.name)) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            fault.note(format!("known here: {}", names.join(", ")))
        }
    }
}

fn wrong_type(field: &Field, key: &str, spec: &Spec) -> Diagnostic {
    let found = spec.data.kind();
    let message = format!(
        "`{key}` must be {}, but this is {found}",
        field.kind.words()
    );
    Diagnostic::new(&code::WRONG_TYPE, message).at(&spec.place, "")
}
