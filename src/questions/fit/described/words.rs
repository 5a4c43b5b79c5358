//! How findings about records are told.

use super::bounded::Bounded;
use super::findings::{Chance, Finding};
use super::grouping::Grouping;
use super::limits::Limit;
use super::plural::counted;
use crate::experiment::{Measures, Tell, Weight};
use crate::numerals::{Shown, percent, significant};
use crate::prose::Prose;

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::Limit {
                limit: Limit::FewExits | Limit::NoYear,
                ..
            } => Weight::Warning,
            _ => Weight::Result,
        }
    }

    fn tell(&self, _: &Measures) -> Prose {
        let (heading, words) = match self {
            Self::HeadCount { .. } => ("People", self.people()),
            Self::Exits { exits, rate, level } => (
                "Exits",
                format!(
                    "{exits}, {} a year of a person ({} interval).",
                    told(rate, ""),
                    percent(*level)
                ),
            ),
            Self::EarlyTenure { ratio } => ("First year", early(ratio)),
            Self::Groups {
                grouping,
                lowest,
                highest,
                test,
            } => (heading(*grouping), groups(*grouping, lowest, highest, test)),
            Self::Seasons { .. } => ("Seasons", self.seasons()),
            Self::Clustering { .. } => ("Teams", self.teams()),
            Self::CleanUps { days, exits, share } => (
                "Clean-ups",
                format!(
                    "on {}, at least half of a team and at least three people left together: {}, \
                     {} of all. They may be a record that was put in order, or a team that was \
                     dissolved.",
                    counted(*days, "day"),
                    counted(*exits, "exit"),
                    Shown::of("share").significant(*share, 2)
                ),
            ),
            Self::TimeToFill { .. } => ("Vacancies", self.vacancies()),
            Self::Shipping { .. } => ("Breakthroughs", self.shipping()),
            Self::Papers { .. } => ("Papers", self.papers()),
            Self::Limit { limit, about } => ("Not told", limit.told(*about)),
        };
        Prose::default()
            .stressed(heading)
            .plain(format!(": {words}"))
    }
}

impl Finding {
    fn people(&self) -> String {
        let Self::HeadCount {
            begin,
            until,
            start,
            end,
            people,
        } = self
        else {
            return String::new();
        };
        format!(
            "{start} when the records begin on {begin}, {end} when they end on {until}; {people} \
             were ever there."
        )
    }

    fn seasons(&self) -> String {
        let Self::Seasons {
            highest,
            rate,
            others,
            test,
            without_clean_ups,
        } = self
        else {
            return String::new();
        };
        let without = match without_clean_ups {
            Some(test) => format!(" Without clean-ups: {}.", chance(test)),
            None => String::new(),
        };
        format!(
            "the exit rate is highest in the {} quarter of the year, {} against {} in the others; \
             {}.{without}",
            ordinal(*highest),
            rated(*rate),
            rated(*others),
            chance(test)
        )
    }

    fn teams(&self) -> String {
        let Self::Clustering {
            teams,
            dispersion,
            p_value,
            beyond_chance,
            rate_ratio,
        } = self
        else {
            return String::new();
        };
        let verdict = match beyond_chance {
            true => "more than chance explains",
            false => "no more than chance explains",
        };
        let after = match rate_ratio.value {
            Some(_) => format!(
                " Within two quarters after an exit, the rate of team mates is {} times that \
                 otherwise, compared within calendar years; lasting differences between teams are \
                 in it.",
                told(rate_ratio, "")
            ),
            None => String::new(),
        };
        format!(
            "exits vary between {} by {} times what they would if they were independent, {verdict} \
             ({}).{after}",
            counted(*teams, "team"),
            significant(*dispersion, 2),
            p_words(*p_value)
        )
    }

    fn vacancies(&self) -> String {
        let Self::TimeToFill {
            vacancies,
            filled,
            median,
            quartiles,
        } = self
        else {
            return String::new();
        };
        let days = |days: Option<u64>| days.map_or("not reached".to_owned(), |d| d.to_string());
        let half = match median {
            Some(median) => format!("half are filled within {}", counted(*median, "day")),
            None => "half of them are not filled in the time that is known".to_owned(),
        };
        format!(
            "of {}, {filled} were filled; {half} (quartiles: {} and {}), open ones counted.",
            match vacancies {
                1 => "1 vacancy".to_owned(),
                many => format!("{many} vacancies"),
            },
            days(quartiles.0),
            days(quartiles.1)
        )
    }

    fn shipping(&self) -> String {
        let Self::Shipping {
            watched,
            share,
            within,
            adoption,
        } = self
        else {
            return String::new();
        };
        let shipped = match share.value {
            Some(_) => format!(
                "{} are shipped within {within} quarters",
                told(share, "share")
            ),
            None => format!("none was watched for {within} quarters"),
        };
        let adopted = match adoption {
            Some(quarters) => format!(
                "half are taken up by the product side within {} quarters",
                significant(*quarters, 2)
            ),
            None => "half of them are not taken up in the time that is known".to_owned(),
        };
        format!(
            "of {}, {shipped}; {adopted}.",
            counted(*watched, "breakthrough")
        )
    }

    fn papers(&self) -> String {
        let Self::Papers {
            submitted,
            dispersion,
            accepted,
            decided,
        } = self
        else {
            return String::new();
        };
        let spread = match dispersion {
            Some(ratio) => format!(
                " Their variance is {} times their mean; chance alone gives 1.",
                significant(*ratio, 2)
            ),
            None => String::new(),
        };
        let accepted = match accepted.value {
            Some(_) => format!(
                " Of {} submitted at least four quarters before the end, {} were accepted.",
                decided,
                told(accepted, "share")
            ),
            None => String::new(),
        };
        format!(
            "{} are submitted in a quarter.{spread}{accepted}",
            told(submitted, "")
        )
    }
}

fn early(ratio: &Bounded) -> String {
    let verdict = match ratio.interval() {
        Some((low, _)) if low > 1.0 => "people leave more often in their first year",
        Some((_, high)) if high < 1.0 => "people leave less often in their first year",
        _ => "it cannot be told whether people leave more often in their first year",
    };
    format!("{verdict}: {} times the rate later.", told(ratio, ""))
}

fn heading(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::All => "Everybody",
        Grouping::Role => "Roles",
        Grouping::Unit => "Units",
        Grouping::Level => "Levels",
        Grouping::RoleInUnit => "Roles within units",
    }
}

fn groups(
    grouping: Grouping,
    lowest: &(String, f64),
    highest: &(String, f64),
    test: &Chance,
) -> String {
    let within = match grouping {
        Grouping::RoleInUnit => ", each compared within its unit",
        _ => "",
    };
    format!(
        "exit rates reach from {} ({}) to {} ({}){within}; {}.",
        rated(lowest.1),
        lowest.0,
        rated(highest.1),
        highest.0,
        chance(test)
    )
}

/// What a test says: `they differ by more than chance explains (chi-squared 21.7 on 3, p = 0.0001)`.
fn chance(test: &Chance) -> String {
    let verdict = match test.beyond_chance {
        true => "they differ by more than chance explains",
        false => "they differ by no more than chance explains",
    };
    let rough = match test.is_rough {
        true => "; roughly, as fewer than five exits are expected of some",
        false => "",
    };
    format!(
        "{verdict} (chi-squared {} on {}, {}{rough})",
        significant(test.statistic, 3),
        test.freedom,
        p_words(test.p_value)
    )
}

fn told(number: &Bounded, unit: &str) -> String {
    Shown::of(unit).estimate(number.value, number.interval())
}

/// A rate a year.
fn rated(rate: f64) -> String {
    format!("{} a year", significant(rate, 2))
}

/// A probability: `p = 0.034`, `p < 0.0001`.
fn p_words(p_value: f64) -> String {
    match p_value < 1e-4 {
        true => "p < 0.0001".to_owned(),
        false => format!("p = {}", significant(p_value, 2)),
    }
}

fn ordinal(number: u64) -> &'static str {
    match number {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => "fourth",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    fn words(finding: &Finding) -> String {
        finding.tell(&Measures::default()).to_string()
    }

    #[test]
    fn findings_are_told_with_their_doubts() {
        let test = Chance {
            statistic: 21.73,
            freedom: 3,
            p_value: 7.4e-5,
            beyond_chance: true,
            is_rough: false,
        };
        let seasons = Finding::Seasons {
            highest: 3,
            rate: 0.216,
            others: 0.1203,
            test,
            without_clean_ups: Some(Chance {
                p_value: 0.31,
                statistic: 3.6,
                beyond_chance: false,
                is_rough: true,
                ..test
            }),
        };
        assert_eq!(
            words(&seasons),
            "Seasons: the exit rate is highest in the third quarter of the year, 0.22 a year against \
             0.12 a year in the others; they differ by more than chance explains (chi-squared 21.7 \
             on 3, p < 0.0001). Without clean-ups: they differ by no more than chance explains \
             (chi-squared 3.6 on 3, p = 0.31; roughly, as fewer than five exits are expected of \
             some)."
        );
        let early = |low, high| Finding::EarlyTenure {
            ratio: Bounded::new(Some(1.25), Some((low, high))),
        };
        assert!(words(&early(1.1, 1.4)).contains("more often"));
        assert!(words(&early(0.9, 1.6)).contains("cannot be told"));
        let few = Finding::Limit {
            limit: Limit::FewExits,
            about: 1,
        };
        assert!(words(&few).starts_with("Not told: 1 exit, fewer than 30"));
        assert_eq!(few.weight(), Weight::Warning);
    }

    #[test]
    fn findings_are_read_as_they_were_written() {
        let finding = Finding::Shipping {
            watched: 12,
            share: Bounded::new(Some(0.5), Some((0.2, 0.7))),
            within: 8,
            adoption: None,
        };
        let value = serde_json::to_value(&finding).unwrap();
        let read = Finding::deserialize(&value).unwrap();
        assert_eq!(read, finding);
        assert_eq!(
            words(&read),
            "Breakthroughs: of 12 breakthroughs, 50% (20 to 70) are shipped within 8 quarters; half \
             of them are not taken up in the time that is known."
        );
    }
}
