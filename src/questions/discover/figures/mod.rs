//! The figures of a discovery.

mod boxes;
mod peeling;
mod regret;
mod satisficing;

use crate::figures::subject::{Subject, boxed, each, empty, rows};
use crate::figures::{Kind, Made, NothingToDraw};
use crate::result::ResultFolder;

/// Their kinds.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "boxes",
        about: "where points of interest lie, and how boxes were peeled",
        make: |results| of_each(results, in_boxes),
    },
    Kind {
        name: "regret",
        about: "how far each variant falls short of the best one, over all points",
        make: |results| of_each(results, of_regret),
    },
    Kind {
        name: "satisficing",
        about: "at how many points each variant is good enough",
        make: |results| of_each(results, of_satisficing),
    },
];

fn of_each(results: &[ResultFolder], make: fn(&ResultFolder, &Subject) -> Made) -> Made {
    each(results, "discover", "`orgsim discover`", make)
}

fn in_boxes(result: &ResultFolder, subject: &Subject) -> Made {
    let boxes = rows(result)?;
    let mut figures = vec![boxed(boxes::figure(result, subject, &boxes))];
    if let Some(steps) = result.rows()?.filter(|steps| !steps.is_empty()) {
        figures.push(boxed(peeling::figure(result, subject, &steps)));
    }
    Ok(figures)
}

fn of_regret(result: &ResultFolder, subject: &Subject) -> Made {
    let told = super::notes::Told::of(result).map_err(NothingToDraw::Unreadable);
    let figure = regret::figure(result, subject, &rows(result)?, told?.noise);
    let nothing = || empty("at no point do all variants have a value");
    Ok(vec![boxed(figure.ok_or_else(nothing)?)])
}

fn of_satisficing(result: &ResultFolder, subject: &Subject) -> Made {
    let figure = satisficing::figure(result, subject, &rows(result)?);
    Ok(vec![boxed(figure)])
}
