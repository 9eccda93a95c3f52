/* content_guess: guesses from the beginning of a content file, read as lines of text without parsing it. */
#include <string.h>

#include "content_private.h"
#include "date.h"
#include "text.h"

/* The text after a key at the start of a line, without quotes. */
static struct str value_of(struct str beginning, struct str key) {
    const char *found = beginning.n ? memmem(beginning.p, beginning.n, key.p, key.n) : NULL;
    if (!found) {
        return STR_NONE;
    }
    struct str rest = str_slice(beginning, (size_t)(found - beginning.p) + key.n, beginning.n);
    struct str text = str_trim(content_guess_line(&rest));
    bool quoted = text.n > 1 && (text.p[0] == '\'' || text.p[0] == '"');
    return quoted ? str_slice(text, 1, text.n - 1) : text;
}

static uint64_t first_letters(struct str title) {
    struct buf folded = {0};
    uint64_t number = 0;
    text_fold(&folded, str_slice(title, 0, 40));
    for (size_t i = 0; i < sizeof number; i++) {
        number = number << 8 | (i < folded.n ? (unsigned char)folded.p[i] : 0);
    }
    buf_release(&folded);
    return number;
}

/* What is not in a front matter is a heading or the name. */
static uint64_t guess_title(struct str beginning, struct str path, bool toml) {
    struct str title = value_of(beginning, toml ? STR("\ntitle =") : STR("\ntitle:"));
    if (!title.n) {
        title = str_starts(beginning, "# ") ? value_of(beginning, STR("# ")) : value_of(beginning, STR("\n# "));
    }
    if (title.n) {
        return first_letters(title);
    }
    struct arena arena = {0};
    struct article named = {0};
    article_fallback_title(&named, STR_NONE, path, &arena);
    uint64_t letters = first_letters(named.title);
    arena_release(&arena);
    return letters;
}

void content_guess_place(struct str beginning, struct str path, struct content_place *place) {
    struct date date;
    bool toml = content_guess_is_toml(beginning);
    date_parse(value_of(beginning, toml ? STR("\ndate =") : STR("\ndate:")), &date);
    if (date.day == DATE_NONE) {
        date_from_path(path, &date);
    }
    uint64_t title = date.day == DATE_NONE ? guess_title(beginning, path, toml) : 0;
    *place = (struct content_place){date.day, date_moment(&date), title};
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
