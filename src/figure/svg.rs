//! Drawings as SVG 1.1: plain elements with attributes, no style sheet, no script,
//! nothing from elsewhere.

use super::drawing::{Anchor, Drawing, Look, Node, Point};
use super::typeface::{FAMILY, Weight};
use std::fmt::{self, Write};

/// A drawing as the text of an SVG document, with what it shows in words.
///
/// Coordinates are rounded to hundredths. Marks with a tip are groups of the class
/// `tip` with a `title`, which viewers show.
pub fn to_string(drawing: &Drawing, description: &str) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write(&mut text, drawing, description);
    text
}

fn write(out: &mut String, drawing: &Drawing, description: &str) -> fmt::Result {
    let [width, height] = [drawing.width, drawing.height].map(Rounded);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" \
         font-family=\"{FAMILY}\">",
        Escaped(description)
    )?;
    for node in &drawing.nodes {
        write_node(out, node)?;
    }
    out.push_str("</svg>\n");
    Ok(())
}

fn write_node(out: &mut String, node: &Node) -> fmt::Result {
    match node {
        Node::Path {
            points,
            closed,
            look,
        } => {
            out.push_str("<path d=\"");
            for (place, point) in points.iter().enumerate() {
                let command = if place == 0 { 'M' } else { 'L' };
                write!(out, "{command}{} {}", Rounded(point.x), Rounded(point.y))?;
            }
            // a single point is drawn as a dot by round ends
            if points.len() == 1 {
                out.push_str("h0");
            }
            if *closed {
                out.push('Z');
            }
            out.push('"');
            write_look(out, look)?;
            if !closed {
                out.push_str(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
            }
            out.push_str("/>\n");
        }
        Node::Rect { area, radius, look } => {
            write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                Rounded(area.x),
                Rounded(area.y),
                Rounded(area.width.max(0.0)),
                Rounded(area.height.max(0.0))
            )?;
            if *radius > 0.0 {
                write!(out, " rx=\"{}\"", Rounded(*radius))?;
            }
            write_look(out, look)?;
            out.push_str("/>\n");
        }
        Node::Lines { ends, look } => {
            out.push_str("<path d=\"");
            for (from, to) in ends {
                let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(Rounded);
                write!(out, "M{x1} {y1}L{x2} {y2}")?;
            }
            out.push('"');
            write_look(out, look)?;
            out.push_str("/>\n");
        }
        Node::Dots {
            centres,
            radius,
            colour,
        } => {
            // the round ends of lines without length
            out.push_str("<path d=\"");
            for centre in centres {
                write!(out, "M{} {}h0", Rounded(centre.x), Rounded(centre.y))?;
            }
            let width = Rounded(2.0 * radius);
            writeln!(
                out,
                "\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" \
                 stroke-linecap=\"round\"/>"
            )?;
        }
        Node::Circle {
            centre,
            radius,
            look,
        } => {
            let [x, y, radius] = [centre.x, centre.y, *radius].map(Rounded);
            write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"")?;
            write_look(out, look)?;
            out.push_str("/>\n");
        }
        Node::Text {
            at,
            text,
            size,
            weight,
            colour,
            anchor,
            upward,
        } => {
            let [x, y, size] = [at.x, at.y, *size].map(Rounded);
            write!(
                out,
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\""
            )?;
            match anchor {
                Anchor::Start => {}
                Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
                Anchor::End => out.push_str(" text-anchor=\"end\""),
            }
            if *weight == Weight::SemiBold {
                out.push_str(" font-weight=\"600\"");
            }
            if *upward {
                write!(out, " transform=\"rotate(-90 {x} {y})\"")?;
            }
            writeln!(out, ">{}</text>", Escaped(text))?;
        }
        Node::Group { shift, tip, nodes } => {
            out.push_str("<g");
            if *shift != Point::from((0.0, 0.0)) {
                let [x, y] = [shift.x, shift.y].map(Rounded);
                write!(out, " transform=\"translate({x} {y})\"")?;
            }
            match tip {
                Some(tip) => writeln!(out, " class=\"tip\"><title>{}</title>", Escaped(tip))?,
                None => out.push_str(">\n"),
            }
            for node in nodes {
                write_node(out, node)?;
            }
            out.push_str("</g>\n");
        }
    }
    Ok(())
}

fn write_look(out: &mut String, look: &Look) -> fmt::Result {
    if look.unseen {
        out.push_str(" fill=\"none\" pointer-events=\"all\"");
        return Ok(());
    }
    write!(out, " fill=\"{}\"", look.fill.as_deref().unwrap_or("none"))?;
    if let Some(opacity) = look.opacity {
        write!(out, " fill-opacity=\"{}\"", Rounded(opacity))?;
    }
    if let Some(stroke) = &look.stroke {
        write!(
            out,
            " stroke=\"{stroke}\" stroke-width=\"{}\"",
            Rounded(look.width)
        )?;
    }
    if !look.dashes.is_empty() {
        out.push_str(" stroke-dasharray=\"");
        for (place, length) in look.dashes.iter().enumerate() {
            let blank = if place == 0 { "" } else { " " };
            write!(out, "{blank}{}", Rounded(*length))?;
        }
        out.push('"');
    }
    Ok(())
}

/// A coordinate in hundredths; without idle zeros or a sign of zero.
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
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
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
            to_string(&drawing, "what's \u{1} shown"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\" \
             viewBox=\"0 0 100 50\" role=\"img\" aria-label=\"what&#39;s \u{fffd} shown\" \
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
    }
}
