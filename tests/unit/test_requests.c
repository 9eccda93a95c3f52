/* test_requests: each kind of request answers what the cache and the marks say when they are asked directly, with a thread and
 * without. */
#include "archive.h"
#include "backend.h"
#include "requests.h"
#include "text.h"

enum { ITEMS = 300, LONG = 100000 /* milliseconds: longer than any of this takes */ };

static const char *const roots[] = {"/one", "/two"};

struct scene {
    struct archive *archive;
    char *cache_file, *marks_file;
    struct backend *backend;
    struct cache *cache; /* asked directly */
    struct marks *marks;
    struct arena arena;
    struct err e;
    struct slot slot;
    struct request *got;
};

static void answered(void *owner, void *context, struct request *r) {
    struct scene *s = owner;
    (void)context;
    request_free(s->got);
    s->got = r;
}

static void start(struct scene *s, const char *folder, bool without_thread) {
    *s = (struct scene){.cache_file = path_in(folder, "cache.db"), .marks_file = path_in(folder, "marks.db")};
    struct backend_options o = {.cache_file = s->cache_file,
                                .marks_file = s->marks_file,
                                .roots = roots,
                                .root_count = ARRAY_SIZE(roots),
                                .without_thread = without_thread};
    s->archive = xcalloc(1, sizeof *s->archive);
    archive_init(s->archive, 20261128);
    archive_build(s->archive, s->cache_file, ITEMS);
    s->cache = open_well(s->cache_file, CACHE_READ);
    s->marks = marks_open(s->marks_file, &s->e);
    assert_non_null(s->marks);
    struct str *read_from;
    size_t count;
    assert_well(cache_roots(s->cache, &s->arena, &read_from, &count, &s->e), &s->e);
    const char *names[8];
    for (size_t i = 0; i < count; i++) {
        names[i] = read_from[i].p;
    }
    o.roots = names;
    o.root_count = count;
    assert_well(marks_use_archive(s->marks, NULL, names, count, &s->e), &s->e);
    archive_mark(s->archive, s->marks);
    assert_well(cache_attach_marks(s->cache, s->marks_file, &s->e), &s->e);
    s->slot = (struct slot){.answered = answered, .owner = s};
    s->backend = backend_start(&o);
}

static void finish(struct scene *s) {
    request_free(s->got);
    backend_stop(s->backend);
    cache_close(s->cache);
    marks_close(s->marks);
    arena_release(&s->arena);
    archive_release(s->archive);
    free(s->archive);
    free(s->cache_file);
    free(s->marks_file);
}

static void *ask_any(struct scene *s, struct request *r) {
    backend_send(s->backend, &s->slot, r);
    assert_true(backend_wait(s->backend, &s->slot, LONG, NULL));
    assert_ptr_equal(s->got, r);
    return r;
}

static void *ask(struct scene *s, struct request *r) {
    ask_any(s, r);
    if (r->has_failed) {
        fail_msg("%s", r->error.text);
    }
    return r;
}

static void expect_missing(struct scene *s, struct request *r) {
    ask_any(s, r);
    assert_true(r->has_failed);
    assert_int_equal(r->error.code, ERR_MISSING);
}

static struct query parse(struct scene *s, const char *text) {
    struct query q;
    assert_well(query_parse(str_from(text), QUERY_WRITTEN, &s->arena, &q, NULL, &s->e), &s->e);
    return q;
}

static void same_str(struct str a, struct str b) {
    if (!str_equal(a, b)) {
        fail_msg("'%.*s' is not '%.*s'", (int)a.n, a.p, (int)b.n, b.p);
    }
}

static void same_rows(const struct rows *a, const struct rows *b) {
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->rows[i].id, b->rows[i].id);
        assert_int_equal(a->rows[i].marks, b->rows[i].marks);
        same_str(a->rows[i].key, b->rows[i].key);
    }
}

static void same_terms(const struct terms *a, const struct terms *b) {
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->terms[i].id, b->terms[i].id);
        same_str(a->terms[i].name, b->terms[i].name);
    }
}

static void same_query(struct query a, struct query b) {
    struct buf one = {0}, other = {0};
    query_print(&a, &one);
    query_print(&b, &other);
    same_str(buf_str(&one), buf_str(&other));
    assert_int_equal(a.sort, b.sort);
    buf_release(&one);
    buf_release(&other);
}

static void same_related(const struct related_rows *a, const struct related_rows *b) {
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->rows[i].row.id, b->rows[i].row.id);
    }
}

/* A test of both. */
#define in_both_ways(f)                                                                                                        \
    static void f##_in_a_thread(void **state) {                                                                                \
        f(*state, false);                                                                                                      \
    }                                                                                                                          \
    static void f##_without_a_thread(void **state) {                                                                           \
        f(*state, true);                                                                                                       \
    }                                                                                                                          \
    static void f##_in_a_thread(void **state) /* takes the semicolon */
#define both_ways(f) test_in_scratch(f##_in_a_thread), test_in_scratch(f##_without_a_thread)

/* ---- lists of articles ---- */

static void same_list(struct scene *s, const struct query *q, struct numbers *numbers) {
    struct rows here;
    int64_t total, unread;
    bool exact;
    struct page_request page = {.limit = 1 + number_below(numbers, 40)};
    for (int i = 0; i < 3; i++) {
        struct rows_request *r = ask(s, &request_rows(q, page)->request);
        assert_well(cache_find(s->cache, q, &page, &s->arena, &here, &s->e), &s->e);
        same_rows(&here, &r->rows);
        page.after = here.count ? here.rows[here.count - 1].id : 0;
    }
    int64_t most = (int64_t)number_below(numbers, 400);
    struct count_request *c = ask(s, &request_count(q, most)->request);
    assert_well(cache_count(s->cache, q, most, &total, &exact, &unread, &s->e), &s->e);
    assert_true(c->total == total && c->exact == exact && c->unread == unread);
}

static void same_search(struct scene *s, const struct query *q, struct str text) {
    struct term_index names = {0};
    struct lookup_result here;
    struct buf words = {0};
    text_fold(&words, text);
    struct lookup_input question = {.query = q, .page.limit = 20, .words = buf_str(&words)};
    struct search_request *r = ask(s, &request_search(q, buf_str(&words), 20)->request);
    assert_well(lookup_find(s->cache, &names, &question, &here, &s->e), &s->e);
    same_rows(&here.rows, &r->rows);
    for (size_t i = 0; i < LOOKUP_SECTIONS; i++) {
        assert_int_equal(here.sections[i].total, r->sections[i].total);
        same_terms(&(struct terms){here.sections[i].terms, here.sections[i].count},
                   &(struct terms){r->sections[i].terms, r->sections[i].count});
    }
    lookup_result_release(&here);
    term_index_release(&names);
    buf_release(&words);
}

static void same_facet_counts(struct scene *s, const struct query *q) {
    unsigned wanted = COUNT_TERMS | COUNT_MARKS | COUNT_TAXONOMIES | COUNT_AUTHORITIES;
    struct facet_counts here = {.wanted = wanted};
    struct facet_counts_request *r = ask(s, &request_facet_counts(q, wanted)->request);
    const struct facet_counts *there = &r->counts;
    while (!here.done) {
        assert_well(cache_count_facets(s->cache, q, 100, &here, &s->e), &s->e);
    }
    assert_true(there->done);
    assert_true(here.articles == there->articles && here.unread == there->unread && here.starred == there->starred);
    assert_int_equal(here.term_count, there->term_count);
    assert_int_equal(here.month_count, there->month_count);
    assert_memory_equal(here.terms, there->terms, here.term_count * sizeof *here.terms);
    assert_memory_equal(here.taxonomies, there->taxonomies, here.term_count);
    assert_memory_equal(here.authorities, there->authorities, here.term_count * sizeof *here.authorities);
    for (size_t i = 0; i < here.month_count; i++) {
        assert_int_equal(here.months[i], there->months[i]);
    }
    facet_counts_release(&here);
}

/* The rows are those of the whole list from so many before `at` on to so many behind it. */
static void assert_around(const struct around_request *r, const struct rows *all, size_t at) {
    size_t from = at < r->limit ? 0 : at - r->limit, to = at + r->limit < all->count ? at + r->limit : all->count;
    assert_int_equal(r->at, at - from);
    same_rows(&(struct rows){all->rows + from, to - from}, &r->rows);
}

static void assert_around_unread(struct scene *s, const struct query *q, const struct rows *all, size_t at, int by) {
    struct around_request *r = ask(s, &request_around(q, all->rows[at].id, by, 7)->request);
    size_t next = at + (size_t)by;
    while (next < all->count && all->rows[next].marks & ROW_READ) {
        next += (size_t)by;
    }
    if (next < all->count) {
        assert_int_equal(r->found, all->rows[next].id);
        assert_around(r, all, next);
    } else {
        assert_true(!r->found && !r->rows.count);
    }
}

static void same_around(struct scene *s, const struct query *q, struct numbers *numbers) {
    struct rows all;
    struct page_request page = {.limit = 10 * ITEMS};
    assert_well(cache_find(s->cache, q, &page, &s->arena, &all, &s->e), &s->e);
    size_t limit = 1 + number_below(numbers, 40);
    assert_around(ask(s, &request_around(q, 0, 0, limit)->request), &all, 0);
    for (int i = 0; all.count && i < 5; i++) {
        size_t at = number_below(numbers, all.count);
        assert_around(ask(s, &request_around(q, all.rows[at].id, 0, limit)->request), &all, at);
        assert_around_unread(s, q, &all, at, 1);
        assert_around_unread(s, q, &all, at, -1);
    }
}

/* One that is not in the list: what comes behind it, or when that is nothing the last. */
static void around_what_is_gone(const char *folder, bool without_thread) {
    struct scene s;
    struct rows all, rows;
    struct page_request page = {.limit = 10 * ITEMS};
    start(&s, folder, without_thread);
    struct query every = {0}, read = parse(&s, "is:read");
    assert_well(cache_find(s.cache, &every, &page, &s.arena, &all, &s.e), &s.e);
    assert_well(cache_find(s.cache, &read, &page, &s.arena, &rows, &s.e), &s.e);
    assert_true(rows.count > 1 && rows.count < all.count);
    for (size_t i = 0, behind = 0; i < all.count; i++) {
        bool is_in = behind < rows.count && rows.rows[behind].id == all.rows[i].id;
        assert_around(ask(&s, &request_around(&read, all.rows[i].id, 0, 9)->request), &rows, behind);
        behind += is_in;
    }
    finish(&s);
}
in_both_ways(around_what_is_gone);

static void lists(const char *folder, bool without_thread) {
    struct numbers numbers = {11};
    struct scene s;
    start(&s, folder, without_thread);
    for (int i = 0; i < 60; i++) {
        struct buf text = {0};
        struct query q;
        archive_random_query(s.archive, &text);
        if (query_parse(buf_str(&text), QUERY_WRITTEN, &s.arena, &q, NULL, &s.e) == 0) {
            same_list(&s, &q, &numbers);
            same_around(&s, &q, &numbers);
            same_search(&s, &q, buf_str(&text));
            same_facet_counts(&s, &q);
        }
        buf_release(&text);
    }
    finish(&s);
}
in_both_ways(lists);

/* Each part has counts of its own: what was counted by then. */
struct counted_so_far {
    struct slot slot;
    int64_t articles;
    int parts, ends;
};

static void take_part(void *owner, void *context, struct request *r) {
    struct counted_so_far *t = owner;
    const struct facet_counts *counts = &((struct facet_counts_request *)r)->counts;
    (void)context;
    assert_true(counts->articles >= t->articles && counts->terms && counts->months && counts->taxonomies &&
                counts->authorities);
    assert_int_equal(counts->done, !r->is_partial);
    t->articles = counts->articles;
    t->parts += r->is_partial;
    t->ends += !r->is_partial;
    request_free(r);
}

static void facet_counts_come_in_parts(void **state) {
    struct scene s;
    struct counted_so_far t = {.slot = {.answered = take_part, .owner = &t}};
    start(&s, *state, true);
    archive_build(s.archive, s.cache_file, ITEMS_MAX);
    backend_deliver(s.backend, NULL);
    struct backend_news news;
    struct query q = {0};
    assert_true(backend_news(s.backend, &news));
    backend_send(s.backend, &t.slot, &request_facet_counts(&q, COUNT_TERMS | COUNT_TAXONOMIES | COUNT_AUTHORITIES)->request);
    while (!t.ends) {
        assert_true(backend_deliver(s.backend, NULL));
    }
    assert_true(t.parts > 0);
    assert_in_range(t.articles, ITEMS, ITEMS_MAX);
    finish(&s);
}

static void drop_some(struct archive *a, const char *file) {
    struct err e;
    struct cache *c = open_for_update_well(file, CACHE_UPDATE);
    assert_well(cache_begin(c, &e), &e);
    for (size_t i = 0; i < a->count; i += 3) {
        archive_drop(a, i, c);
    }
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_commit(c, &e), &e);
    cache_close(c);
}

static void open_again(struct scene *s) {
    cache_close(s->cache);
    s->cache = open_well(s->cache_file, CACHE_READ);
    assert_well(cache_attach_marks(s->cache, s->marks_file, &s->e), &s->e);
}

/* In the midst of it: it begins anew. */
static void facet_counts_of_a_cache_that_changes(void **state) {
    struct scene s;
    struct backend_news news;
    struct query all = {0};
    start(&s, *state, true);
    archive_build(s.archive, s.cache_file, ITEMS_MAX);
    backend_deliver(s.backend, NULL);
    assert_true(backend_news(s.backend, &news));
    backend_send(s.backend, &s.slot, &request_facet_counts(&all, COUNT_MARKS)->request);
    assert_true(backend_deliver(s.backend, NULL));
    assert_true(s.got->is_partial);
    drop_some(s.archive, s.cache_file);
    assert_true(backend_wait(s.backend, &s.slot, LONG, NULL));
    int64_t total, articles = ((struct facet_counts_request *)s.got)->counts.articles;
    bool exact;
    open_again(&s);
    assert_well(cache_count(s.cache, &all, ITEMS_MAX, &total, &exact, NULL, &s.e), &s.e);
    assert_int_equal(articles, total);
    finish(&s);
}

/* What was learnt of the one that was replaced is forgotten. */
static void searches_of_another_cache(const char *folder, bool without_thread) {
    struct scene s;
    struct backend_news news;
    struct query all = {0};
    start(&s, folder, without_thread);
    same_search(&s, &all, STR("a"));
    archive_release(s.archive);
    memset(s.archive, 0, sizeof *s.archive);
    archive_init(s.archive, 5);
    archive_build(s.archive, s.cache_file, 12);
    open_again(&s);
    backend_send(s.backend, &s.slot, &request_archive()->request);
    assert_true(backend_wait(s.backend, &s.slot, LONG, NULL));
    assert_true(backend_news(s.backend, &news) && news.cache_replaced);
    same_search(&s, &all, STR("a"));
    finish(&s);
}
in_both_ways(searches_of_another_cache);

/* ---- one article, one term ---- */

static void same_article(struct scene *s, const struct row *row) {
    struct article here;
    struct related_rows related;
    struct str root, path;
    struct buf one = {0}, other = {0};
    unsigned bits;
    assert_well(cache_article(s->cache, row->id, &s->arena, &here, &s->e), &s->e);
    assert_well(cache_related(s->cache, row->id, 7, &s->arena, &related, &s->e), &s->e);
    assert_well(cache_content_file(s->cache, row->id, &s->arena, &root, &path, &s->e), &s->e);
    assert_well(marks_get(s->marks, here.key, &bits, &s->e), &s->e);
    struct doc doc;
    assert_well(cache_document(s->cache, row->id, &s->arena, &doc, &s->e), &s->e);
    doc_pack(&one, &doc);
    struct article_request *a = ask(s, &request_article(row->id, STR_NONE, 7)->request);
    doc_pack(&other, &a->doc);
    same_str(buf_str(&one), buf_str(&other));
    same_str(here.title, a->article.title);
    same_str(here.key, a->article.key);
    assert_int_equal(here.term_count, a->article.term_count);
    same_related(&related, &a->related);
    same_str(root, a->root);
    same_str(path, a->path);
    assert_int_equal(bits, a->marks);
    buf_release(&one);
    buf_release(&other);
    a = ask(s, &request_record(0, here.key)->request);
    assert_int_equal(a->id, row->id);
    same_str(here.title, a->article.title);
    same_str(path, a->path);
    assert_int_equal(bits, a->marks);
    assert_true(!a->related.count && !a->doc.block_count);
    struct related_request *r = ask(s, &request_related(row->id, STR_NONE, 7)->request);
    same_related(&related, &r->related);
    same_str(here.key, r->article_key);
    r = ask(s, &request_related(0, here.key, 7)->request);
    same_related(&related, &r->related);
    assert_int_equal(r->id, row->id);
}

static void articles(const char *folder, bool without_thread) {
    struct scene s;
    struct query all = {0};
    struct rows rows;
    start(&s, folder, without_thread);
    assert_well(cache_find(s.cache, &all, &(struct page_request){.limit = 25}, &s.arena, &rows, &s.e), &s.e);
    for (size_t i = 0; i < rows.count; i++) {
        same_article(&s, &rows.rows[i]);
    }
    expect_missing(&s, &request_article(12345, STR_NONE, 0)->request);
    expect_missing(&s, &request_record(0, STR("no such article"))->request);
    expect_missing(&s, &request_related(0, STR("no such article"), 3)->request);
    finish(&s);
}
in_both_ways(articles);

static void same_term(struct scene *s, const struct term *t) {
    struct term here;
    struct query query, written;
    int32_t oldest;
    assert_well(cache_term(s->cache, t->id, &s->arena, &here, &s->e), &s->e);
    assert_well(cache_term_query(s->cache, &here, true, &s->arena, &query, &s->e), &s->e);
    assert_well(cache_term_query(s->cache, &here, false, &s->arena, &written, &s->e), &s->e);
    assert_well(cache_oldest(s->cache, t->id, &oldest, &s->e), &s->e);
    for (int by_key = 0; by_key < 2; by_key++) {
        struct term_request *r = ask(s, &request_term(by_key ? 0 : t->id, t->taxonomy, t->key)->request);
        assert_int_equal(r->id, t->id);
        same_str(r->term.name, here.name);
        assert_int_equal(r->term.topic_count, here.topic_count);
        same_query(r->query, query);
        same_query(r->written, written);
        assert_int_equal(r->oldest, oldest);
    }
}

static void same_folded(const struct terms_request *r) {
    for (size_t i = 0; i < r->terms.count; i++) {
        struct buf folded = {0};
        text_fold(&folded, r->terms.terms[i].label);
        buf_putc(&folded, ' ');
        text_fold(&folded, r->terms.terms[i].name);
        same_str(buf_str(&folded), r->folded[i]);
        buf_release(&folded);
    }
}

static void same_lists_of_terms(struct scene *s, enum taxonomy taxonomy) {
    struct terms here;
    assert_well(cache_terms(s->cache, taxonomy, 0, 0, &s->arena, &here, &s->e), &s->e);
    struct terms_request *r = ask(s, &request_terms(taxonomy, 0, 0)->request);
    same_terms(&here, &r->terms);
    same_folded(r);
    for (size_t i = 0; i < here.count && i < 5; i++) {
        same_term(s, &here.terms[i]);
    }
    assert_well(cache_terms(s->cache, taxonomy, 1, 2, &s->arena, &here, &s->e), &s->e);
    r = ask(s, &request_terms(taxonomy, 1, 2)->request);
    same_terms(&here, &r->terms);
    assert_well(cache_terms_like(s->cache, taxonomy, STR("a"), 3, &s->arena, &here, &s->e), &s->e);
    r = ask(s, &request_terms_like(taxonomy, STR("a"), 3)->request);
    same_terms(&here, &r->terms);
}

/* By their keys, behind one that is no term's. */
static void same_terms_by_key(struct scene *s, const struct terms *here) {
    struct term keys[3] = {{.taxonomy = TAX_TOPIC, .key = STR("no such topic")}, here->terms[1], here->terms[0]};
    keys[1].id = keys[2].id = 0;
    struct terms_request *r = ask(s, &request_terms_by_key(keys, 3)->request);
    assert_int_equal(r->terms.count, 3);
    assert_int_equal(r->ids[0], 0);
    assert_int_equal(r->terms.terms[0].name.n, 0);
    for (size_t i = 1; i < 3; i++) {
        struct query written;
        const struct term *t = &here->terms[2 - i];
        assert_int_equal(r->ids[i], t->id);
        same_str(r->terms.terms[i].name, t->name);
        assert_well(cache_term_query(s->cache, t, false, &s->arena, &written, &s->e), &s->e);
        same_query(r->written[i], written);
    }
}

static void terms(const char *folder, bool without_thread) {
    struct scene s;
    struct query all = {0};
    struct rows rows;
    struct terms here;
    start(&s, folder, without_thread);
    for (int i = 0; i < TAX_COUNT; i++) {
        same_lists_of_terms(&s, (enum taxonomy)i);
    }
    assert_well(cache_find(s.cache, &all, &(struct page_request){.limit = 10}, &s.arena, &rows, &s.e), &s.e);
    for (size_t i = 0; i < rows.count; i++) {
        assert_well(cache_article_terms(s.cache, rows.rows[i].id, TAX_TOPIC, &s.arena, &here, &s.e), &s.e);
        struct terms_request *r = ask(&s, &request_terms_of(rows.rows[i].id, TAX_TOPIC)->request);
        same_terms(&here, &r->terms);
        same_folded(r);
    }
    assert_well(cache_terms(s.cache, TAX_TOPIC, 0, 2, &s.arena, &here, &s.e), &s.e);
    struct terms_request *r = ask(&s, &request_terms_by_id((int64_t[]){here.terms[1].id, 99999, here.terms[0].id}, 3)->request);
    assert_int_equal(r->terms.count, 3);
    assert_int_equal(r->terms.terms[0].id, here.terms[1].id);
    assert_int_equal(r->terms.terms[1].id, 0);
    assert_int_equal(r->terms.terms[2].id, here.terms[0].id);
    assert_int_equal(r->terms.terms[1].name.n, 0);
    same_terms_by_key(&s, &here);
    expect_missing(&s, &request_term(99999, TAX_TOPIC, STR_NONE)->request);
    expect_missing(&s, &request_term(0, TAX_TOPIC, STR("no such topic"))->request);
    finish(&s);
}
in_both_ways(terms);

static void a_filter(const char *folder, bool without_thread) {
    struct scene s;
    struct terms here;
    size_t end, passed = 0, refused = 0, whose = 0;
    start(&s, folder, without_thread);
    assert_well(cache_term_end(s.cache, &end, &s.e), &s.e);
    for (const char *const *words = (const char *const[]){"a", "klas", "care", NULL}; *words; words++) {
        struct matching_request *r = ask(&s, &request_matching(str_from(*words))->request);
        assert_int_equal(r->count, end);
        for (int t = 0; t < TAX_COUNT; t++) {
            assert_well(cache_terms(s.cache, (enum taxonomy)t, 0, 0, &s.arena, &here, &s.e), &s.e);
            for (size_t i = 0; i < here.count; i++) {
                struct buf name = {0}, authority = {0};
                text_fold(&name, here.terms[i].label);
                buf_putc(&name, ' ');
                text_fold(&name, here.terms[i].name);
                text_fold(&authority, here.terms[i].authority);
                bool passes = text_match_words(buf_str(&name), str_from(*words));
                assert_int_equal(r->passes[here.terms[i].id] & PASSES, passes ? PASSES : 0);
                bool of_authority = here.terms[i].authority.n && text_match_words(buf_str(&authority), str_from(*words));
                assert_int_equal((r->passes[here.terms[i].id] & AUTHORITY_PASSES) != 0, of_authority);
                passed += passes;
                refused += !passes;
                whose += of_authority;
                buf_release(&name);
                buf_release(&authority);
            }
        }
    }
    assert_true(passed && refused && whose);
    finish(&s);
}
in_both_ways(a_filter);

/* ---- the archive ---- */

static void the_archive(const char *folder, bool without_thread) {
    struct scene s;
    struct counts counts;
    struct query all = {0};
    struct rows rows;
    struct str *read_from;
    size_t count;
    start(&s, folder, without_thread);
    assert_well(cache_counts(s.cache, &counts, &s.e), &s.e);
    assert_well(cache_roots(s.cache, &s.arena, &read_from, &count, &s.e), &s.e);
    assert_well(cache_find(s.cache, &all, &(struct page_request){.limit = 1}, &s.arena, &rows, &s.e), &s.e);
    struct archive_request *a = ask(&s, &request_archive()->request);
    assert_memory_equal(&a->counts, &counts, sizeof counts);
    assert_int_equal(a->root_count, count);
    same_str(a->roots[0], read_from[0]);
    assert_true(a->has_articles && a->has_topics);
    assert_int_equal(a->newest, rows.rows[0].day);
    struct file_problem *problems;
    struct changes changes;
    assert_well(cache_problems(s.cache, SEVERITY_NOTE, 10, &s.arena, &problems, &count, &s.e), &s.e);
    struct problems_request *p = ask(&s, &request_problems_of(STR_NONE, 10)->request);
    assert_int_equal(p->count, count);
    for (size_t i = 0; i < count; i++) {
        same_str(p->problems[i].message, problems[i].message);
    }
    assert_memory_equal(&p->counts, &counts, sizeof counts);
    assert_well(cache_changes(s.cache, 10, &s.arena, &changes, &s.e), &s.e);
    struct changes_request *c = ask(&s, &request_changes(10)->request);
    assert_int_equal(c->changes.count, changes.count);
    assert_int_equal(c->changes.time, changes.time);
    finish(&s);
}
in_both_ways(the_archive);

static void places(const char *folder, bool without_thread) {
    struct scene s;
    struct terms offerings;
    size_t found = 0;
    start(&s, folder, without_thread);
    assert_well(cache_terms(s.cache, TAX_OFFERING, 0, 0, &s.arena, &offerings, &s.e), &s.e);
    for (size_t i = 0; i <= offerings.count; i++) {
        int64_t term, article;
        struct str place = i < offerings.count ? offerings.terms[i].url : STR("/no/such/place");
        assert_well(cache_term_at_permalink(s.cache, place, &term, &s.e), &s.e);
        assert_well(cache_article_at_permalink(s.cache, place, &article, &s.e), &s.e);
        struct permalink_request *r = ask(&s, &request_permalink(place)->request);
        assert_true(r->term == term && r->article == article);
        struct str part = arena_printf(&s.arena, "%.*s?page=2#top", (int)place.n, place.p);
        r = ask(&s, &request_permalink(part)->request);
        assert_true(r->term == term && r->article == article);
        found += term != 0;
        struct lead_request *lead = ask(&s, &request_lead(0, 0, part, 0)->request);
        assert_true(lead->term == term && lead->article == (term ? 0 : article));
        assert_true(str_equal(lead->title, i < offerings.count ? offerings.terms[i].label : STR_NONE));
        lead = ask(&s, &request_lead(i < offerings.count ? offerings.terms[i].id : 0, 0, STR("/no"), 0)->request);
        assert_true(str_equal(lead->title, i < offerings.count ? offerings.terms[i].label : STR_NONE));
    }
    assert_true(found > 0 && found < offerings.count + 1);
    finish(&s);
}
in_both_ways(places);

/* ---- marks ---- */

static void positions(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    struct article_request *r = ask(&s, &request_article(0, s.archive->items[0].key, 0)->request);
    assert_int_equal(r->position, 0);
    assert_well(marks_set(s.marks, r->article.key, MARK_READ, true, 7, &s.e), &s.e);
    ask(&s, &request_keep_position(r->article.key, 1234)->request);
    r = ask(&s, &request_article(0, s.archive->items[0].key, 0)->request);
    assert_int_equal(r->position, 1234);
    finish(&s);
}
in_both_ways(positions);

static void marks_of_several(const char *folder, bool without_thread) {
    struct scene s;
    unsigned bits;
    start(&s, folder, without_thread);
    struct mark_time times[] = {{.key = STR("id:one"), .mark = MARK_STARRED, .when = 7, .title = STR("One"), .day = 5},
                                {.key = STR("id:two"), .mark = MARK_QUEUED, .when = 8, .title = STR("Two")}};
    for (size_t i = 0; i < ARRAY_SIZE(times); i++) {
        struct mark_request *r = ask(&s, &request_mark(0, &times[i], MARK_SET)->request);
        assert_int_equal(r->now, times[i].when);
    }
    struct str keys[] = {STR("id:one"), s.archive->items[0].key, STR("id:two")};
    struct marks_request *m = ask(&s, &request_marks(keys, ARRAY_SIZE(keys))->request);
    assert_int_equal(m->bits[0], 1u << MARK_STARRED);
    assert_well(marks_get(s.marks, keys[1], &bits, &s.e), &s.e);
    assert_int_equal(m->bits[1], bits);
    assert_int_equal(m->bits[2], 1u << MARK_QUEUED);
    finish(&s);
}
in_both_ways(marks_of_several);

static int64_t count_read(struct scene *s) {
    struct query q = parse(s, "is:read");
    return ((struct count_request *)ask(s, &request_count(&q, 1000)->request))->total;
}

/* A cache of other roots has the marks of another archive. */
static void marks_of_another_archive(const char *folder, bool without_thread) {
    struct scene s;
    static const char *const other[] = {"/elsewhere"};
    start(&s, folder, without_thread);
    assert_true(count_read(&s) > 0);
    struct cache *c = open_for_update_well(s.cache_file, CACHE_UPDATE);
    assert_well(cache_begin(c, &s.e), &s.e);
    assert_well(cache_set_origin(c, other, 1, STR_NONE, &s.e), &s.e);
    assert_well(cache_commit(c, &s.e), &s.e);
    cache_close(c);
    assert_int_equal(count_read(&s), 0);
    finish(&s);
}
in_both_ways(marks_of_another_archive);

/* Of one that a row names, and of one of which the id alone is known; r is of the row, both ways are of one article. */
static void change_mark(struct scene *s, const struct row *row, bool by_key, int64_t at, enum mark_change change,
                        int64_t before, int64_t now) {
    struct mark_time time = {.mark = MARK_STARRED, .when = at};
    if (by_key) {
        time.key = row->key;
        time.title = row->title;
        time.day = row->day;
    }
    struct mark_request *r = ask(s, &request_mark(by_key ? 0 : row->id, &time, change)->request);
    unsigned bits;
    assert_well(marks_get(s->marks, row->key, &bits, &s->e), &s->e);
    assert_int_equal((bits & 1u << MARK_STARRED) != 0, now != 0);
    assert_int_equal(r->time.when, before);
    assert_int_equal(r->now, now);
    same_str(r->time.key, row->key);
    same_str(r->time.title, row->title);
    assert_int_equal(r->time.day, row->day);
}

static void marking(const char *folder, bool without_thread) {
    struct scene s;
    struct query q;
    struct rows rows;
    start(&s, folder, without_thread);
    q = parse(&s, "-is:starred");
    assert_well(cache_find(s.cache, &q, &(struct page_request){.limit = 2}, &s.arena, &rows, &s.e), &s.e);
    for (int by_key = 0; by_key < 2; by_key++) {
        const struct row *row = &rows.rows[by_key];
        change_mark(&s, row, by_key, 7, MARK_SET, 0, 7);
        change_mark(&s, row, by_key, 8, MARK_SET_ONCE, 8, 8); /* nothing was changed: */
        change_mark(&s, row, by_key, 9, MARK_SET, 7, 9);      /* the time is the old one */
        change_mark(&s, row, by_key, 10, MARK_TOGGLE, 9, 0);
        change_mark(&s, row, by_key, 11, MARK_TOGGLE, 0, 11);
        change_mark(&s, row, by_key, 12, MARK_CLEAR, 11, 0);
        change_mark(&s, row, by_key, 13, MARK_SET_ONCE, 0, 13);
    }
    expect_missing(&s, &request_mark(12345, &(struct mark_time){.mark = MARK_READ, .when = 1}, MARK_SET)->request);
    finish(&s);
}
in_both_ways(marking);

static void reading_all(const char *folder, bool without_thread) {
    struct scene s;
    struct query q;
    int64_t total, unread;
    bool exact;
    start(&s, folder, without_thread);
    q = parse(&s, "is:unread sort:title");
    assert_well(cache_count(s.cache, &q, 10000, &total, &exact, &unread, &s.e), &s.e);
    assert_true(exact && total > 10);
    struct mark_all_request *r = ask(&s, &request_mark_all(&(struct marking){.query = &q, .mark = MARK_READ}, 77)->request);
    assert_int_equal(r->marked, total);
    assert_int_equal(r->looked_at, total);
    assert_well(cache_count(s.cache, &q, 10000, &unread, &exact, NULL, &s.e), &s.e);
    assert_int_equal(unread, 0);
    struct query all = {0};
    r = ask(&s, &request_mark_all(&(struct marking){.query = &all, .mark = MARK_READ}, 78)->request);
    assert_int_equal(r->marked, 0);
    assert_true(r->looked_at >= total);
    finish(&s);
}
in_both_ways(reading_all);

/* Stopped after its first part: all that was marked is told. */
static void reading_all_is_stopped(void **state) {
    struct scene s;
    struct query all = {0};
    start(&s, *state, true);
    struct backend_news news;
    archive_build(s.archive, s.cache_file, ITEMS_MAX);
    backend_deliver(s.backend, NULL);
    backend_news(s.backend, &news);
    backend_send(s.backend, &s.slot, &request_mark_all(&(struct marking){.query = &all, .mark = MARK_READ}, 77)->request);
    backend_deliver(s.backend, NULL);
    struct mark_all_request *r = (struct mark_all_request *)s.got;
    assert_true(r->request.is_partial);
    assert_int_equal(r->looked_at, 256);
    assert_true(r->marked > 0);
    backend_deliver(s.backend, NULL);
    r = (struct mark_all_request *)s.got;
    assert_int_equal(r->looked_at, 512);
    int64_t marked = r->marked;
    backend_finish_early(s.backend, &s.slot);
    assert_true(backend_wait(s.backend, &s.slot, LONG, NULL));
    r = (struct mark_all_request *)s.got;
    assert_false(r->request.is_partial);
    assert_int_equal(r->marked, marked);
    finish(&s);
}

/* What takes the place of the cache in the middle of it: all that was marked is told, and nothing is left out. */
static void reading_all_of_another_cache(void **state) {
    struct scene s;
    struct query all = {0};
    start(&s, *state, true);
    archive_build(s.archive, s.cache_file, ITEMS_MAX);
    backend_deliver(s.backend, NULL);
    struct backend_news news;
    backend_news(s.backend, &news);
    backend_send(s.backend, &s.slot, &request_mark_all(&(struct marking){.query = &all, .mark = MARK_READ}, 77)->request);
    backend_deliver(s.backend, NULL);
    int64_t first = ((struct mark_all_request *)s.got)->marked;
    assert_true(first > 0);
    archive_build(s.archive, s.cache_file, ITEMS_MAX);
    assert_true(backend_wait(s.backend, &s.slot, LONG, NULL));
    struct mark_all_request *r = (struct mark_all_request *)s.got;
    assert_false(r->request.is_partial || r->request.has_failed);
    assert_true(r->marked > first);
    assert_true(backend_news(s.backend, &news) && news.cache_replaced);
    struct mark_all_request *again =
        ask(&s, &request_mark_all(&(struct marking){.query = &all, .mark = MARK_READ}, 78)->request);
    assert_int_equal(again->marked, 0);
    finish(&s);
}

static void queries(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    struct save_request *r = ask(&s, &request_save(STR("mine"), STR("topic:x"), true)->request);
    assert_false(r->existed);
    r = ask(&s, &request_save(STR("mine"), STR("topic:y"), true)->request);
    assert_true(r->existed);
    assert_str(r->before, "topic:x");
    struct queries_request *q = ask(&s, &request_queries()->request);
    assert_int_equal(q->count, 1);
    assert_str(q->queries[0].name, "mine");
    assert_str(q->queries[0].text, "topic:x");
    r = ask(&s, &request_save(STR("mine"), STR("topic:y"), false)->request);
    assert_str(r->before, "topic:x");
    q = ask(&s, &request_queries()->request);
    assert_str(q->queries[0].text, "topic:y");
    r = ask(&s, &request_save(STR("all"), STR_NONE, true)->request);
    q = ask(&s, &request_queries()->request);
    assert_int_equal(q->count, 2); /* that of every article has no text */
    assert_str(q->queries[1].text, "");
    r = ask(&s, &request_delete(STR("mine"))->request);
    assert_str(r->before, "topic:y");
    r = ask(&s, &request_delete(STR("mine"))->request);
    assert_false(r->existed);
    ask(&s, &request_delete(STR("all"))->request);
    q = ask(&s, &request_queries()->request);
    assert_int_equal(q->count, 0);
    finish(&s);
}
in_both_ways(queries);

static void searches(const char *folder, bool without_thread) {
    struct scene s;
    start(&s, folder, without_thread);
    ask(&s, &request_searches(STR("first"), 1)->request);
    ask(&s, &request_searches(STR("second"), 2)->request);
    struct searches_request *r = ask(&s, &request_searches(STR_NONE, 3)->request);
    assert_int_equal(r->count, 2);
    assert_str(r->texts[0], "second");
    assert_str(r->texts[1], "first");
    finish(&s);
}
in_both_ways(searches);

int main(void) {
    const struct CMUnitTest tests[] = {
        both_ways(lists),
        both_ways(around_what_is_gone),
        test_in_scratch(facet_counts_come_in_parts),
        test_in_scratch(facet_counts_of_a_cache_that_changes),
        both_ways(searches_of_another_cache),
        both_ways(articles),
        both_ways(terms),
        both_ways(a_filter),
        both_ways(the_archive),
        both_ways(places),
        both_ways(positions),
        both_ways(marks_of_several),
        both_ways(marks_of_another_archive),
        both_ways(reading_all),
        test_in_scratch(reading_all_is_stopped),
        both_ways(marking),
        test_in_scratch(reading_all_of_another_cache),
        both_ways(queries),
        both_ways(searches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
