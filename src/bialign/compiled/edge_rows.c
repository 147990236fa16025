/* Tokens at the edges of runs, as `encoders/use_edges.py` works them out in numpy: what comes before and after the
 * matrix products. Rows stay in the processor's cache, edge by edge. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "compiled.h"

enum { CHANNELS = 256, EMBEDDING = 512, BRANCHES = 3, FEATURES = EMBEDDING + BRANCHES * CHANNELS, ROW = FEATURES + 2 };

/* Columns of a window, `first` up to `last`. */
typedef struct {
    int64_t first, last;
} Columns;

/* One branch of the network, and what its convolutions come to. */
typedef struct {
    int64_t order, left;      /* tokens that a convolution sees, and those of them before its own */
    int64_t table_rows;
    const float *products;    /* of the first convolution, by slot and token: (order, table_rows, CHANNELS) */
    const float *inputs;      /* by token: (table_rows, CHANNELS) */
    const float *first_bias;  /* (CHANNELS) */
    const float *second_bias; /* (CHANNELS) */
    const float *text_first;  /* the first convolution's output inside the text: (places, CHANNELS) */
    const float *text_second; /* the second one's sums there: (places, CHANNELS) */
    Columns near, changed;
    float *hidden;            /* the first one's output at the near columns: (edges, near, CHANNELS) */
    float *changes;           /* what it changes by at the changed columns: (edges, changed, CHANNELS) */
    const float *sums;        /* what that adds to the second one's sums, by column: (edge columns, edges, CHANNELS) */
    const uint8_t *has_sums;  /* where it adds anything: (edge columns) */
} Branch;

INLINE int holds(Columns columns, int64_t column) { return columns.first <= column && column < columns.last; }

INLINE float positive(float value) { return value > 0 ? value : 0; }

/* Work out a branch's first convolution at an edge, and what is other than inside the text.
 *
 * windows: the token in each column, as a row of the tables: (edges, width)
 * places: where each column stands in the text's arrays: (edges, width)
 */
FOR_ANY_PROCESSOR
EXPORT void begin_edges(const Branch *branch, int64_t edges, int64_t width, const int64_t *windows,
                        const int64_t *places) {
    Columns near = branch->near, changed = branch->changed;
    for (int64_t edge = 0; edge < edges; edge++) {
        const int64_t *window = windows + edge * width, *place = places + edge * width;
        float *hidden = branch->hidden + edge * (near.last - near.first) * CHANNELS;
        for (int64_t column = near.first; column < near.last; column++) {
            float *out = hidden + (column - near.first) * CHANNELS;
            const float *input = branch->inputs + window[column] * CHANNELS;
            float sum[CHANNELS];
            memcpy(sum, branch->first_bias, sizeof sum);
            for (int64_t slot = 0; slot < branch->order; slot++) {
                int64_t row = slot * branch->table_rows + window[column - branch->left + slot];
                const float *product = branch->products + row * CHANNELS;
                for (int c = 0; c < CHANNELS; c++) sum[c] += product[c];
            }
            for (int c = 0; c < CHANNELS; c++) out[c] = positive(sum[c]) + input[c];
        }
        float *changes = branch->changes + edge * (changed.last - changed.first) * CHANNELS;
        for (int64_t column = changed.first; column < changed.last; column++) {
            float *out = changes + (column - changed.first) * CHANNELS;
            const float *text = branch->text_first + place[column] * CHANNELS;
            const float *own = hidden + (column - near.first) * CHANNELS;
            if (holds(near, column))
                for (int c = 0; c < CHANNELS; c++) out[c] = own[c] - text[c];
            else
                for (int c = 0; c < CHANNELS; c++) out[c] = -text[c];
        }
    }
}

/* Sum up the scaled rows of the tokens at each edge.
 *
 * branches: BRANCHES of them
 * shape: the columns of the edge, and those of its tokens, the mark being the other one
 * embeddings: by token: (table_rows, EMBEDDING)
 * totals: (edges, ROW)
 */
FOR_ANY_PROCESSOR
EXPORT void finish_edges(const Branch *branches, int64_t edges, int64_t width, const int64_t *windows,
                         const int64_t *places, const Columns *edge_columns, const Columns *token_columns,
                         const float *embeddings, float epsilon, float *totals) {
    for (int64_t edge = 0; edge < edges; edge++) {
        float *total = totals + edge * ROW;
        memset(total, 0, ROW * sizeof(float));
        for (int64_t column = edge_columns->first; column < edge_columns->last; column++) {
            int64_t token = windows[edge * width + column], place = places[edge * width + column];
            if (!token) continue; /* padding */
            float row[FEATURES];
            memcpy(row, embeddings + token * EMBEDDING, EMBEDDING * sizeof(float));
            for (int number = 0; number < BRANCHES; number++) {
                const Branch *branch = branches + number;
                Columns near = branch->near;
                float *out = row + EMBEDDING + number * CHANNELS;
                int64_t own = edge * (near.last - near.first) + column - near.first;
                const float *hidden = holds(near, column) ? branch->hidden + own * CHANNELS
                                                          : branch->text_first + place * CHANNELS;
                int64_t added = (column - edge_columns->first) * edges + edge;
                memcpy(out, branch->second_bias, CHANNELS * sizeof(float));
                if (branch->has_sums[column - edge_columns->first])
                    for (int c = 0; c < CHANNELS; c++) out[c] += branch->sums[added * CHANNELS + c];
                if (holds(*token_columns, column))
                    for (int c = 0; c < CHANNELS; c++) out[c] += branch->text_second[place * CHANNELS + c];
                for (int c = 0; c < CHANNELS; c++) out[c] = positive(out[c]) + hidden[c];
            }
            float sum = 0, squares = 0;
#pragma omp simd reduction(+ : sum, squares)
            for (int c = 0; c < FEATURES; c++) {
                sum += row[c];
                squares += row[c] * row[c];
            }
            float mean = sum / FEATURES, deviation = sqrtf(squares / FEATURES - mean * mean + epsilon);
            float scale = 1 / deviation;
            for (int c = 0; c < FEATURES; c++) total[c] += row[c] * scale;
            total[FEATURES] += mean * scale;
            total[FEATURES + 1] += 1;
        }
    }
}
