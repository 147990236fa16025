"""A toy aligner to test: it knows nothing but lengths and fragment kinds."""

from itertools import zip_longest

from bialign import Alignment, Bead, FragmentKind

# What a step of the path costs beside its lengths: one to one is what translators do most.
STEPS = {(1, 1): 0.0, (1, 2): 1.0, (2, 1): 1.0, (1, 0): 1.5, (0, 1): 1.5}
# English news takes about twice as many characters as Korean.
RATIO = 2.2


def align(source, target):
    """Align two articles: the body by lengths, furniture kind by kind in the order it stands."""
    beads = []
    for kind in FragmentKind:
        sides = [[i for i, fragment in enumerate(article) if fragment.kind is kind] for article in (source, target)]
        if kind is FragmentKind.BODY:
            beads += align_by_length(source, target, *sides)
        else:
            for left, right in zip_longest(*sides):
                beads.append(Bead([] if left is None else [left], [] if right is None else [right], kind))
    alignment = Alignment(source.fragments, target.fragments, beads, source.language, target.language, id=source.id)
    return Alignment(
        source.fragments,
        target.fragments,
        alignment.in_source_order(),
        source.language,
        target.language,
        id=source.id,
    )


def align_by_length(source, target, left, right):
    """Return the cheapest monotone path of beads over the body sentences."""
    best = {(0, 0): (0.0, [])}
    for place in ((i, j) for i in range(len(left) + 1) for j in range(len(right) + 1)):
        if place not in best:
            continue
        cost, path = best[place]
        i, j = place
        for (m, n), penalty in STEPS.items():
            if i + m > len(left) or j + n > len(right):
                continue
            korean = RATIO * sum(len(source[k]) for k in left[i : i + m])
            english = sum(len(target[k]) for k in right[j : j + n])
            step = penalty + (abs(korean - english) / (korean + english) ** 0.5 / 4 if m and n else 0.0)
            reached = (i + m, j + n)
            if reached not in best or cost + step < best[reached][0]:
                best[reached] = (cost + step, [*path, Bead(left[i : i + m], right[j : j + n])])
    return best[len(left), len(right)][1]
