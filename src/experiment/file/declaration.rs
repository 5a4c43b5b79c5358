//! Every key of an experiment file.

use super::field::{Field, Kind};

const ANY: Kind = Kind::Number(f64::NEG_INFINITY, f64::INFINITY, true);
const POSITIVE: Kind = Kind::Number(0.0, f64::INFINITY, false);
const SHARE: Kind = Kind::Number(0.0, 1.0, false);

/// The top of the file.
pub(super) const ROOT: &[Field] = &[
    Field::new("title", Kind::Text, "What the experiment is called."),
    Field::new("question", Kind::Text, "What it asks, in a sentence."),
    Field::new(
        "base",
        Kind::Text,
        "The scenario file from which all variants start, relative to this file. Without it: the \
         default scenario.",
    ),
    Field::new(
        "set",
        Kind::Overrides,
        "Values of the base scenario for all variants, as `--set` would give them: a table, or \
         keys such as \"units.core.structure\".",
    ),
    Field::new(
        "variants",
        Kind::Named(VARIANT),
        "The alternatives, in order. Without one there is the base scenario alone.",
    ),
    Field::new("factors", Kind::Named(FACTOR), "What is varied, in order."),
    Field::new(
        "design",
        Kind::Table(DESIGN),
        "At which points the factors are tried.",
    ),
    Field::required(
        "measures",
        Kind::Texts,
        "Keys of the measures that are kept, as columns of runs.csv; `orgsim metrics` lists them. \
         The first is the main one.",
    ),
    Field::new(
        "replicates",
        Kind::Whole(1, 1_000_000_000),
        "Runs of each variant at each point, under common random numbers. Without it: 100.",
    ),
    Field::new(
        "precision",
        Kind::Numbers,
        "Half-widths of intervals that end the runs of a variant at a point, by measure, in its \
         unit; `replicates` is the most then.",
    ),
    Field::new(
        "quarterly",
        Kind::Switch,
        "Whether the quarterly numbers of the measures are kept too. Without it: if there is a \
         table [compare].",
    ),
    Field::new(
        "thresholds",
        Kind::Numbers,
        "What matters in practice: the least difference worth caring about, by measure, in its \
         unit.",
    ),
    Field::new(
        "compare",
        Kind::Table(COMPARE),
        "How `orgsim compare` compares.",
    ),
    Field::new(
        "select",
        Kind::Table(SELECT),
        "How `orgsim select` selects.",
    ),
    Field::new(
        "sensitivity",
        Kind::Table(SENSITIVITY),
        "How `orgsim sensitivity` analyses.",
    ),
    Field::new(
        "calibrate",
        Kind::Table(CALIBRATE),
        "How `orgsim calibrate` calibrates.",
    ),
    Field::new(
        "discover",
        Kind::Table(DISCOVER),
        "What `orgsim discover` looks for.",
    ),
];

const VARIANT: &[Field] = &[
    Field::new(
        "label",
        Kind::Text,
        "How tables and figures name it. Without it: its name.",
    ),
    Field::new(
        "base",
        Kind::Text,
        "A scenario file of its own instead of the base.",
    ),
    Field::new(
        "set",
        Kind::Overrides,
        "Its values, on top of those of the base.",
    ),
];

const FACTOR: &[Field] = &[
    Field::required(
        "key",
        Kind::Texts,
        "The scenario key, or keys, that get the value, such as transfer.tacitness or \
         events.back.quarter.",
    ),
    Field::new(
        "range",
        Kind::Range(&["evidence"]),
        "Ends of a range, or \"evidence\": the plausible range of the key.",
    ),
    Field::new(
        "values",
        Kind::Values,
        "The values, instead of a range: numbers or texts.",
    ),
    Field::new(
        "scale",
        Kind::Choice(&["linear", "log"]),
        "How a range is spread. Without it: linear.",
    ),
    Field::new(
        "levels",
        Kind::Whole(2, 1000),
        "Into how many values a grid divides the range, ends included. Without it: 5.",
    ),
];

const DESIGN: &[Field] = &[
    Field::required(
        "kind",
        Kind::Choice(&["grid", "list", "latin-hypercube", "sobol", "csv"]),
        "Every combination; a list of points; a Latin hypercube; a scrambled Sobol' sequence; or \
         a CSV file with a column a factor.",
    ),
    Field::new(
        "points",
        Kind::Whole(1, 1 << 24),
        "Number of points of a Latin hypercube, or of a Sobol' sequence: a power of two there.",
    ),
    Field::new(
        "rows",
        Kind::Rows,
        "Points of a list: a value for each factor, in their order.",
    ),
    Field::new("file", Kind::Text, "The CSV file, relative to this one."),
];

const COMPARE: &[Field] = &[
    Field::new(
        "baseline",
        Kind::Text,
        "The variant with which others are compared. Without it: the first.",
    ),
    Field::new(
        "adjust",
        Kind::Choice(&["holm", "best", "none"]),
        "For several variants: Holm's adjustment over all differences from the baseline, \
         comparisons with the best variant, or none. Without it: holm.",
    ),
];

const SELECT: &[Field] = &[
    Field::new(
        "measure",
        Kind::Text,
        "What is to be best. Without it: the first measure.",
    ),
    Field::new(
        "better",
        Kind::Choice(&["larger", "smaller"]),
        "Without it: as the measure's definition says.",
    ),
    Field::required(
        "indifference",
        POSITIVE,
        "The smallest difference worth detecting, in the unit of the measure.",
    ),
    Field::new(
        "probability",
        Kind::Number(0.5, 1.0, false),
        "Of correct selection. Without it: 0.95.",
    ),
    Field::new(
        "procedure",
        Kind::Choice(&["kn", "kn++"]),
        "KN has a guarantee for any number of runs; KN++ needs fewer and has one for many. Without \
         it: kn.",
    ),
    Field::new(
        "first_stage",
        Kind::Whole(10, 100_000),
        "Runs of each alternative before the first is dropped. Without it: 10.",
    ),
    Field::new(
        "constraints",
        Kind::Named(CONSTRAINT),
        "What other measures must satisfy; a table's name says what it is about.",
    ),
];

const CONSTRAINT: &[Field] = &[
    Field::required("measure", Kind::Text, "The measure that is bounded."),
    Field::new("at_least", ANY, "Its mean must not be below this."),
    Field::new("at_most", ANY, "Its mean must not be above this."),
];

const SENSITIVITY: &[Field] = &[
    Field::required(
        "method",
        Kind::Choice(&["morris", "sobol", "pawn", "delta"]),
        "Elementary effects for screening; variance-based indices; or given-data indices of the \
         whole distribution.",
    ),
    Field::new(
        "rows",
        Kind::Whole(2, 1 << 20),
        "Trajectories, base rows (a power of two), or points of a Sobol' sequence (a power of two) \
         if [design] gives none. Without it: 16, 64 or 256.",
    ),
    Field::new(
        "levels",
        Kind::Whole(2, 100),
        "Levels of a Morris grid, even. Without it: 4.",
    ),
    Field::new(
        "second_order",
        Kind::Switch,
        "Whether Sobol' indices of pairs are computed, for about twice the runs. Without it: false.",
    ),
    Field::new(
        "target",
        Kind::Choice(&["mean", "run"]),
        "What is explained: the mean over two or more replicates, without the part of noise where \
         the method can tell; or a run, one a point, with its luck as one more input. Without it: \
         mean.",
    ),
    Field::new(
        "difference",
        Kind::Texts,
        "Two variants: what is explained is the first less the second, run by run, instead of a \
         level.",
    ),
    Field::new(
        "resamples",
        Kind::Whole(100, 100_000),
        "Bootstrap resamples of the intervals. Without it: 1000.",
    ),
];

const CALIBRATE: &[Field] = &[
    Field::required("targets", Kind::Named(TARGET), "What was observed."),
    Field::new(
        "waves",
        Kind::Whole(0, 20),
        "Waves of history matching before ABC. Without it: 2.",
    ),
    Field::new(
        "wave_points",
        Kind::Whole(16, 1 << 20),
        "Points of a wave. Without it: 128.",
    ),
    Field::new(
        "wave_replicates",
        Kind::Whole(2, 10_000),
        "Runs at each of them; `--replicates` sets it too. Without it: 4.",
    ),
    Field::new(
        "cutoff",
        POSITIVE,
        "Implausibility above which a point is ruled out. Without it: 3.",
    ),
    Field::new(
        "particles",
        Kind::Whole(20, 1_000_000),
        "Parameter sets in a generation of ABC. Without it: 200.",
    ),
    Field::new(
        "generations",
        Kind::Whole(1, 100),
        "Most generations. Without it: 4.",
    ),
    Field::new(
        "quantile",
        SHARE,
        "Of accepted distances, which becomes the next tolerance. Without it: 0.5.",
    ),
    Field::new(
        "most_runs",
        Kind::Whole(100, 1_000_000_000),
        "Most runs of ABC. Without it: 20000.",
    ),
    Field::new(
        "recovery",
        Kind::Whole(0, 10_000),
        "Parameter sets from the prior by which recovery is measured, 0 for none. Without it: 20.",
    ),
    Field::new(
        "recovery_runs",
        Kind::Whole(100, 100_000),
        "Most runs with which each of them is estimated back. Without it: 400.",
    ),
    Field::new(
        "predictions",
        Kind::Whole(100, 1_000_000),
        "Runs of the posterior predictive check. Without it: 400.",
    ),
];

const TARGET: &[Field] = &[
    Field::required("measure", Kind::Text, "The measure that was observed."),
    Field::new(
        "quarter",
        Kind::Whole(0, 800),
        "The observed quarter, from 0, in which it was seen; the file needs `quarterly = true` \
         then. Without it: the measure's value over its window.",
    ),
    Field::required("value", ANY, "Its observed value."),
    Field::required(
        "sd",
        POSITIVE,
        "Standard deviation of the error of observation, in the unit of the measure. The luck of \
         the one organisation that was observed is no part of it: each run has its own.",
    ),
    Field::new(
        "discrepancy",
        Kind::Number(0.0, f64::INFINITY, true),
        "Standard deviation of what the model leaves out. Without it: 0.",
    ),
    Field::new(
        "role",
        Kind::Choice(&["fit", "holdout"]),
        "Whether it is fitted, or only compared afterwards. Without it: fit.",
    ),
];

const DISCOVER: &[Field] = &[
    Field::new(
        "measure",
        Kind::Text,
        "What makes a point one of interest. Without it: the first measure.",
    ),
    Field::new(
        "better",
        Kind::Choice(&["larger", "smaller"]),
        "Which end of it, for regret. Without it: as the measure's definition says.",
    ),
    Field::new(
        "variant",
        Kind::Text,
        "In which variant. Without it: the first.",
    ),
    Field::new(
        "than",
        Kind::Text,
        "The variant from which it is to differ, instead of its level.",
    ),
    Field::new(
        "above",
        ANY,
        "Of interest: the mean over replicates, or mean difference, is above this.",
    ),
    Field::new(
        "below",
        ANY,
        "Of interest: it is below this; with both, it lies between them.",
    ),
    Field::new(
        "peel",
        Kind::Number(0.0, 0.5, false),
        "Share of the cases that a step takes away. Without it: 0.05.",
    ),
    Field::new(
        "least_mass",
        SHARE,
        "Least share of all cases in a box. Without it: 0.05.",
    ),
    Field::new(
        "least_density",
        SHARE,
        "Take the box of the highest coverage with at least this density. Without it: the box of the \
         highest harmonic mean of coverage and density.",
    ),
    Field::new("boxes", Kind::Whole(1, 20), "Most boxes. Without it: 3."),
    Field::new(
        "resamples",
        Kind::Whole(0, 100_000),
        "Bootstrap resamples of the points that say how far rules depend on them. Without it: 100.",
    ),
    Field::new(
        "satisfice",
        Kind::Named(CONSTRAINT),
        "What a variant must reach in a world to satisfy; a table's name says what it is about.",
    ),
];
