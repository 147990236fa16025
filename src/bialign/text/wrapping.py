"""Text that comes hard-wrapped, every paragraph broken into lines of a width: mails, wire copy, text out of PDF."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import attrs

from bialign.lists import require_text

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

# What lines are wrapped at, in columns or code points, from narrow columns of print to wide windows.
_NARROWEST, _WIDEST = 40, 100
# Longer lines are wider than any, whatever they are made of: combining marks take no column.
_LONGEST = 6 * _WIDEST
# A line that ends amid a sentence in less than this of the width is rather a headline, a name, a button.
_SHORT = 0.5
# The same where lines are of all lengths.
_SHORT_OF_MANY = 0.7
# In lists of headlines and in verse, fewer lines than two go on as sentences do.
_FEWEST_GOING_ON = 2
# An address or a header may be longer than the width.
_WRAPS_TO_A_LONGER_LINE = 5
# A second line that is so long beside the first is rather a deck than the rest of a headline.
_LONG_DECK = 0.5
# So many of the paragraphs that come out end as sentences do.
_STOPPED_PARAGRAPHS = 0.5
# Where so many lines are full, but for a space or half a syllable, they are cut by count, and amid words.
_CUT_BY_COUNT = 0.85
_LEFT_BY_COUNT = (1, 2, 2)
# These begin a line only where one is cut amid a word: particles and the ends of verbs.
_CUT_OFF = frozenset(
    ("를", "을", "는", "에", "며", "다.", "에서", "으로", "까지", "부터", "으며", "니다.", "습니다.", "다고", "지만")
)
_FEWEST_CUT_OFF = 2
_LONGEST_CUT_OFF = 10

_LINE = re.compile(r"([^\r\n]*)(\r+\n?|\n|\Z)")
# Several words that are wider than any width in every measure, for nothing among them takes no column.
_LONG_LINE = re.compile(rf"^(?=[^ \r\n]++ )[ -~가-힣“”‘’…·]{{{_WIDEST + 1},}}+(?<! )(?=[\r\n]|\Z)", re.MULTILINE)
_BLANK = re.compile(r"[\s\u200b\ufeff]*")
_STOP = re.compile(r"[.!?…。！？．‥｡][\"'”’»›)\]}」』〉》〕】]*\Z")
_LONGEST_STOP = 8
_STOP_OF_SENTENCE = re.compile(r"[.!?。！？][\"'”’)\]]*+(?=\s|\Z)")
_BULLET = re.compile(r"(?:[-*](?=\s)|[•·・∙●○◆◇■□▲△▶▷►★☆※◎☞➤▪◦①-⑳])\s*")
_LABELS = (
    tuple(map(str, range(1, 100))),
    tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    tuple("abcdefghijklmnopqrstuvwxyz"),
    tuple("가나다라마바사아자차카타파하"),
)
_LABEL = re.compile(r"[(\[]?([1-9]\d?|[A-Za-z]|[가나다라마바사아자차카타파하])[.)\]]\s")
# "Q.", "문)": who says what follows.
_SPEAKER = re.compile(r"[QA문답][.:)]\s")
# Cells of a table stand apart.
_CELLS = re.compile(r"\S(?:\t| {3,}| ?\| ?)\S")
# Syllables that particles and the endings within Korean sentences end in: headlines, names and buttons seldom do.
_INNER_ENDINGS = frozenset("을를은는이가에의로와과도만며고서면게한할된될던인른든들록데등")
_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")


def ends_sentence(line: str) -> bool:
    """Tell whether final punctuation stands in a line, at its end or before another word."""
    return _STOP_OF_SENTENCE.search(line) is not None


def _is_stopped(line: str) -> bool:
    """Tell whether a line ends as sentences do: with final punctuation, or with what closes after it."""
    return _STOP.search(line, max(0, len(line) - _LONGEST_STOP)) is not None


@attrs.frozen
class _Line:
    """A line that is not blank.

    Attributes:
        text: What is written on it, without the white space at its end.
        break_start: Offset of its line break.
        break_end: Offset after its line break.
        block: A number that lines share which no blank line parts.
        indent: Code points of white space before it.
    """

    text: str
    break_start: int
    break_end: int
    block: int
    indent: int

    @property
    def is_one_word(self) -> bool:
        """Whether nothing in it may be broken."""
        return len(self.text.split(maxsplit=1)) == 1


@attrs.frozen
class _Break:
    """A line break that may be a wrap: nothing but the width of the lines tells.

    Attributes:
        above: The index of the line above it.
        amid: Whether the line above ends amid a sentence, as far as its punctuation tells.
        goes_on: Whether the words beside it show that a sentence goes on; None where they do not tell.
        cuts_off: Whether the line below begins with what only stands at the end of a word.
        widths: How wide the line above is, in every measure.
        needed: How wide it would be with the first word of the line below.
    """

    above: int
    amid: bool
    goes_on: bool | None
    cuts_off: bool
    widths: tuple[int, ...]
    needed: tuple[int, ...]


def join_wraps(text: str, *, parted: Callable[[Sequence[str], str], bool] | None = None) -> str:
    r"""Return a view of a text where a line break that is only a wrap is white space.

    A text is wrapped if its lines end because the next word would not have fitted a width, most of them amid a
    sentence. That is told for the text as a whole, and rather not than wrongly: articles with a line for each
    paragraph, verse, lists and tables stay as they are. So does text cut amid words, where nobody knows which line
    breaks stand for spaces. Blank lines, indents, short lines and the marks of lists part paragraphs of wrapped text.

    Args:
        text: Any text.
        parted: Tells of the lines of a paragraph and the line below it, in a wrapped text where nothing else parts
            them, whether that begins another paragraph; None for never.

    Returns:
        A text of the same length, whose line breaks within paragraphs are spaces, all else as it was; the text itself
        if it is not wrapped. Runs in linear time.

    >>> join_wraps("It rained.\nWe went home.")
    'It rained.\nWe went home.'

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    view = _join_as_it_looks(text) if parted is None else _join(text, parted)
    return text if view == text else view


# An article's text is looked at several times in a row: when it is cut, and when its paragraphs are told.
@lru_cache(maxsize=4)
def _join_as_it_looks(text: str) -> str:
    return _join(text, lambda _paragraph, _line: False)


def _join(text: str, parted: Callable[[Sequence[str], str], bool]) -> str:
    # Most articles have a line for each paragraph, longer than any width: where so many are, all else tells nothing.
    breaks = text.count("\n") + text.count("\r")
    if _WRAPS_TO_A_LONGER_LINE * len(_LONG_LINE.findall(text)) > breaks:
        return text
    lines = list(_lines(text))
    if sum(not _is_stopped(line.text) for line in lines) < _FEWEST_AMID:
        return text
    pieces: list[str] = []
    place = 0
    paragraph: list[str] = []
    last = -1
    for wrap in _wraps(lines, list(_breaks(lines))):
        line, below = lines[wrap.above : wrap.above + 2]
        if wrap.above != last:
            paragraph = [line.text]
        last = wrap.above + 1
        if parted(paragraph, below.text):
            paragraph = [below.text]
            continue
        paragraph.append(below.text)
        pieces += (text[place : line.break_start], " " * (line.break_end - line.break_start))
        place = line.break_end
    return "".join([*pieces, text[place:]]) if pieces else text


def _lines(text: str) -> Iterator[_Line]:
    block = 0
    for match in _LINE.finditer(text):
        if _BLANK.fullmatch(match[1]):
            block += 1
            continue
        line = match[1].rstrip()
        yield _Line(line, match.start(2), match.end(2), block, len(line) - len(line.lstrip()))
        # Two carriage returns end two lines; before a line feed, converters repeat them.
        block += len(match[2]) > 1 and not match[2].endswith("\n")


def _breaks(lines: Sequence[_Line]) -> Iterator[_Break]:
    labels: set[str] = set()
    tabular = [_CELLS.search(line.text) is not None for line in lines]
    for index, (line, following) in enumerate(pairwise(lines)):
        if (
            following.block != line.block
            or tabular[index]
            or tabular[index + 1]
            or _begins_paragraph(line, following)
        ):
            continue
        if max(len(line.text), len(following.text)) > _LONGEST:
            continue
        if _begins_item(line, following, labels):
            continue
        word = _WORD.search(following.text)
        assert word is not None
        space = 0 if line.text.endswith("-") else 1
        widths = _measure(line.text)
        needed = tuple(a + space + b for a, b in zip(widths, _measure(word[0]), strict=True))
        first = unicodedata.normalize("NFC", word[0][:_LONGEST_CUT_OFF])
        yield _Break(
            above=index,
            amid=not _is_stopped(line.text),
            goes_on=_goes_on(line.text, word[0]),
            cuts_off=first in _CUT_OFF,
            widths=widths,
            needed=needed,
        )


def _begins_paragraph(line: _Line, following: _Line) -> bool:
    """Whether a line is indented more than the one above; what hangs below the text of an item is not."""
    if following.indent <= line.indent:
        return False
    bullet = _BULLET.match(line.text, line.indent) or _LABEL.match(line.text, line.indent)
    return bullet is None or following.indent != bullet.end()


def _begins_item(line: _Line, following: _Line, labels: set[str]) -> bool:
    """Whether a line begins as an item of a list or what someone says does.

    Args:
        line: The line above it.
        following: The line.
        labels: What items above are labelled with; the label of this one is added.
    """
    text, start = following.text, following.indent
    if _SPEAKER.match(text, start) and _is_stopped(line.text):
        return True
    bullet = _BULLET.match(text, start)
    if bullet:
        # "▲경제 ▲사회 ▲문화" go on from line to line.
        return text[start] not in line.text[line.indent + 1 :]
    label = _LABEL.match(text, start)
    if label is None:
        return False
    # "on Nov. / 10. The council" is no item, for there is none before it, nor is "3 to / 1. But".
    known = label[1]
    row = next(row for row in _LABELS if known in row)
    labels.add(known)
    if known == row[0]:
        return _is_stopped(line.text) or line.text.endswith((":", "："))
    return row[row.index(known) - 1] in labels


def _goes_on(line: str, word: str) -> bool | None:
    """Tell by its last syllable or the next word whether a sentence goes on after a line; None if that is open."""
    if line.endswith((",", "，")):
        return True
    last = unicodedata.normalize("NFC", line[-3:])[-1]
    if "가" <= last <= "힣":
        return last in _INNER_ENDINGS
    letter = _LETTER.search(word)
    if letter is None or letter[0].lower() == letter[0].upper():
        return None
    return letter[0].islower()


def _measure(text: str) -> tuple[int, ...]:
    """Return how wide a text is: in code points, and in columns with signs of ambiguous width narrow and wide."""
    if text.isascii() or len(text) > _LONGEST:
        return len(text), len(text), len(text)
    narrow = ambiguous = 0
    for character in text:
        width = unicodedata.east_asian_width(character)
        if width in "WF":
            narrow += 2
        elif unicodedata.category(character) not in ("Mn", "Me", "Cf") and not "\u1160" <= character <= "\u11ff":
            narrow += 1
            ambiguous += width == "A"
    return len(text), narrow, narrow + ambiguous


@attrs.frozen
class _Manner:
    """How lines are wrapped, and what shows it.

    Attributes:
        slack: How much shorter lines may be than they need be, for they are balanced or were set in type.
        fewest: So many lines at the least end amid a sentence because the next word did not fit.
        among: Of the lines that end amid a sentence, so many do so because the next word did not fit; the others are
            headlines, names, buttons.
        beside: So many in those blocks that have such lines.
        going_on: Of the lines that tell, so many go on as sentences do: with a small letter, after a particle.
        early: Beside so many of these lines there may be one that goes on although the next word would have fitted.
    """

    slack: int
    fewest: int
    among: float
    beside: float
    going_on: float
    early: float


_MANNERS = (
    _Manner(slack=0, fewest=3, among=0.5, beside=0.75, going_on=0.25, early=0.1),
    _Manner(slack=12, fewest=8, among=0.75, beside=0.9, going_on=0.35, early=1),
)
_MEASURES = range(3)
# A text with fewer lines that end amid a sentence is not wrapped.
_FEWEST_AMID = min(manner.fewest for manner in _MANNERS)


@attrs.frozen
class _Reading:
    """A text as it would be wrapped at a width.

    Attributes:
        lines: Its lines.
        breaks: Its line breaks that may be wraps.
        manner: How it would be wrapped.
        measure: The index of the measure.
        width: The width.
    """

    lines: Sequence[_Line]
    breaks: Sequence[_Break]
    manner: _Manner
    measure: int
    width: int

    def full(self) -> list[_Break]:
        """Return the line breaks where the next word did not fit."""
        needed = self.width - self.manner.slack
        return [
            found
            for found in self.breaks
            if found.widths[self.measure] <= self.width and needed < found.needed[self.measure]
        ]

    def is_likely(self, full: Sequence[_Break]) -> bool:
        """Whether the text is wrapped like this."""
        manner = self.manner
        amid = [found for found in full if found.amid]
        if len(amid) < manner.fewest or max(found.widths[1] for found in amid) < _NARROWEST:
            return False
        known = {found.above for found in amid}
        others = [
            found for found in self.breaks if found.amid and found.above not in known and self._fills(found, _SHORT)
        ]
        blocks = {self.lines[found.above].block for found in amid}
        beside = sum(self.lines[found.above].block in blocks for found in others)
        early = sum(found.goes_on is True and self._fills(found, _SHORT_OF_MANY) for found in others)
        told = [found.goes_on for found in amid if found.goes_on is not None]
        ends = [self.lines[index + 1].text for index in known if index + 1 not in known]
        return (
            len(amid) >= manner.among * (len(amid) + len(others))
            and len(amid) >= manner.beside * (len(amid) + beside)
            and early <= manner.early * len(amid)
            and sum(told) >= max(manner.going_on * len(told), _FEWEST_GOING_ON)
            and sum(map(_is_stopped, ends)) >= _STOPPED_PARAGRAPHS * len(ends)
            and self._longer() * _WRAPS_TO_A_LONGER_LINE <= len(amid)
        )

    def wraps(self, full: Sequence[_Break]) -> list[_Break]:
        """Return the line breaks within paragraphs.

        Where lines are of all lengths, shorter ones are among them. A line that is full by chance may end a paragraph
        all the same: a headline above its deck and, where nothing but short lines parts paragraphs, any line with a
        stop at its end.
        """
        by_short_lines = self._is_parted_by_short_lines(full)
        if self.manner.slack:
            full = self._with_shorter(full, by_short_lines=by_short_lines)
        joined = {found.above for found in full}
        return [
            found
            for found in full
            if (not self._may_stand_above_deck(found, joined) if found.amid else not by_short_lines)
        ]

    def _fills(self, found: _Break, share: float) -> bool:
        return share * self.width <= found.widths[self.measure]

    def _longer(self) -> int:
        """Count the lines that are longer than the width, but for addresses and the like."""
        lines = (line for line in self.lines if 2 * len(line.text) > self.width)
        return sum(_measure(line.text)[self.measure] > self.width and not line.is_one_word for line in lines)

    def _is_parted_by_short_lines(self, full: Sequence[_Break]) -> bool:
        """Whether most paragraphs end at a short line, with no blank line or indent below."""
        known, joined = {found.above for found in self.breaks}, {found.above for found in full}
        stops = [
            index in known for index, line in enumerate(self.lines) if index not in joined and _is_stopped(line.text)
        ]
        return 2 * sum(stops) > len(stops)

    def _with_shorter(self, full: Sequence[_Break], *, by_short_lines: bool) -> list[_Break]:
        known = {found.above for found in full}
        last = {line.block: line.text for line in self.lines}
        stopped = {block for block, text in last.items() if not by_short_lines and _is_stopped(text)}
        return [
            found
            for found in self.breaks
            if found.above in known
            or (
                self._fills(found, _SHORT_OF_MANY)
                and found.widths[self.measure] <= self.width
                and ((found.amid and found.goes_on) or self.lines[found.above].block in stopped)
            )
        ]

    def _may_stand_above_deck(self, found: _Break, joined: Container[int]) -> bool:
        """Whether two lines are rather a headline and its deck than a headline in two lines.

        Neither has a stop, and the second is long: of what is longer than a line, most is not much longer.
        """
        if found.goes_on or found.above - 1 in joined or found.above + 1 in joined:
            return False
        below = self.lines[found.above + 1].text
        is_long = _measure(below)[self.measure] >= _LONG_DECK * found.widths[self.measure]
        return is_long and not ends_sentence(below)


def _wraps(lines: Sequence[_Line], breaks: Sequence[_Break]) -> list[_Break]:
    """Return the line breaks that are wraps; none if the text is not wrapped."""
    if sum(found.amid for found in breaks) < _FEWEST_AMID or _are_cut_by_count(lines, breaks):
        return []
    for manner in _MANNERS:
        best: list[_Break] = []
        for measure in _MEASURES:
            reading = _Reading(lines, breaks, manner, measure, _common_width(breaks, measure, manner.slack))
            full = reading.full()
            if len(full) > len(best) and reading.is_likely(full):
                best = reading.wraps(full)
        if best:
            return best
    return []


def _are_cut_by_count(lines: Sequence[_Line], breaks: Sequence[_Break]) -> bool:
    """Whether lines end wherever so many signs are on them, amid words."""
    if sum(found.cuts_off for found in breaks) >= _FEWEST_CUT_OFF:
        return True
    manner = _MANNERS[0]
    for measure in _MEASURES:
        reading = _Reading(lines, breaks, manner, measure, _common_width(breaks, measure, manner.slack))
        amid = [found for found in reading.full() if found.amid]
        if measure and all(found.widths[measure] == found.widths[0] for found in amid):
            continue
        left = [reading.width - found.widths[measure] for found in amid]
        near = sum(own <= _LEFT_BY_COUNT[measure] for own in left)
        if len(left) >= manner.fewest and near >= _CUT_BY_COUNT * len(left):
            return True
    return False


def _common_width(breaks: Sequence[_Break], measure: int, slack: int) -> int:
    """Return the width that explains most of the line breaks amid sentences: the word below would not have fitted."""
    amid, every = [0] * (_WIDEST + 2), [0] * (_WIDEST + 2)
    for found in breaks:
        width, needed = found.widths[measure], min(found.needed[measure] + slack, _WIDEST + 1)
        if width < needed:
            for steps in (amid, every) if found.amid else (every,):
                # That a line is longer speaks against a width as much as a fitting line speaks for it.
                steps[width] += 2
                steps[needed] -= 1
    explained = list(zip(accumulate(amid), accumulate(every), strict=True))
    # Half as many code points of Hangul may be as many columns.
    return max(range(_NARROWEST // 2, _WIDEST + 1), key=explained.__getitem__)
