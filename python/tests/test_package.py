"""The package as it is installed: types, licences, version."""

from __future__ import annotations

import ast
import importlib.metadata
from pathlib import Path

import orgsim
import pytest
from orgsim import _orgsim

ROOT = Path(__file__).parents[2]
PACKAGE = Path(orgsim.__file__).parent


def test_versions_are_one():
    version = importlib.metadata.version("orgsim")
    for manifest in ("Cargo.toml", "python/Cargo.toml"):
        assert f'\nversion = "{version}"\n' in (ROOT / manifest).read_text(), manifest


def test_licences_are_those_of_the_project():
    files = [str(file) for file in importlib.metadata.files("orgsim") or []]
    for name in ("LICENSE-MIT", "LICENSE-APACHE"):
        assert (ROOT / name).read_text() == (ROOT / "python" / name).read_text()
        assert any(file.endswith(f"licenses/{name}") for file in files), files
    assert importlib.metadata.metadata("orgsim")["License-Expression"] == "MIT OR Apache-2.0"


def test_the_package_is_typed():
    assert (PACKAGE / "py.typed").exists()
    stub = ast.parse((PACKAGE / "_orgsim.pyi").read_text())
    declared = {}
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            methods = (part.name for part in node.body if isinstance(part, ast.FunctionDef))
            declared[node.name] = {name for name in methods if not name.startswith("__")}
        elif isinstance(node, ast.FunctionDef):
            declared[node.name] = set()
    public = {name for name in dir(_orgsim) if not name.startswith("__")}
    assert set(declared) == public
    for name, methods in declared.items():
        real = getattr(_orgsim, name)
        if isinstance(real, type):
            own = {part for part in vars(real) if not part.startswith("__")}
            assert methods == own, name


def test_one_build_is_for_every_python_from_3_10():
    wheel = importlib.metadata.distribution("orgsim").read_text("WHEEL")
    if wheel is None:
        pytest.skip("installed without a wheel")
    assert "cp310-abi3" in wheel
