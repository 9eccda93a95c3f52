/* url_resolve: resolves a relative address in a page (RFC 3986, section 5). */
#include <string.h>

#include "text.h"
#include "url.h"

static bool has_scheme(struct str target) {
    size_t n = 0;
    while (n < target.n && !memchr(":/?#", target.p[n], 4)) {
        n++;
    }
    return n < target.n && target.p[n] == ':';
}

static size_t path_length(struct str target) {
    size_t n = 0;
    while (n < target.n && target.p[n] != '?' && target.p[n] != '#') {
        n++;
    }
    return n;
}

/* A link to another content file gives the file's path, whose address on the site has no extension. */
static bool cut_content_ending(struct str *path) {
    static const char *const endings[] = {".md", ".markdown"};
    for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
        if (str_ends_nocase(*path, endings[i])) {
            path->n -= strlen(endings[i]);
            bool index = str_ends_nocase(*path, "/index") || str_equal_nocase(*path, STR("index"));
            bool section = str_ends_nocase(*path, "/_index") || str_equal_nocase(*path, STR("_index"));
            path->n -= index ? strlen("index") : section ? strlen("_index") : 0;
            return true;
        }
    }
    return false;
}

/* Appends the segments of a path to one that is "" or begins with '/' and does not end in '/'; "." is skipped, ".." goes up. */
static void add_segments(struct buf *out, size_t start, struct str path) {
    bool ends_in_folder = true;
    while (path.n) {
        const char *slash = memchr(path.p, '/', path.n);
        struct str step = str_slice(path, 0, slash ? (size_t)(slash - path.p) : path.n);
        path = str_slice(path, step.n + 1, path.n);
        ends_in_folder = slash || str_is(step, ".") || str_is(step, "..");
        if (str_is(step, "..")) {
            while (out->n > start && out->p[out->n - 1] != '/') {
                buf_truncate(out, out->n - 1);
            }
            buf_truncate(out, out->n - (out->n > start));
        } else if (step.n && !str_is(step, ".")) {
            buf_putc(out, '/');
            buf_add_str(out, step);
        }
    }
    if (ends_in_folder || out->n == start) {
        buf_putc(out, '/');
    }
}

static struct str without_last_segment(struct str path) {
    while (path.n && path.p[path.n - 1] != '/') {
        path.n--;
    }
    return path.n ? str_slice(path, 0, path.n - 1) : path;
}

/* Percent-encodes blanks, which people write in file names. */
static void add_encoded(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ') {
            buf_puts(out, "%20");
        } else {
            buf_putc(out, s.p[i]);
        }
    }
}

static bool resolve(const struct url_base *base, struct str target, bool is_file, struct buf *out) {
    struct str path = str_slice(target, 0, path_length(target)), rest = str_slice(target, path.n, target.n);
    size_t start = out->n;
    bool absolute = str_starts(path, "/");
    is_file = cut_content_ending(&path) || is_file;
    if (!absolute) {
        add_segments(out, start, without_last_segment(is_file ? base->file : base->page));
        buf_truncate(out, out->n - (out->n > start && out->p[out->n - 1] == '/'));
    }
    if (path.n) {
        add_segments(out, start, path);
    } else { /* "?query" alone refers to the page itself */
        buf_truncate(out, start);
        buf_add_str(out, base->page);
    }
    buf_add_str(out, rest);
    return true;
}

bool url_resolve(const struct url_base *base, struct str target, bool is_file, struct buf *out) {
    struct buf encoded = {0};
    size_t start = out->n;
    target = str_trim(target);
    bool found = false;
    if (!target.n || target.n > URL_MAX || target.p[0] == '#' || has_scheme(target)) {
        return false;
    }
    if (str_starts(target, "//")) {
        buf_puts(out, "https:");
        buf_add_str(out, target);
        found = !url_check(str_slice(buf_str(out), start, out->n), NULL);
    } else if (base->page.n && base->file.n) {
        add_encoded(&encoded, target);
        found = !url_is_unfit(buf_str(&encoded)) && resolve(base, buf_str(&encoded), is_file, out) && out->n - start <= URL_MAX;
    }
    buf_truncate(out, found ? out->n : start);
    buf_release(&encoded);
    return found;
}
