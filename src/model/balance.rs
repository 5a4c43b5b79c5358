//! Conservation: what must balance at the end of every quarter.

use super::Organization;

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
    /// More ties are alive or cross the line than there are.
    Ties {
        /// The seat.
        seat: usize,
    },
}

impl Organization {
    /// The first balance that does not hold, or None if all do.
    pub fn imbalance(&self) -> Option<Imbalance> {
        let mut teams_of = vec![0u32; self.seats()];
        for (index, team) in self.teams.iter().enumerate() {
            for seat in team.seats() {
                teams_of[seat] += 1;
                if self.team[seat] as usize != index {
                    return Some(Imbalance::Seating { seat });
                }
            }
        }
        for (seat, &teams) in teams_of.iter().enumerate() {
            if teams != 1 {
                return Some(Imbalance::Seating { seat });
            }
            if !(0.0..=1.0).contains(&self.research_effort[seat]) {
                return Some(Imbalance::Effort { seat });
            }
            if self.live_ties[seat] < self.cross_ties[seat] {
                return Some(Imbalance::Ties { seat });
            }
        }
        for project in 0..self.projects.active.len() {
            let done = self.projects.progress[project] >= self.projects.required[project];
            if self.projects.active[project] && done {
                return Some(Imbalance::Project { project });
            }
        }
        (self.open_transfers != self.transfers.len()).then_some(Imbalance::Transfers)
    }
}
