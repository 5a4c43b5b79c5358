//! Names that other programs read as something else than a text.

/// What programs that read tables take for a missing value or for a number that is none:
/// those of pandas' `read_csv`, R's `read.csv` and Julia's CSV, in any case of letters.
const MISSING: [&str; 7] = ["na", "n-a", "nan", "null", "none", "inf", "infinity"];

/// Why no table, label or value has such a name.
pub(crate) const WHY_NOT: &str =
    "programs that read tables take this word for a missing value, or for no number";

/// Whether programs that read tables would not read a name as the text that it is.
pub(crate) fn reads_as_missing(name: &str) -> bool {
    let name = name.trim();
    let word = name.strip_prefix('-').unwrap_or(name);
    let is_word = |missing: &&str| word.eq_ignore_ascii_case(missing);
    name.is_empty() || MISSING.iter().any(is_word)
}

/// What the names of tables cannot match, as a regular expression of a JSON Schema, which
/// has no switch for the case of letters.
pub(crate) fn pattern() -> String {
    let any_case = |c: char| match c.is_ascii_alphabetic() {
        true => format!("[{c}{}]", c.to_ascii_uppercase()),
        false => c.to_string(),
    };
    let words = MISSING.map(|word| word.chars().map(any_case).collect::<String>());
    format!("^-?({})$", words.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pandas_reads_as_missing_is_no_name() {
        // the default `na_values` of pandas.read_csv 2.2 that a name could be, and numbers
        // that are none
        for name in [
            "-NaN", "-nan", "NA", "NULL", "NaN", "None", "nan", "null", "inf", "-inf", "Infinity",
        ] {
            assert!(reads_as_missing(name), "{name}");
        }
        for name in ["-", "nano", "canal", "information", "nobody", "n", "a-na"] {
            assert!(!reads_as_missing(name), "{name}");
        }
    }
}
