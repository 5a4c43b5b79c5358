"""Scenarios: read, changed, refused with every fault, run and interrupted."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time

import orgsim
import pytest


def test_values_are_set_as_by_the_program(small, small_file, program, tmp_path):
    changed = orgsim.Scenario(small_file).set(
        {"transfer.tacitness": 0.8, "units.core.structure": "fusion-teams", "simulation.runs": 20}
    )
    run = changed.run(parameters="fixed")
    program(
        "run",
        small_file,
        "--set",
        "transfer.tacitness=0.8",
        "--set",
        "units.core.structure=fusion-teams",
        "--runs",
        20,
        "--parameters",
        "fixed",
        "--quiet",
        "--out",
        tmp_path / "run",
    )
    theirs = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert changed.sha256 != small.sha256
    assert run.manifest["scenario_sha256"] == theirs["scenario_sha256"]
    assert (tmp_path / "run" / "summary.csv").read_bytes() == (
        run.path / "summary.csv"
    ).read_bytes()


def test_the_manifest_has_the_command_that_gives_the_same(small_file, program, tmp_path):
    scenario = orgsim.Scenario(small_file).set({"transfer.tacitness": 0.25})
    for place, options in enumerate(
        [
            {"runs": 10, "seed": 5},
            {"parameters": "fixed", "spells": True, "run_quarters": False},
            {"parameters": "fixed", "precision": {"papers_accepted": 0.4}},
        ]
    ):
        run = scenario.run(**options)
        arguments = run.manifest["environment"]["arguments"]
        again = tmp_path / str(place)
        program(*arguments, "--quiet", "--out", again)
        for name in run.tables:
            own = (run.path / f"{name}.csv").read_bytes()
            assert (again / f"{name}.csv").read_bytes() == own, (options, name)


def test_an_event_has_its_keys(small):
    fused = small.with_event("fuse", "reorganise", quarter=3, structure="fusion-teams")
    assert fused["events.fuse.quarter"] == 3
    assert fused["events.fuse.reorganise.structure"] == "fusion-teams"
    assert "events.fuse.quarter" in fused.stated()
    late = small.with_event(
        "fuse",
        "reorganise",
        structure="fusion-teams",
        when={"measure": "reputation", "below": 0.5, "for_quarters": 2},
    )
    assert late["events.fuse.when.below"] == 0.5


def test_all_faults_come_at_once_with_places(program, tmp_path):
    text = "transfer.tacitness = 3\nsimulation.rums = 9\n"
    with pytest.raises(orgsim.ScenarioError) as raised:
        orgsim.Scenario.from_text(text, "bad.toml")
    faults = raised.value.faults
    assert [(fault.place, fault.name, fault.is_error) for fault in faults] == [
        (("bad.toml", 1, 22), "out-of-range", True),
        (("bad.toml", 2, 12), "unknown-key", True),
    ]
    assert faults[0].notes == ["allowed: [0, 1]", "unit: share"]
    assert faults[1].help == ["did you mean `runs`?"]
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(orgsim.ScenarioError) as raised:
        orgsim.Scenario(path)
    printed = program("run", path, fails=True).stderr
    assert str(raised.value) in printed


def test_what_is_no_value_is_refused(small):
    with pytest.raises(TypeError, match="is no value of a scenario"):
        small.set({"transfer.tacitness": object()})
    with pytest.raises(orgsim.ScenarioError, match="nan"):
        small.set({"transfer.tacitness": float("nan")})
    with pytest.raises(KeyError):
        small["transfer.nothing"]
    with pytest.raises(ValueError, match="precision: nothing|no value `nothing`|nothing"):
        small.run(precision={"nothing": 0.1})
    with pytest.raises(ValueError, match="it must be above 0"):
        small.run(precision={"papers_accepted": 0.0})
    with pytest.raises(orgsim.ScenarioError, match="folder of a finished"):
        small.run(parameters="nowhere")


def test_numbers_of_numpy_are_numbers(small):
    numpy = pytest.importorskip("numpy")
    changed = small.set(
        {"transfer.tacitness": numpy.float64(0.1) * 3, "simulation.quarters": numpy.int64(9)}
    )
    assert changed["transfer.tacitness"] == 0.1 * 3
    assert changed.quarters == 9


def test_a_file_that_changed_meanwhile_is_refused(tmp_path):
    path = tmp_path / "moving.toml"
    path.write_text("simulation.quarters = 6")
    scenario = orgsim.Scenario(path)
    path.write_text("simulation.quarters = 7")
    with pytest.raises(orgsim.ScenarioError, match="has changed since"):
        scenario.set({"transfer.tacitness": 0.5})


def test_warnings_are_there(small):
    odd = small.set({"simulation.quarters": 3})
    assert odd.warnings and not any(warning.is_error for warning in odd.warnings)
    assert any("year" in str(warning) for warning in odd.warnings)


def test_results_are_not_overwritten_by_accident(small, tmp_path):
    small.run(5, out=tmp_path / "here", parameters="fixed")
    with pytest.raises(orgsim.OutputError, match="force=True"):
        small.run(6, out=tmp_path / "here", parameters="fixed")
    again = small.run(6, out=tmp_path / "here", parameters="fixed", force=True)
    assert len(again.runs) == 6


def test_a_folder_that_nobody_named_goes_with_its_result(small):
    run = small.run(5, parameters="fixed")
    path, runs = run.path, run.runs
    assert path.is_dir()
    del run
    assert not path.exists()
    assert len(runs["run"]) == 5


def test_precision_ends_the_runs(small):
    run = small.run(precision={"papers_accepted": 0.5}, parameters="fixed")
    assert run.ending == "precision reached"
    assert 30 <= len(run.runs) <= 2000


def test_threads_change_nothing(small):
    one, three = (small.run(40, threads=threads) for threads in (1, 3))
    for name in one.tables:
        assert (one.path / f"{name}.csv").read_bytes() == (three.path / f"{name}.csv").read_bytes()


def test_the_interpreter_is_free_meanwhile(small):
    ticks = []
    stop = threading.Event()

    def tick():
        while not stop.wait(0.01):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.monotonic()
    small.set({"simulation.quarters": 200}).run(600, parameters="fixed", threads=1)
    took = time.monotonic() - start
    stop.set()
    thread.join()
    assert took > 0.1
    # a hundred a second if nobody holds the interpreter; other processes may be about
    assert len([when for when in ticks if when < start + took]) > 10 * took


def test_progress_is_told_and_can_end_the_runs(small):
    told = []
    small.set({"simulation.quarters": 100}).run(
        600, parameters="fixed", progress=lambda done, total: told.append((done, total))
    )
    assert told[-1] == (600, 600)
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def enough(done, total):
        if done > 0:
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        small.set({"simulation.quarters": 100}).run(100_000, progress=enough)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_an_interrupt_keeps_the_finished_batches(small_file, tmp_path):
    code = f"""
import orgsim, signal, threading, os
scenario = orgsim.Scenario({str(small_file)!r}).set({{"simulation.quarters": 100}})
def interrupt(done, total):
    if done > 500:
        os.kill(os.getpid(), signal.SIGINT)
try:
    scenario.run(1_000_000, out={str(tmp_path / "kept")!r}, progress=interrupt)
except orgsim.Interrupted as stopped:
    run = stopped.result
    assert isinstance(stopped, KeyboardInterrupt)
    assert run.ending == "interrupted"
    assert 0 < len(run.runs) < 1_000_000
    assert len(run.runs) == run.manifest["runs"]
    print("kept", len(run.runs))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.startswith("kept "), done.stderr
    runs = orgsim.read(tmp_path / "kept").runs
    assert len(runs) == int(done.stdout.split()[1])
    whole = orgsim.Scenario(small_file).set({"simulation.quarters": 100}).run(len(runs))
    assert whole.runs["papers_accepted"] == runs["papers_accepted"]


def test_a_scenario_says_what_it_is(small):
    assert repr(small).startswith("Scenario: Small, 8 quarters")
    assert "units.core.researchers = 12" in repr(small)
    assert "tacit" in small.explain("transfer.tacitness")
    assert orgsim.Scenario.from_text(small.to_toml()).sha256 == small.sha256
    with pytest.raises(ValueError, match="`title` has no plausible range"):
        small.plausible("title")
    with pytest.raises(KeyError):
        small.plausible("transfer.nothing")
