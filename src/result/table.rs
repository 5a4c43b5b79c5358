//! A table that is read from a file: its cells are typed as the dictionary says.

use std::io::Read;

use crate::table::{Cell, Column, Kind, Table};

/// The greatest count: from there on numbers of a file are not exact.
const MOST: u64 = 1 << 53;

/// The greatest size of a number, far above any that is written: what is greater cannot be
/// squared or drawn.
const GREATEST: f64 = 1e100;

/// Reads CSV with a header that has these columns, in this order.
pub(super) fn read_table(columns: Vec<Column>, bytes: &[u8]) -> Result<Table, String> {
    let mut whole = Table::new(columns.clone());
    each_row(&columns, bytes, |cells| whole.push(cells))?;
    Ok(whole)
}

/// The same in tables of so many rows, the last of them shorter: a long file need not be in
/// memory as a whole. No table is empty.
pub(super) fn read_parts(
    columns: &[Column],
    source: impl Read,
    rows: usize,
    mut listener: impl FnMut(&Table),
) -> Result<(), String> {
    let mut part = Table::new(columns.to_vec());
    each_row(columns, source, |cells| {
        part.push(cells);
        if part.rows().len() == rows {
            listener(&part);
            part.clear();
        }
    })?;
    if part.rows().len() > 0 {
        listener(&part);
    }
    Ok(())
}

fn each_row(
    columns: &[Column],
    source: impl Read,
    mut listener: impl FnMut(Vec<Cell>),
) -> Result<(), String> {
    let mut csv = csv::Reader::from_reader(source);
    let header = csv.headers().map_err(|error| error.to_string())?;
    if !header.iter().eq(columns.iter().map(|column| &column.name)) {
        return Err("its columns are not those of dictionary.csv".to_owned());
    }
    let mut record = csv::StringRecord::new();
    while csv
        .read_record(&mut record)
        .map_err(|error| error.to_string())?
    {
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().zip(columns).map(|(text, column)| {
            cell(text, column).ok_or_else(|| {
                let Column { name, kind, .. } = column;
                let range = match kind {
                    Kind::Count => format!("; allowed: 0 to {MOST}"),
                    Kind::Integer => format!("; allowed: -{MOST} to {MOST}"),
                    Kind::Number => format!("; allowed: -{GREATEST:e} to {GREATEST:e}"),
                    Kind::Text => String::new(),
                };
                let kind = kind.name();
                format!("line {line}: `{text}` is no {kind} for `{name}`{range}")
            })
        });
        listener(cells.collect::<Result<Vec<Cell>, String>>()?);
    }
    Ok(())
}

fn cell(text: &str, column: &Column) -> Option<Cell> {
    if text.is_empty() && column.empty.is_some() {
        return Some(Cell::Missing);
    }
    match column.kind {
        Kind::Count => {
            let count: u64 = text.parse().ok()?;
            (count <= MOST).then_some(Cell::Count(count))
        }
        Kind::Integer => {
            let number: i64 = text.parse().ok()?;
            (number.unsigned_abs() <= MOST).then_some(Cell::Integer(number))
        }
        Kind::Number => {
            let number: f64 = text.parse().ok()?;
            (number.abs() <= GREATEST).then_some(Cell::Number(number))
        }
        Kind::Text => Some(Cell::text(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        vec![
            Column::new("role", Kind::Text, "", "Whose."),
            Column::new("n", Kind::Count, "", "How many."),
            Column::new("mean", Kind::Number, "share", "The mean.").or_empty("none"),
        ]
    }

    #[test]
    fn cells_are_typed_as_the_columns_say() {
        let table = read_table(columns(), b"role,n,mean\n\"a, b\",3,0.5\nc,4,\n").unwrap();
        let rows: Vec<&[Cell]> = table.rows().collect();
        let first = [Cell::text("a, b"), Cell::Count(3), Cell::Number(0.5)];
        assert_eq!(rows[0], first);
        assert_eq!(rows[1][2], Cell::Missing);
        assert_eq!(table.columns()[2].unit, "share");
    }

    #[test]
    fn parts_are_the_whole() {
        let text = b"role,n,mean\na,1,0.5\nb,2,\nc,3,1\n";
        let whole = read_table(columns(), text).unwrap();
        for rows in 1..5 {
            let mut cells = Vec::new();
            read_parts(&columns(), &text[..], rows, |part| {
                assert!((1..=rows).contains(&part.rows().len()));
                cells.extend(part.rows().map(<[Cell]>::to_vec));
            })
            .unwrap();
            assert!(cells.iter().eq(whole.rows()), "{rows}");
        }
    }

    #[test]
    fn what_is_not_as_described_is_refused_with_its_place() {
        let problem = |text: &str| read_table(columns(), text.as_bytes()).unwrap_err();
        assert_eq!(
            problem("role,n\na,1\n"),
            "its columns are not those of dictionary.csv"
        );
        assert_eq!(
            problem("role,n,mean\na,1,0\na,-1,0\n"),
            "line 3: `-1` is no count for `n`; allowed: 0 to 9007199254740992"
        );
        assert_eq!(
            problem("role,n,mean\na,1,inf\n"),
            "line 2: `inf` is no number for `mean`; allowed: -1e100 to 1e100"
        );
        for text in ["a,1,1e308", "a,1,-1e101", "a,1,nan", "a,9007199254740993,0"] {
            let told = problem(&format!("role,n,mean\n{text}\n"));
            assert!(told.starts_with("line 2: `"), "{told}");
        }
        assert!(problem("role,n,mean\na,1\n").contains("fields"));
    }
}
