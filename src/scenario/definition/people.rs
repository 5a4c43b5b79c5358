//! People: how they differ, work, feel, leave and are hired.

use serde::{Deserialize, Serialize};

/// How people differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// Spread of research skill (standard deviation of the logarithm).
    pub research_skill_sigma: f64,
    /// Spread of product skill (standard deviation of the logarithm).
    pub product_skill_sigma: f64,
    /// Correlation of the two skills (of their logarithms).
    pub skill_correlation: f64,
    /// Spread of know-how.
    pub know_how_sigma: f64,
    /// Correlation of know-how with skill in the person's own role (of their logarithms).
    pub know_how_skill_correlation: f64,
    /// Share of researchers without any taste for publishing.
    pub taste_none_share: f64,
    /// Median taste for publishing among those who have one.
    pub taste_median: f64,
    /// Spread of that taste (standard deviation of the logarithm).
    pub taste_sigma: f64,
    /// Correlation of taste with research skill (of their logarithms).
    pub taste_skill_correlation: f64,
    /// Share of people in the junior career stage.
    pub junior_share: f64,
    /// Share of people in the senior career stage.
    pub senior_share: f64,
}

/// Teams, crews and working ties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teams {
    /// Researchers in a crew, the smallest group that shares projects (people).
    pub crew_size: u32,
    /// People in a team that is not mixed (people).
    pub team_size: u32,
    /// People in each team who manage it alongside their other work (people).
    pub managers_per_team: u32,
    /// Share of a manager's time spent on managing.
    pub management_load: f64,
    /// Number of working ties that a person maintains (ties).
    pub ties_per_person: u32,
    /// Probability per quarter that one of a person's ties is replaced.
    pub tie_renewal: f64,
    /// Probability per quarter that a person replaces a broken tie.
    pub tie_repair: f64,
    /// Share of what partners do not yet share of each other's know-how that they come to share
    /// in a quarter.
    pub acquaintance: f64,
}

/// The two-task effort problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EffortChoice {
    /// Curvature c of the cost of effort on one task, in the two-task problem.
    pub own_cost: f64,
    /// Substitution g between the two tasks.
    pub substitution: f64,
    /// Weight of intrinsic taste, relative to the employer's incentives.
    pub intrinsic_weight: f64,
    /// Share of the gap to the optimum that effort closes in a quarter.
    pub adjustment: f64,
}

/// From effort to effective effort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Loss from working on several projects.
    pub context_switching: ContextSwitching,
    /// Share of effort lost to switching at two or more projects ("tregubov").
    pub switching_loss: f64,
    /// Productivity of a newcomer in the first quarter, relative to full productivity.
    pub ramp_start: f64,
    /// Quarters until a newcomer is fully productive (quarters).
    pub ramp_quarters: u32,
    /// Mentors' time per newcomer while the newcomer ramps up (full-time equivalents).
    pub mentor_load: f64,
    /// Share of the research skill of somebody without ties to other researchers that a field
    /// of normal speed (obsolescence_rate 0.05) leaves behind.
    pub currency_loss: f64,
    /// Share of effective effort lost right after a change of structure.
    pub reorganisation_dip: f64,
    /// Share of that loss that remains a quarter later.
    pub dip_persistence: f64,
    /// Probability that a tie breaks when the structure changes.
    pub tie_breakage: f64,
    /// Effective product effort that one feature takes (person-quarters).
    pub feature_effort: f64,
}

/// The loss from serving several projects at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContextSwitching {
    /// Nothing is lost.
    None,
    /// A share from two projects on (Tregubov et al. 2017).
    Tregubov,
    /// 20, 40, 60 and 75 percent at 2 to 5 projects (Weinberg 1992).
    Weinberg,
}

/// Appraisal and satisfaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Satisfaction {
    /// Share of the gap to its target that satisfaction closes in a quarter.
    pub adjustment: f64,
    /// Share of the gap to experience that expectations close in a quarter.
    pub expectation_adjustment: f64,
    /// Share of the gap to the outcomes of the quarter that appraised outcomes close.
    pub outcome_adjustment: f64,
    /// Effect of realised rewards above expectations.
    pub reward: f64,
    /// Effect of autonomy.
    pub autonomy: f64,
    /// Share of that effect that rests on the level of autonomy compared with that elsewhere,
    /// to which people do not adapt.
    pub autonomy_level: f64,
    /// Autonomy that researchers would have elsewhere.
    pub market_autonomy: f64,
    /// Effect of spending no time on research that may be published, on somebody with an
    /// unlimited taste for it.
    pub goal_fit: f64,
    /// Effect of instability.
    pub stability: f64,
    /// Instability while a change of structure is announced but has not happened yet.
    pub announcement: f64,
    /// Effect on researchers of a reputation of two, compared with one.
    pub prestige: f64,
    /// Effect of vacancies.
    pub vacancies: f64,
    /// Fall in the satisfaction of those tied to somebody whose departure is an event of the
    /// scenario.
    pub departure: f64,
    /// Effect of relative pay, a personal trait in standard deviations.
    pub pay: f64,
    /// Spread of satisfaction among people who meet the same, wherever they work (standard
    /// deviation).
    pub disposition: f64,
    /// Standard deviation of the quarterly noise in satisfaction.
    pub noise: f64,
}

/// Who leaves, and where to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabourMarket {
    /// Exit hazard of an average person of long tenure without a shock (per quarter).
    pub base_hazard: f64,
    /// Hazard at its early peak relative to that at long tenure.
    pub early_peak_ratio: f64,
    /// Tenure at the peak of the hazard (quarters).
    pub peak_tenure: f64,
    /// Decrease in the log hazard per standard deviation of satisfaction.
    pub satisfaction: f64,
    /// Decrease in the log hazard per standard deviation of embeddedness.
    pub embeddedness: f64,
    /// Standard deviations of embeddedness lost when all ties are broken.
    pub tie_embeddedness: f64,
    /// Increase in the log hazard per standard deviation of outside alternatives.
    pub alternatives: f64,
    /// Correlation of outside alternatives with skill in the person's own role.
    pub alternatives_skill_correlation: f64,
    /// Increase in the hazard of team mates per exit in the team, for two quarters.
    pub contagion: f64,
    /// Increase in the hazard of team mates per dismissal in the team, for two quarters.
    pub contagion_of_layoffs: f64,
    /// Increase in the hazard of those who stay, in the quarter of a layoff of a tenth of the
    /// unit's people.
    pub survivor_effect: f64,
    /// Share of that increase that remains a quarter later.
    pub survivor_persistence: f64,
    /// Probability that a shock reaches a person in a quarter.
    pub shock_probability: f64,
    /// Increase in the log hazard in a quarter with a shock.
    pub shock_effect: f64,
    /// Spread of unexplained differences in the log hazard.
    pub frailty_sigma: f64,
    /// Share of leavers who go to a competitor.
    pub to_competitor: f64,
    /// Share of leavers who found or join a start-up of leavers.
    pub to_startup: f64,
    /// Share of leavers who go to academia.
    pub to_academia: f64,
    /// Share of leavers who go elsewhere.
    pub to_elsewhere: f64,
    /// Log odds of leaving for a start-up rather than elsewhere, per standard deviation of skill in
    /// the person's own role.
    pub startup_skill: f64,
}

/// How vacancies are filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hiring {
    /// Median time to fill a vacancy (quarters).
    pub fill_median: f64,
    /// Spread of the time to fill (standard deviation of the logarithm).
    pub fill_sigma: f64,
    /// Elasticity of the time to fill a researcher's seat with respect to reputation (with the sign
    /// reversed).
    pub fill_reputation: f64,
    /// Difference in research skill between a researcher hired at reputation two and one hired at
    /// reputation one, in standard deviations.
    pub quality_reputation: f64,
    /// How strongly researchers select employers (log probability per sd).
    pub sorting: f64,
    /// Share of researcher vacancies that product approves in a quarter when it controls the whole
    /// budget.
    pub product_approval: f64,
}

/// Reputation as a research employer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reputation {
    /// Share of the gap to its signal that reputation closes in a quarter.
    pub adjustment: f64,
    /// Accepted papers per researcher seat at which the signal is one (papers per quarter).
    pub reference_papers: f64,
    /// Upper limit of the signal.
    pub ceiling: f64,
}
