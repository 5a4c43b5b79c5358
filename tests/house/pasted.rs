//! Commands in the texts of the program are made of words that a shell reads as they are.

use crate::{assert_none, files_below, read};

/// The program as texts name it before what it is to do.
const PROGRAM: &str = "orgsim ";

/// Names in braces behind the name of the program, up to the end of the command, that are not
/// called `word`: what goes through `shell_word` is.
fn unquoted(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(PROGRAM) {
        let command = &text[at + PROGRAM.len()..];
        let verb = command.split(|c: char| !c.is_ascii_lowercase()).next();
        // which version it is, is no command
        let verb = verb.filter(|verb| *verb != "version");
        let Some(rest) = verb.and_then(|verb| command.strip_prefix(verb)?.strip_prefix(' ')) else {
            continue;
        };
        let rest = rest.split(['`', '"', '\n', ';']).next().unwrap_or_default();
        let names = rest
            .split('{')
            .skip(1)
            .filter_map(|part| part.split('}').next());
        found.extend(names.filter(|name| *name != "word").map(str::to_owned));
    }
    found
}

#[test]
fn commands_are_made_of_quoted_words() {
    let mut faults = Vec::new();
    for path in files_below("src", &[".rs"]) {
        let names = unquoted(&read(&path)).into_iter();
        faults.extend(names.map(|name| {
            format!(
                "{path}: `{{{name}}}` in a command; put it through `shell_word` or `shell_line`"
            )
        }));
    }
    assert_none(&faults);
}

#[test]
fn an_unquoted_path_is_found() {
    assert_eq!(
        unquoted("format!(\"see `orgsim plot {path}` or {other}\")"),
        ["path"]
    );
    assert_eq!(unquoted("\"report: orgsim report {} --x\""), [""]);
    assert_none(&unquoted(
        "\"`orgsim plot {word}` draws {path}\", \"orgsim version {}\"",
    ));
}
