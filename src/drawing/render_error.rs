//! Why there is no file of a drawing.

use std::fmt;

/// Why a drawing cannot be made into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError(pub(super) String);

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the figure cannot be rendered: {}", self.0)
    }
}

impl std::error::Error for RenderError {}
