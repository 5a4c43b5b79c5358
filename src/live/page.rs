//! The page as one HTML document. A script of its own moves levers and shows what comes back. It
//! asks the program that answers the page, or the engine that the page carries.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::carried::Carried;
use crate::report::Shell;

const STYLE: &str = include_str!("style.css");

/// What a page does, whoever it asks.
const BEHAVIOUR: &str = include_str!("behaviour.js");

/// The scenario as text, with its faults.
const EDITOR: &str = include_str!("editor.js");

/// Asks the program, at the address of the page.
const ASKS_PROGRAM: &str = include_str!("asks_program.js");

/// Asks a worker of the browser.
const ASKS_WORKER: &str = include_str!("asks_worker.js");

/// What the worker does.
const WORKER: &str = include_str!("worker.js");

static ANSWERED: LazyLock<Shell> = LazyLock::new(|| {
    let script = [ASKS_PROGRAM, BEHAVIOUR, EDITOR].concat();
    Shell::of(STYLE, script, "", "; connect-src 'self'")
});

static EXPORTED: LazyLock<Shell> = LazyLock::new(|| {
    let script = [ASKS_WORKER, BEHAVIOUR, EDITOR].concat();
    Shell::of(STYLE, script, " 'wasm-unsafe-eval'", "; worker-src blob:")
});

/// The document that a program answers.
pub fn page() -> String {
    document(&ANSWERED, &html! {})
}

/// The document that carries a scenario and an engine, WebAssembly under gzip, and needs nothing
/// else.
pub fn exported(engine: &[u8], carried: &Carried) -> String {
    // a text inside of a script element ends at the next `</script`
    let scenario = carried.to_json().replace('<', "\\u003c");
    let data = html! {
        script type="text/plain" id="engine" { (PreEscaped(STANDARD.encode(engine))) }
        script type="application/json" id="carried" { (PreEscaped(scenario)) }
        script type="text/plain" id="worker" { (PreEscaped(WORKER)) }
    };
    document(&EXPORTED, &data)
}

/// The page, with data that its script finds.
fn document(shell: &Shell, data: &Markup) -> String {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(shell.policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "orgsim live" }
                style { (PreEscaped(&shell.style)) }
            }
            body class="live" {
                a class="skip" href="#pictures" { "Skip to the pictures" }
                header {
                    div {
                        p class="kicker" { "orgsim live" }
                        h1 id="title" { "\u{2026}" }
                    }
                    (toolbar())
                }
                p id="status" role="status" { "Loading" }
                div id="faults" role="alert" hidden { pre {} }
                main {
                    form id="levers" aria-label="Levers" {
                        p id="organisation" class="note" {}
                        div id="groups" {}
                        fieldset {
                            legend { "All other parameters" }
                            label for="search" { "Search by key or meaning" }
                            input id="search" type="search" autocomplete="off";
                            div id="others" {}
                        }
                    }
                    section id="pictures" tabindex="-1" aria-label="Pictures" {
                        div id="pins" {}
                        div id="timeline" aria-hidden="true" {}
                        div id="measures" {}
                        p id="note" class="note" {}
                        details {
                            summary { "The command line that gives these numbers" }
                            pre tabindex="0" { code id="command" {} }
                        }
                    }
                }
                (editor())
                noscript { p { "This page moves with a script; allow scripts for it." } }
                (data)
                script { (PreEscaped(&shell.script)) }
            }
        }
    };
    document.into_string()
}

fn toolbar() -> Markup {
    let button = |id: &str, text: &str, keys: &str| {
        html! {
            button id=(id) type="button" aria-keyshortcuts=[(!keys.is_empty()).then_some(keys)] {
                (text)
            }
        }
    };
    html! {
        div class="toolbar" role="toolbar" aria-label="Actions" {
            (button("undo", "Undo", "Control+Z"))
            (button("redo", "Redo", "Control+Y"))
            (button("reset", "Reset", ""))
            (button("pin", "Pin", ""))
            (button("base", "Make it the baseline", ""))
            (button("share", "Copy link", ""))
            label class="button" { "Open\u{2026}" input id="open" type="file" accept=".toml,text/plain" class="unseen"; }
            (button("edit", "Edit as text", ""))
            (button("save", "Save scenario", ""))
            (button("csv", "Save CSV", ""))
            (button("report", "Save report", ""))
            (button("present", "Present", ""))
        }
    }
}

/// A scenario as text, with its faults where they stand.
fn editor() -> Markup {
    let button = |id: &str, text: &str| html! { button id=(id) type="button" { (text) } };
    html! {
        dialog id="editor" aria-labelledby="edited" {
            h2 id="edited" {}
            div class="sheet" {
                pre id="lines" aria-hidden="true" {}
                div {
                    pre id="marked" aria-hidden="true" {}
                    textarea id="text" aria-label="The scenario as text" aria-describedby="found"
                        spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" {}
                }
            }
            p id="found" role="status" {}
            ol id="list" aria-label="Faults" {}
            div class="toolbar" {
                (button("use", "Use it"))
                (button("leave", "Close"))
                (button("discard", "Discard"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::ParameterSource;
    use crate::scenario::load_str;

    #[test]
    fn nothing_is_loaded_from_elsewhere_and_nothing_ends_early() {
        let loaded = load_str("title = '</script><script>alert(1)'").unwrap();
        let carried = Carried::new(&loaded, &[], &ParameterSource::Ranges).unwrap();
        for page in [page(), exported(b"engine", &carried)] {
            assert_eq!(page.matches("<script>").count(), 1);
            assert!(!page.contains("http://") && !page.contains("https://"));
        }
        for script in [BEHAVIOUR, EDITOR, ASKS_PROGRAM, ASKS_WORKER, WORKER] {
            assert!(!script.contains("</") && !script.contains("<!--"));
        }
        assert!(page().contains("; connect-src 'self'\""));
    }

    #[test]
    fn a_page_that_is_sent_asks_nobody() {
        let loaded = load_str("").unwrap();
        let carried = Carried::new(&loaded, &[], &ParameterSource::Ranges).unwrap();
        let page = exported(b"engine", &carried);
        let policy = page
            .split("Content-Security-Policy\" content=\"")
            .nth(1)
            .unwrap();
        let policy = policy.split('"').next().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("connect-src"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }
}
