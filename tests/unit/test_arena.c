/* test_arena: memory that is zeroed, aligned, apart, and kept until it is reset. */
#include <stdalign.h>

#include "arena.h"
#include "support.h"

static void memory_is_zeroed_aligned_and_apart(void **state) {
    (void)state;
    enum { COUNT = 3000 };
    struct arena a;
    struct numbers r = {1};
    unsigned char *parts[COUNT];
    size_t sizes[COUNT];
    arena_init(&a);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT; i++) {
            sizes[i] = one_in(&r, 200) ? number_below(&r, 100000) : number_below(&r, 200);
            parts[i] = arena_alloc(&a, sizes[i], 1);
            assert_non_null(parts[i]);
            assert_int_equal((uintptr_t)parts[i] % alignof(max_align_t), 0);
            for (size_t k = 0; k < sizes[i]; k++) {
                assert_int_equal(parts[i][k], 0);
            }
            memset(parts[i], (int)(i % 255) + 1, sizes[i]);
        }
        for (size_t i = 0; i < COUNT; i++) {
            for (size_t k = 0; k < sizes[i]; k++) {
                assert_int_equal(parts[i][k], i % 255 + 1);
            }
        }
        arena_reset(&a);
    }
    arena_release(&a);
    arena_release(&a); /* again is fine */
}

static void copies_end_in_nul(void **state) {
    (void)state;
    struct arena a = {0};
    char text[] = "abc";
    struct str copy = arena_copy(&a, (struct str){text, 2});
    text[0] = 'x';
    assert_string_equal(copy.p, "ab");
    assert_int_equal(copy.n, 2);
    copy = arena_copy(&a, (struct str){NULL, 0});
    assert_string_equal(copy.p, "");
    copy = arena_copy(&a, (struct str){"a\0b", 3});
    assert_int_equal(copy.n, 3);
    assert_memory_equal(copy.p, "a\0b", 4);
    arena_release(&a);
}

static void prints(void **state) {
    (void)state;
    struct arena a = {0};
    assert_str(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
    assert_str(arena_printf(&a, "%s", ""), "");
    struct str wide = arena_printf(&a, "%100000d", 1);
    assert_int_equal(wide.n, 100000);
    assert_int_equal(wide.p[99999], '1');
    assert_int_equal(wide.p[100000], '\0');
    arena_release(&a);
}

static void one_huge_thing_is_not_kept(void **state) {
    (void)state;
    struct arena a = {0};
    assert_non_null(arena_alloc(&a, 64 << 20, 1));
    arena_reset(&a);
    assert_null(a.head);
    char *small = arena_alloc(&a, 10, 1);
    arena_reset(&a);
    assert_ptr_equal(arena_alloc(&a, 10, 1), small); /* the same chunk again */
    assert_non_null(arena_alloc(&a, 0, 8));
    arena_release(&a);
    assert_null(a.head);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(copies_end_in_nul),
        cmocka_unit_test(prints),
        cmocka_unit_test(one_huge_thing_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
