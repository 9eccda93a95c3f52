/* targets: what each parser is held to. */
#include <stdlib.h>

#include "content.h"
#include "date.h"
#include "fuzz.h"
#include "layout.h"
#include "query.h"
#include "text.h"
#include "url.h"

static void expect(bool holds) {
    if (!holds) {
        abort();
    }
}

static void lay_out(const struct doc *d) {
    static const int widths[] = {1, 20, 80};
    for (size_t i = 0; i < LENGTH(widths); i++) {
        struct page page;
        struct layout_options options = {.columns = widths[i], .number_links = true};
        page_init(&page);
        layout_doc(&page, d, &options);
        page_release(&page);
    }
}

static void parse_file(struct str bytes, const char *name) {
    struct arena arena = {0};
    struct content c;
    struct buf packed = {0};
    struct doc again;
    struct article a;
    content_parse(bytes, str_from(name), &(struct content_options){.mode = CONTENT_FULL}, &arena, &c);
    expect(!c.rejected || c.problems.errors);
    if (!c.rejected) {
        expect(c.article.title.n && text_is_clean(c.article.title) && text_is_clean(c.article.summary));
        expect(text_is_clean(c.doc.text));
        doc_pack(&packed, &c.doc);
        expect(doc_unpack(buf_str(&packed), &again, &arena) == 0 && str_equal(again.text, c.doc.text));
        lay_out(&again);
        buf_reset(&packed);
        article_pack(&packed, &c.article);
        expect(article_unpack(buf_str(&packed), &a, &arena) == 0);
    }
    for (const struct problem *p = c.problems.first; p; p = p->next) {
        expect(text_is_clean(p->message) && p->line >= 0 && p->column >= 0);
    }
    buf_release(&packed);
    arena_release(&arena);
}

static void run_markdown(struct str bytes) {
    parse_file(bytes, "news/a.md");
}

static void run_html(struct str bytes) {
    parse_file(bytes, "news/a.html");
}

/* Any text is a query or an error with a place, and a query that is written and read again is the same. */
static void run_query(struct str bytes) {
    for (int mode = QUERY_WRITTEN; mode <= QUERY_TYPING; mode++) {
        struct arena arena = {0};
        struct query q, again;
        struct buf text = {0}, twice = {0}, clean = {0};
        struct err e = {0};
        size_t place = 0;
        text_clean_line(&clean, bytes);
        if (query_parse(buf_str(&clean), (enum query_mode)mode, &arena, &q, &place, &e) < 0) {
            expect(place <= clean.n && *e.text);
        } else if (mode == QUERY_WRITTEN) {
            query_print(&q, &text);
            expect(query_parse(buf_str(&text), QUERY_WRITTEN, &arena, &again, NULL, &e) == 0);
            query_print(&again, &twice);
            expect(str_equal(buf_str(&text), buf_str(&twice)));
        }
        buf_release(&text);
        buf_release(&twice);
        buf_release(&clean);
        arena_release(&arena);
    }
}

/* A cache may be damaged: what is not a document is refused, what is one can be set. */
static void run_document(struct str bytes) {
    struct arena arena = {0};
    struct doc d;
    struct article a;
    if (doc_unpack(bytes, &d, &arena) == 0) {
        lay_out(&d);
    }
    article_unpack(bytes, &a, &arena);
    arena_release(&arena);
}

static void run_text(struct str bytes) {
    struct buf clean = {0}, folded = {0}, url = {0};
    struct date date;
    struct url_place place = {STR("/news/a/"), STR("/news/a.md")};
    text_clean(&clean, bytes);
    expect(text_is_clean(buf_str(&clean)));
    text_fold(&folded, buf_str(&clean));
    expect(text_valid(buf_str(&folded)) == folded.n);
    expect((date_parse(bytes, &date) == DATE_GOOD) == (date.day != DATE_NONE));
    if (url_resolve(&place, bytes, false, &url)) {
        expect(url.n && (url.p[0] == '/' || !url_check(buf_str(&url), NULL)));
    }
    buf_reset(&clean);
    text_recode(&clean, bytes, text_encoding_of(bytes));
    buf_release(&clean);
    buf_release(&folded);
    buf_release(&url);
}

const struct fuzz_target fuzz_targets[] = {
    {"markdown", run_markdown}, {"html", run_html}, {"query", run_query}, {"document", run_document}, {"text", run_text},
};
const size_t fuzz_target_count = LENGTH(fuzz_targets);
