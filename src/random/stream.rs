//! Keyed streams: purposes of randomness and the draws made for them.

use super::philox::philox4x32;
use crate::units::Quarter;

/// A purpose of randomness. Two neighbours (2k, 2k + 1) share one generator
/// block and can be drawn together as columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Stream {
    /// Whether a person leaves in a quarter.
    ExitDecision = 0,
    /// Whether a shock reaches a person in a quarter.
    Shock = 1,
    /// Quarterly noise in a person's satisfaction.
    SatisfactionNoise = 2,
    /// Whether and which of a person's ties is replaced.
    TieRenewal = 3,
    /// Number of papers that a researcher submits in a quarter.
    PaperSubmission = 4,
    /// Whether a new tie crosses the research-product line.
    TieCrossing = 5,
    /// Preference of a person for a candidate as partner of a tie.
    TiePartner = 6,
    /// Whether a tie breaks when the structure changes.
    TieBreakage = 7,
    /// Research skill of a person.
    ResearchSkill = 8,
    /// Product skill of a person, given the research skill.
    ProductSkill = 9,
    /// Taste for publishing: whether a person has one.
    TasteClass = 10,
    /// Taste for publishing: how strong it is.
    TasteStrength = 11,
    /// Embeddedness of a person.
    Embeddedness = 12,
    /// Unexplained difference of a person's exit hazard.
    Frailty = 13,
    /// Outside alternatives of a person, given the skill.
    Alternatives = 14,
    /// Relative pay of a person.
    Pay = 15,
    /// Career stage of a person.
    CareerStage = 16,
    /// Tenure of a person who is there at the start.
    InitialTenure = 17,
    /// Where a leaver goes.
    Destination = 18,
    /// Time to fill a vacancy.
    TimeToFill = 19,
    /// Product requests that reach a project in a quarter.
    ProductRequest = 20,
    /// Whether a manager passes a request on.
    RequestAccepted = 21,
    /// Whether a review cancels a project.
    RunwayReview = 22,
    /// Kind of a new project.
    ProjectKind = 23,
    /// Effort that a project takes.
    ProjectEffort = 24,
    /// Relevance of a new project.
    ProjectRelevance = 25,
    /// Quality of a finished project.
    ProjectQuality = 26,
    /// Tacitness of a breakthrough.
    Tacitness = 27,
    /// Whether finished research may be published.
    PublicationPermit = 28,
    /// Outcome of a review of a paper.
    ReviewOutcome = 29,
    /// Duration of a review of a paper.
    ReviewDuration = 30,
    /// Whether a rejected paper is submitted again.
    Resubmission = 31,
    /// Progress of a breakthrough through its transfer.
    TransferProgress = 32,
    /// Features that a team ships in a quarter.
    Features = 33,
    /// State of a project at the start.
    InitialProgress = 34,
}

/// Whom or what a draw is for: an identifier and, for those who replace each
/// other in the same place, their number in that place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Entity {
    /// The place: a seat, a project slot, a team.
    pub id: u32,
    /// How many held the place before; only the low 16 bits enter the draw.
    pub generation: u32,
}

/// The random streams of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    key: [u32; 2],
}

impl Streams {
    /// The streams of replicate `run` under a master seed. The scenario never
    /// enters.
    pub fn new(seed: u64, run: u64) -> Self {
        let key = mix64(mix64(seed) ^ run);
        Self {
            key: [key as u32, (key >> 32) as u32],
        }
    }

    /// One uniform in the open interval (0, 1).
    #[inline]
    pub fn uniform(&self, stream: Stream, entity: Entity, quarter: Quarter) -> f64 {
        self.nth_uniform(stream, entity, quarter, 0, 0)
    }

    /// One uniform for a pair: of the entity and an `other` party.
    #[inline]
    pub fn pair_uniform(
        &self,
        stream: Stream,
        entity: Entity,
        quarter: Quarter,
        other: u32,
    ) -> f64 {
        self.nth_uniform(stream, entity, quarter, other, 0)
    }

    /// The uniform of draw number `draw` for the entity and an `other` party.
    #[inline]
    pub fn nth_uniform(
        &self,
        stream: Stream,
        entity: Entity,
        quarter: Quarter,
        other: u32,
        draw: u16,
    ) -> f64 {
        let words = philox4x32(self.key, counter(stream, entity, quarter, other, draw));
        lane(words, stream as usize % 2)
    }

    /// Columns of uniforms for a stream with an even number and its neighbour,
    /// one row an entity.
    ///
    /// # Panics
    /// If the number of `even` is odd or the lengths differ.
    pub fn pair_columns(
        &self,
        even: Stream,
        quarter: Quarter,
        entities: &[Entity],
        first: &mut [f64],
        second: &mut [f64],
    ) {
        assert!(even as u16 % 2 == 0);
        assert!(entities.len() == first.len() && entities.len() == second.len());
        for (i, &entity) in entities.iter().enumerate() {
            let words = philox4x32(self.key, counter(even, entity, quarter, 0, 0));
            first[i] = lane(words, 0);
            second[i] = lane(words, 1);
        }
    }

    /// A generator for `rand`'s traits that starts at the given address and
    /// counts draws upwards.
    pub fn rng(&self, stream: Stream, entity: Entity, quarter: Quarter) -> StreamRng {
        StreamRng {
            streams: *self,
            stream,
            entity,
            quarter,
            draw: 0,
        }
    }
}

/// A sequence of draws at one address, for samplers that need several.
#[derive(Clone, Debug)]
pub struct StreamRng {
    streams: Streams,
    stream: Stream,
    entity: Entity,
    quarter: Quarter,
    draw: u16,
}

impl StreamRng {
    /// The next uniform in the open interval (0, 1).
    pub fn uniform(&mut self) -> f64 {
        let u = self
            .streams
            .nth_uniform(self.stream, self.entity, self.quarter, 0, self.draw);
        self.draw += 1;
        u
    }
}

#[inline]
fn counter(stream: Stream, entity: Entity, quarter: Quarter, other: u32, draw: u16) -> [u32; 4] {
    [
        entity.id,
        (entity.generation << 16) | (quarter.0 as u32 & 0xFFFF),
        (u32::from(stream as u16 / 2) << 16) | u32::from(draw),
        other,
    ]
}

/// 53 of 64 bits, moved to the middle of their cell: never 0, never 1.
#[inline]
fn lane(words: [u32; 4], lane: usize) -> f64 {
    let bits = (u64::from(words[2 * lane + 1]) << 32) | u64::from(words[2 * lane]);
    ((bits >> 12) as f64 + 0.5) * (1.0 / (1u64 << 52) as f64)
}

/// The finaliser of SplitMix64, a bijection: runs of one seed never collide.
fn mix64(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
