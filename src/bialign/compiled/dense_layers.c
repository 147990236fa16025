/* What the network's last layers do beside matrix products, as `encoders/use_vectors.py` works it out in numpy: to the
 * same bits but for the hyperbolic tangent, which is within 3e-7.
 */

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "compiled.h"

/* A run's sums: what the first matrix takes, and what passes by it. */
enum { TAKEN = 320, SUMS = 2 * TAKEN };

INLINE float positive(float value) { return value > 0 ? value : 0; }

/* Add up the runs that begin with each of the first `count` sentences, and scale them, one row a run.
 *
 * first, more: a sentence's sums by itself, and what it adds to a run that ends before it: (sentences, SUMS)
 * tokens: of each sentence: (sentences)
 * marks: the tokens that a run has besides
 * limits: how many sentences the longest run from each on has: (count)
 * taken: what the first matrix takes: (runs, TAKEN)
 * passed: what passes by it, in rows that are `step` apart
 */
FOR_ANY_PROCESSOR
EXPORT void add_up_runs(const float *first, const float *more, const int64_t *tokens, int64_t marks,
                        const int64_t *limits, int64_t count, float *taken, float *passed, int64_t step) {
    for (int64_t begin = 0; begin < count; begin++) {
        float sums[SUMS];
        memcpy(sums, first + begin * SUMS, sizeof sums);
        int64_t length = marks + tokens[begin];
        for (int64_t extra = 0; extra < limits[begin]; extra++, taken += TAKEN, passed += step) {
            if (extra) {
                const float *added = more + (begin + extra) * SUMS;
                for (int c = 0; c < SUMS; c++) sums[c] += added[c];
                length += tokens[begin + extra];
            }
            float scale = 1 / sqrtf((float)length);
            for (int c = 0; c < TAKEN; c++) taken[c] = positive(sums[c] * scale);
            for (int c = 0; c < TAKEN; c++) passed[c] = sums[TAKEN + c] * scale;
        }
    }
}

/* Add a product to each row, and leave what is positive.
 *
 * product: (rows, size)
 * values: rows that are `step` apart
 */
FOR_ANY_PROCESSOR
EXPORT void add_product(const float *product, int64_t rows, int64_t size, float *values, int64_t step) {
    for (int64_t row = 0; row < rows; row++, product += size, values += step)
        for (int64_t c = 0; c < size; c++) values[c] = positive(values[c] + product[c]);
}

typedef union {
    int32_t bits;
    float value;
} Float;

/* The hyperbolic tangent, by the power of e that falls with the size of a value: it is never beyond range. */
INLINE float tangent(float value) {
    const float log2_of_e = 1.44269504f, log_of_2 = 0.693147181f;
    /* From 10 on it is 1. Bits of numbers without a sign are in the order of these, and compared several at a time. */
    const Float most = {.value = 10};
    Float size = {.value = fabsf(value)};
    size.bits = size.bits < most.bits ? size.bits : most.bits;
    float power = size.value * (-2 * log2_of_e);
    int32_t whole = (int32_t)(power - 0.5f);
    float part = (power - (float)whole) * log_of_2;
    Float scale = {(whole + 127) << 23};
    float series = 1 + part * (1.0f / 7);
    series = 1 + part * (1.0f / 6) * series;
    series = 1 + part * (1.0f / 5) * series;
    series = 1 + part * (1.0f / 4) * series;
    series = 1 + part * (1.0f / 3) * series;
    series = 1 + part * (1.0f / 2) * series;
    series = (1 + part * series) * scale.value;
    /* What is no number, or beyond all, becomes none: 0 is added to all others. */
    return copysignf((1 - series) / (1 + series), value) + (value - value);
}

/* Turn what the last matrix gives into unit vectors of its hyperbolic tangents.
 *
 * vectors: (rows, size)
 * least: what the square of a vector's length is at least taken for
 */
FOR_ANY_PROCESSOR
EXPORT void make_unit_vectors(float *vectors, int64_t rows, int64_t size, float least) {
    enum { LANES = 16 };
    for (int64_t row = 0; row < rows; row++, vectors += size) {
        float squares[LANES] = {0}, square = 0;
        for (int64_t c = 0; c < size; c++) vectors[c] = tangent(vectors[c]);
        int64_t c = 0;
        for (; c + LANES <= size; c += LANES)
            for (int lane = 0; lane < LANES; lane++) squares[lane] += vectors[c + lane] * vectors[c + lane];
        for (; c < size; c++) square += vectors[c] * vectors[c];
        for (int lane = 0; lane < LANES; lane++) square += squares[lane];
        float scale = 1 / sqrtf(square < least ? least : square);
        for (c = 0; c < size; c++) vectors[c] *= scale;
    }
}
