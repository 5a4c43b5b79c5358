//! Counts people: who is there, who left and why, who was hired.

use crate::measures::{LONG_RETENTION_QUARTERS, PeopleTally, RETENTION_QUARTERS, Role};
use crate::metrics::counts::Counts;
use crate::metrics::survival::TENURES;
use crate::model::{Destination, Event, ExitReason, Organization};
use crate::units::Quarter;

/// Head counts of this many quarters are remembered.
pub(in crate::metrics) const MEMORY: i32 = LONG_RETENTION_QUARTERS as i32;

/// Head counts by role at the end of the last quarters, at the quarter modulo their
/// number; NaN for quarters before the start of the run.
#[derive(Clone, Debug)]
pub(in crate::metrics) struct HeadCounts([[f64; 2]; MEMORY as usize]);

impl HeadCounts {
    pub(in crate::metrics) fn unknown() -> Self {
        Self([[f64::NAN; 2]; MEMORY as usize])
    }

    fn of(&self, quarter: i32) -> [f64; 2] {
        self.0[quarter.rem_euclid(MEMORY) as usize]
    }

    /// Takes note of a quarter; the one a whole memory ago is forgotten.
    pub(in crate::metrics) fn note(&mut self, quarter: Quarter, census: &Census) {
        self.0[quarter.0.rem_euclid(MEMORY) as usize] = census.head_count.map(f64::from);
    }
}

/// What one pass over the seats counts, by role.
#[derive(Default)]
pub(in crate::metrics) struct Census {
    pub(super) head_count: [u32; 2],
    vacancies: [u32; 2],
    retained: [u32; 2],
    long_retained: [u32; 2],
    satisfaction: [f64; 2],
    research_effort: [f64; 2],
    tenure: [f64; 2],
    preference: [f64; 2],
    pub(super) ties: u32,
    pub(super) cross_ties: u32,
}

impl Census {
    /// One pass over the seats at the end of a quarter. `at_risk` counts those present
    /// by role and tenure, who are at risk of leaving in the quarter that follows.
    pub(in crate::metrics) fn take(
        organization: &Organization,
        at_risk: &mut [[u32; TENURES]; 2],
    ) -> Self {
        let mut census = Self::default();
        let (seats, minds) = (&organization.seats, &organization.minds);
        let occupied = seats.role.iter().zip(&seats.occupied);
        for (seat, (&role, &occupied)) in occupied.enumerate() {
            let role = role as usize;
            if !occupied {
                census.vacancies[role] += u32::from(seats.open[seat]);
                continue;
            }
            let tenure = seats.tenure[seat];
            census.head_count[role] += 1;
            census.retained[role] += u32::from(tenure >= RETENTION_QUARTERS);
            census.long_retained[role] += u32::from(tenure >= LONG_RETENTION_QUARTERS);
            census.satisfaction[role] += minds.satisfaction[seat];
            census.research_effort[role] += minds.research_effort[seat];
            census.tenure[role] += f64::from(tenure);
            census.preference[role] += organization.traits.preference[seat];
            census.ties += organization.ties.live[seat];
            census.cross_ties += organization.ties.crossing[seat];
            if let Some(people) = at_risk[role].get_mut(tenure as usize) {
                *people += 1;
            }
        }
        census
    }
}

/// An observed quarter is over; `before` knows the quarters before it.
pub(in crate::metrics) fn quarter_ended(
    counts: &mut Counts,
    quarter: usize,
    census: &Census,
    before: &HeadCounts,
) {
    let at_risk = before.of(quarter as i32 - 1);
    let cohort = |age: u32| before.of(quarter as i32 - age as i32);
    let (cohorts, long_cohorts) = (cohort(RETENTION_QUARTERS), cohort(LONG_RETENTION_QUARTERS));
    // before the start of the run there is no cohort, and nobody of it is retained
    let followed = |members: f64, retained: u32| match members.is_nan() {
        true => (0.0, 0.0),
        false => (members, f64::from(retained)),
    };
    for role in Role::ALL {
        let i = role as usize;
        let (members, retained) = followed(cohorts[i], census.retained[i]);
        let (long_members, long_retained) = followed(long_cohorts[i], census.long_retained[i]);
        for (tally, amount) in [
            (PeopleTally::HeadCount, f64::from(census.head_count[i])),
            (PeopleTally::AtRisk, at_risk[i]),
            (PeopleTally::Cohort, members),
            (PeopleTally::Retained, retained),
            (PeopleTally::LongCohort, long_members),
            (PeopleTally::LongRetained, long_retained),
            (PeopleTally::Vacancies, f64::from(census.vacancies[i])),
            (PeopleTally::Satisfaction, census.satisfaction[i]),
            (PeopleTally::ResearchEffort, census.research_effort[i]),
            (PeopleTally::Tenure, census.tenure[i]),
            (PeopleTally::Preference, census.preference[i]),
        ] {
            counts.tallies.add(tally.of(role), quarter, amount);
        }
    }
}

/// Something happened in an observed quarter.
#[inline]
pub(in crate::metrics) fn happened(
    counts: &mut Counts,
    quarter: usize,
    event: Event,
    organization: &Organization,
) {
    match event {
        Event::StartupFounded { role } => {
            let founded = PeopleTally::StartupsFounded.of(role);
            counts.tallies.add(founded, quarter, 1.0);
        }
        Event::Left {
            seat,
            tenure,
            reason,
            destination,
            ..
        } => {
            let role = organization.role(seat);
            counts.tenures.exit(quarter, role, tenure);
            let reasons: &[PeopleTally] = match reason {
                ExitReason::Shock => &[PeopleTally::Quits, PeopleTally::ShockExits],
                ExitReason::NoShock => &[PeopleTally::Quits, PeopleTally::OtherExits],
                ExitReason::Layoff => &[PeopleTally::Dismissals],
                ExitReason::Named => &[PeopleTally::EventExits],
            };
            let destination = match destination {
                Destination::Competitor => PeopleTally::ToCompetitor,
                Destination::Startup => PeopleTally::ToStartup,
                Destination::Academia => PeopleTally::ToAcademia,
                Destination::Elsewhere => PeopleTally::ToElsewhere,
            };
            for &tally in [PeopleTally::Exits, destination].iter().chain(reasons) {
                counts.tallies.add(tally.of(role), quarter, 1.0);
            }
        }
        Event::Hired { seat, .. } => {
            let role = organization.role(seat);
            counts
                .tallies
                .add(PeopleTally::Hires.of(role), quarter, 1.0);
        }
        _ => {}
    }
}
