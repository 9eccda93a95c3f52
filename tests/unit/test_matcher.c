/* test_matcher: what a query found is found again where it stands. */
#include "matcher.h"
#include "support.h"
#include "text.h"

/* The matches of a query in a text, as "[...]" around each. */
static void mark_all(const struct matcher *m, const char *text, struct buf *out) {
    struct matches found = {0};
    struct str s = str_from(text);
    size_t at = 0;
    matcher_all(m, s, &found);
    for (size_t i = 0; i < found.count; i++) {
        assert_true(found.matches[i].offset >= at && found.matches[i].length > 0);
        buf_add_str(out, str_slice(s, at, found.matches[i].offset));
        at = (size_t)found.matches[i].offset + found.matches[i].length;
        buf_printf(out, "[%.*s]", (int)found.matches[i].length, s.p + found.matches[i].offset);
    }
    buf_add_str(out, str_slice(s, at, s.n));
    free(found.matches);
}

static void a_query_is_found(void **state) {
    (void)state;
    static const struct {
        const char *query, *text;
    } cases[] = {
        {"ward", "A [Ward], wards, a forward [ward]."},
        {"ward*", "A [Ward], [ward]s, a forward [ward]."},
        {"cafe", "The [Café], the [cafe\xcc\x81], cafes"},
        {"élan", "With [elan] and [ÉLAN]"},
        {"\"home care\"", "At [home care], [home-care], [home, Care]; home, no care"},
        {"home care", "[care] at [home], [home] cares"},
        {"\"home care\" home", "[home care] at [home]"},
        {"看護", "訪問[看護]の記録"},
        {"-ward cafe", "ward [cafe]"},
        {"title:atlas topic:ward", "[Atlas] of a ward"},
        {"is:unread after:2020", "is unread after 2020"},
        {"strasse", "[Straße] und [STRASSE]"},
        {"c++", "C, [c++]"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct matcher m = {0};
        struct query q;
        struct buf plain = {0}, marked = {0};
        struct err e;
        for (const char *p = cases[i].text; *p; p++) {
            if (*p != '[' && *p != ']') {
                buf_putc(&plain, *p);
            }
        }
        assert_well(query_parse(str_from(cases[i].query), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
        matcher_of_query(&m, &q);
        mark_all(&m, buf_cstr(&plain), &marked);
        if (strcmp(buf_cstr(&marked), cases[i].text) != 0) {
            fail_msg("'%s': %s, not %s", cases[i].query, buf_cstr(&marked), cases[i].text);
        }
        matcher_release(&m);
        buf_release(&plain);
        buf_release(&marked);
        arena_release(&arena);
    }
}

static void a_text_is_found_anywhere(void **state) {
    (void)state;
    struct matcher m = {0};
    struct buf marked = {0};
    matcher_of_text(&m, STR("ar"));
    mark_all(&m, "Ward and w\xc3\xa4re", &marked);
    assert_string_equal(buf_cstr(&marked), "W[ar]d and w[\xc3\xa4r]e");
    matcher_of_text(&m, STR_NONE);
    buf_reset(&marked);
    mark_all(&m, "nothing at all", &marked);
    assert_string_equal(buf_cstr(&marked), "nothing at all");
    matcher_release(&m);
    buf_release(&marked);
}

/* Any text for any words: matches are in order, apart, within it, and each folds to its word. */
static void any_text(void **state) {
    (void)state;
    static const char *const pieces[] = {"a", "b", "ab", "A", "ä", "a\xcc\x88", " ", "-", "ß", "看", "护", "1", "ﬁ", "\n", "é"};
    struct numbers r = {20261127};
    for (int i = 0; i < 20000; i++) {
        struct buf text = {0}, word = {0}, folded = {0};
        for (size_t n = number_below(&r, 20); n; n--) {
            buf_puts(&text, pieces[number_below(&r, ARRAY_SIZE(pieces))]);
        }
        for (size_t n = 1 + number_below(&r, 3); n; n--) {
            buf_puts(&word, pieces[number_below(&r, 6)]);
        }
        text_fold(&folded, buf_str(&word));
        unsigned ends = (unsigned)number_below(&r, 4);
        size_t length;
        for (size_t at = 0; at < text.n; at += length) {
            size_t next = text_find_folded(buf_str(&text), at, buf_str(&folded), ends, &length);
            assert_true(length ? next >= at && next + length <= text.n : next == text.n);
            if (!length) {
                break;
            }
            struct buf again = {0};
            text_fold(&again, str_slice(buf_str(&text), next, next + length));
            assert_true(again.n >= folded.n && !memcmp(again.p, folded.p, folded.n));
            buf_release(&again);
            at = next;
        }
        buf_release(&text);
        buf_release(&word);
        buf_release(&folded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_is_found),
        cmocka_unit_test(a_text_is_found_anywhere),
        cmocka_unit_test(any_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
