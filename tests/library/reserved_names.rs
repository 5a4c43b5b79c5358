//! Every column that stands beside those of factors in the tables of an answer: a name
//! that no factor can have.

use std::collections::BTreeSet;
use std::fs;

use orgsim::engine::Signals;
use orgsim::experiment::{Columns, Experiment, Kept, run_table};
use orgsim::questions::{Asked, Means, QUESTIONS, file};

const COMMON: &str = r#"
measures = ["papers_accepted", "researcher_head_count"]
replicates = 12
quarterly = true
set = { units.core.researchers = 12, units.core.engineers = 12, simulation.quarters = 8, simulation.burn_in_quarters = 0 }
[factors.lever]
key = "transfer.tacitness"
range = [0.2, 0.8]
levels = 2
[factors.NAME]
key = "transfer.stage_rate"
range = "evidence"
levels = 2
"#;

const OF_VARIANTS: &str = r#"
[variants.a]
[variants.b]
set = { units.core.structure = "fusion-teams" }
[compare]
adjust = "best"
[select]
measure = "papers_accepted"
indifference = 1
first_stage = 10
[select.constraints.few]
measure = "researcher_head_count"
at_most = 1000
[sensitivity]
method = "sobol"
rows = 4
[discover]
measure = "papers_accepted"
variant = "a"
above = 5
"#;

const OF_ONE: &str = r#"
[calibrate]
recovery = 2
recovery_runs = 100
waves = 1
wave_points = 16
wave_replicates = 4
particles = 20
most_runs = 100
predictions = 100
[calibrate.targets.papers]
measure = "papers_accepted"
value = 5
sd = 1
"#;

fn load(sections: &str, name: &str) -> Result<Experiment, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exp.toml");
    fs::write(&path, format!("{COMMON}{sections}").replace("NAME", name)).unwrap();
    file::load(&path, &[]).map_err(|faults| faults.to_string())
}

#[test]
fn no_factor_is_called_like_a_column_beside_it() {
    let mut columns = BTreeSet::new();
    let mut tables = 0;
    for question in QUESTIONS {
        let sections = match question.name {
            "calibrate" => OF_ONE,
            _ => OF_VARIANTS,
        };
        let experiment = load(sections, "other").unwrap();
        let signals = Signals::default();
        let answer = (question.ask)(Means {
            asked: Asked {
                experiment: &experiment,
                replicates: None,
                execution: 0.into(),
            },
            store: Kept::in_memory(),
            signals: &signals,
            listener: &mut |_| {},
        });
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", question.name));
        for (_, table) in &answer.tables {
            let names = table.columns().iter().map(|column| column.name.clone());
            let names: Vec<String> = names.collect();
            if names.iter().any(|name| name == "lever") {
                tables += 1;
                columns.extend(names);
            }
        }
    }
    let experiment = load(OF_VARIANTS, "other").unwrap();
    let runs = run_table(&experiment, &Columns::of(&experiment));
    columns.extend(runs.columns().iter().map(|column| column.name.clone()));
    assert!(tables >= 7, "{tables} tables with columns of factors");
    for column in columns
        .iter()
        .filter(|name| *name != "lever" && *name != "other")
    {
        let told = load(OF_VARIANTS, column).map(drop).unwrap_err();
        assert!(
            told.contains("no factor can be called so"),
            "{column}: {told}"
        );
    }
    assert!(
        columns.contains("mean_ci_low") && columns.contains("weight"),
        "{columns:?}"
    );
}
