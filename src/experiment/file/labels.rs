//! Names that must differ from others: labels of variants, factors and columns, measures.

use super::code;
use super::load::File;
use crate::diagnostic::{Diagnostic, Place};
use crate::scenario::missing::{WHY_NOT, reads_as_missing};

/// What was named, and where.
type Named = (String, Place);

impl File<'_> {
    /// Refuses names under which something else stands, too; `columns` are those that
    /// stand beside the columns of factors.
    pub(super) fn check_labels(&mut self, columns: &[String]) {
        let record = self.record;
        let labels: Vec<Named> = record
            .named("variants")
            .iter()
            .map(|(name, own)| {
                let label = own.text("label").unwrap_or(name);
                (label.to_owned(), own.place("label").clone())
            })
            .collect();
        for (label, place) in &labels {
            let message = match label.trim() {
                "" => "the label of a variant is empty".to_owned(),
                _ if reads_as_missing(label) => format!("`{label}` is no label: {WHY_NOT}"),
                _ => continue,
            };
            let help = Some("take another, or leave it out for the name of the table".to_owned());
            self.reading.fault(&code::COLLISION, place, message, help);
        }
        self.check_repetition("is the label of two variants", &labels);
        let named = |table| -> Vec<Named> {
            let all = record.named(table).iter();
            all.map(|(name, own)| (name.clone(), own.place.clone()))
                .collect()
        };
        let factors = named("factors");
        self.check_repetition("is the name of two factors", &factors);
        for (name, place) in &factors {
            self.check_factor(name, place, columns);
        }
        let measures = record.texts("measures");
        for (index, (key, place)) in measures.iter().enumerate() {
            if let Some((_, first)) = measures[..index].iter().find(|(known, _)| known == key) {
                let fault = Diagnostic::new(&code::COLLISION, format!("`{key}` is listed twice"))
                    .at(place, "")
                    .related(first, "first here")
                    .help("list each measure once");
                self.reading.faults.push(fault);
            }
        }
    }

    /// Refuses what is the same as something before it, for people and for programs that
    /// do not distinguish capitals.
    fn check_repetition(&mut self, what: &str, all: &[Named]) {
        let plain = |name: &str| name.trim().to_lowercase();
        for (index, (name, place)) in all.iter().enumerate() {
            let same = |other: &&Named| plain(&other.0) == plain(name) && !plain(name).is_empty();
            if let Some((_, first)) = all[..index].iter().find(same) {
                let message = format!("`{}` {what}", name.trim());
                let fault = Diagnostic::new(&code::COLLISION, message)
                    .at(place, "")
                    .related(first, "first here")
                    .note("capitals, and blanks at the ends, do not count")
                    .help("tables tell them apart by it: change one of them");
                self.reading.faults.push(fault);
            }
        }
    }

    fn check_factor(&mut self, name: &str, place: &Place, columns: &[String]) {
        let mut measures = self.record.texts("measures").iter();
        let what = match name {
            _ if columns
                .iter()
                .any(|column| column.eq_ignore_ascii_case(name)) =>
            {
                "a column beside those of factors"
            }
            _ if measures.any(|(key, _)| key.eq_ignore_ascii_case(name)) => {
                "a measure of this experiment"
            }
            _ => return,
        };
        let message = format!("`{name}` is {what}, so no factor can be called so");
        let help = Some("choose another name, such as one made of its key".to_owned());
        self.reading.fault(&code::COLLISION, place, message, help);
    }
}
