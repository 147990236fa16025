/* Probabilities of beads and best paths over a lattice: what `inference.py` computes in logarithms, here in numbers with
 * an exponent of their own. A test holds that both give the same.
 *
 * Cells stand in the order of their diagonals, and every bead comes from an earlier one. Tables over beads have the
 * shape (types, cells); deletions of a source and of a target sentence are the last two types.
 */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "compiled.h"

enum {
    KINDS = 3,
    MOST_TYPES = 64,
    TOGETHER = 64 /* cells of a diagonal that are worked out together */
};

/* The exponent of a cell that no path reaches, less than any other. */
static const int64_t NOWHERE = INT64_MIN / 8;
/* Added to 0, so that its logarithm is only very low. */
static const double TINY = 1e-300;
static const double LOGARITHM_OF_TWO = 0.693147180559945309417;

/* The SHA-256 of the sources that this was compiled from. */
EXPORT const char *source_checksum(void) { return SOURCE_CHECKSUM; }

typedef struct {
    int64_t cells, texts, types, diagonals;
    const int64_t *rows, *columns;  /* (cells) */
    const int64_t *lines;           /* (2, cells): where these lie among lines, or NULL where each sentence is one */
    const int32_t *origins, *nexts; /* (types, cells): where beads come from and lead to; `cells` for none */
    const int64_t *begins;          /* (diagonals + 1): where the cells of each diagonal begin */
    const int64_t *firsts, *lasts;  /* (texts) */
    const int64_t *owners;          /* (cells): texts */
} Lattice;

/* The bead types that paths may have. */
typedef struct {
    int64_t count, types[MOST_TYPES];
} Choice;

/* The weights of the paths to each cell, or from each: values times 2 to an exponent, the greatest of them less than 1.
 * The last of each, for no cell, is 0. */
typedef struct {
    double *values[KINDS]; /* (cells + 1) each, by the kind of the bead beyond */
    int64_t *exponents;    /* (cells + 1) */
} Weights;

/* Paths of some bead types.
 *
 * factors: exponentials of the beads' scores by the cell where they end, (types, cells + 1); 0 for no bead
 * extend, change: exponentials of what is added when a deletion follows one on the same side, and when a target
 *     deletion follows a source deletion
 */
typedef struct {
    const Lattice *lattice;
    const Choice *choice;
    double *factors;
    double extend, change;
    Weights ready, rest; /* of the paths to each cell and from it */
} Paths;

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
INLINE void keep(double first, double second, double third, int64_t exponent, const Weights *weights, int64_t cell) {
    double top = fmax(first, fmax(second, third));
    int own = 0;
    if (top > 0) frexp(top, &own);
    double scale = power_of_two(-own);
    weights->values[0][cell] = first * scale;
    weights->values[1][cell] = second * scale;
    weights->values[2][cell] = third * scale;
    weights->exponents[cell] = top > 0 ? exponent + own : NOWHERE;
}

/* Sum up what beads of each kind bring to some cells of a diagonal.
 *
 * table: the cells where the beads come from or lead to, (types, cells)
 * ahead: whether the beads end there
 * weights: of those cells
 * sums: (KINDS, TOGETHER), times 2 to `tops`
 * tops: (TOGETHER); given the exponents of what is in the sums already
 */
INLINE void gather(const Paths *paths, const int32_t *table, int ahead, const Weights *weights, int64_t first, int64_t count,
                   double sums[KINDS][TOGETHER], int64_t *tops) {
    const Lattice *lattice = paths->lattice;
    int64_t cells = lattice->cells, given[TOGETHER];
    const int64_t *exponents = weights->exponents;
    for (int64_t i = 0; i < count; i++) given[i] = tops[i];
    for (int64_t number = 0; number < paths->choice->count; number++) {
        const int32_t *others = table + paths->choice->types[number] * cells + first;
        for (int64_t i = 0; i < count; i++) {
            int64_t exponent = exponents[others[i]];
            tops[i] = exponent > tops[i] ? exponent : tops[i];
        }
    }
    for (int64_t i = 0; i < count; i++) sums[0][i] *= power_of_two(given[i] - tops[i]);
    for (int64_t number = 0; number < paths->choice->count; number++) {
        int64_t type = paths->choice->types[number];
        int kind = kind_of(lattice, type);
        const int32_t *others = table + type * cells + first;
        const double *factors = paths->factors + type * (cells + 1), *values = weights->values[kind];
        double *sum = sums[kind];
        for (int64_t i = 0; i < count; i++) {
            int32_t other = others[i];
            double factor = ahead ? factors[other] : factors[first + i];
            sum[i] += factor * values[other] * power_of_two(exponents[other] - tops[i]);
        }
    }
}

/* Sum up the weights of the paths to each cell, by the kind of the bead that follows. */
FOR_ANY_PROCESSOR
static void sum_forward(const Paths *paths) {
    const Lattice *lattice = paths->lattice;
    const Weights *ready = &paths->ready;
    double extend = paths->extend, change = paths->change;
    keep(0, 0, 0, 0, ready, lattice->cells);
    for (int64_t text = 0; text < lattice->texts; text++) keep(1, 1, 1, 0, ready, lattice->firsts[text]);
    for (int64_t diagonal = 1; diagonal < lattice->diagonals; diagonal++) {
        int64_t end = lattice->begins[diagonal + 1];
        for (int64_t first = lattice->begins[diagonal]; first < end; first += TOGETHER) {
            int64_t count = end - first < TOGETHER ? end - first : TOGETHER, tops[TOGETHER];
            double sums[KINDS][TOGETHER] = {{0}};
            for (int64_t i = 0; i < count; i++) tops[i] = NOWHERE;
            gather(paths, lattice->origins, 0, ready, first, count, sums, tops);
            for (int64_t i = 0; i < count; i++) {
                double match = sums[0][i], source = sums[1][i], target = sums[2][i];
                keep(match + source + target, match + source * extend, match + target * extend + source * change, tops[i],
                     ready, first + i);
            }
        }
    }
}

/* Sum up the weights of the paths from each cell, by the kind of the bead before. */
FOR_ANY_PROCESSOR
static void sum_backward(const Paths *paths) {
    const Lattice *lattice = paths->lattice;
    const Weights *rest = &paths->rest;
    double extend = paths->extend, change = paths->change;
    keep(0, 0, 0, 0, rest, lattice->cells);
    for (int64_t diagonal = lattice->diagonals; diagonal-- > 0;) {
        int64_t end = lattice->begins[diagonal + 1];
        for (int64_t first = lattice->begins[diagonal]; first < end; first += TOGETHER) {
            int64_t count = end - first < TOGETHER ? end - first : TOGETHER, tops[TOGETHER];
            double sums[KINDS][TOGETHER] = {{0}};
            for (int64_t i = 0; i < count; i++) {
                int ends = lattice->lasts[lattice->owners[first + i]] == first + i;
                sums[0][i] = ends;
                tops[i] = ends ? 0 : NOWHERE;
            }
            gather(paths, lattice->nexts, 1, rest, first, count, sums, tops);
            for (int64_t i = 0; i < count; i++) {
                double match = sums[0][i], source = sums[1][i], target = sums[2][i];
                keep(match + source + target, match + source * extend + target * change, match + target * extend, tops[i],
                     rest, first + i);
            }
        }
    }
}

/* Return the logarithm of the sum of all paths of a text. */
static double log_total_of(const Paths *paths, int64_t text) {
    int64_t last = paths->lattice->lasts[text];
    return log(paths->ready.values[0][last]) + paths->ready.exponents[last] * LOGARITHM_OF_TWO;
}

/* Add what paths have of each bead, and of deletions that follow another. What was summed from each cell is used up.
 *
 * shares: what each text's paths count, (texts)
 * beads: (types, cells)
 * extends, changes: deletions that follow one on the same side, and target deletions that follow a source deletion,
 *     (texts)
 */
FOR_ANY_PROCESSOR
static void add_expected(const Paths *paths, const double *shares, double *beads, double *extends, double *changes) {
    const Lattice *lattice = paths->lattice;
    const Weights *ready = &paths->ready, *rest = &paths->rest;
    const int64_t *exponents = ready->exponents;
    int64_t cells = lattice->cells;
    /* From here on what follows a bead is a share of all paths. */
    for (int64_t cell = 0; cell < cells; cell++) {
        int64_t text = lattice->owners[cell], last = lattice->lasts[text];
        /* There may be no path of these bead types. */
        double scale = shares[text] != 0 ? shares[text] / ready->values[0][last] : 0;
        for (int kind = 0; kind < KINDS; kind++) rest->values[kind][cell] *= scale;
        rest->exponents[cell] -= exponents[last];
    }
    for (int64_t number = 0; number < paths->choice->count; number++) {
        int64_t type = paths->choice->types[number];
        int kind = kind_of(lattice, type);
        const int32_t *origins = lattice->origins + type * cells;
        const double *factors = paths->factors + type * (cells + 1);
        const double *onward = rest->values[kind], *before = ready->values[kind];
        double *own = beads + type * cells;
        for (int64_t cell = 0; cell < cells; cell++) {
            int32_t origin = origins[cell];
            own[cell] += factors[cell] * onward[cell] * before[origin] *
                         power_of_two(rest->exponents[cell] + exponents[origin]);
        }
        for (int64_t cell = 0; kind && cell < cells; cell++) {
            int64_t text = lattice->owners[cell], origin = origins[cell];
            if (origin == cells) continue;
            double share = factors[cell] * onward[cell];
            int32_t earlier = origins[origin];
            extends[text] += share * paths->extend * factors[origin] * before[earlier] *
                             power_of_two(rest->exponents[cell] + exponents[earlier]);
            if (kind == 1) continue;
            earlier = (origins - cells)[origin];
            changes[text] += share * paths->change * (factors - (cells + 1))[origin] * ready->values[1][earlier] *
                             power_of_two(rest->exponents[cell] + exponents[earlier]);
        }
    }
}

/* Take the exponentials of all beads' scores; return whether all are from 1 / e^most to e^most. */
static int take_factors(const Lattice *lattice, const double *scores, double most, double *factors) {
    int64_t cells = lattice->cells;
    for (int64_t type = 0; type < lattice->types; type++) {
        const int32_t *origins = lattice->origins + type * cells;
        const double *own = scores + type * cells;
        double *found = factors + type * (cells + 1);
        for (int64_t cell = 0; cell < cells; cell++) {
            int there = origins[cell] < cells;
            if (there && !(fabs(own[cell]) <= most)) return 0;
            found[cell] = there ? exp(own[cell]) : 0;
        }
        found[cells] = 0;
    }
    return 1;
}

/* Return where a side of a cell lies among lines: twice the line before which, and one more inside it. */
INLINE int64_t place_of(const Lattice *lattice, int side, int64_t cell) {
    if (lattice->lines) return lattice->lines[side * lattice->cells + cell];
    return 2 * (side ? lattice->columns : lattice->rows)[cell];
}

/* Return a text's number of lines, 0 where its sides have not as many. */
static int64_t parallel_size(const Lattice *lattice, int64_t text) {
    int64_t sizes[2];
    for (int side = 0; side < 2; side++)
        sizes[side] = (place_of(lattice, side, lattice->lasts[text]) + 1) / 2 -
                      place_of(lattice, side, lattice->firsts[text]) / 2;
    return sizes[0] == sizes[1] ? sizes[0] : 0;
}

/* Leave the beads of sentences of two lines in one place, and deletions: those of paths that go line by line.
 *
 * pairs: room for the pair of lines that ends at each cell and the one that begins there, (2, cells + 1)
 */
FOR_ANY_PROCESSOR
static void choose_parallel(const Lattice *lattice, double *factors, int64_t *pairs, Choice *choice) {
    int64_t cells = lattice->cells, *ended = pairs, *begun = pairs + cells + 1;
    for (int64_t cell = 0; cell < cells; cell++) {
        int64_t first = lattice->firsts[lattice->owners[cell]];
        int64_t row = place_of(lattice, 0, cell), column = place_of(lattice, 1, cell);
        int64_t offset = place_of(lattice, 0, first) / 2 - place_of(lattice, 1, first) / 2;
        /* Off the lines in one place, or no cell: like nothing. A text has less than 2^31 lines. */
        ended[cell] = (row + 1) / 2 - (column + 1) / 2 == offset ? (row + 1) / 2 : -2;
        begun[cell] = row / 2 - column / 2 == offset ? row / 2 + 1 : -1;
    }
    begun[cells] = -1;
    choice->count = 0;
    for (int64_t type = 0; type < lattice->types; type++) {
        const int32_t *origins = lattice->origins + type * cells;
        double *own = factors + type * (cells + 1);
        int64_t found = kind_of(lattice, type) != 0;
        if (!found) {
            for (int64_t cell = 0; cell < cells; cell++) found += begun[origins[cell]] == ended[cell];
            for (int64_t cell = 0; found && cell < cells; cell++)
                own[cell] = begun[origins[cell]] == ended[cell] ? own[cell] : 0;
        }
        if (found) choice->types[choice->count++] = type;
    }
}

/* Let paths of a text weigh more: they had a share of all paths' weight, and gain so much.
 *
 * log_share: logarithm of their share
 * kept: what is left of all paths' expectations; added: what these paths' own count beside; see `inference._let_grow`
 * share: their new share
 * Returns the logarithm of what all paths' weight is multiplied by.
 */
static double let_grow(double log_share, double gain, double *kept, double *added, double *share) {
    double others = log(fmax(-expm1(log_share), TINY)), own = log_share + gain;
    double growth = fmax(others, own) + log1p(exp(-fabs(others - own)));
    *kept = exp(-growth);
    *share = exp(own - growth);
    *added = *share - exp(log_share - growth);
    return growth;
}

/* Let paths that go line by line grow, and work out what becomes of all that is expected.
 *
 * paths: those alone
 * parallel: what they gain, times the logarithm of a text's number of lines
 * kept, added: room for (texts) each
 * Others: see `find_probabilities`; given as of all paths alike.
 */
FOR_ANY_PROCESSOR
static void mix(const Paths *paths, double parallel, double *kept, double *added, double *beads, double *extends,
                double *changes, double *log_totals, double *shares) {
    const Lattice *lattice = paths->lattice;
    int64_t cells = lattice->cells;
    for (int64_t text = 0; text < lattice->texts; text++) {
        int64_t size = parallel_size(lattice, text);
        kept[text] = 1;
        added[text] = 0;
        if (!size) continue;
        double log_share = fmin(log_total_of(paths, text) - log_totals[text], 0);
        log_totals[text] += let_grow(log_share, parallel * log(size), kept + text, added + text, shares + text);
        extends[text] *= kept[text];
        changes[text] *= kept[text];
    }
    for (int64_t type = 0; type < lattice->types; type++)
        for (int64_t cell = 0; cell < cells; cell++) beads[type * cells + cell] *= kept[lattice->owners[cell]];
    add_expected(paths, added, beads, extends, changes);
    for (int64_t bead = 0; bead < lattice->types * cells; bead++) beads[bead] = beads[bead] > 0 ? beads[bead] : 0;
}

static void take_room(double *room, int64_t cells, Weights *weights) {
    for (int kind = 0; kind < KINDS; kind++) weights->values[kind] = room + kind * (cells + 1);
    weights->exponents = (int64_t *)(room + KINDS * (cells + 1));
}

/* Find the probability of each bead.
 *
 * scores: of each bead, (types, cells)
 * extend, change: added when a deletion follows one on the same side, and when a target deletion follows a source
 *     deletion
 * most: what a score may be at most, up or down
 * parallel: added, times the logarithm of a text's number of lines, to paths that go line by line
 * left_out: added to `change` in these
 * beads: (types, cells)
 * extends, changes: expected numbers of deletions that follow another so, (texts)
 * log_totals: logarithms of the sums of all paths, (texts)
 * shares: the probability that the path goes line by line, less that of such paths by chance, (texts)
 * Returns 0, 1 where memory is short, 2 where a score is greater than `most`.
 */
EXPORT int find_probabilities(const Lattice *lattice, const double *scores, double extend, double change, double most,
                              double parallel, double left_out, double *beads, double *extends, double *changes,
                              double *log_totals, double *shares) {
    int64_t cells = lattice->cells, texts = lattice->texts, types = lattice->types, width = cells + 1, any = 0;
    double *room = malloc(((types + 2 * KINDS + 2) * width + 2 * texts) * sizeof(double));
    if (!room) return 1;
    double *kept = room + (types + 2 * KINDS + 2) * width, *added = kept + texts;
    Choice choice = {types, {0}};
    Paths paths = {lattice, &choice, room, exp(extend), exp(change), {{0}, 0}, {{0}, 0}};
    take_room(room + types * width, cells, &paths.ready);
    take_room(room + (types + KINDS + 1) * width, cells, &paths.rest);
    for (int64_t type = 0; type < types; type++) choice.types[type] = type;
    if (!(fabs(extend) <= most && fabs(change) <= most && fabs(change + left_out) <= most &&
          take_factors(lattice, scores, most, paths.factors))) {
        free(room);
        return 2;
    }
    sum_forward(&paths);
    sum_backward(&paths);
    for (int64_t bead = 0; bead < types * cells; bead++) beads[bead] = 0;
    for (int64_t text = 0; text < texts; text++) {
        log_totals[text] = log_total_of(&paths, text);
        extends[text] = changes[text] = shares[text] = 0;
        kept[text] = 1;
        any |= parallel_size(lattice, text);
    }
    add_expected(&paths, kept, beads, extends, changes);
    if (any) {
        paths.change = exp(change + left_out);
        choose_parallel(lattice, paths.factors, (int64_t *)paths.rest.values[0], &choice);
        sum_forward(&paths);
        sum_backward(&paths);
        mix(&paths, parallel, kept, added, beads, extends, changes, log_totals, shares);
    }
    free(room);
    return 0;
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
        double *best = ready + cell * KINDS, match = lattice->firsts[lattice->owners[cell]] == cell ? 0 : -INFINITY;
        int64_t type = 0;
        /* What follows makes a difference to deletions alone. */
        for (; !kind_of(lattice, type); type++) {
            int32_t origin = lattice->origins[type * cells + cell];
            double score = origin < cells ? ready[origin * KINDS] + scores[type * cells + cell] : -INFINITY;
            match = score > match ? score : match;
        }
        best[0] = best[1] = best[2] = match;
        for (; type < lattice->types; type++)
            for (int following = 0; following < KINDS; following++) {
                double score = path_score(lattice, scores, extend, change, ready, type, cell, following);
                if (score > best[following]) best[following] = score;
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
