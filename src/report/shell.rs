//! What every report carries: the style with its letters, the script, and the
//! policy that lets a browser run these two and load nothing.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac_sha256::Hash;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("behaviour.js");
const FACES: [(u16, &[u8]); 2] = [
    (400, include_bytes!("../drawing/fonts/Inter-Regular.woff2")),
    (600, include_bytes!("../drawing/fonts/Inter-SemiBold.woff2")),
];

/// Style, script and policy of a page.
pub(crate) struct Shell {
    /// The inside of the `style` element.
    pub(crate) style: String,
    /// The inside of the `script` element.
    pub(crate) script: String,
    /// A content security policy for a `meta` element.
    pub(crate) policy: String,
}

static SHELL: LazyLock<Shell> = LazyLock::new(|| Shell::of("", SCRIPT.to_owned(), "", ""));

impl Shell {
    /// The style of a report and more, a script, and a policy that lets a browser run these
    /// two, what `run` says beside the script, and what `more` says.
    pub(crate) fn of(style: &str, script: String, run: &str, more: &str) -> Self {
        let style = faces() + STYLE + style;
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'{run}; font-src data:; base-uri \
             'none'; form-action 'none'{more}",
            source(&style),
            source(&script)
        );
        Self {
            style,
            script,
            policy,
        }
    }
}

/// The letters.
fn faces() -> String {
    let faces = FACES.map(|(weight, bytes)| {
        let data = STANDARD.encode(bytes);
        format!(
            "@font-face{{font-family:Inter;font-weight:{weight};font-display:swap;\
             src:url(data:font/woff2;base64,{data}) format(\"woff2\")}}\n"
        )
    });
    faces.concat()
}

/// What every report carries.
pub(super) fn shell() -> &'static Shell {
    &SHELL
}

/// A text as a source of a policy.
fn source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Hash::hash(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_its_element_early() {
        let shell = shell();
        assert!(!shell.style.contains("</"));
        assert!(!shell.script.contains("</") && !shell.script.contains("<!--"));
        // loading from elsewhere would be refused by the policy
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }

    #[test]
    fn the_policy_names_what_is_there() {
        // printf 'abc' | openssl dgst -sha256 -binary | base64
        let known = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(source("abc"), known);
        assert!(
            shell()
                .policy
                .starts_with("default-src 'none'; style-src 'sha256-")
        );
    }
}
