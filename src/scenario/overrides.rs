//! `--set path.to.key=value`: one more layer, in one line.

use std::sync::Arc;

use super::code;
use super::registry::{Known, registry};
use super::spec::{self, Data, Entry, Spec, Table};
use super::value::{Path, dotted};
use crate::diagnostic::{Diagnostic, Faults, Place, Source};

/// Reads an override as TOML; `name` is what messages call where it stands. A value
/// that is no TOML counts as a text, so that a shell needs no second pair of quotes.
pub(crate) fn parse(name: &str, argument: &str) -> Result<Table, Vec<Diagnostic>> {
    if let Some(table) = plain(name, argument) {
        return Ok(table);
    }
    let source = Source::new(name, argument);
    let whole = Place::new(&source, 0..argument.len());
    let Some(equals) = equals_sign(argument) else {
        return Err(vec![
            Diagnostic::new(&code::SET_FORM, "an override has the form KEY=VALUE")
                .at(&whole, "no `=`")
                .help("for example transfer.tacitness=0.8"),
        ]);
    };
    let (table, faults) = spec::parse(&source);
    if faults.is_empty() {
        return Ok(table);
    }
    bare_text(&source, equals).ok_or(faults)
}

/// The keys that an override states, with their places: those inside of a table each by
/// itself. None of what is no override.
pub(crate) fn keys(name: &str, argument: &str) -> Vec<(Path, Place)> {
    let mut keys = Vec::new();
    leaves(
        &parse(name, argument).unwrap_or_default(),
        &mut Path::new(),
        &mut keys,
    );
    keys
}

fn leaves(table: &Table, path: &mut Path, keys: &mut Vec<(Path, Place)>) {
    for (key, entry) in table {
        path.push(key.clone());
        match &entry.value.data {
            Data::Table(inner) if !inner.is_empty() => leaves(inner, path, keys),
            _ => keys.push((path.clone(), entry.key.clone())),
        }
        path.pop();
    }
}

/// Overrides, and flags that stand for keys of their own: each with its name, its key and
/// its value, if it is given.
///
/// # Errors
/// A key that both a flag and an override set.
pub fn with_flags(
    set: &[String],
    flags: &[(&str, &str, Option<u64>)],
) -> Result<Vec<String>, Faults> {
    let mut all = set.to_vec();
    let mut faults = Vec::new();
    for (flag, key, value) in flags {
        let Some(value) = value else { continue };
        let own = Source::new(*flag, value.to_string());
        let own = Place::new(&own, 0..own.text().len());
        let twice = set.iter().flat_map(|set| keys("--set", set));
        let twice = twice.filter(|(path, _)| dotted(path) == *key);
        faults.extend(twice.map(|(_, place)| {
            let message = format!("`{key}` is set twice: by {flag} and by --set");
            Diagnostic::new(&code::SET_TWICE, message)
                .at(&place, "would have no effect")
                .related(&own, format!("{flag} sets it"))
                .help("leave one of them out")
        }));
        all.push(format!("{key}={value}"));
    }
    match faults.is_empty() {
        true => Ok(all),
        false => Err(Faults(faults)),
    }
}

/// What most overrides are, also those that draws of parameters make by the hundred: bare keys
/// and a number or a switch, as TOML would have it; none of all others.
fn plain(name: &str, argument: &str) -> Option<Table> {
    let (path, value) = argument.split_once('=')?;
    let mut data = match value {
        "true" => Data::Switch(true),
        "false" => Data::Switch(false),
        _ => plain_number(value)?,
    };
    let source = Source::new(name, argument);
    let mut place = Place::new(&source, path.len() + 1..argument.len());
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let mut end = path.len();
    for key in path.rsplit('.') {
        if key.is_empty() || !key.chars().all(is_bare) {
            return None;
        }
        let start = end - key.len();
        let own = Place::new(&source, start..end);
        if matches!(data, Data::Table(_)) {
            place = own.clone();
        }
        let value = Spec { place, data };
        let table = Table::from_iter([(
            key.to_owned(),
            Entry {
                key: own.clone(),
                value,
            },
        )]);
        if start == 0 {
            return Some(table);
        }
        end = start - 1;
        (place, data) = (own, Data::Table(table));
    }
    None
}

/// A decimal number of TOML without `_`, `+` or a name.
fn plain_number(text: &str) -> Option<Data> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let has_no_idle_zero = whole == "0" || !whole.starts_with('0');
    let exponent_digits = exponent.map(|text| text.strip_prefix(['-', '+']).unwrap_or(text));
    let is_plain = are_digits(whole)
        && has_no_idle_zero
        && fraction.is_none_or(are_digits)
        && exponent_digits.is_none_or(are_digits);
    match (is_plain, fraction, exponent) {
        (false, ..) => None,
        (true, None, None) => Some(Data::Integer(text.parse().ok())),
        (true, ..) => text.parse().ok().map(Data::Number),
    }
}

/// Reads the value as it stands if the key is no table's.
fn bare_text(source: &Arc<Source>, equals: usize) -> Option<Table> {
    let argument = source.text();
    // The key has the same place in this text as in the argument.
    let (mut table, faults) = spec::parse_as(source, &format!("{}=0", &argument[..equals]));
    let (path, entry) = only_leaf(&mut table)?;
    let value = argument[equals + 1..].trim();
    let start = argument.len() - argument[equals + 1..].trim_start().len();
    let place = Place::new(source, start..start + value.len());
    // That there is no such key, or that a text is no number, is a clearer
    // fault than that the value is no TOML.
    let may_be_text = !matches!(registry().at(&path), Known::Table);
    // A shell user's .8 and 5. are numbers, though not in TOML.
    let data = match value.parse() {
        Ok(number) => Data::Number(number),
        Err(_) => Data::Text(value.to_owned()),
    };
    entry.value = Spec { place, data };
    (may_be_text && faults.is_empty()).then_some(table)
}

/// The path and entry of the only value in a table.
fn only_leaf(table: &mut Table) -> Option<(Path, &mut Entry)> {
    let (key, entry) = table.first_mut()?;
    let key = key.clone();
    if matches!(entry.value.data, Data::Table(_)) {
        let Data::Table(inner) = &mut entry.value.data else {
            return None;
        };
        let (mut path, leaf) = only_leaf(inner)?;
        path.insert(0, key);
        return Some((path, leaf));
    }
    Some((vec![key], entry))
}

/// The first `=` outside of quotes.
fn equals_sign(argument: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in argument.char_indices() {
        match (quote, c) {
            (None, '=') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(argument: &str) -> Data {
        let mut table = parse("--set", argument).unwrap();
        only_leaf(&mut table).unwrap().1.value.data.clone()
    }

    #[test]
    fn values_are_toml_and_texts_need_no_quotes() {
        assert!(matches!(
            value("simulation.runs=10"),
            Data::Integer(Some(10))
        ));
        assert!(matches!(
            value("mechanisms.exits = false"),
            Data::Switch(false)
        ));
        for argument in [
            "units.core.structure=fusion-teams",
            "units.core.structure = 'fusion-teams'",
            "units.\"core\".structure=\"fusion-teams\"",
        ] {
            assert!(matches!(value(argument), Data::Text(text) if text == "fusion-teams"));
        }
        assert!(matches!(value("transfer.tacitness=.8"), Data::Number(x) if x == 0.8));
        assert!(matches!(value("title=C# = fun"), Data::Text(text) if text == "C# = fun"));
    }

    #[test]
    fn plain_overrides_are_read_as_toml() {
        let values = [
            "0",
            "-0",
            "7",
            "-12",
            "007",
            "1_000",
            "0x1f",
            "+3",
            "1.5",
            "-0.25",
            "1.",
            ".5",
            "0.10",
            "00.5",
            "1e3",
            "1E-3",
            "1e+07",
            "1.5e2",
            "1e",
            "e3",
            "-",
            "",
            " 1",
            "1 ",
            "inf",
            "nan",
            "true",
            "false",
            "True",
            "170141183460469231731687303715884105728",
            "1e999",
            "0.1e-400",
        ];
        let keys = [
            "a",
            "a.b",
            "units.core.x-1",
            "a..b",
            ".a",
            "a.",
            "a b",
            "\"a\".b",
            "\u{e4}",
            "",
        ];
        let mut plain_ones = 0;
        for key in keys {
            for value in values {
                let argument = format!("{key}={value}");
                let Some(table) = plain("--set", &argument) else {
                    continue;
                };
                let (of_toml, faults) = spec::parse(&Source::new("--set", argument.as_str()));
                assert!(faults.is_empty(), "{argument}");
                assert_eq!(format!("{table:?}"), format!("{of_toml:?}"), "{argument}");
                plain_ones += 1;
            }
        }
        assert_eq!(plain_ones, 3 * 16);
    }

    #[test]
    fn what_is_no_override_is_refused() {
        assert!(parse("--set", "units.core={researchers=many}").is_err());
        assert!(parse("--set", "simulation.runs").is_err());
        assert!(parse("--set", "=3").is_err());
        assert!(parse("--set", "").is_err());
    }

    #[test]
    fn a_flag_and_an_override_do_not_set_one_key() {
        let runs =
            |set: &str| with_flags(&[set.into()], &[("--runs", "simulation.runs", Some(20))]);
        for set in [
            "simulation.runs=5",
            "simulation = {seed = 2, runs = 5}",
            "simulation.\"runs\"=5",
        ] {
            let faults = runs(set).unwrap_err().to_string();
            assert!(faults.contains("by --runs and by --set"), "{faults}");
        }
        let all = runs("simulation.seed=5").unwrap();
        assert_eq!(all, ["simulation.seed=5", "simulation.runs=20"]);
    }

    #[test]
    fn the_place_of_a_bare_text_is_its_own() {
        let mut table = parse("--set", "units.core.structure=  fusion ").unwrap();
        let (_, entry) = only_leaf(&mut table).unwrap();
        assert_eq!(entry.value.place.text(), "fusion");
        assert_eq!(entry.key.text(), "structure");
    }
}
