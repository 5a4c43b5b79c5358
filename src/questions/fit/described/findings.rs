//! What was found in records, before any model.

use serde::{Deserialize, Serialize};

use super::bounded::Bounded;
use super::description::Description;
use super::grouping::Grouping;
use super::limits::Limit;
use super::overall::SHIPPED_WITHIN;
use super::rows::{EqualRates, Group, Season, Tested};
use super::rows_of_work::{Overall, Quantity};

/// A finding about records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// How many people there are.
    HeadCount {
        /// First day of the records.
        begin: String,
        /// Their last day.
        until: String,
        /// People there before the first day.
        start: u64,
        /// People there at the end of the last.
        end: u64,
        /// People who were ever there.
        people: u64,
    },
    /// How many leave.
    Exits {
        /// Exits.
        exits: u64,
        /// Exits in a year of a person.
        rate: Bounded,
        /// Level of the interval.
        level: f64,
    },
    /// Whether people leave more often in their first year.
    EarlyTenure {
        /// The rate in the first year of tenure relative to later.
        ratio: Bounded,
    },
    /// Whether groups leave at different rates.
    Groups {
        /// What people are told apart by.
        grouping: Grouping,
        /// The group with the lowest rate, and its rate a year.
        lowest: (String, f64),
        /// The group with the highest rate, and its rate a year.
        highest: (String, f64),
        /// The test that all are equal.
        test: Chance,
    },
    /// Whether people leave more often in some quarter of the year.
    Seasons {
        /// The quarter with the highest rate, from 1.
        highest: u64,
        /// Its rate a year.
        rate: f64,
        /// The rate of the other three.
        others: f64,
        /// The test that all four are equal.
        test: Chance,
        /// The same without days on which whole groups ended, if there are such days.
        without_clean_ups: Option<Chance>,
    },
    /// Whether exits cluster in teams.
    Clustering {
        /// Teams that are tested.
        teams: u64,
        /// Chi-squared by degree of freedom.
        dispersion: f64,
        /// Probability of so much by chance.
        p_value: f64,
        /// Whether it is more than chance, at the level of the answer.
        beyond_chance: bool,
        /// The rate within two quarters after an exit of a team mate relative to otherwise, within
        /// calendar years.
        rate_ratio: Bounded,
    },
    /// Days on which whole groups ended.
    CleanUps {
        /// How many there are.
        days: u64,
        /// Exits on them.
        exits: u64,
        /// Share of all exits that these are.
        share: f64,
    },
    /// How long it takes until a vacancy is filled.
    TimeToFill {
        /// Vacancies.
        vacancies: u64,
        /// Those that were filled.
        filled: u64,
        /// Days until half of them are; none if that is not reached.
        median: Option<u64>,
        /// Days until a quarter and three quarters of them are.
        quartiles: (Option<u64>, Option<u64>),
    },
    /// How many breakthroughs are shipped.
    Shipping {
        /// Breakthroughs.
        watched: u64,
        /// Share of them that are shipped within so many quarters.
        share: Bounded,
        /// That many.
        within: u64,
        /// Quarters until half of them are adopted; none if that is not reached.
        adoption: Option<f64>,
    },
    /// How many papers are submitted and accepted.
    Papers {
        /// Submissions in a quarter.
        submitted: Bounded,
        /// Variance over mean of submissions of whole quarters.
        dispersion: Option<f64>,
        /// Share accepted, of those for which it is told.
        accepted: Bounded,
        /// How many these are.
        decided: u64,
    },
    /// What the records cannot tell.
    Limit {
        /// What it is.
        limit: Limit,
        /// How many people or exits it is about; 0 if about all of them.
        about: u64,
    },
}

/// What a test says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    /// Chi-squared.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub freedom: u64,
    /// Probability of so large a statistic if all rates are equal.
    pub p_value: f64,
    /// Whether it is more than chance, at the level of the answer.
    pub beyond_chance: bool,
    /// Whether fewer than five exits are expected of some group, so that it is rough.
    pub is_rough: bool,
}

/// Expected counts below which the test is rough.
const ROUGH: f64 = 5.0;

impl Description {
    /// What was found, what matters most first, and last what the records cannot tell.
    pub fn findings(&self) -> Vec<Finding> {
        let found = [
            self.people(),
            self.exits(),
            self.early_tenure(),
            self.groups_of(Grouping::Role, Tested::Roles),
            self.groups_of(Grouping::Unit, Tested::Units),
            self.groups_of(Grouping::Level, Tested::Levels),
            self.groups_of(Grouping::RoleInUnit, Tested::RolesInUnits),
            self.of_seasons(),
            self.clustering(),
            self.of_clean_ups(),
            self.time_to_fill(),
            self.shipping(),
            self.of_papers(),
        ];
        let limits = self.limits.iter();
        let limits = limits.map(|&(limit, about)| Finding::Limit { limit, about });
        found.into_iter().flatten().chain(limits).collect()
    }

    fn overall(&self, quantity: Quantity) -> Option<&Overall> {
        let mut rows = self.overall.iter().map(|at| &at.row);
        rows.find(|row| row.quantity == quantity)
    }

    /// Whether a probability is below what the level leaves.
    fn is_beyond_chance(&self, p_value: f64) -> bool {
        p_value < 2.0 * crate::stats::tail_probability(self.settings.level)
    }

    fn test(&self, tested: Tested) -> Option<Chance> {
        let mut tests = self.tests.iter().map(|at| &at.row);
        let test = |row: &EqualRates| Chance {
            statistic: row.statistic,
            freedom: row.freedom,
            p_value: row.p_value,
            beyond_chance: self.is_beyond_chance(row.p_value),
            is_rough: row.least_expected < ROUGH,
        };
        tests.find(|row| row.tested == tested).map(test)
    }

    fn people(&self) -> Option<Finding> {
        let count = |quantity| self.overall(quantity).map(|row| row.n);
        Some(Finding::HeadCount {
            begin: self.covers.0.to_string(),
            until: self.covers.1.to_string(),
            start: count(Quantity::PeopleAtStart)?,
            end: count(Quantity::PeopleAtEnd)?,
            people: count(Quantity::People)?,
        })
    }

    fn exits(&self) -> Option<Finding> {
        let row = self.overall(Quantity::ExitRate)?;
        row.number.value.map(|_| Finding::Exits {
            exits: row.n,
            rate: row.number,
            level: self.settings.level,
        })
    }

    fn early_tenure(&self) -> Option<Finding> {
        let ratio = self.overall(Quantity::EarlyRatio)?.number;
        ratio.value.map(|_| Finding::EarlyTenure { ratio })
    }

    fn groups_of(&self, grouping: Grouping, tested: Tested) -> Option<Finding> {
        let test = self.test(tested)?;
        let own = self.groups.iter().filter(|row| row.grouping == grouping);
        let named = |row: &Group| Some((row.group.clone()?, row.exit_rate.value?));
        let mut rates: Vec<(String, f64)> = own.filter_map(|at| named(&at.row)).collect();
        rates.sort_by(|a, b| a.1.total_cmp(&b.1));
        Some(Finding::Groups {
            grouping,
            lowest: rates.first()?.clone(),
            highest: rates.last()?.clone(),
            test,
        })
    }

    fn of_seasons(&self) -> Option<Finding> {
        let test = self.test(Tested::Seasons)?;
        let all = self.seasons.iter().map(|at| &at.row);
        let all: Vec<&Season> = all.filter(|row| !row.without_clean_ups).collect();
        let rate = |row: &Season| row.exit_rate.value.unwrap_or(0.0);
        let highest = all.iter().max_by(|a, b| rate(a).total_cmp(&rate(b)))?;
        let others = || all.iter().filter(|row| row.quarter != highest.quarter);
        let years: f64 = others().map(|row| row.person_years).sum();
        let exits: u64 = others().map(|row| row.exits).sum();
        let without = self.seasons.iter().filter(|row| row.without_clean_ups);
        let without: u64 = without.map(|row| row.exits).sum();
        let has_clean_ups = without < all.iter().map(|row| row.exits).sum();
        Some(Finding::Seasons {
            highest: highest.quarter,
            rate: rate(highest),
            others: (years > 0.0).then(|| exits as f64 / years)?,
            test,
            without_clean_ups: self
                .test(Tested::SeasonsWithoutCleanUps)
                .filter(|_| has_clean_ups),
        })
    }

    fn clustering(&self) -> Option<Finding> {
        let row = self.teams.iter().next()?;
        let p_value = row.p_value?;
        Some(Finding::Clustering {
            teams: row.tested,
            dispersion: row.dispersion?,
            p_value,
            beyond_chance: self.is_beyond_chance(p_value),
            rate_ratio: row.rate_ratio,
        })
    }

    fn of_clean_ups(&self) -> Option<Finding> {
        let row = self
            .teams
            .iter()
            .next()
            .filter(|row| row.clean_up_days > 0)?;
        Some(Finding::CleanUps {
            days: row.clean_up_days,
            exits: row.clean_up_exits,
            share: row.clean_up_share?,
        })
    }

    fn time_to_fill(&self) -> Option<Finding> {
        self.vacancies.iter().next().map(|row| Finding::TimeToFill {
            vacancies: row.vacancies,
            filled: row.filled,
            median: row.median,
            quartiles: (row.lower_quartile, row.upper_quartile),
        })
    }

    fn shipping(&self) -> Option<Finding> {
        let row = self.overall(Quantity::ShippedInEight)?;
        Some(Finding::Shipping {
            watched: row.n,
            share: row.number,
            within: SHIPPED_WITHIN,
            adoption: self.overall(Quantity::AdoptionMedian)?.number.value,
        })
    }

    fn of_papers(&self) -> Option<Finding> {
        let submitted = self.overall(Quantity::PapersSubmitted)?;
        let accepted = self.overall(Quantity::PapersAccepted)?;
        submitted.number.value.map(|_| Finding::Papers {
            submitted: submitted.number,
            dispersion: self
                .overall(Quantity::PapersDispersion)
                .and_then(|row| row.number.value),
            accepted: accepted.number,
            decided: accepted.n,
        })
    }
}
