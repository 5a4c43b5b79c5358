//! Every shipped experiment file, put to every command that takes one, with little memory.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use orgsim::questions::QUESTIONS;

use crate::place::Place;

/// What the files are, in the order of their names.
fn experiments() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios/experiments");
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 8, "{files:?}");
    files
}

/// Commands with what they need beside the file. Results go where there is no room for a
/// folder, so that a question ends when all is prepared, and before its first run.
fn commands() -> Vec<String> {
    let questions = QUESTIONS.iter().map(|question| question.name);
    let own = [
        "status",
        "merge",
        "work --shard 1/4",
        "submit slurm --write-only --shards 4",
    ];
    let with_folder = questions.chain(own);
    let kubernetes = "submit kubernetes --shards 4 --image i --claim c";
    let with_folder = with_folder.chain([kubernetes]);
    let without = ["run", "patterns", "mechanisms", "fit", "audit"];
    let without = without
        .into_iter()
        .chain(["check", "explain", "plot", "report", "plan"]);
    let with_folder = with_folder.map(|words| format!("{words} --out taken"));
    with_folder.chain(without.map(str::to_owned)).collect()
}

/// Kibibytes of memory: what was made before it is counted would not fit.
const MOST_MEMORY: u32 = 3_000_000;

#[test]
fn every_experiment_answers_or_refuses_whatever_is_asked() {
    let place = Place::new("taken", "no folder");
    let mut wrong = Vec::new();
    for file in experiments() {
        let own = fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy();
        for words in commands() {
            // its points are those that the question of the file is prepared with
            let verb = words.split(' ').next().unwrap();
            if verb == "plan" && own.contains("[sensitivity]") {
                continue;
            }
            let script = format!("ulimit -v {MOST_MEMORY}; exec \"$0\" {words} \"$1\"");
            let output = Command::new("sh")
                .args(["-c", &script])
                .arg(cargo_bin!("orgsim"))
                .arg(&file)
                .current_dir(place.path(""))
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            let answers = match output.status.code() {
                Some(0) => true,
                // refused, with a word: usage, input, or no room for results
                Some(2 | 3 | 5) => !output.stdout.is_empty() || told.contains("error"),
                _ => false,
            };
            if !answers {
                wrong.push(format!("{name}: {words}: {}\n{told}", output.status));
            }
        }
        assert_eq!(fs::read_to_string(place.file()).unwrap(), "no folder");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_grid_of_many_levels_is_refused_before_it_is_made() {
    let factor = |key: &str| {
        format!(
            "[factors.{0}]\nkey = \"{key}\"\nrange = \"evidence\"\nlevels = 300\n",
            key.replace('.', "_")
        )
    };
    let factors = [
        "transfer.tacitness",
        "satisfaction.autonomy",
        "agenda.request_rate",
    ];
    let text: String = factors.map(factor).concat();
    let place = Place::new(
        "grid.toml",
        &format!("measures = [\"papers_accepted\"]\n{text}"),
    );
    for verb in ["plan", "sweep", "status", "merge"] {
        let told = crate::place::stderr(&place.ask(verb, "").assert().code(3));
        assert!(told.contains("27000000 design points"), "{verb}: {told}");
        assert!(told.contains("grid.toml:2:"), "{verb}: {told}");
        assert!(told.contains("have fewer `levels`"), "{verb}: {told}");
    }
    assert!(!place.path("results").exists());
}
