//! What research shares with others, and what surrounds it: compute, the flagship, the market,
//! prices.

use serde::{Deserialize, Serialize};

/// GPUs: who asks for them, and who gets them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compute {
    /// Compute capacity of the organisation (GPUs).
    pub gpus: u32,
    /// GPUs requested by a research project on which its staff works full-time (GPUs).
    pub gpus_per_project: f64,
    /// GPUs requested per engineer, for serving and training products (GPUs).
    pub gpus_per_engineer: f64,
    /// Research share of the capacity when research controls the budget.
    pub research_share_own: f64,
    /// Research share of the capacity when product controls the budget.
    pub research_share_product: f64,
    /// Share of the capacity left unused by one side that the other may use.
    pub backfill: f64,
    /// Elasticity of research progress with respect to the share of the requested compute that is
    /// granted.
    pub elasticity: f64,
}

/// The flagship model, generation by generation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flagship {
    /// Quarters between the planned starts of successive generations (quarters).
    pub interval_quarters: u32,
    /// Share of the readiness still missing that a quarter of full focus adds.
    pub build_rate: f64,
    /// Share of the readiness that a quarter without any focus loses.
    pub loss_rate: f64,
    /// Share of the readiness that carries over to the next generation.
    pub carry_over: f64,
    /// Readiness at which a planned training run starts with probability one half in a quarter.
    pub start_readiness: f64,
    /// Width of that decision.
    pub start_width: f64,
    /// Share of the capacity that is reserved for a training run.
    pub compute_share: f64,
    /// Length of a training run with the initial capacity and normal goodput, without restarts
    /// (days).
    pub run_days: f64,
    /// Share of a training run's time that is effective training.
    pub goodput: f64,
    /// Spread of the length (standard deviation of the logarithm).
    pub length_sigma: f64,
    /// Restarts from a checkpoint in a training run of normal length at zero readiness (restarts).
    pub restarts: f64,
    /// Days that a restart costs (days).
    pub restart_days: f64,
    /// Latent capability of a generation with full readiness and unreduced scale.
    pub capability: f64,
    /// Increase in the latent capability per unit of the logarithm of readiness.
    pub routing_gain: f64,
    /// Increase in the latent capability per unit of the logarithm of scale.
    pub scale_gain: f64,
    /// Standard deviation of the latent capability.
    pub capability_sigma: f64,
}

/// Open models, competitors and start-ups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// Open models that the organisation releases per researcher seat at an average amount of
    /// open-source work (per quarter).
    pub release_rate: f64,
    /// Attention for a released flagship relative to that for another open model.
    pub flagship_attention: f64,
    /// Share of the attention for open models that remains a quarter later.
    pub attention_persistence: f64,
    /// Downloads of all open models, the organisation's and competitors' (million per month).
    pub downloads: f64,
    /// Open models that competitors release without people from the organisation (per quarter).
    pub competitor_releases: f64,
    /// Relative increase in competitors' releases if their stock of leavers is as large as the
    /// organisation's research.
    pub talent_gain: f64,
    /// Share of the stock of leavers, weighted by research skill, that remains a quarter later.
    pub talent_persistence: f64,
    /// Share of those leaving for a start-up who found one.
    pub founder_share: f64,
    /// Hazard of a start-up of leavers becoming a direct competitor (per quarter).
    pub competitor_hazard: f64,
    /// Hazard of a start-up of leavers closing (per quarter).
    pub closure_hazard: f64,
    /// Open models that a direct competitor releases (per quarter).
    pub startup_releases: f64,
}

/// Prices; nothing in the model depends on them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Cost of a researcher, including everything on top of pay (thousand dollars per year).
    pub researcher_cost: f64,
    /// Cost of an engineer, including everything on top of pay (thousand dollars per year).
    pub engineer_cost: f64,
    /// Cost of replacing somebody, as a share of the yearly cost.
    pub replacement_share: f64,
    /// Price of a GPU (dollars per hour).
    pub gpu_hour: f64,
    /// Value of a product feature (thousand dollars).
    pub feature_value: f64,
    /// Value of a shipped breakthrough of median quality and full relevance (thousand dollars).
    pub breakthrough_value: f64,
    /// Mean time after shipping at which that value is earned (quarters).
    pub earning_quarters: f64,
}
