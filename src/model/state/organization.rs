//! The organisation at one moment: all its parts.

use std::ops::Range;

use super::compute::Compute;
use super::effects::Effects;
use super::flagship::Flagship;
use super::luck::Luck;
use super::market::Market;
use super::minds::Minds;
use super::output::Output;
use super::papers::PaperPipeline;
use super::research::Research;
use super::seats::Seats;
use super::teams::Team;
use super::ties::Ties;
use super::timetable::Timetable;
use super::traits::Traits;
use super::transfers::Transfers;
use super::units::UnitState;
use crate::measures::Role;
use crate::random::Entity;
use crate::units::Quarter;

/// The organisation at one moment. What is about people are columns with one row a seat.
#[derive(Clone, Debug, Default)]
pub struct Organization {
    /// Who sits where, since when.
    pub(crate) seats: Seats,
    /// What is fixed about those who sit there.
    pub(crate) traits: Traits,
    /// What they strive for, expect and feel.
    pub(crate) minds: Minds,
    /// What they bring about in a quarter.
    pub(crate) output: Output,
    /// Who works with whom.
    pub(crate) ties: Ties,
    /// Draws of the quarter.
    pub(crate) luck: Luck,
    /// Units, in the order of the scenario.
    pub(crate) units: Vec<UnitState>,
    /// Teams under the present structures.
    pub(crate) teams: Vec<Team>,
    /// Crews and their projects.
    pub(crate) research: Research,
    /// Papers under review.
    pub(crate) papers: PaperPipeline,
    /// Breakthroughs on their way to the product.
    pub(crate) transfers: Transfers,
    /// Who has which GPUs.
    pub(crate) compute: Compute,
    /// The flagship model.
    pub(crate) flagship: Flagship,
    /// Open models, competitors, start-ups.
    pub(crate) market: Market,
    /// Reputation as a research employer; one is normal.
    pub(crate) reputation: f64,
    /// Effects of events that last.
    pub(crate) effects: Effects,
    /// What events wait for, and changes to come.
    pub(crate) timetable: Timetable,
}

impl Organization {
    /// Number of seats, occupied or not.
    pub fn seats(&self) -> usize {
        self.seats.count()
    }

    /// Role of a seat.
    pub fn role(&self, seat: usize) -> Role {
        self.seats.role[seat]
    }

    /// Whether a seat is open by the plan of its unit, occupied or vacant.
    pub fn open(&self, seat: usize) -> bool {
        self.seats.open[seat]
    }

    /// Whether a seat is occupied.
    pub fn occupied(&self, seat: usize) -> bool {
        self.seats.occupied[seat]
    }

    /// Completed quarters of tenure of a seat's occupant.
    pub fn tenure(&self, seat: usize) -> u32 {
        self.seats.tenure[seat]
    }

    /// Identity of a seat's occupant; of a vacant seat, whoever comes next.
    pub fn person(&self, seat: usize) -> Entity {
        self.seats.person[seat]
    }

    /// Satisfaction of a seat's occupant, in standard deviations.
    pub fn satisfaction(&self, seat: usize) -> f64 {
        self.minds.satisfaction[seat]
    }

    /// Share of the occupant's effort that goes into research.
    pub fn research_effort(&self, seat: usize) -> f64 {
        self.minds.research_effort[seat]
    }

    /// Research skill of a seat's occupant; its mean over people is one.
    pub fn research_skill(&self, seat: usize) -> f64 {
        self.traits.research_skill[seat]
    }

    /// Mean pay of those employed in a role, relative to what it was against the market at the
    /// start.
    pub fn relative_pay(&self, role: Role) -> f64 {
        let mut pay = self.units.iter().map(|unit| unit.pay[role as usize].ratio);
        let Some(first) = pay.next() else { return 1.0 };
        if pay.all(|other| other == first) {
            return first;
        }
        let (mut paid, mut people) = (0.0, 0.0);
        for seat in (0..self.seats()).filter(|&seat| self.role(seat) == role) {
            if self.occupied(seat) {
                paid += self.units[self.seats.unit[seat] as usize].pay[role as usize].ratio;
                people += 1.0;
            }
        }
        match people > 0.0 {
            true => paid / people,
            false => 1.0,
        }
    }

    /// Preference for research of a seat's occupant, 0 to 1; engineers have none.
    pub fn preference(&self, seat: usize) -> f64 {
        self.traits.preference[seat]
    }

    /// What a seat's occupant does alone, times what others know from that person: by this,
    /// stars are told.
    pub fn standing(&self, seat: usize) -> f64 {
        self.traits.standing(self.seats.role[seat], seat)
    }

    /// Seats and project slots of each crew.
    pub fn crews(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        let crews = self.research.crews.iter();
        crews.map(|crew| (crew.seats.clone(), crew.slots.clone()))
    }

    /// Team of a seat.
    pub fn team(&self, seat: usize) -> usize {
        self.seats.team[seat] as usize
    }

    /// For each team, by its number, the index of its unit and that of the unit's
    /// structure.
    pub fn teams(&self) -> impl Iterator<Item = (usize, usize)> {
        let teams = self.teams.iter();
        teams.map(|team| (team.unit, self.units[team.unit].structure))
    }

    /// Whether managing takes a share of the time of a seat's occupant.
    pub fn manages(&self, seat: usize) -> bool {
        self.seats.management[seat] > 0.0
    }

    /// Quarter since which a vacant seat is vacant.
    pub fn vacant_since(&self, seat: usize) -> Quarter {
        self.seats.vacant_since[seat]
    }

    /// Live ties of a seat's occupant, and how many of them cross the
    /// research-product line.
    pub fn ties(&self, seat: usize) -> (u32, u32) {
        (self.ties.live[seat], self.ties.crossing[seat])
    }

    /// Seats to whose occupants a seat's occupant keeps a live tie, and whether it
    /// crosses the research-product line.
    pub fn partners(&self, seat: usize) -> impl Iterator<Item = (usize, bool)> {
        self.ties.partners(&self.seats, seat)
    }

    /// Reputation as a research employer; one is normal.
    pub fn reputation(&self) -> f64 {
        self.reputation
    }

    /// Slots of the research projects under way, and the quarters in which they
    /// started.
    pub fn open_projects(&self) -> impl Iterator<Item = (usize, Quarter)> {
        let projects = self.research.projects.active.iter();
        let projects = projects.zip(&self.research.projects.started);
        let under_way = projects.enumerate().filter(|(_, (active, _))| **active);
        under_way.map(|(slot, (_, started))| (slot, *started))
    }

    /// For each crew its topic, the researchers who are there, and its projects
    /// under way.
    pub fn work_by_topic(&self) -> impl Iterator<Item = (usize, u32, u32)> {
        self.research.crews.iter().map(|crew| {
            let count = |flags: &[bool]| flags.iter().map(|&flag| u32::from(flag)).sum();
            (
                crew.topic,
                count(&self.seats.occupied[crew.seats.clone()]),
                count(&self.research.projects.active[crew.slots.clone()]),
            )
        })
    }

    /// Citations that the organisation's papers gathered this quarter.
    pub fn citations(&self) -> f64 {
        self.papers.citations
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
        self.transfers.value_lost
    }

    /// Person-quarters of a role that were not worked this quarter because
    /// newcomers were not yet productive or were mentored.
    pub fn time_lost(&self, role: Role) -> f64 {
        self.output.time_lost[role as usize]
    }

    /// Breakthroughs that were made and neither shipped nor abandoned.
    pub fn open_transfers(&self) -> usize {
        self.transfers.count
    }
}
