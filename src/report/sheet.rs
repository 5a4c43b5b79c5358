//! Tables as people read them: rounded, with intervals, in groups; the exact
//! numbers wait behind them for whoever sorts or copies.

use maud::{Markup, Render, html};

use crate::output::{Field, Head};

/// A longer text needs room: a table that is wider than its page would make it a column of
/// single words.
const LONG: usize = 40;

/// A table of a report.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What it shows.
    pub caption: String,
    /// What else must be known to read it.
    pub note: String,
    /// Its columns; the first one names the rows.
    pub heads: Vec<Head>,
    /// Its rows, in groups.
    pub groups: Vec<Group>,
    /// Whether a narrow page shows each row as a list of its fields.
    pub stacks: bool,
}

/// Rows that belong together.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// What they have in common; empty if nothing need be said.
    pub title: String,
    /// The rows, with a field a column.
    pub rows: Vec<Vec<Field>>,
}

impl Sheet {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn head(&self, head: &Head) -> Markup {
        let parts = (head.parts.len() > 1).then(|| head.parts.join("\t"));
        let name = head.parts.first().filter(|_| head.parts.len() == 1);
        html! {
            th scope="col" class=[head.numeric.then_some("n")] data-copy=[parts.or(name.cloned())]
                title=[Some(&head.meaning).filter(|meaning| !meaning.is_empty())] {
                (head.title)
            }
        }
    }

    fn field(&self, place: usize, field: &Field) -> Markup {
        let head = &self.heads[place];
        let copied = (!field.copied.is_empty()).then(|| field.copied.join("\t"));
        let label = (self.stacks && place > 0).then_some(&head.title);
        let class = match head.numeric {
            true => Some("n"),
            false => (field.shown.chars().count() > LONG).then_some("long"),
        };
        // what is shown or copied orders by itself, if it is that number
        let first = field.copied.first().unwrap_or(&field.shown);
        let order = field.order.filter(|order| order.to_string() != *first);
        let inside = html! {
            // numbers have one direction
            @if head.numeric { (field.shown) } @else { bdi { (field.shown) } }
            @if !field.below.is_empty() { " " small { (field.below) } }
        };
        html! {
            @if place == 0 {
                th scope="row" data-copy=[copied] data-order=[order] { (inside) }
            } @else {
                td class=[class] data-copy=[copied]
                    data-order=[order] data-label=[label] { (inside) }
            }
        }
    }
}

impl Render for Sheet {
    fn render(&self) -> Markup {
        html! {
            div class="sheet" data-caption=(self.caption) {
                p class="caption" {
                    strong { (self.caption) }
                    @if !self.note.is_empty() { " " span class="note" { (self.note) } }
                }
                div class="scroll" tabindex="0" role="group" aria-label=(self.caption) {
                    table class=[self.stacks.then_some("stacks")] aria-label=(self.caption) {
                        thead { tr { @for head in &self.heads { (self.head(head)) } } }
                        @for group in &self.groups {
                            tbody {
                                @if !group.title.is_empty() {
                                    tr class="group" {
                                        th scope="rowgroup" colspan=(self.heads.len()) {
                                            (group.title)
                                        }
                                    }
                                }
                                @for row in &group.rows {
                                    tr {
                                        @for (place, field) in row.iter().enumerate() {
                                            (self.field(place, field))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;

    #[test]
    fn a_cell_is_shown_in_brief_and_copied_exactly() {
        let sheet = Sheet {
            heads: vec![Head::text("name"), Head::number("mean"), Head::text("none")],
            groups: vec![Group {
                title: String::new(),
                rows: vec![vec![
                    Field::text("<b>"),
                    Field::cell(&Cell::from(1.0 / 3.0)),
                    Field::cell(&Cell::Missing),
                ]],
            }],
            ..Sheet::default()
        };
        let html = sheet.render().into_string();
        assert!(html.contains("&lt;b&gt;"), "{html}");
        let third = "0.3333333333333333";
        assert!(html.contains(&format!("data-copy=\"{third}\">")));
        assert!(html.contains(">0.3333</td>") && html.contains("<bdi>–</bdi>"));
    }

    #[test]
    fn a_long_text_has_room() {
        let long = "w".repeat(LONG + 1);
        let sheet = Sheet {
            heads: ["name", "note", "short"].map(Head::text).into(),
            groups: vec![Group {
                title: String::new(),
                rows: vec![["a", &long, "b"].map(Field::text).into()],
            }],
            ..Sheet::default()
        };
        let html = sheet.render().into_string();
        assert_eq!(html.matches("<td class=\"long\">").count(), 1, "{html}");
    }
}
