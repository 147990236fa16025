/* Scores of all beads between two lists of sentences, in one pass: what `features.py` and `word_features.py` compute
 * array by array, for texts whose features nobody asks to see. The names and their order are theirs; a test holds that
 * both give the same scores.
 *
 * Arrays over beads have the shape (TYPES, n, m): by bead type, first source sentence and first target sentence. Beads
 * that would pass the end of a side get no score.
 */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "compiled.h"

enum { LONGEST_RUN = 8, TYPES = 19, JOINT_SIGNS = 6, NEIGHBOURS = 4, LANES = 8 };

/* The weights of features, in the order of MATCH_FEATURES, WORD_FEATURES, DELETION_FEATURES and
 * DELETION_WORD_FEATURES. */
enum {
    TYPE_CLASS, /* 7 classes */
    SIMILARITY = TYPE_CLASS + 7,
    SIMILARITY_ABOVE_4,
    SIMILARITY_ABOVE_6,
    MARGIN,
    RATIO_MARGIN,
    LENGTH,
    LENGTH_BY_SIZE,
    GAIN_OVER_PART,
    WEAKEST_PART,
    WEAKEST_PART_BELOW_3,
    BETTER_WHEN_LONGER,
    JOINTS,
    MANY_TO_MANY_JOINTS = JOINTS + JOINT_SIGNS,
    ENDS_DIFFER_MORE = MANY_TO_MANY_JOINTS + JOINT_SIGNS,
    ENDS_DIFFER_LESS,
    QUOTATIONS_DIFFER,
    PARAGRAPH_BREAK_INSIDE,
    PARAGRAPHS_BEGIN_TOGETHER,
    VALUES_FOUND,
    VALUES_MISSING,
    ENTITIES_FOUND,
    ENTITIES_MISSING,
    WORDS_FOUND,
    WORDS_FOUND_WELL,
    SHARE_OF_WORDS_FOUND,
    WORDS_BY_CHANCE,
    WEAKEST_PARTS_WORDS,
    NEW_WORDS,
    NEW_WORDS_BELOW,
    DELETION,
    DELETED_BEST_SIMILARITY,
    DELETED_SIMILARITY_NEARBY,
    DELETED_SIMILARITY_NEARBY_ABOVE_3,
    DELETED_LENGTH,
    DELETED_WORDS_NEARBY,
    DELETED_WORDS_AMOUNT_NEARBY,
    DELETED_WORDS_AMOUNT_ANYWHERE,
    WEIGHTS
};

static const int SHAPES[TYPES][2] = {{1, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {1, 6}, {1, 7}, {1, 8}, {2, 1}, {3, 1},
                                     {4, 1}, {5, 1}, {6, 1}, {7, 1}, {8, 1}, {2, 2}, {2, 3}, {3, 2}, {3, 3}};
static const int CLASSES[TYPES] = {0, 1, 2, 3, 3, 3, 3, 3, 1, 2, 3, 3, 3, 3, 3, 4, 5, 5, 6};

/* Constants of features.py and word_features.py. */
static const float LENGTH_FLOOR = 4.0f, WORDS_FLOOR = 0.5f, WELL = 0.35f, USUAL_SIMILARITY = 0.35f;

/* One side, as `features.Side` has it. */
typedef struct {
    int64_t count;                   /* sentences */
    const float *lengths;            /* (count) */
    const float *ends;               /* (count) */
    const float *quotations;         /* (count) */
    const float *resumptions[2];     /* (count): within sentences, and at their joints with the next */
    const float *joints;             /* (count, JOINT_SIGNS) */
    const uint8_t *begins;           /* (count) */
    int64_t words;                   /* 0 where the encoder has none */
    const int64_t *word_sentences;   /* (words), ascending */
    const float *word_weights;       /* (words) */
    int64_t anchors[2];              /* values and entities */
    const int64_t *anchor_sentences; /* (values, then entities), ascending within each */
    const float *anchor_support;     /* (the other side's count, anchors): 0 or 1 */
} Side;

/* What the runs of one side's sentences have by themselves, each of shape (LONGEST_RUN, count): by length of the run
 * and first sentence; cut short at the end. */
typedef struct {
    float *log_lengths;
    float *half_sizes;
    float *ends;
    float *quotations;
    float *fewest;        /* the same, with those that go on with one before left out */
    float *joints;        /* in beads of one sentence on a side */
    float *square_joints; /* in beads of several on both */
    float *amounts;       /* weights of words */
    float *sizes;         /* the same, but no less than WORDS_FLOOR */
    float *chances;
    float *around;        /* half of the mean similarity to the nearest sentences of the other side */
} Runs;

/* What each sentence of a side has in each run of the other's, (LONGEST_RUN, n, m): by length of the run. */
typedef struct {
    float *found; /* words */
    float *total; /* words and anchors, weighted */
} Evidence;

INLINE float least(float a, float b) { return a < b ? a : b; }
INLINE float greatest(float a, float b) { return a > b ? a : b; }

INLINE int64_t least_of(int64_t a, int64_t b) { return a < b ? a : b; }

/* The next number of whole lanes: loops over so many leave no rest. */
static int64_t full_lanes(int64_t count) { return (count + LANES - 1) / LANES * LANES; }

static int type_of(int m, int n) {
    for (int type = 0; type < TYPES; type++)
        if (SHAPES[type][0] == m && SHAPES[type][1] == n) return type;
    return -1;
}

static void run_sums(const float *values, int64_t count, float *sums) {
    for (int64_t i = 0; i < count; i++) {
        float sum = 0;
        for (int64_t k = 0; k < LONGEST_RUN; k++) {
            if (i + k < count) sum += values[i + k];
            sums[k * count + i] = sum;
        }
    }
}

/* Sums over the joints inside runs: none in a run of one sentence. */
static void inner_sums(const float *values, int64_t count, float *sums) {
    memset(sums, 0, count * sizeof(float));
    for (int64_t i = 0; i < count; i++) {
        float sum = 0;
        for (int64_t k = 1; k < LONGEST_RUN; k++) {
            if (i + k - 1 < count) sum += values[i + k - 1];
            sums[k * count + i] = sum;
        }
    }
}

/* Subtract the sums over the joints inside runs. */
static void subtract_inner_sums(const float *values, int64_t count, float *sums) {
    for (int64_t i = 0; i < count; i++) {
        float sum = 0;
        for (int64_t k = 1; k < LONGEST_RUN; k++) {
            if (i + k - 1 < count) sum += values[i + k - 1];
            sums[k * count + i] -= sum;
        }
    }
}

/* Fill the tables of one side; `scratch` holds 2 * count. */
static void describe_runs(const Side *side, int paragraphs, float factor, const float *weights, Runs *runs,
                          float *scratch) {
    int64_t count = side->count, cells = LONGEST_RUN * count;
    run_sums(side->lengths, count, runs->half_sizes);
    for (int64_t i = 0; i < cells; i++) {
        float length = runs->half_sizes[i] * factor;
        runs->log_lengths[i] = logf(length + LENGTH_FLOOR);
        runs->half_sizes[i] = length / 2;
    }
    run_sums(side->ends, count, runs->ends);
    run_sums(side->quotations, count, runs->quotations);
    float *plain = scratch, *square = scratch + count;
    for (int64_t i = 0; i < count; i++) plain[i] = side->quotations[i] - side->resumptions[0][i];
    run_sums(plain, count, runs->fewest);
    subtract_inner_sums(side->resumptions[1], count, runs->fewest);
    for (int64_t i = 0; i < count; i++) {
        plain[i] = paragraphs && i + 1 < count && side->begins[i + 1] ? weights[PARAGRAPH_BREAK_INSIDE] : 0;
        square[i] = plain[i];
        for (int sign = 0; sign < JOINT_SIGNS; sign++) {
            float value = side->joints[i * JOINT_SIGNS + sign];
            plain[i] += value * weights[JOINTS + sign];
            square[i] += value * (weights[JOINTS + sign] + weights[MANY_TO_MANY_JOINTS + sign]);
        }
    }
    inner_sums(plain, count, runs->joints);
    inner_sums(square, count, runs->square_joints);
    float *amounts = scratch, *counts = scratch + count;
    memset(scratch, 0, 2 * count * sizeof(float));
    for (int64_t word = 0; word < side->words; word++) {
        amounts[side->word_sentences[word]] += side->word_weights[word];
        counts[side->word_sentences[word]] += 1;
    }
    run_sums(amounts, count, runs->amounts);
    run_sums(counts, count, runs->chances);
    for (int64_t i = 0; i < cells; i++) {
        runs->sizes[i] = greatest(runs->amounts[i], WORDS_FLOOR);
        runs->chances[i] = logf(runs->chances[i] + 1);
    }
}

/* Keep the greatest NEIGHBOURS values in `top`, the greatest first. */
INLINE void insert(float *top, int64_t step, float value) {
    for (int place = 0; place < NEIGHBOURS; place++) {
        float held = top[place * step];
        top[place * step] = greatest(held, value);
        value = least(held, value);
    }
}

/* Half of the mean of the greatest NEIGHBOURS values, where there may be fewer. */
static float half_mean(const float *top, int64_t step, int64_t count) {
    float sum = 0;
    for (int64_t place = 0; place < NEIGHBOURS; place++) sum += place < count ? top[place * step] : USUAL_SIMILARITY;
    return sum / NEIGHBOURS / 2;
}

/* Half of the mean cosine of each run with its nearest sentences of the other side; `scratch` holds NEIGHBOURS * m. */
FOR_ANY_PROCESSOR
static void look_around(const float *similarity, int64_t n, int64_t m, float *source, float *target, float *scratch) {
    for (int k = 0; k < LONGEST_RUN; k++) {
        const float *by_source = similarity + type_of(k + 1, 1) * n * m;
        for (int64_t i = 0; i < n; i++) {
            float top[NEIGHBOURS] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY};
            for (int64_t j = 0; j < m; j++) insert(top, 1, by_source[i * m + j]);
            source[k * n + i] = half_mean(top, 1, m);
        }
        const float *by_target = similarity + type_of(1, k + 1) * n * m;
        for (int64_t j = 0; j < NEIGHBOURS * m; j++) scratch[j] = -INFINITY;
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < m; j++) insert(scratch + j, m, by_target[i * m + j]);
        for (int64_t j = 0; j < m; j++) target[k * m + j] = half_mean(scratch + j, m, n);
    }
}

/* The greatest cosine of each source word to any word of each target sentence: (w, v) to (w, m). */
FOR_ANY_PROCESSOR
static void support_of_source(const float *cosines, const Side *source, const Side *target, float *support) {
    int64_t width = target->words, count = target->count, final = source->words - 1;
    memset(support, 0, source->words * count * sizeof(float));
    /* Four words at a time; of the last four some are done again. */
    for (int64_t word = 0; word <= final; word += 4) {
        int64_t words[4] = {word, least_of(word + 1, final), least_of(word + 2, final), least_of(word + 3, final)};
        const float *row_0 = cosines + words[0] * width, *row_1 = cosines + words[1] * width;
        const float *row_2 = cosines + words[2] * width, *row_3 = cosines + words[3] * width;
        for (int64_t first = 0, last = 0; first < width; first = last) {
            int64_t sentence = target->word_sentences[first];
            while (last < width && target->word_sentences[last] == sentence) last++;
            float best_0 = row_0[first], best_1 = row_1[first], best_2 = row_2[first], best_3 = row_3[first];
#pragma omp simd reduction(max : best_0, best_1, best_2, best_3)
            for (int64_t other = first + 1; other < last; other++) {
                best_0 = greatest(best_0, row_0[other]);
                best_1 = greatest(best_1, row_1[other]);
                best_2 = greatest(best_2, row_2[other]);
                best_3 = greatest(best_3, row_3[other]);
            }
            support[words[0] * count + sentence] = best_0;
            support[words[1] * count + sentence] = best_1;
            support[words[2] * count + sentence] = best_2;
            support[words[3] * count + sentence] = best_3;
        }
    }
}

/* The same of each target word to any word of each source sentence: (w, v) to (n, v). */
FOR_ANY_PROCESSOR
static void support_of_target(const float *cosines, const Side *source, const Side *target, float *support) {
    int64_t width = target->words;
    memset(support, 0, source->count * width * sizeof(float));
    for (int64_t word = 0; word < source->words; word++) {
        int64_t sentence = source->word_sentences[word];
        const float *row = cosines + word * width;
        float *best = support + sentence * width;
        if (word == 0 || source->word_sentences[word - 1] != sentence)
            memcpy(best, row, width * sizeof(float));
        else
            for (int64_t other = 0; other < width; other++) best[other] = greatest(best[other], row[other]);
    }
}

/* Add what one word or anchor has in the runs of the other side: to the sums `found` and `well`, if any, by its
 * weight, and to `total` by that of its kind. `single` is what it has in each sentence, and then -INFINITY for as
 * many lanes. */
INLINE void add_support(const float *single, float *run, int64_t width, float weight, float *found, float *well) {
    for (int64_t o = 0; o < width; o++) run[o] = single[o];
    for (int64_t k = 0; k < LONGEST_RUN; k++) {
#pragma omp simd
        for (int64_t o = 0; o < width; o++) {
            run[o] = greatest(run[o], single[o + k]);
            found[k * width + o] += run[o] * weight;
            if (well) well[k * width + o] += greatest(run[o] - WELL, 0) * weight;
        }
    }
}

/* Sum up by sentence what a side's words and anchors have in the other side's runs.
 *
 * A word's support in sentence o of the other side stands at `support[word * word_step + o * sentence_step]`. What
 * sentence s has in the run from o on goes to `s * own_step + o * other_step` of each layer of `evidence`. `scratch`
 * holds (3 * LONGEST_RUN + 3) * full_lanes(other_count).
 */
FOR_ANY_PROCESSOR
static void gather_evidence(const Side *side, int64_t other_count, const float *support, int64_t word_step,
                            int64_t sentence_step, const float *weights, int64_t own_step, int64_t other_step,
                            Evidence *evidence, float *scratch) {
    int64_t width = full_lanes(other_count), layer = LONGEST_RUN * width, cells = side->count * other_count;
    float *found = scratch, *well = scratch + layer, *total = scratch + 2 * layer;
    float *run = scratch + 3 * layer, *single = run + width;
    int64_t anchors = side->anchors[0] + side->anchors[1];
    int64_t word = 0, next[2] = {0, side->anchors[0]}, last[2] = {side->anchors[0], anchors};
    for (int64_t o = other_count; o < 2 * width; o++) single[o] = -INFINITY;
    for (int64_t sentence = 0; sentence < side->count; sentence++) {
        memset(scratch, 0, 2 * layer * sizeof(float));
        for (; word < side->words && side->word_sentences[word] == sentence; word++) {
            for (int64_t o = 0; o < other_count; o++) single[o] = support[word * word_step + o * sentence_step];
            add_support(single, run, width, side->word_weights[word], found, well);
        }
        for (int64_t o = 0; o < layer; o++)
            total[o] = (found[o] * weights[WORDS_FOUND] + well[o] * weights[WORDS_FOUND_WELL]) / 10;
        for (int kind = 0; kind < 2; kind++) {
            float present = weights[kind ? ENTITIES_FOUND : VALUES_FOUND];
            float missing = weights[kind ? ENTITIES_MISSING : VALUES_MISSING];
            for (; next[kind] < last[kind] && side->anchor_sentences[next[kind]] == sentence; next[kind]++) {
                for (int64_t o = 0; o < other_count; o++) single[o] = side->anchor_support[o * anchors + next[kind]];
                add_support(single, run, width, present - missing, total, NULL);
                for (int64_t o = 0; o < layer; o++) total[o] += missing;
            }
        }
        for (int64_t k = 0; k < LONGEST_RUN; k++)
            for (int64_t o = 0; o < other_count; o++) {
                int64_t place = k * cells + sentence * own_step + o * other_step;
                evidence->found[place] = found[k * width + o];
                evidence->total[place] = total[k * width + o];
            }
    }
}

/* Add up over the sentences of beads of one type, from source sentence i on; `sums` has the shape (n, m). */
FOR_ANY_PROCESSOR
static void sum_by_type(const float *own, const float *other, int type, int64_t n, int64_t m, float *own_sums,
                        float *other_sums) {
    int64_t cells = n * m;
    int rows = SHAPES[type][0], columns = SHAPES[type][1];
    for (int64_t i = 0; i + rows <= n; i++) {
        float *own_sum = own_sums + i * m, *other_sum = other_sums + i * m;
        for (int p = 0; p < rows; p++) {
            const float *values = own + (columns - 1) * cells + (i + p) * m;
            for (int64_t j = 0; j + columns <= m; j++) own_sum[j] = p ? own_sum[j] + values[j] : values[j];
        }
        for (int q = 0; q < columns; q++) {
            const float *values = other + (rows - 1) * cells + i * m + q;
            for (int64_t j = 0; j + columns <= m; j++) other_sum[j] = q ? other_sum[j] + values[j] : values[j];
        }
    }
}

/* All that the scores of a block's beads are made of. */
typedef struct {
    int64_t n, m;
    int words, paragraphs;
    const Side *source, *target;
    const float *similarity; /* (TYPES, n, m) */
    Runs source_runs, target_runs;
    Evidence source_evidence, target_evidence;
    float *source_found, *target_found; /* words by bead, (TYPES, n, m) */
    float *evidence, *evidence_back;    /* words and anchors, weighted, of beads of one type, (n, m) */
    float *rows;                        /* room for 2 * m */
} Block;

/* Similarity, length, sentence ends, joints and evidence of the beads of one type from source sentence i on. */
INLINE void score_by_itself(const Block *block, int type, int64_t i, const float *weights, float *scores) {
    int64_t n = block->n, m = block->m;
    int rows = SHAPES[type][0], columns = SHAPES[type][1], several = rows > 1 && columns > 1;
    int64_t own = (rows - 1) * n + i, other = (columns - 1) * m;
    const Runs *source = &block->source_runs, *target = &block->target_runs;
    const float *similarity = block->similarity + (type * n + i) * m;
    const float *evidence = block->evidence + i * m, *evidence_back = block->evidence_back + i * m;
    const float *around = target->around + other, *lengths = target->log_lengths + other;
    const float *sizes = target->half_sizes + other, *ends = target->ends + other;
    const float *quotations = target->quotations + other, *fewest = target->fewest + other;
    const float *joints = (several ? target->square_joints : target->joints) + other;
    float base = weights[TYPE_CLASS + CLASSES[type]] + (several ? source->square_joints : source->joints)[own];
    float own_around = source->around[own], own_length = source->log_lengths[own];
    float own_size = source->half_sizes[own], own_ends = source->ends[own];
    float own_quotations = source->quotations[own], own_fewest = source->fewest[own];
    float line_difference = abs(rows - columns);
#pragma omp simd /* compilers that are not told so cannot see that scores lie apart from all these */
    for (int64_t j = 0; j < m - columns + 1; j++) {
        float cosine = similarity[j];
        float score = base + joints[j] + evidence[j] + evidence_back[j] + cosine * weights[SIMILARITY];
        score += greatest(cosine - 0.4f, 0) * weights[SIMILARITY_ABOVE_4];
        score += greatest(cosine - 0.6f, 0) * weights[SIMILARITY_ABOVE_6];
        float nearby = own_around + around[j];
        score += (cosine - nearby) * weights[MARGIN];
        score += least(greatest(cosine / greatest(nearby, 0.05f), 0), 3) * weights[RATIO_MARGIN];
        float ratio = lengths[j] - own_length, square = least(ratio * ratio, 1.5f);
        score -= square * weights[LENGTH];
        score -= square * least(own_size + sizes[j], 200) * (weights[LENGTH_BY_SIZE] / 100);
        float difference = own_ends - ends[j];
        difference = greatest(difference, -difference) - line_difference;
        score += greatest(least(difference, 2), 0) * weights[ENDS_DIFFER_MORE];
        score += greatest(least(-difference, 2), 0) * weights[ENDS_DIFFER_LESS];
        difference = greatest(own_fewest - quotations[j], fewest[j] - own_quotations);
        score += greatest(least(difference, 2), 0) * weights[QUOTATIONS_DIFFER];
        scores[j] = score;
    }
    if (!block->paragraphs) return;
    float begins = block->source->begins[i];
    const uint8_t *other_begins = block->target->begins;
    for (int64_t j = 0; j + columns <= m; j++) {
        float together = begins * other_begins[j];
        float apart = begins + other_begins[j] - 2 * together;
        scores[j] += (together - apart) * weights[PARAGRAPHS_BEGIN_TOGETHER];
    }
}

/* The values of a table (TYPES, n, m) at the beads of one type from source sentence i on. */
INLINE const float *row_of(const Block *block, const float *table, int type, int64_t i) {
    return table + (type * block->n + i) * block->m;
}

INLINE void keep_greatest(float *kept, const float *values, int64_t count) {
    for (int64_t j = 0; j < count; j++) kept[j] = greatest(kept[j], values[j]);
}

INLINE void keep_least(float *kept, const float *values, int64_t count) {
    for (int64_t j = 0; j < count; j++) kept[j] = least(kept[j], values[j]);
}

INLINE void fill(float *kept, float value, int64_t count) {
    for (int64_t j = 0; j < count; j++) kept[j] = value;
}

/* Compare the beads of one type with those of one more sentence, where there is room for one. */
INLINE void score_longer(const Block *block, int type, int64_t i, const float *weights, float *scores) {
    int64_t m = block->m, count = m - SHAPES[type][1] + 1;
    int taller = type_of(SHAPES[type][0] + 1, SHAPES[type][1]), wider = type_of(SHAPES[type][0], SHAPES[type][1] + 1);
    const float *similarity = row_of(block, block->similarity, type, i);
    float *longer = block->rows;
    fill(longer, -INFINITY, count);
    if (taller >= 0) {
        if (i + SHAPES[type][0] < block->n)
            keep_greatest(longer, row_of(block, block->similarity, taller, i), count);
        if (i > 0) keep_greatest(longer, row_of(block, block->similarity, taller, i - 1), count);
    }
    if (wider >= 0) {
        const float *values = row_of(block, block->similarity, wider, i);
        keep_greatest(longer, values, count - 1);
        keep_greatest(longer + 1, values, count - 1);
    }
    for (int64_t j = 0; j < count; j++) {
        float better = longer[j] == -INFINITY ? 0 : least(greatest(longer[j] - similarity[j], -0.5f), 0.5f);
        scores[j] += better * weights[BETTER_WHEN_LONGER];
    }
}

/* Compare the beads of one type, which have several sentences on a side, with those of one less, and with parts. */
INLINE void score_parts(const Block *block, int type, int64_t i, const float *weights, float *scores) {
    int64_t m = block->m, count = m - SHAPES[type][1] + 1;
    int rows = SHAPES[type][0], columns = SHAPES[type][1];
    const float *table = block->similarity, *similarity = row_of(block, table, type, i);
    float *shorter = block->rows, *weakest = block->rows + m;
    fill(shorter, -1, count);
    fill(weakest, INFINITY, count);
    if (rows > 1) {
        int without = type_of(rows - 1, columns);
        keep_greatest(shorter, row_of(block, table, without, i), count);
        keep_greatest(shorter, row_of(block, table, without, i + 1), count);
        for (int p = 0; p < rows; p++) keep_least(weakest, row_of(block, table, type_of(1, columns), i + p), count);
    }
    if (columns > 1) {
        const float *values = row_of(block, table, type_of(rows, columns - 1), i);
        keep_greatest(shorter, values, count);
        keep_greatest(shorter, values + 1, count);
        for (int q = 0; q < columns; q++) keep_least(weakest, row_of(block, table, type_of(rows, 1), i) + q, count);
    }
    for (int64_t j = 0; j < count; j++) {
        scores[j] += (similarity[j] - shorter[j]) * weights[GAIN_OVER_PART] + weakest[j] * weights[WEAKEST_PART];
        scores[j] += least(weakest[j] - 0.3f, 0) * weights[WEAKEST_PART_BELOW_3];
    }
}

/* The words of the beads of one type by their share, and by how many are found by chance. */
INLINE void score_words(const Block *block, int type, int64_t i, const float *weights, float *scores) {
    int64_t n = block->n, m = block->m, count = m - SHAPES[type][1] + 1;
    int64_t own = (SHAPES[type][0] - 1) * n + i, other = (SHAPES[type][1] - 1) * m;
    const Runs *source = &block->source_runs, *target = &block->target_runs;
    const float *found = row_of(block, block->source_found, type, i);
    const float *found_back = row_of(block, block->target_found, type, i);
    const float *sizes = target->sizes + other, *amounts = target->amounts + other, *chances = target->chances + other;
    float size = source->sizes[own], amount = source->amounts[own], chance = source->chances[own];
    for (int64_t j = 0; j < count; j++) {
        scores[j] += (found[j] / size + found_back[j] / sizes[j]) / 2 * weights[SHARE_OF_WORDS_FOUND];
        scores[j] += (amount * chances[j] + amounts[j] * chance) / 100 * weights[WORDS_BY_CHANCE];
    }
}

/* The words of the parts of the beads of one type, which have several sentences on a side. */
INLINE void score_words_of_parts(const Block *block, int type, int64_t i, const float *weights,
                                        float *scores) {
    int64_t n = block->n, m = block->m, count = m - SHAPES[type][1] + 1;
    int rows = SHAPES[type][0], columns = SHAPES[type][1];
    const float *sizes = block->source_runs.sizes + i, *other_sizes = block->target_runs.sizes;
    float *added = block->rows, *weakest = block->rows + m;
    fill(added, 1, count);
    fill(weakest, INFINITY, count);
    if (rows > 1) {
        /* Dropping a source sentence loses target words, and the other way round. */
        const float *whole = row_of(block, block->target_found, type, i);
        const float *above = row_of(block, block->target_found, type_of(rows - 1, columns), i), *below = above + m;
        float first = sizes[0], last = sizes[rows - 1];
        for (int64_t j = 0; j < count; j++)
            added[j] = least(added[j], least((whole[j] - above[j]) / last, (whole[j] - below[j]) / first));
        for (int p = 0; p < rows; p++) {
            const float *found = block->source_evidence.found + ((columns - 1) * n + i + p) * m;
            for (int64_t j = 0; j < count; j++) weakest[j] = least(weakest[j], found[j] / sizes[p]);
        }
    }
    if (columns > 1) {
        const float *whole = row_of(block, block->source_found, type, i);
        const float *left = row_of(block, block->source_found, type_of(rows, columns - 1), i), *right = left + 1;
        const float *last = other_sizes + columns - 1;
        for (int64_t j = 0; j < count; j++)
            added[j] = least(added[j], least((whole[j] - left[j]) / last[j], (whole[j] - right[j]) / other_sizes[j]));
        for (int q = 0; q < columns; q++) {
            const float *found = block->target_evidence.found + ((rows - 1) * n + i) * m + q;
            for (int64_t j = 0; j < count; j++) weakest[j] = least(weakest[j], found[j] / other_sizes[j + q]);
        }
    }
    for (int64_t j = 0; j < count; j++) {
        float value = greatest(added[j], 0);
        scores[j] += weakest[j] * weights[WEAKEST_PARTS_WORDS] + value * weights[NEW_WORDS];
        scores[j] += least(value - 0.25f, 0) * weights[NEW_WORDS_BELOW];
    }
}

/* Score all beads of one type: (n, m). */
FOR_ANY_PROCESSOR
static void score_type(const Block *block, int type, const float *weights, float *scores) {
    int several = type > 0;
    for (int64_t i = 0; i + SHAPES[type][0] <= block->n; i++) {
        float *row = scores + i * block->m;
        score_by_itself(block, type, i, weights, row);
        score_longer(block, type, i, weights, row);
        if (several) score_parts(block, type, i, weights, row);
        if (block->words) {
            score_words(block, type, i, weights, row);
            if (several) score_words_of_parts(block, type, i, weights, row);
        }
    }
}

/* The greater of two neighbouring values, of which the last has none after it and the first none before it. */
INLINE float beside(const float *values, int64_t gap, int64_t count, int64_t step) {
    float before = gap > 0 ? values[(gap - 1) * step] : 0, after = gap < count ? values[gap * step] : 0;
    return greatest(before, after);
}

static float maximum(const float *values, int64_t count, int64_t step) {
    float best = 0;
    for (int64_t o = 0; o < count; o++) best = greatest(best, values[o * step]);
    return best;
}

/* Score the deletion of each sentence of a side in each gap of the other: sentence s in the gap before o stands at
 * `s * score_step + o * gap_step`. */
static void score_deletions(const Block *block, const Side *side, const Runs *runs, const float *found, int64_t others,
                            int64_t own_step, int64_t other_step, int64_t score_step, int64_t gap_step,
                            const float *weights, float *scores) {
    for (int64_t sentence = 0; sentence < side->count; sentence++) {
        const float *similarity = block->similarity + sentence * own_step;
        float base = weights[DELETION] + logf((side->lengths[sentence] + LENGTH_FLOOR) / 50) * weights[DELETED_LENGTH];
        base += maximum(similarity, others, other_step) * weights[DELETED_BEST_SIMILARITY];
        if (block->words)
            base += maximum(found + sentence * own_step, others, other_step) / 10 * weights[DELETED_WORDS_AMOUNT_ANYWHERE];
        for (int64_t gap = 0; gap <= others; gap++) {
            float near = beside(similarity, gap, others, other_step);
            float score = base + near * weights[DELETED_SIMILARITY_NEARBY];
            score += greatest(near - 0.3f, 0) * weights[DELETED_SIMILARITY_NEARBY_ABOVE_3];
            if (block->words) {
                float words = beside(found + sentence * own_step, gap, others, other_step);
                score += words / runs->sizes[sentence] * weights[DELETED_WORDS_NEARBY];
                score += words / 10 * weights[DELETED_WORDS_AMOUNT_NEARBY];
            }
            scores[sentence * score_step + gap * gap_step] = score;
        }
    }
}

static int knows_paragraphs(const Side *side) {
    for (int64_t i = 1; i < side->count; i++)
        if (side->begins[i]) return 1;
    return 0;
}

/* Take `count` numbers from the room that is left. */
static float *take(float **room, int64_t count) {
    float *taken = *room;
    *room += count;
    return taken;
}

static Runs make_runs(float **room, int64_t count) {
    int64_t cells = LONGEST_RUN * count;
    Runs runs = {take(room, cells), take(room, cells), take(room, cells), take(room, cells), take(room, cells),
                 take(room, cells), take(room, cells), take(room, cells), take(room, cells), take(room, cells),
                 take(room, cells)};
    return runs;
}

/* Where the scores of a block's beads go. */
typedef struct {
    int64_t cells;               /* of the lattice */
    const int32_t *origins;      /* (TYPES + 2, cells): where beads come from; `cells` for none */
    const int64_t *rows, *columns;
    int64_t chosen;              /* cells of the block */
    const int64_t *chosen_cells; /* (chosen) */
    int64_t first_row, first_column; /* of the block's sentences */
    double impossible;           /* the score of what cannot be */
    double *beads;               /* (TYPES + 2, cells) */
} Places;

/* Copy the scores of one type, of shape (any, width), whose beads go down and across so far. */
static void place_scores(const Places *places, int type, int down, int across, const float *scores, int64_t width) {
    const int32_t *origins = places->origins + type * places->cells;
    double *beads = places->beads + type * places->cells;
    for (int64_t number = 0; number < places->chosen; number++) {
        int64_t cell = places->chosen_cells[number];
        int64_t row = places->rows[cell] - down - places->first_row;
        int64_t column = places->columns[cell] - across - places->first_column;
        beads[cell] = origins[cell] < places->cells ? scores[row * width + column] : places->impossible;
    }
}

/* Score all beads of a block.
 *
 * similarity: cosines of each bead's two runs, (TYPES, n, m)
 * word_cosines: of each source word and each target word
 * half_ratio: square root of how many times longer the target is expected to be
 * weights: WEIGHTS of them; those of words are not read where a side has none
 * places: where the scores go
 *
 * Returns 0, or -1 if there is not enough memory.
 */
EXPORT int score_beads(const Side *source, const Side *target, int words, const float *similarity,
                       const float *word_cosines, float half_ratio, const float *weights, const Places *places) {
    int64_t n = source->count, m = target->count, cells = n * m, widest = n > m ? n : m;
    int64_t support = source->words * m > n * target->words ? source->words * m : n * target->words;
    int64_t size = 11 * LONGEST_RUN * (n + m) + 4 * LONGEST_RUN * cells + (2 * TYPES + 3) * cells + 3 * m + n;
    int64_t scratch_size = (3 * LONGEST_RUN + 3) * full_lanes(widest);
    float *memory = malloc((size + support + scratch_size) * sizeof(float)), *room = memory;
    if (!memory) return -1;
    Block block = {.n = n, .m = m, .words = words, .source = source, .target = target, .similarity = similarity};
    block.paragraphs = knows_paragraphs(source) && knows_paragraphs(target);
    block.source_runs = make_runs(&room, n);
    block.target_runs = make_runs(&room, m);
    block.source_evidence = (Evidence){take(&room, LONGEST_RUN * cells), take(&room, LONGEST_RUN * cells)};
    block.target_evidence = (Evidence){take(&room, LONGEST_RUN * cells), take(&room, LONGEST_RUN * cells)};
    block.source_found = take(&room, TYPES * cells);
    block.target_found = take(&room, TYPES * cells);
    block.evidence = take(&room, cells);
    block.evidence_back = take(&room, cells);
    block.rows = take(&room, 2 * m);
    float *scores = take(&room, cells + n + m);
    float *supports = take(&room, support), *scratch = take(&room, scratch_size);

    describe_runs(source, block.paragraphs, half_ratio, weights, &block.source_runs, scratch);
    describe_runs(target, block.paragraphs, 1 / half_ratio, weights, &block.target_runs, scratch);
    look_around(similarity, n, m, block.source_runs.around, block.target_runs.around, scratch);
    support_of_source(word_cosines, source, target, supports);
    gather_evidence(source, m, supports, m, 1, weights, m, 1, &block.source_evidence, scratch);
    support_of_target(word_cosines, source, target, supports);
    gather_evidence(target, n, supports, 1, target->words, weights, 1, m, &block.target_evidence, scratch);
    for (int type = 0; type < TYPES; type++)
        sum_by_type(block.source_evidence.found, block.target_evidence.found, type, n, m,
                    block.source_found + type * cells, block.target_found + type * cells);
    for (int type = 0; type < TYPES; type++) {
        sum_by_type(block.source_evidence.total, block.target_evidence.total, type, n, m, block.evidence,
                    block.evidence_back);
        score_type(&block, type, weights, scores);
        place_scores(places, type, SHAPES[type][0], SHAPES[type][1], scores, m);
    }
    score_deletions(&block, source, &block.source_runs, block.source_evidence.found, m, m, 1, m + 1, 1, weights, scores);
    place_scores(places, TYPES, 1, 0, scores, m + 1);
    score_deletions(&block, target, &block.target_runs, block.target_evidence.found, n, 1, m, 1, m, weights, scores);
    place_scores(places, TYPES + 1, 0, 1, scores, m);
    free(memory);
    return 0;
}
