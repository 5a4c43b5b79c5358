//! Confidence levels of results, in words.

use super::ResultFolder;
use crate::numerals::{listed, percent};

/// The confidence level of results as it stands before `interval`: `95%`, or each with
/// the name of its result where they differ: `95% (before) and 90% (after)`.
pub fn levels<'a>(results: impl IntoIterator<Item = &'a ResultFolder>) -> String {
    let named = results
        .into_iter()
        .map(|result| (result.name(), result.level()));
    words(&named.collect::<Vec<_>>())
}

fn words(levels: &[(&str, f64)]) -> String {
    let all = levels.iter().map(|(_, level)| percent(*level));
    let mut different: Vec<String> = all.collect();
    different.dedup();
    match different.as_slice() {
        [one] => one.clone(),
        _ => listed(
            levels
                .iter()
                .map(|(name, level)| format!("{} ({name})", percent(*level))),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_levels_are_told_with_the_names_of_their_results() {
        assert_eq!(words(&[("a", 0.9)]), "90%");
        assert_eq!(words(&[("a", 0.9), ("b", 0.9)]), "90%");
        assert_eq!(
            words(&[("a", 0.95), ("b", 0.9), ("c", 0.95)]),
            "95% (a), 90% (b) and 95% (c)"
        );
    }
}
