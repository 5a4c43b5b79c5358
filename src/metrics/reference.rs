//! The reference page of the measures, `docs/measures.md`.

use crate::measures::measures;

const INTRODUCTION: &str = "\
# Measures

Generated from `src/measures`; `orgsim measures` prints the same.

A **quarterly** measure has a value in each observed quarter of a run (`quarters.csv`). A measure
**per run** has a value in each window of a run (`runs.csv`); `summary.csv` has quantiles over
runs, which say what one organisation may see, and an estimate over all runs with a confidence
interval. A **proportion of runs** is 0 or 1 in each run, and its mean is
a share of runs.

**Windows.** The window `all` has all observed quarters, from quarter 0 on; the burn-in before
them is never counted. If scheduled events change a structure after the first quarter, the
quarters between the changes are windows too, so that before and after are not mixed: the key of
`researcher_retention_12m` in quarters 8 to 19 is `researcher_retention_12m__q8_q19`. What is
measured in a window begins and ends in it; only retention looks back into the burn-in, for the
cohorts of the first year.

**Missing.** `n_runs` counts the runs that have a value; quantiles are over them. Shares, rates
and times to an event are estimated from what all runs counted, and a run with nothing to count
is not left out ([statistics.md](statistics.md)). `n_items` and `n_censored` count these items,
and those still open when observation ended.

**Events.** `events.csv` says for each event of the scenario in how many runs it happened, how
often, and when it first happened. An event that waits for a condition happens in some runs only,
in different quarters, and so defines no windows: a change that it causes is inside the window
`all`.

**Curves.** `survival.csv` has the survival of each role by tenure, from 0 to 16 quarters, with
the people at risk and the exits at each tenure; `incidence.csv` has the outcome of breakthroughs
by the quarters since they were made: shipped, abandoned, or still open. Both have the windows of
`summary.csv` and agree with it: `survival_4q` is the survival at a tenure of 4. A curve is
that of what all runs counted.

**Snapshots.** `teams.csv` and `ties.csv` show the organisation of run 0 at its start, at the
ends of the quarters before and after each change of structure, and at its end: who is in which
team, and how many working ties connect two teams. It is a single run, without intervals: an
illustration.

**Parquet.** Built with `--features parquet`, `orgsim run` and every question about an experiment
accept `--parquet` and also write each `NAME.csv` as `NAME.parquet`, with the same columns and
cells. A count is a `uint64`, an integer an `int64`, a number a `double`, text a `string`; an
empty cell is null, and no number is NaN. The metadata of each Arrow field has what
`dictionary.csv` says about the column (`unit`, `meaning`, `empty`); for readers without Arrow,
it is also in the file as JSON under the key `orgsim:columns`. Row groups have about a million
values.

**Time** is counted in quarters. Within a quarter, people leave before vacancies are filled; new
hires are at work, and at risk of leaving, from the next quarter on. Transfer of a breakthrough
begins in the quarter after it was made, so no latency is shorter than one quarter.
";

/// The page as Markdown.
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut group = "";
    for measure in measures() {
        if measure.group() != group {
            group = measure.group();
            let (first, rest) = group.split_at(1);
            page.push_str(&format!("\n## {}{rest}\n", first.to_uppercase()));
        }
        page.push_str(&format!(
            "\n### `{}`\n\n{}\n\n- {}\n- unit: {}\n- {}\n",
            measure.key(),
            measure.definition,
            measure.kind(),
            measure.unit,
            measure.better.words(),
        ));
        for (what, which) in [("items", measure.items), ("censored", measure.censored)] {
            if let Some(which) = which {
                page.push_str(&format!("- {what}: {which}\n"));
            }
        }
    }
    page
}
