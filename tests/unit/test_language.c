/* language: codes, and where a path names one. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "language.h"

static void knows_codes(void **state) {
    (void)state;
    static const char *const codes[] = {"de", "en", "zu", "aa", "yue", "pt-br", "pt_BR", "zh-Hans", "zh_Hant_TW", "es-419"};
    static const char *const others[] = {
        "",     "d",       "DE",      "De",  "io",     "js",           "go",  "md",     "min",      "xx",       "de-",
        "de-b", "de-bras", "my-work", "-de", "de--br", "zh-hans-cn-x", "1.2", "readme", "zh-Hans-", "pt-br-br", "de_1"};
    for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
        assert_true(language_is_code(str_from(codes[i])));
    }
    for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
        if (language_is_code(str_from(others[i]))) {
            fail_msg("'%s'", others[i]);
        }
    }
    assert_false(language_is_code((struct str){"d\0", 2}));
}

static void reads_names(void **state) {
    (void)state;
    static const struct {
        const char *path, *code;
    } cases[] = {
        {"posts/ferry.de.md", "de"},
        {"ferry.pt-BR.html", "pt-BR"},
        {"ferry.zh-Hans.md", "zh-Hans"},
        {"README.md", ""},
        {"app.min.md", ""},
        {"v1.2.md", ""},
        {"socket.io.md", ""},
        {".de.md", ""},
        {"de/ferry.md", ""},
        {"ferry.de", ""},
        {"a.de.x.md", ""},
        {"", ""},
        {"de.md", ""},
        {"x.de/ferry.md", ""},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct str code = language_of_name(str_from(cases[i].path));
        if (!str_is(code, cases[i].code)) {
            fail_msg("%s: '%.*s'", cases[i].path, (int)code.n, code.p);
        }
    }
}

static void reads_folders(void **state) {
    (void)state;
    struct str path = STR("content/de/go/pt-br/en.md");
    size_t at = 0;
    assert_true(str_is(language_next_folder(path, &at), "de"));
    assert_int_equal(at, sizeof "content/de/" - 1);
    assert_true(str_is(language_next_folder(path, &at), "pt-br"));
    assert_int_equal(language_next_folder(path, &at).n, 0);
    at = 0;
    assert_int_equal(language_next_folder(STR(""), &at).n, 0);
}

static void reads_locales(void **state) {
    (void)state;
    static const struct {
        const char *locale, *code;
    } cases[] = {{"de_DE.UTF-8", "de-de"},
                 {"pt_BR", "pt-br"},
                 {"fr@euro", "fr"},
                 {"sr_RS.UTF-8@latin", "sr-rs"},
                 {"C", ""},
                 {"C.UTF-8", ""},
                 {"POSIX", ""},
                 {"", ""},
                 {NULL, ""},
                 {"german", ""},
                 {"nn:nb:no", "nn"}};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct buf code = {0};
        language_of_locale(&code, cases[i].locale);
        assert_string_equal(buf_cstr(&code), cases[i].code);
        buf_release(&code);
    }
}

static void fits(void **state) {
    (void)state;
    assert_int_equal(language_fit(STR("pt-br"), STR("pt-br")), LANGUAGE_SAME);
    assert_int_equal(language_fit(STR("pt-br"), STR("pt")), LANGUAGE_KIN);
    assert_int_equal(language_fit(STR("pt"), STR("pt-pt")), LANGUAGE_KIN);
    assert_int_equal(language_fit(STR("pt"), STR("pa")), LANGUAGE_OTHER);
    assert_int_equal(language_fit(STR_NONE, STR("pt")), LANGUAGE_OTHER);
    assert_int_equal(language_fit(STR_NONE, STR_NONE), LANGUAGE_OTHER);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(knows_codes), cmocka_unit_test(reads_names),
                                       cmocka_unit_test(reads_folders), cmocka_unit_test(reads_locales),
                                       cmocka_unit_test(fits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
