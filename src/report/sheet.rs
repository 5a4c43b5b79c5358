//! Tables as people read them: rounded, with intervals, in groups; the exact
//! numbers wait behind them for whoever sorts or copies.

use maud::{Markup, Render, html};

use crate::numerals::significant;
use crate::table::Cell;

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

/// The head of a column.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its name.
    pub title: String,
    /// What stands in the column.
    pub meaning: String,
    /// Whether it holds numbers.
    pub numeric: bool,
    /// Names of the parts of its fields, for copies; the title if there is one part.
    pub parts: Vec<String>,
}

/// Rows that belong together.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// What they have in common; empty if nothing need be said.
    pub title: String,
    /// The rows, with a field a column.
    pub rows: Vec<Vec<Field>>,
}

/// What stands in a row and a column.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// What is shown.
    pub shown: String,
    /// What is shown below it, smaller.
    pub below: String,
    /// The number by which it is sorted; texts are sorted by what is shown.
    pub order: Option<f64>,
    /// What is copied: a text for each part of the column; empty if it is what is
    /// shown.
    pub copied: Vec<String>,
}

impl Head {
    /// A column of texts.
    pub fn text(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            ..Self::default()
        }
    }

    /// A column of numbers.
    pub fn number(title: &str) -> Self {
        Self {
            numeric: true,
            ..Self::text(title)
        }
    }

    /// The same with what stands in it.
    #[must_use]
    pub fn meaning(mut self, meaning: &str) -> Self {
        meaning.clone_into(&mut self.meaning);
        self
    }
}

impl Field {
    /// A text.
    pub fn text(shown: impl Into<String>) -> Self {
        Self {
            shown: shown.into(),
            ..Self::default()
        }
    }

    /// The same with a smaller line below.
    #[must_use]
    pub fn below(mut self, below: impl Into<String>) -> Self {
        self.below = below.into();
        self
    }

    /// A cell of a table.
    pub fn cell(cell: &Cell) -> Self {
        let exact = cell.to_string();
        let (shown, order) = match cell {
            Cell::Missing => ("–".to_owned(), None),
            Cell::Number(number) => (short(*number), Some(*number)),
            // a place in an order needs no last digit
            Cell::Count(count) => (exact.clone(), Some(*count as f64)),
            Cell::Integer(integer) => (exact.clone(), Some(*integer as f64)),
            Cell::Text(text) => (text.to_string(), None),
        };
        let same = shown == exact;
        Self {
            shown,
            below: String::new(),
            order,
            copied: if same { Vec::new() } else { vec![exact] },
        }
    }
}

/// A number of any size in four digits.
fn short(number: f64) -> String {
    match number.abs() {
        0.0 => "0".to_owned(),
        m if !(1e-4..1e7).contains(&m) => format!("{number:.2e}"),
        _ => significant(number, 4),
    }
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
                td class=[head.numeric.then_some("n")] data-copy=[copied]
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
    fn numbers_of_any_size_are_short() {
        let shown = [0.0, 1234.56, -0.00012346, 1.5e-28, 2.5e9].map(short);
        assert_eq!(shown, ["0", "1235", "-0.0001235", "1.50e-28", "2.50e9"]);
    }
}
