//! Documents that say what is true: links, commands, exit codes, dependencies,
//! the phases and parameters of the model.

use crate::{assert_none, documents, files_below, read, root};

/// A fenced block of a document: the language it names, and its lines.
struct Block<'a> {
    language: &'a str,
    line: usize,
    lines: Vec<&'a str>,
}

/// The fenced blocks of a document, and the lines outside of them with their
/// numbers.
fn blocks(text: &str) -> (Vec<Block<'_>>, Vec<(usize, &str)>) {
    let (mut blocks, mut outside): (Vec<Block>, Vec<_>) = Default::default();
    let mut inside = false;
    for (number, line) in (1..).zip(text.lines()) {
        match (line.trim_start().strip_prefix("```"), inside) {
            (Some(_), true) => inside = false,
            (Some(language), false) => {
                inside = true;
                blocks.push(Block {
                    language: language.trim(),
                    line: number,
                    lines: Vec::new(),
                });
            }
            (None, true) => blocks.last_mut().expect("inside a block").lines.push(line),
            (None, false) => outside.push((number, line)),
        }
    }
    (blocks, outside)
}

/// The anchors of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let headings = blocks(text)
        .1
        .into_iter()
        .filter(|(_, line)| line.starts_with('#'));
    headings
        .map(|(_, line)| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect()
        })
        .collect()
}

fn link_faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in blocks(text).1 {
        for rest in line.split("](").skip(1) {
            let target = rest.split(')').next().unwrap_or_default();
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let there = match file {
                "" => Some(text.to_owned()),
                file => {
                    let folder = root().join(path).parent().unwrap_or(root()).to_owned();
                    let path = folder.join(file);
                    // A folder has no text, but can be linked to.
                    path.exists()
                        .then(|| std::fs::read_to_string(path).unwrap_or_default())
                }
            };
            match there {
                None => faults.push(format!("{path}:{number}: there is no `{file}` to link to")),
                Some(text) if !anchor.is_empty() && !anchors(&text).iter().any(|a| a == anchor) => {
                    faults.push(format!("{path}:{number}: no heading gives `#{anchor}`"));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

#[test]
fn links_lead_somewhere() {
    let faults = documents()
        .into_iter()
        .flat_map(|(path, text)| link_faults(&path, &text))
        .collect::<Vec<_>>();
    assert_none(&faults);
}

#[test]
fn a_dead_link_is_found() {
    let text = "# A b\n[x](nowhere.md) [y](#a-b) [z](#c) [w](https://example.org)\n";
    let faults = link_faults("README.md", text);
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].starts_with("README.md:2: there is no `nowhere.md`"));
}

/// Commands stand in blocks of the language `sh`.
fn command_faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for block in blocks(text).0 {
        let place = format!("{path}:{}", block.line);
        match (block.language, block.lines.as_slice()) {
            ("sh", [command]) if command.starts_with("cargo ") => {}
            ("sh", _) => faults.push(format!(
                "{place}: give each command a block of its own that starts with `cargo`"
            )),
            ("", _) => faults.push(format!(
                "{place}: name the language of the block: sh, text, toml, rust, csv"
            )),
            _ => {}
        }
    }
    faults
}

#[test]
fn the_readme_gives_commands_that_can_be_copied() {
    let readme = read("README.md");
    assert_none(&command_faults("README.md", &readme));
    let commands: Vec<&str> = blocks(&readme)
        .0
        .iter()
        .filter(|block| block.language == "sh")
        .map(|block| block.lines[0])
        .collect();
    // `.ci/run` reads these two lines.
    assert!(
        matches!(commands.as_slice(), [run, test]
            if run.starts_with("cargo run ") && test.starts_with("cargo test")),
        "README.md: two commands, the main job and the tests, not {commands:?}"
    );
}

#[test]
fn a_command_that_cannot_be_copied_is_found() {
    let find = |text: &str| command_faults("README.md", text).len();
    assert_eq!(find("```sh\ncargo test\ncargo run\n```\n"), 1);
    assert_eq!(find("```sh\n$ cargo test\n```\n"), 1);
    assert_eq!(find("```\ncargo test\n```\n"), 1);
    assert_eq!(find("```sh\ncargo test\n```\n"), 0);
}

/// The first cells of the rows of a document's tables, without backticks.
pub(crate) fn first_cells(text: &str) -> Vec<&str> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| row.split(" |").next())
        .map(|cell| cell.trim().trim_matches('`'))
        .collect()
}

#[test]
fn every_exit_code_is_documented() {
    let readme = read("README.md");
    let documented = first_cells(&readme);
    let code = read("src/cli/exit_code.rs");
    let numbers: Vec<&str> = code
        .split(": u8 = ")
        .skip(1)
        .filter_map(|rest| rest.split(';').next())
        .collect();
    assert!(numbers.len() >= 6, "exit codes are constants of type u8");
    for number in numbers {
        assert!(
            documented.contains(&number),
            "README.md: the table of exit codes lacks {number}"
        );
    }
}

/// The names of the dependencies, those of tests among them.
fn dependencies() -> Vec<String> {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("a TOML file");
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|table| table.keys().cloned())
        .collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let decisions = read("docs/decisions.md");
    let (_, section) = decisions
        .split_once("\n## Dependencies\n")
        .expect("docs/decisions.md has a section on dependencies");
    let section = section.split("\n## ").next().unwrap_or_default();
    let given = first_cells(section);
    for name in dependencies() {
        assert!(
            given.contains(&name.as_str()),
            "docs/decisions.md: say in the table of dependencies why `{name}` is one"
        );
    }
    for name in given.iter().filter(|name| !name.is_empty()).skip(1) {
        assert!(
            name.starts_with("---") || dependencies().iter().any(|known| known == name),
            "docs/decisions.md: `{name}` is no dependency; remove its row"
        );
    }
}

#[test]
fn every_dependency_is_used() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("a TOML file");
    let paths = files_below("src", &[".rs"]);
    let code: String = paths.iter().map(|path| read(path)).collect();
    for name in manifest["dependencies"].as_table().expect("a table").keys() {
        let path = format!("{}::", name.replace('-', "_"));
        assert!(
            code.contains(&path),
            "Cargo.toml: nothing in src uses `{name}`; remove it, or name it where tests are"
        );
    }
}

/// The phases that `quarter.rs` calls, by their modules, in their order.
fn phases(code: &str) -> Vec<&str> {
    code.lines()
        .filter_map(|line| line.strip_prefix("    ")?.strip_suffix(';'))
        .filter(|line| line.contains("(step, organization"))
        .filter_map(|line| line.split("::").next())
        .collect()
}

#[test]
fn the_model_page_has_the_phases_in_their_order() {
    let quarter = read("src/model/quarter.rs");
    let called = phases(&quarter);
    assert!(called.len() >= 10, "{called:?}");
    let page = read("docs/model.md");
    let told: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### Phase "))
        .filter_map(|title| title.split('`').nth(1))
        .collect();
    assert_eq!(
        told, called,
        "docs/model.md: headings `### Phase N: ... (`module`)`"
    );
}

#[test]
fn the_equations_of_the_model_page_are_numbered_in_turn() {
    let page = read("docs/model.md");
    let numbers: Vec<usize> = page
        .lines()
        .filter_map(|line| line.trim().rsplit_once("(M")?.1.strip_suffix(')'))
        .filter_map(|number| number.parse().ok())
        .collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    assert!(numbers.len() >= 30);
}

/// The parameters of a table, `*` in place of a name that the user chooses.
fn parameters(table: &toml::Table, path: &str, found: &mut Vec<String>) {
    for (key, value) in table {
        let named = matches!(path, "units." | "incentives." | "structures." | "events.");
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
    let page = read("docs/model.md");
    let missing: Vec<&String> = all
        .iter()
        .filter(|path| path.contains('.'))
        .filter(|path| !page.contains(&format!("`{path}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/model.md: say what these do: {missing:#?}"
    );
    // And the other way: what the page names exists.
    let sections: Vec<&str> = all
        .iter()
        .filter_map(|path| Some(path.split_once('.')?.0))
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
        .filter(|name| !name.starts_with("events."))
        .collect();
    assert!(unknown.is_empty(), "docs/model.md: there is no {unknown:?}");
}
