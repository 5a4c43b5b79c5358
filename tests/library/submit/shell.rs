//! A real shell reads the scripts; commands of clusters are stand-ins that say
//! what they were given.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use super::{array, hostile, job, work};

/// Runs a script in a folder where the given commands print their names and
/// arguments, each in angle brackets; `sbatch` answers first as it does.
fn run(script: &str, environment: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for name in ["orgsim", "sbatch", "kubectl"] {
        let path = folder.path().join(name);
        let answer = if name == "sbatch" {
            "echo '41;cluster'"
        } else {
            ":"
        };
        let text = format!("#!/bin/sh\n{answer}\nprintf '<%s>' {name} \"$@\" >&2\necho >&2\n");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = folder.path().join("script");
    fs::write(&path, script).unwrap();
    let inherited = std::env::var("PATH").unwrap();
    let output = Command::new("bash")
        .arg(&path)
        .current_dir(folder.path())
        .env("PATH", format!("{}:{inherited}", folder.path().display()))
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 4, "the script made a file");
    output
}

/// What the stand-ins were given, when the script succeeded.
fn given(script: &str, environment: &[(&str, &str)]) -> String {
    let output = run(script, environment);
    let given = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{given}\n{script}");
    given
}

fn bracketed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("<{word}>")).collect();
    words.concat() + "\n"
}

const TASK: [(&str, &str); 2] = [("SLURM_ARRAY_TASK_ID", "3"), ("SLURM_RESTART_COUNT", "2")];

#[test]
fn a_task_runs_what_was_meant_whatever_the_names() {
    let work = hostile();
    let words = [
        "orgsim",
        "work",
        &work.experiment,
        "--shard",
        "auto",
        "--of",
        "3",
        "--out",
        &work.out,
        &work.flags[0],
    ];
    let script = array(work.clone()).work_script();
    assert_eq!(given(&script, &TASK), bracketed(&words));
    let output = run(&script, &TASK).stdout;
    assert_eq!(
        String::from_utf8(output).unwrap(),
        "shard 3 of 3 on a node, restart 2\n"
    );
}

#[test]
fn the_merge_runs_what_was_meant_whatever_the_names() {
    let work = hostile();
    let flags = &work.flags[0];
    let words = [
        "orgsim",
        "merge",
        &work.experiment,
        "--out",
        &work.out,
        flags,
    ];
    let script = array(work.clone()).merge_script();
    assert_eq!(given(&script, &[]), bracketed(&words));
}

/// `sbatch` reads options from the lines before the first command.
#[test]
fn no_name_becomes_an_option_of_slurm() {
    let scripts = [
        (array(hostile()).work_script(), 6),
        (array(hostile()).merge_script(), 4),
    ];
    for (script, count) in scripts {
        let head: Vec<&str> = script
            .lines()
            .take_while(|line| line.starts_with('#'))
            .collect();
        assert_eq!(head.len(), 1 + count, "{script}");
        let safe = |c: char| c.is_ascii_alphanumeric() || "-=:@%_.".contains(c);
        for option in &head[1..] {
            let option = option.strip_prefix("#SBATCH --").unwrap();
            assert!(option.chars().all(safe), "{option}");
        }
    }
}

#[test]
fn the_merge_waits_for_the_array() {
    let script = array(work()).submission("my work", "my merge", None, &["--time=1:00:00".into()]);
    let calls = bracketed(&["sbatch", "--parsable", "--time=1:00:00", "my work"])
        + &bracketed(&[
            "sbatch",
            "--dependency=afterok:41",
            "--kill-on-invalid-dep=yes",
            "--time=1:00:00",
            "my merge",
        ]);
    assert_eq!(given(&script, &[]), calls);
    let again = array(work()).submission("w", "m", Some(&[3, 17, 40, 41]), &[]);
    assert!(given(&again, &[]).starts_with("<sbatch><--parsable><--array=3,17,40-41%4><w>\n"));
}

#[test]
fn a_refused_array_is_followed_by_no_merge() {
    let script = array(work()).submission("w", "m", None, &[]);
    let refused = script.replace("sbatch --parsable", "false sbatch --parsable");
    assert_ne!(script, refused);
    let output = run(&refused, &[]);
    assert!(!output.status.success());
    assert!(output.stderr.is_empty());
}

#[test]
fn kubectl_gets_the_files_whatever_their_names() {
    let script = job(hostile()).submission("it's \"work\".json", "$m.json");
    let given = given(&script, &[]);
    let files: Vec<&str> = given
        .lines()
        .filter(|line| line.contains("<apply>"))
        .collect();
    assert_eq!(
        files,
        [
            "<kubectl><apply><--filename=it's \"work\".json>",
            "<kubectl><apply><--filename=$m.json>"
        ]
    );
}
