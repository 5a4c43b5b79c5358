//! Differences quarter by quarter: when damage appears, and when it is undone.

use super::findings::Finding;
use super::rows::{QuarterDifference, Spell};
use super::settings::CompareSettings;
use crate::experiment::answer::{point_cells, point_columns};
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::experiment::tables::{date_cells, date_columns};
use crate::row::Rows;
use crate::stats::{Estimate, Judgement};

/// The differences: a row a design point, measure, variant and quarter. Without factors,
/// the quarters in which there is one are found, too.
pub(super) fn by_quarter(
    session: &Session<'_>,
    outcomes: &Outcomes,
    settings: CompareSettings,
) -> (Rows<QuarterDifference>, Vec<Finding>) {
    let experiment = session.experiment;
    let columns = outcomes.columns();
    let calendar = experiment.calendar();
    let mut rows = Rows::at([point_columns(experiment), date_columns(calendar)].concat());
    let mut findings = Vec::new();
    for (point, levels) in session.points.iter().enumerate() {
        for (place, measure) in columns.quarterly().iter().enumerate() {
            for variant in settings.others(experiment) {
                let difference = |quarter| {
                    let column = columns.in_quarter(place, quarter);
                    let pairs = outcomes.pairs(point, [settings.baseline, variant], column);
                    outcomes.difference(&pairs, column)
                };
                let differences: Vec<Estimate> = (0..columns.quarters()).map(difference).collect();
                let label = &experiment.variants[variant].label;
                for (quarter, difference) in (0..).zip(&differences) {
                    let row = QuarterDifference {
                        measure: measure.clone(),
                        variant: label.clone(),
                        quarter,
                        pairs: difference.n,
                        difference: difference.into(),
                    };
                    let mut cells = point_cells(experiment, point, levels);
                    cells.extend(date_cells(calendar, quarter as i64));
                    rows.push_at(cells, row);
                }
                let spells = spells(&differences);
                if experiment.factors.is_empty() && !spells.is_empty() {
                    findings.push(Finding::Quarters {
                        measure: measure.clone(),
                        variant: label.clone(),
                        spells,
                        calendar,
                    });
                }
            }
        }
    }
    (rows, findings)
}

/// The quarters in which a difference is surely above or below 0.
fn spells(differences: &[Estimate]) -> Vec<Spell> {
    let sign = |difference: &Estimate| Judgement::of(difference, 0.0, 0.0).sign();
    let mut spells: Vec<Spell> = Vec::new();
    for (quarter, difference) in (0..).zip(differences) {
        match (sign(difference), spells.last_mut()) {
            (0, _) => {}
            (sign, Some(spell)) if spell.sign == sign && spell.last + 1 == quarter => {
                spell.last = quarter;
            }
            (sign, _) => spells.push(Spell {
                sign,
                first: quarter,
                last: quarter,
            }),
        }
    }
    spells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Moments;

    fn of(numbers: &[f64]) -> Estimate {
        Estimate::of_mean(&numbers.iter().copied().collect::<Moments>(), 0.95)
    }

    #[test]
    fn quarters_in_a_row_are_one_spell() {
        let (up, down, none) = (of(&[1.0, 1.1]), of(&[-1.0, -1.1]), of(&[-1.0, 1.0]));
        let spell = |sign, first, last| Spell { sign, first, last };
        assert_eq!(
            spells(&[none, down, down, none, up]),
            [spell(-1, 1, 2), spell(1, 4, 4)]
        );
        assert_eq!(spells(&[none, none]), []);
    }
}
