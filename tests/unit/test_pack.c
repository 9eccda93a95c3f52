/* test_pack: numbers and strings to bytes and back, and bytes that are neither. */
#include "pack.h"
#include "support.h"

static void numbers_come_back(void **state) {
    (void)state;
    struct buf b = {0};
    for (unsigned bit = 0; bit < 64; bit++) {
        for (int less = -1; less <= 1; less++) {
            uint64_t value = ((uint64_t)1 << bit) + (uint64_t)less;
            buf_reset(&b);
            pack_uint(&b, value);
            pack_int(&b, (int64_t)value);
            pack_int(&b, -(int64_t)(value >> 1));
            struct unpack u = unpack_from(buf_str(&b));
            assert_true(unpack_uint(&u) == value);
            assert_true(unpack_int(&u) == (int64_t)value);
            assert_true(unpack_int(&u) == -(int64_t)(value >> 1));
            assert_true(!u.bad && u.p == u.end);
        }
    }
    buf_reset(&b);
    pack_uint(&b, UINT64_MAX);
    pack_int(&b, INT64_MIN);
    struct unpack u = unpack_from(buf_str(&b));
    assert_true(unpack_uint(&u) == UINT64_MAX && unpack_int(&u) == INT64_MIN && !u.bad);
    buf_release(&b);
}

/* The bytes are kept in caches. */
static void the_form_is_leb128(void **state) {
    (void)state;
    struct buf b = {0};
    pack_uint(&b, 0);
    pack_uint(&b, 127);
    pack_uint(&b, 300);
    pack_int(&b, -1);
    pack_int(&b, 1);
    pack_str(&b, STR("ab"));
    assert_int_equal(b.n, 9);
    assert_memory_equal(b.p,
                        "\x00\x7f\xac\x02\x01\x02\x02"
                        "ab",
                        9);
    buf_release(&b);
}

static void strings_come_back(void **state) {
    (void)state;
    struct buf b = {0};
    char *large = calloc(1, 100000);
    pack_str(&b, STR_NONE);
    pack_str(&b, (struct str){"a\0b", 3});
    pack_str(&b, (struct str){large, 100000});
    struct unpack u = unpack_from(buf_str(&b));
    assert_str(unpack_str(&u), "");
    struct str s = unpack_str(&u);
    assert_int_equal(s.n, 3);
    assert_memory_equal(s.p, "a\0b", 3);
    assert_int_equal(unpack_str(&u).n, 100000);
    assert_false(u.bad);
    assert_str(unpack_str(&u), "");
    assert_true(u.bad);
    free(large);
    buf_release(&b);
}

static void what_is_short_or_wrong_is_bad(void **state) {
    (void)state;
    static const struct str numbers[] = {
        STR_NONE, STR("\x80"), STR("\xff\xff\xff"), {"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80", 11}};
    for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
        struct unpack u = unpack_from(numbers[i]);
        assert_true(unpack_uint(&u) == 0 && u.bad && u.p == u.end);
        assert_true(unpack_int(&u) == 0 && unpack_str(&u).n == 0 && unpack_count(&u) == 0);
    }
    struct unpack u = unpack_from((struct str){"\x05"
                                               "abcd",
                                               5});
    assert_int_equal(unpack_str(&u).n, 0);
    assert_true(u.bad);
    u = unpack_from((struct str){"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01xx", 12});
    assert_int_equal(unpack_str(&u).n, 0);
    assert_true(u.bad);
    u = unpack_from((struct str){"\x03xxx", 4});
    assert_int_equal(unpack_count(&u), 3);
    assert_false(u.bad);
    u = unpack_from((struct str){"\x04xxx", 4});
    assert_int_equal(unpack_count(&u), 0);
    assert_true(u.bad);
}

static void any_bytes_are_read(void **state) {
    (void)state;
    struct numbers r = {4};
    for (int round = 0; round < 20000; round++) {
        size_t n = number_below(&r, 40);
        char *bytes = malloc(n + !n); /* so that a sanitizer sees what is read behind the end */
        for (size_t i = 0; i < n; i++) {
            bytes[i] = (char)(one_in(&r, 2) ? number_below(&r, 8) : next_number(&r));
        }
        struct unpack u = unpack_from((struct str){bytes, n});
        for (int i = 0; i < 20; i++) {
            const char *before = u.p;
            switch (number_below(&r, 4)) {
            case 0:
                unpack_uint(&u);
                break;
            case 1:
                unpack_int(&u);
                break;
            case 2:
                unpack_str(&u);
                break;
            default:
                assert_true(unpack_count(&u) <= n);
            }
            assert_true(u.p >= before && u.p <= u.end);
        }
        assert_true(u.bad || n >= 20);
        free(bytes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back),  cmocka_unit_test(the_form_is_leb128),
        cmocka_unit_test(strings_come_back),  cmocka_unit_test(what_is_short_or_wrong_is_bad),
        cmocka_unit_test(any_bytes_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
