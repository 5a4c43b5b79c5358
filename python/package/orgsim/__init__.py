"""Monte Carlo simulation of organisations in which researchers and product engineers are
rewarded for different things.

>>> import orgsim
>>> scenario = orgsim.Scenario("scenarios/reorganisation.toml")
>>> run = scenario.run(runs=20, parameters="fixed")
>>> run.summary.name
'summary.csv'
"""

from ._checks import Patterns, audit, patterns
from ._errors import (
    ClaimsError,
    Error,
    ExperimentError,
    Fault,
    OutputError,
    RecordsError,
    ResultError,
    ScenarioError,
    StoreError,
)
from ._experiment import Experiment, compare, experiment
from ._figure import Figure, Figures
from ._fit import Fit, Parameters, example_records, fit, guess_records
from ._interrupted import Interrupted
from ._own import Factor, Measure, RunNumbers, Spell, Streams
from ._read import read
from ._result import Answer, Result, Run, plot, report
from ._scenario import Scenario
from ._table import Column, Table

__all__ = [
    "Answer",
    "ClaimsError",
    "Column",
    "Error",
    "Experiment",
    "ExperimentError",
    "Factor",
    "Fault",
    "Figure",
    "Figures",
    "Fit",
    "Interrupted",
    "Measure",
    "OutputError",
    "Parameters",
    "Patterns",
    "RecordsError",
    "Result",
    "ResultError",
    "Run",
    "RunNumbers",
    "Scenario",
    "ScenarioError",
    "Spell",
    "StoreError",
    "Streams",
    "Table",
    "audit",
    "compare",
    "example_records",
    "experiment",
    "fit",
    "guess_records",
    "patterns",
    "plot",
    "read",
    "report",
]
