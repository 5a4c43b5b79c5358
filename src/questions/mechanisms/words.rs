//! The table of parts as people read it: on a terminal, and as a page.

use std::fmt::Write;

use super::findings::{LISTED, words};
use super::judged::is_counted;
use super::rows::{Effect, JudgedPart, Verdict};
use super::tested::Tested;
use crate::experiment::{Measure, Measures, Tell};
use crate::numerals::{Shown, decimals, fixed, significant};

/// How many measures of a part are shown.
const SHOWN: usize = 3;

/// A part as a line of a table.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its key.
    pub part: String,
    /// Where it is put: `off`, or `high: 0.9`.
    pub to: String,
    /// In which scenario.
    pub scenario: String,
    /// The main measures that it moves most there, each with its difference and standard
    /// error.
    pub measures: Vec<String>,
    /// The strongest difference relative to how far single runs spread.
    pub strength: String,
    /// How many main measures it moves in some scenario.
    pub moved: u64,
}

impl Tested {
    /// The parts with a verdict as lines, the strongest first.
    pub fn lines(&self, verdict: Verdict) -> Vec<Line> {
        let own = self.parts.iter().filter(|row| row.verdict == verdict);
        own.map(|row| self.line(row)).collect()
    }

    fn line(&self, row: &JudgedPart) -> Line {
        let bound = self.bound();
        let effects = self.effects.iter().map(|at| &at.row);
        let mut there: Vec<&Effect> = effects
            .filter(|effect| {
                effect.part == row.part
                    && Some(&effect.scenario) == row.scenario.as_ref()
                    && Some(&effect.setting) == row.setting.as_ref()
                    && match row.verdict {
                        Verdict::Moves => is_counted(effect, bound),
                        _ => Some(&effect.measure) == row.measure.as_ref(),
                    }
            })
            .collect();
        let strength = |effect: &Effect| effect.strength.map_or(0.0, f64::abs);
        there.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
        let to = match (row.level, &row.setting) {
            (Some(level), Some(setting)) if setting.parse::<f64>().is_ok() => {
                format!("{level}, {setting}")
            }
            (Some(level), _) => level.to_string(),
            (None, _) => String::new(),
        };
        Line {
            part: row.part.clone(),
            to,
            scenario: row.scenario.clone().unwrap_or_default(),
            measures: there.into_iter().take(SHOWN).map(told).collect(),
            strength: row.strength.map_or_else(String::new, |x| significant(x, 2)),
            moved: row.measures_moved,
        }
    }

    /// The table as Markdown: what was found, the parts that move something, and those that
    /// are not detected.
    pub fn markdown(&self) -> String {
        let measures = Measures::default();
        let mut text = String::new();
        for finding in self.findings().iter().take(1) {
            let _ = writeln!(text, "{}\n", finding.tell(&measures));
        }
        for verdict in [Verdict::Moves, Verdict::Undetected] {
            let (heading, meaning) = words(verdict);
            let lines = self.lines(verdict);
            let _ = writeln!(
                text,
                "### {heading}\n\n{} parts: {meaning}.\n\n\
                 | part | put to | scenario | difference ± standard error | strength | measures |\n\
                 |---|---|---|---|---|---|",
                lines.len()
            );
            for line in lines {
                let _ = writeln!(
                    text,
                    "| `{}` | {} | {} | {} | {} | {} |",
                    line.part,
                    line.to,
                    line.scenario,
                    line.measures.join("; "),
                    line.strength,
                    line.moved
                );
            }
            text.push('\n');
        }
        for verdict in LISTED.into_iter().filter(|v| *v != Verdict::Undetected) {
            let (heading, meaning) = words(verdict);
            let keys = self.keys(verdict);
            let keys = keys.iter().map(|key| format!("- `{key}`\n"));
            let list: String = keys.collect();
            let list = match list.as_str() {
                "" => "None.\n",
                list => list,
            };
            let _ = writeln!(text, "### {heading}\n\nParts of which {meaning}:\n\n{list}");
        }
        text
    }
}

/// An effect in a few words: `papers accepted -1.23 ± 0.05 papers/quarter`.
fn told(effect: &Effect) -> String {
    let measure: Measure = Measures::default().get(&effect.measure);
    let shown = Shown::of(&measure.unit).of_differences();
    let Some(value) = effect.difference.value else {
        return measure.title;
    };
    let error = effect.difference.std_error.unwrap_or_default() * shown.factor;
    let digits = if error > 0.0 { decimals(error) } else { 2 };
    format!(
        "{} {} ± {} {}",
        measure.title,
        fixed(value * shown.factor, digits),
        fixed(error, digits),
        shown.unit
    )
    .trim_end()
    .to_owned()
}
