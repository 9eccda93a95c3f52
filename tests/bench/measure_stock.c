/* measure: articles, terms and words of a cache, to make samples of. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

enum {
    TEXTS = 400,
    FREQUENT = 20,     /* so many terms count as frequent */
    RARE_ARTICLES = 3, /* ...and those of at most so many articles as rare */
    WORDS_MAX = 300,
    TRIES = 10000,
};

int64_t stock_article(struct stock *s) {
    struct query all = {0};
    struct rows rows;
    struct arena arena = {0};
    uint64_t range = (uint64_t)(s->newest - s->oldest) + 1;
    struct page_request request = {.after = s->newest + 1 - (int64_t)(random_next(&s->random) % range), .limit = 1};
    int64_t id = cache_find(s->cache, &all, &request, &arena, &rows, NULL) == 0 && rows.count ? rows.rows[0].id : s->newest;
    arena_release(&arena);
    return id;
}

const struct term *stock_frequent(struct stock *s, enum taxonomy taxonomy) {
    const struct terms *t = &s->terms[taxonomy];
    size_t count = t->count < FREQUENT ? t->count : FREQUENT;
    return count ? &t->terms[random_below(&s->random, (uint32_t)count)] : NULL;
}

const struct term *stock_rare(struct stock *s, enum taxonomy taxonomy) {
    const struct terms *t = &s->terms[taxonomy];
    size_t first = t->count;
    while (first && t->terms[first - 1].count <= RARE_ARTICLES) {
        first--;
    }
    if (first == t->count) { /* none is that rare: the rarest then */
        first = t->count - (t->count < FREQUENT ? t->count : FREQUENT);
    }
    return t->count ? &t->terms[first + random_below(&s->random, (uint32_t)(t->count - first))] : NULL;
}

struct str stock_text(struct stock *s) {
    return s->texts[random_below(&s->random, (uint32_t)s->text_count)];
}

/* The word at or behind `at`; its end is where it ends. */
static struct str word_at(struct str text, size_t at) {
    while (at < text.n && !is_letter(text.p[at])) {
        at++;
    }
    size_t end = at;
    while (end < text.n && is_letter(text.p[end])) {
        end++;
    }
    return str_slice(text, at, end);
}

struct str stock_word(struct stock *s, struct str *next) {
    for (size_t i = 0; i < TRIES; i++) {
        struct str text = stock_text(s);
        size_t at = text.n ? random_next(&s->random) % text.n : 0;
        while (at < text.n && is_letter(text.p[at])) {
            at++; /* a whole word, not the end of one */
        }
        struct str word = word_at(text, at);
        struct str behind = word_at(text, (size_t)(word.p - text.p) + word.n);
        if (word.n && (!next || behind.n)) {
            if (next) {
                *next = behind;
            }
            return word;
        }
    }
    return STR_NONE;
}

static int read_texts(struct stock *s, struct err *e) {
    s->texts = arena_alloc(&s->arena, TEXTS, sizeof *s->texts);
    for (size_t i = 0; i < TEXTS; i++) {
        struct doc d;
        if (cache_document(s->cache, stock_article(s), &s->arena, &d, e) < 0) {
            return -1;
        }
        s->texts[s->text_count++] = d.text;
    }
    return 0;
}

static int more_articles_first(const void *a, const void *b) {
    const struct term *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return x->id < y->id ? -1 : 1;
}

static int read_terms(struct stock *s, struct err *e) {
    for (int i = 0; i < TAX_COUNT; i++) {
        if (cache_terms(s->cache, (enum taxonomy)i, 0, 0, &s->arena, &s->terms[i], e) < 0) {
            return -1;
        }
        qsort(s->terms[i].terms, s->terms[i].count, sizeof *s->terms[i].terms, more_articles_first);
    }
    return 0;
}

static bool is_listed(const struct str *words, size_t count, struct str word) {
    for (size_t i = 0; i < count; i++) {
        if (str_equal_nocase(words[i], word)) {
            return true;
        }
    }
    return false;
}

/* Words that are found in from `least` to `most` articles. */
static int find_words(struct stock *s, int64_t least, int64_t most, struct str **words, size_t *count, size_t tries,
                      struct err *e) {
    *words = arena_alloc(&s->arena, WORDS_MAX, sizeof **words);
    for (size_t i = 0; i < tries && *count < WORDS_MAX; i++) {
        struct condition condition = {.kind = CONDITION_WORDS, .text = stock_word(s, NULL)};
        struct query q = {&condition, 1, SORT_NEWEST};
        int64_t found;
        bool exact;
        if (!condition.text.n || is_listed(*words, *count, condition.text)) {
            continue;
        }
        if (cache_count(s->cache, &q, most, &found, &exact, NULL, e) < 0) {
            return -1;
        }
        if (exact && found >= least) {
            (*words)[(*count)++] = condition.text;
        }
    }
    return 0;
}

static int edge(struct stock *s, bool last, int64_t *id, struct err *e) {
    struct query all = {0};
    struct rows rows;
    struct page_request request = {.backwards = last, .limit = 1};
    if (cache_find(s->cache, &all, &request, &s->arena, &rows, e) < 0) {
        return -1;
    }
    *id = rows.count ? rows.rows[0].id : 0;
    return rows.count ? 0 : err_set(e, "the cache has no articles to measure with");
}

int stock_init(struct stock *s, struct cache *c, struct err *e) {
    struct counts counts;
    *s = (struct stock){.cache = c, .random = random_of(1, 1)};
    if (edge(s, false, &s->newest, e) < 0 || edge(s, true, &s->oldest, e) < 0 || cache_counts(c, &counts, e) < 0) {
        return -1;
    }
    s->articles = counts.articles;
    if (read_terms(s, e) < 0 || read_texts(s, e) < 0) {
        return -1;
    }
    int64_t few = s->articles / 1000 ? s->articles / 1000 : 1;
    if (find_words(s, s->articles * 3 / 10, s->articles * 7 / 10, &s->half, &s->half_count, 200, e) < 0) {
        return -1;
    }
    return find_words(s, 1, few, &s->rare, &s->rare_count, 4000, e);
}

void stock_release(struct stock *s) {
    arena_release(&s->arena);
}
