//! A map of the better variant over two factors.

use serde::{Deserialize, Serialize};

use super::means::difference;
use crate::choice::choice;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::{Design, Factor, FactorLevel, Level, Session};
use crate::metrics::Better;
use crate::stats::Judgement;

/// Which of two variants is better over two factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Map {
    /// Key of the measure.
    pub measure: String,
    /// Label of the variant.
    pub variant: String,
    /// Label of the one that it is compared with.
    pub baseline: String,
    /// The factor of the columns.
    pub across: Levels,
    /// The factor of the rows.
    pub down: Levels,
    /// One for each combination of the other factors.
    pub panels: Vec<Panel>,
}

/// A factor with its levels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Name of the factor.
    pub factor: String,
    /// The levels in order.
    pub levels: Vec<Level>,
}

/// The map at one combination of the other factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// That combination.
    pub at: Vec<FactorLevel>,
    /// Who leads, row by row.
    pub rows: Vec<Vec<Leader>>,
}

choice! {
    /// Which of two variants is significantly better.
    pub enum Leader {
        /// The variant that is compared.
        Variant = "variant",
        /// The one that it is compared with.
        Baseline = "baseline",
        /// Neither: the interval of the difference includes 0.
        Undecided = "undecided",
    }
}

impl Leader {
    fn letter(self) -> char {
        match self {
            Self::Variant => '+',
            Self::Baseline => '-',
            Self::Undecided => '.',
        }
    }
}

impl Map {
    /// The map in letters, a line a row, each panel below its combination.
    pub(super) fn letters(&self) -> String {
        let panels = self.panels.iter().flat_map(|panel| {
            let at: Vec<String> = panel.at.iter().map(FactorLevel::to_string).collect();
            let title = (!at.is_empty()).then(|| format!("  {}", at.join(", ")));
            let rows = self.down.levels.iter().zip(&panel.rows);
            let rows = rows.map(|(level, leaders)| {
                let letters: String = leaders.iter().flat_map(|own| [' ', own.letter()]).collect();
                format!("    {:>8} {letters}", level.to_string())
            });
            title.into_iter().chain(rows)
        });
        panels.collect::<Vec<_>>().join("\n")
    }
}

/// A map of the first measure over the first two factors, a panel for each combination of
/// the others; none unless it is a grid of two variants.
pub(super) fn map(session: &Session<'_>, outcomes: &Outcomes) -> Option<Map> {
    let experiment = session.experiment;
    let ([baseline, variant], [across, down, others @ ..]) = (
        experiment.variants.as_slice(),
        experiment.factors.as_slice(),
    ) else {
        return None;
    };
    if experiment.design != Design::Grid {
        return None;
    }
    let measure = outcomes.columns().measures().first()?;
    let lower_is_better = experiment.described().get(measure).better == Better::Lower;
    let leader = |point: usize| {
        let difference = difference(outcomes, point, 1, 0);
        match (Judgement::of(&difference, 0.0, 0.0).sign(), lower_is_better) {
            (1, false) | (-1, true) => Leader::Variant,
            (1, true) | (-1, false) => Leader::Baseline,
            _ => Leader::Undecided,
        }
    };
    let mut combinations: Vec<&[Level]> = Vec::new();
    for levels in &session.points {
        if !combinations.contains(&&levels[2..]) {
            combinations.push(&levels[2..]);
        }
    }
    let panel = |rest: &&[Level]| {
        let place = |column: &Level, row: &Level| {
            let is_here = |levels: &Vec<Level>| {
                levels[0] == *column && levels[1] == *row && levels[2..] == **rest
            };
            session.points.iter().position(is_here).map(leader)
        };
        let row = |row: &Level| {
            let columns = across.levels();
            columns
                .iter()
                .filter_map(|column| place(column, row))
                .collect()
        };
        Panel {
            at: FactorLevel::all(others, rest),
            rows: down.levels().iter().map(row).collect(),
        }
    };
    let levels = |factor: &Factor| Levels {
        factor: factor.name.clone(),
        levels: factor.levels(),
    };
    Some(Map {
        measure: measure.clone(),
        variant: variant.label.clone(),
        baseline: baseline.label.clone(),
        across: levels(across),
        down: levels(down),
        panels: combinations.iter().map(panel).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_panel_stands_below_its_combination() {
        let numbers = |numbers: &[f64]| numbers.iter().copied().map(Level::Number).collect();
        let levels = |factor: &str, levels| Levels {
            factor: factor.into(),
            levels,
        };
        let panel = |horizon, rows| Panel {
            at: vec![FactorLevel {
                factor: "horizon".into(),
                level: Level::Number(horizon),
            }],
            rows,
        };
        let [plus, minus, dot] = [Leader::Variant, Leader::Baseline, Leader::Undecided];
        let map = Map {
            measure: "shipped_value".into(),
            variant: "fusion".into(),
            baseline: "loose coupling".into(),
            across: levels("tacitness", numbers(&[0.1, 0.5, 0.9])),
            down: levels("obsolescence", numbers(&[0.0, 0.05])),
            panels: vec![
                panel(4.0, vec![vec![minus, dot, plus], vec![minus, minus, dot]]),
                panel(8.0, vec![vec![minus; 3], vec![dot; 3]]),
            ],
        };
        let lines = [
            "  horizon = 4",
            "           0  - . +",
            "        0.05  - - .",
            "  horizon = 8",
            "           0  - - -",
            "        0.05  . . .",
        ];
        assert_eq!(map.letters(), lines.join("\n"));
        let value = serde_json::to_value(&map).unwrap();
        assert_eq!(Map::deserialize(&value).unwrap(), map);
    }
}
