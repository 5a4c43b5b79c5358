"""An organisation's own records: what they say, what they teach, and how well that predicts."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path

from . import _orgsim
from ._errors import Fault, RecordsError
from ._place import Place
from ._progress import Progress, shown
from ._result import Answer
from ._scenario import Scenario
from ._table import Table


class Parameters(Table):
    """Sets of parameters that the records allow, a row each, with their weights.

    It can be given wherever parameters are asked for: ``run(parameters=fit.parameters)``.
    """

    def __init__(self, table: _orgsim.Table, fit: Fit) -> None:
        super().__init__(table)
        self._fit = fit

    def __fspath__(self) -> str:
        return str(self._fit.path)


class Fit(Answer):
    """What records say and teach."""

    warnings: Sequence[Fault] = ()
    """What is probably not meant in the records; none of a fit that was read from a folder."""

    @property
    def is_learnt(self) -> bool:
        """Whether parameters were learnt."""
        return "parameters" in self.tables

    @property
    def backtest(self) -> Table:
        """A row for each quarter that was predicted from what was known before it."""
        self._check("backtest", "backtest")
        return self.table("backtest")

    @property
    def learnt(self) -> Table:
        """A row for each parameter: what was assumed, what was learnt, and its standing:
        learnt, not identified, or assumed."""
        self._check("table of what was learnt")
        return self.table("learnt")

    @property
    def parameters(self) -> Parameters:
        """Sets of parameters that the records allow, from which replicates draw."""
        self._check("set of parameters")
        _ = self.path
        return Parameters(self._folder.table("parameters.csv"), self)

    @property
    def scenario(self) -> Scenario:
        """The organisation of today: its people with their tenure."""
        self._check("scenario")
        return Scenario(self.path / "organisation.toml")

    @property
    def past(self) -> Scenario:
        """The organisation in the quarters of the records."""
        self._check("scenario")
        return Scenario(self.path / "past.toml")

    def _check(self, what: str, table: str = "parameters") -> None:
        if not self.is_learnt:
            raise RecordsError(f"there is no {what}, since nothing was learnt: ask for draws")
        if table not in self.tables:
            raise RecordsError(f"there is no {what}: ask for quarters to hold out")


def fit(
    records: str | os.PathLike[str],
    *,
    scenario: Scenario | None = None,
    draws: int = 2000,
    hold_out: int = 4,
    seed: int = 1,
    smallest: int = 5,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    columns: Sequence[str] = (),
    skip_faulty: bool = False,
    threads: int = 0,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: Progress = None,
) -> Fit:
    """Learns from an organisation's own records. Nothing that it writes names a person.

    Parameters
    ----------
    records : path-like
        A folder of records, or the file of people.
    scenario : Scenario, optional
        What records do not say; the default scenario by default.
    draws : int
        Draws of the parameters from which they are learnt: 500 to 1,000,000, or 0 to say what
        the records say alone.
    hold_out : int
        Quarters at the end that are predicted from what was known before them, 0 to 40.
    seed : int
        Seed of draws and runs.
    smallest : int
        Fewest people who are told of together, 5 to 1,000.
    since, until : datetime.date, optional
        First day on which everybody is known, and last day that is known.
    columns : sequence of str
        Headers of columns, such as ``"start=Hire Date"``.
    skip_faulty : bool
        Leave out rows with faults.
    threads, out, force, progress
        As in `Scenario.run`.

    Raises
    ------
    RecordsError
        With every fault of the records.

    Examples
    --------
    >>> import orgsim, tempfile
    >>> folder = tempfile.mkdtemp()
    >>> orgsim.example_records(folder + "/records")
    >>> said = orgsim.fit(folder + "/records", draws=0)
    >>> said.is_learnt
    False
    """
    base = scenario or Scenario.default()
    place = Place(out, Path(records).stem)
    total = _orgsim.fit_cost(Path(records), draws, hold_out)
    with shown(progress, total, "fit") as tell:
        warnings = _orgsim.fit_into(
            Path(records),
            place.path,
            force=force,
            scenario=base._scenario,
            draws=draws,
            hold_out=hold_out,
            seed=seed,
            smallest=smallest,
            threads=threads,
            since=_date(since),
            until=_date(until),
            columns=list(columns),
            skip_faulty=skip_faulty,
            progress=tell,
        )
    found = Fit(place)
    found.warnings = warnings
    return found


def guess_records(records: str | os.PathLike[str]) -> str:
    """A proposal for ``records.toml``, which says how one's own files are to be read."""
    return _orgsim.guess_records(Path(records))


def example_records(folder: str | os.PathLike[str]) -> None:
    """Writes examples of an organisation's records into a new folder."""
    _orgsim.example_records(Path(folder))


def _date(date: datetime.date | None) -> tuple[int, int, int] | None:
    return None if date is None else (date.year, date.month, date.day)
