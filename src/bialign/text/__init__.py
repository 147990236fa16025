"""Text as it comes: decoding, lines, wraps, normalisation with offsets kept, scripts, jamo, numerals, suspicions."""

from bialign.text.decoding import decode_text, read_text
from bialign.text.jamo import compose_jamo, decompose_jamo
from bialign.text.keyboard import find_layout_slips
from bialign.text.lines import read_lines
from bialign.text.mojibake import find_mojibake
from bialign.text.normalization import (
    OffsetMap,
    apply_steps,
    compose_hangul,
    normalize_dashes,
    normalize_nfc,
    normalize_quotes,
    normalize_space,
    normalize_width,
    remove_invisible,
)
from bialign.text.scripts import detect_language, hangul_share, likely_language, script_shares
from bialign.text.suspicions import Suspicion, SuspicionKind
from bialign.text.wrapping import join_wraps

__all__ = [
    "OffsetMap",
    "Suspicion",
    "SuspicionKind",
    "apply_steps",
    "compose_hangul",
    "compose_jamo",
    "decode_text",
    "decompose_jamo",
    "detect_language",
    "find_layout_slips",
    "find_mojibake",
    "hangul_share",
    "join_wraps",
    "likely_language",
    "normalize_dashes",
    "normalize_nfc",
    "normalize_quotes",
    "normalize_space",
    "normalize_width",
    "read_lines",
    "read_text",
    "remove_invisible",
    "script_shares",
]
