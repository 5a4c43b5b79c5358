//! Keys of a question's section that a command line states instead of the file.

use super::commented::QuestionDefault;
use super::reading::Reading;
use super::record::Record;
use crate::diagnostic::Faults;
use crate::scenario::overrides;
use crate::scenario::spec::Data;

/// What messages call the place of such a key.
const SOURCE: &str = "the command line";

/// States a key of a question's section in an experiment: what a file may say there,
/// in the same words, checked in the same way. A text needs no quotes.
///
/// # Errors
/// Every fault of the value, or that there is no such key.
pub(crate) fn override_setting(
    experiment: &mut Record,
    question: &QuestionDefault,
    key: &str,
    value: &str,
) -> Result<(), Faults> {
    let section = question.name;
    let argument = format!("{section}.{key}={value}");
    let parsed = overrides::parse(SOURCE, &argument).map_err(Faults)?;
    let mut reading = Reading::default();
    if let Some(Data::Table(table)) = parsed.get(section).map(|entry| &entry.value.data) {
        let stated = experiment.table(section).cloned();
        let unwritten = || Record::unwritten(&question.section, experiment.place.clone());
        let mut record = stated.unwrap_or_else(unwritten);
        for (key, entry) in table {
            record.override_key(key, section, entry, &mut reading.faults);
        }
        experiment.put_table(section, record);
    }
    reading.end(|| Some(()))
}
