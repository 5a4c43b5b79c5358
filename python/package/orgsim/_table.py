"""Tables that pandas, polars, pyarrow, DuckDB and others take without a copy."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from . import _orgsim

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow
    import xarray

_MOST_COLUMNS = 24
"""Columns that a table shows of itself; the others are counted."""

_MOST_ROWS = 10
"""Rows that a table shows of itself in a notebook."""


@dataclass(frozen=True)
class Column:
    """The header of a column: what its values are.

    Attributes
    ----------
    name : str
        Name, unique in its table.
    kind : str
        ``"count"`` (uint64), ``"integer"`` (int64), ``"number"`` (float64) or ``"text"``.
    unit : str
        Unit of the values; empty for text and plain identifiers.
    meaning : str
        What a value says.
    empty : str or None
        What a missing value says; None: no value is ever missing.
    """

    name: str
    kind: str
    unit: str
    meaning: str
    empty: str | None


class Table:
    """Rows and typed columns, each with its unit and meaning.

    It has the Arrow PyCapsule interface (``__arrow_c_stream__``), so that ``polars.DataFrame``,
    ``pyarrow.table``, ``pandas.DataFrame.from_arrow`` (pandas 3) and DuckDB take it as it is and
    share its memory. Missing values are null, never zero and never NaN. Unit and meaning are
    metadata of each Arrow field under the keys ``unit``, ``meaning`` and ``empty``.

    Examples
    --------
    >>> import orgsim
    >>> summary = orgsim.Scenario.default().run(runs=20, parameters="fixed").summary
    >>> summary.unit("n_runs")
    'runs'
    >>> summary["measure"][0]
    'researcher_retention_12m'
    """

    def __init__(self, table: _orgsim.Table) -> None:
        self._table = table
        self._columns = tuple(Column(*header) for header in table.header())

    @property
    def name(self) -> str:
        """Name of the file that holds it."""
        return self._table.name

    @property
    def columns(self) -> tuple[Column, ...]:
        """The headers of its columns, in order."""
        return self._columns

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and columns."""
        return len(self), len(self._columns)

    def unit(self, column: str) -> str:
        """Unit of a column; empty if it has none."""
        return self._column(column).unit

    def meaning(self, column: str) -> str:
        """What the values of a column say."""
        return self._column(column).meaning

    def _column(self, name: str) -> Column:
        for column in self._columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def __len__(self) -> int:
        return len(self._table)

    def __contains__(self, column: object) -> bool:
        return any(own.name == column for own in self._columns)

    def __getitem__(self, column: str) -> list[Any]:
        """The values of a column as a list; None where a value is missing."""
        return self._table.column(column)

    def __arrow_c_schema__(self) -> object:
        return self._table.arrow_schema()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        # a producer may leave a requested schema aside; consumers cast then
        return self._table.arrow_stream()

    def to_dict(self) -> dict[str, list[Any]]:
        """Its columns as lists; None where a value is missing."""
        return {column.name: self[column.name] for column in self._columns}

    def to_arrow(self) -> pyarrow.Table:
        """As a table of pyarrow, without a copy."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> polars.DataFrame:
        """As a data frame of polars, without a copy."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self, **options: Any) -> pandas.DataFrame:
        """As a data frame of pandas, by pyarrow.

        Columns of numbers in which no value is missing are not copied. ``options`` are those of
        ``pyarrow.Table.to_pandas``. Units and meanings are in ``frame.attrs["unit"]`` and
        ``frame.attrs["meaning"]``, by column.
        """
        frame = self.to_arrow().to_pandas(**options)
        frame.attrs["unit"] = {column.name: column.unit for column in self._columns}
        frame.attrs["meaning"] = {column.name: column.meaning for column in self._columns}
        return frame

    def to_xarray(self, *dimensions: str) -> xarray.Dataset:
        """As a data set of xarray over some of its columns.

        Each other column is a variable over these dimensions, with ``units`` and ``long_name``
        as attributes: ``run.run_quarters.to_xarray("run", "quarter")``.
        """
        data = self.to_pandas().set_index(list(dimensions)).to_xarray()
        for name in [*dimensions, *data.data_vars]:
            column = self._column(str(name))
            data[name].attrs = {"units": column.unit, "long_name": column.meaning}
        return data

    def __repr__(self) -> str:
        shown = self._columns[:_MOST_COLUMNS]
        width = max((len(column.name) for column in shown), default=0)
        units = max((len(column.unit) for column in shown), default=0)
        lines = [f"{self.name}: {len(self)} rows, {len(self._columns)} columns"]
        for column in shown:
            lines.append(
                f"  {column.name:{width}}  {column.kind:7}  {column.unit:{units}}  {column.meaning}"
            )
        more = len(self._columns) - len(shown)
        if more > 0:
            lines.append(f"  and {more} more: .columns has all of them")
        return "\n".join(line.rstrip() for line in lines)

    def _repr_html_(self) -> str:
        shown = self._columns[:_MOST_COLUMNS]
        heads = "".join(
            f'<th title="{escape(column.meaning)}">{escape(column.name)}'
            f"<br><small>{escape(column.unit)}</small></th>"
            for column in shown
        )
        columns = [self[column.name][:_MOST_ROWS] for column in shown]
        cells = ("".join(f"<td>{_cell(value)}</td>" for value in row) for row in zip(*columns))
        rows = "".join(f"<tr>{row}</tr>" for row in cells)
        rest = f"{len(self)} rows, {len(self._columns)} columns"
        return (
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            f"<p>{escape(self.name)}: {rest}</p>"
        )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else escape(str(value))
