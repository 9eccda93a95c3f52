/* articles_head: the rows above the articles of a term. */
#include "articles.h"
#include "english.h"

static struct head_row *add(struct head *h) {
    h->rows[h->count] = (struct head_row){.line = -1};
    return &h->rows[h->count++];
}

static void add_heading(struct head *h, struct str text) {
    add(h);
    add(h)->heading = text;
}

/* "In the newest 12,400 articles so far", until all are counted. */
static struct str cooccurring_heading(struct head *h) {
    struct buf text = {0};
    if (cooccurring_is_complete(&h->cooccurring)) {
        return STR("Appearing with it");
    }
    buf_puts(&text, "Appearing with it in the newest ");
    format_count(&text, h->cooccurring.told);
    buf_puts(&text, " articles so far");
    struct str copy = arena_copy(&h->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static void add_kind(struct head *h, enum taxonomy taxonomy) {
    struct head_row *row = add(h);
    row->cooccurring = true;
    row->taxonomy = taxonomy;
}

static void add_cooccurring(struct head *h) {
    bool months = has_months(live_count_facets(&h->cooccurring.live_count)), any = months;
    for (int i = 0; i < TAX_COUNT; i++) {
        any = any || h->cooccurring.kinds[i].count;
    }
    if (any) {
        add_heading(h, cooccurring_heading(h));
    }
    if (months) {
        add(h)->months = true;
    }
    for (int i = 0; i < TAX_COUNT; i++) {
        if (h->cooccurring.kinds[i].count) {
            add_kind(h, (enum taxonomy)i);
        }
    }
}

/* A kind with one value, which all articles have, says nothing about this term. */
static bool is_telling(const struct head *h, enum taxonomy taxonomy) {
    const struct terms *best = &h->cooccurring.kinds[taxonomy];
    return h->cooccurring.in_all[taxonomy] > 1 || (best->count && best->terms[0].count < h->term.count);
}

/* The facts, how its text begins, its months, and the first two or three kinds of terms that say something about it. */
static void add_folded(struct head *h) {
    int kinds = h->about ? 2 : 3;
    add(h)->facts = true;
    if (h->about) {
        add(h)->article = h->about;
    }
    if (has_months(live_count_facets(&h->cooccurring.live_count))) {
        add(h)->months = true;
    }
    for (int i = 0; i < TAX_COUNT && kinds; i++) {
        if (is_telling(h, (enum taxonomy)i)) {
            add_kind(h, (enum taxonomy)i);
            kinds--;
        }
    }
    add(h)->rule = true;
}

static void add_text(struct head *h) {
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
}

static void add_unfolded(struct head *h) {
    add_text(h);
    if (h->term.topic_count) {
        add_heading(h, STR("Offering's topics"));
        for (size_t i = 0; i < h->term.topic_count; i++) {
            add(h)->term = h->term.topics[i];
        }
    }
    add_cooccurring(h);
    add_heading(h, STR("Articles"));
}

void head_layout(struct head *h, int columns, bool ascii) {
    if (!h->term.id || (h->page.columns == columns && h->cooccurring_edition == h->cooccurring.edition)) {
        return;
    }
    struct layout_options options = {.columns = columns > 4 ? columns - 3 : 1, .ascii = ascii};
    layout_doc(&h->page, &h->doc, &options);
    h->page.columns = columns;
    h->rows = arena_alloc(&h->arena, h->page.line_count + h->term.topic_count + TAX_COUNT + 8, sizeof *h->rows);
    h->count = 0;
    if (h->unfolded) {
        add_unfolded(h);
    } else {
        add_folded(h);
    }
    h->cooccurring_edition = h->cooccurring.edition;
}

void head_unfold(struct head *h, bool unfolded) {
    h->unfolded = unfolded;
    h->page.columns = 0; /* lays it out again */
}

void head_paint_row(const struct head *h, struct ui *ui, long row, const struct grid *line) {
    const struct head_row *r = &h->rows[row];
    if (r->heading.n) {
        paint_heading_row(line, r->heading);
    } else if (r->rule) {
        grid_hline(line, 0, 0, line->columns);
    } else if (r->facts) {
        grid_put_fit(line, 0, 2, line->columns - 3, h->facts, LOOK_DIM);
    } else if (r->term.id) {
        paint_term_row(ui, line, &r->term, true);
    } else if (r->months) {
        paint_months_row(line, live_count_facets(&h->cooccurring.live_count));
    } else if (r->cooccurring) {
        paint_cooccurring_row(line, &h->cooccurring, r->taxonomy);
    } else if (r->article) {
        grid_put_fit(line, 0, 2, line->columns - 3, h->unfolded ? STR("Read the full page") : h->about_text, LOOK_LINK);
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
    cooccurring_release(&h->cooccurring);
    *h = (struct head){0};
}
