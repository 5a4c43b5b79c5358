"""Results in words and tables as their reports have them, as text and for notebooks."""

from __future__ import annotations

import textwrap
from html import escape
from typing import Any

_WIDTH = 100
"""Columns of running text."""

_MOST_SENTENCES = 12
"""Sentences of an answer; more are counted."""


def text(said: dict[str, Any]) -> str:
    """What a report says first, as a terminal shows it."""
    parts = [f"{said['title']}\n{said['kicker']}"]
    parts += [_wrapped(f"warning: {warning}") for warning in said["warnings"]]
    parts += [_wrapped(sentence) for sentence in _some(said["sentences"])]
    sheet = said["sheet"]
    if sheet:
        parts.append(_sheet_as_text(sheet))
        if sheet["note"]:
            parts.append(_wrapped(sheet["note"]))
    return "\n\n".join(parts)


def html(said: dict[str, Any], figures: str) -> str:
    """The same for a notebook, with figures that are HTML already."""
    parts = [f"<p><strong>{escape(said['title'])}</strong><br>{escape(said['kicker'])}</p>"]
    parts += [f"<p><strong>Warning:</strong> {escape(text)}</p>" for text in said["warnings"]]
    sentences = "".join(f"<li>{escape(sentence)}</li>" for sentence in _some(said["sentences"]))
    if sentences:
        parts.append(f"<ul>{sentences}</ul>")
    if said["sheet"]:
        parts.append(_sheet_as_html(said["sheet"]))
    parts.append(figures)
    return "\n".join(parts)


def _some(sentences: list[str]) -> list[str]:
    more = len(sentences) - _MOST_SENTENCES
    if more <= 0:
        return sentences
    return [*sentences[:_MOST_SENTENCES], f"and {more} more: .findings has all of them"]


def _wrapped(words: str) -> str:
    return textwrap.fill(words, _WIDTH, subsequent_indent="  ")


def _sheet_as_text(sheet: dict[str, Any]) -> str:
    heads = sheet["heads"]
    rows = [[_field(field) for field in row] for row in sheet["rows"]]
    lines = [[head["title"] for head in heads], *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    aligned = []
    for line in lines:
        cells = zip(line, widths, heads)
        aligned.append(
            "  ".join(
                cell.rjust(width) if head["numeric"] else cell.ljust(width)
                for cell, width, head in cells
            ).rstrip()
        )
    return "\n".join(aligned)


def _field(field: list[str]) -> str:
    shown, below = field
    return f"{shown} {below}" if below else shown


def _sheet_as_html(sheet: dict[str, Any]) -> str:
    def align(place: int) -> str:
        return ' style="text-align: right"' if sheet["heads"][place]["numeric"] else ""

    heads = "".join(
        f"<th{align(place)}>{escape(head['title'])}</th>"
        for place, head in enumerate(sheet["heads"])
    )
    rows = ""
    for row in sheet["rows"]:
        cells = ""
        for place, (shown, below) in enumerate(row):
            small = f" <small>{escape(below)}</small>" if below else ""
            cells += f"<td{align(place)}>{escape(shown)}{small}</td>"
        rows += f"<tr>{cells}</tr>"
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    note = f"<p><small>{escape(sheet['note'])}</small></p>" if sheet["note"] else ""
    return f"<p>{escape(sheet['caption'])}</p>{table}{note}"
