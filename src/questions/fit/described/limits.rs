//! What records cannot tell.

use super::calendar::Quarters;
use super::span::spans;
use crate::choice::choice;
use crate::records::{Reason, Records};

/// Exits below which little can be told of who leaves when.
pub(super) const FEW_EXITS: u64 = 30;

choice! {
    /// What records cannot tell.
    pub enum Limit {
        /// There are fewer than thirty exits.
        FewExits = "few exits",
        /// Not four quarters are covered as a whole.
        NoYear = "no year",
        /// It is not known since when some people are there.
        UnknownStarts = "unknown starts",
        /// No exit has a reason.
        NoReasons = "no reasons",
        /// No units are named.
        NoUnits = "no units",
        /// No levels are named.
        NoLevels = "no levels",
        /// No teams are named.
        NoTeams = "no teams",
        /// There is no file of vacancies, or none in it that was open.
        NoVacancies = "no vacancies",
        /// There is no file of breakthroughs, or none in it.
        NoWork = "no work",
        /// There is no file of papers, or none in it.
        NoPapers = "no papers",
    }
}

/// What these records cannot tell, each with how many exits or people it is about, or 0.
pub(super) fn limits(records: &Records, quarters: &Quarters) -> Vec<(Limit, u64)> {
    let (mut exits, mut reasons, mut unknown, mut levels) = (0, 0, 0, 0);
    let mut own = Vec::new();
    for stay in &records.stays {
        spans(records, stay, &mut own);
        let Some(last) = own.last() else { continue };
        unknown += u64::from(stay.start.is_none());
        levels += own.iter().filter(|span| span.at.level.is_some()).count();
        if last.is_exit() {
            exits += 1;
            reasons += u64::from(stay.ended.is_some_and(|end| end.reason != Reason::Unknown));
        }
    }
    let year = (0..quarters.len()).any(|place| quarters.are_whole(place, 4));
    let lacks = |is_empty: bool| is_empty.then_some(0);
    let none_of = |count: Option<usize>| lacks(count.is_none_or(|count| count == 0));
    let all = [
        (Limit::FewExits, (exits < FEW_EXITS).then_some(exits)),
        (Limit::NoYear, lacks(!year)),
        (Limit::UnknownStarts, (unknown > 0).then_some(unknown)),
        (
            Limit::NoReasons,
            (exits > 0 && reasons == 0).then_some(exits),
        ),
        (Limit::NoUnits, lacks(records.units.is_empty())),
        (Limit::NoLevels, lacks(levels == 0)),
        (Limit::NoTeams, lacks(records.teams == 0)),
        (
            Limit::NoVacancies,
            none_of(records.vacancies.as_ref().map(Vec::len)),
        ),
        (Limit::NoWork, none_of(records.work.as_ref().map(Vec::len))),
        (
            Limit::NoPapers,
            none_of(records.papers.as_ref().map(Vec::len)),
        ),
    ];
    let told = all
        .into_iter()
        .filter_map(|(limit, about)| Some((limit, about?)));
    told.collect()
}
