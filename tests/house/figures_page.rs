//! The table of the kinds of figures in docs/figures.md.

use std::fmt::Write;

use orgsim::questions::figure_kinds;

use crate::generated::keep;

#[test]
fn the_page_lists_the_kinds() {
    keep("docs/figures.md", |what| {
        (what == "kinds of figures").then(|| {
            let mut table = "| kind | shows |\n|---|---|\n".to_owned();
            for kind in figure_kinds() {
                let _ = writeln!(table, "| `{}` | {} |", kind.name, kind.about);
            }
            table
        })
    });
}
