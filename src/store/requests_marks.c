/* requests: marks, saved queries and searches. Failures here are not the cache's. */
#include "requests_private.h"

/* ---- marks of articles ---- */

static int load_article(struct mark_request *r, struct store *s, struct err *e) {
    struct article a;
    if (r->time.key.n) {
        return 0;
    }
    if (store_need_cache(s, e) < 0 || cache_article(s->cache, r->article, &r->request.arena, &a, e) < 0) {
        return -1;
    }
    r->time.key = a.key;
    r->time.title = a.title;
    r->time.day = a.date.day;
    return 0;
}

static int change_mark(struct mark_request *r, struct store *s, struct err *e) {
    unsigned bits;
    if (marks_get(s->marks, r->time.key, &bits, e) < 0) {
        return -1;
    }
    bool has = bits & 1u << r->time.mark, wanted = r->change == MARK_TOGGLE ? !has : r->change != MARK_CLEAR;
    int64_t undo = 0;
    r->time.changed = r->time.when;
    r->now = r->time.when = wanted ? r->time.when : 0;
    if (r->change == MARK_SET_ONCE) {
        return has ? 0 : marks_swap(s->marks, &r->time, 1, e);
    }
    return marks_do(s->marks, &r->time, 1, &undo, e);
}

static enum request_progress answer_mark(struct request *request, struct store *s, struct err *e) {
    struct mark_request *r = (struct mark_request *)request;
    if (store_need_marks(s, e) < 0 || load_article(r, s, e) < 0) {
        return REQUEST_FAILED;
    }
    return done_with_marks(change_mark(r, s, e), e);
}

static struct mark_time copy_time(const struct mark_time *time, struct arena *arena) {
    struct mark_time copy = *time;
    copy.key = arena_copy(arena, time->key);
    copy.title = arena_copy(arena, time->title);
    return copy;
}

struct mark_request *request_mark(int64_t article, const struct mark_time *time, enum mark_change change) {
    static const struct request_ops by_id = {.answer = answer_mark, .is_change = true};
    static const struct request_ops by_key = {.answer = answer_mark, .is_change = true, .any_cache = true};
    struct mark_request *r = request_new(sizeof *r, time->key.n ? &by_key : &by_id);
    r->article = article;
    r->time = copy_time(time, &r->request.arena);
    r->change = change;
    return r;
}

static enum request_progress answer_position(struct request *request, struct store *s, struct err *e) {
    const struct position_request *r = (const struct position_request *)request;
    return done_with_marks(store_need_marks(s, e) < 0 ? -1 : marks_set_position(s->marks, r->key, r->position, e), e);
}

struct position_request *request_keep_position(struct str key, int64_t position) {
    static const struct request_ops ops = {.answer = answer_position, .is_change = true, .any_cache = true};
    struct position_request *r = request_new(sizeof *r, &ops);
    r->key = arena_copy(&r->request.arena, key);
    r->position = position;
    return r;
}

static int read_marks(struct marks_request *r, struct store *s, struct err *e) {
    r->bits = arena_alloc(&r->request.arena, r->count + 1, sizeof *r->bits);
    if (store_need_marks(s, e) < 0 || marks_begin_reading(s->marks, e) < 0) {
        return -1;
    }
    int result = 0;
    for (size_t i = 0; i < r->count && result == 0; i++) {
        result = marks_get(s->marks, r->keys[i], &r->bits[i], e);
    }
    marks_end_reading(s->marks);
    return result;
}

static enum request_progress answer_marks(struct request *request, struct store *s, struct err *e) {
    return done_with_marks(read_marks((struct marks_request *)request, s, e), e);
}

struct marks_request *request_marks(const struct str *keys, size_t count) {
    static const struct request_ops ops = {.answer = answer_marks, .any_cache = true};
    struct marks_request *r = request_new(sizeof *r, &ops);
    r->keys = arena_alloc(&r->request.arena, count + 1, sizeof *r->keys);
    r->count = count;
    for (size_t i = 0; i < count; i++) {
        r->keys[i] = arena_copy(&r->request.arena, keys[i]);
    }
    return r;
}

/* ---- saved queries ---- */

static enum request_progress answer_queries(struct request *request, struct store *s, struct err *e) {
    struct queries_request *r = (struct queries_request *)request;
    int result = store_need_marks(s, e) < 0 ? -1 : marks_queries(s->marks, &request->arena, &r->queries, &r->count, e);
    return done_with_marks(result, e);
}

struct queries_request *request_queries(void) {
    static const struct request_ops ops = {.answer = answer_queries, .any_cache = true};
    return request_new(sizeof(struct queries_request), &ops);
}

static int save(struct save_request *r, struct store *s, struct err *e) {
    if (store_need_marks(s, e) < 0 || marks_query(s->marks, r->name, &r->request.arena, &r->before, &r->existed, e) < 0) {
        return -1;
    }
    if (r->existed && r->only_new) {
        return 0;
    }
    return r->deletes ? marks_delete_query(s->marks, r->name, e)
                      : marks_save_query(s->marks, &(struct named_query){.name = r->name, .text = r->text}, e);
}

static enum request_progress answer_save(struct request *request, struct store *s, struct err *e) {
    return done_with_marks(save((struct save_request *)request, s, e), e);
}

struct save_request *request_save(struct str name, struct str text, bool only_new) {
    static const struct request_ops ops = {.answer = answer_save, .is_change = true, .any_cache = true};
    struct save_request *r = request_new(sizeof *r, &ops);
    r->name = arena_copy(&r->request.arena, name);
    r->text = arena_copy(&r->request.arena, text);
    r->only_new = only_new;
    return r;
}

struct save_request *request_delete(struct str name) {
    struct save_request *r = request_save(name, STR_NONE, false);
    r->deletes = true;
    return r;
}

/* ---- visits ---- */

struct visit_request {
    struct request request;
    int64_t now;
};

static enum request_progress answer_end_visit(struct request *request, struct store *s, struct err *e) {
    const struct visit_request *r = (const struct visit_request *)request;
    int result = store_need_marks(s, e);
    return done_with_marks(result < 0 ? -1 : marks_end_visit(s->marks, r->now, s->last_visit, e), e);
}

struct request *request_end_visit(int64_t now) {
    static const struct request_ops ops = {.answer = answer_end_visit, .is_change = true, .any_cache = true};
    struct visit_request *r = request_new(sizeof *r, &ops);
    r->now = now;
    return &r->request;
}

/* ---- past searches ---- */

static enum request_progress answer_searches(struct request *request, struct store *s, struct err *e) {
    struct searches_request *r = (struct searches_request *)request;
    int result = store_need_marks(s, e);
    if (result == 0 && r->remember.n) {
        result = marks_remember_search(s->marks, r->remember, r->now, e);
    }
    if (result == 0) {
        result = marks_searches(s->marks, &request->arena, &r->texts, &r->count, e);
    }
    return done_with_marks(result, e);
}

struct searches_request *request_searches(struct str remember, int64_t now) {
    static const struct request_ops reading = {.answer = answer_searches, .any_cache = true};
    static const struct request_ops remembering = {.answer = answer_searches, .is_change = true, .any_cache = true};
    struct searches_request *r = request_new(sizeof *r, remember.n ? &remembering : &reading);
    r->remember = arena_copy(&r->request.arena, remember);
    r->now = now;
    return r;
}
