//! Lines that fit a terminal of 80 columns.

/// Columns of a line.
const WIDTH: usize = 80;

/// Breaks a text into indented lines; each ends with a line feed. A word that
/// is longer than a line stays whole.
pub(crate) fn wrap(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            lines.push('\n');
            column = 0;
        }
        if column == 0 {
            lines.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += length;
    }
    if column > 0 {
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_full_but_never_longer_than_the_terminal() {
        let text = "word ".repeat(100);
        let wrapped = wrap(&text, 4);
        assert!(
            wrapped
                .lines()
                .all(|line| line.len() <= 80 && line.starts_with("    w"))
        );
        assert!(wrapped.lines().next().unwrap().len() > 75);
        assert_eq!(wrapped.split_whitespace().count(), 100);
        assert_eq!(wrap("", 4), "");
    }

    #[test]
    fn a_long_word_has_a_line_of_its_own() {
        let long = "x".repeat(90);
        assert_eq!(wrap(&format!("a {long} b"), 0), format!("a\n{long}\nb\n"));
    }
}
