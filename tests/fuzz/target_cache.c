/* target_cache: queries against a good cache, and a cache whose bytes somebody has changed. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cache.h"
#include "compose.h"
#include "fuzz.h"
#include "text.h"

static struct cache *good_cache(void) {
    char *file = fuzz_path("cache"), *marks = fuzz_path("marks");
    struct err e;
    fuzz_make_cache(file, marks);
    struct cache *c = cache_open(file, CACHE_READ, &e);
    EXPECT(c && cache_attach_marks(c, marks, &e) == 0);
    free(file);
    free(marks);
    return c;
}

/* All that is asked about a list. Each answer must come, and fit the others. */
static void expect_answers(struct cache *c, const struct query *q, struct arena *arena) {
    struct page_request request = {.limit = 20};
    struct rows rows, back;
    struct err e = {0};
    int64_t count, unread;
    bool exact;
    EXPECT(cache_find(c, q, &request, arena, &rows, &e) == 0);
    request.backwards = true;
    EXPECT(cache_find(c, q, &request, arena, &back, &e) == 0 && back.count == rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        EXPECT(rows.rows[i].id == back.rows[i].id);
    }
    EXPECT(cache_count(c, q, 100, &count, &exact, &unread, &e) == 0);
    EXPECT(exact ? count == (int64_t)rows.count : count <= (int64_t)rows.count);
    struct facet_counts counts = {.wanted = COUNT_TERMS | COUNT_MARKS | COUNT_TAXONOMIES | COUNT_AUTHORITIES};
    for (int slices = 0; !counts.done && slices < 100; slices++) {
        EXPECT(cache_count_facets(c, q, 2, &counts, &e) == 0);
    }
    EXPECT(counts.done && counts.articles == (int64_t)rows.count);
    facet_counts_release(&counts);
}

/* Any text is a query or an error with a place, and a query that is written and read again is the same. */
void fuzz_query(struct str bytes) {
    static struct cache *cache;
    cache = cache ? cache : good_cache();
    for (int mode = QUERY_WRITTEN; mode <= QUERY_TYPING; mode++) {
        struct arena arena = {0};
        struct query q, again;
        struct buf text = {0}, twice = {0};
        struct err e = {0};
        size_t place = 0;
        if (query_parse(bytes, (enum query_mode)mode, &arena, &q, &place, &e) < 0) {
            EXPECT(place <= bytes.n && *e.text && query_fault_end(bytes, place) <= bytes.n);
        } else {
            query_print(&q, &text);
            EXPECT(text_is_clean(buf_str(&text)));
            if (mode == QUERY_WRITTEN) {
                EXPECT(query_parse(buf_str(&text), QUERY_WRITTEN, &arena, &again, NULL, &e) == 0);
                query_print(&again, &twice);
                EXPECT(str_equal(buf_str(&text), buf_str(&twice)));
            }
            expect_answers(cache, &q, &arena);
        }
        struct query_spot spot;
        struct candidates candidates;
        size_t cursor = bytes.n ? (unsigned char)bytes.p[0] % (bytes.n + 1) : 0;
        query_spot(bytes, cursor, &arena, &spot);
        query_candidates(&spot, NULL, 0, &arena, &candidates);
        EXPECT(spot.kind == SPOT_NONE || (spot.from <= spot.to && spot.to <= bytes.n));
        buf_release(&text);
        buf_release(&twice);
        arena_release(&arena);
    }
}

/* ---- a cache whose bytes were changed ---- */

struct patched {
    char *file;
    int fd;
    struct buf good;
    uint32_t *places; /* where its bytes mean something: most of a page is empty */
    size_t place_count;
};

static void find_places(struct patched *p) {
    size_t capacity = 0, near = 0;
    for (size_t i = 0; i < p->good.n; i++) {
        near = p->good.p[i] ? 4 : near ? near - 1 : 0;
        if (near) {
            p->places = grow(p->places, p->place_count, &capacity, sizeof *p->places);
            p->places[p->place_count++] = (uint32_t)i;
        }
    }
}

static void make_patched(struct patched *p) {
    char *marks = fuzz_path("marks");
    p->file = fuzz_path("cache");
    fuzz_make_cache(p->file, marks);
    free(marks);
    p->fd = open(p->file, O_RDWR | O_CLOEXEC);
    EXPECT(p->fd >= 0);
    for (ssize_t n = 1; n > 0; p->good.n += (size_t)n) {
        buf_reserve(&p->good, 65536);
        n = read(p->fd, p->good.p + p->good.n, 65536);
        EXPECT(n >= 0);
    }
    find_places(p);
}

enum { PATCH_HEAD = 4, PATCH_BYTES = 16, PATCHES_MAX = 64 };

/* A patch is three bytes of place, one of length, and that many bytes. */
static void patch(const struct patched *p, struct str bytes, bool back) {
    for (int n = 0; n < PATCHES_MAX && bytes.n > PATCH_HEAD; n++) {
        const unsigned char *head = (const unsigned char *)bytes.p;
        size_t at = p->places[((size_t)head[0] << 16 | head[1] << 8 | head[2]) % p->place_count];
        struct str new = str_slice(bytes, PATCH_HEAD, PATCH_HEAD + 1 + head[3] % PATCH_BYTES);
        new.n = at + new.n > p->good.n ? p->good.n - at : new.n;
        EXPECT(pwrite(p->fd, back ? p->good.p + at : new.p, new.n, (off_t)at) == (ssize_t) new.n);
        bytes = str_slice(bytes, PATCH_HEAD + 1 + head[3] % PATCH_BYTES, bytes.n);
    }
}

/* What was read is shown, so it must be fit for that; or there was an error that says why. */
static bool well(int result, struct err *e) {
    EXPECT(result == 0 || (*e->text && e->code != ERR_NONE));
    *e = (struct err){0};
    return result == 0;
}

static void expect_rows(const struct rows *rows) {
    for (size_t i = 0; i < rows->count; i++) {
        EXPECT(text_is_clean(rows->rows[i].title) && text_is_clean(rows->rows[i].source) && text_is_clean(rows->rows[i].key));
    }
}

static void expect_terms(const struct terms *terms) {
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *t = &terms->terms[i];
        EXPECT(t->taxonomy < TAX_COUNT && text_is_clean(t->key) && text_is_clean(t->name) && text_is_clean(t->label));
        EXPECT(text_is_clean(t->authority) && text_is_clean(t->slug) && text_is_clean(t->url) && text_is_clean(t->ident));
    }
}

static int load_rendered(struct rendered_article *s, struct cache *c, int64_t id, size_t related_max, struct err *e) {
    struct arena arena = {0};
    struct article a;
    struct doc body;
    struct related_rows related = {0};
    if (cache_article(c, id, &arena, &a, e) < 0 || cache_document(c, id, &arena, &body, e) < 0 ||
        (related_max && cache_related(c, id, related_max, &arena, &related, e) < 0)) {
        arena_release(&arena);
        return -1;
    }
    rendered_article_set(s, id, &arena, &a, &body, &related);
    return 0;
}

static void read_article(struct cache *c, int64_t id, struct arena *arena) {
    struct err e = {0};
    struct rendered_article rendered = {0};
    struct str root, path;
    struct related_rows related;
    struct terms terms;
    if (well(cache_related(c, id, 10, arena, &related, &e), &e)) {
        for (size_t i = 0; i < related.count; i++) {
            expect_rows(&(struct rows){&related.rows[i].row, 1});
        }
    }
    well(cache_content_file(c, id, arena, &root, &path, &e), &e);
    if (well(cache_article_terms(c, id, TAX_TAG, arena, &terms, &e), &e)) {
        expect_terms(&terms);
    }
    if (well(load_rendered(&rendered, c, id, 5, &e), &e)) {
        expect_layout(&rendered.doc);
        for (const struct field *f = fields; f < fields + field_count; f++) {
            bool text = f->kind == FIELD_TEXT || f->kind == FIELD_LINES || f->kind == FIELD_LIST || f->kind == FIELD_URL;
            EXPECT(!text || text_is_clean(field_get_str(f, &rendered.article)));
        }
    }
    rendered_article_release(&rendered);
}

static void read_lists(struct cache *c, struct arena *arena) {
    static const char *const texts[] = {"",
                                        "home",
                                        "an* sort:relevance",
                                        "tag:home -topic:clinical",
                                        "sort:title is:hidden",
                                        "\"an angry\" has:offering after:2020 sort:oldest",
                                        "title:valley"};
    struct err e = {0};
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        struct query q;
        struct rows rows;
        int64_t count, unread;
        bool exact;
        EXPECT(query_parse(str_from(texts[i]), i % 2 ? QUERY_TYPING : QUERY_WRITTEN, arena, &q, NULL, &e) == 0);
        if (well(cache_find(c, &q, &(struct page_request){.limit = 20}, arena, &rows, &e), &e)) {
            EXPECT(rows.count <= 20);
            expect_rows(&rows);
            for (size_t r = 0; i == 0 && r < rows.count; r++) {
                read_article(c, rows.rows[r].id, arena);
            }
        }
        well(cache_count(c, &q, 100, &count, &exact, &unread, &e), &e);
        struct facet_counts counts = {.wanted = COUNT_TERMS | COUNT_TAXONOMIES | COUNT_AUTHORITIES};
        for (int slices = 0; slices < 20 && !counts.done && well(cache_count_facets(c, &q, 100, &counts, &e), &e); slices++) {
        }
        facet_counts_release(&counts);
    }
}

static void read_terms_of(struct cache *c, enum taxonomy taxonomy, struct arena *arena) {
    struct err e = {0};
    struct terms terms;
    if (well(cache_terms_like(c, taxonomy, STR("h"), 5, arena, &terms, &e), &e)) {
        expect_terms(&terms);
    }
    if (!well(cache_terms(c, taxonomy, 0, 20, arena, &terms, &e), &e)) {
        return;
    }
    expect_terms(&terms);
    for (size_t i = 0; i < terms.count && i < 4; i++) {
        struct term term;
        struct query q;
        int32_t day;
        int64_t id;
        well(cache_term(c, terms.terms[i].id, arena, &term, &e), &e);
        well(cache_oldest(c, terms.terms[i].id, &day, &e), &e);
        well(cache_term_id(c, taxonomy, terms.terms[i].key, &id, &e), &e);
        well(cache_term_query(c, &terms.terms[i], i % 2, arena, &q, &e), &e);
    }
}

static void ignore_json(void *context, struct str json) {
    *(size_t *)context += json.n;
}

static void ignore_record(void *context, const struct record *r) {
    for (size_t i = 0; i < r->count && r->values; i++) {
        const struct str value = r->values[i];
        *(size_t *)context += value.n ? (unsigned char)value.p[value.n - 1] : 0; /* all of them stay valid until then */
    }
}

static void ignore_name(void *context, int64_t id, struct str folded_label, struct str folded_name) {
    *(size_t *)context += (size_t)(id != 0) + folded_label.n + folded_name.n;
}

static void read_the_rest(struct cache *c, struct arena *arena) {
    struct err e = {0};
    struct counts counts;
    struct changes changes;
    struct file_problem *problems;
    struct str *roots;
    struct query all = {0};
    size_t count, bytes = 0;
    int64_t id, after = 0;
    bool more;
    well(cache_counts(c, &counts, &e), &e);
    well(cache_roots(c, arena, &roots, &count, &e), &e);
    if (well(cache_problems(c, SEVERITY_NOTE, 20, arena, &problems, &count, &e), &e)) {
        for (size_t i = 0; i < count; i++) {
            EXPECT(text_is_clean(problems[i].message) && problems[i].severity <= SEVERITY_ERROR);
        }
    }
    if (well(cache_changes(c, 20, arena, &changes, &e), &e)) {
        for (size_t i = 0; i < changes.count; i++) {
            EXPECT(changes.changes[i].kind < CHANGE_KIND_COUNT && text_is_clean(changes.changes[i].title));
        }
    }
    well(cache_json(c, &all, 20, ignore_json, &bytes, &e), &e);
    well(cache_json_terms(c, TAX_TOPIC, ignore_json, &bytes, &e), &e);
    well(cache_records(c, &all, 20, ignore_record, &bytes, &e), &e);
    well(cache_term_records(c, TAX_TOPIC, ignore_record, &bytes, &e), &e);
    well(cache_term_names(c, &after, 20, &more, ignore_name, &bytes, &e), &e);
    well(cache_locate(c, STR("valley"), &id, &e), &e);
    well(cache_article_at_permalink(c, STR("/old/valley/"), &id, &e), &e);
    well(cache_term_at_permalink(c, STR("/offering/atlas"), &id, &e), &e);
}

/* Whatever stands in the file: an answer or a message. */
void fuzz_cache(struct str bytes) {
    static struct patched p;
    struct err e = {0};
    if (!p.file) {
        make_patched(&p);
    }
    patch(&p, bytes, false);
    struct cache *c = cache_open(p.file, CACHE_READ, &e);
    EXPECT(c || *e.text);
    if (c) {
        struct arena arena = {0};
        read_lists(c, &arena);
        for (int t = 0; t < TAX_COUNT; t++) {
            read_terms_of(c, (enum taxonomy)t, &arena);
        }
        read_the_rest(c, &arena);
        arena_release(&arena);
        fuzz_play(p.file, NULL, STR("\n\nJrf  \nTTt\nL/an\x1bP"));
        cache_close(c);
    }
    patch(&p, bytes, true);
}

void fuzz_cache_seeds(fuzz_seed *each, void *context) {
    static const char patches[][12] = {"\0\0\0\1x", "\0\1\0\2\xff\xff", "\0\x20\0\3\0\0\0\0", "\0\x40\7\2\033[m"};
    each(context, STR("\0"));
    for (size_t i = 0; i < ARRAY_SIZE(patches); i++) {
        each(context, (struct str){patches[i], 8});
    }
}
