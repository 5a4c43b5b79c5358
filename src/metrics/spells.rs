//! Spells: times to an event, for those who want to estimate for themselves.
//!
//! Time is the number of the quarter. A spell that is open at the end of the
//! last observed quarter is censored there: nothing had ended it by then. What
//! began before observation is followed from `entry` on (left truncation).

use crate::choice::choice;
use crate::model::{Event, Organization, ProjectOutcome, Role};
use crate::random::Entity;
use crate::units::Quarter;
use indexmap::IndexMap;

choice! {
    /// What kind of time to an event a spell is.
    pub enum SpellKind {
        /// A person's work, from the first quarter at work to the exit.
        Employment = "employment",
        /// A breakthrough's way, from being made to being shipped or abandoned.
        Transfer = "transfer",
        /// A research project, from its start to its end.
        Project = "project",
        /// A vacancy, from the exit to the hire.
        Vacancy = "vacancy",
    }
}

choice! {
    /// How a spell ended.
    pub enum Outcome {
        /// It was open at the end of the last observed quarter.
        Censored = "censored",
        /// The person left.
        Resigned = "resigned",
        /// The breakthrough shipped.
        Shipped = "shipped",
        /// The breakthrough was abandoned.
        Abandoned = "abandoned",
        /// The project was completed.
        Finished = "finished",
        /// The project was cancelled.
        Cancelled = "cancelled",
        /// The vacancy was filled.
        Filled = "filled",
    }
}

/// A time to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// Its kind.
    pub kind: SpellKind,
    /// Whom or what it is about: a seat and the number of its occupant, else an
    /// index and 0.
    pub entity: Entity,
    /// The role of the person or seat.
    pub role: Option<Role>,
    /// The team at the end of the spell; of a breakthrough, where it was made.
    pub team: Option<usize>,
    /// First quarter in which its end would have been observed.
    pub entry: Quarter,
    /// First quarter of the spell.
    pub start: Quarter,
    /// Quarter of its end, or the last observed one.
    pub end: Quarter,
    /// How it ended.
    pub outcome: Outcome,
}

/// Collects the spells of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct SpellLog {
    spells: Vec<Spell>,
    /// Team and quarter of the breakthroughs that are in transfer.
    transfers: IndexMap<usize, (usize, Quarter)>,
}

impl SpellLog {
    /// Takes note of an event.
    pub(super) fn happened(&mut self, now: Quarter, event: Event, organization: &Organization) {
        match event {
            Event::BreakthroughMade { breakthrough, team } => {
                self.transfers.insert(breakthrough, (team, now));
            }
            Event::Shipped { breakthrough, .. } => {
                self.transfer(breakthrough, now, Outcome::Shipped);
            }
            Event::Abandoned { breakthrough, .. } => {
                self.transfer(breakthrough, now, Outcome::Abandoned);
            }
            Event::ProjectEnded {
                project,
                started,
                outcome,
                ..
            } => {
                let outcome = match outcome {
                    ProjectOutcome::Finished { .. } => Outcome::Finished,
                    ProjectOutcome::Cancelled => Outcome::Cancelled,
                };
                self.project(project, started, now, outcome);
            }
            Event::Left {
                seat,
                person,
                team,
                tenure,
                ..
            } => {
                let start = Quarter(now.0 - tenure as i32);
                let who = (person, organization.role(seat), team);
                self.employment(who, start, now, Outcome::Resigned);
            }
            Event::Hired { seat, vacant_since } => {
                self.vacancy(seat, vacant_since, now, Outcome::Filled, organization);
            }
            _ => {}
        }
    }

    /// Censors what is open after the last quarter and hands over all spells,
    /// in the order of kinds and ends.
    pub(super) fn finish(&mut self, last: Quarter, organization: &Organization) -> Vec<Spell> {
        for seat in 0..organization.seats() {
            if organization.occupied(seat) {
                let start = Quarter(last.0 + 1 - organization.tenure(seat) as i32);
                let (person, role) = (organization.person(seat), organization.role(seat));
                let who = (person, role, organization.team(seat));
                self.employment(who, start, last, Outcome::Censored);
            } else if organization.open(seat) {
                let since = organization.vacant_since(seat);
                self.vacancy(seat, since, last, Outcome::Censored, organization);
            }
        }
        self.transfers.sort_unstable_keys();
        for (breakthrough, (team, made)) in std::mem::take(&mut self.transfers) {
            self.push(Spell {
                kind: SpellKind::Transfer,
                entity: index(breakthrough),
                role: None,
                team: Some(team),
                entry: made,
                start: made,
                end: last,
                outcome: Outcome::Censored,
            });
        }
        for (project, started) in organization.open_projects() {
            self.project(project, started, last, Outcome::Censored);
        }
        let mut spells = std::mem::take(&mut self.spells);
        spells.sort_by_key(|spell| (spell.kind as u8, spell.end));
        spells
    }

    /// Forgets the run.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn transfer(&mut self, breakthrough: usize, end: Quarter, outcome: Outcome) {
        if let Some((team, made)) = self.transfers.swap_remove(&breakthrough) {
            self.push(Spell {
                kind: SpellKind::Transfer,
                entity: index(breakthrough),
                role: None,
                team: Some(team),
                entry: made,
                start: made,
                end,
                outcome,
            });
        }
    }

    fn project(&mut self, project: usize, start: Quarter, end: Quarter, outcome: Outcome) {
        self.push(Spell {
            kind: SpellKind::Project,
            entity: index(project),
            role: None,
            team: None,
            entry: start,
            start,
            end,
            outcome,
        });
    }

    fn employment(
        &mut self,
        (person, role, team): (Entity, Role, usize),
        start: Quarter,
        end: Quarter,
        outcome: Outcome,
    ) {
        self.push(Spell {
            kind: SpellKind::Employment,
            entity: person,
            role: Some(role),
            team: Some(team),
            entry: start,
            start,
            end,
            outcome,
        });
    }

    fn vacancy(
        &mut self,
        seat: usize,
        start: Quarter,
        end: Quarter,
        outcome: Outcome,
        organization: &Organization,
    ) {
        let id = organization.person(seat).id;
        self.push(Spell {
            kind: SpellKind::Vacancy,
            entity: Entity { id, generation: 0 },
            role: Some(organization.role(seat)),
            team: Some(organization.team(seat)),
            entry: start,
            start,
            end,
            outcome,
        });
    }

    /// Keeps a spell unless it ended before observation or has not begun.
    fn push(&mut self, spell: Spell) {
        let entry = spell.entry.max(Quarter(0));
        if spell.end >= entry {
            self.spells.push(Spell { entry, ..spell });
        }
    }
}

fn index(index: usize) -> Entity {
    Entity {
        id: index as u32,
        generation: 0,
    }
}
