//! Units, what people in them are rewarded for, and the structures that couple research and
//! product.

use serde::{Deserialize, Serialize};

use crate::measures::Role;

/// An organisational unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Researchers' seats in the unit at the start of quarter 0 (people).
    pub researchers: u32,
    /// Product engineers' seats in the unit at the start of quarter 0 (people).
    pub engineers: u32,
    /// Growth in its seats a quarter until quarter 0 (share per quarter).
    pub past_growth: f64,
    /// Growth in its seats a quarter from quarter 0 on (share per quarter).
    pub growth: f64,
    /// Exit hazard of its people relative to that of others with the same traits.
    pub exit_ratio: f64,
    /// Completed quarters of tenure of the researchers who are there at the start of quarter 0
    /// (quarters).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub researcher_tenures: Vec<u32>,
    /// The same of the product engineers (quarters).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub engineer_tenures: Vec<u32>,
    /// Structure of the unit.
    pub structure: String,
    /// Incentive function of the unit's researchers.
    pub researcher_incentive: String,
    /// Incentive function of the unit's engineers.
    pub engineer_incentive: String,
}

/// What people of each role are like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Of researchers.
    pub researcher: RoleIncentives,
    /// Of product engineers.
    pub engineer: RoleIncentives,
}

/// How much people of a role tend to leave, and their incentive functions by career stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleIncentives {
    /// Exit hazard of people of the role relative to that of others with the same traits
    /// (ratio).
    pub exit_ratio: f64,
    /// Incentive function: the name of one of the scenario.
    pub incentive: String,
    /// That of juniors; empty: as above.
    pub junior_incentive: String,
    /// That of seniors; empty: as above.
    pub senior_incentive: String,
}

/// An incentive function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incentive {
    /// Form of the reward.
    pub form: IncentiveForm,
    /// Score at which a quota pays half its bonus.
    pub quota: f64,
    /// Width of the range of scores over which the bonus rises.
    pub quota_width: f64,
    /// Weight of submitted papers.
    pub papers: f64,
    /// Weight of citations (the quality of finished research).
    pub citations: f64,
    /// Weight of open-source work.
    pub open_source: f64,
    /// Weight of user engagement (features of the person's own team).
    pub engagement: f64,
    /// Weight of revenue (features and breakthroughs that the unit ships).
    pub revenue: f64,
    /// Weight of shipping speed (product effort of the person's own team).
    pub shipping_speed: f64,
}

/// The form in which a score is rewarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncentiveForm {
    /// In proportion to the score.
    Linear,
    /// A bonus around a threshold.
    Quota,
    /// By the score relative to the peers of the team.
    Relative,
}

/// A structure: how research and product are coupled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    /// Share of the researchers' agenda that product managers control.
    pub technical_control: f64,
    /// Share of a researcher's appraisal that rests on product outcomes.
    pub evaluation_weight: f64,
    /// Incentive function used for the product share of the appraisal.
    pub product_evaluation: String,
    /// How long a research project is left alone before it must show relevance (quarters).
    pub runway_quarters: u32,
    /// Probability that a new working tie connects a researcher and an engineer.
    pub cross_ties: f64,
    /// Assignments a researcher works on at the same time (projects).
    pub concurrent_assignments: f64,
    /// Share of the research crews that sit in mixed teams with engineers under a product
    /// manager.
    pub mixed_teams: f64,
    /// Role of those who manage a mixed team.
    pub managed_by: Role,
    /// Share of finished research that may be published.
    pub publication_share: f64,
    /// Quarters between decisions of the adoption gate (quarters).
    pub gate_interval_quarters: u32,
    /// Minimum readiness of a breakthrough to pass the adoption gate.
    pub gate_readiness: f64,
    /// Minimum product relevance of a breakthrough to pass the adoption gate.
    pub gate_relevance: f64,
    /// Share of the control over compute and headcount that lies with product.
    pub product_budget_control: f64,
}
