//! The paper pipeline: submission, review, resubmission.

use super::step::Step;
use super::{Event, Observer, Organization};
use crate::elementary::powf;
use crate::random::{Entity, Poisson, Stream};
use crate::scenario::Papers;

/// Papers under review, by the quarter of their acceptance. Whether and when
/// a paper is accepted depends on nothing that happens after its submission,
/// so its fate is drawn then.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PaperPipeline {
    /// Authors of papers to be accepted in 0, 1, 2 quarters from `head` on.
    due: Vec<Vec<Entity>>,
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

    fn schedule(&mut self, quarters: usize, author: Entity) {
        let slot = (self.head + quarters) % self.due.len();
        self.due[slot].push(author);
    }
}

/// Researchers submit papers; papers whose review is over are accepted.
pub(super) fn papers(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    for crew in 0..organization.crews.len() {
        submit(step, organization, observer, crew);
    }
    let head = organization.pipeline.head;
    let accepted = std::mem::take(&mut organization.pipeline.due[head]);
    organization.accepted = accepted.len() as u32;
    for &author in &accepted {
        observer.happened(step.quarter, Event::PaperAccepted { author }, organization);
    }
    organization.pipeline.due[head] = accepted;
    organization.pipeline.due[head].clear();
    organization.pipeline.head = (head + 1) % organization.pipeline.due.len();
}

/// Output per person is Poisson given a rate that follows effective research
/// effort, with its log-normal skill (Shockley 1957), and the maturity of the
/// crew's projects; the publication policy thins it.
fn submit(step: &Step, organization: &mut Organization, observer: &mut impl Observer, crew: usize) {
    let scenario = &step.model.scenario;
    let papers = &scenario.papers;
    let crew = &organization.crews[crew];
    let structure = organization.units[crew.unit].structure;
    let permitted = step.model.structures[structure]
        .parameters
        .publication_share;
    let ripe = powf(crew.maturity / 0.5, papers.progress_elasticity);
    let rate = papers.submission_rate * permitted * ripe;
    for seat in crew.seats.clone() {
        let mean = rate * organization.research_work[seat];
        let person = organization.person[seat];
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
            if let Some(quarters) = time_to_acceptance(step, papers, person, paper) {
                organization.pipeline.schedule(quarters, person);
            }
        }
    }
}

/// Quarters until a paper is accepted, or None if it never is.
fn time_to_acceptance(step: &Step, papers: &Papers, person: Entity, paper: u32) -> Option<usize> {
    let shortest = papers.review_quarters.floor();
    let longer = papers.review_quarters - shortest;
    let mut quarters = 0;
    for round in 0..papers.most_rounds {
        let draw = |stream| {
            step.streams
                .nth_uniform(stream, person, step.quarter, paper, round as u16)
        };
        quarters += shortest as usize + usize::from(draw(Stream::ReviewDuration) < longer);
        if draw(Stream::ReviewOutcome) < papers.acceptance {
            return Some(quarters);
        }
        if draw(Stream::Resubmission) >= papers.resubmission {
            return None;
        }
    }
    None
}
