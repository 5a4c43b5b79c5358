//! Which result a figure is about, where each result has figures of its own.

pub(crate) use super::distinct::distinct;
use super::{Made, NothingToDraw};
use crate::drawing::Figure;
use crate::result::ResultFolder;
use crate::row::{Row, Rows};

/// What tells the figures of a result from those of others.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// The result's name, if there are several.
    result: Option<String>,
}

impl Subject {
    /// The name of a figure in files; of a part, if it is not empty.
    pub(crate) fn name(&self, kind: &str, part: &str) -> String {
        let parts = [Some(kind), Some(part), self.result.as_deref()];
        let parts = parts.into_iter().flatten().map(hyphened);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join("-")
    }

    /// The title of a figure.
    pub(crate) fn title(&self, what: &str) -> String {
        match &self.result {
            Some(result) => format!("{what}: {result}"),
            None => what.to_owned(),
        }
    }
}

/// A name of lower-case letters, digits and single hyphens.
pub(crate) fn hyphened(name: &str) -> String {
    let plain = |letter: char| match letter.is_alphanumeric() {
        true => letter.to_lowercase().to_string(),
        false => " ".to_owned(),
    };
    let spaced: String = name.chars().map(plain).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join("-")
}

/// The figures of each result of a command; those of other commands are passed
/// over. Results without anything to draw are, too, if others have.
pub(crate) fn each(
    results: &[ResultFolder],
    command: &'static str,
    said: &'static str,
    make: impl Fn(&ResultFolder, &Subject) -> Made,
) -> Made {
    let of = results.iter().filter(|result| result.command() == command);
    let of: Vec<&ResultFolder> = of.collect();
    let mut figures = Vec::new();
    let mut nothing = NothingToDraw::OfAnother(said);
    for result in &of {
        let subject = Subject {
            result: (of.len() > 1).then(|| result.name().to_owned()),
        };
        match make(result, &subject) {
            Ok(more) => figures.extend(more),
            Err(NothingToDraw::Empty(reason)) => nothing = NothingToDraw::Empty(reason),
            Err(other) => return Err(other),
        }
    }
    match figures.is_empty() {
        true => Err(nothing),
        false => Ok(figures),
    }
}

/// Rows of a table that has some.
pub(crate) fn rows<R: Row>(result: &ResultFolder) -> Result<Rows<R>, NothingToDraw> {
    match result.rows::<R>()? {
        Some(rows) if !rows.is_empty() => Ok(rows),
        Some(_) => Err(empty(format!(
            "{} of {} has no row",
            R::FILE,
            result.name()
        ))),
        None => Err(empty(format!("{} has no {}", result.name(), R::FILE))),
    }
}

/// Nothing is to be seen, for a reason.
pub(crate) fn empty(reason: impl Into<String>) -> NothingToDraw {
    NothingToDraw::Empty(reason.into())
}

/// A figure as one of a list.
pub(crate) fn boxed(figure: impl Figure + 'static) -> Box<dyn Figure> {
    Box::new(figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_files_are_plain() {
        assert_eq!(
            hyphened("results/My Study (2)/sweep"),
            "results-my-study-2-sweep"
        );
        let alone = Subject { result: None };
        assert_eq!(
            alone.name("heat-map", "shipped_value"),
            "heat-map-shipped-value"
        );
        assert_eq!(alone.name("claims", ""), "claims");
    }

    #[test]
    fn texts_keep_the_order_in_which_they_came() {
        assert_eq!(distinct(["b", "a", "b"]), ["b", "a"]);
    }
}
