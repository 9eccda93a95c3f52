/* test_node: looking things up. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "node.h"

static struct node *child(struct arena *a, struct node *parent, const char *key, enum node_kind kind, const char *text) {
    struct node *n = arena_alloc(a, 1, sizeof *n);
    *n = (struct node){.kind = kind, .key = str_from(key), .text = str_from(text), .plain = true};
    struct node **p = &parent->first;
    while (*p) {
        p = &(*p)->next;
    }
    *p = n;
    parent->count++;
    return n;
}

static struct arena arena;
static struct node root;

static int set_up(void **state) {
    (void)state;
    arena_init(&arena);
    root = (struct node){.kind = NODE_MAP};
    struct node *base = child(&arena, &root, "<<", NODE_MAP, "");
    child(&arena, base, "inherited", NODE_SCALAR, "base");
    child(&arena, base, "title", NODE_SCALAR, "not this");
    child(&arena, &root, "title", NODE_SCALAR, "T");
    child(&arena, &root, "tit", NODE_SCALAR, "shorter");
    child(&arena, &root, "", NODE_SCALAR, "no key");
    struct node *link = child(&arena, &root, "link", NODE_MAP, "");
    child(&arena, child(&arena, link, "deep", NODE_MAP, ""), "href", NODE_SCALAR, "x");
    child(&arena, &root, "list", NODE_LIST, "");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void gets_by_whole_key(void **state) {
    (void)state;
    assert_true(str_is(node_get(&root, STR("title"))->text, "T"));
    assert_true(str_is(node_get(&root, STR("tit"))->text, "shorter"));
    assert_true(str_is(node_get(&root, STR(""))->text, "no key"));
    assert_null(node_get(&root, STR("titl")));
    assert_null(node_get(NULL, STR("title")));
    assert_null(node_get(node_get(&root, STR("title")), STR("x")));
    assert_null(node_get(node_get(&root, STR("list")), STR("x")));
}

static void looks_through_merge_keys(void **state) {
    (void)state;
    assert_true(str_is(node_get(&root, STR("inherited"))->text, "base"));
    /* a ring, which no file can make, must not hang */
    struct node ring = {.kind = NODE_MAP}, *self = child(&arena, &ring, "<<", NODE_MAP, "");
    self->first = self;
    assert_null(node_get(&ring, STR("nothing")));
}

static void walks_paths(void **state) {
    (void)state;
    assert_true(str_is(node_path(&root, "title")->text, "T"));
    assert_true(str_is(node_path(&root, "link.deep.href")->text, "x"));
    assert_null(node_path(&root, "link.href"));
    assert_null(node_path(&root, "title.href"));
    assert_null(node_path(&root, "none.href"));
    assert_null(node_path(NULL, "title"));
}

static void knows_what_is_empty(void **state) {
    (void)state;
    struct node item = {.kind = NODE_SCALAR, .text = STR("x")};
    const struct {
        struct node n;
        bool empty;
    } cases[] = {
        {{.kind = NODE_NULL}, true},
        {{.kind = NODE_SCALAR, .text = STR("")}, true},
        {{.kind = NODE_SCALAR, .text = STR(" \t\n")}, true},
        {{.kind = NODE_SCALAR, .text = STR("0")}, false},
        {{.kind = NODE_SCALAR, .text = STR("null")}, false}, /* quoted: a plain one is a NODE_NULL */
        {{.kind = NODE_LIST}, true},
        {{.kind = NODE_MAP}, true},
        {{.kind = NODE_LIST, .first = &item}, false},
        {{.kind = NODE_MAP, .first = &item}, false},
    };
    assert_true(node_is_empty(NULL));
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_int_equal(node_is_empty(&cases[i].n), cases[i].empty);
    }
}

static void reads_flags(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int expected; /* -1: no flag */
    } cases[] = {{"true", 1},  {"Yes", 1}, {"ON", 1}, {"false", 0}, {"no", 0},    {"Off", 0},
                 {"tRue", -1}, {"", -1},   {"1", -1}, {"y", -1},    {"truee", -1}};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        bool value = false;
        struct node n = {.kind = NODE_SCALAR, .plain = true, .text = str_from(cases[i].text)};
        assert_int_equal(node_bool(&n, &value) ? value : -1, cases[i].expected);
        n.plain = false;
        assert_false(node_bool(&n, &value));
    }
    bool value;
    assert_false(node_bool(NULL, &value));
    assert_false(node_bool(&(struct node){.kind = NODE_LIST, .plain = true}, &value));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gets_by_whole_key), cmocka_unit_test(looks_through_merge_keys),
        cmocka_unit_test(walks_paths),       cmocka_unit_test(knows_what_is_empty),
        cmocka_unit_test(reads_flags),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
