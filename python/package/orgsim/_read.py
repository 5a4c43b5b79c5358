"""Folders of results, read back."""

from __future__ import annotations

import os

from . import _orgsim
from ._fit import Fit
from ._place import Place
from ._result import Answer, Result, Run

_KINDS: dict[str, type[Result]] = {"run": Run, "fit": Fit}
"""The commands whose results are no plain answers."""


def read(folder: str | os.PathLike[str]) -> Result:
    """Reads a folder of results that the program or this package wrote.

    Parameters
    ----------
    folder : path-like
        The folder; one that holds a single folder of results stands for that one.

    Returns
    -------
    Run, Fit or Answer
        After the command that wrote it.

    Raises
    ------
    ResultError
        If there is no result, or its files are not as they were written.

    Examples
    --------
    >>> import orgsim
    >>> run = orgsim.Scenario("scenarios/reorganisation.toml").run(10, parameters="fixed")
    >>> orgsim.read(run.path).title
    'Reorganisation'
    """
    kind = _KINDS.get(_orgsim.Folder(folder).command, Answer)
    return kind(Place(folder, ""))
