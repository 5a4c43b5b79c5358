"""The pages about Python: every block runs as it stands, from the top to the end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def blocks(page: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text(), re.M | re.S)


@pytest.mark.parametrize("page", ["docs/python.md", "README.md", "python/README.md"])
def test_every_block_runs(page):
    for library in ("altair", "matplotlib", "mesa", "pandas", "polars", "pyarrow", "xarray"):
        pytest.importorskip(library)
    found = blocks(page)
    assert found, f"{page} has no block of Python"
    names: dict[str, object] = {}
    for number, block in enumerate(found, 1):
        # a script: what is meant to be looked at stands in its last line
        exec(compile(block, f"{page}, block {number}", "exec"), names)
