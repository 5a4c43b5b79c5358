//! Events: what happens in a quarter, as it is told to whoever listens.

use crate::measures::Role;
use crate::random::Entity;
use crate::units::Quarter;

/// Where a leaver goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a competitor.
    Competitor,
    /// To a start-up of their own.
    Startup,
    /// To academia.
    Academia,
    /// Anywhere else.
    Elsewhere,
}

/// What preceded an exit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// A precipitating shock reached the person in the quarter of the exit.
    Shock,
    /// No shock did.
    NoShock,
    /// The person was dismissed in a layoff.
    Layoff,
    /// An event of the scenario made this person leave.
    Named,
}

/// Kind of a research project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectKind {
    /// Uncertain, with a wide spread of quality.
    Exploratory,
    /// Predictable, with a narrow spread of quality.
    Incremental,
}

/// How a research project ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ProjectOutcome {
    /// It was completed with this quality.
    Finished {
        /// Quality; the median of finished projects is near one.
        quality: f64,
        /// Whether the quality lies in the top tail.
        hit: bool,
        /// Whether the quality lies in the bottom tail.
        flop: bool,
    },
    /// A review past its runway cancelled it.
    Cancelled,
}

/// Something that happened. `seat`, `project` and `breakthrough` are indices
/// that stay the same during a run; a project slot and a seat are used again
/// after their project or occupant is gone, a breakthrough's index is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// An event of the scenario began: it was announced or, if nothing announces
    /// it, takes effect.
    Began {
        /// Index of the event in the scenario.
        event: usize,
    },
    /// A change of a unit's structure was announced.
    Announced {
        /// Index of the unit.
        unit: usize,
    },
    /// A unit changed its structure.
    Reorganised {
        /// Index of the unit.
        unit: usize,
    },
    /// A product request pivoted a project.
    Pivoted {
        /// Slot of the project.
        project: usize,
    },
    /// A project started in an empty slot.
    ProjectStarted {
        /// Slot of the project.
        project: usize,
        /// Its kind.
        kind: ProjectKind,
    },
    /// A project ended and left its slot empty.
    ProjectEnded {
        /// Slot of the project.
        project: usize,
        /// Its kind.
        kind: ProjectKind,
        /// Quarter in which it started.
        started: Quarter,
        /// How it ended.
        outcome: ProjectOutcome,
    },
    /// A researcher submitted papers for the first time.
    PapersSubmitted {
        /// Seat of the author.
        seat: usize,
        /// How many.
        papers: u32,
    },
    /// A paper was accepted.
    PaperAccepted {
        /// Who submitted it; the author may have left since.
        author: Entity,
        /// Quarter of its first submission.
        submitted: Quarter,
        /// Index of its topic.
        topic: usize,
        /// Index of its venue.
        venue: usize,
        /// Citations that it gathers in its life.
        citations: f64,
    },
    /// A finished project turned out to be a breakthrough.
    BreakthroughMade {
        /// Its index: 0, 1, 2 in the order of a run.
        breakthrough: usize,
        /// Team in which it was made.
        team: usize,
    },
    /// A breakthrough was adopted: engineers work on it from now on.
    Adopted {
        /// Its index.
        breakthrough: usize,
    },
    /// A breakthrough reached the product.
    Shipped {
        /// Its index.
        breakthrough: usize,
        /// Quarter in which it was made.
        made: Quarter,
        /// Its value at shipping: quality times relevance, decayed with age.
        value: f64,
    },
    /// A breakthrough was given up.
    Abandoned {
        /// Its index.
        breakthrough: usize,
        /// Quarter in which it was made.
        made: Quarter,
    },
    /// A team shipped product features.
    FeaturesShipped {
        /// The team.
        team: usize,
        /// How many.
        features: u32,
    },
    /// A person left; the seat is vacant from now on.
    Left {
        /// The seat.
        seat: usize,
        /// Who left.
        person: Entity,
        /// Team in which the person was.
        team: usize,
        /// Completed quarters of tenure before this one.
        tenure: u32,
        /// What preceded the exit.
        reason: ExitReason,
        /// Where the person goes.
        destination: Destination,
    },
    /// People were granted something that holds them until a date.
    RetentionGranted {
        /// How many of each role, weighted by their pay relative to that at the start.
        paid: [f64; 2],
        /// What it costs, as a share of their yearly cost at the start.
        pay_share: f64,
    },
    /// A training run of the flagship started.
    TrainingStarted {
        /// Number of the generation.
        generation: u32,
        /// Quarter in which it should have started.
        planned: Quarter,
        /// Days that it takes, restarts included.
        days: f64,
        /// Restarts.
        restarts: u32,
    },
    /// A training run of the flagship ended.
    TrainingEnded {
        /// Number of the generation.
        generation: u32,
        /// Quarter in which the run started.
        started: Quarter,
        /// Latent capability of the model.
        capability: f64,
    },
    /// The organisation released open models.
    ModelsReleased {
        /// How many.
        models: u32,
    },
    /// Competitors released open models.
    CompetitorsReleased {
        /// How many.
        models: u32,
    },
    /// Somebody who left founded a start-up.
    StartupFounded {
        /// Role that the founder had.
        role: Role,
    },
    /// A start-up by leavers became a direct competitor.
    CompetitorEmerged,
    /// A person took a vacant seat; at work from the next quarter.
    Hired {
        /// The seat.
        seat: usize,
        /// Quarter in which the seat became vacant.
        vacant_since: Quarter,
    },
}
