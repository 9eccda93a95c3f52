/* indexer_locate: finds the line of a field that conflicts with another file, as the cache stores no lines. */
#include <fcntl.h>
#include <unistd.h>

#include "content.h"
#include "indexer_private.h"

enum { BEGINNING = 64 * 1024 };

static void read_beginning(const char *root, struct str path, struct buf *out) {
    struct buf name = {0};
    buf_printf(&name, "%s/%.*s", root, (int)path.n, path.p);
    int fd = open(buf_cstr(&name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    buf_release(&name);
    if (fd >= 0) {
        buf_reserve(out, BEGINNING);
        ssize_t n = read(fd, out->p, BEGINNING);
        buf_filled(out, n > 0 ? (size_t)n : 0);
        close(fd);
    }
}

void indexer_locate_field(const struct index_options *options, int root, struct str path, const char *name, struct problem *p) {
    struct buf beginning = {0};
    const struct field *field = field_named(str_from(name));
    int line, column;
    read_beginning(options->roots[root], path, &beginning);
    if (field && content_guess_field(buf_str(&beginning), field_paths(options->rules, field), &line, &column)) {
        p->line = line;
        p->column = column;
    }
    buf_release(&beginning);
}
