//! The tables of a calibration.

use super::simulator::Reason;
use super::{Findings, Prediction, Role};
use crate::analysis::calibration::{ParameterRecovery, Particle, Posterior, Wave};
use crate::experiment::factor::{Domain, Factor, Level};
use crate::stats::{Moments, quantiles};
use crate::table::{Cell, Column, Kind, Table};

fn text(name: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Text, "", meaning)
}

fn count(name: &str, unit: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Count, unit, meaning)
}

fn number(name: &str, unit: &str, meaning: &str, empty: &str) -> Column {
    Column::new(name, Kind::Number, unit, meaning).or_empty(empty)
}

fn yes(is_so: bool) -> Cell {
    Cell::text(if is_so { "yes" } else { "no" })
}

const IN_MEASURE: &str = "unit of the measure";
const IN_PARAMETER: &str = "unit of the parameter";

impl Findings<'_> {
    /// Probabilities of the ends of the central intervals.
    pub(super) fn tails(&self) -> [f64; 2] {
        let tail = (1.0 - self.experiment.level()) / 2.0;
        [tail, 1.0 - tail]
    }

    /// A row a parameter, or a value of a parameter that is no number.
    pub(super) fn posterior_table(&self, posterior: &Posterior) -> Table {
        let factors = self.space.factors;
        let percent = 100.0 * self.experiment.level();
        let category = "a parameter of categories";
        let mut columns = vec![
            text("parameter", "Name of the factor."),
            text("category", "One of the values of a list.").or_empty("a number of a range"),
            number(
                "probability",
                "probability",
                "Posterior probability of the category.",
                "a number of a range",
            ),
            number(
                "prior_low",
                IN_PARAMETER,
                "Lower end of the prior.",
                category,
            ),
            number(
                "prior_high",
                IN_PARAMETER,
                "Upper end of the prior.",
                category,
            ),
            number(
                "left_low",
                IN_PARAMETER,
                "Lower end of what history matching left.",
                category,
            ),
            number(
                "left_high",
                IN_PARAMETER,
                "Upper end of what history matching left.",
                category,
            ),
            number("mean", IN_PARAMETER, "Posterior mean.", category),
            number(
                "sd",
                IN_PARAMETER,
                "Posterior standard deviation.",
                category,
            ),
            number(
                "ci_low",
                IN_PARAMETER,
                &format!("Lower end of the central {percent}% interval."),
                category,
            ),
            number(
                "ci_high",
                IN_PARAMETER,
                &format!("Upper end of the central {percent}% interval."),
                category,
            ),
            number(
                "effective_size",
                "parameter sets",
                "Effective number of parameter sets, 1 / sum of squared weights.",
                "no generation",
            ),
        ];
        for factor in factors {
            let meaning = format!("Posterior correlation with {}.", factor.name);
            let name = format!("correlation_{}", factor.name);
            let empty = "categories, or constant";
            columns.push(number(&name, "", &meaning, empty));
        }
        let size = posterior.generations.last().map(|last| last.effective_size);
        let mut table = Table::new(columns);
        for (index, factor) in factors.iter().enumerate() {
            if let Domain::Levels(levels) = &factor.domain {
                let probabilities = posterior.probabilities(index, levels.len());
                for (level, probability) in levels.iter().zip(probabilities) {
                    let mut row = vec![
                        Cell::text(factor.name.clone()),
                        Cell::text(level.to_string()),
                        Cell::from(probability),
                    ];
                    row.extend((0..8).map(|_| Cell::Missing));
                    row.push(Cell::from(size));
                    row.extend(factors.iter().map(|_| Cell::Missing));
                    table.push(row);
                }
                continue;
            }
            let mut row = vec![
                Cell::text(factor.name.clone()),
                Cell::Missing,
                Cell::Missing,
            ];
            for space in [&self.space, &self.fit.left] {
                let ends = space.ends(index);
                row.push(Cell::from(ends.map(|(low, _)| low)));
                row.push(Cell::from(ends.map(|(_, high)| high)));
            }
            row.push(Cell::from(posterior.mean(index)));
            row.push(Cell::from(posterior.std_dev(index)));
            row.extend(
                self.tails()
                    .map(|p| Cell::from(posterior.quantile(index, p))),
            );
            row.push(Cell::from(size));
            row.extend(
                factors
                    .iter()
                    .enumerate()
                    .map(|(other, factor)| match factor.domain {
                        Domain::Levels(_) => Cell::Missing,
                        _ => Cell::from(posterior.correlation(index, other)),
                    }),
            );
            table.push(row);
        }
        table
    }

    /// The parameter sets: first a column a factor, by which a design of kind
    /// "csv" reads them.
    pub(super) fn parameters_table(&self, posterior: &Posterior) -> Table {
        let factors = self.space.factors;
        let column = |factor: &Factor| {
            let kind = match factor.is_numeric() {
                true => Kind::Number,
                false => Kind::Text,
            };
            let meaning = format!("Value of {}.", factor.keys.join(", "));
            Column::new(&factor.name, kind, "", &meaning)
        };
        let mut columns: Vec<Column> = factors.iter().map(column).collect();
        columns.extend([
            number(
                "weight",
                "probability",
                "How much the parameter set counts; the sum is 1.",
                "never",
            ),
            number(
                "distance",
                "median absolute deviations",
                "Distance of its run from what was observed.",
                "never",
            ),
        ]);
        let mut table = Table::new(columns);
        let row = |particle: &Particle| {
            let levels = self.space.levels(&particle.values).into_iter();
            let cells = levels.zip(factors).map(|(level, factor)| match level {
                Level::Number(number) if factor.is_numeric() => Cell::from(number),
                level => Cell::text(level.to_string()),
            });
            let tail = [particle.weight, particle.distance].map(Cell::from);
            cells.chain(tail).collect::<Vec<_>>()
        };
        for particle in &posterior.particles {
            table.push(row(particle));
        }
        table
    }

    /// What was observed beside what is predicted, target by target.
    pub(super) fn predictive_table(&self) -> Table {
        let percent = 100.0 * self.experiment.level();
        let none = "no prediction has a value";
        let mut table = Table::new(vec![
            text("target", "Name of the target."),
            text("measure", "Key of its measure."),
            count("quarter", "", "The observed quarter, from 0.").or_empty("over a window"),
            text("role", "fit, or holdout: not read in fitting."),
            number("observed", IN_MEASURE, "The observed value.", "never"),
            number(
                "sd",
                IN_MEASURE,
                "Standard deviation of the error of observation and of what the model leaves out.",
                "never",
            ),
            count("predictions", "runs", "Predictions with a value."),
            number("predicted", IN_MEASURE, "Mean of the predictions.", none),
            number(
                "predicted_sd",
                IN_MEASURE,
                "Standard deviation of the predictions: parameters, luck and error of observation.",
                "fewer than two predictions have a value",
            ),
            number(
                "predicted_low",
                IN_MEASURE,
                &format!("Lower end of the central {percent}% of the predictions."),
                none,
            ),
            number(
                "predicted_high",
                IN_MEASURE,
                &format!("Upper end of the central {percent}% of the predictions."),
                none,
            ),
            number(
                "miss",
                "standard deviations of the predictions",
                "Observed less predicted.",
                "the predictions do not vary",
            ),
            number(
                "at_most",
                "share",
                "Predictions that are at most the observation.",
                none,
            ),
            number(
                "at_least",
                "share",
                "Predictions that are at least the observation.",
                none,
            ),
            number("tail_area", "share", "Twice the smaller of both.", none),
            text(
                "is_predicted",
                "Whether the tail area is not too small, judged over all targets together.",
            ),
        ]);
        for (target, prediction) in self.settings.targets.iter().zip(&self.predictions) {
            let spread = Spread::of(prediction, self.tails());
            let mut row = vec![
                Cell::text(target.name.clone()),
                Cell::text(target.measure.clone()),
                Cell::from(target.quarter.map(|quarter| quarter as u64)),
                Cell::text(match target.role {
                    Role::Fit => "fit",
                    Role::Holdout => "holdout",
                }),
                Cell::from(target.value),
                Cell::from(target.spread()),
                Cell::Count(prediction.values.len() as u64),
            ];
            row.extend([spread.mean, spread.sd, spread.low, spread.high].map(Cell::from));
            row.push(Cell::from(spread.miss(target.value)));
            let area = prediction.area;
            row.push(Cell::from(area.map(|area| area.at_most)));
            row.push(Cell::from(area.map(|area| area.at_least)));
            row.push(Cell::from(area.map(|area| area.two_sided)));
            row.push(yes(self.is_predicted(prediction)));
            table.push(row);
        }
        table
    }

    /// How the posterior was narrowed down.
    pub(super) fn generations_table(&self, posterior: &Posterior) -> Table {
        let mut table = Table::new(vec![
            count("generation", "", "Number of the generation, from 0."),
            number(
                "epsilon",
                "median absolute deviations",
                "Greatest distance of a parameter set.",
                "never",
            ),
            count("runs", "runs", "Runs that it took."),
            count(
                "rejected",
                "runs",
                "Those that broke a rule of the scenario or had no value of a target.",
            ),
            number(
                "acceptance",
                "share",
                "Runs that became parameter sets.",
                "never",
            ),
            number(
                "effective_size",
                "parameter sets",
                "Effective number of parameter sets.",
                "never",
            ),
        ]);
        for (place, generation) in (0..).zip(&posterior.generations) {
            table.push([
                Cell::Count(place),
                Cell::from(generation.epsilon),
                Cell::Count(generation.simulations),
                Cell::Count(generation.failed),
                Cell::from(generation.acceptance),
                Cell::from(generation.effective_size),
            ]);
        }
        table
    }

    /// What each wave left.
    pub(super) fn waves_table(&self, waves: &[Wave]) -> Table {
        let deviations = "standard deviations";
        let none = "no point has a value";
        let mut columns = vec![
            count("wave", "", "Number of the wave, from 0."),
            count(
                "rank",
                "",
                "Which of the implausibilities of a point counts: 1 for the greatest.",
            ),
            count("points", "parameter sets", "Points that were tried."),
            count("kept", "parameter sets", "Points that are not implausible."),
            count(
                "refused",
                "parameter sets",
                "Points that break a rule of the scenario: implausible.",
            ),
            count(
                "without_value",
                "parameter sets",
                "Points of which a run has no value of a target: implausible.",
            ),
            number(
                "share",
                "share",
                "Estimated share of the prior that is not ruled out.",
                "never",
            ),
            number(
                "nearest",
                deviations,
                "Least implausibility of a point, of that rank.",
                none,
            ),
        ];
        for target in &self.fitted {
            let meaning = format!("Least implausibility of {} anywhere.", target.name);
            let name = format!("least_{}", target.name);
            columns.push(number(&name, deviations, &meaning, none));
        }
        let ranks = self.settings.history(self.fitted.len()).maxima;
        let mut table = Table::new(columns);
        for ((place, wave), rank) in (0..).zip(waves).zip(ranks) {
            let mut row = vec![
                Cell::Count(place),
                Cell::Count(rank as u64),
                Cell::Count(self.settings.wave_points),
                Cell::Count(wave.matched.len() as u64),
                Cell::Count(self.rejected_points(place, Reason::Refused)),
                Cell::Count(self.rejected_points(place, Reason::NoValue)),
                Cell::from(wave.share),
                Cell::from(wave.nearest),
            ];
            row.extend(wave.least.iter().map(|&least| Cell::from(least)));
            table.push(row);
        }
        table
    }

    /// Points of a wave with a run that was rejected.
    fn rejected_points(&self, wave: u64, reason: Reason) -> u64 {
        let replicates = self.settings.wave_replicates;
        let runs = self.settings.wave_points * replicates;
        let own = self
            .fit
            .rejected_in_waves
            .range(wave * runs..(wave + 1) * runs);
        let own = own.filter(|(_, found)| **found == reason);
        let mut points: Vec<u64> = own.map(|(run, _)| run / replicates).collect();
        points.dedup();
        points.len() as u64
    }

    /// How well parameters are estimated back.
    pub(super) fn recovery_table(&self, recovery: &[ParameterRecovery]) -> Table {
        let percent = 100.0 * self.experiment.level();
        let mut table = Table::new(vec![
            text("parameter", "Name of the factor."),
            count(
                "sets",
                "parameter sets",
                "Parameter sets of the prior that were estimated back.",
            ),
            number(
                "predictivity",
                "",
                "1 if the targets tell the parameter exactly, 0 if no more than the prior.",
                "all sets have the same value",
            ),
            number(
                "coverage",
                "share",
                &format!("How often the central {percent}% interval held the true value."),
                "never",
            ),
            number(
                "coverage_ci_low",
                "share",
                "Lower end of its 95% interval.",
                "never",
            ),
            number(
                "coverage_ci_high",
                "share",
                "Upper end of its 95% interval.",
                "never",
            ),
            text("is_identified", "Whether the predictivity is at least 0.3."),
        ]);
        for parameter in recovery {
            table.push([
                Cell::text(parameter.name.clone()),
                Cell::Count(parameter.coverage.n),
                Cell::from(parameter.predictivity),
                Cell::from(parameter.coverage.value),
                Cell::from(parameter.coverage.ci_low),
                Cell::from(parameter.coverage.ci_high),
                yes(parameter.is_identified),
            ]);
        }
        table
    }
}

/// Where the predictions of a target lie.
pub(super) struct Spread {
    pub(super) mean: Option<f64>,
    pub(super) sd: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

impl Spread {
    pub(super) fn of(prediction: &Prediction, tails: [f64; 2]) -> Self {
        let moments: Moments = prediction.values.iter().copied().collect();
        let ends = quantiles(&mut prediction.values.clone(), tails);
        Self {
            mean: moments.mean(),
            sd: moments.std_dev(),
            low: ends.map(|[low, _]| low),
            high: ends.map(|[_, high]| high),
        }
    }

    /// Observed less predicted, in standard deviations of the predictions.
    pub(super) fn miss(&self, observed: f64) -> Option<f64> {
        let sd = self.sd.filter(|&sd| sd > 0.0)?;
        Some((observed - self.mean?) / sd)
    }
}
