//! The constants of KN and KN++, and how far apart two means must lie.

use crate::elementary::powf;

/// The constant `eta = ((2 beta)^(-2 / freedom) - 1) / 2` of KN for c = 1 (Kim &
/// Nelson 2001). `beta` lies strictly between 0 and 1/2 and is the
/// error allowed to one comparison; `freedom`, from 1, is that of the variance.
pub fn eta(beta: f64, freedom: f64) -> f64 {
    (powf(2.0 * beta, -2.0 / freedom) - 1.0) / 2.0
}

/// The constant `h^2 = 2 eta freedom`. It falls towards `-2 ln(2 beta)` as the
/// variance becomes known.
pub fn h_squared(beta: f64, freedom: f64) -> f64 {
    2.0 * eta(beta, freedom) * freedom
}

/// The half-width `W = max(0, delta / (2 r) (h^2 s^2 / delta^2 - r))` of the
/// continuation region after `replicates`: a mean that lies further below
/// another is surely worse. `variance` is that of the difference, in the square
/// of the unit of `indifference`, which is above 0.
pub fn continuation(h_squared: f64, variance: f64, indifference: f64, replicates: u64) -> f64 {
    let r = replicates as f64;
    let most = h_squared * variance / (indifference * indifference);
    // without the maximum, a negative width would drop the better of two
    (indifference / (2.0 * r) * (most - r)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elementary::ln;

    /// Computed from the formulas; the program `sim-tools` gives the same.
    #[test]
    fn constants_of_kn_are_the_published_ones() {
        let known = [
            (2.0, 10.0, 0.334_050, 6.012_905),
            (5.0, 10.0, 0.634_967, 11.429_411),
            (10.0, 10.0, 0.859_083, 15.463_502),
            (10.0, 20.0, 0.302_934, 11.511_485),
        ];
        for (variants, first_stage, known_eta, known_square) in known {
            let (beta, freedom) = (0.05 / (variants - 1.0), first_stage - 1.0);
            assert!((eta(beta, freedom) - known_eta).abs() < 1e-6);
            assert!((h_squared(beta, freedom) - known_square).abs() < 1e-5);
        }
    }

    #[test]
    fn constants_of_kn_plus_plus_are_the_published_ones() {
        let beta = 1.0 - powf(0.95, 1.0 / 9.0);
        assert!((eta(beta, 9.0) - 0.852_248).abs() < 1e-6);
        assert!((h_squared(beta, 9.0) - 15.340_468).abs() < 1e-5);
        let limit = -2.0 * ln(2.0 * beta);
        assert!((h_squared(beta, 1e9) - limit).abs() < 1e-6);
    }

    #[test]
    fn the_region_closes_and_stays_closed() {
        // h^2 s^2 / delta^2 is 40
        let width = |replicates| continuation(10.0, 1.0, 0.5, replicates);
        assert_eq!(width(10), 0.75);
        assert_eq!(width(40), 0.0);
        assert_eq!(width(1000), 0.0);
    }
}
