/* matcher: finds the words of a query in a text. */
#include "matcher.h"

#include <stdlib.h>

#include "text.h"

enum { MATCHES_MAX = 5000 };

static void add(struct matcher *m, struct str text, unsigned ends) {
    struct buf folded = {0};
    text_fold(&folded, text);
    if (folded.n) {
        m->words[m->count++] = (struct matcher_word){arena_copy(&m->arena, buf_str(&folded)), ends};
    }
    buf_release(&folded);
}

void matcher_of_query(struct matcher *m, const struct query *q) {
    matcher_release(m);
    m->words = arena_alloc(&m->arena, q->count, sizeof *m->words);
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if ((c->kind == CONDITION_WORDS || c->kind == CONDITION_TITLE) && !c->exclude) {
            add(m, c->text, TEXT_WORD_BEGINS | (c->prefix ? 0 : TEXT_WORD_ENDS));
        }
    }
}

void matcher_of_text(struct matcher *m, struct str text) {
    matcher_release(m);
    m->words = arena_alloc(&m->arena, 1, sizeof *m->words);
    add(m, text, 0);
}

void matcher_release(struct matcher *m) {
    arena_release(&m->arena);
    *m = (struct matcher){0};
}

bool matcher_next(const struct matcher *m, struct str text, size_t from, struct match *match) {
    size_t best = text.n, best_length = 0;
    for (size_t i = 0; i < m->count; i++) {
        size_t length, at = text_find_folded(text, from, m->words[i].folded, m->words[i].ends, &length);
        if (length && (at < best || (at == best && length > best_length))) {
            best = at;
            best_length = length;
        }
    }
    *match = (struct match){(uint32_t)best, (uint32_t)best_length, false};
    return best_length > 0;
}

/* Searches the whole text once per word and then sorts the matches: otherwise a rare word would be searched for to the end of
 * the text after each match of a frequent one. */
static int compare(const void *a, const void *b) {
    const struct match *x = a, *y = b;
    return x->offset != y->offset ? (x->offset < y->offset ? -1 : 1) : x->length > y->length ? -1 : x->length < y->length;
}

static void add_all(const struct matcher_word *w, struct str text, struct matches *out) {
    size_t length, most = out->count + MATCHES_MAX;
    for (size_t at = 0; out->count < most; at += length) {
        at = text_find_folded(text, at, w->folded, w->ends, &length);
        if (!length) {
            break;
        }
        out->matches = grow(out->matches, out->count, &out->capacity, sizeof *out->matches);
        out->matches[out->count++] = (struct match){(uint32_t)at, (uint32_t)length, false};
    }
}

void matcher_all(const struct matcher *m, struct str text, struct matches *out) {
    size_t kept = 0, end = 0;
    out->count = 0;
    for (size_t i = 0; i < m->count; i++) {
        add_all(&m->words[i], text, out);
    }
    if (m->count > 1 && out->count) {
        qsort(out->matches, out->count, sizeof *out->matches, compare);
    }
    for (size_t i = 0; i < out->count; i++) {
        if (out->matches[i].offset >= end) {
            end = (size_t)out->matches[i].offset + out->matches[i].length;
            out->matches[kept++] = out->matches[i];
        }
    }
    out->count = kept;
}
