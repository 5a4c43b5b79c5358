//! What the records of an organisation say, before any model: head count, exits and tenure,
//! who leaves more often and when, how exits cluster, vacancies, breakthroughs and papers.

mod bounded;
mod calendar;
mod clusters;
mod contagion;
mod description;
mod equal_rates;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod grouping;
mod groups;
mod head_count;
#[cfg(test)]
mod known;
mod limit_words;
mod limits;
mod overall;
mod papers;
mod plural;
mod privacy;
#[cfg(test)]
mod properties;
mod rows;
mod rows_of_work;
#[cfg(test)]
mod samples;
mod seasons;
mod settings;
mod span;
mod team;
mod tenure;
mod vacancies;
mod words;
mod work;

pub use bounded::Bounded;
pub use description::Description;
#[cfg(feature = "figures")]
pub use figures::FIGURES;
pub use findings::{Chance, Finding};
pub use grouping::Grouping;
pub use limits::Limit;
pub use rows::{CleanUp, Clustering, EqualRates, Group, Hazard, HeadCount, Season, Tenure, Tested};
pub use rows_of_work::{Fate, Incidence, Overall, PapersOfQuarter, Quantity, TimeToFill};
pub use settings::DescribeSettings;

use calendar::Quarters;

use crate::records::Records;
use crate::row::Rows;

/// What records say. It takes time in proportion to people and the quarters that they stay.
pub fn describe(records: &Records, settings: &DescribeSettings) -> Description {
    let quarters = Quarters::of(records);
    let mut tests = Rows::default();
    let groups = groups::groups(records, settings, &mut tests);
    let tenures = tenure::tenures(records, settings);
    tenures.test.into_iter().for_each(|test| tests.push(test));
    let clusters = clusters::clusters(records, settings);
    let cleaned = &clusters.cleaned;
    let seasons = seasons::seasons(records, &quarters, cleaned, settings, &mut tests);
    let papers = papers::papers(records, &quarters, settings);
    papers.test.into_iter().for_each(|test| tests.push(test));
    let work = work::outcomes(records, settings);
    let mut description = Description {
        settings: *settings,
        covers: (records.begin, records.until),
        limits: limits::limits(records, &quarters),
        head_count: head_count::head_count(records, &quarters, settings),
        tenure: tenures.survival,
        hazards: tenures.hazards,
        seasons,
        groups,
        teams: clusters.clustering,
        clean_ups: clusters.clean_ups,
        vacancies: vacancies::times_to_fill(records, settings),
        work: work.rows.clone(),
        papers: papers.rows,
        tests,
        overall: Rows::default(),
    };
    description.overall = overall::overall(&description, &work, papers.overall);
    description
}
