//! Notes on methods, with the works that they rest on.

use std::borrow::Cow;

/// What a method is, in a sentence or two, with the settings that it was used with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words.
    pub says: Cow<'static, str>,
    /// How its references begin in the documents.
    pub sources: &'static [&'static str],
}

impl Note {
    /// How means get their intervals.
    pub const MEANS: Self = Self {
        says: Cow::Borrowed("Means have Student's t interval over runs."),
        sources: &["Student (1908)", "Welford, B. P. (1962)"],
    };

    /// How differences between variants get theirs.
    pub const PAIRED: Self = Self {
        says: Cow::Borrowed(
            "Variants use common random numbers, and differences have paired t intervals over \
             runs.",
        ),
        sources: &["Student (1908)"],
    };

    /// A note.
    pub fn new(says: impl Into<Cow<'static, str>>, sources: &'static [&'static str]) -> Self {
        let says = says.into();
        Self { says, sources }
    }
}
