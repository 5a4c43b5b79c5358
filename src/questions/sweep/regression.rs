//! The regression on the factors of a design, whose coefficients are their effects.

use super::term::{Contrast, Term};
use crate::analysis::linear::{cholesky, solve};
use crate::elementary::ln;
use crate::experiment::{Domain, Experiment, Factor, Level};

/// What a coefficient may be beside the range of the outcomes and still be rounding.
const ROUNDING: f64 = 1e-10;

/// A factor as the regression sees it: what is contrasted of it, and the columns of numbers,
/// one a design point, of which the contrasts are made.
struct Contrasted {
    columns: Vec<Vec<f64>>,
    /// Each contrast, and how much of the coefficient of each column is its effect.
    contrasts: Vec<(Contrast, Vec<f64>)>,
}

/// Terms of the same factors: the columns that are regressed on, and how much of the
/// coefficient of each is the effect of a term.
struct Group {
    columns: Vec<Vec<f64>>,
    terms: Vec<(Term, Vec<f64>)>,
}

/// A design with its terms, ready for outcomes.
pub(super) struct Regression {
    /// Each term, the first of its columns, and how much of the coefficient of each of them
    /// is its effect.
    effects: Vec<(usize, Vec<f64>)>,
    terms: Vec<Term>,
    /// Of each point, the values of all terms, the constant first.
    rows: Vec<Vec<f64>>,
    /// Cholesky factor of the normal equations.
    lower: Vec<Vec<f64>>,
}

impl Regression {
    /// The main effects of all factors and, if the points suffice, of all pairs.
    /// Numeric factors run from -1 at their lowest to 1 at their highest level,
    /// over logarithms if they are spread so; of others each level has an effect, and
    /// all add up to nothing, so that the last is what the others leave. None if the
    /// factors are confounded in these points.
    pub(super) fn of(experiment: &Experiment, points: &[Vec<Level>]) -> Option<Self> {
        let factors = experiment.factors.iter().enumerate();
        let by_factor: Vec<Contrasted> = factors
            .map(|(place, factor)| contrasts(factor, points.iter().map(|levels| &levels[place])))
            .collect();
        let main: Vec<Group> = by_factor.iter().map(Group::main).collect();
        let mut pairs = Vec::new();
        for (place, first) in by_factor.iter().enumerate() {
            let others = by_factor[place + 1..].iter();
            pairs.extend(others.map(|second| Group::product(first, second)));
        }
        let with_pairs: Vec<&Group> = main.iter().chain(&pairs).collect();
        let without: Vec<&Group> = main.iter().collect();
        let columns = |groups: &[&Group]| groups.iter().map(|own| own.columns.len()).sum::<usize>();
        [with_pairs, without].into_iter().find_map(|groups| {
            let columns = columns(&groups);
            let enough = columns > 0 && columns < points.len();
            enough.then(|| Self::on(&groups, points.len()))?
        })
    }

    fn on(groups: &[&Group], points: usize) -> Option<Self> {
        let columns: Vec<&Vec<f64>> = groups.iter().flat_map(|own| &own.columns).collect();
        let row = |point: usize| {
            let values = columns.iter().map(|own| own[point]);
            [1.0].into_iter().chain(values).collect::<Vec<f64>>()
        };
        let rows: Vec<Vec<f64>> = (0..points).map(row).collect();
        let size = columns.len() + 1;
        let mut normal = vec![vec![0.0; size]; size];
        for row in &rows {
            for (i, a) in row.iter().enumerate() {
                for (j, b) in row.iter().enumerate() {
                    normal[i][j] += a * b;
                }
            }
        }
        let (mut terms, mut effects, mut first) = (Vec::new(), Vec::new(), 0);
        for group in groups {
            for (term, parts) in &group.terms {
                terms.push(term.clone());
                effects.push((first, parts.clone()));
            }
            first += group.columns.len();
        }
        Some(Self {
            effects,
            terms,
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

    /// The effects of the terms on an outcome at each point. What is not more than rounding
    /// is exactly 0: where the outcome is the same at all points, all are.
    pub(super) fn effects(&self, outcomes: &[f64]) -> Vec<f64> {
        let first = outcomes.first().copied().unwrap_or(0.0);
        let mut right = vec![0.0; self.lower.len()];
        let mut range = 0.0_f64;
        for (row, outcome) in self.rows.iter().zip(outcomes) {
            let outcome = outcome - first;
            range = range.max(outcome.abs());
            for (sum, value) in right.iter_mut().zip(row) {
                *sum += value * outcome;
            }
        }
        let coefficients = solve(&self.lower, &right).split_off(1);
        let effect = |(first, parts): &(usize, Vec<f64>)| {
            let own = parts.iter().zip(&coefficients[*first..]);
            let effect: f64 = own.map(|(part, coefficient)| part * coefficient).sum();
            match effect.abs() > ROUNDING * range {
                true => effect,
                false => 0.0,
            }
        };
        self.effects.iter().map(effect).collect()
    }
}

impl Group {
    fn main(of: &Contrasted) -> Self {
        let contrasts = of.contrasts.iter().cloned();
        Self {
            columns: of.columns.clone(),
            terms: contrasts
                .map(|(contrast, parts)| (Term::Main(contrast), parts))
                .collect(),
        }
    }

    fn product(first: &Contrasted, second: &Contrasted) -> Self {
        let (mut columns, mut terms) = (Vec::new(), Vec::new());
        for b in &second.columns {
            for a in &first.columns {
                columns.push(a.iter().zip(b).map(|(a, b)| a * b).collect());
            }
        }
        for (b, of_b) in &second.contrasts {
            for (a, of_a) in &first.contrasts {
                let parts = of_b.iter().flat_map(|b| of_a.iter().map(move |a| a * b));
                terms.push((Term::Product(a.clone(), b.clone()), parts.collect()));
            }
        }
        Self { columns, terms }
    }
}

/// What is contrasted of a factor at the design points; nothing if they have one level of it.
fn contrasts<'a>(factor: &Factor, levels: impl Iterator<Item = &'a Level> + Clone) -> Contrasted {
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
        let scaled = numbers.map(|x| 2.0 * (x - low) / (high - low) - 1.0);
        return match low == high {
            true => Contrasted {
                columns: Vec::new(),
                contrasts: Vec::new(),
            },
            false => Contrasted {
                columns: vec![scaled.collect()],
                contrasts: vec![(contrast(None), vec![1.0])],
            },
        };
    }
    let mut known: Vec<&Level> = Vec::new();
    for level in levels.clone() {
        if !known.contains(&level) {
            known.push(level);
        }
    }
    let sides = known.len().saturating_sub(1);
    let column = |one: &&Level| {
        let side = |level: &Level| i8::from(level == *one) - i8::from(level == known[sides]);
        levels.clone().map(|level| f64::from(side(level))).collect()
    };
    let parts = |place: usize| match place == sides {
        true => vec![-1.0; sides],
        false => (0..sides)
            .map(|own| f64::from(u8::from(own == place)))
            .collect(),
    };
    let each = known.iter().enumerate().filter(|_| sides > 0);
    Contrasted {
        columns: known[..sides].iter().map(column).collect(),
        contrasts: each
            .map(|(place, &level)| (contrast(Some(level)), parts(place)))
            .collect(),
    }
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
            ["x", "s=a", "s=b", "s=c", "x x s=a", "x x s=b", "x x s=c"]
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
        let found = regression.effects(&outcomes);
        let planted = [3.0, 1.0, -2.0, 1.0, 0.5, 0.0, -0.5];
        assert_eq!(found.len(), planted.len());
        for (found, planted) in found.iter().zip(planted) {
            assert!((found - planted).abs() < 1e-12, "{found} {planted}");
        }
        // what is nothing is exactly nothing
        assert_eq!(found[5], 0.0);
    }

    #[test]
    fn levels_have_the_same_effects_in_any_order() {
        let of = |order: [&str; 3]| {
            let levels = order.map(|name| Level::Text(name.into()));
            let factors = vec![
                factor("s", Domain::Levels(levels.clone().into())),
                factor("r", Domain::Levels(levels.into())),
            ];
            let experiment = experiment(factors);
            let points = experiment.points().unwrap();
            let regression = Regression::of(&experiment, &points).unwrap();
            let size = |level: &Level| f64::from(level.to_string().as_bytes()[0] - b'a');
            let outcome = |levels: &Vec<Level>| {
                let (s, r) = (size(&levels[0]), size(&levels[1]));
                s * s - 3.0 * r + s * r
            };
            let outcomes: Vec<f64> = points.iter().map(outcome).collect();
            let effects = regression.effects(&outcomes);
            // a product of two has no order
            let name = |term: &Term| {
                let words = term.to_string();
                let mut parts: Vec<&str> = words.split(" x ").collect();
                parts.sort_unstable();
                parts.join(" x ")
            };
            let mut all: Vec<(String, f64)> =
                regression.terms().iter().map(name).zip(effects).collect();
            all.sort_by(|a, b| a.0.cmp(&b.0));
            all
        };
        let expected = of(["a", "b", "c"]);
        assert_eq!(expected.len(), 3 + 3 + 9);
        for order in [["c", "b", "a"], ["b", "c", "a"]] {
            let found = of(order);
            for ((term, effect), (other, known)) in found.iter().zip(&expected) {
                assert_eq!(term, other);
                assert!((effect - known).abs() < 1e-12, "{term}: {effect} {known}");
            }
        }
    }

    #[test]
    fn rounding_is_no_effect() {
        let experiment = experiment(vec![
            factor("x", Domain::Linear(0.1, 0.95)),
            factor("y", Domain::Linear(0.0, 1.0)),
        ]);
        let number = Level::Number;
        let points: Vec<Vec<Level>> = [0.1, 0.5, 0.9, 0.95]
            .into_iter()
            .flat_map(|x| [0.0, 0.3, 1.0].map(|y| vec![number(x), number(y)]))
            .collect();
        let regression = Regression::of(&experiment, &points).unwrap();
        for value in [0.1, 1.0 / 3.0, 1e6 / 7.0] {
            assert_eq!(regression.effects(&[value; 12]), [0.0; 3]);
            // an outcome of one factor alone
            let of_y = |levels: &Vec<Level>| value * (1.0 + levels[1].number().unwrap());
            let outcomes: Vec<f64> = points.iter().map(of_y).collect();
            let found = regression.effects(&outcomes);
            assert_eq!((found[0], found[2]), (0.0, 0.0));
            assert!((found[1] / value - 0.5).abs() < 1e-12);
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
