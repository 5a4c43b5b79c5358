"""How far work is: a bar in a terminal or a notebook, or whatever a caller does with it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Progress = bool | Callable[[int, int], Any] | None
"""True or False, a function of the runs done and the runs expected, or None: a bar if somebody
looks at it."""

_PATIENCE = 0.5
"""Seconds after which a bar appears: what is done sooner needs none."""

_WIDTH = 30


@contextmanager
def shown(progress: Progress, total: int, what: str) -> Iterator[Callable[[int], None] | None]:
    """Gives what is to be called with the number of runs that are done.

    What hears of it hears of numbers that grow, up to those that are expected.
    """
    if progress is None:
        progress = _is_watched()
    if progress is False:
        yield None
        return
    if progress is True:
        bar = _Bar(total, what)
        try:
            yield _growing(bar.tell, total)
        finally:
            bar.close()
        return
    tell = progress
    yield _growing(lambda done: tell(done, total), total)


def _growing(tell: Callable[[int], Any], total: int) -> Callable[[int], None]:
    most = 0

    def told(done: int) -> None:
        nonlocal most
        # draws of parameters, after the runs, are counted anew
        most = max(most, min(done, total))
        tell(most)

    return told


def _is_watched() -> bool:
    return in_notebook() or (sys.stderr is not None and sys.stderr.isatty())


def in_notebook() -> bool:
    """Whether a kernel of Jupyter runs this."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"


class _Bar:
    """A bar of tqdm if it is there, else a line of its own."""

    def __init__(self, total: int, what: str) -> None:
        self.total = total
        self.what = what
        self.start = time.monotonic()
        self.done = 0
        self.tqdm: Any = None
        self.is_shown = False

    def tell(self, done: int) -> None:
        if not self.is_shown:
            if time.monotonic() - self.start < _PATIENCE:
                return
            self.is_shown = True
            self.tqdm = _tqdm(self.total, self.what)
        if done == self.done:
            return
        if self.tqdm is not None:
            self.tqdm.update(done - self.done)
        else:
            _line(self.what, done, self.total)
        self.done = done

    def close(self) -> None:
        if self.tqdm is not None:
            self.tqdm.close()
        elif self.is_shown:
            sys.stderr.write("\n")


def _tqdm(total: int, what: str) -> Any:
    try:
        if in_notebook():
            import ipywidgets  # noqa: F401  (without it, the bar of notebooks only warns)
            from tqdm.notebook import tqdm
        else:
            from tqdm import tqdm
    except ImportError:
        return None
    return tqdm(total=total, desc=what, unit="run", leave=False)


def _line(what: str, done: int, total: int) -> None:
    share = min(done / total, 1.0) if total else 1.0
    bar = "#" * round(_WIDTH * share)
    sys.stderr.write(f"\r{what} [{bar:{_WIDTH}}] {done}/{total} runs")
    sys.stderr.flush()
