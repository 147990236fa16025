"""Which final punctuation ends a sentence: one pass over a line, a bounded look around every candidate.

What decides is the writing around the punctuation, not the language of the text: an English name in a Korean
article is read by the English rules.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bialign.documents import INVISIBLE_SPACES
from bialign.sentences import english, korean

if TYPE_CHECKING:
    from collections.abc import Sequence

# What an audience does, in brackets after the words it was done at; in interviews and speeches.
REMARK = r"[(\[](?:(?:일동|모두|장내) ?)?(?:웃음|박수|폭소)[)\]]|[(\[](?i:laughs|laughter|applause)[)\]]"

# Final punctuation, with what closes or annotates the sentence after it: quotation marks, brackets, footnote
# marks, zero-width spaces, a short remark such as "(웃음)", laughter and faces of chats.
_CANDIDATE = re.compile(
    r"[.!?…。！？．‥｡]+"
    r"(?:[\"'”’»›)\]}」』〉》】〕］｝）＂＇" + INVISIBLE_SPACES + r"]|\[\d{1,3}\]|[¹²³⁰-⁹])*"
    r"(?: ?(?:" + REMARK + r")[\"'”’]?(?!\S)|\([가-힣A-Za-z ]{1,12}\)(?=\s))?"
    r"(?:[ \t]*(?:[ㅋㅎㅠㅜ^~]{2,}|[\U0001F600-\U0001F64F\U0001F910-\U0001F92F\U0001F970-\U0001F97A"
    r"\U0001F44B-\U0001F450\U0001F493-\U0001F49F❤☺\ufe0f\u200d]+))*"
)
FINAL_MARKS = frozenset(".!?…。！？．‥｡")
"""The punctuation that ends sentences."""

# Dots in the middle of a sentence: "그리고... 독일에서"; "…." ends one.
_DOTS = re.compile(r"[.…‥]*[…‥]|\.{2,}")
_BEFORE_SAME_WORD = FINAL_MARKS | frozenset(INVISIBLE_SPACES)
_STRONG = frozenset("!?！？")
_IDEOGRAPHIC = frozenset("。｡！？")
_CLOSING_QUOTES = frozenset("\"'”’»›」』＂＇")
# Names whose exclamation mark ends nothing.
_EXCLAIMED_NAMES = frozenset({"Yahoo", "Yum", "Jeopardy", "Wham", "Oh", "야후"})
_OPENING = frozenset("“‘«([{「『〈《【〔［（<■▲△◆◇●○▶▷★☆※①②③④⑤⑥⑦⑧⑨")
# Only these standing in a sentence make an item of a list, not a sentence: "1.", "가.", "(3).", "II.", "Q1.", "▲ 2.",
# "제1.", "제1조.", "Step 1.", "첫째."
_LIST_MARK = re.compile(
    r"(?:[■▲△◆◇●○▶▷★☆※*•·-]\s?)*[(\[<]?"
    r"(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[IVXivx]{1,4}|[Ⅰ-Ⅻ]|[가나다라마바사아자차카타파하]|[QA]\d{1,2}|문|답|"
    r"제\d{1,3}[조장절항호편관부회]?|(?:Step|Part|Chapter|Section|Article|Rule|Lesson|Tip) (?:\d{1,3}|[IVX]{1,4})|"
    r"(?:첫|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)째)\.[)\]>]?"
)
_LONGEST_LIST_MARK = 12
# Items of a list in one line, "1. 서론 2. 본론" or "제1항. 원칙 제2항. 예외": what their labels count, and the label
# at the beginning of an item, with what stands before and after the number.
_LABELS = (
    tuple(map(str, range(1, 100))),
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    tuple("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"),
    tuple("abcdefgh"),
    tuple("가나다라마바사아자차카타파하"),
)
_NEXT_LABEL = {label: following for labels in _LABELS for label, following in pairwise(labels)}
_LABEL = re.compile(r"(제|Step )?(\d{1,2}|[IVX]{1,4}|[Ⅰ-Ⅹ]|[a-h]|[가-하])([장절조항])?\.\s{1,4}(?=\S)")
_LONGEST_LABEL = 8
# "At 3 a.m. Kim woke up.": a time alone is no sentence yet.
_TIME_ALONE = re.compile(
    r"(?:At|By|Around|About|Before|After|Until|Since|From)(?: (?:about|around|exactly|roughly))?"
    r" \d{1,2}(?:[:.]\d{2})? ?[ap]\.m\."
)
_LONGEST_TIME = 30
# So far can punctuation reach before the first word: ("(…
_LONGEST_PUNCTUATION = 5
# A new sentence after a full stop without a space, as in "end.The": not in "Node.Js", addresses or file names.
_GLUED_WORD = re.compile(r"[A-Z][a-z]*(?![\w.@/])|[A-Z][a-z]+(?=[.,]\s)")
# What stands before such a full stop, besides a word: "in 2014.The", "by 3.2%.The".
_YEAR_OR_SHARE = re.compile(r"(?:19|20)\d\d|[\d.,]+%")
_GLUED_REACH = 40
# A straight quotation mark is looked for so far back, to tell a closing one from an opening one.
_QUOTE_REACH = 1000


def line_boundaries(
    text: str,
    start: int,
    end: int,
    *,
    brackets: Sequence[tuple[int, int]] = (),
    quotations: Sequence[tuple[int, int]] = (),
) -> list[tuple[int, int]]:
    """Find the sentence ends within one line.

    Args:
        text: The text.
        start: Where the line's first code point that is not white space stands.
        end: Where the line ends, white space at its end left out.
        brackets: Bracketed spans, in order; one that opens within a sentence is not cut.
        quotations: Quoted spans, in order, that are never cut.

    Returns:
        For each boundary, the offset after the sentence and the offset where the next begins.
    """
    boundaries = []
    sentence = start
    next_bracket = next_quotation = 0
    for match in _CANDIDATE.finditer(text, start, end):
        dot, stop = match.span()
        following = stop
        while following < end and text[following].isspace():
            following += 1
        if following >= end:
            break
        sign = text[following]
        if following == stop and text[stop - 1] in _BEFORE_SAME_WORD and _goes_on(text, dot, sign):
            continue
        while next_quotation < len(quotations) and quotations[next_quotation][1] <= dot:
            next_quotation += 1
        if next_quotation < len(quotations):
            opened, closed = quotations[next_quotation]
            if opened < dot and stop < closed:
                continue
        while next_bracket < len(brackets) and brackets[next_bracket][1] <= dot:
            next_bracket += 1
        if next_bracket < len(brackets):
            opened, closed = brackets[next_bracket]
            if sentence < opened < dot and not (stop >= closed and _is_whole_before(text, sentence, opened)):
                continue
        may_be_item = text.find(".", sentence, min(dot, sentence + _LONGEST_LABEL)) >= 0
        if may_be_item and not sign.isdigit() and (item := _next_item(text, sentence, dot)):
            boundaries.append((len(text[sentence:item].rstrip()) + sentence, item))
            sentence = item
            continue
        if following == stop and text[stop - 1] not in INVISIBLE_SPACES:
            stop = following = _glued_boundary(text, sentence, dot, stop, line=start, end=end)
            if stop < 0:
                continue
        elif not _is_boundary(text, sentence, dot, stop, following=following, end=end):
            continue
        boundaries.append((stop, following))
        sentence = following
    return boundaries


def _goes_on(text: str, dot: int, sign: str) -> bool:
    """Tell whether what follows punctuation without a space is of the same word: ``3.5``, ``example.com``."""
    return sign.islower() or (sign.isdigit() and not korean.joins_without_space(text, dot))


def _next_item(text: str, sentence: int, dot: int) -> int:
    """Return where the label before a full stop begins that counts on from the sentence's own, or 0.

    >>> _next_item("1. 서론 2. 본론", 0, 7)
    6
    """
    own = _LABEL.match(text, sentence, dot)
    if own is None or own[2] not in _NEXT_LABEL:
        return 0
    following = f"{own[1] or ''}{_NEXT_LABEL[own[2]]}{own[3] or ''}"
    label = dot - len(following)
    counts_on = text[label:dot] == following
    return label if counts_on and own.end() < label and text[label - 1].isspace() else 0


def _is_whole_before(text: str, sentence: int, bracket: int) -> bool:
    """Tell whether a sentence is complete before a bracket: ``이겼다(일본은 졌다.) 그리고``, ``left (p. 5.) The``."""
    before = text[max(sentence, bracket - 20) : bracket].rstrip()
    return bool(before) and (before[-1] in korean.FINAL_SYLLABLES or not "가" <= before[-1] <= "힣")


def _is_boundary(text: str, sentence: int, dot: int, stop: int, *, following: int, end: int) -> bool:
    """Judge a candidate that white space follows."""
    marks_end = _end_of_marks(text, dot, stop)
    sign = text[following]
    before = dot - 1
    while before >= sentence and text[before] in " \t":
        before -= 1
    if before < sentence or sign in FINAL_MARKS:
        return False
    if before - sentence < _LONGEST_PUNCTUATION and not any(map(str.isalnum, text[sentence : before + 1])):
        return False
    left = text[before]
    is_strong = not _STRONG.isdisjoint(text[dot:marks_end])
    has_dots = (marks_end > dot + 1 or text[dot] in "…‥") and _DOTS.fullmatch(text, dot, marks_end) is not None
    is_quote_closed = marks_end < stop and not _CLOSING_QUOTES.isdisjoint(text[marks_end:stop])

    if is_quote_closed and _continues_quotation(text, following, end, is_strong=is_strong):
        return False
    is_marked = marks_end < stop and "가" <= sign <= "힣"
    if is_marked and korean.closes_title(text, sentence, dot, following, text[marks_end]):
        return False
    if is_strong and english.word_before(text, sentence, dot) in _EXCLAIMED_NAMES:
        return False
    if stop - sentence <= _LONGEST_LIST_MARK and _LIST_MARK.fullmatch(text, sentence, stop):
        return False
    if stop - sentence <= _LONGEST_TIME and _TIME_ALONE.fullmatch(text, sentence, stop):
        return False
    if sign.islower() and not ("가" <= left <= "힣" or text[following + 1 : following + 2].isupper()):
        return False
    if "가" <= left <= "힣":
        if sign in "이라" and korean.is_bare_quotative(text, following, end):
            return False
        return (
            not has_dots
            or korean.is_final(text, before)
            or (is_quote_closed and _is_quoted(text, sentence, dot, text[marks_end]))
        )
    if is_strong:
        return left not in "([（"
    if left.isdigit():
        return not korean.stands_in_date(text, sentence, dot, following, end)
    if is_quote_closed:
        return True
    if has_dots:
        return not english.is_stammered(text, english.word_before(text, sentence, before + 1), following, end)
    if left.isalpha() and marks_end == dot + 1:
        return english.ends_after_word(text, english.word_before(text, sentence, dot), dot, following, end)
    return True


def _end_of_marks(text: str, dot: int, stop: int) -> int:
    """Return where the final punctuation of a candidate ends, and what closes after it begins."""
    end = dot + 1
    while end < stop and text[end] in FINAL_MARKS:
        end += 1
    return end


def _is_quoted(text: str, sentence: int, dot: int, closer: str) -> bool:
    """Tell whether the quotation closed after ``dot`` is the whole of the sentence."""
    return text[sentence] in "\"'“‘" and text.find(closer, sentence + 1, dot) < 0


def _continues_quotation(text: str, following: int, end: int, *, is_strong: bool) -> bool:
    sign = text[following]
    if "가" <= sign <= "힣":
        return korean.is_quotative(text, following, end) or korean.is_attribution(text, following, end)
    return is_strong and sign.isupper() and english.is_attribution(text, following, end)


def _glued_boundary(text: str, sentence: int, dot: int, stop: int, *, line: int, end: int) -> int:
    """Judge a candidate that a letter or mark follows directly; return where to cut, or -1."""
    marks_end = _end_of_marks(text, dot, stop)
    if dot <= sentence:
        return -1
    left, sign = text[dot - 1], text[stop]
    closers = text[marks_end:stop]
    if closers:
        # A straight mark that closes nothing opens the next sentence: 말했다."우리는
        if (
            closers in ("'", '"')
            and left in korean.FINAL_SYLLABLES
            and text.count(closers, max(line, dot - _QUOTE_REACH), dot) % 2 == 0
            and not korean.is_quotative(text, stop, end)
        ):
            return marks_end
        # What is glued to a closing mark is a particle, except a capital: done."The
        is_capital = sign.isupper() and not _CLOSING_QUOTES.isdisjoint(closers) and left.islower()
        return stop if is_capital and text[stop + 1 : stop + 2].islower() else -1
    if "가" <= left <= "힣":
        ends = korean.joins_without_space(text, dot) or not _STRONG.isdisjoint(text[dot:marks_end])
        begins = "가" <= sign <= "힣" or sign.isupper() or sign.isdigit() or sign in _OPENING
        if english.word_before(text, sentence, dot) in _EXCLAIMED_NAMES:
            return -1
        return stop if ends and begins and not korean.is_quotative(text, stop, end) else -1
    if text[dot] in _IDEOGRAPHIC:
        return stop
    if left.isspace() or not _GLUED_WORD.match(text, stop, end):
        return -1
    token = text[max(sentence, dot - _GLUED_REACH) : dot].rsplit(None, 1)[-1]
    if left.islower() and text[dot - 2 : dot - 1].islower():
        is_address = any(sign in token for sign in "/@=_") or token.startswith("www.")
        return -1 if is_address or token in english.ABBREVIATIONS else stop
    is_ended = (left == ")" and "(" not in token) or _YEAR_OR_SHARE.fullmatch(token) is not None
    return stop if is_ended and dot - sentence > len(token) else -1
