/* query: parses the query language. */
#include "query.h"

#include <string.h>

#include "query_private.h"
#include "text.h"

const char *const query_states[STATE_COUNT] = {
    [STATE_UNREAD] = "unread",   [STATE_READ] = "read",     [STATE_STARRED] = "starred",
    [STATE_QUEUED] = "queued",   [STATE_DRAFT] = "draft",   [STATE_PRIVATE] = "private",
    [STATE_EXPIRED] = "expired", [STATE_HIDDEN] = "hidden", [STATE_NEW] = "new",
};

bool query_state_is_mark(enum query_state state) {
    return state <= STATE_QUEUED;
}

const char *const query_sorts[SORT_COUNT] = {[SORT_NEWEST] = "newest",
                                             [SORT_OLDEST] = "oldest",
                                             [SORT_TITLE] = "title",
                                             [SORT_RELEVANCE] = "relevance",
                                             [SORT_QUEUE] = "queue"};

const char *const query_notes[NOTES_COUNT] = {[NOTES_NOTE] = "note", [NOTES_PASSAGE] = "passage"};

bool query_asks_marks(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        bool of_marks = query_state_is_mark(c->state) || c->state == STATE_NEW;
        if (c->kind == CONDITION_NOTE || (c->kind == CONDITION_IS && of_marks)) {
            return true;
        }
    }
    return false;
}

enum { QUOTED_BYTES = 300, QUOTED_COLUMNS = 60 }; /* limits for quoting the faulty text in a message */

struct parser {
    struct str text;
    enum query_mode mode;
    struct arena *arena;
    struct query *query;
    size_t capacity;
    size_t *offset;
    struct err *e;
    struct str signs; /* the first word to look for without a letter or digit; empty: none */
    size_t signs_at;
};

/* The source of a condition: its token, and the token's value, cleaned. */
struct parsed_token {
    const struct token *token;
    struct str value;
    bool unfinished; /* the text ends in it, and QUERY_TYPING */
};

static int fail_at(struct parser *p, size_t offset, const char *before, struct str about, const char *behind) {
    struct buf clean = {0};
    if (p->offset) {
        *p->offset = offset;
    }
    text_clean_line(&clean, str_slice(about, 0, QUOTED_BYTES));
    size_t used, n = text_fit(buf_str(&clean), QUOTED_COLUMNS, &used);
    err_set(p->e, "%s%.*s%s", before, (int)n, buf_cstr(&clean), behind);
    buf_release(&clean);
    return -1;
}

/* `is:good is unknown (known: is:unread, is:read and is:starred)` */
static int unknown(struct parser *p, const struct parsed_token *s, const char *const *names, size_t count) {
    struct buf before = {0}, behind = {0};
    buf_add_str(&before, s->token->field);
    buf_putc(&before, ':');
    buf_puts(&behind, " is unknown (known: ");
    for (size_t i = 0; i < count; i++) {
        buf_printf(&behind, "%s%s%s", i ? i + 1 < count ? ", " : " and " : "", buf_cstr(&before), names[i]);
    }
    buf_putc(&behind, ')');
    int result = fail_at(p, s->token->value_at, buf_cstr(&before), s->value, buf_cstr(&behind));
    buf_release(&before);
    buf_release(&behind);
    return result;
}

static struct condition *add(struct parser *p, enum condition_kind kind, const struct parsed_token *s) {
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
    *c = (struct condition){.kind = kind, .exclude = s->token->exclude, .text = STR_NONE};
    return c;
}

/* Letters may follow quotes and signs of ASCII that are being typed. */
static bool may_become_word(const struct parsed_token *s) {
    for (size_t i = 0; i < s->value.n; i++) {
        if (s->value.p[i] & 0x80) {
            return false;
        }
    }
    return s->unfinished;
}

static int words(struct parser *p, enum condition_kind kind, const struct parsed_token *s) {
    if (!text_has_word(s->value)) {
        if (s->value.n && !s->token->exclude && !p->signs.n && !may_become_word(s)) {
            p->signs = s->value;
            p->signs_at = s->token->at;
        }
    } else {
        struct condition *c = add(p, kind, s);
        c->text = s->value;
        c->prefix = s->token->star || s->unfinished;
        c->unfinished = s->unfinished && !s->token->quoted;
    }
    return 0;
}

static int title(struct parser *p, const struct parsed_token *s) {
    return words(p, CONDITION_TITLE, s);
}

static int note(struct parser *p, const struct parsed_token *s) {
    size_t count = p->query->count;
    int result = words(p, CONDITION_NOTE, s);
    if (p->query->count > count) {
        p->query->conditions[count].notes = NOTES_ANY;
    }
    return result;
}

static int term(struct parser *p, enum taxonomy taxonomy, const struct parsed_token *s) {
    if (s->token->exact && s->token->star) {
        return fail_at(p, s->token->value_at, "'=' before '", s->value, "' means the whole name; remove the '=' or the '*'");
    }
    struct condition *c = add(p, CONDITION_TERM, s);
    c->taxonomy = taxonomy;
    c->text = s->value;
    c->prefix = s->token->star;
    c->exact = s->token->exact;
    return 0;
}

static int languages(struct parser *p, const struct parsed_token *s) {
    if (s->token->exclude) {
        return fail_at(p, s->token->at, "-", s->token->field,
                       ":* excludes everything; write it without the dash for all languages");
    }
    add(p, CONDITION_LANGUAGES, s);
    return 0;
}

static int dates_fault(struct parser *p, const struct parsed_token *s, enum span_fault fault) {
    return fail_at(p, s->token->value_at, "'", s->value,
                   fault == SPAN_BACKWARDS ? "' ends before it begins; write the earlier date first"
                                           : "' is not a date; write 2021, 2021-11 or 2021-11-28, or date:2020..2021-06");
}

static bool may_become_dates(struct str value) {
    for (size_t i = 0; i < value.n; i++) {
        if (!strchr("0123456789-.", value.p[i])) {
            return false;
        }
    }
    return true;
}

/* after:2021 includes 2021: most people expect that in a list of news. */
static int dates(struct parser *p, const struct parsed_token *s) {
    bool is_before = str_is(s->token->field, "before"), is_after = str_is(s->token->field, "after");
    int32_t from, before;
    enum span_fault fault = query_read_dates(s->value, !is_before && !is_after, &from, &before);
    if (fault != SPAN_GOOD) {
        return s->unfinished && may_become_dates(s->value) ? 0 : dates_fault(p, s, fault);
    }
    struct condition *c = add(p, CONDITION_DATES, s);
    c->from = is_before ? 0 : from;
    c->before = is_before ? from : is_after ? 0 : before;
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

static bool may_become(const struct parsed_token *s, const char *name) {
    return s->unfinished && strncmp(name, s->value.p, s->value.n) == 0;
}

static bool may_become_one(const struct parsed_token *s, const char *const *names, size_t count) {
    size_t i = 0;
    while (i < count && !may_become(s, names[i])) {
        i++;
    }
    return i < count;
}

static int state(struct parser *p, const struct parsed_token *s) {
    unsigned index;
    if (find_name(query_states, STATE_COUNT, s->value, &index)) {
        add(p, CONDITION_IS, s)->state = (enum query_state)index;
        return 0;
    }
    return may_become_one(s, query_states, STATE_COUNT) ? 0 : unknown(p, s, query_states, STATE_COUNT);
}

bool query_can_have(const struct field *f) {
    return f && f->kind != FIELD_TERMS && f->kind != FIELD_FLAG;
}

static bool may_become_has_value(const struct parsed_token *s) {
    for (int t = 0; t < TAX_COUNT; t++) {
        const struct taxonomy_info *i = &taxonomies[t];
        if (may_become(s, i->name) || may_become(s, i->plural) || (*i->alias && may_become(s, i->alias))) {
            return true;
        }
    }
    for (size_t i = 0; i < field_count; i++) {
        if (query_can_have(&fields[i]) && may_become(s, fields[i].name)) {
            return true;
        }
    }
    return false;
}

#define HAS_TERM(id, name, ...) "has:" name ", "
#define HAS_TERMS TAXONOMIES(HAS_TERM)

static int has(struct parser *p, const struct parsed_token *s) {
    enum taxonomy taxonomy;
    const struct field *f = field_named(s->value);
    if (taxonomy_parse(s->value, &taxonomy)) {
        add(p, CONDITION_HAS, s)->taxonomy = taxonomy;
        return 0;
    }
    unsigned notes;
    if (find_name(query_notes, NOTES_COUNT, s->value, &notes)) {
        add(p, CONDITION_NOTE, s)->notes = (enum query_notes)notes;
        return 0;
    }
    if (query_can_have(f)) {
        add(p, CONDITION_HAS, s)->field = f;
        return 0;
    }
    return may_become_has_value(s) || may_become_one(s, query_notes, NOTES_COUNT)
               ? 0
               : fail_at(p, s->token->value_at, "has:", s->value,
                         " is unknown; use " HAS_TERMS
                         "note, passage, or a field of articles, such as has:date, has:summary, has:image");
}

static int sort(struct parser *p, const struct parsed_token *s) {
    unsigned index;
    if (!find_name(query_sorts, SORT_COUNT, s->value, &index)) {
        return may_become_one(s, query_sorts, SORT_COUNT) ? 0 : unknown(p, s, query_sorts, SORT_COUNT);
    }
    if (s->token->exclude) {
        return fail_at(p, s->token->at, "-sort:", s->value, " excludes nothing; write sort: without the dash");
    }
    p->query->sort = (enum query_sort)index;
    return 0;
}

/* Parallel to query_fields. */
static int (*const readers[])(struct parser *, const struct parsed_token *) = {title, dates, dates, dates,
                                                                               state, has,   sort,  note};

#define TERM_FIELD(id, name, ...) name ", "
#define TERM_FIELDS TAXONOMIES(TERM_FIELD)

static int field(struct parser *p, const struct parsed_token *s) {
    struct str name = s->token->field;
    enum taxonomy taxonomy;
    unsigned index;
    bool is_taxonomy = taxonomy_parse(name, &taxonomy);
    if (!is_taxonomy && !find_name(query_fields, query_field_count, name, &index)) {
        return fail_at(p, s->token->field_at, "unknown field '", name,
                       ":' (known: " TERM_FIELDS "title, note, after, before, date, is, has and sort); "
                       "to search for the text itself, put it in quotes");
    }
    if (is_taxonomy && taxonomy == TAX_LANGUAGE && !s->value.n && s->token->star && !s->token->quoted) {
        return languages(p, s);
    }
    if (!s->value.n) {
        return p->mode == QUERY_TYPING ? 0 : fail_at(p, s->token->field_at, "'", name, ":' needs a value after the colon");
    }
    return is_taxonomy ? term(p, taxonomy, s) : readers[index](p, s);
}

/* A quote inside quotes is doubled. */
struct str query_clean_value(const struct token *t, struct arena *arena) {
    struct buf bare = {0}, clean = {0};
    for (size_t i = 0; i < t->value.n; i++) {
        buf_putc(&bare, t->value.p[i]);
        i += t->quoted && t->value.p[i] == '"';
    }
    text_clean_line(&clean, buf_str(&bare));
    struct str value = arena_copy(arena, buf_str(&clean));
    buf_release(&bare);
    buf_release(&clean);
    return value;
}

static int condition(struct parser *p, const struct token *t) {
    if (t->quoted && !t->closed && p->mode == QUERY_WRITTEN) {
        return fail_at(p, t->value_at, "unclosed quote in the query: ", str_slice(p->text, t->value_at, p->text.n),
                       "; add a closing \"");
    }
    if (p->query->count == QUERY_CONDITIONS) {
        return fail_at(p, t->at, "the query is too long: at most 200 conditions are allowed, and '",
                       str_slice(p->text, t->at, t->end), "' is one more");
    }
    struct parsed_token s = {.token = t,
                             .value = query_clean_value(t, p->arena),
                             .unfinished = p->mode == QUERY_TYPING && t->end == p->text.n && !t->closed};
    return t->field.n ? field(p, &s) : words(p, CONDITION_WORDS, &s);
}

static bool looks_for_words(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if ((c->kind == CONDITION_WORDS || c->kind == CONDITION_TITLE || c->kind == CONDITION_NOTE) && !c->exclude) {
            return true;
        }
    }
    return false;
}

#define NO_WORD "' has no letter or digit to search for; add a word"

/* Signs beside words are left out, as in the texts; a query of signs alone would find everything. */
int query_parse(struct str text, enum query_mode mode, struct arena *arena, struct query *q, size_t *offset, struct err *e) {
    *q = (struct query){0};
    struct parser p = {.text = text, .mode = mode, .arena = arena, .query = q, .offset = offset, .e = e};
    struct token t;
    if (text.n > QUERY_BYTES) {
        return fail_at(&p, 0, "the query is too long: at most 262144 bytes are allowed", STR_NONE, "");
    }
    for (size_t at = 0; query_token(text, at, &t); at = t.end) {
        if (condition(&p, &t) < 0) {
            return -1;
        }
    }
    return p.signs.n && !looks_for_words(q) ? fail_at(&p, p.signs_at, "'", p.signs, NO_WORD) : 0;
}
