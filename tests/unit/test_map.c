/* test_map: what was put in is found again by its number and text, however many there are, and nothing else is. */
#include "map.h"
#include "support.h"

enum { COUNT = 20000 };

struct thing {
    uint64_t number;
    struct str text;
};

static bool is_thing(const void *things, uint32_t place, uint64_t number, struct str text) {
    const struct thing *t = &((const struct thing *)things)[place - 1];
    return t->number == number && str_equal(t->text, text);
}

/* Many numbers have each text, and many texts each number. */
static void make_things(struct thing *things, struct arena *arena) {
    for (size_t i = 0; i < COUNT; i++) {
        things[i] = (struct thing){i % 100, arena_printf(arena, "%zu", i / 100)};
    }
}

static void fill(struct map *m, const struct thing *things) {
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(map_find(m, is_thing, things, things[i].number, things[i].text), 0);
        uint32_t *place = map_at(m, is_thing, things, things[i].number, things[i].text);
        assert_int_equal(*place, 0);
        *place = (uint32_t)i + 1;
    }
}

static void check_full(struct map *m, const struct thing *things) {
    assert_int_equal(m->count, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(map_find(m, is_thing, things, things[i].number, things[i].text), i + 1);
        assert_int_equal(*map_at(m, is_thing, things, things[i].number, things[i].text), i + 1);
        assert_int_equal(map_find(m, is_thing, things, things[i].number + 100, things[i].text), 0);
        assert_int_equal(map_find(m, is_thing, things, things[i].number, STR("none")), 0);
    }
    assert_int_equal(m->count, COUNT);
    assert_true(m->slot_count * 2 >= m->count * 3 && m->slot_count <= m->count * 6);
}

static void finds_what_is_in_it(void **state) {
    (void)state;
    static struct thing things[COUNT];
    struct arena arena = {0};
    make_things(things, &arena);
    for (int in_arena = 0; in_arena < 2; in_arena++) {
        struct map m = {.arena = in_arena ? &arena : NULL};
        assert_int_equal(map_find(&m, is_thing, things, 0, STR("0")), 0);
        fill(&m, things);
        check_full(&m, things);
        map_release(&m);
        assert_int_equal(m.count, 0);
        fill(&m, things); /* it can be used again */
        check_full(&m, things);
        map_release(&m);
        map_release(&m);
    }
    arena_release(&arena);
}

static void a_place_can_be_replaced(void **state) {
    (void)state;
    const struct thing things[] = {{0, STR_NONE}, {0, STR_NONE}};
    struct map m = {0};
    *map_at(&m, is_thing, things, 0, STR_NONE) = 1;
    *map_at(&m, is_thing, things, 0, STR_NONE) = 2;
    assert_int_equal(map_find(&m, is_thing, things, 0, STR_NONE), 2);
    assert_int_equal(m.count, 1);
    map_release(&m);
}

static bool is_wanted(const void *wanted, uint32_t place, uint64_t number, struct str text) {
    (void)number;
    (void)text;
    return place == *(const uint32_t *)wanted;
}

/* As when different keys had one hash. */
static void the_caller_says_which_it_is(void **state) {
    (void)state;
    enum { ALIKE = 100 };
    struct map m = {0};
    for (uint32_t place = 1; place <= ALIKE; place++) {
        uint32_t *at = map_at(&m, is_wanted, &place, 7, STR("alike"));
        assert_int_equal(*at, 0);
        *at = place;
    }
    assert_int_equal(m.count, ALIKE);
    for (uint32_t place = 1; place <= ALIKE + 1; place++) {
        assert_int_equal(map_find(&m, is_wanted, &place, 7, STR("alike")), place <= ALIKE ? place : 0);
    }
    map_release(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_in_it),
        cmocka_unit_test(a_place_can_be_replaced),
        cmocka_unit_test(the_caller_says_which_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
