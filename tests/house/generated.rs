//! Parts of documents that are made from the program or the tests, between marks.

use std::fmt::Write;

use crate::{assert_none, read, root};

const BEGIN: &str = "<!-- generated: ";
const END: &str = "<!-- end of generated -->\n";

/// A page without its generated parts: what somebody wrote.
pub(crate) fn written(page: &str) -> String {
    let mut parts = page.split(BEGIN);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once(END).map_or("", |(_, after)| after));
    }
    text
}

/// A page with its generated parts made anew, and what is wrong with its marks.
fn renewed(path: &str, page: &str, made: impl Fn(&str) -> Option<String>) -> (String, Vec<String>) {
    let mut faults = Vec::new();
    let mut parts = page.split(BEGIN);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let what = part.split(" -->").next().unwrap_or_default();
        match (made(what), part.split_once(END)) {
            (Some(made), Some((_, after))) => {
                let _ = write!(text, "{BEGIN}{what} -->\n\n{made}\n{END}{after}");
            }
            (made, _) => {
                let fault = match made {
                    None => "nothing is generated under this name",
                    Some(_) => "the generated part has no end",
                };
                faults.push(format!("{path}: {what}: {fault}"));
                let _ = write!(text, "{BEGIN}{part}");
            }
        }
    }
    (text, faults)
}

/// Names of the parts that a page has, in its order.
pub(crate) fn names(page: &str) -> Vec<&str> {
    let parts = page.split(BEGIN).skip(1);
    parts.filter_map(|part| part.split(" -->").next()).collect()
}

/// Compares the generated parts of a document with what is made now; with `BLESS` set,
/// writes them.
pub(crate) fn keep(path: &str, made: impl Fn(&str) -> Option<String>) {
    let page = read(path);
    let (new, faults) = renewed(path, &page, made);
    assert_none(&faults);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(root().join(path), new).unwrap();
    } else {
        assert!(
            page == new,
            "{path} is out of date: BLESS=1 cargo test --test house"
        );
    }
}

#[test]
fn a_part_that_is_old_unknown_or_open_is_found() {
    let page = format!("a\n{BEGIN}x -->\nold\n{END}b\n{BEGIN}y -->\n{END}c\n");
    let known = |what: &str| (what == "x").then(|| "new\n".to_owned());
    let (new, faults) = renewed("p.md", &page, known);
    assert!(
        new.starts_with(&format!("a\n{BEGIN}x -->\n\nnew\n\n{END}b\n")),
        "{new}"
    );
    assert!(new.ends_with(&format!("{BEGIN}y -->\n{END}c\n")), "{new}");
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(renewed("p.md", &new, known).0, new);
    assert_eq!(written(&page), "a\nb\nc\n");
    let (_, faults) = renewed("p.md", &format!("{BEGIN}x -->\nold\n"), known);
    assert!(faults[0].ends_with("has no end"), "{faults:?}");
}
