"""A person's name in Latin letters, brought to the form in which it is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

import attrs

from bialign.names.titles import strip_english_titles

# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe",
    "Œ": "Oe", "ı": "i", "ð": "d", "þ": "th", "ə": "a", "’": "", "'": "", "‘": "", "ʻ": "", "ʼ": "", "`": "",
    "´": "", "‐": "-", "‑": "-", "–": "-",
})  # fmt: skip
_WORD = re.compile(r"[A-Za-z.]+(?:-[A-Za-z.]+)*")
_INITIALS = re.compile(r"(?:[A-Z]\.)+|[A-Z]\.?|[A-Z]{2}")
_SUFFIX = re.compile(r"(?:,\s*)?\b(?:Jr|Sr)\b\.?|\s(?:II|III|IV)\b")
# Surnames of one letter, which are no initials.
_ONE_LETTER_NAMES = frozenset("OIU")
# No person's name has more letters; what has is a sentence that came here by mistake.
LONGEST_LATIN_NAME = 60
# The same with titles and all.
_LONGEST_TEXT = 200


@attrs.frozen
class LatinName:
    """A name as words in lower case; an initial is a letter in upper case, a hyphen stays.

    Attributes:
        words: For "K.J. Choi" ``("KJ", "choi")``, for "Hong Gil-dong" ``("hong", "gil-dong")``.
    """

    words: tuple[str, ...]

    @property
    def orders(self) -> tuple[tuple[str, ...], ...]:
        """The words as written, and with the last word in front where that differs."""
        if len(self.words) < 2:
            return (self.words,)
        return self.words, (self.words[-1], *self.words[:-1])


def plain_letters(text: str) -> str:
    """Return a text with Latin letters that have no marks: "Müller" is "Muller", "Łódź" is "Lodz"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).translate(_PLAIN)


def _parts(word: str, *, shouted: bool) -> str:
    parts = []
    for part in word.split("-"):
        is_initial = _INITIALS.fullmatch(part) and not shouted and part not in _ONE_LETTER_NAMES
        letters = part.replace(".", "")
        parts.append(letters if is_initial else letters.lower())
    return "-".join(part for part in parts if part)


@lru_cache(maxsize=1 << 14)
def read_latin_name(name: str) -> LatinName:
    """Read a name: titles and suffixes go, "Hong, Gil-dong" becomes "Hong Gil-dong", letters lose their marks.

    A name without any Latin letter has no words, nor has a text that is too long for a name.
    """
    if len(name) > _LONGEST_TEXT:
        return LatinName(())
    plain = _SUFFIX.sub("", plain_letters(strip_english_titles(name)))
    words = _WORD.findall(plain)
    # In a name all in capitals two letters are a word (LI QIANG), elsewhere initials (JD Vance).
    shouted = plain.upper() == plain and any(len(word.replace(".", "")) > 2 and "." not in word for word in words)
    read = [_parts(word, shouted=shouted and "." not in word) for word in words]
    return LatinName(tuple(word for word in read if word) if sum(map(len, read)) <= LONGEST_LATIN_NAME else ())


def breaks_of(words: tuple[str, ...]) -> tuple[str, list[str]]:
    """Return the letters of a name in a row and what stands before each: "" or "-" or " ", and at the end " "."""
    letters: list[str] = []
    breaks: list[str] = []
    for word in words:
        for before, letter in pairwise(" " + word):
            if letter != "-":
                letters.append(letter)
                breaks.append(before if before in " -" else "")
    return "".join(letters), [*breaks, " "]
