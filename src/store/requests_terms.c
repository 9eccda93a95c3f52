/* requests: one article, one term, and lists of terms. */
#include <string.h>

#include "requests_private.h"
#include "text.h"
#include "url.h"

/* ---- an article ---- */

/* If the marks cannot be read, the article is shown without them; setting a mark reports the reason. */
static unsigned marks_of(struct store *s, struct str key) {
    unsigned bits = 0;
    return s->marks && marks_get(s->marks, key, &bits, NULL) == 0 ? bits : 0;
}

static int64_t position_of(struct store *s, struct str key) {
    int64_t position = 0;
    return s->marks && marks_position(s->marks, key, &position, NULL) == 0 ? position : 0;
}

static int read_record(struct article_request *r, struct store *s, struct err *e) {
    struct arena *arena = &r->request.arena;
    if (store_need_cache(s, e) < 0 || locate(s, r->what, &r->id, e) < 0 ||
        cache_article(s->cache, r->id, arena, &r->article, e) < 0 ||
        cache_content_file(s->cache, r->id, arena, &r->root, &r->path, e) < 0) {
        return -1;
    }
    r->marks = marks_of(s, r->article.key);
    r->position = position_of(s, r->article.key);
    return 0;
}

static int read_article(struct article_request *r, struct store *s, struct err *e) {
    struct arena *arena = &r->request.arena;
    if (r->only_record) {
        return read_record(r, s, e);
    }
    if (read_record(r, s, e) < 0 || cache_document(s->cache, r->id, arena, &r->doc, e) < 0) {
        return -1;
    }
    return r->related_max ? cache_related(s->cache, r->id, r->related_max, arena, &r->related, e) : 0;
}

static enum request_progress answer_article(struct request *request, struct store *s, struct err *e) {
    return done(read_article((struct article_request *)request, s, e));
}

struct article_request *request_article(int64_t id, struct str what, size_t related_max) {
    static const struct request_ops ops = {.answer = answer_article};
    struct article_request *r = request_new(sizeof *r, &ops);
    r->id = id;
    r->what = arena_copy(&r->request.arena, what);
    r->related_max = related_max;
    return r;
}

struct article_request *request_record(int64_t id, struct str what) {
    struct article_request *r = request_article(id, what, 0);
    r->only_record = true;
    return r;
}

/* ---- a term ---- */

static int find_term(struct term_request *r, struct store *s, struct err *e) {
    if (r->id) {
        return 0;
    }
    if (cache_term_id(s->cache, r->taxonomy, r->key, &r->id, e) < 0) {
        return -1;
    }
    return r->id ? 0
                 : err_set_code(e, ERR_MISSING, "no %s '%.*s' in the cache", taxonomies[r->taxonomy].name, (int)r->key.n,
                                r->key.p);
}

static int read_term(struct term_request *r, struct store *s, struct err *e) {
    struct arena *arena = &r->request.arena;
    if (store_need_cache(s, e) < 0 || find_term(r, s, e) < 0 || cache_term(s->cache, r->id, arena, &r->term, e) < 0 ||
        cache_term_query(s->cache, &r->term, true, arena, &r->query, e) < 0 ||
        cache_term_query(s->cache, &r->term, false, arena, &r->written, e) < 0) {
        return -1;
    }
    return cache_oldest(s->cache, r->id, &r->oldest, e);
}

static enum request_progress answer_term(struct request *request, struct store *s, struct err *e) {
    return done(read_term((struct term_request *)request, s, e));
}

struct term_request *request_term(int64_t id, enum taxonomy taxonomy, struct str key) {
    static const struct request_ops ops = {.answer = answer_term};
    struct term_request *r = request_new(sizeof *r, &ops);
    r->id = id;
    r->taxonomy = taxonomy;
    r->key = arena_copy(&r->request.arena, key);
    return r;
}

/* ---- permalinks ---- */

/* Drops a fragment and a query string. */
static struct str page_of(struct str permalink) {
    size_t n = 0;
    while (n < permalink.n && permalink.p[n] != '?' && permalink.p[n] != '#') {
        n++;
    }
    return str_slice(permalink, 0, n);
}

static int find_permalink(struct permalink_request *r, struct store *s, struct err *e) {
    struct str page = page_of(r->permalink);
    return store_need_cache(s, e) < 0 || cache_term_at_permalink(s->cache, page, &r->term, e) < 0
               ? -1
               : cache_article_at_permalink(s->cache, page, &r->article, e);
}

static enum request_progress answer_permalink(struct request *request, struct store *s, struct err *e) {
    return done(find_permalink((struct permalink_request *)request, s, e));
}

struct permalink_request *request_permalink(struct str permalink) {
    static const struct request_ops ops = {.answer = answer_permalink};
    struct permalink_request *r = request_new(sizeof *r, &ops);
    r->permalink = arena_copy(&r->request.arena, permalink);
    return r;
}

/* ---- links by name ---- */

static enum request_progress answer_named(struct request *request, struct store *s, struct err *e) {
    struct named_request *r = (struct named_request *)request;
    return done(store_need_cache(s, e) < 0 ? -1 : cache_article_named(s->cache, r->name, r->from, &r->article, e));
}

struct named_request *request_named(struct str url, int64_t from) {
    static const struct request_ops ops = {.answer = answer_named};
    struct named_request *r = request_new(sizeof *r, &ops);
    struct buf name = {0}, heading = {0};
    url_wiki_parts(url, &name, &heading);
    r->name = arena_copy(&r->request.arena, buf_str(&name));
    r->heading = arena_copy(&r->request.arena, buf_str(&heading));
    r->from = from;
    buf_release(&name);
    buf_release(&heading);
    return r;
}

/* ---- where links lead ---- */

static int find_lead(struct lead_request *r, struct store *s, struct err *e) {
    if (r->term || r->article) {
        return 0;
    }
    if (url_is_wiki(r->url)) {
        struct buf name = {0}, heading = {0};
        url_wiki_parts(r->url, &name, &heading);
        int result = cache_article_named(s->cache, buf_str(&name), r->from, &r->article, e);
        buf_release(&name);
        buf_release(&heading);
        return result;
    }
    struct str page = page_of(r->url);
    return cache_term_at_permalink(s->cache, page, &r->term, e) < 0 ? -1
           : r->term                                                ? 0
                     : cache_article_at_permalink(s->cache, page, &r->article, e);
}

static int name_lead(struct lead_request *r, struct store *s, struct err *e) {
    struct article a = {0};
    struct term t = {0};
    int result = r->term      ? cache_term(s->cache, r->term, &r->request.arena, &t, e)
                 : r->article ? cache_article(s->cache, r->article, &r->request.arena, &a, e)
                              : 0;
    r->title = r->term ? t.label : a.title;
    r->taxonomy = t.taxonomy;
    return result;
}

static enum request_progress answer_lead(struct request *request, struct store *s, struct err *e) {
    struct lead_request *r = (struct lead_request *)request;
    return done(store_need_cache(s, e) < 0 || find_lead(r, s, e) < 0 ? -1 : name_lead(r, s, e));
}

struct lead_request *request_lead(int64_t term, int64_t article, struct str url, int64_t from) {
    static const struct request_ops ops = {.answer = answer_lead};
    struct lead_request *r = request_new(sizeof *r, &ops);
    r->term = term;
    r->article = article;
    r->url = arena_copy(&r->request.arena, url);
    r->from = from;
    return r;
}

/* ---- lists of terms ---- */

static void fold_terms(struct terms_request *r) {
    struct buf folded = {0};
    r->folded = arena_alloc(&r->request.arena, r->terms.count + 1, sizeof *r->folded);
    for (size_t i = 0; i < r->terms.count; i++) {
        buf_reset(&folded);
        text_fold(&folded, r->terms.terms[i].label);
        buf_putc(&folded, ' ');
        text_fold(&folded, r->terms.terms[i].name);
        r->folded[i] = arena_copy(&r->request.arena, buf_str(&folded));
    }
    buf_release(&folded);
}

/* A term that no longer exists stays zeroed. */
static int read_terms_by_id(struct terms_request *r, struct store *s, struct err *e) {
    struct arena *arena = &r->request.arena;
    r->terms = (struct terms){arena_alloc(arena, r->id_count + 1, sizeof *r->terms.terms), r->id_count};
    r->written = arena_alloc(arena, r->id_count + 1, sizeof *r->written);
    for (size_t i = 0; i < r->id_count; i++) {
        struct term *t = &r->terms.terms[i];
        int result = cache_term(s->cache, r->ids[i], arena, t, e);
        if (result < 0 && e->code == ERR_MISSING) {
            *t = (struct term){0};
        } else if (result < 0 || cache_term_query(s->cache, t, false, arena, &r->written[i], e) < 0) {
            return -1;
        }
    }
    return 0;
}

static int read_terms_by_key(struct terms_request *r, struct store *s, struct err *e) {
    for (size_t i = 0; i < r->id_count; i++) {
        if (cache_term_id(s->cache, r->keys[i].taxonomy, r->keys[i].key, &r->ids[i], e) < 0) {
            return -1;
        }
    }
    return read_terms_by_id(r, s, e);
}

static int read_terms(struct terms_request *r, struct store *s, struct err *e) {
    struct arena *arena = &r->request.arena;
    switch (r->asked) {
    case TERMS_ALL:
        return cache_terms(s->cache, r->taxonomy, r->from, r->limit, arena, &r->terms, e);
    case TERMS_OF_ARTICLE:
        return cache_article_terms(s->cache, r->article, r->taxonomy, arena, &r->terms, e);
    case TERMS_LIKE:
        return cache_terms_like(s->cache, r->taxonomy, r->start, r->limit, arena, &r->terms, e);
    case TERMS_BY_KEY:
        return read_terms_by_key(r, s, e);
    case TERMS_BY_ID:
        break;
    }
    return read_terms_by_id(r, s, e);
}

static enum request_progress answer_terms(struct request *request, struct store *s, struct err *e) {
    struct terms_request *r = (struct terms_request *)request;
    if (store_need_cache(s, e) < 0 || read_terms(r, s, e) < 0) {
        return REQUEST_FAILED;
    }
    if (r->asked != TERMS_LIKE) {
        fold_terms(r);
    }
    return REQUEST_DONE;
}

static struct terms_request *new_terms(enum terms_asked asked, enum taxonomy taxonomy) {
    static const struct request_ops ops = {.answer = answer_terms};
    struct terms_request *r = request_new(sizeof *r, &ops);
    r->asked = asked;
    r->taxonomy = taxonomy;
    return r;
}

struct terms_request *request_terms(enum taxonomy taxonomy, size_t from, size_t limit) {
    struct terms_request *r = new_terms(TERMS_ALL, taxonomy);
    r->from = from;
    r->limit = limit;
    return r;
}

struct terms_request *request_terms_of(int64_t article, enum taxonomy taxonomy) {
    struct terms_request *r = new_terms(TERMS_OF_ARTICLE, taxonomy);
    r->article = article;
    return r;
}

struct terms_request *request_terms_by_id(const int64_t *ids, size_t count) {
    struct terms_request *r = new_terms(TERMS_BY_ID, TAX_TOPIC);
    r->ids = arena_alloc(&r->request.arena, count + 1, sizeof *r->ids);
    r->id_count = count;
    if (count) {
        memcpy(r->ids, ids, count * sizeof *ids);
    }
    return r;
}

struct terms_request *request_terms_by_key(const struct term *terms, size_t count) {
    struct terms_request *r = new_terms(TERMS_BY_KEY, TAX_TOPIC);
    r->ids = arena_alloc(&r->request.arena, count + 1, sizeof *r->ids);
    r->keys = arena_alloc(&r->request.arena, count + 1, sizeof *r->keys);
    r->id_count = count;
    for (size_t i = 0; i < count; i++) {
        r->keys[i].taxonomy = terms[i].taxonomy;
        r->keys[i].key = arena_copy(&r->request.arena, terms[i].key);
    }
    return r;
}

struct terms_request *request_terms_like(enum taxonomy taxonomy, struct str start, size_t limit) {
    struct terms_request *r = new_terms(TERMS_LIKE, taxonomy);
    r->start = arena_copy(&r->request.arena, start);
    r->limit = limit;
    return r;
}

/* ---- a filter ---- */

struct filter {
    struct matching_request *request;
    struct buf names;
};

/* In a full name the text before the label is the authority: "klas: ". */
static void match_name(void *context, int64_t id, struct str label, struct str name) {
    struct filter *l = context;
    struct matching_request *r = l->request;
    buf_reset(&l->names);
    buf_add_str(&l->names, label);
    buf_putc(&l->names, ' ');
    buf_add_str(&l->names, name);
    if (id > 0 && (size_t)id < r->count && text_match_words(buf_str(&l->names), r->words)) {
        struct str authority = str_slice(name, 0, name.n > label.n ? name.n - label.n : 0);
        r->passes[id] = PASSES | (text_match_words(authority, r->words) ? AUTHORITY_PASSES : 0);
    }
}

static int match_names(struct matching_request *r, struct store *s, struct err *e) {
    struct filter l = {.request = r};
    int64_t after = 0;
    bool more;
    if (store_need_cache(s, e) < 0 || cache_term_end(s->cache, &r->count, e) < 0) {
        return -1;
    }
    r->passes = arena_alloc(&r->request.arena, r->count, sizeof *r->passes);
    int result = cache_term_names(s->cache, &after, SIZE_MAX >> 1, &more, match_name, &l, e);
    buf_release(&l.names);
    return result;
}

static enum request_progress answer_matching(struct request *request, struct store *s, struct err *e) {
    return done(match_names((struct matching_request *)request, s, e));
}

struct matching_request *request_matching(struct str words) {
    static const struct request_ops ops = {.answer = answer_matching};
    struct matching_request *r = request_new(sizeof *r, &ops);
    r->words = arena_copy(&r->request.arena, words);
    return r;
}
