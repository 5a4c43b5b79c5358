"""Whether other programs read what `orgsim` wrote with `--parquet` as the CSV says it.

    python3 -m venv venv
    venv/bin/pip install -r tests/interoperability/requirements.txt
    venv/bin/python tests/interoperability/parquet.py FOLDER...

FOLDER is a folder of results, of a run or of an answer. Each NAME.parquet is read with pyarrow, pandas,
polars and duckdb. The reference is NAME.csv, read with Python's own csv module,
and what dictionary.csv says of its columns. Compared are the names, order and
types of columns, which of them may be null, unit and meaning in the metadata,
the number of nulls, the sum of every numeric column, and with pyarrow each cell.
Exit code 1 if anything differs.
"""

import csv
import json
import math
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.parquet

# The type of a column in the data dictionary, and what readers call it. Pandas
# is asked for Arrow's types: its own have no null for integers.
TYPES = {
    "count": {"pyarrow": "uint64", "polars": "UInt64", "duckdb": "UBIGINT"},
    "integer": {"pyarrow": "int64", "polars": "Int64", "duckdb": "BIGINT"},
    "number": {"pyarrow": "double", "polars": "Float64", "duckdb": "DOUBLE"},
    "text": {"pyarrow": "string", "polars": "String", "duckdb": "VARCHAR"},
}
PARSERS = {"count": int, "integer": int, "number": float, "text": str}

# Readers add up in an order of their own; all of these are exact far beyond it.
SUM_TOLERANCE = 1e-12


class Reference:
    """A table as its CSV file and the data dictionary have it."""

    def __init__(self, path, described):
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        self.rows = len(rows)
        self.described = described
        assert header == [column["column"] for column in described], path
        self.names = header
        self.kinds = [column["type"] for column in described]
        self.cells = {}
        for place, (name, kind) in enumerate(zip(header, self.kinds)):
            parse = PARSERS[kind]
            # no column has an empty text that is not a missing one
            self.cells[name] = [parse(row[place]) if row[place] else None for row in rows]
        self.nulls = {name: cells.count(None) for name, cells in self.cells.items()}
        numeric = [n for n, kind in zip(header, self.kinds) if kind != "text"]
        self.sums = {n: math.fsum(c for c in self.cells[n] if c is not None) for n in numeric}
        # a sum with both signs is compared on the scale of what was added up
        self.scales = {
            n: math.fsum(abs(c) for c in self.cells[n] if c is not None) for n in numeric
        }


class Check:
    """Collects what differs."""

    def __init__(self):
        self.compared = 0
        self.faults = []

    def equal(self, where, found, expected):
        self.compared += 1
        if found != expected:
            self.faults.append(f"{where}: {found!r}, expected {expected!r}")

    def cells(self, where, found, expected):
        """Every cell, each to the bit; the first that differs is reported."""
        self.compared += 1
        for row, (cell, wanted) in enumerate(zip(found, expected, strict=True)):
            if cell != wanted:
                self.faults.append(f"{where}, row {row}: {cell!r}, expected {wanted!r}")
                return

    def near(self, where, found, expected, scale):
        self.compared += 1
        found = 0.0 if found is None else float(found)
        if not abs(found - expected) <= SUM_TOLERANCE * scale:
            self.faults.append(f"{where}: {found!r}, expected {expected!r}")

    def shape(self, where, reader, reference, names, types, rows):
        """Columns in order, their types, the number of rows."""
        self.equal(f"{where}: columns", list(names), reference.names)
        expected = [TYPES[kind][reader] for kind in reference.kinds]
        self.equal(f"{where}: types", [str(t) for t in types], expected)
        self.equal(f"{where}: rows", rows, reference.rows)


def with_pyarrow(check, where, path, reference):
    table = pyarrow.parquet.read_table(path)
    schema = table.schema
    check.shape(where, "pyarrow", reference, schema.names, schema.types, table.num_rows)
    for column in reference.described:
        name = column["column"]
        field = schema.field(name)
        check.equal(f"{where}: {name} may be null", field.nullable, column["empty"] != "")
        expected = {
            key.encode(): column[key].encode() for key in ("unit", "meaning", "empty") if column[key]
        }
        check.equal(f"{where}: metadata of {name}", field.metadata, expected)
        check.cells(f"{where}: {name}", table[name].to_pylist(), reference.cells[name])
    metadata = pyarrow.parquet.read_metadata(path).metadata
    found = [
        {key: value or "" for key, value in column.items()}
        for column in json.loads(metadata[b"orgsim:columns"])
    ]
    expected = [{k: v for k, v in c.items() if k != "file"} for c in reference.described]
    check.equal(f"{where}: orgsim:columns", found, expected)


def with_pandas(check, where, path, reference):
    frame = pandas.read_parquet(path, dtype_backend="pyarrow")
    types = [dtype.pyarrow_dtype for dtype in frame.dtypes]
    check.shape(where, "pyarrow", reference, frame.columns, types, len(frame))
    for name, nulls in reference.nulls.items():
        check.equal(f"{where}: nulls of {name}", int(frame[name].isna().sum()), nulls)
    for name, expected in reference.sums.items():
        check.near(
            f"{where}: sum of {name}", frame[name].sum(), expected, reference.scales[name]
        )


def with_polars(check, where, path, reference):
    frame = polars.read_parquet(path)
    check.shape(where, "polars", reference, frame.columns, frame.dtypes, frame.height)
    for name, nulls in reference.nulls.items():
        check.equal(f"{where}: nulls of {name}", frame[name].null_count(), nulls)
    for name, expected in reference.sums.items():
        check.near(
            f"{where}: sum of {name}", frame[name].sum(), expected, reference.scales[name]
        )


def with_duckdb(check, where, path, reference):
    relation = duckdb.from_parquet(str(path))
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in reference.names}
    wanted = ["count(*)"]
    wanted += [f"count({name})" for name in quoted.values()]
    wanted += [f"sum({quoted[name]})" for name in reference.sums]
    [(rows, *found)] = relation.aggregate(", ".join(wanted)).fetchall()
    check.shape(where, "duckdb", reference, relation.columns, relation.types, rows)
    counts, sums = found[: len(quoted)], found[len(quoted) :]
    for name, count in zip(reference.names, counts):
        check.equal(f"{where}: nulls of {name}", rows - count, reference.nulls[name])
    for (name, expected), total in zip(reference.sums.items(), sums):
        check.near(f"{where}: sum of {name}", total, expected, reference.scales[name])


READERS = {
    "pyarrow": with_pyarrow,
    "pandas": with_pandas,
    "polars": with_polars,
    "duckdb": with_duckdb,
}


def compare(check, folder):
    """All tables of a folder."""
    with open(folder / "dictionary.csv", newline="", encoding="utf-8") as file:
        dictionary = list(csv.DictReader(file))
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        sys.exit(f"{folder} has no CSV file")
    for path in paths:
        described = [column for column in dictionary if column["file"] == path.name]
        reference = Reference(path, described)
        parquet = path.with_suffix(".parquet")
        before = check.compared
        for reader, read in READERS.items():
            read(check, f"{reader}: {parquet}", parquet, reference)
        print(
            f"{parquet}: {reference.rows} rows, {len(reference.names)} columns, "
            f"{sum(reference.nulls.values())} nulls, {len(reference.sums)} sums; "
            f"{check.compared - before} comparisons"
        )


def main(folders):
    check = Check()
    for folder in folders:
        compare(check, folder)
    readers = ", ".join(f"{reader} {version(reader)}" for reader in READERS)
    for fault in check.faults[:20]:
        print(fault, file=sys.stderr)
    print(f"{readers}: {check.compared} comparisons, {len(check.faults)} differ")
    return 1 if check.faults else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: parquet.py FOLDER...")
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
