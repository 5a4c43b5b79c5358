//! The page of the model has all sections of its protocol, and tells the phases,
//! equations and parameters of the program.

use crate::generated::written;
use crate::source::{Source, sources};
use crate::{assert_none, read};

pub(crate) const PAGE: &str = "docs/odd.md";

/// The sections of ODD (Grimm et al. 2020) in their order.
const SECTIONS: [&str; 7] = [
    "Purpose and patterns",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialisation",
    "Input data",
    "Submodels",
];

/// The design concepts of ODD, with those that ODD+D (Müller et al. 2013) adds.
const CONCEPTS: [&str; 14] = [
    "Basic principles",
    "theoretical and empirical background",
    "Emergence",
    "Adaptation",
    "individual decision making",
    "Objectives",
    "Learning",
    "Individual prediction",
    "Individual sensing",
    "Interaction",
    "Collectives",
    "Heterogeneity",
    "Stochasticity",
    "Observation",
];

/// Headings of a level with the text below each of them.
pub(crate) fn headed<'a>(page: &'a str, mark: &str) -> Vec<(&'a str, &'a str)> {
    let parts = page.split(mark).skip(1);
    parts.filter_map(|part| part.split_once('\n')).collect()
}

/// Sections and concepts that a page lacks, has in another order, or leaves empty.
fn missing_sections(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let sections = headed(page, "\n## ");
    let titles: Vec<&str> = sections.iter().map(|(title, _)| *title).collect();
    let mut of_protocol = titles.clone();
    of_protocol.retain(|title| SECTIONS.contains(title));
    if of_protocol != SECTIONS {
        faults.push(format!("{PAGE}: not {SECTIONS:?}, but {of_protocol:?}"));
    }
    let design = sections
        .iter()
        .find(|(title, _)| *title == "Design concepts");
    let concepts = headed(design.map_or("", |(_, text)| text), "\n### ");
    for concept in CONCEPTS {
        if !concepts.iter().any(|(title, _)| title.contains(concept)) {
            faults.push(format!("{PAGE}: no design concept `{concept}`"));
        }
    }
    let empty = sections.iter().chain(&concepts);
    let empty = empty.filter(|(_, text)| text.trim().is_empty());
    faults.extend(empty.map(|(title, _)| format!("{PAGE}: nothing stands below `{title}`")));
    faults
}

#[test]
fn every_section_of_the_protocol_is_there() {
    assert_none(&missing_sections(&read(PAGE)));
}

#[test]
fn a_section_that_is_missing_misplaced_or_empty_is_found() {
    let concepts: String = CONCEPTS.map(|c| format!("### {c}\n\nText.\n\n")).concat();
    let page = |sections: &[&str], concepts: &str| {
        let text = |title: &&str| match *title {
            "Design concepts" => format!("\n## {title}\n\n{concepts}"),
            title => format!("\n## {title}\n\nText.\n"),
        };
        sections.iter().map(text).collect::<String>()
    };
    assert_none(&missing_sections(&page(&SECTIONS, &concepts)));
    let mut turned = SECTIONS;
    turned.swap(4, 6);
    assert_eq!(missing_sections(&page(&turned, &concepts)).len(), 1);
    assert_eq!(missing_sections(&page(&SECTIONS[1..], &concepts)).len(), 1);
    let without = concepts.replace("### Learning", "### Teaching");
    assert_eq!(missing_sections(&page(&SECTIONS, &without)).len(), 1);
    let empty = concepts.replace("### Learning\n\nText.", "### Learning\n");
    assert_eq!(missing_sections(&page(&SECTIONS, &empty)).len(), 1);
}

/// The phases that `quarter.rs` runs, by their modules, in their order: each is a struct
/// of the parts that it takes, named like its module.
pub(crate) fn phases(code: &str) -> Vec<String> {
    let quarter = code
        .split_once("fn advance_quarter")
        .map_or("", |(_, code)| code);
    quarter
        .lines()
        .filter_map(|line| line.strip_prefix("    ")?.strip_suffix(" {"))
        .filter(|name| name.chars().all(char::is_alphanumeric))
        .map(snake_case)
        .collect()
}

/// `LabourMarket` as `labour_market`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (place, letter) in name.char_indices() {
        if letter.is_uppercase() && place > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[test]
fn the_model_page_has_the_phases_in_their_order() {
    let quarter = read("src/model/quarter.rs");
    let called = phases(&quarter);
    assert!(called.len() >= 10, "{called:?}");
    let page = read(PAGE);
    let told: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### Phase "))
        .filter_map(|title| title.split('`').nth(1))
        .collect();
    assert_eq!(
        told, called,
        "{PAGE}: headings `### Phase N: ... (`module`)`"
    );
}

/// Numbers in `(M1)` in a line, with what stands before each since the last.
fn numbers(line: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut parts = line.split("(M");
    let mut before = parts.next().unwrap_or_default();
    for part in parts {
        let (number, after) = part.split_once(')').unwrap_or((part, ""));
        if let Ok(number) = number.parse() {
            found.push((before, number));
        }
        before = after;
    }
    found
}

/// Numbers of the equations that a page lists, in its order: at the ends of lines in
/// blocks.
fn listed(page: &str) -> Vec<usize> {
    let blocks = page.split("\n```").skip(1).step_by(2);
    blocks
        .flat_map(str::lines)
        .filter(|line| line.ends_with(')'))
        .filter_map(|line| Some(numbers(line).last()?.1))
        .collect()
}

/// An equation that a source names.
struct Named {
    number: usize,
    place: String,
    /// Whether it stands in the doc comment of a function of the model or of the
    /// measures.
    is_at_function: bool,
}

/// The equations that a source names: `(M1)`, or all of `(M1)-(M3)`.
fn named(source: &Source) -> Vec<Named> {
    let lines: Vec<&str> = source.text.lines().map(str::trim).collect();
    let is_model = ["src/model/", "src/metrics/"]
        .iter()
        .any(|folder| source.path.starts_with(folder));
    let mut found: Vec<Named> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let is_doc = |line: &str| line.starts_with("///");
        let item = lines[at..]
            .iter()
            .find(|line| !is_doc(line) && !line.starts_with("#["));
        let is_function = item.is_some_and(|item| item.split(' ').any(|word| word == "fn"));
        for (before, number) in numbers(line) {
            let first = match (before, found.last()) {
                ("-", Some(last)) => last.number + 1,
                _ => number,
            };
            found.extend((first..=number).map(|number| Named {
                number,
                place: format!("{}:{}", source.path, at + 1),
                is_at_function: is_model && is_doc(line) && is_function,
            }));
        }
    }
    found
}

/// Where a page and the sources do not name the same equations, each once.
fn disagreements(page: &str, sources: &[Source]) -> Vec<String> {
    let listed = listed(page);
    let mut found: Vec<Named> = sources.iter().flat_map(named).collect();
    found.sort_by_key(|named| named.number);
    let missing = listed
        .iter()
        .filter(|number| !found.iter().any(|named| named.number == **number));
    let missing = missing.map(|number| format!("no function names (M{number})"));
    let unknown = found.iter().filter(|named| !listed.contains(&named.number));
    let unknown =
        unknown.map(|named| format!("{}: {PAGE} has no (M{})", named.place, named.number));
    let twice = found
        .windows(2)
        .filter(|pair| pair[0].number == pair[1].number);
    let twice = twice.map(|pair| {
        let [first, second] = [&pair[0], &pair[1]];
        format!(
            "{}: (M{}) stands at {} too",
            second.place, second.number, first.place
        )
    });
    let astray = found.iter().filter(|named| !named.is_at_function);
    let astray = astray.map(|named| {
        let place = &named.place;
        format!(
            "{place}: (M{}) stands at no function of the model",
            named.number
        )
    });
    missing.chain(unknown).chain(twice).chain(astray).collect()
}

#[test]
fn every_equation_stands_at_the_function_that_implements_it() {
    assert_none(&disagreements(&read(PAGE), &sources()));
}

#[test]
fn equations_that_are_missing_unknown_astray_or_named_twice_are_found() {
    let page = "\n```text\na = b   (M1)\nc = d  (M2)\ne = f  (M3)\n```\nAs (M2)\n";
    let faults = |texts: &[(&str, &str)]| {
        let sources = texts.iter().map(|(path, text)| Source::new(path, text));
        disagreements(page, &sources.collect::<Vec<_>>()).len()
    };
    let code = "/// Does.\n///\n/// Equations (M1)-(M3).\n#[inline]\npub(super) fn f() {}\n";
    assert_eq!(faults(&[("src/model/a.rs", code)]), 0);
    assert_eq!(faults(&[("src/metrics/a.rs", code)]), 0);
    assert_eq!(faults(&[("src/model/a.rs", &code.replace("-", ", "))]), 1);
    assert_eq!(faults(&[("src/model/a.rs", &code.replace("M3", "M4"))]), 1);
    assert_eq!(faults(&[("src/stats/a.rs", code)]), 3);
    assert_eq!(
        faults(&[("src/model/a.rs", &code.replace("fn f", "struct F"))]),
        3
    );
    assert_eq!(faults(&[("src/model/a.rs", &code.replace("///", "//"))]), 3);
    let twice = "/// Equation (M2).\nfn g() {}\n";
    assert_eq!(
        faults(&[("src/model/a.rs", code), ("src/model/b.rs", twice)]),
        1
    );
}

#[test]
fn the_equations_of_the_model_page_are_numbered_in_turn() {
    let page = read(PAGE);
    let listed = listed(&page);
    assert_eq!(listed, (1..=listed.len()).collect::<Vec<_>>());
    assert!(listed.len() >= 30);
    // And the text speaks of none that is not there.
    let of_text = page.lines().flat_map(numbers);
    let unknown: Vec<usize> = of_text
        .map(|(_, number)| number)
        .filter(|number| !listed.contains(number))
        .collect();
    assert!(unknown.is_empty(), "{PAGE} has no {unknown:?}");
}

/// The parameters of a table, `*` in place of a name that the user chooses.
fn parameters(table: &toml::Table, path: &str, found: &mut Vec<String>) {
    for (key, value) in table {
        let named = matches!(
            path,
            "units." | "incentives." | "structures." | "topics." | "venues." | "events."
        );
        let path = format!("{path}{}", if named { "*" } else { key });
        match value {
            toml::Value::Table(table) => parameters(table, &format!("{path}."), found),
            _ => found.push(path),
        }
    }
}

#[test]
fn every_parameter_of_the_model_stands_on_its_page() {
    let table: toml::Table = orgsim::scenario::DEFAULT.parse().expect("a TOML file");
    let mut all = Vec::new();
    parameters(&table, "", &mut all);
    all.sort();
    all.dedup();
    let page = written(&read(PAGE));
    let missing: Vec<&String> = all
        .iter()
        .filter(|path| path.contains('.'))
        .filter(|path| !page.contains(&format!("`{path}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "{PAGE}: say what these do: {missing:#?}"
    );
    // And the other way: what the page names exists.
    let sections: Vec<&str> = all
        .iter()
        .filter_map(|path| Some(path.split_once('.')?.0))
        .collect();
    // Keys without a default are shown as examples.
    let parameters = orgsim::scenario::registry().parameters().iter();
    let without_default: Vec<String> = parameters
        .filter(|parameter| parameter.is_example)
        .map(orgsim::scenario::Parameter::key)
        .collect();
    let unknown: Vec<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| !name.contains(' ') && !name.ends_with(".rs"))
        .filter(|name| {
            name.split_once('.')
                .is_some_and(|(first, _)| sections.contains(&first))
        })
        .filter(|name| !all.iter().any(|path| path == name))
        .filter(|name| !without_default.iter().any(|path| path == name))
        .collect();
    assert!(unknown.is_empty(), "{PAGE}: there is no {unknown:?}");
}
