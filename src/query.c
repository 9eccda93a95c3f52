/* query: the query language, from text to conditions and back. */
#include "query.h"

#include <string.h>

#include "text.h"

const char *const query_states[STATE_COUNT] = {
    [STATE_UNREAD] = "unread", [STATE_READ] = "read",       [STATE_STARRED] = "starred", [STATE_QUEUED] = "queued",
    [STATE_DRAFT] = "draft",   [STATE_PRIVATE] = "private", [STATE_EXPIRED] = "expired", [STATE_HIDDEN] = "hidden",
};

bool query_state_is_mark(enum query_state state) {
    return state <= STATE_QUEUED;
}

const char *const query_sorts[SORT_COUNT] = {[SORT_NEWEST] = "newest", [SORT_OLDEST] = "oldest"};

struct parser {
    struct str text;
    size_t at;
    enum query_mode mode;
    struct arena *arena;
    struct query *query;
    size_t capacity;
    size_t *place;
    struct err *e;
};

/* One value as written: where it stands, whether in quotes, whether a `*` or the end of the text makes it a prefix. */
struct value {
    struct str text;
    bool quoted, prefix, unfinished;
    size_t place;
};

static int fail_at(struct parser *p, size_t place, const char *before, struct str about, const char *behind) {
    if (p->place) {
        *p->place = place;
    }
    size_t used, n = text_fit(about, 60, &used);
    return err_set(p->e, "%s%.*s%s", before, (int)n, about.p, behind);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char peek(const struct parser *p) {
    return p->at < p->text.n ? p->text.p[p->at] : '\0';
}

static int read_quoted(struct parser *p, struct value *v) {
    size_t from = ++p->at;
    const char *end = memchr(p->text.p + from, '"', p->text.n - from);
    v->quoted = true;
    if (!end) {
        if (p->mode == QUERY_WRITTEN) {
            return fail_at(p, v->place, "unclosed quote in the query: ", str_slice(p->text, v->place, p->text.n), "");
        }
        v->unfinished = true;
        v->text = str_slice(p->text, from, p->text.n);
        p->at = p->text.n;
        return 0;
    }
    v->text = str_slice(p->text, from, (size_t)(end - p->text.p));
    p->at = (size_t)(end - p->text.p) + 1;
    return 0;
}

static int read_value(struct parser *p, struct value *v) {
    *v = (struct value){.place = p->at};
    if (peek(p) == '"') {
        if (read_quoted(p, v) < 0) {
            return -1;
        }
    } else {
        size_t from = p->at;
        while (p->at < p->text.n && !is_blank(p->text.p[p->at]) && p->text.p[p->at] != '"' && p->text.p[p->at] != '*') {
            p->at++;
        }
        v->text = str_slice(p->text, from, p->at);
    }
    while (peek(p) == '*') {
        v->prefix = true;
        p->at++;
    }
    if (p->mode == QUERY_TYPING && p->at == p->text.n && (!v->quoted || v->unfinished)) {
        v->prefix = v->unfinished = true;
    }
    v->text = str_trim(v->text);
    return 0;
}

static struct condition *add(struct parser *p, enum condition_kind kind, bool exclude) {
    struct query *q = p->query;
    if (q->count == p->capacity) {
        size_t capacity = p->capacity ? p->capacity * 2 : 8;
        struct condition *more = arena_alloc(p->arena, capacity, sizeof *more);
        if (q->count) {
            memcpy(more, q->conditions, q->count * sizeof *more);
        }
        q->conditions = more;
        p->capacity = capacity;
    }
    struct condition *c = &q->conditions[q->count++];
    *c = (struct condition){.kind = kind, .exclude = exclude, .text = STR_NONE};
    return c;
}

static int words(struct parser *p, enum condition_kind kind, bool exclude, const struct value *v) {
    if (text_has_word(v->text)) {
        struct condition *c = add(p, kind, exclude);
        c->text = arena_copy(p->arena, v->text);
        c->prefix = v->prefix;
        c->typed = v->unfinished && !v->quoted;
    }
    return 0;
}

static int term(struct parser *p, enum taxonomy taxonomy, bool exclude, const struct value *v) {
    if (!v->text.n) {
        return 0;
    }
    struct condition *c = add(p, CONDITION_TERM, exclude);
    c->taxonomy = taxonomy;
    c->text = arena_copy(p->arena, v->text);
    return 0;
}

/* A year, a month or a day: the days it spans. */
static bool span_of_days(struct str text, int32_t *from, int32_t *before) {
    int64_t part[3] = {0, 1, 1};
    size_t parts = 0, start = 0;
    for (size_t i = 0; i <= text.n; i++) {
        if (i == text.n || text.p[i] == '-') {
            struct str piece = str_slice(text, start, i);
            if (parts == 3 || piece.n > 4 || !str_to_int(piece, &part[parts]) || part[parts] < 1) {
                return false;
            }
            parts++;
            start = i + 1;
        }
    }
    int year = (int)part[0], month = (int)part[1], day = (int)part[2];
    *from = date_day(year, month, day);
    *before = parts == 3 ? *from + 1 : parts == 1 || month == 12 ? date_day(year + 1, 1, 1) : date_day(year, month + 1, 1);
    if (parts != 3 && year == 9999 && (parts == 1 || month == 12)) {
        *before = date_day(9999, 12, 31) + 1;
    }
    return *from != DATE_NONE;
}

static int dates(struct parser *p, struct str field, bool exclude, const struct value *v) {
    int32_t from, before;
    if (!span_of_days(v->text, &from, &before)) {
        if (v->unfinished || (p->mode == QUERY_TYPING && !v->text.n)) {
            return 0;
        }
        return fail_at(p, v->place, "'", v->text, "' is no date; write 2021, 2021-11 or 2021-11-28");
    }
    struct condition *c = add(p, CONDITION_DATES, exclude);
    /* after:2021 means from the first day of it on, as most people read it in a list of news. */
    c->from = str_is(field, "before") ? 0 : from;
    c->before = str_is(field, "before") ? from : str_is(field, "date") ? before : 0;
    return 0;
}

static bool find_name(const char *const *names, size_t count, struct str name, unsigned *index) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, names[i])) {
            *index = (unsigned)i;
            return true;
        }
    }
    return false;
}

static int state(struct parser *p, bool exclude, const struct value *v) {
    unsigned index;
    if (!find_name(query_states, STATE_COUNT, v->text, &index)) {
        return v->unfinished ? 0
                             : fail_at(p, v->place, "is:", v->text,
                                       " is unknown; there are is:unread, is:read, is:starred, is:queued, is:draft");
    }
    add(p, CONDITION_IS, exclude)->state = (enum query_state)index;
    return 0;
}

static int has(struct parser *p, bool exclude, const struct value *v) {
    enum taxonomy taxonomy;
    if (!taxonomy_parse(v->text, &taxonomy)) {
        return v->unfinished ? 0
                             : fail_at(p, v->place, "has:", v->text,
                                       " is unknown; write has:topic, has:offering, has:source, has:author or has:tag");
    }
    add(p, CONDITION_HAS, exclude)->taxonomy = taxonomy;
    return 0;
}

static int sort(struct parser *p, const struct value *v) {
    unsigned index;
    if (!find_name(query_sorts, SORT_COUNT, v->text, &index)) {
        return v->unfinished ? 0 : fail_at(p, v->place, "sort:", v->text, " is unknown; there are sort:newest and sort:oldest");
    }
    p->query->sort = (enum query_sort)index;
    return 0;
}

static bool is_known_field(struct str name) {
    static const char *const others[] = {"title", "after", "before", "date", "is", "has", "sort"};
    enum taxonomy taxonomy;
    unsigned index;
    return taxonomy_parse(name, &taxonomy) || find_name(others, LENGTH(others), name, &index);
}

/* The name before a colon at p->at, if there is one: letters only; with a slash or a blank behind it only one that there is:
 * "http://x" and the "Index:" of a full name are words. */
static struct str field_name(const struct parser *p) {
    size_t end = p->at;
    while (end < p->text.n &&
           ((p->text.p[end] >= 'a' && p->text.p[end] <= 'z') || (p->text.p[end] >= 'A' && p->text.p[end] <= 'Z'))) {
        end++;
    }
    struct str name = str_slice(p->text, p->at, end);
    if (!name.n || end == p->text.n || p->text.p[end] != ':') {
        return STR_NONE;
    }
    char behind = end + 1 < p->text.n ? p->text.p[end + 1] : ' ';
    return (behind == '/' || is_blank(behind)) && !is_known_field(name) ? STR_NONE : name;
}

static int field(struct parser *p, struct str name, bool exclude) {
    size_t place = p->at;
    struct value v;
    enum taxonomy taxonomy;
    p->at += name.n + 1;
    if (read_value(p, &v) < 0) {
        return -1;
    }
    if (!v.text.n && p->mode == QUERY_WRITTEN) {
        return fail_at(p, place, "'", name, ":' wants a value behind its colon");
    }
    if (taxonomy_parse(name, &taxonomy)) {
        return term(p, taxonomy, exclude, &v);
    }
    if (str_is(name, "title")) {
        return words(p, CONDITION_TITLE, exclude, &v);
    }
    if (str_is(name, "after") || str_is(name, "before") || str_is(name, "date")) {
        return dates(p, name, exclude, &v);
    }
    if (str_is(name, "is")) {
        return state(p, exclude, &v);
    }
    if (str_is(name, "has")) {
        return has(p, exclude, &v);
    }
    if (str_is(name, "sort")) {
        return sort(p, &v);
    }
    return fail_at(
        p, place, "unknown field '", name,
        ":'; there are topic, offering, source, author, tag, section, title, after, before, date, is, has and sort (to "
        "search for the words as they are, put them in quotes)");
}

static int condition(struct parser *p) {
    bool exclude = peek(p) == '-' && p->at + 1 < p->text.n && !is_blank(p->text.p[p->at + 1]);
    p->at += exclude;
    struct str name = field_name(p);
    if (name.n) {
        return field(p, name, exclude);
    }
    struct value v;
    return read_value(p, &v) < 0 ? -1 : words(p, CONDITION_WORDS, exclude, &v);
}

/* Where a place of the cleaned text stands in the text as it was given: behind the longest start that cleaning leaves no longer
 * than that. */
static size_t place_as_given(struct str text, size_t place) {
    size_t from = 0, to = text.n;
    while (from < to) {
        struct buf clean = {0};
        size_t middle = from + (to - from) / 2, end = middle + 1;
        while (end < text.n && (text.p[end] & 0xc0) == 0x80) {
            end++;
        }
        text_clean_line(&clean, str_slice(text, 0, end));
        if (clean.n > place) {
            to = middle;
        } else {
            from = middle + 1;
        }
        buf_release(&clean);
    }
    return from;
}

int query_parse(struct str text, enum query_mode mode, struct arena *arena, struct query *q, size_t *place, struct err *e) {
    struct buf clean = {0};
    text_clean_line(&clean, text);
    if (text.n && is_blank(text.p[text.n - 1])) {
        buf_putc(&clean, ' '); /* a blank at the end says that the last word is whole */
    }
    *q = (struct query){0};
    struct parser p = {
        .text = arena_copy(arena, buf_str(&clean)), .mode = mode, .arena = arena, .query = q, .place = place, .e = e};
    buf_release(&clean);
    while (p.at < p.text.n) {
        if (is_blank(p.text.p[p.at])) {
            p.at++;
        } else if (condition(&p) < 0) {
            if (place) {
                *place = place_as_given(text, *place);
            }
            return -1;
        }
    }
    return 0;
}

/* Words that the language itself would read otherwise go in quotes. */
static void print_value(const struct condition *c, struct buf *out) {
    bool plain = c->text.n && c->text.p[0] != '-' && c->text.p[0] != '/';
    for (size_t i = 0; i < c->text.n; i++) {
        plain = plain && !is_blank(c->text.p[i]) && !strchr("\"*:", c->text.p[i]);
    }
    const char *quote = plain ? "" : "\"";
    buf_puts(out, quote);
    for (size_t i = 0; i < c->text.n; i++) {
        if (c->text.p[i] != '"') {
            buf_putc(out, c->text.p[i]);
        }
    }
    buf_puts(out, quote);
    buf_puts(out, c->prefix ? "*" : "");
}

static void print_dates(const struct condition *c, struct buf *out) {
    buf_puts(out, !c->from ? "before:" : c->before ? "date:" : "after:");
    int32_t day = c->from ? c->from : c->before;
    struct buf iso = {0};
    date_format_iso(&iso, day);
    struct str text = buf_str(&iso);
    bool year = c->from && c->before - c->from > 31, month = c->from && c->before - c->from > 1;
    buf_add_str(out, str_slice(text, 0, year ? 4 : month ? 7 : 10));
    buf_release(&iso);
}

static void print_condition(const struct condition *c, struct buf *out) {
    buf_puts(out, c->exclude ? "-" : "");
    switch (c->kind) {
    case CONDITION_WORDS:
        print_value(c, out);
        break;
    case CONDITION_TITLE:
        buf_puts(out, "title:");
        print_value(c, out);
        break;
    case CONDITION_TERM:
        buf_printf(out, "%s:", taxonomies[c->taxonomy].name);
        print_value(c, out);
        break;
    case CONDITION_DATES:
        print_dates(c, out);
        break;
    case CONDITION_IS:
        buf_printf(out, "is:%s", query_states[c->state]);
        break;
    case CONDITION_HAS:
        buf_printf(out, "has:%s", taxonomies[c->taxonomy].name);
        break;
    }
}

void query_print(const struct query *q, struct buf *out) {
    for (size_t i = 0; i < q->count; i++) {
        buf_puts(out, i ? " " : "");
        print_condition(&q->conditions[i], out);
    }
    if (q->sort != SORT_NEWEST) {
        buf_printf(out, "%ssort:%s", q->count ? " " : "", query_sorts[q->sort]);
    }
}

struct query query_term(enum taxonomy taxonomy, struct str name, struct arena *arena) {
    struct query q = {.conditions = arena_alloc(arena, 1, sizeof *q.conditions), .count = 1};
    q.conditions[0] = (struct condition){.kind = CONDITION_TERM, .taxonomy = taxonomy, .text = arena_copy(arena, name)};
    return q;
}

struct query query_and(const struct query *a, const struct query *b, struct arena *arena) {
    struct query q = {.count = a->count + b->count, .sort = b->sort};
    q.conditions = arena_alloc(arena, q.count + 1, sizeof *q.conditions);
    for (size_t i = 0; i < q.count; i++) {
        q.conditions[i] = i < a->count ? a->conditions[i] : b->conditions[i - a->count];
        q.conditions[i].text = arena_copy(arena, q.conditions[i].text);
    }
    return q;
}
