"""Tables: the values of the CSV files, their types, units and meanings, in every library."""

from __future__ import annotations

import csv
import struct

import orgsim
import pytest


def bits(number: float) -> bytes:
    return struct.pack("<d", number)


@pytest.fixture(scope="module")
def run(small) -> orgsim.Run:
    return small.run(runs=30, parameters="fixed")


def test_every_value_is_that_of_the_program_bit_for_bit(program, small_file, tmp_path):
    own = orgsim.Scenario(small_file).run(runs=40, parameters="ranges", out=tmp_path / "own")
    program(
        "run",
        small_file,
        "--runs",
        40,
        "--spells",
        "--quarterly-runs",
        "--quiet",
        "--out",
        tmp_path / "theirs",
    )
    cells = 0
    for name in own.tables:
        theirs = (tmp_path / "theirs" / f"{name}.csv").read_bytes()
        assert theirs == (tmp_path / "own" / f"{name}.csv").read_bytes(), name
        header, *rows = csv.reader(theirs.decode().splitlines())
        table = own.table(name)
        assert header == [column.name for column in table.columns]
        assert len(table) == len(rows)
        for place, column in enumerate(table.columns):
            for value, text in zip(table[column.name], (row[place] for row in rows)):
                cells += 1
                if value is None:
                    assert text == "" and column.empty
                elif column.kind == "number":
                    assert bits(value) == bits(float(text)), (name, column.name)
                else:
                    assert str(value) == text
    assert cells > 40_000


def test_pyarrow_shares_the_memory(run):
    pyarrow = pytest.importorskip("pyarrow")
    first, second = pyarrow.table(run.runs), pyarrow.table(run.runs)
    for name in first.column_names:
        buffers = [
            [buffer.address for chunk in table[name].chunks for buffer in chunk.buffers() if buffer]
            for table in (first, second)
        ]
        assert buffers[0] == buffers[1], name
    assert first["run"].to_pylist() == list(range(30))


def test_units_and_meanings_are_metadata_of_the_fields(run):
    pyarrow = pytest.importorskip("pyarrow")
    schema = pyarrow.schema(run.runs)
    field = schema.field("papers_accepted")
    assert field.type == pyarrow.float64()
    assert field.metadata[b"unit"] == b"papers per quarter"
    assert field.metadata[b"empty"] == b"the run has no value"
    assert run.runs.meaning("papers_accepted").encode() == field.metadata[b"meaning"]
    assert schema.field("run").type == pyarrow.uint64()
    assert not schema.field("run").nullable and field.nullable
    assert pyarrow.schema(run.spells).field("start_quarter").type == pyarrow.int64()


def test_what_is_missing_is_null_and_never_zero(run):
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(run.summary)
    nulls = sum(column.null_count for column in table.columns)
    missing = sum(value is None for column in run.summary.to_dict().values() for value in column)
    assert nulls == missing > 0


def test_polars_takes_tables_as_they_are(run):
    polars = pytest.importorskip("polars")
    frame = run.summary.to_polars()
    assert frame.shape == run.summary.shape
    assert frame["measure"].to_list() == run.summary["measure"]
    mean = polars.DataFrame(run.runs)["papers_accepted"].mean()
    row = run.summary["measure"].index("papers_accepted")
    assert mean == pytest.approx(run.summary["estimate"][row], rel=1e-12)


def test_pandas_has_units_beside_the_columns(run):
    pandas = pytest.importorskip("pandas")
    frame = run.runs.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame.attrs["unit"]["papers_accepted"] == "papers per quarter"
    values = run.runs["papers_accepted"]
    assert [bits(value) for value in frame["papers_accepted"]] == [bits(v) for v in values]


def test_numpy_has_a_column_without_a_copy(run):
    pyarrow = pytest.importorskip("pyarrow")
    numpy = pytest.importorskip("numpy")
    column = pyarrow.table(run.runs)["run"].combine_chunks()
    array = column.to_numpy(zero_copy_only=True)
    assert array.dtype == numpy.uint64 and array.tolist() == run.runs["run"]


def test_xarray_has_runs_and_quarters_as_dimensions(run):
    pytest.importorskip("xarray")
    data = run.run_quarters.to_xarray("run", "quarter")
    assert dict(data.sizes) == {"run": 30, "quarter": 8}
    assert data["papers_accepted"].attrs["units"] == "papers per quarter"
    by_hand = run.run_quarters["papers_accepted"][8 * 3 + 2]
    assert float(data["papers_accepted"].sel(run=3, quarter=2)) == by_hand


def test_duckdb_reads_tables_by_name(run):
    duckdb = pytest.importorskip("duckdb")
    pyarrow = pytest.importorskip("pyarrow")
    spells = pyarrow.table(run.spells)  # noqa: F841  (DuckDB finds it by its name)
    found = duckdb.sql("select count(*) from spells where outcome = 'censored'").fetchall()
    assert found[0][0] == run.spells["outcome"].count("censored") > 0


def test_a_table_says_of_itself_what_it_is(run):
    said = repr(run.quarters)
    assert said.startswith(f"quarters.csv: {len(run.quarters)} rows")
    assert "unit of the measure" in said and "Key of the measure" in said
    html = run.quarters._repr_html_()
    assert html.count("<tr>") == 11 and "<script" not in html
    more = len(run.runs.columns) - 24
    assert repr(run.runs).endswith(f"and {more} more: .columns has all of them")


def test_a_column_that_is_not_there_is_a_key_error(run):
    with pytest.raises(KeyError):
        run.summary["nothing"]
    with pytest.raises(orgsim.ResultError, match="has no nothing.csv; it has summary.csv"):
        run.table("nothing")
