//! Roles as values of tables.

use crate::metrics::role_name;
use crate::model::Role;
use crate::row::Value;
use crate::table::{Cell, Kind};

impl Value for Role {
    const KIND: Kind = Kind::Text;

    fn cell(&self) -> Cell {
        Cell::text(role_name(*self))
    }

    fn of(cell: &Cell) -> Option<Self> {
        let of = |role: &Self| *cell == role.cell();
        [Self::Researcher, Self::Engineer].into_iter().find(of)
    }
}
