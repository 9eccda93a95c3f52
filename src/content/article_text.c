/* article_text: texts of a front matter as a record may hold them, and what makes a text an identity. */
#include <string.h>

#include "article_private.h"
#include "text.h"

static void say_faults(struct filling *f, const struct node *n, const char *name, unsigned faults) {
    static const struct {
        unsigned fault;
        const char *what;
    } rows[] = {
        {TEXT_INVALID, "bytes that are not UTF-8"},
        {TEXT_CONTROL, "control characters"},
        {TEXT_BIDI, "characters that change the text direction"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        if (faults & rows[i].fault) {
            rules_warn(f, n, "'%s' contains %s; they were removed", name, rows[i].what);
        }
    }
}

static struct str shorten(struct filling *f, const struct node *n, const char *name, struct str text, size_t most) {
    if (text.n <= most) {
        return text;
    }
    rules_warn(f, n, "'%s' is %zu bytes long; only the first %zu are kept", name, text.n, most);
    while (most && ((unsigned char)text.p[most] & 0xc0) == 0x80) {
        most--;
    }
    return str_trim(str_slice(text, 0, most));
}

static struct str cleaned(struct filling *f, const struct node *n, const char *name, unsigned flags, size_t most,
                          unsigned (*clean)(struct buf *out, struct str s)) {
    struct str text = n->text;
    if ((flags & FIELD_MARKUP) && (memchr(text.p, '&', text.n) || memchr(text.p, '<', text.n))) {
        buf_reset(&f->plain);
        article_plain(&f->plain, text);
        text = buf_str(&f->plain);
    }
    buf_reset(&f->clean);
    unsigned faults = clean(&f->clean, text);
    if (faults) {
        say_faults(f, n, name, faults);
    }
    text = shorten(f, n, name, str_trim(buf_str(&f->clean)), most);
    return text.n ? arena_copy(f->arena, text) : STR_NONE;
}

struct str rules_text(struct filling *f, const struct node *n, const char *name, unsigned flags, size_t most) {
    return cleaned(f, n, name, flags, most, text_clean_line);
}

struct str rules_lines(struct filling *f, const struct node *n, const char *name, unsigned flags, size_t most) {
    return cleaned(f, n, name, flags, most, text_clean);
}

bool rules_is_invisible(struct str text) {
    static const char *const marks[] = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00a0", " "};
    while (text.n) {
        size_t i = 0;
        while (i < LENGTH(marks) && !str_starts(text, marks[i])) {
            i++;
        }
        if (i == LENGTH(marks)) {
            return false;
        }
        text = str_slice(text, strlen(marks[i]), text.n);
    }
    return true;
}

static bool looks_like_number(struct str s) {
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');
    if (str_starts(str_slice(s, i, s.n), "0x")) {
        return true;
    }
    size_t start = i;
    while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '.')) {
        i++;
    }
    return i == s.n && i > start;
}

bool rules_is_ident(struct filling *f, const struct node *n, const char *name) {
    int64_t number = 0;
    bool flag = false;
    struct str text = str_trim(n->text);
    bool wrong = looks_like_number(text) ? !str_to_int(text, &number) || number <= 0 : node_bool(n, &flag);
    if (wrong) {
        rules_warn(f, n, "'%s' is not a positive whole number and is ignored: '%.*s'", name, SHOWN(text));
    }
    return !wrong;
}

bool rules_is_slug(struct filling *f, const struct node *n, const char *name) {
    struct str text = str_trim(n->text);
    bool wrong = str_starts(text, "/") || str_starts(text, "../") || (text.n && memmem(text.p, text.n, "/../", 4));
    if (wrong) {
        rules_warn(f, n, "'%s' is a path, not a name, and is ignored: '%.*s'", name, SHOWN(text));
    }
    return !wrong;
}

/* Names of patterns that Jekyll knows, and patterns themselves, say where a page goes only with the site's own program. */
bool rules_is_place(struct filling *f, const struct node *n, const char *name) {
    (void)f, (void)name;
    static const char *const styles[] = {"date", "pretty", "ordinal", "weekdate", "none"};
    struct str text = str_trim(n->text);
    bool value;
    for (size_t i = 0; i < LENGTH(styles); i++) {
        if (str_is(text, styles[i])) {
            return false;
        }
    }
    bool pattern = str_starts(text, ":") || memmem(text.p, text.n, "/:", 2) || memmem(text.p, text.n, "{{", 2);
    return !pattern && !node_bool(n, &value);
}
