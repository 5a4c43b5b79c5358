"""Models and measures of one's own, and what experiments vary."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _orgsim

if TYPE_CHECKING:
    import numpy


class Spell(NamedTuple):
    """A duration in a run, with a start and, if it was observed, an end.

    ``kind`` is ``"employment"``, ``"transfer"``, ``"project"`` or ``"vacancy"``; ``outcome`` says
    how it ended, or ``"censored"``. ``entry`` (from where on its end would have been seen),
    ``start`` and ``end`` are quarters, negative before the observation.
    """

    kind: str
    role: str | None
    team: int | None
    entry: int
    start: int
    end: int
    outcome: str


class RunNumbers:
    """The numbers of one run of a scenario, from which a measure of one's own is taken."""

    def __init__(self, run: _orgsim.RunNumbers) -> None:
        self._run = run

    def quarters(self, measure: str) -> list[float]:
        """The numbers of a measure, one for each observed quarter; NaN where there is none."""
        return self._run.quarters(measure)

    def value(self, measure: str) -> float:
        """A measure over a window, such as ``"papers_accepted__q8_q19"``; NaN if the run has
        none."""
        return self._run.value(measure)

    def spells(self) -> list[Spell]:
        """All spells of the run."""
        return [Spell(*spell) for spell in self._run.spells()]


@dataclass(frozen=True)
class Measure:
    """A measure of one's own.

    Parameters
    ----------
    key : str
        Its key in tables.
    label : str
        What it is, in a few words.
    unit : str
        Its unit; empty if it has none.
    better : {"higher", "lower", "neither"}
        Which direction is better.
    take : callable, optional
        For experiments with scenarios: a function of a `RunNumbers` that gives the number of
        the run, or None. Models of one's own give their numbers themselves.

    Examples
    --------
    >>> import orgsim
    >>> peak = orgsim.Measure(
    ...     "peak", "most papers in a quarter", "papers", "higher",
    ...     take=lambda run: max(run.quarters("papers_accepted")),
    ... )
    """

    key: str
    label: str
    unit: str = ""
    better: str = "neither"
    take: Callable[[RunNumbers], float | None] | None = None

    def _taking(self) -> Measure:
        """The same, whose function gets the numbers of a run as they come."""
        if self.take is None:
            raise ValueError(
                f"the measure `{self.key}` has no `take`: say how it is taken from a run"
            )
        take = self.take

        def taking(run: Any) -> float | None:
            return take(RunNumbers(run))

        return replace(self, take=taking)


@dataclass(frozen=True)
class Factor:
    """What an experiment varies: a list of values, or a range.

    Parameters
    ----------
    values : sequence, optional
        The values: numbers, or names such as those of structures.
    range : (float, float), optional
        Or the least and the greatest number.
    keys : sequence of str, optional
        The keys of the scenario that get the value; the name of the factor by default.
    scale : {"linear", "log", "whole"}
        How a range is divided.
    levels : int
        Values of a grid over a range.
    """

    values: Sequence[float | str] | None = None
    range: tuple[float, float] | None = None
    keys: Sequence[str] | None = None
    scale: str = "linear"
    levels: int = 5

    def __post_init__(self) -> None:
        if (self.values is None) == (self.range is None):
            raise ValueError("a factor has either `values` or a `range`")
        if self.scale not in ("linear", "log", "whole"):
            raise ValueError(f"scale: {self.scale!r}; allowed: linear, log, whole")
        if self.range is not None:
            low, high = self.range
            if not (math.isfinite(low) and math.isfinite(high) and low < high):
                raise ValueError(f"range: {self.range}; allowed: two numbers, the lower one first")
            if self.scale == "log" and low <= 0:
                raise ValueError(f"range: {self.range}; on a log scale both are above 0")
        elif not self.values:
            raise ValueError("values: a factor has at least one")
        if self.levels < 2:
            raise ValueError(f"levels: {self.levels}; allowed: 2 and more")

    @classmethod
    def _of(cls, given: Factor | Sequence[float | str] | tuple[float, float]) -> Factor:
        """A factor as it is given in short: a tuple is a range, a list has the values."""
        if isinstance(given, Factor):
            return given
        if isinstance(given, tuple):
            return cls(range=(float(given[0]), float(given[1])))
        return cls(values=list(given))


class Streams:
    """The random streams of a run: each draw is a function of what it is for.

    A draw has an address: seed and run, a purpose (a number from 0 to 255 that stands for one
    use of luck), an entity (whom it is for) and a period (when). No draw depends on how many
    came before, so that variants which draw from the same addresses share their luck, run by
    run. The same addresses give the same numbers as `orgsim::random::Streams` in Rust.

    Examples
    --------
    >>> import orgsim
    >>> luck = orgsim.Streams.of(seed=1, run=0)
    >>> luck.uniform(3, entity=7, period=2) == luck.uniform(3, entity=7, period=2)
    True
    >>> len(luck.uniforms(3, 100))
    100
    """

    def __init__(self, streams: _orgsim.RunStreams) -> None:
        self._streams = streams

    @classmethod
    def of(cls, seed: int, run: int) -> Streams:
        """The streams of a run under a seed."""
        return cls(_orgsim.RunStreams(seed, run))

    @property
    def seed(self) -> int:
        """The seed of the experiment."""
        return self._streams.seed

    @property
    def run(self) -> int:
        """The number of the run, from 0."""
        return self._streams.run

    def uniform(
        self,
        purpose: int,
        entity: int = 0,
        period: int = 0,
        *,
        generation: int = 0,
        other: int = 0,
        draw: int = 0,
    ) -> float:
        """One uniform in the open interval (0, 1).

        ``generation`` tells those apart who hold the place of an entity one after the other,
        ``other`` is the other party of a pair, ``draw`` numbers several draws at one address.
        """
        return self._streams.uniform(purpose, entity, period, generation, other, draw)

    def uniforms(self, purpose: int, number: int, period: int = 0) -> array[float]:
        """The uniforms of the entities 0 to ``number`` - 1, shape ``(number,)``.

        ``numpy.asarray`` takes them without a copy.
        """
        return array("d", self._streams.uniforms(purpose, number, period))

    def random(
        self, purpose: int, entity: int = 0, period: int = 0, *, generation: int = 0
    ) -> random.Random:
        """A `random.Random` whose draws all belong to one address.

        For code that takes draws one after the other, such as that of Mesa: one generator for
        each use of luck keeps uses apart.
        """
        return _AddressedRandom(self._streams.draws(purpose, entity, period, generation))

    def generator(
        self, purpose: int, entity: int = 0, period: int = 0, *, generation: int = 0
    ) -> numpy.random.Generator:
        """A generator of NumPy that is seeded by the draws of one address."""
        import numpy

        draws = self._streams.draws(purpose, entity, period, generation)
        key = [int(draws.uniform() * 2**32) for _ in range(4)]
        return numpy.random.Generator(numpy.random.PCG64(numpy.random.SeedSequence(key)))


class _AddressedRandom(random.Random):
    """The draws of one address as Python's own generator."""

    def __new__(cls, draws: _orgsim.Draws) -> _AddressedRandom:
        return super().__new__(cls)

    def __init__(self, draws: _orgsim.Draws) -> None:
        self._draws = draws
        super().__init__()

    def random(self) -> float:
        return self._draws.uniform()

    def getrandbits(self, k: int) -> int:
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        bits = 0
        for _ in range(0, k, 32):
            bits = bits << 32 | int(self._draws.uniform() * 2**32)
        return bits & ((1 << k) - 1)

    def seed(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the address is the seed."""

    def getstate(self) -> Any:
        raise NotImplementedError("draws of an address have no state to keep; ask for them anew")

    def setstate(self, state: Any) -> None:
        raise NotImplementedError("draws of an address have no state to set; ask for them anew")


Model = Callable[[dict[str, Any], Streams], Mapping[str, float | None] | float]
"""A model of one's own: a function of the values of the factors and the streams of a run that
gives the value of each measure. The same values and streams must give the same numbers."""
