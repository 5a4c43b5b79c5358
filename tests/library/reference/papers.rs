//! Papers: submission, review, resubmission, acceptance.

use orgsim::model::Event;
use orgsim::random::{Entity, Stream};
use orgsim::units::Quarter;

use super::counted::{exp, normal_quantile, powf};
use super::{Company, poisson};

/// A paper that a review will accept.
pub(super) struct Paper {
    author: Entity,
    accepted_in: Quarter,
    /// Quarter of its first submission.
    submitted: Quarter,
    topic: usize,
    venue: usize,
    /// Citations of its life.
    citations: f64,
}

impl Company<'_> {
    pub(super) fn papers(&mut self) {
        for crew in 0..self.crews.len() {
            for seat in self.crews[crew].seats.clone() {
                self.submit(crew, seat);
            }
        }
        let now = self.now;
        let (accepted, waiting): (Vec<Paper>, Vec<Paper>) = std::mem::take(&mut self.papers)
            .into_iter()
            .partition(|paper| paper.accepted_in == now);
        self.papers = waiting;
        self.accepted = accepted.len() as u32;
        for paper in accepted {
            self.citations_due += paper.citations;
            self.say(Event::PaperAccepted {
                author: paper.author,
                submitted: paper.submitted,
                topic: paper.topic,
                venue: paper.venue,
                citations: paper.citations,
            });
        }
        self.citations = self.scenario.papers.citation_rate * self.citations_due;
        self.citations_due -= self.citations;
    }

    fn submit(&mut self, crew: usize, seat: usize) {
        let papers = &self.scenario.papers;
        let crew = &self.crews[crew];
        let permitted = self.structure(crew.unit).publication_share;
        // One for the crew would do: not counted.
        let ripeness = orgsim::elementary::powf(crew.maturity / 0.5, papers.progress_elasticity);
        let (topic, quality) = (crew.topic, crew.quality);
        let eagerness = self.scenario.topics[topic].submission_factor;
        let Some(person) = &mut self.seats[seat].occupant else {
            return;
        };
        let mean = papers.submission_rate * permitted * ripeness * eagerness * person.research_work;
        let author = person.identity;
        let u = self
            .streams
            .uniform(Stream::PaperSubmission, author.place(), self.now);
        let submitted = poisson(mean, u);
        person.submitted = submitted;
        if submitted > 0 {
            self.say(Event::PapersSubmitted {
                seat,
                papers: submitted,
            });
        }
        for paper in 0..submitted {
            if let Some((wait, venue)) = self.wait_for_acceptance(author.place(), paper) {
                let accepted_in = Quarter(self.now.0 + wait);
                self.papers.push(Paper {
                    author,
                    submitted: self.now,
                    accepted_in,
                    topic,
                    venue,
                    citations: self.citations_of(author.place(), paper, venue, quality),
                });
            }
        }
    }

    fn citations_of(&self, own: Entity, paper: u32, venue: usize, quality: f64) -> f64 {
        let papers = &self.scenario.papers;
        let stream = Stream::Citations;
        let u = self.streams.pair_uniform(stream, own, self.now, paper);
        papers.citation_median
            * self.scenario.venues[venue].citation_factor
            * powf(quality, papers.citation_elasticity)
            * exp(papers.citation_sigma * normal_quantile(u))
    }

    /// Quarters until a paper is accepted, and where; None if it never is.
    fn wait_for_acceptance(&self, own: Entity, paper: u32) -> Option<(i32, usize)> {
        let papers = &self.scenario.papers;
        let mut wait = 0;
        for round in 0..papers.most_rounds as u16 {
            let draw = |stream| {
                self.streams
                    .nth_uniform(stream, own, self.now, paper, round)
            };
            let whole = papers.review_quarters.floor();
            wait += whole as i32;
            if draw(Stream::ReviewDuration) < papers.review_quarters - whole {
                wait += 1;
            }
            let mut venue = 0;
            if self.scenario.venues.len() > 1 {
                let u = draw(Stream::Venue);
                let mut reached = 0.0;
                for (number, rules) in self.scenario.venues.values().enumerate() {
                    venue = number;
                    reached += rules.share;
                    if u < reached {
                        break;
                    }
                }
            }
            let (odds, p) = (
                self.scenario.venues[venue].acceptance_odds,
                papers.acceptance,
            );
            let acceptance = match odds == 1.0 {
                true => p,
                false => odds * p / (1.0 - p + odds * p),
            };
            if draw(Stream::ReviewOutcome) < acceptance {
                return Some((wait, venue));
            }
            if draw(Stream::Resubmission) >= papers.resubmission {
                break;
            }
        }
        None
    }
}
