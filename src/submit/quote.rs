//! Names and paths in places that give some characters a meaning.

/// A text as one word of a POSIX shell.
///
/// Between single quotes every character stands for itself, newlines too; a
/// single quote itself ends them, is escaped, and begins them again.
pub(super) fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./,:=@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Words as a command line of a POSIX shell.
pub fn shell_line<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(shell_word).collect();
    words.join(" ")
}

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
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    fn as_a_shell_reads(words: &[&str]) -> String {
        let script = format!("printf '<%s>' {}", shell_line(words.iter().copied()));
        let output = Command::new("sh").args(["-c", &script]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn a_shell_reads_what_was_meant() {
        let words = [
            "plain/path-1.toml",
            "",
            "two words",
            "it's",
            "$HOME `id` $(id) \\",
            "\"quoted\"",
            "two\nlines",
            "~",
            "*",
            "a;b&c|d>e#f!",
            "größer",
            "--out",
        ];
        let meant: String = words.iter().map(|word| format!("<{word}>")).collect();
        assert_eq!(as_a_shell_reads(&words), meant);
        assert_eq!(shell_word("plain/path-1.toml"), "plain/path-1.toml");
        assert_eq!(shell_word("it's"), r"'it'\''s'");
    }

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
        fn a_shell_reads_any_text(text in "[ -~\n\té日]{0,20}") {
            prop_assert_eq!(as_a_shell_reads(&[&text, "end"]), format!("<{text}><end>"));
        }

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
