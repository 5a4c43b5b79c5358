//! Reports in a real Chromium: they render at every width, say nothing on the
//! console, ask for nothing, and answer to pointer, finger and keyboard; a checker of
//! accessibility finds nothing; texts of files stay texts.
//!
//! `tests/browser/install` gets what this needs. Without it the tests say what they
//! skip; with ORGSIM_REQUIRE_TOOLS=1 a skip is a failure.

#[cfg(feature = "export")]
mod exported;
mod live;
mod pages;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names under which Chromium is known.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// What drives pages.
struct Tools {
    browser: PathBuf,
    modules: PathBuf,
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(name));
    places.find(|place| place.is_file())
}

/// The tools, or what is missing.
fn tools() -> Result<Tools, String> {
    let browser = BROWSERS.iter().find_map(|name| on_path(name));
    let browser = browser.ok_or("there is no Chromium on the path")?;
    on_path("node").ok_or("there is no node on the path")?;
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let modules = target.expect("a folder in target").join("browser");
    match modules.join("node_modules/playwright-core").is_dir() {
        true => Ok(Tools { browser, modules }),
        false => Err(format!("no packages in {}", modules.display())),
    }
}

/// The tools; without them says what is skipped, or fails where that is wanted.
#[expect(clippy::print_stderr, reason = "a skip is said by name")]
fn tools_for(what: &str) -> Option<Tools> {
    tools()
        .map_err(|missing| {
            let skipped = format!("skipped: {what} in a browser: {missing}");
            let is_required = std::env::var("ORGSIM_REQUIRE_TOOLS").is_ok_and(|set| set == "1");
            assert!(!is_required, "{skipped}; tests/browser/install gets it");
            eprintln!("{skipped}");
        })
        .ok()
}

/// Puts pages to the browser; fails with the faults that it finds.
fn drive(task: &str, pages: &[PathBuf]) {
    let Some(tools) = tools_for(&format!("{task} of reports")) else {
        return;
    };
    let what = [OsStr::new(task)].into_iter();
    run(
        "drive",
        &tools,
        what.chain(pages.iter().map(|page| page.as_os_str())),
    );
}

/// Runs a script of `tests/browser` on something; fails with the faults that it finds.
fn run<'a>(script: &str, tools: &Tools, what: impl IntoIterator<Item = &'a OsStr>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");
    let output = Command::new("node")
        .arg(format!("{folder}/{script}.mjs"))
        .args([&tools.modules, &tools.browser])
        .args(what)
        .output()
        .expect("node runs");
    let [said, cried] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{script}:\n{said}{cried}");
}

#[test]
fn every_page_renders_at_every_width_and_asks_for_nothing() {
    drive("render", &pages::all());
}

// Two tests, since they take the longest and run side by side.
#[test]
fn the_checker_of_accessibility_finds_nothing_in_light() {
    drive("accessibility-light", &pages::all());
}

#[test]
fn the_checker_of_accessibility_finds_nothing_in_dark() {
    drive("accessibility-dark", &pages::all());
}

#[test]
fn values_of_figures_are_reached_by_pointer_finger_and_keyboard() {
    drive("figures", &[pages::run(), pages::side_by_side()]);
}

#[test]
fn the_first_screen_has_the_answer_and_its_picture() {
    drive("opening", &[pages::run()]);
}

#[test]
fn a_brief_is_printed_on_one_page() {
    drive("brief", &[pages::brief(), pages::brief_of_fit()]);
}

#[test]
fn tables_sort_and_copy() {
    drive("tables", &[pages::run(), pages::comparison()]);
}

#[test]
fn the_theme_switches_and_is_forgotten() {
    drive("theme", &[pages::run()]);
}

#[test]
fn the_keyboard_reaches_everything() {
    drive("keyboard", &[pages::run()]);
}

#[test]
fn hostile_names_stay_text() {
    drive(
        "hostile",
        &[pages::hostile_scenario(), pages::hostile_page()],
    );
}
