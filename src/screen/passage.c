/* passage: an alignment of the passage's words with those of the text, which counts the words that were put in, left out or
 * replaced. */
#include "passage.h"

#include <stdlib.h>

#include "text.h"

enum { FEW_WORDS = 4, CONTEXT_BYTES = 80, COST_MAX = 100000000 };

struct word {
    uint64_t hash;
    size_t from, to;
};

struct words {
    struct word *words;
    size_t count, capacity;
};

static int add_word(void *context, struct str folded, size_t from, size_t to) {
    struct words *w = context;
    w->words = grow(w->words, w->count, &w->capacity, sizeof *w->words);
    w->words[w->count++] = (struct word){str_hash(folded), from, to};
    return 0;
}

static void find_words(struct text_words *all, struct str text, struct words *out) {
    *out = (struct words){0};
    text_words_each(all, text, add_word, out);
}

struct search {
    struct words text, quote, before, after;
    size_t at;
};

/* How many of the words around it stand around words [from, to) of the text. */
static size_t context_at(const struct search *s, size_t from, size_t to) {
    size_t alike = 0, n = 0;
    while (n < s->before.count && n < from &&
           s->text.words[from - 1 - n].hash == s->before.words[s->before.count - 1 - n].hash) {
        n++;
    }
    alike += n;
    for (n = 0; n < s->after.count && to + n < s->text.count && s->text.words[to + n].hash == s->after.words[n].hash;) {
        n++;
    }
    return alike + n;
}

/* A place of the quote in the text: words [from, to), with so many changes. */
struct candidate {
    size_t from, to, changes, context, distance;
    bool found;
};

static bool is_better(const struct candidate *a, const struct candidate *b) {
    return !b->found || a->changes < b->changes ||
           (a->changes == b->changes && (a->context > b->context || (a->context == b->context && a->distance < b->distance)));
}

static size_t changes_allowed(size_t words) {
    return words < FEW_WORDS ? 0 : words * 2 / 5;
}

static void consider(const struct search *s, size_t from, size_t to, size_t changes, struct candidate *best) {
    if (from >= to || changes > changes_allowed(s->quote.count) || (best->found && changes > best->changes)) {
        return;
    }
    size_t here = s->text.words[from].from;
    struct candidate p = {.from = from, .to = to, .changes = changes, .context = context_at(s, from, to), .found = true};
    p.distance = here > s->at ? here - s->at : s->at - here;
    if (is_better(&p, best)) {
        *best = p;
    }
}

static void find_exact(const struct search *s, struct candidate *best) {
    size_t n = s->quote.count;
    for (size_t i = 0; i + n <= s->text.count; i++) {
        size_t same = 0;
        while (same < n && s->text.words[i + same].hash == s->quote.words[same].hash) {
            same++;
        }
        if (same == n) {
            consider(s, i, i + n, 0, best);
        }
    }
}

/* After word i of the text: the least changes that make its last words the first j of the quote, and where they begin. */
struct cell {
    size_t changes, from;
};

static struct cell least(struct cell a, struct cell b) {
    return b.changes < a.changes ? b : a;
}

static void find_alike(const struct search *s, struct candidate *best) {
    size_t n = s->quote.count;
    struct cell *row = xcalloc(n + 1, sizeof *row);
    for (size_t j = 0; j <= n; j++) {
        row[j] = (struct cell){j, 0};
    }
    for (size_t i = 0; i < s->text.count; i++) {
        struct cell diagonal = row[0];
        row[0] = (struct cell){0, i + 1};
        for (size_t j = 1; j <= n; j++) {
            struct cell replaced = diagonal, put_in = row[j], left_out = row[j - 1];
            replaced.changes += s->text.words[i].hash != s->quote.words[j - 1].hash;
            put_in.changes++;
            left_out.changes++;
            diagonal = row[j];
            row[j] = least(replaced, least(left_out, put_in));
        }
        consider(s, row[n].from, i + 1, row[n].changes, best);
    }
    free(row);
}

/* Few words may stand anywhere: then something around them must be as it was. */
static bool is_certain(const struct search *s, const struct candidate *p) {
    bool alone = !s->before.count && !s->after.count;
    return p->found && (s->quote.count >= FEW_WORDS || alone || p->context > 0);
}

/* Quotes and points at the ends that belong to the passage. */
static void add_signs(struct str text, struct str quote, const struct words *words, size_t *from, size_t *to) {
    size_t first = words->words[0].from, last = words->words[words->count - 1].to;
    if (first <= *from && str_equal(str_slice(text, *from - first, *from), str_slice(quote, 0, first))) {
        *from -= first;
    }
    if (str_equal(str_slice(text, *to, *to + quote.n - last), str_slice(quote, last, quote.n))) {
        *to += quote.n - last;
    }
}

static void release(struct search *s) {
    free(s->text.words);
    free(s->quote.words);
    free(s->before.words);
    free(s->after.words);
}

bool passage_find(struct str text, const struct passage *p, size_t *from, size_t *to) {
    struct search s = {.at = p->at};
    struct candidate best = {0};
    struct text_words *all = text_words_new();
    find_words(all, text, &s.text);
    find_words(all, p->quote, &s.quote);
    find_words(all, p->before, &s.before);
    find_words(all, p->after, &s.after);
    text_words_free(all);
    if (s.quote.count && s.text.count) {
        find_exact(&s, &best);
        if (!best.found && s.quote.count >= FEW_WORDS && s.text.count < COST_MAX / s.quote.count) {
            find_alike(&s, &best);
        }
    }
    bool found = is_certain(&s, &best);
    if (found) {
        *from = s.text.words[best.from].from;
        *to = s.text.words[best.to - 1].to;
        add_signs(text, p->quote, &s.quote, from, to);
    }
    release(&s);
    return found;
}

static bool is_inside(struct str text, size_t at) {
    return at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80;
}

void passage_around(struct str text, size_t from, size_t to, struct str *before, struct str *after) {
    size_t start = from > CONTEXT_BYTES ? from - CONTEXT_BYTES : 0,
           end = text.n - to > CONTEXT_BYTES ? to + CONTEXT_BYTES : text.n;
    while (start && start < from && (!is_blank(text.p[start - 1]) || is_inside(text, start))) {
        start++;
    }
    while (end < text.n && end > to && (!is_blank(text.p[end]) || is_inside(text, end))) {
        end--;
    }
    *before = str_slice(text, start, from);
    *after = str_slice(text, to, end);
}
