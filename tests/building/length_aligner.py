"""An aligner for tests of building: a sentence with a sentence, by place, and trouble on demand."""

from __future__ import annotations

import os
import signal
import time

from bialign.beads import Alignment, Bead
from bialign.documents import FragmentKind


class LengthAligner:
    """Pairs body sentences by their place, headlines with headlines, and leaves all else alone.

    Words in the source text make it fail: ``[raise]``, ``[hang]``, ``[die]``; ``[slow]`` takes a moment.
    """

    signature = "length-aligner/1"

    def align_many(self, pairs):
        for source, _ in pairs:
            if "[die]" in source.text:
                os.kill(os.getpid(), signal.SIGSEGV)
            if "[hang]" in source.text:
                time.sleep(3600)
            if "[raise]" in source.text:
                raise ZeroDivisionError("a fault of the aligner")
            if "[slow]" in source.text:
                time.sleep(0.05)
        return [self._align(source, target, len(pairs)) for source, target in pairs]

    def _align(self, source, target, batch):
        beads = []
        used = (set(), set())
        for kind in FragmentKind:
            places = [[i for i, f in enumerate(side.fragments) if f.kind == kind] for side in (source, target)]
            for a, b in zip(*places, strict=False):
                lengths = sorted((len(source[a].text), len(target[b].text)))
                # The size of the batch is in the score, so that a batch of another composition shows.
                beads.append(Bead([a], [b], kind, round(0.5 + lengths[0] / (lengths[1] + 1) / 2 - batch / 1000, 6)))
                used[0].add(a)
                used[1].add(b)
        beads += [Bead([i], [], f.kind, 0.9) for i, f in enumerate(source.fragments) if i not in used[0]]
        beads += [Bead([], [i], f.kind, 0.9) for i, f in enumerate(target.fragments) if i not in used[1]]
        beads.sort(key=lambda bead: (bead.source or (10**6,), bead.target))
        return Alignment(
            source.fragments, target.fragments, beads, source.language, target.language, source.id, self.signature
        )


def make():
    return LengthAligner()


def dark_encoder():
    raise ImportError("no aligner today")
