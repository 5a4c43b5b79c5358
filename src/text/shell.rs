//! Words and command lines of a POSIX shell.

/// A text as one word of a POSIX shell.
///
/// Between single quotes every character stands for itself, newlines too; a
/// single quote itself ends them, is escaped, and begins them again.
pub fn shell_word(text: &str) -> String {
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_shell_reads_any_text(text in "[ -~\n\té日]{0,20}") {
            prop_assert_eq!(as_a_shell_reads(&[&text, "end"]), format!("<{text}><end>"));
        }
    }
}
