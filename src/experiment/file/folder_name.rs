//! The name of a folder, made of the names of what is compared in it.

/// Most bytes of one of the names.
const MOST_OF_ONE: usize = 40;
/// Names that stand in it; the others are counted.
const MOST_NAMES: usize = 3;

/// `loose-coupling-vs-fusion-teams`: short enough for any file system, in letters and digits.
/// Different names may come out the same.
pub(super) fn folder_name<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = names.map(slug).collect();
    let shown = &words[..words.len().min(MOST_NAMES)];
    let name = shown.join("-vs-");
    match words.len() - shown.len() {
        0 => name,
        more => format!("{name}-and-{more}-more"),
    }
}

/// Letters and digits as they are, but small; one hyphen for what stands between them.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        if slug.len() + letter.len_utf8() > MOST_OF_ONE {
            break;
        }
        match letter.is_alphanumeric() {
            true => slug.push(letter),
            false if slug.is_empty() || slug.ends_with('-') => {}
            false => slug.push('-'),
        }
    }
    match slug.trim_end_matches('-') {
        "" => "scenario".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(names: &[&str]) -> String {
        folder_name(names.iter().copied())
    }

    #[test]
    fn a_folder_says_what_is_compared_in_it() {
        assert_eq!(
            name(&["loose-coupling", "fusion_teams"]),
            "loose-coupling-vs-fusion-teams"
        );
        assert_eq!(
            name(&["Small", "transfer.tacitness=0.9"]),
            "small-vs-transfer-tacitness-0-9"
        );
        assert_eq!(
            name(&["../a/b", "…", "Über uns"]),
            "a-b-vs-scenario-vs-über-uns"
        );
        assert_eq!(name(&["a", "b", "c", "d", "e"]), "a-vs-b-vs-c-and-2-more");
    }

    #[test]
    fn it_is_short_whatever_the_names() {
        let long = "長".repeat(300);
        let all: Vec<&str> = vec![&long; 40];
        let name = name(&all);
        assert!(name.len() < 160, "{name}");
        assert!(!name.contains(['/', '\\', '.', ' ', '=']), "{name}");
    }
}
