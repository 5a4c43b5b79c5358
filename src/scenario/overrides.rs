//! `--set path.to.key=value`: one more layer, in one line.

use std::sync::Arc;

use super::code;
use super::registry::{Known, registry};
use super::spec::{self, Data, Entry, Spec, Table};
use super::value::Path;
use crate::diagnostic::{Diagnostic, Place, Source};

/// Reads an override as TOML; `name` is what messages call where it stands. A value
/// that is no TOML counts as a text, so that a shell needs no second pair of quotes.
pub(crate) fn parse(name: &str, argument: &str) -> Result<Table, Vec<Diagnostic>> {
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
    fn what_is_no_override_is_refused() {
        assert!(parse("--set", "units.core={researchers=many}").is_err());
        assert!(parse("--set", "simulation.runs").is_err());
        assert!(parse("--set", "=3").is_err());
        assert!(parse("--set", "").is_err());
    }

    #[test]
    fn the_place_of_a_bare_text_is_its_own() {
        let mut table = parse("--set", "units.core.structure=  fusion ").unwrap();
        let (_, entry) = only_leaf(&mut table).unwrap();
        assert_eq!(entry.value.place.text(), "fusion");
        assert_eq!(entry.key.text(), "structure");
    }
}
