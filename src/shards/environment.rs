//! Which shard a task of a cluster is, by the variables that schedulers set.

use std::fmt;

use super::shard::{Shard, whole_number};

/// A variable in which a scheduler tells a task its number.
struct Variable {
    system: &'static str,
    name: &'static str,
    /// The number of the first task. Where the user chooses it, it is 1: so
    /// `orgsim submit` writes it. The least number that is there would not do,
    /// since a part that is submitted again has another one.
    first: u32,
    /// What it says in a task that is none of several.
    none: Option<&'static str>,
    /// How to ask for `N` tasks.
    ask: &'static str,
}

/// What is looked for, in this order.
///
/// Sources: the manual pages sbatch(1) and srun(1) of Slurm; qsub(1B) of
/// OpenPBS and of Torque; qsub(1) of Grid Engine; *Environment variables set
/// for job execution* of IBM Spectrum LSF; *Indexed Job* of Kubernetes; *Job
/// environment variables* of AWS Batch; *Container contract* of Google Cloud
/// Run; `TaskGroup` in the API of Google Batch.
const VARIABLES: [Variable; 10] = [
    Variable {
        system: "Slurm array",
        name: "SLURM_ARRAY_TASK_ID",
        first: 1,
        none: None,
        ask: "sbatch --array=1-N",
    },
    Variable {
        system: "Slurm step",
        name: STEP_RANK,
        first: 0,
        none: None,
        ask: "srun --ntasks=N",
    },
    Variable {
        system: "PBS",
        name: "PBS_ARRAY_INDEX",
        first: 1,
        none: None,
        ask: "qsub -J 1-N",
    },
    Variable {
        system: "Torque",
        name: "PBS_ARRAYID",
        first: 1,
        none: None,
        ask: "qsub -t 1-N",
    },
    Variable {
        system: "Grid Engine",
        name: "SGE_TASK_ID",
        first: 1,
        none: Some("undefined"),
        ask: "qsub -t 1-N",
    },
    Variable {
        system: "LSF",
        name: "LSB_JOBINDEX",
        first: 1,
        none: Some("0"),
        ask: "bsub -J 'name[1-N]'",
    },
    Variable {
        system: "Kubernetes",
        name: "JOB_COMPLETION_INDEX",
        first: 0,
        none: None,
        ask: "an Indexed Job with .spec.completions: N",
    },
    Variable {
        system: "AWS Batch",
        name: "AWS_BATCH_JOB_ARRAY_INDEX",
        first: 0,
        none: None,
        ask: "an array job of size N",
    },
    Variable {
        system: "Cloud Run",
        name: "CLOUD_RUN_TASK_INDEX",
        first: 0,
        none: None,
        ask: "a job of N tasks",
    },
    Variable {
        system: "Google Batch",
        name: "BATCH_TASK_INDEX",
        first: 0,
        none: None,
        ask: "a task group with taskCount: N",
    },
];

/// The rank of a process in a step of Slurm. Outside of `srun` it is 0, in
/// tasks of an array as well, so it counts only where there are several
/// processes in the step; `srun` alone sets their number.
const STEP_RANK: &str = "SLURM_PROCID";
const STEP_SIZE: &str = "SLURM_STEP_NUM_TASKS";

impl Variable {
    /// What it says here, unless it says that this is no task of several.
    fn value(&self, lookup: &impl Fn(&str) -> Option<String>) -> Option<String> {
        let said = |name| lookup(name).filter(|value| !value.is_empty());
        if self.name == STEP_RANK && said(STEP_SIZE).is_none_or(|size| size == "1") {
            return None;
        }
        said(self.name).filter(|value| self.none != Some(value))
    }

    fn ask(&self, count: u32) -> String {
        self.ask.replace('N', &count.to_string())
    }
}

/// Which of `count` shards this task is, by the variable of the scheduler that
/// started it.
///
/// `lookup` gives the value of an environment variable. The count comes from
/// the plan, never from the environment: where a part of the tasks is submitted
/// again, `SLURM_ARRAY_TASK_COUNT` and its kin say how many these are.
///
/// # Errors
///
/// No scheduler or more than one gives a number, or the number cannot be read
/// or is that of no shard.
pub fn auto(count: u32, lookup: impl Fn(&str) -> Option<String>) -> Result<Shard, AutoError> {
    let mut found: Vec<(&Variable, String)> = VARIABLES
        .iter()
        .filter_map(|variable| Some((variable, variable.value(&lookup)?)))
        .collect();
    let (variable, value) = match found.pop() {
        None => return Err(AutoError::None),
        Some(only) if found.is_empty() => only,
        Some(last) => {
            found.push(last);
            let all = found.into_iter();
            return Err(AutoError::Several(all.map(Found::from).collect()));
        }
    };
    let (first, ask) = (variable.first, variable.ask(count));
    let found = Found::from((variable, value));
    let Some(number) = whole_number(&found.value) else {
        return Err(AutoError::Unreadable(found));
    };
    let index = number.checked_sub(first).and_then(|n| n.checked_add(1));
    index
        .and_then(|index| Shard::new(index, count).ok())
        .ok_or(AutoError::NoShard {
            found,
            first,
            count,
            ask,
        })
}

/// A variable that gives a number to a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The scheduler.
    pub system: &'static str,
    /// The name of the variable.
    pub variable: &'static str,
    /// What it says.
    pub value: String,
}

impl From<(&Variable, String)> for Found {
    fn from((variable, value): (&Variable, String)) -> Self {
        Self {
            system: variable.system,
            variable: variable.name,
            value,
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            system,
            variable,
            value,
        } = self;
        write!(f, "{variable}={value} ({system})")
    }
}

/// Why it cannot be told which shard a task is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AutoError {
    /// No scheduler gives a number.
    None,
    /// More than one scheduler gives a number.
    Several(
        /// Those that do.
        Vec<Found>,
    ),
    /// What should be a number is none.
    Unreadable(
        /// Where it stands.
        Found,
    ),
    /// The number is that of no shard.
    NoShard {
        /// Where it stands.
        found: Found,
        /// The number of the first task of this scheduler.
        first: u32,
        /// How many shards the plan has.
        count: u32,
        /// How to ask this scheduler for so many tasks.
        ask: String,
    },
}

impl fmt::Display for AutoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => {
                let looked_for = VARIABLES.map(|variable| variable.name).join(", ");
                write!(
                    f,
                    "no scheduler gives a shard number; looked for {looked_for} ({STEP_RANK} \
                     counts if {STEP_SIZE} is above 1). Give the number, as in --shard 3/8"
                )
            }
            Self::Several(found) => {
                let found: Vec<String> = found.iter().map(Found::to_string).collect();
                write!(
                    f,
                    "more than one scheduler gives a shard number: {}. Give the number, as in \
                     --shard 3/8, or unset the other variables",
                    found.join(", ")
                )
            }
            Self::Unreadable(found) => write!(f, "{found} is not a whole number"),
            Self::NoShard {
                found,
                first,
                count,
                ask,
            } => {
                let last = u64::from(*first) + u64::from(*count);
                write!(
                    f,
                    "{found} is not the number of a shard: there are {count}, numbered {first} to \
                     {} by this scheduler. Their number is fixed by --of, so that resubmitting \
                     some of them does not change the others. Request {ask}, or some of these \
                     tasks, or divide the runs into more shards",
                    last.saturating_sub(1)
                )
            }
        }
    }
}

impl std::error::Error for AutoError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(count: u32, environment: &[(&str, &str)]) -> Result<Shard, AutoError> {
        auto(count, |name| {
            let mut known = environment.iter();
            let (_, value) = known.find(|(known, _)| *known == name)?;
            Some((*value).to_owned())
        })
    }

    #[test]
    fn every_scheduler_is_understood_from_its_first_task_to_its_last() {
        for variable in &VARIABLES {
            for index in 1..=8 {
                let value = (variable.first + index - 1).to_string();
                let environment = [(variable.name, value.as_str()), (STEP_SIZE, "8")];
                let shard = of(8, &environment).unwrap();
                assert_eq!((shard.index(), shard.count()), (index, 8));
            }
            let beyond = (variable.first + 8).to_string();
            let environment = [(variable.name, beyond.as_str()), (STEP_SIZE, "8")];
            let message = of(8, &environment).unwrap_err().to_string();
            assert!(message.contains("fixed by --of"), "{message}");
            assert!(message.contains(&variable.ask(8)), "{message}");
        }
    }

    #[test]
    fn a_part_that_is_submitted_again_is_the_same_shards() {
        let again = [
            ("SLURM_ARRAY_TASK_ID", "17"),
            ("SLURM_ARRAY_TASK_COUNT", "2"),
            ("SLURM_ARRAY_TASK_MIN", "17"),
            ("SLURM_ARRAY_TASK_MAX", "31"),
            // So it is in the script of every job.
            (STEP_RANK, "0"),
        ];
        assert_eq!(
            of(40, &again),
            Shard::new(17, 40).map_err(|_| AutoError::None)
        );
    }

    #[test]
    fn what_is_set_outside_of_arrays_says_nothing() {
        let plain = [
            ("SGE_TASK_ID", "undefined"),
            ("LSB_JOBINDEX", "0"),
            ("JOB_COMPLETION_INDEX", ""),
            (STEP_RANK, "0"),
        ];
        assert_eq!(of(8, &plain), Err(AutoError::None));
        let one_process = [(STEP_RANK, "0"), (STEP_SIZE, "1")];
        assert_eq!(of(8, &one_process), Err(AutoError::None));
        let message = AutoError::None.to_string();
        for variable in &VARIABLES {
            assert!(message.contains(variable.name), "{message}");
        }
    }

    #[test]
    fn two_schedulers_are_one_too_many() {
        let step_in_array = [
            ("SLURM_ARRAY_TASK_ID", "3"),
            (STEP_RANK, "1"),
            (STEP_SIZE, "2"),
        ];
        let message = of(8, &step_in_array).unwrap_err().to_string();
        assert!(
            message.contains("SLURM_ARRAY_TASK_ID=3 (Slurm array), SLURM_PROCID=1 (Slurm step)"),
            "{message}"
        );
    }

    #[test]
    fn what_is_no_number_is_told_so() {
        for value in ["three", "-1", "1.5", "99999999999"] {
            let found = of(8, &[("BATCH_TASK_INDEX", value)]).unwrap_err();
            assert_eq!(
                found.to_string(),
                format!("BATCH_TASK_INDEX={value} (Google Batch) is not a whole number")
            );
        }
    }

    #[test]
    fn an_array_from_zero_is_told_how_to_count() {
        let message = of(8, &[("SLURM_ARRAY_TASK_ID", "0")]).unwrap_err();
        let message = message.to_string();
        assert!(
            message.contains("numbered 1 to 8 by this scheduler"),
            "{message}"
        );
        assert!(message.contains("sbatch --array=1-8"), "{message}");
    }
}
