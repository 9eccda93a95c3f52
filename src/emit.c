/* emit: plain output. */
#include "emit.h"

#include <string.h>
#include <unistd.h>

#include "compose.h"
#include "text.h"

enum { PAGE = 500, SOURCE_COLUMNS = 24 };

const char *const format_names[FORMAT_COUNT] = {[FORMAT_TEXT] = "text", [FORMAT_TSV] = "tsv", [FORMAT_JSON] = "json"};

static void put(FILE *out, struct str s) {
    fwrite(s.p, 1, s.n, out);
}

static void put_date(FILE *out, int32_t day, bool iso) {
    struct buf text = {0};
    if (iso) {
        date_format_iso(&text, day);
    } else {
        date_format(&text, day);
    }
    fprintf(out, iso ? "%s" : "%11s", buf_cstr(&text));
    buf_release(&text);
}

/* What is wider stays whole: other programs read this. */
static void put_padded(FILE *out, struct str s, size_t columns) {
    size_t used = text_columns(s);
    put(out, s);
    fprintf(out, "%*s", used < columns ? (int)(columns - used) : 0, "");
}

static void text_row(FILE *out, const struct row *r) {
    put_date(out, r->day, false);
    fputs("  ", out);
    put_padded(out, r->source, SOURCE_COLUMNS);
    fputs("  ", out);
    put(out, r->title);
    fputc('\n', out);
}

static void tsv_row(FILE *out, const struct row *r) {
    put_date(out, r->day, true);
    fputc('\t', out);
    put(out, r->key);
    fputc('\t', out);
    put(out, r->source);
    fputc('\t', out);
    put(out, r->title);
    fputc('\n', out);
}

static int rows(struct cache *c, const struct query *q, size_t limit, void (*each)(FILE *, const struct row *), FILE *out,
                struct err *e) {
    struct page_request request = {0};
    struct arena arena = {0};
    struct rows page;
    int result = 0;
    do {
        size_t left = limit ? limit : PAGE;
        request.limit = left < PAGE ? left : PAGE;
        arena_reset(&arena);
        result = cache_find(c, q, &request, &arena, &page, e);
        for (size_t i = 0; result == 0 && i < page.count; i++) {
            each(out, &page.rows[i]);
            request.after = page.rows[i].id;
        }
        if (limit && (limit -= page.count) == 0) {
            break;
        }
    } while (result == 0 && page.count == request.limit && !ferror(out));
    arena_release(&arena);
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
    put(a->out, buf_str(&clean));
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

static void text_term(FILE *out, const struct term *t) {
    fprintf(out, "%8lld  ", (long long)t->count);
    put_date(out, t->newest, false);
    fputs("  ", out);
    if (t->ident.n) {
        put_padded(out, t->ident, 8);
        fputs("  ", out);
    }
    put(out, t->label);
    if (t->authority.n) {
        fputs("  [", out);
        put(out, t->authority);
        fputc(']', out);
    }
    fputc('\n', out);
}

static void tsv_term(FILE *out, const struct term *t) {
    fprintf(out, "%lld\t", (long long)t->count);
    put_date(out, t->newest, true);
    const struct str columns[] = {t->ident, t->slug, t->authority, t->label, t->url};
    for (size_t i = 0; i < LENGTH(columns); i++) {
        fputc('\t', out);
        put(out, columns[i]);
    }
    fputc('\n', out);
}

int emit_terms(struct cache *c, enum taxonomy taxonomy, enum format format, FILE *out, struct err *e) {
    if (format == FORMAT_JSON) {
        struct array array = {out, false};
        int result = cache_json_terms(c, taxonomy, element, &array, e);
        end_array(&array);
        return result;
    }
    struct arena arena = {0};
    struct terms terms;
    int result = cache_terms(c, taxonomy, 0, 0, &arena, &terms, e);
    for (size_t i = 0; result == 0 && i < terms.count; i++) {
        (format == FORMAT_TSV ? tsv_term : text_term)(out, &terms.terms[i]);
    }
    arena_release(&arena);
    return result;
}

int emit_article(struct cache *c, int64_t id, int columns, bool ascii, FILE *out, struct err *e) {
    struct sheet sheet = {0};
    struct buf text = {0}, plain = {0};
    if (sheet_load(&sheet, c, id, 0, e) < 0) {
        return -1;
    }
    sheet_layout(&sheet, columns, ascii);
    page_text(&sheet.page, &text);
    if (ascii) {
        text_to_alikes(&plain, buf_str(&text));
    }
    put(out, buf_str(ascii ? &plain : &text));
    buf_release(&text);
    buf_release(&plain);
    sheet_release(&sheet);
    return 0;
}
