"""Scenarios: read, changed, run."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import _orgsim
from ._errors import Fault
from ._interrupted import Interrupted
from ._place import Place
from ._progress import Progress, shown
from ._result import Run

_FEW = 1000
"""Runs of which everything is kept unless somebody says otherwise."""

Value = bool | int | float | str | list[Any] | Mapping[str, Any]
"""A value of a scenario: what TOML has, as Python has it."""


class Scenario:
    """An organisation and what happens to it: complete, checked, and never changed.

    Parameters
    ----------
    path : path-like
        A scenario file (TOML). It states what differs from the default scenario, or from the
        file that it extends.

    Raises
    ------
    ScenarioError
        With every fault of the file, and of the files that it extends.

    Examples
    --------
    >>> import orgsim
    >>> scenario = orgsim.Scenario("scenarios/reorganisation.toml")
    >>> scenario.title, scenario.quarters
    ('Reorganisation', 20)
    >>> scenario.set({"transfer.tacitness": 0.8})["transfer.tacitness"]
    0.8
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._scenario = _orgsim.Scenario.load(Path(path))

    @classmethod
    def from_text(cls, text: str, name: str = "scenario.toml") -> Scenario:
        """Reads a scenario from a text; ``name`` is what messages call it.

        Examples
        --------
        >>> import orgsim
        >>> orgsim.Scenario.from_text("units.core.researchers = 30").quarters
        20
        """
        return cls._of(_orgsim.Scenario.from_text(text, name))

    @classmethod
    def default(cls) -> Scenario:
        """The default scenario."""
        return cls.from_text("", "default.toml")

    @classmethod
    def _of(cls, scenario: _orgsim.Scenario) -> Scenario:
        own = cls.__new__(cls)
        own._scenario = scenario
        return own

    def set(self, values: Mapping[str, Value]) -> Scenario:
        """The same scenario with other values, as those of ``--set KEY=VALUE``.

        Keys are paths such as ``"units.core.researchers"``; a value may be a table (a dict).
        """
        return self._of(self._scenario.set(dict(values)))

    def with_event(
        self,
        name: str,
        action: str,
        *,
        quarter: int | None = None,
        when: Mapping[str, Value] | None = None,
        repeat_quarters: int | None = None,
        **keys: Value,
    ) -> Scenario:
        """The same scenario with one more event.

        Parameters
        ----------
        name : str
            What it is called; an event of that name is replaced.
        action : str
            What happens, such as ``"retention_grant"``, ``"reorganise"`` or ``"layoff"``.
        quarter : int, optional
            The observed quarter, from 0, in which it happens.
        when : mapping, optional
            Or the condition on which it happens: ``{"measure": ..., "below": ...}``.
        repeat_quarters : int, optional
            Quarters after which it may happen again.
        **keys
            The keys of the action.

        Examples
        --------
        >>> import orgsim
        >>> loose = orgsim.Scenario("scenarios/loose-coupling.toml")
        >>> fused = loose.with_event("fuse", "reorganise", quarter=8, structure="fusion-teams")
        >>> fused["events.fuse.reorganise.structure"]
        'fusion-teams'
        """
        event: dict[str, Value] = {action: keys}
        for key, value in [
            ("quarter", quarter),
            ("when", when),
            ("repeat_quarters", repeat_quarters),
        ]:
            if value is not None:
                event[key] = value
        return self.set({f"events.{name}": event})

    @property
    def title(self) -> str:
        """Its title."""
        return self._scenario.title

    @property
    def description(self) -> str:
        """What it describes, in sentences."""
        return self._scenario.description

    @property
    def name(self) -> str:
        """The name of its file, without folder and ending."""
        return self._scenario.name

    @property
    def seed(self) -> int:
        """The number from which all random numbers follow."""
        return self._scenario.seed

    @property
    def quarters(self) -> int:
        """Number of observed quarters."""
        return self._scenario.quarters

    @property
    def sha256(self) -> str:
        """Digest of all of its values: equal for equal scenarios."""
        return self._scenario.sha256

    @property
    def warnings(self) -> list[Fault]:
        """What is allowed, but probably not meant."""
        return self._scenario.warnings

    def __getitem__(self, key: str) -> Any:
        """The value at a key, such as ``"transfer.tacitness"``."""
        return self._scenario.value(key)

    def stated(self) -> dict[str, Any]:
        """The values that differ from the default, by key."""
        settings = self._scenario.settings()
        return {key: value for key, value, is_stated, _, _ in settings if is_stated}

    def explain(self, key: str) -> str:
        """What a key means, its unit and its value here."""
        for own, value, _, unit, meaning in self._scenario.settings():
            if own == key:
                return f"{key} = {value}{f' {unit}' if unit else ''}: {meaning}"
        raise KeyError(key)

    def plausible(self, key: str) -> tuple[float, float]:
        """The range over which the number at a key can reasonably be varied, as a factor of an
        experiment takes it.

        Examples
        --------
        >>> import orgsim
        >>> low, high = orgsim.Scenario.default().plausible("transfer.tacitness")
        >>> 0 <= low < high <= 1
        True
        """
        found = self._scenario.plausible(key)
        if found is None:
            raise ValueError(f"`{key}` has no plausible range")
        return found

    def to_toml(self) -> str:
        """All of its values, as the text of a scenario file."""
        return self._scenario.to_toml()

    def run(
        self,
        runs: int | None = None,
        *,
        seed: int | None = None,
        threads: int = 0,
        parameters: str | os.PathLike[str] = "ranges",
        precision: Mapping[str, float] | None = None,
        run_quarters: bool | None = None,
        spells: bool | None = None,
        out: str | os.PathLike[str] | None = None,
        force: bool = False,
        progress: Progress = None,
    ) -> Run:
        """Simulates it many times. Other threads of Python go on meanwhile.

        Parameters
        ----------
        runs : int, optional
            Number of runs; as the scenario says by default.
        seed : int, optional
            Seed; as the scenario says by default.
        threads : int
            Threads; 0 for one a core. They change no bit of the result.
        parameters : {"ranges", "fixed"} or path-like
            Beside the runs, draw the parameters that the scenario does not state from their
            assumed ranges, or not, or draw them from a calibration or a fit.
        precision : mapping of measure to half-width, optional
            Add runs until the intervals of these measures are that narrow, in their units.
        run_quarters, spells : bool, optional
            Keep a row for each run and quarter, and each spell of each run; by default, of up
            to 1,000 runs.
        out : path-like, optional
            Folder that the results are kept in; without it, they go with the object.
        force : bool
            Replace results that are in the folder.
        progress : bool or callable, optional
            True or False, or a function of the runs done and the runs expected; a bar where
            somebody looks at it by default.

        Raises
        ------
        Interrupted
            After an interrupt; its ``result`` has the runs of the batches that were finished.

        Examples
        --------
        >>> import orgsim
        >>> run = orgsim.Scenario("scenarios/loose-coupling.toml").run(20, parameters="fixed")
        >>> len(run.runs), run.ending
        (20, 'all runs')
        """
        scenario = self._scenario
        values = {"simulation.runs": runs, "simulation.seed": seed}
        given = {key: value for key, value in values.items() if value is not None}
        if given:
            scenario = scenario.set(given)
        for measure, half_width in (precision or {}).items():
            if not 0 < half_width < math.inf:
                raise ValueError(f"precision: {measure} is {half_width}; it must be above 0")
        few = scenario.runs <= _FEW and not precision
        place = Place(out, self.name)
        with shown(progress, scenario.runs, "simulating") as tell:
            ending, stopped = scenario.run_into(
                place.path,
                force=force,
                threads=threads,
                parameters=os.fspath(parameters),
                precision=list((precision or {}).items()),
                run_quarters=few if run_quarters is None else run_quarters,
                spells=few if spells is None else spells,
                progress=tell,
            )
        result = Run(place)
        if stopped is None:
            return result
        if not isinstance(stopped, KeyboardInterrupt):
            raise stopped
        done = result.manifest["runs"]
        raise Interrupted(f"{done} runs are kept: `result` has them", result) from stopped

    def __repr__(self) -> str:
        stated = [f"  {key} = {value!r}" for key, value in self.stated().items()]
        return "\n".join([f"Scenario: {self.title}, {self.quarters} quarters", *stated])
