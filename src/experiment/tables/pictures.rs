//! Pictures of the organisation: teams, and ties between them.

use crate::metrics::{Moment, Picture, TeamKind};
use crate::row::{Rows, row};
use crate::scenario::Scenario;

row! {
    /// A team at a moment.
    pub struct Team = "teams.csv" {
        /// The moment of run 0: its `start`; the end of the quarter `before` a change of
        /// structure, and of the quarter of the change, `after`; its `end`.
        moment: Moment,
        /// Number of the quarter at whose end this is; -1 before the first observed one.
        quarter: i64 [unit "quarter"],
        /// Number of the team in the organisation, from 0.
        team: u64,
        /// Name of its unit in the scenario.
        unit: String,
        /// Name of the structure of the unit.
        structure: String,
        /// Its seats: `research` (of researchers), `product` (of engineers) or `mixed`.
        kind: TeamKind,
        /// Researchers in the team.
        researchers: u64 [unit "people"],
        /// Engineers in the team.
        engineers: u64 [unit "people"],
        /// Vacant seats.
        vacancies: u64 [unit "seats"],
        /// People in the team who spend a share of their time on managing.
        managers: u64 [unit "people"],
    }
}

row! {
    /// The ties between two teams, or within one, at a moment.
    pub struct Ties = "ties.csv" {
        /// Which moment of run 0 it is, as in `teams.csv`.
        moment: Moment,
        /// Number of the quarter at whose end this is; -1 before the first observed one.
        quarter: i64 [unit "quarter"],
        /// Number of a team, as in `teams.csv`.
        team: u64,
        /// Number of another team, or of the same one for the ties within it.
        other_team: u64,
        /// Working ties that people of either team keep to people of the other. A tie is kept by
        /// one side; if both sides keep one, there are two.
        ties: u64 [unit "ties"],
        /// Number of them that connect research and product.
        cross_ties: u64 [unit "ties"],
    }
}

/// The teams at the moments around changes of structure.
///
/// The pictures are those of a run of the scenario.
pub fn teams(scenario: &Scenario, pictures: &[Picture]) -> Rows<Team> {
    let name = |name: Option<&String>| name.cloned().unwrap_or_default();
    let mut rows = Rows::default();
    for picture in pictures {
        for (number, team) in (0..).zip(&picture.teams) {
            let unit = scenario.units.get_index(team.unit).map(|(name, _)| name);
            let structures = &scenario.structures;
            let structure = structures.get_index(team.structure).map(|(name, _)| name);
            rows.push(Team {
                moment: picture.moment,
                quarter: picture.quarter.0.into(),
                team: number,
                unit: name(unit),
                structure: name(structure),
                kind: team.kind(),
                researchers: team.people[0].into(),
                engineers: team.people[1].into(),
                vacancies: team.vacancies().into(),
                managers: team.managers.into(),
            });
        }
    }
    rows
}

/// The ties between these teams and within them.
pub fn ties(pictures: &[Picture]) -> Rows<Ties> {
    let mut rows = Rows::default();
    for picture in pictures {
        for group in &picture.ties {
            let [team, other_team] = group.teams.map(|team| team as u64);
            rows.push(Ties {
                moment: picture.moment,
                quarter: picture.quarter.0.into(),
                team,
                other_team,
                ties: group.ties.into(),
                cross_ties: group.cross_ties.into(),
            });
        }
    }
    rows
}
