//! Texts of others in places that give some characters a meaning: terminals and documents.

mod visible;

pub use visible::visible;
