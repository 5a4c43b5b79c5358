//! The keys of values: which measure, about what, in which window.

use super::span::Span;
use crate::measures::{Measure, find, measures};
use crate::units::Calendar;

/// What the key of a value says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named<'a> {
    /// Of which measure the value is.
    pub measure: &'static Measure,
    /// About which topic or venue, if the measure has a value of each.
    pub group: Option<&'a str>,
    /// About which quarters.
    pub span: Span,
}

impl Named<'_> {
    /// The label of the measure, with whose or of what it is, the topic or venue, and
    /// the window.
    ///
    /// ```
    /// use orgsim::metrics::find_value;
    /// let named = find_value("papers_accepted_by_topic_robotics__q8_q19").unwrap();
    /// assert_eq!(named.label(), "papers: papers accepted, robotics (quarters 8 to 19)");
    /// ```
    pub fn label(&self) -> String {
        self.with_what_it_is_about(self.measure.full_label())
    }

    /// The same as a title: of what a measure is, is left out, but whose a measure of
    /// people is, is not.
    ///
    /// ```
    /// use orgsim::metrics::find_value;
    /// assert_eq!(find_value("papers_accepted").unwrap().title(), "papers accepted");
    /// let retained = find_value("researcher_retention_12m").unwrap();
    /// assert_eq!(retained.title(), "researchers: retained over 12 months");
    /// ```
    pub fn title(&self) -> String {
        self.with_what_it_is_about(self.measure.title())
    }

    fn with_what_it_is_about(&self, mut label: String) -> String {
        if let Some(group) = self.group {
            label.extend([", ", group]);
        }
        if self.span != Span::All {
            label.extend([" (", &self.span.words(Calendar::default()), ")"]);
        }
        label
    }
}

/// What the key of a value says: a measure, with the name of a topic or venue if it
/// has a value of each, and perhaps the suffix of a window.
pub fn find_value(key: &str) -> Option<Named<'_>> {
    let (name, window) = split_window(key);
    let span = window.map_or(Some(Span::All), Span::of_suffix)?;
    let named = |measure, group| Named {
        measure,
        group,
        span,
    };
    if let Some(measure) = find(name) {
        return Some(named(measure, None));
    }
    let mut grouped = measures().iter().filter(|m| m.grouping.is_some());
    grouped.find_map(|measure| {
        let group = name.strip_prefix(&measure.key())?.strip_prefix('_')?;
        Some(named(measure, Some(group)))
    })
}

/// The key of a value without the suffix of a window, and the window if there is one.
///
/// ```
/// use orgsim::metrics::split_window;
/// assert_eq!(split_window("papers_accepted__q8_q19"), ("papers_accepted", Some("q8_q19")));
/// assert_eq!(split_window("papers_accepted"), ("papers_accepted", None));
/// ```
pub fn split_window(key: &str) -> (&str, Option<&str>) {
    match key.split_once("__") {
        Some((name, window)) => (name, Some(window)),
        None => (key, None),
    }
}
