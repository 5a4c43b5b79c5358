"""Experiments: from files, from scenarios, from models and measures of one's own."""

from __future__ import annotations

import math
import subprocess
import sys

import orgsim
import pytest

FILE = """
title = "Small"
measures = ["papers_accepted", "researcher_retention_12m"]
replicates = 12
base = "small.toml"
[variants.loose]
[variants.fused]
set = { units.core.structure = "fusion-teams" }
[factors.tacitness]
key = "transfer.tacitness"
values = [0.1, 0.9]
[sensitivity]
method = "morris"
rows = 4
[select]
indifference = 0.5
first_stage = 10
[discover]
measure = "papers_accepted"
above = 0.5
[compare]
"""


@pytest.fixture(scope="module")
def file(small_file):
    path = small_file.parent / "experiment.toml"
    path.write_text(FILE)
    return path


@pytest.mark.parametrize("question", ["compare", "sweep", "select", "discover"])
def test_answers_are_those_of_the_program(question, file, program, tmp_path):
    answer = orgsim.experiment(file).ask(question)
    asked = (
        program(question, file, "--quiet", "--out", tmp_path / "study")
        if (answer.decided)
        else program(question, file, "--quiet", "--out", tmp_path / "study", fails=True)
    )
    theirs = tmp_path / "study" / question
    assert answer.tables and answer.command == question
    for name in answer.tables:
        own = (answer.path / f"{name}.csv").read_bytes()
        assert own == (theirs / f"{name}.csv").read_bytes(), name
    for finding in answer.findings:
        assert finding in asked.stdout
    assert orgsim.read(theirs).findings == answer.findings


CALIBRATION = """
title = "Small"
measures = ["papers_accepted", "researcher_retention_12m"]
base = "small.toml"
[factors.rate]
key = "papers.submission_rate"
range = [0.1, 0.6]
[calibrate]
waves = 1
wave_points = 16
wave_replicates = 2
particles = 20
generations = 2
most_runs = 400
recovery = 0
predictions = 100
[calibrate.targets.papers]
measure = "papers_accepted"
value = 1.5
sd = 0.3
[calibrate.targets.retention]
measure = "researcher_retention_12m"
value = 0.9
sd = 0.05
role = "holdout"
"""


def test_a_calibration_is_that_of_the_program(small_file, program, tmp_path):
    path = small_file.parent / "calibration.toml"
    path.write_text(CALIBRATION)
    answer = orgsim.experiment(path).calibrate()
    asked = program("calibrate", path, "--quiet", "--out", tmp_path / "study")
    theirs = tmp_path / "study" / "calibrate"
    for name in answer.tables:
        own = (answer.path / f"{name}.csv").read_bytes()
        assert own == (theirs / f"{name}.csv").read_bytes(), name
    for finding in answer.findings:
        assert finding in asked.stdout
    assert len(answer.table("parameters")) == 20
    with pytest.raises(orgsim.ExperimentError, match="particles"):
        orgsim.experiment(path).calibrate(particles=3)


def test_sensitivity_takes_settings(small):
    built = orgsim.Experiment.of(
        {"small": small},
        measures=["papers_accepted"],
        factors={"transfer.tacitness": (0.1, 0.9), "transfer.obsolescence_rate": (0.0, 0.1)},
        replicates=4,
    )
    answer = built.sensitivity(method="morris", rows=4)
    table = answer.table(answer.tables[0])
    assert {"transfer.tacitness", "transfer.obsolescence_rate"} <= set(table["factor"])
    with pytest.raises(orgsim.ExperimentError, match="there is no key `trajectory`"):
        built.sensitivity(trajectory=4)


def test_a_comparison_is_paired_with_an_interval(small):
    fused = small.set({"units.core.structure": "fusion-teams"})
    answer = orgsim.compare(
        {"as is": small, "fused": fused, "same": small},
        measures=["papers_accepted"],
        replicates=40,
        thresholds={"papers_accepted": 0.01},
    )
    table = answer["differences"].to_dict()
    by_variant = dict(
        zip(
            table["variant"],
            zip(*[table[f"difference{end}"] for end in ["", "_ci_low", "_ci_high"]]),
        )
    )
    value, low, high = by_variant["fused"]
    assert low <= value <= high and low < high
    # the same luck: where nothing differs, the difference is exactly zero
    assert by_variant["same"][0] == 0.0
    runs = answer["runs"].to_dict()
    papers = {
        name: [v for v, own in zip(runs["papers_accepted"], runs["variant"]) if own == name]
        for name in ("as is", "fused")
    }
    by_hand = sum(b - a for a, b in zip(papers["as is"], papers["fused"])) / 40
    assert value == pytest.approx(by_hand, rel=1e-12)
    assert table["threshold"][0] == 0.01


def test_parameters_are_drawn_beside_unless_they_are_fixed(small):
    pair = {"a": small, "b": small.set({"units.core.structure": "fusion-teams"})}
    kinds = {}
    for parameters in ("ranges", "fixed"):
        answer = orgsim.compare(
            pair, measures=["papers_accepted"], replicates=40, parameters=parameters
        )
        kinds[parameters] = answer.manifest["settings"]["parameters"]
        assert ("drawn from their assumed ranges" in answer.findings[0]) == (parameters == "ranges")
    assert kinds["fixed"] is None and kinds["ranges"]["draws"] == 20
    default = orgsim.compare(pair, measures=["papers_accepted"], replicates=40)
    assert default.manifest["settings"]["parameters"] == kinds["ranges"]


def test_a_measure_of_ones_own_stands_alone(small):
    own = orgsim.Measure(
        "first",
        "papers at first",
        "papers",
        "higher",
        take=lambda run: run.quarters("papers_accepted")[0],
    )
    built = orgsim.Experiment.of({"small": small}, measures=[own])
    assert built.measures == ["first"]
    assert len(orgsim.Experiment.of({"small": small}).measures) == 8


def test_faults_of_what_is_compared_are_told(small):
    with pytest.raises(orgsim.ExperimentError, match="there is no measure `nothing`") as raised:
        orgsim.compare({"a": small, "b": small}, measures=["nothing"])
    assert raised.value.faults[0].code == "X0301"
    with pytest.raises(orgsim.ExperimentError, match="thresholds: `x` is not among the measures"):
        orgsim.compare({"a": small, "b": small}, thresholds={"x": 1.0})
    with pytest.raises(orgsim.ExperimentError, match="a comparison needs two variants"):
        orgsim.compare({"a": small})
    with pytest.raises(ValueError, match="replicates: 0"):
        orgsim.compare({"a": small, "b": small}, replicates=0)
    with pytest.raises(ValueError, match="either all are scenarios"):
        orgsim.compare({"a": small, "b": lambda values, luck: 1.0})


def test_runs_are_kept_and_gone_on_with(file, tmp_path):
    first = orgsim.experiment(file, out=tmp_path / "study").with_replicates(4)
    told = []
    first.compare(progress=lambda done, total: told.append(done))
    assert told[-1] == 4 * 2 * 2
    told.clear()
    again = orgsim.experiment(file, out=tmp_path / "study").with_replicates(4)
    again.sweep(progress=lambda done, total: told.append(done))
    assert told[-1] == 0
    other = orgsim.experiment(
        file, set={"transfer.obsolescence_rate": 0.01}, out=tmp_path / "study"
    )
    with pytest.raises(orgsim.StoreError, match="force=True"):
        other.compare()


def test_an_answer_stays_what_it_was(file, tmp_path):
    study = orgsim.experiment(file)
    few = study.compare(replicates=4)
    many = study.compare(replicates=8)
    assert len(few["runs"]) == 16 and len(many["runs"]) == 32
    named = orgsim.experiment(file, out=tmp_path / "study")
    few = named.compare(replicates=4)
    differences = few["differences"]
    named.compare(replicates=8)
    assert few["differences"] is differences
    with pytest.raises(orgsim.ResultError, match="has another result by now"):
        few["runs"]
    with pytest.raises(orgsim.ResultError, match="has another result by now"):
        few.plot("differences")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_an_interrupted_question_goes_on(file, tmp_path):
    code = f"""
import orgsim, os, signal
study = orgsim.experiment({str(file)!r}, out={str(tmp_path / "study")!r})
def interrupt(done, total):
    if done > 200:
        os.kill(os.getpid(), signal.SIGINT)
try:
    study.compare(replicates=200_000, progress=interrupt)
except orgsim.Interrupted as stopped:
    assert "ask again to go on" in str(stopped)
    print("stopped")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "stopped\n", done.stderr
    told = []
    study = orgsim.experiment(file, out=tmp_path / "study")
    study.compare(replicates=40, progress=lambda done, total: told.append(done))
    assert told[-1] < 4 * 40


def test_design_points_come_from_a_data_frame(file):
    study = orgsim.experiment(file)
    points = {"tacitness": [0.9, 0.1, 0.9], "note": ["a", "b", "c"]}
    assert study.with_design(points).points() == {"tacitness": [0.9, 0.1, 0.9]}
    for library, make in [("pandas", "DataFrame"), ("polars", "DataFrame"), ("pyarrow", "table")]:
        module = pytest.importorskip(library)
        frame = getattr(module, make)(points)
        assert study.with_design(frame).points() == {"tacitness": [0.9, 0.1, 0.9]}, library
    with pytest.raises(orgsim.ExperimentError) as raised:
        study.with_design({"tacitness": [0.9, 0.5, None]})
    faults = raised.value.faults
    assert [fault.place for fault in faults] == [("points", 3, 1), ("points", 4, 1)]
    assert "which is none of its values" in faults[0].message
    weighted = study.with_design({"tacitness": [0.9, 0.1], "weight": [0.75, 0.25]})
    assert weighted.points() == {"tacitness": [0.9, 0.1]}
    with pytest.raises(TypeError, match="is no data frame"):
        study.with_design(7)


def test_bits_of_a_design_survive(small):
    third = 0.1 + 0.2
    built = orgsim.Experiment.of({"a": small}, factors={"transfer.tacitness": (0.0, 1.0)})
    frame = {"transfer.tacitness": [third, 1 / 3]}
    assert built.with_design(frame).points() == frame
    assert len(built.with_design(("sobol", 8)).points()["transfer.tacitness"]) == 8
    with pytest.raises(ValueError, match="allowed: grid, latin-hypercube, sobol"):
        built.with_design(("random", 8))


def test_a_plan_says_what_it_takes(file):
    plan = orgsim.experiment(file).plan().to_dict()
    assert plan["question"][0] == "design" and plan["runs"][0] == 12 * 2 * 2
    assert all(seconds > 0 for seconds in plan["time_s"])


def queue(reviewers: int):
    """Mean wait of 400 papers for the first free of some reviewers."""

    def model(values, luck):
        now = total = 0.0
        free_at = [0.0] * reviewers
        for paper in range(400):
            now += -math.log(luck.uniform(0, paper)) / values["load"]
            free_at.sort()
            start = max(now, free_at[0])
            total += start - now
            free_at[0] = start - math.log(luck.uniform(1, paper)) * reviewers
        return {"wait": total / 400}

    return model


WAIT = orgsim.Measure("wait", "wait for a review", "weeks", "lower")


def test_a_model_of_ones_own_has_common_random_numbers():
    built = orgsim.Experiment.of(
        {"one fast": queue(1), "two slow": queue(2)},
        measures=[WAIT],
        factors={"load": [0.5, 0.8]},
        replicates=30,
        seed=3,
    )
    answer = built.compare()
    runs = answer["runs"].to_dict()
    rows = [dict(zip(runs, row)) for row in zip(*runs.values())]
    # each number is that of the function, called with the same streams
    for row in rows[::7]:
        model = queue(1 if row["variant"] == "one fast" else 2)
        expected = model({"load": row["load"]}, orgsim.Streams.of(3, row["run"]))["wait"]
        assert row["wait"] == expected
    table = answer["differences"].to_dict()
    assert all(x < 0 for x in table["difference_ci_high"]), "two slow ones begin sooner"
    assert all(r > 0.5 for r in table["correlation"])


def test_what_a_model_raises_is_raised_and_nothing_is_kept(tmp_path):
    def broken(values, luck):
        if luck.run == 7:
            raise ZeroDivisionError("no luck")
        return 1.0

    built = orgsim.Experiment.of(
        {"a": broken, "b": broken}, measures=[WAIT], replicates=20, out=tmp_path / "study"
    )
    with pytest.raises(ZeroDivisionError, match="no luck"):
        built.compare()

    def whole(values, luck):
        return float(luck.run)

    fixed = orgsim.Experiment.of(
        {"a": whole, "b": whole}, measures=[WAIT], replicates=20, out=tmp_path / "study"
    )
    waits = fixed.compare()["runs"]["wait"]
    assert None not in waits and 7.0 in waits
    for gave, error in [("text", ValueError), ({"other": 1.0}, KeyError), ([1, 2], TypeError)]:
        wrong = orgsim.Experiment.of(
            {"a": lambda values, luck, gave=gave: gave, "b": whole}, measures=[WAIT], replicates=2
        )
        with pytest.raises((error, TypeError)):
            wrong.compare()


def test_a_missing_number_stays_missing():
    def sometimes(values, luck):
        return None if luck.run % 2 else 2.0

    answer = orgsim.compare(
        {"a": sometimes, "b": sometimes}, measures=[WAIT], replicates=10, name="sometimes"
    )
    assert answer["runs"]["wait"].count(None) == 10
    assert answer["differences"]["pairs"] == [5]


def test_a_measure_of_ones_own_is_taken_from_each_run(small):
    def most(run):
        return max(run.quarters("papers_accepted"))

    def stayed(run):
        at_work = [spell for spell in run.spells() if spell.kind == "employment"]
        return sum(spell.outcome == "censored" for spell in at_work) / len(at_work)

    measures = [
        "papers_accepted",
        orgsim.Measure("peak", "most papers in a quarter", "papers", "higher", take=most),
        orgsim.Measure("stayed", "employments that go on", "share", "higher", take=stayed),
        orgsim.Measure(
            "mean", "papers", "papers", "higher", take=lambda run: run.value("papers_accepted")
        ),
    ]
    fused = small.set({"units.core.structure": "fusion-teams"})
    answer = orgsim.compare({"as is": small, "fused": fused}, measures=measures, replicates=12)
    runs = answer["runs"].to_dict()
    assert runs["mean"] == runs["papers_accepted"]
    own = small.run(12, parameters="fixed").run_quarters.to_dict()
    for run in range(12):
        of_run = [v for v, r in zip(own["papers_accepted"], own["run"]) if r == run]
        assert runs["peak"][run] == max(of_run)
    assert all(0 < share <= 1 for share in runs["stayed"])
    assert {"peak", "stayed"} <= set(answer["differences"]["measure"])
    with pytest.raises(KeyError, match="did you mean `papers_accepted`"):
        orgsim.compare(
            {"a": small, "b": fused},
            measures=[orgsim.Measure("x", "x", take=lambda run: run.value("papers_acepted"))],
            replicates=2,
        )


def test_streams_are_those_of_rust():
    # the known answers of tests/library/random_streams, by the library itself
    luck = orgsim.Streams.of(1, 0)
    assert luck.uniform(0) != luck.uniform(1)
    column = luck.uniforms(5, 10, period=3)
    assert list(column) == [luck.uniform(5, entity, 3) for entity in range(10)]
    draws = luck.random(5, entity=2, period=3)
    assert draws.random() == luck.uniform(5, 2, 3)
    assert draws.random() == luck.uniform(5, 2, 3, draw=1)
    assert 0 <= luck.random(6).getrandbits(70) < 2**70
    shuffled = list(range(20))
    luck.random(7).shuffle(shuffled)
    again = list(range(20))
    luck.random(7).shuffle(again)
    assert shuffled == again != sorted(again)
    for wrong in [{"generation": 70_000}, {"period": 40_000}]:
        with pytest.raises(ValueError, match="allowed"):
            luck.uniform(0, **wrong)
    with pytest.raises(OverflowError):
        luck.uniform(256)


def test_numpy_draws_from_an_address():
    numpy = pytest.importorskip("numpy")
    luck = orgsim.Streams.of(1, 0)
    first, second = (luck.generator(3, entity=5).normal(size=4) for _ in range(2))
    assert (first == second).all()
    assert (first != luck.generator(3, entity=6).normal(size=4)).all()
    column = numpy.asarray(luck.uniforms(2, 1000))
    assert column.dtype == numpy.float64 and abs(column.mean() - 0.5) < 0.06


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"values": [1], "range": (0, 1)},
        {"values": []},
        {"range": (1, 0)},
        {"range": (0, 1), "scale": "log"},
        {"range": (0, 1), "scale": "odd"},
        {"range": (0, 1), "levels": 1},
    ],
)
def test_a_factor_that_varies_nothing_is_refused(wrong):
    with pytest.raises(ValueError):
        orgsim.Factor(**wrong)


def test_threads_of_the_engine_call_one_interpreter(tmp_path):
    answers = [
        orgsim.compare(
            {"a": queue(1), "b": queue(2)},
            measures=[WAIT],
            factors={"load": [0.7]},
            replicates=12,
            threads=threads,
        )["runs"]["wait"]
        for threads in (1, 4)
    ]
    assert answers[0] == answers[1]
