/* test_emit: lists, terms and articles for other programs: complete, one a line, valid JSON, nothing that could forge a line.
 */
#include <stdio.h>
#include <unistd.h>

#include "archive.h"
#include "db.h"
#include "emit.h"
#include "text.h"

enum { MANY = 1001 }; /* more than two of the pages that a list is fetched in */

struct made {
    struct archive archive;
    struct cache *cache;
    char *text; /* what was emitted */
    size_t size;
    FILE *out;
};

static void make(struct made *m, const char *folder, size_t count) {
    char *file = path_in(folder, "cache.db");
    archive_init(&m->archive, 21);
    archive_build(&m->archive, file, count);
    m->cache = open_well(file, CACHE_READ);
    m->out = open_memstream(&m->text, &m->size);
    free(file);
}

static void release(struct made *m) {
    fclose(m->out);
    free(m->text);
    cache_close(m->cache);
    archive_release(&m->archive);
}

/* All that was emitted since the last call. */
static struct str emitted(struct made *m) {
    fflush(m->out);
    struct str said = {m->text, m->size};
    return said;
}

static void begin_again(struct made *m) {
    fclose(m->out);
    free(m->text);
    m->out = open_memstream(&m->text, &m->size);
}

static size_t lines_of(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        n += s.p[i] == '\n';
    }
    assert_true(!s.n || s.p[s.n - 1] == '\n');
    return n;
}

/* A record of CSV at `at` -> its fields, *at behind its end; a byte that RFC 4180 does not allow fails. */
static size_t csv_record(const char **at, char **row, size_t most) {
    size_t count = 0;
    for (bool more = true; more; count++) {
        struct buf field = {0};
        bool quoted = **at == '"';
        for (*at += quoted; quoted ? **at != '"' || (*at)[1] == '"' : !strchr(",\r", **at); ++*at) {
            assert_true(**at && (quoted || !strchr("\"\n", **at)));
            *at += **at == '"';
            buf_putc(&field, **at);
        }
        *at += quoted;
        more = *(*at)++ == ',';
        assert_true(count < most);
        row[count] = strdup(buf_cstr(&field));
        buf_release(&field);
    }
    assert_true((*at)[-1] == '\r' && **at == '\n');
    ++*at;
    return count;
}

enum { CSV_FIELDS = 64 };

static size_t csv_records_of(struct str text) {
    char *row[CSV_FIELDS];
    size_t records = 0, columns = 0;
    for (const char *at = text.p; *at; records++) {
        size_t count = csv_record(&at, row, CSV_FIELDS);
        assert_true(!records || count == columns);
        columns = count;
        while (count) {
            free(row[--count]);
        }
    }
    return records;
}

/* How many a format lists: a line each, but for an empty array and CSV, which has a heading and may have lines in a row. */
static size_t rows_of(const struct output_format *format, struct str said) {
    if (str_is(said, "[]\n")) {
        return 0;
    }
    return strcmp(format->name, "csv") != 0 ? lines_of(said) : csv_records_of(said) - 1;
}

static void lists_are_whole_and_in_order(void **state) {
    static const size_t limits[] = {0, 1, 499, 500, 501, 1000, 1001, 5000};
    struct made m;
    struct arena arena = {0};
    const struct item *expected[ITEMS_MAX];
    struct query q;
    struct err e;
    make(&m, *state, MANY);
    assert_well(query_parse(STR("-is:draft sort:oldest"), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    size_t count = archive_filter(&m.archive, &q, expected);
    assert_true(count > 500);
    for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
        for (size_t format = 0; format < output_format_count; format++) {
            size_t want = limits[i] && limits[i] < count ? limits[i] : count;
            begin_again(&m);
            assert_well(output_formats[format].articles(m.cache, &q, limits[i], m.out, &e), &e);
            assert_int_equal(rows_of(&output_formats[format], emitted(&m)), want);
        }
        begin_again(&m);
        assert_well(output_format_named("tsv")->articles(m.cache, &q, limits[i], m.out, &e), &e);
        char *rest = m.text, *line;
        emitted(&m);
        rest = m.text;
        for (size_t k = 0; (line = strsep(&rest, "\n")) && *line; k++) {
            char *date = strsep(&line, "\t"), *key = strsep(&line, "\t"), *source = strsep(&line, "\t");
            assert_non_null(source);
            assert_true(strlen(date) == (expected[k]->day ? 10 : 0));
            assert_string_equal(key, expected[k]->key.p);
            assert_true(line && !strchr(line, '\t'));
        }
    }
    arena_release(&arena);
    release(&m);
}

static void is_json(struct db *db, struct str text, int64_t length) {
    struct statement *s = db_cached(db, "SELECT json_valid(?1), json_array_length(?1)");
    struct err e;
    bind_str(s, 1, text);
    assert_true(db_step(s));
    if (!column_int(s, 0) || column_int(s, 1) != length) {
        fail_msg("not a JSON array of %lld but of %lld: %.200s", (long long)length, (long long)column_int(s, 1), text.p);
    }
    db_reset(s);
    assert_well(db_check(db, &e), &e);
}

static void json_is_valid(void **state) {
    struct made m;
    struct err e;
    struct query all = {0};
    char *other = path_in(*state, "scratch.db");
    make(&m, *state, 300);
    struct db *db = db_open(other, DB_CREATE, &e);
    int64_t count;
    bool exact;
    assert_well(cache_count(m.cache, &all, 1000, &count, &exact, NULL, &e), &e);
    assert_well(output_format_named("json")->articles(m.cache, &all, 0, m.out, &e), &e);
    is_json(db, emitted(&m), count);
    begin_again(&m);
    assert_well(output_format_named("json")->articles(m.cache, &all, 7, m.out, &e), &e);
    is_json(db, emitted(&m), 7);
    struct arena arena = {0};
    struct query none;
    assert_well(query_parse(STR("zzz"), QUERY_WRITTEN, &arena, &none, NULL, &e), &e);
    begin_again(&m);
    assert_well(output_format_named("json")->articles(m.cache, &none, 0, m.out, &e), &e);
    is_json(db, emitted(&m), 0);
    for (int t = 0; t < TAX_COUNT; t++) {
        struct terms terms;
        assert_well(cache_terms(m.cache, (enum taxonomy)t, 0, 0, &arena, &terms, &e), &e);
        begin_again(&m);
        assert_well(output_format_named("json")->terms(m.cache, (enum taxonomy)t, m.out, &e), &e);
        is_json(db, emitted(&m), (int64_t)terms.count);
        for (size_t format = 0; format < output_format_count; format++) {
            begin_again(&m);
            assert_well(output_formats[format].terms(m.cache, (enum taxonomy)t, m.out, &e), &e);
            assert_int_equal(rows_of(&output_formats[format], emitted(&m)), terms.count);
        }
    }
    arena_release(&arena);
    db_close(db);
    free(other);
    release(&m);
}

static char *listed_as(struct made *m, const char *format) {
    struct query by_title = {.sort = SORT_TITLE};
    struct err e;
    begin_again(m);
    assert_well(output_format_named(format)->articles(m->cache, &by_title, 0, m->out, &e), &e);
    return strdup(emitted(m).p);
}

static void expect_member(struct db *db, const char *json, const char *name, const char *value) {
    struct statement *s =
        db_cached(db, "SELECT CAST(CASE json_type(?1, ?2) WHEN 'array' THEN coalesce((SELECT group_concat(value ->> '$.name',"
                      " char(10)) FROM json_each(?1, ?2)), '') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'"
                      " ELSE coalesce(?1 ->> ?2, '') END AS TEXT) = ?3");
    struct buf path = {0};
    buf_printf(&path, "$.%s", name);
    bind_str(s, 1, str_from(json));
    bind_str(s, 2, buf_str(&path));
    bind_str(s, 3, str_from(value));
    assert_true(db_step(s));
    if (!column_int(s, 0)) {
        fail_msg("%s is not '%s' in %s", name, value, json);
    }
    db_reset(s);
    buf_release(&path);
}

/* A line of JSON and a record of CSV say of each article what the array says. */
static void other_records_are_those_of_json(void **state) {
    struct made m;
    struct err e;
    make(&m, *state, 300);
    char *scratch = path_in(*state, "scratch.db"), *names[CSV_FIELDS], *values[CSV_FIELDS];
    char *json = listed_as(&m, "json"), *jsonl = listed_as(&m, "jsonl"), *csv = listed_as(&m, "csv");
    struct db *db = db_open(scratch, DB_CREATE, &e);
    const char *at = csv, *of_json = json + 1;
    size_t columns = csv_record(&at, names, CSV_FIELDS);
    char *rest = jsonl, *line;
    while ((line = strsep(&rest, "\n")) && *line) {
        assert_memory_equal(of_json, line, strlen(line));
        of_json += strlen(line) + strlen(",\n");
        assert_int_equal(csv_record(&at, values, CSV_FIELDS), columns);
        for (size_t i = 0; i < columns; i++) {
            expect_member(db, line, names[i], values[i]);
            free(values[i]);
        }
    }
    assert_int_equal(*at, '\0');
    assert_int_equal(*of_json, '\0');
    while (columns) {
        free(names[--columns]);
    }
    db_close(db);
    free(scratch);
    free(json);
    free(jsonl);
    free(csv);
    release(&m);
}

static void an_article_is_text(void **state) {
    struct made m;
    struct err e = {0};
    int64_t id;
    make(&m, *state, 3);
    assert_well(cache_locate(m.cache, STR("1"), &id, &e), &e);
    for (int columns = 1; columns < 100; columns += 7) {
        begin_again(&m);
        assert_well(emit_article(m.cache, id, columns, columns % 2, m.out, &e), &e);
        assert_true(emitted(&m).n > 0);
    }
    assert_int_equal(emit_article(m.cache, 1, 80, false, m.out, &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    release(&m);
}

/* A cache that somebody else made, whose texts nobody cleaned. */
static void make_hostile(const char *file) {
    struct err e;
    struct db *db = db_open(file, DB_WRITE, &e);
    assert_non_null(db);
    assert_well(db_exec(db,
                        "CREATE TEMP TABLE bad AS SELECT char(27, 93, 48, 59, 7, 10) || 'forged' || char(9, 155, 0x202e) AS t;"
                        "UPDATE article SET title = title || (SELECT t FROM bad), key = key || (SELECT t FROM bad),"
                        "  source_name = source_name || (SELECT t FROM bad);"
                        "UPDATE term SET label = label || (SELECT t FROM bad), slug = slug || (SELECT t FROM bad),"
                        "  url = url || (SELECT t FROM bad), name = name || (SELECT t FROM bad),"
                        "  ident = ident || (SELECT t FROM bad), authority = authority || (SELECT t FROM bad);",
                        &e),
                &e);
    db_close(db);
}

/* CR stands alone in nothing but an end of line of CSV. */
static void without_returns(struct str said, struct buf *out) {
    for (size_t i = 0; i < said.n; i++) {
        if (said.p[i] != '\r' || i + 1 == said.n || said.p[i + 1] != '\n') {
            buf_putc(out, said.p[i]);
        }
    }
}

static void expect_clean(struct made *m, const struct output_format *format, size_t rows) {
    struct str said = emitted(m);
    struct buf plain = {0}, clean = {0};
    without_returns(said, &plain);
    assert_true(plain.n == said.n || !strcmp(format->name, "csv"));
    assert_int_equal(text_clean(&clean, buf_str(&plain)), 0);
    assert_true(str_equal(buf_str(&clean), buf_str(&plain)));
    assert_non_null(memmem(said.p, said.n, "forged", 6));
    if (rows) {
        assert_int_equal(rows_of(format, said), rows);
    }
    buf_release(&plain);
    buf_release(&clean);
    begin_again(m);
}

static void a_hostile_cache_is_cleaned(void **state) {
    static const struct checked hostile = {
        STR("/a"),
        STR("b\x1b]0;\n\xff\xE2\x80\xA8"),
        false,
        VERDICT_REJECT,
        {.severity = SEVERITY_ERROR, .line = 1, .column = 2, .message = STR("x\x1b[1m\tforged\r\n\xC2\x9B")}};
    struct made m;
    struct query all = {0};
    struct arena arena = {0};
    struct rows page;
    struct err e;
    make(&m, *state, 50);
    char *file = path_in(*state, "cache.db");
    make_hostile(file);
    cache_close(m.cache);
    m.cache = open_well(file, CACHE_READ);
    assert_well(cache_find(m.cache, &all, &(struct page_request){.limit = 100}, &arena, &page, &e), &e);
    for (size_t i = 0; i < output_format_count; i++) {
        const struct output_format *format = &output_formats[i];
        assert_well(format->articles(m.cache, &all, 0, m.out, &e), &e);
        expect_clean(&m, format, page.count);
        assert_well(format->terms(m.cache, TAX_TOPIC, m.out, &e), &e);
        expect_clean(&m, format, 0);
        format->check(m.out, 0, &hostile);
        format->check(m.out, 1, NULL);
        expect_clean(&m, format, 1);
    }
    assert_well(emit_article(m.cache, page.rows[0].id, 80, false, m.out, &e), &e);
    expect_clean(&m, output_formats, 0);
    emit_problem(
        m.out, STR("/a"), STR("b"),
        &(struct problem){.severity = SEVERITY_ERROR, .line = 1, .column = 2, .message = STR("x\x1b[1m\nforged\xC2\x9B")});
    expect_clean(&m, output_formats, 1);
    arena_release(&arena);
    release(&m);
    free(file);
}

/* Every row has all its parts, and is found by its name. */
static void formats_are_whole(void **state) {
    struct buf names = {0};
    (void)state;
    for (size_t i = 0; i < output_format_count; i++) {
        const struct output_format *f = &output_formats[i];
        assert_true(f->name && *f->name && f->about && *f->about && f->articles && f->terms && f->check);
        assert_ptr_equal(output_format_named(f->name), f);
    }
    output_format_list(&names, " or ");
    assert_true(str_starts(buf_str(&names), "text, tsv"));
    assert_null(output_format_named("xml"));
    assert_null(output_format_named(""));
    buf_release(&names);
}

static struct str checked_as(struct made *m, const char *format, const struct checked *rows, size_t count) {
    m->out = open_memstream(&m->text, &m->size);
    for (size_t i = 0; i < count; i++) {
        output_format_named(format)->check(m->out, i, &rows[i]);
    }
    output_format_named(format)->check(m->out, count, NULL);
    return emitted(m);
}

static void what_was_checked_is_rows(void **state) {
    static const struct checked rows[] = {
        {STR("/site"), STR("good.md"), false, VERDICT_INDEX, {.message = STR("")}},
        {STR("/site"),
         STR("\"b\\\".md"),
         true,
         VERDICT_WARN,
         {.severity = SEVERITY_WARNING, .line = 3, .column = 7, .message = STR("odd \"x\"")}},
    };
    static const struct {
        const char *format, *all, *none;
    } cases[] = {
        {"text", "/site/\"b\\\\\".md:3:7: warning: odd \"x\"\n", ""},
        {"tsv", "good.md\tINDEX\t-\t\n/site/\"b\\\".md\tWARN\t3:7\todd \"x\"\n", ""},
        {"json",
         "[{\"path\":\"good.md\",\"verdict\":\"INDEX\",\"line\":null,\"column\":null,\"message\":null},\n"
         "{\"path\":\"/site/\\\"b\\\\\\\".md\",\"verdict\":\"WARN\",\"line\":3,\"column\":7,\"message\":\"odd \\\"x\\\"\"}]\n",
         "[]\n"},
        {"jsonl",
         "{\"path\":\"good.md\",\"verdict\":\"INDEX\",\"line\":null,\"column\":null,\"message\":null}\n"
         "{\"path\":\"/site/\\\"b\\\\\\\".md\",\"verdict\":\"WARN\",\"line\":3,\"column\":7,\"message\":\"odd \\\"x\\\"\"}\n",
         ""},
        {"csv",
         "path,verdict,line,column,message\r\ngood.md,INDEX,,,\r\n\"/site/\"\"b\\\"\".md\",WARN,3,7,\"odd \"\"x\"\"\"\r\n",
         "path,verdict,line,column,message\r\n"},
    };
    assert_int_equal(chdir(*state), 0);
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        for (size_t count = 0; count <= ARRAY_SIZE(rows); count += ARRAY_SIZE(rows)) {
            struct made m = {0};
            assert_string_equal(checked_as(&m, cases[i].format, rows, count).p, count ? cases[i].all : cases[i].none);
            fclose(m.out);
            free(m.text);
        }
    }
}

static void problems_are_lines(void **state) {
    static const struct {
        const char *root, *path;
        struct problem problem;
        const char *line;
    } cases[] = {
        {"/site",
         "a.md",
         {.severity = SEVERITY_ERROR, .line = 3, .column = 7, .message = STR("bad")},
         "/site/a.md:3:7: error: bad\n"},
        {"/site",
         "a.md",
         {.severity = SEVERITY_WARNING, .line = 0, .column = 0, .message = STR("odd")},
         "/site/a.md: warning: odd\n"},
        {"/site", "", {.severity = SEVERITY_NOTE, .line = 1, .column = 1, .message = STR("x")}, "/site:1:1: note: x\n"},
        {"/site",
         "x\ncourant: y.md",
         {.severity = SEVERITY_ERROR, .line = 1, .column = 1, .message = STR("bad")},
         "/site/x\\x0acourant: y.md:1:1: error: bad\n"},
        {"/site",
         "\x1b[31m\xff.md",
         {.severity = SEVERITY_ERROR, .line = 1, .column = 1, .message = STR("bad")},
         "/site/\\x1b[31m\\xff.md:1:1: error: bad\n"},
        {"/site",
         "back\\slash.md",
         {.severity = SEVERITY_ERROR, .line = 1, .column = 1, .message = STR("bad")},
         "/site/back\\\\slash.md:1:1: error: bad\n"},
    };
    assert_int_equal(chdir(*state), 0);
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        emit_problem(out, str_from(cases[i].root), str_from(cases[i].path), &cases[i].problem);
        fclose(out);
        assert_string_equal(text, cases[i].line);
        free(text);
    }
}

/* A name below the working folder is said without it. */
static void places_are_said_from_here(void **state) {
    static const struct problem p = {.severity = SEVERITY_ERROR, .line = 1, .column = 2, .message = STR("bad")};
    char *text = NULL, *here = realpath(*state, NULL), *beside = NULL;
    size_t size;
    assert_int_equal(chdir(here), 0);
    FILE *out = open_memstream(&text, &size);
    emit_problem(out, str_from(here), STR("in/a.md"), &p);
    assert_true(asprintf(&beside, "%s-2", here) > 0);
    emit_problem(out, str_from(beside), STR("a.md"), &p);
    fclose(out);
    char *expected = NULL;
    assert_true(asprintf(&expected, "in/a.md:1:2: error: bad\n%s/a.md:1:2: error: bad\n", beside) > 0);
    assert_string_equal(text, expected);
    assert_int_equal(chdir("/"), 0);
    free(expected);
    free(beside);
    free(here);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(lists_are_whole_and_in_order),
        test_in_scratch(json_is_valid),
        test_in_scratch(an_article_is_text),
        test_in_scratch(problems_are_lines),
        test_in_scratch(places_are_said_from_here),
        test_in_scratch(a_hostile_cache_is_cleaned),
        test_in_scratch(other_records_are_those_of_json),
        test_in_scratch(formats_are_whole),
        test_in_scratch(what_was_checked_is_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
