/* test_passage: a passage is found again by its words, whatever was edited around it and, within reason, in it. */
#include "passage.h"
#include "support.h"

static const char TEXT[] = "The ferry leaves at noon. Nobody counts the crates on the quay, and nobody asks why. The harbour "
                           "master keeps a list of every crate that went missing since May.\n\nThe ferry leaves at dusk, too.";

static struct passage kept(const char *quote) {
    struct passage p = {.quote = str_from(quote)};
    const char *at = strstr(TEXT, quote);
    assert_non_null(at);
    p.at = (size_t)(at - TEXT);
    passage_around(str_from(TEXT), p.at, p.at + p.quote.n, &p.before, &p.after);
    return p;
}

static void assert_found(const struct passage *p, const char *text, const char *wanted) {
    size_t from, to;
    bool found = passage_find(str_from(text), p, &from, &to);
    if (!wanted) {
        assert_false(found);
        return;
    }
    if (!found) {
        fail_msg("'%s' was not found", p->quote.p);
    }
    struct str got = str_slice(str_from(text), from, to);
    if (!str_is(got, wanted)) {
        fail_msg("found '%.*s', not '%s'", (int)got.n, got.p, wanted);
    }
}

static void stands_where_it_stood(void **state) {
    (void)state;
    static const char *const quotes[] = {"The ferry", "noon.", "crates on the quay, and nobody", "list", "dusk, too."};
    for (size_t i = 0; i < ARRAY_SIZE(quotes); i++) {
        struct passage p = kept(quotes[i]);
        size_t from, to;
        assert_true(passage_find(str_from(TEXT), &p, &from, &to));
        assert_int_equal(from, p.at);
        assert_int_equal(to, p.at + p.quote.n);
    }
}

/* The same words twice: the words around them tell. */
static void is_told_from_another(void **state) {
    (void)state;
    struct passage p = kept("ferry leaves at dusk");
    assert_found(&p, "A new start. The ferry leaves at dusk, too. The ferry leaves at dusk? No.", "ferry leaves at dusk");
    p = (struct passage){.quote = STR("nobody asks"), .before = STR("quay and"), .after = STR("why"), .at = 0};
    size_t from, to;
    assert_true(passage_find(STR("nobody asks me. On the quay and nobody asks why."), &p, &from, &to));
    assert_int_equal(from, 32);
}

static void is_found_after_edits(void **state) {
    (void)state;
    struct passage p = kept("The harbour master keeps a list of every crate that went missing since May.");
    assert_found(&p, "New. The HARBOUR\nmaster  keeps a list of every crate that went missing since May.",
                 "The HARBOUR\nmaster  keeps a list of every crate that went missing since May.");
    assert_found(&p, "On Monday the harbour master keeps a long list of each crate that went missing since May. End of it all.",
                 "the harbour master keeps a long list of each crate that went missing since May.");
    assert_found(&p, "The harbour master has gone. A list of crates is kept by nobody.", NULL);
    assert_found(&p, "", NULL);
}

/* Of few words nothing may have changed, and something around them must still be there. */
static void few_words_need_what_is_around(void **state) {
    (void)state;
    struct passage p = kept("on the quay");
    assert_found(&p, "Who counts the crates on the quay?", "on the quay");
    assert_found(&p, "He sat on the quay.", NULL);
    assert_found(&p, "Nobody counts the crates on a quay, and nobody asks.", NULL);
}

/* Without blanks between words each character is one. */
static void of_any_script(void **state) {
    (void)state;
    struct passage p = {.quote = STR("病院がAI診断を導入"), .before = STR("日本の"), .after = STR("した")};
    assert_found(&p, "昨日、日本の病院がAI診断を導入した。", "病院がAI診断を導入");
    assert_found(&p, "昨日、日本の大病院がAI診断を導入した。", "病院がAI診断を導入");
    p = (struct passage){.quote = STR("…"), .before = STR_NONE, .after = STR_NONE};
    assert_found(&p, "only … signs", NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_where_it_stood), cmocka_unit_test(is_told_from_another),
        cmocka_unit_test(is_found_after_edits),  cmocka_unit_test(few_words_need_what_is_around),
        cmocka_unit_test(of_any_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
