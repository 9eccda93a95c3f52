/* archive_filter: what a query means, found in the slow and obvious way. */
#include <math.h>
#include <stdlib.h>

#include "archive.h"
#include "text.h"

enum { TERMS_MAX = 64 };

static bool is_used(const struct archive *a, const struct term *t) {
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; a->items[i].present && j < a->items[i].term_count; j++) {
            if (a->items[i].terms[j] == t) {
                return true;
            }
        }
    }
    return false;
}

static bool folded_same(struct str a, struct str b, bool only_start) {
    struct buf x = {0}, y = {0};
    text_fold(&x, a);
    text_fold(&y, b);
    bool same =
        only_start ? x.n >= y.n && str_equal(str_slice(buf_str(&x), 0, y.n), buf_str(&y)) : str_equal(buf_str(&x), buf_str(&y));
    buf_release(&x);
    buf_release(&y);
    return same;
}

static bool is_named(const struct term *t, struct str text) {
    return folded_same(t->label, text, false) || folded_same(t->name, text, false) || str_equal(t->slug, text) ||
           str_equal(t->key, text) || str_equal(t->url, text);
}

static bool begins_so(const struct term *t, struct str text) {
    return folded_same(t->label, text, true) || folded_same(t->name, text, true) ||
           str_equal(str_slice(t->slug, 0, text.n), text);
}

/* Which terms a condition means: with `=` that of the key, as it is or folded; else those of that name, and only when there is
 * none, those that begin so. */
static void find_meaning(const struct archive *a, const struct condition *c, bool meant[]) {
    bool whole = c->exact;
    struct buf folded = {0};
    text_fold(&folded, c->text);
    bool found = false;
    for (int round = 0; c->exact && round < 2 && !found; round++) {
        for (size_t i = 0; i < archive_term_count(); i++) {
            const struct term *t = archive_term(i);
            meant[i] = t->taxonomy == c->taxonomy && is_used(a, t) && str_equal(t->key, round ? buf_str(&folded) : c->text);
            found = found || meant[i];
        }
    }
    buf_release(&folded);
    for (int round = c->prefix; round < 2 && !whole; round++) {
        for (size_t i = 0; i < archive_term_count(); i++) {
            const struct term *t = archive_term(i);
            meant[i] = t->taxonomy == c->taxonomy && is_used(a, t) && (round ? begins_so : is_named)(t, c->text);
            whole = whole || meant[i];
        }
    }
}

static bool has_phrase(struct str column, const char *phrase) {
    return strstr(column.p, phrase) != NULL;
}

static bool holds(const struct archive *a, const struct item *item, const struct condition *c) {
    static const unsigned bits[] = {
        [STATE_READ] = 1u << MARK_READ, [STATE_STARRED] = 1u << MARK_STARRED, [STATE_QUEUED] = 1u << MARK_QUEUED};
    struct arena arena = {0};
    bool meant[TERMS_MAX], result = false;
    switch (c->kind) {
    case CONDITION_WORDS:
    case CONDITION_TITLE: {
        struct str words = folded_words(c->text, &arena);
        const char *phrase = arena_copy(&arena, str_slice(words, 0, words.n - c->prefix)).p;
        result = has_phrase(item->title, phrase) ||
                 (c->kind == CONDITION_WORDS && (has_phrase(item->about, phrase) || has_phrase(item->body, phrase)));
        break;
    }
    case CONDITION_TERM:
        find_meaning(a, c, meant);
        for (size_t i = 0; i < item->term_count; i++) {
            result = result || meant[item->terms[i] - archive_term(0)];
        }
        break;
    case CONDITION_DATES:
        result = item->day >= c->from && (!c->before || item->day < c->before);
        break;
    case CONDITION_IS:
        result = c->state == STATE_DRAFT || c->state == STATE_HIDDEN      ? item->hidden
                 : c->state == STATE_PRIVATE || c->state == STATE_EXPIRED ? false
                 : c->state == STATE_NEW                                  ? false /* there was no visit */
                 : c->state == STATE_UNREAD                               ? !(item->marks & 1u << MARK_READ)
                                                                          : item->marks & bits[c->state];
        break;
    case CONDITION_NOTE:
        break; /* no article has a note */
    case CONDITION_HAS:
        if (c->field) {
            result = str_is(str_from(c->field->name), "image") ? item->has_image : c->field->kind == FIELD_DATE && item->day;
        }
        for (size_t i = 0; !c->field && i < item->term_count; i++) {
            result = result || item->terms[i]->taxonomy == c->taxonomy;
        }
        break;
    case CONDITION_LANGUAGES:
        result = true; /* the archive has no translations */
        break;
    }
    arena_release(&arena);
    return result;
}

/* Drafts are in no list but one that asks for them. */
static bool asks_for_drafts(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        if (q->conditions[i].kind == CONDITION_IS && q->conditions[i].state >= STATE_DRAFT &&
            q->conditions[i].state != STATE_NEW && !q->conditions[i].exclude) {
            return true;
        }
    }
    return false;
}

static int by_folded_title(const struct item *x, const struct item *y) {
    struct buf one = {0}, other = {0};
    text_fold(&one, x->title_text);
    text_fold(&other, y->title_text);
    int order = str_compare(buf_str(&one), buf_str(&other));
    buf_release(&one);
    buf_release(&other);
    return order;
}

/* Of one moment, what comes first by title and path counts as newer. */
static int by_age(const void *a, const void *b) {
    const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;
    if (x->day != y->day) {
        return x->day < y->day ? -1 : 1;
    }
    if (x->moment != y->moment) {
        return x->moment - y->moment;
    }
    int title = by_folded_title(y, x);
    return title ? title : str_compare(y->path, x->path);
}

/* The undated come last, and then by title. */
static int by_oldest(const void *a, const void *b) {
    const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;
    return !x->day != !y->day ? !x->day - !y->day : x->day ? by_age(a, b) : by_age(b, a);
}

static int by_newest(const void *a, const void *b) {
    return by_age(b, a);
}

static int by_title(const void *a, const void *b) {
    const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;
    int order = by_folded_title(x, y);
    return order ? order : by_age(a, b);
}

static int by_score(const void *a, const void *b) {
    const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;
    return x->score != y->score ? (x->score < y->score) - (x->score > y->score) : by_newest(a, b);
}

/* ---- BM25, as the books and FTS5 have it ---- */

static double times_found(struct str words, const char *phrase) {
    double times = 0;
    for (const char *at = words.p; (at = strstr(at, phrase)); at++) {
        times++;
    }
    return times;
}

static double frequency(const struct item *item, const struct condition *c) {
    struct arena arena = {0};
    struct str words = folded_words(c->text, &arena);
    const char *phrase = arena_copy(&arena, str_slice(words, 0, words.n - c->prefix)).p;
    double found = 10 * times_found(item->title, phrase);
    if (c->kind == CONDITION_WORDS) {
        found += 3 * times_found(item->about, phrase) + times_found(item->body, phrase);
    }
    arena_release(&arena);
    return found;
}

/* Numbers in full text count as words do: of each term, and one that all have. */
static double length_of(const struct item *item) {
    double words = times_found(item->title, " ") + times_found(item->about, " ") + times_found(item->body, " ") - 3;
    return words + (double)item->term_count + 1;
}

/* Of all items, hidden ones too. */
static void weigh(struct archive *a, const struct condition *c) {
    double rows = 0, with = 0, length = 0;
    for (size_t i = 0; i < a->count; i++) {
        if (a->items[i].present) {
            rows++;
            with += frequency(&a->items[i], c) > 0;
            length += length_of(&a->items[i]);
        }
    }
    double rare = log((rows - with + 0.5) / (with + 0.5)), k = 1.2, b = 0.75;
    for (size_t i = 0; i < a->count; i++) {
        double f = a->items[i].present ? frequency(&a->items[i], c) : 0;
        a->items[i].score += f > 0 ? (rare <= 0 ? 1e-6 : rare) *
                                         ((f * (k + 1)) / (f + k * (1 - b + b * length_of(&a->items[i]) / (length / rows))))
                                   : 0;
    }
}

static bool is_weighed(const struct condition *c) {
    return (c->kind == CONDITION_WORDS || c->kind == CONDITION_TITLE) && !c->exclude;
}

static void score(struct archive *a, const struct query *q) {
    for (size_t i = 0; i < a->count; i++) {
        a->items[i].score = 0;
    }
    for (size_t i = 0; i < q->count; i++) {
        if (is_weighed(&q->conditions[i])) {
            weigh(a, &q->conditions[i]);
        }
    }
}

static bool has_weighed(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        if (is_weighed(&q->conditions[i])) {
            return true;
        }
    }
    return false;
}

/* archive_mark has queued them in the order of the items. */
static int by_item(const void *a, const void *b) {
    const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;
    return (x > y) - (x < y);
}

static bool is_of_queue(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if (c->kind == CONDITION_IS && c->state == STATE_QUEUED && !c->exclude) {
            return true;
        }
    }
    return false;
}

size_t archive_filter(struct archive *a, const struct query *q, const struct item **found) {
    static int (*const orders[SORT_COUNT])(const void *, const void *) = {[SORT_NEWEST] = by_newest,
                                                                          [SORT_OLDEST] = by_oldest,
                                                                          [SORT_TITLE] = by_title,
                                                                          [SORT_RELEVANCE] = by_score,
                                                                          [SORT_QUEUE] = by_newest};
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct item *item = &a->items[i];
        bool all = item->present && item->hidden == asks_for_drafts(q);
        for (size_t j = 0; all && j < q->count; j++) {
            all = holds(a, item, &q->conditions[j]) != q->conditions[j].exclude;
        }
        if (all) {
            found[count++] = item;
        }
    }
    bool relevant = q->sort == SORT_RELEVANCE && has_weighed(q);
    if (q->sort == SORT_RELEVANCE) {
        score(a, q);
    }
    bool in_queue = q->sort == SORT_QUEUE && is_of_queue(q);
    qsort(found, count, sizeof(const struct item *), in_queue ? by_item : orders[q->sort]);
    return relevant && count > QUERY_RELEVANT ? QUERY_RELEVANT : count;
}
