//! What happens in a quarter, phase by phase.
//!
//! A phase is a struct of the parts of the organisation that it reads (`&`) and writes
//! (`&mut`), with one method that runs it. What others may want to know of it, it pushes
//! as events. `quarter` has the phases in their order; what stands beside them here
//! happens in several of them: people apply, settle, sit down and leave, projects are set up.

mod agenda;
mod applicants;
mod appraisal;
mod compute;
mod effort;
mod flagship;
mod hiring;
mod labour_market;
mod leaving;
mod market;
mod papers;
mod product;
mod projects;
mod research;
mod seating;
mod settling;
mod ties;
mod transfer;
mod work;

pub(super) use agenda::Agenda;
pub(super) use applicants::Applicants;
pub(super) use appraisal::Appraisal;
pub(super) use compute::Compute;
pub(super) use effort::Effort;
pub(super) use flagship::Flagship;
pub(super) use hiring::{Hiring, move_reputation};
pub(super) use labour_market::LabourMarket;
pub(super) use leaving::{Leaving, weights_of_destinations};
pub(super) use market::Market;
pub(super) use papers::Papers;
pub(super) use product::Product;
pub(super) use projects::set_up;
pub(super) use research::{Research, knowledge_at_rest};
pub(super) use seating::{assign_teams, reassign_unit};
pub(super) use settling::Settling;
pub(super) use ties::Ties;
pub(super) use transfer::Transfer;
pub(super) use work::Work;

/// People for whom draws are made together: many enough for columns, few enough for caches.
pub(super) const TOGETHER: usize = 256;
