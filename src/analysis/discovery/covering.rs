//! Discovery: boxes one after the other, each among the cases left.

use std::fmt;

use super::Cases;
use super::choice::Choice;
use super::paste::paste;
use super::peel::peel;
use super::region::{Fit, Region};
use super::significance::{drop_luck, quasi_p};

/// How boxes are looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Share of a box's cases that a slice holds, above 0 and below 1/2.
    /// Friedman & Fisher advise 0.05 to 0.1: small steps are patient.
    pub alpha: f64,
    /// Smallest box, as a share of the cases it is looked for among, above 0
    /// and below 1.
    pub least_mass: f64,
    /// Which of the pasted boxes is taken.
    pub choice: Choice,
    /// Greatest quasi-p-value of a rule that is kept, within 0 to 1. At 1, all
    /// are.
    pub most_quasi_p: f64,
    /// Most boxes, from 1.
    pub most_boxes: usize,
}

impl Default for Settings {
    /// Slices of 5%, boxes of at least 5%, the balanced one, rules with a
    /// quasi-p-value of at most 5%, one box.
    fn default() -> Self {
        Self {
            alpha: 0.05,
            least_mass: 0.05,
            choice: Choice::Balanced,
            most_quasi_p: 0.05,
            most_boxes: 1,
        }
    }
}

/// A setting is out of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// The name of the setting.
    pub setting: &'static str,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the setting `{}` is out of its range", self.setting)
    }
}

impl std::error::Error for SettingsError {}

impl Settings {
    /// Looks for the first setting that is out of its range.
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let checks = [
            (self.alpha > 0.0 && self.alpha < 0.5, "alpha"),
            (self.least_mass > 0.0 && self.least_mass < 1.0, "least_mass"),
            ((0.0..=1.0).contains(&self.most_quasi_p), "most_quasi_p"),
            (self.most_boxes >= 1, "most_boxes"),
        ];
        match checks.iter().find(|(holds, _)| !holds) {
            Some((_, setting)) => Err(SettingsError { setting }),
            None => Ok(()),
        }
    }

    /// The least weight of a box among some cases.
    pub(super) fn least_weight(&self, cases: &Cases, sample: &[usize]) -> f64 {
        self.least_mass * cases.weight(sample)
    }
}

/// All boxes that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// The boxes, in the order in which they were found.
    pub boxes: Vec<Found>,
    /// Share of what is of interest that lies in any of them.
    pub coverage: f64,
    /// Share of the cases in any of them that is of interest.
    pub density: f64,
}

/// A box that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The box.
    pub region: Region,
    /// How well it does among the cases left by the boxes before it.
    pub fit: Fit,
    /// Quasi-p-value of each of its rules, in their order.
    pub quasi_p: Vec<f64>,
    /// The boxes that peeling went through, from all cases to the smallest,
    /// with their fit among the same cases.
    pub trajectory: Vec<(Region, Fit)>,
    /// The number of the box of the trajectory from which `region` came by
    /// pasting and by dropping rules that could be luck.
    pub chosen: usize,
}

/// Looks for boxes that hold what is of interest.
///
/// Boxes are peeled, each of them is pasted, one of these is chosen, and it loses
/// the rules whose quasi-p-value is too high. Its cases are then set aside, and
/// the next is looked for among the others (covering, Friedman & Fisher
/// 1999). This ends after `most_boxes`, when nothing of interest is left, or with
/// a box that is no denser than all cases together.
///
/// # Errors
/// If a setting is out of its range.
///
/// ```
/// use orgsim::analysis::discovery::{Cases, Input, Settings, Values, discover};
/// let x: Vec<f64> = (0..100).map(f64::from).collect();
/// let outcomes = x.iter().map(|&x| f64::from(x >= 70.0)).collect();
/// let input = Input { name: "x".to_owned(), values: Values::Numeric(x) };
/// let cases = Cases::new(vec![input], outcomes).unwrap();
/// let found = discover(&cases, &Settings::default()).unwrap();
/// assert_eq!(found.boxes[0].region.describe(&cases), "x >= 70");
/// assert_eq!((found.coverage, found.density), (1.0, 1.0));
/// ```
pub fn discover(cases: &Cases, settings: &Settings) -> Result<Discovery, SettingsError> {
    settings.check()?;
    let all: Vec<usize> = (0..cases.outcomes().len()).collect();
    let interest = cases.interest(&all);
    let density = interest / cases.weight(&all);
    let mut left = all;
    let mut inside = Vec::new();
    let mut boxes = Vec::new();
    while boxes.len() < settings.most_boxes && cases.interest(&left) > 0.0 {
        let found = next_box(cases, &left, settings);
        if found.fit.density <= density {
            break;
        }
        inside.extend(found.region.members(cases, &left));
        left.retain(|&case| !found.region.contains(cases, case));
        boxes.push(found);
    }
    let held = cases.interest(&inside);
    Ok(Discovery {
        boxes,
        coverage: held / interest,
        density: match inside.is_empty() {
            true => 0.0,
            false => held / cases.weight(&inside),
        },
    })
}

/// The next box among the cases left.
fn next_box(cases: &Cases, left: &[usize], settings: &Settings) -> Found {
    let least = settings.least_weight(cases, left);
    let trajectory = peel(cases, left, settings.alpha, least);
    let pasted: Vec<Region> = trajectory
        .iter()
        .map(|(region, _)| paste(cases, left, region.clone(), settings.alpha))
        .collect();
    let fits: Vec<Fit> = pasted
        .iter()
        .map(|region| region.fit(cases, left))
        .collect();
    let chosen = settings.choice.of(&fits);
    let region = pasted[chosen].clone();
    let region = drop_luck(cases, left, region, settings.most_quasi_p);
    Found {
        fit: region.fit(cases, left),
        quasi_p: quasi_p(cases, left, &region),
        region,
        trajectory,
        chosen,
    }
}
