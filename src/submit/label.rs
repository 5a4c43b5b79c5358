//! Names of jobs, as schedulers take them.

/// A name that can be part of a line of options or of a file name, and is a
/// label of RFC 1123: letters of a to z, digits, and hyphens inside; at most
/// `most` characters, of which `most` is at least 6. What nothing is left of
/// becomes `orgsim`.
pub(super) fn label(text: &str, most: usize) -> String {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    let kept: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let mut label = kept.join("-").to_ascii_lowercase();
    label.truncate(most);
    match label.trim_end_matches('-') {
        "" => "orgsim".to_owned(),
        label => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn labels_are_valid() {
        assert_eq!(
            label("Structures & incentives, v2", 56),
            "structures-incentives-v2"
        );
        assert_eq!(label("--a__b--", 56), "a-b");
        assert_eq!(label("größer", 56), "gr-er");
        assert_eq!(label("$(id)\n#SBATCH", 56), "id-sbatch");
        assert_eq!(label("ab cd ef gh", 6), "ab-cd");
        assert_eq!(label("", 56), "orgsim");
        assert_eq!(label("日本", 56), "orgsim");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_name_becomes_a_label(name in "\\PC{0,80}", most in 6_usize..60) {
            let label = label(&name, most);
            prop_assert!((1..=most).contains(&label.len()));
            let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            prop_assert!(label.chars().all(inside));
            prop_assert!(!label.starts_with('-') && !label.ends_with('-'));
        }
    }
}
