//! The state of an organisation: seats, their occupants and what they work on,
//! as columns.

use super::compute::Compute;
use super::effects::Effect;
use super::flagship::Flagship;
use super::layout::Team;
use super::luck::Luck;
use super::market::Market;
use super::papers::PaperPipeline;
use super::person::Traits;
use super::research::{Crew, Projects};
use super::ties::Ties;
use super::timetable::Timetable;
use super::transfer::Transfer;
use crate::measures::Role;
use crate::random::Entity;
use crate::units::Quarter;

/// The organisation at one moment. Everything about people is a column with
/// one row a seat; a vacant seat keeps the last occupant's numbers, and
/// `occupied` tells them apart.
#[derive(Clone, Debug, Default)]
pub struct Organization {
    /// Role of each seat.
    pub(crate) role: Vec<Role>,
    /// Whether somebody sits there.
    pub(crate) occupied: Vec<bool>,
    /// Who: the seat's identifier and the number of its occupant; of a vacant
    /// seat, whoever comes next.
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
    /// Citations that the organisation's papers gathered this quarter.
    pub(crate) citations: f64,
    /// Who has which GPUs.
    pub(crate) compute: Compute,
    /// The flagship model.
    pub(crate) flagship: Flagship,
    /// Open models, competitors, start-ups.
    pub(crate) market: Market,
    /// Value that this quarter's shipped breakthroughs lost on their way.
    pub(crate) value_lost: f64,
    /// Person-quarters of each role that ramp-up and mentoring took this quarter.
    pub(crate) time_lost: [f64; 2],

    /// Unit of each seat.
    pub(super) unit: Vec<u16>,
    /// Crew of each researcher's seat; no meaning for engineers'.
    pub(super) crew: Vec<u32>,
    /// Draws of the quarter.
    pub(super) luck: Luck,
    /// Fixed traits of the occupants.
    pub(super) traits: Traits,
    /// Reward of this quarter.
    pub(super) reward: Vec<f64>,
    /// Instability of this quarter.
    pub(super) instability: Vec<f64>,
    /// What is expected of a quarter's reward.
    pub(super) reward_expectation: Vec<f64>,
    /// What is expected of autonomy.
    pub(super) autonomy_expectation: Vec<f64>,
    /// Score under the occupant's own incentive function.
    pub(super) own_score: Vec<f64>,
    /// Score under the product evaluation of the unit's structure.
    pub(super) product_score: Vec<f64>,
    /// Papers submitted, relative to the normal rate, smoothed.
    pub(super) paper_outcome: Vec<f64>,
    /// Effective effort on research this quarter, in person-quarters of an
    /// average person.
    pub(super) research_work: Vec<f64>,
    /// Effective effort on the product this quarter.
    pub(super) product_work: Vec<f64>,
    /// Papers submitted this quarter.
    pub(super) papers_submitted: Vec<u32>,
    /// Quarter in which a vacant seat will be filled.
    pub(super) fill_quarter: Vec<Quarter>,
    /// Quarter of the last exit from the seat.
    pub(super) last_exit: Vec<Quarter>,
    /// Share of time that managing takes.
    pub(super) management: Vec<f64>,
    /// Working ties.
    pub(super) ties: Ties,

    /// Units, in the order of the scenario.
    pub(super) units: Vec<UnitState>,
    /// Teams under the present structures.
    pub(super) teams: Vec<Team>,
    /// Crews of researchers; they outlive structures.
    pub(super) crews: Vec<Crew>,
    /// Project slots of all crews.
    pub(super) projects: Projects,
    /// Papers under review.
    pub(super) pipeline: PaperPipeline,
    /// Breakthroughs in transfer.
    pub(super) transfers: Vec<Transfer>,
    /// Breakthroughs made so far.
    pub(super) breakthroughs: usize,
    /// Papers accepted this quarter.
    pub(super) accepted: u32,
    /// Progress of projects that was lost this quarter, in person-quarters.
    pub(super) work_lost: f64,
    /// Citations that accepted papers have still to gather.
    pub(super) citations_due: f64,
    /// Events of the scenario: what they wait for, and changes to come.
    pub(super) timetable: Timetable,
    /// Effects of events that last for some quarters.
    pub(super) effects: Vec<Effect>,

    /// Hazard of exit this quarter (its logarithm until all parts are added up).
    pub(super) hazard: Vec<f64>,
}

/// A unit at one moment.
#[derive(Clone, Debug)]
pub(super) struct UnitState {
    /// Index of the present structure.
    pub(super) structure: usize,
    /// The structure before the last change.
    pub(super) previous_structure: usize,
    /// Disruption by the last change of structure: one at the change, fading.
    pub(super) disruption: f64,
    /// Changes of structure that are announced and have not come.
    pub(super) announced: u32,
    /// Seats that may be occupied, by role.
    pub(super) funded: [usize; 2],
    /// Relative rise of the hazard of those who stayed after layoffs.
    pub(super) survivors: f64,
    /// Stock of research effort per researcher's seat.
    pub(super) research_stock: f64,
    /// Features and breakthrough value shipped relative to normal, smoothed.
    pub(super) revenue: f64,
    /// Value of the breakthroughs shipped this quarter.
    pub(super) shipped_value: f64,
    /// Share of the engineers' work that goes into transfers this quarter.
    pub(super) transfer_load: f64,
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

    /// Identity of a seat's occupant; of a vacant seat, whoever comes next.
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

    /// Research skill of a seat's occupant; its mean over people is one.
    pub fn research_skill(&self, seat: usize) -> f64 {
        self.traits.research_skill[seat]
    }

    /// Team of a seat.
    pub fn team(&self, seat: usize) -> usize {
        self.team[seat] as usize
    }

    /// For each team, by its number, the index of its unit and that of the unit's
    /// structure.
    pub fn teams(&self) -> impl Iterator<Item = (usize, usize)> {
        let teams = self.teams.iter();
        teams.map(|team| (team.unit, self.units[team.unit].structure))
    }

    /// Whether managing takes a share of the time of a seat's occupant.
    pub fn manages(&self, seat: usize) -> bool {
        self.management[seat] > 0.0
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

    /// Slots of the research projects under way, and the quarters in which they
    /// started.
    pub fn open_projects(&self) -> impl Iterator<Item = (usize, Quarter)> {
        let projects = self.projects.active.iter().zip(&self.projects.started);
        let under_way = projects.enumerate().filter(|(_, (active, _))| **active);
        under_way.map(|(slot, (_, started))| (slot, *started))
    }

    /// For each crew its topic, the researchers who are there, and its projects
    /// under way.
    pub fn work_by_topic(&self) -> impl Iterator<Item = (usize, u32, u32)> {
        self.crews.iter().map(|crew| {
            let count = |flags: &[bool]| flags.iter().map(|&flag| u32::from(flag)).sum();
            (
                crew.topic,
                count(&self.occupied[crew.seats.clone()]),
                count(&self.projects.active[crew.slots.clone()]),
            )
        })
    }

    /// Citations that the organisation's papers gathered this quarter.
    pub fn citations(&self) -> f64 {
        self.citations
    }

    /// GPUs by who uses them.
    pub fn compute(&self) -> &Compute {
        &self.compute
    }

    /// The flagship model.
    pub fn flagship(&self) -> &Flagship {
        &self.flagship
    }

    /// Open models, competitors and start-ups.
    pub fn market(&self) -> &Market {
        &self.market
    }

    /// Value that the breakthroughs shipped this quarter lost on their way.
    pub fn value_lost(&self) -> f64 {
        self.value_lost
    }

    /// Person-quarters of a role that were not worked this quarter because
    /// newcomers were not yet productive or were mentored.
    pub fn time_lost(&self, role: Role) -> f64 {
        self.time_lost[role as usize]
    }

    /// Breakthroughs that were made and neither shipped nor abandoned.
    pub fn open_transfers(&self) -> usize {
        self.open_transfers
    }
}
