//! A table of an experiment file, checked key by key against its section.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::check;
use super::code;
use super::key::{Absent, Key, Kind, Section};
use super::value::{Item, Override, Value};
use crate::choice::Choice;
use crate::diagnostic::{Diagnostic, MOST_SHOWN, Place, nearest};
use crate::scenario::missing::{WHY_NOT, reads_as_missing};
use crate::scenario::spec::{Data, Entry, Spec, Table};
use crate::text::{NAME, is_name};

/// A table whose values have their types and ranges. What it does not state is what
/// the commented default says.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    section: Arc<Section>,
    /// What the file states.
    stated: BTreeMap<String, (Stated, Place)>,
    /// Keys that a command line states instead, and whether it changes them.
    overridden: BTreeMap<String, bool>,
    /// Keys whose values were faulty.
    faulty: Vec<String>,
    /// Where the table stands.
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
enum Stated {
    Value(Value),
    Table(Record),
    Named(Vec<(String, Record)>),
}

impl Record {
    /// A table that nobody has written; `place` is where it could stand.
    pub(crate) fn unwritten(section: &Arc<Section>, place: Place) -> Self {
        Self {
            section: Arc::clone(section),
            stated: BTreeMap::new(),
            overridden: BTreeMap::new(),
            faulty: Vec::new(),
            place,
        }
    }

    /// Checks a table and reports every fault; what is faulty is left out.
    pub(crate) fn check(
        table: &Table,
        path: &str,
        place: &Place,
        section: &Arc<Section>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut record = Self {
            section: Arc::clone(section),
            stated: BTreeMap::new(),
            overridden: BTreeMap::new(),
            faulty: Vec::new(),
            place: place.clone(),
        };
        for (name, entry) in table {
            record.state(name, path, entry, faults);
        }
        for key in &section.keys {
            if matches!(key.absent, Absent::Required) && !table.contains_key(&key.name) {
                let message = format!("{} needs `{}`", within(path), key.name);
                let fault = Diagnostic::new(&code::MISSING_KEY, message).at(place, "");
                faults.push(fault.note(format!("{}: {}", key.name, key.kind.words())));
            }
        }
        record
    }

    /// Checks what is stated for a key; it wins over what was stated before.
    pub(super) fn state(
        &mut self,
        name: &str,
        path: &str,
        entry: &Entry,
        faults: &mut Vec<Diagnostic>,
    ) {
        let Some(key) = self.section.key(name) else {
            let fault = unknown_key(name, path, entry);
            faults.push(match faults.len() < MOST_SHOWN {
                true => probably_meant(fault, name, &self.section),
                false => fault,
            });
            return;
        };
        let path = match path {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        };
        match stated(key, &path, &entry.value, faults) {
            Ok(stated) => {
                let place = entry.value.place.clone();
                self.stated.insert(name.to_owned(), (stated, place));
            }
            Err(fault) => {
                faults.push(*fault);
                self.faulty.push(name.to_owned());
            }
        }
    }

    /// States a key instead of the file.
    pub(super) fn override_key(
        &mut self,
        name: &str,
        path: &str,
        entry: &Entry,
        faults: &mut Vec<Diagnostic>,
    ) {
        let before = self.stated.remove(name);
        self.state(name, path, entry, faults);
        let is_same = match (&before, self.stated.get(name)) {
            (Some((Stated::Value(before), _)), Some((Stated::Value(now), _))) => before == now,
            _ => false,
        };
        self.overridden.insert(name.to_owned(), !is_same);
    }

    /// Puts a table in the place of what is stated.
    pub(super) fn put_table(&mut self, name: &str, table: Record) {
        let place = table.place.clone();
        self.stated
            .insert(name.to_owned(), (Stated::Table(table), place));
    }

    /// Whether a command line states a key, and otherwise than the file.
    pub(crate) fn is_changed(&self, name: &str) -> bool {
        self.overridden.get(name) == Some(&true)
    }

    /// Forgets what the file states of a key; what a command line does stays.
    pub(crate) fn leave_aside(&mut self, name: &str) {
        if !self.overridden.contains_key(name) {
            self.stated.remove(name);
        }
    }

    /// The value of a key: as stated, or the default.
    fn value(&self, name: &str) -> Option<&Value> {
        if let Some((stated, _)) = self.stated.get(name) {
            return match stated {
                Stated::Value(value) => Some(value),
                _ => None,
            };
        }
        let key = self.section.key(name);
        debug_assert!(key.is_some(), "no key {name} in {}", self.section.name);
        match &key?.absent {
            Absent::Default(value) => Some(value),
            Absent::By { key, values, .. } => {
                let word = self.text(key)?;
                let mut values = values.iter();
                values
                    .find(|(known, _)| known == word)
                    .map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Whether a key is stated, and well.
    pub(crate) fn is_stated(&self, name: &str) -> bool {
        self.stated.contains_key(name)
    }

    /// Whether a key stands there with a value that was told to be faulty.
    pub(crate) fn is_faulty(&self, name: &str) -> bool {
        self.faulty.iter().any(|faulty| faulty == name)
    }

    /// Where a key stands, or the table if it does not stand there.
    pub(crate) fn place(&self, name: &str) -> &Place {
        let stated = self.stated.get(name);
        stated.map_or(&self.place, |(_, place)| place)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.value(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The choice that a word stands for.
    pub(crate) fn choice<T: Choice>(&self, name: &str) -> Option<T> {
        debug_assert!(
            matches!(
                self.section.key(name).map(|key| &key.kind),
                Some(Kind::Choice(words)) if T::NAMES.iter().map(|(name, _)| *name).eq(words)
            ),
            "the choices of {name} in {} are not those of its type",
            self.section.name
        );
        let word = self.text(name)?;
        let mut names = T::NAMES.iter();
        names.find(|(known, _)| *known == word).map(|(_, own)| *own)
    }

    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Value::Switch(switch) => Some(*switch),
            _ => None,
        }
    }

    pub(crate) fn whole(&self, name: &str) -> Option<u64> {
        match self.value(name)? {
            Value::Whole(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        match self.value(name)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn texts(&self, name: &str) -> &[(String, Place)] {
        match self.value(name) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    pub(crate) fn items(&self, name: &str) -> Option<&[Item]> {
        match self.value(name)? {
            Value::Items(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn rows(&self, name: &str) -> Option<&[Vec<Item>]> {
        match self.value(name)? {
            Value::Rows(rows) => Some(rows),
            _ => None,
        }
    }

    pub(crate) fn overrides(&self, name: &str) -> &[Override] {
        match self.value(name) {
            Some(Value::Overrides(overrides)) => overrides,
            _ => &[],
        }
    }

    pub(crate) fn numbers(&self, name: &str) -> &[(String, f64, Place)] {
        match self.value(name) {
            Some(Value::Numbers(numbers)) => numbers,
            _ => &[],
        }
    }

    pub(crate) fn table(&self, name: &str) -> Option<&Record> {
        match self.stated.get(name) {
            Some((Stated::Table(record), _)) => Some(record),
            _ => None,
        }
    }

    pub(crate) fn named(&self, name: &str) -> &[(String, Record)] {
        match self.stated.get(name) {
            Some((Stated::Named(records), _)) => records,
            _ => &[],
        }
    }
}

fn stated(
    key: &Key,
    path: &str,
    spec: &Spec,
    faults: &mut Vec<Diagnostic>,
) -> Result<Stated, Box<Diagnostic>> {
    match (&key.kind, &spec.data) {
        (Kind::Table(section), Data::Table(table)) => {
            let record = Record::check(table, path, &spec.place, section, faults);
            Ok(Stated::Table(record))
        }
        (Kind::Named(section), Data::Table(table)) => {
            let mut records = Vec::new();
            for (name, entry) in table {
                let inner = format!("{path}.{name}");
                match &entry.value.data {
                    _ if !is_name(name) => {
                        let fault =
                            Diagnostic::new(&code::BAD_NAME, "this is not a valid table name");
                        faults.push(fault.at(&entry.key, "").note(NAME));
                    }
                    _ if reads_as_missing(name) => {
                        let message = format!("`{name}` is no name for a table");
                        let fault = Diagnostic::new(&code::BAD_NAME, message).at(&entry.key, "");
                        faults.push(fault.note(WHY_NOT).help("choose another name"));
                    }
                    Data::Table(table) => {
                        let place = &entry.value.place;
                        let record = Record::check(table, &inner, place, section, faults);
                        records.push((name.clone(), record));
                    }
                    other => {
                        let found = other.kind();
                        let message = format!("`{inner}` must be a table, but this is {found}");
                        let fault = Diagnostic::new(&code::WRONG_TYPE, message);
                        faults.push(fault.at(&entry.value.place, ""));
                    }
                }
            }
            Ok(Stated::Named(records))
        }
        _ => check(key, path, spec).map(Stated::Value),
    }
}

fn within(path: &str) -> String {
    match path {
        "" => "an experiment".to_owned(),
        path => format!("[{path}]"),
    }
}

fn unknown_key(name: &str, path: &str, entry: &Entry) -> Diagnostic {
    let shown: String = name.chars().take(60).collect();
    let message = match path {
        "" => format!("an experiment has no key `{shown}`"),
        path => format!("there is no key `{shown}` in [{path}]"),
    };
    Diagnostic::new(&code::UNKNOWN_KEY, message).at(&entry.key, "unknown key")
}

/// Says which key of a section may have been meant by one that is unknown.
fn probably_meant(fault: Diagnostic, name: &str, section: &Section) -> Diagnostic {
    let known = section.keys.iter().map(|key| key.name.as_str());
    match nearest(name, known.clone()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None if section.keys.is_empty() => fault,
        None => fault.note(format!(
            "known here: {}",
            known.collect::<Vec<_>>().join(", ")
        )),
    }
}
