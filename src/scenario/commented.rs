//! Commented defaults: TOML in which a comment above a key says what it means, a line
//! that starts with `#:` describes it to the program, and a line that starts with `#|`
//! is an example that is not in use.

/// The comment right above a line.
pub(crate) struct Comment<'a> {
    /// Its sentences.
    pub(crate) meaning: String,
    /// What follows `#:`, if a line starts with it.
    pub(crate) description: Option<&'a str>,
    /// Its lines as they stand.
    pub(crate) lines: Vec<&'a str>,
}

/// The text with its examples in use; every byte stays in its place.
pub(crate) fn in_use(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    let line = |line: &str| match line.strip_prefix("#|") {
        Some(rest) => format!("  {rest}"),
        None => line.to_owned(),
    };
    lines.map(line).collect()
}

/// Whether a line is an example that is not in use.
pub(crate) fn is_example(line: &str) -> bool {
    line.starts_with("#|")
}

/// The comment above the line at an index.
pub(crate) fn comment_above<'a>(lines: &[&'a str], at: usize) -> Comment<'a> {
    let is_comment =
        |line: &&&str| line.starts_with('#') && !is_example(line) && !line.starts_with("# ---");
    let above = lines[..at].iter().rev().take_while(is_comment).count();
    let own = &lines[at - above..at];
    let sentences = own.iter().filter(|line| !line.starts_with("#:"));
    let sentences = sentences.map(|line| line.trim_start_matches('#').trim());
    Comment {
        meaning: sentences.collect::<Vec<_>>().join(" ").trim().to_owned(),
        description: own.iter().rev().find_map(|line| line.strip_prefix("#:")),
        lines: own.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_has_sentences_and_a_description() {
        let text = "x = 1\n# What it\n# means.\n#: unit = runs\n#| y = 2\n";
        let lines: Vec<&str> = text.lines().collect();
        let comment = comment_above(&lines, 4);
        assert_eq!(comment.meaning, "What it means.");
        assert_eq!(comment.description, Some(" unit = runs"));
        assert_eq!(comment.lines.len(), 3);
        assert!(in_use(text).ends_with("\n   y = 2\n"));
        assert_eq!(in_use(text).len(), text.len());
        assert_eq!(comment_above(&lines, 1).lines.len(), 0);
    }
}
