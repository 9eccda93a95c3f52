/* measure: search as you type. */
#include <string.h>

#include "measure.h"

enum { FOUND_ROWS = 100 }; /* as the search asks */

/* With IN_TOPIC the words are looked for in a topic, one time a frequent and one time a rare one. */
enum { IN_TOPIC = 100 };

static bool search(struct stock *s, int variant, struct str words, struct sample *out) {
    const struct term *t = random_below(&s->random, 2) ? stock_rare(s, TAX_TOPIC) : stock_frequent(s, TAX_TOPIC);
    out->typed = true;
    out->page.limit = FOUND_ROWS;
    if (variant >= IN_TOPIC && t) {
        out->text = arena_printf(&s->arena, "topic:\"%s\" %.*s", t->key.p, (int)words.n, words.p);
    } else {
        out->text = arena_copy(&s->arena, words);
    }
    return words.n && (t || variant < IN_TOPIC);
}

/* A blank behind a word ends it: it is no beginning any more. */
static struct str ended(struct stock *s, struct str word) {
    return arena_printf(&s->arena, "%.*s ", (int)word.n, word.p);
}

static bool make_half(struct stock *s, int variant, struct sample *out) {
    return s->half_count && search(s, variant, ended(s, s->half[random_below(&s->random, (uint32_t)s->half_count)]), out);
}

static bool make_half_by_relevance(struct stock *s, int variant, struct sample *out) {
    bool made = make_half(s, variant, out);
    out->text = arena_printf(&s->arena, "%s sort:relevance", out->text.p);
    return made;
}

static bool make_rare(struct stock *s, int variant, struct sample *out) {
    return s->rare_count && search(s, variant, ended(s, s->rare[random_below(&s->random, (uint32_t)s->rare_count)]), out);
}

static bool make_several(struct stock *s, int variant, struct sample *out) {
    struct str words[3];
    for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
        words[i] = stock_word(s, NULL);
    }
    return search(s, variant,
                  arena_printf(&s->arena, "%.*s %.*s %.*s ", (int)words[0].n, words[0].p, (int)words[1].n, words[1].p,
                               (int)words[2].n, words[2].p),
                  out);
}

static bool make_phrase(struct stock *s, int variant, struct sample *out) {
    struct str next, word = stock_word(s, &next);
    return search(s, variant, arena_printf(&s->arena, "\"%.*s %.*s\"", (int)word.n, word.p, (int)next.n, next.p), out);
}

/* The first letters of a word of at least so many; the variant says how many. */
static bool make_prefix(struct stock *s, int variant, struct sample *out) {
    enum { TRIES = 1000 };
    size_t letters = (size_t)(variant % IN_TOPIC);
    struct str word = stock_word(s, NULL);
    for (int i = 0; i < TRIES && word.n < letters; i++) {
        word = stock_word(s, NULL);
    }
    return word.n >= letters && search(s, variant, str_slice(word, 0, letters), out);
}

/* Two or three characters side by side, wherever a word may begin: the lead bytes E3 to E9 of UTF-8 are those of kana and of
 * most of the Chinese characters. */
static bool make_cjk(struct stock *s, int variant, struct sample *out) {
    enum { BYTES = 3, TRIES = 20000 };
    size_t bytes = BYTES * (2 + random_below(&s->random, 2));
    for (int i = 0; i < TRIES; i++) {
        struct str text = stock_text(s);
        size_t from = text.n > bytes ? random_next(&s->random) % (text.n - bytes) : 0, end = from;
        while (end < text.n && end < from + bytes && (unsigned char)text.p[end] >= 0xe3 && (unsigned char)text.p[end] <= 0xe9) {
            end += BYTES;
        }
        if (end == from + bytes && end <= text.n && !memmem(text.p + from, bytes, "\xe3\x80", 2)) { /* 、 and 。 */
            return search(s, variant, str_slice(text, from, end), out);
        }
    }
    return false;
}

const struct measure_class search_classes[] = {
    {"word in half of all", 8, make_half, run_find, 0},
    {"word in half of all, by relevance", 0, make_half_by_relevance, run_find, 0},
    {"word in half of all in a topic", 8, make_half, run_find, IN_TOPIC},
    {"rare word", 8, make_rare, run_find, 0},
    {"rare word in a topic", 8, make_rare, run_find, IN_TOPIC},
    {"three words", 8, make_several, run_find, 0},
    {"three words in a topic", 8, make_several, run_find, IN_TOPIC},
    {"phrase", 150, make_phrase, run_find, 0},
    {"phrase in a topic", 150, make_phrase, run_find, IN_TOPIC},
    {"1 letter", 8, make_prefix, run_find, 1},
    {"1 letter in a topic", 8, make_prefix, run_find, IN_TOPIC + 1},
    {"2 letters", 8, make_prefix, run_find, 2},
    {"2 letters in a topic", 8, make_prefix, run_find, IN_TOPIC + 2},
    {"3 letters", 8, make_prefix, run_find, 3},
    {"3 letters in a topic", 8, make_prefix, run_find, IN_TOPIC + 3},
    {"count of 1 letter", 0, make_prefix, run_count, 1},
    {"count of 2 letters", 0, make_prefix, run_count, 2},
    {"count of 3 letters", 0, make_prefix, run_count, 3},
    {"4 letters", 150, make_prefix, run_find, 4},
    {"4 letters in a topic", 150, make_prefix, run_find, IN_TOPIC + 4},
    {"5 letters", 150, make_prefix, run_find, 5},
    {"5 letters in a topic", 150, make_prefix, run_find, IN_TOPIC + 5},
    {"6 letters", 150, make_prefix, run_find, 6},
    {"6 letters in a topic", 150, make_prefix, run_find, IN_TOPIC + 6},
    {"Chinese or Japanese", 150, make_cjk, run_find, 0},
    {"Chinese or Japanese in a topic", 150, make_cjk, run_find, IN_TOPIC},
};
const size_t search_class_count = ARRAY_SIZE(search_classes);
