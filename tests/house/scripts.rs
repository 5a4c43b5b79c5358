//! Scripts that ask for programs ask for each of them.

use crate::{assert_none, files_below, read};

/// The scripts for bash.
fn scripts() -> Vec<(String, String)> {
    let below = [".ci", "benches", "tests", "web"];
    let found = below.iter().flat_map(|folder| files_below(folder, &[""]));
    let mut scripts: Vec<(String, String)> = found
        .chain(["fuzz/run", "results/regenerate"].map(str::to_owned))
        .filter(|path| !path.contains("/target/"))
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            !name.contains('.')
                || [".bash", ".sh", ".sbatch"]
                    .iter()
                    .any(|end| name.ends_with(end))
        })
        .map(|path| (path.clone(), read(&path)))
        .collect();
    scripts.retain(|(path, text)| path.ends_with(".bash") || text.starts_with("#!"));
    scripts
}

/// Lines that ask the shell for several programs at once, whose answer is yes if one is there.
fn faults(scripts: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in scripts {
        for (number, line) in text.lines().enumerate() {
            let code = line.split(" #").next().unwrap_or(line);
            let mut asked = code.split("command -v ").skip(1);
            let several = asked.any(|rest| {
                let programs = rest.split([';', ')', '|', '&', '>']).next().unwrap_or(rest);
                programs.split_whitespace().count() > 1
            });
            if several && !line.starts_with('#') {
                faults.push(format!(
                    "{path}:{}: `command -v` is content with one of several programs: ask `have` \
                     of tests/debian.bash",
                    number + 1
                ));
            }
        }
    }
    faults
}

#[test]
fn scripts_ask_for_each_program() {
    let scripts = scripts();
    for known in [
        ".ci/run",
        "tests/debian.bash",
        "tests/submit/apply.sh",
        "web/build",
    ] {
        assert!(scripts.iter().any(|(path, _)| path == known), "{known}");
    }
    assert_none(&faults(&scripts));
}

#[test]
fn a_question_for_several_programs_is_found() {
    let line = |text: &str| faults(&[("run".to_owned(), text.to_owned())]).len();
    assert_eq!(line("command -v qemu gcc >/dev/null && return"), 1);
    assert_eq!(line("if ! command -v a >b || ! command -v a b; then"), 1);
    assert_eq!(
        line("if have a b && command -v a >/dev/null; then # command -v a b"),
        0
    );
    assert_eq!(line("# `command -v a b` is content with one"), 0);
    assert_eq!(line("node \"$(command -v chromium)\" x"), 0);
    assert_eq!(
        line("for program; do command -v \"$program\" >/dev/null || return; done"),
        0
    );
}
