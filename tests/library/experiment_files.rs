//! Experiment files: every fault at once, the schema and the reference page, and
//! the shipped ones.

use std::fs;
use std::path::Path;

use orgsim::experiment::file::CODES;
use orgsim::experiment::{Cost, Design, Domain, Experiment, Level};
use orgsim::questions::{
    CalibrateSettings, CompareSettings, DiscoverSettings, SelectSettings, SensitivitySettings,
    costs, file, has_design,
};
use serde_json::Value;
use tempfile::TempDir;

fn load_in(folder: &TempDir, text: &str) -> Result<Experiment, String> {
    let path = folder.path().join("exp.toml");
    fs::write(&path, text).unwrap();
    file::load(&path, &[]).map_err(|faults| faults.to_string())
}

fn load(text: &str) -> Result<Experiment, String> {
    load_in(&tempfile::tempdir().unwrap(), text)
}

#[test]
fn a_file_says_variants_factors_and_design() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("base.toml"),
        "units.core.researchers = 20",
    )
    .unwrap();
    fs::write(
        folder.path().join("points.csv"),
        "s,x,note\nb,0.5,1\na,0.25,2\n",
    )
    .unwrap();
    let experiment = load_in(
        &folder,
        r#"
        base = "base.toml"
        set = { simulation.quarters = 8, "units.core.engineers" = 30 }
        measures = ["papers_accepted"]
        replicates = 7
        [variants.a]
        [variants.b]
        label = "the other"
        [variants.b.set]
        events.fuse = { quarter = 2, reorganise = { structure = "fusion-teams" } }
        [factors.x]
        key = ["transfer.tacitness"]
        range = [0.1, 0.9]
        [factors.s]
        key = "units.core.structure"
        values = ["loose-coupling", "unified"]
        [factors.t]
        key = "transfer.stage_rate"
        range = "evidence"
        [design]
        kind = "latin-hypercube"
        points = 6
        "#,
    )
    .unwrap();
    assert_eq!(experiment.replicates, 7);
    let scenario = |variant: usize| experiment.variants[variant].scenario().unwrap();
    assert_eq!(
        (
            scenario(0).units[0].researchers,
            scenario(1).units[0].engineers
        ),
        (20, 30)
    );
    assert_eq!((scenario(0).events.len(), scenario(1).events.len()), (0, 1));
    assert_eq!(experiment.variants[1].label, "the other");
    assert!(matches!(experiment.factors[2].domain, Domain::Linear(low, high) if low < high));
    let points = experiment.points().unwrap();
    assert_eq!(points.len(), 6);
    let cells = experiment.cells(&points, 1).unwrap();
    assert_eq!(cells.len(), 12);
    let tacitness = points[3][0].number().unwrap();
    assert_eq!(cells[7].scenario().unwrap().transfer.tacitness, tacitness);
    assert_eq!(cells[7].variant, 1);
    assert_eq!(
        cells[7].scenario().unwrap().units[0].structure,
        points[3][1].to_string()
    );
}

#[test]
fn points_come_from_a_table_of_one_s_own() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("points.csv"),
        "s,x,note\nunified,0.5,1\nloose-coupling,1,2\n",
    )
    .unwrap();
    let text = r#"
        measures = ["papers_accepted"]
        factors.x = { key = "transfer.tacitness", range = [0, 1] }
        factors.s = { key = "units.core.structure", values = ["loose-coupling", "unified"] }
        design = { kind = "csv", file = "points.csv" }
    "#;
    let experiment = load_in(&folder, text).unwrap();
    let text = |name: &str| Level::Text(name.into());
    let points = vec![
        vec![Level::Number(0.5), text("unified")],
        vec![Level::Number(1.0), text("loose-coupling")],
    ];
    assert_eq!(experiment.design, Design::List(points));
}

#[test]
fn every_fault_is_told_at_once() {
    let told = load(
        r#"
        measure = ["papers_accepted"]
        measures = ["papers_acepted", "shipped_value"]
        replicates = 0
        thresholds = { shipped_valu = 1.0 }
        [variants.a]
        set = { "transfer.tacitnes" = 0.5 }
        [variants."b c"]
        [variants.c]
        bas = "x.toml"
        [factors.x]
        key = "transfer.stage_rat"
        range = [0.9, 0.1]
        [factors.y]
        key = "transfer.tacitness"
        range = [0.5, 2.0]
        [factors.z]
        key = "units.core.structure"
        values = ["fusion"]
        [factors.w]
        key = "events.none.quarter"
        range = [2, 6]
        [design]
        kind = "sobols"
        "#,
    )
    .unwrap_err();
    for fault in [
        "an experiment has no key `measure`",
        "did you mean `measures`?",
        "there is no measure `papers_acepted`",
        "did you mean `papers_accepted`?",
        "`replicates` is 0",
        "allowed: a whole number, 1 to 1000000000",
        "there is no measure of this experiment `shipped_valu`",
        "the variant `a` has an error",
        "did you mean `tacitness`?",
        "this is not a valid table name",
        "did you mean `base`?",
        "`factors.x.range` is empty or reversed",
        "the scenario has no `transfer.stage_rat`",
        "did you mean `stage_rate`?",
        "the scenario does not allow y = 2",
        "`z` has fewer than two values",
        "the scenario does not allow w = 2",
        "did you mean \"sobol\"?",
    ] {
        assert!(told.contains(fault), "no word of «{fault}» in\n{told}");
    }
    // what follows from the range that was told
    assert!(!told.contains("`x` has no values"), "{told}");
}

#[test]
fn designs_that_do_not_fit_are_refused() {
    let with = |design: &str| {
        load(&format!(
            "measures = [\"papers_accepted\"]\n\
             factors.x = {{ key = \"transfer.tacitness\", range = [0, 1] }}\n{design}"
        ))
    };
    for (design, fault) in [
        (
            "design = { kind = \"sobol\", points = 100 }",
            "not a power of two",
        ),
        ("design = { kind = \"sobol\" }", "needs `points`"),
        (
            "design = { kind = \"grid\", points = 5 }",
            "has no `points`",
        ),
        (
            "design = { kind = \"list\", rows = [[1, 2]] }",
            "a value for each of 1 factors",
        ),
        (
            "design = { kind = \"csv\", file = \"no.csv\" }",
            "there is no file",
        ),
    ] {
        let told = with(design).unwrap_err();
        assert!(told.contains(fault), "no word of «{fault}» in\n{told}");
    }
    assert!(with("design = { kind = \"sobol\", points = 8 }").is_ok());
    let none = load("measures = [\"papers_accepted\"]\ndesign = { kind = \"grid\" }").unwrap_err();
    assert!(none.contains("a design without factors"), "{none}");
}

#[test]
fn points_that_break_a_rule_together_are_told_before_any_run() {
    let experiment = load(
        r#"
        measures = ["papers_accepted"]
        factors.senior = { key = "people.senior_share", values = [0.2, 0.6] }
        factors.junior = { key = "people.junior_share", values = [0.2, 0.6] }
        "#,
    )
    .unwrap();
    let points = experiment.points().unwrap();
    assert_eq!(points.len(), 4);
    let error = experiment.cells(&points, 1).unwrap_err();
    let orgsim::experiment::CellsError::Faults(faults) = error else {
        panic!("expected faults, found {error:?}");
    };
    let told = faults.to_string();
    assert!(told.contains("1 of 4 design points are invalid"), "{told}");
    assert!(
        told.contains("base at senior = 0.6, junior = 0.6"),
        "{told}"
    );
    assert!(told.contains("S0303"), "{told}");
}

/// Whether a value is as a schema says, as far as the schema of experiments goes.
fn conforms(schema: &Value, value: &Value) -> bool {
    if let Some(all) = schema["anyOf"].as_array() {
        return all.iter().any(|schema| conforms(schema, value));
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.contains(value);
    }
    let kind = match value {
        Value::Object(_) => "object",
        Value::Array(_) => "array",
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        _ => "number",
    };
    let is = |name: &Value| name == kind || name == "number" && kind == "integer";
    let fits = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().any(is),
        name => is(name),
    };
    let inside = value.as_object().is_none_or(|object| {
        let required = schema["required"].as_array();
        let complete = required.is_none_or(|names| {
            names
                .iter()
                .all(|name| object.contains_key(name.as_str().unwrap()))
        });
        complete
            && object.iter().all(|(key, value)| {
                match (&schema["properties"][key], &schema["additionalProperties"]) {
                    (Value::Null, Value::Bool(false)) => false,
                    (Value::Null, Value::Null) => true,
                    (Value::Null, others) => conforms(others, value),
                    (own, _) => conforms(own, value),
                }
            })
    });
    let is_within = value.as_f64().is_none_or(|x| {
        let end = |key: &str| schema[key].as_f64();
        end("minimum").is_none_or(|end| x >= end)
            && end("maximum").is_none_or(|end| x <= end)
            && end("exclusiveMinimum").is_none_or(|end| x > end)
            && end("exclusiveMaximum").is_none_or(|end| x < end)
    });
    fits && inside && is_within
}

/// A TOML text as JSON.
fn json(text: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Value>(text).unwrap()).unwrap()
}

#[test]
fn the_shipped_experiments_load_and_conform_to_the_schema() {
    let schema = file::schema();
    let mut found = 0;
    for entry in fs::read_dir("scenarios/experiments").unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("# "),
            "{}: say what it asks",
            path.display()
        );
        let experiment = file::load(&path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        assert!(!experiment.title.is_empty() && !experiment.question.is_empty());
        assert!(conforms(&schema, &json(&text)), "{}", path.display());
        found += 1;
    }
    assert!(found >= 3);
    let wrong = serde_json::json!({ "measures": ["x"], "replicas": 3 });
    assert!(!conforms(&schema, &wrong));
}

/// The keys of a schema that are no tables, with their dotted paths.
fn values_of(schema: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    for (key, property) in schema["properties"].as_object().unwrap() {
        let path = format!("{path}{key}");
        let description = property["description"].as_str().unwrap();
        assert!(description.ends_with(['.', ')']), "{path}: {description}");
        for inner in [property, &property["additionalProperties"]] {
            if inner["properties"].is_object() {
                values_of(inner, &format!("{path}."), found);
            }
        }
        if !property["properties"].is_object()
            && !property["additionalProperties"]["properties"].is_object()
        {
            found.push((path, property.clone()));
        }
    }
}

#[test]
fn every_key_has_a_default_or_an_example_that_it_allows() {
    let mut values = Vec::new();
    values_of(&file::schema(), "", &mut values);
    assert!(values.len() > 60, "{}", values.len());
    for (path, property) in values {
        let shown = match (&property["default"], &property["examples"]) {
            (Value::Null, examples) => &examples[0],
            (default, Value::Null) => default,
            _ => panic!("{path} has a default and an example"),
        };
        assert!(conforms(&property, shown), "{path}: {shown}");
    }
}

#[test]
fn what_init_writes_can_be_asked_as_it_is() {
    let schema = file::schema();
    for question in file::questions() {
        let text = file::template(question).unwrap();
        let experiment = load(&text).unwrap_or_else(|faults| panic!("{question}: {faults}"));
        assert!(!experiment.title.is_empty() && !experiment.question.is_empty());
        assert!(conforms(&schema, &json(&text)), "{question}");
        let costs = costs(&experiment, None, 1).unwrap();
        let asked: Vec<&str> = costs.iter().map(|cost| cost.question).collect();
        match question {
            "compare" | "sweep" => assert!(asked.is_empty() && has_design(&experiment)),
            _ => assert_eq!(asked, [question]),
        }
        if has_design(&experiment) {
            Cost::of_design(&experiment, 1).unwrap();
        }
        // what is not in use may be used: it is an example
        let used: String = text
            .lines()
            .map(|line| format!("{}\n", line.strip_prefix("#|").unwrap_or(line)))
            .collect();
        let faults = load(&used).err().unwrap_or_default();
        for code in ["X0201", "X0202", "X0203", "X0204", "X0205", "X0301"] {
            assert!(!faults.contains(code), "{question}: {faults}");
        }
    }
}

/// The settings of a question in words.
fn settings(question: &str, experiment: &Experiment) -> String {
    let words = match question {
        "compare" => CompareSettings::of(experiment).map(|own| format!("{own:?}")),
        "select" => SelectSettings::of(experiment).map(|own| format!("{own:?}")),
        "sensitivity" => SensitivitySettings::of(experiment).map(|own| format!("{own:?}")),
        "calibrate" => CalibrateSettings::of(experiment, None).map(|own| format!("{own:?}")),
        "discover" => DiscoverSettings::of(experiment).map(|own| format!("{own:?}")),
        _ => Ok(String::new()),
    };
    words.unwrap_or_else(|faults| panic!("{question}: {faults}"))
}

#[test]
fn what_a_file_leaves_out_is_as_the_default_shows() {
    let mut values = Vec::new();
    values_of(&file::schema(), "", &mut values);
    let is_default = |section: &str, line: &str| {
        let stated = json(line);
        let Some((name, value)) = stated.as_object().unwrap().iter().next() else {
            return false;
        };
        values.iter().any(|(path, property)| {
            let is_inside = path.starts_with(section) && path.ends_with(&format!(".{name}"));
            is_inside && property["default"] == *value
        })
    };
    for question in file::questions() {
        let text = file::template(question).unwrap();
        let mut left_out = 0;
        let mut is_inside = false;
        let bare: String = text
            .lines()
            .filter(|line| {
                is_inside |= *line == format!("[{question}]");
                let is_left_out = is_inside && is_default(question, line);
                left_out += usize::from(is_left_out);
                !is_left_out
            })
            .map(|line| format!("{line}\n"))
            .collect();
        let told = settings(question, &load(&text).unwrap());
        assert_eq!(told, settings(question, &load(&bare).unwrap()));
        let fewest = match question {
            "sweep" => 0,
            "compare" => 1,
            _ => 3,
        };
        assert!(left_out >= fewest, "{question}: {left_out}");
    }
    let bare = load("measures = \"papers_accepted\"").unwrap();
    let replicates = &file::schema()["properties"]["replicates"]["default"];
    assert_eq!(Some(bare.replicates), replicates.as_u64());
}

#[test]
fn rows_go_by_the_method_that_a_command_line_asks_for() {
    let text = file::template("sensitivity").unwrap();
    let rows = |method: &str| {
        let mut experiment = load(&text).unwrap();
        file::override_setting(&mut experiment, "sensitivity.method", method).unwrap();
        SensitivitySettings::of(&experiment).unwrap().rows
    };
    assert_eq!(
        ["morris", "sobol", "pawn", "delta"].map(rows),
        [16, 64, 256, 256]
    );
}

#[test]
fn what_a_command_line_says_of_a_section_is_checked_like_a_file() {
    let text = "measures = [\"papers_accepted\"]\n[variants.a]\n[variants.b]\n";
    let mut experiment = load(text).unwrap();
    file::override_setting(&mut experiment, "compare.adjust", "best").unwrap();
    file::override_setting(&mut experiment, "compare.baseline", "b").unwrap();
    let told = settings("compare", &experiment);
    assert!(
        told.contains("baseline: 1") && told.contains("Best"),
        "{told}"
    );
    for (key, value, fault) in [
        ("compare.adjust", "hulm", "did you mean \"holm\"?"),
        ("compare.adjusts", "holm", "did you mean `adjust`?"),
        (
            "select.first_stage",
            "3",
            "allowed: a whole number, 10 to 100000",
        ),
        ("select.probability", "95", "for 95 percent, write 0.95"),
        ("sensitivity.second_order", "yes", "write true"),
        ("sweep.rows", "3", "no key `rows`"),
        (
            "compared.adjust",
            "holm",
            "no question has a key `compared.adjust`",
        ),
    ] {
        let set = file::override_setting(&mut experiment, key, value);
        let told = set.unwrap_err().to_string();
        assert!(told.contains(fault), "no word of «{fault}» in\n{told}");
    }
}

#[test]
fn the_reference_page_and_the_schema_are_those_of_the_program() {
    let schema = format!("{:#}\n", file::schema());
    for (path, text) in [
        ("docs/experiment-reference.md", file::reference()),
        ("docs/experiment.schema.json", schema),
    ] {
        if std::env::var_os("BLESS").is_some() {
            fs::write(path, &text).unwrap();
        }
        let known = fs::read_to_string(path).unwrap_or_default();
        assert!(
            known == text,
            "{path} is old: BLESS=1 cargo test --test library experiment_files"
        );
    }
    let mut ids: Vec<&str> = CODES.iter().map(|code| code.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), CODES.len());
}

#[test]
fn a_missing_file_is_told() {
    let faults = file::load(Path::new("no/such.toml"), &[])
        .unwrap_err()
        .to_string();
    assert!(
        faults.contains("there is no file `no/such.toml`"),
        "{faults}"
    );
    // what is to blame is the base, and no value
    let base = load("base = \"none.toml\"\nset = { simulation.quarters = 8 }\nmeasures = \"x\"");
    let faults = base.unwrap_err();
    assert!(faults.contains("exp.toml:1:8"), "{faults}");
}
