/* front_toml: a TOML 1.0.0 front matter, line by line. No library in Debian reads TOML from C. */
#include <stdlib.h>

#include "front_toml_private.h"

/* [a.b] or [[a.b]] */
static int read_header(struct toml *t, uint32_t *table) {
    struct source_pos at = toml_here(t);
    t->p++;
    bool array = toml_take(t, '[');
    if (toml_key(t)) {
        return -1;
    }
    if (!toml_take(t, ']') || (array && !toml_take(t, ']'))) {
        return toml_fail(t, at, "the name of the table that begins here has no closing '%s'", array ? "]]" : "]");
    }
    return toml_open_table(t, array, at, table);
}

static int read_lines(struct toml *t) {
    uint32_t table = TOML_ROOT;
    for (toml_skip_lines(t); t->p < t->end; toml_skip_lines(t)) {
        if ((*t->p == '[' ? read_header(t, &table) : toml_pair(t, table)) || toml_end_line(t)) {
            return -1;
        }
        if (t->nodes > FRONT_MAX_EVENTS) {
            return toml_fail_size(t);
        }
    }
    return 0;
}

int front_parse_toml(struct str toml, int first_line, struct arena *arena, struct node **root, struct problems *problems) {
    *root = NULL;
    if (toml.n > FRONT_MAX_BYTES) {
        problem_add(problems, SEVERITY_ERROR, first_line, 1, "%zu bytes of TOML; at most %d are read", toml.n, FRONT_MAX_BYTES);
        return -1;
    }
    struct toml t = {.p = toml.p,
                     .end = toml.p + toml.n,
                     .counted = toml.p,
                     .counted_at = {first_line, 1},
                     .arena = arena,
                     .problems = problems};
    struct node *document = toml_node(&t, NODE_MAP, t.counted_at);
    toml_add_table(&t, document, 1);
    int result = toml_check_bytes(&t) || read_lines(&t) ? -1 : 0;
    *root = result ? NULL : document;
    buf_release(&t.text);
    map_release(&t.by_key);
    free(t.entries);
    return result;
}
