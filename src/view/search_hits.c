/* search_hits: the rows of search results: the best terms under a heading for each kind, then articles. */
#include "english.h"
#include "search.h"

static struct hit *add(struct search *s, enum hit_kind kind) {
    struct hit *h = &s->hits[s->base.list.count++];
    *h = (struct hit){.kind = kind};
    return h;
}

static void add_heading(struct search *s, const char *name, size_t shown, struct str total) {
    if (s->base.list.count) {
        add(s, HIT_HEADING)->text = STR_NONE;
    }
    add(s, HIT_HEADING)->text =
        total.n ? arena_printf(&s->arena, "%s (%zu of %s)", name, shown, total.p) : arena_printf(&s->arena, "%s", name);
}

static void add_terms(struct search *s) {
    for (size_t i = 0; i < LOOKUP_SECTIONS; i++) {
        const struct lookup_section *section = &s->answer->sections[i];
        if (section->count) {
            bool more = section->total > section->count;
            add_heading(s, taxonomies[lookup_taxonomies[i]].title, section->count,
                        more ? arena_printf(&s->arena, "%zu", section->total) : STR_NONE);
        }
        for (size_t j = 0; j < section->count; j++) {
            add(s, HIT_TERM)->term = &section->terms[j];
        }
    }
}

/* If the rows fill the limit, the exact count comes later. */
int64_t search_count(const struct search *s, bool *exact) {
    size_t count = s->answer ? s->answer->rows.count : 0;
    *exact = s->total ? s->exact : count < SEARCH_ARTICLES;
    return s->total ? s->total : (int64_t)count;
}

void search_say_articles(const struct search *s, struct buf *out) {
    bool exact;
    int64_t count = search_count(s, &exact);
    buf_puts(out, exact ? "" : "more than ");
    format_counted(out, count, "article", "articles");
}

/* "3,412", "10,000+", or nothing if all are shown or not counted yet. */
static struct str articles_total(struct search *s) {
    struct buf text = {0};
    if (s->total) {
        format_count(&text, s->total);
        buf_puts(&text, s->exact ? "" : "+");
    }
    struct str copy = arena_copy(&s->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

/* "all 3,412 articles" */
static struct str all_articles(struct search *s) {
    struct buf text = {0};
    buf_puts(&text, s->total && s->exact ? "all " : "");
    search_say_articles(s, &text);
    struct str copy = arena_copy(&s->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static void add_articles(struct search *s) {
    const struct rows *rows = &s->answer->rows;
    struct str total = articles_total(s);
    if (rows->count) {
        add_heading(s, "Articles", rows->count, total);
    }
    for (size_t i = 0; i < rows->count; i++) {
        add(s, HIT_ARTICLE)->row = &rows->rows[i];
    }
    if (rows->count == SEARCH_ARTICLES) {
        add(s, HIT_ALL)->text = all_articles(s);
    }
}

void search_make_hits(struct search *s) {
    arena_release(&s->arena);
    s->hits = arena_alloc(&s->arena, LOOKUP_SECTIONS * (LOOKUP_BEST + 2) + s->answer->rows.count + 3, sizeof *s->hits);
    s->base.list.count = 0;
    add_terms(s);
    add_articles(s);
}

bool search_can_select(const struct list_view *l, long row) {
    return ((const struct search *)l)->hits[row].kind != HIT_HEADING;
}
