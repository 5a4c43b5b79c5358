//! How to get the same bytes again.

use serde_json::Value;

use super::page::{Block, Section};
use super::sheet::{Group, Sheet};
use crate::output::{Field, Head};
use crate::prose::Prose;
use crate::result::ResultFolder;
use crate::text::shell_line;

/// Command, version, seed and inputs of each result.
pub(super) fn reproduce(results: &[ResultFolder]) -> Section {
    let mut blocks = vec![Block::Paragraph(Prose::from(
        "The same inputs, settings, seed and version give the same bytes on every machine and for \
         any number of threads.",
    ))];
    for result in results {
        if results.len() > 1 {
            blocks.push(Block::Heading(result.name().to_owned()));
        }
        blocks.extend(of_one(result));
    }
    Section::new("reproduce", "How to reproduce it", blocks)
}

fn of_one(result: &ResultFolder) -> Vec<Block> {
    let manifest = result.manifest();
    let environment = &manifest["environment"];
    let mut blocks = Vec::new();
    let arguments: Vec<&str> = texts(&environment["arguments"]).collect();
    if !arguments.is_empty() {
        let words = std::iter::once("orgsim").chain(arguments);
        blocks.push(Block::Command(shell_line(words)));
    }
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: &Value| {
        let text = match value {
            Value::Null => return,
            Value::String(text) if text.is_empty() => return,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        facts.push((name.to_owned(), Prose::default().code(text)));
    };
    fact("Program", &manifest["program"]);
    fact("Version", &manifest["version"]);
    fact("Seed", &manifest["seed"]);
    fact("Scenario, SHA-256", &manifest["scenario_sha256"]);
    fact("Started", &environment["started"]);
    fact("Ended", &environment["ended"]);
    fact("Machine", &environment["machine"]);
    fact("Threads", &environment["threads"]);
    blocks.push(Block::Facts(facts));
    let inputs = files("Inputs", &manifest["inputs"]);
    let outputs = files("Files of the result", &manifest["outputs"]);
    blocks.extend(inputs.map(Block::Sheet));
    if let Some(outputs) = outputs {
        blocks.push(Block::Folded {
            title: "Files of the result, with their digests".to_owned(),
            blocks: vec![Block::Sheet(outputs)],
        });
    }
    blocks
}

fn files(caption: &str, digests: &Value) -> Option<Sheet> {
    let row = |digest: &Value| {
        let text = |key: &str| digest[key].as_str().unwrap_or_default().to_owned();
        let bytes = digest["bytes"].as_u64().unwrap_or_default();
        vec![
            Field::text(text("name")),
            Field {
                // files are far smaller than 2^53 bytes
                order: Some(bytes as f64),
                ..Field::text(bytes.to_string())
            },
            Field::text(text("sha256")),
        ]
    };
    let rows: Vec<Vec<Field>> = digests.as_array()?.iter().map(row).collect();
    (!rows.is_empty()).then(|| Sheet {
        caption: caption.to_owned(),
        heads: vec![
            Head::text("File"),
            Head::number("Bytes"),
            Head::text("SHA-256"),
        ],
        groups: vec![Group {
            title: String::new(),
            rows,
        }],
        stacks: true,
        ..Sheet::default()
    })
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}
