/* Sums of what the tokens of words have, as `encoders/use_network.py` adds them up in numpy: to the same bits. */

#include <stdint.h>

#include "compiled.h"

/* Add a scaled row to a sum, or begin it. */
INLINE void add_row(const float *row, int64_t size, float scale, int begin, float *sum) {
    if (begin)
        for (int64_t column = 0; column < size; column++) sum[column] = row[column] * scale;
    else
        for (int64_t column = 0; column < size; column++) sum[column] += row[column] * scale;
}

/* Sum up the rows of each word's tokens.
 *
 * rows: a row of `features` for each of `tokens`, `row_step` apart
 * scales: what each token's rows are multiplied by, (tokens)
 * table, places: further rows, of `table_size`, and which of them each token has
 * cuts: where each of `words` begins, ascending; it has one token at least and ends where the next begins
 * row_sums, table_sums: (words, features) and (words, table_size)
 */
FOR_ANY_PROCESSOR
EXPORT void sum_words(const float *rows, int64_t row_step, int64_t features, int64_t tokens, const float *scales,
                      const float *table, int64_t table_size, const int64_t *places, int64_t words,
                      const int64_t *cuts, float *row_sums, float *table_sums) {
    for (int64_t word = 0; word < words; word++) {
        int64_t end = word + 1 < words ? cuts[word + 1] : tokens;
        for (int64_t token = cuts[word]; token == cuts[word] || token < end; token++) {
            int begin = token == cuts[word];
            add_row(rows + token * row_step, features, scales[token], begin, row_sums + word * features);
            add_row(table + places[token] * table_size, table_size, scales[token], begin,
                    table_sums + word * table_size);
        }
    }
}
