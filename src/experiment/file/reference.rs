//! The reference page of experiment files, in Markdown.

use std::fmt::Write as _;

use super::code::CODES;
use super::key::{Kind, Section};

const INTRODUCTION: &str = "\
<!-- Generated from the commented defaults of experiment files; a test compares. -->

# Experiment files: every key

[experiments.md](experiments.md) explains how experiments are used. `orgsim init
--experiment QUESTION FILE` writes a commented experiment that can be run as it is;
`orgsim schema --experiment` prints the JSON Schema for editors. A NAME is any name of 1 to
60 of the characters a-z, A-Z, 0-9, `-` and `_`, but no word that other programs read as missing
or as no number (`NA`, `NaN`, `null`, `None`, `inf`).
";

/// `docs/experiment-reference.md`: every key, table by table, and every message.
pub(crate) fn reference(root: &Section) -> String {
    let mut page = INTRODUCTION.to_owned();
    add_section(&mut page, "At the top of the file", "", "", root);
    page.push_str("\n## Messages\n\n| code | name | meaning |\n|---|---|---|\n");
    for code in CODES {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| {} | {} | {} |", code.id, code.name, code.meaning);
    }
    page
}

fn add_section(page: &mut String, title: &str, meaning: &str, path: &str, section: &Section) {
    let _ = write!(page, "\n## {title}\n\n");
    if !meaning.is_empty() {
        let _ = write!(page, "{meaning}\n\n");
    }
    page.push_str("| key | meaning | unit | allowed | default |\n|---|---|---|---|---|\n");
    for key in &section.keys {
        let name = &key.name;
        let cells = [
            &key.meaning,
            &key.unit,
            &key.kind.words(),
            &key.absent.words(&key.shown),
        ];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(page, "| `{name}` | {} |", cells.join(" | "));
    }
    for key in &section.keys {
        let inner = format!("{path}{}", key.name);
        match &key.kind {
            Kind::Table(section) => {
                let title = format!("`[{inner}]`");
                add_section(page, &title, &key.meaning, &format!("{inner}."), section);
            }
            Kind::Named(section) => {
                let title = format!("`[{inner}.NAME]`");
                add_section(
                    page,
                    &title,
                    &key.meaning,
                    &format!("{inner}.NAME."),
                    section,
                );
            }
            _ => {}
        }
    }
}
