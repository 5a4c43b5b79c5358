//! Where two runs part.

use crate::trace::{Moment, Trace};

/// Where two runs part first, in words.
pub(crate) fn difference(model: &Trace, plain: &Trace) -> Option<String> {
    let steps = model.moments.iter().zip(&plain.moments);
    for (step, (one, other)) in steps.enumerate() {
        let quarter = step.checked_sub(1).map(|step| model.quarters[step]);
        let events =
            |trace: &Trace| trace.select(|when, what| (Some(when) == quarter).then_some(*what));
        let (events, plain_events) = (events(model), events(plain));
        let count = events.len().max(plain_events.len());
        if let Some(first) = (0..count).find(|&i| events.get(i) != plain_events.get(i)) {
            return Some(format!(
                "event {first} of {quarter:?} is {:?}, in the plain model {:?}",
                events.get(first),
                plain_events.get(first)
            ));
        }
        if one != other {
            return Some(format!(
                "at the end of {quarter:?}: {}",
                parting(one, other)
            ));
        }
    }
    (model != plain).then(|| "the length differs".to_owned())
}

fn parting(one: &Moment, other: &Moment) -> String {
    let mut seats = one.seats.iter().zip(&other.seats).enumerate();
    match seats.find(|(_, (one, other))| one != other) {
        Some((seat, (one, other))) => {
            format!("seat {seat} is\n{one:?}, in the plain model\n{other:?}")
        }
        None => {
            let world = |moment: &Moment| Moment {
                seats: Vec::new(),
                ..moment.clone()
            };
            format!("{:?}\nin the plain model\n{:?}", world(one), world(other))
        }
    }
}
