//! Experiments: built or read, and asked.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Instant;

use jiff::Timestamp;
use orgsim::experiment::file::{design_of_csv, of_loaded};
use orgsim::experiment::{Columns, Design, Execution, Experiment as Study, Factor, Level};
use orgsim::output::{ExperimentFolder, Format};
use orgsim::questions::{self, Asked, Means, Question, Trial, file};
use orgsim::scenario::Loaded;
use orgsim::store::Store;
use pyo3::exceptions::{PyKeyboardInterrupt, PyValueError};
use pyo3::prelude::*;

use crate::environment;
use crate::errors::{self, Class};
use crate::own::{self, PythonModel};
use crate::scenario::Scenario;
use crate::table::Table;
use crate::waiting::{Course, wait};

/// An experiment, which is never changed.
#[pyclass(frozen, module = "orgsim._orgsim")]
pub(crate) struct Experiment {
    study: Study,
    /// Its file and what was set, as arguments of the program; none if it was built.
    arguments: Vec<String>,
}

impl Experiment {
    /// The same with a change, which the program makes by a flag if there is one.
    fn with(
        &self,
        flag: Option<String>,
        change: impl FnOnce(&mut Study) -> PyResult<()>,
    ) -> PyResult<Self> {
        let mut study = self.study.clone();
        change(&mut study)?;
        let arguments = match (flag, self.arguments.as_slice()) {
            (None, _) | (_, []) => Vec::new(),
            (Some(flag), own) => [own, &[flag]].concat(),
        };
        Ok(Self { study, arguments })
    }

    fn asked(&self, threads: usize, replicates: Option<u64>, shares_pasts: bool) -> Asked<'_> {
        Asked {
            experiment: &self.study,
            replicates,
            execution: Execution {
                threads,
                shares_pasts,
            },
        }
    }
}

#[pymethods]
impl Experiment {
    /// Reads a file, with overrides for all of its scenarios.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf, set: Vec<String>) -> PyResult<Self> {
        let read = py.detach(|| file::load(&path, &set));
        let study = read.map_err(|faults| Class::Experiment.of(py, &faults))?;
        let set = set.iter().map(|set| format!("--set={set}"));
        let arguments = [path.display().to_string()]
            .into_iter()
            .chain(set)
            .collect();
        Ok(Self { study, arguments })
    }

    /// Scenarios side by side, each with its name.
    #[staticmethod]
    fn of_scenarios(
        py: Python<'_>,
        sides: Vec<(String, Py<Scenario>)>,
        measures: Vec<String>,
        replicates: Option<u64>,
    ) -> PyResult<Self> {
        let sides = sides.into_iter();
        let sides: Vec<(String, Loaded)> = sides
            .map(|(name, scenario)| (name, scenario.get().loaded.clone()))
            .collect();
        let study = of_loaded(sides, measures, replicates);
        Ok(Self {
            study: study.map_err(|faults| Class::Experiment.of(py, &faults))?,
            arguments: Vec::new(),
        })
    }

    /// Models of somebody's own, each a function, with their measures and factors.
    #[staticmethod]
    fn of_models(
        name: &str,
        models: Vec<(String, Py<PyAny>)>,
        measures: Vec<Bound<'_, PyAny>>,
        factors: Vec<(String, Bound<'_, PyAny>)>,
        seed: u64,
        level: f64,
    ) -> PyResult<Self> {
        let measures = measures.iter().map(own::measure);
        let measures = measures.collect::<PyResult<Vec<_>>>()?;
        let factors = factors.iter().map(|(name, own)| own::factor(name, own));
        let factors: Vec<Factor> = factors.collect::<PyResult<_>>()?;
        let keys: Vec<String> = measures.iter().map(|own| own.key.clone()).collect();
        let mut study = Study::new(name, measures);
        (study.seed, study.level) = (seed, level);
        for (name, function) in models {
            let model = PythonModel {
                function,
                measures: keys.clone(),
                factors: factors.clone(),
                seed,
            };
            study = study.with_variant(&name, model);
        }
        let study = factors.into_iter().fold(study, Study::with_factor);
        Ok(Self {
            study,
            arguments: Vec::new(),
        })
    }

    /// The same without the measures that are looked at where none is named.
    fn without_measures(&self) -> PyResult<Self> {
        self.with(None, |study| {
            study.measures.clear();
            Ok(())
        })
    }

    /// The same with a measure that a function takes from each run.
    fn with_measure(&self, measure: &Bound<'_, PyAny>) -> PyResult<Self> {
        let own = own::own_measure(measure)?;
        self.with(None, |study| {
            *study = study.clone().with_measure(own);
            Ok(())
        })
    }

    /// The same with a factor that sets keys of its scenarios.
    fn with_factor(&self, name: &str, factor: &Bound<'_, PyAny>) -> PyResult<Self> {
        let factor = own::factor(name, factor)?;
        self.with(None, |study| {
            *study = study.clone().with_factor(factor);
            Ok(())
        })
    }

    /// The same at the design points of CSV text.
    fn with_points(&self, py: Python<'_>, csv: &str) -> PyResult<Self> {
        let design = design_of_csv("points", csv, &self.study.factors);
        let design = design.map_err(|faults| Class::Experiment.of(py, &faults))?;
        self.with(None, |study| {
            study.design = design;
            Ok(())
        })
    }

    /// The same with another design.
    fn with_design(&self, kind: &str, points: usize) -> PyResult<Self> {
        let design = match kind {
            "grid" => Design::Grid,
            "latin-hypercube" => Design::LatinHypercube(points),
            "sobol" => Design::Sobol(points),
            other => {
                return Err(PyValueError::new_err(format!(
                    "design: {other:?}; allowed: grid, latin-hypercube, sobol, or a data frame"
                )));
            }
        };
        self.with(None, |study| {
            study.design = design;
            Ok(())
        })
    }

    /// The same with other replicates.
    fn with_replicates(&self, replicates: u64) -> PyResult<Self> {
        self.with(Some(format!("--replicates={replicates}")), |study| {
            study.replicates = replicates;
            Ok(())
        })
    }

    /// The same with replicates whose parameters come from somewhere.
    fn with_parameters(&self, py: Python<'_>, source: &str) -> PyResult<Self> {
        self.with(Some(format!("--parameters={source}")), |study| {
            let drawn = questions::draw_parameters(study, source);
            drawn.map_err(|faults| Class::Experiment.of(py, &faults))
        })
    }

    /// The same with the smallest difference of a measure that matters.
    fn with_threshold(&self, py: Python<'_>, measure: &str, difference: f64) -> PyResult<Self> {
        if !self.study.measures.iter().any(|known| known == measure) {
            let known = self.study.measures.join(", ");
            let message = format!("thresholds: `{measure}` is not among the measures: {known}");
            return Err(Class::Experiment.says(py, &message));
        }
        if !(difference > 0.0 && difference.is_finite()) {
            let message = format!("thresholds: {measure} is {difference}; it must be above 0");
            return Err(Class::Experiment.says(py, &message));
        }
        self.with(None, |study| {
            study.thresholds.insert(0, (measure.to_owned(), difference));
            Ok(())
        })
    }

    /// The same with another value at a key of a question's section.
    fn with_setting(&self, py: Python<'_>, key: &str, value: &str) -> PyResult<Self> {
        let flag = key.split_once('.').and_then(|(question, key)| {
            let mut flags = questions::named(question)?.flags.iter();
            flags
                .any(|flag| flag.name == key)
                .then(|| format!("--{key}={value}"))
        });
        self.with(flag, |study| {
            let set = file::override_setting(study, key, value);
            set.map_err(|faults| Class::Experiment.of(py, &faults))
        })
    }

    #[getter]
    fn name(&self) -> &str {
        &self.study.name
    }

    #[getter]
    fn title(&self) -> &str {
        &self.study.title
    }

    #[getter]
    fn question(&self) -> &str {
        &self.study.question
    }

    #[getter]
    fn replicates(&self) -> u64 {
        self.study.replicates
    }

    #[getter]
    fn seed(&self) -> u64 {
        self.study.seed
    }

    #[getter]
    fn measures(&self) -> Vec<String> {
        self.study.measures.clone()
    }

    #[getter]
    fn variants(&self) -> Vec<String> {
        let variants = self.study.variants.iter();
        variants.map(|variant| variant.name.clone()).collect()
    }

    /// Of each factor: its name, the keys that it sets, and its unit.
    #[getter]
    fn factors(&self) -> Vec<(String, Vec<String>, String)> {
        let factors = self.study.factors.iter();
        factors
            .map(|own| (own.name.clone(), own.keys.clone(), own.unit()))
            .collect()
    }

    /// What is allowed, but probably not meant.
    #[getter]
    fn warnings(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(errors::faults_of(py, &self.study.warnings)?
            .into_any()
            .unbind())
    }

    /// Its design points: a value of each factor, in their order.
    fn points(&self, py: Python<'_>) -> PyResult<Vec<Vec<Py<PyAny>>>> {
        let points = self.study.points();
        let points = points.map_err(|error| errors::of_experiment(py, &error))?;
        let value = |level: &Level| match level {
            Level::Number(number) => Ok(number.into_pyobject(py)?.into_any().unbind()),
            Level::Text(text) => Ok(text.into_pyobject(py)?.into_any().unbind()),
        };
        let point = |levels: &Vec<Level>| levels.iter().map(value).collect();
        points.iter().map(point).collect()
    }

    /// What it takes before it runs.
    fn plan(&self, py: Python<'_>, shards: Option<u32>, threads: usize) -> PyResult<Table> {
        let planned = py.detach(|| {
            let costs = questions::planned(&self.study, None, shards, threads)?;
            let started = Instant::now();
            let trial = Trial::of(&self.study, || started.elapsed());
            let cores = std::thread::available_parallelism().map_or(1, usize::from);
            let threads = if threads == 0 { cores } else { threads };
            Ok(questions::plan(&costs, &trial, threads))
        });
        let table = planned.map_err(|error| errors::of_experiment(py, &error))?;
        Table::of("plan", &table)
    }

    /// How many runs a question takes, at least or else at most.
    fn cost(&self, py: Python<'_>, question: &str, threads: usize) -> PyResult<u64> {
        let question = named(question)?;
        let cost = py.detach(|| (question.cost)(&self.asked(threads, None, true)));
        let cost = cost.map_err(|error| errors::of_experiment(py, &error))?;
        Ok(cost.least.unwrap_or(cost.most))
    }

    /// Asks, with the runs that the folder of the experiment has; what is missing is done and
    /// kept there. Gives the exception that ended it early, if one did; then there is no answer.
    #[pyo3(signature = (name, out, *, force, threads, replicates, shares_pasts, quarterly_runs, progress))]
    #[expect(clippy::too_many_arguments, reason = "by name, from one place")]
    fn ask_into(
        &self,
        py: Python<'_>,
        name: &str,
        out: PathBuf,
        force: bool,
        threads: usize,
        replicates: Option<u64>,
        shares_pasts: bool,
        quarterly_runs: bool,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Option<PyErr>> {
        let question = named(name)?;
        let study = &self.study;
        if quarterly_runs && Columns::of(study).quarterly().is_empty() {
            let message = "quarterly_runs: the experiment keeps no quarterly numbers; set \
                           `quarterly = true` in its file, with a measure that has a number each \
                           quarter";
            return Err(Class::Experiment.says(py, message));
        }
        let asked = self.asked(threads, replicates, shares_pasts);
        // what cannot be run is refused before anything is written
        py.detach(|| (question.cost)(&asked))
            .map_err(|error| errors::of_experiment(py, &error))?;
        let started = Timestamp::now();
        let folder = ExperimentFolder::open(&out, force);
        let folder = folder.map_err(|error| errors::of_output(py, &error))?;
        let open = match force {
            true => Store::open_anew,
            false => Store::open,
        };
        let store = open(&folder.file(question.store), &study.identity());
        let store = store.map_err(|error| errors::of_store(py, &error))?;
        let place = folder.answer(question.name, question.files);
        let mut place = place.map_err(|error| errors::of_output(py, &error))?;
        if quarterly_runs {
            place = place.with_quarterly_runs();
        }
        // the lock of the store is ours: whoever left something here is gone
        folder
            .clean()
            .map_err(|error| errors::of_output(py, &error))?;
        let course = Course::default();
        let (answer, ended) = wait(py, &course, progress.as_ref(), || {
            (question.ask)(Means {
                asked,
                store: store.into(),
                signals: &course.signals,
                listener: &mut |runs| {
                    course.done.fetch_add(runs, Ordering::Relaxed);
                },
            })
        })?;
        let answer = match (answer, ended) {
            (Ok(answer), None) => answer,
            (_, Some(ended)) => return Ok(Some(ended)),
            (Err(error), None) => {
                let error = errors::of_experiment(py, &error);
                let is_interrupt = error.is_instance_of::<PyKeyboardInterrupt>(py);
                return if is_interrupt {
                    Ok(Some(error))
                } else {
                    Err(error)
                };
            }
        };
        let arguments = match self.arguments.as_slice() {
            [] => Vec::new(),
            own => [&[name.to_owned()], own].concat(),
        };
        let environment = environment::now(started, threads, arguments);
        let written = py.detach(|| place.finish(study, &answer, &[Format::Csv], environment));
        written.map_err(|error| errors::of_output(py, &error))?;
        Ok(None)
    }
}

fn named(name: &str) -> PyResult<&'static Question> {
    questions::named(name)
        .ok_or_else(|| PyValueError::new_err(format!("there is no question `{name}`")))
}
