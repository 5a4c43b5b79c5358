//! The rows of what records say about vacancies, papers and work, and of single numbers.

use super::bounded::Bounded;
use super::grouping::Grouping;
use crate::choice::choice;
use crate::row::row;

row! {
    /// How long vacancies are open: Kaplan-Meier estimates over those that are filled and those
    /// that are not yet.
    pub struct TimeToFill = "vacancies.csv" {
        /// What vacancies are told apart by.
        grouping: Grouping,
        /// The group.
        group: Option<String> [empty "all vacancies"],
        /// Vacancies.
        vacancies: u64 [unit "vacancies"],
        /// Those that were filled.
        filled: u64 [unit "vacancies"],
        /// Days until a quarter of them are filled.
        lower_quartile: Option<u64> [unit "days"] [empty "not reached"],
        /// Days until half of them are.
        median: Option<u64> [unit "days"] [empty "not reached"],
        /// Days until three quarters of them are.
        upper_quartile: Option<u64> [unit "days"] [empty "not reached"],
        /// Mean of the days that a vacancy is open, counted as at most a year.
        restricted_mean: Option<f64> [unit "days"] [empty "none was watched for so long"],
    }
}

choice! {
    /// What becomes of a breakthrough.
    pub enum Fate {
        /// It reached the product.
        Shipped = "shipped",
        /// It was given up.
        Abandoned = "abandoned",
        /// Neither so far.
        Open = "open",
        /// The product side took it up, whatever came later.
        Adopted = "adopted",
    }
}

row! {
    /// What has become of breakthroughs after so long: estimates of Aalen and Johansen, of
    /// adoption against shipping and abandonment without it.
    pub struct Incidence = "work.csv" {
        /// What became of them.
        fate: Fate,
        /// Quarters since they were made.
        quarters: u64 [unit "quarters"],
        /// Breakthroughs under watch to which something could have happened on the day.
        at_risk: u64 [unit "breakthroughs"],
        /// Share of them, with the interval on the scale of ln(-ln).
        share: Bounded [unit "share"] [empty "all or none"],
    }
}

row! {
    /// Papers of a quarter.
    pub struct PapersOfQuarter = "papers.csv" {
        /// The quarter.
        quarter: String,
        /// Share of its days that the records cover.
        covered: f64 [unit "share"],
        /// Papers that were submitted.
        submitted: u64 [unit "papers"],
        /// Those of them that have been accepted by the end of the records.
        accepted_of_submitted: u64 [unit "papers"],
        /// Papers that were accepted, whenever they were submitted.
        accepted: u64 [unit "papers"],
    }
}

choice! {
    /// A single number.
    pub enum Quantity {
        /// People there when the records begin.
        PeopleAtStart = "people at the start",
        /// People there when they end.
        PeopleAtEnd = "people at the end",
        /// People who were ever there.
        People = "people ever there",
        /// Exits in a year of a person.
        ExitRate = "exits a year",
        /// The exit rate in the first year of tenure relative to that later.
        EarlyRatio = "rate in the first year relative to later",
        /// Submissions in a quarter.
        PapersSubmitted = "papers submitted a quarter",
        /// Variance of submissions of whole quarters over their mean.
        PapersDispersion = "dispersion of submissions",
        /// Share of papers submitted at least four quarters before the end that are accepted.
        PapersAccepted = "share of papers accepted",
        /// Quarters until half of breakthroughs are adopted.
        AdoptionMedian = "quarters until half are adopted",
        /// Share of breakthroughs that are shipped within eight quarters.
        ShippedInEight = "share shipped within eight quarters",
    }
}

row! {
    /// A single number.
    pub struct Overall = "overall.csv" {
        /// What it is.
        quantity: Quantity,
        /// Its unit.
        unit: String,
        /// How many people, papers and so on it is taken from.
        n: u64,
        /// The number, with its interval where it is an estimate.
        number: Bounded [unit "unit of the number"] [empty "not known, or no estimate"],
    }
}
