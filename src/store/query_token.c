/* query_token: splits a text into conditions, and those into their parts. */
#include <string.h>

#include "query_private.h"

const char *const query_fields[] = {"title", "after", "before", "date", "is", "has", "sort", "note"};
const size_t query_field_count = ARRAY_SIZE(query_fields);

static char char_at(struct str text, size_t at) {
    return at < text.n ? text.p[at] : '\0';
}

static bool is_known(struct str name) {
    enum taxonomy taxonomy;
    for (size_t i = 0; i < query_field_count; i++) {
        if (str_is(name, query_fields[i])) {
            return true;
        }
    }
    return taxonomy_parse(name, &taxonomy);
}

/* The field name before a colon, if any: letters only. If a slash or a blank follows, it must be a known field: "http://x" and
 * the "Index:" of a full name are words. */
static struct str field_name(struct str text, size_t at) {
    size_t end = at;
    while (is_letter(char_at(text, end))) {
        end++;
    }
    struct str name = str_slice(text, at, end);
    if (!name.n || char_at(text, end) != ':') {
        return STR_NONE;
    }
    char behind = end + 1 < text.n ? text.p[end + 1] : ' ';
    return (behind == '/' || is_blank(behind)) && !is_known(name) ? STR_NONE : name;
}

/* Starts after the opening quote; returns the offset of the closing one, or of the end. */
static size_t closing_quote(struct str text, size_t at) {
    while (at < text.n && (text.p[at] != '"' || char_at(text, at + 1) == '"')) {
        at += text.p[at] == '"' ? 2 : 1;
    }
    return at;
}

static size_t word_end(struct str text, size_t at) {
    while (at < text.n && !is_blank(text.p[at]) && text.p[at] != '"' && text.p[at] != '*') {
        at++;
    }
    return at;
}

bool query_token(struct str text, size_t at, struct token *t) {
    while (at < text.n && is_blank(text.p[at])) {
        at++;
    }
    *t = (struct token){.at = at};
    if (at == text.n) {
        return false;
    }
    t->exclude = text.p[at] == '-' && at + 1 < text.n && !is_blank(text.p[at + 1]);
    t->field_at = at += t->exclude;
    t->field = field_name(text, at);
    at += t->field.n ? t->field.n + 1 : 0;
    enum taxonomy taxonomy;
    t->exact = t->field.n && char_at(text, at) == '=' && taxonomy_parse(t->field, &taxonomy);
    t->value_at = at += t->exact;
    t->quoted = char_at(text, at) == '"';
    size_t from = at + t->quoted, to = t->quoted ? closing_quote(text, from) : word_end(text, from);
    t->closed = t->quoted && to < text.n;
    t->value = str_slice(text, from, to);
    t->end = to + t->closed;
    while (char_at(text, t->end) == '*') {
        t->star = true;
        t->end++;
    }
    return true;
}

size_t query_fault_end(struct str text, size_t offset) {
    offset = offset < text.n ? offset : text.n;
    if (char_at(text, offset) == '"') {
        size_t end = closing_quote(text, offset + 1);
        return end < text.n ? end + 1 : text.n;
    }
    size_t end = word_end(text, offset);
    return end > offset || end == text.n ? end : end + 1;
}
