//! How long it takes until a vacancy is filled.

use super::grouping::Grouping;
use super::head_count::OTHER;
use super::privacy::{Members, merged};
use super::rows_of_work::TimeToFill;
use super::settings::DescribeSettings;
use crate::measures::Role;
use crate::records::{Records, Vacancy};
use crate::row::Rows;
use crate::stats::{KaplanMeier, SpellTable};

/// Days over which the mean is taken, at most.
const YEAR: u32 = 365;

/// The rows: of all vacancies, and by role where there are several.
pub(super) fn times_to_fill(records: &Records, settings: &DescribeSettings) -> Rows<TimeToFill> {
    let vacancies = records.vacancies.iter().flatten();
    let watched: Vec<(u32, &Vacancy)> = (0..)
        .zip(vacancies.filter(|vacancy| {
            vacancy.opened <= records.until && vacancy.filled.is_none_or(|day| day >= records.begin)
        }))
        .collect();
    let mut rows = Rows::default();
    if watched.is_empty() {
        return rows;
    }
    let all = || watched.iter().map(|(_, vacancy)| *vacancy);
    rows.push(row(records, Grouping::All, None, all()));
    // small groups are merged as those of people are
    let least = u64::from(settings.smallest);
    let group = |vacancy: &Vacancy| vacancy.role.map_or(Role::ALL.len(), |role| role as usize);
    let mut groups = vec![Members::default(); Role::ALL.len() + 1];
    let mut sizes = vec![0; groups.len()];
    for (number, vacancy) in &watched {
        groups[group(vacancy)].add(*number, least);
        sizes[group(vacancy)] += 1;
    }
    let merged = merged(&groups, &sizes, least);
    if merged.tells_apart() {
        let names = Grouping::Role.names(records);
        for (single, of) in merged.rows() {
            let name = match single {
                Some(role) => names.get(role).map_or("not named", String::as_str),
                None => OTHER,
            };
            let own = all().filter(|vacancy| of.contains(&group(vacancy)));
            rows.push(row(records, Grouping::Role, Some(name.to_owned()), own));
        }
    }
    rows
}

fn row<'a>(
    records: &Records,
    grouping: Grouping,
    group: Option<String>,
    vacancies: impl Iterator<Item = &'a Vacancy>,
) -> TimeToFill {
    let before = records.begin.after(-1);
    let mut spells = SpellTable::new(1);
    let (mut count, mut filled) = (0, 0);
    for vacancy in vacancies {
        // within twenty years or so; one that was opened before the records begin enters late
        let days = |day: crate::units::Day| u32::try_from(day.since(vacancy.opened)).unwrap_or(0);
        let end = vacancy.filled.filter(|day| *day <= records.until);
        spells.add(
            days(before),
            days(end.unwrap_or(records.until)),
            end.map(|_| 0),
        );
        count += 1;
        filled += u64::from(end.is_some());
    }
    let curve = KaplanMeier::new(&spells);
    let last = spells.rows().len() as u32;
    let reached = |share: f64| {
        let mut days = 0..last;
        // slack for a share that was reached but for rounding
        let day = days.find(|&day| curve.survival(day).is_some_and(|s| s <= share + 1e-12));
        day.map(u64::from)
    };
    TimeToFill {
        grouping,
        group,
        vacancies: count,
        filled,
        lower_quartile: reached(0.75),
        median: curve.median().map(u64::from),
        upper_quartile: reached(0.25),
        restricted_mean: curve.restricted_mean(YEAR),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, records};
    use super::*;

    /// Worked by hand.
    #[test]
    fn open_vacancies_are_censored() {
        let vacancy = |opened, filled: Option<i32>| Vacancy {
            opened: day(opened),
            filled: filled.map(day),
            role: None,
            unit: None,
        };
        let mut records = records(0, 1000, Vec::new());
        let settings = DescribeSettings::default();
        assert!(times_to_fill(&records, &settings).is_empty());
        records.vacancies = Some(vec![
            vacancy(0, Some(10)),
            vacancy(0, Some(30)),
            vacancy(0, Some(30)),
            vacancy(990, None),
        ]);
        let rows = times_to_fill(&records, &settings);
        assert_eq!(rows.len(), 1);
        let row = &rows.iter().next().unwrap().row;
        assert_eq!((row.vacancies, row.filled), (4, 3));
        // after 10 days, at which the open one is censored, 3/4; after 30 none of two
        assert_eq!(row.lower_quartile, Some(10));
        assert_eq!((row.median, row.upper_quartile), (Some(30), Some(30)));
        assert!((row.restricted_mean.unwrap() - (10.0 + 20.0 * 0.75)).abs() < 1e-12);
    }
}
