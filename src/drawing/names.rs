//! Names beside points, where they cover neither points nor each other.

use super::canvas::{Anchor, Area, Drawing, Point, Text};
use super::paint;
use super::panel::SMALL;
use super::typeface::{self, Weight};

/// How far a name stands from its point.
const AWAY: f64 = 8.0;
/// Height of letters.
const HIGH: f64 = 11.0;

/// A point with a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named<'a> {
    /// Where the point is.
    pub at: Point,
    /// What it is called.
    pub name: &'a str,
}

/// Draws the names of points within an area, the first ones first: to the right,
/// to the left, above or below. A name without room is left out.
pub fn draw_names(drawing: &mut Drawing, area: Area, points: &[Named<'_>]) {
    for (place, point) in places(area, points).into_iter().zip(points) {
        if let Some((corner, anchor)) = place {
            let text = Text::new(point.name, SMALL)
                .anchor(anchor)
                .colour(paint::INK);
            drawing.text(corner, text);
        }
    }
}

/// Where names stand, and to which side; none without room.
fn places(area: Area, points: &[Named<'_>]) -> Vec<Option<(Point, Anchor)>> {
    let dot = |point: &Named<'_>| Area::new(point.at.x - 4.0, point.at.y - 4.0, 8.0, 8.0);
    let mut taken: Vec<Area> = points.iter().map(dot).collect();
    let free = |box_: &Area, taken: &[Area]| {
        let inside = box_.x >= area.x
            && box_.right() <= area.right()
            && box_.y >= area.y
            && box_.bottom() <= area.bottom();
        inside && !taken.iter().any(|other| overlap(box_, other))
    };
    let mut placed = Vec::new();
    for point in points {
        let wide = typeface::width(point.name, SMALL, Weight::Regular);
        let Point { x, y } = point.at;
        let sides = [
            (x + AWAY, y + 4.0, Anchor::Start),
            (x - AWAY, y + 4.0, Anchor::End),
            (x, y - AWAY, Anchor::Middle),
            (x, y + AWAY + HIGH - 2.0, Anchor::Middle),
        ];
        let found = sides.into_iter().find_map(|(x, y, anchor)| {
            let left = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - wide / 2.0,
                Anchor::End => x - wide,
            };
            let own = Area::new(left, y - HIGH + 1.0, wide, HIGH);
            free(&own, &taken).then_some((own, Point::from((x, y)), anchor))
        });
        placed.push(found.map(|(own, corner, anchor)| {
            taken.push(own);
            (corner, anchor)
        }));
    }
    placed
}

fn overlap(a: &Area, b: &Area) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(x: f64, y: f64, name: &str) -> Named<'_> {
        let at = Point { x, y };
        Named { at, name }
    }

    #[test]
    fn names_stand_where_nothing_else_does() {
        let area = Area::new(0.0, 0.0, 200.0, 100.0);
        let points = [
            named(20.0, 50.0, "first"),
            named(60.0, 50.0, "second"),
            named(195.0, 50.0, "third"),
        ];
        let sides: Vec<_> = places(area, &points).iter().map(|p| p.unwrap().1).collect();
        assert_eq!(sides, [Anchor::Start, Anchor::Start, Anchor::End]);
        // no room between both: above
        let points = [named(20.0, 50.0, "first"), named(30.0, 50.0, "second")];
        let sides: Vec<_> = places(area, &points).iter().map(|p| p.unwrap().1).collect();
        assert_eq!(sides, [Anchor::Middle, Anchor::Start]);
    }

    #[test]
    fn a_name_without_room_is_left_out() {
        let area = Area::new(0.0, 0.0, 30.0, 30.0);
        let long = "a name that is much too long";
        assert_eq!(places(area, &[named(15.0, 15.0, long)]), [None]);
    }
}
