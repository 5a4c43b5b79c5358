//! What came in all over a window, beside how much came in a quarter.

use super::estimates::OverWindow;
use crate::metrics::{FIRST, Measure, Span, find};
use crate::numerals::{Shown, listed};
use crate::units::Calendar;

/// What events spend: told where it is not nothing.
const SPENT: &str = "grant_cost";

/// The measures that are told first, and what events spent, if they did.
pub fn told_first(rows: &[&OverWindow], window: Span) -> Vec<&'static Measure> {
    let first = FIRST.iter().filter_map(|key| find(key));
    let spent = find(SPENT).filter(|spent| mean(rows, spent, window).is_some_and(|x| x > 0.0));
    first.chain(spent).collect()
}

/// Those of them that add up over quarters, added up over a window of a study of so many
/// quarters: `In all, quarters 8 to 19: 46.2 papers accepted and 2090 features shipped`. Means over
/// the runs.
pub fn in_all(
    rows: &[&OverWindow],
    window: Span,
    quarters: u32,
    calendar: Calendar,
) -> Option<String> {
    let quarters = match window {
        Span::All => quarters,
        Span::Quarters(first, last) => last - first + 1,
    };
    let totals = told_first(rows, window).into_iter().filter_map(|measure| {
        let unit = measure.unit_of_totals()?;
        let total = mean(rows, measure, window)? * f64::from(quarters);
        // of what is counted, the title says what; of money, what for
        let number = match Shown::of(unit) {
            money if money.unit.starts_with('$') => money.significant(total, 3),
            other => other.significant_number(total, 3),
        };
        Some(format!("{number} {}", measure.label))
    });
    let totals: Vec<String> = totals.collect();
    let when = match window {
        Span::All => format!("{quarters} quarters"),
        window => window.words(calendar),
    };
    (!totals.is_empty()).then(|| format!("In all, {when}: {}", listed(totals)))
}

fn mean(rows: &[&OverWindow], measure: &Measure, window: Span) -> Option<f64> {
    let key = measure.key();
    let mut rows = rows.iter();
    let row = rows.find(|row| row.measure == key && row.window == window && row.group.is_none());
    row?.estimate.value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Estimated, Method};

    fn row(measure: &str, window: Span, value: f64) -> OverWindow {
        OverWindow {
            measure: measure.to_owned(),
            role: None,
            group: None,
            window,
            unit: String::new(),
            estimate: Estimated {
                value: Some(value),
                ..Estimated::default()
            },
            ci_level: 0.95,
            ci_method: Method::StudentT,
            p05: None,
            p50: None,
            p95: None,
            n_runs: 2,
            parameters_p05: None,
            parameters_p50: None,
            parameters_p95: None,
            n_items: None,
            n_censored: None,
        }
    }

    #[test]
    fn rates_add_up_over_the_quarters_of_a_window_and_shares_do_not() {
        let after = Span::Quarters(8, 19);
        let mut rows = vec![
            row("papers_accepted", after, 4.1),
            row("papers_accepted", Span::All, 7.0),
            row("researcher_retention_12m", after, 0.8),
            row("shipped_value", after, 0.4),
            row("grant_cost", after, 0.0),
        ];
        let told = |rows: &[OverWindow], window| {
            let rows: Vec<&OverWindow> = rows.iter().collect();
            in_all(&rows, window, 20, Calendar::default())
        };
        assert_eq!(
            told(&rows, after).unwrap(),
            "In all, quarters 8 to 19: 49.2 papers accepted"
        );
        assert_eq!(
            told(&rows, Span::All).unwrap(),
            "In all, 20 quarters: 140 papers accepted"
        );
        rows[4].estimate.value = Some(500.0);
        assert!(
            told(&rows, after)
                .unwrap()
                .ends_with("$6m cost of retention grants")
        );
        assert_eq!(told(&rows[2..3], after), None);
    }
}
