//! From records to files, in the formats in which they are read.

use std::fmt::Display;

use crate::measures::role_name;
use crate::records::{Records, Stay};
use crate::units::Day;

/// The files of some records: names and texts. Read again they are the same records, but for
/// the numbers of people, units and teams. People are called `p0001` and so on in the order of
/// their numbers, whatever they were called once.
pub fn files(records: &Records) -> Vec<(&'static str, String)> {
    let mut files = vec![
        ("records.toml", settings(records)),
        ("people.csv", people(records)),
    ];
    if let Some(papers) = &records.papers {
        let rows = papers.iter().map(|paper| {
            [
                paper.submitted.to_string(),
                text(paper.accepted),
                name(&records.topics, paper.topic),
                name(&records.venues, paper.venue),
            ]
        });
        files.push((
            "papers.csv",
            csv(["submitted", "accepted", "topic", "venue"], rows),
        ));
    }
    if let Some(work) = &records.work {
        let rows = work.iter().map(|work| {
            [
                work.found.to_string(),
                text(work.adopted),
                text(work.shipped),
                text(work.abandoned),
            ]
        });
        let header = ["found", "adopted", "shipped", "abandoned"];
        files.push(("work.csv", csv(header, rows)));
    }
    if let Some(vacancies) = &records.vacancies {
        let rows = vacancies.iter().map(|vacancy| {
            [
                vacancy.opened.to_string(),
                text(vacancy.filled),
                text(vacancy.role.map(role_name)),
                name(&records.units, vacancy.unit),
            ]
        });
        files.push((
            "vacancies.csv",
            csv(["opened", "filled", "role", "unit"], rows),
        ));
    }
    if !records.changes.is_empty() {
        let rows = records.changes.iter().map(|change| {
            [
                change.day.to_string(),
                change.kind.name().to_owned(),
                text(change.until),
                name(&records.units, change.unit),
                text(change.role.map(role_name)),
                text(change.structure.as_ref()),
                text(change.share),
            ]
        });
        let header = [
            "date",
            "kind",
            "until",
            "unit",
            "role",
            "structure",
            "share",
        ];
        files.push(("changes.csv", csv(header, rows)));
    }
    files
}

fn settings(records: &Records) -> String {
    let Records { begin, until, .. } = records;
    format!("[records]\nbegin = {begin}\nuntil = {until}\n")
}

/// A row for each post.
fn people(records: &Records) -> String {
    let posts = records.stays.iter().flat_map(|stay| {
        let posts = stay.posts.iter().enumerate();
        posts.map(move |(number, post)| {
            let start = match number {
                0 => stay.start,
                _ => Some(post.from),
            };
            let (end, reason) = ending(stay, number);
            [
                format!("p{:04}", stay.person + 1),
                role_name(post.role).to_owned(),
                name(&records.units, post.unit),
                text(post.team.map(|team| format!("team-{}", team + 1))),
                text(start),
                text(end),
                reason,
                text(post.level.map(|level| level.name())),
            ]
        })
    });
    let header = [
        "person", "role", "unit", "team", "start", "end", "reason", "level",
    ];
    csv(header, posts)
}

/// The last day of a post, and why the stay ended with it.
fn ending(stay: &Stay, post: usize) -> (Option<Day>, String) {
    match stay.posts.get(post + 1) {
        Some(next) => (Some(next.from.after(-1)), String::new()),
        None => (
            stay.ended.map(|ended| ended.day),
            text(stay.ended.map(|ended| ended.reason.name())),
        ),
    }
}

fn text(value: Option<impl Display>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn name(names: &[String], number: Option<u32>) -> String {
    let name = number.and_then(|number| names.get(number as usize));
    name.cloned().unwrap_or_default()
}

fn csv<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut text = header.join(",");
    text.push('\n');
    for row in rows {
        for (number, cell) in row.iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            let needs_quotes = cell.contains([',', '"', '\n', '\r', '#']);
            match needs_quotes {
                true => text.push_str(&format!("\"{}\"", cell.replace('"', "\"\""))),
                false => text.push_str(cell),
            }
        }
        text.push('\n');
    }
    text
}
