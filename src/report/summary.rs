//! The main measures of a run's result, by window.

use crate::experiment::tables::OverWindow;
use crate::metrics::{Measure, Span, measures};
use crate::result::{ResultError, ResultFolder};
use crate::units::Calendar;

/// What is known of the main measures of a result of runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    /// The name of the result.
    pub(super) name: String,
    /// How many runs there are.
    pub(super) runs: u64,
    /// How its quarters are told.
    pub(super) calendar: Calendar,
    /// The confidence level of its intervals.
    pub(super) level: f64,
    /// The observed windows: all quarters first, then the parts between changes of
    /// structure.
    pub(super) windows: Vec<Span>,
    /// The measures in the order of the registry.
    pub(super) lines: Vec<Line>,
}

/// A measure, perhaps of a topic or venue.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) measure: &'static Measure,
    pub(super) group: Option<String>,
    /// Its values, one a window; none where the file has no row.
    pub(super) values: Vec<Option<Value>>,
}

/// An estimate over runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) mean: Option<f64>,
    /// The error of the simulation, of the mean alone.
    pub(super) interval: Option<(f64, f64)>,
    /// Within which 90% of organisations lie; none of a single run.
    pub(super) one: Option<(f64, f64)>,
    /// The same if their parameters are drawn from assumed ranges.
    pub(super) differ: Option<(f64, f64)>,
    pub(super) runs: u64,
    pub(super) items: Option<u64>,
    pub(super) censored: Option<u64>,
}

impl Summary {
    /// Reads the main measures; measures that this version does not know are left
    /// to the full table.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn read(result: &ResultFolder) -> Result<Self, ResultError> {
        let mut summary = Self {
            name: result.name().to_owned(),
            runs: result.manifest()["runs"].as_u64().unwrap_or(0),
            calendar: result.calendar(),
            level: result.level(),
            ..Self::default()
        };
        let Some(rows) = result.rows::<OverWindow>()? else {
            return Ok(summary);
        };
        for row in &rows {
            if !summary.windows.contains(&row.window) {
                summary.windows.push(row.window);
            }
        }
        for measure in measures().iter().filter(|measure| measure.headline) {
            let key = measure.key();
            for row in rows.iter().filter(|row| row.measure == key) {
                summary.add(measure, row);
            }
        }
        Ok(summary)
    }

    fn add(&mut self, measure: &'static Measure, row: &OverWindow) {
        let same = |line: &Line| std::ptr::eq(line.measure, measure) && line.group == row.group;
        let at = self.lines.iter().position(same).unwrap_or_else(|| {
            self.lines.push(Line {
                measure,
                group: row.group.clone(),
                values: vec![None; self.windows.len()],
            });
            self.lines.len() - 1
        });
        let place = self.windows.iter().position(|known| *known == row.window);
        if let Some(place) = place {
            self.lines[at].values[place] = Some(Value {
                mean: row.estimate.value,
                interval: row.estimate.interval(),
                one: row.p05.zip(row.p95).filter(|_| row.n_runs > 1),
                differ: row.parameters_p05.zip(row.parameters_p95),
                runs: row.n_runs,
                items: row.n_items,
                censored: row.n_censored,
            });
        }
    }

    /// The windows between changes of structure.
    pub(super) fn parts(&self) -> impl Iterator<Item = Span> {
        let windows = self.windows.iter().copied();
        windows.filter(|window| *window != Span::All)
    }

    /// The value of a measure without groups in a window.
    pub(super) fn value(&self, measure: &Measure, window: Span) -> Option<Value> {
        let line = self
            .lines
            .iter()
            .find(|line| std::ptr::eq(line.measure, measure) && line.group.is_none())?;
        line.values[self.windows.iter().position(|known| *known == window)?]
    }
}

impl Line {
    /// The measure and the group, as a row is called.
    pub(super) fn label(&self) -> String {
        match &self.group {
            Some(group) => format!("{}: {group}", self.measure.label),
            None => self.measure.label.clone(),
        }
    }
}
