//! What follows from a scenario before any run: names resolved, tables computed once.

mod acquaintance;
mod event;
mod incentives;
mod laboratory;
mod model;
mod offer;
mod plan;
mod rest;
mod structure;
mod switching;
mod tenure;
mod two_tasks;

pub(crate) use event::{PreparedCondition, PreparedEvent, PreparedTrigger};
pub(crate) use incentives::{Evaluation, Outcomes, reward, score};
pub use model::Model;
pub(crate) use model::PreparedUnit;
pub(crate) use offer::{Offer, preference};
pub(crate) use rest::{
    LEAST_REPUTATION, NORMAL_SPEED, approval, prestige, time_to_fill, vacancies,
};
pub(crate) use tenure::{CAREER, CONTAGION_QUARTERS};
pub(crate) use two_tasks::split;
pub use two_tasks::two_task_optimum;
