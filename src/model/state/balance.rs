//! Conservation: what must balance at the end of every quarter.

use super::organization::Organization;
use crate::measures::Role;

/// A balance that does not hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Imbalance {
    /// A seat is not in exactly one team, or its team says otherwise.
    Seating {
        /// The seat.
        seat: usize,
    },
    /// A share of effort lies outside of 0 to 1 or is not a number.
    Effort {
        /// The seat.
        seat: usize,
    },
    /// Somebody works in a vacant seat.
    GhostWork {
        /// The seat.
        seat: usize,
    },
    /// A project has finished and is still under way.
    Project {
        /// The slot.
        project: usize,
    },
    /// The breakthroughs in transfer are not those that were counted.
    Transfers,
    /// More GPUs are allocated than there are.
    Compute,
    /// More seats are funded than there are, or more changes of structure are
    /// announced than are on their way.
    Unit {
        /// The unit.
        unit: usize,
    },
    /// More ties are alive or cross the line than there are.
    Ties {
        /// The seat.
        seat: usize,
    },
}

impl Organization {
    fn seats_in(&self, unit: usize, role: Role) -> usize {
        let seats = self.seats.unit.iter().zip(&self.seats.role);
        seats
            .filter(|&(&of, &has)| usize::from(of) == unit && has == role)
            .count()
    }

    /// The first balance that does not hold, or None if all do.
    pub fn imbalance(&self) -> Option<Imbalance> {
        let mut teams_of = vec![0u32; self.seats.count()];
        for (index, team) in self.teams.iter().enumerate() {
            for seat in team.seats() {
                teams_of[seat] += 1;
                if self.seats.team[seat] as usize != index {
                    return Some(Imbalance::Seating { seat });
                }
            }
        }
        for (seat, &teams) in teams_of.iter().enumerate() {
            if teams != 1 {
                return Some(Imbalance::Seating { seat });
            }
            if !(0.0..=1.0).contains(&self.minds.research_effort[seat]) {
                return Some(Imbalance::Effort { seat });
            }
            if self.ties.live[seat] < self.ties.crossing[seat] {
                return Some(Imbalance::Ties { seat });
            }
        }
        let projects = &self.research.projects;
        for project in 0..projects.active.len() {
            let done = projects.progress[project] >= projects.required[project];
            if projects.active[project] && done {
                return Some(Imbalance::Project { project });
            }
        }
        for (unit, state) in self.units.iter().enumerate() {
            let of_role = |role| self.seats_in(unit, role);
            let roles = [Role::Researcher, Role::Engineer];
            let funded = roles.map(|role| state.funded[role as usize] <= of_role(role));
            let announced = self.timetable.announced(unit) == state.announced;
            if funded != [true; 2] || !announced {
                return Some(Imbalance::Unit { unit });
            }
        }
        // Sums of shares are rounded.
        if self.compute.allocated() > self.compute.capacity * (1.0 + 1e-12) {
            return Some(Imbalance::Compute);
        }
        (self.transfers.count != self.transfers.open.len()).then_some(Imbalance::Transfers)
    }
}
