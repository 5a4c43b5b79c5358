"""What the tests share: small organisations, and the program to compare with."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import orgsim
import pytest

ROOT = Path(__file__).parents[2]

SMALL = """
title = "Small"
[simulation]
quarters = 8
burn_in_quarters = 4
[units.core]
researchers = 12
engineers = 24
"""


@pytest.fixture(scope="session", autouse=True)
def at_root():
    """Paths of the documents and of the tests are those of the repository."""
    before = Path.cwd()
    os.chdir(ROOT)
    yield
    os.chdir(before)


@pytest.fixture(scope="session")
def small() -> orgsim.Scenario:
    """A small organisation of two years."""
    return orgsim.Scenario.from_text(SMALL, "small.toml")


@pytest.fixture(scope="session")
def small_file(tmp_path_factory) -> Path:
    """The same as a file."""
    path = tmp_path_factory.mktemp("scenarios") / "small.toml"
    path.write_text(SMALL)
    return path


@pytest.fixture(scope="session")
def program():
    """Runs the program; `ORGSIM` names it, else it is looked for in PATH."""
    path = os.environ.get("ORGSIM") or shutil.which("orgsim")
    if path is None:
        pytest.skip("no program: ORGSIM does not name it, and PATH has none")

    def run(*arguments: object, fails: bool = False) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [path, *map(str, arguments)], capture_output=True, text=True, cwd=ROOT
        )
        assert (done.returncode != 0) == fails, done.stderr
        return done

    return run
