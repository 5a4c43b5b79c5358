//! The boxes in which points of interest lie, as sentences and tables.

use super::DiscoverSettings;
use super::worlds::Worlds;
use crate::analysis::discovery::{
    Cases, Discovery, Found, Region, Reproducibility, Rule, Values, discover, reproducibility,
};
use crate::experiment::answer::brief;
use crate::experiment::asked;
use crate::experiment::session::Session;
use crate::table::{Cell, Column, Kind, Table};

/// Share of resamples below which a rule is called an accident.
const REPRODUCED: f64 = 0.5;
/// Points of interest below which boxes are not to be trusted.
const FEW: usize = 20;

/// `boxes.csv` and `peeling.csv`, and what they say. Where no point is of interest,
/// or every one is, they have no row.
pub(super) fn boxes(
    session: &Session<'_>,
    settings: &DiscoverSettings,
    worlds: &Worlds,
    sentences: &mut Vec<String>,
) -> [Table; 2] {
    let mut tables = [Table::new(box_columns()), Table::new(peeling_columns())];
    let (known, found) = (worlds.points.len(), worlds.count());
    sentences.push(asked_about(session, settings, worlds));
    if worlds.unsure > 0 {
        sentences.push(format!(
            "at {} of {known} points the interval of the mean holds the threshold, so that luck may \
             have put them on either side; more replicates tell",
            worlds.unsure
        ));
    }
    if worlds.unknown > 0 {
        sentences.push(format!(
            "{} points are left out: no run there has a value",
            worlds.unknown
        ));
    }
    if found == 0 || found == known {
        sentences.push(match found {
            0 => "nothing is of interest at these points, so there is no box; that is an answer about \
                  this design and its ranges, not about what lies beyond"
                .to_owned(),
            _ => "every point is of interest, so no box tells them from others".to_owned(),
        });
        return tables;
    }
    if found < FEW || known - found < FEW {
        sentences.push(format!(
            "warning: {} are few to tell a pattern from luck; take more points",
            match found < FEW {
                true => format!("{found} points of interest"),
                false => format!("{} points not of interest", known - found),
            }
        ));
    }
    // settings and cases were checked, so that neither can be refused
    let all: Vec<usize> = (0..known).collect();
    let Ok(cases) = worlds.cases(session, &all) else {
        return tables;
    };
    let Ok(discovery) = discover(&cases, &settings.boxes) else {
        return tables;
    };
    tell(&discovery, &cases, found as f64 / known as f64, sentences);
    let mut left = all;
    for (number, found) in discovery.boxes.iter().enumerate() {
        let reproduced = match worlds.cases(session, &left) {
            Ok(among) => reproducibility(
                &among,
                &found.fit,
                &settings.boxes,
                settings.resamples,
                session.experiment.seed(),
            )
            .unwrap_or_default(),
            Err(_) => Vec::new(),
        };
        push_box(&mut tables[0], number, found, &cases, &reproduced);
        push_peeling(&mut tables[1], number, found, &cases);
        accidents(number, found, &cases, &reproduced, sentences);
        left.retain(|&case| !found.region.contains(&cases, case));
    }
    tables
}

fn asked_about(session: &Session<'_>, settings: &DiscoverSettings, worlds: &Worlds) -> String {
    let experiment = session.experiment;
    let key = &experiment.measures[settings.measure];
    let label = |place: usize| &experiment.variants[place].label;
    let of = match settings.than {
        Some(than) => format!(
            "{} less {}, mean difference of {}",
            label(settings.variant),
            label(than),
            asked::in_words(key)
        ),
        None => format!(
            "{}, mean of {}",
            label(settings.variant),
            asked::in_words(key)
        ),
    };
    format!(
        "{of}: {} at {} of {} points",
        settings.wanted(&asked::unit(key)),
        worlds.count(),
        worlds.points.len()
    )
}

/// What the boxes hold, in words.
fn tell(discovery: &Discovery, cases: &Cases, density: f64, sentences: &mut Vec<String>) {
    let percent = |share: f64| format!("{:.0}%", 100.0 * share);
    if discovery.boxes.is_empty() {
        sentences.push(
            "no box was found that is denser in points of interest than all points, by more than luck"
                .to_owned(),
        );
        return;
    }
    for (number, found) in discovery.boxes.iter().enumerate() {
        let among = match number {
            0 => "",
            _ => ", of those outside the boxes before it",
        };
        sentences.push(format!(
            "box {}: {}: holds {} of what is of interest (coverage), {} of it is of interest \
             (density), {} of the points{among}",
            number + 1,
            rules(&found.region, cases),
            percent(found.fit.coverage),
            percent(found.fit.density),
            percent(found.fit.mass),
        ));
    }
    sentences.push(format!(
        "all boxes together: coverage {}, density {}; of all points {} are of interest",
        percent(discovery.coverage),
        percent(discovery.density),
        percent(density)
    ));
}

/// Warns of rules that other samples of the points would not have.
fn accidents(
    number: usize,
    found: &Found,
    cases: &Cases,
    reproduced: &[Reproducibility],
    sentences: &mut Vec<String>,
) {
    for input in found.region.restricted() {
        if let Some(own) = reproduced.get(input)
            && own.by_coverage.max(own.by_density) < REPRODUCED
        {
            sentences.push(format!(
                "warning: box {} restricts {}, which boxes of resampled points do in {:.0}% only: \
                 perhaps an accident of these points",
                number + 1,
                cases.inputs()[input].name,
                100.0 * own.by_coverage.max(own.by_density)
            ));
        }
    }
}

/// A box by its rules, with as many digits as can be read; `boxes.csv` has all.
fn rules(region: &Region, cases: &Cases) -> String {
    let short = |value: f64| match value.fract() == 0.0 {
        true => value.to_string(),
        false => brief(value),
    };
    let one = |rule: &Rule| {
        let name = &cases.inputs()[rule.input()].name;
        match rule {
            Rule::AtLeast { value, .. } => format!("{name} >= {}", short(*value)),
            Rule::AtMost { value, .. } => format!("{name} <= {}", short(*value)),
            Rule::Without { .. } => rule.describe(cases),
        }
    };
    let rules: Vec<String> = region.rules().iter().map(one).collect();
    rules.join(" and ")
}

fn text(name: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Text, "", meaning)
}

fn count(name: &str, unit: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Count, unit, meaning)
}

fn share(name: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Number, "share", meaning)
}

/// Columns that say how well a box does.
fn fit_columns() -> [Column; 5] {
    [
        share(
            "coverage",
            "Share of what is of interest that lies in the box.",
        ),
        share(
            "density",
            "Share of the points in the box that is of interest.",
        ),
        share("mass", "Share of the points that lie in the box."),
        count("points", "points", "Points in the box."),
        count(
            "restricted",
            "factors",
            "How many factors the box restricts.",
        ),
    ]
}

fn fit_cells(fit: &crate::analysis::discovery::Fit) -> [Cell; 5] {
    [
        Cell::from(fit.coverage),
        Cell::from(fit.density),
        Cell::from(fit.mass),
        Cell::Count(fit.cases as u64),
        Cell::Count(fit.restricted as u64),
    ]
}

fn box_columns() -> Vec<Column> {
    let mut columns = vec![
        count(
            "box",
            "",
            "Number of the box, from 1; each is looked for among the points outside of those before it.",
        ),
        text("rules", "Its name: all its rules. A row tells one of them."),
    ];
    columns.extend(fit_columns());
    columns.extend([
        text("factor", "The factor that this rule restricts."),
        Column::new("at_least", Kind::Number, "unit of the factor", "Least value in the box.")
            .or_empty("the rule is another"),
        Column::new("at_most", Kind::Number, "unit of the factor", "Greatest value in the box.")
            .or_empty("the rule is another"),
        text("among", "Values in the box, of a factor without an order.").or_empty("it has an order"),
        Column::new(
            "quasi_p",
            Kind::Number,
            "probability",
            "Of a box at least as dense if this rule did nothing (Bryant & Lempert 2010); no p-value, \
             since the rule was chosen for its density.",
        ),
        share(
            "reproduced_by_coverage",
            "Of resamples of the points: those in which the box of nearest coverage restricts the factor.",
        )
        .or_empty("no resamples"),
        share(
            "reproduced_by_density",
            "The same, for the box of nearest density.",
        )
        .or_empty("no resamples"),
    ]);
    columns
}

fn push_box(
    table: &mut Table,
    number: usize,
    found: &Found,
    cases: &Cases,
    reproduced: &[Reproducibility],
) {
    for (rule, &quasi_p) in found.region.rules().iter().zip(&found.quasi_p) {
        let input = &cases.inputs()[rule.input()];
        let mut cells = vec![
            Cell::Count(number as u64 + 1),
            Cell::text(found.region.describe(cases)),
        ];
        cells.extend(fit_cells(&found.fit));
        cells.push(Cell::text(input.name.clone()));
        let number = |end: Option<f64>| Cell::from(end);
        cells.extend(match rule {
            Rule::AtLeast { value, .. } => [number(Some(*value)), number(None), Cell::Missing],
            Rule::AtMost { value, .. } => [number(None), number(Some(*value)), Cell::Missing],
            Rule::Without { without, .. } => {
                let kept = match &input.values {
                    Values::Categorical { categories, .. } => kept(categories, without),
                    Values::Numeric(_) => String::new(),
                };
                [number(None), number(None), Cell::text(kept)]
            }
        });
        let own = reproduced.get(rule.input());
        cells.extend([
            Cell::from(quasi_p),
            Cell::from(own.map(|own| own.by_coverage)),
            Cell::from(own.map(|own| own.by_density)),
        ]);
        table.push(cells);
    }
}

fn kept(categories: &[String], without: &[usize]) -> String {
    let kept = categories.iter().enumerate();
    let kept = kept.filter(|(place, _)| !without.contains(place));
    let names: Vec<&str> = kept.map(|(_, name)| name.as_str()).collect();
    names.join(" | ")
}

fn peeling_columns() -> Vec<Column> {
    let mut columns = vec![
        count("box", "", "Number of the box that was looked for, from 1."),
        count(
            "step",
            "steps",
            "Slices that were peeled off, from all points (0) to the smallest box.",
        ),
    ];
    columns.extend(fit_columns());
    columns.extend([
        text(
            "is_chosen",
            "yes: the box came of this one, by pasting and by dropping rules that could be luck.",
        ),
        text("rules", "The rules after this step."),
    ]);
    columns
}

fn push_peeling(table: &mut Table, number: usize, found: &Found, cases: &Cases) {
    for (step, (region, fit)) in found.trajectory.iter().enumerate() {
        let mut cells = vec![Cell::Count(number as u64 + 1), Cell::Count(step as u64)];
        cells.extend(fit_cells(fit));
        let is_chosen = match step == found.chosen {
            true => "yes",
            false => "no",
        };
        cells.extend([Cell::text(is_chosen), Cell::text(region.describe(cases))]);
        table.push(cells);
    }
}
