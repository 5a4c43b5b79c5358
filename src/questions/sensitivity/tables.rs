//! Indices as tables: `sensitivity.csv` and `pairs.csv`.

use super::indices::{IndexKind, Indices, Verdict};
use super::settings::{Explained, SensitivityMethod, SensitivitySettings};
use crate::experiment::answer::{estimate_cells, estimate_columns};
use crate::experiment::definition::Experiment;
use crate::table::{Cell, Column, Kind, Table};

/// The tables while they are filled.
pub(super) struct Tables<'a> {
    experiment: &'a Experiment,
    settings: SensitivitySettings,
    pub(super) indices: Table,
    pub(super) pairs: Table,
}

/// Which outcome the rows are about.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Key of the measure.
    pub(super) measure: String,
    /// The variant, or the difference of two.
    pub(super) variant: String,
}

impl<'a> Tables<'a> {
    /// Tables without rows; confidence level of the intervals.
    pub(super) fn new(
        experiment: &'a Experiment,
        settings: SensitivitySettings,
        level: f64,
    ) -> Self {
        let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
        let subject = [
            text("measure", "Key of the measure."),
            text("variant", "The variant, or the first less the second."),
        ];
        let unit = match settings.method {
            SensitivityMethod::Morris => "unit of the measure",
            SensitivityMethod::Sobol => "share of the variance",
            SensitivityMethod::Pawn | SensitivityMethod::Delta => "probability",
        };
        let estimates = |what| {
            let mut columns = estimate_columns("estimate", what, level);
            for column in &mut columns {
                unit.clone_into(&mut column.unit);
                if column.empty.is_some() {
                    column.empty = Some("no interval: the outcome does not vary".to_owned());
                }
            }
            columns
        };
        let rows = |name, meaning| Column::new(name, Kind::Count, "rows of the design", meaning);
        let counts = [
            rows(
                "rows",
                "Base rows, trajectories or points that were analysed.",
            ),
            rows("dropped", "Those left out since a point had no value."),
        ];
        let mut columns = subject.to_vec();
        columns.extend([
            text("index", index_meaning(settings.method)),
            text("factor", factor_meaning(settings)),
        ]);
        columns.extend(estimates("The index"));
        columns.push(
            Column::new(
                "rank",
                Kind::Count,
                "",
                "1 is the largest, without its sign.",
            )
            .or_empty("not a factor"),
        );
        columns.push(
            text("verdict", verdict_meaning(settings))
                .or_empty("not a factor, or the index does not say so"),
        );
        if settings.method == SensitivityMethod::Pawn {
            let meaning = "What the distance of one slice exceeds with a chance of 5% if the \
                           factor does not matter.";
            let column = Column::new("critical", Kind::Number, unit, meaning);
            columns.push(column.or_empty("not a factor"));
        }
        columns.extend(counts.clone());
        let mut of_pairs = subject.to_vec();
        of_pairs.extend([
            text("first_factor", "A factor."),
            text("second_factor", "Another."),
        ]);
        let what = "Share of the variance by the interaction of just these two";
        of_pairs.extend(estimates(what));
        of_pairs.extend(counts);
        Self {
            experiment,
            settings,
            indices: Table::new(columns),
            pairs: Table::new(of_pairs),
        }
    }

    /// Adds the indices of an outcome.
    pub(super) fn push(&mut self, subject: &Subject, indices: &Indices) {
        let about = [&subject.measure, &subject.variant].map(|text| Cell::text(text.clone()));
        let counts = [indices.rows, indices.dropped].map(|rows| Cell::Count(rows as u64));
        for kind in &indices.kinds {
            for (rank, factor) in (1..).zip(kind.ranked()) {
                let mut row = about.to_vec();
                row.push(Cell::text(kind.name));
                row.push(Cell::text(self.experiment.factors[factor].name.clone()));
                row.extend(estimate_cells(&kind.factors[factor]));
                row.push(Cell::Count(rank));
                row.push(verdict(kind, factor));
                if self.settings.method == SensitivityMethod::Pawn {
                    let critical = kind.critical.as_ref();
                    row.push(Cell::from(critical.map(|critical| critical[factor])));
                }
                row.extend(counts.clone());
                self.indices.push(row);
            }
            let mut row = about.to_vec();
            row.push(Cell::text(kind.name));
            row.push(Cell::text(dummy_name(self.settings)));
            row.extend(estimate_cells(&kind.dummy));
            row.extend([Cell::Missing, Cell::Missing]);
            if self.settings.method == SensitivityMethod::Pawn {
                row.push(Cell::Missing);
            }
            row.extend(counts.clone());
            self.indices.push(row);
        }
        for pair in &indices.pairs {
            let name = |factor: usize| Cell::text(self.experiment.factors[factor].name.clone());
            let mut row = about.to_vec();
            row.extend([name(pair.inputs.0), name(pair.inputs.1)]);
            row.extend(estimate_cells(&pair.index));
            row.extend(counts.clone());
            self.pairs.push(row);
        }
    }
}

/// The name of what is no factor: luck where it is explained, else a dummy.
pub(super) fn dummy_name(settings: SensitivitySettings) -> &'static str {
    match (settings.method, settings.target) {
        (SensitivityMethod::Sobol, Explained::Run) => "(luck)",
        _ => "(dummy)",
    }
}

fn verdict(kind: &IndexKind, factor: usize) -> Cell {
    match kind.verdict(factor) {
        Some(Verdict::Matters) => Cell::text("matters"),
        Some(Verdict::Small) => Cell::text("small"),
        Some(Verdict::NotShown) => Cell::text("not shown"),
        Some(Verdict::None) => Cell::text("none"),
        None => Cell::Missing,
    }
}

fn index_meaning(method: SensitivityMethod) -> &'static str {
    match method {
        SensitivityMethod::Morris => {
            "mu_star: mean size of the change over the whole range of the factor; mu: with its \
             sign; sigma: how much the change differs from place to place."
        }
        SensitivityMethod::Sobol => {
            "total: what of the variance would stay if all others were known; first: what would \
             go if it alone were known."
        }
        SensitivityMethod::Pawn => {
            "Median and maximum, over slices of the factor, of the distance between the \
             distribution in a slice and that of all points."
        }
        SensitivityMethod::Delta => {
            "Half of the mean area between the density in a slice of the factor and that of all \
             points."
        }
    }
}

fn factor_meaning(settings: SensitivitySettings) -> &'static str {
    match dummy_name(settings) {
        "(luck)" => "The factor; (luck): the runs, as one more input.",
        _ if settings.method.is_given_data() => {
            "The factor; (dummy): random numbers that no scenario read."
        }
        _ => "The factor; (dummy): an input that no scenario reads, which changes the runs only.",
    }
}

fn verdict_meaning(settings: SensitivitySettings) -> &'static str {
    match (settings.method, settings.target) {
        (SensitivityMethod::Sobol, Explained::Run) => {
            "matters: the interval lies above 0; not shown: it does not; none: no outcome differed."
        }
        (SensitivityMethod::Sobol, Explained::Mean) => {
            "matters: the interval lies above that of the dummy; small: above 0, but within that of the \
             dummy; not shown: neither; none: no outcome differed."
        }
        _ => {
            "matters: the interval lies above that of the dummy; not shown: it cannot be told \
             apart from the dummy; none: no outcome differed."
        }
    }
}
