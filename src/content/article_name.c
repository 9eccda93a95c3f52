/* article_name: the name of a file as words, for want of a title. */
#include <ctype.h>
#include <string.h>

#include "article_private.h"
#include "text.h"

/* Notion ends each name with the page's id: 32 hexadecimal digits, or these in groups. */
static struct str without_id(struct str name) {
    enum { ID = 32, GROUPED = 36 };
    size_t n = 0, digits = 0;
    while (n < name.n && (isxdigit((unsigned char)name.p[name.n - 1 - n]) || name.p[name.n - 1 - n] == '-') && n < GROUPED) {
        digits += name.p[name.n - 1 - n] != '-';
        n++;
    }
    n = digits == ID && n < GROUPED ? ID : n;
    bool is_id = digits == ID && name.n > n + 1 && name.p[name.n - n - 1] == ' ';
    return is_id ? str_slice(name, 0, name.n - n - 1) : name;
}

bool article_has_page_id(struct str path) {
    struct str name = path_name(path);
    const char *dot = name.n ? memrchr(name.p, '.', name.n) : NULL;
    struct str stem = str_slice(name, 0, dot ? (size_t)(dot - name.p) : name.n);
    return without_id(stem).n < stem.n;
}

/* Denote: 20211128T101112--words-of-it__tag_tag */
static struct str without_tags(struct str name) {
    const char *tags = str_starts(name, "--") ? memmem(name.p, name.n, "__", 2) : NULL;
    return tags ? str_slice(name, 2, (size_t)(tags - name.p)) : name;
}

static bool is_mark(char c) {
    return c == '-' || c == '_';
}

/* Logseq writes the `/` of a name as `___`, or as %2F. */
static size_t is_slash(struct str name, size_t at) {
    struct str rest = str_slice(name, at, name.n);
    bool inside = at > 0 && rest.n > 3;
    return inside && (str_starts(rest, "___") || str_starts(rest, "%2F") || str_starts(rest, "%2f")) ? 3 : 0;
}

/* A name with blanks is written as words already, and the marks in it are meant. */
static void spell(struct buf *out, struct str name) {
    bool is_words = name.n && memchr(name.p, ' ', name.n);
    for (size_t i = 0; i < name.n;) {
        size_t slash = is_slash(name, i);
        buf_putc(out, slash ? '/' : !is_words && is_mark(name.p[i]) ? ' ' : name.p[i]);
        i += slash ? slash : 1;
    }
}

/* A day is all there is of the name: written in one way. */
static bool is_day(struct str name, struct date *date) {
    struct buf ended = {0};
    buf_add_str(&ended, name);
    buf_putc(&ended, '.');
    bool is = date_begins_name(buf_str(&ended), date) == name.n && !date->has_time;
    buf_release(&ended);
    return is && date->day != DATE_NONE;
}

void article_name_as_words(struct buf *out, struct str name) {
    struct date date;
    if (is_day(name, &date)) {
        date_format_iso(out, date.day);
        return;
    }
    size_t begins = date_begins_name(name, &date);
    struct str rest = str_slice(name, begins, name.n);
    rest = begins && str_starts(rest, "--") ? without_tags(rest) : rest;
    while (begins && rest.n && strchr("-_. ", rest.p[0])) {
        rest = str_slice(rest, 1, rest.n);
    }
    struct buf words = {0};
    spell(&words, without_id(rest.n ? rest : name));
    text_clean_line(out, buf_str(&words));
    buf_release(&words);
}
