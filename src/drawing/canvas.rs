//! A drawing: shapes and texts at places, in the order in which they cover each
//! other. Coordinates run to the right and down.

use super::paint;
use super::typeface::{Weight, fitted, typographic};

/// A place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Distance from the left.
    pub x: f64,
    /// Distance from the top.
    pub y: f64,
}

/// A place from its coordinates.
impl From<(f64, f64)> for Point {
    fn from((x, y): (f64, f64)) -> Self {
        Self { x, y }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Distance of its left side from the left.
    pub x: f64,
    /// Distance of its upper side from the top.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Area {
    /// An area from its upper left corner and its size.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Its right side.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Its lower side.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line<'a> {
    /// Its colour.
    pub colour: &'a str,
    /// Its width.
    pub width: f64,
    /// Lengths of dashes and gaps; none is a solid line.
    pub dashes: &'a [f64],
}

impl<'a> Line<'a> {
    /// A solid line.
    pub fn new(colour: &'a str, width: f64) -> Self {
        Self {
            colour,
            width,
            dashes: &[],
        }
    }

    /// The line of the n-th series.
    pub fn of_series(place: usize) -> Line<'static> {
        Line {
            colour: paint::series(place),
            width: 1.8,
            dashes: paint::dashes(place),
        }
    }
}

/// To which side of its place a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    #[default]
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text<'a> {
    /// What it says.
    pub text: &'a str,
    /// Size of the letters.
    pub size: f64,
    /// Their weight.
    pub weight: Weight,
    /// Their colour.
    pub colour: &'a str,
    /// To which side of its place it stands.
    pub anchor: Anchor,
    /// Whether it is turned to read from below.
    pub upward: bool,
    /// Whether it stands on a colour of a scale, which no theme changes.
    pub on_scale: bool,
}

impl<'a> Text<'a> {
    /// A text of regular weight in ink.
    pub fn new(text: &'a str, size: f64) -> Self {
        Self {
            text,
            size,
            weight: Weight::Regular,
            colour: paint::INK,
            anchor: Anchor::Start,
            upward: false,
            on_scale: false,
        }
    }

    /// The same in another colour.
    #[must_use]
    pub fn colour(mut self, colour: &'a str) -> Self {
        self.colour = colour;
        self
    }

    /// The same on a colour of a scale, in ink or paper, whichever reads better.
    #[must_use]
    pub fn on_scale(mut self, colour: &str) -> Self {
        self.colour = paint::on(colour);
        self.on_scale = true;
        self
    }

    /// The same to another side.
    #[must_use]
    pub fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// The same in the weight of headings.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.weight = Weight::SemiBold;
        self
    }

    /// The same, turned to read from below.
    #[must_use]
    pub fn upward(mut self) -> Self {
        self.upward = true;
        self
    }
}

/// What a drawing is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// A path through points, perhaps closed.
    Path {
        points: Vec<Point>,
        closed: bool,
        look: Look,
    },
    Rect {
        area: Area,
        radius: f64,
        look: Look,
    },
    /// Many lines of one look.
    Lines {
        ends: Vec<(Point, Point)>,
        look: Look,
    },
    /// Many discs of one size.
    Dots {
        centres: Vec<Point>,
        radius: f64,
        colour: String,
    },
    Circle {
        centre: Point,
        radius: f64,
        look: Look,
    },
    Text {
        at: Point,
        text: String,
        size: f64,
        weight: Weight,
        colour: String,
        anchor: Anchor,
        upward: bool,
        on_scale: bool,
    },
    Group {
        shift: Point,
        tip: Option<String>,
        nodes: Vec<Node>,
    },
}

/// How a shape is filled and outlined.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub(super) fill: Option<String>,
    pub(super) opacity: Option<f64>,
    pub(super) stroke: Option<String>,
    pub(super) width: f64,
    pub(super) dashes: Vec<f64>,
    /// Not seen, but there for a pointer.
    pub(super) unseen: bool,
}

impl Look {
    fn filled(colour: &str, opacity: f64) -> Self {
        Self {
            fill: Some(colour.to_owned()),
            opacity: (opacity < 1.0).then_some(opacity),
            ..Self::default()
        }
    }

    fn outlined(line: Line<'_>) -> Self {
        Self {
            stroke: Some(line.colour.to_owned()),
            width: line.width,
            dashes: line.dashes.to_vec(),
            ..Self::default()
        }
    }
}

/// Shapes and texts on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width of the sheet.
    pub width: f64,
    /// Height of the sheet.
    pub height: f64,
    pub(super) nodes: Vec<Node>,
}

impl Drawing {
    /// An empty sheet.
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            nodes: Vec::new(),
        }
    }

    /// A line through points. Points that are not finite end one piece and start
    /// the next: there is nothing to draw between them.
    pub fn line(&mut self, points: impl IntoIterator<Item = Point>, line: Line<'_>) {
        let mut piece = Vec::new();
        let ends = std::iter::once(Point::from((f64::NAN, f64::NAN)));
        for point in points.into_iter().chain(ends) {
            if point.x.is_finite() && point.y.is_finite() {
                piece.push(point);
            } else if !piece.is_empty() {
                self.nodes.push(Node::Path {
                    points: std::mem::take(&mut piece),
                    closed: false,
                    look: Look::outlined(line),
                });
            }
        }
    }

    /// A filled shape with corners.
    pub fn polygon(&mut self, points: Vec<Point>, colour: &str, opacity: f64) {
        self.nodes.push(Node::Path {
            points,
            closed: true,
            look: Look::filled(colour, opacity),
        });
    }

    /// A filled rectangle.
    pub fn rect(&mut self, area: Area, colour: &str, opacity: f64) {
        self.nodes.push(Node::Rect {
            area,
            radius: 0.0,
            look: Look::filled(colour, opacity),
        });
    }

    /// A rectangle with an outline, round corners, and a filling if there is one.
    pub fn frame(&mut self, area: Area, radius: f64, line: Line<'_>, fill: Option<&str>) {
        let mut look = Look::outlined(line);
        look.fill = fill.map(str::to_owned);
        self.nodes.push(Node::Rect { area, radius, look });
    }

    /// A disc with a rim in the colour of paper, which keeps it apart from what
    /// it covers.
    pub fn dot(&mut self, centre: Point, radius: f64, colour: &str) {
        let mut look = Look::filled(colour, 1.0);
        look.stroke = Some(paint::PAPER.to_owned());
        look.width = 1.0;
        self.nodes.push(Node::Circle {
            centre,
            radius,
            look,
        });
    }

    /// Many straight lines of one look, each from one place to another.
    pub fn lines(&mut self, ends: Vec<(Point, Point)>, line: Line<'_>) {
        if !ends.is_empty() {
            let look = Look::outlined(line);
            self.nodes.push(Node::Lines { ends, look });
        }
    }

    /// Many discs of one size, without rims: a fraction of the bytes of as many
    /// [`dot`](Self::dot)s.
    pub fn dots(&mut self, centres: Vec<Point>, radius: f64, colour: &str) {
        if !centres.is_empty() {
            self.nodes.push(Node::Dots {
                centres,
                radius,
                colour: colour.to_owned(),
            });
        }
    }

    /// A circle.
    pub fn ring(&mut self, centre: Point, radius: f64, line: Line<'_>) {
        let mut look = Look::outlined(line);
        look.fill = Some(paint::PAPER.to_owned());
        self.nodes.push(Node::Circle {
            centre,
            radius,
            look,
        });
    }

    /// A line of text; its base line passes through the place.
    pub fn text(&mut self, at: impl Into<Point>, text: Text<'_>) {
        if text.text.is_empty() {
            return;
        }
        self.nodes.push(Node::Text {
            at: at.into(),
            text: typographic(text.text).into_owned(),
            size: text.size,
            weight: text.weight,
            colour: text.colour.to_owned(),
            anchor: text.anchor,
            upward: text.upward,
            on_scale: text.on_scale,
        });
    }

    /// A line of text, or as much of it as has room; then a tip has the whole.
    pub fn text_within(&mut self, at: impl Into<Point>, text: Text<'_>, room: f64) {
        let shown = fitted(text.text, text.size, text.weight, room);
        let cut = Text {
            text: &shown,
            ..text
        };
        match shown == text.text {
            true => self.text(at, cut),
            false => self.with_tip(text.text, |drawing| drawing.text(at, cut)),
        }
    }

    /// An area that shows nothing but a tip.
    pub fn tip(&mut self, area: Area, tip: &str) {
        self.with_tip(tip, |drawing| {
            drawing.nodes.push(Node::Rect {
                area,
                radius: 0.0,
                look: Look {
                    unseen: true,
                    ..Look::default()
                },
            });
        });
    }

    /// What is drawn by `draw` has a tip: values that are shown when a pointer or
    /// the keyboard is there.
    pub fn with_tip(&mut self, tip: &str, draw: impl FnOnce(&mut Self)) {
        let mut inner = Self::new(self.width, self.height);
        draw(&mut inner);
        self.nodes.push(Node::Group {
            shift: Point::from((0.0, 0.0)),
            tip: Some(tip.to_owned()),
            nodes: inner.nodes,
        });
    }

    /// The tips in the order in which they were drawn.
    pub fn tips(&self) -> Vec<&str> {
        fn gather<'a>(nodes: &'a [Node], into: &mut Vec<&'a str>) {
            for node in nodes {
                if let Node::Group { tip, nodes, .. } = node {
                    into.extend(tip.as_deref());
                    gather(nodes, into);
                }
            }
        }
        let mut tips = Vec::new();
        gather(&self.nodes, &mut tips);
        tips
    }

    /// Another drawing, its upper left corner at a place.
    pub fn place(&mut self, at: impl Into<Point>, drawing: Self) {
        self.nodes.push(Node::Group {
            shift: at.into(),
            tip: None,
            nodes: drawing.nodes,
        });
    }
}
