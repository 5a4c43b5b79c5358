//! What becomes of breakthroughs: shipped from below, abandoned from above, and
//! those still open between.

use super::moments::tables;
use super::steps::{Step, steps};
use super::windows::{Side, over_windows, sides};
use super::{Made, NothingToDraw};
use crate::drawing::{Area, Axis, Drawing, Figure, Line, Panel, columns, direct_labels};
use crate::drawing::{paint, room_for};
use crate::experiment::tables::{Incidence, OverWindow};
use crate::metrics::{Fate, find};
use crate::numerals::{Shown, capitalised, fixed};
use crate::result::{ResultFolder, levels};
use crate::row::Rows;

/// Height of a panel.
const PANEL: f64 = 220.0;
/// The series whose colours the fates have.
const SHIPPED: usize = 0;
const ABANDONED: usize = 1;
const OPEN: usize = 6;

/// A panel for each side.
struct Latency {
    panels: Vec<Fates>,
    levels: String,
}

/// The fates of the breakthroughs of a side.
struct Fates {
    title: String,
    /// How many there are in all runs, and how many of them are censored.
    items: Option<(u64, u64)>,
    shipped: Vec<Step>,
    abandoned: Vec<Step>,
    open: Vec<Step>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let summaries = tables::<OverWindow>(results)?;
    let tables = tables::<Incidence>(results)?;
    let windows = tables.iter().flatten().map(|row| row.window);
    let sides = sides(results, windows);
    let panels = sides.iter().map(|side| {
        let (table, summary) = (&tables[side.result], &summaries[side.result]);
        Fates::of(side, table, summary, results.len() == 1)
    });
    let panels: Vec<Fates> = panels.filter(Fates::any).collect();
    if panels.is_empty() {
        let reason = "no run made a breakthrough";
        return Err(NothingToDraw::Empty(reason.to_owned()));
    }
    Ok(vec![Box::new(Latency {
        panels,
        levels: levels(results),
    })])
}

impl Fates {
    fn of(side: &Side, table: &Rows<Incidence>, summary: &Rows<OverWindow>, windows: bool) -> Self {
        let of = |fate| {
            let rows = table.iter().map(|row| &row.row);
            let rows = rows.filter(|row| row.window == side.window && row.fate == fate);
            rows.map(Step::from).collect()
        };
        let measure = find("latency_restricted_mean");
        let over = measure.map_or(Vec::new(), |measure| over_windows(summary, measure, None));
        let over = side.of(&over);
        Self {
            title: match windows {
                true => capitalised(&side.name),
                false => side.name.clone(),
            },
            items: over.and_then(|over| over.items.zip(over.censored)),
            shipped: of(Fate::Shipped),
            abandoned: of(Fate::Abandoned),
            open: of(Fate::Open),
        }
    }

    /// Whether there was a breakthrough.
    fn any(&self) -> bool {
        self.shipped.iter().any(|step| step.value.is_some())
    }

    /// The last quarter that some run followed.
    fn end(&self) -> Option<(Step, Step, Step)> {
        let all = self.shipped.iter().zip(&self.abandoned).zip(&self.open);
        let all = all.map(|((shipped, abandoned), open)| (*shipped, *abandoned, *open));
        all.rev().find(|(shipped, ..)| shipped.value.is_some())
    }

    /// What the shares are of.
    fn of_what(&self) -> String {
        match self.items {
            Some((items, censored)) => {
                format!("{items} breakthroughs, {censored} of them censored")
            }
            None => "breakthroughs".to_owned(),
        }
    }

    fn labels(&self) -> [(usize, f64, String); 3] {
        let share = |step: Step| step.value.unwrap_or(0.0);
        let ends = self.end().map(|(s, a, o)| (share(s), share(a), share(o)));
        let (shipped, abandoned, open) = ends.unwrap_or_default();
        let label = |name: &str, share: f64| format!("{name} {}%", fixed(100.0 * share, 0));
        [
            (SHIPPED, shipped / 2.0, label("shipped", shipped)),
            (OPEN, shipped + open / 2.0, label("open", open)),
            (
                ABANDONED,
                1.0 - abandoned / 2.0,
                label("abandoned", abandoned),
            ),
        ]
    }

    fn draw(&self, drawing: &mut Drawing, area: Area) {
        let last = self.shipped.iter().map(|step| step.at).fold(0.0, f64::max);
        let x = Axis::quarters("quarters since the breakthrough", 0.0, last, 4);
        let mut y = Axis::with_zero("", "share", [1.0], 4);
        y.label = format!("% of {}", self.of_what());
        let labels = self.labels();
        let right = room_for(labels.iter().map(|(.., label)| label.as_str()), area.width);
        let panel = Panel::new(drawing, area, &self.title, x, y, right);
        let from = |ends: fn(f64) -> (f64, f64), curve: &[Step]| {
            let band = curve.iter().map(|step| (step.at, step.value.map(ends)));
            steps(&band.collect::<Vec<_>>())
        };
        let shipped = from(|share| (0.0, share), &self.shipped);
        let abandoned = from(|share| (1.0 - share, 1.0), &self.abandoned);
        panel.band(drawing, &shipped, paint::series(SHIPPED), 0.55);
        panel.band(drawing, &abandoned, paint::series(ABANDONED), 0.5);
        let intervals = |ends: fn((f64, f64)) -> (f64, f64), curve: &[Step]| {
            let band = curve.iter().map(|step| (step.at, step.interval.map(ends)));
            steps(&band.collect::<Vec<_>>())
        };
        let of_shipped = intervals(|ends| ends, &self.shipped);
        let of_abandoned = intervals(|(low, high)| (1.0 - high, 1.0 - low), &self.abandoned);
        panel.band(drawing, &of_shipped, paint::INK, 0.25);
        panel.band(drawing, &of_abandoned, paint::INK, 0.25);
        let edge = |values: fn(f64) -> f64, curve: &[Step]| {
            let line = curve.iter().map(|step| (step.at, step.value.map(values)));
            steps(&line.collect::<Vec<_>>())
        };
        let line = Line::of_series(SHIPPED);
        panel.line(drawing, &edge(|share| share, &self.shipped), line);
        let line = Line::of_series(ABANDONED);
        panel.line(drawing, &edge(|share| 1.0 - share, &self.abandoned), line);
        let labels = labels
            .iter()
            .map(|(series, at, label)| (*series, panel.y(*at), label.as_str()));
        direct_labels(drawing, &panel, &labels.collect::<Vec<_>>(), right);
        self.tips(drawing, &panel);
    }

    /// A tip for each quarter.
    fn tips(&self, drawing: &mut Drawing, panel: &Panel) {
        let fates = self.shipped.iter().zip(&self.abandoned).zip(&self.open);
        for ((shipped, abandoned), open) in fates {
            let told = told(*shipped, *abandoned, *open);
            let at_risk = fixed(shipped.at_risk.unwrap_or(0.0), 1);
            let tip = format!(
                "{}, after {} quarters: {told}; {at_risk} at risk in a run",
                self.title, shipped.at
            );
            drawing.tip(panel.around(shipped.at, 1.0), &tip);
        }
    }

    fn words(&self) -> String {
        let Some((shipped, abandoned, open)) = self.end() else {
            return String::new();
        };
        let told = told(shipped, abandoned, open);
        let of_what = self.of_what();
        format!(
            "{}, after {} quarters: {told} ({of_what}).",
            self.title, shipped.at
        )
    }
}

fn told(shipped: Step, abandoned: Step, open: Step) -> String {
    let shown = Shown::of("share");
    let fates = [
        ("shipped", shipped),
        ("abandoned", abandoned),
        ("open", open),
    ];
    let told = fates.map(|(name, step)| {
        let value = shown.estimate(step.value, step.interval);
        format!("{name} {value}")
    });
    told.join(", ")
}

impl Figure for Latency {
    fn name(&self) -> String {
        "latency".to_owned()
    }

    fn title(&self) -> String {
        "What happens to breakthroughs, and when".to_owned()
    }

    fn description(&self) -> String {
        let words: Vec<String> = self.panels.iter().map(Fates::words).collect();
        words.join(" ")
    }

    fn note(&self) -> String {
        let steps = self.panels.iter().flat_map(|panel| &panel.shipped);
        let bands = match steps.filter(|step| step.interval.is_some()).count() {
            0 => "A single run has no interval.".to_owned(),
            _ => format!(
                "Bands at the borders: {} intervals of these estimates.",
                self.levels
            ),
        };
        format!(
            "Shipped from below, abandoned from above, still open between: Aalen-Johansen \
             estimates over the breakthroughs of all runs that were made in these quarters and \
             followed to their end. {bands} Those still open at the end are censored: they count \
             for as long as they were observed."
        )
    }

    fn draw(&self, width: f64) -> Drawing {
        let (areas, height) = columns(width, 300.0, self.panels.len(), PANEL, 22.0);
        let mut drawing = Drawing::new(width, height);
        for (panel, area) in self.panels.iter().zip(areas) {
            panel.draw(&mut drawing, area);
        }
        drawing
    }
}
