"""Whether two consecutive sentences belong together by their looks: a cut inside a sentence or a quotation.

A sentence that lacks its final punctuation, or the next that begins with a small letter, tells of a cut in the wrong
place: an abbreviation taken for an end, a subtitle, a line broken by hand. Headlines lack final punctuation too, so
each sign is a feature of its own and its weight is learnt. What most lines nearby have tells nothing: there are texts
without capital letters, and without any punctuation.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import regex

from bialign.documents import WHITE_SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

JOINT_FEATURES = (
    "no final stop at first joint",
    "no final stop at joint",
    "small letter after joint",
    "sentence goes on at joint",
    "open quotation at joint",
    "sentence begun before joint",
)
# The columns of those that tell of final punctuation alone.
FINAL_STOP_SIGNS = slice(0, 2)

_FINAL_STOPS = frozenset(".?!…。？！:;：；؟۔।")
# What may stand after a final stop: marks that close a quotation or a bracket, and white space.
_CLOSING = "\"'”’“»」』)]》〉】*" + WHITE_SPACE
_SMALL_LETTER = regex.compile(r"""^\s*+["'“‘(\[]*+\p{Ll}""")
# After these a sentence goes on: a comma, in Korean particles, adnominal and connective endings (only those that do
# not also end common nouns, which headlines end with), in English words that need another after them.
_GOES_ON = regex.compile(
    r"[,，、][\"'”’」』)]*+\s*+$"
    r"|\b(?:a|an|the|of|to|in|on|at|by|for|from|with|into|between|and|or|but|that|which|who|whose|as|than|its|their|his"
    r"|her|our|your|my|is|was|are|were|be|been|has|had|have|will|would|because|if|when|while)\s*+$"
    r"|(?:[는은을를에며던된될할와]|으로|에서|에게|하고|되고|했고|됐고|다고|라고|지만|면서|는데|인데|해서|어서|아서|이라며|다며"
    r"|통해|위해|따라|따르면|대해|관해|하는|있는|없는|부터|까지|처럼|보다|그리고|하지만|또한)\s*+$"
)
# The standard library finds a character of a class in half the time.
_DOUBLE_MARK = re.compile(r"""["“”„«»「」『』]""")
# A quotation that what introduces its speaker interrupts: "A," he said, "B."
_RESUMED = regex.compile(r"""[,!?…—-]["”]\s[^"“”]{2,80},\s(?=["“])""")
# The same over two sentences: "A," he said. / "B." What follows has no speaker of its own.
_SPEAKER_LAST = regex.compile(r"""[,!?…—-]["”][^"“”]{2,120}$""")
_QUOTATION_ALONE = regex.compile(r"""^\s*+["“][^"“”]++["”]\s*+$""")
_SINGLE_MARK = regex.compile(r"""(?<!\w)['‘](?=\w)|(?<![\s'’‘])['’](?!\w)(?<!s['’])""")
# Lines before and after that tell what is usual.
_NEARBY = 20
# The share of lines that have a sign in most texts, and of how many lines one is as sure before any is seen.
_USUAL, _BELIEF = 0.05, 2.0
_LOG_USUAL = np.log(_USUAL)


def joint_signs(sentences: Sequence[str], ends: NDArray[np.float32]) -> NDArray[np.float32]:
    """Look at the joints between consecutive sentences.

    Args:
        sentences: n texts.
        ends: The number of sentence ends in each, shape (n,).

    Returns:
        Shape (n, 6): for each of `JOINT_FEATURES` whether it is so at the joint of a sentence with the next one, as 0
        or 1. The last row is 0.
    """
    signs = []
    for number, (before, after) in enumerate(pairwise(sentences)):
        stops = is_stopped(before)
        signs.append(
            (
                not stops and number == 0,
                not stops and number > 0,
                _SMALL_LETTER.match(after) is not None,
                not stops and _GOES_ON.search(before) is not None,
                _leaves_open(before) and _closes_more(after),
                not stops and ends[number] > 0,
            )
        )
    filled = np.zeros((len(sentences), len(JOINT_FEATURES)), dtype=np.float32)
    filled[: len(signs)] = np.array(signs, dtype=np.float32).reshape(-1, len(JOINT_FEATURES))
    return filled


def unusual(signs: NDArray[np.bool_] | NDArray[np.float32]) -> NDArray[np.float32]:
    """Tell how much a sign says where other lines may have it, too.

    Args:
        signs: Whether a line has each of k signs, as 0 or 1, shape (n, k).

    Returns:
        Shape (n, k), in [0, 1]: 1 where no more than one in twenty of the other lines nearby has the sign, near 0
        where all have.
    """
    n, k = signs.shape
    sums = np.zeros((n + 1, k))
    np.cumsum(signs, axis=0, out=sums[1:])
    lines = np.arange(n)
    first, last = np.maximum(lines - _NEARBY, 0), np.minimum(lines + (_NEARBY + 1), n)
    others = sums[last] - sums[first] - signs
    share = (others + _USUAL * _BELIEF) / ((last - first)[:, None] + (_BELIEF - 1))
    says: NDArray[np.float32] = np.minimum(np.log(share) / _LOG_USUAL, 1).astype(np.float32)
    return says


def is_stopped(text: str) -> bool:
    """Tell whether a text ends with final punctuation, as a whole sentence mostly does."""
    return text.rstrip(_CLOSING)[-1:] in _FINAL_STOPS


def _leaves_open(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”") or text.count("「") > text.count("」")


def _closes_more(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("”") > text.count("“") or text.count("」") > text.count("「")


def count_quotations(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Count the quotations in each sentence, half of one for each mark that opens or closes one.

    Single marks count where a text has no double ones, as in much British news; apostrophes within words and behind
    an s do not.

    Args:
        sentences: n texts.

    Returns:
        Shape (n,).
    """
    marks = [len(_DOUBLE_MARK.findall(text)) for text in sentences]
    if not any(marks):
        marks = [
            len(_SINGLE_MARK.findall(text)) if "'" in text or "‘" in text or "’" in text else 0 for text in sentences
        ]
    return np.array(marks, dtype=np.float32) / np.float32(2)


def count_resumptions(sentences: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Count the quotations that only go on with one before, after its speaker was named: Korean has one for both.

    Args:
        sentences: n texts.

    Returns:
        Those within each sentence, and 1 or 0 for the joint of each with the next, shape (n,) both; the last joint
        has none.
    """
    # Few sentences close a quotation, which both need.
    closes = ['"' in text or "”" in text for text in sentences]
    within = [len(_RESUMED.findall(text)) if own else 0 for text, own in zip(sentences, closes, strict=True)]
    at_joints = [
        own and _QUOTATION_ALONE.match(after) is not None and _SPEAKER_LAST.search(before) is not None
        for (before, after), own in zip(pairwise(sentences), closes, strict=False)
    ]
    joints = np.zeros(len(sentences), dtype=np.float32)
    joints[: len(at_joints)] = at_joints
    return np.array(within, dtype=np.float32), joints
