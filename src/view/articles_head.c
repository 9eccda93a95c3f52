/* articles_head: what a term is, above its articles. */
#include <stdio.h>

#include "articles.h"
#include "english.h"

enum { ABOUT_BYTES = 420 };

static void dim(struct doc_builder *b, const struct buf *text) {
    doc_span(b, buf_str(text), SPAN_DIM, 0);
}

/* Offering · 14 articles · 3 Mar 2019 to 28 Nov 2021, and below it its place on the site: /offering/atlas */
static void facts(struct doc_builder *b, const struct term *t, int32_t oldest) {
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
        buf_puts(&text, " · ");
        if (oldest && oldest != t->newest) {
            date_format(&text, oldest);
            buf_puts(&text, " to ");
        }
        date_format(&text, t->newest);
    }
    doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    dim(b, &text);
    if (t->url.n) {
        doc_span(b, STR("\n"), SPAN_BREAK, 0);
        doc_span(b, t->url, SPAN_DIM, 0);
    }
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

static void compose(struct head *h, struct cache *cache) {
    struct doc_builder b;
    doc_build(&b);
    doc_leaf(&b, BLOCK_HEADING, 1, 0);
    doc_span(&b, h->term.label, 0, 0);
    facts(&b, &h->term, h->oldest);
    if (h->about) {
        about(h, &b, cache);
    }
    doc_build_end(&b, &h->arena, &h->doc);
    h->page.columns = 0; /* to be set anew */
}

/* Nothing of it depends on marks. What cannot be read leaves what is shown. */
void head_load(struct articles *a, struct ui *ui) {
    struct head *h = &a->head, fresh = {.cache_generation = ui->cache_generation, .beside = h->beside};
    if (!a->term || !ui->cache || (h->term.id && h->cache_generation == ui->cache_generation)) {
        return;
    }
    if (cache_term(ui->cache, a->term, &fresh.arena, &fresh.term, NULL) < 0) {
        arena_release(&fresh.arena);
        return;
    }
    cache_oldest(ui->cache, a->term, &fresh.oldest, NULL);
    h->beside = (struct beside){0}; /* it shows until it is counted anew */
    head_release(h);
    *h = fresh;
    h->beside.wanted = ~0u;
    h->beside.except[0] = a->term;
    h->beside.limit = BESIDE_LIMIT;
    beside_begin(&h->beside, ui, &a->of);
    page_init(&h->page);
    compose(h, ui->cache);
}

/* To look for what stands at a place of the site may take a look at every file. */
static bool seek_about(struct head *h, struct ui *ui) {
    struct err e;
    if (h->sought || !h->term.url.n) {
        return false;
    }
    ui_give_way(ui, true);
    int result = cache_at_permalink(ui->cache, h->term.url, &h->about, &e);
    ui_give_way(ui, false);
    h->sought = result == 0 || e.code != ERR_INTERRUPTED;
    h->about = result == 0 ? h->about : 0;
    if (h->about) {
        compose(h, ui->cache);
    }
    return true;
}

bool head_work(struct articles *a, struct ui *ui) {
    return a->head.term.id && seek_about(&a->head, ui);
}

static struct head_row *add(struct head *h) {
    h->rows[h->count] = (struct head_row){.line = -1};
    return &h->rows[h->count++];
}

static void add_heading(struct head *h, struct str text) {
    add(h);
    add(h)->heading = text;
}

/* "In the newest 12,400 articles so far": until all were looked at. */
static struct str beside_heading(struct head *h) {
    struct buf text = {0};
    if (beside_is_whole(&h->beside)) {
        return STR("In these articles");
    }
    buf_puts(&text, "In the newest ");
    format_count(&text, h->beside.told);
    buf_puts(&text, " of these articles so far");
    struct str copy = arena_copy(&h->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static void add_beside(struct head *h) {
    bool months = has_months(counter_tally(&h->beside.counter)), any = months;
    for (int i = 0; i < TAX_COUNT; i++) {
        any = any || h->beside.kinds[i].count;
    }
    if (any) {
        add_heading(h, beside_heading(h));
    }
    if (months) {
        add(h)->months = true;
    }
    for (int i = 0; i < TAX_COUNT; i++) {
        if (h->beside.kinds[i].count) {
            struct head_row *row = add(h);
            row->beside = true;
            row->taxonomy = (enum taxonomy)i;
        }
    }
    h->beside_edition = h->beside.edition;
}

void head_layout(struct head *h, int columns, bool ascii) {
    if (!h->term.id || (h->page.columns == columns && h->beside_edition == h->beside.edition)) {
        return;
    }
    struct layout_options options = {.columns = columns > 4 ? columns - 3 : 1, .ascii = ascii};
    layout_doc(&h->page, &h->doc, &options);
    h->page.columns = columns;
    h->rows = arena_alloc(&h->arena, h->page.line_count + h->term.topic_count + TAX_COUNT + 8, sizeof *h->rows);
    h->count = 0;
    bool below_name = true; /* where the facts stand, without a blank line before them */
    for (size_t i = 0; i < h->page.line_count; i++) {
        bool blank = !h->page.lines[i].run_count;
        if (!blank || !below_name) {
            add(h)->line = (long)i;
        }
        below_name = below_name && !blank;
    }
    if (h->about) {
        add(h)->article = h->about;
    }
    if (h->term.topic_count) {
        add_heading(h, STR("Its own topics"));
        for (size_t i = 0; i < h->term.topic_count; i++) {
            add(h)->term = h->term.topics[i];
        }
    }
    add_beside(h);
    add_heading(h, STR("Articles"));
}

void head_paint_row(const struct head *h, long row, const struct grid *line) {
    const struct head_row *r = &h->rows[row];
    if (r->heading.n) {
        paint_heading_row(line, r->heading);
    } else if (r->term.id) {
        paint_term_row(line, &r->term, true);
    } else if (r->months) {
        paint_months_row(line, counter_tally(&h->beside.counter));
    } else if (r->beside) {
        paint_beside_row(line, &h->beside, r->taxonomy);
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
    beside_release(&h->beside);
    *h = (struct head){0};
}
