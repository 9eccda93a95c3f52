/* test_cache_read: what is stored is what is read: records, terms, places, problems, JSON. */
#include <stdio.h>

#include "archive.h"
#include "date.h"
#include "db.h"

static struct term some_topics[] = {
    {.taxonomy = TAX_TOPIC, .key = STR("KLAS: AI"), .name = STR("KLAS: AI"), .authority = STR("KLAS"), .label = STR("AI")},
    {.taxonomy = TAX_TOPIC, .key = STR("Only there"), .name = STR("Only there"), .label = STR("Only there")},
};

static struct term some_terms[] = {
    {.taxonomy = TAX_TOPIC,
     .key = STR("KLAS: AI"),
     .name = STR("KLAS: AI"),
     .authority = STR("KLAS"),
     .label = STR("AI"),
     .slug = STR("klas-ai"),
     .url = STR("topic/klas-ai")},
    {.taxonomy = TAX_OFFERING,
     .key = STR("17"),
     .name = STR("Atlas"),
     .label = STR("Atlas"),
     .slug = STR("atlas"),
     .url = STR("/offering/atlas"),
     .ident = STR("17"),
     .topics = some_topics,
     .topic_count = ARRAY_SIZE(some_topics)},
    {.taxonomy = TAX_SOURCE, .key = STR("a.example"), .name = STR("a.example"), .label = STR("a.example")},
    {.taxonomy = TAX_TAG, .key = STR("zebra"), .name = STR("zebra"), .label = STR("zebra")},
    {.taxonomy = TAX_TAG, .key = STR("apple"), .name = STR("apple"), .label = STR("apple")},
};

/* Every field has a value that says which field it is. */
static void fill_fields(struct article *a, struct arena *arena) {
    *a = (struct article){.key = STR("id:42"), .terms = some_terms, .term_count = ARRAY_SIZE(some_terms)};
    for (size_t i = 0; i < field_count; i++) {
        switch (fields[i].kind) {
        case FIELD_TEXT:
        case FIELD_LINES:
        case FIELD_LIST:
        case FIELD_URL:
            *field_str(&fields[i], a) = arena_printf(arena, "the \"%s\"\n\xe6\x97\xa5", fields[i].name);
            break;
        case FIELD_DATE:
            field_date(&fields[i], a)->day = 730000 + (int32_t)i;
            break;
        case FIELD_FLAG:
            *field_flag(&fields[i], a) = i % 2;
            break;
        case FIELD_TERMS:
            break;
        }
    }
    a->ident = STR("42");
    a->slug = STR("the-slug");
    a->permalink = STR("/offering/atlas");
    a->aliases = STR("/old/place\n/older/place/\nno-slash");
}

static void put(struct cache *c, const char *path, int root, const struct article *article, const char *body, bool hidden) {
    struct arena arena = {0};
    struct buf document = {0};
    struct doc doc;
    struct err e;
    doc_from_plain(str_from(body), &arena, &doc);
    doc_pack(&document, &doc);
    struct content_row row = {.root = root,
                              .path = str_from(path),
                              .stamp = {1, 2, 3},
                              .article = article,
                              .document = buf_str(&document),
                              .hidden = hidden};
    assert_well(cache_put(c, &row, &e), &e);
    buf_release(&document);
    arena_release(&arena);
}

/* One article with every field, and a second one about the same things. */
static char *build_two(const char *folder, struct arena *arena) {
    static const char *const roots[] = {"/news", "/more"};
    char *file = path_in(folder, "cache.db");
    struct article full, second = {.title = STR("Second"), .key = STR("path:x/_index.md"), .date.day = 730100};
    struct err e;
    fill_fields(&full, arena);
    second.terms = some_terms;
    second.term_count = 3;
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    assert_well(cache_set_origin(c, roots, ARRAY_SIZE(roots), STR_NONE, &e), &e);
    put(c, "news/full.md", 0, &full, "The body.\n\nTwice.", false);
    put(c, "x/_index.md", 1, &second, "", false);
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
    return file;
}

static int64_t located(struct cache *c, const char *what) {
    struct err e;
    int64_t id = 0;
    assert_well(cache_locate(c, str_from(what), &id, &e), &e);
    return id;
}

static void same_article(const struct article *a, const struct article *b) {
    for (size_t i = 0; i < field_count; i++) {
        const struct field *f = &fields[i];
        bool same = f->kind == FIELD_TERMS  ? true
                    : f->kind == FIELD_DATE ? field_get_date(f, a).day == field_get_date(f, b).day
                    : f->kind == FIELD_FLAG ? field_get_flag(f, a) == field_get_flag(f, b)
                                            : str_equal(field_get_str(f, a), field_get_str(f, b));
        if (!same) {
            fail_msg("field '%s' is not what was stored", f->name);
        }
    }
    assert_true(str_equal(identity_own(a->key), identity_own(b->key)));
}

static void keeps_every_field(void **state) {
    struct arena arena = {0};
    struct article stored, read;
    struct doc doc;
    struct err e;
    char *file = build_two(*state, &arena);
    struct cache *c = open_well(file, CACHE_READ);
    fill_fields(&stored, &arena);
    int64_t id = located(c, "42");
    assert_well(cache_article(c, id, &arena, &read, &e), &e);
    same_article(&stored, &read);
    assert_int_equal(read.term_count, ARRAY_SIZE(some_terms));
    for (size_t i = 0; i < read.term_count; i++) { /* in the order of the record */
        assert_true(str_equal(read.terms[i].name, some_terms[i].name));
        assert_true(str_equal(read.terms[i].url, some_terms[i].url));
        assert_true(str_equal(read.terms[i].ident, some_terms[i].ident));
        assert_int_equal(read.terms[i].count, i < 3 ? 2 : 1);
        assert_int_equal(read.terms[i].newest, i < 3 ? 730100 : read.date.day);
    }
    assert_well(cache_document(c, id, &arena, &doc, &e), &e);
    assert_str(doc.text, "The body.\nTwice.");
    cache_close(c);
    arena_release(&arena);
    free(file);
}

static void finds_articles_by_name(void **state) {
    struct arena arena = {0};
    struct str root, path;
    struct err e;
    int64_t id;
    char *file = build_two(*state, &arena);
    struct cache *c = open_well(file, CACHE_READ);
    int64_t full = located(c, "42");
    assert_int_equal(located(c, "the-slug"), full);
    assert_int_equal(located(c, "news/full.md"), full);
    assert_int_equal(located(c, "/news/news/full.md"), full);
    assert_int_equal(located(c, "id:42"), full);
    assert_int_not_equal(located(c, "/more/x/_index.md"), full);
    static const char *const wrong[] = {"", "4", "/more/news/full.md", "/news", "%", "the", "'; DROP TABLE article"};
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        e.code = ERR_NONE;
        assert_int_equal(cache_locate(c, str_from(wrong[i]), &id, &e), -1);
        assert_int_equal(e.code, ERR_MISSING);
    }
    assert_well(cache_content_file(c, full, &arena, &root, &path, &e), &e);
    assert_str(root, "/news");
    assert_str(path, "news/full.md");
    static const struct {
        const char *permalink, *what;
    } places[] = {{"/offering/atlas", "42"},
                  {"offering/atlas/", "42"},
                  {"/x", "x/_index.md"},
                  {"/x/", "x/_index.md"},
                  {"/news/full", "news/full.md"},
                  {"/offering/atla", NULL},
                  {"", NULL},
                  {"/", NULL}};
    for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
        assert_well(cache_article_at_permalink(c, str_from(places[i].permalink), &id, &e), &e);
        assert_int_equal(id, places[i].what ? located(c, places[i].what) : 0);
    }
    cache_close(c);
    arena_release(&arena);
    free(file);
}

static void finds_what_stands_at_a_place_of_the_site(void **state) {
    static const struct {
        const char *place;
        bool found;
    } cases[] = {{"/offering/atlas", true},
                 {"offering/atlas/", true},
                 {"/old/place", true},
                 {"/old/place/", true},
                 {"/older/place", true},
                 {"/2021/11/the-slug/", true},
                 {"/elsewhere/full/", true},
                 {"/elsewhere/ull", false},
                 {"/2021/the", false},
                 {"/old", false},
                 {"/place", false},
                 {"/no-slash", false},
                 {"/", false},
                 {"", false},
                 {"%", false}};
    struct arena arena = {0};
    struct err e;
    char *file = build_two(*state, &arena);
    struct cache *c = open_well(file, CACHE_READ);
    int64_t id, wanted = located(c, "42");
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_well(cache_article_at_permalink(c, str_from(cases[i].place), &id, &e), &e);
        if (id != (cases[i].found ? wanted : 0)) {
            fail_msg("'%s': %lld", cases[i].place, (long long)id);
        }
    }
    assert_true(located(c, "/old/place") == wanted);
    assert_well(cache_term_at_permalink(c, STR("offering/atlas/"), &id, &e), &e);
    assert_true(id != 0);
    assert_well(cache_term_at_permalink(c, STR("/offering/at"), &id, &e), &e);
    assert_true(id == 0);
    cache_close(c);
    arena_release(&arena);
    free(file);
}

static void says_what_is_missing(void **state) {
    struct arena arena = {0};
    struct article article;
    struct doc doc;
    struct term term;
    struct str root, path;
    struct err e = {0};
    char *file = build_two(*state, &arena);
    struct cache *c = open_well(file, CACHE_READ);
    static const int64_t ids[] = {0, 1, -1, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
        e.code = ERR_NONE;
        assert_int_equal(cache_article(c, ids[i], &arena, &article, &e), -1);
        assert_int_equal(e.code, ERR_MISSING);
        assert_int_equal(cache_document(c, ids[i], &arena, &doc, &e), -1);
        assert_int_equal(cache_content_file(c, ids[i], &arena, &root, &path, &e), -1);
        assert_int_equal(e.code, ERR_MISSING);
    }
    assert_int_equal(cache_term(c, 999, &arena, &term, &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    cache_close(c);
    arena_release(&arena);
    free(file);
}

static const struct term *named(const struct terms *terms, const char *name) {
    for (size_t i = 0; i < terms->count; i++) {
        if (str_is(terms->terms[i].name, name)) {
            return &terms->terms[i];
        }
    }
    return NULL;
}

static void walks_from_term_to_term(void **state) {
    struct arena arena = {0};
    struct terms terms, near;
    struct term offering;
    struct err e;
    char *file = build_two(*state, &arena);
    struct cache *c = open_well(file, CACHE_READ);
    assert_well(cache_terms(c, TAX_TAG, 0, 0, &arena, &terms, &e), &e);
    assert_int_equal(terms.count, 2);
    assert_str(terms.terms[0].name, "apple");
    assert_well(cache_terms(c, TAX_TAG, 1, 1, &arena, &near, &e), &e);
    assert_true(near.count == 1 && near.terms[0].id == terms.terms[1].id);
    assert_well(cache_terms(c, TAX_TAG, 2, 5, &arena, &near, &e), &e);
    assert_int_equal(near.count, 0);
    assert_well(cache_terms(c, TAX_TOPIC, 0, 0, &arena, &terms, &e), &e);
    assert_int_equal(terms.count, 1); /* what only an offering names has no articles */
    assert_str(terms.terms[0].slug, "klas-ai");
    int64_t topic = terms.terms[0].id;
    int32_t oldest;
    assert_well(cache_oldest(c, topic, &oldest, &e), &e);
    assert_true(oldest > DATE_NONE && oldest < 730100); /* the other one is the newest */
    assert_well(cache_oldest(c, 999, &oldest, &e), &e);
    assert_int_equal(oldest, DATE_NONE);
    int64_t atlas, nobody;
    assert_well(cache_terms(c, TAX_OFFERING, 0, 0, &arena, &near, &e), &e);
    assert_non_null(named(&near, "Atlas"));
    assert_well(cache_term_id(c, TAX_OFFERING, named(&near, "Atlas")->key, &atlas, &e), &e);
    assert_well(cache_term_id(c, TAX_TOPIC, named(&near, "Atlas")->key, &nobody, &e), &e);
    assert_int_equal(nobody, 0);
    assert_well(cache_term(c, atlas, &arena, &offering, &e), &e);
    assert_str(offering.label, "Atlas");
    struct terms own = {offering.topics, offering.topic_count};
    assert_int_equal(own.count, 2);
    assert_non_null(named(&own, "KLAS: AI"));
    assert_non_null(named(&own, "Only there"));
    assert_well(cache_article_terms(c, located(c, "42"), TAX_TAG, &arena, &terms, &e), &e);
    assert_int_equal(terms.count, 2);
    assert_str(terms.terms[0].name, "zebra");
    cache_close(c);
    arena_release(&arena);
    free(file);
}

/* The newest article says what a term is called. */
static void the_newest_article_names_a_term(void **state) {
    struct arena arena = {0};
    struct term old = some_terms[1], new = some_terms[1];
    struct article first = {.key = STR("id:1"), .date.day = 730000, .terms = &new, .term_count = 1},
                   second = {.key = STR("id:2"), .date.day = 729000, .terms = &old, .term_count = 1};
    struct terms terms;
    struct err e;
    char *file = path_in(*state, "cache.db");
    new.label = new.name = STR("Atlas Two");
    old.slug = STR("old-slug");
    for (int order = 0; order < 2; order++) {
        struct cache *c = open_for_update_well(file, CACHE_BUILD);
        assert_well(cache_begin(c, &e), &e);
        put(c, "1.md", 0, order ? &first : &second, "", false);
        put(c, "2.md", 0, order ? &second : &first, "", false);
        assert_well(cache_commit(c, &e), &e);
        assert_well(cache_finish(c, NULL, NULL, &e), &e);
        assert_well(cache_publish(c, &e), &e);
        c = open_well(file, CACHE_READ);
        assert_well(cache_terms(c, TAX_OFFERING, 0, 0, &arena, &terms, &e), &e);
        assert_int_equal(terms.count, 1);
        assert_str(terms.terms[0].label, "Atlas Two");
        assert_str(terms.terms[0].slug, "atlas");
        cache_close(c);
    }
    arena_release(&arena);
    free(file);
}

struct seen_json {
    struct db *db;
    size_t count;
    char last[4000];
};

static void see_json(void *context, struct str json) {
    struct seen_json *seen = context;
    struct statement *s = db_prepare(seen->db, "SELECT json_valid(?)");
    bind_str(s, 1, json);
    assert_true(db_step(s) && column_int(s, 0) == 1);
    db_finalize(s);
    snprintf(seen->last, sizeof seen->last, "%.*s", (int)json.n, json.p);
    seen->count++;
}

static void makes_json(void **state) {
    struct arena arena = {0};
    struct seen_json seen = {0};
    struct query q = {.sort = SORT_OLDEST};
    struct err e;
    char *file = build_two(*state, &arena), *other = path_in(*state, "scratch.db");
    struct cache *c = open_well(file, CACHE_READ);
    seen.db = db_open(other, DB_CREATE, &e);
    assert_well(cache_json(c, &q, 0, see_json, &seen, &e), &e);
    assert_int_equal(seen.count, 2);
    assert_well(cache_json(c, &q, 1, see_json, &seen, &e), &e);
    assert_int_equal(seen.count, 3);
    for (size_t i = 0; i < field_count; i++) {
        char name[64];
        snprintf(name, sizeof name, "\"%s\":", fields[i].name);
        if (!(fields[i].flags & FIELD_INVERTED) && !strstr(seen.last, name)) {
            fail_msg("no field %s in %s", name, seen.last);
        }
    }
    assert_non_null(strstr(seen.last, "\"title\":\"the \\\"title\\\"\\n\xe6\x97\xa5\""));
    assert_non_null(strstr(seen.last, "\"date\":\"1999-"));
    assert_non_null(strstr(seen.last, "\"path\":\"news/full.md\""));
    assert_well(cache_json_terms(c, TAX_TOPIC, see_json, &seen, &e), &e);
    assert_int_equal(seen.count, 4);
    assert_non_null(strstr(seen.last, "\"authority\":\"KLAS\""));
    assert_non_null(strstr(seen.last, "\"newest\":\"1999-"));
    db_close(seen.db);
    cache_close(c);
    arena_release(&arena);
    free(file);
    free(other);
}

struct seen_records {
    struct seen_json *json; /* of the same article, or term */
    size_t calls;
};

/* A member of the JSON as a text: a list's names are its lines, a flag a word. */
static const char AS_TEXT[] =
    "SELECT CASE json_type(?1, ?2) WHEN 'array' THEN coalesce((SELECT group_concat(value ->> '$.name',"
    " char(10)) FROM json_each(?1, ?2)), '') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'"
    " ELSE coalesce(?1 ->> ?2, '') END, json_type(?1, ?2) IS NOT NULL";

static void see_record(void *context, const struct record *r) {
    struct seen_records *seen = context;
    assert_int_equal(r->values != NULL, seen->calls > 0);
    seen->calls++;
    for (size_t i = 0; i < r->count && r->values; i++) {
        char path[64];
        snprintf(path, sizeof path, "$.%s", r->names[i]);
        struct statement *s = db_prepare(seen->json->db, AS_TEXT);
        bind_str(s, 1, str_from(seen->json->last));
        bind_str(s, 2, str_from(path));
        assert_true(db_step(s) && column_int(s, 1) == 1);
        if (!str_equal(column_str(s, 0), r->values[i])) {
            fail_msg("%s is '%.*s', not '%s'", path, (int)r->values[i].n, r->values[i].p, column_str(s, 0).p);
        }
        db_finalize(s);
    }
}

static void records_say_what_json_says(void **state) {
    struct arena arena = {0};
    struct seen_json json = {0};
    struct query q = {.sort = SORT_OLDEST}, none;
    struct err e;
    char *file = build_two(*state, &arena), *other = path_in(*state, "scratch.db");
    struct cache *c = open_well(file, CACHE_READ);
    json.db = db_open(other, DB_CREATE, &e);
    for (int sort = 0; sort < SORT_COUNT; sort++) {
        struct seen_records seen = {&json, 0};
        q.sort = (enum query_sort)sort;
        assert_well(cache_json(c, &q, 1, see_json, &json, &e), &e);
        assert_well(cache_records(c, &q, 1, see_record, &seen, &e), &e);
        assert_int_equal(seen.calls, 2);
    }
    struct seen_records terms = {&json, 0}, nothing = {&json, 0};
    assert_well(cache_json_terms(c, TAX_TOPIC, see_json, &json, &e), &e);
    assert_well(cache_term_records(c, TAX_TOPIC, see_record, &terms, &e), &e);
    assert_int_equal(terms.calls, 2);
    assert_well(query_parse(STR("nothingofthekind"), QUERY_WRITTEN, &arena, &none, NULL, &e), &e);
    assert_well(cache_records(c, &none, 0, see_record, &nothing, &e), &e);
    assert_int_equal(nothing.calls, 1);
    db_close(json.db);
    cache_close(c);
    arena_release(&arena);
    free(file);
    free(other);
}

/* The day counted by SQLite for JSON is the day counted by date. */
static void days_in_json_are_days(void **state) {
    struct arena arena = {0};
    struct article a = {.key = STR("id:1"), .title = STR("x")};
    struct seen_json seen = {0};
    struct query q = {0};
    struct err e;
    static const int years[] = {1, 1582, 1900, 1970, 2000, 2024, 9999};
    char *file = path_in(*state, "cache.db"), *other = path_in(*state, "scratch.db");
    seen.db = db_open(other, DB_CREATE, &e);
    for (size_t i = 0; i < ARRAY_SIZE(years); i++) {
        char expected[64];
        a.date.day = date_day(years[i], 12, 31);
        struct cache *c = open_for_update_well(file, CACHE_BUILD);
        assert_well(cache_begin(c, &e), &e);
        put(c, "1.md", 0, &a, "", false);
        assert_well(cache_commit(c, &e), &e);
        assert_well(cache_finish(c, NULL, NULL, &e), &e);
        assert_well(cache_publish(c, &e), &e);
        c = open_well(file, CACHE_READ);
        assert_well(cache_json(c, &q, 0, see_json, &seen, &e), &e);
        snprintf(expected, sizeof expected, "\"date\":\"%04d-12-31\"", years[i]);
        if (!strstr(seen.last, expected)) {
            fail_msg("no %s in %s", expected, seen.last);
        }
        cache_close(c);
    }
    db_close(seen.db);
    arena_release(&arena);
    free(file);
    free(other);
}

/* ---- problems ---- */

static void put_rejected(struct cache *c, int64_t file, const char *path, const char *message, int line) {
    struct arena arena = {0};
    struct problems problems;
    struct err e;
    problems_init(&problems, &arena);
    problem_add(&problems, SEVERITY_ERROR, line, 3, "%s", message);
    problem_add(&problems, SEVERITY_WARNING, line - 1, 1, "before it");
    struct content_row row = {.file = file, .path = str_from(path), .stamp = {1, 1, 1}, .problems = &problems};
    assert_well(cache_put(c, &row, &e), &e);
    arena_release(&arena);
}

static void note_id(void *context, const struct known_file *f) {
    *(int64_t *)context = f->id;
}

/* What more than twenty files have is a kind. */
static void gathers_problems_of_a_kind(void **state) {
    struct arena arena = {0};
    struct problem_kind *kinds;
    struct file_problem *problems;
    struct err e;
    size_t count;
    char *file = path_in(*state, "cache.db");
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    for (int i = 0; i < PROBLEM_FILES + 1; i++) {
        struct problems found;
        char path[20];
        snprintf(path, sizeof path, "%02d.md", i);
        problems_init(&found, &arena);
        problem_add(&found, SEVERITY_NOTE, 1, 1, "the same");
        problem_add(&found, SEVERITY_WARNING, 2, 1, "'%s' is not %d", "date", i);
        if (i < PROBLEM_FILES) {
            problem_add(&found, SEVERITY_ERROR, 3, 1, "rare: %d", i);
            problem_add(&found, SEVERITY_ERROR, 4, 1, "rare: %d", i);
        }
        struct content_row row = {.path = str_from(path), .stamp = {1, 1, 1}, .problems = &found};
        assert_well(cache_put(c, &row, &e), &e);
    }
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_problem_kinds(c, &arena, &kinds, &count, &e), &e);
    assert_int_equal(count, 2);
    assert_int_equal(kinds[0].severity, SEVERITY_WARNING);
    assert_str(kinds[0].message, "'date' is not \u2026");
    assert_int_equal(kinds[0].files, PROBLEM_FILES + 1);
    assert_str(kinds[0].places[2], "02.md");
    assert_str(kinds[1].message, "the same");
    assert_well(cache_rare_problems(c, 1000, &arena, &problems, &count, &e), &e);
    assert_int_equal(count, 2 * PROBLEM_FILES);
    assert_str(problems[0].message, "rare: 0");
    assert_well(cache_problems_of(c, kinds[0].kind, 1000, &arena, &problems, &count, &e), &e);
    assert_int_equal(count, PROBLEM_FILES + 1);
    assert_str(problems[PROBLEM_FILES].message, "'date' is not 20");
    cache_close(c);
    arena_release(&arena);
    free(file);
}

static void lists_problems(void **state) {
    struct arena arena = {0};
    struct file_problem *problems;
    struct counts counts;
    struct err e;
    size_t count;
    int64_t id = 0;
    char *file = path_in(*state, "cache.db");
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    put_rejected(c, 0, "b.md", "bad", 9);
    put_rejected(c, 0, "a.md", "worse", 5);
    assert_well(cache_put_unreadable(c, 0, 0, STR("c.md"), STR("cannot be read"), &e), &e);
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
    c = open_for_update_well(file, CACHE_UPDATE);
    assert_well(cache_problems(c, SEVERITY_NOTE, 100, &arena, &problems, &count, &e), &e);
    assert_int_equal(count, 5);
    assert_str(problems[0].path, "a.md");
    assert_int_equal(problems[0].line, 4);
    assert_int_equal(problems[0].severity, SEVERITY_WARNING);
    assert_str(problems[1].message, "worse");
    assert_int_equal(problems[1].article, 0);
    assert_str(problems[4].path, "c.md");
    assert_well(cache_problems(c, SEVERITY_NOTE, 2, &arena, &problems, &count, &e), &e);
    assert_int_equal(count, 2);
    assert_well(cache_counts(c, &counts, &e), &e);
    assert_int_equal(counts.rejected, 3);
    assert_int_equal(counts.errors, 3);
    assert_int_equal(counts.warnings, 2);
    assert_int_equal(counts.articles, 0);
    assert_well(cache_known_files(c, note_id, &id, &e), &e);
    assert_well(cache_begin(c, &e), &e);
    put_rejected(c, id, "c.md", "now it can", 2);
    assert_well(cache_problems(c, SEVERITY_NOTE, 100, &arena, &problems, &count, &e), &e);
    assert_int_equal(count, 6); /* those of c.md in the place of the old one */
    assert_well(cache_drop(c, id, &e), &e);
    assert_well(cache_problems(c, SEVERITY_NOTE, 100, &arena, &problems, &count, &e), &e);
    assert_int_equal(count, 4);
    assert_well(cache_commit(c, &e), &e);
    cache_close(c);
    arena_release(&arena);
    free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(keeps_every_field),
        test_in_scratch(finds_articles_by_name),
        test_in_scratch(finds_what_stands_at_a_place_of_the_site),
        test_in_scratch(says_what_is_missing),
        test_in_scratch(walks_from_term_to_term),
        test_in_scratch(the_newest_article_names_a_term),
        test_in_scratch(makes_json),
        test_in_scratch(records_say_what_json_says),
        test_in_scratch(days_in_json_are_days),
        test_in_scratch(gathers_problems_of_a_kind),
        test_in_scratch(lists_problems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
