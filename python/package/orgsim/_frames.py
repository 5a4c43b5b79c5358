"""Data frames of whatever library, as the CSV text that the library of orgsim checks."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any


def csv_of(frame: Any) -> str:
    """The text of a data frame, of an Arrow table, or of a mapping of columns.

    Numbers have the digits that give every bit again. What is missing is named so, not left
    out: a line of one empty cell would be none.
    """
    columns = _columns(frame)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*([_cell(value) for value in column] for column in columns.values())))
    return text.getvalue()


def _columns(frame: Any) -> dict[str, list[Any]]:
    if isinstance(frame, Mapping):
        return {str(name): list(column) for name, column in frame.items()}
    if hasattr(frame, "to_pydict"):  # pyarrow
        return frame.to_pydict()
    if hasattr(frame, "iter_columns"):  # polars
        return frame.to_dict(as_series=False)
    if hasattr(frame, "iloc"):  # pandas
        return {str(name): frame[name].tolist() for name in frame.columns}
    if hasattr(frame, "to_dict"):  # a table of orgsim
        return frame.to_dict()
    raise TypeError(
        f"{type(frame).__name__} is no data frame; give one of pandas, polars or pyarrow, or a "
        "dict of columns"
    )


def _cell(value: Any) -> str:
    if value is None or value != value:
        return "NA"
    if isinstance(value, float):
        return repr(float(value))
    return str(value)
