//! An experiment file to start one's own from, with every key and its meaning.

use super::commented::{BASE, QuestionDefault, base_section};
use super::key::{Absent, Key, Kind, Section};
use crate::scenario::spec::{Data, Entry, Table};

/// A commented experiment file that asks a question and can be run as it is: what all
/// experiments have, with the values of the question's example, then its section.
pub(crate) fn template(question: &QuestionDefault) -> String {
    let explanation = BASE.lines().take_while(|line| line.starts_with('#'));
    let mut page = Page(format!("{}\n#\n", question.head));
    explanation.for_each(|line| page.line(line));
    for key in &base_section().keys {
        page.line("");
        let stated = question.example.get(&key.name);
        match &key.kind {
            Kind::Table(section) => page.table(key, &key.name, section, stated),
            Kind::Named(section) => page.tables(key, section, stated),
            _ => page.value(key, stated, true),
        }
    }
    if !question.text.is_empty() {
        page.line("");
        page.line(&question.text);
    }
    page.0
}

struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A table, or an example of it that is not in use.
    fn table(&mut self, key: &Key, path: &str, section: &Section, stated: Option<&Entry>) {
        key.comment.iter().for_each(|line| self.line(line));
        let stated = stated.and_then(entries);
        match stated {
            Some(_) => self.line(&format!("[{path}]")),
            None => self.line(&format!("#| [{path}]")),
        }
        for (place, key) in section.keys.iter().enumerate() {
            if place > 0 {
                self.line("");
            }
            self.value(key, stated.and_then(|stated| stated.get(&key.name)), false);
        }
    }

    /// Tables of any name: the first with the comments of its keys.
    fn tables(&mut self, key: &Key, section: &Section, stated: Option<&Entry>) {
        let Some((first, others)) = stated.and_then(entries).and_then(|all| {
            let mut all = all.iter();
            Some((all.next()?, all))
        }) else {
            return self.table(key, &format!("{}.{}", key.name, key.shown), section, None);
        };
        self.table(
            key,
            &format!("{}.{}", key.name, first.0),
            section,
            Some(first.1),
        );
        for (name, entry) in others {
            self.line("");
            self.line(&format!("[{}.{name}]", key.name));
            for (name, entry) in entries(entry).into_iter().flatten() {
                self.line(&format!("{name} = {}", entry.value.place.text()));
            }
        }
    }

    /// A value as it is stated; or the one that the default shows, in use or not.
    fn value(&mut self, key: &Key, stated: Option<&Entry>, is_default_used: bool) {
        key.comment.iter().for_each(|line| self.line(line));
        let is_needed = matches!(key.absent, Absent::Default(_) | Absent::Required);
        let (name, shown) = (&key.name, &key.shown);
        match stated {
            Some(entry) => self.line(&format!("{name} = {}", entry.value.place.text())),
            None if is_default_used && is_needed => self.line(&format!("{name} = {shown}")),
            None => self.line(&format!("#| {name} = {shown}")),
        }
    }
}

fn entries(entry: &Entry) -> Option<&Table> {
    match &entry.value.data {
        Data::Table(table) => Some(table),
        _ => None,
    }
}
