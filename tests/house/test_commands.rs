//! Commands of `cargo` that documents give: the programs that they name exist, and their
//! filters match a test.

use crate::source::line_of;
use crate::{assert_none, documents, files_below, read, root};

/// What commands can name: programs of tests, each with the full names of its tests, and
/// whether there is a benchmark or an example.
struct Known {
    /// The unit tests of the library have no name.
    tests: Vec<(String, Vec<String>)>,
    has: fn(folder: &str, name: &str) -> bool,
}

impl Known {
    fn of_the_project() -> Self {
        let mains = files_below("tests", &["/main.rs"]);
        let programs = mains
            .iter()
            .filter_map(|main| main.strip_suffix("/main.rs")?.strip_prefix("tests/"))
            .map(|program| (program.to_owned(), tests_below(&format!("tests/{program}"))));
        Self {
            tests: programs
                .chain([(String::new(), tests_below("src"))])
                .collect(),
            has: |folder, name| {
                let path = root().join(folder).join(name);
                path.with_extension("rs").is_file() || path.join("main.rs").is_file()
            },
        }
    }
}

/// The full names of all tests in a folder, such as `store::kills::nothing_is_lost`.
fn tests_below(folder: &str) -> Vec<String> {
    let files = files_below(folder, &[".rs"]).into_iter();
    let names = files.flat_map(|path| {
        let inner = path[folder.len() + 1..].trim_end_matches(".rs");
        let inner = inner.strip_suffix("/mod").unwrap_or(inner);
        let module = match inner {
            "main" | "lib" => String::new(),
            _ => inner.replace('/', "::") + "::",
        };
        let tests = tests_in(&read(&path)).into_iter();
        tests
            .map(|test| format!("{module}{test}"))
            .collect::<Vec<_>>()
    });
    names.collect()
}

/// The names of the functions with the attribute `test`.
fn tests_in(code: &str) -> Vec<String> {
    let mut is_test = false;
    let mut names = Vec::new();
    for line in code.lines().map(str::trim_start) {
        is_test |= line.starts_with("#[test]");
        let name = line.strip_prefix("fn ").filter(|_| is_test);
        if let Some((name, _)) = name.and_then(|rest| rest.split_once(['(', '<'])) {
            names.push(name.to_owned());
            is_test = false;
        }
    }
    names
}

/// The commands of a page, each with the byte at which it starts. In backticks, one may go on
/// in the next line; in a block, it ends with its line.
fn commands(text: &str) -> Vec<(usize, &str)> {
    let starts = text.match_indices("cargo ").map(|(at, _)| at);
    let wrapped = text.match_indices("cargo\n").map(|(at, _)| at);
    let command = |at: usize| {
        let paragraph = text[..at].rsplit("\n\n").next().unwrap_or_default();
        let ticks = paragraph.replace("```", "").matches('`').count();
        let ends: &[char] = match ticks % 2 {
            1 => &['`'],
            _ => &['\n', '`', ';', '&', '|', '#'],
        };
        (at, text[at..].split(ends).next().unwrap_or_default())
    };
    starts.chain(wrapped).map(command).collect()
}

/// What is wrong with a command.
fn wrong(command: &str, known: &Known) -> Vec<String> {
    let spaced = command.replace('=', " ");
    let mut words = spaced.split_whitespace().skip(1).peekable();
    words.next_if(|word| word.starts_with('+'));
    let subcommand = words.next().unwrap_or_default();
    if !matches!(subcommand, "test" | "bench" | "run") {
        return Vec::new();
    }
    // a name in capitals or braces stands for any
    let is_open =
        |name: &str| name.starts_with(['{', '…']) || name.chars().all(|c| !c.is_ascii_lowercase());
    let mut wrong = Vec::new();
    let (mut programs, mut filters) = (Vec::new(), Vec::new());
    while let Some(word) = words.next() {
        let folder = match word {
            // the rest is for the program that is run
            "--" if subcommand != "test" => break,
            "--test" => "tests",
            "--bench" => "benches",
            "--example" => "examples",
            "--lib" => {
                programs.extend(known.tests.iter().filter(|(name, _)| name.is_empty()));
                continue;
            }
            "--features" | "--profile" | "--target" | "--test-threads" | "--skip" | "-j" => {
                words.next();
                continue;
            }
            word if word.starts_with('-') => continue,
            word => {
                filters.extend(Some(word).filter(|word| !is_open(word)));
                continue;
            }
        };
        let Some(name) = words.next().filter(|name| !is_open(name)) else {
            continue;
        };
        let program = known.tests.iter().find(|(program, _)| program == name);
        let exists = match folder {
            "tests" => program.is_some(),
            _ => (known.has)(folder, name),
        };
        if folder == "tests" {
            programs.extend(program);
        }
        if !exists {
            wrong.push(format!("there is no {folder}/{name}"));
        }
    }
    if subcommand != "test" || !wrong.is_empty() {
        return wrong;
    }
    if programs.is_empty() {
        programs.extend(&known.tests);
    }
    filters.retain(|filter| {
        let mut tests = programs.iter().flat_map(|(_, tests)| tests);
        !tests.any(|test| test.contains(filter))
    });
    let unmatched = filters.iter();
    unmatched
        .map(|filter| format!("no test matches {filter}"))
        .collect()
}

/// Commands of a page that name what does not exist.
fn faults(path: &str, text: &str, known: &Known) -> Vec<String> {
    let commands = commands(text).into_iter();
    let faults = commands.flat_map(|(at, command)| {
        let line = line_of(text, at);
        let wrong = wrong(command, known).into_iter();
        wrong
            .map(|wrong| format!("{path}:{line}: `{command}`: {wrong}"))
            .collect::<Vec<_>>()
    });
    faults.collect()
}

#[test]
fn documented_commands_name_what_exists() {
    let known = Known::of_the_project();
    // the changelog tells of commands as they were
    let pages = documents()
        .into_iter()
        .filter(|(path, _)| path != "CHANGELOG.md");
    let faults = pages.flat_map(|(path, text)| faults(&path, &text, &known));
    assert_none(&faults.collect::<Vec<_>>());
}

#[test]
fn a_command_that_names_what_does_not_exist_is_found() {
    let tests = |program: &str, tests: &[&str]| {
        let tests = tests.iter().map(|&test| test.to_owned());
        (program.to_owned(), tests.collect())
    };
    let known = Known {
        tests: vec![
            tests("library", &["store::kills::nothing_is_lost", "outputs::a"]),
            tests("program", &["plot::a"]),
            tests("", &["stats::tests::b"]),
        ],
        has: |folder, name| (folder, name) == ("benches", "streams"),
    };
    let count = |text: &str| faults("a.md", text, &known).len();
    let faulty = [
        "`cargo test --test store`",
        "cargo test --test library stoer\n",
        "a `b`\n`BLESS=1 cargo test --test=library stores`",
        "`cargo test --test library\noutput_of`",
        "`cargo\ntest --test libraries`",
        "```sh\ncargo test --locked --test library -- store sampling # both\n```",
        "cargo test --test library plot",
        "cargo test --lib store",
        "cargo test nowhere",
        "cargo bench --bench steams",
        "cargo run --release --example streams -- --runs 9",
    ];
    for text in faulty {
        assert_eq!(count(text), 1, "{text}");
    }
    let sound = [
        "`cargo test`, `cargo build --release`, `cargo test --locked --test library sto`",
        "cargo test --test library store::kills",
        "cargo test --test library -- store nothing_is_lost --test-threads 1",
        "cargo test --test library --test program -- plot store\n",
        "cargo test --test library NAME, --test {program}\n",
        "cargo test --lib stats\ncargo test plot; nothing\n",
        "cargo bench --features simd --bench streams -- nothing",
        "cargo run --release -- run nothing.toml",
    ];
    for text in sound {
        assert_eq!(faults("a.md", text, &known), [""; 0], "{text}");
    }
}

#[test]
fn tests_are_found_by_their_attribute() {
    let code = "fn a() {}\n#[test]\n#[ignore]\nfn b() {\n    fn c() {}\n}\n    #[test]\n    \
                fn d(x in 0..9) {}\n";
    assert_eq!(tests_in(code), ["b", "d"]);
    let house = tests_below("tests/house");
    assert!(
        house
            .iter()
            .any(|test| test == "test_commands::tests_are_found_by_their_attribute")
    );
}
