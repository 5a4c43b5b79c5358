//! Exit rates of groups, of the quarters of the year, and in teams.

use super::entries::{PER_YEAR, entry, words};
use crate::drawing::{Axis, Entry, Forest, Key, Mark, Shape};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, empty, rows};
use crate::numerals::{Shown, percent};
use crate::questions::fit::described::{Bounded, Clustering, Group, Grouping, Season};
use crate::result::ResultFolder;
use crate::row::Rows;

/// Groupings that are drawn, each with its title.
const DRAWN: [(Grouping, &str); 4] = [
    (Grouping::Role, "Roles"),
    (Grouping::Unit, "Units"),
    (Grouping::Level, "Levels"),
    (Grouping::RoleInUnit, "Roles within units"),
];

fn forest(title: &str, entries: Vec<Entry>, all: &[f64], lines: Vec<(f64, String)>) -> Forest {
    Forest {
        title: title.to_owned(),
        axis: Axis::with_zero("exits", PER_YEAR, all.iter().copied(), 4),
        entries,
        zone: None,
        lines,
    }
}

pub(super) fn groups(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<Group>(result)?;
    let of = |grouping: Grouping| -> Vec<Entry> {
        let own = table.iter().filter(|row| row.grouping == grouping);
        own.map(|row| {
            let name = row.group.as_deref().unwrap_or("everybody");
            let from = format!(", {} exits of {} people", row.exits, row.people);
            entry(name, &row.exit_rate, PER_YEAR, &from)
        })
        .collect()
    };
    let drawn = DRAWN.map(|(grouping, title)| (title, of(grouping)));
    let drawn: Vec<_> = drawn
        .into_iter()
        .filter(|(_, own)| !own.is_empty())
        .collect();
    if drawn.is_empty() {
        return Err(empty(
            "no groups are told apart, or all but one are too small",
        ));
    }
    let numbers: Vec<f64> = drawn
        .iter()
        .flat_map(|(_, own)| Entry::numbers(own))
        .collect();
    let everybody = table.iter().find(|row| row.grouping == Grouping::All);
    let everybody = everybody.and_then(|row| row.exit_rate.value);
    let lines: Vec<(f64, String)> = everybody
        .into_iter()
        .map(|rate| (rate, "everybody".to_owned()))
        .collect();
    let tell = |(title, own): &(&str, Vec<Entry>)| format!("{title}: {}.", words(own));
    let description = drawn.iter().map(tell).collect::<Vec<_>>().join(" ");
    let charts = drawn
        .into_iter()
        .map(|(title, own)| Chart::Forest(forest(title, own, &numbers, lines.clone())));
    Ok(vec![boxed(Charts {
        name: subject.name("groups", ""),
        title: subject.title("Who leaves more often, as recorded"),
        description,
        note: format!(
            "Exits in a year of a person, with exact {} intervals (Garwood). Small groups are \
             together in “other”, or left out among roles within units.",
            percent(result.level())
        ),
        charts: charts.collect(),
        least: 320.0,
        ..Charts::default()
    })])
}

pub(super) fn seasons(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<Season>(result)?;
    let exits = |without: bool| -> Vec<u64> {
        let own = table.iter().filter(|row| row.without_clean_ups == without);
        own.map(|row| row.exits).collect()
    };
    if exits(false).iter().all(|exits| *exits == 0) {
        return Err(empty("nobody left"));
    }
    let has_clean_ups = exits(false) != exits(true);
    let entries: Vec<Entry> = (1..=4_u64)
        .map(|quarter| season(&table, quarter, has_clean_ups))
        .collect();
    let keys = [
        (0, Shape::Dot, "all exits"),
        (1, Shape::Ring, "without days on which whole groups ended"),
    ];
    let keys = keys.map(|(series, shape, name)| Key {
        series,
        shape: Some(shape),
        name: name.to_owned(),
    });
    let numbers: Vec<f64> = Entry::numbers(&entries).collect();
    Ok(vec![boxed(Charts {
        name: subject.name("seasons", ""),
        title: subject.title("When in the year people leave, as recorded"),
        description: format!("Exits a year of a person: {}.", words(&entries)),
        note: format!(
            "Exits in a year of a person who is there, by quarter of the year over all years, with \
             exact {} intervals (Garwood).",
            percent(result.level())
        ),
        keys: if has_clean_ups {
            keys.into()
        } else {
            Vec::new()
        },
        charts: vec![Chart::Forest(forest("", entries, &numbers, Vec::new()))],
        least: 320.0,
        ..Charts::default()
    })])
}

fn season(table: &Rows<Season>, quarter: u64, has_clean_ups: bool) -> Entry {
    let of = |without: bool| {
        let mut own = table.iter();
        own.find(|row| row.quarter == quarter && row.without_clean_ups == without)
    };
    let name = format!("quarter {quarter}");
    let rate = |without| of(without).map_or_else(Bounded::default, |row| row.exit_rate);
    let exits = |without| of(without).map_or(0, |row| row.exits);
    let mut all = entry(
        &name,
        &rate(false),
        PER_YEAR,
        &format!(", {} exits", exits(false)),
    );
    if has_clean_ups {
        let rate = rate(true);
        let told = Shown::of(PER_YEAR).estimate(rate.value, rate.interval());
        let tip = format!("{name} without clean-ups: {told}, {} exits", exits(true));
        let mark = Mark::new(1, Shape::Ring, rate.value, tip);
        all.marks.push(mark.interval(rate.interval()));
    }
    all
}

pub(super) fn teams(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<Clustering>(result)?;
    let Some(row) = table.iter().next().filter(|row| row.exits > 0) else {
        return Err(empty("nobody left a team"));
    };
    let level = result.level();
    let times = [
        (
            "within two quarters after an exit",
            row.exits_after,
            row.years_after,
        ),
        ("otherwise", row.exits_otherwise, row.years_otherwise),
    ];
    let entries: Vec<Entry> = times
        .iter()
        .map(|&(name, exits, years)| {
            let rate = Bounded::rate(exits, years, level);
            entry(name, &rate, PER_YEAR, &format!(", {exits} exits"))
        })
        .collect();
    let ratio = match row.rate_ratio.value {
        Some(_) => format!(
            " The first is {} times the second, compared within calendar years; lasting \
             differences between teams set both apart, too.",
            Shown::of("").estimate(row.rate_ratio.value, row.rate_ratio.interval())
        ),
        None => String::new(),
    };
    let dispersion = match row.dispersion {
        Some(dispersion) => format!(
            " Chi-squared of exits by team is {} times its degrees of freedom.",
            crate::numerals::significant(dispersion, 3)
        ),
        None => String::new(),
    };
    let numbers: Vec<f64> = Entry::numbers(&entries).collect();
    Ok(vec![boxed(Charts {
        name: subject.name("teams", ""),
        title: subject.title("Exits in teams, as recorded"),
        description: format!(
            "Exits a year of a person in a team: {}.{ratio}{dispersion}",
            words(&entries)
        ),
        note: format!(
            "Exits in a year of a person, after an exit of a team mate on an earlier day and \
             otherwise, with exact {} intervals (Garwood).{ratio}{dispersion}",
            percent(level)
        ),
        charts: vec![Chart::Forest(forest("", entries, &numbers, Vec::new()))],
        least: 320.0,
        ..Charts::default()
    })])
}
