//! The rows of a file, and where they stand.

use std::ops::Deref;
use std::slice::Iter;

use super::Row;
use crate::table::{Cell, Column, Table};

/// A row, and where it stands: at a design point, which is told by columns beside its own.
#[derive(Clone, Debug, PartialEq)]
pub struct At<R> {
    /// The cells of the columns beside its own.
    pub place: Vec<Cell>,
    /// The row.
    pub row: R,
}

impl<R> Deref for At<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.row
    }
}

/// The rows of a file. Before the columns of their type, a table may have others that say
/// where a row stands, such as the factors of an experiment, which only a user can name; or
/// it has them behind, where they tell more of a row.
#[derive(Clone, Debug)]
pub struct Rows<R> {
    place: Vec<Column>,
    place_is_behind: bool,
    rows: Vec<At<R>>,
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Self::at(Vec::new())
    }
}

impl<R> Rows<R> {
    /// No rows yet, with these columns before those of their type.
    pub fn at(place: Vec<Column>) -> Self {
        Self {
            place,
            place_is_behind: false,
            rows: Vec::new(),
        }
    }

    /// No rows yet, with these columns behind those of their type.
    pub fn followed_by(place: Vec<Column>) -> Self {
        Self {
            place_is_behind: true,
            ..Self::at(place)
        }
    }

    /// The columns beside those of the type.
    pub fn place(&self) -> &[Column] {
        &self.place
    }

    /// Adds a row of a table without such columns.
    pub fn push(&mut self, row: R) {
        self.push_at(Vec::new(), row);
    }

    /// Adds a row with the cells of these columns.
    pub fn push_at(&mut self, place: Vec<Cell>, row: R) {
        self.rows.push(At { place, row });
    }

    /// The rows in order.
    pub fn iter(&self) -> Iter<'_, At<R>> {
        self.rows.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<'a, R> IntoIterator for &'a Rows<R> {
    type Item = &'a At<R>;
    type IntoIter = Iter<'a, At<R>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<R> FromIterator<R> for Rows<R> {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
}

impl<R: Row> Rows<R> {
    /// The table for writers.
    pub fn table(&self) -> Table {
        let mut table = Table::new(self.in_order(&self.place, R::columns()));
        for At { place, row } in &self.rows {
            table.push(self.in_order(place, row.cells()));
        }
        table
    }

    /// What stands in the columns beside those of the type and in these, as in the file.
    fn in_order<T: Clone>(&self, place: &[T], own: Vec<T>) -> Vec<T> {
        match self.place_is_behind {
            true => [own.as_slice(), place].concat(),
            false => [place, own.as_slice()].concat(),
        }
    }

    /// The name of the file, and the table.
    pub fn file(&self) -> (&'static str, Table) {
        (R::FILE, self.table())
    }

    /// The rows of a table, whose last columns must be those of the type, or else its
    /// first.
    ///
    /// # Errors
    /// What is wrong: the names of the columns that are expected, or the number of the
    /// row, from 1, that does not hold one.
    pub fn of(table: &Table) -> Result<Self, String> {
        let own = R::columns();
        let all = table.columns();
        let names = |columns: &[Column]| -> Vec<String> {
            columns.iter().map(|column| column.name.clone()).collect()
        };
        let is_own = |start: &usize| {
            let here = all.get(*start..*start + own.len());
            here.is_some_and(|here| names(here) == names(&own))
        };
        let last = all.len().checked_sub(own.len());
        let Some(start) = last.into_iter().chain([0]).find(is_own) else {
            let names = names(&own).join(", ");
            return Err(format!("its last columns are not {names}"));
        };
        let end = start + own.len();
        let mut rows = match end == all.len() {
            true => Self::at(all[..start].to_vec()),
            false => Self::followed_by(all[end..].to_vec()),
        };
        for (number, cells) in (1..).zip(table.rows()) {
            let row = R::take(&mut cells[start..end].iter());
            let row = row.ok_or_else(|| format!("row {number} holds a value that is unknown"))?;
            rows.push_at([&cells[..start], &cells[end..]].concat(), row);
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::choice;
    use crate::row::row;
    use crate::table::Kind;

    choice! {
        /// A side.
        enum Side {
            /// Up.
            Up = "up",
            /// Down.
            Down = "down",
        }
    }

    row! {
        /// Something.
        struct Something = "something.csv" {
            /// How many
            /// there are.
            count: u64 [unit "items"],
            /// The mean.
            mean: Option<f64> [unit "share"] [empty "no item"],
            /// The side.
            side: Side,
        }
    }

    #[test]
    fn rows_are_read_as_they_were_written() {
        let factor = Column::new("tacitness", Kind::Number, "", "Value.");
        let beside = [Rows::at, Rows::followed_by];
        for (mut rows, place) in beside
            .map(|rows| rows(vec![factor.clone()]))
            .into_iter()
            .zip([0, 3])
        {
            for (mean, side) in [(None, Side::Up), (Some(0.5), Side::Down)] {
                let row = Something {
                    count: 3,
                    mean,
                    side,
                };
                rows.push_at(vec![Cell::Number(0.1)], row);
            }
            let table = rows.table();
            assert_eq!(table.columns()[place].name, "tacitness");
            let read = Rows::<Something>::of(&table).unwrap();
            assert_eq!(read.place()[0].name, "tacitness");
            assert!(read.iter().eq(rows.iter()));
            assert_eq!(read.iter().next().unwrap().side, Side::Up);
            assert_eq!(read.table(), table);
        }
    }

    #[test]
    fn other_columns_and_unknown_words_are_refused() {
        let table = Table::new(vec![Column::new("count", Kind::Count, "", "")]);
        let problem = Rows::<Something>::of(&table).unwrap_err();
        assert_eq!(problem, "its last columns are not count, mean, side");
        let mut table = Table::new(Something::columns());
        table.push([Cell::Count(1), Cell::Missing, Cell::text("sideways")]);
        let problem = Rows::<Something>::of(&table).unwrap_err();
        assert_eq!(problem, "row 1 holds a value that is unknown");
    }

    #[test]
    fn columns_come_from_the_type() {
        let columns = Something::columns();
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["count", "mean", "side"]);
        assert_eq!(columns[0].meaning, "How many there are.");
        assert_eq!((&*columns[0].unit, columns[0].kind), ("items", Kind::Count));
        assert_eq!(columns[1].empty.as_deref(), Some("no item"));
        assert_eq!(columns[2].kind, Kind::Text);
    }
}
