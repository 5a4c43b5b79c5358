//! Texts of others in places that give some characters a meaning: terminals and documents,
//! shells.

mod shell;
mod visible;

pub use shell::{shell_line, shell_word};
pub use visible::visible;
