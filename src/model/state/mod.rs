//! What an organisation is: its parts at one moment, and what can be said of them without
//! luck and without time.

mod balance;
mod compute;
mod effects;
mod flagship;
mod luck;
mod market;
mod minds;
mod organization;
mod output;
mod papers;
mod research;
mod seats;
mod teams;
mod ties;
mod timetable;
mod traits;
mod transfers;
mod units;

pub use balance::Imbalance;
pub use compute::Compute;
pub(crate) use effects::{Effect, EffectKind, Effects};
pub(crate) use flagship::TrainingRun;
pub use flagship::{Flagship, humaneval_like, mmlu_like};
pub(crate) use luck::Luck;
pub use market::Market;
pub(crate) use minds::Minds;
pub use organization::Organization;
pub(crate) use output::Output;
pub(crate) use papers::{Paper, PaperPipeline};
pub(crate) use research::{Crew, Projects, Research};
pub(crate) use seats::Seats;
pub(crate) use teams::Team;
pub(crate) use ties::{Choice, Choices, Tie, Ties};
pub(crate) use timetable::{DueChange, Timetable, Waiting};
pub(crate) use traits::Traits;
pub(crate) use transfers::{Transfer, Transfers};
pub(crate) use units::{Pay, UnitState};
