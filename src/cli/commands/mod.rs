//! One file a command.

pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod fit;
pub(crate) mod init;
pub(crate) mod live;
pub(crate) mod man;
pub(crate) mod measures;
pub(crate) mod mechanisms;
pub(crate) mod merge;
pub(crate) mod patterns;
pub(crate) mod plan;
pub(crate) mod plot;
pub(crate) mod question;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod status;
pub(crate) mod submit;
pub(crate) mod work;
