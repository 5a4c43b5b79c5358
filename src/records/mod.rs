//! What an organisation has written down about itself: who was there when, what was submitted,
//! made and shipped, which vacancies were searched for, and what was changed.
//!
//! Records name nobody: people, units and teams are numbers from where files have been read.

mod people;
mod programme;
#[cfg(feature = "records")]
pub mod reading;

pub use people::{Ended, Level, Post, Reason, Stay};
pub use programme::{Change, ChangeKind, Paper, Vacancy, Work};

use crate::units::Day;

/// The records of an organisation over some time.
#[derive(Clone, Debug, PartialEq)]
pub struct Records {
    /// First day on which everybody who was there is known. Who left before it is missing.
    pub begin: Day,
    /// Last day that is known. Whatever had not happened by then is open.
    pub until: Day,
    /// Names of units; empty if no record names one.
    pub units: Vec<String>,
    /// How many teams there are; 0 if no record names one.
    pub teams: usize,
    /// Stays of people, in the order of their starts.
    pub stays: Vec<Stay>,
    /// Papers, in the order of their submission; none if there is no such file.
    pub papers: Option<Vec<Paper>>,
    /// Names of topics of papers.
    pub topics: Vec<String>,
    /// Names of venues of papers.
    pub venues: Vec<String>,
    /// Breakthroughs and what became of them, in the order in which they were made; none if
    /// there is no such file.
    pub work: Option<Vec<Work>>,
    /// Vacancies, in the order in which they were opened; none if there is no such file.
    pub vacancies: Option<Vec<Vacancy>>,
    /// What was changed, in the order of time.
    pub changes: Vec<Change>,
}

impl Records {
    /// The same records as they were known at the end of an earlier day: what happened later has
    /// not happened, and what began later is missing.
    #[must_use]
    pub fn known_at(&self, until: Day) -> Self {
        let known = |day: Option<Day>| day.filter(|day| *day <= until);
        let stays = self.stays.iter().filter(|stay| stay.first_day() <= until);
        let stays = stays.map(|stay| Stay {
            ended: stay.ended.filter(|ended| ended.day <= until),
            posts: {
                let posts = stay.posts.iter();
                posts.filter(|post| post.from <= until).cloned().collect()
            },
            ..stay.clone()
        });
        let papers = self.papers.as_ref().map(|papers| {
            let papers = papers.iter().filter(|paper| paper.submitted <= until);
            let papers = papers.map(|paper| Paper {
                accepted: known(paper.accepted),
                ..*paper
            });
            papers.collect()
        });
        let work = self.work.as_ref().map(|work| {
            let work = work.iter().filter(|work| work.found <= until);
            let work = work.map(|work| Work {
                adopted: known(work.adopted),
                shipped: known(work.shipped),
                abandoned: known(work.abandoned),
                ..*work
            });
            work.collect()
        });
        let vacancies = self.vacancies.as_ref().map(|vacancies| {
            let open = vacancies.iter().filter(|vacancy| vacancy.opened <= until);
            let open = open.map(|vacancy| Vacancy {
                filled: known(vacancy.filled),
                ..*vacancy
            });
            open.collect()
        });
        let changes = self.changes.iter().filter(|change| change.day <= until);
        Self {
            begin: self.begin,
            until,
            units: self.units.clone(),
            teams: self.teams,
            stays: stays.collect(),
            papers,
            topics: self.topics.clone(),
            venues: self.venues.clone(),
            work,
            vacancies,
            changes: changes.cloned().collect(),
        }
    }
}
