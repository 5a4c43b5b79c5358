//! Pictures of the organisation: who sits in which team and who is tied to whom, at
//! the moments around changes of structure.

use crate::choice::choice;
use crate::model::{Organization, Role};
use crate::units::Quarter;
use indexmap::IndexMap;

choice! {
    /// Which moment a picture shows.
    pub enum Moment {
        /// Before the first observed quarter.
        Start = "start",
        /// The end of the quarter before one in which a unit changed its structure.
        Before = "before",
        /// The end of a quarter in which a unit changed its structure.
        After = "after",
        /// The end of the last quarter.
        End = "end",
    }
}

choice! {
    /// What seats a team has.
    pub enum TeamKind {
        /// Those of researchers.
        Research = "research",
        /// Those of engineers.
        Product = "product",
        /// Those of both.
        Mixed = "mixed",
    }
}

/// The organisation at the end of a quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which moment it is.
    pub moment: Moment,
    /// The quarter; -1 is the one before the first observed quarter.
    pub quarter: Quarter,
    /// Its teams, by their numbers.
    pub teams: Vec<TeamPicture>,
    /// Ties by the teams that they join.
    pub ties: Vec<TieGroup>,
}

/// A team in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamPicture {
    /// Index of its unit in the scenario.
    pub unit: usize,
    /// Index of the unit's structure in the scenario.
    pub structure: usize,
    /// Seats of researchers and of engineers.
    pub seats: [u32; 2],
    /// People in these seats.
    pub people: [u32; 2],
    /// People whose time managing takes a share of.
    pub managers: u32,
}

/// The live ties between two teams, or within one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TieGroup {
    /// Numbers of the teams, the lower one first.
    pub teams: [usize; 2],
    /// Ties that somebody of one team keeps to somebody of the other.
    pub ties: u32,
    /// How many of them cross the research-product line.
    pub cross_ties: u32,
}

/// The pictures of a run, while it goes on.
#[derive(Clone, Debug, Default)]
pub(super) struct Album {
    kept: Vec<Picture>,
    /// The end of the last quarter.
    last: Option<Picture>,
    changed: bool,
}

impl Album {
    /// A unit changed its structure.
    pub(super) fn reorganised(&mut self) {
        self.changed = true;
    }

    /// A quarter is over, the one before the first observed or a later one;
    /// `is_last` if none follows.
    pub(super) fn quarter_is_over(
        &mut self,
        quarter: Quarter,
        is_last: bool,
        organization: &Organization,
    ) {
        let now = Picture::of(Moment::Start, quarter, organization);
        let at = |picture: &Picture, moment| Picture {
            moment,
            ..picture.clone()
        };
        if quarter.0 < 0 {
            self.kept.push(now.clone());
        }
        if std::mem::take(&mut self.changed) {
            let before = self.last.iter();
            self.kept
                .extend(before.map(|last| at(last, Moment::Before)));
            self.kept.push(at(&now, Moment::After));
        }
        if is_last {
            self.kept.push(at(&now, Moment::End));
        }
        self.last = Some(now);
    }

    /// Hands over the pictures, in the order of the quarters.
    pub(super) fn finish(&mut self) -> Vec<Picture> {
        std::mem::take(self).kept
    }
}

impl Picture {
    fn of(moment: Moment, quarter: Quarter, organization: &Organization) -> Self {
        let teams = organization.teams().map(|(unit, structure)| TeamPicture {
            unit,
            structure,
            seats: [0; 2],
            people: [0; 2],
            managers: 0,
        });
        let mut teams: Vec<TeamPicture> = teams.collect();
        let mut groups: IndexMap<[usize; 2], [u32; 2]> = IndexMap::new();
        for seat in (0..organization.seats()).filter(|&seat| organization.open(seat)) {
            let own = organization.team(seat);
            let (team, role) = (&mut teams[own], organization.role(seat));
            team.seats[role as usize] += 1;
            if !organization.occupied(seat) {
                continue;
            }
            team.people[role as usize] += 1;
            team.managers += u32::from(organization.manages(seat));
            for (partner, crossing) in organization.partners(seat) {
                let other = organization.team(partner);
                let [ties, cross_ties] = groups
                    .entry([own.min(other), own.max(other)])
                    .or_insert([0; 2]);
                *ties += 1;
                *cross_ties += u32::from(crossing);
            }
        }
        groups.sort_unstable_keys();
        let ties = groups
            .into_iter()
            .map(|(teams, [ties, cross_ties])| TieGroup {
                teams,
                ties,
                cross_ties,
            });
        Self {
            moment,
            quarter,
            teams,
            ties: ties.collect(),
        }
    }
}

impl TeamPicture {
    /// Of what kind its seats are.
    pub fn kind(&self) -> TeamKind {
        match self.seats {
            [_, 0] => TeamKind::Research,
            [0, _] => TeamKind::Product,
            _ => TeamKind::Mixed,
        }
    }

    /// Seats in which nobody sits.
    pub fn vacancies(&self) -> u32 {
        [Role::Researcher, Role::Engineer]
            .map(|role| self.seats[role as usize] - self.people[role as usize])
            .iter()
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Recorder;
    use crate::scenario::{Action, Event, Scenario};
    use crate::simulation::Simulation;

    fn pictures(scenario: &Scenario) -> Vec<Picture> {
        let simulation = Simulation::new(scenario);
        let mut recorder = Recorder::new(simulation.layout());
        recorder.take_pictures(true);
        let record = simulation.simulate(0, &mut recorder);
        let pictures = record.pictures.unwrap();
        for picture in &pictures {
            let people = |picture: &Picture, role: Role| -> u32 {
                picture
                    .teams
                    .iter()
                    .map(|team| team.people[role as usize])
                    .sum()
            };
            if let Ok(quarter) = usize::try_from(picture.quarter.0) {
                let series = simulation.layout().series().iter();
                for (role, key) in [
                    (Role::Researcher, "researcher_head_count"),
                    (Role::Engineer, "engineer_head_count"),
                ] {
                    let mut series = series.clone();
                    let place = series.position(|s| s.measure.key() == key).unwrap();
                    let quarters = simulation.layout().quarters() as usize;
                    let counted = record.series[place * quarters + quarter];
                    assert_eq!(f64::from(people(picture, role)), counted);
                }
            }
        }
        pictures
    }

    fn scenario(quarters_of_changes: &[u32]) -> Scenario {
        let mut scenario = Scenario::default();
        scenario.simulation.quarters = 8;
        scenario.simulation.burn_in_quarters = 4;
        for &quarter in quarters_of_changes {
            let structure = match scenario.events.len() % 2 {
                0 => "fusion-teams",
                _ => "loose-coupling",
            };
            let event = Event::at(quarter, Action::reorganise(structure));
            scenario
                .events
                .insert(format!("change at {quarter}"), event);
        }
        scenario
    }

    fn moments(pictures: &[Picture]) -> Vec<(&'static str, i32)> {
        let moment = |picture: &Picture| (picture.moment.name(), picture.quarter.0);
        pictures.iter().map(moment).collect()
    }

    #[test]
    fn every_change_has_a_picture_before_and_after() {
        assert_eq!(
            moments(&pictures(&scenario(&[]))),
            [("start", -1), ("end", 7)]
        );
        let changed = pictures(&scenario(&[0, 5, 7]));
        assert_eq!(
            moments(&changed),
            [
                ("start", -1),
                ("before", -1),
                ("after", 0),
                ("before", 4),
                ("after", 5),
                ("before", 6),
                ("after", 7),
                ("end", 7)
            ]
        );
        let mixed = |picture: &Picture| {
            picture
                .teams
                .iter()
                .any(|team| team.kind() == TeamKind::Mixed)
        };
        assert_eq!(
            changed.iter().map(mixed).collect::<Vec<_>>(),
            [false, false, true, true, false, false, true, true]
        );
    }

    #[test]
    fn ties_within_teams_of_one_role_cross_no_line() {
        let pictures = pictures(&scenario(&[5]));
        for picture in &pictures {
            let vacancies: u32 = picture.teams.iter().map(TeamPicture::vacancies).sum();
            let seats: u32 = picture.teams.iter().flat_map(|team| team.seats).sum();
            let people: u32 = picture.teams.iter().flat_map(|team| team.people).sum();
            assert_eq!(people + vacancies, seats);
            assert!(picture.teams.iter().all(|team| team.managers <= 1));
            for group in &picture.ties {
                let kinds = group.teams.map(|team| picture.teams[team].kind());
                match kinds {
                    [TeamKind::Mixed, _] | [_, TeamKind::Mixed] => {
                        assert!(group.cross_ties <= group.ties)
                    }
                    [one, other] if one == other => assert_eq!(group.cross_ties, 0),
                    _ => assert_eq!(group.cross_ties, group.ties),
                }
            }
        }
        assert!(pictures[0].ties.iter().any(|group| group.cross_ties > 0));
    }

    #[test]
    fn a_run_without_pictures_has_none_and_the_same_numbers() {
        let simulation = Simulation::new(&scenario(&[5]));
        let mut recorder = Recorder::new(simulation.layout());
        recorder.take_pictures(true);
        let with = simulation.simulate(0, &mut recorder);
        recorder.take_pictures(false);
        let without = simulation.simulate(0, &mut recorder);
        assert!(with.pictures.is_some() && without.pictures.is_none());
        assert_eq!(with.values.len(), without.values.len());
        assert_eq!(
            crate::metrics::RunRecord {
                pictures: None,
                ..with
            },
            without
        );
    }
}
