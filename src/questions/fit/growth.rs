//! How fast the units of an organisation have grown.

use super::organisation::{Organisation, UnitThen, Units};
use super::span::Span;
use crate::elementary::ln;
use crate::records::Records;

/// Least standard error of a growth: even seats that are planned come and go.
const LEAST: f64 = 0.001;

/// Growth of a unit a quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Growth {
    /// Mean logarithm.
    pub(super) rate: f64,
    /// Its standard error, from how it differs from quarter to quarter.
    pub(super) std_error: f64,
}

/// Growth of each unit over a span.
pub(super) fn growth(records: &Records, units: &Units, span: Span) -> Vec<Growth> {
    let then: Vec<Organisation> = (0..=span.quarters)
        .map(|quarter| Organisation::at(records, units, span.first_day(quarter)))
        .collect();
    let people = |unit: &UnitThen| {
        let roles = unit.tenures.iter().map(Vec::len);
        roles.sum::<usize>() as f64 + 0.5
    };
    let quarters = f64::from(span.quarters);
    let each = (0..units.names.len()).map(|unit| {
        let logs: Vec<f64> = then
            .iter()
            .map(|own| ln(people(&own.units[unit])))
            .collect();
        let rate = (logs[logs.len() - 1] - logs[0]) / quarters;
        let squares: f64 = logs
            .windows(2)
            .map(|pair| pair[1] - pair[0] - rate)
            .map(|off| off * off)
            .sum();
        let variance = squares / (quarters - 1.0).max(1.0);
        Growth {
            rate,
            std_error: (variance / quarters).sqrt().clamp(LEAST, 0.05),
        }
    });
    each.collect()
}

/// Log growth of each unit a quarter over a span.
pub(super) fn rates(records: &Records, units: &Units, span: Span) -> Vec<f64> {
    let growth = growth(records, units, span).into_iter();
    growth.map(|own| own.rate).collect()
}
