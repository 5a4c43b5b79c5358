//! The page as one HTML document. A script of its own moves levers and shows what comes back; it
//! reads from the same place as the page, in ways that [`BEHAVIOUR`] begins with.

use std::sync::LazyLock;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::Shell;

/// The script of the page.
pub const BEHAVIOUR: &str = include_str!("behaviour.js");

static SHELL: LazyLock<Shell> =
    LazyLock::new(|| Shell::of(include_str!("style.css"), BEHAVIOUR, "; connect-src 'self'"));

/// The document.
pub fn page() -> String {
    let shell = &*SHELL;
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
                        div id="measures" {}
                        p id="note" class="note" {}
                        details {
                            summary { "The command line that gives these numbers" }
                            pre tabindex="0" { code id="command" {} }
                        }
                    }
                }
                noscript { p { "This page moves with a script; allow scripts for it." } }
                script { (PreEscaped(shell.script)) }
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
            (button("save", "Save scenario", ""))
            (button("csv", "Save CSV", ""))
            (button("present", "Present", ""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_loaded_from_elsewhere_and_nothing_ends_early() {
        let page = page();
        assert_eq!(page.matches("<script>").count(), 1);
        assert!(!BEHAVIOUR.contains("</") && !BEHAVIOUR.contains("<!--"));
        assert!(page.contains("; connect-src 'self'\""));
        assert!(!page.contains("http://") && !page.contains("https://"));
    }
}
