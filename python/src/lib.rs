//! The compiled half of the Python package `orgsim`: thin over the public library. What users
//! meet stands in `package/orgsim`, which has the documentation too.

mod arrow;
mod checks;
mod environment;
mod errors;
mod experiment;
mod folder;
mod own;
mod records;
mod scenario;
mod streams;
mod table;
mod values;
mod waiting;

use pyo3::prelude::*;

/// The compiled half of the package.
#[pymodule]
mod _orgsim {
    #[pymodule_export]
    use super::checks::{audit_into, find_patterns};
    #[pymodule_export]
    use super::experiment::Experiment;
    #[pymodule_export]
    use super::folder::{Folder, figure_list, figures, report_page};
    #[pymodule_export]
    use super::own::RunNumbers;
    #[pymodule_export]
    use super::records::{example_records, fit_cost, fit_into, guess_records};
    #[pymodule_export]
    use super::scenario::Scenario;
    #[pymodule_export]
    use super::streams::{Draws, RunStreams};
    #[pymodule_export]
    use super::table::Table;
    #[pymodule_export]
    use super::values::toml;
}
