/* facets_rows: makes and paints the rows. */
#include <stdlib.h>
#include <string.h>

#include "english.h"
#include "facets.h"
#include "text.h"

/* Authorities come after the topics. */
static int section_at(int position) {
    return position <= TAX_TOPIC || position > SECTION_AUTHORITIES ? position
           : position == TAX_TOPIC + 1                             ? SECTION_AUTHORITIES
                                                                   : position - 1;
}

/* ---- rows ---- */

static struct facet *add(struct facets *f, enum facet_kind kind, int section, int64_t number) {
    size_t count = (size_t)f->base.list.count;
    f->rows = grow(f->rows, count, &f->row_capacity, sizeof *f->rows);
    f->rows[f->base.list.count++] = (struct facet){kind, section, number};
    return &f->rows[count];
}

static bool is_there(const struct facets *f, long from, int64_t number) {
    for (long row = from; row < f->base.list.count; row++) {
        if (f->rows[row].number == number) {
            return true;
        }
    }
    return false;
}

/* Chosen values are always listed, so that they can be unchosen; chosen terms come first. */
static void add_values(struct facets *f, int section, const struct term_count *found, size_t count) {
    long from = f->base.list.count;
    bool first = section <= SECTION_AUTHORITIES && !f->base.view.filter.n;
    for (size_t i = 0; i < f->choice_count && first; i++) {
        if (f->choices[i].section == section) {
            add(f, FACET_VALUE, section, f->choices[i].number);
        }
    }
    long chosen = f->base.list.count;
    for (size_t i = 0; i < count; i++) {
        struct facet value = {FACET_VALUE, section, found[i].term};
        if (chosen == from || !facets_choice(f, &value)) {
            add(f, FACET_VALUE, section, found[i].term);
        }
    }
    for (size_t i = 0; i < f->choice_count && !first && !f->base.view.filter.n; i++) {
        const struct choice *c = &f->choices[i];
        if (c->section == section && !is_there(f, from, c->number)) {
            add(f, FACET_VALUE, section, c->number);
        }
    }
}

static void add_section(struct facets *f, int section, struct term_count *found) {
    size_t limit = f->unfolded[section] ? FACETS_UNFOLDED : FACETS_BEST, in_all;
    size_t count = facets_find(f, section, limit, found, &in_all);
    long before = f->base.list.count;
    add(f, FACET_BLANK, section, 0);
    add(f, FACET_HEADING, section, 0);
    long from = f->base.list.count;
    add_values(f, section, found, count);
    if (f->base.list.count == from) {
        f->base.list.count = before;
    } else if (in_all > FACETS_BEST) {
        add(f, FACET_MORE, section, (int64_t)in_all);
    }
}

static bool same_row(const struct facet *a, const struct facet *b) {
    return a->kind == b->kind && a->section == b->section && (a->kind != FACET_VALUE || a->number == b->number);
}

static void ask_names(struct facets *f, struct ui *ui) {
    int64_t *ids = xcalloc((size_t)f->base.list.count, sizeof *ids);
    size_t count = 0;
    for (long row = 0; row < f->base.list.count; row++) {
        if (f->rows[row].kind == FACET_VALUE && f->rows[row].section <= SECTION_AUTHORITIES) {
            ids[count++] = f->rows[row].number;
        }
    }
    names_ask(&f->names, ui, f->all.cache_generation, ids, count);
    free(ids);
}

void facets_make_rows(struct facets *f, struct ui *ui) {
    struct term_count *found = xcalloc(FACETS_UNFOLDED + 1, sizeof *found);
    bool had = f->base.list.selected < f->base.list.count;
    struct facet was = had ? f->rows[f->base.list.selected] : (struct facet){0};
    long height = f->base.list.selected - f->base.list.top;
    f->base.list.count = 0;
    add(f, FACET_SHOW, -1, 0);
    for (int i = 0; i < SECTION_COUNT; i++) {
        add_section(f, section_at(i), found);
    }
    for (long row = 0; row < f->base.list.count && had; row++) {
        if (same_row(&f->rows[row], &was)) {
            f->base.list.selected = row;
            f->base.list.top = row - height;
            break;
        }
    }
    list_select(&f->base.list, f->base.list.selected);
    ask_names(f, ui);
    free(found);
}

/* ---- painting ---- */

static const char *section_title(int section) {
    return section < TAX_COUNT              ? taxonomies[section].title
           : section == SECTION_AUTHORITIES ? "Authorities"
           : section == SECTION_YEARS       ? "Years"
                                            : "Marks";
}

static const char *section_plural(int section) {
    return section < TAX_COUNT ? taxonomies[section].plural : section == SECTION_AUTHORITIES ? "authorities" : "years";
}

/* The name of a value; nothing until it is known. */
static void add_name(const struct facets *f, const struct facet *value, struct buf *out) {
    const struct name *name = names_find(&f->names, value->number);
    const struct choice *c = facets_choice(f, value);
    if (value->section == SECTION_YEARS) {
        buf_printf(out, "%lld", (long long)value->number);
    } else if (value->section == SECTION_MARKS) {
        buf_puts(out, query_states[value->number]);
    } else if (name) {
        buf_add_str(out, value->section == SECTION_AUTHORITIES ? name->term->authority : name->term->label);
    } else if (c) {
        buf_add_str(out, c->word);
    }
}

/* `[x] Label  Authority                 212` */
static void paint_value(const struct facets *f, const struct facet *value, const struct grid *line) {
    const struct choice *c = facets_choice(f, value);
    const struct name *known = value->section < TAX_COUNT ? names_find(&f->names, value->number) : NULL;
    struct str authority = known ? known->term->authority : STR_NONE;
    int64_t count = facets_count(facets_counts(f), value);
    struct buf name = {0}, number = {0};
    add_name(f, value, &name);
    format_count(&number, count);
    style_t look = count || c ? LOOK_TEXT : LOOK_DIM;
    int end = grid_put_right(line, 0, line->columns - 1, buf_str(&number), count ? LOOK_LABEL : LOOK_DIM);
    grid_put(line, 0, 2, !c ? STR("[ ]") : c->exclude ? STR("[-]") : STR("[x]"), c ? LOOK_MARK | STYLE_STRONG : LOOK_DIM);
    int used = grid_put_fit(line, 0, 6, end - 8, buf_str(&name), c ? look | STYLE_STRONG : look);
    if (authority.n && end - 12 - used > 3) {
        grid_put_fit(line, 0, 8 + used, end - 12 - used, authority, LOOK_DIM);
    }
    buf_release(&name);
    buf_release(&number);
}

static void paint_more(const struct facets *f, const struct facet *row, const struct grid *line) {
    struct buf text = {0};
    if (!f->unfolded[row->section]) {
        buf_puts(&text, "all ");
        format_count(&text, row->number);
        buf_printf(&text, " %s", section_plural(row->section));
    } else if (row->number > FACETS_UNFOLDED) {
        buf_printf(&text, "the top %d; F finds the others, Enter shows fewer", FACETS_UNFOLDED);
    } else {
        buf_printf(&text, "fewer %s", section_plural(row->section));
    }
    grid_put_fit(line, 0, 6, line->columns - 7, buf_str(&text), LOOK_LINK);
    buf_release(&text);
}

static void paint_show(const struct facets *f, const struct grid *line) {
    const struct live_count *c = f->choice_count ? &f->now : &f->all;
    struct buf text = {0};
    buf_puts(&text, "Show ");
    if (live_count_is_complete(c)) {
        format_counted(&text, live_count_facets(c)->articles, "article", "articles");
    } else {
        buf_puts(&text, "the articles");
    }
    grid_put_fit(line, 0, 2, line->columns - 3, buf_str(&text), LOOK_LINK);
    buf_release(&text);
}

void facets_paint_row(const struct list_view *l, struct ui *ui, long at, const struct grid *line) {
    const struct facets *f = (const struct facets *)l;
    const struct facet *row = &f->rows[at];
    (void)ui;
    switch (row->kind) {
    case FACET_SHOW:
        paint_show(f, line);
        break;
    case FACET_BLANK:
        break;
    case FACET_HEADING:
        paint_heading_row(line, str_from(section_title(row->section)));
        break;
    case FACET_VALUE:
        paint_value(f, row, line);
        break;
    case FACET_MORE:
        paint_more(f, row, line);
        break;
    }
}
