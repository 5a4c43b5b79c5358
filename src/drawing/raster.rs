//! SVG as pixels, with the embedded typeface.

use super::render_error::RenderError;
use super::{paint, typeface};
use resvg::tiny_skia::{Color, Pixmap};
use resvg::usvg::{Options, Transform, Tree, fontdb};
use std::sync::{Arc, LazyLock};

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(typeface::REGULAR.to_vec());
    fonts.load_font_data(typeface::SEMI_BOLD.to_vec());
    Arc::new(fonts)
});

/// An SVG document with its letters as outlines.
pub(super) fn tree(svg: &str) -> Result<Tree, RenderError> {
    let options = Options {
        font_family: "Inter".to_owned(),
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| RenderError(error.to_string()))
}

/// An SVG document as PNG on white, with so many pixels a point.
///
/// # Errors
/// If the document is not SVG, or too large for pixels.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, RenderError> {
    let tree = tree(svg)?;
    let size = tree.size().to_int_size().scale_by(scale);
    let pixels = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut pixels = pixels.ok_or_else(|| RenderError("it has too many pixels".to_owned()))?;
    debug_assert_eq!(paint::PAPER, "#ffffff");
    pixels.fill(Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels
        .encode_png()
        .map_err(|error| RenderError(error.to_string()))
}
