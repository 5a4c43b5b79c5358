//! The paper pipeline: submission, review, resubmission.

use crate::elementary::{exp, exp_column, normal_quantile, powf};
use crate::model::event::Event;
use crate::model::state::{Crew, Luck, Output, Paper, PaperPipeline, Seats, UnitState};
use crate::model::step::Step;
use crate::random::{Entity, Poisson, Stream};

/// What is written, and what is accepted.
pub(crate) struct Papers<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) luck: &'a Luck,
    pub(crate) units: &'a [UnitState],
    pub(crate) crews: &'a [Crew],
    pub(crate) output: &'a mut Output,
    pub(crate) papers: &'a mut PaperPipeline,
}

impl Papers<'_> {
    /// Researchers submit papers; papers whose review is over are accepted.
    ///
    /// Equation (M39).
    pub(crate) fn run(mut self, step: &Step, happened: &mut Vec<Event>) {
        self.expect(step);
        for crew in self.crews {
            self.submit(step, happened, crew);
        }
        let papers = self.papers;
        let accepted = papers.take_accepted();
        papers.accepted = accepted.len() as u32;
        for paper in &accepted {
            papers.citations_due += paper.citations;
            happened.push(Event::PaperAccepted {
                author: paper.author,
                submitted: paper.submitted,
                topic: paper.topic,
                venue: paper.venue,
                citations: paper.citations,
            });
        }
        papers.citations = step.model.scenario.papers.citation_rate * papers.citations_due;
        papers.citations_due -= papers.citations;
        papers.end_quarter(accepted);
    }

    /// What is expected of a person follows effective research effort, with its log-normal
    /// skill (Shockley 1957), and the maturity of the crew's projects; the publication policy
    /// thins it.
    ///
    /// Equation (M36).
    fn expect(&mut self, step: &Step) {
        let scenario = &step.model.scenario;
        let papers = &scenario.papers;
        let Output {
            research_work,
            papers_expected,
            no_paper,
            ..
        } = &mut *self.output;
        for crew in self.crews {
            let structure = &step.model.structures[self.units[crew.unit].structure];
            let permitted = structure.parameters.publication_share;
            let ripe = powf(crew.maturity / 0.5, papers.progress_elasticity);
            let eager = scenario.topics[crew.topic].submission_factor;
            let rate = papers.submission_rate * permitted * ripe * eager;
            for seat in crew.seats.clone() {
                papers_expected[seat] = rate * research_work[seat];
                no_paper[seat] = -papers_expected[seat];
            }
        }
        for unit in &step.model.units {
            exp_column(&mut no_paper[unit.researchers.clone()]);
        }
    }

    /// Output per person is Poisson around what is expected.
    fn submit(&mut self, step: &Step, happened: &mut Vec<Event>, crew: &Crew) {
        let (topic, quality) = (crew.topic, crew.quality);
        for seat in crew.seats.clone() {
            let expected = Poisson::new(self.output.papers_expected[seat]);
            let none = self.output.no_paper[seat];
            let submitted = expected.quantile_beyond(none, self.luck.papers[seat]) as u32;
            self.output.papers_submitted[seat] = submitted;
            if submitted == 0 {
                continue;
            }
            happened.push(Event::PapersSubmitted {
                seat,
                papers: submitted,
            });
            let person = self.seats.person[seat];
            let own = person.place();
            for paper in 0..submitted {
                if let Some((quarters, venue)) = fate(step, own, paper) {
                    let accepted = Paper {
                        author: person,
                        submitted: step.quarter,
                        topic,
                        venue,
                        citations: citations(step, own, paper, venue, quality),
                    };
                    self.papers.schedule(quarters, accepted);
                }
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
        let round = round as u16;
        let draw = |stream| {
            step.streams
                .nth_uniform(stream, own, step.quarter, paper, round)
        };
        let of_review = [Stream::ReviewDuration, Stream::Resubmission];
        let [duration, resubmission] =
            step.streams
                .nth_uniforms(of_review, own, step.quarter, paper, round);
        quarters += shortest as usize + usize::from(duration < longer);
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
        if resubmission >= papers.resubmission {
            return None;
        }
    }
    None
}

/// Citations that a paper gathers in its life: log-normal, with a median that
/// follows the venue and the quality of the crew's finished projects.
///
/// Equation (M38).
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
