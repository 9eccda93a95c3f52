/* content_guess: guesses from the beginning of a content file, read as lines of text without parsing it. */
#include <string.h>

#include "content_private.h"
#include "date.h"

int32_t content_guess_day(struct str beginning, struct str path) {
    struct date date = {DATE_NONE, 0};
    struct str key = content_guess_is_toml(beginning) ? STR("\ndate =") : STR("\ndate:");
    const char *found = beginning.n ? memmem(beginning.p, beginning.n, key.p, key.n) : NULL;
    if (found) {
        const char *value = found + key.n;
        const char *end = memchr(value, '\n', (size_t)(beginning.p + beginning.n - value));
        struct str text = str_trim((struct str){value, (size_t)((end ? end : beginning.p + beginning.n) - value)});
        if (text.n > 1 && (text.p[0] == '\'' || text.p[0] == '"')) {
            text = str_slice(text, 1, text.n - 1);
        }
        date_parse(text, &date);
    }
    if (date.day == DATE_NONE) {
        date_from_name(path_name(path), &date);
    }
    return date.day;
}

static bool has_key(struct str line, const char *key, size_t n) {
    return line.n > n && !memcmp(line.p, key, n) && line.p[n] == ':';
}

/* For `link.href`, finds the line of `href:` among the indented lines after `link:`. */
static bool find_path(struct str text, const char *path, int *line, int *column) {
    int fences = 0;
    bool inside = false;
    for (*line = 1; text.n; ++*line) {
        struct str all = content_guess_line(&text), rest = all;
        while (rest.n && rest.p[0] == ' ') {
            rest = str_slice(rest, 1, rest.n);
        }
        bool indented = rest.n < all.n;
        fences += str_starts(all, "---");
        if (fences > 1 || (inside && !indented && str_trim(rest).n)) {
            return false;
        }
        size_t step = strcspn(path, ".");
        if (indented == inside && has_key(rest, path, step)) {
            if (!path[step]) {
                *column = (int)(all.n - rest.n) + 1;
                return true;
            }
            path += step + 1;
            inside = true;
        }
    }
    return false;
}

bool content_guess_field(struct str beginning, const char *const *paths, int *line, int *column) {
    bool toml = content_guess_is_toml(beginning);
    for (; *paths; paths++) {
        if (toml ? content_guess_toml(beginning, *paths, line, column) : find_path(beginning, *paths, line, column)) {
            return true;
        }
    }
    return false;
}
