//! Research: topics, projects, papers and the way into the product.

use serde::{Deserialize, Serialize};

/// A topic of research.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Share of the crews of each unit that work on the topic.
    pub share: f64,
    /// Rate at which its researchers submit papers, relative to other topics.
    pub submission_factor: f64,
    /// Rate of product requests to its projects, relative to other topics.
    pub request_factor: f64,
}

/// A venue of papers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Share of submissions, including resubmissions, that go to the venue.
    pub share: f64,
    /// Odds that a review accepts a paper, relative to those given by papers.acceptance.
    pub acceptance_odds: f64,
    /// Citations of a paper published there, relative to other venues.
    pub citation_factor: f64,
}

/// Product requests and reviews.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    /// Product requests per research project (per quarter).
    pub request_rate: f64,
    /// Share of a project's tacit progress that survives a pivot.
    pub retained_progress: f64,
    /// Share of the missing relevance that a pivot adds.
    pub relevance_gain: f64,
    /// Probability that a review after the runway cancels a project of zero relevance.
    pub review_strictness: f64,
}

/// Research projects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Research {
    /// Number of researchers staffed on a project (people).
    pub project_staff: f64,
    /// Share of new projects that are exploratory when the runway is long enough.
    pub exploratory_share: f64,
    /// Mean effort that an exploratory project takes (person-quarters).
    pub exploratory_effort: f64,
    /// Mean effort that an incremental project takes (person-quarters).
    pub incremental_effort: f64,
    /// Spread of project effort (standard deviation of the logarithm).
    pub effort_sigma: f64,
    /// Spread of the quality of exploratory projects (standard deviation of the logarithm).
    pub exploratory_sigma: f64,
    /// Spread of the quality of incremental projects.
    pub incremental_sigma: f64,
    /// Elasticity of quality in the mean research skill of the crew.
    pub skill_elasticity: f64,
    /// Elasticity of a project's progress in the research skill of those who work on it.
    pub pace_elasticity: f64,
    /// Weight of the know-how of a crew's partners in the quality of its projects, relative to
    /// what the crew knows itself.
    pub know_how: f64,
    /// Share of the own part of what is done on a crew's projects that somebody who leaves
    /// takes along.
    pub taken_progress: f64,
    /// Minimum quality of a finished project that counts as a hit.
    pub hit_quality: f64,
    /// Quality below which a finished project counts as a flop.
    pub flop_quality: f64,
    /// Minimum quality of a finished project that is a breakthrough, which may become a product.
    pub breakthrough_quality: f64,
    /// Mean product relevance of a new exploratory project.
    pub exploratory_relevance: f64,
    /// Mean product relevance of a new incremental project.
    pub incremental_relevance: f64,
    /// Mean product relevance of a new project chosen by product managers.
    pub requested_relevance: f64,
    /// Features that finished requested work is worth for each feature's effort that it took,
    /// at full closeness to product, full relevance and a quality of one.
    pub requested_yield: f64,
}

/// The paper pipeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Papers that a researcher of average skill submits at full research effort (papers per
    /// quarter).
    pub submission_rate: f64,
    /// Probability that a review accepts a paper.
    pub acceptance: f64,
    /// Probability that a rejected paper is submitted again.
    pub resubmission: f64,
    /// Mean time from submission to decision (quarters).
    pub review_quarters: f64,
    /// Maximum number of times that a paper is submitted (rounds).
    pub most_rounds: u32,
    /// Elasticity of a crew's submissions with respect to the tacit progress of its projects,
    /// relative to half-finished projects.
    pub progress_elasticity: f64,
    /// Median number of lifetime citations of a paper of median quality (citations).
    pub citation_median: f64,
    /// Spread of citations among papers of the same quality (standard deviation of the logarithm).
    pub citation_sigma: f64,
    /// Elasticity of citations with respect to the quality of the crew's finished projects.
    pub citation_elasticity: f64,
    /// Share of a paper's remaining citations that it receives in a quarter.
    pub citation_rate: f64,
}

/// From breakthrough to shipped product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Rate at which a breakthrough is noticed at full awareness (per quarter).
    pub notice_rate: f64,
    /// Awareness through publication alone, without ties between research and product.
    pub published_awareness: f64,
    /// Rate at which a noticed breakthrough of full relevance is adopted (per quarter).
    pub adoption_rate: f64,
    /// Knowledge of research among engineers at which absorptive capacity is half its upper
    /// limit.
    pub absorptive_half: f64,
    /// Share of that knowledge that remains a quarter later.
    pub absorptive_persistence: f64,
    /// Knowledge of research that engineers have without ties to researchers.
    pub engineers_knowledge: f64,
    /// Readiness of a new breakthrough.
    pub initial_readiness: f64,
    /// Share of the readiness still missing that is gained in a quarter.
    pub readiness_gain: f64,
    /// Erlang stages of hardening (stages).
    pub hardening_stages: u32,
    /// Erlang stages of integration (stages).
    pub integration_stages: u32,
    /// Completion rate of a stage at full capacity and involvement (per quarter).
    pub stage_rate: f64,
    /// Mean tacitness of a breakthrough.
    pub tacitness: f64,
    /// Half-width of the range of tacitness around its mean.
    pub tacitness_spread: f64,
    /// Share of ties between research and product at which researchers are fully involved.
    pub full_involvement_ties: f64,
    /// Engineers needed for one breakthrough in transfer (people).
    pub engineers_per_transfer: f64,
    /// Hazard of abandonment of a breakthrough of full readiness (per quarter).
    pub abandonment_rate: f64,
    /// Additional hazard of abandonment of a breakthrough of zero readiness (per quarter).
    pub immaturity_rate: f64,
    /// Speed of the field (per quarter).
    pub obsolescence_rate: f64,
}
