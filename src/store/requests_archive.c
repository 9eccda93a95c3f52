/* requests: the archive as a whole. */
#include "requests_private.h"

static int read_archive(struct archive_request *r, struct store *s, struct err *e) {
    struct arena *arena = &r->request.arena;
    struct page_request newest = {.limit = 1};
    struct query all = {0};
    struct terms topics;
    struct rows rows;
    if (store_need_cache(s, e) < 0 || cache_counts(s->cache, &r->counts, e) < 0 ||
        cache_roots(s->cache, arena, &r->roots, &r->root_count, e) < 0 ||
        cache_terms(s->cache, TAX_TOPIC, 0, 1, arena, &topics, e) < 0 ||
        cache_find(s->cache, &all, &newest, arena, &rows, e) < 0) {
        return -1;
    }
    r->has_topics = topics.count > 0;
    r->has_articles = rows.count > 0;
    r->newest = rows.count ? rows.rows[0].day : DATE_NONE;
    return 0;
}

static enum request_progress answer_archive(struct request *request, struct store *s, struct err *e) {
    return done(read_archive((struct archive_request *)request, s, e));
}

struct archive_request *request_archive(void) {
    static const struct request_ops ops = {.answer = answer_archive};
    return request_new(sizeof(struct archive_request), &ops);
}

static enum request_progress answer_problems(struct request *request, struct store *s, struct err *e) {
    struct problems_request *r = (struct problems_request *)request;
    if (store_need_cache(s, e) < 0 || cache_counts(s->cache, &r->counts, e) < 0) {
        return REQUEST_FAILED;
    }
    if (r->kind.n) {
        return done(cache_problems_of(s->cache, r->kind, r->limit, &request->arena, &r->problems, &r->count, e));
    }
    int result = cache_problem_kinds(s->cache, &request->arena, &r->kinds, &r->kind_count, e);
    return done(result < 0 ? -1 : cache_rare_problems(s->cache, r->limit, &request->arena, &r->problems, &r->count, e));
}

struct problems_request *request_problems_of(struct str kind, size_t limit) {
    static const struct request_ops ops = {.answer = answer_problems};
    struct problems_request *r = request_new(sizeof *r, &ops);
    r->limit = limit;
    r->kind = arena_copy(&r->request.arena, kind);
    return r;
}

static enum request_progress answer_changes(struct request *request, struct store *s, struct err *e) {
    struct changes_request *r = (struct changes_request *)request;
    return done(store_need_cache(s, e) < 0 ? -1 : cache_changes(s->cache, r->limit, &request->arena, &r->changes, e));
}

struct changes_request *request_changes(size_t limit) {
    static const struct request_ops ops = {.answer = answer_changes};
    struct changes_request *r = request_new(sizeof *r, &ops);
    r->limit = limit;
    return r;
}
