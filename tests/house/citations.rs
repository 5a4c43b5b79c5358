//! Every default says where it comes from, and nothing recalled is told as a fact.

use std::collections::BTreeMap;

use orgsim::scenario::Interval;

use crate::evidence::{Figure, figures, number};
use crate::{assert_none, documents};

/// Words by which a comment would tell a fact.
const WORDS_OF_FACTS: [&str; 6] = [
    "fact",
    "facts",
    "measured",
    "established",
    "empirical",
    "evidence shows",
];

/// A line of the default scenario that describes a parameter.
pub(crate) struct Described {
    line: usize,
    /// The table and the key.
    pub(crate) path: String,
    /// The same, with a star for the name of one's own.
    pub(crate) key: String,
    /// The comment above.
    meaning: String,
    /// The fields of the line by name; a further table gives `plausible` only.
    pub(crate) fields: BTreeMap<String, String>,
}

/// The path of a table, with a star for the name of one's own.
fn pattern(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('.').collect();
    let is_named = matches!(
        parts[0],
        "units" | "incentives" | "structures" | "topics" | "venues" | "events"
    );
    if let (true, Some(name)) = (is_named, parts.get_mut(1)) {
        *name = "*";
    }
    parts.join(".")
}

/// The descriptions of a scenario with comments.
pub(crate) fn descriptions(scenario: &str) -> Vec<Described> {
    let (mut found, mut open) = (Vec::new(), None);
    let (mut table, mut meaning) = (String::new(), String::new());
    for (line, text) in (1..).zip(scenario.lines()) {
        let text = text.strip_prefix("#| ").unwrap_or(text);
        if let Some(described) = text.strip_prefix("#:") {
            let fields = described.split(';').filter_map(|field| {
                let (name, value) = field.split_once('=')?;
                Some((name.trim().to_owned(), value.trim().to_owned()))
            });
            open = Some((line, fields.collect()));
        } else if let Some(comment) = text.strip_prefix('#') {
            meaning = format!("{meaning} {}", comment.trim());
        } else if let Some(path) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
            (table, meaning) = (path.to_owned(), String::new());
        } else {
            let meaning = std::mem::take(&mut meaning);
            if let (Some((line, fields)), Some((key, _))) = (open.take(), text.split_once('=')) {
                found.push(Described {
                    line,
                    path: format!("{table}.{}", key.trim()),
                    key: format!("{}.{}", pattern(&table), key.trim()),
                    meaning,
                    fields,
                });
            }
        }
    }
    found
}

/// The identifiers in a source; `None` if it is a choice.
fn cited(source: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = source.split_whitespace().collect();
    let all = !words.is_empty() && words.iter().all(|word| number('E', word).is_some());
    all.then_some(words)
}

/// What is wrong with the sources and plausible ranges of a scenario.
fn source_faults(scenario: &str, figures: &[Figure]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ranges: BTreeMap<String, String> = BTreeMap::new();
    for described in descriptions(scenario) {
        let field = |name: &str| described.fields.get(name).map(String::as_str);
        let mut fault = |text: String| {
            faults.push(format!(
                "src/scenario/default.toml:{}: {}: {text}",
                described.line, described.key
            ));
        };
        if let Some(range) = field("range") {
            ranges.insert(described.key.clone(), range.to_owned());
            match (
                field("source").unwrap_or_default(),
                cited(field("source").unwrap_or_default()),
            ) {
                ("modelling choice" | "user", _) => {}
                (_, Some(ids)) => {
                    for id in ids {
                        if !figures.iter().any(|figure| figure.id == id) {
                            fault(format!("the table of evidence lacks {id}"));
                        }
                    }
                }
                (source, None) => fault(format!(
                    "a source is identifiers of evidence, `modelling choice` or `user`, \
                     not `{source}`"
                )),
            }
        }
        let plausible = field("plausible").unwrap_or_default();
        let range = ranges.get(&described.key).map(String::as_str);
        let inside = range
            .and_then(Interval::parse)
            .zip(Interval::parse(plausible));
        if plausible != "fixed" && !inside.is_some_and(|(range, inner)| range.covers(&inner)) {
            fault(format!(
                "the plausible range `{plausible}` is no interval inside the allowed {}",
                range.unwrap_or("one")
            ));
        }
    }
    faults
}

/// Whether all figures that a source cites are recalled.
fn is_prior(source: &str, figures: &[Figure]) -> bool {
    let recalled = |id: &&str| figures.iter().any(|f| f.id == **id && f.is_recalled());
    cited(source).is_some_and(|ids| ids.iter().all(recalled))
}

/// The defaults that rest on recalled figures alone, of pairs of key and source.
pub(crate) fn priors<'a>(sources: &'a [(String, String)], figures: &[Figure]) -> Vec<&'a str> {
    let priors = sources
        .iter()
        .filter(|(_, source)| is_prior(source, figures));
    priors.map(|(key, _)| key.as_str()).collect()
}

/// Comments that tell a prior as a fact.
fn fact_faults(scenario: &str, figures: &[Figure]) -> Vec<String> {
    let mut faults = Vec::new();
    for described in descriptions(scenario) {
        let source = described.fields.get("source").map_or("", String::as_str);
        let meaning = described.meaning.to_lowercase();
        let words: Vec<&str> = meaning
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let text = format!(" {} ", words.join(" "));
        for word in WORDS_OF_FACTS {
            if is_prior(source, figures) && text.contains(&format!(" {word} ")) {
                faults.push(format!(
                    "src/scenario/default.toml:{}: {}: `{word}`, but {source} is recalled: \
                     a prior, no fact",
                    described.line, described.key
                ));
            }
        }
    }
    faults
}

/// Paragraphs and list items that cite a recalled figure and do not say so.
fn prose_faults(path: &str, text: &str, figures: &[Figure]) -> Vec<String> {
    let mut faults = Vec::new();
    let text = text.replace("\n- ", "\n\n- ");
    for paragraph in text.split("\n\n") {
        let admits = ["recalled", "Recalled", "prior"]
            .iter()
            .any(|word| paragraph.contains(word));
        for figure in figures.iter().filter(|figure| figure.is_recalled()) {
            let cites = paragraph
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word == figure.id);
            if cites && !admits {
                faults.push(format!(
                    "{path}: say of {} that it is recalled: {}",
                    figure.id,
                    paragraph.lines().next().unwrap_or_default()
                ));
            }
        }
    }
    faults
}

#[test]
fn every_default_has_a_source_and_a_plausible_range() {
    let scenario = orgsim::scenario::DEFAULT;
    assert_none(&source_faults(scenario, &figures()));
    let described = descriptions(scenario);
    assert!(described.len() > 150, "{} descriptions", described.len());
    let citing = described
        .iter()
        .filter(|d| d.fields.get("source").is_some_and(|s| cited(s).is_some()));
    assert!(citing.count() >= 30);
}

#[test]
fn nothing_recalled_is_told_as_a_fact() {
    let figures = figures();
    assert_none(&fact_faults(orgsim::scenario::DEFAULT, &figures));
    let mut told = documents();
    // This one is made of the descriptions that were checked above.
    told.retain(|(path, _)| path != "docs/scenario-reference.md");
    let faults = told.iter().flat_map(|(path, text)| {
        let text = match crate::evidence_page::parts(text) {
            Some((before, _, after)) => format!("{before}{after}"),
            None => text.clone(),
        };
        prose_faults(path, &text, &figures)
    });
    assert_none(&faults.collect::<Vec<_>>());
}

/// One figure that was seen, E1, and one that is recalled, E2.
fn example() -> Vec<Figure> {
    let mut seen = figures().swap_remove(0);
    (seen.id, seen.verified) = ("E1".to_owned(), "yes".to_owned());
    let mut recalled = seen.clone();
    (recalled.id, recalled.verified) = ("E2".to_owned(), "no".to_owned());
    vec![seen, recalled]
}

#[test]
fn a_default_without_source_or_range_is_found() {
    let faults = |line: &str| {
        let scenario = format!("[a]\n# A meaning.\n#: unit = x; {line}\nb = 1\n");
        source_faults(&scenario, &example()).len()
    };
    assert_eq!(
        faults("range = [0, 9]; plausible = [1, 2]; source = E1 E2"),
        0
    );
    assert_eq!(faults("range = any; plausible = fixed; source = user"), 0);
    assert_eq!(
        faults("range = any; plausible = fixed; source = modelling choice"),
        0
    );
    for line in [
        "range = [0, 9]; plausible = [1, 2]; source = E1 E3",
        "range = [0, 9]; plausible = [1, 2]; source = E1, E2",
        "range = [0, 9]; plausible = [1, 2]; source = common sense",
        "range = [0, 9]; plausible = [1, 2]; source =",
        "range = [0, 9]; plausible = [1, 2]",
        "range = [0, 9]; plausible = [1, 10]; source = E1",
        "range = (0, 9]; plausible = [0, 9]; source = E1",
        "range = [0, 9]; plausible = about 2; source = E1",
        "range = any; plausible = [1, 2]; source = E1",
        "range = [0, 9]; source = E1",
    ] {
        assert_eq!(faults(line), 1, "{line}");
    }
}

#[test]
fn a_further_table_has_the_range_of_the_first() {
    let scenario = |plausible: &str| {
        format!(
            "[units.a]\n#: unit = x; range = [0, 9]; plausible = fixed; source = user\nb = 1\n\
             [units.c]\n#: plausible = {plausible}\nb = 2\n"
        )
    };
    assert_none(&source_faults(&scenario("[1, 2]"), &[]));
    assert_eq!(source_faults(&scenario("[1, 12]"), &[]).len(), 1);
}

#[test]
fn a_prior_that_is_told_as_a_fact_is_found() {
    let faults = |meaning: &str, source: &str| {
        let scenario = format!(
            "[a]\n# {meaning}\n#: unit = x; range = [0, 9]; plausible = fixed; source = {source}\n\
             b = 1\n"
        );
        fact_faults(&scenario, &example()).len()
    };
    assert_eq!(faults("An effect, as measured.", "E2"), 1);
    assert_eq!(faults("An effect; evidence\n# shows it.", "E2 E2"), 1);
    assert_eq!(faults("An effect, as measured.", "E1 E2"), 0);
    assert_eq!(faults("A factor.", "E2"), 0);

    let faults = |text: &str| prose_faults("a.md", text, &example()).len();
    assert_eq!(faults("As E1 has it.\n\nThis follows from E2."), 1);
    assert_eq!(faults("- E2 is recalled.\n- It is E2."), 1);
    assert_eq!(faults("It has the size of E2, which is recalled; E20."), 0);

    let sources = [
        ("a.b".to_owned(), "E2".to_owned()),
        ("a.c".to_owned(), "E1 E2".to_owned()),
    ];
    assert_eq!(priors(&sources, &example()), ["a.b"]);
}
