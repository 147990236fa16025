/* Forward-backward and best paths over a lattice: what `inference.py` computes diagonal by diagonal in logarithms, cell
 * by cell in numbers with an exponent of their own. A test holds that both give the same.
 *
 * Cells stand in an order in which every bead comes from an earlier one. Tables over beads have the shape
 * (types, cells); deletions of a source and of a target sentence are the last two types.
 */

#include <math.h>
#include <stdint.h>

#include "compiled.h"

enum { KINDS = 3 };

/* The exponent of a cell that no path reaches, less than any other. */
static const int64_t NOWHERE = INT64_MIN / 8;

/* The SHA-256 of the sources that this was compiled from. */
EXPORT const char *source_checksum(void) { return SOURCE_CHECKSUM; }

typedef struct {
    int64_t cells, texts, types;
    const int32_t *origins, *nexts; /* (types, cells): where beads come from and lead to; `cells` for none */
    const int64_t *firsts, *lasts;  /* (texts) */
    const int64_t *owners;          /* (cells): texts */
} Lattice;

/* The kind of bead: a match, a source deletion, a target deletion. */
INLINE int kind_of(const Lattice *lattice, int64_t type) {
    int64_t kind = type - (lattice->types - KINDS);
    return kind > 0 ? (int)kind : 0;
}

INLINE double power_of_two(int64_t exponent) {
    union {
        uint64_t bits;
        double value;
    } number = {exponent < -1022 ? 0 : (uint64_t)((exponent < 1023 ? exponent : 1023) + 1023) << 52};
    return number.value;
}

/* Keep three values times 2 to `exponent`, the greatest of them as less than 1. */
INLINE void keep(double first, double second, double third, int64_t exponent, double *values,
                        int64_t *exponents) {
    double top = fmax(first, fmax(second, third));
    int own = 0;
    if (top > 0) frexp(top, &own);
    double scale = power_of_two(-own);
    values[0] = first * scale;
    values[1] = second * scale;
    values[2] = third * scale;
    *exponents = top > 0 ? exponent + own : NOWHERE;
}

/* Sum up the weights of the paths to each cell, by the kind of the bead that follows: (cells, KINDS) and (cells). */
static void sum_forward(const Lattice *lattice, const double *factors, double extend, double change, double *ready,
                        int64_t *exponents) {
    int64_t cells = lattice->cells;
    for (int64_t cell = 0; cell < cells; cell++) {
        if (lattice->firsts[lattice->owners[cell]] == cell) {
            ready[cell * KINDS] = ready[cell * KINDS + 1] = ready[cell * KINDS + 2] = 1;
            exponents[cell] = 0;
            continue;
        }
        int64_t top = NOWHERE;
        for (int64_t type = 0; type < lattice->types; type++) {
            int32_t origin = lattice->origins[type * cells + cell];
            if (origin < cells && exponents[origin] > top) top = exponents[origin];
        }
        double sums[KINDS] = {0, 0, 0};
        for (int64_t type = 0; type < lattice->types; type++) {
            int32_t origin = lattice->origins[type * cells + cell];
            if (origin < cells)
                sums[kind_of(lattice, type)] += factors[type * cells + cell] * ready[origin * KINDS + kind_of(lattice, type)] *
                                       power_of_two(exponents[origin] - top);
        }
        keep(sums[0] + sums[1] + sums[2], sums[0] + sums[1] * extend, sums[0] + sums[2] * extend + sums[1] * change, top,
             ready + cell * KINDS, exponents + cell);
    }
}

/* Sum up the weights of the paths from each cell, by the kind of the bead before: (cells, KINDS) and (cells). */
static void sum_backward(const Lattice *lattice, const double *factors, double extend, double change, double *rest,
                         int64_t *exponents) {
    int64_t cells = lattice->cells;
    for (int64_t cell = cells - 1; cell >= 0; cell--) {
        int ends = lattice->lasts[lattice->owners[cell]] == cell;
        int64_t top = ends ? 0 : NOWHERE;
        for (int64_t type = 0; type < lattice->types; type++) {
            int32_t next = lattice->nexts[type * cells + cell];
            if (next < cells && exponents[next] > top) top = exponents[next];
        }
        double sums[KINDS] = {ends ? power_of_two(-top) : 0, 0, 0};
        for (int64_t type = 0; type < lattice->types; type++) {
            int32_t next = lattice->nexts[type * cells + cell];
            if (next < cells)
                sums[kind_of(lattice, type)] += factors[type * cells + next] * rest[next * KINDS + kind_of(lattice, type)] *
                                       power_of_two(exponents[next] - top);
        }
        keep(sums[0] + sums[1] + sums[2], sums[0] + sums[1] * extend + sums[2] * change, sums[0] + sums[2] * extend, top,
             rest + cell * KINDS, exponents + cell);
    }
}

/* Run forward-backward.
 *
 * factors: exponentials of the beads' scores, (types, cells), none of them near the ends of double's range
 * extend, change: exponentials of what is added when a deletion follows one on the same side, and when a target
 *     deletion follows a source deletion
 * ready, rest: room for (cells, 3) each; exponents: room for (2, cells)
 * beads: the probability of each bead, (types, cells)
 * extends, changes, log_totals: by text: expected numbers of deletions that follow another so, and the logarithm of
 *     the sum of all paths
 */
EXPORT void sum_paths(const Lattice *lattice, const double *factors, double extend, double change, double *ready,
                      double *rest, int64_t *exponents, double *beads, double *extends, double *changes,
                      double *log_totals) {
    int64_t cells = lattice->cells, *rest_exponents = exponents + cells;
    sum_forward(lattice, factors, extend, change, ready, exponents);
    sum_backward(lattice, factors, extend, change, rest, rest_exponents);
    for (int64_t text = 0; text < lattice->texts; text++) {
        int64_t last = lattice->lasts[text];
        log_totals[text] = log(ready[last * KINDS]) + exponents[last] * 0.693147180559945309417;
        extends[text] = changes[text] = 0;
    }
    for (int64_t type = 0; type < lattice->types; type++) {
        const int32_t *origins = lattice->origins + type * cells;
        int kind = kind_of(lattice, type);
        int64_t before = kind == 2 ? type - 1 : type;
        for (int64_t cell = 0; cell < cells; cell++) {
            int64_t bead = type * cells + cell, text = lattice->owners[cell], last = lattice->lasts[text];
            int32_t origin = origins[cell];
            beads[bead] = 0;
            if (origin == cells) continue;
            /* What the bead and all after it are of all paths. */
            double share = factors[bead] * rest[cell * KINDS + kind] / ready[last * KINDS];
            int64_t exponent = rest_exponents[cell] - exponents[last];
            beads[bead] = share * ready[origin * KINDS + kind] * power_of_two(exponent + exponents[origin]);
            if (!kind) continue;
            int32_t earlier = origins[origin];
            if (earlier < cells)
                extends[text] += share * extend * factors[type * cells + origin] * ready[earlier * KINDS + kind] *
                                 power_of_two(exponent + exponents[earlier]);
            earlier = lattice->origins[before * cells + origin];
            if (before != type && earlier < cells)
                changes[text] += share * change * factors[before * cells + origin] * ready[earlier * KINDS + 1] *
                                 power_of_two(exponent + exponents[earlier]);
        }
    }
}

/* What the best path that ends with a bead scores, if a bead of some kind follows it. */
INLINE double path_score(const Lattice *lattice, const double *scores, double extend, double change,
                                const double *ready, int64_t type, int64_t cell, int following) {
    int32_t origin = lattice->origins[type * lattice->cells + cell];
    int kind = kind_of(lattice, type);
    if (origin == lattice->cells || (following == 1 && kind == 2)) return -INFINITY;
    double added = !following || !kind ? 0 : following == kind ? extend : change;
    return ready[origin * KINDS + kind] + scores[type * lattice->cells + cell] + added;
}

/* Find the path of the greatest sum of scores of each text (Viterbi).
 *
 * scores: of each bead, (types, cells)
 * extend, change: added when a deletion follows one on the same side, and when a target deletion follows a source
 *     deletion
 * ready: room for (cells, 3)
 * types, ends: the beads of each text's path, the last first, and the cells where they end: room for `cells` each,
 *     text after text
 * lengths: the number of each path's beads, (texts)
 */
EXPORT void find_best_paths(const Lattice *lattice, const double *scores, double extend, double change, double *ready,
                            int64_t *types, int64_t *ends, int64_t *lengths) {
    int64_t cells = lattice->cells, found = 0;
    for (int64_t cell = 0; cell < cells; cell++) {
        double *best = ready + cell * KINDS;
        best[0] = best[1] = best[2] = lattice->firsts[lattice->owners[cell]] == cell ? 0 : -INFINITY;
        for (int64_t type = 0; type < lattice->types; type++) {
            double score = path_score(lattice, scores, extend, change, ready, type, cell, 0);
            for (int following = 0; following < KINDS; following++) {
                /* What follows makes a difference to deletions alone. */
                if (following && kind_of(lattice, type))
                    score = path_score(lattice, scores, extend, change, ready, type, cell, following);
                if (score > best[following]) best[following] = score;
            }
        }
    }
    for (int64_t text = 0; text < lattice->texts; text++) {
        int64_t begin = found;
        int following = 0;
        for (int64_t cell = lattice->lasts[text]; cell != lattice->firsts[text];) {
            int64_t best = 0;
            double greatest = -INFINITY;
            for (int64_t type = 0; type < lattice->types; type++) {
                double score = path_score(lattice, scores, extend, change, ready, type, cell, following);
                if (score > greatest) {
                    greatest = score;
                    best = type;
                }
            }
            if (greatest == -INFINITY) break; /* scores that are no numbers lead nowhere */
            types[found] = best;
            ends[found++] = cell;
            following = kind_of(lattice, best);
            cell = lattice->origins[best * cells + cell];
        }
        lengths[text] = found - begin;
    }
}
