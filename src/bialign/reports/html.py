"""Alignments as HTML: one page that holds a whole corpus, and a fragment for notebooks.

The page is self-contained: it works from a file, offline, and asks for nothing from elsewhere (its own content
security policy forbids it to). The corpus stands in it as JSON, an article a line, and is drawn as it is looked at.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

import regex

from bialign._version import __version__
from bialign.beads import Alignment
from bialign.counting import counted
from bialign.documents import FragmentKind
from bialign.files import atomic_write
from bialign.reports.summary import HIGH, LOW, MIDDLING, score_band
from bialign.text.normalization import compose_hangul

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from bialign.beads import Bead
    from bialign.documents import Fragment

STYLES = ("colours.css", "page.css", "controls.css", "article.css")
SCRIPTS = ("data.js", "filters.js", "bands.js", "ribbons.js", "lists.js", "article.js", "controls.js", "app.js")
"""The page's parts in `static/`, in the order in which they are put together; the scripts share one scope."""

SHOWN_BEADS = 200
"""Beads that a notebook shows at most."""

# What the name of a file that is not UTF-8 holds; it has no UTF-8 either.
_LONE_SURROGATES = regex.compile(r"[\ud800-\udfff]")
# In a script element, "</script" would end it and "<!--" change its rules; a lone surrogate has no UTF-8.
_UNSAFE_IN_SCRIPT = regex.compile(r"[<>&\u2028\u2029\ud800-\udfff]")


def write_html(
    alignments: Iterable[Alignment] | Alignment,
    path: str | os.PathLike[str],
    *,
    title: str = "Alignments",
    note: str = "",
) -> int:
    """Write a corpus as one self-contained page.

    The file appears under its name when it is whole. The same alignments and options give the same bytes. Memory does
    not grow with the corpus here, but a browser holds all of it: 2,000 articles are comfortable.

    Args:
        alignments: The alignments, in the order in which the page lists them, or one of them.
        path: The file.
        title: The page's title.
        note: A sentence shown beside the counts, such as one that says what was left out.

    Returns:
        The number of alignments.

    Raises:
        BialignError: If the file cannot be written.
    """
    if isinstance(alignments, Alignment):
        alignments = [alignments]
    head, tail = _page(title, note)
    count = 0
    with atomic_write(path) as stream:
        stream.write(head.encode())
        stream.write(b"[")
        for alignment in alignments:
            stream.write(b",\n" if count else b"\n")
            stream.write(_script_json(_record(alignment)).encode())
            count += 1
        stream.write(b"\n]")
        stream.write(tail.encode())
    return count


def alignment_html(alignment: Alignment) -> str:
    """Return an alignment as a table in HTML, side by side, for notebooks.

    It needs no script, carries its style, and holds the first `SHOWN_BEADS` beads.
    """
    rows = [_row(alignment, bead) for bead in alignment[:SHOWN_BEADS]]
    left = len(alignment) - len(rows)
    if left > 0:
        rows.append(f'<tr><td colspan="3">… and {counted(left, "more bead")}.</td></tr>')
    one_sided = sum(bead.is_deletion for bead in alignment)
    facts = f"{counted(len(alignment), 'bead')}, {one_sided:,} one-sided"
    name = f"<b>{html.escape(alignment.id)}</b> · " if alignment.id else ""
    languages = [html.escape(str(tag) or "?") for tag in (alignment.source_language, alignment.target_language)]
    return (
        f'<div class="bialign-alignment"><style>{_static("fragment.css")}</style><table>'
        f"<caption>{name}{facts}</caption>"
        f'<thead><tr><th scope="col">{languages[0]}</th><th scope="col">bead</th><th scope="col">{languages[1]}</th>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _page(title: str, note: str) -> tuple[str, str]:
    """Return the page before and after the articles."""
    script = "\n".join(map(_static, SCRIPTS))
    settings = {
        "bands": {"high": HIGH, "middling": MIDDLING, "low": LOW},
        "kinds": [kind.value for kind in FragmentKind],
        "note": note,
    }
    mark = "\ufdd0"  # a code point that is no character, where the articles go
    page = Template(_static("page.html")).substitute(
        title=html.escape(_LONE_SURROGATES.sub("\ufffd", title)),
        version=__version__,
        policy=_policy(f"\n{script}\n"),
        styles="\n".join(map(_static, STYLES)),
        settings=_script_json(settings),
        articles=mark,
        script=script,
    )
    head, _, tail = page.rpartition(mark)
    return head, tail


def _policy(script: str) -> str:
    """Return a content security policy that allows this one script and no connection at all."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )


def _static(name: str) -> str:
    return resources.files("bialign.reports").joinpath("static", name).read_text(encoding="utf-8").rstrip("\n")


def _script_json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _record(alignment: Alignment) -> dict[str, Any]:
    return {
        "id": alignment.id,
        "languages": [str(alignment.source_language), str(alignment.target_language)],
        "signature": alignment.signature,
        "metadata": dict(alignment.metadata),
        "source": [compose_hangul(fragment.line).view for fragment in alignment.source],
        "target": [compose_hangul(fragment.line).view for fragment in alignment.target],
        "beads": [
            [bead.kind.value, None if bead.score is None else round(bead.score, 4), bead.source, bead.target]
            for bead in alignment
        ],
    }


def _row(alignment: Alignment, bead: Bead) -> str:
    score = "–" if bead.score is None else f"{bead.score:.2f}"
    facts = [f'<span class="score score-{score_band(bead.score)}">{score}</span>']
    if bead.type != "1-1":
        facts.append(bead.type)
    if bead.kind is not FragmentKind.BODY:
        facts.append(bead.kind.value)
    classes = f"{bead.kind.value}{' one-sided' if bead.is_deletion else ''}"
    return (
        f'<tr class="{classes}">'
        f"{_cell(alignment.source, bead.source, alignment.source_language)}"
        f'<td class="facts">{" ".join(facts)}</td>'
        f"{_cell(alignment.target, bead.target, alignment.target_language)}</tr>"
    )


def _cell(fragments: Sequence[Fragment], indices: tuple[int, ...], language: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(fragments[index].line)}</p>" for index in indices) or "—"
    tag = f' lang="{html.escape(str(language))}"' if language else ""
    return f'<td class="text"{tag} dir="auto">{paragraphs}</td>'
