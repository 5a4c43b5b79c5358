//! Seating: who sits with whom under the present structures.
//!
//! Within a unit, seats are numbered researchers first, and a team is one range
//! of researchers and one of engineers, so that a pass over a team is a pass
//! over contiguous rows. Crews are never split.

use std::mem;
use std::ops::Range;

use crate::model::prepared::Model;
use crate::model::state::{Seats, Team, UnitState};

/// Forms the teams of every unit anew.
pub(crate) fn assign_teams(
    model: &Model,
    units: &[UnitState],
    seats: &mut Seats,
    teams: &mut Vec<Team>,
) {
    let formed = units.iter().enumerate();
    *teams = formed
        .flat_map(|(unit, state)| unit_teams(model, unit, state.structure))
        .collect();
    seat_people(model, seats, teams);
}

/// Forms the teams of one unit anew; all others stay as they are. People bring
/// along what their old team engaged.
pub(crate) fn reassign_unit(
    model: &Model,
    (unit, structure): (usize, usize),
    seats: &mut Seats,
    teams: &mut Vec<Team>,
) {
    let old = mem::take(teams);
    let mut formed = unit_teams(model, unit, structure);
    for team in &mut formed {
        let before = team.seats().map(|seat| {
            let old_team = seats.team[seat] as usize;
            old[old_team].engagement
        });
        team.engagement = mean(before);
    }
    teams.extend(old.iter().filter(|team| team.unit < unit).cloned());
    teams.extend(formed);
    teams.extend(old.into_iter().filter(|team| team.unit > unit));
    seat_people(model, seats, teams);
}

/// The mean of numbers, of which there is one: exactly their value if they are the
/// same.
fn mean(mut numbers: impl Iterator<Item = f64>) -> f64 {
    let first = numbers.next().unwrap_or(1.0);
    let (mut excess, mut count) = (0.0, 1u32);
    for number in numbers {
        excess += number - first;
        count += 1;
    }
    first + excess / f64::from(count)
}

fn seat_people(model: &Model, seats: &mut Seats, teams: &[Team]) {
    let parameters = &model.scenario.teams;
    seats.management.fill(0.0);
    for (index, team) in teams.iter().enumerate() {
        for seat in team.seats() {
            seats.team[seat] = index as u32;
        }
        for seat in team.managers(parameters.managers_per_team) {
            seats.management[seat] = parameters.management_load;
        }
    }
}

/// The teams of a unit under a structure.
fn unit_teams(model: &Model, unit: usize, structure: usize) -> Vec<Team> {
    let parameters = &model.scenario.teams;
    let (team_size, crew_size) = (parameters.team_size as usize, parameters.crew_size as usize);
    let researchers = model.units[unit].researchers.clone();
    let engineers = model.units[unit].engineers.clone();
    let crews = researchers.len().div_ceil(crew_size);
    let mixed_share = model.structures[structure].parameters.mixed_teams;
    let mixed_crews = round(mixed_share * crews as f64);
    let crew_start = |crew: usize| (researchers.start + crew * crew_size).min(researchers.end);
    let mixed_researchers = crew_start(mixed_crews) - researchers.start;
    let mixed_engineers = match researchers.len() {
        0 => 0,
        all => round(engineers.len() as f64 * mixed_researchers as f64 / all as f64),
    };

    let mut teams = Vec::new();
    let mixed_people = mixed_researchers + mixed_engineers;
    let mixed_teams = teams_for(mixed_people, team_size).min(mixed_crews);
    for number in 0..mixed_teams {
        let own_crews = part(0..mixed_crews, number, mixed_teams);
        let own_researchers = crew_start(own_crews.start)..crew_start(own_crews.end);
        let own_engineers = part(
            engineers.start..engineers.start + mixed_engineers,
            number,
            mixed_teams,
        );
        teams.push(Team {
            near_researchers: own_researchers.clone(),
            near_engineers: own_engineers.clone(),
            researchers: own_researchers,
            engineers: own_engineers,
            ..Team::default()
        });
    }

    // The others sit by role; each team has a counterpart across the line.
    let apart_researchers = researchers.start + mixed_researchers..researchers.end;
    let apart_engineers = engineers.start + mixed_engineers..engineers.end;
    let apart_crews = crews - mixed_crews;
    let research_teams = teams_for(apart_researchers.len(), team_size).min(apart_crews);
    let research_seats = |number: usize| {
        let own = part(mixed_crews..crews, number, research_teams);
        crew_start(own.start)..crew_start(own.end)
    };
    let product_teams = teams_for(apart_engineers.len(), team_size);
    let product_seats = |number: usize| part(apart_engineers.clone(), number, product_teams);
    for number in 0..research_teams {
        let near_engineers = match product_teams {
            0 => engineers.start..engineers.start,
            all => product_seats(number * all / research_teams),
        };
        teams.push(Team {
            researchers: research_seats(number),
            engineers: engineers.start..engineers.start,
            near_researchers: research_seats(number),
            near_engineers,
            ..Team::default()
        });
    }
    for number in 0..product_teams {
        let near_researchers = match research_teams {
            0 => researchers.end..researchers.end,
            all => research_seats(number * all / product_teams),
        };
        teams.push(Team {
            researchers: researchers.end..researchers.end,
            engineers: product_seats(number),
            near_researchers,
            near_engineers: product_seats(number),
            ..Team::default()
        });
    }
    for (number, team) in teams.iter_mut().enumerate() {
        team.unit = unit;
        team.number = number;
        team.engagement = 1.0;
        team.managed_by = model.structures[structure].parameters.managed_by;
    }
    teams
}

/// How many teams of about the given size people form.
fn teams_for(people: usize, size: usize) -> usize {
    match people {
        0 => 0,
        _ => round(people as f64 / size as f64).max(1),
    }
}

/// Part `number` of `parts` nearly equal parts of a range.
fn part(range: Range<usize>, number: usize, parts: usize) -> Range<usize> {
    let at = |k: usize| range.start + range.len() * k / parts;
    at(number)..at(number + 1)
}

fn round(x: f64) -> usize {
    (x + 0.5) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn teams(change: impl Fn(&mut Scenario)) -> (Model, Vec<Team>) {
        let mut scenario = Scenario::default();
        change(&mut scenario);
        let model = Model::new(&scenario);
        let teams = (0..model.units.len())
            .flat_map(|unit| unit_teams(&model, unit, model.units[unit].structure))
            .collect();
        (model, teams)
    }

    fn every_seat_once(model: &Model, teams: &[Team]) {
        let mut seats: Vec<usize> = teams.iter().flat_map(Team::seats).collect();
        seats.sort_unstable();
        assert_eq!(seats, (0..model.seats()).collect::<Vec<_>>());
    }

    #[test]
    fn apart_teams_hold_one_role_each() {
        let (model, teams) = teams(|_| ());
        every_seat_once(&model, &teams);
        assert!(
            teams
                .iter()
                .all(|team| team.researchers.is_empty() != team.engineers.is_empty())
        );
        assert!(teams.iter().all(|team| !team.near_engineers.is_empty()));
    }

    #[test]
    fn mixed_teams_hold_both_roles_and_whole_crews() {
        let (model, teams) = teams(|scenario| {
            scenario.units[0].structure = "fusion-teams".into();
        });
        every_seat_once(&model, &teams);
        for team in &teams {
            assert!(!team.researchers.is_empty() && !team.engineers.is_empty());
            assert_eq!(team.researchers.len() % 3, 0);
        }
    }

    #[test]
    fn any_shape_seats_everybody_once() {
        for (researchers, engineers) in [(0, 1), (1, 0), (1, 1), (7, 3), (5, 100), (40, 2)] {
            for mixed in [0.0, 0.3, 0.5, 1.0] {
                for (crew_size, team_size) in [(1, 1), (3, 9), (7, 4)] {
                    let (model, teams) = teams(|scenario| {
                        scenario.units[0].researchers = researchers;
                        scenario.units[0].engineers = engineers;
                        scenario.structures[0].mixed_teams = mixed;
                        scenario.teams.crew_size = crew_size;
                        scenario.teams.team_size = team_size;
                    });
                    every_seat_once(&model, &teams);
                }
            }
        }
    }
}
