/* test_cache_query: any text that is a query can be carried out, in any order; what a beginning means is all of it. */
#include <stdio.h>
#include <stdlib.h>

#include "archive.h"

enum { ITEMS = 60, TEXTS = 4000 };

struct made {
    struct archive archive;
    char *file;
    struct cache *cache;
};

static void make(struct made *m, const char *folder, uint64_t seed, size_t count) {
    archive_init(&m->archive, seed);
    m->file = path_in(folder, "cache.db");
    archive_build(&m->archive, m->file, count);
    m->cache = open_well(m->file, CACHE_READ);
}

static void release(struct made *m) {
    cache_close(m->cache);
    archive_release(&m->archive);
    free(m->file);
}

static struct query parsed(const char *text, struct arena *arena) {
    struct query q;
    struct err e;
    assert_well(query_parse(str_from(text), QUERY_WRITTEN, arena, &q, NULL, &e), &e);
    return q;
}

static size_t find(struct cache *c, const char *text, struct page_request request, struct rows *rows, struct arena *arena) {
    struct query q = parsed(text, arena);
    struct err e;
    assert_well(cache_find(c, &q, &request, arena, rows, &e), &e);
    return rows->count;
}

/* ---- any bytes ---- */

static void some_text(struct numbers *r, struct buf *text) {
    static const char *const parts[] = {"topic:",
                                        "-offering:",
                                        "is:",
                                        "has:",
                                        "date:",
                                        "after:",
                                        "sort:",
                                        "title:",
                                        "\"",
                                        "-",
                                        "*",
                                        " ",
                                        ":",
                                        "2021",
                                        "..2022",
                                        "read",
                                        "hidden",
                                        "title",
                                        "oldest",
                                        "relevance",
                                        "image",
                                        "home",
                                        " OR ",
                                        "NEAR(",
                                        "')",
                                        "\\",
                                        "%",
                                        "_",
                                        "?1",
                                        "\xff",
                                        "\xe6\x97",
                                        "\xe6\x97\xa5",
                                        "\x1b",
                                        "\n",
                                        "\xc2\xa0",
                                        "\xcc\x81",
                                        "\xe2\x91\xa0",
                                        "{title}:",
                                        "^",
                                        "+",
                                        "--",
                                        ";",
                                        "\"\"",
                                        "Caf\xc3\xa9 ",
                                        "clinical",
                                        "a",
                                        "\xc2\xb2",
                                        "\xe3\x81\x8b\xe3\x82\x99",
                                        "c++",
                                        "'",
                                        "AND",
                                        "NOT ",
                                        "atlas",
                                        "#tagged",
                                        "\xf0\x9f\x98\x80",
                                        "\xd7\x90\xd6\xb7"};
    for (size_t n = number_below(r, 10); n; n--) {
        if (one_in(r, 6)) {
            buf_putc(text, (char)next_number(r));
        } else {
            buf_puts(text, parts[number_below(r, ARRAY_SIZE(parts))]);
        }
    }
}

/* Both ways to the end, and counted: the same rows. */
static void carry_out(struct cache *c, const struct query *q, struct str text) {
    struct arena arena = {0};
    struct page_request request = {.limit = 1000};
    struct rows forwards, backwards;
    struct err e = {0};
    int64_t count = -1;
    bool exact = false;
    int result = cache_find(c, q, &request, &arena, &forwards, &e);
    request.backwards = true;
    result = result < 0 ? result : cache_find(c, q, &request, &arena, &backwards, &e);
    result = result < 0 ? result : cache_count(c, q, 1000, &count, &exact, NULL, &e);
    if (result < 0) {
        fail_msg("'%.*s': %s", (int)text.n, text.p, e.text);
    }
    bool same = exact && (size_t)count == forwards.count && forwards.count == backwards.count;
    for (size_t i = 0; same && i < forwards.count; i++) {
        same = forwards.rows[i].id == backwards.rows[i].id;
    }
    if (!same) {
        fail_msg("'%.*s': %zu rows, %zu from the end, counted %lld", (int)text.n, text.p, forwards.count, backwards.count,
                 (long long)count);
    }
    arena_release(&arena);
}

static void any_text_is_carried_out_or_refused(void **state) {
    struct made m;
    struct numbers r = {11};
    size_t good = 0, refused = 0;
    make(&m, *state, 8, ITEMS);
    for (size_t i = 0; i < TEXTS * longer(); i++) {
        struct arena arena = {0};
        struct buf text = {0};
        struct query q;
        struct err e = {0};
        size_t place = SIZE_MAX;
        some_text(&r, &text);
        if (query_parse(buf_str(&text), i % 2 ? QUERY_TYPING : QUERY_WRITTEN, &arena, &q, &place, &e) == 0) {
            good++;
            carry_out(m.cache, &q, buf_str(&text));
        } else {
            refused++;
            assert_true(place <= text.n && e.text[0] && query_fault_end(buf_str(&text), place) <= text.n);
        }
        buf_release(&text);
        arena_release(&arena);
    }
    print_message("%zu texts carried out, %zu refused\n", good, refused);
    assert_true(good > TEXTS / 4 && refused > TEXTS / 10);
    release(&m);
}

/* As much of each kind as a query may hold. */
static void the_longest_queries_are_carried_out(void **state) {
    static const char *const parts[] = {"home ",      "-home ",   "\"home care\"* ", "title:home ", "-title:c* ",
                                        "topic:a* ",  "-tag:x ",  "date:2021 ",      "-date:2021 ", "is:unread ",
                                        "is:hidden ", "has:tag ", "-has:image ",     "a -b "};
    struct made m;
    make(&m, *state, 9, ITEMS);
    for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
        for (int sort = 0; sort < SORT_COUNT; sort++) {
            struct arena arena = {0};
            struct buf text = {0};
            buf_printf(&text, "sort:%s ", query_sorts[sort]);
            for (size_t n = 0; n < QUERY_CONDITIONS / (1 + (i == ARRAY_SIZE(parts) - 1)); n++) {
                buf_puts(&text, parts[i]);
            }
            struct query q = parsed(buf_cstr(&text), &arena);
            carry_out(m.cache, &q, str_from(parts[i]));
            buf_release(&text);
            arena_release(&arena);
        }
    }
    release(&m);
}

static void a_long_word_is_carried_out(void **state) {
    struct made m;
    struct buf text = {0};
    make(&m, *state, 10, ITEMS);
    static const char *const fields_before[] = {"", "title:", "topic:", "-section:"};
    for (size_t i = 0; i < ARRAY_SIZE(fields_before); i++) {
        struct arena arena = {0};
        buf_reset(&text);
        buf_printf(&text, "%s\"", fields_before[i]);
        while (text.n < 200000) {
            buf_puts(&text, "home care\xe6\x97\xa5");
        }
        buf_puts(&text, "\"");
        struct query q = parsed(buf_cstr(&text), &arena);
        carry_out(m.cache, &q, str_from(fields_before[i]));
        arena_release(&arena);
    }
    buf_release(&text);
    release(&m);
}

/* ---- what a beginning means ---- */

static void put_article(struct cache *c, size_t index, struct str title, struct str author) {
    struct term term = {.taxonomy = TAX_AUTHOR, .key = author, .name = author, .label = author};
    struct article a = {.title = title, .terms = &term, .term_count = author.n > 0, .date.day = (int32_t)(730000 + index / 3)};
    struct arena arena = {0};
    struct buf document = {0};
    struct doc doc;
    struct err e;
    a.key = arena_printf(&arena, "id:%zu", index);
    doc_from_plain(STR("text"), &arena, &doc);
    doc_pack(&document, &doc);
    struct content_row row = {.path = arena_printf(&arena, "%zu.md", index), .article = &a, .document = buf_str(&document)};
    assert_well(cache_put(c, &row, &e), &e);
    buf_release(&document);
    arena_release(&arena);
}

static struct cache *begin(const char *file) {
    struct err e;
    const char *root = "/news";
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    assert_well(cache_set_origin(c, &root, 1, STR_NONE, &e), &e);
    return c;
}

static struct cache *finish(struct cache *c, const char *file) {
    struct err e;
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
    return open_well(file, CACHE_READ);
}

static void counts(struct cache *c, const char *text, int64_t expected) {
    struct arena arena = {0};
    struct query q = parsed(text, &arena);
    struct err e;
    int64_t count;
    bool exact;
    assert_well(cache_count(c, &q, 100000, &count, &exact, NULL, &e), &e);
    if (count != expected || !exact) {
        fail_msg("'%s': %lld, not %lld", text, (long long)count, (long long)expected);
    }
    struct page_request request = {.limit = 5000};
    struct rows rows;
    assert_int_equal(find(c, text, request, &rows, &arena), expected);
    arena_release(&arena);
}

/* However many terms begin so, none is left out. */
static void a_beginning_means_every_term_that_begins_so(void **state) {
    enum { AUTHORS = 1500 };
    char *file = path_in(*state, "many.db");
    struct arena arena = {0};
    struct cache *c = begin(file);
    for (size_t i = 0; i < AUTHORS; i++) {
        put_article(c, i, arena_printf(&arena, "Title word%zu", i), arena_printf(&arena, "Author %zu", i));
        put_article(c, AUTHORS + i, STR("Other"), STR_NONE);
    }
    c = finish(c, file);
    counts(c, "author:author", AUTHORS);
    counts(c, "author:auth*", AUTHORS);
    counts(c, "-author:auth", AUTHORS);
    counts(c, "author:\"author 1\"", 1);
    counts(c, "author:\"author 1\"*", 1 + 10 + 100 + 500);
    counts(c, "author:\"author 1\"* -author:\"author 14\"*", 611 - 111);
    counts(c, "title other sort:relevance", 0);
    counts(c, "title author:auth*", AUTHORS);
    counts(c, "title author:\"author 14\"*", 111);
    counts(c, "title author:\"author 149\"*", 11);
    counts(c, "title -author:\"author 149\"*", AUTHORS - 11);
    counts(c, "title author:nobody", 0);
    counts(c, "title -author:nobody", AUTHORS);
    counts(c, "-title author:auth*", 0);
    counts(c, "-title -author:\"author 149\"*", AUTHORS);
    cache_close(c);
    arena_release(&arena);
    free(file);
}

static void has_order(struct cache *c, const char *text, const char *keys) {
    struct arena arena = {0};
    struct buf found = {0};
    struct page_request request = {.limit = 100};
    struct rows rows;
    find(c, text, request, &rows, &arena);
    for (size_t i = 0; i < rows.count; i++) {
        buf_printf(&found, "%s%s", i ? " " : "", arena_copy(&arena, str_slice(identity_own(rows.rows[i].key), 3, SIZE_MAX)).p);
    }
    assert_string_equal(buf_cstr(&found), keys);
    buf_release(&found);
    arena_release(&arena);
}

/* However many words begin so. */
static void a_beginning_finds_every_word_that_begins_so(void **state) {
    enum { WORDS = 1500 };
    char *file = path_in(*state, "words.db");
    struct arena arena = {0};
    struct cache *c = begin(file);
    for (size_t i = 0; i < WORDS; i++) {
        put_article(c, i, arena_printf(&arena, "Word%zu longer%zu", i, i), STR_NONE);
    }
    c = finish(c, file);
    counts(c, "word*", WORDS);
    counts(c, "WORD1*", 1 + 10 + 100 + 500);
    counts(c, "word149*", 11);
    counts(c, "title:Word149*", 11);
    counts(c, "word149* longer14*", 11);
    has_order(c, "word149* sort:title", "149 1490 1491 1492 1493 1494 1495 1496 1497 1498 1499");
    counts(c, "word14* sort:title", 111);
    counts(c, "word149* sort:relevance", 11);
    counts(c, "-word149*", WORDS - 11);
    counts(c, "-word*", 0);
    counts(c, "word9999*", 0);
    counts(c, "-word9999*", WORDS);
    cache_close(c);
    arena_release(&arena);
    free(file);
}

/* ---- orders ---- */

static void titles_are_ordered_as_people_read_them(void **state) {
    static const char *const titles[] = {"banana", "Apple", "\u00e9clair", "apple", "Banana split", "eclair b", "\xe6\x97\xa5"};
    char *file = path_in(*state, "titles.db");
    struct cache *c = begin(file);
    for (size_t i = 0; i < ARRAY_SIZE(titles); i++) {
        put_article(c, i, str_from(titles[i]), i == 3 ? STR("Ann") : STR_NONE);
    }
    c = finish(c, file);
    has_order(c, "sort:title", "1 3 0 4 2 5 6");
    has_order(c, "-author:ann sort:title", "1 0 4 2 5 6");
    has_order(c, "author:ann sort:title", "3");
    has_order(c, "banana sort:title", "0 4");
    has_order(c, "banana sort:relevance", "0 4"); /* the shorter title is more about it */
    has_order(c, "sort:relevance", "6 3 4 5 1 0 2");
    cache_close(c);
    free(file);
}

static void the_best_come_first_and_there_is_an_end(void **state) {
    enum { ALL = QUERY_RELEVANT + 200 };
    char *file = path_in(*state, "best.db");
    struct arena arena = {0};
    struct cache *c = begin(file);
    struct page_request request = {.limit = ALL};
    struct rows rows;
    for (size_t i = 0; i < ALL; i++) {
        put_article(c, i, i == 7 ? STR("word") : STR("a title with a word"), STR_NONE);
    }
    c = finish(c, file);
    assert_int_equal(find(c, "word sort:relevance", request, &rows, &arena), QUERY_RELEVANT);
    assert_str(identity_own(rows.rows[0].key), "id:7");
    assert_str(identity_own(rows.rows[1].key), "id:1197");
    struct query q = parsed("word sort:relevance", &arena);
    struct err e;
    int64_t count;
    bool exact;
    assert_well(cache_count(c, &q, ALL, &count, &exact, NULL, &e), &e);
    assert_true(count == QUERY_RELEVANT && !exact);
    request.after = rows.rows[QUERY_RELEVANT - 1].id;
    assert_int_equal(find(c, "word sort:relevance", request, &rows, &arena), 0);
    cache_close(c);
    arena_release(&arena);
    free(file);
}

/* What was kept of a list is forgotten when the cache changes. */
static void a_changed_cache_is_seen(void **state) {
    struct made m;
    struct arena arena = {0};
    struct page_request request = {.limit = 100};
    struct rows rows, after;
    struct err e;
    make(&m, *state, 12, 20);
    static const char *const texts[] = {"endofsummary sort:relevance", "endofsummary sort:title", "is:hidden sort:title"};
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        size_t before = find(m.cache, texts[i], request, &rows, &arena);
        size_t index = (size_t)atoi(rows.rows[0].key.p + 3);
        struct cache *writer = open_for_update_well(m.file, CACHE_UPDATE);
        assert_well(cache_begin(writer, &e), &e);
        archive_drop(&m.archive, index, writer);
        assert_well(cache_commit(writer, &e), &e);
        cache_close(writer);
        assert_int_equal(find(m.cache, texts[i], request, &after, &arena), before - 1);
        request.after = rows.rows[0].id; /* which is gone */
        assert_int_equal(find(m.cache, texts[i], request, &after, &arena), 0);
        request.after = 0;
    }
    arena_release(&arena);
    release(&m);
}

/* Neither is a mark that the list asks for missed. */
static void a_changed_mark_is_seen(void **state) {
    struct made m;
    struct arena arena = {0};
    struct page_request request = {.limit = 100};
    struct rows rows, after;
    struct err e;
    char *file = path_in(*state, "marks.db");
    make(&m, *state, 13, 20);
    struct marks *marks = marks_open(file, &e);
    assert_non_null(marks);
    assert_well(cache_attach_marks(m.cache, file, &e), &e);
    static const char *const orders[] = {"sort:title", "sort:relevance"};
    for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
        struct buf unread = {0}, all = {0};
        buf_printf(&unread, "endofsummary is:unread %s", orders[i]);
        buf_printf(&all, "endofsummary %s", orders[i]);
        size_t before = find(m.cache, buf_cstr(&unread), request, &rows, &arena);
        struct str key = rows.rows[1].key;
        assert_well(marks_set(marks, key, MARK_READ, true, 1600000000, &e), &e);
        assert_int_equal(find(m.cache, buf_cstr(&unread), request, &after, &arena), before - 1);
        find(m.cache, buf_cstr(&all), request, &rows, &arena);
        assert_well(marks_set(marks, rows.rows[0].key, MARK_STARRED, true, 1600000000, &e), &e);
        find(m.cache, buf_cstr(&all), request, &after, &arena);
        assert_true(after.rows[0].marks & ROW_STARRED); /* of a row that was kept */
        buf_release(&unread);
        buf_release(&all);
    }
    marks_close(marks);
    arena_release(&arena);
    free(file);
    release(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(any_text_is_carried_out_or_refused),
        test_in_scratch(the_longest_queries_are_carried_out),
        test_in_scratch(a_long_word_is_carried_out),
        test_in_scratch(a_beginning_finds_every_word_that_begins_so),
        test_in_scratch(a_beginning_means_every_term_that_begins_so),
        test_in_scratch(titles_are_ordered_as_people_read_them),
        test_in_scratch(the_best_come_first_and_there_is_an_end),
        test_in_scratch(a_changed_cache_is_seen),
        test_in_scratch(a_changed_mark_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
