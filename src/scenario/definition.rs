//! The validated input of a simulation.
//!
//! The meaning, unit, range and source of every field stand in
//! `default.toml` under the same path; `orgsim explain` prints them.
#![allow(missing_docs)]

use super::event_definition::Event;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A complete, validated scenario: immutable from here on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub title: String,
    pub description: String,
    pub simulation: Simulation,
    pub mechanisms: Mechanisms,
    pub units: IndexMap<String, Unit>,
    pub roles: Roles,
    pub incentives: IndexMap<String, Incentive>,
    pub structures: IndexMap<String, Structure>,
    pub topics: IndexMap<String, Topic>,
    pub venues: IndexMap<String, Venue>,
    pub people: People,
    pub teams: Teams,
    pub agenda: Agenda,
    pub effort: EffortChoice,
    pub work: Work,
    pub research: Research,
    pub papers: Papers,
    pub transfer: Transfer,
    pub satisfaction: Satisfaction,
    pub labour_market: LabourMarket,
    pub hiring: Hiring,
    pub reputation: Reputation,
    pub compute: Compute,
    pub flagship: Flagship,
    pub market: Market,
    pub money: Money,
    pub events: IndexMap<String, Event>,
}

impl Scenario {
    /// Most units of a scenario: a seat's identifier has seven bits for its unit.
    pub const MOST_UNITS: usize = 128;
}

/// How long, how often and under which seed to simulate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulation {
    pub quarters: u32,
    pub burn_in_quarters: u32,
    pub seed: u64,
    pub runs: u64,
    pub max_runs: u64,
    pub batch_size: u32,
    pub confidence_level: f64,
    pub latency_horizon_quarters: u32,
}

/// Switches; a mechanism that is off is an exact null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanisms {
    pub pivots: bool,
    pub runway_review: bool,
    pub runway_choice: bool,
    pub adaptive_effort: bool,
    pub mentoring: bool,
    pub ramp_up: bool,
    pub reorganisation_dip: bool,
    pub tie_breakage: bool,
    pub awareness: bool,
    pub absorptive_capacity: bool,
    pub tacit_involvement: bool,
    pub satisfaction: bool,
    pub tenure_hazard: bool,
    pub vesting: bool,
    pub shocks: bool,
    pub contagion: bool,
    pub embeddedness: bool,
    pub alternatives: bool,
    pub frailty: bool,
    pub exits: bool,
    pub hiring: bool,
    pub reputation: bool,
    pub compute: bool,
    pub budget_control: bool,
    pub flagship: bool,
    pub anticipation: bool,
    pub survivors: bool,
    pub talent_outflow: bool,
}

/// An organisational unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub researchers: u32,
    pub engineers: u32,
    pub structure: String,
    pub researcher_incentive: String,
    pub engineer_incentive: String,
}

/// What each role is rewarded for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    pub researcher: RoleIncentives,
    pub engineer: RoleIncentives,
}

/// Incentive functions of a role, by career stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleIncentives {
    pub incentive: String,
    pub junior_incentive: String,
    pub senior_incentive: String,
}

/// An incentive function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incentive {
    pub form: IncentiveForm,
    pub quota: f64,
    pub quota_width: f64,
    pub papers: f64,
    pub citations: f64,
    pub open_source: f64,
    pub engagement: f64,
    pub revenue: f64,
    pub shipping_speed: f64,
}

/// A structure: how research and product are coupled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    pub technical_control: f64,
    pub evaluation_weight: f64,
    pub product_evaluation: String,
    pub runway_quarters: u32,
    pub cross_ties: f64,
    pub concurrent_assignments: f64,
    pub mixed_teams: f64,
    pub publication_share: f64,
    pub gate_interval_quarters: u32,
    pub gate_readiness: f64,
    pub gate_relevance: f64,
    pub product_budget_control: f64,
}

/// A topic of research.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub share: f64,
    pub submission_factor: f64,
    pub request_factor: f64,
}

/// A venue of papers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    pub share: f64,
    pub acceptance_odds: f64,
    pub citation_factor: f64,
}

/// How people differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub research_skill_sigma: f64,
    pub product_skill_sigma: f64,
    pub skill_correlation: f64,
    pub taste_none_share: f64,
    pub taste_median: f64,
    pub taste_sigma: f64,
    pub taste_skill_correlation: f64,
    pub junior_share: f64,
    pub senior_share: f64,
    pub initial_tenure_quarters: f64,
}

/// Teams, crews and working ties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teams {
    pub crew_size: u32,
    pub team_size: u32,
    pub managers_per_team: u32,
    pub management_load: f64,
    pub ties_per_person: u32,
    pub tie_renewal: f64,
    pub tie_repair: f64,
}

/// Product requests and reviews.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    pub request_rate: f64,
    pub retained_progress: f64,
    pub relevance_gain: f64,
    pub review_strictness: f64,
}

/// The two-task effort problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EffortChoice {
    pub own_cost: f64,
    pub substitution: f64,
    pub intrinsic_weight: f64,
    pub adjustment: f64,
}

/// From effort to effective effort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    pub context_switching: ContextSwitching,
    pub switching_loss: f64,
    pub ramp_start: f64,
    pub ramp_quarters: u32,
    pub mentor_load: f64,
    pub reorganisation_dip: f64,
    pub dip_persistence: f64,
    pub tie_breakage: f64,
    pub feature_effort: f64,
}

/// Research projects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Research {
    pub project_staff: f64,
    pub exploratory_share: f64,
    pub exploratory_effort: f64,
    pub incremental_effort: f64,
    pub effort_sigma: f64,
    pub exploratory_sigma: f64,
    pub incremental_sigma: f64,
    pub skill_elasticity: f64,
    pub hit_quality: f64,
    pub flop_quality: f64,
    pub breakthrough_quality: f64,
    pub exploratory_relevance: f64,
    pub incremental_relevance: f64,
    pub requested_relevance: f64,
}

/// The paper pipeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    pub submission_rate: f64,
    pub acceptance: f64,
    pub resubmission: f64,
    pub review_quarters: f64,
    pub most_rounds: u32,
    pub progress_elasticity: f64,
    pub citation_median: f64,
    pub citation_sigma: f64,
    pub citation_elasticity: f64,
    pub citation_rate: f64,
}

/// From breakthrough to shipped product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    pub notice_rate: f64,
    pub published_awareness: f64,
    pub adoption_rate: f64,
    pub absorptive_half: f64,
    pub absorptive_persistence: f64,
    pub initial_readiness: f64,
    pub readiness_gain: f64,
    pub hardening_stages: u32,
    pub integration_stages: u32,
    pub stage_rate: f64,
    pub tacitness: f64,
    pub tacitness_spread: f64,
    pub full_involvement_ties: f64,
    pub engineers_per_transfer: f64,
    pub engineer_share: f64,
    pub abandonment_rate: f64,
    pub immaturity_rate: f64,
    pub obsolescence_rate: f64,
}

/// Appraisal and satisfaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Satisfaction {
    pub adjustment: f64,
    pub expectation_adjustment: f64,
    pub outcome_adjustment: f64,
    pub reward: f64,
    pub autonomy: f64,
    pub goal_fit: f64,
    pub stability: f64,
    pub announcement: f64,
    pub departure: f64,
    pub pay: f64,
    pub noise: f64,
}

/// Who leaves, and where to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabourMarket {
    pub base_hazard: f64,
    pub early_peak_ratio: f64,
    pub peak_tenure: f64,
    pub vesting_hold: f64,
    pub vesting_tenure: u32,
    pub satisfaction: f64,
    pub embeddedness: f64,
    pub tie_embeddedness: f64,
    pub alternatives: f64,
    pub alternatives_skill_correlation: f64,
    pub contagion: f64,
    pub survivor_effect: f64,
    pub survivor_persistence: f64,
    pub shock_probability: f64,
    pub shock_effect: f64,
    pub frailty_sigma: f64,
    pub to_competitor: f64,
    pub to_startup: f64,
    pub to_academia: f64,
    pub to_elsewhere: f64,
    pub startup_skill: f64,
}

/// How vacancies are filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hiring {
    pub fill_median: f64,
    pub fill_sigma: f64,
    pub fill_reputation: f64,
    pub quality_reputation: f64,
    pub product_approval: f64,
}

/// Reputation as a research employer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reputation {
    pub adjustment: f64,
    pub reference_papers: f64,
    pub ceiling: f64,
}

/// GPUs: who asks for them, and who gets them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compute {
    pub gpus: u32,
    pub gpus_per_project: f64,
    pub gpus_per_engineer: f64,
    pub research_share_own: f64,
    pub research_share_product: f64,
    pub backfill: f64,
    pub elasticity: f64,
}

/// The flagship model, generation by generation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flagship {
    pub interval_quarters: u32,
    pub build_rate: f64,
    pub loss_rate: f64,
    pub carry_over: f64,
    pub start_readiness: f64,
    pub start_width: f64,
    pub compute_share: f64,
    pub run_days: f64,
    pub goodput: f64,
    pub length_sigma: f64,
    pub restarts: f64,
    pub restart_days: f64,
    pub capability: f64,
    pub routing_gain: f64,
    pub scale_gain: f64,
    pub capability_sigma: f64,
}

/// Open models, competitors and start-ups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    pub release_rate: f64,
    pub flagship_attention: f64,
    pub attention_persistence: f64,
    pub downloads: f64,
    pub competitor_releases: f64,
    pub talent_gain: f64,
    pub talent_persistence: f64,
    pub founder_share: f64,
    pub competitor_hazard: f64,
    pub closure_hazard: f64,
    pub startup_releases: f64,
}

/// Prices; nothing in the model depends on them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    pub researcher_cost: f64,
    pub engineer_cost: f64,
    pub replacement_share: f64,
    pub gpu_hour: f64,
    pub feature_value: f64,
    pub breakthrough_value: f64,
}

/// The form in which a score is rewarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncentiveForm {
    Linear,
    Quota,
    Relative,
}

/// The loss from serving several projects at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContextSwitching {
    None,
    Tregubov,
    Weinberg,
}
