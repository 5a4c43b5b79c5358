//! The registry: every measure once. Columns, labels, units, the data
//! dictionary, `orgsim metrics` and `docs/measures.md` come from here.

use super::definitions;
use super::measure::{Measure, Topic};
use super::span::Span;
use crate::diagnostic;
use crate::model::Role;
use std::sync::LazyLock;

/// Identifiers of the measures to look at first: the questions that a structure
/// is judged by, each with one or two numbers.
const HEADLINES: [&str; 45] = [
    "retention_12m",
    "survival_8q",
    "exit_hazard",
    "head_count",
    "exits",
    "shock_share_of_exits",
    "satisfaction",
    "research_effort",
    "papers_submitted",
    "papers_accepted",
    "papers_accepted_per_researcher",
    "top_tenth_share_of_papers",
    "papers_accepted_by_topic",
    "papers_accepted_by_venue",
    "citations",
    "pivots",
    "projects_finished",
    "projects_cancelled",
    "hit_share",
    "flop_share",
    "breakthroughs",
    "shipped_by_2q",
    "shipped_by_4q",
    "shipped_by_8q",
    "abandoned_by_8q",
    "latency_median",
    "latency_median_reached",
    "latency_median_shipped",
    "latency_restricted_mean",
    "breakthroughs_open_share",
    "shipped_value",
    "features_shipped",
    "reputation",
    "gpu_utilisation",
    "research_compute_granted",
    "training_on_time",
    "training_slip_restricted_mean",
    "training_days",
    "mmlu_like",
    "humaneval_like",
    "open_model_downloads",
    "competitor_models_released",
    "startups_founded",
    "friction_cost",
    "net_value",
];

static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let topics = [
        (Topic::People, definitions::people(Role::Researcher)),
        (Topic::People, definitions::people(Role::Engineer)),
        (Topic::Papers, definitions::papers()),
        (Topic::Projects, definitions::projects()),
        (Topic::Transfer, definitions::transfer()),
        (Topic::Organization, definitions::organization()),
        (Topic::Compute, definitions::compute()),
        (Topic::Flagship, definitions::flagship()),
        (Topic::Market, definitions::market()),
        (Topic::Money, definitions::money()),
    ];
    let about = |(topic, measures): (Topic, Vec<Measure>)| {
        let measures = measures.into_iter();
        measures.map(move |measure| Measure {
            topic,
            headline: HEADLINES.contains(&measure.id),
            ..measure
        })
    };
    topics.into_iter().flat_map(about).collect()
});

/// All measures, in the order of tables.
pub fn measures() -> &'static [Measure] {
    &MEASURES
}

/// The measure with a key.
pub fn find(key: &str) -> Option<&'static Measure> {
    measures().iter().find(|measure| measure.key() == key)
}

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
            label.extend([" (", &self.span.words(), ")"]);
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

/// The known key that was probably meant by an unknown one.
pub fn nearest(key: &str) -> Option<String> {
    let keys: Vec<String> = measures().iter().map(Measure::key).collect();
    diagnostic::nearest(key, keys.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn keys_are_unique_identifiers() {
        let keys: BTreeSet<String> = measures().iter().map(Measure::key).collect();
        assert_eq!(keys.len(), measures().len());
        for key in &keys {
            let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(key.chars().all(good), "{key}");
            assert!(!key.contains("__"), "{key} would look like a window");
            assert_eq!(&find(key).unwrap().key(), key);
        }
    }

    #[test]
    fn every_measure_says_what_it_is() {
        for measure in measures() {
            assert!(measure.quarterly || measure.per_run, "{}", measure.key());
            assert!(!measure.unit.is_empty() && !measure.label.is_empty());
            assert!(measure.definition.ends_with('.'), "{}", measure.key());
            // what can be censored consists of items
            assert!(measure.censored.is_none() || measure.items.is_some());
        }
    }

    #[test]
    fn headlines_are_measures_with_a_value_a_run() {
        for id in HEADLINES {
            let mut named = measures().iter().filter(|measure| measure.id == id);
            assert!(named.all(|measure| measure.per_run), "{id}");
            assert!(measures().iter().any(|measure| measure.id == id), "{id}");
        }
    }

    #[test]
    fn a_mistyped_key_is_recognised() {
        assert_eq!(
            nearest("researcher_retention").as_deref(),
            Some("researcher_retention_12m")
        );
        assert_eq!(nearest("zzzz"), None);
    }
}
