//! The keys of values: which measure, about what, in which window.

use super::window::window_words;
use crate::measures::{Measure, find, measures};

/// What the key of a value says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named<'a> {
    /// Of which measure the value is.
    pub measure: &'static Measure,
    /// About which topic or venue, if the measure has a value of each.
    pub group: Option<&'a str>,
    /// In which window, as a key has it: `q0_q7`; none for all quarters.
    pub window: Option<&'a str>,
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
        let mut label = self.measure.full_label();
        if let Some(group) = self.group {
            label.extend([", ", group]);
        }
        if let Some(window) = self.window {
            let window = window_words(&window.replace('_', "-"));
            label.extend([" (", &window, ")"]);
        }
        label
    }
}

/// What the key of a value says: a measure, with the name of a topic or venue if it
/// has a value of each, and perhaps the suffix of a window.
pub fn find_value(key: &str) -> Option<Named<'_>> {
    let (name, window) = split_window(key);
    let named = |measure, group| Named {
        measure,
        group,
        window,
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
