//! Colours: few, told apart by everybody, and never alone in telling.
//!
//! The series have the hues of Okabe and Ito (2008), a little darker, so that
//! each has a contrast of 3 to 1 with white; marks and dashes say the same in a
//! grey print.

/// Text and axes.
pub const INK: &str = "#1b1f24";
/// Text of less weight.
pub const MUTED: &str = "#59626d";
/// Lines behind the data.
pub const GRID: &str = "#e2e6ea";
/// What is behind everything.
pub const PAPER: &str = "#ffffff";
/// Marks of events.
pub const EVENT: &str = "#8a5a00";

/// Colours of series, in the order of their use.
pub const SERIES: [&str; 8] = [
    "#0060a8", "#c44e00", "#00805f", "#9a3d84", "#8a6d00", "#2f86b8", "#43484f", "#a8323e",
];

/// Dashes of the lines of series, in the same order; none is a solid line.
pub const DASHES: [&[f64]; 8] = [
    &[],
    &[7.0, 3.0],
    &[2.0, 2.5],
    &[9.0, 3.0, 2.0, 3.0],
    &[],
    &[7.0, 3.0],
    &[2.0, 2.5],
    &[9.0, 3.0, 2.0, 3.0],
];

/// The colour of the n-th series.
pub fn series(place: usize) -> &'static str {
    SERIES[place % SERIES.len()]
}

/// The dashes of the n-th series.
pub fn dashes(place: usize) -> &'static [f64] {
    DASHES[place % DASHES.len()]
}

/// A scale of two hues from -1 over white at 0 to 1: brown to blue-green, whose
/// lightness falls to both sides (after ColorBrewer's BrBG).
pub fn diverging(position: f64) -> String {
    const BELOW: [f64; 3] = [140.0, 81.0, 10.0];
    const ABOVE: [f64; 3] = [1.0, 102.0, 94.0];
    let end = if position < 0.0 { BELOW } else { ABOVE };
    mixed([247.0, 247.0, 245.0], end, position.abs())
}

/// A scale of one hue from 0, nearly white, to 1, dark blue.
pub fn sequential(position: f64) -> String {
    mixed([239.0, 243.0, 248.0], [8.0, 64.0, 129.0], position)
}

/// Ink or paper, whichever reads better on a colour of a scale.
pub fn on(colour: &str) -> &'static str {
    let part = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap_or(255));
    let lightness = 0.299 * part(1) + 0.587 * part(3) + 0.114 * part(5);
    if lightness > 140.0 { INK } else { PAPER }
}

/// Lines over a colour of a scale: dark on pale, pale on strong, and not those of ink and
/// paper, which a dark theme turns while it keeps the colours of scales.
pub fn hatch(colour: &str) -> &'static str {
    match on(colour) {
        INK => "#3a4149",
        _ => "#f2f4f6",
    }
}

fn mixed(from: [f64; 3], to: [f64; 3], share: f64) -> String {
    let share = if share.is_nan() {
        0.0
    } else {
        share.clamp(0.0, 1.0)
    };
    let [r, g, b] = [0, 1, 2].map(|i| {
        // between 0 and 255
        (from[i] + share * (to[i] - from[i])).round() as u8
    });
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            match part <= 0.04045 {
                true => part / 12.92,
                false => crate::elementary::powf((part + 0.055) / 1.055, 2.4),
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_lines_stand_out_from_paper() {
        for text in [INK, MUTED, EVENT] {
            assert!(contrast(text, PAPER) >= 4.5, "{text}");
        }
        for line in SERIES {
            assert!(contrast(line, PAPER) >= 3.0, "{line}");
        }
    }

    #[test]
    fn scales_end_where_they_should() {
        assert_eq!(diverging(0.0), "#f7f7f5");
        assert_eq!(diverging(-1.0), "#8c510a");
        assert_eq!(diverging(7.0), "#01665e");
        assert_eq!(sequential(f64::NAN), "#eff3f8");
        for share in [-1.0, -0.5, 0.0, 0.3, 0.6, 1.0] {
            let colour = diverging(share);
            assert!(contrast(on(&colour), &colour) >= 4.5, "{colour}");
            assert!(contrast(hatch(&colour), &colour) >= 3.0, "{colour}");
            assert!(![INK, PAPER, MUTED, GRID].contains(&hatch(&colour)));
        }
    }
}
