/* test_keymap: which keys run what on which screen. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "keymap.h"

static const struct command commands[] = {
    {.name = "first", .keys = "g Home"}, {.name = "last", .keys = "G"}, {.name = "star", .keys = "*"}};

static struct keymap map;
static struct action_step steps[ARRAY_SIZE(commands)];

static int set_up(void **state) {
    (void)state;
    keymap_init(&map, commands, ARRAY_SIZE(commands));
    for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
        steps[i] = (struct action_step){.command = &commands[i], .words = STR_NONE};
    }
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    keymap_release(&map);
    return 0;
}

/* command: an index; -1: none. */
static void bind(const char *view, const char *keys, int command) {
    struct binding b = {.view = view, .line = 1, .step_count = command >= 0};
    b.steps = command >= 0 ? &steps[command] : NULL;
    b.key_count = keymap_parse(str_from(keys), b.keys);
    assert_true(b.key_count > 0);
    keymap_bind(&map, &b);
}

/* name: of the command; NULL: nothing. */
static void expect(const char *view, const char *typed, const char *name, bool more) {
    int keys[KEYS_MAX];
    bool found_more;
    size_t count = keymap_parse(str_from(typed), keys);
    const struct binding *b = keymap_find(&map, view, keys, count, &found_more);
    if ((b != NULL) != (name != NULL) || (b && strcmp(b->steps[0].command->name, name) != 0) || found_more != more) {
        fail_msg("%s in '%s': %s%s", typed, view, b ? b->steps[0].command->name : "nothing", found_more ? " and more" : "");
    }
}

static void expect_keys(const char *view, size_t command, const char *keys) {
    struct buf out = {0};
    keymap_keys_of(&map, view, &commands[command], 4, &out);
    assert_string_equal(buf_cstr(&out), keys);
    buf_release(&out);
}

static void has_the_table(void **state) {
    (void)state;
    expect("", "g", "first", false);
    expect("reader", "Home", "first", false);
    expect("reader", "x", NULL, false);
    expect_keys("reader", 0, "g Home");
    assert_ptr_equal(keymap_command(&map, STR("star")), &commands[2]);
    assert_null(keymap_command(&map, STR("sta")));
}

static void a_screen_goes_before_all(void **state) {
    (void)state;
    bind("", "x", 2);
    bind("reader", "x", 1);
    bind("reader", "G", -1);
    expect("reader", "x", "last", false);
    expect("list", "x", "star", false);
    expect("reader", "G", NULL, false);
    expect("list", "G", "last", false);
    expect_keys("reader", 1, "x");
    expect_keys("list", 1, "G");
    expect_keys("list", 2, "x *");
}

static void sequences(void **state) {
    (void)state;
    bind("", "g g", 0);
    bind("reader", "g x y", 1);
    expect("list", "g", "first", true);
    expect("list", "g g", "first", false);
    expect("list", "g x", NULL, false);
    expect("reader", "g x", NULL, true);
    expect("reader", "g x y", "last", false);
    expect_keys("list", 0, "g g, Home"); /* g alone is not reached */
    bind("other", "g", 2);               /* a screen's own key needs no more keys */
    expect("other", "g", "star", false);
    expect_keys("other", 0, "Home");
    bind("reader", "g g", -1);
    expect("reader", "g g", NULL, false);
    bind("reader", "g x y", -1);
    expect("reader", "g", "first", false);
}

static void tells_how_a_sequence_goes_on(void **state) {
    (void)state;
    int keys[KEYS_MAX];
    size_t count = keymap_parse(STR("g"), keys), found = 0;
    const struct binding *b = NULL;
    bind("", "g g", 0);
    bind("", "g x", 1);
    bind("reader", "g x", -1);
    bind("list", "g y", 2);
    while ((b = keymap_longer(&map, "reader", keys, count, b))) {
        assert_string_equal(b->steps[0].command->name, "first");
        found++;
    }
    assert_int_equal(found, 1);
}

static void reads_sequences(void **state) {
    (void)state;
    int keys[KEYS_MAX];
    struct buf out = {0};
    size_t count = keymap_parse(STR("  g   Alt-x F5 "), keys);
    assert_int_equal(count, 3);
    keymap_print(keys, count, &out);
    assert_string_equal(buf_cstr(&out), "g Alt-x F5");
    assert_int_equal(keymap_parse(STR("1 2 3 4 5 6 7 8"), keys), 8);
    assert_int_equal(keymap_parse(STR("1 2 3 4 5 6 7 8 9"), keys), 0);
    assert_int_equal(keymap_parse(STR("g gg"), keys), 0);
    assert_int_equal(keymap_parse(STR(" "), keys), 0);
    buf_release(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(has_the_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_screen_goes_before_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sequences, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_how_a_sequence_goes_on, set_up, tear_down),
        cmocka_unit_test(reads_sequences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
