//! Tables with typed columns: the only thing that writers and reports see.
