/* requests: lists of articles, searches, and counts. */
#include "requests.h"

#include <string.h>

#include "requests_private.h"

void *request_new(size_t size, const struct request_ops *ops) {
    struct request *r = xcalloc(1, size);
    r->ops = ops;
    return r;
}

struct query copy_query(const struct query *q, struct arena *arena) {
    return query_and(q, &(struct query){.sort = q->sort}, arena);
}

enum request_progress done(int result) {
    return result < 0 ? REQUEST_FAILED : REQUEST_DONE;
}

enum request_progress done_with_marks(int result, struct err *e) {
    if (result < 0 && e->code == ERR_CORRUPT) {
        e->code = ERR_OTHER;
    }
    return done(result);
}

int locate(struct store *s, struct str what, int64_t *id, struct err *e) {
    return *id ? 0 : cache_locate(s->cache, what, id, e);
}

/* ---- rows ---- */

static int query_of_term(struct rows_request *r, struct store *s, struct err *e) {
    struct term t;
    if (!r->term) {
        return 0;
    }
    if (cache_term(s->cache, r->term, &r->request.arena, &t, e) < 0) {
        return -1;
    }
    return cache_term_query(s->cache, &t, true, &r->request.arena, &r->query, e);
}

static enum request_progress answer_rows(struct request *request, struct store *s, struct err *e) {
    struct rows_request *r = (struct rows_request *)request;
    if (store_need_cache(s, e) < 0 || query_of_term(r, s, e) < 0) {
        return REQUEST_FAILED;
    }
    return done(cache_find(s->cache, &r->query, &r->page, &request->arena, &r->rows, e));
}

static const struct request_ops rows_ops = {.answer = answer_rows};

struct rows_request *request_rows(const struct query *q, struct page_request page) {
    struct rows_request *r = request_new(sizeof *r, &rows_ops);
    r->query = copy_query(q, &r->request.arena);
    r->page = page;
    return r;
}

struct rows_request *request_term_rows(int64_t term, size_t limit) {
    struct rows_request *r = request_new(sizeof *r, &rows_ops);
    r->term = term;
    r->page.limit = limit;
    return r;
}

/* Ranked, the list of unread ones has no place for one that was read: the whole list is looked through instead. */
static int find_unread_ranked(struct around_request *r, struct store *s, struct err *e) {
    struct page_request next = {.after = r->article, .backwards = r->unread < 0, .limit = QUERY_RELEVANT};
    struct rows rows;
    int result = cache_find(s->cache, &r->query, &next, &r->request.arena, &rows, e);
    r->found = 0;
    for (size_t i = 0; result == 0 && i < rows.count && !r->found; i++) {
        const struct row *row = &rows.rows[next.backwards ? rows.count - 1 - i : i];
        r->found = row->marks & ROW_READ ? 0 : row->id;
    }
    return result;
}

static int find_unread(struct around_request *r, struct store *s, struct err *e) {
    if (r->query.sort == SORT_RELEVANCE) {
        return find_unread_ranked(r, s, e);
    }
    struct condition unread = {.kind = CONDITION_IS, .state = STATE_UNREAD};
    struct page_request next = {.after = r->article, .backwards = r->unread < 0, .limit = 1};
    struct arena *arena = &r->request.arena;
    struct query q = query_and(&r->query, &(struct query){&unread, 1, r->query.sort}, arena);
    struct rows rows;
    int result = cache_find(s->cache, &q, &next, arena, &rows, e);
    r->found = result == 0 && rows.count ? rows.rows[0].id : 0;
    return result;
}

static struct rows join(const struct rows *a, const struct rows *b, struct arena *arena) {
    struct rows both = {arena_alloc(arena, a->count + b->count + 1, sizeof *both.rows), a->count + b->count};
    for (size_t i = 0; i < both.count; i++) {
        both.rows[i] = i < a->count ? a->rows[i] : b->rows[i - a->count];
    }
    return both;
}

static int find_around(struct around_request *r, struct store *s, struct err *e) {
    struct arena *arena = &r->request.arena;
    struct page_request from_it_on = {.after = r->found, .including = true, .limit = r->limit};
    struct rows before = {0}, behind;
    if (cache_find(s->cache, &r->query, &from_it_on, arena, &behind, e) < 0) {
        return -1;
    }
    struct page_request before_it = {.after = behind.count ? r->found : 0, .backwards = true, .limit = r->limit};
    bool is_first = behind.count && !r->found;
    if (!is_first && cache_find(s->cache, &r->query, &before_it, arena, &before, e) < 0) {
        return -1;
    }
    r->at = before.count;
    r->rows = join(&before, &behind, arena);
    return 0;
}

static enum request_progress answer_around(struct request *request, struct store *s, struct err *e) {
    struct around_request *r = (struct around_request *)request;
    r->found = r->article;
    if (store_need_cache(s, e) < 0 || (r->unread && find_unread(r, s, e) < 0)) {
        return REQUEST_FAILED;
    }
    return r->unread && !r->found ? REQUEST_DONE : done(find_around(r, s, e));
}

struct around_request *request_around(const struct query *q, int64_t article, int unread, size_t limit) {
    static const struct request_ops ops = {.answer = answer_around};
    struct around_request *r = request_new(sizeof *r, &ops);
    r->query = copy_query(q, &r->request.arena);
    r->article = article;
    r->unread = unread;
    r->limit = limit;
    return r;
}

static enum request_progress answer_count(struct request *request, struct store *s, struct err *e) {
    struct count_request *r = (struct count_request *)request;
    return done(store_need_cache(s, e) < 0 ? -1
                                           : cache_count(s->cache, &r->query, r->most, &r->total, &r->exact, &r->unread, e));
}

struct count_request *request_count(const struct query *q, int64_t most) {
    static const struct request_ops ops = {.answer = answer_count};
    struct count_request *r = request_new(sizeof *r, &ops);
    r->query = copy_query(q, &r->request.arena);
    r->most = most;
    return r;
}

/* ---- search as you type ---- */

static enum request_progress answer_search(struct request *request, struct store *s, struct err *e) {
    struct search_request *r = (struct search_request *)request;
    struct lookup_result a;
    if (store_need_cache(s, e) < 0 || lookup_find(s->cache, &s->names, &r->question, &a, e) < 0) {
        return REQUEST_FAILED;
    }
    for (size_t i = 0; i < LOOKUP_SECTIONS; i++) {
        r->sections[i] = a.sections[i];
    }
    r->rows = a.rows;
    r->found = a.arena;
    return REQUEST_DONE;
}

static void release_search(struct request *request) {
    arena_release(&((struct search_request *)request)->found);
}

struct search_request *request_search(const struct query *q, struct str words, size_t limit) {
    static const struct request_ops ops = {.answer = answer_search, .release = release_search};
    struct search_request *r = request_new(sizeof *r, &ops);
    struct query *query = arena_alloc(&r->request.arena, 1, sizeof *query);
    *query = copy_query(q, &r->request.arena);
    r->question =
        (struct lookup_input){.query = query, .page = {.limit = limit}, .words = arena_copy(&r->request.arena, words)};
    return r;
}

/* ---- facet counts ---- */

enum { COUNT_ROWS = 1000, FEWEST_ROWS = 250 };

/* Counts are kept when it is interrupted. */
static enum request_progress answer_facet_counts(struct request *request, struct store *s, struct err *e) {
    struct facet_counts_request *r = (struct facet_counts_request *)request;
    int64_t end = monotonic_ms() + s->slice;
    size_t rows = s->slice ? COUNT_ROWS : FEWEST_ROWS;
    if (store_need_cache(s, e) < 0) {
        return REQUEST_FAILED;
    }
    if (r->version != s->version) {
        facet_counts_release(&r->counts);
        r->version = s->version;
    }
    do {
        if (cache_count_facets(s->cache, &r->query, rows, &r->counts, e) < 0) {
            return REQUEST_FAILED;
        }
    } while (!r->counts.done && s->slice && monotonic_ms() < end);
    return r->counts.done ? REQUEST_DONE : REQUEST_MORE;
}

static void *copy_numbers(const void *numbers, size_t count, size_t size) {
    void *copy = numbers ? xcalloc(count + 1, size) : NULL;
    if (copy) {
        memcpy(copy, numbers, count * size);
    }
    return copy;
}

static struct request *part_of_facet_counts(const struct request *request) {
    const struct facet_counts_request *r = (const struct facet_counts_request *)request;
    const struct facet_counts *t = &r->counts;
    struct facet_counts_request *part = request_new(sizeof *part, request->ops);
    part->query = copy_query(&r->query, &part->request.arena);
    part->counts = *t;
    part->counts.plan = NULL;
    part->counts.met = NULL;
    part->counts.months = copy_numbers(t->months, t->month_count, sizeof *t->months);
    part->counts.terms = copy_numbers(t->terms, t->term_count, sizeof *t->terms);
    part->counts.taxonomies = copy_numbers(t->taxonomies, t->term_count, sizeof *t->taxonomies);
    part->counts.authority_of = copy_numbers(t->authority_of, t->term_count, sizeof *t->authority_of);
    part->counts.authorities = copy_numbers(t->authorities, t->term_count, sizeof *t->authorities);
    return &part->request;
}

static void release_facet_counts(struct request *request) {
    facet_counts_release(&((struct facet_counts_request *)request)->counts);
}

struct facet_counts_request *request_facet_counts(const struct query *q, unsigned wanted) {
    static const struct request_ops ops = {
        .answer = answer_facet_counts, .copy_part = part_of_facet_counts, .release = release_facet_counts};
    struct facet_counts_request *r = request_new(sizeof *r, &ops);
    r->query = copy_query(q, &r->request.arena);
    r->counts.wanted = wanted;
    return r;
}

/* ---- related articles ---- */

static int find_related(struct related_request *r, struct store *s, struct err *e) {
    struct arena *arena = &r->request.arena;
    struct article a;
    r->id = r->article;
    if (store_need_cache(s, e) < 0 || locate(s, r->key, &r->id, e) < 0 || cache_article(s->cache, r->id, arena, &a, e) < 0) {
        return -1;
    }
    r->article_key = a.key;
    return cache_related(s->cache, r->id, r->limit, arena, &r->related, e);
}

static enum request_progress answer_related(struct request *request, struct store *s, struct err *e) {
    return done(find_related((struct related_request *)request, s, e));
}

struct related_request *request_related(int64_t article, struct str key, size_t limit) {
    static const struct request_ops ops = {.answer = answer_related};
    struct related_request *r = request_new(sizeof *r, &ops);
    r->article = article;
    r->key = arena_copy(&r->request.arena, key);
    r->limit = limit;
    return r;
}
