/* What the network's last layers take, as `encoders/use_vectors.py` works it out in numpy: to the same bits. */

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
