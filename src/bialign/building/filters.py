"""The filters of a corpus: one table of names, thresholds and what each is for.

Filters look at one translation unit each, in the order of the table; a unit is dropped by the first that finds fault
with it. The last three look at the whole corpus and are applied by `bialign.building.duplicates`.

The names and most ideas are those of OpusFilter (Aulamo, Virpioja and Tiedemann 2020) and Bicleaner's hard rules
(Sánchez-Cartagena et al. 2018).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs
import regex

from bialign.anchors import AnchorKind, anchor_agreement, find_anchors
from bialign.documents import FragmentKind, Language
from bialign.errors import ConfigurationError
from bialign.lists import require_instance
from bialign.text.languages import primary_subtag
from bialign.text.normalization import compose

if TYPE_CHECKING:
    from collections.abc import Callable

    from bialign.beads import TranslationUnit

_LETTERS = regex.compile(r"\p{L}")
_WORD_CHARACTERS = regex.compile(r"[\p{L}\p{N}]+")
_SCRIPTS: dict[str, regex.Pattern[str]] = {
    Language.KOREAN: regex.compile(r"[\p{Script=Hangul}\p{Script=Han}]"),
    Language.ENGLISH: regex.compile(r"\p{Script=Latin}"),
}
ENGLISH_PER_KOREAN = 2.12
"""Letters and digits of an English sentence for every one of its Korean translation: 2.05 in the development part of
NTREX-128, 2.20 in that of Korean Parallel Corpora (Park, Hong and Cha 2016)."""
# What a scraper or an editing system leaves behind: tags, entities, wiki and template brackets, escapes.
_MARKUP = regex.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--|-->|&(?:[a-zA-Z]{2,8}|\#\d{1,7}|\#x[0-9a-fA-F]{1,6});"
    # A tag in brackets has a bound, so that many which never close are not all looked for up to the text's end.
    r"|\{\{|\}\}|\[\[|\]\]|\\[ntr](?![a-zA-Z])|\[/?(?:b|i|u|url|img|quote)\b[^\]]{0,1000}\]"
)
# Anchors whose disagreement tells of a wrong pair; a name or a weekday is too often left out or written otherwise.
_CONFLICTING = frozenset(
    {
        AnchorKind.NUMBER,
        AnchorKind.PERCENT,
        AnchorKind.PERCENTAGE_POINT,
        AnchorKind.MONEY,
        AnchorKind.DATE,
        AnchorKind.SCORE,
    }
)
OFF = False
Threshold = float | bool | tuple[str, ...]


@attrs.frozen
class Filter:
    """A filter.

    Attributes:
        name: What options and reports call it.
        default: Its threshold, or True or False for one without.
        summary: What it drops, in a phrase that may name the threshold as ``{}``.
        drops: Whether a unit is to go at a threshold; None for filters of the whole corpus.
        lowest: The least threshold that makes sense.
        highest: The greatest.
    """

    name: str
    default: Threshold
    summary: str
    drops: Callable[[TranslationUnit, Any], bool] | None = None
    lowest: float = 0.0
    highest: float = float("inf")

    def parse(self, value: object) -> Threshold:
        """Return a threshold from TOML, Python or a command line's text; ``off`` and False switch the filter off.

        Raises:
            ConfigurationError: If it is no such threshold.
        """
        if isinstance(value, str) and value.lower() in ("off", "false", "no"):
            return OFF
        if isinstance(value, str) and value.lower() in ("on", "true", "yes"):
            return self.default if self.default is not OFF else True
        if value is OFF or (value is True and isinstance(self.default, bool)):
            return value
        if value is True:
            return self.default
        if isinstance(self.default, tuple):
            return self._kinds(value)
        if isinstance(self.default, bool):
            raise ConfigurationError(f"The filter {self.name} is on or off, not {value!r}.")
        try:
            number = float(str(value))
        except ValueError:
            raise ConfigurationError(f"The filter {self.name} takes a number or off, not {value!r}.") from None
        if not self.lowest <= number <= self.highest:
            raise ConfigurationError(
                f"The filter {self.name} takes a number from {self.lowest:g} to {self.highest:g}, not {number:g}."
            )
        return number

    def _kinds(self, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            value = value.split(",")
        if not isinstance(value, list | tuple | set | frozenset):
            raise ConfigurationError(f"The filter {self.name} takes fragment kinds or off, not {value!r}.")
        try:
            return tuple(sorted(FragmentKind(str(name).strip()).value for name in value))
        except ValueError as error:
            raise ConfigurationError(f"The filter {self.name} takes fragment kinds: {error}.") from None


def letters(text: str) -> int:
    """Count the letters and digits of a text; a syllable of Hangul is one, decomposed or not."""
    return sum(map(len, _WORD_CHARACTERS.findall(compose(text))))


def _is_one_sided(unit: TranslationUnit, _threshold: object) -> bool:
    return not unit.source.strip() or not unit.target.strip()


def _is_of_other_kind(unit: TranslationUnit, kinds: tuple[str, ...]) -> bool:
    return unit.kind.value not in kinds


def _is_too_short(unit: TranslationUnit, least: float) -> bool:
    return min(letters(unit.source), letters(unit.target)) < least


def _is_too_long(unit: TranslationUnit, most: float) -> bool:
    return max(len(compose(unit.source)), len(compose(unit.target))) > most


def length_ratio(unit: TranslationUnit) -> float:
    """Return how many times longer one side is than the other, letters of the two languages made comparable.

    Returns:
        At least 1; infinite if one side has no letters.
    """
    lengths = [
        letters(text) * (ENGLISH_PER_KOREAN if primary_subtag(tag) == Language.KOREAN else 1.0)
        for text, tag in ((unit.source, unit.source_language), (unit.target, unit.target_language))
    ]
    shorter, longer = sorted(lengths)
    return longer / shorter if shorter else float("inf")


def _is_unequal(unit: TranslationUnit, most: float) -> bool:
    return length_ratio(unit) > most


def script_share(text: str, language: str) -> float:
    """Return the share of a text's letters that are of its language's script, in [0, 1].

    1 without letters, and for languages other than Korean and English.
    """
    found = _LETTERS.findall(compose(text))
    script = _SCRIPTS.get(primary_subtag(language))
    return sum(1 for letter in found if script.match(letter)) / len(found) if script and found else 1.0


def _is_of_other_language(unit: TranslationUnit, least: float) -> bool:
    return (
        script_share(unit.source, unit.source_language) < least
        or script_share(unit.target, unit.target_language) < least
    )


def plain(text: str) -> str:
    """Return a text's letters and digits, compatibility forms and case folded: what copies have in common."""
    return "".join(_WORD_CHARACTERS.findall(unicodedata.normalize("NFKC", text).casefold()))


def _is_copy(unit: TranslationUnit, _threshold: object) -> bool:
    return plain(unit.source) == plain(unit.target)


def _has_markup(unit: TranslationUnit, _threshold: object) -> bool:
    return bool(_MARKUP.search(unit.source) or _MARKUP.search(unit.target))


def conflicts(unit: TranslationUnit) -> int:
    """Count the numbers, dates and sums of money that contradict each other.

    They are known in Korean and English alone: 0 in other languages.
    """
    languages = {primary_subtag(tag) for tag in (unit.source_language, unit.target_language)}
    if not languages <= set(Language):
        return 0
    found = [
        [anchor for anchor in find_anchors(text, language) if anchor.kind in _CONFLICTING]
        for text, language in ((unit.source, unit.source_language), (unit.target, unit.target_language))
    ]
    return len(anchor_agreement(*found).conflicting) if all(found) else 0


def _is_conflicting(unit: TranslationUnit, most: float) -> bool:
    return conflicts(unit) > most


def _is_doubtful(unit: TranslationUnit, least: float) -> bool:
    return unit.score is not None and unit.score < least


_KEPT_KINDS = tuple(
    sorted(
        kind.value
        for kind in (FragmentKind.BODY, FragmentKind.CAPTION, FragmentKind.HEADLINE, FragmentKind.SUBHEADLINE)
    )
)

FILTERS: dict[str, Filter] = {
    entry.name: entry
    for entry in (
        Filter("one-sided", True, "has no counterpart", _is_one_sided),
        Filter("kind", _KEPT_KINDS, "is of another kind than {}", _is_of_other_kind),
        Filter("score", 0.5, "has a probability below {}", _is_doubtful, highest=1.0),
        Filter("too-short", 4.0, "has fewer than {} letters and digits on a side", _is_too_short),
        Filter("too-long", 1000.0, "has more than {} characters on a side", _is_too_long, lowest=1.0),
        Filter("length-ratio", 3.0, "has one side over {} times as long as the other", _is_unequal, lowest=1.0),
        Filter(
            "language",
            0.3,
            "has under {} of a side's letters in its language's script",
            _is_of_other_language,
            highest=1.0,
        ),
        Filter("copy", True, "has the same letters on both sides", _is_copy),
        Filter("markup", True, "holds markup: tags, entities, template brackets", _has_markup),
        Filter("conflict", 0.0, "holds more than {} contradicting numbers, dates or sums", _is_conflicting),
        Filter("repeated", 10.0, "has a side that stands in {} or more articles", lowest=2.0),
        Filter("duplicate", True, "repeats an earlier pair, letter for letter"),
        Filter(
            "near-duplicate",
            0.9,
            "is nearly an earlier pair: a similarity of about {} or more",
            lowest=0.5,
            highest=1.0,
        ),
    )
}
"""Every filter by its name, in the order in which they are applied."""

FILTER_NUMBERS = {name: number for number, name in enumerate(FILTERS, 1)}
"""By a filter's name the number that stands for it in verdicts on units."""

KEPT = 0
"""The number that stands for a unit that no filter drops."""

_NAMES = {number: name for name, number in FILTER_NUMBERS.items()}


def filter_name(number: int) -> str:
    """Return the name of the filter that a number in a verdict stands for."""
    return _NAMES[number]


def parse_filters(values: Mapping[str, object]) -> dict[str, Threshold]:
    """Return a threshold for every filter, the defaults where none is given.

    Raises:
        ConfigurationError: If a name is not known, a threshold is not understood, or they are not given by names.
    """
    require_instance(values, Mapping, what="thresholds by the names of filters", error=ConfigurationError)
    unknown = values.keys() - FILTERS.keys()
    if unknown:
        raise ConfigurationError(f"There is no filter {min(unknown)!r}; there are {', '.join(FILTERS)}.")
    return {name: entry.parse(values.get(name, entry.default)) for name, entry in FILTERS.items()}


def faults(unit: TranslationUnit, thresholds: Mapping[str, Threshold]) -> list[int]:
    """Return the numbers of the filters of single units that find fault with one, in the table's order.

    A unit without counterpart, or of an unwanted kind, is asked nothing more.
    """
    found: list[int] = []
    for name, entry in FILTERS.items():
        threshold = thresholds[name]
        if entry.drops is not None and threshold is not OFF and entry.drops(unit, threshold):
            found.append(FILTER_NUMBERS[name])
            if name in ("one-sided", "kind"):
                break
    return found


def describe(name: str, threshold: Threshold) -> str:
    """Return what a filter drops, with its threshold."""
    shown = ", ".join(threshold) if isinstance(threshold, tuple) else f"{threshold:g}"
    return FILTERS[name].summary.format(shown)
