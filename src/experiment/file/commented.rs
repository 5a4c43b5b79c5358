//! The commented defaults of experiment files: what all experiments have, and what
//! each question brings.

use std::sync::{Arc, LazyLock};

use super::describe::{key, section};
use super::key::{Absent, Key, Kind, Section};
use super::record::Record;
use crate::diagnostic::{Place, Source};
use crate::scenario::commented::{comment_above, in_use};
use crate::scenario::spec::{self, Table};

/// The commented default of what all experiments have.
pub(super) const BASE: &str = include_str!("base.toml");

static BASE_SECTION: LazyLock<Arc<Section>> = LazyLock::new(|| Arc::new(base()));

/// The keys that all experiments have.
pub(super) fn base_section() -> &'static Arc<Section> {
    &BASE_SECTION
}

/// What stands in the place of a file for an experiment that has none; `source` is
/// what messages call it.
pub(crate) fn unwritten(source: &str) -> Record {
    let place = Place::new(&Source::new(source, ""), 0..0);
    Record::unwritten(&BASE_SECTION, place)
}

fn base() -> Section {
    let read = read(BASE).and_then(|(table, lines)| section("", &table, &lines));
    read.expect("a test reads the commented default of experiments")
}

/// The keys of an experiment file with the sections of some questions.
pub(crate) fn composed<'a>(
    questions: impl IntoIterator<Item = &'a QuestionDefault>,
) -> Arc<Section> {
    let mut root = base();
    let questions = questions.into_iter();
    let with_settings = questions.filter(|question| !question.section.keys.is_empty());
    root.keys.extend(with_settings.map(|question| Key {
        name: question.name.to_owned(),
        meaning: question.meaning.clone(),
        unit: String::new(),
        kind: Kind::Table(Arc::clone(&question.section)),
        absent: Absent::Words(String::new()),
        comment: Vec::new(),
        shown: String::new(),
    }));
    Arc::new(root)
}

/// The commented default of a question, as it stands in its folder: an experiment
/// that asks it. Its last table is the section of the question, where each key is
/// described; what stands above are values of keys that all experiments have.
#[derive(Debug)]
pub(crate) struct QuestionDefault {
    /// The name of the question, and of its section.
    pub(crate) name: &'static str,
    /// The keys of its section; none if it has no settings.
    pub(crate) section: Arc<Section>,
    /// What its section is about.
    meaning: String,
    /// The comment at the top: what the question asks.
    pub(super) head: String,
    /// Values of keys that all experiments have.
    pub(super) example: Table,
    /// The section as it stands there, from its comment on.
    pub(super) text: String,
}

impl QuestionDefault {
    /// Reads the commented default of a question.
    ///
    /// # Errors
    /// The first thing that is missing or cannot be read, in words.
    pub(crate) fn parse(name: &'static str, text: &str) -> Result<Self, String> {
        let (mut example, lines) = read(text)?;
        let head: Vec<&str> = lines
            .iter()
            .copied()
            .take_while(|l| l.starts_with('#'))
            .collect();
        let mut question = Self {
            name,
            section: Arc::new(Section::default()),
            meaning: String::new(),
            head: head.join("\n"),
            example: Table::new(),
            text: String::new(),
        };
        if let Some(entry) = example.shift_remove(name) {
            let at = entry.key.line() - 1;
            let key = key(name, &entry, &lines)?;
            let Kind::Table(section) = key.kind else {
                return Err(format!("{name}: expected a table"));
            };
            question.section = section;
            question.meaning = key.meaning;
            let comment = comment_above(&lines, at).lines.len();
            question.text = lines[at - comment..].join("\n");
        }
        question.example = example;
        Ok(question)
    }
}

/// A commented text as a table, with all examples in use, and its lines.
fn read(text: &str) -> Result<(Table, Vec<&str>), String> {
    let (table, faults) = spec::parse(&Source::new("the commented default", in_use(text)));
    match faults.first() {
        Some(fault) => Err(fault.message.clone()),
        None => Ok((table, text.lines().collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTION: &str = "\
# Asks much.
measures = [\"papers_accepted\"]

# How it asks.
[much]
# The method.
#: unit = text; range = slow | fast
method = \"slow\"
# Runs.
#: unit = runs; range = [1, 100]; default by method = 10 for slow, 20 for fast
#| runs = 3
# Bounds.
#: tables of any name; required
[much.bounds.one]
# The least.
#: unit = share; range = [0, 1]; required unless most
least = 0.5
";

    #[test]
    fn a_default_describes_its_keys() {
        let question = QuestionDefault::parse("much", QUESTION).unwrap();
        assert_eq!(question.head, "# Asks much.");
        assert_eq!(question.meaning, "How it asks.");
        assert!(question.text.starts_with("# How it asks.\n[much]\n"));
        let key = |name: &str| question.section.key(name).unwrap();
        assert!(matches!(&key("method").absent, Absent::Default(_)));
        assert!(matches!(&key("runs").absent, Absent::By { values, .. } if values.len() == 2));
        assert!(matches!(&key("bounds").kind, Kind::Named(inner) if inner.keys.len() == 1));
        assert!(matches!(key("bounds").absent, Absent::Required));
        assert_eq!(question.example.len(), 1);
        assert_eq!(composed([&question]).keys.last().unwrap().name, "much");
    }

    #[test]
    fn a_default_with_a_gap_is_refused() {
        for (good, bad) in [
            ("# The method.\n", ""),
            ("#: unit = text; range = slow | fast\n", ""),
            ("slow | fast", "[1, 2]"),
            ("[1, 100]", "[1, 2]"),
            ("10 for slow", "1000 for slow"),
            (", 20 for fast", ""),
            ("; required unless most", "; needed"),
            ("unit = runs; ", ""),
        ] {
            let text = QUESTION.replace(good, bad);
            assert!(QuestionDefault::parse("much", &text).is_err(), "{bad}");
        }
    }
}
