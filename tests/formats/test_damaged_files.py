"""Whatever is in a file, reading it ends in items or in a FormatError, and skipping errors never raises one."""

import random
from contextlib import suppress

import pytest

from bialign import Alignment, Bead, TranslationUnit, formats
from bialign.errors import BialignError
from bialign.formats.validation import validate

PIECES = [
    b"<", b">", b"&", b'"', b"\x00", b"\xff", b"[", b"]", b"{", b"}", b"\n", b"\r", b"-1", b"9" * 30, b"9" * 6000, b"1e999", b"nan",
    b"\xed\xa0\x80", b"<!--", b"]]>", b"&#x0;", b"&#99999999;", b"\t", b",", b"\\", b"null", b"true", b"\xef\xbb\xbf", b"\xff\xfe", b":", b";",
]  # fmt: skip
PO = b'msgid ""\nmsgstr ""\n"Language: ko\\n"\n\n#, fuzzy\nmsgctxt "a"\nmsgid "b"\nmsgid_plural "c"\nmsgstr[0] "d"\n'
UNITS = [
    TranslationUnit(
        "가 <나> & \t", 'say "a"', "ko", "en", "headline", 0.5, "1", {"article": "x", "word_links": "0-0"}
    ),
    TranslationUnit("라\r\n", "", "ko", "en", id="a b", metadata={"state": "final", "source_lengths": "1 2"}),
]


def alignment():
    source, target = formats.fragments_of(["가 <나>", "다"], ["headline"]), formats.fragments_of(["a", "b & c"])
    return Alignment(
        source, target, [Bead([0], [0], "headline", 0.25), Bead([1], [1])], "ko", "en", "x", "sig", {"k": "v"}
    )


def damaged(data, rng):
    data = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(data) + 1)
        kind = rng.random()
        if kind < 0.3:
            data[place : place + rng.randint(1, 30)] = b""
        elif kind < 0.75:
            data[place:place] = rng.choice(PIECES)
        elif kind < 0.85 and place < len(data):
            data[place] = rng.randrange(256)
        else:
            start = rng.randrange(len(data) + 1)
            data[place:place] = data[start : start + rng.randint(1, 80)]
    return bytes(data)


# Damaged Parquet is Arrow's to read, and a pair of plain text files is read whatever is in it.
@pytest.mark.parametrize(
    "known",
    [known for known in formats.available_formats() if known.name not in ("parquet", "moses")],
    ids=lambda known: known.name,
)
def test_damaged_files_end_in_items_or_in_errors_of_ours(tmp_path, known):
    path = tmp_path / f"a{known.endings[0]}"
    if known.write is None:
        good = PO
    else:
        formats.write(alignment() if known.capabilities.alignments else UNITS, path)
        good = path.read_bytes()
    rng = random.Random(known.name)
    for _ in range(150):
        path.write_bytes(damaged(good, rng))
        for illegal in ("refuse", "replace"):
            with suppress(BialignError):
                list(formats.read(path, format=known.name, illegal=illegal))
            reader = formats.read(path, format=known.name, on_error="skip", illegal=illegal)
            assert len(list(reader)) < 20
            assert len(reader.skipped) == reader.skipped_count
        validate(path, format=known.name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vecalign", "[0]:[999999999]\n"),
        ("vecalign", f"[0]:[{'9' * 5000}]\n"),
        ("ladder", "0\t0\t0\n999999999\t1\t0\n"),
        ("ladder", f"0\t0\t0\n{'9' * 5000}\t1\t0\n"),
    ],
)
def test_a_list_cannot_ask_for_endless_placeholders(tmp_path, name, text):
    (tmp_path / "a").write_text(text)
    with pytest.raises(BialignError):
        list(formats.read(tmp_path / "a", format=name))


def test_a_list_that_leaves_sentences_out_is_read(tmp_path):
    (tmp_path / "a.vecalign").write_text("[0]:[0]\n[900]:[5]\n")
    (alignment,) = formats.read(tmp_path / "a.vecalign")
    assert (len(alignment.source), len(alignment.target)) == (901, 6)
