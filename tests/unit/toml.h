/* toml: one TOML front matter, parsed: what both tests of it share. */
#ifndef COURANT_TESTS_TOML_H
#define COURANT_TESTS_TOML_H

#include "front.h"
#include "support.h"

struct fixture {
    struct arena arena;
    struct problems problems;
    struct front front;
    struct node *root;
    int result;
};

static void begin(struct fixture *x) {
    memset(x, 0, sizeof *x);
    arena_init(&x->arena);
    problems_init(&x->problems, &x->arena);
}

static void end(struct fixture *x) {
    arena_release(&x->arena);
}

static void parse(struct fixture *x, struct str toml) {
    begin(x);
    x->result = front_parse_toml(toml, 1, &x->arena, &x->root, &x->problems);
}

#endif
