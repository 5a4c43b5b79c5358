"""The examples in the documentation of each module run, and give what they show."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import orgsim
import pytest

MODULES = ["orgsim"] + [
    f"orgsim.{module.name}"
    for module in pkgutil.iter_modules(orgsim.__path__)
    if module.name != "_orgsim"
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    found = [test for name in MODULES for test in finder.find(importlib.import_module(name))]
    assert sum(bool(test.examples) for test in found) > 12
    public = [getattr(orgsim, name) for name in orgsim.__all__]
    assert all(thing.__doc__ for thing in public)
