//! Texts of others on a terminal: whatever is no letter is a sign for it, and colours are
//! the program's own.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use orgsim::text::visible;

use crate::place::Place;

const SMALL: &str = "[simulation]\nquarters = 4\nburn_in_quarters = 0\nruns = 4\n\
                     latency_horizon_quarters = 4\n\
                     [units.core]\nresearchers = 12\nengineers = 24\n";

/// A title for the window, a colour in seven and in eight bits, a bell, the other direction.
const HOSTILE: &str = "a\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}32m\u{202e}b\u{2066}c\u{7f}";

/// What a command prints where there is colour, and where there is none.
fn printed(place: &Place, words: &[&str]) -> [String; 2] {
    [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")].map(|(name, value)| {
        let mut command = Command::cargo_bin("orgsim").unwrap();
        command.current_dir(place.path("")).args(words);
        let output = command.env(name, value).output().unwrap();
        let both = [output.stdout, output.stderr].concat();
        String::from_utf8(both).unwrap()
    })
}

/// The text without the colours that the program writes, which end with an `m`.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        match rest.strip_prefix('m') {
            Some(rest) => text + rest,
            None => format!("{text}\u{1b}[{part}"),
        }
    })
}

#[test]
fn no_text_of_others_commands_a_terminal() {
    let place = Place::new("small.toml", SMALL);
    let folder = format!("folder{HOSTILE}");
    let write = |name: &str, text: &str| fs::write(place.path(name), text).unwrap();
    write(&format!("{HOSTILE}.toml"), SMALL);
    write("unknown.toml", &format!("{SMALL}\"{}\" = 1\n", escaped()));
    write("raw.toml", &format!("{SMALL}key = 'a\u{9b}\u{202e}'\n"));
    write("title.toml", &format!("title = \"{}\"\n{SMALL}", escaped()));
    write(
        "claims.csv",
        &format!("id,quantity,before,after,unit\nA,{HOSTILE},1,2,days\n"),
    );
    fs::create_dir(place.path(&folder)).unwrap();
    fs::write(place.path(&folder).join("manifest.json"), "{").unwrap();
    let labels = format!(
        "measures = [\"papers_accepted\"]\nbase = \"small.toml\"\n\
         [variants.a]\nlabel = \"{0}\"\n[variants.b]\n[factors.c]\nkey = \"{0}\"\nrange = [0, 1]\n",
        escaped()
    );
    write("labels.toml", &labels);
    let file = format!("{HOSTILE}.toml");
    let set = format!("title={HOSTILE}");
    let flag = format!("--{HOSTILE}");
    let commands: &[&[&str]] = &[
        &["check", &file],
        &["explain", &file],
        &["explain", "small.toml", HOSTILE],
        &["run", &file, "--out", &folder, "--force"],
        &["run", "small.toml", "--set", &set],
        &["run", "small.toml", "--set", HOSTILE],
        &["run", "small.toml", "--precision", HOSTILE],
        &["run", "small.toml", &flag],
        &["run", HOSTILE],
        &[HOSTILE],
        &["check", "unknown.toml", "raw.toml", "title.toml"],
        &["check", "unknown.toml", "--format", "json"],
        &["compare", "small.toml", &file, "--out", "compared"],
        &[
            "compare",
            "small.toml",
            "--variant",
            &set,
            "--measure",
            HOSTILE,
        ],
        &["sweep", "labels.toml"],
        &["audit", "claims.csv"],
        &["audit", HOSTILE],
        &["plot", &folder],
        &["plot", HOSTILE],
        &["report", HOSTILE],
        &["fit", &folder],
        &["fit", HOSTILE, "--column", HOSTILE],
        &["man", HOSTILE],
        &["init", &file],
        &[
            "submit",
            "slurm",
            &file,
            "--shards",
            "2",
            "--write-only",
            "--out",
            &folder,
        ],
    ];
    for words in commands {
        for text in printed(&place, words) {
            let text = without_colours(&text);
            assert_eq!(visible(&text), text, "{words:?}");
            assert!(!text.is_empty(), "{words:?}");
        }
    }
}

/// The hostile text in a TOML string.
fn escaped() -> String {
    HOSTILE
        .chars()
        .map(|c| format!("\\u{:04X}", u32::from(c)))
        .collect()
}

#[test]
fn colours_of_the_program_stay() {
    let place = Place::new("wrong.toml", "rums = 1\n");
    for words in [
        &["check", "wrong.toml"][..],
        &["run", "wrong.toml"],
        &["run", "--wrong"],
    ] {
        let [coloured, plain] = printed(&place, words);
        assert!(coloured.contains("\u{1b}["), "{words:?}: {coloured}");
        assert_eq!(without_colours(&coloured), plain, "{words:?}");
    }
}

/// A manifest is a file as others: it may have come from anybody.
#[test]
fn no_text_of_others_reaches_a_page() {
    let place = Place::new("small.toml", SMALL);
    place.ask("run", "--quiet --out r").assert().success();
    let manifest = place.path("r/manifest.json");
    let own = fs::read_to_string(&manifest).unwrap();
    let hostile = serde_json::Value::from(HOSTILE).to_string();
    let replaced = own.replacen("\"small\"", &hostile, 1);
    assert_ne!(own, replaced);
    fs::write(&manifest, replaced).unwrap();
    let report = |out: &Path| {
        let mut command = Command::cargo_bin("orgsim").unwrap();
        command
            .current_dir(place.path(""))
            .args(["report", "r", "--out"]);
        command.arg(out).assert().success();
        fs::read_to_string(out).unwrap()
    };
    let page: PathBuf = place.path("page.html");
    let html = report(&page);
    assert_eq!(visible(&html), html);
    assert!(html.contains("a␛]0;owned"), "the title is not there");
}
