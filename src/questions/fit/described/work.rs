//! What becomes of breakthroughs, and when.

use super::bounded::Bounded;
use super::rows_of_work::{Fate, Incidence};
use super::settings::DescribeSettings;
use crate::records::{Records, Work};
use crate::row::Rows;
use crate::stats::{AalenJohansen, SpellTable};
use crate::units::{DAYS_A_QUARTER, Day};

/// What is said of breakthroughs.
pub(super) struct Outcomes {
    pub(super) rows: Rows<Incidence>,
    /// How many were watched.
    pub(super) watched: u64,
    /// Quarters until half of them are adopted.
    pub(super) adoption: Option<f64>,
}

pub(super) fn outcomes(records: &Records, settings: &DescribeSettings) -> Outcomes {
    let work = || records.work.iter().flatten();
    let of_fate = spells(records, work(), |work| {
        earliest([work.shipped, work.abandoned])
    });
    let of_adoption = spells(records, work(), |work| {
        let closed = [work.shipped, work.abandoned].into_iter().flatten().min();
        earliest([work.adopted, closed])
    });
    let mut rows = Rows::default();
    let fates = [(Fate::Shipped, 0), (Fate::Abandoned, 1)];
    for (fate, cause) in fates {
        curve(fate, &of_fate, &mut rows, |curves, day| {
            let interval = curves.interval(cause, day, settings.level);
            Bounded::new(curves.incidence(cause, day), interval)
        });
    }
    curve(Fate::Open, &of_fate, &mut rows, |curves, day| {
        Bounded::new(curves.survival(day), None)
    });
    curve(Fate::Adopted, &of_adoption, &mut rows, |curves, day| {
        Bounded::new(
            curves.incidence(0, day),
            curves.interval(0, day, settings.level),
        )
    });
    let median = AalenJohansen::new(&of_adoption).first_reaching(0, 0.5);
    Outcomes {
        rows,
        watched: of_fate.spells(),
        adoption: median.map(|days| f64::from(days) / DAYS_A_QUARTER),
    }
}

/// The first of two things that happened, with its number; the first of both on one day.
fn earliest(days: [Option<Day>; 2]) -> Option<(Day, usize)> {
    let happened = days.into_iter().enumerate();
    let happened = happened.filter_map(|(cause, day)| Some((day?, cause)));
    happened.min()
}

/// Times from when work was made to what happened first. Work that was made before the records
/// begin enters late.
fn spells<'a>(
    records: &Records,
    work: impl Iterator<Item = &'a Work>,
    happened: impl Fn(&Work) -> Option<(Day, usize)>,
) -> SpellTable {
    let before = records.begin.after(-1);
    let mut spells = SpellTable::new(2);
    for work in work.filter(|work| work.found <= records.until) {
        let days = |day: Day| u32::try_from(day.since(work.found)).unwrap_or(0);
        let ended = happened(work).filter(|(day, _)| *day <= records.until);
        if ended.is_some_and(|(day, _)| day < records.begin) {
            continue;
        }
        let end = ended.map_or(records.until, |(day, _)| day);
        spells.add(days(before), days(end), ended.map(|(_, cause)| cause));
    }
    spells
}

/// The rows of a curve at whole quarters, for as long as something is under watch.
fn curve(
    fate: Fate,
    spells: &SpellTable,
    rows: &mut Rows<Incidence>,
    at: impl Fn(&AalenJohansen, u32) -> Bounded,
) {
    let curves = AalenJohansen::new(spells);
    let at_risk: Vec<u64> = spells.rows().map(|row| row.at_risk).collect();
    for quarters in 0_u32.. {
        let day = (f64::from(quarters) * DAYS_A_QUARTER) as u32;
        match at_risk.get(day as usize) {
            Some(&at_risk) if at_risk > 0 => rows.push(Incidence {
                fate,
                quarters: u64::from(quarters),
                at_risk,
                share: at(&curves, day),
            }),
            _ => break,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, records};
    use super::*;

    /// Worked by hand: 4 made on one day; after 100 days one is shipped, after 200 one given up.
    #[test]
    fn fates_compete() {
        let work = |adopted: Option<i32>, shipped: Option<i32>, abandoned: Option<i32>| Work {
            found: day(0),
            adopted: adopted.map(day),
            shipped: shipped.map(day),
            abandoned: abandoned.map(day),
        };
        let mut records = records(0, 300, Vec::new());
        records.work = Some(vec![
            work(Some(20), Some(100), None),
            work(None, None, Some(200)),
            work(Some(50), None, None),
            work(None, None, None),
        ]);
        let found = outcomes(&records, &DescribeSettings::default());
        let of = |fate| -> Vec<f64> {
            let rows = found.rows.iter().filter(|row| row.fate == fate);
            rows.map(|row| row.share.value.unwrap()).collect()
        };
        assert_eq!(of(Fate::Shipped), [0.0, 0.0, 0.25, 0.25]);
        assert_eq!(of(Fate::Abandoned), [0.0, 0.0, 0.0, 0.25]);
        assert_eq!(of(Fate::Open), [1.0, 1.0, 0.75, 0.5]);
        assert_eq!(of(Fate::Adopted), [0.0, 0.5, 0.5, 0.5]);
        assert_eq!(found.adoption, Some(50.0 / DAYS_A_QUARTER));
        assert_eq!(found.watched, 4);
    }
}
