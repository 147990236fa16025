"""The grammars of TMX 1.4 and XLIFF, as far as structure goes.

Written from the specifications: LISA OSCAR, *TMX 1.4b*, 2005; OASIS, *XLIFF 1.2*, 2008; OASIS, *XLIFF 2.1*, 2018.
"""

from __future__ import annotations

from bialign.formats.xml_grammar import Grammar, Rule, Step

_DATE = r"\d{8}T\d{6}Z"
_SEGTYPE = "block|paragraph|sentence|phrase"
_INLINE = Step({"bpt", "ept", "it", "ph", "hi", "ut"})
_SUB = (Step({"sub"}),)
_NOTES = Step({"note", "prop"})
_TU = {"tuid", "o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool", "creationtoolversion"}
_CHANGES = {"creationdate", "creationid", "changedate", "changeid", "o-tmf"}
_DATES = {"creationdate": _DATE, "changedate": _DATE, "lastusagedate": _DATE}

TMX_14 = Grammar(
    root="tmx",
    namespace="",
    rules={
        "tmx": Rule((Step({"header"}, 1, 1), Step({"body"}, 1, 1)), required={"version"},
                    values={"version": r"1\.4"}),
        "header": Rule(
            (Step({"note", "prop", "ude"}),),
            required={
                "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype",
            },
            optional={"o-encoding", "creationdate", "creationid", "changedate", "changeid"},
            values={"segtype": _SEGTYPE, **_DATES},
        ),
        "body": Rule((Step({"tu"}),)),
        "tu": Rule(
            (_NOTES, Step({"tuv"}, 1)), optional=_TU | _CHANGES | {"segtype", "srclang"},
            values={"segtype": _SEGTYPE, "tuid": r"\S+", "usagecount": r"\d+", **_DATES},
        ),
        "tuv": Rule((_NOTES, Step({"seg"}, 1, 1)), required={"xml:lang"},
                    optional=_TU | _CHANGES | {"lang"}, values=_DATES),
        "seg": Rule((_INLINE,), text=True),
        "note": Rule(text=True, optional={"o-encoding", "xml:lang", "lang"}),
        "prop": Rule(text=True, required={"type"}, optional={"xml:lang", "o-encoding", "lang"}),
        "ude": Rule((Step({"map"}, 1),), required={"name"}, optional={"base"}),
        "map": Rule(required={"unicode"}, optional={"code", "ent", "subst"}),
        "bpt": Rule(_SUB, text=True, required={"i"}, optional={"x", "type"}),
        "ept": Rule(_SUB, text=True, required={"i"}),
        "it": Rule(_SUB, text=True, required={"pos"}, optional={"x", "type"}),
        "ph": Rule(_SUB, text=True, optional={"x", "assoc", "type"}),
        "hi": Rule((_INLINE,), text=True, optional={"x", "type"}),
        "ut": Rule(_SUB, text=True, optional={"x"}),
        "sub": Rule((_INLINE,), text=True, optional={"datatype", "type"}),
    },
)  # fmt: skip

_OTHER = Step({"*"})
_INLINE_12 = Step({"g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "mrk"})
_LANGUAGE = r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"

XLIFF_12 = Grammar(
    root="xliff",
    namespace="urn:oasis:names:tc:xliff:document:1.2",
    scope="file",
    rules={
        "xliff": Rule((Step({"file", "*"}, 1),), required={"version"}, optional={"xml:lang"},
                      values={"version": r"1\.[012]"}, foreign=True),
        "file": Rule(
            (Step({"header"}, 0, 1), Step({"body"}, 1, 1)), required={"original", "source-language", "datatype"},
            optional={"target-language", "tool", "tool-id", "date", "xml:space", "category", "product-name",
                      "product-version", "build-num", "ts"},
            values={"source-language": _LANGUAGE, "target-language": _LANGUAGE,
                    "date": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"}, foreign=True,
        ),
        "header": Rule((Step({"skl", "phase-group", "glossary", "reference", "count-group", "tool", "prop-group",
                              "note", "*"}),)),
        "tool": Rule((_OTHER,), text=True, required={"tool-id", "tool-name"},
                     optional={"tool-version", "tool-company"}, foreign=True),
        "body": Rule((Step({"group", "trans-unit", "bin-unit"}),)),
        "group": Rule((Step({"context-group", "count-group", "prop-group", "note", "*"}),
                       Step({"group", "trans-unit", "bin-unit"})),
                      optional={"id", "datatype", "xml:space", "restype", "resname", "extradata", "extype",
                                "help-id", "menu", "menu-option", "menu-name", "coord", "font", "css-style", "style",
                                "exstyle", "translate", "reformat", "size-unit", "maxwidth", "minwidth", "maxheight",
                                "minheight", "maxbytes", "minbytes", "charclass", "merged-trans", "ts"},
                      foreign=True),
        "trans-unit": Rule(
            (Step({"source"}, 1, 1), Step({"seg-source"}, 0, 1), Step({"target"}, 0, 1),
             Step({"context-group", "count-group", "prop-group", "note", "alt-trans", "*"})),
            required={"id"},
            optional={"approved", "translate", "reformat", "xml:space", "datatype", "ts", "phase-name", "restype",
                      "resname", "extradata", "help-id", "menu", "menu-option", "menu-name", "coord", "font",
                      "css-style", "style", "exstyle", "extype", "maxbytes", "minbytes", "size-unit", "maxheight",
                      "minheight", "maxwidth", "minwidth", "charclass"},
            values={"xml:space": "default|preserve", "approved": "yes|no", "translate": "yes|no"}, unique="id",
            foreign=True,
        ),
        "source": Rule((_INLINE_12,), text=True, optional={"xml:lang", "ts"}, foreign=True),
        "seg-source": Rule((_INLINE_12,), text=True, optional={"xml:lang", "ts"}, foreign=True),
        "target": Rule(
            (_INLINE_12,), text=True,
            optional={"state", "state-qualifier", "phase-name", "xml:lang", "ts", "restype", "resname", "coord",
                      "font", "css-style", "style", "exstyle", "equiv-trans"},
            values={"state": r"final|needs-adaptation|needs-l10n|needs-review-adaptation|needs-review-l10n|"
                             r"needs-review-translation|needs-translation|new|signed-off|translated|x-\S+"},
            foreign=True,
        ),
        "note": Rule(text=True, optional={"xml:lang", "from", "priority", "annotates"}, foreign=True),
        "context-group": Rule((Step({"context"}, 1),), optional={"name", "crc", "purpose"}, unique="name"),
        "context": Rule(text=True, required={"context-type"}, optional={"match-mandatory", "crc"},
                        values={"context-type": r"x-\S+|database|element|elementtitle|linenumber|numparams|"
                                                r"paramnotes|record|recordtitle|sourcefile"}),
        **{name: Rule(unchecked=True) for name in (
            "alt-trans", "bin-unit", "bpt", "bx", "count-group", "ept", "ex", "g", "glossary", "it", "mrk", "ph",
            "phase-group", "prop-group", "reference", "skl", "x")},
    },
)  # fmt: skip

_NMTOKEN = r"[\w.:\-·]+"
_INLINE_2 = Step({"cp", "ph", "pc", "sc", "ec", "mrk", "sm", "em"})
_FLAGS = {"canResegment", "translate", "srcDir", "trgDir", "xml:space"}
_TEXT_2 = Rule((_INLINE_2,), text=True, optional={"xml:lang", "xml:space"}, values={"xml:space": "default|preserve"},
               foreign=True)  # fmt: skip

XLIFF_2 = Grammar(
    root="xliff",
    namespace="urn:oasis:names:tc:xliff:document:2.0",
    scope="file",
    rules={
        "xliff": Rule((Step({"file"}, 1),), required={"version", "srcLang"}, optional={"trgLang", "xml:space"},
                      values={"version": r"2\.[01]", "srcLang": _LANGUAGE, "trgLang": _LANGUAGE},
                      foreign=True),
        "file": Rule((Step({"skeleton"}, 0, 1), _OTHER, Step({"notes"}, 0, 1), Step({"unit", "group"}, 1)),
                     required={"id"}, optional=_FLAGS | {"original"}, values={"id": _NMTOKEN}, foreign=True),
        "group": Rule((_OTHER, Step({"notes"}, 0, 1), Step({"unit", "group"})), required={"id"},
                      optional=_FLAGS | {"name", "type"}, values={"id": _NMTOKEN}, foreign=True),
        "unit": Rule((_OTHER, Step({"notes"}, 0, 1), Step({"originalData"}, 0, 1), Step({"segment", "ignorable"}, 1)),
                     required={"id"}, optional=_FLAGS | {"name", "type"}, values={"id": _NMTOKEN}, unique="id",
                     foreign=True),
        "segment": Rule((Step({"source"}, 1, 1), Step({"target"}, 0, 1)),
                        optional={"id", "canResegment", "state", "subState"},
                        values={"id": _NMTOKEN, "state": "initial|translated|reviewed|final"}),
        "ignorable": Rule((Step({"source"}, 1, 1), Step({"target"}, 0, 1)), optional={"id"}, values={"id": _NMTOKEN}),
        "source": _TEXT_2,
        "target": Rule((_INLINE_2,), text=True, optional={"xml:lang", "xml:space", "order"},
                       values={"xml:space": "default|preserve", "order": r"[1-9]\d*"}, foreign=True),
        "cp": Rule(required={"hex"}, values={"hex": "(?:[0-9A-Fa-f]{2}){1,3}"}),
        **{name: Rule(unchecked=True) for name in (
            "notes", "originalData", "skeleton", "ph", "pc", "sc", "ec", "mrk", "sm", "em")},
    },
)  # fmt: skip
