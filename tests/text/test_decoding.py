"""From bytes and files to text."""

import contextlib

import pytest

from bialign.errors import ConfigurationError, DecodingError
from bialign.text.decoding import decode_text, read_text


@pytest.mark.parametrize("path", ["\ud800.txt", "a\0b"])
def test_a_path_that_no_file_can_have_is_told_in_a_sentence(path):
    with pytest.raises(DecodingError, match="cannot be the name of a file"):
        read_text(path)


def test_whatever_holds_bytes_is_decoded_and_text_is_refused():
    data = "비가 왔다.".encode()
    assert [decode_text(kind(data)) for kind in (bytearray, memoryview)] == ["비가 왔다."] * 2
    with pytest.raises(ConfigurationError, match="Expected bytes to decode, not '비가 왔다"):
        decode_text("비가 왔다.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_tells_the_encoding(encoding):
    assert decode_text("\ufeff비가 왔다.\n".encode(encoding)) == "비가 왔다.\n"


def test_a_mark_must_not_contradict_the_unicode_encoding_that_is_named():
    with pytest.raises(DecodingError, match="is not utf-16: it begins with the byte order mark of utf-8"):
        decode_text("\ufeff비가 왔다.\n".encode(), encoding="utf-16")
    assert decode_text("\ufeff비".encode("utf-16-le"), encoding="utf-16") == "비"
    assert decode_text(b"\xff\xfea", encoding="latin-1") == "ÿþa"


@pytest.mark.parametrize(
    "text",
    [
        "Busan’s budget grows\n\nThe mayor said the city’s budget won’t shrink.\n",
        "“Yes,” he said — and left…\n",
        "She said: “We’re fine.”—“No,” the café’s owner said.\n",
        "The tower cost £3m, about €3.5m – Seoul’s share is ½.\n",
        "It was 20°C in Daegu\n",
        "The minister, Mr.\xa0Park\n",
        "Seoul café opens\n\nThe café in Seoul opened its doors on Monday. It was nice.\n",
        "The fund lost £3 million.\n",
        "It costs 5 € a day, or £/€ 0.8\n",
        "Pokémon",
        "Zoë Müller",
        "Zoë Müller visits São Paulo, vis-à-vis Ørsted of Malmö © 2024\n",
        "JOSÉ ANDRÉS AND JOSÉ’S CAFÉ\n",
    ],
)
def test_english_in_windows_1252_keeps_its_apostrophes_and_dashes(text):
    assert decode_text(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "text",
    [
        "부산 시장은 예산이 줄지 않는다고 말했다.\n",
        "The party is called 녹색당 in Korean, and its paper 펲시.\n",
        "The city’s budget, “which won’t shrink” ― said KBS…\n",
        "20℃·30°C, 똠얌꿍과 뷁\n",
        "The word 뷁 means nothing.\n",
        'A "췍" and a 뱜\n',
    ],
)
def test_cp949_with_few_or_rare_hangul_syllables_stays_cp949(text):
    assert decode_text(text.encode("cp949")) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("日本", "shift_jis"),
        ("Gęś i żółw’s", "cp1250"),
        ("Erdoğan", "cp1254"),
        ("“Ой”", "cp1251"),
        ("“It’s”", "mac_roman"),
    ],
)
def test_what_is_not_plainly_english_is_not_taken_for_windows_1252(text, encoding):
    with pytest.raises(DecodingError, match="nor CP949: name its encoding"):
        decode_text(text.encode(encoding))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("부산 시장은 예산이 줄지 않는다고 말했다.\nBusan", "cp949"),
        ("The Nokdaek party (녹색당) of Seoul, and its paper\n", "cp949"),
        ("The Nokdaek party (녹색당) of Seoul, “and” its paper\n", "utf-8"),
        ("A café in Busan – the city’s first – opened “again”\n", "utf-8"),
        ("MILAN — Ham won—again", "utf-8"),
        ("Zoë’s été at the café of Ærø cost £3\n", "utf-8"),
    ],
)
@pytest.mark.parametrize("instead", [b"", b"\xff", b"\xe9", b"\x92", b"e"])
def test_damaged_korean_and_damaged_utf_8_are_never_taken_for_windows_1252(text, encoding, instead):
    data = text.encode(encoding)
    for place in (place for place, byte in enumerate(data) if byte >= 0x80):
        damaged = data[:place] + instead + data[place + 1 :]
        with contextlib.suppress(DecodingError):
            found = decode_text(damaged)
            assert found.encode("cp1252", "replace") != damaged, damaged


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_file_that_is_cut_off_anywhere_is_never_taken_for_windows_1252(encoding):
    for text in ("부산 시장은 Busan의\n", "The party (녹색당) of Busan시", "Seoul’s party (녹색당)―of Busan시"):
        data = text.encode(encoding)
        for end in range(1, len(data)):
            with contextlib.suppress(DecodingError):
                assert decode_text(data[:end]).encode("cp1252", "replace") != data[:end] or data[:end].isascii()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["부산시가 예산을 늘렸다.\n", "Busan’s budget grows\n", "부산\r\n\r\nBusan said “yes”.\r\n"]
)
def test_utf_16_needs_no_byte_order_mark(text, encoding):
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data", [b"Busan\ngr\x00ows\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, bytes(range(64)) * 8]
)
def test_bytes_with_zeros_that_are_no_utf_16_are_refused_with_advice(data):
    with pytest.raises(DecodingError, match=r"binary data, a zero byte in line \d.*name its encoding"):
        decode_text(data)


def test_a_file_that_ends_within_a_character_is_said_to_be_cut_off():
    korean = "부산시가\n예산을 늘렸다".encode()[:-1]
    with pytest.raises(DecodingError, match=r"UTF-8 that ends within a character, in line 2: it seems to be cut off"):
        decode_text(korean)
    with pytest.raises(
        DecodingError, match=r"not valid utf-8: unexpected end of data at byte 29, in line 2: .*cut off"
    ):
        decode_text(korean, encoding="utf-8")
    with pytest.raises(DecodingError, match="nor CP949: name its encoding"):
        decode_text("The mayor of Busan뒷".encode()[:-1])
    with pytest.raises(DecodingError, match="nor whole as CP949: it seems to be cut off"):
        decode_text("부산시가\n예산을 늘렸다".encode("cp949")[:-1])


@pytest.mark.parametrize("unit", [b"a", b"\x92", b"a\x92s ", b"\xe9", b"a\xe9", "가".encode("cp949"), b"\x00a"])
def test_long_lines_are_decoded_in_time_that_grows_with_them(unit):
    with contextlib.suppress(DecodingError):
        decode_text(unit * 1_000_000 + b"\x92s")
