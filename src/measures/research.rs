//! Measures of research: papers and projects.

use super::formula::{Formula, ratio};
use super::measure::{Grouping, Measure, counted, measure};
use super::people::PeopleTally;
use super::role::Role;
use super::tally::{GroupTally, tallies};

tallies! {
    /// Counts about papers and projects.
    ResearchTally of Research {
        /// Papers submitted for the first time.
        Submitted,
        /// Papers accepted.
        Accepted,
        /// Citations that papers gathered.
        Citations,
        /// Citations that the papers accepted gather in their lives.
        LifetimeCitations,
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
    }
}

/// Measures of the paper pipeline.
pub(super) fn papers() -> Vec<Measure> {
    let researchers = PeopleTally::HeadCount.of(Role::Researcher);
    let per_researcher = |id, label, what, tally| {
        measure(
            id,
            "papers per person-quarter",
            label,
            format!(
                "Papers {what} in a quarter over the researchers employed at its end. Over a \
                 window: the sum of the papers over the sum of the headcounts."
            ),
            ratio(tally, researchers, 1.0),
        )
        .of_items("person-quarters")
        .higher()
    };
    vec![
        counted(
            "papers_submitted",
            "papers per quarter",
            "papers submitted",
            "Number of papers submitted for the first time in a quarter.",
            ResearchTally::Submitted,
        )
        .headline()
        .higher(),
        counted(
            "papers_accepted",
            "papers per quarter",
            "papers accepted",
            "Number of papers accepted in a quarter.",
            ResearchTally::Accepted,
        )
        .headline()
        .higher(),
        per_researcher(
            "papers_submitted_per_researcher",
            "papers submitted per researcher",
            "submitted for the first time",
            ResearchTally::Submitted,
        ),
        per_researcher(
            "papers_accepted_per_researcher",
            "papers accepted per researcher",
            "accepted",
            ResearchTally::Accepted,
        )
        .headline(),
        measure(
            "top_tenth_share_of_papers",
            "share",
            "papers by the top tenth of authors",
            "Share of the papers accepted during the observation that the most productive tenth of their \
             authors wrote; authors are people with at least one of these papers. Where a tenth \
             is not a whole number, the last author counts in proportion.",
            Formula::TopTenthOfAuthors,
        )
        .headline()
        .only_per_run()
        .only_over_all()
        .of_items("authors"),
        counted(
            "citations",
            "citations per quarter",
            "citations",
            "Citations of the organisation's papers in a quarter.",
            ResearchTally::Citations,
        )
        .headline()
        .higher(),
        measure(
            "citations_per_paper",
            "citations",
            "citations per paper",
            "Mean number of lifetime citations of the papers accepted in a quarter.",
            ratio(
                ResearchTally::LifetimeCitations,
                ResearchTally::Accepted,
                1.0,
            ),
        )
        .of_items("papers accepted")
        .higher(),
        measure(
            "top_tenth_share_of_citations",
            "share",
            "citations of the top tenth of papers",
            "Share of the citations of the papers accepted during the observation that go to the most \
             cited tenth of them. Where a tenth is not a whole number, the last paper counts in \
             proportion.",
            Formula::TopTenthOfPapers,
        )
        .only_per_run()
        .only_over_all()
        .of_items("papers accepted"),
        measure(
            "papers_accepted_by_topic",
            "papers per quarter",
            "papers accepted",
            "Number of papers on a topic that are accepted in a quarter; in scenarios with \
             several topics.",
            Formula::PerGroup(GroupTally::TopicPapers),
        )
        .headline()
        .grouped(Grouping::Topic)
        .higher(),
        measure(
            "researchers_by_topic",
            "people",
            "researchers employed",
            "Number of researchers employed at the end of a quarter whose crew works on a \
             topic; in scenarios with several topics.",
            Formula::PerGroup(GroupTally::TopicResearchers),
        )
        .grouped(Grouping::Topic),
        measure(
            "projects_by_topic",
            "projects",
            "projects under way",
            "Number of research projects on a topic that are under way at the end of a quarter; \
             in scenarios with several topics.",
            Formula::PerGroup(GroupTally::TopicProjects),
        )
        .grouped(Grouping::Topic),
        measure(
            "papers_accepted_by_venue",
            "papers per quarter",
            "papers accepted",
            "Number of papers that a venue accepts in a quarter; in scenarios with several \
             venues.",
            Formula::PerGroup(GroupTally::VenuePapers),
        )
        .headline()
        .grouped(Grouping::Venue)
        .higher(),
    ]
}

/// Measures of research projects.
pub(super) fn projects() -> Vec<Measure> {
    let share = |id, label, what, tally| {
        measure(
            id,
            "share",
            label,
            format!(
                "Share of the ended projects (finished or cancelled) that finished with a quality \
                 in the {what} tail."
            ),
            ratio(tally, ResearchTally::Ended, 1.0),
        )
        .of_items("ended projects")
    };
    let count = |id, label, definition, tally| {
        counted(id, "projects per quarter", label, definition, tally)
    };
    vec![
        counted(
            "pivots",
            "pivots per quarter",
            "pivots of projects",
            "Number of times in a quarter that a product request pivoted a research project.",
            ResearchTally::Pivots,
        )
        .headline()
        .lower(),
        count(
            "projects_started",
            "projects started",
            "Number of research projects started in a quarter.",
            ResearchTally::Started,
        ),
        count(
            "projects_finished",
            "projects finished",
            "Number of research projects finished in a quarter.",
            ResearchTally::Finished,
        )
        .headline(),
        count(
            "projects_cancelled",
            "projects cancelled",
            "Number of research projects cancelled in a quarter by a review after their runway.",
            ResearchTally::Cancelled,
        )
        .headline(),
        count(
            "hits",
            "hits",
            "Number of projects finished in a quarter with a quality in the top tail, \
             `research.hit_quality` or above.",
            ResearchTally::Hits,
        )
        .higher(),
        count(
            "flops",
            "flops",
            "Number of projects finished in a quarter with a quality in the bottom tail, below \
             `research.flop_quality`.",
            ResearchTally::Flops,
        )
        .lower(),
        share(
            "hit_share",
            "hits among ended projects",
            "top",
            ResearchTally::Hits,
        )
        .headline()
        .higher(),
        share(
            "flop_share",
            "flops among ended projects",
            "bottom",
            ResearchTally::Flops,
        )
        .headline()
        .lower(),
    ]
}
