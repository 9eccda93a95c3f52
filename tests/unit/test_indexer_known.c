/* test_indexer_known: files that a cache knows are found again, however many they are. */
#include <stdio.h>

#include "indexer_private.h"
#include "support.h"

static struct str path_of(char *name, size_t size, int number) {
    int n = snprintf(name, size, "folder/%d.md", number);
    return (struct str){name, number ? (size_t)n : 0}; /* the first is of no name at all */
}

static void finds_each_of_many(void **state) {
    enum { COUNT = 30000 }; /* the table is widened twice */
    struct known_files k = {0};
    char name[40];
    (void)state;
    assert_null(known_find(&k, 0, STR("none.md")));
    for (int i = 0; i < COUNT; i++) {
        known_add(&k, &(struct known_file){.id = i + 1, .root = i % 3, .path = path_of(name, sizeof name, i)});
    }
    known_add(&k, &(struct known_file){.id = 99, .root = 1, .path = STR("folder/1.md")}); /* once is enough */
    for (int i = 0; i < COUNT; i++) {
        struct known_entry *known = known_find(&k, i % 3, path_of(name, sizeof name, i));
        assert_non_null(known);
        assert_int_equal(known->id, i + 1);
        known->seen = i % 10 != 0;
        assert_null(known_find(&k, (i + 1) % 3, path_of(name, sizeof name, i)));
    }
    assert_null(known_find(&k, 0, STR("folder/30000.md")));
    assert_int_equal(known_unseen(&k), COUNT / 10);
    known_release(&k);
    assert_int_equal(known_unseen(&k), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_of_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
