/* query_print: prints queries, and combines them. */
#include <string.h>

#include "date.h"
#include "query_private.h"

/* Quotes words that would be parsed as something else; a quote in them is doubled. */
void query_print_value(struct str text, struct buf *out) {
    bool plain = text.n && !strchr("-/=", text.p[0]);
    for (size_t i = 0; i < text.n; i++) {
        plain = plain && !is_blank(text.p[i]) && !strchr("\"*:", text.p[i]);
    }
    const char *quote = plain ? "" : "\"";
    buf_puts(out, quote);
    for (size_t i = 0; i < text.n; i++) {
        buf_putc(out, text.p[i]);
        buf_puts(out, text.p[i] == '"' ? "\"" : "");
    }
    buf_puts(out, quote);
}

static void print_value(const struct condition *c, struct buf *out) {
    query_print_value(c->text, out);
    buf_puts(out, c->prefix ? "*" : "");
}

static void print_dates(const struct condition *c, struct buf *out) {
    if (c->from && c->before) {
        buf_puts(out, "date:");
        query_print_dates(c->from, c->before, out);
    } else {
        buf_puts(out, c->from ? "after:" : "before:");
        date_format_iso(out, c->from ? c->from : c->before);
    }
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
        buf_printf(out, "%s:%s", taxonomies[c->taxonomy].name, c->exact ? "=" : "");
        print_value(c, out);
        break;
    case CONDITION_DATES:
        print_dates(c, out);
        break;
    case CONDITION_IS:
        buf_printf(out, "is:%s", query_states[c->state]);
        break;
    case CONDITION_NOTE:
        buf_printf(out, "%s:%s", c->text.n ? "note" : "has", c->text.n ? "" : query_notes[c->notes]);
        if (c->text.n) {
            print_value(c, out);
        }
        break;
    case CONDITION_HAS:
        buf_printf(out, "has:%s", c->field ? c->field->name : taxonomies[c->taxonomy].name);
        break;
    case CONDITION_LANGUAGES:
        buf_printf(out, "%s:*", taxonomies[TAX_LANGUAGE].name);
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
