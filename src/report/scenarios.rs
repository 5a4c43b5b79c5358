//! What was simulated: in what scenarios differ from the default, and which values an
//! experiment varied.

use serde_json::Value;

use super::differences::differences;
use super::page::Block;
use super::sheet::{Field, Group, Head, Sheet};
use crate::result::ResultFolder;
use crate::scenario::registry;

/// Scenarios of runs side by side; those of an experiment are its variants, of which
/// each result has a table.
pub(super) fn scenarios(results: &[ResultFolder]) -> Vec<Block> {
    let runs = results
        .iter()
        .map(|result| (result.name(), &result.manifest()["scenario"]));
    let mut blocks: Vec<Block> = told(runs.collect()).into_iter().collect();
    for result in results {
        let manifest = result.manifest();
        let mut own = Vec::new();
        own.extend(factors(&manifest["factors"]).map(Block::Sheet));
        let variants = manifest["variants"].as_array().into_iter().flatten();
        let variants =
            variants.map(|own| (own["label"].as_str().unwrap_or_default(), &own["scenario"]));
        own.extend(told(variants.collect()));
        if results.len() > 1 && !own.is_empty() {
            blocks.push(Block::Heading(result.name().to_owned()));
        }
        blocks.extend(own);
    }
    blocks
}

/// The differences of some scenarios; nothing of those that are not known.
fn told(mut scenarios: Vec<(&str, &Value)>) -> Option<Block> {
    scenarios.retain(|(_, scenario)| scenario.is_object());
    if scenarios.is_empty() {
        return None;
    }
    let sheet = differences(&scenarios).filter(|sheet| !sheet.is_empty());
    Some(match sheet {
        Some(sheet) => Block::Sheet(sheet),
        None => Block::Paragraph("Every value is as in the default scenario.".into()),
    })
}

/// The factors of an experiment, if it has any.
fn factors(factors: &Value) -> Option<Sheet> {
    let factors = factors.as_array().filter(|factors| !factors.is_empty())?;
    Some(Sheet {
        caption: "What was varied".to_owned(),
        note: "The values of all variants, in place of those below.".to_owned(),
        heads: ["Factor", "Key", "Values", "Scale", "Unit"]
            .map(Head::text)
            .into(),
        groups: vec![Group {
            title: String::new(),
            rows: factors.iter().map(factor).collect(),
        }],
        stacks: true,
    })
}

fn factor(factor: &Value) -> Vec<Field> {
    let text = |name: &str| factor[name].as_str().unwrap_or_default();
    let keys = factor["keys"].as_array().into_iter().flatten();
    let keys: Vec<&str> = keys.filter_map(Value::as_str).collect();
    let unit = keys
        .iter()
        .find_map(|key| Some(registry().parameter(key)?.unit.as_str()));
    let levels = factor["levels"].as_array();
    let values = match levels {
        Some(levels) => {
            let shown: Vec<String> = levels.iter().map(shown).collect();
            shown.join(", ")
        }
        None => format!("{} to {}", shown(&factor["low"]), shown(&factor["high"])),
    };
    vec![
        Field::text(text("name").replace('_', " ")),
        Field::text(keys.join(", ")),
        Field::text(values),
        Field::text(text("scale")),
        Field::text(unit.unwrap_or_default()),
    ]
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        // 1 and not 1.0
        value => value
            .as_f64()
            .map_or_else(|| value.to_string(), |x| x.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_factor_is_told_with_its_values_and_unit() {
        let told = factors(&json!([
            {"name": "horizon", "keys": ["a.b", "a.c"], "scale": "integer", "low": 1.0, "high": 8.0},
            {"name": "how_tacit", "keys": ["transfer.tacitness"], "scale": "list", "levels": [0.2, "x"]},
        ]));
        let rows = &told.unwrap().groups[0].rows;
        let shown = |row: &Vec<Field>| -> Vec<String> {
            row.iter().map(|field| field.shown.clone()).collect()
        };
        assert_eq!(
            shown(&rows[0]),
            ["horizon", "a.b, a.c", "1 to 8", "integer", ""]
        );
        let unit = &registry().parameter("transfer.tacitness").unwrap().unit;
        assert_eq!(
            shown(&rows[1]),
            ["how tacit", "transfer.tacitness", "0.2, x", "list", unit]
        );
    }

    #[test]
    fn without_factors_and_scenarios_there_is_nothing() {
        assert!(factors(&json!([])).is_none());
        assert!(factors(&Value::Null).is_none());
        assert!(told(vec![("a", &Value::Null)]).is_none());
    }
}
