//! What the recorder counts, quarter by quarter.

use super::window::Window;
use crate::model::Role;

/// Something that is counted in every observed quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tally {
    /// About the people of a role.
    People(Role, PeopleTally),
    /// About the organisation's work.
    Work(WorkTally),
}

/// Counts about the people of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeopleTally {
    /// Employed at the end of the quarter.
    HeadCount,
    /// Employed at the end of the quarter before: those at risk of leaving.
    AtRisk,
    /// Employed at the end of the quarter four quarters earlier.
    Cohort,
    /// Of that cohort, those who never left since.
    Retained,
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
}

/// Counts about the organisation's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkTally {
    /// Papers submitted for the first time.
    Submitted,
    /// Papers accepted.
    Accepted,
    /// Projects pivoted by a product request.
    Pivots,
    /// Projects started.
    Started,
    /// Projects ended: finished or cancelled.
    Ended,
    /// Projects finished.
    Finished,
    /// Projects cancelled by a review.
    Cancelled,
    /// Projects finished with a quality in the top tail.
    Hits,
    /// Projects finished with a quality in the bottom tail.
    Flops,
    /// Breakthroughs made.
    Breakthroughs,
    /// Breakthroughs shipped.
    Shipped,
    /// Breakthroughs abandoned.
    Abandoned,
    /// Breakthroughs in transfer at the end of the quarter.
    Open,
    /// Value of the breakthroughs shipped.
    ShippedValue,
    /// Product features shipped.
    Features,
    /// Reputation at the end of the quarter.
    Reputation,
    /// Live ties at the end of the quarter.
    Ties,
    /// Live ties that cross the research-product line.
    CrossTies,
    /// Citations that papers gathered.
    Citations,
    /// Citations that the papers accepted gather in their lives.
    LifetimeCitations,
    /// GPUs there are.
    GpuCapacity,
    /// GPUs allocated to somebody.
    GpusAllocated,
    /// GPUs allocated to nobody.
    GpusIdle,
    /// GPUs that research asks for.
    GpusAskedByResearch,
    /// GPUs that research gets.
    GpusOfResearch,
    /// GPUs whose work is lost.
    GpusLost,
    /// Training runs started.
    TrainingsStarted,
    /// Their days.
    TrainingDays,
    /// Their restarts.
    TrainingRestarts,
    /// Training runs ended.
    TrainingsEnded,
    /// Sum of capability over those ended.
    Capability,
    /// Sum of MMLU-like scores.
    MmluLike,
    /// Sum of HumanEval-like scores.
    HumanevalLike,
    /// Readiness of the flagship at the end of the quarter.
    FlagshipReadiness,
    /// Focus of research.
    Focus,
    /// Open models released.
    ModelsReleased,
    /// Downloads of open models.
    Downloads,
    /// Open models released by competitors.
    CompetitorModels,
    /// Talent at competitors.
    Talent,
    /// Start-ups by leavers.
    Startups,
    /// Direct competitors that leavers founded.
    Competitors,
    /// Cost of the people employed.
    Payroll,
    /// Cost of hires.
    ReplacementCost,
    /// Cost of ramp-up and mentoring.
    RampUpCost,
    /// Price of idle GPUs.
    IdleComputeCost,
    /// Price of GPUs on lost work.
    LostComputeCost,
    /// Cost of retention grants.
    GrantCost,
    /// Value lost to age by what ships.
    DelayCost,
    /// Sum of these costs without payroll.
    FrictionCost,
    /// Value of what ships.
    ValueCreated,
    /// Value less payroll and costs other than delay.
    NetValue,
}

/// Counts for each table of a grouping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupTally {
    /// Papers of a topic accepted.
    TopicPapers,
    /// Researchers employed who work on a topic.
    TopicResearchers,
    /// Projects of a topic under way.
    TopicProjects,
    /// Papers accepted by a venue.
    VenuePapers,
}

impl GroupTally {
    const OF_TOPICS: usize = 3;
}

const PEOPLE: usize = PeopleTally::ResearchEffort as usize + 1;
const WORK: usize = WorkTally::NetValue as usize + 1;

impl Tally {
    fn column(self) -> usize {
        match self {
            Self::People(role, tally) => role as usize * PEOPLE + tally as usize,
            Self::Work(tally) => 2 * PEOPLE + tally as usize,
        }
    }
}

/// The tallies of a run: one column a tally, one row an observed quarter.
#[derive(Clone, Debug)]
pub(super) struct Tallies {
    quarters: usize,
    topics: usize,
    cells: Vec<f64>,
}

impl Tallies {
    /// All zero, for so many topics and venues.
    pub(super) fn new(quarters: u32, topics: usize, venues: usize) -> Self {
        let quarters = quarters as usize;
        let columns = 2 * PEOPLE + WORK + GroupTally::OF_TOPICS * topics + venues;
        Self {
            quarters,
            topics,
            cells: vec![0.0; columns * quarters],
        }
    }

    /// The first cell of a tally for a table of its grouping.
    fn group_cell(&self, tally: GroupTally, group: usize) -> usize {
        let column = match tally {
            GroupTally::VenuePapers => GroupTally::OF_TOPICS * self.topics + group,
            of_topics => of_topics as usize * self.topics + group,
        };
        (2 * PEOPLE + WORK + column) * self.quarters
    }

    /// Adds to the count of a quarter for a table of a grouping.
    pub(super) fn add_to_group(
        &mut self,
        tally: GroupTally,
        group: usize,
        quarter: usize,
        amount: f64,
    ) {
        let cell = self.group_cell(tally, group) + quarter;
        self.cells[cell] += amount;
    }

    /// The count of a quarter for a table of a grouping.
    pub(super) fn get_of_group(&self, tally: GroupTally, group: usize, quarter: u32) -> f64 {
        self.cells[self.group_cell(tally, group) + quarter as usize]
    }

    /// Zero again.
    pub(super) fn clear(&mut self) {
        self.cells.fill(0.0);
    }

    /// Adds to the count of a quarter.
    #[inline]
    pub(super) fn add(&mut self, tally: Tally, quarter: usize, amount: f64) {
        self.cells[tally.column() * self.quarters + quarter] += amount;
    }

    /// The count of a quarter.
    pub(super) fn get(&self, tally: Tally, quarter: u32) -> f64 {
        self.cells[tally.column() * self.quarters + quarter as usize]
    }

    /// The sum over a window without its first `lag` quarters.
    pub(super) fn sum(&self, tally: Tally, window: &Window, lag: u32) -> f64 {
        (window.first + lag..window.last + 1)
            .map(|quarter| self.get(tally, quarter))
            .sum()
    }
}
