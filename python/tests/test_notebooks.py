"""The notebooks run from the top to the end, and show what their words say."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "python" / "notebooks"

CHECKS = {
    "reorganisation": """
assert set(loss.index) == {"fused", "reversed"}
assert loss["fused"] < loss["reversed"] < 0, "the return brings some of the papers back"
assert 0 < left < 1
assert (papers[papers["quarter"] < 8]["difference"] == 0).all(), "the same luck until the change"
""",
    "records": """
assert len(fit.backtest) > 0 and fit.is_learnt
assert learnt["standing"].isin(["learnt", "not identified", "assumed"]).all()
assert what_if["spreads"]["variant"] and page.stat().st_size > 10_000
assert "<svg" in html and "http-equiv" in html
""",
    "hypothesis": """
kept_with, kept_without = (
    answer["differences"].to_pandas().set_index("measure").loc["papers_kept"]
    for answer in (with_exits, without_exits)
)
assert kept_with["difference_ci_high"] < 0 and kept_without["difference_ci_high"] < 0
assert len(indices) >= 4
""",
}


def test_each_notebook_has_a_check():
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_a_notebook_runs(name):
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    for library in ("ipykernel", "matplotlib", "pandas", "pyarrow"):
        pytest.importorskip(library)
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "kept without outputs"
    # what a cell shows is looked at before the cell that checks
    notebook.cells.append(nbformat.v4.new_code_cell(CHECKS[name]))
    client = nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": ROOT}}
    )
    client.execute()
    shown = [
        output["data"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    assert any("text/html" in data for data in shown)
    assert any("base64," in data.get("text/html", "") for data in shown), "a figure of a result"
