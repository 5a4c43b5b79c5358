//! What records say, as tables.

use super::limits::Limit;
use super::rows::{CleanUp, Clustering, EqualRates, Group, Hazard, HeadCount, Season, Tenure};
use super::rows_of_work::{Incidence, Overall, PapersOfQuarter, TimeToFill};
use super::settings::DescribeSettings;
use crate::row::Rows;
use crate::table::Table;
use crate::units::Day;

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
