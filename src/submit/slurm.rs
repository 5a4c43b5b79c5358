//! Job scripts for Slurm: an array of shards, and the merge that waits for it.

use super::command::{Work, line};
use crate::shards::compress;
use crate::text::shell_word;

/// How many seconds before its time is up a task is told so, to finish what it
/// is at. Nothing depends on it: what a task has not done is done by the next.
const WARNING_SECONDS: u32 = 120;

/// An array job of Slurm whose tasks are the shards of a study, numbered from
/// 1. A study of `n` shards needs a `MaxArraySize` above `n`.
///
/// Options of the site, such as `--partition` and `--time`, are given to
/// `sbatch` and not written into the scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlurmArray {
    /// What the tasks do.
    pub work: Work,
    /// How many tasks may run at the same time; no limit without.
    pub at_once: Option<u32>,
}

impl SlurmArray {
    /// The script of a task.
    ///
    /// A task that is requeued after a failure of its node or to make room for
    /// another job appends to its log, and says in its first line how often it
    /// was started. `exec` puts orgsim in the place of the shell, which alone is
    /// signalled.
    pub fn work_script(&self) -> String {
        let name = self.work.label();
        let shards = self.work.shards;
        let mut options = vec![
            format!("job-name={name}"),
            format!("array=1-{shards}{}", self.limit()),
        ];
        if let Some(threads) = self.work.threads {
            options.push(format!("cpus-per-task={threads}"));
        }
        options.extend([
            "requeue".to_owned(),
            "open-mode=append".to_owned(),
            format!("signal=B:TERM@{WARNING_SECONDS}"),
            format!("output={name}-%A_%a.log"),
        ]);
        script(
            &options,
            &format!(
                "echo \"shard $SLURM_ARRAY_TASK_ID of {shards} on ${{SLURMD_NODENAME:-a node}}, \
                 restart ${{SLURM_RESTART_COUNT:-0}}\"\n\
                 exec {}\n",
                line(&self.work.work())
            ),
        )
    }

    /// The script that merges the shards.
    pub fn merge_script(&self) -> String {
        let name = self.work.label();
        let options = [
            format!("job-name={name}-merge"),
            "requeue".to_owned(),
            "open-mode=append".to_owned(),
            format!("output={name}-merge-%j.log"),
        ];
        script(&options, &format!("exec {}\n", line(&self.work.merge())))
    }

    /// The commands that submit both scripts, which are in the files `work` and
    /// `merge`, the merge to start when all tasks have succeeded. If one fails,
    /// the merge is removed from the queue instead of waiting for ever.
    ///
    /// `again` names the shards that are submitted; without, all are. `options`
    /// are further options of `sbatch`, for both jobs.
    pub fn submission(
        &self,
        work: &str,
        merge: &str,
        again: Option<&[u32]>,
        options: &[String],
    ) -> String {
        let options: String = options
            .iter()
            .map(|option| format!("{} ", shell_word(option)))
            .collect();
        let array = again.map_or_else(String::new, |shards| {
            format!("--array={}{} ", compress(shards), self.limit())
        });
        // What follows a semicolon in the answer is the name of the cluster.
        format!(
            "#!/bin/bash\n\
             set -euo pipefail\n\
             job=$(sbatch --parsable {array}{options}{work})\n\
             job=${{job%%;*}}\n\
             sbatch --dependency=\"afterok:$job\" --kill-on-invalid-dep=yes {options}{merge}\n",
            work = shell_word(work),
            merge = shell_word(merge),
        )
    }

    fn limit(&self) -> String {
        let limit = self.at_once.map(|tasks| format!("%{tasks}"));
        limit.unwrap_or_default()
    }
}

/// A job script with options of `sbatch`, which hold no space and no quote.
fn script(options: &[String], commands: &str) -> String {
    let options: String = options
        .iter()
        .map(|option| format!("#SBATCH --{option}\n"))
        .collect();
    format!("#!/bin/bash\n{options}\nset -euo pipefail\n{commands}")
}
