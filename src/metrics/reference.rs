//! The reference page of the measures, `docs/measures.md`.

use crate::measures::measures;

const INTRODUCTION: &str = "\
# Measures

Generated from `src/measures`; `orgsim measures` prints the same.

A **quarterly** measure has a number for each observed quarter of a run
(`quarters.csv`). A measure **per run** has one number for each window of a run
(`runs.csv`), of which `summary.csv` has the mean over runs with its interval. A
**proportion of runs** is 0 or 1 in each run, and its mean is a share of runs.

**Windows.** The window `all` is the whole observation, from quarter 0 on; the
burn-in before it is never counted. If scheduled events change a structure after
the first quarter, the segments between them are windows of their own, so that
before and after are not mixed: the key of `researcher_retention_12m` in the quarters 8 to
19 is `researcher_retention_12m__q8_q19`. What is measured in a window begins and
ends in it. Only the quarterly numbers of retention look back into the burn-in,
for the cohorts of the first year.

**Missing.** A run without a number (a median that is not reached, a share of
nothing) is left out of the mean; `n_runs` counts the others. `n_items` and
`n_censored` count what these are made of, and how much of it was still open
when observation ended.

**Events.** `events.csv` says of each event of the scenario in how many runs it
happened, how often, and when it first did. An event that waits for a condition
happens in some runs only, each in its own quarter, and so gives no windows: a
change that it brings about is in the middle of the window `all`.

**Curves.** `survival.csv` has the survival of each role by tenure, from 0 to 16 quarters,
with the people at risk and the exits of each tenure; `incidence.csv` has what became of
breakthroughs by the quarters since they were made: shipped, abandoned, or still open.
Both have the windows of `summary.csv`, and go through its numbers: `survival_4q` is the
survival at a tenure of 4. A curve is the mean over runs of the curves of single runs, over
those runs whose curve goes so far (`n_runs`), and can rise where others end.

**Pictures.** `teams.csv` and `ties.csv` show the organisation of run 0 at its start, at the
ends of the quarters before and after each change of structure, and at its end: who sits
in which team, and how many working ties join two teams. It is one run, without an
interval: an illustration.

**Parquet.** Built with `--features parquet`, `orgsim run` and every question to an
experiment take `--parquet` and also write each `NAME.csv` as `NAME.parquet`, with the same columns and cells. A count is a `uint64`, an integer an `int64`, a number a
`double`, text a `string`; an empty cell is null, and no number is NaN. What
`dictionary.csv` says of a column stands in the metadata of its Arrow field (`unit`,
`meaning`, `empty`) and, for readers without Arrow, as JSON under the key `orgsim:columns`
of the file. Rows are in groups of about a million values.

**Time** is counted in quarters. Within a quarter, people leave before vacancies
are filled; whoever is hired is at work, and at risk of leaving, from the next
quarter on. A breakthrough begins its way to the product in the quarter after it
was made, so no latency is shorter than one quarter.
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
