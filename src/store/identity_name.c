/* identity_name: the form in which names of files are compared. */
#include <string.h>

#include "content.h"
#include "identity.h"
#include "text.h"

static bool is_separator(char c) {
    return c == '-' || c == '_' || is_blank(c);
}

static void add_part(struct buf *out, struct buf *scratch, struct str part) {
    buf_reset(scratch);
    text_fold(scratch, part);
    bool begun = false, pending = false;
    for (size_t i = 0; i < scratch->n; i++) {
        pending |= is_separator(scratch->p[i]);
        if (!is_separator(scratch->p[i])) {
            buf_puts(out, begun && pending ? " " : "");
            buf_putc(out, scratch->p[i]);
            begun = true;
            pending = false;
        }
    }
}

static struct str without_ending(struct str path) {
    const char *dot = content_is_named(path_name(path), NULL) ? memrchr(path.p, '.', path.n) : NULL;
    struct str stem = dot ? str_slice(path, 0, (size_t)(dot - path.p)) : path, name = path_name(stem);
    bool index = str_equal_nocase(name, STR("index")) || str_equal_nocase(name, STR("_index"));
    return index && stem.n > name.n ? str_slice(stem, 0, stem.n - name.n - 1) : stem;
}

void identity_name_key(struct buf *out, struct str path) {
    struct buf scratch = {0};
    size_t start = out->n;
    for (path = without_ending(path); path.n;) {
        const char *slash = memchr(path.p, '/', path.n);
        struct str part = str_slice(path, 0, slash ? (size_t)(slash - path.p) : path.n);
        path = str_slice(path, part.n + 1, path.n);
        if (part.n && !str_is(part, ".")) {
            buf_puts(out, out->n > start ? "/" : "");
            add_part(out, &scratch, part);
        }
    }
    buf_release(&scratch);
}
