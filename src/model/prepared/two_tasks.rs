//! The two-task problem: how effort is best split between two rewarded tasks.

use crate::scenario::EffortChoice;

/// Optimal efforts on two tasks with marginal rewards `b1` and `b2` under the
/// cost c (t1^2 + t2^2) / 2 + g t1 t2 with 0 <= g < c: the interior solution
/// t1 = (c b1 - g b2) / (c^2 - g^2), or the corner at which one task is left
/// alone (Holmstrom and Milgrom 1991).
///
/// Equation (M18).
///
/// ```
/// let (t1, t2) = orgsim::model::two_task_optimum(1.0, 0.5, 1.0, 0.4);
/// assert!((t1 - 0.8 / 0.84).abs() < 1e-15 && (t2 - 0.1 / 0.84).abs() < 1e-15);
/// ```
pub fn two_task_optimum(b1: f64, b2: f64, c: f64, g: f64) -> (f64, f64) {
    let determinant = c * c - g * g;
    let t1 = (c * b1 - g * b2) / determinant;
    let t2 = (c * b2 - g * b1) / determinant;
    if t1 < 0.0 {
        (0.0, (b2 / c).max(0.0))
    } else if t2 < 0.0 {
        ((b1 / c).max(0.0), 0.0)
    } else {
        (t1, t2)
    }
}

/// The share of research in the optimum under marginal rewards and a taste; None
/// if no effort pays.
pub(crate) fn split(
    parameters: &EffortChoice,
    (research, product): (f64, f64),
    taste: f64,
) -> Option<f64> {
    let (t1, t2) = two_task_optimum(
        research + parameters.intrinsic_weight * taste,
        product,
        parameters.own_cost,
        parameters.substitution,
    );
    let total = t1 + t2;
    (total > 0.0).then(|| t1 / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The optimum beats every point of a grid around it.
    #[test]
    fn the_optimum_maximises_reward_minus_cost() {
        let (c, g) = (1.3, 0.5);
        for (b1, b2) in [(1.0, 0.4), (0.2, 0.9), (1.0, 0.0), (0.0, 0.0), (0.1, 2.0)] {
            let gain =
                |t1: f64, t2: f64| b1 * t1 + b2 * t2 - 0.5 * c * (t1 * t1 + t2 * t2) - g * t1 * t2;
            let (t1, t2) = two_task_optimum(b1, b2, c, g);
            for i in 0..200 {
                for j in 0..200 {
                    let (x, y) = (f64::from(i) / 100.0, f64::from(j) / 100.0);
                    assert!(gain(x, y) <= gain(t1, t2) + 1e-12, "{b1} {b2}: {x} {y}");
                }
            }
        }
    }
}
