//! What words and dates of other programs are likely to be.

use super::dates::{Dates, FORMATS, OTHER_FORMATS, read_as};
use super::words::Family;
use crate::units::Day;

/// Parts of words, in small letters, and what a word with one of them stands for. The first
/// that fits counts.
const ROLES: [(&str, &str); 12] = [
    // both at once is a question
    ("research engineer", ""),
    ("engineering research", ""),
    ("head of", ""),
    ("manager", ""),
    ("director", ""),
    ("research", "researcher"),
    ("scientist", "researcher"),
    ("postdoc", "researcher"),
    ("engineer", "engineer"),
    ("developer", "engineer"),
    ("programmer", "engineer"),
    ("software", "engineer"),
];

const REASONS: [(&str, &str); 22] = [
    ("layoff", "layoff"),
    ("lay-off", "layoff"),
    ("laid off", "layoff"),
    ("redundan", "layoff"),
    ("reduction in force", "layoff"),
    ("restructur", "layoff"),
    ("retire", "other"),
    ("death", "other"),
    ("deceased", "other"),
    ("fixed term", "other"),
    ("fixed-term", "other"),
    ("end of contract", "other"),
    ("contract end", "other"),
    ("involuntary", "dismissed"),
    ("dismiss", "dismissed"),
    ("fired", "dismissed"),
    ("for cause", "dismissed"),
    ("performance", "dismissed"),
    ("voluntary", "quit"),
    ("resign", "quit"),
    ("quit", "quit"),
    ("other employer", "quit"),
];

const LEVELS: [(&str, &str); 8] = [
    ("junior", "junior"),
    ("entry", "junior"),
    ("graduate", "junior"),
    ("senior", "senior"),
    ("principal", "senior"),
    ("staff", "senior"),
    ("intermediate", "mid"),
    ("mid", "mid"),
];

const KINDS: [(&str, &str); 7] = [
    ("reorg", "reorganisation"),
    ("restructur", "reorganisation"),
    ("freeze", "freeze"),
    ("layoff", "layoff"),
    ("lay-off", "layoff"),
    ("redundan", "layoff"),
    ("reduction in force", "layoff"),
];

/// What a word is likely to stand for; none if that cannot be told.
pub(super) fn likely_word(family: Family, word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let parts: &[(&str, &str)] = match family {
        Family::Role => &ROLES,
        Family::Reason => &REASONS,
        Family::Level => &LEVELS,
        Family::Kind => &KINDS,
    };
    let found = parts.iter().find(|(part, _)| word.contains(part));
    found
        .map(|(_, likely)| *likely)
        .filter(|likely| !likely.is_empty())
}

/// The line about the format of dates: it is only proposed if no other fits.
pub(super) fn likely_dates(cells: &[String]) -> String {
    let iso = Dates::default();
    let others: Vec<&String> = cells
        .iter()
        .filter(|cell| iso.read(cell).is_err())
        .collect();
    if others.is_empty() {
        return "# All dates are ISO, which is always read:\n# dates = \"iso\"\n".to_owned();
    }
    let named = FORMATS.iter().copied();
    let other = OTHER_FORMATS.iter().map(|format| (*format, *format));
    let mut fitting: Vec<(&str, Vec<Day>)> = Vec::new();
    for (name, format) in named.chain(other) {
        let days = others.iter().map(|cell| read_as(format, cell));
        let Some(days) = days.collect::<Option<Vec<Day>>>() else {
            continue;
        };
        // what gives the same days is no other reading
        if fitting.iter().all(|(_, known)| *known != days) {
            fitting.push((name, days));
        }
    }
    match fitting.as_slice() {
        [] => "# No one format fits all dates that are not ISO:\n# dates = ?\n".to_owned(),
        [(only, _)] => format!(
            "# The only known format that fits all dates that are not ISO:\ndates = \"{only}\"\n"
        ),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|(name, _)| format!("\"{name}\""))
                .collect();
            format!(
                "# All dates fit {}. Which is it?\n# dates = ?\n",
                names.join(" and ")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_their_parts() {
        let told = |word| likely_word(Family::Reason, word);
        assert_eq!(told("Involuntary - performance"), Some("dismissed"));
        assert_eq!(told("Voluntary"), Some("quit"));
        assert_eq!(told("Relocation"), None);
        assert_eq!(likely_word(Family::Role, "Research Engineer"), None);
        assert_eq!(
            likely_word(Family::Role, "Staff Research Scientist"),
            Some("researcher")
        );
    }

    #[test]
    fn a_format_is_proposed_only_if_no_other_fits() {
        let told = |cells: &[&str]| {
            let cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
            likely_dates(&cells)
        };
        assert!(told(&["03/04/2021", "2021-04-03"]).contains("Which is it?"));
        assert!(told(&["03/04/2021", "31/12/2021"]).contains("\ndates = \"day/month/year\"\n"));
        assert!(told(&["5 May 2021"]).contains("\ndates = \"%d %b %Y\"\n"));
        assert!(told(&["31/12/2021", "12/31/2021"]).contains("No one format"));
        assert!(told(&["2021-04-03"]).contains("All dates are ISO"));
    }
}
