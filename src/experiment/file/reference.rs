//! The reference page of experiment files.

use std::fmt::Write as _;

use super::code::CODES;
use super::declaration::ROOT;
use super::field::{Field, Kind};

/// `docs/experiment-reference.md`: every key, table by table, and every message.
pub fn reference() -> String {
    let mut page = String::from(
        "# Experiment files: every key\n\n\
         Made by `BLESS=1 cargo test --test library experiment_files`. How experiments are used is told in \
         [experiments.md](experiments.md).\n\n",
    );
    table(&mut page, "The top of the file", "", ROOT);
    page.push_str("## Messages\n\n| code | name | meaning |\n|---|---|---|\n");
    for code in CODES {
        let _ = writeln!(page, "| {} | {} | {} |", code.id, code.name, code.meaning);
    }
    page
}

fn table(page: &mut String, title: &str, path: &str, fields: &'static [Field]) {
    let _ = write!(
        page,
        "## {title}\n\n| key | value | meaning |\n|---|---|---|\n"
    );
    for field in fields {
        let words = field.kind.words().replace('|', "\\|");
        let name = match field.required {
            true => format!("**`{}`**", field.name),
            false => format!("`{}`", field.name),
        };
        let _ = writeln!(page, "| {name} | {words} | {} |", field.meaning);
    }
    page.push('\n');
    for field in fields {
        let inner = format!("{path}{}", field.name);
        match field.kind {
            Kind::Table(fields) => {
                table(page, &format!("`[{inner}]`"), &format!("{inner}."), fields)
            }
            Kind::Named(fields) => {
                let title = format!("`[{inner}.NAME]`");
                table(page, &title, &format!("{inner}.NAME."), fields);
            }
            _ => {}
        }
    }
}
