"""libxml2 validates our TMX against a DTD, and finds our XML well-formed."""

import pytest
from interop_corpus import UNITS, alignment
from lxml import etree

from bialign import formats

# The element types of TMX 1.4 that we write, declared after the specification (LISA OSCAR, 2005, section 3).
TMX_DTD = """
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note | prop | ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED o-encoding CDATA #IMPLIED creationdate CDATA #IMPLIED
  creationid CDATA #IMPLIED changedate CDATA #IMPLIED changeid CDATA #IMPLIED>
<!ELEMENT ude EMPTY>
<!ELEMENT body (tu)*>
<!ELEMENT tu ((note | prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED creationdate CDATA #IMPLIED creationid CDATA #IMPLIED changedate CDATA #IMPLIED
  changeid CDATA #IMPLIED lastusagedate CDATA #IMPLIED usagecount CDATA #IMPLIED srclang CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
<!ELEMENT note (#PCDATA)>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED xml:lang CDATA #IMPLIED o-encoding CDATA #IMPLIED>
"""


@pytest.mark.parametrize("items", [UNITS, [alignment()], []], ids=["units", "alignment", "nothing"])
@pytest.mark.parametrize("deletions", [False, True])
def test_our_tmx_is_valid_against_a_dtd(tmp_path, items, deletions):
    import io

    formats.write(items, tmp_path / "a.tmx", deletions=deletions, date="2026-01-02")
    document = etree.parse(tmp_path / "a.tmx", etree.XMLParser(load_dtd=False, no_network=True))
    dtd = etree.DTD(io.StringIO(TMX_DTD))
    assert dtd.validate(document), dtd.error_log


@pytest.mark.parametrize("name", ["a.tmx", "a.xlf", "a.xlf12", "a.tei", "a.xces"])
def test_libxml2_sees_the_same_text(tmp_path, name):
    formats.write(UNITS, tmp_path / name)
    document = etree.parse(tmp_path / name, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    texts = {element.text for element in document.iter() if isinstance(element.tag, str) and element.text}
    if name != "a.xces":
        assert {text for unit in UNITS for text in (unit.source, unit.target)} <= texts
    else:
        assert len(list(document.iter("link"))) == len(UNITS)
