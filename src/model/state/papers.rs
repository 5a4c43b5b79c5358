//! The paper pipeline: what is under review, and what is cited.

use crate::random::Entity;
use crate::scenario::Papers;
use crate::units::Quarter;

/// A paper that will be accepted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Paper {
    pub(crate) author: Entity,
    /// Quarter of its first submission.
    pub(crate) submitted: Quarter,
    pub(crate) topic: usize,
    pub(crate) venue: usize,
    /// Citations that it gathers in its life.
    pub(crate) citations: f64,
}

/// Papers under review, by the quarter of their acceptance. Whether and when
/// a paper is accepted depends on nothing that happens after its submission,
/// so its fate is drawn then.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PaperPipeline {
    /// Papers to be accepted in 0, 1, 2 quarters from `head` on.
    due: Vec<Vec<Paper>>,
    head: usize,
    /// Papers accepted this quarter.
    pub(crate) accepted: u32,
    /// Citations that the organisation's papers gathered this quarter.
    pub(crate) citations: f64,
    /// Citations that accepted papers have still to gather.
    pub(crate) citations_due: f64,
}

impl PaperPipeline {
    /// Without papers, for reviews as long as they can be.
    pub(crate) fn empty(papers: &Papers) -> Self {
        let longest_review = papers.review_quarters.ceil() as usize;
        let longest = longest_review * papers.most_rounds as usize;
        Self {
            due: vec![Vec::new(); longest + 1],
            ..Self::default()
        }
    }

    /// A paper will be accepted after so many quarters.
    pub(crate) fn schedule(&mut self, quarters: usize, paper: Paper) {
        let slot = (self.head + quarters) % self.due.len();
        self.due[slot].push(paper);
    }

    /// Takes out the papers that are accepted this quarter; their room comes back with
    /// [`end_quarter`](Self::end_quarter).
    pub(crate) fn take_accepted(&mut self) -> Vec<Paper> {
        std::mem::take(&mut self.due[self.head])
    }

    /// The next quarter's papers are those to be accepted from now on.
    pub(crate) fn end_quarter(&mut self, mut room: Vec<Paper>) {
        room.clear();
        self.due[self.head] = room;
        self.head = (self.head + 1) % self.due.len();
    }
}
