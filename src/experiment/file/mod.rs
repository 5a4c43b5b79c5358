//! Experiment files: a base scenario, variants of it, factors, a design, and
//! the questions that are put to them.
//!
//! `base.toml` describes every key that all experiments have, and each question brings
//! a commented default of its own for its section. What a file may say, its defaults,
//! its JSON Schema, the reference page and what `orgsim init` writes come from there.
//! An experiment is loaded by [`questions::file`](crate::questions::file), which knows
//! all sections.

mod check;
mod code;
mod commented;
mod describe;
mod design;
mod factors;
mod folder_name;
mod key;
mod labels;
mod load;
mod mistaken;
mod overridden;
mod points;
mod points_file;
mod reading;
mod record;
mod reference;
mod schema;
mod setting;
mod side_by_side;
mod template;
mod together;
mod value;
mod warnings;

pub use code::CODES;
pub(crate) use code::{
    BAD_FACTOR, BAD_QUESTION, TOO_LARGE, UNKNOWN_KEY, UNKNOWN_MEASURE, UNKNOWN_VARIANT,
};
pub(crate) use code::{point_described, point_fault};
pub(crate) use commented::{QuestionDefault, composed, unwritten};
pub(crate) use key::Section;
pub(crate) use load::load;
pub use mistaken::faults_of_scenario;
pub use points_file::design_of_csv;
pub(crate) use reading::Reading;
pub(crate) use record::Record;
pub(crate) use reference::reference;
pub(crate) use schema::schema;
pub(crate) use setting::override_setting;
pub use side_by_side::{ScenarioFile, load_files, of_loaded};
pub(crate) use template::template;
