/* identity: builds keys and splits them. */
#include "identity.h"

#include <string.h>

#include "text.h"

static const char NO_NAME[] = "path:";

void identity_make_key(struct buf *out, struct str own, struct str label, struct str path) {
    if (str_starts(own, NO_NAME)) {
        buf_puts(out, NO_NAME);
    } else {
        buf_add_str(out, own);
    }
    buf_puts(out, "//");
    buf_add_str(out, label);
    buf_puts(out, label.n ? "/" : "");
    text_quote(out, path);
}

/* The offset of the two slashes; key.n: none. */
static size_t separator(struct str key) {
    for (size_t at = key.n; at >= 2; at--) {
        if (key.p[at - 1] == '/' && key.p[at - 2] == '/') {
            return at - 2;
        }
    }
    return key.n;
}

struct str identity_own(struct str key) {
    return str_slice(key, 0, separator(key));
}

struct str identity_path(struct str key) {
    return str_slice(key, separator(key) + 2, key.n);
}

bool identity_has_own_name(struct str key) {
    return !str_starts(key, NO_NAME);
}

/* The last `folders` components of a path. */
static struct str last_folders(const char *path, size_t folders) {
    size_t at = strlen(path);
    while (folders && at) {
        at--;
        folders -= path[at] == '/';
    }
    at += path[at] == '/';
    return str_from(path + at);
}

static bool is_shared(const char *const *roots, size_t count, size_t root, size_t folders) {
    struct str end = last_folders(roots[root], folders);
    for (size_t i = 0; i < count; i++) {
        if (i != root && str_equal(last_folders(roots[i], folders), end)) {
            return true;
        }
    }
    return false;
}

void identity_root_label(struct buf *out, const char *const *roots, size_t count, size_t root) {
    size_t folders = 1, deepest = strlen(roots[root]);
    if (count < 2) {
        return;
    }
    while (folders < deepest && is_shared(roots, count, root, folders)) {
        folders++;
    }
    text_quote(out, last_folders(roots[root], folders));
}

void identity_root_set(struct buf *out, const struct str *roots, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buf_add_str(out, roots[i]);
        buf_putc(out, '\0'); /* no path contains it */
    }
}
