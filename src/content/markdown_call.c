/* markdown_call: the arguments of a call, and writing. */
#include "markdown_call.h"

#include <string.h>

#include "markdown_arguments.h"

/* Tags whose first argument is the name of what they stand for, often a file: {% include figure.html alt="..." %}. */
static bool includes(struct str name) {
    static const char *const names[] = {"include", "include_cached", "include_relative", "render", "component", "partial"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

static struct str file_name(struct str path) {
    struct str name = path_name(path);
    return str_slice(name, 0, argument_word_end(name, "."));
}

/* The last part of "macros::image" or "ui.image". */
static struct str last_part(struct str name) {
    size_t start = name.n;
    while (start && !memchr(":.", name.p[start - 1], 2)) {
        start--;
    }
    return start == name.n ? name : str_slice(name, start, name.n);
}

void call_init(struct call *c, enum tag_syntax syntax, struct str inside, enum tag_place place, struct buf *out) {
    inside = str_trim(inside);
    struct str name = str_slice(inside, 0, argument_word_end(inside, syntax == TAG_HUGO ? "" : "("));
    *c = (struct call){.syntax = syntax, .place = place, .name = name, .out = out};
    c->arguments = str_slice(inside, name.n, inside.n);
    struct argument a;
    if (syntax == TAG_LIQUID && includes(name) && argument_next(&c->arguments, syntax, &a) && !a.name.n) {
        c->name = file_name(a.value);
    } else if (syntax != TAG_HUGO) {
        c->name = last_part(name);
    }
}

static bool is_used(const struct call *c, struct str value) {
    for (size_t i = 0; i < c->used_count; i++) {
        if (str_equal(c->used[i], value)) {
            return true;
        }
    }
    return c->used_count == CALL_USED;
}

static struct str use(struct call *c, struct str value) {
    if (c->used_count < CALL_USED) {
        c->used[c->used_count++] = value;
    }
    return value;
}

/* `text=true` is no text. */
static bool is_flag(struct str value) {
    return str_is(value, "true") || str_is(value, "false") || str_is(value, "null") || str_is(value, "none");
}

struct str call_find(struct call *c, const char *const *names) {
    for (; *names; names++) {
        struct str rest = c->arguments;
        for (struct argument a; argument_next(&rest, c->syntax, &a);) {
            struct str value = str_trim(a.value);
            bool variable = a.name.n && !a.quoted && c->syntax != TAG_HUGO;
            bool fits = value.n && !variable && str_equal_nocase(a.name, str_from(*names)) && !is_flag(value);
            if (fits && (a.name.n || !is_used(c, value))) {
                return use(c, value);
            }
        }
    }
    return STR_NONE;
}

static bool is_of_kind(const struct argument *a, enum call_kind kind, enum tag_syntax syntax) {
    switch (kind) {
    case CALL_WORDS:
        return argument_is_words(a, syntax) || argument_may_be_words(a);
    case CALL_ADDRESS:
        return argument_is_address(a->value);
    case CALL_LABEL:
        return !argument_is_address(a->value) && (a->quoted || syntax == TAG_HUGO);
    default:
        return !argument_is_words(a, syntax);
    }
}

struct str call_unnamed(struct call *c, enum call_kind kind) {
    struct str rest = c->arguments;
    for (struct argument a; argument_next(&rest, c->syntax, &a);) {
        struct str value = str_trim(a.value);
        if (value.n && !a.name.n && is_of_kind(&a, kind, c->syntax) && !is_used(c, value)) {
            return use(c, value);
        }
    }
    return STR_NONE;
}

/* Of any argument that was not asked for yet. */
static bool next_words(struct call *c, struct str *words) {
    struct str rest = c->arguments;
    for (struct argument a; argument_next(&rest, c->syntax, &a);) {
        *words = str_trim(a.value);
        if (argument_is_words(&a, c->syntax) && !is_used(c, *words)) {
            use(c, *words);
            return true;
        }
    }
    return false;
}

static void escape(struct buf *out, char c) {
    const char *entity = c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '&' ? "&amp;" : NULL;
    if (entity) {
        buf_puts(out, entity);
    } else {
        buf_putc(out, c);
    }
}

void shortcode_escape(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.n; i++) {
        escape(out, text.p[i]);
    }
}

/* The next character of an argument at *i, without its backslash. Blanks and line ends become spaces: an empty line would end
 * the block around the shortcode. */
static char take_character(struct str text, size_t *i) {
    bool escapes = text.p[*i] == '\\' && *i + 1 < text.n && memchr("\"'\\", text.p[*i + 1], 3);
    char c = text.p[*i + escapes];
    *i += 1 + (size_t)escapes;
    return is_blank(c) ? ' ' : c;
}

void call_text(struct call *c, struct str text) {
    for (size_t i = 0; i < text.n;) {
        buf_putc(c->out, take_character(text, &i));
    }
}

void call_attribute(struct call *c, struct str text) {
    for (size_t i = 0; i < text.n;) {
        escape(c->out, take_character(text, &i));
    }
}

void call_address(struct call *c, struct str address) {
    for (size_t i = 0; i < address.n; i++) {
        unsigned char byte = (unsigned char)address.p[i];
        if (byte <= ' ' || strchr("<>()\"'`\\", byte)) {
            buf_printf(c->out, "%%%02X", byte);
        } else {
            buf_putc(c->out, (char)byte);
        }
    }
}

void call_link(struct call *c, const char *start, struct str address, struct str text) {
    buf_printf(c->out, "<a href=\"%s", start);
    call_address(c, address);
    buf_puts(c->out, "\">");
    call_text(c, text);
    buf_puts(c->out, "</a>");
}

void call_tagged(struct call *c, const char *tag, struct str text) {
    buf_printf(c->out, "<%s>", tag);
    call_text(c, text);
    buf_printf(c->out, "</%s>", tag);
}

void call_separate(struct call *c, size_t start) {
    if (c->out->n > start && c->out->p[c->out->n - 1] != ' ') {
        buf_putc(c->out, ' ');
    }
}

void call_rest(struct call *c, size_t start) {
    for (struct str words; next_words(c, &words);) {
        call_separate(c, start);
        call_text(c, words);
    }
}
