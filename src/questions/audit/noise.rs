//! Whether two counts differ by more than counting noise.

/// Two-sided p-value that two counts over equal times come from Poisson
/// variables of one mean: given their total, each is binomial with one half
/// (Przyborowski & Wilenski 1940). One for two zeros.
///
/// ```
/// use orgsim::questions::audit::equal_rates_p_value;
/// assert!((equal_rates_p_value(12, 5) - 0.1435).abs() < 1e-4);
/// ```
pub fn equal_rates_p_value(first: u32, second: u32) -> f64 {
    let total = f64::from(first) + f64::from(second);
    let log_half_power = -total * crate::elementary::ln(2.0);
    let mut log_choose = 0.0;
    let mut tail = 0.0;
    for k in 0..=first.min(second) {
        if k > 0 {
            let k = f64::from(k);
            log_choose += crate::elementary::ln((total - k + 1.0) / k);
        }
        tail += crate::elementary::exp(log_choose + log_half_power);
    }
    (2.0 * tail).min(1.0)
}
