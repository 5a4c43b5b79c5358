//! Texts as people may declare them: those that stand in cells of tables, which spreadsheets
//! open, and those that are only read.

use super::visible::is_instruction;

/// Why a text is not allowed, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Objection {
    /// What is wrong with it, behind its name: "begins as a formula does".
    pub(crate) problem: &'static str,
    /// Why that is wrong.
    pub(crate) why: &'static str,
    /// What would put it right.
    pub(crate) help: &'static str,
}

/// What a text that stands in a cell is, in words.
pub(crate) const LINE: &str = "one line that does not begin as a formula does";

/// The same as a regular expression, as far as editors need it: whoever reads the file looks
/// at the rest, too.
pub(crate) const LINE_PATTERN: &str = r"^(?!\s*[=@])[^\x00-\x1f\x7f]*$";

const FORMULA: Objection = Objection {
    problem: "begins as a formula does",
    why: "it stands in tables, and spreadsheets run a cell that begins with =, +, - or @",
    help: "begin it with a letter or a digit",
};

const INSTRUCTION: Objection = Objection {
    problem: "has a character that is none to read",
    why: "terminals and browsers obey control characters, and those that turn the direction of \
          writing",
    help: "leave it out: it may have come along with what was copied",
};

const LINES: Objection = Objection {
    problem: "has more than one line, or a tab",
    why: "it stands in tables",
    help: "write it in one line",
};

/// What speaks against a text of a cell: a label, a name, an identifier. It is one line, and
/// no formula; a number with its sign is none, with a unit behind it or not, nor is a dash.
pub(crate) fn against_cell(text: &str) -> Option<Objection> {
    if let Some(objection) = against_text(text) {
        return Some(objection);
    }
    if text.contains(is_instruction) {
        return Some(LINES);
    }
    let is_formula = match text.trim_start().strip_prefix(['+', '-']) {
        Some(rest) => !is_quantity(rest),
        None => text.trim_start().starts_with(['=', '@']),
    };
    is_formula.then_some(FORMULA)
}

/// What speaks against a text of one or more lines.
pub(crate) fn against_text(text: &str) -> Option<Objection> {
    let is_hidden = |line: &str| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.contains(|c| is_instruction(c) && c != '\t')
    };
    text.split('\n').any(is_hidden).then_some(INSTRUCTION)
}

/// Whether what stands behind a sign is nothing, or a number with words behind it, of which no
/// program could make anything else.
fn is_quantity(text: &str) -> bool {
    let is_harmless = |c: char| c.is_alphanumeric() || " .,%".contains(c);
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    (begins || text.trim().is_empty()) && text.chars().all(is_harmless)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_would_run_is_no_cell() {
        for text in [
            "=1+1",
            "=HYPERLINK(\"http://example.org\")",
            "+A1",
            "-A1",
            "--",
            "@SUM(A1)",
            "  =1",
            "-2+3+cmd|' /C calc'!A0",
            "+1-A1",
            "-1*A1",
            "-(1)",
        ] {
            assert_eq!(against_cell(text), Some(FORMULA), "{text}");
        }
        for text in ["\t=1", "a\tb", "a\nb", "a\r\nb"] {
            assert_eq!(against_cell(text), Some(LINES), "{text:?}");
        }
        for text in ["\r=1", "\u{202e}a", "\u{1b}[1m"] {
            assert_eq!(against_cell(text), Some(INSTRUCTION), "{text:?}");
        }
    }

    #[test]
    fn what_people_write_is_a_cell() {
        for text in [
            "",
            "-44%",
            "+24 days",
            "-.5",
            "-",
            "- ",
            "a = b",
            "a@b.org",
            "loose -> fusion",
            "größer",
            "±1",
        ] {
            assert_eq!(against_cell(text), None, "{text}");
        }
    }

    #[test]
    fn lines_are_read_and_not_run() {
        assert_eq!(against_text("- one\r\n=two\n\tthree"), None);
        for text in ["\u{1b}[1m", "a\rb", "\u{9b}", "\u{2066}", "bell\u{7}"] {
            assert_eq!(against_text(text), Some(INSTRUCTION), "{text:?}");
        }
    }
}
