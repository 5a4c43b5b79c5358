"""Results: folders that were written, with their tables, figures and words."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from . import _orgsim, _told
from ._errors import ResultError
from ._figure import Figures
from ._place import Place
from ._table import Table

WIDTH = 720.0
"""Width of figures in points, as that of ``orgsim plot``."""


class Result:
    """A folder of results, as the program writes it.

    Printed, it is what its report says first; in a notebook, with the figure. It can be given
    wherever a path of a folder is expected.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._folder = _orgsim.Folder(place.path)
        self._written = self._manifest_file().read_bytes()

    def _manifest_file(self) -> Path:
        return Path(self._folder.path) / "manifest.json"

    @property
    def path(self) -> Path:
        """The folder. Unless ``out`` named it, it goes when nothing refers to the result."""
        file = self._manifest_file()
        # what is read later must be what was there when this result was made
        if not file.exists() or file.read_bytes() != self._written:
            raise ResultError(f"{file.parent} has another result by now; read it again")
        return file.parent

    @property
    def command(self) -> str:
        """The command of the program that writes such a folder: ``"run"``, ``"compare"``."""
        return self._folder.command

    @property
    def title(self) -> str:
        """Title of the scenario or the experiment."""
        return self._folder.title

    @property
    def level(self) -> float:
        """Confidence level of its intervals, such as 0.95."""
        return self._folder.level

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """All that is needed to get the same bytes again: scenario, seed, version, digests."""
        return json.loads(self._folder.manifest())

    @property
    def tables(self) -> list[str]:
        """Names of its tables, such as ``"summary"``."""
        return [name.removesuffix(".csv") for name in self._folder.files()]

    def table(self, name: str) -> Table:
        """One of its tables by name; equal bit for bit to the CSV file beside it."""
        cache: dict[str, Table] = self.__dict__.setdefault("_tables", {})
        if name not in cache:
            # asks whether it is still there
            _ = self.path
            cache[name] = Table(self._folder.table(f"{name}.csv"))
        return cache[name]

    def __getitem__(self, name: str) -> Table:
        return self.table(name)

    @property
    def figures(self) -> dict[str, str]:
        """The kinds of figures that it has, and what each shows."""
        kinds = _orgsim.figure_list([self.path])
        return {name: about for name, about, why_not in kinds if why_not is None}

    def plot(self, kind: str, width: float = WIDTH) -> Figures:
        """The figures of a kind, such as ``"overview"``; the same as those of ``orgsim plot``.

        ``width`` is in points, from 280 to 4000.
        """
        return Figures([self.path], kind, width)

    def report(self, path: str | os.PathLike[str] | None = None, *, brief: bool = False) -> str:
        """Its report as one HTML page, which is also written to ``path`` if that is given.

        ``brief``: on one page of A4, of runs and fits.
        """
        return report([self], path, brief=brief)

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Copies it into a new folder, where the program and `orgsim.read` find it."""
        return Path(shutil.copytree(self.path, folder))

    @cached_property
    def _said(self) -> dict[str, Any]:
        _ = self.path
        return json.loads(self._folder.said())

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return _told.text(self._said)

    def _repr_html_(self) -> str:
        first = [self.plot(kind)._repr_html_() for kind in [*self.figures][:1]]
        return _told.html(self._said, "".join(first))


class Run(Result):
    """The runs of a scenario."""

    @property
    def summary(self) -> Table:
        """A row for each measure and window: mean, interval, and what one organisation may see."""
        return self.table("summary")

    @property
    def quarters(self) -> Table:
        """A row for each quarterly measure and quarter: mean, interval, quantiles over runs."""
        return self.table("quarters")

    @property
    def runs(self) -> Table:
        """A row for each run, a column for each measure and window."""
        return self.table("runs")

    @property
    def run_quarters(self) -> Table:
        """A row for each run and quarter, a column for each quarterly measure."""
        return self._kept("run_quarters")

    @property
    def spells(self) -> Table:
        """A row for each spell of each run: employments, transfers, projects, vacancies."""
        return self._kept("spells")

    def _kept(self, name: str) -> Table:
        if name in self.tables:
            return self.table(name)
        raise ResultError(f"the runs have no {name}; keep them with run({name}=True)")

    @property
    def ending(self) -> str:
        """Why there are not more runs: ``"all runs"``, ``"precision reached"``,
        ``"precision not reached"`` or ``"interrupted"``."""
        return self.manifest["stopping"]["ending"]


class Answer(Result):
    """The answer to a question, with the runs that it rests on."""

    @property
    def findings(self) -> list[str]:
        """What was found, in sentences as the program prints them."""
        told = self._folder.findings()
        return [f"warning: {words}" if is_warning else words for is_warning, words in told]

    @property
    def decided(self) -> bool:
        """Whether there is an answer, as sure or as precise as was wanted."""
        return self.manifest.get("decided", True)


def plot(results: Sequence[Result | str], kind: str, width: float = WIDTH) -> Figures:
    """The figures of a kind of several results, side by side."""
    return Figures([Path(result) for result in results], kind, width)


def report(
    results: Sequence[Result | str],
    path: str | os.PathLike[str] | None = None,
    *,
    brief: bool = False,
) -> str:
    """One report on several results as an HTML page, which is also written to ``path``."""
    html = _orgsim.report_page([Path(result) for result in results], brief)
    if path is not None:
        Path(path).write_text(html, encoding="utf-8")
    return html
