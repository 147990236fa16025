"""Text that was decoded in the wrong encoding: found and reported, not repaired."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.lists import require_text
from bialign.text.suspicions import Suspicion, SuspicionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

# What bytes 80 to FF become in Windows-1252, the undefined ones as in Latin-1.
_WINDOWS_1252 = bytes(range(0x80, 0x100)).decode("cp1252", errors="replace")
_LATIN_BYTES = {sign: 0x80 + place for place, sign in enumerate(_WINDOWS_1252) if sign != "\ufffd"}
_LATIN_BYTES |= {chr(byte): byte for byte in range(0x80, 0x100)}
_LATIN_RUN = re.compile(f"[{re.escape(''.join(_LATIN_BYTES))}]{{2,}}")
_HANGUL_OR_HANJA_RUN = re.compile("[가-힣一-鿿豈-龎]{3,}")
_HANJA = re.compile("[一-鿿豈-龎]")
# The replacement character, and what its UTF-8 bytes become in CP949 and in Latin-1.
_LOST = re.compile("\ufffd+|(?:占쏙옙)+|(?:ï¿½)+")
_ACCENTED_WORD = 4


def find_mojibake(text: str) -> list[Suspicion]:
    """Find what looks like text read in the wrong encoding.

    Found are UTF-8 read as Windows-1252 or Latin-1 (``ì•ˆë…•``) or as CP949 (``寃쎌젣``), CP949 read as Latin-1
    (``¾È³ç``), and what is lost for good: replacement characters, ``占쏙옙``.

    Returns:
        The suspicions in order; the reading is what the right encoding gives, empty for what is lost.

    >>> [(found.text, found.reading) for found in find_mojibake("제목: ¾È³çÇÏ¼¼¿ä")]
    [('¾È³çÇÏ¼¼¿ä', '안녕하세요')]

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    if text.isascii():
        return []
    found = [
        Suspicion(SuspicionKind.LOST, match.group(), match.start(), match.end(), "") for match in _LOST.finditer(text)
    ]
    taken = {suspicion.start for suspicion in found}
    found += [suspicion for suspicion in (*_latin(text), *_cp949(text)) if suspicion.start not in taken]
    return sorted(found, key=lambda suspicion: suspicion.start)


def _latin(text: str) -> Iterator[Suspicion]:
    for match in _LATIN_RUN.finditer(text):
        run = match.group()
        data = bytes(_LATIN_BYTES[sign] for sign in run)
        for kind, encoding in (
            (SuspicionKind.UTF8_READ_AS_LATIN, "utf-8"),
            (SuspicionKind.CP949_READ_AS_LATIN, "cp949"),
        ):
            reading = _decode(data, encoding)
            # Four accented letters in a row are no word of a European language, and all of them are Hangul.
            if reading and (encoding == "utf-8" or (len(run) >= _ACCENTED_WORD and _is_korean(reading))):
                yield Suspicion(kind, run, match.start(), match.end(), reading)
                break


def _cp949(text: str) -> Iterator[Suspicion]:
    for match in _HANGUL_OR_HANJA_RUN.finditer(text):
        run = match.group()
        if not _HANJA.search(run):
            continue
        try:
            data = run.encode("cp949")
        except UnicodeEncodeError:
            continue
        reading = _decode(data, "utf-8")
        if reading and _is_korean(reading):
            yield Suspicion(SuspicionKind.UTF8_READ_AS_CP949, run, match.start(), match.end(), reading)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_korean(text: str) -> bool:
    return all("가" <= sign <= "힣" for sign in text)
