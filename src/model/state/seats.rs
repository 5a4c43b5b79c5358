//! Seats: who sits where, since when.

use std::ops::Range;

use crate::measures::Role;
use crate::model::prepared::PreparedUnit;
use crate::random::Entity;
use crate::units::Quarter;

/// Who sits where, one row a seat. A vacant seat keeps the last occupant's numbers, and
/// `occupied` tells them apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seats {
    /// Role of each seat.
    pub(crate) role: Vec<Role>,
    /// Whether the plan has opened the seat by now; a seat that is open stays so.
    pub(crate) open: Vec<bool>,
    /// Whether somebody sits there.
    pub(crate) occupied: Vec<bool>,
    /// Who: the seat's identifier and the number of its occupant; of a vacant
    /// seat, whoever comes next.
    pub(crate) person: Vec<Entity>,
    /// Completed quarters of tenure; 0 at the end of the quarter of hiring.
    pub(crate) tenure: Vec<u32>,
    /// Unit of each seat.
    pub(crate) unit: Vec<u16>,
    /// Team of each seat.
    pub(crate) team: Vec<u32>,
    /// Crew of each researcher's seat; no meaning for engineers'.
    pub(crate) crew: Vec<u32>,
    /// Share of time that managing takes.
    pub(crate) management: Vec<f64>,
    /// Quarter since which the seat is vacant.
    pub(crate) vacant_since: Vec<Quarter>,
    /// Quarter in which a vacant seat will be filled.
    pub(crate) fill_quarter: Vec<Quarter>,
    /// How many declined the seat before its occupant took it, or so far.
    pub(crate) applicant: Vec<u32>,
    /// Last quarter in which the last exit from the seat, but for dismissals, is felt by
    /// team mates.
    pub(crate) exit_felt_until: Vec<Quarter>,
    /// Last quarter in which the last dismissal from the seat is felt.
    pub(crate) dismissal_felt_until: Vec<Quarter>,
}

impl Seats {
    /// The seats of these units, those that are open in the `first` quarter occupied, nobody
    /// seated in a team yet; what has never happened did so `long_ago`.
    pub(crate) fn of(units: &[PreparedUnit], first: Quarter, long_ago: Quarter) -> Self {
        let mut seats = Self::default();
        for (index, unit) in units.iter().enumerate() {
            for role in Role::ALL {
                let open = unit.plan.seats(role, first);
                for place in 0..unit.seats_of(role).len() {
                    seats.role.push(role);
                    seats.open.push(place < open);
                    seats.unit.push(index as u16);
                    seats.person.push(Entity {
                        id: seat_id(index, role, place),
                        generation: 0,
                    });
                }
            }
        }
        let count = seats.role.len();
        Self {
            occupied: seats.open.clone(),
            tenure: vec![0; count],
            team: vec![0; count],
            crew: vec![0; count],
            management: vec![0.0; count],
            vacant_since: vec![long_ago; count],
            fill_quarter: vec![long_ago; count],
            applicant: vec![0; count],
            exit_felt_until: vec![long_ago; count],
            dismissal_felt_until: vec![long_ago; count],
            ..seats
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.role.len()
    }

    /// How many of a range are occupied.
    pub(crate) fn head_count(&self, seats: Range<usize>) -> usize {
        let occupied = self.occupied[seats].iter();
        occupied.map(|&there| usize::from(there)).sum()
    }

    /// How many of a range are open.
    pub(crate) fn open_count(&self, seats: Range<usize>) -> usize {
        self.open[seats].iter().map(|&open| usize::from(open)).sum()
    }

    /// Who sits in a range.
    pub(crate) fn people(&self, seats: Range<usize>) -> impl Iterator<Item = Entity> {
        let occupied = seats.filter(|&seat| self.occupied[seat]);
        occupied.map(|seat| self.person[seat])
    }
}

/// Identifier of a seat: it depends on the place within the unit and role
/// only, so that adding people elsewhere changes nobody's luck.
fn seat_id(unit: usize, role: Role, place: usize) -> u32 {
    (unit as u32) << 25 | (role as u32) << 24 | place as u32
}
