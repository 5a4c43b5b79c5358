//! The live page as its server answers it: what it shows is what the command line computes, and
//! nobody else is answered.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};

const SMALL: &str = "title = \"Small\"\n[simulation]\nquarters = 10\nburn_in_quarters = 2\n\
                     [units.core]\nresearchers = 10\nengineers = 16\n";

/// A running `orgsim live`, which ends with the test.
struct Live {
    program: Child,
    folder: tempfile::TempDir,
    host: String,
    token: String,
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Live {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("small file.toml"), SMALL).unwrap();
        Self::of(folder, &["small file.toml"])
    }

    /// On what the arguments say, in a folder.
    fn of(folder: tempfile::TempDir, arguments: &[&str]) -> Self {
        let mut program = Command::new(cargo_bin!("orgsim"))
            .current_dir(folder.path())
            .arg("live")
            .args(arguments)
            .args(["--no-open", "--threads", "2"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let output = program.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut address).unwrap();
        let rest = address.trim().strip_prefix("http://").unwrap();
        let (host, token) = rest.trim_end_matches('/').split_once('/').unwrap();
        assert!(host.starts_with("127.0.0.1:"), "{host}");
        assert_eq!(token.len(), 32);
        let (host, token) = (host.to_owned(), token.to_owned());
        Self {
            program,
            folder,
            host,
            token,
        }
    }

    /// Status and body of the answer to a request, word by word.
    fn raw(&self, head: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let length = body.len();
        write!(
            stream,
            "{head}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, body.to_owned())
    }

    fn ask(&self, what: &str, body: &Value) -> (u16, String) {
        let (host, token) = (&self.host, &self.token);
        let head = format!(
            "POST /{token}/{what} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n"
        );
        self.raw(&head, &body.to_string())
    }

    /// `quarters.csv` as the command line writes it that a look gives.
    fn again(&self, seen: &Value) -> String {
        let command = seen["command"].as_str().unwrap();
        let own = cargo_bin!("orgsim").parent().unwrap();
        let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
        let done = Command::new("sh")
            .current_dir(self.folder.path())
            .env("PATH", path)
            .args(["-c", &format!("{command} --out again --quiet")])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command}: {said}");
        fs::read_to_string(self.folder.path().join("again/quarters.csv")).unwrap()
    }

    fn look(&self, moves: Value, runs: u64) -> Value {
        let look = json!({ "page": "1", "what_if": moves, "runs": runs, "width": 400 });
        let (status, text) = self.ask("look", &look);
        assert_eq!(status, 200, "{text}");
        serde_json::from_str(&text).unwrap()
    }
}

#[test]
fn the_command_line_that_it_gives_computes_the_same() {
    let live = Live::start();
    let moves = json!({
        "runway_quarters": 2, "mixed_teams": 0.5, "when": 3, "undone": 7, "growth": 0.02,
        "grant": 0.8, "papers.submission_rate": 0.3,
    });
    let seen = live.look(moves.clone(), 40);
    assert_eq!(seen["runs"], 40);
    let (status, csv) = live.ask("csv", &json!({ "moves": moves, "runs": 40 }));
    assert_eq!(status, 200, "{csv}");
    assert_eq!(csv, live.again(&seen));
    assert!(csv.lines().count() > 100);
}

#[test]
fn what_was_set_besides_is_in_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.toml"), SMALL).unwrap();
    let set = ["small.toml", "--set", "transfer.tacitness=0.9"];
    let live = Live::of(folder, &set);
    let seen = live.look(json!({}), 10);
    let (_, csv) = live.ask("csv", &json!({ "moves": {}, "runs": 10 }));
    assert_eq!(csv, live.again(&seen));
}

#[test]
fn the_result_of_a_run_has_the_scenario_as_it_was_run() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("small.toml"), SMALL).unwrap();
    let run = |arguments: &[&str]| {
        let mut program = Command::new(cargo_bin!("orgsim"));
        program
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap()
    };
    let words = [
        "run",
        "small.toml",
        "--seed",
        "7",
        "--set",
        "transfer.tacitness=0.9",
        "--runs",
        "10",
        "--out",
        "ran",
        "--quiet",
    ];
    assert!(run(&words).status.success());
    let table = fs::read_to_string(at("ran/quarters.csv")).unwrap();

    fs::write(at("small.toml"), format!("{SMALL}growth = 0.01\n")).unwrap();
    let refused = run(&["live", "ran", "--no-open"]);
    assert_eq!(refused.status.code(), Some(3));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("has changed since"), "{said}");

    fs::write(at("small.toml"), SMALL).unwrap();
    let live = Live::of(folder, &["ran"]);
    let (_, csv) = live.ask("csv", &json!({ "moves": {}, "runs": 10 }));
    assert_eq!(csv, table);
    assert_eq!(csv, live.again(&live.look(json!({}), 10)));
}

#[test]
fn reports_and_pictures_are_of_what_is_seen() {
    let live = Live::start();
    let moves = json!({ "runway_quarters": 2, "when": 3 });
    let seen = live.look(moves.clone(), 20);
    let mut look =
        json!({ "what_if": moves, "runs": 20, "width": 400, "measure": "papers_accepted" });
    let (status, picture) = live.ask("picture", &look);
    assert_eq!(status, 200, "{picture}");
    let words = seen["measures"][1]["words"][0].as_str().unwrap();
    assert!(
        picture.starts_with("<svg xmlns=") && picture.contains(words),
        "{picture}"
    );
    look["measure"] = json!("none");
    assert_eq!(live.ask("picture", &look).0, 400);
    let moved = json!([{ "name": "what-if", "levers": [["Which <b>?", "7", "2"]] }]);
    look["moved"] = moved;
    let (status, report) = live.ask("report", &look);
    assert_eq!(status, 200, "{report}");
    for text in [words, "Which &lt;b&gt;?", "7 \u{2192} 2", "The same again"] {
        assert!(report.contains(text), "{text}");
    }
    assert_eq!(report.matches("<figure").count(), 6);
}

#[test]
fn a_look_is_the_same_however_it_was_come_by() {
    let moves = json!({ "structure": "fusion-teams", "when": 4 });
    let live = Live::start();
    for runs in [10, 60] {
        live.look(moves.clone(), runs);
    }
    live.look(json!({ "growth": 0.05 }), 60);
    let step_by_step = live.look(moves.clone(), 60);
    let at_once = Live::start().look(moves, 60);
    assert_eq!(step_by_step, at_once);
}

#[test]
fn what_cannot_be_moved_is_said_and_nothing_is_lost() {
    let live = Live::start();
    let before = live.look(json!({}), 20);
    let refused = |what: &str, body: Value, status: u16, says: &str| {
        let (found, text) = live.ask(what, &body);
        assert_eq!(found, status, "{text}");
        assert!(text.contains(says), "{text}");
    };
    let look = |moves: Value| json!({ "what_if": moves, "runs": 20, "width": 400 });
    refused(
        "look",
        look(json!({ "simulation.quarters": 9 })),
        400,
        "no lever",
    );
    refused(
        "look",
        look(json!({ "growth": 7 })),
        422,
        "units.core.growth",
    );
    refused(
        "look",
        look(json!({ "mixed_teams": "all" })),
        422,
        "mixed_teams",
    );
    let early = json!({ "runway_quarters": 2, "when": 5, "undone": 5 });
    refused("look", look(early), 400, "comes in quarter 5");
    refused(
        "look",
        json!({ "what_if": [], "runs": 20, "width": 400 }),
        400,
        "invalid type",
    );
    refused("look", json!({ "desk": 99 }), 410, "closed");
    refused(
        "open",
        json!({ "name": "x.toml", "text": "extends = \"y.toml\"" }),
        422,
        "extends",
    );
    refused(
        "open",
        json!({ "name": "x.toml", "text": "nonsense = 1" }),
        422,
        "x.toml:1:1",
    );
    refused("nothing", json!({}), 404, "nothing");
    let pins: Vec<Value> = (0..9).map(|pin| json!([pin.to_string(), {}])).collect();
    let many = json!({ "pinned": pins, "runs": 20, "width": 400 });
    refused("look", many, 400, "beside each other");
    assert_eq!(live.look(json!({}), 20), before);
}

#[test]
fn nobody_else_is_answered() {
    let live = Live::start();
    let (host, token) = (&live.host, &live.token);
    let get =
        |path: &str, headers: &str| live.raw(&format!("GET {path} HTTP/1.1\r\n{headers}"), "").0;
    let own = format!("host: {host}\r\n");
    assert_eq!(get(&format!("/{token}/"), &own), 200);
    assert_eq!(get("/", &own), 404);
    assert_eq!(get(&format!("/{}/", "0".repeat(32)), &own), 404);
    assert_eq!(get(&format!("/{token}/../../etc/passwd"), &own), 404);
    assert_eq!(get(&format!("/{token}/"), "host: evil.example\r\n"), 403);
    let foreign = format!("{own}origin: http://evil.example\r\n");
    assert_eq!(get(&format!("/{token}/"), &foreign), 403);
    let post = format!("POST /{token}/desk HTTP/1.1\r\n{own}");
    assert_eq!(
        live.raw(&format!("{post}content-type: text/plain\r\n"), "{}")
            .0,
        415
    );
    let json = format!("{post}content-type: application/json\r\n");
    assert_eq!(live.raw(&json, "{}").0, 200);
    let long = "x".repeat(2_100_000);
    assert_eq!(live.raw(&json, &format!("{{\"page\": \"{long}\"}}")).0, 413);
}

#[test]
fn a_port_that_is_taken_is_said() {
    let live = Live::start();
    let port = live.host.rsplit(':').next().unwrap();
    let done = Command::new(cargo_bin!("orgsim"))
        .args(["demo", "--no-open", "--port", port])
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("cannot listen on this machine"));
}
