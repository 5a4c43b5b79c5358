//! Texts for schedulers: as they were when somebody last read them, run by a
//! real shell with the worst of names, and checked by the published schema.

mod schema;
mod shell;

use std::fs;
use std::path::{Path, PathBuf};

use orgsim::submit::{KubernetesJob, SlurmArray, USER, Work};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/submit")
}

fn work() -> Work {
    Work {
        name: "Incentives & structures".into(),
        program: "/opt/orgsim/bin/orgsim".into(),
        experiment: "/study/incentives.toml".into(),
        out: "/study/results".into(),
        shards: 8,
        flags: vec![
            "--replicates=7".into(),
            "--set=transfer.tacitness=0.8".into(),
        ],
        threads: Some(2),
    }
}

/// Names and paths that mean something to a shell, to `sbatch`, or to
/// Kubernetes, in the worst places.
fn hostile() -> Work {
    Work {
        name: "a \"b\"\n#SBATCH --uid=0\n$(touch x); rm -rf 'y' %A".into(),
        program: "orgsim".into(),
        experiment: "it's my $HOME/$(VAR) \"new\" plan\n#SBATCH --array=1-9.toml".into(),
        out: "re sults/`id`;& \\*?~".into(),
        shards: 3,
        flags: vec!["--set=a=\"$(touch x)\" 'y'".into()],
        threads: None,
    }
}

fn array(work: Work) -> SlurmArray {
    SlurmArray {
        work,
        at_once: Some(4),
    }
}

fn job(work: Work) -> KubernetesJob {
    KubernetesJob {
        work,
        image: "registry.example/orgsim:0.1.0".into(),
        claim: "study-claim".into(),
        mount: "/study".into(),
        parallelism: 4,
    }
}

/// Compares with a file of `tests/submit`; `BLESS=1 cargo test --test library submit`
/// writes the files anew.
fn assert_as_read(name: &str, text: &str) {
    let path = folder().join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let read = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        text, read,
        "{name}: BLESS=1 cargo test --test library submit"
    );
}

#[test]
fn slurm_is_told_what_was_read() {
    let array = array(work());
    assert_as_read("work.sbatch", &array.work_script());
    assert_as_read("merge.sbatch", &array.merge_script());
    let again = [3, 5, 6, 7];
    let options = ["--partition=long".to_owned(), "--comment=two words".into()];
    assert_as_read(
        "submit-again.sh",
        &array.submission("work.sbatch", "merge.sbatch", Some(&again), &options),
    );
}

#[test]
fn kubernetes_is_told_what_was_read() {
    let job = job(work());
    assert_as_read("work.json", &job.work_manifest().unwrap());
    assert_as_read("merge.json", &job.merge_manifest());
    assert_as_read("apply.sh", &job.submission("work.json", "merge.json"));
}

#[test]
fn too_many_indices_are_refused() {
    let mut work = work();
    work.shards = 100_000;
    assert!(job(work.clone()).work_manifest().is_ok());
    work.shards += 1;
    let error = job(work).work_manifest().unwrap_err().to_string();
    assert!(error.starts_with("100001 shards are too many: "), "{error}");
}

#[test]
fn the_container_has_the_user_of_the_pods() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Containerfile");
    let text = fs::read_to_string(path).unwrap();
    let line = format!("USER {USER}:{USER}");
    assert!(text.lines().any(|known| known == line), "no line `{line}`");
}
