//! The commands about scenario files, as a user meets them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use orgsim::questions::file;
use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_orgsim");

fn orgsim(arguments: &[&str]) -> Output {
    run(Command::new(PROGRAM).args(arguments), b"")
}

fn run(command: &mut Command, stdin: &[u8]) -> Output {
    let command = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that ends without reading its input is fine.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn check_says_ok_for_each_good_file_and_all_about_the_others() {
    let good = orgsim(&[
        "check",
        "scenarios/fusion-teams.toml",
        "scenarios/reorganisation.toml",
    ]);
    assert_eq!(
        stdout(&good),
        "scenarios/fusion-teams.toml: ok\nscenarios/reorganisation.toml: ok\n"
    );
    assert_eq!((code(&good), stderr(&good).as_str()), (0, ""));

    let bad = "tests/invalid/everything-at-once.toml";
    let mixed = orgsim(&["check", bad, "scenarios/fusion-teams.toml"]);
    assert_eq!(code(&mixed), 3);
    let report = stdout(&mixed);
    let expected = fs::read_to_string("tests/invalid/everything-at-once.stderr").unwrap();
    assert!(report.starts_with(&expected), "{report}");
    assert!(report.ends_with(&format!(
        "{bad}: 8 errors\nscenarios/fusion-teams.toml: ok\n"
    )));

    let warning = orgsim(&["check", "tests/invalid/warning-unchanged-structure.toml"]);
    assert_eq!(code(&warning), 0);
    assert!(stdout(&warning).ends_with(": ok, 1 warning\n"));
}

#[test]
fn check_reports_as_json() {
    let output = orgsim(&[
        "check",
        "--format",
        "json",
        "tests/invalid/key-misspelt.toml",
    ]);
    assert_eq!(code(&output), 3);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report[0]["valid"], false);
    let fault = &report[0]["diagnostics"][0];
    assert_eq!(fault["code"], "S0201");
    assert_eq!(fault["name"], "unknown-key");
    assert_eq!(fault["severity"], "error");
    assert_eq!(
        (&fault["place"]["line"], &fault["place"]["column"]),
        (&2.into(), &1.into())
    );
    assert_eq!(fault["place"]["text"], "quaters");
    assert_eq!(fault["help"][0], "did you mean `quarters`?");
}

#[test]
fn a_scenario_is_read_from_stdin() {
    let check = |text: &[u8]| run(Command::new(PROGRAM).args(["check", "-"]), text);
    assert_eq!(stdout(&check(b"")), "-: ok\n");
    let bad = check(b"title = 3\n");
    assert_eq!(code(&bad), 3);
    assert!(stdout(&bad).contains("--> stdin:1:9"), "{}", stdout(&bad));
    let large = check(&vec![b'#'; 10_000_000]);
    assert_eq!(code(&large), 3);
    assert!(stdout(&large).contains("larger than 1 MiB"));
}

#[test]
fn files_that_are_no_text_are_refused() {
    let folder = TempDir::new().unwrap();
    let large = file(&folder, "large.toml", &vec![b' '; 10_000_000]);
    let latin = file(&folder, "latin.toml", b"title = 'Z\xfcrich'\n");
    let missing = folder.path().join("larg.toml").to_str().unwrap().to_owned();
    let itself = folder.path().to_str().unwrap();
    for (path, message) in [
        (
            large.as_str(),
            "error[S0102]: `PATH` is larger than 1 MiB\n",
        ),
        (
            latin.as_str(),
            "error[S0103]: `PATH` is not UTF-8 text (line 1, byte 10)\n",
        ),
        (missing.as_str(), "error[S0101]: there is no file `PATH`\n"),
        (itself, "error[S0101]: `PATH` is a folder\n"),
    ] {
        let output = orgsim(&["check", path]);
        assert_eq!(code(&output), 3);
        let report = stdout(&output).replace(path, "PATH");
        assert!(report.starts_with(message), "{report}");
    }
    let similar = stdout(&orgsim(&["check", &missing]));
    assert!(
        similar.contains("= help: there is `") && similar.contains("large.toml"),
        "{similar}"
    );
}

/// Nobody may be refused to read a file who may do everything; then the program
/// runs as somebody else.
#[cfg(unix)]
#[test]
fn a_file_without_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let folder = TempDir::new().unwrap();
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(folder.path(), 0o755);
    let secret = file(&folder, "secret.toml", b"");
    mode(Path::new(&secret), 0o000);
    let program = folder.path().join("orgsim");
    // Copied by another process: had this one the file open for writing, a
    // program that another test starts meanwhile could hold it open, and what
    // is open for writing cannot be run.
    let copied = Command::new("cp").arg(PROGRAM).arg(&program).status();
    assert!(copied.unwrap().success());
    mode(&program, 0o755);
    let mut command = Command::new(&program);
    if fs::read(&secret).is_ok() {
        let nobody = 65_534;
        command.uid(nobody).gid(nobody);
    }
    let output = run(command.args(["check", &secret]), b"");
    assert_eq!(code(&output), 3);
    let expected = "error[S0101]: `PATH` cannot be read: permission denied\n";
    let report = stdout(&output).replace(&secret, "PATH");
    assert!(report.starts_with(expected), "{report}");
}

#[test]
fn explain_tells_what_a_value_means_and_where_it_comes_from() {
    let folder = TempDir::new().unwrap();
    file(&folder, "base.toml", b"[transfer]\ntacitness = 0.7\n");
    let path = file(
        &folder,
        "mine.toml",
        b"extends = 'base.toml'\n[papers]\nacceptance = 0.25\n",
    );
    let explain = |arguments: &[&str]| {
        let output = orgsim(&[&["explain", &path], arguments].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output).replace(folder.path().to_str().unwrap(), "DIR")
    };
    let base = explain(&["transfer.tacitness"]);
    assert!(
        base.starts_with("transfer.tacitness = 0.7\n\n  Mean tacitness"),
        "{base}"
    );
    for row in [
        "  unit       share\n",
        "  allowed    [0, 1]\n",
        "  plausible  [0.1, 0.9]\n",
        "  default    0.4\n",
        "  source     modelling choice\n",
        "  set in     base file DIR/base.toml:2:13\n",
    ] {
        assert!(base.contains(row), "{row}{base}");
    }
    assert!(explain(&["acceptance"]).contains("  set in     DIR/mine.toml:3:14\n"));
    assert!(explain(&["stage_rate"]).contains("  set in     default\n"));
    let set = explain(&["stage_rate", "--set", "transfer.stage_rate=4"]);
    assert!(
        set.contains("  set in     --set transfer.stage_rate=4\n"),
        "{set}"
    );

    let changed = explain(&[]);
    assert!(
        changed.contains(
            "[papers]\nacceptance = 0.25             # default 0.22; DIR/mine.toml:3:14\n"
        ),
        "{changed}"
    );
    assert!(changed.contains("[transfer]\ntacitness = 0.7"), "{changed}");
    assert!(!changed.contains("stage_rate"), "{changed}");
    let section = explain(&["papers"]);
    assert!(section.starts_with("[papers]\n") && section.contains("resubmission = "));
}

#[test]
fn explain_fits_80_columns() {
    let output = orgsim(&["explain", "scenarios/reorganisation.toml", "--all"]);
    let text = stdout(&output);
    assert!(text.lines().count() > 400);
    // The description of the scenario itself is as long as it is.
    let long = text
        .lines()
        .filter(|line| line.len() > 80 && !line.starts_with("description"));
    assert_eq!(long.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn explain_as_json_has_every_value() {
    let output = orgsim(&[
        "explain",
        "scenarios/reorganisation.toml",
        "--all",
        "--format",
        "json",
    ]);
    let values: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(values.len() > 150);
    let find = |key: &str| values.iter().find(|value| value["key"] == key).unwrap();
    let quarter = find("events.fusion.quarter");
    assert_eq!(quarter["value"], 8);
    assert_eq!(quarter["origin"]["layer"], "file");
    let structure = find("units.core.structure");
    assert_eq!(structure["origin"]["layer"], "base");
    assert_eq!(structure["origin"]["file"], "scenarios/loose-coupling.toml");
    assert_eq!(find("papers.acceptance")["plausible"], "[0.2, 0.26]");
}

#[test]
fn explain_shows_what_differs_and_nothing_that_another_table_says() {
    let scenario = b"[units.a]\nresearchers = 5\n[units.b]\nstructure = 'mine'\n\
        [structures.mine]\nlike = 'fusion-teams'\nrunway_quarters = 3\n";
    let explain = |arguments: &[&str]| {
        let arguments = [&["explain", "-"], arguments].concat();
        let output = run(Command::new(PROGRAM).args(arguments), scenario);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    let keys = |arguments: &[&str]| -> Vec<String> {
        let values: Vec<Value> = serde_json::from_str(&explain(arguments)).unwrap();
        let keys = values.iter().map(|value| value["key"].as_str().unwrap());
        keys.map(str::to_owned).collect()
    };
    let differing = keys(&["--format", "json"]);
    for key in [
        "units.a.researchers",
        "units.b.structure",
        "structures.mine.runway_quarters",
        "structures.mine.technical_control",
    ] {
        assert!(differing.iter().any(|known| known == key), "{differing:?}");
    }
    assert!(!differing.iter().any(|key| key == "units.a.engineers"));
    assert!(keys(&["--all", "--format", "json"]).len() > 150);
    let text = explain(&[]);
    assert!(
        text.contains("[structures.mine]  # otherwise like \"fusion-teams\"\n"),
        "{text}"
    );
    assert!(text.starts_with("[units.a]\n"), "{text}");
    assert_eq!(text.lines().filter(|line| line.contains(" = ")).count(), 3);
}

#[test]
fn explain_offers_the_nearest_key_and_refuses_an_invalid_scenario() {
    let output = orgsim(&[
        "explain",
        "scenarios/fusion-teams.toml",
        "transfer.tacitnes",
    ]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("did you mean `transfer.tacitness`?"));
    let output = orgsim(&["explain", "tests/invalid/key-misspelt.toml"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (3, ""));
    assert!(stderr(&output).contains("error[S0201]"));
}

#[test]
fn init_writes_the_default_and_replaces_nothing_unasked() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("mine.toml");
    let path = path.to_str().unwrap();
    assert_eq!(code(&orgsim(&["init", path])), 0);
    assert_eq!(fs::read_to_string(path).unwrap(), orgsim::scenario::DEFAULT);
    assert_eq!(stdout(&orgsim(&["check", path])), format!("{path}: ok\n"));
    assert_eq!(
        stdout(&orgsim(&["explain", path])),
        "all values are the defaults\n"
    );

    fs::write(path, "mine").unwrap();
    let refused = orgsim(&["init", path]);
    assert_eq!(code(&refused), 5);
    assert!(stderr(&refused).contains("--force"));
    assert_eq!(fs::read_to_string(path).unwrap(), "mine");
    assert_eq!(code(&orgsim(&["init", path, "--force"])), 0);
    assert_eq!(fs::read_to_string(path).unwrap(), orgsim::scenario::DEFAULT);
    // Nothing is left beside it.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

    let nowhere = folder.path().join("no/such/folder/mine.toml");
    let refused = orgsim(&["init", nowhere.to_str().unwrap()]);
    assert_eq!(code(&refused), 5);
    let message = stderr(&refused);
    assert!(
        message.contains("there is no such file") && !message.contains(".orgsim-"),
        "{message}"
    );
    assert_eq!(stdout(&orgsim(&["init", "-"])), orgsim::scenario::DEFAULT);
}

#[test]
fn init_writes_records_and_replaces_nothing_unasked() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("records");
    let records = path.to_str().unwrap();
    assert_eq!(code(&orgsim(&["init", "--records", records])), 0);
    let names = || {
        let entries = fs::read_dir(&path).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let all = [
        "changes.csv",
        "papers.csv",
        "people.csv",
        "records.toml",
        "vacancies.csv",
        "work.csv",
    ];
    assert_eq!(names(), all);
    // one file that is in the way is enough
    fs::remove_file(path.join("papers.csv")).unwrap();
    fs::write(path.join("work.csv"), "mine").unwrap();
    let refused = orgsim(&["init", "--records", records]);
    assert_eq!(code(&refused), 5);
    let message = stderr(&refused);
    assert!(message.contains(" already exists; --force"), "{message}");
    assert_eq!(fs::read_to_string(path.join("work.csv")).unwrap(), "mine");
    assert_eq!(names().len(), 5);
    assert_eq!(code(&orgsim(&["init", "--records", records, "--force"])), 0);
    assert_eq!(names(), all);
    for wrong in [&["init"][..], &["init", "a.toml", "--records", records]] {
        assert_eq!(code(&orgsim(wrong)), 2);
    }
}

#[test]
fn init_writes_an_experiment_for_each_question() {
    let folder = TempDir::new().unwrap();
    for question in file::questions() {
        let path = folder.path().join(format!("{question}.toml"));
        let path = path.to_str().unwrap();
        assert_eq!(code(&orgsim(&["init", path, "--experiment", question])), 0);
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(Some(text), file::template(question));
    }
    let path = folder.path().join("select.toml");
    let plan = orgsim(&["plan", path.to_str().unwrap(), "--quiet"]);
    assert!(
        stdout(&plan).contains("3 alternatives"),
        "{}",
        stdout(&plan)
    );
    let unknown = orgsim(&["init", "-", "--experiment", "selection"]);
    assert_eq!(code(&unknown), 2);
    assert!(
        stderr(&unknown).contains("sensitivity"),
        "{}",
        stderr(&unknown)
    );
}

#[test]
fn schema_manual_and_completions_are_printed() {
    let schema = orgsim(&["schema", "--experiment"]).stdout;
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    assert_eq!(schema, file::schema());
    let schema: Value = serde_json::from_slice(&orgsim(&["schema"]).stdout).unwrap();
    assert_eq!(schema, orgsim::scenario::schema());
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(
            stdout(&orgsim(&["completions", shell])).contains("precision"),
            "{shell}"
        );
    }
    assert!(stdout(&orgsim(&["man"])).contains(".TH orgsim 1"));
    let run = stdout(&orgsim(&["man", "run"]));
    assert!(run.contains(".TH orgsim-run 1") && run.contains("precision"));
    assert_eq!(code(&orgsim(&["man", "rum"])), 2);
}

#[test]
fn wrong_usage_ends_with_2() {
    for arguments in [
        &[][..],
        &["simulate"],
        &["check"],
        &["run", "f.toml", "--runs", "many"],
        &["run", "f.toml", "--runs", "10", "--precision", "a=1"],
        &["run", "f.toml", "--max-runs", "10"],
        &["run", "f.toml", "--precision", "a=0"],
        &["run", "f.toml", "--threads", "0"],
        &["run", "f.toml", "--seed", "-1"],
        &["explain", "f.toml", "--format", "csv"],
        &["explain", "f.toml", "papers", "--all"],
    ] {
        assert_eq!(code(&orgsim(arguments)), 2, "{arguments:?}");
    }
    // a negative number is one that is wrong, not another argument
    let negative = stderr(&orgsim(&["run", "f.toml", "--runs", "-1"]));
    assert!(
        negative.contains("invalid value '-1' for '--runs <N>'"),
        "{negative}"
    );
}

#[test]
fn every_command_with_choices_shows_examples() {
    for command in [
        "run",
        "check",
        "explain",
        "init",
        "schema",
        "measures",
        "completions",
        "man",
    ] {
        let output = orgsim(&[command, "--help"]);
        assert_eq!(code(&output), 0);
        assert!(stdout(&output).contains("Example"), "{command}");
    }
}

#[test]
fn colour_is_for_those_who_see_it() {
    let check = |variables: &[(&str, &str)]| {
        let mut command = Command::new(PROGRAM);
        command.args(["check", "tests/invalid/key-misspelt.toml"]);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        stdout(&run(command.envs(variables.iter().copied()), b""))
    };
    assert!(!check(&[]).contains('\u{1b}'));
    assert!(check(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!check(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "0")]).contains('\u{1b}'));
}

/// A reader that has seen enough is no error.
#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(PROGRAM)
        .args(["explain", "scenarios/fusion-teams.toml"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    for argument in ["schema", "--help", "--version"] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = Command::new(PROGRAM)
            .arg(argument)
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(code(&output), 5, "{argument}");
        assert!(stderr(&output).contains("cannot write the result"));
    }
}
