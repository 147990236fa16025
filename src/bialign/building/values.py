"""The values of a table's columns: which are missing, which are texts, and what the others are as texts."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any

_IN_JSON = (bool, int, float, list, tuple, dict)
_NOT_TEXT: dict[type, str] = {
    list: "holds a list; join its items with line breaks",
    tuple: "holds a list; join its items with line breaks",
    dict: "holds an object, not a text",
    bytes: "holds bytes that are not UTF-8; make it a column of texts",
}


def is_missing(value: Any) -> bool:
    """Tell whether a value stands for none: null, or NaN, which data frames have in its place."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def as_text(value: Any) -> str:
    """Return a value as text: bytes as UTF-8, dates in ISO 8601, and what is none of these as JSON writes it.

    Bytes that are not UTF-8, and missing values, are an empty text.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8") if _is_utf8(value) else ""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if is_missing(value):
        return ""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, _IN_JSON) else str(value)


def why_no_text(value: Any) -> str:
    """Return what a column holds that is neither an article's text nor a path nor missing, or an empty string."""
    if isinstance(value, str) or is_missing(value) or (isinstance(value, bytes) and _is_utf8(value)):
        return ""
    return _NOT_TEXT.get(type(value), f"holds {as_text(value)}, not a text")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
