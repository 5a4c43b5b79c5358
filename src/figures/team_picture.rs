//! Teams as boxes with their people, in their units, and ties as lines between
//! them.

use crate::drawing::typeface::{Weight, fitted, width as text_width};
use crate::drawing::{Anchor, Area, Drawing, Line, Point, Text, paint};
use crate::experiment::tables::Team;
use crate::metrics::TeamKind;
use crate::units::Calendar;

/// Teams with more seats than these are shown by numbers.
const MOST_DOTS: u64 = 36;
/// Space between boxes.
const GAP: f64 = 9.0;
/// Space between the edge of a box and its people.
const EDGE: f64 = 3.5;
/// Height of the heading of a unit.
const HEADING: f64 = 19.0;
/// Space between the kinds of teams of a unit, where the ties between them are
/// seen.
const LANE: f64 = 26.0;
/// The series whose colours researchers, engineers and ties across have.
const RESEARCHERS: usize = 0;
const ENGINEERS: usize = 1;
const ACROSS: usize = 3;

/// The organisation at the end of a quarter.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// The quarter; below zero before the first.
    pub(super) quarter: i64,
    /// How quarters are told.
    pub(super) calendar: Calendar,
    pub(super) teams: Vec<Team>,
    pub(super) ties: Vec<Tie>,
}

/// The ties between two teams, or within one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) teams: [u64; 2],
    pub(super) ties: u64,
    /// How many of them cross the line between research and product.
    pub(super) cross: u64,
}

impl Tie {
    pub(super) fn is_within(&self) -> bool {
        self.teams[0] == self.teams[1]
    }
}

/// Seats of a team, vacant ones too.
fn seats(team: &Team) -> u64 {
    team.researchers + team.engineers + team.vacancies
}

/// The size of boxes at a width.
#[derive(Clone, Copy, Debug)]
pub(super) struct Boxes {
    /// Dots side by side; none if teams are shown by numbers.
    dots: Option<u64>,
    /// From dot to dot.
    pitch: f64,
    width: f64,
    height: f64,
    /// Boxes side by side.
    columns: usize,
}

impl Boxes {
    /// Boxes of one size for all teams of some pictures, as large as they can be.
    pub(super) fn of(pictures: &[Picture], width: f64) -> Self {
        let teams = pictures.iter().flat_map(|picture| &picture.teams);
        let most = teams.map(seats).max().unwrap_or(1).max(1);
        let teams = pictures.iter().map(|picture| picture.teams.len());
        let teams = teams.max().unwrap_or(0);
        let sized = |dots: Option<u64>, pitch: f64, width_of: f64, height: f64| {
            // a handful
            let columns = ((width + GAP) / (width_of + GAP)).floor().max(1.0) as usize;
            Self {
                dots,
                pitch,
                width: width_of,
                height,
                columns,
            }
        };
        if most > MOST_DOTS {
            return sized(None, 0.0, 60.0_f64.min(width), 30.0);
        }
        let side = (1..).find(|side| side * side >= most).unwrap_or(1);
        let rows = most.div_ceil(side);
        let with = |pitch: f64| {
            let [width, height] = [side, rows].map(|dots| dots as f64 * pitch + 2.0 * EDGE);
            sized(Some(side), pitch, width, height)
        };
        // smaller where many teams would make a long picture
        let pitches = [11.0, 9.5, 8.0, 7.0];
        let fits = |boxes: &Self| teams.div_ceil(boxes.columns) <= 8;
        let fitting = pitches.map(with).into_iter().find(fits);
        fitting.unwrap_or_else(|| with(6.0))
    }
}

impl Picture {
    /// The teams that have seats by their units, in the order of the scenario.
    pub(super) fn units(&self) -> Vec<(&str, Vec<&Team>)> {
        let mut units: Vec<(&str, Vec<&Team>)> = Vec::new();
        for team in self.teams.iter().filter(|team| seats(team) > 0) {
            match units.iter_mut().find(|(name, _)| *name == team.unit) {
                Some((_, teams)) => teams.push(team),
                None => units.push((&team.unit, vec![team])),
            }
        }
        units
    }

    /// Draws it, as wide as given.
    pub(super) fn draw(&self, width: f64, boxes: Boxes) -> Drawing {
        let mut drawing = Drawing::new(width, 0.0);
        let mut places: Vec<(&Team, Area)> = Vec::new();
        let mut top = 0.0;
        for (unit, teams) in self.units() {
            heading(&mut drawing, unit, &teams, top, width);
            top += HEADING;
            for kind in [TeamKind::Research, TeamKind::Mixed, TeamKind::Product] {
                let own: Vec<&&Team> = teams.iter().filter(|team| team.kind == kind).collect();
                for (place, team) in own.iter().enumerate() {
                    let [row, column] =
                        [place / boxes.columns, place % boxes.columns].map(|at| at as f64);
                    let x = column * (boxes.width + GAP);
                    let y = top + row * (boxes.height + GAP);
                    places.push((team, Area::new(x, y, boxes.width, boxes.height)));
                }
                if !own.is_empty() {
                    let rows = own.len().div_ceil(boxes.columns) as f64;
                    top += rows * (boxes.height + GAP) - GAP + LANE;
                }
            }
            top += GAP - LANE + 6.0;
        }
        drawing.height = (top - GAP).max(0.0);
        self.draw_ties(&mut drawing, &places);
        for (team, area) in places {
            let within = self.ties.iter().find(|t| t.teams == [team.team; 2]);
            draw_team(&mut drawing, team, area, boxes, within);
        }
        drawing
    }

    /// Ties between teams, behind the boxes: the fewest first.
    fn draw_ties(&self, drawing: &mut Drawing, places: &[(&Team, Area)]) {
        let place = |number: u64| {
            let (_, area) = places.iter().find(|(team, _)| team.team == number)?;
            let [x, y] = [area.x + area.width / 2.0, area.y + area.height / 2.0];
            Some(Point { x, y })
        };
        let mut between: Vec<&Tie> = self.ties.iter().filter(|tie| !tie.is_within()).collect();
        between.sort_by_key(|tie| (tie.ties, tie.teams));
        let (single, several): (Vec<&Tie>, Vec<&Tie>) =
            between.into_iter().partition(|tie| tie.ties == 1);
        // most ties are single ones: lines without values of their own
        for (across, colour) in [(false, paint::MUTED), (true, paint::series(ACROSS))] {
            let own = single.iter().filter(|tie| (tie.cross > 0) == across);
            let ends = own.filter_map(|tie| place(tie.teams[0]).zip(place(tie.teams[1])));
            drawing.lines(ends.collect(), Line::new(colour, 1.0));
        }
        for tie in several {
            let Some((from, to)) = place(tie.teams[0]).zip(place(tie.teams[1])) else {
                continue;
            };
            let colour = if tie.cross > 0 {
                paint::series(ACROSS)
            } else {
                paint::MUTED
            };
            let width = (0.5 + 0.5 * tie.ties as f64).min(5.0);
            let [a, b] = tie.teams;
            let tip = format!(
                "{} ties between teams {a} and {b}, {} across",
                tie.ties, tie.cross
            );
            drawing.with_tip(&tip, |d| d.line([from, to], Line::new(colour, width)));
        }
    }
}

/// The name of a unit, its structure, and how many people it has.
fn heading(drawing: &mut Drawing, unit: &str, teams: &[&Team], top: f64, width: f64) {
    let structure = teams.first().map_or("", |team| &team.structure);
    let sum = |count: fn(&Team) -> u64| teams.iter().map(|team| count(team)).sum::<u64>();
    let [researchers, engineers, vacancies] = [
        sum(|team| team.researchers),
        sum(|team| team.engineers),
        sum(|team| team.vacancies),
    ];
    let y = top + 11.0;
    let named = format!("{unit} · {structure}");
    let long = format!("{researchers} researchers, {engineers} engineers");
    let needed = |people: &str| text_width(people, 11.0, Weight::Regular) + 10.0;
    let people = match text_width(&named, 11.0, Weight::SemiBold) + needed(&long) <= width {
        true => long.clone(),
        false => format!("{researchers} + {engineers}"),
    };
    let shown = fitted(&named, 11.0, Weight::SemiBold, width - needed(&people));
    let tip = format!("{named}: {long}, {vacancies} vacant seats");
    drawing.with_tip(&tip, |drawing| {
        drawing.text((0.0, y), Text::new(&shown, 11.0).bold());
        let people = Text::new(&people, 11.0).anchor(Anchor::End);
        drawing.text((width, y), people.colour(paint::MUTED));
    });
}

fn draw_team(drawing: &mut Drawing, team: &Team, area: Area, boxes: Boxes, within: Option<&Tie>) {
    let cross = within.map_or(0, |tie| tie.cross);
    let ties = within.map_or(0, |tie| tie.ties);
    let tip = format!(
        "team {} of {} ({}): {} researchers, {} engineers, {} vacant; {ties} ties within it, \
         {cross} across",
        team.team, team.unit, team.kind, team.researchers, team.engineers, team.vacancies
    );
    drawing.with_tip(&tip, |drawing| {
        let line = Line::new(paint::MUTED, 0.8);
        drawing.frame(area, 3.0, line, Some(paint::PAPER));
        match boxes.dots {
            Some(side) => draw_people(drawing, team, area, side, boxes.pitch),
            None => {
                let middle = area.x + area.width / 2.0;
                let numbers = [(team.researchers, RESEARCHERS), (team.engineers, ENGINEERS)];
                for (place, (count, series)) in numbers.into_iter().enumerate() {
                    let y = area.y + 12.5 + 12.0 * place as f64;
                    let text = count.to_string();
                    let text = Text::new(&text, 11.0).bold().colour(paint::series(series));
                    drawing.text((middle, y), text.anchor(Anchor::Middle));
                }
            }
        }
        let people = (team.researchers + team.engineers).max(1) as f64;
        let share = (cross as f64 / (2.0 * people)).min(1.0);
        if share > 0.0 {
            let bar = Area::new(area.x, area.bottom() + 1.2, share * area.width, 2.4);
            drawing.rect(bar, paint::series(ACROSS), 1.0);
        }
    });
}

/// Researchers first, then engineers, then vacant seats, row by row.
fn draw_people(drawing: &mut Drawing, team: &Team, area: Area, side: u64, pitch: f64) {
    let centre = |seat: u64| {
        let [row, column] = [seat / side, seat % side].map(|at| at as f64);
        Point {
            x: area.x + EDGE + pitch * (column + 0.5),
            y: area.y + EDGE + pitch * (row + 0.5),
        }
    };
    let at = |places: std::ops::Range<u64>| places.map(centre).collect::<Vec<Point>>();
    let people = team.researchers + team.engineers;
    let radius = 0.36 * pitch;
    let rim = 0.14 * pitch.min(6.0);
    let researchers = at(0..team.researchers);
    drawing.dots(researchers, radius, paint::series(RESEARCHERS));
    let engineers = at(team.researchers..people);
    drawing.dots(
        engineers.clone(),
        radius - 0.6 + rim,
        paint::series(ENGINEERS),
    );
    drawing.dots(engineers, radius - 0.6 - rim, paint::PAPER);
    drawing.dots(at(people..seats(team)), 0.16 * pitch, paint::MUTED);
}
