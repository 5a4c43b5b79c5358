//! What an event must fulfil by itself: that it can happen, within the time
//! that is simulated, to people that there are.

use super::code;
use super::definition::Scenario;
use super::event::{Condition, Event, Trigger};
use super::layers::Layers;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::measures::{Measure, Role, find};

/// Checks each event of a scenario.
pub(crate) fn check(scenario: &Scenario, layers: &Layers, faults: &mut Vec<Diagnostic>) {
    for (name, event) in &scenario.events {
        let mut rules = Rules {
            scenario,
            layers,
            name,
            event,
            faults,
        };
        match &event.trigger {
            Trigger::Quarter(_) => {}
            Trigger::When(condition) => rules.condition(condition),
        }
        if !layers.is_faulty(&["simulation".to_owned(), "quarters".to_owned()]) {
            rules.time();
        }
        rules.units();
        rules.mechanism();
    }
}

struct Rules<'a> {
    scenario: &'a Scenario,
    layers: &'a Layers,
    name: &'a str,
    event: &'a Event,
    faults: &'a mut Vec<Diagnostic>,
}

impl Rules<'_> {
    /// Where a key of the event is stated, or what it stands in.
    fn place(&self, keys: &[&str]) -> Option<Place> {
        let event = ["events", self.name];
        let path = event.iter().chain(keys).map(|&key| key.to_owned());
        self.layers.place(&path.collect::<Vec<_>>())
    }

    fn report(&mut self, code: &'static Code, message: String, keys: &[&str], label: String) {
        let fault = self.fault(code, message, keys, label);
        self.faults.extend(fault);
    }

    fn fault(
        &self,
        code: &'static Code,
        message: String,
        keys: &[&str],
        label: String,
    ) -> Option<Diagnostic> {
        let place = self.place(keys)?;
        Some(Diagnostic::new(code, message).at(&place, label))
    }

    /// A warning that what the event acts through is switched off.
    fn mechanism(&mut self) {
        let Some(mechanism) = self.event.action.act().mechanism() else {
            return;
        };
        if !(mechanism.is_on)(&self.scenario.mechanisms) {
            let message = format!("the event `{}` has no effect", self.name);
            let label = format!("mechanisms.{} is off", mechanism.name);
            let key = self.event.action.name();
            self.report(&code::EVENT_WITHOUT_EFFECT, message, &[key], label);
        }
    }

    /// A bound that the measure cannot be beyond, or is always within.
    fn condition(&mut self, condition: &Condition) {
        let Some(measure) = find(&condition.measure) else {
            return;
        };
        let (key, [low, high]) = (&condition.measure, measure.numbers);
        let message = self.never();
        let impossible = &code::IMPOSSIBLE_CONDITION;
        let below = condition.below.filter(|&below| below <= low);
        if let Some(below) = below {
            let label = format!("`{key}` is never below {below}");
            self.report(impossible, message.clone(), &["when", "below"], label);
        }
        let above = condition.above.filter(|&above| above >= high);
        if let Some(above) = above {
            let label = format!("`{key}` is never above {above}");
            self.report(impossible, message.clone(), &["when", "above"], label);
        }
        if below.is_some() || above.is_some() {
            return;
        }
        match (condition.above, condition.below) {
            (Some(above), Some(below)) if above >= below => {
                let label = format!("no value is above {above} and below {below}");
                let keys = ["when", "above"];
                let fault = self.fault(impossible, message, &keys, label);
                let other = self.place(&["when", "below"]);
                self.faults.extend(fault.map(|fault| match other {
                    Some(place) => fault.related(&place, ""),
                    None => fault,
                }));
            }
            (above, below)
                if above.is_none_or(|above| above < low)
                    && below.is_none_or(|below| below > high) =>
            {
                self.certain(measure, condition);
            }
            _ => {}
        }
    }

    fn never(&self) -> String {
        format!("the condition of `{}` can never hold", self.name)
    }

    /// A warning that a condition holds whenever the measure has a number.
    fn certain(&mut self, measure: &Measure, condition: &Condition) {
        let (key, [low, high]) = (&condition.measure, measure.numbers);
        let stated = if condition.below.is_some() {
            "below"
        } else {
            "above"
        };
        let message = format!("the condition of `{}` always holds", self.name);
        let label = match stated {
            "below" => format!("`{key}` is never above {high}"),
            _ => format!("`{key}` is never below {low}"),
        };
        let keys = ["when", stated];
        let Some(fault) = self.fault(&code::CERTAIN_CONDITION, message, &keys, label) else {
            return;
        };
        let bound = condition.below.or(condition.above);
        let percent = bound.filter(|x| (5.0..=100.0).contains(x));
        self.faults.push(match percent {
            Some(percent) if measure.is_share() => {
                let share = percent / 100.0;
                fault.help(format!("for {percent} percent, write {share}"))
            }
            _ => fault,
        });
    }

    /// That it happens, from the announcement to the last phase, and again,
    /// within the observed time.
    fn time(&mut self) {
        let horizon = self.scenario.simulation.quarters;
        let announced = self.event.action.announced_quarters();
        let name = self.name;
        // The first quarter in which the change can come, whatever the run.
        let first = match &self.event.trigger {
            &Trigger::Quarter(quarter) => {
                if quarter >= horizon {
                    let last = horizon - 1;
                    let label = format!("must be at most {last}");
                    let message = format!("the event `{name}` happens after the last quarter");
                    return self.after_horizon(message, &["quarter"], label);
                }
                if announced > quarter {
                    let message =
                        format!("the event `{name}` is announced before the first quarter");
                    let keys = [self.event.action.name(), "announced_quarters"];
                    let label = format!("must be at most {quarter}, the quarter of the event");
                    self.report(&code::ANNOUNCED_BEFORE_START, message, &keys, label);
                }
                quarter
            }
            Trigger::When(condition) => {
                let holds = condition.for_quarters;
                if holds >= horizon {
                    let label = match horizon {
                        1 => "only one quarter is observed".to_owned(),
                        _ => format!("must be at most {}", horizon - 1),
                    };
                    let keys = ["when", "for_quarters"];
                    let fault = self.fault(&code::IMPOSSIBLE_CONDITION, self.never(), &keys, label);
                    let note = format!(
                        "{horizon} quarters are observed, and the event happens in the quarter \
                         after the condition came to hold"
                    );
                    self.faults.extend(fault.map(|fault| fault.note(note)));
                    return;
                }
                let first = holds.saturating_add(announced);
                if first >= horizon {
                    let message =
                        format!("the event `{name}` can only happen after the last quarter");
                    let keys = [self.event.action.name(), "announced_quarters"];
                    let label = format!("must be at most {}", horizon - 1 - holds);
                    return self.after_horizon(message, &keys, label);
                }
                first
            }
        };
        let units = self.scenario.units_reached(&self.event.action).len();
        let delay = self.event.action.delay(units.saturating_sub(1), units);
        if first.saturating_add(delay) >= horizon {
            let message = format!("the last phase of `{name}` comes after the last quarter");
            let keys = [self.event.action.name(), "over_quarters"];
            let last = first.saturating_add(delay);
            let label = match self.event.trigger {
                Trigger::Quarter(_) => format!("the last unit would change in quarter {last}"),
                Trigger::When(_) => {
                    format!("the last unit could not change before quarter {last}")
                }
            };
            return self.after_horizon(message, &keys, label);
        }
        if let Some(interval) = self.event.repeat_quarters
            && first.saturating_add(interval) >= horizon
        {
            let message = format!("the event `{name}` is never repeated");
            let label = format!("must be at most {} to repeat", horizon - 1 - first);
            let fault = self.fault(&code::NEVER_REPEATED, message, &["repeat_quarters"], label);
            let fault = fault.map(|fault| self.with_horizon(fault));
            self.faults.extend(fault);
        }
    }

    fn after_horizon(&mut self, message: String, keys: &[&str], label: String) {
        let fault = self.fault(&code::EVENT_AFTER_HORIZON, message, keys, label);
        let fault = fault.map(|fault| self.with_horizon(fault));
        self.faults.extend(fault);
    }

    fn with_horizon(&self, fault: Diagnostic) -> Diagnostic {
        let horizon = self.scenario.simulation.quarters;
        let fault = fault.note(format!(
            "{horizon} quarters are observed: 0 to {}",
            horizon - 1
        ));
        let path = ["simulation".to_owned(), "quarters".to_owned()];
        match self.layers.stated(&path) {
            Some((_, leaf)) => fault.related(&leaf.place, "the observed quarters"),
            None => fault.help("increase simulation.quarters to observe more"),
        }
    }

    /// That it reaches units and people.
    fn units(&mut self) {
        let action = &self.event.action;
        let reached = self.scenario.units_reached(action);
        // An unknown name is reported where it stands.
        let named = action.units().map_or(0, <[String]>::len);
        if named > 0 && named != reached.len() {
            return;
        }
        if action
            .act()
            .change()
            .is_some_and(|change| change.over_quarters > 1)
            && reached.len() < 2
        {
            let message = format!("the event `{}` has phases but only one unit", self.name);
            let keys = [action.name(), "over_quarters"];
            let label = "only one unit changes".to_owned();
            let fault = self.fault(&code::PHASES_WITHOUT_UNITS, message, &keys, label);
            let help = "name more units, or leave over_quarters out";
            self.faults.extend(fault.map(|fault| fault.help(help)));
        }
        self.people(&reached);
    }

    /// That there are as many people as it is about.
    fn people(&mut self, reached: &[usize]) {
        let action = &self.event.action;
        let Some(reach) = action.reach() else {
            return;
        };
        let (mut people, mut faulty) = (0, false);
        for &unit in reached {
            let Some((name, unit)) = self.scenario.units.get_index(unit) else {
                continue;
            };
            for role in reach.roles() {
                let (key, seats) = match role {
                    Role::Researcher => ("researchers", unit.researchers),
                    Role::Engineer => ("engineers", unit.engineers),
                };
                people += u64::from(seats);
                let path = ["units", name, key].map(str::to_owned);
                faulty |= self.layers.is_faulty(&path);
            }
        }
        if faulty {
            return;
        }
        let what = match reach.roles() {
            [Role::Researcher] => "researchers",
            [Role::Engineer] => "engineers",
            _ => "people",
        };
        if let Some((key, why)) = action.act().futile(&self.scenario.teams) {
            let message = format!("the event `{}` applies to nobody", self.name);
            let keys = [action.name(), key];
            return self.report(&code::TOO_FEW_PEOPLE, message, &keys, why.to_owned());
        }
        let (wanted, key) = action.act().people();
        let wanted = u64::from(wanted);
        if people >= wanted {
            return;
        }
        let (message, key) = match people {
            0 => (
                format!("the event `{}` applies to nobody", self.name),
                "units",
            ),
            _ => (
                format!(
                    "the event `{}` involves more people than there are",
                    self.name
                ),
                key,
            ),
        };
        let units = match action.units() {
            Some([unit]) => format!("in the unit `{unit}`"),
            Some([]) | None => "in the organisation".to_owned(),
            Some(_) => "in these units".to_owned(),
        };
        let label = match people {
            0 => format!("there are no {what} {units}"),
            people => format!("there are {people} {what} {units}"),
        };
        let keys = [action.name(), key];
        self.report(&code::TOO_FEW_PEOPLE, message, &keys, label);
    }
}
