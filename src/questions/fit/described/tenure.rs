//! How long people stay, and at which tenure they leave.

use super::bounded::{Bounded, DAYS_A_YEAR};
use super::equal_rates::{Count, equal_rates};
use super::grouping::Grouping;
use super::privacy::{Members, hidden_in_sum, merged};
use super::rows::{EqualRates, Hazard, Tenure, Tested};
use super::settings::DescribeSettings;
use super::span::{Span, joined, spans};
use crate::records::Records;
use crate::row::Rows;
use crate::stats::{KaplanMeier, SpellTable};
use crate::units::{DAYS_A_QUARTER, Day};

/// What tenure is told of.
const TOLD: [Grouping; 2] = [Grouping::All, Grouping::Role];

/// Starts of bands of tenure, in years.
const BANDS: [f64; 7] = [0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0];

/// Counts of a band.
#[derive(Clone, Debug, Default)]
struct Band {
    members: u64,
    exits: u64,
    days: u64,
}

/// What is counted of a group.
struct Spells {
    members: Members,
    stays: u64,
    table: SpellTable,
    bands: [Band; BANDS.len()],
}

impl Spells {
    fn new() -> Self {
        Self {
            members: Members::default(),
            stays: 0,
            table: SpellTable::new(1),
            bands: Default::default(),
        }
    }

    /// Takes in a span of a stay that began on a day: at risk after one tenure and up to
    /// another.
    fn add(&mut self, person: u32, start: Day, span: &Span<usize>, least: u64) {
        // tenures are not negative, since a span begins no earlier than its stay
        let tenure = |day: Day| u32::try_from(day.since(start)).unwrap_or(0);
        let (entry, end) = (tenure(span.after), tenure(span.to));
        self.members.add(person, least);
        self.stays += 1;
        self.table.add(entry, end, span.is_exit().then_some(0));
        for (place, band) in self.bands.iter_mut().enumerate() {
            let (low, high) = ends(place);
            let days = u64::from(end.min(high).saturating_sub(entry.max(low)));
            let exits = span.is_exit() && place == band_of(end);
            band.members += u64::from(days > 0 || exits);
            band.exits += u64::from(exits);
            band.days += days;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.table.merge(&other.table);
        for (own, more) in self.bands.iter_mut().zip(&other.bands) {
            own.members += more.members;
            own.exits += more.exits;
            own.days += more.days;
        }
    }
}

/// The tenures after which a band begins and up to which it reaches, in whole days.
fn ends(band: usize) -> (u32, u32) {
    let days = |years: f64| (years * DAYS_A_YEAR) as u32;
    let high = BANDS.get(band + 1).map_or(u32::MAX, |high| days(*high));
    (days(BANDS[band]), high)
}

/// The band in which an exit after so many days falls. One on the first day is in the first.
fn band_of(end: u32) -> usize {
    (0..BANDS.len())
        .find(|&band| end <= ends(band).1)
        .unwrap_or(BANDS.len() - 1)
}

/// What is said of tenure.
pub(super) struct Tenures {
    pub(super) survival: Rows<Tenure>,
    pub(super) hazards: Rows<Hazard>,
    /// The test that the rates of all bands are equal.
    pub(super) test: Option<EqualRates>,
}

pub(super) fn tenures(records: &Records, settings: &DescribeSettings) -> Tenures {
    let least = u64::from(settings.smallest);
    let mut tenures = Tenures {
        survival: Rows::default(),
        hazards: Rows::default(),
        test: None,
    };
    for grouping in TOLD {
        let names = grouping.names(records);
        let mut groups: Vec<Spells> = names.iter().map(|_| Spells::new()).collect();
        let (mut own, mut of_grouping) = (Vec::new(), Vec::new());
        for stay in &records.stays {
            let Some(start) = stay.start else { continue };
            spans(records, stay, &mut own);
            joined(&own, |post| grouping.group(records, post), &mut of_grouping);
            for span in &of_grouping {
                groups[span.at].add(stay.person, start, span, least);
            }
        }
        let members: Vec<Members> = groups.iter().map(|group| group.members.clone()).collect();
        let sizes: Vec<u64> = groups.iter().map(|group| group.stays).collect();
        let merged = merged(&members, &sizes, least);
        let is_all = grouping == Grouping::All;
        if !is_all && !merged.tells_apart() {
            continue;
        }
        let told: Vec<(Option<String>, Spells)> = merged
            .rows()
            .map(|(own, of)| {
                let mut together = Spells::new();
                of.iter().for_each(|&group| together.merge(&groups[group]));
                let name = own.map_or_else(
                    || super::head_count::OTHER.to_owned(),
                    |own| names[own].clone(),
                );
                ((!is_all).then_some(name), together)
            })
            .collect();
        if is_all {
            tenures.test = told.first().and_then(|(_, spells)| test(&spells.bands));
        }
        survival(grouping, &told, settings, &mut tenures.survival);
        hazards(grouping, &told, settings, &mut tenures.hazards);
    }
    tenures
}

fn test(bands: &[Band; BANDS.len()]) -> Option<EqualRates> {
    let counts = bands
        .iter()
        .map(|band| Count::new(band.exits, band.days as f64));
    equal_rates(Tested::Tenure, &[counts.collect()])
}

/// The curves at whole quarters of tenure, for as long as enough people are at risk in one.
fn survival(
    grouping: Grouping,
    told: &[(Option<String>, Spells)],
    settings: &DescribeSettings,
    rows: &mut Rows<Tenure>,
) {
    let least = u64::from(settings.smallest);
    let curves: Vec<KaplanMeier> = told
        .iter()
        .map(|(_, of)| KaplanMeier::new(&of.table))
        .collect();
    // at risk, and exits so far, by day
    let by_day: Vec<Vec<(u64, u64)>> = told
        .iter()
        .map(|(_, of)| {
            let mut exits = 0;
            let days = of.table.rows();
            days.map(|row| {
                exits += row.events[0];
                (row.at_risk, exits)
            })
            .collect()
        })
        .collect();
    let mut before = vec![0; told.len()];
    for quarter in 0.. {
        let day = (f64::from(quarter) * DAYS_A_QUARTER) as usize;
        let at: Vec<(u64, u64)> = by_day
            .iter()
            .map(|days| {
                days.get(day)
                    .copied()
                    .unwrap_or((0, days.last().map_or(0, |d| d.1)))
            })
            .collect();
        if at.iter().all(|(at_risk, _)| *at_risk < least.max(1)) {
            break;
        }
        let at_risk: Vec<u64> = at.iter().map(|(at_risk, _)| *at_risk).collect();
        let few = hidden_in_sum(&at_risk, least);
        for (place, (group, _)) in told.iter().enumerate() {
            let (at_risk, exits) = at[place];
            if at_risk == 0 {
                continue;
            }
            let is_few = few[place];
            let tick = day as u32;
            let curve = &curves[place];
            let estimate = Bounded::new(curve.survival(tick), curve.interval(tick, settings.level));
            rows.push(Tenure {
                grouping,
                group: group.clone(),
                years: f64::from(quarter) / 4.0,
                at_risk: (!is_few).then_some(at_risk),
                exits: (!is_few).then_some(exits - before[place]),
                survival: if is_few { Bounded::default() } else { estimate },
            });
            before[place] = exits;
        }
    }
}

fn hazards(
    grouping: Grouping,
    told: &[(Option<String>, Spells)],
    settings: &DescribeSettings,
    rows: &mut Rows<Hazard>,
) {
    let least = u64::from(settings.smallest);
    for (band, &from_years) in BANDS.iter().enumerate() {
        let people: Vec<u64> = told.iter().map(|(_, of)| of.bands[band].members).collect();
        let few = hidden_in_sum(&people, least);
        let present = told
            .iter()
            .enumerate()
            .filter(|(place, _)| people[*place] > 0);
        for (place, (group, of)) in present {
            let Band { exits, days, .. } = of.bands[band];
            let years = days as f64 / DAYS_A_YEAR;
            let is_few = few[place];
            let rate = Bounded::rate(exits, years, settings.level);
            rows.push(Hazard {
                grouping,
                group: group.clone(),
                from_years,
                to_years: BANDS.get(band + 1).copied(),
                exits: (!is_few).then_some(exits),
                person_years: (!is_few).then_some(years),
                exit_rate: if is_few { Bounded::default() } else { rate },
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{records, stay};
    use super::*;
    use crate::records::Reason;

    fn settings() -> DescribeSettings {
        DescribeSettings {
            level: 0.95,
            smallest: 1,
        }
    }

    /// Worked by hand: at risk after day 100 are all who were seen then.
    #[test]
    fn those_there_before_enter_late() {
        let quit = |day| Some((day, Reason::Quit));
        let stays = vec![
            // from the start: leaves after 50 days
            stay(1, Some(1000), quit(1050)),
            // from the start, still there after 300
            stay(2, Some(1000), None),
            // enters at a tenure of 99 days, leaves after 200
            stay(3, Some(900), quit(1100)),
            // since when is not known
            stay(4, None, quit(1200)),
            // enters at 199 and leaves after 250
            stay(5, Some(800), quit(1050)),
        ];
        let found = tenures(&records(1000, 1300, stays), &settings());
        let told: Vec<_> = found
            .survival
            .iter()
            .map(|row| {
                (
                    row.years,
                    row.at_risk.unwrap(),
                    row.exits.unwrap(),
                    row.survival.value.unwrap(),
                )
            })
            .collect();
        // two at risk on day 50, of whom one leaves; two on day 200 with the third, since the fifth
        // enters then and could leave: 1/2, 1/2 * 2/3, * 1/2
        assert_eq!(told.len(), 4);
        assert_eq!(told[0], (0.0, 2, 0, 1.0));
        assert_eq!(told[1], (0.25, 1, 1, 0.5));
        assert_eq!((told[2].1, told[2].2), (2, 0));
        assert_eq!((told[3].1, told[3].2), (1, 2));
        assert!((told[3].3 - 0.5 * 2.0 / 3.0 * 0.5).abs() < 1e-12);
        // days in the first half year: 50 + 182 + (182 - 99)
        let first = &found.hazards.iter().next().unwrap().row;
        assert_eq!(first.exits, Some(1));
        assert!((first.person_years.unwrap() * DAYS_A_YEAR - 315.0).abs() < 1e-9);
    }

    #[test]
    fn few_people_are_not_told_of() {
        let stays = (0..12).map(|person| {
            let length = 100 * (1 + person as i32);
            stay(person, Some(0), Some((length, Reason::Quit)))
        });
        let records = records(0, 2000, stays.collect());
        let found = tenures(
            &records,
            &DescribeSettings {
                smallest: 5,
                ..settings()
            },
        );
        assert!(found.survival.iter().all(|row| row.at_risk.unwrap() >= 5));
        let told = found.hazards.iter().filter(|row| row.exits.is_some());
        // 12 in the first half year, 11, 9, 5 up to three years; 2 later
        assert_eq!(told.count(), 4);
    }
}
