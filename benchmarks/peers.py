"""Other aligners, to compare with: each is a function from source and target sentences to beads.

The methods of Gale and Church, Vecalign and Bertalign are written anew from the papers, compact and exact where the
originals approximate; all that need vectors use the encoder that our aligner uses, so that methods are compared and
not encoders. Packages and programs are used where they are installed: `galechurch` and `sentweave` (Vecalign's own
code) from PyPI, and the binary `hunalign`.
"""

import importlib.util
import shutil
import subprocess
import tempfile
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.stats import norm

from bialign.encoders.use import UniversalSentenceEncoder
from paths import FORBIDDEN, bead_types, cheapest_path


@lru_cache(maxsize=1)
def encoder():
    """Return the encoder that all peers share."""
    return UniversalSentenceEncoder()


@lru_cache(maxsize=512)
def run_vectors(sentences, longest):
    """Return unit vectors of all runs: shape (n, longest, d), by first sentence and length less 1."""
    return encoder().encode_runs(list(sentences), longest)


def similarities(source, target, types):
    """Return the cosine of every bead of some types: (m, n) to shape (sources - m + 1, targets - n + 1)."""
    longest = max(max(shape) for shape in types)
    left, right = run_vectors(tuple(source), longest), run_vectors(tuple(target), longest)
    return {
        (m, n): left[: len(source) - m + 1, m - 1] @ right[: len(target) - n + 1, n - 1].T
        for m, n in types
        if m <= len(source) and n <= len(target)
    }


def run_sums(values, longest):
    """Return sums of runs of values: shape (n, longest), by first value and length less 1; 0 past the end."""
    sums = np.zeros((len(values), longest))
    cumulated = np.concatenate([[0.0], np.cumsum(values)])
    for size in range(1, min(longest, len(values)) + 1):
        sums[: len(values) - size + 1, size - 1] = cumulated[size:] - cumulated[:-size]
    return sums


def one_to_one(source, target):
    """Pair sentences by number, the rest is deleted: what a careless script does."""
    both = min(len(source), len(target))
    beads = [(range(i, i + 1), range(i, i + 1)) for i in range(both)]
    beads += [(range(i, i + 1), range(0)) for i in range(both, len(source))]
    return beads + [(range(0), range(j, j + 1)) for j in range(both, len(target))]


def gale_church(source, target):
    """Gale and Church (1993), "A Program for Aligning Sentences in Bilingual Corpora".

    Probabilities of the six bead types and the variance 6.8 are the paper's. The expected number of target characters
    for a source character is that of the two texts, because the paper's 1 does not hold for Korean and English.
    """
    lengths = [np.array([max(1, len(text)) for text in side], float) for side in (source, target)]
    ratio = lengths[1].sum() / lengths[0].sum()

    def length_cost(first, second):
        deviation = (second - first * ratio) / np.sqrt(6.8 * (first + second / ratio) / 2)
        return -np.log(np.maximum(2 * norm.sf(np.abs(deviation)), 1e-300))

    priors = {(1, 1): 0.89, (1, 2): 0.0445, (2, 1): 0.0445, (2, 2): 0.011}
    sums = [run_sums(side, 2) for side in lengths]
    costs = {
        (m, n): length_cost(
            sums[0][: len(source) - m + 1, m - 1][:, None], sums[1][: len(target) - n + 1, n - 1][None, :]
        )
        - np.log(prior)
        for (m, n), prior in priors.items()
    }
    deletions = -np.log(0.0099 / 2)
    return cheapest_path(costs, length_cost(lengths[0], 0.0) + deletions, length_cost(0.0, lengths[1]) + deletions)


def vecalign_method(source, target, *, largest=4, deletion_percentile=0.2):
    """Thompson and Koehn (2019), "Vecalign: Improved Sentence Alignment in Linear Time and Space".

    The cost of a bead is 2mn(1 - cos) divided by the sum of what 1 - cos is on average between either side and the
    other text; the deletion penalty is a percentile of the costs of all 1-1 beads. Options have the program's default
    values. Different: the averages are over all runs rather than 100 random ones, and the search is exact rather
    than along a path found on shorter vectors first.
    """
    types = bead_types(largest)
    longest = largest - 1
    left, right = run_vectors(tuple(source), longest), run_vectors(tuple(target), longest)
    left_norms, right_norms = 1 - left @ _mean_run(right), 1 - right @ _mean_run(left)
    costs = {
        (m, n): 2
        * m
        * n
        * (1 - cosines)
        / (1e-6 + left_norms[: len(cosines), m - 1][:, None] + right_norms[: cosines.shape[1], n - 1][None, :])
        for (m, n), cosines in similarities(source, target, types).items()
    }
    penalty = np.quantile(costs[1, 1], deletion_percentile)
    return cheapest_path(costs, np.full(len(source), penalty), np.full(len(target), penalty))


def _mean_run(vectors):
    """Return the mean of all runs' vectors, every length weighing the same."""
    count, longest, _ = vectors.shape
    means = [vectors[: count - size + 1, size - 1].mean(axis=0) for size in range(1, min(longest, count) + 1)]
    return np.mean(means, axis=0)


def vecalign_program(source, target, *, largest=4):
    """Vecalign's own code, from the package sentweave, with the vectors of our encoder."""
    from sentweave.dp_utils import make_alignment_types, vecalign

    np.random.seed(42)  # noqa: NPY002 - Vecalign draws from the global state, and seeds it so
    stack = vecalign(
        vecs0=_by_last_sentence(source, largest),
        vecs1=_by_last_sentence(target, largest),
        final_alignment_types=make_alignment_types(largest),
        del_percentile_frac=0.2,
        width_over2=int(np.ceil(largest / 2)) + 5,
        max_size_full_dp=300,
        costs_sample_size=20000,
        num_samps_for_norm=100,
    )
    return [
        (range(x[0], x[-1] + 1) if x else range(0), range(y[0], y[-1] + 1) if y else range(0))
        for x, y in stack[0]["final_alignments"]
    ]


def _by_last_sentence(sentences, longest):
    """Return run vectors as Vecalign orders them: shape (longest, n, d), by length less 1 and last sentence."""
    runs = run_vectors(tuple(sentences), longest)
    vectors = np.zeros((longest, len(sentences), runs.shape[2]), np.float32)
    for size in range(1, min(longest, len(sentences)) + 1):
        vectors[size - 1, size - 1 :] = runs[: len(sentences) - size + 1, size - 1]
    return vectors


def bertalign_method(source, target, *, largest=5, top=3, window=5, skip=-0.1):
    """Liu and Zhu (2023), "Bertalign: Improved word embedding-based sentence alignment".

    First the 1-1 path with the greatest sum of cosines, where only the `top` nearest of each source sentence count; then,
    within `window` of it, the path with the greatest sum of scores: cosine, less the mean cosine with the neighbouring
    sentences, times log2(1 + ratio of lengths). Options have the program's default values. Different: vectors come
    from our encoder instead of LaBSE.
    """
    types = bead_types(largest)
    cosines = similarities(source, target, types)
    anchors = _first_pass(cosines[1, 1], top)
    longest = largest - 1
    left, right = run_vectors(tuple(source), longest), run_vectors(tuple(target), longest)
    lengths = [np.array([max(1, len(text.encode())) for text in side], float) for side in (source, target)]
    ratio = lengths[0].sum() / lengths[1].sum()
    sums = [run_sums(side, longest) for side in lengths]
    allowed = _window(anchors, len(source), len(target), window)
    costs = {}
    for (m, n), bead_cosines in cosines.items():
        rows, columns = bead_cosines.shape
        around = _neighbours(left[:rows, m - 1], right[:, 0], n, columns)
        around += _neighbours(right[:columns, n - 1], left[:, 0], m, rows).T
        first, second = sums[0][:rows, m - 1][:, None], ratio * sums[1][:columns, n - 1][None, :]
        score = (bead_cosines - around / 2) * np.log2(1 + np.minimum(first, second) / np.maximum(first, second))
        costs[m, n] = np.where(allowed[m : m + rows, n : n + columns], -score, FORBIDDEN)
    return cheapest_path(costs, np.full(len(source), -skip), np.full(len(target), -skip))


def _first_pass(cosines, top):
    """Return the 1-1 beads, counted from 1, of the path with the greatest sum of the cosines that count."""
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :top]
    counted = np.zeros_like(cosines)
    np.put_along_axis(counted, nearest, np.take_along_axis(cosines, nearest, axis=1), axis=1)
    path = cheapest_path({(1, 1): -counted}, np.zeros(len(cosines)), np.zeros(cosines.shape[1]))
    return [(left[0] + 1, right[0] + 1) for left, right in path if left and right]


def _window(anchors, sources, targets, window):
    """Return which cells, by sentences consumed, the second pass may enter: shape (sources + 1, targets + 1)."""
    points = [*(point for point in anchors if point[0] < sources and point[1] < targets), (sources, targets)]
    allowed = np.zeros((sources + 1, targets + 1), bool)
    row, column = 0, 0
    for i, j in points:
        allowed[row + (row > 0) : i + 1, max(0, column - window) : min(targets, j + window) + 1] = True
        row, column = i, j
    return allowed


def _neighbours(vectors, others, size, count):
    """Return the mean cosine of runs with the sentences before and after runs of the other side.

    Args:
        vectors: Runs of this side, shape (rows, d).
        others: Single sentences of the other side, shape (n, d).
        size: Sentences in a run of the other side.
        count: Number of such runs.

    Returns:
        Shape (rows, count).
    """
    cosines = vectors @ others.T
    before = np.zeros((len(vectors), count))
    after = np.zeros((len(vectors), count))
    before[:, 1:] = cosines[:, : count - 1]
    following = cosines[:, size : size + count]
    after[:, : following.shape[1]] = following
    both = (before != 0) & (after != 0)
    return (before + after) / np.where(both, 2, 1)


def galechurch_package(source, target):
    """The package galechurch with its own settings; where it finds no path, everything is deleted."""
    import galechurch

    result = galechurch.align(source, target)
    if not result.beads:
        return [(range(i, i + 1), range(0)) for i in range(len(source))] + [
            (range(0), range(j, j + 1)) for j in range(len(target))
        ]
    return [
        (range(bead.source_start, bead.source_end), range(bead.target_start, bead.target_end))
        for bead in result.beads
    ]


def hunalign_program(source, target):
    """The program hunalign (Varga et al. 2005) without a dictionary, which it then makes itself (-realign)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("empty.dic", "source", "target")]
        for path, lines in zip(paths, ([], source, target), strict=True):
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        output = subprocess.run(
            ["hunalign", "-realign", *map(str, paths)], capture_output=True, text=True, check=True
        )
    rungs = [tuple(map(int, line.split("\t")[:2])) for line in output.stdout.splitlines() if line.strip()]
    beads = []
    for (i, j), (next_i, next_j) in pairwise(rungs):
        if next_i > i and next_j > j:
            beads.append((range(i, next_i), range(j, next_j)))
        else:
            beads += [(range(k, k + 1), range(0)) for k in range(i, next_i)]
            beads += [(range(0), range(k, k + 1)) for k in range(j, next_j)]
    return beads


def available_peers():
    """Return the peers that can be run here, by the name that tables give them."""
    peers = {
        "sentence by sentence": one_to_one,
        "Gale-Church": gale_church,
        "Vecalign's method": vecalign_method,
        "Bertalign's method": bertalign_method,
    }
    if importlib.util.find_spec("galechurch"):
        peers["galechurch (package)"] = galechurch_package
    if importlib.util.find_spec("sentweave"):
        peers["Vecalign (package sentweave)"] = vecalign_program
    if shutil.which("hunalign"):
        peers["hunalign (program)"] = hunalign_program
    return peers
