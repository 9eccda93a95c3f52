/* emit_formats: the table of output formats, and how each writes articles, terms and what `check` found. */
#include <string.h>

#include "emit_private.h"
#include "text.h"

enum { PAGE = 500, DATE_COLUMNS = 11, SOURCE_COLUMNS = 24 };

/* ---- rows, a line each ---- */

static int each_row(struct cache *c, const struct query *q, size_t limit, void (*add)(struct buf *, const struct row *),
                    FILE *out, struct err *e) {
    struct page_request request = {0};
    struct arena arena = {0};
    struct buf text = {0};
    struct rows page;
    int result = 0;
    do {
        size_t left = limit ? limit : PAGE;
        request.limit = left < PAGE ? left : PAGE;
        arena_reset(&arena);
        result = cache_find(c, q, &request, &arena, &page, e);
        for (size_t i = 0; result == 0 && i < page.count; i++) {
            buf_reset(&text);
            add(&text, &page.rows[i]);
            fwrite(text.p, 1, text.n, out);
            request.after = page.rows[i].id;
        }
        if (limit && (limit -= page.count) == 0) {
            break;
        }
    } while (result == 0 && page.count == request.limit && !ferror(out));
    arena_release(&arena);
    buf_release(&text);
    return result;
}

static int each_term(struct cache *c, enum taxonomy taxonomy, void (*add)(struct buf *, const struct term *), FILE *out,
                     struct err *e) {
    struct arena arena = {0};
    struct buf text = {0};
    struct terms terms;
    int result = cache_terms(c, taxonomy, 0, 0, &arena, &terms, e);
    for (size_t i = 0; result == 0 && i < terms.count; i++) {
        buf_reset(&text);
        add(&text, &terms.terms[i]);
        fwrite(text.p, 1, text.n, out);
    }
    buf_release(&text);
    arena_release(&arena);
    return result;
}

/* ---- text ---- */

static void add_blanks(struct buf *out, size_t n) {
    while (n--) {
        buf_putc(out, ' ');
    }
}

/* As wide as the longest of them, so that they stand in a column. */
static void add_date(struct buf *out, int32_t day) {
    size_t start = out->n;
    date_format(out, day);
    size_t n = out->n - start, blanks = n < DATE_COLUMNS ? DATE_COLUMNS - n : 0;
    add_blanks(out, blanks);
    memmove(out->p + start + blanks, out->p + start, n);
    memset(out->p + start, ' ', blanks);
}

/* What is wider stays whole: other programs read this. */
static void add_padded(struct buf *out, struct str s, size_t columns) {
    size_t start = out->n;
    emit_add_line(out, s);
    size_t used = text_columns(str_slice(buf_str(out), start, out->n));
    add_blanks(out, used < columns ? columns - used : 0);
}

static void text_row(struct buf *out, const struct row *r) {
    add_date(out, r->day);
    buf_puts(out, r->state & ROW_DATED ? "~ " : "  ");
    add_padded(out, r->source, SOURCE_COLUMNS);
    buf_puts(out, "  ");
    emit_add_line(out, r->title);
    buf_puts(out, r->state & ROW_EXPIRED ? " (expired)\n" : "\n");
}

static int text_articles(struct cache *c, const struct query *q, size_t limit, FILE *out, struct err *e) {
    return each_row(c, q, limit, text_row, out, e);
}

static void text_term(struct buf *out, const struct term *t) {
    buf_printf(out, "%8lld  ", (long long)t->count);
    add_date(out, t->newest);
    buf_puts(out, "  ");
    if (t->ident.n) {
        add_padded(out, t->ident, 8);
        buf_puts(out, "  ");
    }
    emit_add_line(out, t->label);
    if (t->authority.n) {
        buf_puts(out, "  [");
        emit_add_line(out, t->authority);
        buf_putc(out, ']');
    }
    buf_putc(out, '\n');
}

static int text_terms(struct cache *c, enum taxonomy taxonomy, FILE *out, struct err *e) {
    return each_term(c, taxonomy, text_term, out, e);
}

static void text_check(FILE *out, size_t number, const struct checked *checked) {
    (void)number;
    if (checked && checked->problem.message.n) {
        emit_problem(out, checked->root, checked->path, &checked->problem);
    }
}

/* ---- tsv ---- */

static void tsv_row(struct buf *out, const struct row *r) {
    date_format_iso(out, r->day);
    buf_putc(out, '\t');
    emit_add_line(out, r->key);
    buf_putc(out, '\t');
    emit_add_line(out, r->source);
    buf_putc(out, '\t');
    emit_add_line(out, r->title);
    buf_putc(out, '\n');
}

static int tsv_articles(struct cache *c, const struct query *q, size_t limit, FILE *out, struct err *e) {
    return each_row(c, q, limit, tsv_row, out, e);
}

static void tsv_term(struct buf *out, const struct term *t) {
    buf_put_int(out, t->count);
    buf_putc(out, '\t');
    date_format_iso(out, t->newest);
    const struct str columns[] = {t->ident, t->slug, t->authority, t->label, t->url};
    for (size_t i = 0; i < ARRAY_SIZE(columns); i++) {
        buf_putc(out, '\t');
        emit_add_line(out, columns[i]);
    }
    buf_putc(out, '\n');
}

static int tsv_terms(struct cache *c, enum taxonomy taxonomy, FILE *out, struct err *e) {
    return each_term(c, taxonomy, tsv_term, out, e);
}

static void add_escaped(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        buf_printf(out, c > 0x20 && c < 0x7f && c != '%' ? "%c" : "%%%02X", c);
    }
}

static void tsv_check(FILE *out, size_t number, const struct checked *checked) {
    struct buf where = {0}, line = {0};
    (void)number;
    if (!checked) {
        return;
    }
    const struct problem *p = &checked->problem;
    emit_add_file_pos(&where, checked);
    add_escaped(&line, buf_str(&where));
    buf_printf(&line, "\t%s\t", emit_verdicts[checked->verdict]);
    if (p->line) {
        buf_printf(&line, "%d:%d\t", p->line, p->column);
    } else {
        buf_puts(&line, "-\t");
    }
    emit_add_line(&line, p->message);
    buf_putc(&line, '\n');
    fwrite(line.p, 1, line.n, out);
    buf_release(&where);
    buf_release(&line);
}

/* ---- json ---- */

struct array {
    FILE *out;
    size_t count;
};

/* The name of a file need not be UTF-8; JSON must. A newline in it is another line end, such as U+2028, made one: JSON itself
 * escapes those that were there. */
static void put_clean(FILE *out, struct str json) {
    struct buf clean = {0};
    text_clean(&clean, json);
    for (size_t from = 0; from < clean.n;) {
        const char *end = memchr(clean.p + from, '\n', clean.n - from);
        size_t to = end ? (size_t)(end - clean.p) : clean.n;
        fwrite(clean.p + from, 1, to - from, out);
        fputs(end ? "\\n" : "", out);
        from = to + 1;
    }
    buf_release(&clean);
}

static void add_element(void *context, struct str json) {
    struct array *a = context;
    fputs(a->count++ ? ",\n" : "[", a->out);
    put_clean(a->out, json);
}

static void end_array(const struct array *a) {
    fputs(a->count ? "]\n" : "[]\n", a->out);
}

static int json_articles(struct cache *c, const struct query *q, size_t limit, FILE *out, struct err *e) {
    struct array array = {out, 0};
    int result = cache_json(c, q, limit, add_element, &array, e);
    end_array(&array);
    return result;
}

static int json_terms(struct cache *c, enum taxonomy taxonomy, FILE *out, struct err *e) {
    struct array array = {out, 0};
    int result = cache_json_terms(c, taxonomy, add_element, &array, e);
    end_array(&array);
    return result;
}

void emit_add_json_text(struct buf *out, const char *name, struct str s) {
    buf_printf(out, "\"%s\":\"", name);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        buf_printf(out, c == '"' || c == '\\' ? "\\%c" : c < 0x20 ? "\\u%04x" : "%c", c);
    }
    buf_putc(out, '"');
}

static void add_json_checked(struct buf *out, const struct checked *checked) {
    const struct problem *p = &checked->problem;
    struct buf where = {0};
    emit_add_file_pos(&where, checked);
    buf_putc(out, '{');
    emit_add_json_text(out, "path", buf_str(&where));
    buf_printf(out, ",\"verdict\":\"%s\"", emit_verdicts[checked->verdict]);
    if (p->line) {
        buf_printf(out, ",\"line\":%d,\"column\":%d,", p->line, p->column);
    } else {
        buf_puts(out, ",\"line\":null,\"column\":null,");
    }
    if (p->message.n) {
        emit_add_json_text(out, "message", p->message);
    } else {
        buf_puts(out, "\"message\":null");
    }
    buf_putc(out, '}');
    buf_release(&where);
}

static void json_check(FILE *out, size_t number, const struct checked *checked) {
    struct array array = {out, number};
    struct buf json = {0};
    if (checked) {
        add_json_checked(&json, checked);
        add_element(&array, buf_str(&json));
        buf_release(&json);
    } else {
        end_array(&array);
    }
}

/* ---- jsonl ---- */

static void put_json_line(void *out, struct str json) {
    put_clean(out, json);
    fputc('\n', out);
}

static int jsonl_articles(struct cache *c, const struct query *q, size_t limit, FILE *out, struct err *e) {
    return cache_json(c, q, limit, put_json_line, out, e);
}

static int jsonl_terms(struct cache *c, enum taxonomy taxonomy, FILE *out, struct err *e) {
    return cache_json_terms(c, taxonomy, put_json_line, out, e);
}

static void jsonl_check(FILE *out, size_t number, const struct checked *checked) {
    struct buf json = {0};
    (void)number;
    if (checked) {
        add_json_checked(&json, checked);
        put_json_line(out, buf_str(&json));
        buf_release(&json);
    }
}

/* ---- csv ---- */

/* RFC 4180: in quotes what could not be told from the end of a field, and blanks at its ends, which some readers trim. */
static bool needs_quotes(struct str s) {
    return s.n && (is_blank(s.p[0]) || is_blank(s.p[s.n - 1]) || strcspn(s.p, ",\"\n") < s.n);
}

static void put_csv(FILE *out, bool first, struct str field) {
    struct buf clean = {0};
    text_clean(&clean, field);
    bool quoted = needs_quotes(buf_str(&clean));
    fputs(first ? "" : ",", out);
    fputs(quoted ? "\"" : "", out);
    for (size_t i = 0; i < clean.n; i++) {
        fputs(quoted && clean.p[i] == '"' ? "\"" : "", out);
        fputc(clean.p[i], out);
    }
    fputs(quoted ? "\"" : "", out);
    buf_release(&clean);
}

static void put_csv_record(void *out, const struct record *r) {
    for (size_t i = 0; i < r->count; i++) {
        put_csv(out, !i, r->values ? r->values[i] : str_from(r->names[i]));
    }
    fputs("\r\n", out);
}

static int csv_articles(struct cache *c, const struct query *q, size_t limit, FILE *out, struct err *e) {
    return cache_records(c, q, limit, put_csv_record, out, e);
}

static int csv_terms(struct cache *c, enum taxonomy taxonomy, FILE *out, struct err *e) {
    return cache_term_records(c, taxonomy, put_csv_record, out, e);
}

static void put_csv_checked(FILE *out, const struct checked *checked) {
    const struct problem *p = &checked->problem;
    struct buf where = {0}, line = {0}, column = {0};
    emit_add_file_pos(&where, checked);
    if (p->line) {
        buf_put_int(&line, p->line);
        buf_put_int(&column, p->column);
    }
    put_csv(out, true, buf_str(&where));
    put_csv(out, false, str_from(emit_verdicts[checked->verdict]));
    put_csv(out, false, buf_str(&line));
    put_csv(out, false, buf_str(&column));
    put_csv(out, false, p->message);
    fputs("\r\n", out);
    buf_release(&where);
    buf_release(&line);
    buf_release(&column);
}

static void csv_check(FILE *out, size_t number, const struct checked *checked) {
    if (!number) {
        fputs("path,verdict,line,column,message\r\n", out);
    }
    if (checked) {
        put_csv_checked(out, checked);
    }
}

/* ---- the table ---- */

/* A row that lacks a part does not compile (-Wmissing-field-initializers). */
const struct output_format output_formats[] = {
    {"text", "columns, for people", text_articles, text_terms, text_check},
    {"tsv", "date, key, source, title; for terms: articles, newest, id, slug, authority, label, url", tsv_articles, tsv_terms,
     tsv_check},
    {"json", "an array of full records, each an object", json_articles, json_terms, json_check},
    {"jsonl", "the same objects, one per line", jsonl_articles, jsonl_terms, jsonl_check},
    {"csv", "the same members as columns, with a header line (RFC 4180); a list has one entry per line", csv_articles,
     csv_terms, csv_check},
};
const size_t output_format_count = ARRAY_SIZE(output_formats);

const struct output_format *output_format_named(const char *name) {
    for (size_t i = 0; i < output_format_count; i++) {
        if (!strcmp(output_formats[i].name, name)) {
            return &output_formats[i];
        }
    }
    return NULL;
}

void output_format_list(struct buf *out, const char *before_last) {
    for (size_t i = 0; i < output_format_count; i++) {
        const char *between = !i ? "" : i + 1 < output_format_count ? ", " : before_last;
        buf_printf(out, "%s%s", between, output_formats[i].name);
    }
}
