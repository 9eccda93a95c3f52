/* test_editor: which arguments an editor is started with, and that it is waited for. */
#include <stdlib.h>
#include <sys/stat.h>

#include "editor.h"
#include "support.h"

static void expect(const char *editor, const char *path, int line, const char *expected) {
    struct buf all = {0};
    char **arguments = editor_command(editor, path, line);
    for (char **a = arguments; a && *a; a++) {
        buf_printf(&all, "%s|", *a);
    }
    assert_string_equal(buf_cstr(&all), expected);
    spawn_free(arguments);
    buf_release(&all);
}

static void each_editor_gets_its_line(void **state) {
    (void)state;
    expect("vi", "/a b.md", 7, "vi|+7|/a b.md|");
    expect("/usr/bin/vim -u NONE", "/a.md", 7, "/usr/bin/vim|-u|NONE|+7|/a.md|");
    expect("emacsclient -t", "/a.md", 7, "emacsclient|-t|+7|/a.md|");
    expect("hx", "/a.md", 7, "hx|/a.md:7|");
    expect("code --wait", "/a.md", 7, "code|--wait|-g|/a.md:7|");
    expect("ed", "/a.md", 7, "ed|/a.md|");
    expect(" nano ", "/$(touch x);.md", 0, "nano|/$(touch x);.md|");
    expect("", "/a.md", 7, "");
    expect(" \t", "/a.md", 7, "");
}

static void count(void *context) {
    ++*(int *)context;
}

static void it_has_the_screen_while_it_runs(void **state) {
    int calls = 0;
    struct spawn_screen screen = {count, count, &calls};
    struct buf script = {0}, told = {0};
    struct err e;
    char *editor = path_in(*state, "editor"), *file = path_in(*state, "a.md"), *out = path_in(*state, "out");
    buf_printf(&script, "#!/bin/sh\nprintf '%%s|' \"$@\" >'%s'\n", out);
    write_text(*state, "editor", buf_cstr(&script));
    assert_int_equal(chmod(editor, 0700), 0);
    unsetenv("VISUAL");
    setenv("EDITOR", editor, 1);
    assert_int_equal(editor_open(file, 3, &screen, &e), -1);
    assert_says(&e, "No such file or directory"); /* a file that is gone is not made by an editor */
    assert_false(file_exists(*state, "out"));
    assert_int_equal(calls, 0);
    write_text(*state, "a.md", "text");
    assert_well(editor_open(file, 3, &screen, &e), &e);
    assert_int_equal(calls, 2);
    read_file(out, &told); /* it has ended */
    buf_reset(&script);
    buf_printf(&script, "+3|%s|", file);
    assert_string_equal(buf_cstr(&told), buf_cstr(&script));
    setenv("VISUAL", "/no/such/editor -x", 1); /* goes before EDITOR */
    assert_int_equal(editor_open(file, 3, &screen, &e), -1);
    assert_says(&e, "cannot start the editor '/no/such/editor -x': No such file or directory");
    assert_int_equal(calls, 4); /* the screen is back */
    free(editor);
    free(file);
    free(out);
    buf_release(&script);
    buf_release(&told);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_editor_gets_its_line),
        test_in_scratch(it_has_the_screen_while_it_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
