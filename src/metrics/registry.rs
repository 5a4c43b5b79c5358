//! The registry: every measure once. Columns, labels, units, the data
//! dictionary, `orgsim metrics` and `docs/measures.md` come from here.

use super::Measure;
use super::definitions;
use crate::model::Role;
use std::sync::LazyLock;

static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let mut measures = definitions::people(Role::Researcher);
    measures.extend(definitions::people(Role::Engineer));
    measures.extend(definitions::papers());
    measures.extend(definitions::projects());
    measures.extend(definitions::transfer());
    measures.extend(definitions::organization());
    measures
});

/// All measures, in the order of tables.
pub fn measures() -> &'static [Measure] {
    &MEASURES
}

/// The measure with a key.
pub fn find(key: &str) -> Option<&'static Measure> {
    measures().iter().find(|measure| measure.key() == key)
}

/// The known key that looks most like a mistyped one, if any looks like it.
pub fn nearest(key: &str) -> Option<String> {
    measures()
        .iter()
        .map(|measure| (strsim::jaro_winkler(key, &measure.key()), measure.key()))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .filter(|(likeness, _)| *likeness > 0.75)
        .map(|(_, key)| key)
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
    fn a_mistyped_key_is_recognised() {
        assert_eq!(
            nearest("researcher_retention").as_deref(),
            Some("researcher_retention_12m")
        );
        assert_eq!(nearest("zzzz"), None);
    }
}
