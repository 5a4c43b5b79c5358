//! The state of an organisation: seats, their occupants and what they work on,
//! as columns.

use crate::random::Entity;
use crate::units::Quarter;

/// What a person is employed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Researcher.
    Researcher,
    /// Product engineer.
    Engineer,
}

/// The organisation at one moment. Everything about people is a column with
/// one row a seat; a vacant seat keeps the last occupant's numbers, and
/// `occupied` tells them apart.
#[derive(Clone, Debug, Default)]
pub struct Organization {
    /// Role of each seat.
    pub(crate) role: Vec<Role>,
    /// Whether somebody sits there.
    pub(crate) occupied: Vec<bool>,
    /// Who: the seat's identifier and the number of its occupant.
    pub(crate) person: Vec<Entity>,
    /// Completed quarters of tenure; 0 at the end of the quarter of hiring.
    pub(crate) tenure: Vec<u32>,
    /// Satisfaction in standard deviations around zero.
    pub(crate) satisfaction: Vec<f64>,
    /// Share of effort that goes into research.
    pub(crate) research_effort: Vec<f64>,
    /// Team of each seat.
    pub(crate) team: Vec<u32>,
    /// Quarter since which the seat is vacant.
    pub(crate) vacant_since: Vec<Quarter>,
    /// Live ties that cross the research-product line, of each seat.
    pub(crate) cross_ties: Vec<u32>,
    /// Live ties of each seat.
    pub(crate) live_ties: Vec<u32>,
    /// Reputation as a research employer; one is normal.
    pub(crate) reputation: f64,
    /// Breakthroughs in transfer: made, neither shipped nor abandoned.
    pub(crate) open_transfers: usize,
}

impl Organization {
    /// Number of seats, occupied or not.
    pub fn seats(&self) -> usize {
        self.role.len()
    }

    /// Role of a seat.
    pub fn role(&self, seat: usize) -> Role {
        self.role[seat]
    }

    /// Whether a seat is occupied.
    pub fn occupied(&self, seat: usize) -> bool {
        self.occupied[seat]
    }

    /// Completed quarters of tenure of a seat's occupant.
    pub fn tenure(&self, seat: usize) -> u32 {
        self.tenure[seat]
    }

    /// Identity of a seat's occupant.
    pub fn person(&self, seat: usize) -> Entity {
        self.person[seat]
    }

    /// Satisfaction of a seat's occupant, in standard deviations.
    pub fn satisfaction(&self, seat: usize) -> f64 {
        self.satisfaction[seat]
    }

    /// Share of the occupant's effort that goes into research.
    pub fn research_effort(&self, seat: usize) -> f64 {
        self.research_effort[seat]
    }

    /// Team of a seat.
    pub fn team(&self, seat: usize) -> usize {
        self.team[seat] as usize
    }

    /// Quarter since which a vacant seat is vacant.
    pub fn vacant_since(&self, seat: usize) -> Quarter {
        self.vacant_since[seat]
    }

    /// Live ties of a seat's occupant, and how many of them cross the
    /// research-product line.
    pub fn ties(&self, seat: usize) -> (u32, u32) {
        (self.live_ties[seat], self.cross_ties[seat])
    }

    /// Reputation as a research employer; one is normal.
    pub fn reputation(&self) -> f64 {
        self.reputation
    }

    /// Breakthroughs that were made and neither shipped nor abandoned.
    pub fn open_transfers(&self) -> usize {
        self.open_transfers
    }
}
