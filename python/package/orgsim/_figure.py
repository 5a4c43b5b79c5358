"""Figures of results, as the program draws them."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import overload

from . import _orgsim


@dataclass(frozen=True)
class Figure:
    """A figure.

    Attributes
    ----------
    name : str
        Its name in files.
    title : str
        What it shows.
    description : str
        What it shows in words, for those who do not see it.
    svg : str
        The figure as SVG, byte for byte as ``orgsim plot`` writes it.
    """

    name: str
    title: str
    description: str
    svg: str

    def _repr_html_(self) -> str:
        # as a picture of its own: what SVGs name inside does not meet in one page
        data = base64.b64encode(self.svg.encode()).decode()
        return (
            f'<img alt="{escape(self.description)}" style="background: white; max-width: 100%" '
            f'src="data:image/svg+xml;base64,{data}">'
        )

    def __repr__(self) -> str:
        return f"<figure {self.name}: {self.title}>"


class Figures(Sequence[Figure]):
    """The figures of one kind; most kinds have one."""

    def __init__(self, paths: list[Path], kind: str, width: float) -> None:
        self._paths = paths
        self._kind = kind
        self._width = width
        drawn = _orgsim.figures(paths, kind, width, "svg")
        self._figures = [
            Figure(name, title, said, file.decode()) for name, title, said, file in drawn
        ]

    @overload
    def __getitem__(self, place: int) -> Figure: ...

    @overload
    def __getitem__(self, place: slice) -> list[Figure]: ...

    def __getitem__(self, place: int | slice) -> Figure | list[Figure]:
        return self._figures[place]

    def __len__(self) -> int:
        return len(self._figures)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures)

    @property
    def svg(self) -> str:
        """The only figure as SVG, byte for byte as ``orgsim plot`` writes it."""
        if len(self._figures) == 1:
            return self._figures[0].svg
        names = ", ".join(figure.name for figure in self._figures)
        raise ValueError(f"there are {len(self._figures)} figures; take one of them: {names}")

    def save(self, folder: str | os.PathLike[str], format: str = "svg") -> list[Path]:
        """Writes them into a folder as ``"svg"``, ``"png"`` or ``"pdf"``; gives the paths."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, _, _, file in _orgsim.figures(self._paths, self._kind, self._width, format):
            path = folder / f"{name}.{format}"
            path.write_bytes(file)
            paths.append(path)
        return paths

    def _repr_html_(self) -> str:
        return "".join(figure._repr_html_() for figure in self._figures)

    def __repr__(self) -> str:
        return "\n".join(repr(figure) for figure in self._figures)
