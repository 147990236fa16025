"""The encoding of a page: what it declares, unless its bytes say otherwise."""

from __future__ import annotations

import codecs
import re

from bialign.text.decoding import decode_text, has_byte_order_mark

_DECLARATION = re.compile(rb"""(?i)(?:charset\s*=\s*|<\?xml[^>]{0,80}\bencoding\s*=\s*)["']?\s*([\w.:-]{2,30})""")
_DECLARED_WITHIN = 4096
# Browsers read the first of each pair as the second, which holds more characters; pages count on it.
_WHATWG = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
}


def decode_page(data: bytes, *, encoding: str | None = None, name: str = "the page") -> str:
    """Decode a page's bytes.

    A given encoding decides, then a byte order mark, then UTF-8 where the bytes are valid UTF-8 (whatever an old
    template declares), then the declared charset. Single bytes that are not valid in it become U+FFFD, as in a
    browser.

    Raises:
        DecodingError: If the bytes are not text, or not in the given encoding.
    """
    if encoding is not None or has_byte_order_mark(data):
        return decode_text(data, encoding=encoding, name=name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = declared_encoding(data)
    if declared is None:
        return decode_text(data, name=name)
    return data.decode(declared, errors="replace")


def declared_encoding(data: bytes) -> str | None:
    """Return the codec of the charset that a page declares near its beginning, if Python has one."""
    found = _DECLARATION.search(data, 0, _DECLARED_WITHIN)
    if found is None:
        return None
    label = found[1].decode("ascii").lower()
    try:
        name = codecs.lookup(_WHATWG.get(label, label)).name
        # What broken templates print ("undefined") may name a codec, too, but none of text.
        b"a".decode(name, errors="replace")
    except (LookupError, UnicodeError):
        return None
    return name
