"""Turn TeX formulas into MathML when the site is built, so that no script and no font is needed to show them."""

from __future__ import annotations

import html
import re
from typing import Any

from latex2mathml.converter import convert

_FORMULA = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)


def on_page_content(content: str, **_: Any) -> str:
    """Replace every formula of a page, inline or set apart."""
    return _FORMULA.sub(_formula, content)


def _formula(match: re.Match[str]) -> str:
    apart = match[2] == "["
    formula = convert(html.unescape(match[3]), display="block" if apart else "inline")
    return f'<div class="formula" tabindex="0">{formula}</div>' if apart else formula
