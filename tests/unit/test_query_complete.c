/* test_query_complete: what may stand at a cursor, and what all of it begins with. */
#include "query.h"
#include "support.h"
#include "text.h"

static const struct term topics[] = {
    {.taxonomy = TAX_TOPIC, .label = STR("Healthcare AI"), .name = STR("KLAS: Healthcare AI")},
    {.taxonomy = TAX_TOPIC, .label = STR("Healthcare Apps"), .name = STR("KLAS: Healthcare Apps")},
    {.taxonomy = TAX_TOPIC, .label = STR("Healthcare AI"), .name = STR("Gartner: Healthcare AI")},
};
static const struct term tags[] = {
    {.taxonomy = TAX_TAG,
     .label = STR("\xc3\xa9"
                  "cole"),
     .name = STR("\xc3\xa9"
                 "cole")},
    {.taxonomy = TAX_TAG,
     .label = STR("\xc3\xa9"
                  "cran"),
     .name = STR("\xc3\xa9"
                 "cran")},
};
static const struct term quoted[] = {
    {.taxonomy = TAX_OFFERING, .label = STR("The \"best\" one"), .name = STR("The \"best\" one")},
    {.taxonomy = TAX_OFFERING, .label = STR("The \"better\" one"), .name = STR("The \"better\" one")},
};
static const struct term mixed[] = {
    {.taxonomy = TAX_OFFERING, .label = STR("Atlas"), .name = STR("Atlas")},
    {.taxonomy = TAX_OFFERING, .label = STR("Atlas Mobile"), .name = STR("Atlas Mobile")},
};
static const struct term characters[] = {
    {.taxonomy = TAX_TAG, .label = STR("\xe6\x97\xa5\xe6\x9c\xac"), .name = STR("")},
    {.taxonomy = TAX_TAG, .label = STR("\xe6\x97\xa5\xe6\x9c\xa8"), .name = STR("")},
};

/* `|` is the cursor. */
static void at_cursor(const char *text, struct buf *bare, size_t *cursor) {
    *cursor = (size_t)(strchr(text, '|') - text);
    buf_add(bare, text, *cursor);
    buf_puts(bare, text + *cursor + 1);
}

static void completes_to(const char *text, const struct term *terms, size_t count, const char *expected) {
    struct arena arena = {0};
    struct buf bare = {0}, said = {0};
    struct query_spot spot;
    struct candidates c;
    size_t cursor;
    at_cursor(text, &bare, &cursor);
    query_spot(buf_str(&bare), cursor, &arena, &spot);
    query_candidates(&spot, terms, count, &arena, &c);
    buf_printf(&said, "[%.*s]", (int)(c.to - c.from), bare.p ? bare.p + c.from : "");
    if (c.common.n) {
        buf_printf(&said, " %.*s|%s", (int)c.common_cursor, c.common.p, c.common.p + c.common_cursor);
    }
    for (size_t i = 0; i < c.count; i++) {
        buf_printf(&said, "%s %s", i || c.common.n ? " /" : "", c.texts[i].p);
    }
    if (!str_is(buf_str(&said), expected)) {
        fail_msg("'%s': '%s', not '%s'", text, buf_cstr(&said), expected);
    }
    buf_release(&bare);
    buf_release(&said);
    arena_release(&arena);
}

static void completes_names_of_fields(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"to|", "[to] topic:"},
        {"care t|", "[t] topic: / tag: / title:"},
        {"-of|", "[of] offering:"},
        {"so|", "[so] source: / sort:"},
        {"a|", "[a] author: / after:"},
        {"of|atlas", "[of] offering:"},
        {"t|opic:x", "[topic:] topic: / tag: / title:"},
        {"topic|:x", "[topic:] topic:"},
        {"zz|", "[zz]"},
        {"\"to|", "[]"},
        {"\"home care\"|", "[]"},
        {"x after:20|", "[20]"},
        {"title:a|", "[a]"},
    };
    static const char all[] =
        "[] topic: / offering: / source: / author: / tag: / section: / language: / title: / after: / before: / date: /"
        " is: / has: / sort: / note:";
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        completes_to(cases[i][0], NULL, 0, cases[i][1]);
    }
    completes_to("|", NULL, 0, all);
    completes_to("care | atlas", NULL, 0, all);
}

static void completes_words(void **state) {
    (void)state;
    completes_to("is:un|", NULL, 0, "[un] unread");
    completes_to("-is:re| x", NULL, 0, "[re] read");
    completes_to("is:|", NULL, 0, "[] unread / read / starred / queued / draft / private / expired / hidden / new");
    completes_to("sort:r|", NULL, 0, "[r] relevance");
    completes_to("sort:r|xx y", NULL, 0, "[rxx] relevance");
    completes_to("sort:\"ne|\"", NULL, 0, "[\"ne\"] newest");
    completes_to("has:s|", NULL, 0, "[s] source / section / subtitle / summary / source_url / source_name / slug");
    completes_to("has:off|", NULL, 0, "[off] offering");
    completes_to("has:image|", NULL, 0, "[image] image / image_alt");
    completes_to("is:zz|", NULL, 0, "[zz]");
}

static void completes_terms(void **state) {
    (void)state;
    completes_to("topic:heal|", topics, 3, "[heal] \"Healthcare A|\" / \"Healthcare AI\" / \"Healthcare Apps\"");
    completes_to("topic:\"Healthcare A|\" x", topics, 3, "[\"Healthcare A\"] \"Healthcare AI\" / \"Healthcare Apps\"");
    completes_to("x -topic:\"heal| is:read", topics, 3, "[\"heal] \"Healthcare A|\" / \"Healthcare AI\" / \"Healthcare Apps\"");
    completes_to("topic:\"klas: heal|\"", topics, 2,
                 "[\"klas: heal\"] \"KLAS: Healthcare A|\" / \"KLAS: Healthcare AI\" / \"KLAS: Healthcare Apps\"");
    completes_to("topic:KLAS|", topics, 1, "[KLAS] \"KLAS: Healthcare AI\"");
    completes_to("topic:apps|", topics + 1, 1, "[apps] \"Healthcare Apps\""); /* a word of its own */
    completes_to("offering:a|tl x", mixed, 2, "[atl] Atlas / \"Atlas Mobile\"");
    completes_to("offering:atlas*|", mixed, 2, "[atlas*] Atlas / \"Atlas Mobile\"");
    completes_to("offering:|", quoted, 2, "[] \"The |\" / \"The \"\"best\"\" one\" / \"The \"\"better\"\" one\"");
    completes_to("offering:\"the \"\"be|\"", quoted, 1, "[\"the \"\"be\"] \"The \"\"best\"\" one\"");
    completes_to("tag:ec|", tags, 2,
                 "[ec] \xc3\xa9"
                 "cole / \xc3\xa9"
                 "cran");
    completes_to("tag:e|", tags, 2,
                 "[e] \xc3\xa9"
                 "c| / \xc3\xa9"
                 "cole / \xc3\xa9"
                 "cran");
    completes_to("tag:|", characters, 2, "[] \xe6\x97\xa5| / \xe6\x97\xa5\xe6\x9c\xac / \xe6\x97\xa5\xe6\x9c\xa8");
    completes_to("tag:|", NULL, 0, "[]");
}

static void says_what_was_typed(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum spot_kind kind;
        const char *typed;
    } cases[] = {
        {"offering:\"a \"\"b|", SPOT_TERM, "a \"b"},
        {"topics:x|", SPOT_TERM, "x"},
        {"has:x|y", SPOT_WORD, "x"},
        {"http://x|", SPOT_FIELD, "http://x"},
        {"foo:bar|", SPOT_NONE, "bar"},
        {"topic:x  |", SPOT_FIELD, ""},
        {"|-topic:x", SPOT_FIELD, ""},
        {"date:2021|", SPOT_NONE, "2021"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct buf bare = {0};
        struct query_spot spot;
        size_t cursor;
        at_cursor(cases[i].text, &bare, &cursor);
        query_spot(buf_str(&bare), cursor, &arena, &spot);
        if (spot.kind != cases[i].kind) {
            fail_msg("'%s': kind %d", cases[i].text, spot.kind);
        }
        assert_str(spot.typed, cases[i].typed);
        buf_release(&bare);
        arena_release(&arena);
    }
}

/* Wherever the cursor is, what a candidate makes of a text can be typed on, and has its value where it was put. */
static void any_text_can_be_completed(void **state) {
    (void)state;
    static const char *const parts[] = {"topic:", "is:",  "has:", "\"",           "-",   "*",
                                        " ",      "heal", "x:",   "\xe6\x97\xa5", "a b", "\"\""};
    struct numbers r = {5};
    size_t completed = 0;
    for (size_t round = 0; round < 20000 * longer(); round++) {
        struct arena arena = {0};
        struct buf text = {0}, made = {0};
        struct query_spot spot;
        struct candidates c;
        for (size_t n = number_below(&r, 8); n; n--) {
            buf_puts(&text, parts[number_below(&r, ARRAY_SIZE(parts))]);
        }
        size_t cursor = number_below(&r, text.n + 1);
        query_spot(buf_str(&text), cursor, &arena, &spot);
        query_candidates(&spot, topics, ARRAY_SIZE(topics), &arena, &c);
        assert_true(c.from <= cursor && cursor <= c.to && c.to <= text.n && c.common_cursor <= c.common.n);
        if (c.count) {
            completed++;
            buf_add_str(&made, str_slice(buf_str(&text), 0, c.from));
            buf_add_str(&made, c.texts[0]);
            struct query_spot again;
            query_spot(buf_str(&made), made.n, &arena, &again);
            if (spot.kind != SPOT_FIELD && (again.kind != spot.kind || again.from != c.from || again.to != made.n)) {
                fail_msg("'%s' at %zu: '%s'", buf_cstr(&text), cursor, buf_cstr(&made));
            }
        }
        buf_release(&text);
        buf_release(&made);
        arena_release(&arena);
    }
    assert_true(completed > 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(completes_names_of_fields), cmocka_unit_test(completes_words),
        cmocka_unit_test(completes_terms),           cmocka_unit_test(says_what_was_typed),
        cmocka_unit_test(any_text_can_be_completed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
