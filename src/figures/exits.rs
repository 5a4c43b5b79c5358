//! Exits by destination: a column a quarter, in which the destinations are
//! stacked.

use super::destinations::{Column, PARTS, measure, people, read};
use super::marks::{Mark, draw_marks, note_on};
use super::moments::{ends, marks_of_all, tables};
use super::windows::{Over, over_windows};
use super::{Made, NothingToDraw};
use crate::drawing::{Area, Axis, Drawing, Figure, Line, Panel, Point, paint};
use crate::drawing::{columns, direct_labels, room_for};
use crate::model::Role;
use crate::numerals::{Shown, capitalised, fixed};
use crate::result::{ResultFolder, calendar, levels};
use crate::units::Calendar;

/// Columns of the roles of a result, or of results at the same scale.
struct Exits {
    /// Whose exits; none: those of both roles of one result.
    of: Option<Role>,
    stacks: Vec<Stack>,
    /// Names of the destinations; none is empty in all columns.
    parts: Vec<&'static str>,
    marks: Vec<Mark>,
    calendar: Calendar,
    levels: String,
}

/// The columns of one role in one result.
struct Stack {
    title: String,
    columns: Vec<Column>,
    /// Mean exits over windows, the whole observation first.
    over: Vec<Over>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let quarters = tables(results)?;
    let summaries = tables(results)?;
    let marks = marks_of_all(results)?;
    let stacks = |role: Role, by_result: bool| {
        let each = results.iter().zip(&quarters).zip(&summaries);
        each.map(|((result, quarters), summary)| Stack {
            title: match by_result {
                true => result.name().to_owned(),
                false => capitalised(people(role)),
            },
            columns: read(quarters, role),
            over: over_windows(summary, measure(role, "exits"), None),
        })
        .collect::<Vec<Stack>>()
    };
    let roles = [Role::Researcher, Role::Engineer];
    let figures: Vec<Exits> = match results {
        [_] => {
            let stacks = roles.into_iter().flat_map(|role| stacks(role, false));
            vec![Exits::of(None, stacks.collect(), marks, results)]
        }
        _ => {
            let of_role = |role| Exits::of(Some(role), stacks(role, true), marks.clone(), results);
            roles.into_iter().map(of_role).collect()
        }
    };
    let drawn = figures
        .into_iter()
        .filter(|figure| !figure.parts.is_empty());
    let drawn: Vec<Box<dyn Figure>> = drawn.map(|f| Box::new(f) as Box<dyn Figure>).collect();
    match drawn.is_empty() {
        true => Err(NothingToDraw::Empty("nobody left in any run".to_owned())),
        false => Ok(drawn),
    }
}

impl Exits {
    /// Leaves out destinations that nobody takes, and stacks without columns.
    fn of(
        of: Option<Role>,
        mut stacks: Vec<Stack>,
        marks: Vec<Mark>,
        results: &[ResultFolder],
    ) -> Self {
        stacks.retain(|stack| !stack.columns.is_empty());
        let columns = || stacks.iter().flat_map(|stack| &stack.columns);
        let kept: Vec<usize> = (0..PARTS.len())
            .filter(|&part| columns().any(|column| column.parts[part] > 0.0))
            .collect();
        for column in stacks.iter_mut().flat_map(|stack| &mut stack.columns) {
            column.parts = kept.iter().map(|&part| column.parts[part]).collect();
        }
        Self {
            of,
            stacks,
            parts: kept.iter().map(|&part| PARTS[part].1).collect(),
            marks,
            calendar: calendar(results),
            levels: levels(results),
        }
    }

    /// Whether the organisation decided about exits.
    fn some_decided(&self) -> bool {
        let mut columns = self.stacks.iter().flat_map(|stack| &stack.columns);
        columns.any(|column| column.decided > 0.0)
    }

    /// The largest number that is shown with a stack: those of results have one
    /// scale, those of roles their own.
    fn top(&self, stack: &Stack) -> f64 {
        let together = match self.of {
            Some(_) => &self.stacks[..],
            None => std::slice::from_ref(stack),
        };
        let columns = together.iter().flat_map(|stack| &stack.columns);
        let tops = columns.map(|Column { total, .. }| {
            let high = total.interval.map(|(_, high)| high);
            high.or(total.mean).unwrap_or(0.0)
        });
        tops.fold(0.0, f64::max)
    }

    fn draw_stack(&self, drawing: &mut Drawing, area: Area, stack: &Stack) {
        let (first, last) = ends(stack.columns.iter().map(|column| &column.total));
        let mut x = Axis::dates(self.calendar, "quarter", first, last, 5);
        (x.low, x.high) = (first - 0.5, last + 0.5);
        // labels of events stand above the columns
        let room = if self.marks.is_empty() { 1.0 } else { 1.1 };
        let y = Axis::with_zero("", "exits per quarter", [room * self.top(stack)], 4);
        let right = room_for(self.parts.iter().copied(), area.width);
        let panel = Panel::new(drawing, area, &stack.title, x, y, right);
        let step = panel.x(1.0) - panel.x(0.0);
        for column in &stack.columns {
            let tip = self.tip(stack, column);
            drawing.with_tip(&tip, |drawing| {
                self.draw_column(drawing, &panel, column, step)
            });
        }
        // before the columns of their quarters
        draw_marks(drawing, &panel, &self.marks);
        let Some(column) = stack.columns.last() else {
            return;
        };
        let mut labels = Vec::new();
        let mut below = 0.0;
        for (place, (name, part)) in self.parts.iter().zip(&column.parts).enumerate() {
            labels.push((place, panel.y(below + part / 2.0), *name));
            below += part;
        }
        direct_labels(drawing, &panel, &labels, right);
    }

    fn draw_column(&self, drawing: &mut Drawing, panel: &Panel, column: &Column, step: f64) {
        let middle = panel.x(column.total.quarter);
        let width = (step - 2.0).max(0.7 * step);
        let mut below = 0.0;
        for (place, part) in column.parts.iter().enumerate() {
            let (low, high) = (panel.y(below), panel.y(below + part));
            // a hair of paper between the parts
            let gap = if below > 0.0 { 0.75 } else { 0.0 };
            let height = (low - high - gap).max(0.0);
            let area = Area::new(middle - width / 2.0, high, width, height);
            drawing.rect(area, paint::series(place), 1.0);
            below += part;
        }
        if column.decided > 0.0 {
            let top = panel.y(column.decided);
            let height = panel.y(0.0) - top;
            let area = Area::new(middle - width / 2.0, top, 0.3 * width, height);
            drawing.rect(area, paint::INK, 1.0);
        }
        if let Some((low, high)) = column.total.interval {
            let ends = [(middle, panel.y(low)), (middle, panel.y(high))];
            if step >= 10.0 {
                drawing.line(ends.map(Point::from), Line::new(paint::PAPER, 3.0));
            }
            drawing.line(ends.map(Point::from), Line::new(paint::INK, 1.2));
        }
    }

    fn tip(&self, stack: &Stack, column: &Column) -> String {
        let shown = Shown::of("exits per quarter");
        let total = shown.estimate(column.total.mean, column.total.interval);
        let parts = self.parts.iter().zip(&column.parts).rev();
        let mut parts: Vec<String> = parts
            .map(|(name, part)| format!("{name} {}", fixed(*part, 2)))
            .collect();
        if column.decided > 0.0 {
            let decided = fixed(column.decided, 2);
            parts.push(format!("dismissed or through an event {decided}"));
        }
        // quarters are whole numbers
        let quarter = self.calendar.words(column.total.quarter as i64);
        let parts = parts.join(", ");
        format!("{}, {quarter}: {total}; {parts}", stack.title)
    }

    /// The exits over windows, and the parts of all of them.
    fn words(&self, stack: &Stack) -> String {
        let over = stack.over.iter().map(|over| {
            let estimate = over.estimate("exits per quarter");
            format!("{estimate} in {}", over.window.words(self.calendar))
        });
        let over: Vec<String> = over.collect();
        let sum = |part: usize| stack.columns.iter().map(|c| c.parts[part]).sum::<f64>();
        let all: f64 = (0..self.parts.len()).map(sum).sum();
        let parts = self.parts.iter().enumerate().map(|(part, name)| {
            let percent = 100.0 * sum(part) / all.max(f64::MIN_POSITIVE);
            format!("{name} {}%", fixed(percent, 0))
        });
        let mut parts: Vec<String> = parts.collect();
        let decided: f64 = stack.columns.iter().map(|column| column.decided).sum();
        if decided > 0.0 {
            let percent = 100.0 * decided / all.max(f64::MIN_POSITIVE);
            let percent = fixed(percent, 0);
            parts.push(format!("dismissed or through an event {percent}%"));
        }
        let over = over.join("; ");
        format!("{}: {over}. Of all: {}.", stack.title, parts.join(", "))
    }
}

impl Figure for Exits {
    fn name(&self) -> String {
        match self.of {
            Some(role) => format!("exits-{}", people(role)),
            None => "exits".to_owned(),
        }
    }

    fn title(&self) -> String {
        match self.of {
            Some(role) => format!("How many {} leave, and where to", people(role)),
            None => "Who leaves, and where to".to_owned(),
        }
    }

    fn description(&self) -> String {
        let words: Vec<String> = self.stacks.iter().map(|stack| self.words(stack)).collect();
        words.join(" ")
    }

    fn note(&self) -> String {
        let intervals = self.stacks.iter().flat_map(|stack| &stack.columns);
        let intervals = intervals.filter(|column| column.total.interval.is_some());
        let intervals = match intervals.count() {
            0 => "A single run has no interval.".to_owned(),
            _ => format!("Upright lines: {} intervals of the totals.", self.levels),
        };
        let marks = note_on(&self.marks);
        let decided = if self.some_decided() {
            " Narrow columns on them: those who are dismissed or leave through an event."
        } else {
            ""
        };
        format!(
            "Columns: means over the runs of the people who leave in a quarter, by destination. \
             {intervals}{decided}{marks}"
        )
    }

    fn draw(&self, width: f64) -> Drawing {
        let (areas, height) = columns(width, 320.0, self.stacks.len(), 220.0, 22.0);
        let mut drawing = Drawing::new(width, height);
        for (stack, area) in self.stacks.iter().zip(areas) {
            self.draw_stack(&mut drawing, area, stack);
        }
        drawing
    }
}
