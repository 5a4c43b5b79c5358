"""What can go wrong, with every fault of an input at once."""

from __future__ import annotations

from dataclasses import dataclass, field

Place = tuple[str, int, int]
"""Name of a file or text, line and column, both counted from 1."""


@dataclass(frozen=True)
class Fault:
    """One fault of an input, or a warning about it.

    Attributes
    ----------
    code : str
        Identifier that never changes, such as ``"S0201"``.
    name : str
        Name of the kind of fault, such as ``"unknown-key"``.
    is_error : bool
        Whether it makes the input unusable; else it is a warning.
    message : str
        What is wrong, in one line.
    place : tuple of (str, int, int) or None
        File, line and column where it is, the last two counted from 1.
    label : str or None
        What is to be said right below that place.
    related : list of (place, str)
        Other places that have to do with it.
    notes : list of str
        Facts, such as the allowed range.
    help : list of str
        What would put it right.
    """

    code: str
    name: str
    is_error: bool
    message: str
    place: Place | None = None
    label: str | None = None
    related: list[tuple[Place, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    help: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        where = "" if self.place is None else "{}:{}:{}: ".format(*self.place)
        return f"{where}{self.message} ({self.code})" + "".join(f"; {way}" for way in self.help)


class Error(Exception):
    """Anything that orgsim refuses or cannot do.

    Attributes
    ----------
    faults : list of Fault
        Every fault of the input; empty where the error is not about an input.

    Printed, it is what the program prints: the lines at fault, underlined, the allowed range
    and the likely fix.

    Examples
    --------
    >>> import orgsim
    >>> try:
    ...     orgsim.Scenario.from_text("transfer.tacitness = 3\\nsimulation.rums = 9")
    ... except orgsim.ScenarioError as error:
    ...     for fault in error.faults:
    ...         print(fault.place, fault.name)
    ('scenario.toml', 1, 22) out-of-range
    ('scenario.toml', 2, 12) unknown-key
    """

    def __init__(self, message: str, faults: list[Fault] | None = None) -> None:
        super().__init__(message)
        self.faults = faults or []


class ScenarioError(Error):
    """A scenario, or what was set in it, has faults."""


class ExperimentError(Error):
    """An experiment, its design points or a question to it have faults."""


class RecordsError(Error):
    """The records of an organisation have faults, or nothing can be learnt from them."""


class ClaimsError(Error):
    """A file of claims has faults."""


class ResultError(Error):
    """A folder of results cannot be read, or has no such table or figure."""


class OutputError(Error):
    """A folder of results cannot be written."""


class StoreError(Error):
    """The store with the runs of an experiment cannot be used."""
