//! What the variants of an experiment must have in common, so that a measure of all of them
//! can be compared.

use super::code;
use super::reading::Reading;
use crate::diagnostic::{Diagnostic, Place};
use crate::experiment::definition::Variant;
use crate::metrics::{Layout, Value};
use crate::units::Calendar;

/// The horizon that is a part of what measures mean.
pub(super) const HORIZON: &str = "simulation.latency_horizon_quarters";

/// That quarters have the same dates in all variants.
pub(super) fn check_calendar(reading: &mut Reading, variants: &[Variant], place: &Place) {
    let scenarios = variants.iter().filter_map(Variant::scenario);
    let starts = scenarios.map(|scenario| scenario.simulation.start.as_deref());
    let starts: Vec<Option<&str>> = starts.collect();
    let Some((first, other)) = starts
        .first()
        .and_then(|first| Some((first, starts.iter().find(|other| *other != first)?)))
    else {
        return;
    };
    let told = [first, other].map(|start| start.unwrap_or("nothing"));
    let message = format!(
        "the variants begin at different dates: simulation.start is {} and {}",
        told[0], told[1]
    );
    let help = "set the same simulation.start in all of them, or in none".to_owned();
    reading.fault(&code::BAD_SCENARIO, place, message, Some(help));
}

/// Refuses keys that no variant has a value of, and those of values that a window is too
/// short to see: they would be missing whatever the number of runs.
pub(super) fn check_measures(
    reading: &mut Reading,
    variants: &[Variant],
    keys: &[(String, Place)],
) {
    let layouts: Vec<(&str, Layout)> = variants
        .iter()
        .filter_map(|variant| Some((variant.name.as_str(), Layout::new(variant.scenario()?))))
        .collect();
    let values = || {
        let each = layouts.iter();
        each.flat_map(|(name, layout)| layout.values().iter().map(move |value| (*name, value)))
    };
    for (key, place) in keys {
        let known = values().map(|(_, value)| value.key.as_str());
        let found = reading.one_of("measure", &code::UNKNOWN_MEASURE, key, known, place);
        let unseen = values()
            .filter(|(_, value)| value.key == *key)
            .find_map(|(variant, value)| Some((variant, value, value.unseen()?)));
        if let (Some(_), Some((variant, value, needed))) = (found, unseen) {
            reading
                .faults
                .push(too_short(variant, value, needed, place));
        }
        let mut of_length =
            values().filter(|(_, value)| value.key == *key && value.measure.depends_on_length);
        if let Some(first) = of_length.next() {
            let quarters = |(_, value): (&str, &Value)| value.window.quarters();
            let other = of_length.find(|other| quarters(*other) != quarters(first));
            reading
                .faults
                .extend(other.map(|other| unlike(first, other, place)));
        }
    }
}

/// That a value is not seen in its window.
fn too_short(variant: &str, value: &Value, needed: u32, place: &Place) -> Diagnostic {
    let quarters = value.window.quarters();
    let message = format!(
        "`{}` has no value in a window of {quarters} quarters: it needs {needed}",
        value.key
    );
    let fault = Diagnostic::new(&code::UNSEEN, message)
        .at(place, "never seen, whatever the number of runs")
        .note(format!(
            "the window of the variant `{variant}`: {}",
            // By the numbers that the key has, too.
            value.window.span().words(Calendar::default())
        ));
    fault.help(match value.window.is_whole() {
        true => "set simulation.quarters to as many or more, or name a measure that looks less far",
        false => "name the measure over a longer window, or one that looks less far",
    })
}

/// That a value depends on how long is observed, and the variants differ in that.
fn unlike(one: (&str, &Value), other: (&str, &Value), place: &Place) -> Diagnostic {
    let key = &one.1.key;
    let message =
        format!("`{key}` depends on how long is observed, and the variants differ in that");
    let lengths = [one, other].map(|(variant, value)| {
        let quarters = value.window.quarters();
        format!("{variant} {quarters}")
    });
    Diagnostic::new(&code::LENGTHS, message)
        .at(place, "would differ by length alone")
        .note(format!("quarters: {}", lengths.join(", ")))
        .help("set the same simulation.quarters in all of them, or name another measure")
}

/// Refuses variants that differ in a horizon: one measure would mean different things.
pub(super) fn check_horizons(reading: &mut Reading, variants: &[Variant], place: &Place) {
    let mut known = variants.iter().filter_map(|variant| {
        let mut settings = variant.loaded()?.settings.iter();
        Some((variant, settings.find(|own| own.key() == HORIZON)?))
    });
    let Some(first) = known.next() else {
        return;
    };
    let Some(other) = known.find(|(_, setting)| setting.value != first.1.value) else {
        return;
    };
    let message = format!("the variants differ in `{HORIZON}`");
    let mut fault = Diagnostic::new(&code::HORIZONS, message).at(place, "");
    for (variant, setting) in [first, other] {
        let text = format!("{}: {}", variant.name, setting.value);
        fault = fault.related(&setting.origin.place, text);
    }
    reading.faults.push(
        fault
            .note("times to ship, cut at different horizons, are different measures")
            .help(format!(
                "give all of them one, as with --set {HORIZON}={}",
                first.1.value
            )),
    );
}
