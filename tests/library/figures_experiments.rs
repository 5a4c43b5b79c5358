//! Figures of experiments to the byte, from small results in `tests/figures`.
//! Whoever changes a figure on purpose looks at it, and runs
//! `BLESS=1 cargo test --test library figures_experiments`.

use orgsim::drawing::typeface::{self, Weight};
use orgsim::drawing::{Figure, page, svg};
use orgsim::figures::NothingToDraw;
use orgsim::questions::figure_kinds;
use orgsim::result::ResultFolder;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Results, and the kinds of figures that they have.
const RESULTS: [(&str, &[&str]); 17] = [
    ("compare", &["differences"]),
    ("compare-eight", &["differences"]),
    ("compare-one-run", &["differences"]),
    ("sweep", &["heat-map", "effects"]),
    ("sweep-one-factor", &["response", "effects"]),
    ("sweep-one-variant", &["heat-map"]),
    ("sensitivity-sobol", &["sensitivity"]),
    ("sensitivity-morris", &["sensitivity"]),
    ("sensitivity-pawn", &["sensitivity"]),
    ("select", &["selection"]),
    ("calibrate", &["calibration"]),
    ("discover", &["boxes", "regret", "satisficing"]),
    ("audit", &["claims"]),
    ("fit", &["backtest", "learnt", "checks"]),
    ("compare-empty", &[]),
    ("discover-nothing", &[]),
    ("fit-nothing", &[]),
];

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn result(name: &str) -> ResultFolder {
    ResultFolder::open(&tests().join("figures").join(name)).unwrap()
}

fn figures(kind: &str, results: &[ResultFolder]) -> Result<Vec<Box<dyn Figure>>, NothingToDraw> {
    let kind = figure_kinds().find(|known| known.name == kind);
    kind.unwrap().make(results)
}

/// Why results have no figure of a kind.
fn reason(kind: &str, name: &str) -> String {
    match figures(kind, &[result(name)]) {
        Ok(figures) => panic!("{name} has {} figures of {kind}", figures.len()),
        Err(reason) => reason.to_string(),
    }
}

fn all() -> impl Iterator<Item = (&'static str, Box<dyn Figure>)> {
    RESULTS.into_iter().flat_map(|(name, kinds)| {
        let figures = kinds
            .iter()
            .flat_map(move |kind| figures(kind, &[result(name)]).unwrap());
        figures.map(move |figure| (name, figure))
    })
}

#[test]
fn figures_are_those_that_are_kept() {
    let mut kept_names = BTreeSet::new();
    for (name, figure) in all() {
        let found = svg::to_string(&page(&*figure, 720.0), &figure.description());
        let file = format!("experiment-{name}-{}.svg", figure.name());
        let kept = tests().join("golden/figures").join(&file);
        assert!(kept_names.insert(file), "two figures have one name");
        if std::env::var_os("BLESS").is_some() {
            fs::write(kept, found).unwrap();
            continue;
        }
        let kept = fs::read_to_string(&kept).unwrap();
        assert!(
            kept == found,
            "{name}: {} is not what it was",
            figure.name()
        );
    }
    let files = fs::read_dir(tests().join("golden/figures")).unwrap();
    let files = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = files.filter(|f| f.starts_with("experiment-")).collect();
    assert_eq!(files, kept_names);
}

#[test]
fn results_have_the_figures_of_their_kind_and_no_others() {
    for (name, kinds) in RESULTS {
        let results = [result(name)];
        let has = figure_kinds().filter(|kind| kind.make(&results).is_ok());
        let has: Vec<&str> = has.map(|kind| kind.name).collect();
        let mut wanted = kinds.to_vec();
        wanted.sort_by_key(|kind| figure_kinds().position(|known| known.name == *kind));
        assert_eq!(has, wanted, "{name}");
    }
}

#[test]
fn figures_are_told_in_words_and_say_how_they_are_read() {
    for (name, figure) in all() {
        let about = format!("{name}: {}", figure.name());
        assert!(!figure.title().is_empty(), "{about}");
        assert!(figure.note().ends_with('.'), "{about}: {}", figure.note());
        let description = figure.description();
        assert!(description.ends_with('.'), "{about}: {description}");
        assert!(
            description.contains(|c: char| c.is_ascii_digit()),
            "{about}"
        );
    }
}

/// What is drawn lies on the sheet at every width; places of marks are in the SVG.
#[test]
fn nothing_is_drawn_beside_the_sheet() {
    for (name, figure) in all() {
        for width in [280.0, 360.0, 720.0, 1200.0] {
            let drawing = figure.draw(width);
            let text = svg::to_string(&drawing, "");
            let about = format!("{name}: {} at {width}", figure.name());
            assert!(!text.contains("NaN") && !text.contains("inf\""), "{about}");
            for (key, most) in [(" x=\"", width), (" y=\"", drawing.height)] {
                for part in text.split(key).skip(1) {
                    let number: f64 = part.split('"').next().unwrap().parse().unwrap();
                    assert!(
                        (-0.5..=most + 0.5).contains(&number),
                        "{about}: {key}{number}"
                    );
                }
            }
        }
    }
}

/// The place of a text in an SVG: left, right, top and bottom of its letters.
fn extent(element: &str) -> [f64; 4] {
    let attribute = |name: &str| {
        let (_, rest) = element.split_once(&format!("{name}=\""))?;
        rest.split('"').next()
    };
    let number = |name| attribute(name).unwrap().parse::<f64>().unwrap();
    let text = element.split_once('>').unwrap().1;
    let text = text.split("</text>").next().unwrap();
    let escaped = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    let text = escaped
        .iter()
        .fold(text.to_owned(), |t, (from, to)| t.replace(from, to));
    let weight = match attribute("font-weight") {
        Some(_) => Weight::SemiBold,
        None => Weight::Regular,
    };
    let [x, y, size] = ["x", "y", "font-size"].map(number);
    let wide = typeface::width(&text, size, weight);
    let left = match attribute("text-anchor") {
        Some("middle") => x - wide / 2.0,
        Some(_) => x - wide,
        None => x,
    };
    [left, left + wide, y - 0.72 * size, y + 0.1 * size]
}

/// Texts cover neither each other nor the end of the sheet; turned ones aside.
#[test]
fn no_text_covers_another() {
    for (name, figure) in all() {
        for width in [280.0, 360.0, 720.0, 1200.0] {
            let text = svg::to_string(&figure.draw(width), "");
            let upright = text
                .split("<text ")
                .skip(1)
                .filter(|t| !t.contains("rotate("));
            let extents: Vec<[f64; 4]> = upright.map(extent).collect();
            for (place, a) in extents.iter().enumerate() {
                let about = format!("{name}: {} at {width}: {a:?}", figure.name());
                assert!(a[0] > -1.0 && a[1] < width + 1.0, "{about}");
                for b in &extents[..place] {
                    let apart = a[1] <= b[0] || b[1] <= a[0] || a[3] <= b[2] || b[3] <= a[2];
                    assert!(apart, "{about} and {b:?}");
                }
            }
        }
    }
}

#[test]
fn empty_results_say_why_there_is_nothing_to_draw() {
    let said = reason("differences", "compare-empty");
    assert!(said.contains("no pair of runs has a value"), "{said}");
    for kind in ["boxes", "regret", "satisficing"] {
        let said = reason(kind, "discover-nothing");
        assert!(said.contains("has no row"), "{kind}: {said}");
    }
    for (kind, why) in [
        ("backtest", "no prediction was tested"),
        ("learnt", "nothing was learnt"),
        ("checks", "no feature"),
    ] {
        let said = reason(kind, "fit-nothing");
        assert!(said.contains(why), "{kind}: {said}");
    }
    let said = reason("heat-map", "sweep-one-factor");
    assert!(said.contains("needs two factors"), "{said}");
    let said = reason("response", "sweep");
    assert!(said.contains("for one factor"), "{said}");
    let said = reason("claims", "compare");
    assert!(said.contains("`orgsim audit --out`"), "{said}");
}

#[test]
fn one_run_has_values_and_no_interval() {
    let made = figures("differences", &[result("compare-one-run")]).unwrap();
    let said = made[0].description();
    assert!(said.contains("fused -10 pp"), "{said}");
    assert!(said.contains("Accepted papers: fused no value"), "{said}");
    // the measure without a value has no panel
    assert!(!made[1].description().contains("Accepted papers"));
}

#[test]
fn several_results_have_figures_of_their_own() {
    let results = [result("compare"), result("compare-eight")];
    let made = figures("differences", &results).unwrap();
    let names: Vec<String> = made.iter().map(|figure| figure.name()).collect();
    assert_eq!(
        names,
        [
            "differences-compare",
            "differences-by-quarter-compare",
            "differences-compare-eight",
            "differences-by-quarter-compare-eight"
        ]
    );
    assert!(made[0].title().ends_with(": compare"));
}

/// The verdicts on the cells, counted in `means.csv` by hand.
#[test]
fn a_map_tells_where_which_variant_is_better() {
    let made = figures("heat-map", &[result("sweep")]).unwrap();
    let said = made[0].description();
    let means = fs::read_to_string(tests().join("figures/sweep/means.csv")).unwrap();
    let mut lines = means.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let place = |name: &str| header.iter().position(|own| *own == name).unwrap();
    let (low, high) = (place("difference_ci_low"), place("difference_ci_high"));
    let ends = lines.filter_map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let end = |at: usize| cells[at].parse::<f64>().ok();
        Some((end(low)?, end(high)?))
    });
    let ends: Vec<(f64, f64)> = ends.collect();
    let above = ends.iter().filter(|(low, _)| *low > 0.0).count();
    let below = ends.iter().filter(|(_, high)| *high < 0.0).count();
    let points = ends.len();
    let counts =
        format!("significantly above 0 at {above} of {points} design points, below 0 at {below}");
    assert!(said.contains(&counts), "{said}");
    assert!(above > 0 && below > 0 && above + below < ends.len());
}

/// The widest is told with the others, in pictures and in words.
#[test]
fn differences_have_three_doubts() {
    let made = figures("differences", &[result("compare")]).unwrap();
    let said = made[0].description();
    for words in [
        "fused -4.26 pp",
        "one organisation -4.",
        "if parameters differ -12.5",
        "better in 73% / 65%",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    for width in [360.0, 1200.0] {
        let picture = svg::to_string(&made[0].draw(width), "");
        for words in ["if parameters differ", "one organisation", "mean", "−12.5"] {
            assert!(picture.contains(words), "{words} at {width}");
        }
    }
    // what is scheduled is marked
    let by_quarter = svg::to_string(&made[1].draw(720.0), "");
    assert!(by_quarter.contains(">fuse<"));
    // a result without spreads has the mean and the error of the simulation alone
    let made = figures("differences", &[result("compare-eight")]).unwrap();
    assert!(!made[0].note().contains("parameters differ"));
}

/// What is told of the test of predictions agrees with `backtest.csv`, and parameters stand at
/// the places of their values.
#[test]
fn a_fit_is_told_with_its_test_and_its_doubts() {
    let made = |kind| figures(kind, &[result("fit")]).unwrap().remove(0);
    let said = made("backtest").description();
    for words in [
        "exits, 2022-Q3: 26 happened, outside of nine tenths",
        "exits, 2022-Q1 to 2022-Q4: predicted",
        "nine tenths 7 of 8 quarters",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let learnt = made("learnt");
    for words in [
        "labour_market.base_hazard: 0.0193 (",
        ", assumed 0.006 to 0.012",
        "units.lab.growth",
        "as 3 others do: ",
        "papers.resubmission",
    ] {
        assert!(learnt.description().contains(words), "{words}");
    }
    let said = made("checks").description();
    assert!(
        said.starts_with("1 of 5 features are remarkable."),
        "{said}"
    );
}

/// A pair that is far off leaves the colours of the others as they are.
#[test]
fn a_single_pair_does_not_set_the_scale_of_a_map() {
    let place = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(tests().join("figures/sweep")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), place.path().join(entry.file_name())).unwrap();
    }
    let of_map = || {
        let map = figures("heat-map", &[ResultFolder::open(place.path()).unwrap()]).unwrap();
        svg::to_string(&map[0].draw(720.0), "")
    };
    let ends = |picture: &str| {
        let worse = picture.find(": worse").unwrap();
        picture[picture[..worse].rfind('>').unwrap()..worse].to_owned()
    };
    let before = ends(&of_map());
    let file = place.path().join("means.csv");
    let means = fs::read_to_string(&file).unwrap();
    let mut rows = means
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let at = |name: &str| header.iter().position(|own| *own == name).unwrap();
    let mut rows: Vec<Vec<&str>> = rows.collect();
    let row = rows
        .iter_mut()
        .find(|row| !row[at("pairs")].is_empty())
        .unwrap();
    row[at("pairs")] = "1";
    row[at("difference")] = "-7";
    for end in ["std_error", "ci_low", "ci_high"] {
        row[at(&format!("difference_{end}"))] = "";
    }
    let lines = std::iter::once(header.join(",")).chain(rows.iter().map(|row| row.join(",")));
    fs::write(&file, lines.map(|line| line + "\n").collect::<String>()).unwrap();
    let picture = of_map();
    assert!(picture.contains("−7.00"));
    assert_eq!(ends(&picture), before);
}
