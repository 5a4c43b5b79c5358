//! `records.toml` and `--column`: how other people's files are to be read.

use std::sync::Arc;

use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::code;
use super::dates::Dates;
use super::subject::Subject;
use super::told::Told;
use super::words::Family;
use crate::diagnostic::{Code, Diagnostic, Place, Source, nearest};
use crate::units::Day;

/// Days between the end of a row and the start of the next one up to which a stay goes on.
pub(super) const GAP_DAYS: i32 = 1;

/// Something that was stated, and where.
#[derive(Clone, Debug)]
pub(super) struct Stated<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

/// How files are to be read.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    pub(super) begin: Option<Stated<Day>>,
    pub(super) until: Option<Stated<Day>>,
    pub(super) dates: Dates,
    pub(super) gap_days: Option<i32>,
    /// Headers of columns, by their places among those of a subject.
    headers: IndexMap<(Subject, usize), Stated<String>>,
    /// Words by those that stand for them in files, which are in small letters.
    words: IndexMap<(Family, String), &'static str>,
}

impl Mapping {
    /// Reads `records.toml`, if there is one, and `--column`, which goes before it.
    pub(super) fn read(file: Option<(&str, &[u8])>, columns: &[String], told: &mut Told) -> Self {
        let mut mapping = Self::default();
        if let Some((name, bytes)) = file {
            mapping.add_file(name, bytes, told);
        }
        mapping.add_columns(columns, told);
        mapping
    }

    /// The header of a column, if one is named.
    pub(super) fn header(&self, subject: Subject, column: usize) -> Option<&Stated<String>> {
        self.headers.get(&(subject, column))
    }

    /// What a word of a file stands for.
    pub(super) fn word(&self, family: Family, text: &str) -> Option<&'static str> {
        let text = text.to_lowercase();
        let known = |text: &str| family.words().into_iter().find(|&word| word == text);
        if self.words.is_empty() {
            return known(&text);
        }
        let key = (family, text);
        let mapped = self.words.get(&key).copied();
        mapped.or_else(|| known(&key.1))
    }

    fn add_file(&mut self, name: &str, bytes: &[u8], told: &mut Told) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            let message = format!("{name} is not UTF-8");
            told.add(Diagnostic::new(&code::NOT_TOML, message).help("save it as UTF-8"));
            return;
        };
        let source = Source::new(name, text);
        let (document, errors) = DeTable::parse_recoverable(source.text());
        for error in errors {
            let place = Place::new(&source, error.span().unwrap_or_default());
            told.add(Diagnostic::new(&code::NOT_TOML, error.message()).at(&place, ""));
        }
        let mut file = File {
            source: &source,
            told,
        };
        for (key, value) in document.get_ref() {
            match key.get_ref().as_ref() {
                "records" => file.records(value, self),
                "columns" => file.columns(value, self),
                "values" => file.values(value, self),
                other => {
                    file.unknown(key, other, "", &["records", "columns", "values"]);
                }
            }
        }
    }

    fn add_columns(&mut self, columns: &[String], told: &mut Told) {
        let source = Source::new("--column", columns.join("\n"));
        let mut start = 0;
        for text in columns {
            let place = Place::new(&source, start..start + text.len());
            start += text.len() + 1;
            let mut fault = |code: &'static Code, message: String, help: String| {
                told.add(Diagnostic::new(code, message).at(&place, "").help(help));
            };
            let Some((column, header)) = text.split_once('=') else {
                let help = "write COLUMN=HEADER, such as start=\"Hire Date\"".to_owned();
                fault(&code::BAD_SETTING, "there is no `=`".to_owned(), help);
                continue;
            };
            let header = header.trim();
            let inner = header
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            let header = inner.unwrap_or(header).trim();
            let (file, name) = column.split_once('.').unwrap_or(("people", column));
            let Some(subject) = Subject::named(file) else {
                let message = format!("there is no file `{file}`");
                fault(&code::UNKNOWN_KEY, message, known_files(file));
                continue;
            };
            let Some(place_of_column) = subject.column(name.trim()) else {
                let message = format!("`{}` has no column `{}`", subject.name(), name.trim());
                fault(&code::UNKNOWN_KEY, message, known_columns(subject, name));
                continue;
            };
            if header.is_empty() {
                let help = "write the name that the column has in the file".to_owned();
                fault(&code::BAD_SETTING, "the header is empty".to_owned(), help);
                continue;
            }
            let stated = Stated {
                value: header.to_owned(),
                place: place.clone(),
            };
            self.headers.insert((subject, place_of_column), stated);
        }
    }
}

fn known_files(name: &str) -> String {
    let names = Subject::ALL.map(Subject::name);
    match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", names.join(", ")),
    }
}

fn known_columns(subject: Subject, name: &str) -> String {
    let names: Vec<&str> = subject.columns().iter().map(|column| column.name).collect();
    match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", names.join(", ")),
    }
}

/// `records.toml` while it is read.
struct File<'a> {
    source: &'a Arc<Source>,
    told: &'a mut Told,
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

impl File<'_> {
    fn fault(
        &mut self,
        code: &'static Code,
        span: std::ops::Range<usize>,
        message: String,
    ) -> Place {
        let place = Place::new(self.source, span);
        self.told.add(Diagnostic::new(code, message).at(&place, ""));
        place
    }

    fn helped(
        &mut self,
        code: &'static Code,
        span: std::ops::Range<usize>,
        message: String,
        help: String,
    ) {
        let place = Place::new(self.source, span);
        let fault = Diagnostic::new(code, message).at(&place, "").help(help);
        self.told.add(fault);
    }

    fn unknown(&mut self, key: &Key<'_>, name: &str, table: &str, known: &[&str]) {
        let message = match table {
            "" => format!("there is no table `{name}`"),
            table => format!("`[{table}]` has no key `{name}`"),
        };
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known: {}", known.join(", ")),
        };
        self.helped(&code::UNKNOWN_KEY, key.span(), message, help);
    }

    fn table<'v, 'a>(&mut self, value: &'v Value<'a>, name: &str) -> Option<&'v DeTable<'a>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        let message = format!("`{name}` must be a table");
        self.helped(
            &code::BAD_SETTING,
            value.span(),
            message,
            format!("write `[{name}]`"),
        );
        None
    }

    fn text(&mut self, value: &Value<'_>, what: &str) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                let message = format!("{what} must be a text that is not empty");
                self.fault(&code::BAD_SETTING, value.span(), message);
                None
            }
        }
    }

    fn day(&mut self, value: &Value<'_>, key: &str) -> Option<Stated<Day>> {
        let day = match value.get_ref() {
            DeValue::Datetime(time) => time
                .date
                .and_then(|date| Day::of(date.year.into(), date.month.into(), date.day.into())),
            DeValue::String(text) => Dates::default().read(text).ok(),
            _ => None,
        };
        let place = Place::new(self.source, value.span());
        if day.is_none() {
            let message = format!("`{key}` must be a day");
            let help = format!("write `{key} = 2019-01-01`");
            self.helped(&code::BAD_SETTING, value.span(), message, help);
        }
        day.map(|value| Stated { value, place })
    }

    fn records(&mut self, value: &Value<'_>, mapping: &mut Mapping) {
        for (key, value) in self.table(value, "records").into_iter().flatten() {
            match key.get_ref().as_ref() {
                "begin" => mapping.begin = self.day(value, "begin"),
                "until" => mapping.until = self.day(value, "until"),
                "dates" => {
                    let Some(name) = self.text(value, "`dates`") else {
                        continue;
                    };
                    match Dates::named(&name) {
                        Ok(dates) => mapping.dates = dates,
                        Err(reason) => {
                            let message = format!("`{name}` is no format of dates");
                            self.helped(&code::BAD_SETTING, value.span(), message, reason);
                        }
                    }
                }
                "gap_days" => {
                    let days = match value.get_ref() {
                        DeValue::Integer(number) => number.as_str().parse::<i32>().ok(),
                        _ => None,
                    };
                    mapping.gap_days = days.filter(|days| (1..=366).contains(days));
                    if mapping.gap_days.is_none() {
                        let message = "`gap_days` must be a whole number from 1 to 366";
                        self.fault(&code::BAD_SETTING, value.span(), message.to_owned());
                    }
                }
                other => {
                    let known = ["begin", "until", "dates", "gap_days"];
                    self.unknown(key, other, "records", &known);
                }
            }
        }
    }

    fn columns(&mut self, value: &Value<'_>, mapping: &mut Mapping) {
        for (key, value) in self.table(value, "columns").into_iter().flatten() {
            let name = key.get_ref().as_ref();
            let Some(subject) = Subject::ALL.into_iter().find(|known| known.name() == name) else {
                self.unknown(key, name, "columns", &Subject::ALL.map(Subject::name));
                continue;
            };
            let table = format!("columns.{name}");
            for (key, value) in self.table(value, &table).into_iter().flatten() {
                let column = key.get_ref().as_ref();
                let Some(place) = subject.column(column) else {
                    let columns = subject.columns().iter();
                    let known: Vec<&str> = columns.map(|column| column.name).collect();
                    self.unknown(key, column, &table, &known);
                    continue;
                };
                if let Some(header) = self.text(value, "a header") {
                    let stated = Stated {
                        value: header,
                        place: Place::new(self.source, value.span()),
                    };
                    mapping.headers.insert((subject, place), stated);
                }
            }
        }
    }

    fn values(&mut self, value: &Value<'_>, mapping: &mut Mapping) {
        for (key, value) in self.table(value, "values").into_iter().flatten() {
            let name = key.get_ref().as_ref();
            let Some(family) = Family::ALL.into_iter().find(|known| known.name() == name) else {
                self.unknown(key, name, "values", &Family::ALL.map(Family::name));
                continue;
            };
            let table = format!("values.{name}");
            for (key, value) in self.table(value, &table).into_iter().flatten() {
                let Some(text) = self.text(value, "a value") else {
                    continue;
                };
                let words = family.words();
                let Some(word) = words.iter().copied().find(|&word| word == text) else {
                    let message = format!("there is no {name} `{text}`");
                    let help = match nearest(&text, words.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("allowed: {}", words.join(", ")),
                    };
                    self.helped(&code::BAD_SETTING, value.span(), message, help);
                    continue;
                };
                let theirs = key.get_ref().trim().to_lowercase();
                if let Some(before) = mapping.words.insert((family, theirs), word)
                    && before != word
                {
                    let message = format!("`{}` stands for two words", key.get_ref().trim());
                    let help = "capital and small letters are the same".to_owned();
                    self.helped(&code::BAD_SETTING, key.span(), message, help);
                }
            }
        }
    }
}
