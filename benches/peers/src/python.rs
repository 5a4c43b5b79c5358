//! Peers that are written in Python: scripts beside this package, a Python of their own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::turn::Turn;

/// Whether there is a Python for the scripts.
pub(crate) fn is_installed() -> bool {
    python().exists()
}

/// A script that takes a seed and a number of replicates and prints a turn as JSON.
pub(crate) struct Script(PathBuf);

impl Script {
    /// The script of a name.
    pub(crate) fn new(name: &str) -> Self {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("python");
        Self(scripts.join(name))
    }

    /// A process of its own, whose clock runs only while it simulates.
    pub(crate) fn run(&self, seed: u64, replicates: u64) -> Turn {
        let done = Command::new(python())
            // no compiled modules beside the sources
            .arg("-B")
            .arg(&self.0)
            .args([seed, replicates].map(|number| number.to_string()))
            // more threads than one would be another race
            .envs(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"].map(|key| (key, "1")))
            .stderr(Stdio::inherit())
            .output()
            .expect("python starts");
        assert!(done.status.success(), "{} fails", self.0.display());
        serde_json::from_slice(&done.stdout).expect("a turn as JSON")
    }
}

fn python() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/peers/python/bin/python3")
}
