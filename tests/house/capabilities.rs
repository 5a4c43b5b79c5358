//! One home for each capability: files, threads, printing, the clock.

use crate::assert_none;
use crate::source::{Source, line_of, sources};

/// What only some files may do.
struct Capability {
    what: &'static str,
    /// Code by which it is done.
    signs: &'static [&'static str],
    /// Paths, or beginnings of paths, that may.
    homes: &'static [&'static str],
}

const CAPABILITIES: [Capability; 8] = [
    Capability {
        what: "opens files",
        signs: &[
            "std::fs",
            "fs::",
            "File::",
            ".read_dir(",
            ".is_dir(",
            ".is_file(",
            ".exists(",
            ".try_exists(",
            ".canonicalize(",
        ],
        homes: &[
            "src/scenario/source.rs",
            "src/diagnostic/unread.rs",
            "src/questions/audit/claims.rs",
            "src/records/reading/open.rs",
            "src/result/folder.rs",
            "src/output/directory",
            "src/draft.rs",
            // what Linux says of a process stands in a file
            "src/cli/interrupt.rs",
            "src/store/file.rs",
            "src/store/behind.rs",
        ],
    },
    Capability {
        what: "writes files",
        signs: &[
            "File::create",
            "OpenOptions",
            "fs::write",
            "fs::rename",
            "fs::remove",
            "create_dir",
        ],
        homes: &["src/draft.rs", "src/output/directory", "src/store/file.rs"],
    },
    Capability {
        what: "starts threads",
        signs: &[
            "thread::spawn",
            "thread::scope",
            "thread::sleep",
            "thread::Builder",
            "rayon::",
        ],
        // The progress bar has a thread to move it, and signals one to hear them.
        homes: &[
            "src/engine/",
            "src/cli/interrupt.rs",
            "src/cli/progress.rs",
            "src/store/behind.rs",
        ],
    },
    Capability {
        what: "prints or reads the terminal",
        signs: &[
            "println!",
            "print!",
            "eprintln!",
            "eprint!",
            "stdout()",
            "stderr()",
            "stdin()",
            "anstream::",
            "indicatif::",
            "comfy_table::",
            "clap::",
        ],
        homes: &["src/cli/"],
    },
    Capability {
        what: "reads the environment",
        signs: &[
            "env::var",
            "env::args",
            "env::current",
            "env::set",
            "signal_hook::",
        ],
        homes: &["src/cli/"],
    },
    Capability {
        what: "ends the process",
        signs: &["process::", "ExitCode"],
        homes: &["src/cli/", "src/main.rs"],
    },
    Capability {
        what: "reads the clock",
        signs: &["Instant", "SystemTime", "jiff::"],
        // The store syncs once a second; no byte depends on it. Dates of records are read
        // without a clock.
        homes: &[
            "src/cli/",
            "src/output/manifest",
            "src/records/reading/dates.rs",
            "src/store/writer.rs",
        ],
    },
    Capability {
        what: "gives up on input",
        signs: &[".unwrap()", "panic!(", "unreachable!()"],
        homes: &[],
    },
];

fn faults(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for Capability { what, signs, homes } in &CAPABILITIES {
        if homes.iter().any(|home| source.path.starts_with(home)) {
            continue;
        }
        let advice = match homes {
            [] => "return an error, or say with `expect` why it cannot happen".to_owned(),
            homes => format!("that is the business of {}", homes.join(", ")),
        };
        for sign in *signs {
            for at in uses(&source.code, sign) {
                let line = line_of(&source.code, at);
                let sign = sign.trim_end_matches("::");
                faults.push(format!("{}:{line}: `{sign}` {what}; {advice}", source.path));
            }
        }
    }
    faults
}

/// Where a sign stands in the code; not inside of a longer name.
fn uses<'a>(code: &'a str, sign: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(sign)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let joined_before =
                sign.starts_with(part_of_name) && code[..at].ends_with(part_of_name);
            let joined_after =
                sign.ends_with(part_of_name) && code[at + sign.len()..].starts_with(part_of_name);
            !joined_before && !joined_after
        })
}

#[test]
fn each_capability_has_one_home() {
    assert_none(&sources().iter().flat_map(faults).collect::<Vec<_>>());
}

#[test]
fn a_capability_away_from_home_is_found() {
    let find = |path: &str, text: &str| faults(&Source::new(path, text));
    let wrong = find("src/model/work.rs", "fn f() {\n    println!(\"x\");\n}");
    assert_eq!(
        wrong,
        [
            "src/model/work.rs:2: `println!` prints or reads the terminal; \
          that is the business of src/cli/"
        ]
    );
    assert_eq!(
        find("src/experiment/a.rs", "let t = Instant::now();").len(),
        1
    );
    assert_eq!(find("src/stats/a.rs", "use rayon::prelude::*;").len(), 1);
    assert_eq!(find("src/stats/a.rs", "x.unwrap()").len(), 1);
    assert!(!find("src/scenario/source.rs", "File::create(path)").is_empty());
    assert_none(&find("src/scenario/source.rs", "File::open(path)"));
    assert_none(&find(
        "src/stats/a.rs",
        "// println!\n\"Instant\"; Instantly; x.unwrap_or(1)",
    ));
    assert_none(&find(
        "src/stats/a.rs",
        "#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }",
    ));
}
