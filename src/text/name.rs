//! Names of tables in files: of units, variants, factors and the like.

/// The longest name.
const LONGEST: usize = 60;

/// What a name is, in words.
pub(crate) const NAME: &str =
    "a name has 1 to 60 of the characters a-z, A-Z, 0-9, `-` and `_`, and does not begin with `-`";

/// The same as a regular expression.
pub(crate) const NAME_PATTERN: &str = "^[A-Za-z0-9_][A-Za-z0-9_-]{0,59}$";

/// Whether a text is a name: it stands in tables, names of files and on the command line, which
/// takes what begins with a hyphen for a flag.
pub(crate) fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (1..=LONGEST).contains(&text.len()) && text.chars().all(fits) && !text.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::is_name;
    use crate::text::against_cell;

    #[test]
    fn a_name_is_short_and_plain_and_a_cell() {
        for name in ["a", "_", "9", "fusion-teams", "A_b-", &"x".repeat(60)] {
            assert!(is_name(name) && against_cell(name).is_none(), "{name}");
        }
        for name in [
            "",
            "-",
            "-a",
            "a b",
            "a.b",
            "é",
            "=a",
            "a\n",
            &"x".repeat(61),
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
