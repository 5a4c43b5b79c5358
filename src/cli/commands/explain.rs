//! `orgsim explain`: what each value means and where it comes from.

use std::process::ExitCode;

use orgsim::diagnostic::nearest;
use orgsim::scenario::{LayerKind, Origin, Setting, registry};
use serde_json::{Value, json};

use crate::cli::args::ExplainArgs;
use crate::cli::shared_args::TextFormat;
use crate::cli::wrap::wrap;
use crate::cli::{exit_code, input, print};

/// Column from which comments stand beside short values.
const BESIDE: usize = 28;

/// Runs the command.
pub(crate) fn explain(args: &ExplainArgs) -> ExitCode {
    let loaded = match input::load(&args.file, &args.overrides.set) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let mut settings: Vec<&Setting> = loaded.settings.iter().collect();
    if let Some(key) = &args.key {
        settings = under(&settings, key);
        if settings.is_empty() {
            print::error(&unknown(&loaded.settings, key));
            return ExitCode::from(exit_code::USAGE);
        }
    }
    let differences = args.key.is_none() && !args.all;
    if differences {
        settings.retain(|setting| setting.is_changed());
    }
    let text = match args.format {
        TextFormat::Json => {
            let settings: Vec<Value> = settings.iter().map(|setting| json(setting)).collect();
            format!("{:#}\n", Value::from(settings))
        }
        TextFormat::Text => match settings.as_slice() {
            [] => "all values are the defaults\n".to_owned(),
            [setting] if args.key.is_some() => single(setting),
            _ if differences => in_brief(&loaded.settings),
            settings => by_section(settings),
        },
    };
    exit_code::of_writing(print::result(&text))
}

/// The settings of this key or in this table; or else those whose key ends so.
fn under<'a>(settings: &[&'a Setting], key: &str) -> Vec<&'a Setting> {
    let inside = format!("{key}.");
    let end = format!(".{key}");
    let select = |fits: &dyn Fn(&str) -> bool| -> Vec<&'a Setting> {
        let settings = settings.iter().copied();
        settings.filter(|setting| fits(&setting.key())).collect()
    };
    match select(&|known| known == key || known.starts_with(&inside)) {
        found if !found.is_empty() => found,
        _ => select(&|known| known.ends_with(&end)),
    }
}

fn unknown(settings: &[Setting], key: &str) -> String {
    let mut known: Vec<String> = settings.iter().map(Setting::key).collect();
    known.extend(settings.iter().map(table_of));
    known.extend(settings.iter().map(|setting| {
        let key = setting.key();
        key.rsplit('.').next().unwrap_or_default().to_owned()
    }));
    let message = format!("there is no value or section `{key}`");
    match nearest(key, known.iter().map(String::as_str)) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => format!("{message}; `orgsim explain SCENARIO --all` lists them"),
    }
}

/// The table in which a setting stands; empty at the top.
fn table_of(setting: &Setting) -> String {
    let key = setting.key();
    key.rsplit_once('.')
        .map_or_else(String::new, |(table, _)| table.to_owned())
}

/// One value, in full.
fn single(setting: &Setting) -> String {
    let parameter = setting.parameter;
    let mut text = format!("{} = {}\n\n", setting.key(), setting.value);
    text += &wrap(&parameter.meaning, 2);
    text.push('\n');
    let mut row = |name: &str, value: String| {
        if !value.is_empty() {
            text += &format!("  {name:<10} {value}\n");
        }
    };
    row("unit", parameter.unit.clone());
    row("allowed", parameter.range.words());
    let plausible = setting.plausible();
    row(
        "plausible",
        plausible.map_or_else(String::new, ToString::to_string),
    );
    let default = setting.default.as_ref();
    row(
        "default",
        default.map_or_else(String::new, ToString::to_string),
    );
    row("source", parameter.source.clone());
    row("set in", origin(&setting.origin));
    text
}

/// Values that differ from the default, one a line, table by table. Values that
/// one table has from another are not repeated; its heading names the other.
fn in_brief(settings: &[Setting]) -> String {
    let mut text = String::new();
    for table in settings.chunk_by(|one, next| table_of(one) == table_of(next)) {
        let like = table.iter().find_map(|one| one.origin.like.as_deref());
        let own = |setting: &&Setting| setting.is_changed() && setting.origin.like.is_none();
        let lines: String = table.iter().filter(own).map(line).collect();
        let name = table_of(&table[0]);
        if !name.is_empty() && (like.is_some() || !lines.is_empty()) {
            let like = like.map_or_else(String::new, |l| format!("  # otherwise like \"{l}\""));
            text += &format!("\n[{name}]{like}\n");
        }
        text += &lines;
    }
    text += "\n`orgsim explain SCENARIO KEY` explains a value, `--all` lists every value\n";
    text.trim_start().to_owned()
}

/// A value with its default and where it is set.
fn line(setting: &Setting) -> String {
    let key = setting.key();
    let key = key.rsplit('.').next().unwrap_or_default();
    let mut facts = Vec::new();
    if let Some(default) = &setting.default {
        facts.push(format!("default {default}"));
    }
    facts.push(origin(&setting.origin));
    beside(&format!("{key} = {}", setting.value), &facts.join("; "))
}

/// A value with a comment beside it, or below if both do not fit on a line.
fn beside(value: &str, comment: &str) -> String {
    let width = value.chars().count().max(BESIDE);
    if width + 4 + comment.chars().count() <= 80 {
        format!("{value:<BESIDE$}  # {comment}\n")
    } else {
        format!("{value}\n{}", wrap(&format!("# {comment}"), 4))
    }
}

/// All values, table by table.
fn by_section(settings: &[&Setting]) -> String {
    let mut text = String::new();
    let mut table = None;
    for setting in settings {
        let here = table_of(setting);
        if table.as_ref() != Some(&here) {
            if table.is_some() {
                text.push('\n');
            }
            if !here.is_empty() {
                text += &format!("[{here}]\n");
                text += &wrap(description(setting), 0);
                text.push('\n');
            }
            table = Some(here);
        }
        text += &entry(setting);
    }
    text
}

/// What the table of a setting is about.
fn description(setting: &Setting) -> &'static str {
    let pattern = setting.parameter.key();
    let table = pattern.rsplit_once('.').map_or("", |(table, _)| table);
    let sections = registry().sections().iter();
    sections
        .filter(|section| section.key() == table)
        .map(|section| section.description.as_str())
        .next()
        .unwrap_or_default()
}

/// One value among others.
fn entry(setting: &Setting) -> String {
    let parameter = setting.parameter;
    let key = setting.key();
    let key = key.rsplit('.').next().unwrap_or_default();
    let mut text = format!("{key} = {}\n", setting.value);
    text += &wrap(&parameter.meaning, 4);
    let mut facts = vec![parameter.unit.clone(), parameter.range.words()];
    if let Some(plausible) = setting.plausible() {
        facts.push(format!("plausible {plausible}"));
    }
    facts.push(parameter.source.clone());
    if setting.origin.layer != LayerKind::Default || setting.origin.like.is_some() {
        facts.push(origin(&setting.origin));
    }
    if let (true, Some(default)) = (setting.is_changed(), &setting.default) {
        facts.push(format!("default {default}"));
    }
    facts.retain(|fact| !fact.is_empty());
    text + &wrap(&facts.join("; "), 4)
}

fn origin(origin: &Origin) -> String {
    let place = match origin.layer {
        LayerKind::Default => "default".to_owned(),
        LayerKind::Base => format!("base file {}", origin.place),
        LayerKind::File => origin.place.to_string(),
        LayerKind::Set => format!("--set {}", origin.place.source().text()),
    };
    match &origin.like {
        Some(other) => format!("{place}, like \"{other}\""),
        None => place,
    }
}

fn json(setting: &Setting) -> Value {
    let parameter = setting.parameter;
    let place = &setting.origin.place;
    json!({
        "key": setting.key(),
        "value": setting.value,
        "default": setting.default,
        "changed": setting.is_changed(),
        "unit": parameter.unit,
        "allowed": parameter.range.words(),
        "plausible": setting.plausible().map(ToString::to_string),
        "meaning": parameter.meaning,
        "source": parameter.source,
        "origin": {
            "layer": match setting.origin.layer {
                LayerKind::Default => "default",
                LayerKind::Base => "base",
                LayerKind::File => "file",
                LayerKind::Set => "set",
            },
            "file": place.source().name(),
            "line": place.line(),
            "column": place.column(),
            "like": setting.origin.like,
        },
    })
}
