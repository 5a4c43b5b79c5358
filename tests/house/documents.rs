//! Documents that say what is true: links, files, commands, examples, exit codes.

use orgsim::scenario::load_bytes;

use crate::{assert_none, documents, read, root};

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
            // without its title
            let target = target.split(" \"").next().unwrap_or_default().trim_end();
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

/// Faults of an experiment that stands beside the shipped ones.
fn experiment_faults(text: &str) -> Option<orgsim::diagnostic::Faults> {
    let scenarios = root().join("scenarios");
    let text = text.replace("\"../", &format!("\"{}/", scenarios.display()));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("experiment.toml");
    std::fs::write(&path, text).unwrap();
    orgsim::questions::file::load(&path, &[]).err()
}

#[test]
fn scenarios_in_the_documents_are_valid() {
    let mut examples = 0;
    for (path, text) in documents() {
        for block in blocks(&text).0 {
            if block.language == "toml" {
                // Bases are looked for beside the shipped scenarios.
                let name = root().join("scenarios/example.toml");
                let text = block.lines.join("\n");
                let faults = if text.contains("\nmeasures = ") {
                    experiment_faults(&text)
                } else {
                    let loaded = load_bytes(&name.to_string_lossy(), text.into_bytes(), &[]);
                    loaded.err()
                };
                assert!(faults.is_none(), "{path}:{}: {faults:?}", block.line);
                examples += 1;
            }
        }
    }
    assert!(examples > 0);
}

#[test]
fn files_that_the_documents_name_exist() {
    let mut faults = Vec::new();
    for (path, text) in documents() {
        for (number, line) in blocks(&text).1 {
            let named = line.split('`').skip(1).step_by(2);
            for name in named.filter(|name| !name.contains([' ', '*']) && !name.contains("NAME")) {
                let folders = [
                    "src/",
                    "tests/",
                    "docs/",
                    "scenarios/",
                    "benches/",
                    "examples/",
                    ".ci/",
                ];
                let is_path = folders.iter().any(|folder| name.starts_with(folder));
                if is_path && !root().join(name).exists() {
                    faults.push(format!("{path}:{number}: there is no `{name}`"));
                }
            }
        }
    }
    assert_none(&faults);
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
