//! The modules that a piece of code names.

/// A path in the code: its segments from the root of the crate, and where it
/// stands.
#[derive(Debug, PartialEq)]
pub(crate) struct Named {
    /// Segments below the root.
    pub(crate) path: Vec<String>,
    /// Byte at which it starts.
    pub(crate) at: usize,
}

/// All paths in `code` that start with `crate`, `orgsim` or `super`, where the
/// code is that of `module`.
pub(crate) fn named_paths(code: &str, module: &[&str]) -> Vec<Named> {
    let mut named = Vec::new();
    let mut end_of_last = 0;
    for (at, word) in words(code) {
        let follows = code[at + word.len()..].trim_start().starts_with("::");
        let starts = at >= end_of_last && !code[..at].trim_end().ends_with("::");
        if !follows || !starts {
            continue;
        }
        let base = match word {
            "crate" | "orgsim" => Vec::new(),
            "super" => parent(module),
            _ => continue,
        };
        let mut tree = Tree {
            code,
            at: at + word.len(),
            start: at,
            found: Vec::new(),
        };
        tree.continues(base);
        end_of_last = tree.at;
        named.append(&mut tree.found);
    }
    named
}

/// All paths in `code` that start with the word `first`, which stands for `base`.
pub(crate) fn paths_from(code: &str, first: &str, base: Vec<String>) -> Vec<Named> {
    let mut named = Vec::new();
    for (at, word) in words(code) {
        let follows = code[at + word.len()..].trim_start().starts_with("::");
        let starts = !code[..at].trim_end().ends_with("::");
        if word != first || !follows || !starts {
            continue;
        }
        let mut tree = Tree {
            code,
            at: at + word.len(),
            start: at,
            found: Vec::new(),
        };
        tree.continues(base.clone());
        named.append(&mut tree.found);
    }
    named
}

fn parent(module: &[&str]) -> Vec<String> {
    let parents = &module[..module.len().saturating_sub(1)];
    parents.iter().map(|&name| name.to_owned()).collect()
}

/// The words of a code and where they start.
pub(crate) fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + code[at..].find(is_word)?;
        let length = code[start..].find(|c| !is_word(c));
        at = length.map_or(code.len(), |length| start + length);
        Some((start, &code[start..at]))
    })
}

/// A reader of one path or tree of paths, as `use` has them.
struct Tree<'a> {
    code: &'a str,
    at: usize,
    start: usize,
    found: Vec<Named>,
}

impl Tree<'_> {
    fn skip_space(&mut self) {
        let rest = &self.code[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, what: &str) -> bool {
        self.skip_space();
        let found = self.code[self.at..].starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    /// What may follow a segment.
    fn continues(&mut self, path: Vec<String>) {
        let before = self.at;
        if !self.eat("::") {
            self.end(path);
        } else if self.eat("{") {
            while !self.eat("}") {
                self.segment(path.clone());
                if self.eat("as") {
                    self.word();
                }
                if !self.eat(",") && !self.code[self.at..].starts_with('}') {
                    return;
                }
                self.skip_space();
            }
        } else if self.eat("*") {
            self.end(path);
        } else if self.code[self.at..].starts_with('<') {
            // Type arguments follow; the path is complete.
            self.at = before;
            self.end(path);
        } else {
            self.segment(path);
        }
    }

    fn segment(&mut self, mut path: Vec<String>) {
        match self.word().as_str() {
            "" => self.end(path),
            "self" => self.continues(path),
            "super" => {
                path.pop();
                self.continues(path);
            }
            word => {
                path.push(word.to_owned());
                self.continues(path);
            }
        }
    }

    fn word(&mut self) -> String {
        self.skip_space();
        let rest = &self.code[self.at..];
        let length = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        self.at += length;
        rest[..length].to_owned()
    }

    fn end(&mut self, path: Vec<String>) {
        self.found.push(Named {
            path,
            at: self.start,
        });
    }
}

#[test]
fn paths_of_every_form_are_found() {
    let find = |code: &str| -> Vec<String> {
        named_paths(code, &["model", "work"])
            .iter()
            .map(|named| named.path.join("::"))
            .collect()
    };
    assert_eq!(find("use crate::units::Quarter;"), ["units::Quarter"]);
    assert_eq!(
        find("use crate::{a::{b, c as d}, e::*, f};"),
        ["a::b", "a::c", "e", "f"]
    );
    assert_eq!(find("use super::{self as m, x};"), ["model", "model::x"]);
    assert_eq!(find("super::super::stats::mean(1)"), ["stats::mean"]);
    assert_eq!(
        find("use super :: quarter::Step;"),
        ["model::quarter::Step"]
    );
    assert_eq!(find("crate::a::f::<u8>() + crate::b"), ["a::f", "b"]);
    assert_eq!(find("pub(crate) fn f(x: my_crate::T) {}"), [""; 0]);
}
