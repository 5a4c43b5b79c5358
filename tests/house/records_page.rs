//! The page about records: its columns and messages are those of the reader.

use orgsim::records::reading::{CODES, Subject};

use crate::generated;

fn columns() -> String {
    let mut text = String::new();
    for (number, subject) in Subject::ALL.into_iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        text += &format!("| `{}` | |\n|---|---|\n", subject.name());
        for column in subject.columns() {
            let name = match column.is_needed {
                true => format!("**`{}`**", column.name),
                false => format!("`{}`", column.name),
            };
            text += &format!("| {name} | {} |\n", column.meaning);
        }
    }
    text
}

fn codes() -> String {
    let mut text = "| code | name | meaning |\n|---|---|---|\n".to_owned();
    for code in CODES {
        text += &format!("| {} | {} | {} |\n", code.id, code.name, code.meaning);
    }
    text
}

#[test]
fn columns_and_messages_are_those_of_the_reader() {
    generated::keep("docs/records.md", |what| match what {
        "columns" => Some(columns()),
        "codes" => Some(codes()),
        _ => None,
    });
}
