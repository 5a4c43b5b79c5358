//! Events of a scenario, drawn: every action, whomever it can reach, at a quarter
//! or on a condition, once or again, and often of an extreme size.

use proptest::prelude::*;

/// A measure that a condition may look at, and numbers between which it lies.
pub type Watched = (&'static str, f64, f64);

/// The names that a scenario knows, and its observed quarters.
pub struct Known {
    pub units: [&'static str; 2],
    pub structures: &'static [&'static str],
    pub measures: &'static [Watched],
    pub quarters: u32,
}

/// The choices behind an event, each between 0 and 1.
#[derive(Clone, Debug)]
pub struct Choices {
    action: f64,
    trigger: (f64, f64, f64),
    again: f64,
    reach: (f64, f64),
    size: (f64, f64),
    lasts: f64,
}

/// Any event. Sizes lie at an end of their range in one case of four.
pub fn choices() -> impl Strategy<Value = Choices> {
    let u = || 0.0..1.0_f64;
    let size = || prop_oneof![1 => Just(0.0), 1 => Just(1.0), 6 => 0.0..1.0_f64];
    let parts = (u(), (u(), u(), u()), u(), (u(), u()), (size(), size()), u());
    parts.prop_map(|(action, trigger, again, reach, size, lasts)| Choices {
        action,
        trigger,
        again,
        reach,
        size,
        lasts,
    })
}

impl Choices {
    /// The event as a file states it, under a name.
    pub fn text(&self, name: &str, known: &Known) -> String {
        let again = match self.again {
            u if u < 0.6 => String::new(),
            u => format!("repeat_quarters = {}\n", 1 + place(2.5 * u - 1.5, 5)),
        };
        format!(
            "\n[events.{name}]\n{}\n{again}{}\n",
            self.trigger(known),
            self.action(known)
        )
    }

    fn trigger(&self, known: &Known) -> String {
        let (kind, which, bound) = self.trigger;
        if kind < 0.7 {
            let quarter = place(which, known.quarters as usize);
            return format!("quarter = {quarter}");
        }
        let (measure, low, high) = known.measures[place(which, known.measures.len())];
        let bound = low + bound * (high - low);
        let side = if kind < 0.85 { "below" } else { "above" };
        let quarters = if self.lasts < 0.5 { 1 } else { 2 };
        format!(
            "when = {{ measure = \"{measure}\", {side} = {bound:?}, for_quarters = {quarters} }}"
        )
    }

    fn action(&self, known: &Known) -> String {
        let (first, second) = self.size;
        let unit = place(self.reach.0, 3);
        let units = match known.units.get(unit) {
            Some(unit) => format!(", units = [\"{unit}\"]"),
            None => String::new(),
        };
        let role = [
            "",
            ", role = \"researcher\"",
            ", role = \"engineer\"",
            ", role = \"all\"",
        ];
        let role = role[place(self.reach.1, 4)];
        let structure = known.structures[place(first, known.structures.len())];
        let way = format!(
            "over_quarters = {}, announced_quarters = {}{units}",
            if units.is_empty() {
                1 + place(second, 3)
            } else {
                1
            },
            place(self.lasts, 4),
        );
        let of_role = if self.reach.1 < 0.5 {
            "researcher"
        } else {
            "engineer"
        };
        let who = ["most-central", "most-skilled", "star", "manager"][place(first, 4)];
        let people = 1 + place(second, 4);
        let quarters = 1 + place(self.lasts, 5);
        let positive = |u: f64, most: f64| most * u.max(0.01);
        match place(self.action, 14) {
            0 => format!("reorganise = {{ structure = \"{structure}\", {way} }}"),
            1 => format!("restore_autonomy = {{ structure = \"{structure}\", {way} }}"),
            2 => format!("restore_autonomy = {{ {way} }}"),
            3 => format!(
                "departure = {{ who = \"{who}\", role = \"{of_role}\", people = {people}{units} }}"
            ),
            4 => format!("hiring_freeze = {{ quarters = {quarters}{role}{units} }}"),
            5 => format!(
                "layoff = {{ share = {:?}{role}{units} }}",
                positive(first, 1.0)
            ),
            6 => format!("change_budget = {{ funded_share = {first:?}{role}{units} }}"),
            7 => format!("change_compute = {{ factor = {:?} }}", positive(first, 4.0)),
            8 => format!(
                "retention_grant = {{ hold = {:?}, quarters = {quarters}, \
                 pay_share = {second:?}{role}{units} }}",
                5.0 * first
            ),
            9 => format!(
                "descope_flagship = {{ scale = {:?} }}",
                positive(first, 1.0)
            ),
            10 => format!(
                "demand_shock = {{ factor = {:?}, quarters = {quarters}{units} }}",
                10.0 * first
            ),
            11 => format!(
                "offer_wave = {{ hazard_ratio = {:?}, skill_slope = {:?}, \
                 quarters = {quarters}{role}{units} }}",
                1.0 + 49.0 * first,
                10.0 * second - 5.0
            ),
            12 => format!(
                "change_pay = {{ ratio = {:?}, spread = {:?}{role}{units} }}",
                positive(first, 10.0).max(0.1),
                positive(second, 10.0)
            ),
            _ => format!("spin_off = {{ people = {people}{units} }}"),
        }
    }
}

/// The place among so many that a number between 0 and 1 stands for.
fn place(u: f64, places: usize) -> usize {
    ((u * places as f64) as usize).min(places - 1)
}
