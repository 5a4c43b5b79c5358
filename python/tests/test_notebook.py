"""What results are in a notebook: words, the three doubts, figures, a bar."""

from __future__ import annotations

import base64
import re
import sys

import orgsim
import pytest
from orgsim import _progress


@pytest.fixture(scope="module")
def run(small):
    return small.run(40)


def test_a_figure_is_that_of_the_program(run, program, tmp_path):
    run.save(tmp_path / "run")
    program("plot", tmp_path / "run", "--quiet")
    drawn = tmp_path / "run" / "figures"
    kinds = 0
    for kind in run.figures:
        for figure in run.plot(kind):
            kinds += 1
            assert (drawn / f"{figure.name}.svg").read_text() == figure.svg
    assert kinds > 5
    assert run.plot("overview").svg.startswith("<svg")


def test_figures_are_written_in_each_format(run, tmp_path):
    for form, start in [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")]:
        (path,) = run.plot("overview", width=400).save(tmp_path, form)
        assert path.read_bytes().startswith(start)
    with pytest.raises(ValueError, match="allowed: svg, png, pdf"):
        run.plot("overview").save(tmp_path, "gif")
    with pytest.raises(ValueError, match="allowed: 280 to 4000"):
        run.plot("overview", width=3)


def test_several_figures_are_not_taken_for_one(run):
    figures = run.plot("trajectories")
    assert len(figures) > 1
    with pytest.raises(ValueError, match=figures[0].name):
        figures.svg
    with pytest.raises(orgsim.ResultError, match="did you mean `overview`"):
        run.plot("overvew")
    with pytest.raises(orgsim.ResultError, match="there is no figure `topics`"):
        run.plot("topics")


def test_a_result_shows_the_three_doubts_and_the_figure(run):
    html = run._repr_html_()
    for words in ["One organisation", "If parameters differ", "±"]:
        assert words in html and words in repr(run)
    (picture,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert base64.b64decode(picture).decode() == run.plot("overview").svg
    assert "<script" not in html


def test_words_of_others_stay_words(small):
    hostile = small.set({"title": "<b>a</b>"})
    assert "&lt;b&gt;" in hostile.run(5, parameters="fixed")._repr_html_()


def test_an_answer_says_its_findings(small):
    fused = small.set({"units.core.structure": "fusion-teams"})
    answer = orgsim.compare(
        {"as is": small, "fused": fused}, measures=["papers_accepted"], replicates=30
    )
    assert answer.findings[0] in " ".join(repr(answer).split())
    assert "<img" in answer._repr_html_()


def test_reports_are_those_of_the_program(run, program, tmp_path):
    run.save(tmp_path / "run")
    for flags, brief in [((), False), (("--brief",), True)]:
        own = orgsim.report([orgsim.read(tmp_path / "run")], tmp_path / "own.html", brief=brief)
        program("report", tmp_path / "run", *flags, "--quiet", "--out", tmp_path / "theirs.html")
        assert (tmp_path / "theirs.html").read_text() == own == (tmp_path / "own.html").read_text()


def test_results_side_by_side(run, small, tmp_path):
    other = small.set({"units.core.structure": "fusion-teams"}).run(40, out=tmp_path / "fused")
    assert len(orgsim.plot([run, other], "overview")) >= 1
    assert "fused" in orgsim.report([run, other])


def test_folders_of_the_program_are_read(small_file, program, tmp_path):
    program("run", small_file, "--runs", 12, "--parameters", "fixed", "--quiet", "--out", tmp_path)
    run = orgsim.read(tmp_path)
    assert isinstance(run, orgsim.Run) and run.title == "Small" and run.ending == "all runs"
    assert len(run.runs) == 12 and run.manifest["command"] == "run"
    with pytest.raises(orgsim.ResultError, match=r"keep them with run\(spells=True\)"):
        run.spells
    with pytest.raises(orgsim.ResultError, match="there is no folder"):
        orgsim.read("nowhere")


def test_a_bar_of_ones_own_in_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr(_progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(_progress, "_tqdm", lambda total, what: None)
    with _progress.shown(True, 10, "simulating") as tell:
        tell(4)
        tell(10)
    shown = capsys.readouterr().err
    assert "simulating [############                  ] 4/10 runs" in shown
    assert shown.endswith("10/10 runs\n")


def test_a_bar_of_tqdm_where_it_is(monkeypatch, capsys):
    pytest.importorskip("tqdm")
    monkeypatch.setattr(_progress, "_PATIENCE", 0.0)
    with _progress.shown(True, 10, "simulating") as tell:
        tell(5)
    assert "simulating:" in capsys.readouterr().err


def test_no_bar_where_nobody_looks(small, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    small.run(5, parameters="fixed")
    monkeypatch.undo()
    assert capsys.readouterr().err == ""


def test_what_is_done_soon_needs_no_bar(small, capsys):
    small.run(5, parameters="fixed", progress=True)
    assert capsys.readouterr().err == ""
