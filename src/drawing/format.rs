//! The formats of figures.

use super::canvas::Drawing;
use super::render_error::RenderError;
use super::{pdf, raster, svg};

/// A file format of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Scalable Vector Graphics 1.1.
    Svg,
    /// Portable Network Graphics, two pixels a point.
    Png,
    /// Portable Document Format 1.7, letters as outlines.
    Pdf,
}

impl Format {
    /// The ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// A drawing as the bytes of a file, with what it shows in words.
    ///
    /// # Errors
    /// If it is too large for pixels.
    pub fn render(self, drawing: &Drawing, description: &str) -> Result<Vec<u8>, RenderError> {
        let svg = svg::to_string(drawing, description);
        match self {
            Self::Svg => Ok(svg.into_bytes()),
            Self::Png => raster::png(&svg, 2.0),
            Self::Pdf => pdf::pdf(&svg, description),
        }
    }
}
