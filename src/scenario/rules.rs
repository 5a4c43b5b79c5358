//! What several values must fulfil together.

use super::code;
use super::definition::Scenario;
use super::layer::LayerKind;
use super::layers::Layers;
use super::resolve::Setting;
use super::shares::{DESTINATIONS, WEIGHTS};
use super::value::Path;
use crate::diagnostic::{Code, Diagnostic};
use crate::elementary::{exp, ln};
use crate::units::NoQuarter;

/// How far shares that add up to one may be off.
const TOLERANCE: f64 = 1e-9;

/// Checks all rules and reports every one that is broken.
pub(crate) fn check(
    scenario: &Scenario,
    layers: &Layers,
    settings: &[Setting],
    faults: &mut Vec<Diagnostic>,
) {
    let mut rules = Rules {
        scenario,
        layers,
        settings,
        faults,
    };
    rules.weights();
    rules.destinations();
    rules.topics();
    rules.stages();
    rules.units();
    rules.tenures();
    rules.teams();
    rules.effort();
    rules.quality();
    rules.horizons();
    rules.start();
}

struct Rules<'a> {
    scenario: &'a Scenario,
    layers: &'a Layers,
    settings: &'a [Setting],
    faults: &'a mut Vec<Diagnostic>,
}

/// A broken rule.
struct Broken<'a> {
    code: &'static Code,
    message: String,
    /// What to say at the value that breaks it.
    label: String,
    help: &'a str,
}

impl Rules<'_> {
    /// Reports a broken rule at the values it is about: at the one that was
    /// stated last, with the others beside it.
    fn report(&mut self, broken: Broken<'_>, table: &[&str], keys: &[&str]) {
        let path = |key: &&str| -> Path {
            table
                .iter()
                .chain([key])
                .map(|&part| part.to_owned())
                .collect()
        };
        self.report_at(broken, &keys.iter().map(path).collect::<Vec<_>>());
    }

    /// The same for values of several tables.
    fn report_at(&mut self, broken: Broken<'_>, paths: &[Path]) {
        if paths.iter().any(|path| self.layers.is_faulty(path)) {
            return;
        }
        let involved = paths
            .iter()
            .filter_map(|path| self.settings.iter().find(|own| own.path == *path));
        let (default, mut stated): (Vec<&Setting>, Vec<&Setting>) =
            involved.partition(|setting| setting.origin.layer == LayerKind::Default);
        // A table that has all this from another is not reported beside it. What nobody states
        // is broken by the defaults of tables that are stated.
        if !stated.is_empty() && stated.iter().all(|setting| setting.origin.like.is_some()) {
            return;
        }
        stated.sort_by_key(|setting| {
            (
                setting.origin.layer as u8,
                setting.origin.place.span().start,
            )
        });
        let mut fault = Diagnostic::new(broken.code, broken.message);
        if let Some((last, others)) = stated.split_last() {
            fault = fault.at(&last.origin.place, broken.label);
            for other in others {
                fault = fault.related(&other.origin.place, "");
            }
        } else {
            // The tables are stated that the defaults are of.
            let mut tables = paths
                .iter()
                .rev()
                .filter_map(|path| self.layers.place(path));
            if let Some(last) = tables.next() {
                fault = fault.at(&last, broken.label);
            }
            for other in tables {
                fault = fault.related(&other, "");
            }
        }
        if !default.is_empty() {
            let values = default.iter().map(|setting| {
                let key = setting.path.last().map_or("", String::as_str);
                format!("{key} = {}", setting.value)
            });
            let values: Vec<String> = values.collect();
            fault = fault.note(format!("by default: {}", values.join(", ")));
        }
        self.faults.push(match broken.help {
            "" => fault,
            help => fault.help(help),
        });
    }

    fn weights(&mut self) {
        for (name, i) in &self.scenario.incentives {
            let weights = [
                i.papers,
                i.citations,
                i.open_source,
                i.engagement,
                i.revenue,
                i.shipping_speed,
            ];
            let total: f64 = weights.iter().sum();
            if (total - 1.0).abs() > TOLERANCE {
                let broken = Broken {
                    code: &code::WEIGHTS_SUM,
                    message: format!("the weights of `{name}` add up to {}", short(total)),
                    label: "must add up to 1".to_owned(),
                    help: "weights that are left out keep their values: set them to 0",
                };
                self.report(broken, &["incentives", name], &WEIGHTS);
            }
        }
    }

    fn destinations(&mut self) {
        let market = &self.scenario.labour_market;
        let shares = [
            market.to_competitor,
            market.to_startup,
            market.to_academia,
            market.to_elsewhere,
        ];
        let total: f64 = shares.iter().sum();
        if (total - 1.0).abs() > TOLERANCE {
            let broken = Broken {
                code: &code::DESTINATIONS_SUM,
                message: format!("the destinations of leavers add up to {}", short(total)),
                label: "must add up to 1".to_owned(),
                help: "",
            };
            self.report(broken, &["labour_market"], &DESTINATIONS);
        }
    }

    fn topics(&mut self) {
        let topics = self.scenario.topics.iter();
        let topics = topics.map(|(name, topic)| (name, topic.share)).collect();
        self.shares_of("topics", topics, &code::TOPICS_SUM);
        let venues = self.scenario.venues.iter();
        let venues = venues.map(|(name, venue)| (name, venue.share)).collect();
        self.shares_of("venues", venues, &code::VENUES_SUM);
    }

    /// The shares of the tables under a heading add up to one.
    fn shares_of(&mut self, heading: &str, shares: Vec<(&String, f64)>, code: &'static Code) {
        let total: f64 = shares.iter().map(|(_, share)| share).sum();
        if (total - 1.0).abs() > TOLERANCE {
            let broken = Broken {
                code,
                message: format!("the shares of the {heading} add up to {}", short(total)),
                label: "must add up to 1".to_owned(),
                help: "once a scenario defines one, only those that it defines exist",
            };
            let path = |name: &String| vec![heading.to_owned(), name.clone(), "share".to_owned()];
            let paths: Vec<Path> = shares.iter().map(|(name, _)| path(name)).collect();
            self.report_at(broken, &paths);
        }
    }

    fn stages(&mut self) {
        let people = &self.scenario.people;
        let total = people.junior_share + people.senior_share;
        if total > 1.0 + TOLERANCE {
            let broken = Broken {
                code: &code::STAGES_SUM,
                message: format!(
                    "the shares of juniors and seniors add up to {}",
                    short(total)
                ),
                label: "must add up to at most 1".to_owned(),
                help: "",
            };
            self.report(broken, &["people"], &["junior_share", "senior_share"]);
        }
    }

    fn units(&mut self) {
        for (name, unit) in &self.scenario.units {
            if unit.researchers == 0 && unit.engineers == 0 {
                let broken = Broken {
                    code: &code::EMPTY_UNIT,
                    message: format!("the unit `{name}` has no people"),
                    label: "nobody works here".to_owned(),
                    help: "",
                };
                self.report(broken, &["units", name], &["researchers", "engineers"]);
            }
        }
        let last = f64::from(self.scenario.simulation.quarters) - 1.0;
        for (name, unit) in &self.scenario.units {
            let seats = f64::from(unit.researchers.max(unit.engineers));
            let grown = seats * exp(last * ln(1.0 + unit.growth));
            if grown > f64::from(Scenario::MOST_SEATS) && unit.growth > 0.0 {
                let broken = Broken {
                    code: &code::TOO_LARGE_A_UNIT,
                    message: format!(
                        "the unit `{name}` grows to {grown:.3e} people of one role in {last} quarters"
                    ),
                    label: format!("there can be at most {}", Scenario::MOST_SEATS),
                    help: "state a smaller growth, or observe fewer quarters",
                };
                self.report(broken, &["units", name], &["growth"]);
            }
        }
        if let Some((name, _)) = self.scenario.units.get_index(Scenario::MOST_UNITS) {
            let broken = Broken {
                code: &code::TOO_MANY_UNITS,
                message: format!("there are {} units", self.scenario.units.len()),
                label: format!("there can be at most {}", Scenario::MOST_UNITS),
                help: "units with the same structure can be combined",
            };
            self.report(broken, &["units", name], &["researchers", "engineers"]);
        }
    }

    fn tenures(&mut self) {
        let burn_in = self.scenario.simulation.burn_in_quarters;
        for (name, unit) in &self.scenario.units {
            let roles = [
                (
                    "researchers",
                    unit.researchers,
                    "researcher_tenures",
                    &unit.researcher_tenures,
                ),
                (
                    "engineers",
                    unit.engineers,
                    "engineer_tenures",
                    &unit.engineer_tenures,
                ),
            ];
            for (seats_key, seats, key, known) in roles {
                if known.len() > seats as usize {
                    let broken = Broken {
                        code: &code::MORE_PEOPLE_THAN_SEATS,
                        message: format!(
                            "the unit `{name}` has {seats} {seats_key}' seats, and {key} are those \
                             of {} people",
                            known.len()
                        ),
                        label: format!("{} people", known.len()),
                        help: "state as many seats, or more for vacancies",
                    };
                    self.report(broken, &["units", name], &[seats_key, key]);
                }
                if !known.is_empty() && burn_in > 0 {
                    let broken = Broken {
                        code: &code::TENURES_BEFORE_BURN_IN,
                        message: format!(
                            "the unit `{name}` states {key} at the start of quarter 0, and \
                             {burn_in} quarters are simulated before it"
                        ),
                        label: "who is there at the start of quarter 0".to_owned(),
                        help: "set simulation.burn_in_quarters to 0",
                    };
                    let path = |parts: [&str; 2]| parts.map(str::to_owned).to_vec();
                    let own = [vec!["units".to_owned(), name.clone(), key.to_owned()]];
                    let with = path(["simulation", "burn_in_quarters"]);
                    self.report_at(broken, &[[with].as_slice(), &own].concat());
                }
            }
        }
    }

    fn teams(&mut self) {
        let teams = &self.scenario.teams;
        if teams.managers_per_team >= teams.team_size {
            let broken = Broken {
                code: &code::MORE_MANAGERS_THAN_PEOPLE,
                message: format!(
                    "managers_per_team {} is not smaller than team_size {}",
                    teams.managers_per_team, teams.team_size
                ),
                label: "there must be fewer managers than people".to_owned(),
                help: "",
            };
            self.report(broken, &["teams"], &["team_size", "managers_per_team"]);
        }
        if teams.crew_size > teams.team_size {
            let broken = Broken {
                code: &code::CREW_LARGER_THAN_TEAM,
                message: format!(
                    "a crew of {} does not fit into a team of {}",
                    teams.crew_size, teams.team_size
                ),
                label: "crew_size must be at most team_size".to_owned(),
                help: "",
            };
            self.report(broken, &["teams"], &["crew_size", "team_size"]);
        }
    }

    fn effort(&mut self) {
        let effort = &self.scenario.effort;
        if effort.substitution >= effort.own_cost {
            let broken = Broken {
                code: &code::SUBSTITUTION,
                message: format!(
                    "substitution {} is not smaller than own_cost {}",
                    effort.substitution, effort.own_cost
                ),
                label: "substitution must be smaller than own_cost".to_owned(),
                help: "otherwise there is no optimal split of effort",
            };
            self.report(broken, &["effort"], &["substitution", "own_cost"]);
        }
    }

    fn quality(&mut self) {
        let research = &self.scenario.research;
        for (key, quality, what) in [
            ("hit_quality", research.hit_quality, "hit"),
            (
                "breakthrough_quality",
                research.breakthrough_quality,
                "breakthrough",
            ),
        ] {
            if research.flop_quality >= quality {
                let broken = Broken {
                    code: &code::QUALITY_ORDER,
                    message: format!("a project can be both a flop and a {what}"),
                    label: format!("flop_quality must be smaller than {key}"),
                    help: "",
                };
                self.report(broken, &["research"], &["flop_quality", key]);
            }
        }
    }

    fn horizons(&mut self) {
        let simulation = &self.scenario.simulation;
        if simulation.quarters < 4 {
            let broken = Broken {
                code: &code::SHORT_HORIZON,
                message: format!("{} quarters are less than a year", simulation.quarters),
                label: "retention over 12 months will have no value".to_owned(),
                help: "observe 4 quarters or more",
            };
            self.report(broken, &["simulation"], &["quarters"]);
        }
        if simulation.latency_horizon_quarters > simulation.quarters {
            // the default stands in every text that states all values, and nobody asked for it
            let default = Scenario::default().simulation.latency_horizon_quarters;
            let (code, help) = match simulation.latency_horizon_quarters != default {
                true => (
                    &code::UNSEEN_HORIZON,
                    format!(
                        "allowed: 1 to {}, or observe more quarters",
                        simulation.quarters
                    ),
                ),
                false => (
                    &code::LATENCY_HORIZON,
                    "the mean time to ship will have no value; set a horizon to have one"
                        .to_owned(),
                ),
            };
            let broken = Broken {
                code,
                message: format!(
                    "the latency horizon, {} quarters, is longer than the observed period",
                    simulation.latency_horizon_quarters
                ),
                label: "no breakthrough is followed that long".to_owned(),
                help: &help,
            };
            let keys = ["quarters", "latency_horizon_quarters"];
            self.report(broken, &["simulation"], &keys);
        }
    }

    fn start(&mut self) {
        let simulation = &self.scenario.simulation;
        let (Some(start), None) = (&simulation.start, simulation.calendar().start) else {
            return;
        };
        let broken = Broken {
            code: &code::BAD_QUARTER,
            message: format!("`{start}` is no quarter of a year"),
            label: NoQuarter.to_string(),
            help: "write the year and the quarter of the first observed quarter, such as \
                   \"2026-Q1\"",
        };
        self.report(broken, &["simulation"], &["start"]);
    }
}

/// A total without the noise of its last digits.
fn short(total: f64) -> String {
    let rounded = format!("{total:.9}");
    let rounded = rounded.trim_end_matches('0').trim_end_matches('.');
    match rounded {
        // Off by so little that rounding hides it.
        "1" => format!("{total}"),
        rounded => rounded.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn totals_are_short_and_never_look_right_when_they_are_wrong() {
        assert_eq!(short(0.1 + 0.2), "0.3");
        assert_eq!(short(1.0 + 2e-9), "1.000000002");
        assert_ne!(short(1.0 + 1.1e-9), "1");
    }
}
