"""From bytes and files to text."""

import pytest

from bialign.errors import DecodingError
from bialign.text.decoding import decode_text, read_text


@pytest.mark.parametrize("path", ["\ud800.txt", "a\0b"])
def test_a_path_that_no_file_can_have_is_told_in_a_sentence(path):
    with pytest.raises(DecodingError, match="cannot be the name of a file"):
        read_text(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_tells_the_encoding(encoding):
    assert decode_text("\ufeff비가 왔다.\n".encode(encoding)) == "비가 왔다.\n"


def test_a_mark_must_not_contradict_the_unicode_encoding_that_is_named():
    with pytest.raises(DecodingError, match="is not utf-16: it begins with the byte order mark of utf-8"):
        decode_text("\ufeff비가 왔다.\n".encode(), encoding="utf-16")
    assert decode_text("\ufeff비".encode("utf-16-le"), encoding="utf-16") == "비"
    assert decode_text(b"\xff\xfea", encoding="latin-1") == "ÿþa"
