"""Runs without final punctuation, as blogs and speech have them, cut by the morphological analyser Kiwi."""

from __future__ import annotations

import regex

from bialign.tokenizers.guard import readable
from bialign.tokenizers.kiwi import load_kiwi

_HANGUL_RUN = regex.compile(r"\p{Script=Hangul}+\s+\p{Script=Hangul}+\s")
_PUNCTUATED = regex.compile(r"[.!?…。！？]\W*$")


def split_unpunctuated(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut those spans of a Korean text that end without final punctuation, where Kiwi sees sentence ends.

    Args:
        text: The text.
        spans: Its sentences by rule, in order.

    Returns:
        Spans of the same text, in order; a punctuated span is among them as it was.
    """
    kiwi = load_kiwi()
    cut: list[tuple[int, int]] = []
    for start, end in spans:
        run = readable(text[start:end])
        if _PUNCTUATED.search(run) or not _HANGUL_RUN.search(run):
            cut.append((start, end))
            continue
        begins = sorted({sentence.start for sentence in kiwi.split_into_sents(run)} - {0})
        place = 0
        for begin in [*begins, len(run)]:
            piece = run[place:begin].rstrip()
            if piece:
                cut.append((start + place, start + place + len(piece)))
            place = begin
    return cut
