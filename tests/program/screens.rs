//! The page of what commands print: its files are written, its commands run, and their
//! output is what stands below them. `BLESS=1 cargo test --test program screens` writes it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;

/// A block of the page: its language, empty for running text, and its text.
struct Block<'a> {
    language: &'a str,
    text: String,
}

/// The page in blocks, and what stands between them as blocks without a language.
fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = vec![Block {
        language: "",
        text: String::new(),
    }];
    for line in page.lines() {
        let language = blocks.last().map_or("", |block| block.language);
        match line.strip_prefix("```") {
            Some(of) => blocks.push(Block {
                language: if language.is_empty() { of } else { "" },
                text: String::new(),
            }),
            None => {
                if let Some(block) = blocks.last_mut() {
                    block.text += line;
                    block.text.push('\n');
                }
            }
        }
    }
    blocks
}

/// Runs a command of the page in a folder.
fn run(command: &str, folder: &Path) -> Output {
    let arguments = command.strip_prefix("orgsim ").expect(command);
    let output = Command::new(cargo_bin!("orgsim"))
        .current_dir(folder)
        .args(arguments.split_whitespace())
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{command}: {stderr}");
    output
}

#[test]
fn commands_print_what_the_page_shows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screens.md");
    let page = fs::read_to_string(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (mut anew, mut printed, mut shown) = (String::new(), None, 0);
    for Block { language, mut text } in blocks(&page) {
        match language {
            "toml" => {
                let name = text.lines().next().and_then(|line| line.strip_prefix("# "));
                fs::write(folder.path().join(name.expect("a name")), &text).unwrap();
            }
            "sh" => printed = Some(run(text.trim(), folder.path())),
            "text" => {
                let output = printed.take().expect("a command before its output");
                text = String::from_utf8(output.stdout).unwrap();
                shown += 1;
            }
            _ => {}
        }
        match language {
            "" => anew += &text,
            _ => anew += &format!("```{language}\n{text}```\n"),
        }
    }
    assert_eq!(shown, 5);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, anew).unwrap();
        return;
    }
    let differs = page
        .lines()
        .zip(anew.lines())
        .find(|(kept, new)| kept != new);
    assert!(
        page == anew,
        "docs/screens.md is not what commands print; the first line that differs: {differs:?}"
    );
}
