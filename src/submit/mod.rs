//! What schedulers read: the texts by which the shards of a study are started
//! on a cluster and merged when all are done. Nothing is submitted here; the
//! texts can be read, kept and changed first.

mod command;
mod kubernetes;
mod label;
mod slurm;

pub use command::Work;
pub use kubernetes::{KubernetesJob, MOST_COMPLETIONS, TooManyShards, USER};
pub use slurm::SlurmArray;
