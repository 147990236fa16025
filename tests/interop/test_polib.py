"""We read PO files as polib does, and those that it writes."""

import polib
from interop_corpus import PAIRS

from bialign import formats


def test_we_read_po_of_polib(tmp_path):
    po = polib.POFile()
    po.metadata = {"Language": "ko", "Content-Type": "text/plain; charset=UTF-8"}
    for korean, english in PAIRS:
        po.append(
            polib.POEntry(msgid=english, msgstr=korean, msgctxt="news", occurrences=[("a.c", "1")], flags=["fuzzy"])
        )
    po.append(polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: "하나", 1: "여럿"}))
    po.append(polib.POEntry(msgid="long " * 40, msgstr="긴 " * 40))
    po.save(str(tmp_path / "a.po"))
    units = list(formats.read(tmp_path / "a.po"))
    expected = [(english, korean) for korean, english in PAIRS]
    assert [(unit.source, unit.target) for unit in units] == [
        *expected,
        ("one", "하나"),
        ("many", "여럿"),
        ("long " * 40, "긴 " * 40),
    ]
    assert units[0].metadata == {"context": "news", "references": "a.c:1", "flags": "fuzzy"}
