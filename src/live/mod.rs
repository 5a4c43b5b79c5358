//! A scenario that somebody moves: levers in plain words, a what-if beside the scenario as it
//! stands under the same luck, and pictures that sharpen while one looks.
//!
//! A [`Desk`] holds a scenario. It is asked to [`look`](Desk::look) at a what-if, the positions
//! of some levers, with more and more runs. What it answers are pictures and sentences; a page
//! only moves levers and shows them ([`page`]).

mod answers;
mod carried;
mod desk;
mod doubt;
mod known;
mod lever;
mod moves;
mod opened;
mod page;
mod parts;
mod pasts;
mod pictures;
mod refusal;
mod saved;
mod seen;
mod wanted;
mod words;
mod world;

pub use answers::{Answer, answer, found, part, take};
pub use carried::Carried;
pub use desk::{Desk, LookError, engine};
pub use lever::{Kind, Lever, Offered, levers};
pub use moves::{Moves, overrides};
pub use opened::{checked, opened};
pub use page::{exported, page};
pub use parts::{Part, Share};
pub use refusal::Refusal;
pub use seen::{Seen, SeenMeasure};
pub use wanted::Look;
