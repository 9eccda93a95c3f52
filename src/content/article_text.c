/* article_text: reads texts from a front matter, and checks whether they can be an id, slug or permalink. */
#include <string.h>

#include "article_private.h"
#include "text.h"

static void report_faults(struct article_builder *b, const struct node *n, const char *name, unsigned faults) {
    static const struct {
        unsigned fault;
        const char *what;
    } rows[] = {
        {TEXT_INVALID, "bytes that are not UTF-8"},
        {TEXT_CONTROL, "control characters"},
        {TEXT_BIDI, "characters that change the text direction"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        if (faults & rows[i].fault) {
            fields_warn(b, n, "'%s' contains %s; they were removed", name, rows[i].what);
        }
    }
}

static struct str shorten(struct article_builder *b, const struct node *n, const char *name, struct str text, size_t most) {
    if (text.n <= most) {
        return text;
    }
    fields_warn(b, n, "'%s' is %zu bytes long; only the first %zu are kept", name, text.n, most);
    while (most && ((unsigned char)text.p[most] & 0xc0) == 0x80) {
        most--;
    }
    return str_trim(str_slice(text, 0, most));
}

static struct str cleaned(struct article_builder *b, const struct node *n, const char *name, unsigned flags, size_t most,
                          unsigned (*clean)(struct buf *out, struct str s)) {
    struct str text = n->text;
    if ((flags & FIELD_MARKUP) && !n->decoded && (memchr(text.p, '&', text.n) || memchr(text.p, '<', text.n))) {
        buf_reset(&b->plain);
        article_plain(&b->plain, text);
        text = buf_str(&b->plain);
    }
    buf_reset(&b->clean);
    unsigned faults = clean(&b->clean, text);
    if (faults) {
        report_faults(b, n, name, faults);
    }
    text = shorten(b, n, name, str_trim(buf_str(&b->clean)), most);
    return text.n ? arena_copy(b->arena, text) : STR_NONE;
}

struct str fields_text(struct article_builder *b, const struct node *n, const char *name, unsigned flags, size_t most) {
    return cleaned(b, n, name, flags, most, text_clean_line);
}

struct str fields_lines(struct article_builder *b, const struct node *n, const char *name, unsigned flags, size_t most) {
    return cleaned(b, n, name, flags, most, text_clean);
}

bool fields_is_invisible(struct str text) {
    static const char *const marks[] = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00a0", " "};
    while (text.n) {
        size_t i = 0;
        while (i < ARRAY_SIZE(marks) && !str_starts(text, marks[i])) {
            i++;
        }
        if (i == ARRAY_SIZE(marks)) {
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

bool fields_is_ident(struct article_builder *b, const struct node *n, const char *name) {
    int64_t number = 0;
    bool flag = false;
    struct str text = str_trim(n->text);
    bool wrong = looks_like_number(text) ? !str_to_int(text, &number) || number <= 0 : node_bool(n, &flag);
    if (wrong) {
        fields_warn(b, n, "'%s' is not a positive whole number and is ignored: '%.*s'", name, SHOWN(text));
    }
    return !wrong;
}

bool fields_is_slug(struct article_builder *b, const struct node *n, const char *name) {
    struct str text = str_trim(n->text);
    if (str_is(text, "/")) {
        return false; /* Docusaurus: the start page of the site */
    }
    bool wrong = str_starts(text, "/") || str_starts(text, "../") || (text.n && memmem(text.p, text.n, "/../", 4));
    if (wrong) {
        fields_warn(b, n, "'%s' is a path, not a name, and is ignored: '%.*s'", name, SHOWN(text));
    }
    return !wrong;
}

/* A whole address under `url` is that of a source. Permalink patterns, and Jekyll's names for them, need the site generator to
 * be resolved. */
bool fields_is_permalink(struct article_builder *b, const struct node *n, const char *name) {
    (void)b;
    static const char *const styles[] = {"date", "pretty", "ordinal", "weekdate", "none"};
    struct str text = str_trim(n->text);
    bool value;
    for (size_t i = 0; i < ARRAY_SIZE(styles); i++) {
        if (str_is(text, styles[i])) {
            return false;
        }
    }
    bool is_source = !strcmp(name, "url") && memmem(text.p, text.n, "://", 3);
    bool pattern = str_starts(text, ":") || memmem(text.p, text.n, "/:", 2) || memmem(text.p, text.n, "{{", 2);
    return !is_source && !pattern && !node_bool(n, &value);
}
