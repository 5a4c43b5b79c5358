//! The organisation as a picture: who sits in which team, and which teams are
//! tied, before and after each change of a structure.

use super::moments::tables;
use super::team_picture::{Boxes, Picture, Tie};
use super::{Made, NothingToDraw};
use crate::drawing::typeface::{Weight, wrapped};
use crate::drawing::{Drawing, Figure, Line, Point, Text, columns, paint};
use crate::experiment::tables::{Team, Ties};
use crate::metrics::{Moment, TeamKind};
use crate::numerals::significant;
use crate::result::ResultFolder;
use crate::row::{At, Rows};
use crate::units::Calendar;

/// Pictures of one result, in order of time.
struct Organisation {
    name: String,
    title: String,
    pictures: Vec<Picture>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let teams = tables(results)?;
    let ties = tables(results)?;
    let several = results.len() > 1;
    let figures = results.iter().zip(&teams).zip(&ties).enumerate();
    let figures = figures.map(|(place, ((result, teams), ties))| Organisation {
        name: match several {
            true => format!("organisation-{}", place + 1),
            false => "organisation".to_owned(),
        },
        title: match several {
            true => format!("The organisation and its teams: {}", result.name()),
            false => "The organisation and its teams".to_owned(),
        },
        pictures: pictures(teams, ties, result.calendar()),
    });
    let figures = figures.filter(|figure| !figure.pictures.is_empty());
    let figures: Vec<Box<dyn Figure>> = figures.map(|f| Box::new(f) as Box<dyn Figure>).collect();
    match figures.is_empty() {
        true => Err(NothingToDraw::Empty("there are no teams".to_owned())),
        false => Ok(figures),
    }
}

/// The organisation around each change of a structure; at the start and at the
/// end if there is none.
fn pictures(teams: &Rows<Team>, ties: &Rows<Ties>, calendar: Calendar) -> Vec<Picture> {
    let mut pictures: Vec<(bool, Picture)> = Vec::new();
    for At { row, .. } in teams {
        let changes = matches!(row.moment, Moment::Before | Moment::After);
        // the end of a quarter is before one change and after another
        let known = pictures
            .iter_mut()
            .find(|(_, picture)| picture.quarter == row.quarter);
        let (changing, picture) = match known {
            Some(known) => known,
            None => {
                pictures.push((changes, Picture::of(row.quarter, calendar)));
                pictures.last_mut().expect("one was added")
            }
        };
        *changing |= changes;
        if picture.teams.iter().all(|team| team.team != row.team) {
            picture.teams.push(row.clone());
        }
    }
    if pictures.iter().any(|(changes, _)| *changes) {
        pictures.retain(|(changes, _)| *changes);
    }
    for (_, picture) in &mut pictures {
        for row in ties.iter().filter(|row| row.quarter == picture.quarter) {
            let tie = Tie {
                teams: [row.team, row.other_team],
                ties: row.ties,
                cross: row.cross_ties,
            };
            if !picture.ties.iter().any(|known| known.teams == tie.teams) {
                picture.ties.push(tie);
            }
        }
    }
    pictures.into_iter().map(|(_, picture)| picture).collect()
}

impl Figure for Organisation {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn description(&self) -> String {
        let words: Vec<String> = self.pictures.iter().map(Picture::words).collect();
        words.join(" ")
    }

    fn note(&self) -> String {
        "Boxes: teams of run 0. Discs: researchers; circles: engineers; small grey dots: vacant \
         seats. Lines: working ties between people of two teams, wider for more ties; purple if \
         they connect research and product. Bar below a team: such ties within the team, at full \
         width two per person."
            .to_owned()
    }

    fn draw(&self, width: f64) -> Drawing {
        let (areas, _) = columns(width, 300.0, self.pictures.len(), 0.0, 26.0);
        let each = areas.first().map_or(width, |area| area.width);
        let boxes = Boxes::of(&self.pictures, each);
        let mut drawing = Drawing::new(width, 0.0);
        let mut top = 0.0;
        let mut rest = self.pictures.iter().zip(&areas).peekable();
        while let Some((_, first)) = rest.peek().copied() {
            let row = std::iter::from_fn(|| rest.next_if(|(_, area)| area.y == first.y));
            let mut height: f64 = 0.0;
            for (picture, area) in row {
                let below = heading(
                    &mut drawing,
                    picture,
                    Point { x: area.x, y: top },
                    area.width,
                );
                let drawn = picture.draw(area.width, boxes);
                height = height.max(below + drawn.height);
                drawing.place((area.x, top + below), drawn);
            }
            top += height + 18.0;
        }
        drawing.height = (top - 18.0).max(0.0);
        drawing
    }
}

/// Writes when it is and how many ties there are; how much room that takes.
fn heading(drawing: &mut Drawing, picture: &Picture, at: Point, width: f64) -> f64 {
    drawing.text((at.x, at.y + 12.0), Text::new(&picture.when(), 12.0).bold());
    let mut y = at.y + 12.0;
    for line in wrapped(&picture.tied(), 11.0, Weight::Regular, width) {
        y += 14.0;
        drawing.text((at.x, y), Text::new(&line, 11.0).colour(paint::MUTED));
    }
    let rule = [(at.x, y + 6.0), (at.x + width, y + 6.0)];
    drawing.line(rule.map(Point::from), Line::new(paint::GRID, 1.0));
    y + 12.0 - at.y
}

impl Picture {
    fn of(quarter: i64, calendar: Calendar) -> Self {
        Self {
            quarter,
            calendar,
            teams: Vec::new(),
            ties: Vec::new(),
        }
    }

    fn when(&self) -> String {
        match self.quarter < 0 {
            true => "Before the first quarter".to_owned(),
            false => format!("End of {}", self.calendar.words(self.quarter)),
        }
    }

    /// The ties across the line between research and product, in words.
    fn tied(&self) -> String {
        let cross: u64 = self.ties.iter().map(|tie| tie.cross).sum();
        let within: u64 = self
            .ties
            .iter()
            .filter(|tie| tie.is_within())
            .map(|t| t.cross)
            .sum();
        let all: u64 = self.ties.iter().map(|tie| tie.ties).sum();
        let percent = significant(100.0 * cross as f64 / all.max(1) as f64, 2);
        format!(
            "{cross} of {all} ties ({percent}%) join research and product, {within} of them \
             within teams"
        )
    }

    fn words(&self) -> String {
        let units = self.units().into_iter().map(|(unit, teams)| {
            let sum = |count: fn(&Team) -> u64| teams.iter().map(|team| count(team)).sum::<u64>();
            let researchers = sum(|team| team.researchers);
            let engineers = sum(|team| team.engineers);
            let structure = teams.first().map_or("", |team| &team.structure);
            let kinds = TeamKind::ALL.iter().filter_map(|kind| {
                let count = teams.iter().filter(|team| team.kind == *kind).count();
                (count > 0).then(|| format!("{count} {kind}"))
            });
            let kinds: Vec<String> = kinds.collect();
            format!(
                "{unit} ({structure}) has {researchers} researchers and {engineers} engineers in \
                 teams: {}",
                kinds.join(", ")
            )
        });
        let units: Vec<String> = units.collect();
        format!("{}: {}; {}.", self.when(), units.join("; "), self.tied())
    }
}
