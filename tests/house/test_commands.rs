//! Commands that run tests, as documents, scripts and messages give them: what they name is
//! there.

use crate::{assert_none, documents, files_below, read};

/// A command is a line of its own, or stands in backticks or quotes.
const ENDS: [char; 5] = ['`', '"', '\'', '\n', ';'];

/// Programs of tests and the names of their modules.
fn programs() -> Vec<(String, Vec<String>)> {
    let mains = files_below("tests", &["/main.rs"]);
    let folders = mains
        .iter()
        .filter_map(|main| Some(main.strip_suffix("/main.rs")?.strip_prefix("tests/")?));
    folders
        .map(|program| {
            let text = read(&format!("tests/{program}/main.rs"));
            let modules = text.lines().filter_map(|line| {
                let line = line.strip_prefix("pub ").unwrap_or(line);
                line.strip_prefix("mod ")?.strip_suffix(';')
            });
            (program.to_owned(), modules.map(str::to_owned).collect())
        })
        .collect()
}

/// Commands `cargo test` with a program or a filter that is not there.
fn faults(path: &str, text: &str, programs: &[(String, Vec<String>)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, _) in text.match_indices("cargo test ") {
        let command = text[at..].split(ENDS).next().unwrap_or_default();
        let (mut named, mut filters) = (Vec::new(), Vec::new());
        let mut words = command.split_whitespace().skip(2);
        while let Some(word) = words.next() {
            match word {
                "--test" => named.extend(words.next()),
                "--features" => drop(words.next()),
                word if word.starts_with('-') => {}
                word => filters.push(word),
            }
        }
        let line = crate::source::line_of(text, at);
        let mut modules = Vec::new();
        // A name in braces or capitals stands for any.
        let is_open = |word: &str| word.starts_with('{') || word == "NAME";
        for name in named.iter().filter(|name| !is_open(name)) {
            match programs.iter().find(|(program, _)| program == name) {
                Some((_, own)) => modules.extend(own),
                None => faults.push(format!("{path}:{line}: `{command}`: no tests/{name}")),
            }
        }
        for filter in filters.iter().filter(|filter| !is_open(filter)) {
            if !modules.is_empty() && !modules.iter().any(|module| module.contains(filter)) {
                faults.push(format!("{path}:{line}: `{command}`: no module {filter}"));
            }
        }
    }
    faults
}

#[test]
fn commands_name_tests_that_are_there() {
    let rust = ["src", "tests", "benches", "examples"]
        .iter()
        .flat_map(|folder| files_below(folder, &[".rs"]))
        .filter(|path| path != "tests/house/test_commands.rs")
        .chain([".ci/run".to_owned()])
        .map(|path| (path.clone(), read(&path)));
    let programs = programs();
    let faults = documents()
        .into_iter()
        .chain(rust)
        .flat_map(|(path, text)| faults(&path, &text, &programs));
    assert_none(&faults.collect::<Vec<_>>());
}

#[test]
fn a_command_that_names_what_is_not_there_is_found() {
    let programs = [("library".to_owned(), vec!["store".to_owned()])];
    let find = |text: &str| faults("a.md", text, &programs).len();
    assert_eq!(find("`cargo test --test store`"), 1);
    assert_eq!(find("cargo test --test library stoer\n"), 1);
    assert_eq!(find("cargo test --test library -- store sampling\n"), 1);
    assert_eq!(
        find("`cargo test`, `cargo test --locked --test library sto`"),
        0
    );
    assert_eq!(
        find("cargo test --test library NAME, --test {program}\n"),
        0
    );
}
