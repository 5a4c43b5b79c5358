//! The figures of a description that was written and read back.

use super::FIGURES;
use crate::drawing::{page, svg};
use crate::experiment::finding;
use crate::figures::Made;
use crate::output::{Environment, TablesFolder, WrittenTables};
use crate::questions::fit::described::samples::{full_records, records};
use crate::questions::fit::described::{DescribeSettings, describe};
use crate::records::Records;
use crate::result::ResultFolder;

/// The figures of each kind of what is described of records.
fn figures(records: &Records) -> Vec<(&'static str, Made)> {
    let found = describe(records, &DescribeSettings::default());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit");
    let findings = finding::boxed(found.findings());
    let written = WrittenTables {
        command: crate::questions::fit::command::COMMAND,
        title: "An organisation",
        question: "What do its records say?",
        inputs: Vec::new(),
        seed: 0,
        level: found.settings.level,
        settings: serde_json::Value::Null,
        findings: findings.iter().map(|finding| finding.value()).collect(),
        factors: Vec::new(),
        texts: &[],
        tables: &found.tables(),
    };
    let environment = Environment {
        arguments: Vec::new(),
        started: String::new(),
        ended: String::new(),
        threads: 1,
        machine: String::new(),
    };
    let opened = TablesFolder::open(&path, false).unwrap();
    opened.finish(written, environment).unwrap();
    let result = [ResultFolder::open(&path).unwrap()];
    let kinds = FIGURES.iter();
    kinds.map(|kind| (kind.name, kind.make(&result))).collect()
}

#[test]
fn every_kind_is_drawn_at_every_width() {
    for (name, made) in figures(&full_records()) {
        for figure in made.unwrap() {
            assert!(figure.name().starts_with(name));
            let description = figure.description();
            assert!(
                description.ends_with('.') && !description.contains("no value"),
                "{description}"
            );
            assert!(figure.note().ends_with('.') && !figure.title().is_empty());
            for width in [280.0, 360.0, 720.0, 1200.0] {
                let drawing = page(&*figure, width);
                let text = svg::to_string(&drawing, &description);
                assert!(
                    drawing.height > 100.0 && !text.contains("NaN"),
                    "{name} at {width}"
                );
            }
        }
    }
}

#[test]
fn where_there_is_nothing_to_draw_it_is_said_why() {
    for (name, made) in figures(&records(0, 400, Vec::new())) {
        let reason = made.err().map(|reason| reason.to_string());
        let is_said = reason.is_some_and(|reason| !reason.is_empty());
        assert!(is_said || name == "head-count", "{name}");
    }
}
