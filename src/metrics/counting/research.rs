//! Counts papers and research projects.

use crate::measures::{GroupTally, ResearchTally};
use crate::metrics::authors::Acceptance;
use crate::metrics::counts::Counts;
use crate::model::{Event, Organization, ProjectOutcome};

/// Something happened in an observed quarter.
#[inline]
pub(in crate::metrics) fn happened(counts: &mut Counts, quarter: u32, event: Event) {
    let at = quarter as usize;
    let tallies = &mut counts.tallies;
    match event {
        Event::Pivoted { .. } => tallies.add(ResearchTally::Pivots, at, 1.0),
        Event::ProjectStarted { .. } => tallies.add(ResearchTally::Started, at, 1.0),
        Event::ProjectEnded { outcome, .. } => {
            tallies.add(ResearchTally::Ended, at, 1.0);
            match outcome {
                ProjectOutcome::Cancelled => tallies.add(ResearchTally::Cancelled, at, 1.0),
                ProjectOutcome::Finished { hit, flop, .. } => {
                    tallies.add(ResearchTally::Finished, at, 1.0);
                    tallies.add(ResearchTally::Hits, at, f64::from(u8::from(hit)));
                    tallies.add(ResearchTally::Flops, at, f64::from(u8::from(flop)));
                }
            }
        }
        Event::PapersSubmitted { papers, .. } => {
            tallies.add(ResearchTally::Submitted, at, f64::from(papers));
        }
        Event::PaperAccepted {
            author,
            topic,
            venue,
            citations,
            ..
        } => {
            tallies.add(ResearchTally::Accepted, at, 1.0);
            tallies.add(ResearchTally::LifetimeCitations, at, citations);
            tallies.add_to_group(GroupTally::TopicPapers, topic, at, 1.0);
            tallies.add_to_group(GroupTally::VenuePapers, venue, at, 1.0);
            counts.acceptances.push(Acceptance {
                quarter,
                author,
                citations,
            });
        }
        _ => {}
    }
}

/// An observed quarter is over; `topics` is how many the scenario has.
pub(in crate::metrics) fn quarter_ended(
    counts: &mut Counts,
    quarter: usize,
    topics: usize,
    organization: &Organization,
) {
    let tallies = &mut counts.tallies;
    tallies.add(ResearchTally::Citations, quarter, organization.citations());
    if topics < 2 {
        return;
    }
    for (topic, researchers, projects) in organization.work_by_topic() {
        for (tally, count) in [
            (GroupTally::TopicResearchers, researchers),
            (GroupTally::TopicProjects, projects),
        ] {
            tallies.add_to_group(tally, topic, quarter, f64::from(count));
        }
    }
}
