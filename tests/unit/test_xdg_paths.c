/* test_xdg_paths: which cache belongs to which roots, where the marks are, which roots were used last. */
#include <stdio.h>
#include <sys/stat.h>

#include "support.h"
#include "xdg_paths.h"

static int open_places(void **state) {
    if (scratch_open(state) < 0) {
        return -1;
    }
    static const char *const variables[] = {"XDG_CACHE_HOME", "XDG_STATE_HOME"};
    for (size_t i = 0; i < ARRAY_SIZE(variables); i++) {
        char *path = path_in(*state, variables[i]);
        setenv(variables[i], path, 1);
        free(path);
    }
    return 0;
}
#define test_in_places(f) cmocka_unit_test_setup_teardown(f, open_places, scratch_close)

static char *cache_of(const char *a, const char *b) {
    const char *roots[] = {a, b};
    struct err e;
    char *file = xdg_paths_cache_file(roots, b ? 2 : 1, &e);
    assert_non_null(file);
    return file;
}

static void each_set_of_roots_has_its_cache(void **state) {
    static const char *const sets[][2] = {{"/a", NULL},  {"/b", NULL},   {"/a", "/b"},
                                          {"/ab", NULL}, {"/a/b", NULL}, {"/a", "/bc"}};
    char *files[ARRAY_SIZE(sets)];
    struct stat status;
    for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
        files[i] = cache_of(sets[i][0], sets[i][1]);
        char *again = cache_of(sets[i][0], sets[i][1]);
        assert_string_equal(files[i], again);
        free(again);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(files[i], files[k]);
        }
    }
    char *folder = path_in(*state, "XDG_CACHE_HOME/courant");
    assert_int_equal(strncmp(files[0], folder, strlen(folder)), 0);
    assert_int_equal(stat(folder, &status), 0); /* made as needed, for this user alone */
    assert_int_equal(status.st_mode & 0777, 0700);
    for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
        free(files[i]);
    }
    free(folder);
}

/* As if other roots had the same hash. */
static void a_cache_of_other_roots_is_left_to_them(void **state) {
    char *file = cache_of("/a", "/b"), *note = NULL;
    const char *name = strrchr(file, '/') + 1;
    assert_true(asprintf(&note, "XDG_CACHE_HOME/courant/%.*s.roots", (int)strcspn(name, "."), name) > 0);
    char *path = path_in(*state, note);
    struct buf bytes = {0};
    read_file(path, &bytes);
    assert_true(str_equal(buf_str(&bytes), (struct str){"/a\0/b", 6}));
    write_file(*state, note, "/a\0/c", 6);
    char *other = cache_of("/a", "/b"), *again = cache_of("/a", "/b");
    assert_string_not_equal(file, other);
    assert_string_equal(other, again);
    write_file(*state, note, "/a\0/b\0/c", 9);
    free(again);
    again = cache_of("/a", "/b");
    assert_string_equal(other, again);
    buf_release(&bytes);
    free(file);
    free(note);
    free(path);
    free(other);
    free(again);
}

static void marks_have_their_place(void **state) {
    struct err e = {0};
    char *file = xdg_paths_marks_file(&e), *expected = path_in(*state, "XDG_STATE_HOME/courant/marks.db");
    assert_string_equal(file, expected);
    free(file);
    free(expected);
    write_text(*state, "a-file", "");
    char *in_a_file = path_in(*state, "a-file");
    setenv("XDG_STATE_HOME", in_a_file, 1);
    assert_null(xdg_paths_marks_file(&e));
    assert_says(&e, "a-file");
    free(in_a_file);
    char *home = getenv("HOME") ? strdup(getenv("HOME")) : NULL;
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    assert_null(xdg_paths_marks_file(&e));
    assert_says(&e, "HOME");
    if (home) {
        setenv("HOME", home, 1);
    }
    free(home);
}

static size_t recalled(char ***roots) {
    struct err e;
    size_t count;
    assert_well(xdg_paths_recall_roots(roots, &count, &e), &e);
    return count;
}

static void forget(char **roots, size_t count) {
    for (size_t i = 0; i < count; i++) {
        free(roots[i]);
    }
    free(roots);
}

static void roots_are_remembered(void **state) {
    char **roots;
    size_t count = recalled(&roots);
    assert_int_equal(count, 0);
    forget(roots, count);
    write_text(*state, "one/x", "");
    write_text(*state, "two with blank/x", "");
    write_text(*state, "three\n/x", "");
    char *one = path_in(*state, "one"), *two = path_in(*state, "two with blank"), *three = path_in(*state, "three\n");
    xdg_paths_remember_roots((const char *[]){one, two, three, "/no/such/folder"}, 4);
    count = recalled(&roots);
    assert_int_equal(count, 2); /* not what has gone, nor what is not one line */
    assert_string_equal(roots[0], one);
    assert_string_equal(roots[1], two);
    forget(roots, count);
    xdg_paths_remember_roots((const char *[]){two}, 1);
    count = recalled(&roots);
    assert_int_equal(count, 1);
    assert_string_equal(roots[0], two);
    forget(roots, count);
    write_text(*state, "XDG_STATE_HOME/courant/roots", "relative\n\n/\nno newline at the end");
    count = recalled(&roots);
    assert_int_equal(count, 1);
    assert_string_equal(roots[0], "/");
    forget(roots, count);
    free(one);
    free(two);
    free(three);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_places(each_set_of_roots_has_its_cache),
        test_in_places(a_cache_of_other_roots_is_left_to_them),
        test_in_places(roots_are_remembered),
        test_in_places(marks_have_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
