//! Manifests for Kubernetes: an Indexed Job whose pods are shards, and the Job
//! that merges them.

use std::fmt;

use serde_json::{Map, Value, json};

use super::command::Work;
use crate::text::shell_word;

/// The user, and the group, as which pods run; the container image has it.
pub const USER: u32 = 10_001;

/// The most completions for which Kubernetes counts failures by index without
/// further conditions.
pub const MOST_COMPLETIONS: u32 = 100_000;

/// How often the pod of an index may fail before the index has failed.
const RETRIES: u32 = 3;
/// Exit codes after which another try would end the same way: wrong usage and
/// invalid input.
const HOPELESS: [u8; 2] = [2, 3];
/// How many seconds a pod has to finish what it is at when it must go.
const GRACE_SECONDS: u32 = 120;
const CONTAINER: &str = "orgsim";
const VOLUME: &str = "study";

/// A Job of Kubernetes (`batch/v1`) whose indices are the shards of a study.
///
/// Manifests are JSON, which is YAML as well. `backoffLimitPerIndex` is stable
/// since Kubernetes 1.33 and on by default since 1.29. A pod may run twice for
/// one index; that is harmless, since equal runs have equal bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KubernetesJob {
    /// What the pods do. Its paths lie below `mount`.
    pub work: Work,
    /// The container image.
    pub image: String,
    /// The name of a persistent volume claim that all pods can mount for
    /// writing (`ReadWriteMany`, or `ReadWriteOnce` on one node).
    pub claim: String,
    /// The folder in the container at which the volume is mounted, such as
    /// `/study`.
    pub mount: String,
    /// How many pods may run at the same time; at most so many as there are
    /// shards.
    pub parallelism: u32,
}

impl KubernetesJob {
    /// The manifest of the Job whose pods are the shards.
    ///
    /// # Errors
    ///
    /// There are more than [`MOST_COMPLETIONS`] shards.
    pub fn work_manifest(&self) -> Result<String, TooManyShards> {
        let shards = self.work.shards;
        if shards > MOST_COMPLETIONS {
            return Err(TooManyShards { shards });
        }
        let spec = json!({
            "completionMode": "Indexed",
            "completions": shards,
            "parallelism": self.parallelism.min(shards),
            "backoffLimitPerIndex": RETRIES,
            // What happens to a pod through no fault of its own does not count.
            "podFailurePolicy": {"rules": [
                {
                    "action": "Ignore",
                    "onPodConditions": [{"type": "DisruptionTarget", "status": "True"}],
                },
                {
                    "action": "FailIndex",
                    "onExitCodes": {
                        "containerName": CONTAINER,
                        "operator": "In",
                        "values": HOPELESS,
                    },
                },
            ]},
            "template": self.template(&self.work.work()),
        });
        Ok(manifest(&self.work.label(), &spec))
    }

    /// The manifest of the Job that merges the shards, to be applied when all
    /// are done.
    pub fn merge_manifest(&self) -> String {
        let spec = json!({
            "completions": 1,
            "parallelism": 1,
            "backoffLimit": RETRIES,
            "template": self.template(&self.work.merge()),
        });
        manifest(&self.merge_name(), &spec)
    }

    /// The commands that start the shards, wait until all are done, and merge
    /// them; the manifests are in the files `work` and `merge`. Where an index
    /// fails the wait does not end; `kubectl get job` then names it.
    pub fn submission(&self, work: &str, merge: &str) -> String {
        format!(
            "#!/bin/bash\n\
             set -euo pipefail\n\
             kubectl apply --filename={work}\n\
             kubectl wait --for=condition=complete --timeout=-1s job/{name}\n\
             kubectl apply --filename={merge}\n\
             kubectl wait --for=condition=complete --timeout=-1s job/{merge_name}\n",
            work = shell_word(work),
            merge = shell_word(merge),
            name = self.work.label(),
            merge_name = self.merge_name(),
        )
    }

    fn merge_name(&self) -> String {
        format!("{}-merge", self.work.label())
    }

    /// A pod that runs one command. The words go to the program as they are;
    /// Kubernetes replaces `$(NAME)` in them, unless the dollar is doubled.
    fn template(&self, command: &[String]) -> Value {
        let command: Vec<String> = command.iter().map(|word| word.replace('$', "$$")).collect();
        let mut container = Map::new();
        container.insert("name".into(), json!(CONTAINER));
        container.insert("image".into(), json!(self.image));
        container.insert("command".into(), json!(command));
        if let Some(threads) = self.work.threads {
            let cores = json!({"requests": {"cpu": threads.to_string()}});
            container.insert("resources".into(), cores);
        }
        container.insert(
            "securityContext".into(),
            json!({
                "allowPrivilegeEscalation": false,
                "readOnlyRootFilesystem": true,
                "capabilities": {"drop": ["ALL"]},
            }),
        );
        let mounts = json!([{"name": VOLUME, "mountPath": self.mount}]);
        container.insert("volumeMounts".into(), mounts);
        json!({
            "spec": {
                "restartPolicy": "Never",
                "terminationGracePeriodSeconds": GRACE_SECONDS,
                "automountServiceAccountToken": false,
                "securityContext": {
                    "runAsNonRoot": true,
                    "runAsUser": USER,
                    "runAsGroup": USER,
                    "fsGroup": USER,
                },
                "containers": [container],
                "volumes": [{
                    "name": VOLUME,
                    "persistentVolumeClaim": {"claimName": self.claim},
                }],
            },
        })
    }
}

fn manifest(name: &str, spec: &Value) -> String {
    let job = json!({
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {
            "name": name,
            "labels": {"app.kubernetes.io/name": "orgsim"},
        },
        "spec": spec,
    });
    format!("{job:#}\n")
}

/// A study has more shards than a Job of Kubernetes can have indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyShards {
    /// How many it has.
    pub shards: u32,
}

impl fmt::Display for TooManyShards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} shards are too many: a Kubernetes Job retries up to {MOST_COMPLETIONS} indices \
             individually; use fewer, longer shards",
            self.shards
        )
    }
}

impl std::error::Error for TooManyShards {}
