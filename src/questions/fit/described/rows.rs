//! The rows of what records say about people.

use super::bounded::Bounded;
use super::grouping::Grouping;
use crate::choice::choice;
use crate::row::row;

row! {
    /// A quarter of a group.
    pub struct HeadCount = "head_count.csv" {
        /// The quarter.
        quarter: String,
        /// Share of its days that the records cover.
        covered: f64 [unit "share"],
        /// What people are told apart by.
        grouping: Grouping,
        /// The group; small ones are told of together, as `other`.
        group: Option<String> [empty "everybody"],
        /// People there before its first day that is covered.
        start: u64 [unit "people"],
        /// People who were hired.
        hires: u64 [unit "people"],
        /// People who left the organisation.
        exits: u64 [unit "people"],
        /// Those of them who chose to.
        quits: Option<u64> [unit "people"] [empty "too few to be told"],
        /// Those who were dismissed alone.
        dismissed: Option<u64> [unit "people"] [empty "too few to be told"],
        /// Those who were laid off with others.
        laid_off: Option<u64> [unit "people"] [empty "too few to be told"],
        /// Those who left for another reason, such as retirement or the end of a term.
        other_exits: Option<u64> [unit "people"] [empty "too few to be told"],
        /// Those of whom no reason is recorded.
        unknown_exits: Option<u64> [unit "people"] [empty "too few to be told"],
        /// People who came from elsewhere in the organisation.
        moves_in: u64 [unit "people"],
        /// People who went elsewhere in it.
        moves_out: u64 [unit "people"],
        /// People there at the end of its last day that is covered.
        end: u64 [unit "people"],
        /// Time that people were there.
        person_years: f64 [unit "years"],
        /// Exits in a year of a person, with the exact interval of Garwood.
        exit_rate: Bounded [unit "per year"] [empty "nobody was there"],
        /// Share of those there at its start who were in the organisation at its end, with
        /// Wilson's interval.
        retained_quarter: Bounded [unit "share"]
            [empty "not covered as a whole, or too few people"],
        /// The same over the twelve months to its end.
        retained_year: Bounded [unit "share"]
            [empty "not covered as a whole, or too few people"],
    }
}

row! {
    /// A group, over all of the records.
    pub struct Group = "groups.csv" {
        /// What people are told apart by.
        grouping: Grouping,
        /// The group; small ones are told of together, as `other`.
        group: Option<String> [empty "everybody"],
        /// People who were ever in it.
        people: u64 [unit "people"],
        /// Exits of them from the organisation.
        exits: u64 [unit "exits"],
        /// Time that they were in it.
        person_years: f64 [unit "years"],
        /// Exits in a year of a person, with the exact interval of Garwood.
        exit_rate: Bounded [unit "per year"] [empty "nobody was there"],
    }
}

row! {
    /// How many stay for so long: Kaplan-Meier estimates over stays whose start is known, which
    /// enter at the tenure that they had when the records begin.
    pub struct Tenure = "tenure.csv" {
        /// What people are told apart by.
        grouping: Grouping,
        /// The group.
        group: Option<String> [empty "everybody"],
        /// Completed tenure.
        years: f64 [unit "years"],
        /// People under watch who could have left on the day.
        at_risk: Option<u64> [unit "people"] [empty "too few to be told"],
        /// Exits since the tenure of the row before.
        exits: Option<u64> [unit "exits"] [empty "too few to be told"],
        /// Share of people who stay for longer, with the interval on the scale of ln(-ln).
        survival: Bounded [unit "share"] [empty "too few people, or all or none stay"],
    }
}

row! {
    /// How many leave in a band of tenure.
    pub struct Hazard = "hazards.csv" {
        /// What people are told apart by.
        grouping: Grouping,
        /// The group.
        group: Option<String> [empty "everybody"],
        /// Start of the band.
        from_years: f64 [unit "years"],
        /// Its end.
        to_years: Option<f64> [unit "years"] [empty "it has none"],
        /// Exits in the band.
        exits: Option<u64> [unit "exits"] [empty "too few people to be told"],
        /// Time that people were there in the band.
        person_years: Option<f64> [unit "years"] [empty "too few people to be told"],
        /// Exits in a year of a person, with the exact interval of Garwood.
        exit_rate: Bounded [unit "per year"] [empty "nobody, or too few people to be told"],
    }
}

row! {
    /// A quarter of the year, over all years.
    pub struct Season = "seasons.csv" {
        /// Whether exits on days on which whole groups ended are left out.
        without_clean_ups: bool,
        /// Its number in the year, from 1.
        quarter: u64,
        /// Exits.
        exits: u64 [unit "exits"],
        /// Time that people were there.
        person_years: f64 [unit "years"],
        /// Exits in a year of a person, with the exact interval of Garwood.
        exit_rate: Bounded [unit "per year"] [empty "nobody was there"],
    }
}

row! {
    /// How exits cluster in teams.
    pub struct Clustering = "teams.csv" {
        /// Teams with anybody in them.
        teams: u64 [unit "teams"],
        /// Those of them from which at least one exit is expected, which are tested.
        tested: u64 [unit "teams"],
        /// Exits of people in teams.
        exits: u64 [unit "exits"],
        /// Time that people were in teams.
        person_years: f64 [unit "years"],
        /// Pearson's chi-squared of exits by team, against person-years times the rate of all
        /// tested teams, by degree of freedom: 1 if exits do not depend on each other or on the
        /// team.
        dispersion: Option<f64> [unit "ratio"] [empty "fewer than two teams can be tested"],
        /// Probability of so large a dispersion by chance.
        p_value: Option<f64> [unit "probability"] [empty "fewer than two teams can be tested"],
        /// Exits within two quarters after an exit of a team mate on an earlier day.
        exits_after: u64 [unit "exits"],
        /// Time that people were in teams within two quarters after such an exit.
        years_after: f64 [unit "years"],
        /// Other exits of people in teams.
        exits_otherwise: u64 [unit "exits"],
        /// Other time that people were in teams.
        years_otherwise: f64 [unit "years"],
        /// The rate after such exits relative to that otherwise, compared within calendar years
        /// (Mantel and Haenszel). Lasting differences between teams raise it, too, and its interval
        /// takes exits as independent.
        rate_ratio: Bounded [unit "ratio"] [empty "no exit after another, or none otherwise"],
        /// Days on which at least three people and at least half of a team left together, as many
        /// as the least that are told of.
        clean_up_days: u64 [unit "days"],
        /// Exits of these groups on these days.
        clean_up_exits: u64 [unit "exits"],
        /// Share of all exits from the organisation that these are.
        clean_up_share: Option<f64> [unit "share"] [empty "nobody left"],
    }
}

row! {
    /// A day on which at least half of some group left together: of a team, or of a unit if no
    /// teams are recorded. Days with fewer people than the least that are told of are left out.
    pub struct CleanUp = "clean_ups.csv" {
        /// The day.
        day: String,
        /// People of these groups who left.
        people: u64 [unit "people"],
        /// Share of the people of these groups, the day before, that they are.
        share: f64 [unit "share"],
    }
}

choice! {
    /// What is tested to be equal.
    pub enum Tested {
        /// Exit rates of roles.
        Roles = "exit rates of roles",
        /// Exit rates of units.
        Units = "exit rates of units",
        /// Exit rates of levels.
        Levels = "exit rates of levels",
        /// Exit rates of roles within each unit.
        RolesInUnits = "exit rates of roles within units",
        /// Exit rates of bands of tenure.
        Tenure = "exit rates by tenure",
        /// Exit rates of the quarters of the year.
        Seasons = "exit rates of the quarters of the year",
        /// The same without days on which whole groups ended.
        SeasonsWithoutCleanUps = "the same without clean-ups",
        /// Numbers of papers submitted in each quarter.
        Papers = "papers submitted by quarter",
    }
}

row! {
    /// A chi-squared test that rates are equal: of counts against time times the rate of all.
    pub struct EqualRates = "tests.csv" {
        /// What is tested.
        tested: Tested,
        /// How many rates there are.
        rates: u64,
        /// What was counted over all of them.
        events: u64,
        /// Pearson's chi-squared.
        statistic: f64,
        /// Its degrees of freedom.
        freedom: u64,
        /// Probability of so large a statistic if the rates are equal.
        p_value: f64 [unit "probability"],
        /// The smallest number that is expected of any of them; the p-value is rough below 5, and
        /// not to be trusted below 1.
        least_expected: f64,
    }
}
