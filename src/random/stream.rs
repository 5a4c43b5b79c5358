//! The purposes of randomness that the model of organisations has.

use super::Purpose;

macro_rules! streams {
    ($($(#[$meta:meta])* $name:ident = $number:literal,)*) => {
        /// A purpose of randomness.
        ///
        /// Two neighbours (2k, 2k + 1) share one generator block, so that both can be
        /// drawn at once ([`super::Streams::pair_columns`]). The numbers are part of the
        /// results: a purpose keeps its number for ever, a new one takes the next.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Stream {
            $($(#[$meta])* $name = $number,)*
        }

        impl Stream {
            /// All purposes, in the order of their numbers.
            pub const ALL: [Self; [$($number),*].len()] = [$(Self::$name),*];
        }
    };
}

streams! {
    /// Whether a person leaves in a quarter.
    ExitDecision = 0,
    /// Whether a shock reaches a person in a quarter.
    Shock = 1,
    /// Quarterly noise in a person's satisfaction.
    SatisfactionNoise = 2,
    /// Number of papers that a researcher submits in a quarter.
    PaperSubmission = 3,
    /// Whether and which of a person's ties is replaced.
    TieRenewal = 4,
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
    /// Whether product managers set a new project.
    ProjectOrigin = 35,
    /// Who is dismissed in a layoff.
    Layoff = 36,
    /// Whether product approves a vacancy.
    VacancyApproval = 37,
    /// Venue to which a paper is submitted.
    Venue = 38,
    /// Citations that a paper gathers in its life.
    Citations = 39,
    /// Whether a planned training run starts.
    FlagshipStart = 40,
    /// Length of a training run.
    FlagshipLength = 41,
    /// Restarts of a training run.
    FlagshipRestarts = 42,
    /// Capability of a generation of the flagship.
    FlagshipCapability = 43,
    /// Open models that the organisation releases.
    OpenModels = 44,
    /// Open models that competitors release.
    CompetitorModels = 45,
    /// Whether somebody who leaves for a start-up founds it.
    Founding = 46,
    /// What becomes of a start-up by leavers.
    StartupFate = 47,
    /// Parameter values of an audit: the point within a stratum and the order
    /// of the strata.
    ParameterDraw = 48,
    /// How satisfied a person is wherever they work.
    Disposition = 49,
    /// Whether somebody accepts an offer.
    OfferAccepted = 50,
    /// What a person knows that others lack, given the skill.
    KnowHow = 51,
    /// Day of a quarter on which records have something.
    RecordedDay = 52,
    /// Steps of walkers through a posterior.
    PosteriorWalk = 53,
}

impl Purpose for Stream {
    #[inline]
    fn number(self) -> u8 {
        self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::super::purpose::{block, lane};
    use super::*;

    #[test]
    fn every_purpose_has_a_lane_of_its_own() {
        let mut lanes: Vec<_> = Stream::ALL
            .map(|stream| (block(stream.number()), lane(stream.number())))
            .into();
        assert!(
            lanes.is_sorted(),
            "purposes stand in the order of their numbers"
        );
        lanes.dedup();
        assert_eq!(lanes.len(), Stream::ALL.len());
    }
}
