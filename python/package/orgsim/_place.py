"""Where results are: in a folder that was named, or in one that goes with them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


class Place:
    """A folder of results.

    One that nobody named is temporary, and is removed when nothing refers to it any more.
    """

    def __init__(self, out: str | os.PathLike[str] | None, name: str) -> None:
        self._temporary = None
        if out is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="orgsim-")
            self.path = Path(self._temporary.name) / name
        else:
            self.path = Path(out)

    @property
    def is_temporary(self) -> bool:
        """Whether it goes when nothing refers to it any more."""
        return self._temporary is not None

    def kept(self, name: str) -> Place:
        """A folder in it. Of what nobody named it is a copy, which stays as it is when the
        folder is written anew."""
        inside = self.path / name
        if not self.is_temporary:
            return Place(inside, name)
        own = Place(None, name)
        shutil.copytree(inside, own.path)
        return own
