"""Work that was interrupted, and what was finished of it."""

from __future__ import annotations

from ._result import Result


class Interrupted(KeyboardInterrupt):
    """Work was interrupted, as by Ctrl-C or the stop button of a notebook.

    Attributes
    ----------
    result : Result or None
        The result of the batches that were finished before; None if none were, or if the
        question has no answer without all of its runs.
    """

    def __init__(self, message: str, result: Result | None = None) -> None:
        super().__init__(message)
        self.result = result
