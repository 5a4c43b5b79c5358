//! The main measures of a run's result, by window.

use crate::metrics::{Measure, measures};
use crate::result::{ResultError, ResultFolder, Row};

/// What `summary.csv` says of the main measures.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    /// The observed windows: all quarters first, then the parts between changes of
    /// structure.
    pub(super) windows: Vec<String>,
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
    pub(super) interval: Option<(f64, f64)>,
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
        let Some(frame) = result.table("summary.csv")? else {
            return Ok(Self::default());
        };
        let mut summary = Self::default();
        let headline = measures().iter().filter(|measure| measure.headline);
        let headline: Vec<&'static Measure> = headline.collect();
        for row in frame.rows() {
            let window = row.text("window").unwrap_or_default();
            if !summary.windows.iter().any(|known| known == window) {
                summary.windows.push(window.to_owned());
            }
        }
        for row in frame.rows() {
            let of = |measure: &&&'static Measure| row.is_about(measure);
            if let Some(measure) = headline.iter().find(of) {
                summary.add(measure, row);
            }
        }
        let place = |line: &Line| headline.iter().position(|m| std::ptr::eq(*m, line.measure));
        summary.lines.sort_by_key(place);
        Ok(summary)
    }

    fn add(&mut self, measure: &'static Measure, row: Row<'_>) {
        let group = row.text("group");
        let same =
            |line: &Line| std::ptr::eq(line.measure, measure) && line.group.as_deref() == group;
        let at = self.lines.iter().position(same).unwrap_or_else(|| {
            self.lines.push(Line {
                measure,
                group: group.map(str::to_owned),
                values: vec![None; self.windows.len()],
            });
            self.lines.len() - 1
        });
        let window = row.text("window").unwrap_or_default();
        if let Some(place) = self.windows.iter().position(|known| known == window) {
            self.lines[at].values[place] = Some(Value {
                mean: row.number("estimate"),
                interval: row.interval("ci_low", "ci_high"),
                runs: row.count("n_runs").unwrap_or(0),
                items: row.count("n_items"),
                censored: row.count("n_censored"),
            });
        }
    }

    /// The value of a measure without groups in a window.
    pub(super) fn value(&self, measure: &Measure, window: &str) -> Option<Value> {
        let line = self
            .lines
            .iter()
            .find(|line| std::ptr::eq(line.measure, measure) && line.group.is_none())?;
        line.values[self.windows.iter().position(|known| known == window)?]
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
