//! Numbers in documents that are taken from a committed CSV file.
//!
//! Such a number is a link to its file, whose title says where in it:
//! `[83.6%](gallery/reorganisation/summary.csv "estimate where measure=researcher_retention_12m;
//! window=q8-q19")`. It must be the number of the one row in which the columns have
//! these values, rounded to the digits that are shown.

use std::path::Path;

use crate::{assert_none, documents, root};

/// A number as a document shows it, and where it is from.
#[derive(Debug, PartialEq)]
struct Quote<'a> {
    shown: &'a str,
    file: &'a str,
    column: &'a str,
    conditions: Vec<(&'a str, &'a str)>,
}

/// The quotes of a page.
fn quotes(page: &str) -> Vec<Quote<'_>> {
    let links = page.match_indices("](").filter_map(|(at, _)| {
        let shown = page[..at].rsplit_once('[')?.1;
        let target = page[at + 2..].split_once("\")")?.0;
        let (file, title) = target.split_once(" \"")?;
        // a plain link, and the title of a later one
        if file.contains(')') {
            return None;
        }
        let (column, conditions) = title.split_once(" where ")?;
        let conditions = conditions.split(';');
        let conditions = conditions.map(|condition| condition.trim().split_once('='));
        Some(Quote {
            shown,
            file: file.trim(),
            column: column.trim(),
            conditions: conditions.collect::<Option<_>>()?,
        })
    });
    links.collect()
}

/// What is wrong with a quote, given the text of its file.
fn fault(quote: &Quote<'_>, text: &str) -> Option<String> {
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let header = csv.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|column| column == name);
    let Some(column) = place(quote.column) else {
        return Some(format!("there is no column `{}`", quote.column));
    };
    let mut conditions = Vec::new();
    for (name, value) in &quote.conditions {
        match place(name) {
            Some(place) => conditions.push((place, *value)),
            None => return Some(format!("there is no column `{name}`")),
        }
    }
    let rows = csv.records().map(|row| row.unwrap());
    let found: Vec<csv::StringRecord> = rows
        .filter(|row| conditions.iter().all(|&(at, value)| &row[at] == value))
        .collect();
    let [row] = found.as_slice() else {
        return Some(format!("{} rows are so", found.len()));
    };
    let Ok(number) = row[column].parse::<f64>() else {
        return Some(format!("`{}` is no number", &row[column]));
    };
    let (digits, factor) = match quote.shown.strip_suffix('%') {
        Some(digits) => (digits, 100.0),
        None => match quote.shown.strip_suffix(" pp") {
            Some(digits) => (digits, 100.0),
            None => (quote.shown, 1.0),
        },
    };
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let rounded = format!("{:.decimals$}", factor * number);
    (rounded != digits.trim_start_matches('+')).then(|| format!("it is {rounded}, not {digits}"))
}

#[test]
fn numbers_are_those_of_the_files_they_name() {
    let mut faults = Vec::new();
    for (page, text) in documents() {
        for quote in quotes(&text) {
            let folder = Path::new(&page).parent().unwrap();
            let file = root().join(folder).join(quote.file);
            let problem = match std::fs::read_to_string(&file) {
                Ok(text) => fault(&quote, &text),
                Err(error) => Some(error.to_string()),
            };
            faults.extend(problem.map(|problem| {
                let Quote { shown, file, .. } = quote;
                format!("{page}: [{shown}] of {file}: {problem}")
            }));
        }
    }
    assert_none(&faults);
}

#[test]
fn a_number_that_differs_is_found() {
    let page = "It is [83.6%](a/b.csv \"estimate where measure=x; window=q8, q9\") ([a](b.md)), or \
                [-4.25 pp](a/b.csv \"low where measure=x\").";
    let found = quotes(page);
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0],
        Quote {
            shown: "83.6%",
            file: "a/b.csv",
            column: "estimate",
            conditions: vec![("measure", "x"), ("window", "q8, q9")],
        }
    );
    let text = "measure,window,estimate,low\nx,\"q8, q9\",0.8364,-0.0425\ny,all,0.5,0.1\n";
    assert_eq!(fault(&found[0], text), None);
    assert_eq!(fault(&found[1], text), None);
    let other = text.replace("0.8364", "0.8366");
    assert_eq!(fault(&found[0], &other).unwrap(), "it is 83.7, not 83.6");
    assert_eq!(
        fault(&found[0], "measure,window\n").unwrap(),
        "there is no column `estimate`"
    );
    let twice = format!("{text}x,all,1,1\n");
    assert_eq!(fault(&found[1], &twice).unwrap(), "2 rows are so");
}
