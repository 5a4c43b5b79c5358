//! What follows from a scenario before any run: names resolved, tables computed once.

mod event;
mod incentives;
mod model;
mod switching;
mod tenure;
mod two_tasks;

pub(crate) use event::{PreparedCondition, PreparedEvent, PreparedTrigger};
pub(crate) use incentives::{Evaluation, Outcomes, reward, score};
pub use model::Model;
pub(crate) use model::PreparedUnit;
pub(crate) use two_tasks::split;
pub use two_tasks::two_task_optimum;
