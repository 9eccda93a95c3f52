/* test_place: a place in a text is found again after the text has changed around it. */
#include <stdio.h>

#include "buf.h"
#include "place.h"
#include "support.h"

/* Sentences that differ in a word or two, as in a list of results. */
static void write_log(struct buf *out, int from, int to) {
    for (int i = from; i < to; i++) {
        buf_printf(out, "Line %d of the ferry log: %d cars, %s wind. ", i, i * 37 % 91, i % 3 ? "light" : "strong");
    }
}

static size_t offset_of(const struct buf *text, int line) {
    char wanted[32];
    snprintf(wanted, sizeof wanted, "Line %d of", line);
    const char *at = strstr(text->p, wanted);
    assert_non_null(at);
    return (size_t)(at - text->p);
}

static void found_where_it_was(void **state) {
    struct buf text = {0};
    (void)state;
    write_log(&text, 0, 3000);
    for (int line = 1; line < 3000; line += 13) {
        size_t at = offset_of(&text, line);
        int64_t place = place_of(buf_str(&text), at);
        assert_true(place > 0);
        assert_int_equal(place_find(buf_str(&text), place), at);
    }
    assert_int_equal(place_of(buf_str(&text), 0), 0);
    assert_int_equal(place_find(buf_str(&text), 0), 0);
    buf_release(&text);
}

static void found_after_an_edit(void **state) {
    struct buf before = {0}, after = {0};
    (void)state;
    write_log(&before, 0, 1000);
    buf_puts(&after, "A correction was added at the top of the log. ");
    write_log(&after, 0, 100);
    write_log(&after, 300, 1000);
    for (int line = 301; line < 1000; line += 7) {
        int64_t place = place_of(buf_str(&before), offset_of(&before, line));
        assert_int_equal(place_find(buf_str(&after), place), offset_of(&after, line));
    }
    /* The sentence itself was written anew: the one before it is still there. */
    size_t at = offset_of(&before, 500);
    struct buf edited = {0};
    buf_puts(&edited, "New. ");
    buf_add_str(&edited, str_slice(buf_str(&before), 0, at));
    buf_puts(&edited, "Nobody wrote this line of the log, and nobody counted any of the cars on that day. ");
    write_log(&edited, 501, 1000);
    assert_int_equal(place_find(buf_str(&edited), place_of(buf_str(&before), at)), at + 5);
    buf_release(&before);
    buf_release(&after);
    buf_release(&edited);
}

/* Of several equal places the nearest; of none, where it was, within the text. */
static void repeated_or_gone(void **state) {
    struct buf same = {0};
    (void)state;
    for (int i = 0; i < 500; i++) {
        buf_puts(&same, "The same words in each of many lines, and nothing that tells them apart from others. ");
    }
    int64_t place = place_of(buf_str(&same), same.n / 2);
    assert_int_equal(place_find(buf_str(&same), place), same.n / 2);
    struct str other = STR("Another text.");
    assert_true(place_find(other, place) <= other.n);
    assert_int_equal(place_find(STR_NONE, place), 0);
    for (size_t at = 1; at <= other.n; at++) {
        assert_int_equal(place_find(other, place_of(other, at)), at);
    }
    buf_release(&same);
}

static void any_number(void **state) {
    static const int64_t numbers[] = {-1, INT64_MIN, INT64_MAX, 1, 7, 1600000000, (int64_t)1 << 39, (int64_t)1 << 62};
    struct str text = STR("A short text of nine words, and no more.");
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
        assert_true(place_find(text, numbers[i]) <= text.n);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found_where_it_was),
        cmocka_unit_test(found_after_an_edit),
        cmocka_unit_test(repeated_or_gone),
        cmocka_unit_test(any_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
