"""Corpus formats, a module each, behind one registry."""

from __future__ import annotations

from bialign.documents import fragments_of
from bialign.formats.api import convert, read, write
from bialign.formats.base import Capabilities, Format
from bialign.formats.folders import read_folder
from bialign.formats.limits import Limits
from bialign.formats.reading import CorpusReader
from bialign.formats.registry import available_formats, find_format
from bialign.formats.splitting import SplitReport, split_corpus
from bialign.formats.statistics import CorpusStatistics, corpus_statistics
from bialign.formats.structure import alignments_of, as_alignments, units_of
from bialign.formats.validation import ValidationReport, validate
from bialign.formats.writing import WriteReport

__all__ = [
    "Capabilities",
    "CorpusReader",
    "CorpusStatistics",
    "Format",
    "Limits",
    "SplitReport",
    "ValidationReport",
    "WriteReport",
    "alignments_of",
    "as_alignments",
    "available_formats",
    "convert",
    "corpus_statistics",
    "find_format",
    "fragments_of",
    "read",
    "read_folder",
    "split_corpus",
    "units_of",
    "validate",
    "write",
]
