//! The paper pipeline: submission, review, resubmission.

use super::step::Step;
use super::{Event, Observer, Organization};
use crate::elementary::{exp, normal_quantile, powf};
use crate::random::{Entity, Poisson, Stream};
use crate::scenario::Papers;

/// A paper that will be accepted.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Paper {
    author: Entity,
    topic: usize,
    venue: usize,
    /// Citations that it gathers in its life.
    citations: f64,
}

/// Papers under review, by the quarter of their acceptance. Whether and when
/// a paper is accepted depends on nothing that happens after its submission,
/// so its fate is drawn then.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PaperPipeline {
    /// Papers to be accepted in 0, 1, 2 quarters from `head` on.
    due: Vec<Vec<Paper>>,
    head: usize,
}

impl PaperPipeline {
    pub(super) fn new(papers: &Papers) -> Self {
        let longest_review = papers.review_quarters.ceil() as usize;
        let longest = longest_review * papers.most_rounds as usize;
        Self {
            due: vec![Vec::new(); longest + 1],
            head: 0,
        }
    }

    fn schedule(&mut self, quarters: usize, paper: Paper) {
        let slot = (self.head + quarters) % self.due.len();
        self.due[slot].push(paper);
    }
}

/// Researchers submit papers; papers whose review is over are accepted.
///
/// Equation (M30).
pub(super) fn papers(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    for crew in 0..organization.crews.len() {
        submit(step, organization, observer, crew);
    }
    let head = organization.pipeline.head;
    let accepted = std::mem::take(&mut organization.pipeline.due[head]);
    organization.accepted = accepted.len() as u32;
    for &paper in &accepted {
        organization.citations_due += paper.citations;
        let event = Event::PaperAccepted {
            author: paper.author,
            topic: paper.topic,
            venue: paper.venue,
            citations: paper.citations,
        };
        observer.happened(step.quarter, event, organization);
    }
    organization.citations = step.model.scenario.papers.citation_rate * organization.citations_due;
    organization.citations_due -= organization.citations;
    organization.pipeline.due[head] = accepted;
    organization.pipeline.due[head].clear();
    organization.pipeline.head = (head + 1) % organization.pipeline.due.len();
}

/// Output per person is Poisson given a rate that follows effective research
/// effort, with its log-normal skill (Shockley 1957), and the maturity of the
/// crew's projects; the publication policy thins it.
///
/// Equation (M27).
fn submit(step: &Step, organization: &mut Organization, observer: &mut impl Observer, crew: usize) {
    let scenario = &step.model.scenario;
    let papers = &scenario.papers;
    let crew = &organization.crews[crew];
    let structure = organization.units[crew.unit].structure;
    let permitted = step.model.structures[structure]
        .parameters
        .publication_share;
    let ripe = powf(crew.maturity / 0.5, papers.progress_elasticity);
    let (topic, quality) = (crew.topic, crew.quality);
    let eager = scenario.topics[topic].submission_factor;
    let rate = papers.submission_rate * permitted * ripe * eager;
    for seat in crew.seats.clone() {
        let mean = rate * organization.research_work[seat];
        let person = organization.person[seat];
        let own = person.place();
        let submitted = Poisson::new(mean).quantile(organization.luck.papers[seat]) as u32;
        organization.papers_submitted[seat] = submitted;
        if submitted > 0 {
            let event = Event::PapersSubmitted {
                seat,
                papers: submitted,
            };
            observer.happened(step.quarter, event, organization);
        }
        for paper in 0..submitted {
            if let Some((quarters, venue)) = fate(step, own, paper) {
                let accepted = Paper {
                    author: person,
                    topic,
                    venue,
                    citations: citations(step, own, paper, venue, quality),
                };
                organization.pipeline.schedule(quarters, accepted);
            }
        }
    }
}

/// Quarters until a paper is accepted and the venue that accepts it, or None if
/// none ever does.
fn fate(step: &Step, own: Entity, paper: u32) -> Option<(usize, usize)> {
    let papers = &step.model.scenario.papers;
    let venues = &step.model.venues;
    let shortest = papers.review_quarters.floor();
    let longer = papers.review_quarters - shortest;
    let mut quarters = 0;
    for round in 0..papers.most_rounds {
        let draw = |stream| {
            step.streams
                .nth_uniform(stream, own, step.quarter, paper, round as u16)
        };
        quarters += shortest as usize + usize::from(draw(Stream::ReviewDuration) < longer);
        let venue = match venues.len() {
            1 => 0,
            several => {
                let u = draw(Stream::Venue);
                let reached = venues.iter().position(|venue| u < venue.cumulative_share);
                reached.unwrap_or(several - 1)
            }
        };
        if draw(Stream::ReviewOutcome) < venues[venue].acceptance {
            return Some((quarters, venue));
        }
        if draw(Stream::Resubmission) >= papers.resubmission {
            return None;
        }
    }
    None
}

/// Citations that a paper gathers in its life: log-normal, with a median that
/// follows the venue and the quality of the crew's finished projects.
///
/// Equation (M29).
fn citations(step: &Step, own: Entity, paper: u32, venue: usize, quality: f64) -> f64 {
    let scenario = &step.model.scenario;
    let papers = &scenario.papers;
    let u = step
        .streams
        .pair_uniform(Stream::Citations, own, step.quarter, paper);
    papers.citation_median
        * scenario.venues[venue].citation_factor
        * powf(quality, papers.citation_elasticity)
        * exp(papers.citation_sigma * normal_quantile(u))
}
