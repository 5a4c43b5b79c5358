//! What a sweep is asked for: it has no settings of its own.

use std::sync::LazyLock;

use crate::experiment::file::QuestionDefault;

/// The commented default of the question.
pub(crate) static DEFAULT: LazyLock<QuestionDefault> = LazyLock::new(|| {
    let default = QuestionDefault::parse("sweep", include_str!("section.toml"));
    default.expect("a test reads the commented default of each question")
});
