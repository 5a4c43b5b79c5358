//! The typeface of figures: Inter, in two weights, embedded in the program.
//!
//! Widths come from the font itself, so that nothing overlaps where it is at hand;
//! Arial and Helvetica, which stand in for it, are narrower. The files hold the
//! letters of European languages without kerning; others are taken as wide as they
//! get.

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider, charmap::Charmap};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Names of families, in the order in which a viewer takes them.
pub const FAMILY: &str = "Inter, Arial, Helvetica, sans-serif";

/// The font file of the regular weight, OpenType.
pub const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.otf");
/// The font file of the weight of headings, OpenType.
pub const SEMI_BOLD: &[u8] = include_bytes!("fonts/Inter-SemiBold.otf");

/// How heavy letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// For almost everything.
    #[default]
    Regular,
    /// For headings and labels that lead.
    SemiBold,
}

/// Widths of letters.
struct Widths {
    charmap: Charmap<'static>,
    glyphs: GlyphMetrics<'static>,
}

impl Widths {
    fn of(font: &'static [u8]) -> Self {
        let font = FontRef::new(font).expect("the font is part of the program");
        Self {
            charmap: font.charmap(),
            glyphs: font.glyph_metrics(Size::new(1.0), LocationRef::default()),
        }
    }

    /// The width of a letter at a size of 1.
    fn letter(&self, letter: char) -> f64 {
        // letters that the font lacks come from others: at most square
        let width = self.charmap.map(letter);
        let width = width.and_then(|glyph| self.glyphs.advance_width(glyph));
        f64::from(width.unwrap_or(1.0))
    }
}

static WIDTHS: LazyLock<[Widths; 2]> =
    LazyLock::new(|| [Widths::of(REGULAR), Widths::of(SEMI_BOLD)]);

/// The width of a line of text at a size.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let widths = &WIDTHS[match weight {
        Weight::Regular => 0,
        Weight::SemiBold => 1,
    }];
    let letters = typographic(text);
    size * letters
        .chars()
        .map(|letter| widths.letter(letter))
        .sum::<f64>()
}

/// The text as it is set: a hyphen before a number, at the start of a word, is a minus.
pub fn typographic(text: &str) -> Cow<'_, str> {
    let is_minus = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        before.is_none_or(|letter| matches!(letter, ' ' | '('))
            && after.is_some_and(|letter| letter.is_ascii_digit())
    };
    if !text.match_indices('-').any(|(at, _)| is_minus(at)) {
        return Cow::Borrowed(text);
    }
    let letters = text.char_indices();
    let set = letters.map(|(at, letter)| match letter == '-' && is_minus(at) {
        true => '−',
        false => letter,
    });
    Cow::Owned(set.collect())
}

/// The text, or as much of it as fits into a width with an ellipsis.
pub fn fitted(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    // of a text without end, no more is tried than could fit
    let mut before = 0.0;
    let could_fit = text.chars().take_while(|letter| {
        let has_room = before <= room;
        before += width(letter.encode_utf8(&mut [0; 4]), size, weight);
        has_room
    });
    let mut cut: Vec<char> = could_fit.collect();
    loop {
        let shorter: String = cut.iter().collect::<String>().trim_end().to_owned() + "…";
        if cut.is_empty() || width(&shorter, size, weight) <= room {
            return shorter;
        }
        cut.pop();
    }
}

/// The text in lines that fit into a width; words that are too long are cut.
pub fn wrapped(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = match line.is_empty() {
            true => word.to_owned(),
            false => format!("{line} {word}"),
        };
        if width(&longer, size, weight) <= room {
            line = longer;
        } else {
            if !line.is_empty() {
                lines.push(line);
            }
            line = fitted(word, size, weight, room);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_before_a_number_is_a_minus() {
        assert_eq!(
            typographic("-4.1 to (-2 and q0-q7"),
            "−4.1 to (−2 and q0-q7"
        );
        assert_eq!(typographic("well-known - 5"), "well-known - 5");
        let width = |text| width(text, 10.0, Weight::Regular);
        assert!((width("-104") - width("−104")).abs() < 1e-9);
        // the typeface has it: no letter is as wide as it is high
        assert!(width("−") < 9.0);
    }

    #[test]
    fn widths_are_those_of_the_font() {
        // hmtx of Inter 3.19: the em is 2816 units, `0` is 1752 wide and `i` 673
        let zero = width("0", 2816.0, Weight::Regular);
        let slim = width("i", 2816.0, Weight::Regular);
        assert!(slim < 0.5 * zero, "{slim} {zero}");
        assert!((width("00", 10.0, Weight::Regular) - 2.0 * zero / 281.6).abs() < 1e-3);
        assert!(width("Quarter", 10.0, Weight::SemiBold) > width("Quarter", 10.0, Weight::Regular));
    }

    #[test]
    fn text_is_cut_and_wrapped_to_its_room() {
        let long = "semi-autonomous laboratory with a budget of its own";
        let cut = fitted(long, 11.0, Weight::Regular, 120.0);
        assert!(cut.ends_with('…') && width(&cut, 11.0, Weight::Regular) <= 120.0);
        assert_eq!(fitted("short", 11.0, Weight::Regular, 120.0), "short");
        // letter by letter from its end, this would take hours
        let endless = long.repeat(20_000);
        assert_eq!(fitted(&endless, 11.0, Weight::Regular, 120.0), cut);
        let lines = wrapped(long, 11.0, Weight::Regular, 120.0);
        assert_eq!(lines.join(" "), long);
        assert!(
            lines
                .iter()
                .all(|l| width(l, 11.0, Weight::Regular) <= 120.0)
        );
    }
}
