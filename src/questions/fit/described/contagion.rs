//! Whether exits come soon after those of others in the team.

use super::bounded::{Bounded, DAYS_A_YEAR};
use super::equal_rates::Count;
use super::span::Span;
use super::team::Group;
use crate::elementary::{exp, ln, normal_quantile};
use crate::records::Records;
use crate::stats::tail_probability;
use crate::units::{DAYS_A_QUARTER, Day};

/// The time after an exit in which another one is seen as near it: two quarters.
const NEAR: i32 = (2.0 * DAYS_A_QUARTER) as i32;

/// Exits and years of people, of two kinds of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Compared {
    /// Soon after an exit of a mate on an earlier day.
    pub(super) after: Count,
    /// All other time.
    pub(super) otherwise: Count,
}

/// The ends of calendar years within records, from the day before their first.
pub(super) fn years_of(records: &Records) -> Vec<Day> {
    let years = records.begin.quarter().year()..=records.until.quarter().year();
    let ends = years.filter_map(|year| Day::of(year, 12, 31));
    let ends = ends.map(|end| end.min(records.until));
    std::iter::once(records.begin.after(-1))
        .chain(ends)
        .collect()
}

/// The times near exits of a group, each later than the end of a day and up to another, in
/// order and apart.
struct Times {
    all: Vec<(Day, Day)>,
    /// How many days lie in those before each, and in all.
    before: Vec<i64>,
}

impl Times {
    fn of(group: &Group) -> Self {
        let mut days: Vec<Day> = group.exits().map(|(day, _)| day).collect();
        days.sort_unstable();
        let mut all: Vec<(Day, Day)> = Vec::new();
        for day in days {
            let end = day.after(NEAR);
            match all.last_mut() {
                Some((_, last)) if *last >= day => *last = end,
                _ => all.push((day, end)),
            }
        }
        let mut before = vec![0];
        for (from, to) in &all {
            before.push(before[before.len() - 1] + i64::from(to.since(*from)));
        }
        Self { all, before }
    }

    /// How many of them have begun before a day.
    fn begun(&self, day: Day) -> usize {
        self.all.partition_point(|(from, _)| *from < day)
    }

    /// How many of their days lie up to one.
    fn until(&self, day: Day) -> i64 {
        let begun = self.begun(day);
        let last = begun.checked_sub(1).map(|last| self.all[last].1);
        let beyond = last.map_or(0, |end| i64::from(end.since(day).max(0)));
        self.before[begun] - beyond
    }

    /// Whether a day lies in one of them.
    fn hold(&self, day: Day) -> bool {
        let last = self.begun(day).checked_sub(1).map(|last| self.all[last].1);
        last.is_some_and(|end| day <= end)
    }
}

/// Time and exits near exits of team mates and otherwise, in each of the times between some
/// days. A person's own exit ends the time that could be near it.
pub(super) fn compared(groups: &[Group], ends: Vec<Day>) -> Vec<Compared> {
    let mut all = vec![Compared::default(); ends.len().saturating_sub(1)];
    let mut days = vec![[0_i64; 2]; all.len()];
    for group in groups {
        let times = Times::of(group);
        for (_, span) in &group.spans {
            let first = ends
                .partition_point(|end| *end <= span.after)
                .saturating_sub(1);
            for (place, pair) in ends.windows(2).enumerate().skip(first) {
                let (from, to) = (pair[0].max(span.after), pair[1].min(span.to));
                if from >= to {
                    break;
                }
                let near = times.until(to) - times.until(from);
                days[place][0] += near;
                days[place][1] += i64::from(to.since(from)) - near;
            }
            count_exit(span, &times, &ends, &mut all);
        }
    }
    for (compared, [after, otherwise]) in all.iter_mut().zip(days) {
        compared.after.time = after as f64 / DAYS_A_YEAR;
        compared.otherwise.time = otherwise as f64 / DAYS_A_YEAR;
    }
    all
}

fn count_exit(span: &Span<usize>, times: &Times, ends: &[Day], all: &mut [Compared]) {
    let place = ends.partition_point(|end| *end < span.to).saturating_sub(1);
    if let Some(compared) = all.get_mut(place).filter(|_| span.is_exit()) {
        match times.hold(span.to) {
            true => compared.after.events += 1,
            false => compared.otherwise.events += 1,
        }
    }
}

/// A rate relative to another over several strata, after Mantel & Haenszel (1959), with the
/// variance of its logarithm after Greenland & Robins (1985). Of one stratum, it is the ratio of
/// both rates, and the variance the sum of the inverse counts. None unless both have counts.
pub(super) fn rate_ratio(strata: &[Compared], level: f64) -> Bounded {
    let (mut above, mut below, mut spread) = (0.0, 0.0, 0.0);
    for Compared { after, otherwise } in strata {
        let all = after.time + otherwise.time;
        if all > 0.0 {
            above += after.events as f64 * otherwise.time / all;
            below += otherwise.events as f64 * after.time / all;
            let events = (after.events + otherwise.events) as f64;
            spread += events * after.time * otherwise.time / (all * all);
        }
    }
    if above <= 0.0 || below <= 0.0 {
        return Bounded::default();
    }
    let ratio = above / below;
    let z = -normal_quantile(tail_probability(level));
    let reach = z * (spread / (above * below)).sqrt();
    let end = |sign: f64| exp(ln(ratio) + sign * reach);
    Bounded::new(Some(ratio), Some((end(-1.0), end(1.0))))
}

#[cfg(test)]
mod tests {
    use super::super::clusters::clusters;
    use super::super::samples::{records, stay};
    use super::super::settings::DescribeSettings;
    use super::*;
    use crate::records::Reason;

    fn stratum(after: (u64, f64), otherwise: (u64, f64)) -> Compared {
        Compared {
            after: Count::new(after.0, after.1),
            otherwise: Count::new(otherwise.0, otherwise.1),
        }
    }

    /// Worked by hand: a team of four over a year.
    #[test]
    fn exits_soon_after_others_are_compared_with_the_rest() {
        let ends = [Some(20), Some(40), Some(300), None];
        let stays = (0..).zip(ends).map(|(person, end)| {
            let mut stay = stay(person, None, end.map(|day| (day, Reason::Quit)));
            stay.posts[0].team = Some(0);
            stay
        });
        let mut records = records(1, 365, stays.collect());
        records.teams = 1;
        let found = clusters(&records, &DescribeSettings::default());
        let row = &found.clustering.iter().next().unwrap().row;
        // near: from 20 to 222 (40 and 182 more), and from 300 on
        let days = 20 + 202 + 202 + 65;
        let all = 20 + 40 + 300 + 365;
        assert_eq!((row.exits_after, row.exits_otherwise), (1, 2));
        assert!((row.years_after * DAYS_A_YEAR - f64::from(days)).abs() < 1e-9);
        assert!((row.person_years * DAYS_A_YEAR - f64::from(all)).abs() < 1e-9);
        assert!((row.years_otherwise * DAYS_A_YEAR - f64::from(all - days)).abs() < 1e-9);
        let ratio = 1.0 / f64::from(days) / (2.0 / f64::from(all - days));
        assert!((row.rate_ratio.value.unwrap() - ratio).abs() < 1e-12);
    }

    #[test]
    fn one_stratum_gives_the_ratio_of_its_rates() {
        let ratio = rate_ratio(&[stratum((10, 100.0), (40, 800.0))], 0.95);
        assert!((ratio.value.unwrap() - 2.0).abs() < 1e-12);
        // 2 exp(± 1.96 sqrt(1/10 + 1/40))
        let (low, high) = ratio.interval().unwrap();
        assert!((low - 1.000_195_287_451_22).abs() < 1e-12, "{low}");
        assert!((high - 3.999_219_002_714_1).abs() < 1e-12, "{high}");
        let none = rate_ratio(&[stratum((0, 1.0), (4, 1.0))], 0.95);
        assert_eq!(none, Bounded::default());
    }

    /// In each year the rates are equal; the second has more of both.
    #[test]
    fn years_are_compared_within() {
        let strata = [
            stratum((1, 10.0), (9, 90.0)),
            stratum((18, 90.0), (2, 10.0)),
        ];
        assert!((rate_ratio(&strata, 0.95).value.unwrap() - 1.0).abs() < 1e-12);
    }
}
