"""Audits of claims, and tests for patterns that organisations show."""

from __future__ import annotations

import os
from pathlib import Path

from . import _orgsim
from ._place import Place
from ._progress import Progress, shown
from ._result import Answer
from ._scenario import Scenario
from ._table import Table


def audit(
    claims: str | os.PathLike[str] | None = None,
    *,
    draws: int = 200,
    seed: int = 1,
    threads: int = 0,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Answer:
    """Checks claims against the model: arithmetic, noise, prediction, what it would take.

    Parameters
    ----------
    claims : path-like, optional
        A file of claims (CSV); those that are shipped by default.
    draws : int
        Draws of the parameters of each prior, with one run each: 20 to 100,000.
    seed, threads, out, force, progress
        As in `Scenario.run`.

    Raises
    ------
    ClaimsError
        With every fault of the file.
    """
    path = None if claims is None else Path(claims)
    place = Place(out, "audit" if path is None else path.stem)
    with shown(progress, draws, "audit") as tell:
        _orgsim.audit_into(
            path,
            place.path,
            force=force,
            draws=draws,
            seed=seed,
            threads=threads,
            progress=tell,
        )
    return Answer(place)


class Patterns(Table):
    """Which patterns of real organisations a scenario shows: a row for each condition."""

    def __init__(self, table: _orgsim.Table, said: str) -> None:
        super().__init__(table)
        self.said: str = said
        """How many patterns have which verdict, in a sentence."""

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict on each pattern."""
        return dict(zip(self["pattern"], self["verdict"]))

    def __repr__(self) -> str:
        lines = [f"{verdict:14}  {pattern}" for pattern, verdict in self.verdicts.items()]
        return "\n".join([*lines, self.said])


def patterns(
    scenario: Scenario | None = None,
    *,
    runs: int = 240,
    threads: int = 0,
    progress: Progress = None,
) -> Patterns:
    """Tests a scenario for patterns known from real organisations.

    Parameters
    ----------
    scenario : Scenario, optional
        The default scenario by default.
    runs : int
        Runs of each variant of the scenario, 40 to 20,000.
    threads, progress
        As in `Scenario.run`.
    """
    tested = scenario or Scenario.default()
    with shown(progress, runs, "patterns") as tell:
        table, said = _orgsim.find_patterns(
            tested._scenario, runs=runs, threads=threads, progress=tell
        )
    return Patterns(table, said)
