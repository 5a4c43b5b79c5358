//! Commands that the program prints, pasted into a shell: they do what they say, whatever
//! files and folders are called.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;

use crate::place::Place;

const EXPERIMENT: &str = "measures = [\"papers_accepted\"]\nreplicates = 4\n\
                          base = \"small.toml\"\n[variants.a]\n[variants.b]\n\
                          set = { transfer.tacitness = 0.9 }\n";

const SMALL: &str = "[simulation]\nquarters = 4\nburn_in_quarters = 0\nruns = 4\n\
                     latency_horizon_quarters = 4\n\
                     [units.core]\nresearchers = 12\nengineers = 24\n";

/// A folder that a shell would take for a command, two words and an open quotation.
const FOLDER: &str = "$(touch OWNED) it's";

/// What may begin a command.
const PROGRAMS: [&str; 4] = ["orgsim ", "bash ", "rm -- ", "truncate "];

fn place() -> Place {
    let place = Place::new("study.toml", EXPERIMENT);
    fs::create_dir(place.path(FOLDER)).unwrap();
    for folder in [place.path(""), place.path(FOLDER)] {
        fs::write(folder.join("small.toml"), SMALL).unwrap();
        fs::write(folder.join("study.toml"), EXPERIMENT).unwrap();
    }
    place
}

/// The words, said to a shell in the folder of a place, which finds this program, and commands
/// of clusters that take everything.
fn said(place: &Place, words: &str) -> Output {
    let own = cargo_bin!("orgsim").parent().unwrap().to_owned();
    let clusters = place.path("bin");
    fs::create_dir_all(&clusters).unwrap();
    for name in ["sbatch", "kubectl"] {
        let command = clusters.join(name);
        fs::write(&command, "#!/bin/sh\n").unwrap();
        fs::set_permissions(&command, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = std::env::var("PATH").unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", words]).current_dir(place.path(""));
    let found = format!("{}:{}:{path}", clusters.display(), own.display());
    shell.env("PATH", found);
    shell.output().unwrap()
}

/// All that `orgsim` prints when it is given these words.
fn printed(place: &Place, words: &[&str]) -> String {
    let mut command = Command::new(cargo_bin!("orgsim"));
    let output = command
        .current_dir(place.path(""))
        .args(words)
        .output()
        .unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// The commands in a text that name the folder.
fn commands(text: &str) -> Vec<String> {
    let ends = |c: char| matches!(c, '`' | '\n' | '·' | ';');
    let mut found = Vec::new();
    for program in PROGRAMS {
        for (at, _) in text.match_indices(program) {
            let command = text[at..].split(ends).next().unwrap_or_default();
            let is_first = !text[..at].ends_with(|c: char| c.is_alphanumeric() || "/'".contains(c));
            if is_first && command.contains("OWNED") {
                found.push(command.trim_end().to_owned());
            }
        }
    }
    found
}

/// Pastes the commands of a text, of which there is one at least.
#[track_caller]
fn paste(place: &Place, text: &str) {
    let commands = commands(text);
    assert!(!commands.is_empty(), "no command in: {text}");
    for command in commands {
        let output = said(place, &command);
        let told = String::from_utf8_lossy(&output.stderr);
        // a command that would be continued, or that was taken apart
        for sign in ["yntax error", "unexpected", "No such file", "not found"] {
            assert!(!told.contains(sign), "{command}: {told}");
        }
        assert!(!place.path("OWNED").exists(), "{command}");
    }
}

fn in_folder(name: &str) -> String {
    format!("{FOLDER}/{name}")
}

#[test]
fn what_is_offered_after_a_run_can_be_pasted() {
    let place = place();
    let out = in_folder("r");
    let told = printed(&place, &["run", "small.toml", "--out", &out]);
    paste(&place, &told);
    assert!(place.path(&out).join("report.html").exists(), "{told}");
    printed(&place, &["plot", &out]);
    let figures = place.path(&out).join("figures");
    fs::write(figures.join("old.svg"), "old").unwrap();
    paste(
        &place,
        &printed(&place, &["run", "small.toml", "--out", &out, "--force"]),
    );
}

#[test]
fn what_is_offered_for_the_wrong_kind_of_file_can_be_pasted() {
    let place = place();
    for words in [
        ["run", &in_folder("study.toml")],
        ["compare", &in_folder("small.toml")],
    ] {
        paste(&place, &printed(&place, &words));
    }
}

#[test]
fn what_clusters_need_can_be_pasted() {
    let place = place();
    let out = in_folder("s");
    let work = [
        "submit",
        "slurm",
        "study.toml",
        "--shards",
        "2",
        "--write-only",
        "--out",
        &out,
    ];
    paste(&place, &printed(&place, &work));
    let kubernetes = [
        "submit",
        "kubernetes",
        "study.toml",
        "--shards",
        "2",
        "--image",
        "i",
    ];
    let kubernetes = [&kubernetes[..], &["--claim", "c", "--out", &out]].concat();
    paste(&place, &printed(&place, &kubernetes));
    printed(
        &place,
        &["work", "study.toml", "--shard", "1/2", "--out", &out],
    );
    let shard = place.path(&out).join("shard-1-of-2.runs");
    fs::write(&shard, "no runs").unwrap();
    paste(
        &place,
        &printed(&place, &["status", "study.toml", "--out", &out]),
    );
    assert!(!shard.exists());
}

#[test]
fn what_mends_a_damaged_store_can_be_pasted() {
    let place = place();
    let out = in_folder("c");
    printed(&place, &["compare", "study.toml", "--out", &out]);
    let store = place.path(&out).join("runs.store");
    damage_first_block(&store);
    let told = printed(&place, &["compare", "study.toml", "--out", &out]);
    paste(&place, &told);
    let after = printed(&place, &["compare", "study.toml", "--out", &out]);
    assert!(!after.contains("damaged"), "{told}\n{after}");
}

/// Changes the length of the first block of a store: it starts behind twelve bytes, and a
/// frame that begins with its length and twelve bytes.
fn damage_first_block(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let length = u32::from_le_bytes(*bytes[12..].first_chunk().unwrap());
    bytes[25 + length as usize] ^= 0x20;
    fs::write(path, bytes).unwrap();
}

#[test]
fn how_a_report_says_to_reproduce_a_result_can_be_pasted() {
    let place = place();
    let out = in_folder("r");
    printed(&place, &["run", "small.toml", "--quiet", "--out", &out]);
    printed(&place, &["report", &out, "--out", "page.html"]);
    let html = fs::read_to_string(place.path("page.html")).unwrap();
    let text = html
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replace('<', "\n");
    let reproduced: Vec<String> = commands(&text)
        .into_iter()
        .filter(|c| c.starts_with("orgsim run"))
        .collect();
    let [command] = reproduced.as_slice() else {
        panic!("{reproduced:?}");
    };
    let output = said(&place, &format!("{command} --force"));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!place.path("OWNED").exists());
}
