//! Drawings as SVG 1.1: plain elements with attributes, no style sheet, no script,
//! nothing from elsewhere.

use super::canvas::{Anchor, Area, Drawing, Look, Node, Point};
use super::paint;
use super::short;
use super::typeface::{FAMILY, Weight};
use crate::text::visible;
use std::fmt::{self, Write};

/// A drawing as the text of an SVG document, with what it shows in words.
///
/// Coordinates are rounded to hundredths. Marks with a tip are groups of the class
/// `tip` with a `title`, which viewers show.
pub fn to_string(drawing: &Drawing, description: &str) -> String {
    let [width, height] = [drawing.width, drawing.height].map(Rounded);
    let pen = Pen {
        text: format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" \
             font-family=\"{FAMILY}\">\n",
            Escaped(description)
        ),
        is_in_page: false,
        has_tips: true,
    };
    pen.drawing(drawing)
}

/// The size of texts of which a page need not say it.
const COMMON_SIZE: f64 = 11.0;

/// A drawing as an element of a page, as short as can be.
///
/// Coordinates are rounded to tenths. The page says what the drawing shows, and its
/// style has what most elements have in common: letters (`font`, with a size of 11);
/// texts without `fill` in the colour of [`paint::MUTED`], those of the classes `m` and
/// `e` anchored at their middle and end; otherwise no `fill`; round joins and ends of
/// lines; elements of the class `hit`, which are not seen, as targets of a pointer.
/// Texts of the class `scale` stand on a colour of a scale, which no theme changes. Groups
/// of the class `tip` have a `title` if `has_tips`.
pub fn element(drawing: &Drawing, has_tips: bool) -> String {
    let [width, height] = [drawing.width, drawing.height].map(Rounded);
    let pen = Pen {
        text: format!("<svg viewBox=\"0 0 {width} {height}\">"),
        is_in_page: true,
        has_tips,
    };
    pen.drawing(drawing)
}

/// What writes a drawing, and how.
struct Pen {
    text: String,
    /// Whether it is an element of a page, which says what all have in common.
    is_in_page: bool,
    /// Whether tips are written out.
    has_tips: bool,
}

impl Pen {
    fn drawing(mut self, drawing: &Drawing) -> String {
        for node in &drawing.nodes {
            // writing to a string cannot fail
            let _ = self.node(node);
        }
        self.text.push_str("</svg>\n");
        self.text
    }

    /// A coordinate: a page has tenths.
    fn at(&self, x: f64) -> Rounded {
        match self.is_in_page {
            true => Rounded((10.0 * x).round() / 10.0),
            false => Rounded(x),
        }
    }

    /// Points of a path in their order.
    fn points(&mut self, points: &[Point]) -> fmt::Result {
        if self.is_in_page {
            short::points(&mut self.text, points);
            return Ok(());
        }
        for (place, &Point { x, y }) in points.iter().enumerate() {
            let command = if place == 0 { 'M' } else { 'L' };
            let [x, y] = [x, y].map(Rounded);
            write!(self.text, "{command}{x} {y}")?;
        }
        Ok(())
    }

    fn end(&mut self, tag: &str) {
        self.text.push_str(tag);
        if !self.is_in_page {
            self.text.push('\n');
        }
    }

    fn node(&mut self, node: &Node) -> fmt::Result {
        match node {
            Node::Path {
                points,
                closed,
                look,
            } => self.path(points, *closed, look),
            Node::Rect { area, radius, look } => self.rect(*area, *radius, look),
            Node::Lines { ends, look } => {
                self.text.push_str("<path d=\"");
                for (from, to) in ends {
                    self.points(&[*from, *to])?;
                }
                self.text.push('"');
                self.look(look)?;
                self.end("/>");
                Ok(())
            }
            Node::Dots {
                centres,
                radius,
                colour,
            } => {
                // the round ends of lines without length
                self.text.push_str("<path d=\"");
                for centre in centres {
                    self.points(&[*centre])?;
                    self.text.push_str("h0");
                }
                self.text.push('"');
                self.fill("none");
                self.stroke(colour, 2.0 * radius)?;
                if !self.is_in_page {
                    self.text.push_str(" stroke-linecap=\"round\"");
                }
                self.end("/>");
                Ok(())
            }
            Node::Circle {
                centre,
                radius,
                look,
            } => {
                let [x, y] = [centre.x, centre.y].map(|x| self.at(x));
                let radius = Rounded(*radius);
                write!(self.text, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"")?;
                self.look(look)?;
                self.end("/>");
                Ok(())
            }
            Node::Text {
                at,
                text,
                size,
                weight,
                colour,
                anchor,
                upward,
                on_scale,
            } => {
                let [x, y] = [at.x, at.y].map(|x| self.at(x));
                write!(self.text, "<text x=\"{x}\" y=\"{y}\"")?;
                if !(self.is_in_page && *size == COMMON_SIZE) {
                    write!(self.text, " font-size=\"{}\"", Rounded(*size))?;
                }
                if !(self.is_in_page && colour == paint::MUTED) {
                    write!(self.text, " fill=\"{colour}\"")?;
                }
                let (anchored, class) = match anchor {
                    Anchor::Start => ("", ""),
                    Anchor::Middle => (" text-anchor=\"middle\"", "m"),
                    Anchor::End => (" text-anchor=\"end\"", "e"),
                };
                match (self.is_in_page, on_scale) {
                    (false, _) => self.text.push_str(anchored),
                    (true, true) => write!(self.text, " class=\"{class} scale\"")?,
                    (true, false) if class.is_empty() => {}
                    (true, false) => write!(self.text, " class=\"{class}\"")?,
                }
                if *weight == Weight::SemiBold {
                    self.text.push_str(" font-weight=\"600\"");
                }
                if *upward {
                    write!(self.text, " transform=\"rotate(-90 {x} {y})\"")?;
                }
                write!(self.text, ">{}", Escaped(text))?;
                self.end("</text>");
                Ok(())
            }
            Node::Group { shift, tip, nodes } => self.group(*shift, tip.as_deref(), nodes),
        }
    }

    fn path(&mut self, points: &[Point], closed: bool, look: &Look) -> fmt::Result {
        self.text.push_str("<path d=\"");
        self.points(points)?;
        // a single point is drawn as a dot by round ends
        if points.len() == 1 {
            self.text.push_str("h0");
        }
        if closed {
            self.text.push('Z');
        }
        self.text.push('"');
        self.look(look)?;
        if !closed && !self.is_in_page {
            self.text
                .push_str(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
        }
        self.end("/>");
        Ok(())
    }

    fn rect(&mut self, area: Area, radius: f64, look: &Look) -> fmt::Result {
        let (width, height) = (area.width.max(0.0), area.height.max(0.0));
        if self.is_in_page && radius == 0.0 {
            let corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
            let corners = corners.map(|(x, y)| Point::from((area.x + x, area.y + y)));
            return self.path(&corners, true, look);
        }
        write!(
            self.text,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            Rounded(area.x),
            Rounded(area.y),
            Rounded(width),
            Rounded(height)
        )?;
        if radius > 0.0 {
            write!(self.text, " rx=\"{}\"", Rounded(radius))?;
        }
        self.look(look)?;
        self.end("/>");
        Ok(())
    }

    fn group(&mut self, shift: Point, tip: Option<&str>, nodes: &[Node]) -> fmt::Result {
        self.text.push_str("<g");
        if shift != Point::from((0.0, 0.0)) {
            let [x, y] = [shift.x, shift.y].map(Rounded);
            write!(self.text, " transform=\"translate({x} {y})\"")?;
        }
        match tip {
            Some(tip) if self.has_tips => {
                write!(self.text, " class=\"tip\"><title>{}", Escaped(tip))?;
                self.end("</title>");
            }
            Some(_) => self.end(" class=\"tip\">"),
            None => self.end(">"),
        }
        for node in nodes {
            self.node(node)?;
        }
        self.end("</g>");
        Ok(())
    }

    /// A page has none where nothing is said.
    fn fill(&mut self, colour: &str) {
        if !(self.is_in_page && colour == "none") {
            self.text.extend([" fill=\"", colour, "\""]);
        }
    }

    fn stroke(&mut self, colour: &str, width: f64) -> fmt::Result {
        write!(self.text, " stroke=\"{colour}\"")?;
        if !(self.is_in_page && width == 1.0) {
            write!(self.text, " stroke-width=\"{}\"", Rounded(width))?;
        }
        Ok(())
    }

    fn look(&mut self, look: &Look) -> fmt::Result {
        if look.unseen {
            self.text.push_str(match self.is_in_page {
                true => " class=\"hit\"",
                false => " fill=\"none\" pointer-events=\"all\"",
            });
            return Ok(());
        }
        self.fill(look.fill.as_deref().unwrap_or("none"));
        if let Some(opacity) = look.opacity {
            write!(self.text, " fill-opacity=\"{}\"", Rounded(opacity))?;
        }
        if let Some(stroke) = &look.stroke {
            self.stroke(stroke, look.width)?;
        }
        if !look.dashes.is_empty() {
            self.text.push_str(" stroke-dasharray=\"");
            for (place, length) in look.dashes.iter().enumerate() {
                let blank = if place == 0 { "" } else { " " };
                write!(self.text, "{blank}{}", Rounded(*length))?;
            }
            self.text.push('"');
        }
        Ok(())
    }
}

/// A number in hundredths; without idle zeros or a sign of zero.
struct Rounded(f64);

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (100.0 * self.0).round() / 100.0;
        // adding zero turns -0 into 0
        write!(f, "{}", rounded + 0.0)
    }
}

/// Text as XML: markup is escaped, and what XML cannot hold is replaced.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in visible(&self.0.replace('\r', " ")).chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\t' | '\n' => f.write_char(' ')?,
                '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Line, Text, paint};
    use super::*;

    #[test]
    fn a_drawing_is_plain_and_complete() {
        let mut drawing = Drawing::new(100.0, 50.0);
        let points = [(0.0, 1.0 / 3.0), (1.0, f64::NAN), (2.0, -0.001), (3.0, 4.0)];
        drawing.line(points.map(Point::from), Line::new(paint::INK, 1.5));
        drawing.with_tip("a < b & \"c\"", |drawing| {
            drawing.rect(Area::new(1.0, 2.0, 3.0, 4.0), paint::GRID, 0.5);
        });
        drawing.text((5.0, 6.0), Text::new("<script>", 11.0).anchor(Anchor::End));
        assert_eq!(
            to_string(&drawing, "what's \u{1}\u{9b}\u{202e} shown"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\" \
             viewBox=\"0 0 100 50\" role=\"img\" aria-label=\"what&#39;s ␁\u{fffd}\u{fffd} shown\" \
             font-family=\"Inter, Arial, Helvetica, sans-serif\">\n\
             <path d=\"M0 0.33h0\" fill=\"none\" stroke=\"#1b1f24\" stroke-width=\"1.5\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n\
             <path d=\"M2 0L3 4\" fill=\"none\" stroke=\"#1b1f24\" stroke-width=\"1.5\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n\
             <g class=\"tip\"><title>a &lt; b &amp; &quot;c&quot;</title>\n\
             <rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" fill=\"#e2e6ea\" \
             fill-opacity=\"0.5\"/>\n</g>\n\
             <text x=\"5\" y=\"6\" font-size=\"11\" fill=\"#1b1f24\" text-anchor=\"end\">\
             &lt;script&gt;</text>\n</svg>\n"
        );
        assert_eq!(
            element(&drawing, false),
            "<svg viewBox=\"0 0 100 50\">\
             <path d=\"M0 .3h0\" stroke=\"#1b1f24\" stroke-width=\"1.5\"/>\
             <path d=\"M2 0l1 4\" stroke=\"#1b1f24\" stroke-width=\"1.5\"/>\
             <g class=\"tip\"><path d=\"M1 2h3v4h-3Z\" fill=\"#e2e6ea\" \
             fill-opacity=\"0.5\"/></g>\
             <text x=\"5\" y=\"6\" fill=\"#1b1f24\" class=\"e\">\
             &lt;script&gt;</text></svg>\n"
        );
        let tip = "<title>a &lt; b &amp; &quot;c&quot;</title>";
        assert!(element(&drawing, true).contains(tip));
    }
}
