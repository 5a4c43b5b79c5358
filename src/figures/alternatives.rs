//! What rows at design points are called: by what tells them from each other, and no more.

use super::subject::distinct;
use crate::numerals::significant;
use crate::row::{At, Row, Rows};
use crate::table::Cell;

/// Factors that differ beyond these are not listed in a name: the number of the point stands
/// for them, by which tables have them.
const MOST: usize = 3;

/// Digits of factors, unless two rows would have the same name.
const DIGITS: usize = 3;

/// Names of the rows of a table: the variant, where there are several or nothing else differs,
/// and the factors that are not the same at all points.
pub(crate) fn names<R: Row>(
    table: &Rows<R>,
    variant: fn(&R) -> &str,
) -> impl Fn(&At<R>) -> String + '_ {
    let variants = distinct(table.iter().map(|row| variant(row)));
    // the first column is the number of the point
    let columns = table.place().iter().enumerate().skip(1);
    let columns = columns.filter(|(place, _)| {
        let mut cells = table.iter().map(|row| &row.place[*place]);
        let first = cells.next();
        cells.any(|cell| Some(cell) != first)
    });
    let columns: Vec<(usize, &str)> = columns
        .map(|(place, column)| (place, column.name.as_str()))
        .collect();
    let at = move |place: &[Cell], digits: usize| {
        if columns.len() > MOST {
            return format!("point {}", place[0]);
        }
        let told = columns.iter().map(|(column, name)| {
            let level = match &place[*column] {
                Cell::Number(number) => significant(*number, digits),
                cell => cell.to_string(),
            };
            format!("{name} = {level}")
        });
        told.collect::<Vec<_>>().join(", ")
    };
    let mut points: Vec<&[Cell]> = Vec::new();
    for row in table.iter().filter(|row| !row.place.is_empty()) {
        if points.last().is_none_or(|last| last[0] != row.place[0]) {
            points.push(&row.place);
        }
    }
    points.sort_by_key(|point| point[0].to_string());
    points.dedup_by_key(|point| point[0].to_string());
    let short = points.iter().map(|point| at(point, DIGITS));
    let short: Vec<String> = short.collect();
    let is_short = distinct(short.iter().map(String::as_str)).len() == points.len();
    let digits = if is_short { DIGITS } else { 17 };
    move |row| {
        let (variant, at) = (variant(row), at(&row.place, digits));
        match (at.is_empty(), variants.len()) {
            (true, _) => variant.to_owned(),
            (false, 1) => at,
            (false, _) => format!("{variant} at {at}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;
    use crate::table::{Column, Kind};

    row! {
        /// A row with a variant.
        struct Own = "own.csv" {
            /// The variant.
            variant: String,
        }
    }

    fn named(factors: &[&str], rows: &[(&str, &[f64])]) -> Vec<String> {
        let point = Column::new("point", Kind::Count, "", "");
        let factors = factors
            .iter()
            .map(|name| Column::new(name, Kind::Number, "", ""));
        let columns: Vec<Column> = std::iter::once(point).chain(factors).collect();
        let mut table = match columns.len() {
            1 => Rows::default(),
            _ => Rows::at(columns.clone()),
        };
        let mut points: Vec<&[f64]> = Vec::new();
        for (variant, levels) in rows {
            let known = points.iter().position(|known| known == levels);
            let point = known.unwrap_or(points.len());
            points.push(levels);
            let levels = levels.iter().map(|&level| Cell::Number(level));
            let place = std::iter::once(Cell::Count(point as u64)).chain(levels);
            let place = if columns.len() == 1 {
                Vec::new()
            } else {
                place.collect()
            };
            let variant = (*variant).to_owned();
            table.push_at(place, Own { variant });
        }
        let name = names(&table, |own: &Own| &own.variant);
        table.iter().map(name).collect()
    }

    #[test]
    fn only_what_tells_rows_apart_is_in_their_names() {
        assert_eq!(named(&[], &[("a", &[]), ("b", &[])]), ["a", "b"]);
        assert_eq!(named(&[], &[("a", &[])]), ["a"]);
        // a variant that is alone is in the title; `y` is the same everywhere
        let rows: [(&str, &[f64]); 2] = [("a", &[0.123_456, 7.0]), ("a", &[0.2, 7.0])];
        assert_eq!(named(&["x", "y"], &rows), ["x = 0.123", "x = 0.2"]);
        assert_eq!(named(&["x"], &[("a", &[1.0])]), ["a"]);
        let rows: [(&str, &[f64]); 3] = [("a", &[1.0]), ("b", &[1.0]), ("a", &[2.0])];
        assert_eq!(
            named(&["x"], &rows),
            ["a at x = 1", "b at x = 1", "a at x = 2"]
        );
    }

    #[test]
    fn no_two_points_have_the_same_name() {
        let rows: [(&str, &[f64]); 2] = [("a", &[0.123_41]), ("a", &[0.123_42])];
        assert_eq!(named(&["x"], &rows), ["x = 0.12341", "x = 0.12342"]);
        let rows: [(&str, &[f64]); 2] = [("a", &[1.0; 4]), ("a", &[2.0; 4])];
        let many = named(&["w", "x", "y", "z"], &rows);
        assert_eq!(many, ["point 0", "point 1"]);
    }
}
