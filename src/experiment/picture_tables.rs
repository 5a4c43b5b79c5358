//! Pictures of the organisation as tables.

use crate::metrics::Picture;
use crate::scenario::Scenario;
use crate::table::{Cell, Column, Kind, Table};

/// The teams at the moments around changes of structure: `teams.csv`.
///
/// The pictures are those of a run of the scenario.
pub fn teams(scenario: &Scenario, pictures: &[Picture]) -> Table {
    let count = |name, unit, meaning| Column::new(name, Kind::Count, unit, meaning);
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let [moment, quarter] = moment_columns();
    let mut table = Table::new(vec![
        moment,
        quarter,
        count(
            "team",
            "",
            "Number of the team in the organisation, from 0.",
        ),
        text("unit", "Name of its unit in the scenario."),
        text("structure", "Name of the structure of the unit."),
        text(
            "kind",
            "What seats it has: `research` (of researchers), `product` (of engineers) or `mixed`.",
        ),
        count("researchers", "people", "Researchers in the team."),
        count("engineers", "people", "Engineers in the team."),
        count("vacancies", "seats", "Seats in which nobody sits."),
        count(
            "managers",
            "people",
            "People in the team whose time managing takes a share of.",
        ),
    ]);
    let name = |name: Option<&String>| Cell::text(name.cloned().unwrap_or_default());
    for picture in pictures {
        for (number, team) in (0u64..).zip(&picture.teams) {
            let [moment, quarter] = moment_cells(picture);
            let unit = scenario.units.get_index(team.unit).map(|(name, _)| name);
            let structures = &scenario.structures;
            let structure = structures.get_index(team.structure).map(|(name, _)| name);
            table.push([
                moment,
                quarter,
                Cell::from(number),
                name(unit),
                name(structure),
                Cell::text(team.kind()),
                Cell::from(u64::from(team.people[0])),
                Cell::from(u64::from(team.people[1])),
                Cell::from(u64::from(team.vacancies())),
                Cell::from(u64::from(team.managers)),
            ]);
        }
    }
    table
}

/// The ties between these teams and within them: `ties.csv`.
pub fn ties(pictures: &[Picture]) -> Table {
    let count = |name, unit, meaning| Column::new(name, Kind::Count, unit, meaning);
    let [moment, quarter] = moment_columns();
    let mut table = Table::new(vec![
        moment,
        quarter,
        count("team", "", "Number of a team, as in `teams.csv`."),
        count(
            "other_team",
            "",
            "Number of another team, or of the same one for the ties within it.",
        ),
        count(
            "ties",
            "ties",
            "Working ties that people of one of the teams keep to people of the other. A tie is \
             kept by one side; if both keep one, there are two.",
        ),
        count(
            "cross_ties",
            "ties",
            "How many of them cross the research-product line.",
        ),
    ]);
    for picture in pictures {
        for group in &picture.ties {
            let [moment, quarter] = moment_cells(picture);
            let [team, other_team] = group.teams.map(|team| Cell::from(team as u64));
            let ties = Cell::from(u64::from(group.ties));
            let cross_ties = Cell::from(u64::from(group.cross_ties));
            table.push([moment, quarter, team, other_team, ties, cross_ties]);
        }
    }
    table
}

fn moment_columns() -> [Column; 2] {
    [
        Column::new(
            "moment",
            Kind::Text,
            "",
            "Which moment of run 0 it is: its `start`; the end of the quarter `before` a change \
             of structure, and of the quarter of the change, `after`; its `end`.",
        ),
        Column::new(
            "quarter",
            Kind::Integer,
            "quarter",
            "Number of the quarter at whose end this is; -1 before the first observed one.",
        ),
    ]
}

fn moment_cells(picture: &Picture) -> [Cell; 2] {
    [
        Cell::text(picture.moment.name()),
        Cell::Integer(picture.quarter.0.into()),
    ]
}
