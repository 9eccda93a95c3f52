/* view_articles_head: what a term is, above its articles. */
#include <stdio.h>

#include "view_articles.h"

enum { ABOUT_BYTES = 420 };

static void dim(struct doc_builder *b, const struct buf *text) {
    doc_span(b, buf_str(text), SPAN_DIM, 0);
}

/* Offering · 14 articles · newest 28 Nov 2021 · /offering/atlas */
static void facts(struct doc_builder *b, const struct term *t) {
    struct buf text = {0};
    buf_puts(&text, taxonomies[t->taxonomy].title);
    if (text.n && text.p[text.n - 1] == 's') {
        text.n--;
    }
    if (t->authority.n) {
        buf_printf(&text, " of %.*s", (int)t->authority.n, t->authority.p);
    }
    buf_puts(&text, " · ");
    format_counted(&text, t->count, "article", "articles");
    if (t->newest) {
        buf_puts(&text, " · newest ");
        date_format(&text, t->newest);
    }
    if (t->url.n && t->taxonomy != TAX_TOPIC) {
        buf_printf(&text, " · %.*s", (int)t->url.n, t->url.p);
    }
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    dim(b, &text);
    buf_release(&text);
}

/* The beginning of the text at the term's own place: its summary, else its first words, cut at a blank. */
static void about(struct head *h, struct doc_builder *b, struct cache *cache) {
    struct article a;
    struct doc body;
    if (cache_article(cache, h->about, &h->arena, &a, NULL) < 0 ||
        cache_document(cache, h->about, &h->arena, &body, NULL) < 0) {
        h->about = 0;
        return;
    }
    struct str text = a.summary.n ? a.summary : body.text;
    if (text.n > ABOUT_BYTES) {
        text.n = ABOUT_BYTES;
        while (text.n && text.p[text.n - 1] != ' ') {
            text.n--;
        }
    }
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    doc_span(b, text, 0, 0);
}

void head_load(struct articles *a, struct ui *ui) {
    struct head *h = &a->head;
    struct doc_builder b;
    if (!a->term || !ui->cache) {
        return;
    }
    struct head fresh = {0};
    if (cache_term(ui->cache, a->term, &fresh.arena, &fresh.term, NULL) < 0) {
        arena_release(&fresh.arena);
        return; /* what is shown stays */
    }
    head_release(h);
    *h = fresh;
    if (h->term.url.n) {
        cache_at_permalink(ui->cache, h->term.url, &h->about, NULL);
    }
    doc_build(&b);
    doc_leaf(&b, BLOCK_HEADING, 1, 0);
    doc_span(&b, h->term.label, 0, 0);
    facts(&b, &h->term);
    if (h->about) {
        about(h, &b, ui->cache);
    }
    doc_build_end(&b, &h->arena, &h->doc);
    page_init(&h->page);
}

static struct head_row *add(struct head *h) {
    h->rows[h->count] = (struct head_row){.line = -1};
    return &h->rows[h->count++];
}

void head_layout(struct head *h, int columns, bool ascii) {
    if (!h->term.id || h->page.columns == columns) {
        return;
    }
    struct layout_options options = {.columns = columns > 4 ? columns - 3 : 1, .ascii = ascii};
    layout_doc(&h->page, &h->doc, &options);
    h->page.columns = columns;
    h->rows = arena_alloc(&h->arena, h->page.line_count + h->term.topic_count + 8, sizeof *h->rows);
    h->count = 0;
    for (size_t i = 0; i < h->page.line_count; i++) {
        add(h)->line = (long)i;
    }
    if (h->about) {
        add(h)->article = h->about;
    }
    if (h->term.topic_count) {
        add(h);
        add(h)->heading = STR("Topics");
        for (size_t i = 0; i < h->term.topic_count; i++) {
            add(h)->term = h->term.topics[i];
        }
    }
    add(h);
    add(h)->heading = STR("Articles");
}

void head_paint_row(const struct head *h, long row, const struct grid *line) {
    const struct head_row *r = &h->rows[row];
    if (r->heading.n) {
        paint_heading_row(line, r->heading);
    } else if (r->term.id) {
        paint_term_row(line, &r->term, true);
    } else if (r->article) {
        grid_put_fit(line, 0, 2, line->columns - 3, STR("Read the whole page"), LOOK_LINK);
    } else if (r->line >= 0) {
        struct grid text = grid_part(line, 0, 1, 1, line->columns - 2);
        page_paint(&h->page, &text, (size_t)r->line, 0, NULL, 0);
    }
}

void head_release(struct head *h) {
    if (h->term.id) {
        page_release(&h->page);
    }
    arena_release(&h->arena);
    *h = (struct head){0};
}
