//! Running text of which some words are stressed or names.

use std::fmt;

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(pub Vec<Piece>);

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Plain(String),
    /// A name of a program, a file or a key.
    Code(String),
    /// Words that are stressed.
    Stressed(String),
}

impl Prose {
    /// A text in which names of programs, files and keys stand between backticks.
    ///
    /// ```
    /// use orgsim::prose::Prose;
    ///
    /// let told = Prose::marked("a map needs two factors; see `response`.");
    /// assert_eq!(told, Prose::from("a map needs two factors; see ").code("response").plain("."));
    /// ```
    pub fn marked(text: &str) -> Self {
        let parts = text.split('`').enumerate();
        let parts = parts.filter(|(_, part)| !part.is_empty());
        let piece = |(place, part): (usize, &str)| match place % 2 {
            0 => Piece::Plain(part.to_owned()),
            _ => Piece::Code(part.to_owned()),
        };
        Self(parts.map(piece).collect())
    }

    /// The same followed by a name of a program, a file or a key.
    #[must_use]
    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece::Code(text.into()));
        self
    }

    /// The same followed by words that are stressed.
    #[must_use]
    pub fn stressed(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece::Stressed(text.into()));
        self
    }

    /// The same followed by words.
    #[must_use]
    pub fn plain(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece::Plain(text.into()));
        self
    }
}

impl<T: Into<String>> From<T> for Prose {
    fn from(text: T) -> Self {
        Self(vec![Piece::Plain(text.into())])
    }
}

impl fmt::Display for Prose {
    /// The words alone, as a terminal shows them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Plain(text) | Piece::Code(text) | Piece::Stressed(text) => f.write_str(text),
        })
    }
}
