//! What answers have in common as JSON: findings with their words, and tables.

use orgsim::experiment::Measures;
use orgsim::experiment::finding::Finding;
use orgsim::output;
use orgsim::table::Table;
use serde_json::{Map, Value};

/// Findings as values, each with its words.
pub(super) fn findings(findings: &[Box<dyn Finding>], measures: &Measures) -> Vec<Value> {
    let told = findings.iter().map(|finding| {
        let mut value = finding.value();
        value["text"] = finding.tell(measures).to_string().into();
        value
    });
    told.collect()
}

/// The rows of tables, by the names of their files without the ending.
pub(super) fn tables(tables: &[(&str, Table)]) -> Map<String, Value> {
    let rows = tables.iter().map(|(name, table)| {
        let name = name.trim_end_matches(".csv").to_owned();
        (name, output::json::rows(table))
    });
    rows.collect()
}
