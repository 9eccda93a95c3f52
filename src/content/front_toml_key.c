/* front_toml_key: keys, bare, quoted and dotted. */
#include <string.h>

#include "front_toml_private.h"

static bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static int read_part(struct toml *t, struct toml_part *part) {
    part->at = toml_here(t);
    if (t->p < t->end && (*t->p == '"' || *t->p == '\'')) {
        return toml_string(t, false, &part->text);
    }
    const char *start = t->p;
    while (t->p < t->end && is_bare(*t->p)) {
        t->p++;
    }
    if (t->p == start) {
        bool missing = t->p == t->end || is_blank(*t->p) || strchr("=.],}", *t->p);
        return toml_fail(t, part->at,
                         missing ? "a key is missing here"
                                 : "a key without quotes has only letters A to Z, digits, '-' and '_'; put it in quotes");
    }
    part->text = arena_copy(t->arena, (struct str){start, (size_t)(t->p - start)});
    return 0;
}

int toml_key(struct toml *t) {
    t->key.count = 0;
    do {
        toml_skip_blanks(t);
        if (t->key.count == ARRAY_SIZE(t->key.parts)) {
            return toml_fail_depth(t, toml_here(t));
        }
        if (read_part(t, &t->key.parts[t->key.count])) {
            return -1;
        }
        t->key.count++;
        toml_skip_blanks(t);
    } while (toml_take(t, '.'));
    return 0;
}
