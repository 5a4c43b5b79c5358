//! The regression on the factors of a design, whose coefficients are their effects.

use super::term::{Contrast, Term};
use crate::analysis::linear::{cholesky, solve};
use crate::elementary::ln;
use crate::experiment::{Domain, Experiment, Factor, Level};

/// A contrast, and its value at each design point.
struct Contrasted {
    contrast: Contrast,
    values: Vec<f64>,
}

/// A term, and its value at each design point.
struct Regressor {
    term: Term,
    values: Vec<f64>,
}

/// A design with its terms, ready for outcomes.
pub(super) struct Regression {
    terms: Vec<Term>,
    /// Of each point, the values of all terms, the constant first.
    rows: Vec<Vec<f64>>,
    /// Cholesky factor of the normal equations.
    lower: Vec<Vec<f64>>,
}

impl Regression {
    /// The main effects of all factors and, if the points suffice, of all pairs.
    /// Numeric factors run from -1 at their lowest to 1 at their highest level,
    /// over logarithms if they are spread so; of others each level but the last
    /// has an effect, and all add up to nothing. None if the factors are confounded
    /// in these points.
    pub(super) fn of(experiment: &Experiment, points: &[Vec<Level>]) -> Option<Self> {
        let factors = experiment.factors.iter().enumerate();
        let by_factor: Vec<Vec<Contrasted>> = factors
            .map(|(place, factor)| contrasts(factor, points.iter().map(|levels| &levels[place])))
            .collect();
        let main: Vec<Regressor> = by_factor.iter().flatten().map(Regressor::main).collect();
        let mut pairs = Vec::new();
        for (place, first) in by_factor.iter().enumerate() {
            for second in by_factor[place + 1..].iter().flatten() {
                pairs.extend(first.iter().map(|first| Regressor::product(first, second)));
            }
        }
        let with_pairs: Vec<&Regressor> = main.iter().chain(&pairs).collect();
        let without: Vec<&Regressor> = main.iter().collect();
        let least = |regressors: &[&Regressor]| regressors.len() + 1;
        [with_pairs, without].into_iter().find_map(|regressors| {
            let enough = !regressors.is_empty() && least(&regressors) <= points.len();
            enough.then(|| Self::on(&regressors, points.len()))?
        })
    }

    fn on(regressors: &[&Regressor], points: usize) -> Option<Self> {
        let row = |point: usize| {
            let values = regressors.iter().map(|own| own.values[point]);
            [1.0].into_iter().chain(values).collect::<Vec<f64>>()
        };
        let rows: Vec<Vec<f64>> = (0..points).map(row).collect();
        let size = regressors.len() + 1;
        let mut normal = vec![vec![0.0; size]; size];
        for row in &rows {
            for (i, a) in row.iter().enumerate() {
                for (j, b) in row.iter().enumerate() {
                    normal[i][j] += a * b;
                }
            }
        }
        Some(Self {
            terms: regressors.iter().map(|own| own.term.clone()).collect(),
            lower: cholesky(&normal)?,
            rows,
        })
    }

    /// The terms, but for the constant.
    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether pairs of factors have effects of their own.
    pub(super) fn has_products(&self) -> bool {
        let mut terms = self.terms.iter();
        terms.any(|term| matches!(term, Term::Product(..)))
    }

    /// The coefficients of the terms, but for the constant, for an outcome at
    /// each point.
    pub(super) fn coefficients(&self, outcomes: &[f64]) -> Vec<f64> {
        let mut right = vec![0.0; self.terms.len() + 1];
        for (row, outcome) in self.rows.iter().zip(outcomes) {
            for (sum, value) in right.iter_mut().zip(row) {
                *sum += value * outcome;
            }
        }
        solve(&self.lower, &right).split_off(1)
    }
}

impl Regressor {
    fn main(of: &Contrasted) -> Self {
        Self {
            term: Term::Main(of.contrast.clone()),
            values: of.values.clone(),
        }
    }

    fn product(first: &Contrasted, second: &Contrasted) -> Self {
        let pairs = first.values.iter().zip(&second.values);
        Self {
            term: Term::Product(first.contrast.clone(), second.contrast.clone()),
            values: pairs.map(|(a, b)| a * b).collect(),
        }
    }
}

fn contrasts<'a>(
    factor: &Factor,
    levels: impl Iterator<Item = &'a Level> + Clone,
) -> Vec<Contrasted> {
    let contrast = |level: Option<&Level>| Contrast {
        factor: factor.name.clone(),
        level: level.map(Level::to_string),
    };
    if factor.is_numeric() {
        let number = |level: &Level| match (level.number(), &factor.domain) {
            (Some(number), Domain::Log(..)) => ln(number),
            (number, _) => number.unwrap_or(f64::NAN),
        };
        let numbers = levels.map(number);
        let low = numbers.clone().fold(f64::INFINITY, f64::min);
        let high = numbers.clone().fold(f64::NEG_INFINITY, f64::max);
        if low == high {
            return Vec::new();
        }
        return vec![Contrasted {
            contrast: contrast(None),
            values: numbers
                .map(|x| 2.0 * (x - low) / (high - low) - 1.0)
                .collect(),
        }];
    }
    let mut known: Vec<&Level> = Vec::new();
    for level in levels.clone() {
        if !known.contains(&level) {
            known.push(level);
        }
    }
    let Some((last, others)) = known.split_last() else {
        return Vec::new();
    };
    let contrasted = |one: &&Level| Contrasted {
        contrast: contrast(Some(one)),
        values: levels
            .clone()
            .map(|level| f64::from(i8::from(level == *one) - i8::from(level == *last)))
            .collect(),
    };
    others.iter().map(contrasted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(name: &str, domain: Domain) -> Factor {
        Factor {
            name: name.into(),
            keys: vec![name.into()],
            domain,
            grid: 3,
        }
    }

    fn experiment(factors: Vec<Factor>) -> Experiment {
        let experiment = Experiment::new("", []);
        factors
            .into_iter()
            .fold(experiment, Experiment::with_factor)
    }

    fn names(regression: &Regression) -> Vec<String> {
        regression.terms().iter().map(Term::to_string).collect()
    }

    #[test]
    fn planted_effects_are_found() {
        let structure = ["a", "b", "c"].map(|name| Level::Text(name.into()));
        let experiment = experiment(vec![
            factor("x", Domain::Linear(0.0, 10.0)),
            factor("s", Domain::Levels(structure.into())),
        ]);
        let points = experiment.points().unwrap();
        let regression = Regression::of(&experiment, &points).unwrap();
        assert_eq!(
            names(&regression),
            ["x", "s=a", "s=b", "x x s=a", "x x s=b"]
        );
        // 4 + 3 x + (1, -2, 1) + x (0.5, 0, -0.5), with x from -1 to 1
        let outcome = |levels: &Vec<Level>| {
            let x = levels[0].number().unwrap() / 5.0 - 1.0;
            let (main, slope) = match levels[1].to_string().as_str() {
                "a" => (1.0, 0.5),
                "b" => (-2.0, 0.0),
                _ => (1.0, -0.5),
            };
            4.0 + 3.0 * x + main + slope * x
        };
        let outcomes: Vec<f64> = points.iter().map(outcome).collect();
        let found = regression.coefficients(&outcomes);
        for (found, planted) in found.iter().zip([3.0, 1.0, -2.0, 0.5, 0.0]) {
            assert!((found - planted).abs() < 1e-12, "{found} {planted}");
        }
    }

    #[test]
    fn what_cannot_be_told_apart_is_left_out() {
        let two = vec![
            factor("x", Domain::Linear(0.0, 1.0)),
            factor("y", Domain::Linear(0.0, 1.0)),
        ];
        let experiment = experiment(two);
        let number = Level::Number;
        let row = |x, y| vec![number(x), number(y)];
        let three = [row(0.0, 0.0), row(0.0, 1.0), row(1.0, 0.0)];
        let regression = Regression::of(&experiment, &three).unwrap();
        assert_eq!(names(&regression), ["x", "y"]);
        let together = [row(0.0, 0.0), row(1.0, 1.0), row(0.5, 0.5), row(0.2, 0.2)];
        assert!(Regression::of(&experiment, &together).is_none());
    }
}
