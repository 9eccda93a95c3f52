/* test_buf: bytes that grow. */
#include "buf.h"
#include "support.h"

static void begins_empty(void **state) {
    (void)state;
    struct buf b = {0};
    assert_int_equal(buf_str(&b).n, 0);
    assert_non_null(buf_str(&b).p);
    assert_string_equal(buf_cstr(&b), "");
    assert_int_equal(b.n, 0);
    buf_release(&b);
    buf_add(&b, NULL, 0);
    buf_add_str(&b, (struct str){NULL, 0});
    assert_int_equal(b.n, 0);
    buf_release(&b);
    buf_release(&b);
}

static void puts_integers(void **state) {
    (void)state;
    static const struct {
        int64_t value;
        const char *text;
    } rows[] = {
        {0, "0"},
        {7, "7"},
        {-1, "-1"},
        {10, "10"},
        {1234567890123, "1234567890123"},
        {INT64_MAX, "9223372036854775807"},
        {INT64_MIN, "-9223372036854775808"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct buf b = {0};
        buf_puts(&b, "=");
        buf_put_int(&b, rows[i].value);
        assert_string_equal(buf_cstr(&b) + 1, rows[i].text);
        buf_release(&b);
    }
}

static void keeps_every_byte(void **state) {
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 100000; i++) {
        buf_putc(&b, (char)i);
    }
    buf_add(&b, "a\0b", 3);
    buf_puts(&b, "text");
    buf_add_str(&b, STR("str"));
    assert_int_equal(b.n, 100010);
    for (int i = 0; i < 100000; i++) {
        assert_int_equal(b.p[i], (char)i);
    }
    assert_memory_equal(b.p + 100000, "a\0btextstr", 10);
    assert_int_equal(strlen(buf_cstr(&b) + 100003), 7);
    size_t capacity = b.capacity;
    buf_reset(&b);
    assert_int_equal(b.n, 0);
    assert_int_equal(b.capacity, capacity);
    buf_release(&b);
    assert_null(b.p);
}

static void prints(void **state) {
    (void)state;
    struct buf b = {0};
    buf_printf(&b, "%s", "");
    assert_int_equal(b.n, 0);
    for (int width = 0; width < 200; width++) { /* across every edge of the memory it has */
        buf_printf(&b, "%*d", width + 1, 7);
        assert_int_equal(b.p[b.n - 1], '7');
    }
    assert_int_equal(b.n, 200 * 201 / 2);
    buf_release(&b);
}

static void reserves(void **state) {
    (void)state;
    struct buf b = {0};
    buf_reserve(&b, 1000);
    assert_true(b.capacity >= 1000);
    const char *p = b.p;
    for (int i = 0; i < 1000; i++) {
        buf_putc(&b, 'x');
    }
    assert_ptr_equal(b.p, p);
    buf_reserve(&b, 0);
    assert_int_equal(b.n, 1000);
    buf_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_empty), cmocka_unit_test(keeps_every_byte), cmocka_unit_test(puts_integers),
        cmocka_unit_test(prints),       cmocka_unit_test(reserves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
