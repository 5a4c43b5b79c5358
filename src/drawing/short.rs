//! Points of a path in few letters: whole tenths, relative to each other.

use super::canvas::Point;

/// Tenths from which on a point is far outside of any picture, wherever exactly.
const FAR: f64 = 1e9;

/// Adds points: `M12.3 45.6l3.1-1.4 3.1.8h2v-3`. What is rounded are the points, so
/// that errors do not add up.
pub(super) fn points(text: &mut String, points: &[Point]) {
    let mut last = [0, 0];
    let mut command = ' ';
    for point in points {
        let here = [point.x, point.y].map(|x| (10.0 * x).round().clamp(-FAR, FAR) as i64);
        let step = [here[0] - last[0], here[1] - last[1]];
        let (next, numbers) = match (command, step) {
            (' ', _) => ('M', &step[..]),
            (_, [_, 0]) => ('h', &step[..1]),
            (_, [0, _]) => ('v', &step[1..]),
            _ => ('l', &step[..]),
        };
        // a command that is repeated need not be
        if next != command {
            text.push(next);
        }
        for &tenths in numbers {
            number(text, tenths);
        }
        (last, command) = (here, next);
    }
}

/// Adds a number of tenths, apart from a number before it.
fn number(text: &mut String, tenths: i64) {
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    let last = text.rfind(|c: char| !c.is_ascii_digit());
    let (follows, has_point) = last.map_or((false, false), |last| {
        (last + 1 < text.len(), text[last..].starts_with('.'))
    });
    if tenths < 0 {
        text.push('-');
    } else if follows && !(has_point && whole == 0 && rest > 0) {
        text.push(' ');
    }
    if whole > 0 || rest == 0 {
        text.push_str(&whole.to_string());
    }
    if rest > 0 {
        text.push('.');
        text.push_str(&rest.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(of: &[(f64, f64)]) -> String {
        let of: Vec<Point> = of.iter().copied().map(Point::from).collect();
        let mut text = String::from("<path d=\"");
        points(&mut text, &of);
        text.split_off(9)
    }

    #[test]
    fn numbers_are_short_and_apart() {
        let of = [(12.3, 45.62), (15.4, 44.2), (18.5, 45.0), (18.5, 45.0)];
        assert_eq!(written(&of), "M12.3 45.6l3.1-1.4 3.1.8h0");
        assert_eq!(
            written(&[(0.5, 0.5), (1.0, 1.0), (1.5, 0.5)]),
            "M.5.5l.5.5.5-.5"
        );
        assert_eq!(written(&[(0.0, -0.01)]), "M0 0");
        assert_eq!(written(&[(100.0, 20.0), (101.0, 20.0)]), "M100 20h1");
        assert_eq!(
            written(&[(1e300, 0.0), (-f64::INFINITY, 0.0)]),
            "M100000000 0h-200000000"
        );
    }

    proptest! {
        /// Read by the parser of a renderer, they are the points in tenths.
        #[test]
        fn a_renderer_reads_the_same_points(
            mut of in prop::collection::vec((-2000.0..2000.0, -2000.0..2000.0), 1..20)
        ) {
            // a path of one place is nothing to a renderer
            of.push((of[0].0 + 1.0, of[0].1));
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                 <path d='{}' stroke='#000' fill='none'/></svg>",
                written(&of)
            );
            let tree = resvg::usvg::Tree::from_str(&svg, &Default::default()).unwrap();
            let [resvg::usvg::Node::Path(path)] = tree.root().children() else {
                panic!("{svg}");
            };
            let read = path.data().points();
            prop_assert_eq!(read.len(), of.len());
            for (read, (x, y)) in read.iter().zip(of) {
                prop_assert!((f64::from(read.x) - x).abs() < 0.051);
                prop_assert!((f64::from(read.y) - y).abs() < 0.051);
            }
        }
    }
}
