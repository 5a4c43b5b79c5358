"""Experiments: variants, factors, designs, and the questions that are asked of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from . import _orgsim
from ._errors import Fault
from ._frames import csv_of
from ._interrupted import Interrupted
from ._own import Factor, Measure, Model
from ._place import Place
from ._progress import Progress, shown
from ._result import Answer
from ._scenario import Scenario
from ._table import Table

Variant = TypeVar("Variant", Scenario, Model)


class Experiment:
    """Variants of a scenario, or models of one's own; what is varied; and what can be asked.

    `experiment` reads one from a file, `Experiment.of` builds one. An experiment is never
    changed. Its runs are kept in its folder: a question that needs runs which are there does
    not repeat them, and after an interrupt the same question goes on.
    """

    def __init__(self, study: _orgsim.Experiment, out: str | os.PathLike[str] | None) -> None:
        self._study = study
        self._place = Place(out, study.name)

    def _with(self, study: _orgsim.Experiment) -> Experiment:
        # a folder of its own, unless one was named: what is changed has other runs
        named = None if self._place.is_temporary else self._place.path
        return Experiment(study, named)

    @classmethod
    def of(
        cls,
        variants: Mapping[str, Variant],
        *,
        measures: Sequence[str | Measure] = (),
        factors: Mapping[str, Factor | Sequence[float | str]] | None = None,
        design: Any = None,
        replicates: int | None = None,
        parameters: str | os.PathLike[str] = "fixed",
        thresholds: Mapping[str, float] | None = None,
        name: str = "models",
        seed: int = 1,
        level: float = 0.95,
        out: str | os.PathLike[str] | None = None,
    ) -> Experiment:
        """Builds an experiment.

        Parameters
        ----------
        variants : mapping of name to Scenario, or of name to model
            What is compared; the first is the baseline. A model is a function of the values of
            the factors (a dict) and the `Streams` of a run that gives a number for each measure
            (a dict, or a number if there is one measure).
        measures : sequence of str or Measure
            What is measured; of scenarios, what is looked at first by default.
        factors : mapping of name to Factor, list of values or (low, high), optional
            What is varied. The name is the key of the scenario unless the factor names others.
        design : data frame, or (kind, points), optional
            The design points: a data frame with a column for each factor and perhaps one of
            weights, or ``("sobol", 64)`` or ``("latin-hypercube", 100)``; by default, every
            combination.
        replicates : int, optional
            Runs of each variant at each design point.
        parameters : {"fixed", "ranges"} or path-like
            Where the parameters of each replicate come from.
        thresholds : mapping of measure to difference, optional
            The smallest difference of a measure that matters.
        name : str
            Of models, their identity: runs that were kept are used again under the same name
            only, so give a changed model another name.
        seed : int
            Of models: the seed. Scenarios have their own.
        level : float
            Of models: the confidence level. Scenarios have their own.
        out : path-like, optional
            The folder of its runs and answers; without it, they go with the object.

        Examples
        --------
        >>> import math, orgsim
        >>> def wait(values, luck):
        ...     return -math.log(luck.uniform(0)) / values["rate"]
        >>> experiment = orgsim.Experiment.of(
        ...     {"slow": lambda values, luck: 2 * wait(values, luck), "fast": wait},
        ...     measures=[orgsim.Measure("wait", "time of waiting", "days", "lower")],
        ...     factors={"rate": [0.5, 1.0]}, replicates=50, seed=7,
        ... )
        >>> experiment.compare()["differences"]["difference"][1] < 0
        True
        """
        are_scenarios = [isinstance(variant, Scenario) for variant in variants.values()]
        varied = {name: Factor._of(own) for name, own in (factors or {}).items()}
        if not variants:
            raise ValueError("variants: an experiment has at least one")
        if all(are_scenarios):
            study = _of_scenarios(variants, measures, replicates, varied)
        elif any(are_scenarios):
            raise ValueError("variants: either all are scenarios, or all are models of one's own")
        else:
            own = [measure for measure in measures if isinstance(measure, Measure)]
            if not own or len(own) < len(measures):
                raise ValueError(
                    "measures: say with orgsim.Measure what the models measure, each with its unit"
                )
            study = _orgsim.Experiment.of_models(
                name, list(variants.items()), own, list(varied.items()), seed, level
            )
            if replicates is not None:
                study = study.with_replicates(_positive(replicates))
        if design is not None:
            study = _designed(study, design)
        if os.fspath(parameters) != "fixed":
            study = study.with_parameters(os.fspath(parameters))
        for measure, difference in (thresholds or {}).items():
            study = study.with_threshold(measure, difference)
        return cls(study, out)

    @property
    def name(self) -> str:
        """Its name: that of its file."""
        return self._study.name

    @property
    def title(self) -> str:
        """Its title."""
        return self._study.title

    @property
    def question(self) -> str:
        """What it asks, in words."""
        return self._study.question

    @property
    def variants(self) -> list[str]:
        """Names of its variants, the baseline first."""
        return self._study.variants

    @property
    def measures(self) -> list[str]:
        """Keys of its measures, the main one first."""
        return self._study.measures

    @property
    def factors(self) -> dict[str, str]:
        """Names of its factors, each with its unit."""
        return {name: unit for name, _, unit in self._study.factors}

    @property
    def replicates(self) -> int:
        """Runs of each variant at each design point."""
        return self._study.replicates

    @property
    def warnings(self) -> list[Fault]:
        """What is allowed, but probably not meant."""
        return self._study.warnings

    @property
    def path(self) -> Path:
        """The folder of its runs and answers."""
        return self._place.path

    def points(self) -> dict[str, list[Any]]:
        """Its design points: for each factor, a list with its value at each point."""
        names = list(self.factors)
        points = self._study.points()
        return {name: [point[place] for point in points] for place, name in enumerate(names)}

    def with_design(self, design: Any) -> Experiment:
        """The same at other design points: a data frame with a column for each factor, or a pair
        such as ``("sobol", 64)``."""
        return self._with(_designed(self._study, design))

    def with_replicates(self, replicates: int) -> Experiment:
        """The same with other replicates; the runs that are there are used again."""
        other = self._with(self._study.with_replicates(_positive(replicates)))
        other._place = self._place
        return other

    def with_parameters(self, parameters: str | os.PathLike[str]) -> Experiment:
        """The same with replicates whose parameters come from their ranges, or from a folder of
        a calibration or a fit."""
        return self._with(self._study.with_parameters(os.fspath(parameters)))

    def plan(self, *, shards: int | None = None, threads: int = 0) -> Table:
        """What the design and each question of the file take, by a short trial: runs, time,
        memory and disk."""
        return Table(self._study.plan(shards, threads))

    def compare(self, **options: Any) -> Answer:
        """How do the variants differ, and when? Options are those of `ask`."""
        return self.ask("compare", **options)

    def sweep(self, **options: Any) -> Answer:
        """What are the effects of the factors, and where does another variant become better?"""
        return self.ask("sweep", **options)

    def select(self, **options: Any) -> Answer:
        """Which alternative is best, in few runs?"""
        return self.ask("select", **options)

    def sensitivity(self, **options: Any) -> Answer:
        """Which factors do the measures depend on?"""
        return self.ask("sensitivity", **options)

    def discover(self, **options: Any) -> Answer:
        """Where in the factor space does an outcome occur, and which variant is robust?"""
        return self.ask("discover", **options)

    def calibrate(self, **options: Any) -> Answer:
        """Which parameters are consistent with observations?"""
        return self.ask("calibrate", **options)

    def ask(
        self,
        question: str,
        *,
        replicates: int | None = None,
        threads: int = 0,
        quarterly_runs: bool = False,
        share_pasts: bool = True,
        force: bool = False,
        progress: Progress = None,
        **settings: Any,
    ) -> Answer:
        """Asks a question; other threads of Python go on meanwhile.

        Parameters
        ----------
        question : {"compare", "sweep", "select", "sensitivity", "discover", "calibrate"}
            The question.
        replicates : int, optional
            Runs of each variant at each design point, instead of those of the experiment.
        threads : int
            Threads; 0 for one a core. They change no bit of the answer.
        quarterly_runs : bool
            Also keep a row for each run and quarter.
        share_pasts : bool
            Simulate what variants share of their past once. It changes no bit of the answer.
        force : bool
            Replace the runs of another experiment that are in the folder.
        progress : bool or callable, optional
            A bar where somebody looks at it by default.
        **settings
            Keys of the section of the question in an experiment file, such as
            ``adjust="best"`` or ``method="morris"``.

        Raises
        ------
        ExperimentError
            With every fault of the experiment and of the settings.
        Interrupted
            After an interrupt. The runs that were done are kept for the same question.
        """
        study = self._study
        if replicates is not None:
            study = study.with_replicates(_positive(replicates))
        for key, value in settings.items():
            study = study.with_setting(f"{question}.{key}", _orgsim.toml(value))
        with shown(progress, study.cost(question, threads), question) as tell:
            stopped = study.ask_into(
                question,
                self.path,
                force=force,
                threads=threads,
                replicates=replicates,
                shares_pasts=share_pasts,
                quarterly_runs=quarterly_runs,
                progress=tell,
            )
        if isinstance(stopped, KeyboardInterrupt):
            raise Interrupted(
                f"completed runs are kept in {self.path}: ask again to go on"
            ) from stopped
        if stopped is not None:
            raise stopped
        return Answer(self._place.kept(question))

    def __repr__(self) -> str:
        factors = ", ".join(self.factors) or "none"
        title = self.title or self.name
        return (
            f"Experiment: {title}\n"
            f"  variants: {', '.join(self.variants)}\n"
            f"  factors: {factors}\n"
            f"  measures: {', '.join(self.measures)}\n"
            f"  replicates: {self.replicates}"
        )


def experiment(
    path: str | os.PathLike[str],
    *,
    set: Sequence[str] | Mapping[str, Any] = (),
    out: str | os.PathLike[str] | None = None,
) -> Experiment:
    """Reads an experiment file and the scenarios that it names.

    Parameters
    ----------
    path : path-like
        The file.
    set : mapping of key to value, optional
        Values for all of its scenarios.
    out : path-like, optional
        The folder of its runs and answers; without it, they go with the object.

    Examples
    --------
    >>> import orgsim
    >>> fusion = orgsim.experiment("scenarios/experiments/where-fusion-wins.toml")
    >>> fusion.variants
    ['loose', 'fusion']
    """
    pairs = set.items() if isinstance(set, Mapping) else []
    overrides = [f"{key}={_orgsim.toml(value)}" for key, value in pairs] or list(set)
    return Experiment(_orgsim.Experiment.load(Path(path), overrides), out)


def compare(
    variants: Mapping[str, Variant],
    *,
    replicates: int | None = None,
    measures: Sequence[str | Measure] = (),
    thresholds: Mapping[str, float] | None = None,
    adjust: str = "holm",
    parameters: str | os.PathLike[str] = "ranges",
    threads: int = 0,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: Progress = None,
    **building: Any,
) -> Answer:
    """Compares scenarios, or models of one's own, under common random numbers.

    Parameters
    ----------
    variants : mapping of name to Scenario, or of name to model
        What is compared; the first is the baseline.
    replicates : int, optional
        Runs of each; of scenarios, as the first one says by default.
    measures : sequence of str or Measure
        What is measured; of scenarios, what is looked at first by default.
    thresholds : mapping of measure to difference, optional
        The smallest difference of a measure that matters.
    adjust : {"holm", "best", "none"}
        The adjustment for several comparisons.
    parameters : {"ranges", "fixed"} or path-like
        Of scenarios without factors: draw parameters beside the replicates, from their assumed
        ranges or from a calibration or a fit, and tell both doubts apart; or not. With factors,
        ask an `Experiment` whose replicates have drawn parameters instead.
    threads, out, force, progress
        As in `Experiment.ask`.
    **building
        What else `Experiment.of` takes, such as ``factors`` or ``seed``.

    Returns
    -------
    Answer
        Its table ``differences`` has a row for each variant, measure and window: ``difference``
        with ``difference_ci_low`` and ``difference_ci_high``, paired run by run.

    Examples
    --------
    >>> import orgsim
    >>> loose = orgsim.Scenario("scenarios/loose-coupling.toml")
    >>> fused = loose.set({"units.core.structure": "fusion-teams"})
    >>> answer = orgsim.compare({"loose": loose, "fused": fused}, replicates=20)
    >>> answer["differences"]["variant"][0]
    'fused'
    """
    built = Experiment.of(
        variants,
        measures=measures,
        replicates=replicates,
        thresholds=thresholds,
        out=out,
        **building,
    )
    settings: dict[str, Any] = {"adjust": adjust}
    if not built.factors:
        settings["parameters"] = os.fspath(parameters)
    return built.compare(threads=threads, force=force, progress=progress, **settings)


def _of_scenarios(
    variants: Mapping[str, Any],
    measures: Sequence[str | Measure],
    replicates: int | None,
    factors: Mapping[str, Factor],
) -> _orgsim.Experiment:
    sides = [(name, scenario._scenario) for name, scenario in variants.items()]
    keys = [measure for measure in measures if isinstance(measure, str)]
    if replicates is not None:
        _positive(replicates)
    study = _orgsim.Experiment.of_scenarios(sides, keys, replicates)
    if measures and not keys:
        study = study.without_measures()
    for measure in measures:
        if isinstance(measure, Measure):
            study = study.with_measure(measure._taking())
    for name, factor in factors.items():
        study = study.with_factor(name, factor)
    return study


def _designed(study: _orgsim.Experiment, design: Any) -> _orgsim.Experiment:
    if isinstance(design, str):
        return study.with_design(design, 0)
    if isinstance(design, tuple):
        kind, points = design
        return study.with_design(kind, points)
    return study.with_points(csv_of(design))


def _positive(replicates: int) -> int:
    if not 1 <= replicates <= 1_000_000_000:
        raise ValueError(f"replicates: {replicates}; allowed: 1 to 1000000000")
    return replicates
