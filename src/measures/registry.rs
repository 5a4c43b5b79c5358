//! The registry: every measure once. Columns, labels, units, the data
//! dictionary, `orgsim measures` and `docs/measures.md` come from here.

use super::measure::{Measure, Topic};
use super::role::Role;
use super::{market, money, people, product, programme, research};
use crate::diagnostic;
use std::sync::LazyLock;

static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let topics = [
        (Topic::People, people::people(Role::Researcher)),
        (Topic::People, people::people(Role::Engineer)),
        (Topic::Papers, research::papers()),
        (Topic::Projects, research::projects()),
        (Topic::Transfer, product::transfer()),
        (Topic::Organization, product::organization()),
        (Topic::Compute, programme::compute()),
        (Topic::Flagship, programme::flagship()),
        (Topic::Market, market::market()),
        (Topic::Money, money::money()),
    ];
    let about = |(topic, measures): (Topic, Vec<Measure>)| {
        let measures = measures.into_iter();
        measures.map(move |measure| Measure { topic, ..measure })
    };
    topics.into_iter().flat_map(about).collect()
});

/// All measures, in the order of tables.
pub fn measures() -> &'static [Measure] {
    &MEASURES
}

/// Keys of the measures that are told first: who stays, what is found, what is shipped and
/// how soon, and what research brings the product.
pub const FIRST: [&str; 8] = [
    "researcher_retention_12m",
    "engineer_retention_12m",
    "papers_accepted",
    "breakthroughs",
    "shipped_by_4q",
    "features_shipped",
    "reputation",
    "shipped_value",
];

/// The measure with a key.
pub fn find(key: &str) -> Option<&'static Measure> {
    measures().iter().find(|measure| measure.key() == key)
}

/// The keys of the measures for which events can wait, in the order of tables.
pub(crate) fn quarterly_keys() -> Vec<String> {
    let all = measures().iter();
    all.filter(|m| m.can_be_waited_for())
        .map(Measure::key)
        .collect()
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
        let headlines: Vec<&Measure> = measures().iter().filter(|m| m.headline).collect();
        assert!(headlines.len() > 40);
        for measure in headlines {
            assert!(measure.per_run, "{}", measure.key());
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
