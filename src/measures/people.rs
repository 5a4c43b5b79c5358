//! Measures of people: retention, survival, exits, satisfaction, effort.

use super::formula::{Formula, ratio};
use super::measure::{Measure, measure};
use super::role::Role;
use super::tally::{Family, Tally, tallies};

/// Quarters in the twelve, and in the twenty-four, months of cohort retention.
pub(crate) const RETENTION_QUARTERS: u32 = 4;
pub(crate) const LONG_RETENTION_QUARTERS: u32 = 8;

const QUARTERS_A_YEAR: f64 = 4.0;

tallies! {
    /// Counts about the people of a role.
    PeopleTally {
        /// Employed at the end of the quarter.
        HeadCount,
        /// Employed at the end of the quarter before: those at risk of leaving.
        AtRisk,
        /// Employed at the end of the quarter four quarters earlier.
        Cohort,
        /// Of that cohort, those who never left since.
        Retained,
        /// Employed at the end of the quarter eight quarters earlier.
        LongCohort,
        /// Of that cohort, those who never left since.
        LongRetained,
        /// Vacant seats at the end of the quarter.
        Vacancies,
        /// Hires.
        Hires,
        /// Exits.
        Exits,
        /// Exits after a shock in the same quarter.
        ShockExits,
        /// Exits without one.
        OtherExits,
        /// Exits of one's own will, apart from those that an event of the scenario
        /// brought about.
        Quits,
        /// People dismissed in layoffs.
        Dismissals,
        /// Exits that an event of the scenario brought about, apart from layoffs.
        EventExits,
        /// Start-ups founded by those who left.
        StartupsFounded,
        /// Exits to a competitor.
        ToCompetitor,
        /// Exits to a start-up.
        ToStartup,
        /// Exits to academia.
        ToAcademia,
        /// Exits to anywhere else.
        ToElsewhere,
        /// Sum of satisfaction over people, at the end of the quarter.
        Satisfaction,
        /// Sum of the research share of effort over people.
        ResearchEffort,
        /// Sum of tenure over people, in quarters.
        Tenure,
        /// Sum of the preference for research over people.
        Preference,
    }
}

impl PeopleTally {
    /// The tally of the people of a role.
    pub(crate) fn of(self, role: Role) -> Tally {
        Tally {
            family: Family::People(role),
            nth: self as u8,
        }
    }
}

/// Measures of the people of a role.
pub(super) fn people(role: Role) -> Vec<Measure> {
    use PeopleTally as P;
    let who = match role {
        Role::Researcher => "researchers",
        Role::Engineer => "engineers",
    };
    let people = |tally: P| tally.of(role);
    let count = |id, unit, label: &str, definition: String, tally| {
        measure(
            id,
            unit,
            label,
            definition,
            Formula::PerQuarter(people(tally)),
        )
    };
    let exits_to = |id, place: &str, tally| {
        count(
            id,
            "exits per quarter",
            &format!("leaving for {place}"),
            format!("Number of {who} who leave for {place} in a quarter."),
            tally,
        )
    };
    let survival = |id, quarters: u32| {
        measure(
            id,
            "share",
            format!("surviving {quarters} quarters of tenure"),
            format!(
                "Kaplan-Meier estimate of the probability that one of the {who} is still \
                 employed after {quarters} quarters of work. Time is tenure; people employed \
                 before the window enter at the tenure they had then; people still employed at \
                 its end are censored. Missing if nobody was at risk at a tenure below {quarters} \
                 quarters."
            ),
            Formula::Survival(role, quarters),
        )
        .only_per_run()
        .of_items("people at risk in the window")
        .some_censored("people still employed at its end")
        .higher()
    };
    let retention = |id: &'static str, [of, to]: [P; 2], lag: u32| {
        let months = 3 * lag;
        measure(
            id,
            "share",
            format!("retained over {months} months"),
            format!(
                "Share of the {who} employed at the end of quarter t-{lag} who are still employed, \
                 without a break, at the end of quarter t. Over a window: the sum of those \
                 retained over the sum of the cohorts, for all t with both t-{lag} and t inside; a \
                 window that begins with quarter 0 also follows the cohorts of the burn-in."
            ),
            Formula::Ratio {
                of: people(of),
                to: people(to),
                scale: 1.0,
                lag,
            },
        )
        .of_items("members of cohorts, counted once per cohort")
        .higher()
    };
    let mut all =
        vec![
        retention("retention_12m", [P::Retained, P::Cohort], RETENTION_QUARTERS).headline(),
        retention(
            "retention_24m",
            [P::LongRetained, P::LongCohort],
            LONG_RETENTION_QUARTERS,
        ),
        survival("survival_4q", 4),
        survival("survival_8q", 8).headline(),
        survival("survival_16q", 16),
        measure(
            "exit_hazard",
            "per person-year",
            "exit hazard",
            format!(
                "Exits of {who} per person-year at risk. Everybody employed at the start of a \
                 quarter is at risk for the whole of it, including those who leave in it. This is \
                 a rate, not one minus retention."
            ),
            ratio(people(P::Exits), people(P::AtRisk), QUARTERS_A_YEAR),
        ).headline()
        .of_items("person-quarters at risk")
        .lower(),
        count(
            "head_count",
            "people",
            "employed",
            format!("Number of {who} employed at the end of a quarter."),
            P::HeadCount,
        ).headline(),
        count(
            "vacancies",
            "seats",
            "vacant seats",
            format!("Number of seats of {who} that are vacant at the end of a quarter."),
            P::Vacancies,
        )
        .lower(),
        count(
            "hires",
            "hires per quarter",
            "hired",
            format!("Number of {who} hired in a quarter; they are at work from the next one."),
            P::Hires,
        ),
        count(
            "exits",
            "exits per quarter",
            "leaving",
            format!("Number of {who} who leave in a quarter."),
            P::Exits,
        ).headline()
        .lower(),
        count(
            "exits_after_shock",
            "exits per quarter",
            "leaving after a shock",
            format!("Number of {who} who leave in a quarter in which a shock reached them."),
            P::ShockExits,
        ),
        count(
            "exits_without_shock",
            "exits per quarter",
            "leaving without a shock",
            format!("Number of {who} who leave in a quarter in which no shock reached them."),
            P::OtherExits,
        ),
        measure(
            "shock_share_of_exits",
            "share",
            "exits after a shock",
            format!(
                "Share of the voluntary exits of {who} that happen in a quarter in which a shock \
                 reached them; layoffs and departures that are events of the scenario do not \
                 count."
            ),
            ratio(people(P::ShockExits), people(P::Quits), 1.0),
        ).headline()
        .of_items("voluntary exits"),
        count(
            "dismissals",
            "exits per quarter",
            "dismissed in layoffs",
            format!("Number of {who} who are dismissed in a layoff in a quarter."),
            P::Dismissals,
        )
        .lower(),
        count(
            "exits_by_event",
            "exits per quarter",
            "leaving through an event",
            format!(
                "Number of {who} whose departure in a quarter is an event of the scenario, apart \
                 from layoffs."
            ),
            P::EventExits,
        )
        .lower(),
        measure(
            "quit_hazard",
            "per person-year",
            "quit hazard",
            format!(
                "Voluntary exits of {who} per person-year at risk; layoffs and departures that \
                 are events of the scenario do not count."
            ),
            ratio(people(P::Quits), people(P::AtRisk), QUARTERS_A_YEAR),
        )
        .of_items("person-quarters at risk")
        .lower(),
        count(
            "startups_founded",
            "start-ups per quarter",
            "start-ups founded",
            format!("Number of start-ups founded in a quarter by {who} who leave."),
            P::StartupsFounded,
        ).headline(),
        exits_to("exits_to_competitor", "a competitor", P::ToCompetitor),
        exits_to("exits_to_startup", "a start-up of their own", P::ToStartup),
        exits_to("exits_to_academia", "academia", P::ToAcademia),
        exits_to("exits_to_elsewhere", "anywhere else", P::ToElsewhere),
        measure(
            "satisfaction",
            "sd",
            "satisfaction",
            format!(
                "Mean satisfaction of the {who} employed at the end of a quarter, in standard \
                 deviations around the normal level of zero."
            ),
            ratio(people(P::Satisfaction), people(P::HeadCount), 1.0),
        ).headline()
        .of_items("person-quarters")
        .higher(),
        measure(
            "research_effort",
            "share",
            "effort on research",
            format!(
                "Mean share of effort that goes into research, of the {who} employed at the end \
                 of a quarter; the rest goes into the product."
            ),
            ratio(people(P::ResearchEffort), people(P::HeadCount), 1.0),
        ).headline()
        .of_items("person-quarters"),
        measure(
            "tenure",
            "years",
            "tenure",
            format!(
                "Mean time for which the {who} employed at the end of a quarter have been \
                 employed, in completed quarters, so far."
            ),
            ratio(people(P::Tenure), people(P::HeadCount), 1.0 / QUARTERS_A_YEAR),
        )
        .of_items("person-quarters"),
    ];
    if role == Role::Researcher {
        all.push(
            measure(
                "preference",
                "index",
                "preference for research",
                "Mean preference of the researchers employed at the end of a quarter for research \
                 that may be published, from 0 to 1: taste / (1 + taste)."
                    .to_owned(),
                ratio(people(P::Preference), people(P::HeadCount), 1.0),
            )
            .of_items("person-quarters"),
        );
    }
    for measure in &mut all {
        measure.role = Some(role);
    }
    all
}
