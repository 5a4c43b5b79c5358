//! All spells of each run.

use crate::metrics::{Outcome, RunRecord, Spell, SpellKind};
use crate::model::Role;
use crate::row::{Row, row};
use crate::table::Table;

row! {
    /// A spell of a run.
    pub struct SpellOfRun = "spells.csv" {
        /// Number of the run, from 0.
        run: u64,
        /// `employment` (a person's work, from the first quarter at work to the exit),
        /// `transfer` (a breakthrough's way into the product), `project` (a research project)
        /// or `vacancy` (from the exit to the hire).
        kind: SpellKind,
        /// Who or what the spell is about: for people the seat and the number of its occupant,
        /// as in 17:2; for vacancies the seat; for projects their slot; for breakthroughs their
        /// number.
        entity: String,
        /// Role of the person or seat.
        role: Option<Role> [empty "projects and transfers have no role"],
        /// Number of the team at the end of the spell; for a breakthrough, where it was made.
        team: Option<u64> [empty "projects belong to crews, not to teams"],
        /// First quarter in which the end would have been observed: later than the start for
        /// what began before quarter 0 (left truncation).
        entry_quarter: i64 [unit "quarter"],
        /// First quarter of the spell; negative before the observation.
        start_quarter: i64 [unit "quarter"],
        /// Quarter in which the spell ended, or the last observed one. The duration is the end
        /// minus the start.
        end_quarter: i64 [unit "quarter"],
        /// How it ended: `resigned`, `shipped`, `abandoned`, `finished`, `cancelled`, `filled`,
        /// or `censored` (open at the end of the last observed quarter).
        outcome: Outcome,
    }
}

/// All spells of each run, without rows.
pub fn spells() -> Table {
    Table::new(SpellOfRun::columns())
}

/// Adds the spells of a batch to the table of [`spells`].
pub fn push_spells(table: &mut Table, first_run: u64, records: &[RunRecord]) {
    for (run, record) in (first_run..).zip(records) {
        for spell in record.spells.iter().flatten() {
            table.push(of(run, spell).cells());
        }
    }
}

fn of(run: u64, spell: &Spell) -> SpellOfRun {
    let (id, occupant) = (spell.entity.id, spell.entity.generation);
    SpellOfRun {
        run,
        kind: spell.kind,
        entity: match spell.kind {
            SpellKind::Employment => format!("{id}:{occupant}"),
            _ => id.to_string(),
        },
        role: spell.role,
        team: spell.team.map(|team| team as u64),
        entry_quarter: spell.entry.0.into(),
        start_quarter: spell.start.0.into(),
        end_quarter: spell.end.0.into(),
        outcome: spell.outcome,
    }
}
