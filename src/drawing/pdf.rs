//! SVG as PDF: one page of paths in the size of the drawing, letters as outlines,
//! the description as the title.

use super::raster::tree;
use super::render_error::RenderError;
use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, TextStr};
use resvg::tiny_skia::PathSegment;
use resvg::usvg::{Group, LineCap, LineJoin, Node, Paint, Path, Transform};
use std::collections::BTreeMap;

/// Points of PDF, 1/72 inch, in one of a drawing, 1/96 inch.
const POINTS: f32 = 0.75;

/// An SVG document of solid colours as PDF.
///
/// # Errors
/// If the document is not SVG, or holds what figures never do: gradients, patterns
/// or images.
pub fn pdf(svg: &str, title: &str) -> Result<Vec<u8>, RenderError> {
    let tree = tree(svg)?;
    let [width, height] = [tree.size().width(), tree.size().height()].map(|x| x * POINTS);
    let mut page = Page {
        content: Content::new(),
        opacities: BTreeMap::new(),
    };
    // PDF counts from the bottom
    page.content
        .transform([POINTS, 0.0, 0.0, -POINTS, 0.0, height]);
    page.group(tree.root())?;

    let [catalog, pages, sheet, content, info] = [1, 2, 3, 4, 5].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([sheet]).count(1);
    let mut sheet = pdf.page(sheet);
    sheet.parent(pages).contents(content);
    sheet.media_box(Rect::new(0.0, 0.0, width, height));
    let mut resources = sheet.resources();
    let mut states = resources.ext_g_states();
    for (place, name) in page.opacities.values() {
        let opacity = f32::from(*place) / 1000.0;
        let mut state = states
            .insert(Name(name.as_bytes()))
            .start::<pdf_writer::writers::ExtGraphicsState<'_>>();
        state.non_stroking_alpha(opacity).stroking_alpha(opacity);
    }
    states.finish();
    resources.finish();
    sheet.finish();
    pdf.stream(content, &page.content.finish());
    pdf.document_info(info)
        .title(TextStr(title))
        .producer(TextStr("orgsim"));
    Ok(pdf.finish())
}

/// A page that is being filled.
struct Page {
    content: Content,
    /// Graphics states by opacity in thousandths.
    opacities: BTreeMap<u16, (u16, String)>,
}

impl Page {
    fn group(&mut self, group: &Group) -> Result<(), RenderError> {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Path(path) => self.path(path)?,
                Node::Text(text) => self.group(text.flattened())?,
                Node::Image(_) => return Err(unsupported()),
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &Path) -> Result<(), RenderError> {
        if !path.is_visible() {
            return Ok(());
        }
        let fill = path.fill().map(|fill| (fill.paint(), fill.opacity().get()));
        let stroke = path.stroke().map(|s| (s.paint(), s.opacity().get()));
        let opacity = fill.or(stroke).map_or(1.0, |(_, opacity)| opacity);
        self.content.save_state();
        self.opacity(opacity);
        if let Some((paint, _)) = fill {
            let [r, g, b] = solid(paint)?;
            self.content.set_fill_rgb(r, g, b);
        }
        if let Some(stroke) = path.stroke() {
            let [r, g, b] = solid(stroke.paint())?;
            self.content.set_stroke_rgb(r, g, b);
            self.content.set_line_width(stroke.width().get());
            self.content.set_line_cap(match stroke.linecap() {
                LineCap::Butt => LineCapStyle::ButtCap,
                LineCap::Round => LineCapStyle::RoundCap,
                LineCap::Square => LineCapStyle::ProjectingSquareCap,
            });
            self.content.set_line_join(match stroke.linejoin() {
                LineJoin::Round => LineJoinStyle::RoundJoin,
                LineJoin::Bevel => LineJoinStyle::BevelJoin,
                LineJoin::Miter | LineJoin::MiterClip => LineJoinStyle::MiterJoin,
            });
            if let Some(dashes) = stroke.dasharray() {
                let dashes = dashes.iter().copied();
                self.content.set_dash_pattern(dashes, stroke.dashoffset());
            }
        }
        self.segments(path, path.abs_transform());
        match (fill.is_some(), path.stroke().is_some()) {
            (true, true) => self.content.fill_nonzero_and_stroke(),
            (true, false) => self.content.fill_nonzero(),
            (false, true) => self.content.stroke(),
            (false, false) => self.content.end_path(),
        };
        self.content.restore_state();
        Ok(())
    }

    /// Figures fill with an opacity or not at all, and outline without.
    fn opacity(&mut self, opacity: f32) {
        if opacity < 1.0 {
            // between 0 and 1000
            let thousandths = (1000.0 * opacity).round() as u16;
            let name = format!("O{thousandths}");
            self.content.set_parameters(Name(name.as_bytes()));
            self.opacities.insert(thousandths, (thousandths, name));
        }
    }

    fn segments(&mut self, path: &Path, transform: Transform) {
        let Some(data) = path.data().clone().transform(transform) else {
            return;
        };
        let mut last = (0.0, 0.0);
        for segment in data.segments() {
            match segment {
                PathSegment::MoveTo(to) => {
                    self.content.move_to(to.x, to.y);
                    last = (to.x, to.y);
                }
                PathSegment::LineTo(to) => {
                    self.content.line_to(to.x, to.y);
                    last = (to.x, to.y);
                }
                PathSegment::QuadTo(by, to) => {
                    // the cubic curve of the same shape
                    let third = |from: f32, by: f32| from + 2.0 / 3.0 * (by - from);
                    let [x1, y1] = [third(last.0, by.x), third(last.1, by.y)];
                    let [x2, y2] = [third(to.x, by.x), third(to.y, by.y)];
                    self.content.cubic_to(x1, y1, x2, y2, to.x, to.y);
                    last = (to.x, to.y);
                }
                PathSegment::CubicTo(a, b, to) => {
                    self.content.cubic_to(a.x, a.y, b.x, b.y, to.x, to.y);
                    last = (to.x, to.y);
                }
                PathSegment::Close => {
                    self.content.close_path();
                }
            }
        }
    }
}

fn solid(paint: &Paint) -> Result<[f32; 3], RenderError> {
    match paint {
        Paint::Color(colour) => {
            Ok([colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0))
        }
        _ => Err(unsupported()),
    }
}

fn unsupported() -> RenderError {
    RenderError("PDF is made of solid colours only".to_owned())
}
