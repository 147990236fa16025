/* Where the tokens of a text begin that may hold an anchor: what `anchors/english.py` and `anchors/korean.py` look for
 * with their patterns, but for most words, which hold none. Texts are code points; where one has others than those
 * that are known here, all is left to the patterns. A test holds that both find the same.
 */

#include <stdint.h>

#include "compiled.h"

/* Some words, one after the other in ascending order of their code points. */
typedef struct {
    int64_t count;
    const int64_t *limits;   /* (count + 1): where each begins */
    const uint32_t *letters; /* all of their code points */
} Words;

enum { NOT_KNOWN = -1 };

static int is_small(uint32_t c) { return c >= 'a' && c <= 'z'; }
static int is_letter(uint32_t c) { return is_small(c | 0x20); }
static int is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static int is_syllable(uint32_t c) { return c >= 0xac00 && c <= 0xd7a3; }

/* Signs that are no letters, digits or currencies: those of ASCII are not asked for. */
static int is_mark(uint32_t c) {
    if (c < 0xc0) return c == 0xa0 || c == 0xa7 || c == 0xab || c == 0xb0 || c == 0xb7 || c == 0xbb;
    if (c < 0x3000) return (c >= 0x2010 && c <= 0x205e) || (c >= 0x2190 && c <= 0x21ff) || (c >= 0x2500 && c <= 0x26ff);
    return (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || c == 0x30fb;
}

static int is_currency(uint32_t c) {
    return c == '$' || (c >= 0xa2 && c <= 0xa5) || c == 0xe3f || (c >= 0x20a0 && c <= 0x20bf);
}

/* Tell whether a word is among others. */
static int is_among(const uint32_t *word, int64_t length, const Words *words) {
    int64_t low = 0, high = words->count;
    while (low < high) {
        int64_t middle = (low + high) / 2, begin = words->limits[middle], size = words->limits[middle + 1] - begin;
        const uint32_t *other = words->letters + begin;
        int64_t same = 0;
        while (same < length && same < size && word[same] == other[same]) same++;
        if (same == length && same == size) return 1;
        if (same == length || (same < size && word[same] < other[same]))
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

/* Find where the tokens of an English text begin.
 *
 * text: (length)
 * exceptions: words in small letters that are looked at, and such with a capital that are not
 * starts: (length), where the places go, ascending
 *
 * Returns how many there are, or NOT_KNOWN.
 */
EXPORT int64_t english_starts(const uint32_t *text, int64_t length, const Words *exceptions, int64_t *starts) {
    int64_t found = 0, place = 0;
    while (place < length) {
        uint32_t c = text[place];
        int64_t begin = place++;
        if (is_letter(c)) {
            int small = is_small(c);
            for (; place < length && is_letter(text[place]); place++) small &= is_small(text[place]);
            /* The letters before a dollar sign may belong to it: A$5. */
            int dollar = place < length && text[place] == '$';
            if (dollar || small == is_among(text + begin, place - begin, exceptions)) starts[found++] = begin;
        } else if (is_digit(c)) {
            starts[found++] = begin;
            while (place < length && is_digit(text[place])) place++;
        } else if (is_currency(c) || (c == '.' && place < length && is_digit(text[place]))) {
            starts[found++] = begin;
        } else if (c >= 0x80 && !is_mark(c)) {
            return NOT_KNOWN;
        }
    }
    return found;
}

/* Find where the tokens of a Korean text begin.
 *
 * beginnings: one or two characters that eojeol begin with that are looked at
 *
 * All else as in `english_starts`.
 */
EXPORT int64_t korean_starts(const uint32_t *text, int64_t length, const Words *beginnings, int64_t *starts) {
    int64_t found = 0, place = 0;
    while (place < length) {
        uint32_t c = text[place];
        int64_t begin = place++;
        if (is_syllable(c)) {
            if (is_among(text + begin, 1, beginnings) || (place < length && is_among(text + begin, 2, beginnings)))
                starts[found++] = begin;
            while (place < length && is_syllable(text[place])) place++;
        } else if (is_letter(c)) {
            starts[found++] = begin;
            while (place < length && (is_letter(text[place]) || is_digit(text[place]) || text[place] == '.' ||
                                      text[place] == '&' || text[place] == '-'))
                place++;
        } else if (is_digit(c)) {
            starts[found++] = begin;
            while (place < length && is_digit(text[place])) place++;
        } else if (is_currency(c)) {
            starts[found++] = begin;
        } else if (c >= 0x80 && !is_mark(c)) {
            return NOT_KNOWN;
        }
    }
    return found;
}
