//! Signals to the program: the first ends runs, a second the process, and what was ignored
//! when it began stays ignored.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;

use crate::listening::listening;
use crate::place::Place;

/// Runs of some milliseconds, in batches that would take hours.
const MANY: &str = "[simulation]\nquarters = 8\nburn_in_quarters = 8\nbatch_size = 100000\n\
                    runs = 100000\n[units.core]\nresearchers = 200\nengineers = 400\n";
/// A run of minutes.
const LONG: &str = "[simulation]\nquarters = 400\nburn_in_quarters = 400\nruns = 100\n\
                    [units.core]\nresearchers = 200000\nengineers = 200000\n";
const FIRST: &str = "finishing the runs under way; again to stop now\n";

/// A process of the program in a folder of its own, begun by a line of a shell that ends
/// with it.
struct Running {
    child: Child,
    place: Place,
}

impl Running {
    fn start(scenario: &str, before: &str, arguments: &str) -> Self {
        let place = Place::new("a.toml", scenario);
        let program = cargo_bin!("orgsim");
        let line = format!("{before} exec '{}' {arguments}", program.display());
        let child = listening("sh")
            .args(["-c", &line])
            .current_dir(place.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child, place }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args(["-s", name, &id]).status();
        assert!(kill.unwrap().success());
    }

    /// Waits until something is there; it listens from before the first file on.
    fn wait_for(&mut self, there: impl Fn(&Path) -> bool) {
        let root = self.place.path("");
        for _ in 0..6000 {
            if there(&root) {
                return;
            }
            assert!(self.child.try_wait().unwrap().is_none(), "it has ended");
            sleep(Duration::from_millis(10));
        }
        panic!("nothing came in a minute");
    }

    /// Waits until it has worked for half a second of a processor, which is longer than all that
    /// comes before a run.
    fn wait_for_runs(&mut self) {
        let stat = format!("/proc/{}/stat", self.child.id());
        self.wait_for(|_| {
            let stat = fs::read_to_string(&stat).unwrap_or_default();
            // the name of the program, in parentheses, may hold blanks
            let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields);
            // fields 14 and 15 of proc_pid_stat(5), in hundredths of a second
            let worked = fields.split(' ').skip(11).take(2);
            worked
                .filter_map(|ticks| ticks.parse::<u64>().ok())
                .sum::<u64>()
                >= 50
        });
    }

    /// Reads its conversation until it has said something.
    fn heard(&mut self, expected: &str) -> String {
        let (mut text, mut byte) = (String::new(), [0]);
        let stderr = self.child.stderr.as_mut().unwrap();
        while !text.ends_with(expected) && stderr.read(&mut byte).unwrap() == 1 {
            text.push(char::from(byte[0]));
        }
        assert!(text.ends_with(expected), "{text}");
        text
    }

    /// Its exit code and the rest of what it said, if it ends within a minute.
    fn ended(mut self) -> (Option<i32>, String, Place) {
        for _ in 0..6000 {
            if self.child.try_wait().unwrap().is_some() {
                let output = self.child.wait_with_output().unwrap();
                let text = String::from_utf8(output.stderr).unwrap();
                return (output.status.code(), text, self.place);
            }
            sleep(Duration::from_millis(10));
        }
        self.child.kill().unwrap();
        panic!("it did not end in a minute");
    }
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

#[test]
fn an_interrupt_does_not_wait_for_the_end_of_a_batch() {
    for signal in ["INT", "TERM", "HUP"] {
        let mut running = Running::start(MANY, "", "run a.toml --out r");
        running.wait_for(|root| !names(&root.join("r")).is_empty());
        running.signal(signal);
        running.heard(FIRST);
        let (code, told, place) = running.ended();
        assert_eq!(code, Some(130));
        assert_eq!(told, "error: interrupted; there are no results\n");
        assert!(!place.path("r").exists());
    }
}

#[test]
fn a_second_interrupt_ends_it_in_the_middle_of_a_run() {
    let mut running = Running::start(LONG, "", "run a.toml --out r");
    running.wait_for_runs();
    running.signal("INT");
    assert_eq!(running.heard(FIRST), FIRST);
    assert!(running.child.try_wait().unwrap().is_none());
    running.signal("INT");
    let (code, told, place) = running.ended();
    assert_eq!(code, Some(130));
    assert_eq!(
        told,
        "error: stopped at once; what was finished before is kept\n"
    );
    assert_eq!(names(&place.path("r")), Vec::<PathBuf>::new());
}

#[test]
fn a_signal_that_was_ignored_stays_ignored() {
    for (ignored, heard) in [("HUP", "INT"), ("INT", "TERM")] {
        let before = format!("trap '' {ignored};");
        let mut running = Running::start(MANY, &before, "run a.toml --out r");
        running.wait_for(|root| !names(&root.join("r")).is_empty());
        running.signal(ignored);
        running.signal(ignored);
        // a signal that was heard would make this one the second
        sleep(Duration::from_millis(200));
        running.signal(heard);
        running.heard(FIRST);
        let (code, told, _) = running.ended();
        assert_eq!(code, Some(130));
        assert_eq!(told, "error: interrupted; there are no results\n");
    }
}

#[test]
fn an_interrupted_store_resumes_to_the_same_bytes() {
    let scenario = "[simulation]\nquarters = 8\nburn_in_quarters = 8\n\
                    [units.core]\nresearchers = 60\nengineers = 90\n";
    let asked = "compare a.toml --variant transfer.tacitness=0.9 --measure papers_accepted \
                 --parameters fixed --replicates 3000 --threads 2 --out r";
    let mut running = Running::start(scenario, "", asked);
    let store = |root: &Path| root.join("r/runs.store");
    let grown = |root: &Path| fs::metadata(store(root)).is_ok_and(|file| file.len() > 40_000);
    running.wait_for(grown);
    running.signal("INT");
    running.heard(FIRST);
    let (code, told, place) = running.ended();
    assert_eq!(code, Some(130), "{told}");
    let part = fs::read(store(&place.path(""))).unwrap();
    let ask = |out: &str| {
        let arguments = asked.strip_prefix("compare a.toml ").unwrap();
        let arguments = arguments.replace("--out r", &format!("--out {out} --quiet"));
        place.ask("compare", &arguments).assert().success();
        fs::read(place.path(out).join("runs.store")).unwrap()
    };
    let whole = ask("whole");
    assert!(part.len() < whole.len() && whole.starts_with(&part));
    assert_eq!(ask("r"), whole);
}
