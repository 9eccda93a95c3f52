/* content_guess_toml: where a key seems to stand in a TOML front matter, read as lines of text and not parsed. */
#include <string.h>

#include "content_private.h"

bool content_guess_is_toml(struct str beginning) {
    size_t i = str_starts(beginning, "\xef\xbb\xbf") ? 3 : 0;
    while (i < beginning.n && is_blank(beginning.p[i])) {
        i++;
    }
    return str_starts(str_slice(beginning, i, beginning.n), "+++");
}

struct str content_guess_line(struct str *text) {
    const char *end = memchr(text->p, '\n', text->n);
    struct str line = str_slice(*text, 0, end ? (size_t)(end - text->p) : text->n);
    *text = str_slice(*text, line.n + 1, text->n);
    return line;
}

static struct str before(struct str line, char c) {
    const char *found = line.n ? memchr(line.p, c, line.n) : NULL;
    return found ? str_trim(str_slice(line, 0, (size_t)(found - line.p))) : STR_NONE;
}

/* Is `key` in that table the path? table: empty at the beginning. */
static bool is_path(struct str table, struct str key, const char *path) {
    if (!table.n) {
        return str_is(key, path);
    }
    return !strncmp(path, table.p, table.n) && path[table.n] == '.' && str_is(key, path + table.n + 1);
}

bool content_guess_toml(struct str beginning, const char *path, int *line, int *column) {
    struct str table = STR_NONE;
    int fences = 0;
    for (*line = 1; beginning.n && fences < 2; ++*line) {
        struct str all = content_guess_line(&beginning), text = str_trim(all);
        fences += str_starts(all, "+++");
        if (str_starts(text, "[")) {
            table = before(str_slice(text, 1, text.n), ']');
        } else if (text.n && is_path(table, before(text, '='), path)) {
            *column = (int)(text.p - all.p) + 1;
            return true;
        }
    }
    return false;
}
