//! What the records of an organisation say, before any model: head count, exits and tenure,
//! who leaves more often and when, how exits cluster, vacancies, breakthroughs and papers.

mod bounded;
mod calendar;
mod clusters;
mod contagion;
mod equal_rates;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod grouping;
mod groups;
mod head_count;
#[cfg(test)]
mod known;
mod limits;
mod overall;
mod papers;
mod privacy;
#[cfg(test)]
mod properties;
mod rows;
mod rows_of_work;
#[cfg(test)]
mod samples;
mod seasons;
mod span;
mod tenure;
mod vacancies;
mod words;
mod work;

pub use bounded::Bounded;
#[cfg(feature = "figures")]
pub use figures::FIGURES;
pub use findings::{Chance, Finding};
pub use grouping::Grouping;
pub use limits::Limit;
pub use rows::{CleanUp, Clustering, EqualRates, Group, Hazard, HeadCount, Season, Tenure, Tested};
pub use rows_of_work::{Fate, Incidence, Overall, PapersOfQuarter, Quantity, TimeToFill};

use calendar::Quarters;

use crate::records::Records;
use crate::row::Rows;
use crate::table::Table;
use crate::units::Day;

/// How records are described.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DescribeSettings {
    /// Confidence level of intervals, strictly between 0 and 1.
    pub level: f64,
    /// The fewest people that are told of together; 1 tells of everybody.
    pub smallest: u32,
}

impl Default for DescribeSettings {
    fn default() -> Self {
        Self {
            level: 0.95,
            smallest: 5,
        }
    }
}

/// What records say. A table is empty where they cannot tell.
#[derive(Clone, Debug)]
pub struct Description {
    /// How it was made.
    pub settings: DescribeSettings,
    /// First and last day of the records.
    pub covers: (Day, Day),
    /// People by quarter: everybody, roles and units.
    pub head_count: Rows<HeadCount>,
    /// How long people stay.
    pub tenure: Rows<Tenure>,
    /// At which tenure they leave.
    pub hazards: Rows<Hazard>,
    /// In which quarter of the year they leave.
    pub seasons: Rows<Season>,
    /// Which groups leave more often.
    pub groups: Rows<Group>,
    /// How exits cluster in teams: one row, if teams are recorded.
    pub teams: Rows<Clustering>,
    /// Days on which whole groups ended.
    pub clean_ups: Rows<CleanUp>,
    /// How long vacancies are open.
    pub vacancies: Rows<TimeToFill>,
    /// What becomes of breakthroughs.
    pub work: Rows<Incidence>,
    /// Papers by quarter.
    pub papers: Rows<PapersOfQuarter>,
    /// Tests of equal rates.
    pub tests: Rows<EqualRates>,
    /// Single numbers.
    pub overall: Rows<Overall>,
    /// What the records cannot tell, each with how many people or exits it is about; 0 if about
    /// all of them.
    pub limits: Vec<(Limit, u64)>,
}

impl Description {
    /// Its tables that have rows, with the names of their files.
    pub fn tables(&self) -> Vec<(&'static str, Table)> {
        let all = [
            self.overall.file(),
            self.head_count.file(),
            self.tenure.file(),
            self.hazards.file(),
            self.groups.file(),
            self.seasons.file(),
            self.teams.file(),
            self.clean_ups.file(),
            self.vacancies.file(),
            self.work.file(),
            self.papers.file(),
            self.tests.file(),
        ];
        all.into_iter()
            .filter(|(_, table)| table.rows().next().is_some())
            .collect()
    }
}

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
