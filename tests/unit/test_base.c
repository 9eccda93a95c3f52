/* test_base: slices, numbers from text, checked allocation, dying; and the text of errors. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base.h"
#include "err.h"
#include "support.h"

static void makes_slices(void **state) {
    (void)state;
    struct str s = STR("abcdef");
    assert_int_equal(str_from(NULL).n, 0);
    assert_non_null(str_from(NULL).p);
    assert_str(str_from("x y"), "x y");
    assert_str(str_slice(s, 1, 3), "bc");
    assert_str(str_slice(s, 0, 99), "abcdef");
    assert_str(str_slice(s, 4, 2), "");
    assert_str(str_slice(s, 99, 100), "");
    assert_str(str_slice(s, 6, SIZE_MAX), "");
    assert_str(str_slice(STR_NONE, 0, 0), "");
}

static void trims_blanks(void **state) {
    (void)state;
    assert_str(str_trim(STR(" \t\r\n a b \n")), "a b");
    assert_str(str_trim(STR("a")), "a");
    assert_str(str_trim(STR("   ")), "");
    assert_str(str_trim(STR_NONE), "");
    assert_str(str_line(STR("a b\nc\n")), "a b");
    assert_str(str_line(STR("\nc")), "");
    assert_str(str_line(STR("a")), "a");
    assert_str(str_line(STR_NONE), "");
    assert_str(str_trim(STR("\xc2\xa0x")), "\xc2\xa0x");
    assert_str(str_trim(STR("\vx\f")), "\vx\f");
}

static void compares(void **state) {
    (void)state;
    assert_true(str_equal(STR("ab"), STR("ab")));
    assert_false(str_equal(STR("ab"), STR("abc")));
    assert_false(str_equal(STR("ab"), STR("aB")));
    assert_true(str_equal((struct str){NULL, 0}, STR_NONE));
    assert_true(str_equal_nocase(STR("aB-1"), STR("Ab-1")));
    assert_false(str_equal_nocase(STR("a"), STR("ab")));
    assert_true(str_equal_nocase((struct str){NULL, 0}, STR_NONE));
    assert_true(str_is(STR("x"), "x") && !str_is(STR("x"), "") && str_is(STR_NONE, ""));
    assert_true(str_starts(STR("abc"), "ab") && str_starts(STR("abc"), "") && str_starts(STR("abc"), "abc"));
    assert_false(str_starts(STR("abc"), "abcd") || str_starts(STR("abc"), "b"));
    assert_true(str_ends_nocase(STR("x.MD"), ".md") && str_ends_nocase(STR(".md"), ".md"));
    assert_false(str_ends_nocase(STR("md"), ".md") || str_ends_nocase(STR("x.mdx"), ".md"));
    assert_true(str_compare(STR("a"), STR("b")) < 0 && str_compare(STR("b"), STR("a")) > 0);
    assert_true(str_compare(STR("a"), STR("ab")) < 0 && str_compare(STR("ab"), STR("a")) > 0);
    assert_true(str_compare(STR("\xff"), STR("a")) > 0);
    assert_int_equal(str_compare(STR("ab"), STR("ab")), 0);
    assert_int_equal(str_compare((struct str){NULL, 0}, STR_NONE), 0);
}

/* The numbers are kept in caches and file names. */
static void hashes_as_fnv_1a(void **state) {
    (void)state;
    assert_true(str_hash(STR_NONE) == 0xcbf29ce484222325u);
    assert_true(str_hash(STR("a")) == 0xaf63dc4c8601ec8cu);
    assert_true(str_hash(STR("foobar")) == 0x85944171f73967e8u);
    assert_true(str_hash(STR("\xff")) != str_hash(STR("\x7f")));
}

/* Tables that know a text by this number alone need different ones for different texts. */
static void mixes_every_bit(void **state) {
    (void)state;
    char text[33];
    for (size_t n = 0; n < sizeof text - 1; n++) {
        memset(text, 'a', sizeof text);
        uint64_t before = str_hash_keyed(1, (struct str){text, n});
        assert_true(before == str_hash_keyed(1, (struct str){text, n}));
        assert_true(before != str_hash_keyed(2, (struct str){text, n}));
        assert_true(before != str_hash_keyed(1, (struct str){text, n + 1}));
        for (size_t bit = 0; bit < 8 * n; bit++) {
            text[bit / 8] ^= (char)(1 << bit % 8);
            assert_true(before != str_hash_keyed(1, (struct str){text, n}));
            text[bit / 8] ^= (char)(1 << bit % 8);
        }
    }
    assert_true(str_hash_keyed(1, (struct str){NULL, 0}) == str_hash_keyed(1, STR_NONE));
    assert_true(str_hash_keyed(1, STR("a")) != str_hash_keyed(1, (struct str){"a\0", 2}));
}

static void reads_numbers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {{"0", 0},     {"7", 7},   {"-7", -7},
                {"007", 7},   {"-0", 0},  {"9223372036854775807", INT64_MAX},
                {"123", 123}, {"10", 10}, {"-9223372036854775808", INT64_MIN}};
    static const char *const bad[] = {"",
                                      "-",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1x",
                                      "x",
                                      "--1",
                                      "1-",
                                      "0x1",
                                      "1.0",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "99999999999999999999999999",
                                      "\xd9\xa1"};
    int64_t value;
    for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
        value = 99;
        assert_true(str_to_int(str_from(good[i].text), &value));
        assert_true(value == good[i].value);
    }
    for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
        value = 99;
        if (str_to_int(str_from(bad[i]), &value)) {
            fail_msg("'%s' is %lld?", bad[i], (long long)value);
        }
        assert_int_equal(value, 99);
    }
    assert_false(str_to_int((struct str){"1\0", 2}, &value));
}

static void arrays_grow(void **state) {
    (void)state;
    int *numbers = NULL;
    size_t used = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        numbers = grow(numbers, used, &capacity, sizeof *numbers);
        assert_true(capacity > used);
        numbers[used++] = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(numbers[i], i);
    }
    free(numbers);
    char *zeros = xcalloc(3, 5), *copy = xstrdup("copy");
    for (int i = 0; i < 15; i++) {
        assert_int_equal(zeros[i], 0);
    }
    assert_string_equal(copy, "copy");
    free(zeros);
    free(copy);
}

/* What a child says on standard error before it ends, and its exit status. */
static int said_by(void (*act)(void), char *said, size_t size) {
    int ends[2], status = 0;
    size_t n = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], 2);
        close(ends[0]);
        close(ends[1]);
        act();
        _exit(99);
    }
    close(ends[1]);
    for (ssize_t got; n < size - 1 && (got = read(ends[0], said + n, size - 1 - n)) > 0;) {
        n += (size_t)got;
    }
    said[n] = '\0';
    close(ends[0]);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void give_back_the_terminal(void *context) {
    (void)context;
    fputs("[given back]", stderr);
}

static void die_plainly(void) {
    die_hook(NULL, NULL);
    die("no %s for %d", "room", 7);
}

static void die_with_a_hook(void) {
    die_hook(give_back_the_terminal, NULL);
    die("ouch");
}

static void ask_for_too_much(void) {
    volatile size_t count = SIZE_MAX / 2;
    free(xrealloc(NULL, count, 4));
}

static void dies_with_a_message(void **state) {
    (void)state;
    char said[300];
    assert_int_equal(said_by(die_plainly, said, sizeof said), STATUS_FAILED);
    assert_string_equal(said, "courant: no room for 7\n");
    assert_int_equal(said_by(die_with_a_hook, said, sizeof said), STATUS_FAILED);
    assert_string_equal(said, "[given back]courant: ouch\n");
    assert_int_equal(said_by(ask_for_too_much, said, sizeof said), STATUS_FAILED);
    assert_non_null(strstr(said, "courant: out of memory"));
}

static void errors_are_set(void **state) {
    (void)state;
    struct err e = {0};
    assert_int_equal(err_set(&e, "cannot open '%s': %s", "x", "why"), -1);
    assert_string_equal(e.text, "cannot open 'x': why");
    assert_int_equal(e.code, ERR_OTHER);
    assert_int_equal(err_set_code(&e, ERR_BUSY, "busy %d", 1), -1);
    assert_string_equal(e.text, "busy 1");
    assert_int_equal(e.code, ERR_BUSY);
    assert_int_equal(err_set(NULL, "%d", 1), -1);
    assert_int_equal(err_set_code(NULL, ERR_BUSY, "%d", 1), -1);
    char *longer = malloc(5000);
    memset(longer, 'x', 4999);
    longer[4999] = '\0';
    assert_int_equal(err_set(&e, "%s", longer), -1);
    assert_int_equal(strlen(e.text), sizeof e.text - 1);
    free(longer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_slices),     cmocka_unit_test(trims_blanks),        cmocka_unit_test(compares),
        cmocka_unit_test(hashes_as_fnv_1a), cmocka_unit_test(mixes_every_bit),     cmocka_unit_test(reads_numbers),
        cmocka_unit_test(arrays_grow),      cmocka_unit_test(dies_with_a_message), cmocka_unit_test(errors_are_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
