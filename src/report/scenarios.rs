//! What was simulated: in what scenarios differ from the default, and which values an
//! experiment varied.

use serde_json::Value;

use super::differences::differences;
use super::page::Block;
use super::sheet::{Group, Sheet};
use crate::output::{Field, Head};
use crate::result::{Factor, ResultFolder};

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
        own.extend(factors(result).map(Block::Sheet));
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
        None => Block::Paragraph("All values are those of the default scenario.".into()),
    })
}

/// The factors of an experiment, if it has any.
fn factors(result: &ResultFolder) -> Option<Sheet> {
    let manifest = result.manifest();
    // of sets of parameters they are the columns
    if manifest["variants"].is_null() {
        return None;
    }
    let factors = manifest["factors"].as_array();
    let factors = factors.filter(|factors| !factors.is_empty())?;
    let row = |own: &Value| {
        let text = |name: &str| own[name].as_str().unwrap_or_default();
        let Factor { label, unit, .. } = result.factor(text("name"));
        let told = [
            label,
            keys(own),
            values(own),
            text("scale").to_owned(),
            unit,
        ];
        told.map(Field::text).into()
    };
    Some(Sheet {
        caption: "Factors".to_owned(),
        note: "The values of all variants, which override those below.".to_owned(),
        heads: ["Factor", "Key", "Values", "Scale", "Unit"]
            .map(Head::text)
            .into(),
        groups: vec![Group {
            title: String::new(),
            rows: factors.iter().map(row).collect(),
        }],
        stacks: true,
    })
}

/// The keys that get the value of a factor.
fn keys(factor: &Value) -> String {
    let keys = factor["keys"].as_array().into_iter().flatten();
    let keys: Vec<&str> = keys.filter_map(Value::as_str).collect();
    keys.join(", ")
}

/// The list of the values of a factor, or their range.
fn values(factor: &Value) -> String {
    match factor["levels"].as_array() {
        Some(levels) => {
            let shown: Vec<String> = levels.iter().map(shown).collect();
            shown.join(", ")
        }
        None => format!("{} to {}", shown(&factor["low"]), shown(&factor["high"])),
    }
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
    fn a_factor_is_told_with_its_keys_and_values() {
        let range = json!({"keys": ["a.b", "a.c"], "low": 1.0, "high": 8.0});
        assert_eq!((&*keys(&range), &*values(&range)), ("a.b, a.c", "1 to 8"));
        assert_eq!(values(&json!({"levels": [0.2, "x"]})), "0.2, x");
    }

    #[test]
    fn scenarios_that_are_not_known_are_not_told() {
        assert!(told(vec![("a", &Value::Null)]).is_none());
    }
}
