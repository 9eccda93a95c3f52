/* emit: plain output. */
#include "emit.h"

#include <string.h>
#include <unistd.h>

#include "compose.h"
#include "text.h"

enum { PAGE = 500, DATE_COLUMNS = 11, SOURCE_COLUMNS = 24 };

const char *const format_names[FORMAT_COUNT] = {[FORMAT_TEXT] = "text", [FORMAT_TSV] = "tsv", [FORMAT_JSON] = "json"};

/* Appends one line of text, cleaned where it must be: nearly none has to. */
static void add_line(struct buf *out, struct str s) {
    if (text_is_line(s)) {
        buf_add_str(out, s);
    } else {
        text_clean_line(out, s);
    }
}

void emit_line(FILE *out, struct str s) {
    struct buf line = {0};
    add_line(&line, s);
    fwrite(buf_cstr(&line), 1, line.n, out);
    buf_release(&line);
}

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
    add_line(out, s);
    size_t used = text_columns(str_slice(buf_str(out), start, out->n));
    add_blanks(out, used < columns ? columns - used : 0);
}

static void text_row(struct buf *out, const struct row *r) {
    add_date(out, r->day);
    buf_puts(out, "  ");
    add_padded(out, r->source, SOURCE_COLUMNS);
    buf_puts(out, "  ");
    add_line(out, r->title);
    buf_putc(out, '\n');
}

static void tsv_row(struct buf *out, const struct row *r) {
    date_format_iso(out, r->day);
    buf_putc(out, '\t');
    add_line(out, r->key);
    buf_putc(out, '\t');
    add_line(out, r->source);
    buf_putc(out, '\t');
    add_line(out, r->title);
    buf_putc(out, '\n');
}

static int rows(struct cache *c, const struct query *q, size_t limit, void (*each)(struct buf *, const struct row *), FILE *out,
                struct err *e) {
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
            each(&text, &page.rows[i]);
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

struct array {
    FILE *out;
    bool begun;
};

static void element(void *context, struct str json) {
    struct array *a = context;
    struct buf clean = {0};
    text_clean(&clean, json); /* the name of a file need not be UTF-8; JSON must */
    fputs(a->begun ? ",\n" : "[", a->out);
    fwrite(clean.p, 1, clean.n, a->out);
    a->begun = true;
    buf_release(&clean);
}

static void end_array(struct array *a) {
    fputs(a->begun ? "]\n" : "[]\n", a->out);
}

int emit_articles(struct cache *c, const struct query *q, enum format format, size_t limit, FILE *out, struct err *e) {
    if (format != FORMAT_JSON) {
        return rows(c, q, limit, format == FORMAT_TSV ? tsv_row : text_row, out, e);
    }
    struct array array = {out, false};
    int result = cache_json(c, q, limit, element, &array, e);
    end_array(&array);
    return result;
}

static void text_term(struct buf *out, const struct term *t) {
    buf_printf(out, "%8lld  ", (long long)t->count);
    add_date(out, t->newest);
    buf_puts(out, "  ");
    if (t->ident.n) {
        add_padded(out, t->ident, 8);
        buf_puts(out, "  ");
    }
    add_line(out, t->label);
    if (t->authority.n) {
        buf_puts(out, "  [");
        add_line(out, t->authority);
        buf_putc(out, ']');
    }
    buf_putc(out, '\n');
}

static void tsv_term(struct buf *out, const struct term *t) {
    buf_put_int(out, t->count);
    buf_putc(out, '\t');
    date_format_iso(out, t->newest);
    const struct str columns[] = {t->ident, t->slug, t->authority, t->label, t->url};
    for (size_t i = 0; i < LENGTH(columns); i++) {
        buf_putc(out, '\t');
        add_line(out, columns[i]);
    }
    buf_putc(out, '\n');
}

int emit_terms(struct cache *c, enum taxonomy taxonomy, enum format format, FILE *out, struct err *e) {
    if (format == FORMAT_JSON) {
        struct array array = {out, false};
        int result = cache_json_terms(c, taxonomy, element, &array, e);
        end_array(&array);
        return result;
    }
    struct arena arena = {0};
    struct buf text = {0};
    struct terms terms;
    int result = cache_terms(c, taxonomy, 0, 0, &arena, &terms, e);
    for (size_t i = 0; result == 0 && i < terms.count; i++) {
        buf_reset(&text);
        (format == FORMAT_TSV ? tsv_term : text_term)(&text, &terms.terms[i]);
        fwrite(text.p, 1, text.n, out);
    }
    buf_release(&text);
    arena_release(&arena);
    return result;
}

int emit_article(struct cache *c, int64_t id, int columns, bool ascii, FILE *out, struct err *e) {
    struct sheet sheet = {0};
    struct buf text = {0}, clean = {0}, plain = {0};
    if (sheet_load(&sheet, c, id, 0, e) < 0) {
        return -1;
    }
    sheet_layout(&sheet, columns, ascii);
    page_text(&sheet.page, &text);
    text_clean(&clean, buf_str(&text));
    if (ascii) {
        text_to_alikes(&plain, buf_str(&clean));
    }
    struct str shown = buf_str(ascii ? &plain : &clean);
    fwrite(shown.p, 1, shown.n, out);
    buf_release(&text);
    buf_release(&clean);
    buf_release(&plain);
    sheet_release(&sheet);
    return 0;
}
